/* Opening a hive: replay of its logs, repair of its base block, structure check, and only then libhivex, which gets a
 * checked file.
 * Order and reasons: docs/design.md, decisions 3 and 4. */
#include <iconv.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "decode/hive_internal.h"

/* libhivex reads a big-data list of up to 65535 offsets, and the fields of a key, without looking where the file
 * ends. */
enum { IMAGE_TAIL = 65535 * 4 + 2 * 4096 };

/* Never closed: the loaded converters have to stay for the handles that libhivex opens in the sandbox. */
static iconv_t converters[4];

static bool converts(size_t which, const char *to, const char *from, struct str in, struct str expected)
{
	iconv_t converter = converters[which];
	if (!converter)
		converter = iconv_open(to, from);
	if (converter == (iconv_t)-1)
		return false;
	converters[which] = converter;
	char out[8];
	char *source = (char *)(uintptr_t)in.data, *target = out;
	size_t left = in.len, room = sizeof out;
	if (iconv(converter, &source, &left, &target, &room) == (size_t)-1 || left)
		return false;
	return str_eq((struct str){ out, sizeof out - room }, expected);
}

enum err hive_prepare(void)
{
	static bool prepared;
	if (prepared)
		return OK;
	/* The names are those that libhivex asks for. Folding needs the C.UTF-8 tables, which also come from disk on first
	 * use. */
	prepared = converts(0, "UTF-8", "UTF-16LE", STR("\x07\x1E"), STR("\xE1\xB8\x87")) &&
	           converts(1, "UTF-16LE", "UTF-8", STR("\xE1\xB8\x87"), STR("\x07\x1E")) &&
	           converts(2, "UTF-8", "LATIN1", STR("\xE9"), STR("\xC3\xA9")) &&
	           converts(3, "LATIN1", "UTF-8", STR("\xC3\xA9"), STR("\xE9")) &&
	           str_eq_fold(STR("\xC4\x91"), STR("\xC4\x90"));
	return prepared ? OK : ERR_BUG;
}

void hive_report(struct hive_report *report, const char *format, ...)
{
	if (report->count++)
		return;
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *text = arena_alloc(report->arena, (size_t)(len < 0 ? 0 : len) + 1);
	if (len > 0)
		vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	report->first = str_from_c(text);
}

struct opening {
	const struct hive_input *input;
	struct hive *hive;
	int fd;          /* memfd of the image, or -1 */
	uint32_t bins_size, root;
	bool truncated;
};

static size_t round_up(size_t size)
{
	return (size + HIVE_PAGE_BYTES - 1) / HIVE_PAGE_BYTES * HIVE_PAGE_BYTES;
}

/* From here on the hive is read from a copy that we may write to, with room for `bins_size` and zeros behind it. */
static enum err make_image(struct opening *o, uint32_t bins_size)
{
	struct hive *hive = o->hive;
	if (hive->image)
		return OK;
	size_t need = HIVE_BASE_BYTES + (size_t)bins_size;
	size_t len = round_up(o->input->primary.len > need ? o->input->primary.len : need) + IMAGE_TAIL;
	len = round_up(len);
	o->fd = memfd_create("hive", MFD_CLOEXEC);
	if (o->fd < 0 || ftruncate(o->fd, (off_t)len) != 0)
		return ERR_IO;
	void *image = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_SHARED, o->fd, 0);
	if (image == MAP_FAILED)
		return ERR_NOMEM;
	memcpy(image, o->input->primary.data, o->input->primary.len);
	hive->image = image;
	hive->image_len = len;
	hive->bytes = (struct span){ image, len };
	return OK;
}

static bool looks_like_hive(struct span bytes, struct hive_base base)
{
	return base.is_regf && base.checksum_ok && has_signature(bytes, HIVE_BASE_BYTES, "hbin") &&
	       hive_base_guess_root(bytes, base.root) == base.root;
}

