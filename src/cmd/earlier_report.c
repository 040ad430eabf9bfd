/* The child that decodes earlier reports: fingerprints of accounts, marks of machines, verdict, code, policy and rules of
 * each check, nothing else. */
#include "cmd/earlier_report.h"

#include "base/limits.h"
#include "cmd/file.h"
#include "confine/channel.h"
#include "confine/sandbox.h"
#include "decode/json.h"
#include "report/check_code.h"

#define SUMS_BYTES (64 * KIB)
#define HASH_DIGITS 64

bool earlier_is_plain(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.data[i] < ' ')
			return false;
	return text.len > 0 && text.len <= EARLIER_TEXT_BYTES;
}

static void put_each(struct buf *out, const struct json *array, const char *key, const char *word, size_t most,
		     struct arena *arena)
{
	size_t count = 0;
	for (const struct json *row = json_first(array); row && count < most; row = json_next(row)) {
		struct str text = json_text(json_get(row, key), arena);
		if (earlier_is_plain(text)) {
			buf_printf(out, "%s\t%.*s\n", word, STR_ARGS(text));
			count++;
		}
	}
}

static size_t rows_of(const struct json *array)
{
	size_t count = 0;
	for (const struct json *row = json_first(array); row; row = json_next(row))
		count++;
	return count;
}

static void put_word(struct buf *out, struct str word)
{
	buf_printf(out, "\t%.*s", STR_ARGS(earlier_is_plain(word) ? word : STR("-")));
}

/* The findings that had to be fixed or noted, by their numbers in the report; how many there were besides. */
static void put_items(struct buf *out, const struct json *findings, struct arena *arena)
{
	unsigned number = 0, left = 0;
	for (const struct json *row = json_first(findings); row; row = json_next(row)) {
		struct str effect = json_text(json_get(row, "effect"), arena);
		number++;
		if (!str_eq(effect, STR("fail")) && !str_eq(effect, STR("note")))
			continue;
		left += number > EARLIER_ITEMS_MOST;
		if (number > EARLIER_ITEMS_MOST)
			continue;
		buf_printf(out, "item\t%u", number);
		put_word(out, effect);
		put_word(out, json_text(json_get(row, "rule"), arena));
		put_word(out, json_text(json_get(row, "fingerprint"), arena));
		buf_put_char(out, '\n');
	}
	buf_printf(out, "items-left\t%u\n", left);
}

/* Does the list of sums name report.json with this hash? */
static bool is_listed(struct str sums, struct str hash)
{
	while (sums.len) {
		struct str line = str_trim(str_cut(sums, '\n', &sums));
		if (str_starts(line, hash) && str_eq(str_from(line, HASH_DIGITS + 2), STR("report.json")))
			return true;
	}
	return false;
}

static void put_check(struct buf *out, struct str content, struct str sums, const struct json *root,
		      struct arena *arena)
{
	const struct json *policy = json_get(root, "policy");
	struct str hash = check_code_hash(arena, content);
	buf_put_c(out, "check");
	put_word(out, json_text(json_get(root, "now"), arena));
	put_word(out, json_text(json_get(root, "verdict"), arena));
	put_word(out, hash);
	put_word(out, is_listed(sums, hash) ? STR("listed") : (struct str){ 0 });
	buf_put_c(out, "\njudged");
	put_word(out, json_text(json_get(json_get(root, "tool"), "rules"), arena));
	put_word(out, json_text(json_get(root, "mode"), arena));
	put_word(out, json_text(json_get(policy, "sha256"), arena));
	buf_put_char(out, '\n');
	put_items(out, json_get(root, "findings"), arena);
}

static bool decode(struct str content, struct str sums, struct arena *arena, struct buf *out)
{
	struct json_document *document;
	const struct span bytes = { (const uint8_t *)content.data, content.len };
	if (json_parse(bytes, 0, arena, &document) != OK)
		return false;
	const struct json *root = json_root(document);
	bool ours = str_starts(json_text(json_get(root, "schema"), arena), STR("soatmay.report/"));
	if (ours) {
		struct str serial = json_text(json_get(json_get(root, "hardware"), "serial"), arena);
		if (earlier_is_plain(serial))
			buf_printf(out, "computer\t%.*s\n", STR_ARGS(serial));
		put_each(out, json_get(root, "sources"), "serial", "disk", EARLIER_MARKS_MOST, arena);
		put_each(out, json_get(root, "systems"), "machine_guid", "windows", EARLIER_MARKS_MOST, arena);
		put_each(out, json_get(root, "accounts"), "fingerprint", "account", EARLIER_FINGERPRINTS_MOST, arena);
		buf_printf(out, "sources\t%zu\nsystems\t%zu\n", rows_of(json_get(root, "sources")),
			   rows_of(json_get(root, "systems")));
		put_check(out, content, sums, root, arena);
	}
	json_close(document);
	return ours && out->len <= CHANNEL_BODY_BYTES;
}

static bool read_whole(int fd, size_t most, struct arena *arena, struct str *ret)
{
	struct span bytes;
	if (file_read_open(fd, most, arena, &bytes) != OK || bytes.len > most)
		return false;
	*ret = (struct str){ (const char *)bytes.data, bytes.len };
	return true;
}

static bool decode_packet(const struct packet *packet, struct arena *arena, struct buf *lines)
{
	struct str content, sums = { 0 };
	if (packet->fd_count < 1 || !read_whole(packet->fds[0], LIMIT_JSON_BYTES, arena, &content))
		return false;
	if (packet->fd_count > 1 && !read_whole(packet->fds[1], SUMS_BYTES, arena, &sums))
		sums = (struct str){ 0 };
	return decode(content, sums, arena, lines);
}

int earlier_decode_reports(int socket, void *context)
{
	struct arena arena;
	struct packet packet;
	arena_init(&arena, LIMIT_ARENA_BYTES);
	if (sandbox_enter(SANDBOX_WORKER, NULL, 0, *(const bool *)context) != OK)
		return 1;
	while (channel_receive(socket, 0, &arena, &packet) == OK) {
		struct buf lines = { 0 };
		bool ours = decode_packet(&packet, &arena, &lines);
		packet_close_fds(&packet);
		if (channel_send(socket, ours ? EARLIER_OURS : EARLIER_ODD, ours ? buf_str(&lines) : (struct str){ 0 },
				 NULL, 0) != OK)
			return 1;
		buf_done(&lines);
		arena_reset(&arena);
	}
	return 0;
}