static enum err replay(struct opening *o, struct hive_base base)
{
	struct hive *hive = o->hive;
	struct hive_replay plan = hive_replay_plan(o->input, base, hive->arena);
	if (!plan.possible) {
		hive->notes |= NOTE_LOG_NOT_REPLAYED;
		return OK;
	}
	enum err e = make_image(o, plan.bins_size);
	if (e)
		return e;
	hive_replay_apply(&plan, hive->image, hive->image_len);
	if (looks_like_hive(hive->bytes, hive_base_read(hive->bytes))) {
		hive->notes |= NOTE_LOG_REPLAYED | (base.is_regf && base.checksum_ok ? 0 : NOTE_HEADER_REPAIRED);
		return OK;
	}
	memset(hive->image, 0, hive->image_len);
	memcpy(hive->image, o->input->primary.data, o->input->primary.len);
	hive->notes |= NOTE_LOG_NOT_REPLAYED;
	hive_report(&hive->problems, "log replay does not give a hive");
	return OK;
}

/* Pages that are really there: the replayed image may be longer than the file. */
static size_t real_bins(const struct opening *o)
{
	size_t len = o->input->primary.len;
	if (o->hive->notes & NOTE_LOG_REPLAYED)
		len = o->hive->image_len - IMAGE_TAIL;
	return (len - HIVE_BASE_BYTES) / HIVE_PAGE_BYTES * HIVE_PAGE_BYTES;
}

/* Bins in an unbroken row from the start. */
static size_t covered_bins(struct span bytes, size_t limit)
{
	size_t at = 0;
	while (at < limit && has_signature(bytes, HIVE_BASE_BYTES + at, "hbin") &&
	       field32(bytes, HIVE_BASE_BYTES + at + 4) == at) {
		uint32_t size = field32(bytes, HIVE_BASE_BYTES + at + 8);
		if (size == 0 || size % HIVE_PAGE_BYTES || size > limit - at)
			break;
		at += size;
	}
	return at;
}

static enum err repair_base(struct opening *o)
{
	struct hive *hive = o->hive;
	enum err e = make_image(o, 0);
	if (e)
		return e;
	uint32_t root = hive_base_guess_root(hive->bytes, field32(hive->bytes, 36));
	size_t bins = covered_bins(hive->bytes, real_bins(o));
	if (root == HIVE_NOWHERE || bins == 0)
		return ERR_CORRUPT;
	static const uint8_t regf[] = "regf";
	memcpy(hive->image, regf, 4);
	hive_put32(hive->image, hive->image_len, 20, 1);
	hive_put32(hive->image, hive->image_len, 28, 0);
	hive_put32(hive->image, hive->image_len, 36, root);
	hive_put32(hive->image, hive->image_len, 40, (uint32_t)bins);
	hive_base_seal(hive->image, hive->image_len);
	hive->notes |= NOTE_HEADER_REPAIRED;
	hive_report(&hive->problems, "base block is damaged and was rebuilt without a log");
	return OK;
}

static enum err settle_base(struct opening *o)
{
	struct hive *hive = o->hive;
	struct hive_base base = hive_base_read(hive->bytes);
	enum err e = base.is_regf && base.checksum_ok ? OK : repair_base(o);
	if (e)
		return e;
	if (!hive_base_suits_libhivex(hive->bytes)) {
		if ((e = make_image(o, 0)))
			return e;
		hive_base_seal(hive->image, hive->image_len);
	}
	base = hive_base_read(hive->bytes);
	size_t real = real_bins(o);
	o->root = base.root;
	o->bins_size = base.bins_size;
	if (base.bins_size > real || base.bins_size == 0) {
		o->truncated = true;
		hive->notes |= NOTE_TRUNCATED;
		hive_report(&hive->problems, "base block promises %u bytes of bins, the file holds %zu", base.bins_size, real);
		o->bins_size = (uint32_t)real;
	}
	return OK;
}

static hive_h *open_handle(struct arena *arena, int fd, int flags)
{
	struct str path = str_format(arena, "/proc/self/fd/%d", fd);
	return hivex_open(path.data, flags);
}

static enum err open_damaged(struct opening *o)
{
	struct hive *hive = o->hive;
	if (!o->truncated)
		hive->strict = open_handle(hive->arena, o->fd, 0);
	if (!hive->strict)
		hive_repair_bins(hive->image, hive->image_len,
				 HIVE_BASE_BYTES + (size_t)o->bins_size / HIVE_PAGE_BYTES * HIVE_PAGE_BYTES);
	hive->lenient = open_handle(hive->arena, o->fd, HIVEX_OPEN_UNSAFE);
	if (!hive->strict && !hive->lenient)
		return o->truncated ? ERR_TRUNCATED : ERR_CORRUPT;
	if (!hive->strict)
		hive->notes |= NOTE_DEGRADED;
	return OK;
}

static enum err open_handles(struct opening *o)
{
	struct hive *hive = o->hive;
	bool as_it_is = !hive->image && o->input->primary_fd >= 0 && hive->problems.count == 0;
	enum err e = as_it_is ? OK : make_image(o, 0);
	if (e)
		return e;
	if (hive->problems.count)
		return open_damaged(o);
	hive->strict = open_handle(hive->arena, as_it_is ? o->input->primary_fd : o->fd, 0);
	if (hive->strict)
		return OK;
	/* Our check is content and libhivex is not: say so, and go on as with a damaged one. */
	hive_report(&hive->problems, "libhivex refuses the hive");
	e = make_image(o, 0);
	return e ? e : open_damaged(o);
}

static enum err prepare_bytes(struct opening *o)
{
	struct hive *hive = o->hive;
	struct hive_base base = hive_base_read(hive->bytes);
	enum err e = OK;
	if (!base.is_regf || !base.checksum_ok || base.sequence1 != base.sequence2)
		e = replay(o, base);
	if (!e)
		e = settle_base(o);
	if (e)
		return e;
	struct span checked = { hive->bytes.data, HIVE_BASE_BYTES + (size_t)o->bins_size };
	hive_check(checked, o->root, o->bins_size, &hive->problems);
	return open_handles(o);
}

static enum err refuse_at_sight(struct span primary)
{
	struct hive_base base = hive_base_read(primary);
	if (!base.is_regf && !has_signature(primary, HIVE_BASE_BYTES, "hbin"))
		return ERR_UNSUPPORTED;
	if (base.is_regf && base.checksum_ok && (base.type != 0 || base.major != 1))
		return ERR_UNSUPPORTED;
	if (primary.len < HIVE_BASE_BYTES + HIVE_PAGE_BYTES)
		return ERR_TRUNCATED;
	return primary.len > LIMIT_HIVE_BYTES ? ERR_LIMIT : OK;
}

/* One attempt; *ret_replayed also when it fails. */
static enum err open_once(const struct hive_input *input, struct arena *arena, struct hive **ret, bool *ret_replayed)
{
	struct hive *hive = arena_new(arena, struct hive);
	*hive = (struct hive){ .arena = arena, .evidence = input->evidence, .bytes = input->primary,
		.problems = { .arena = arena } };
	struct opening o = { .input = input, .hive = hive, .fd = -1 };
	enum err e = prepare_bytes(&o);
	*ret_replayed = hive->notes & NOTE_LOG_REPLAYED;
	if (o.fd >= 0)
		close(o.fd);
	size_t root = e ? 0 : hivex_root(hive_handle(hive));
	if (!e && root)
		hive->root = hive_node_claim(hive, NULL, root);
	if (!hive->root) {
		hive_close(hive);
		return e ? e : ERR_CORRUPT;
	}
	*ret = hive;
	return OK;
}

enum err hive_open(const struct hive_input *input, struct arena *arena, struct hive **ret)
{
	bool replayed = false;
	enum err e = refuse_at_sight(input->primary);
	if (!e)
		e = open_once(input, arena, ret, &replayed);
	if (!e || !replayed)
		return e;
	/* The hive as it lies is stale, but better than none. */
	struct hive_input bare = *input;
	bare.log = bare.log1 = bare.log2 = (struct span){ 0 };
	if (open_once(&bare, arena, ret, &replayed) != OK)
		return e;
	hive_report(&(*ret)->problems, "log replay gives an unreadable hive");
	return OK;
}

void hive_close(struct hive *hive)
{
	if (!hive)
		return;
	if (hive->strict)
		hivex_close(hive->strict);
	if (hive->lenient)
		hivex_close(hive->lenient);
	if (hive->image)
		munmap(hive->image, hive->image_len);
	hive->strict = hive->lenient = NULL;
	hive->image = NULL;
	hive->bytes = (struct span){ 0 };
}

uint32_t hive_notes(const struct hive *hive)
{
	return hive->notes;
}

size_t hive_problem_count(const struct hive *hive)
{
	return hive->problems.count;
}

struct str hive_first_problem(const struct hive *hive)
{
	return hive->problems.first;
}
