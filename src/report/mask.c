/* Masking of account names (report contract, "Masking"; users-and-report 5.2). */
#include "report/mask.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf.h"

#define STARS            "*****" /* always five: their number would tell the length */
#define LONG_NAME        6       /* shorter ones show their first character only */
#define SHORTEST_TEXT_ID 6       /* a shorter id would be found in innocent words */
#define SHORTEST_NUMBER  7
#define SHORTEST_NAME    3 /* shorter ones are found in innocent labels */

static size_t characters(struct str text)
{
	size_t count = 0;
	for (size_t i = 0; i < text.len; count++)
		utf8_next(text, &i);
	return count;
}

static struct str first_characters(struct str text, size_t count)
{
	size_t i = 0;
	while (count-- && i < text.len)
		utf8_next(text, &i);
	return str_sub(text, 0, i);
}

static void put_masked(struct buf *out, struct str name, size_t tail)
{
	size_t count = characters(name);
	if (count == 0)
		return;
	bool is_long = count >= LONG_NAME;
	buf_put(out, first_characters(name, is_long ? 2 : 1));
	buf_put_c(out, STARS);
	if (is_long)
		buf_put(out, str_from(name, first_characters(name, count - tail).len));
}

static struct str taken(struct masker *masker, struct buf *buf)
{
	struct str text = str_copy(masker->arena, buf_str(buf));
	buf_done(buf);
	return text;
}

/* Length of the separator at `at`: "@", its escaped form, or a look-alike (U+FF20, U+FE6B); 0 for none. */
static size_t separator_at(struct str text, size_t at)
{
	if (text.data[at] == '@')
		return 1;
	struct str rest = str_from(text, at);
	bool wide = str_starts(rest, STR("%40")) || str_starts(rest, STR("\xEF\xBC\xA0")) || str_starts(rest, STR("\xEF\xB9\xAB"));
	return wide ? 3 : 0;
}

/* Splits at the last separator; false when there is none. */
static bool split_address(struct str address, struct str *local, struct str *rest)
{
	for (size_t i = address.len; i-- > 0;) {
		if (separator_at(address, i)) {
			*local = str_sub(address, 0, i);
			*rest = str_from(address, i);
			return true;
		}
	}
	return false;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_number(struct str address)
{
	size_t digits = 0;
	for (size_t i = 0; i < address.len; i++) {
		if (is_digit(address.data[i]))
			digits++;
		else if (!(i == 0 && address.data[i] == '+'))
			return false;
	}
	return digits >= SHORTEST_NUMBER;
}

/* Of a telephone number three digits at the start and two at the end are shown. */
static void put_number(struct buf *out, struct str number)
{
	size_t head = number.data[0] == '+' ? 4 : 3;
	buf_put(out, str_sub(number, 0, head));
	buf_put_c(out, STARS);
	buf_put(out, str_from(number, number.len - 2));
}

static struct str mask_name(struct masker *masker, struct str name, size_t tail)
{
	if (masker->mask == MASK_NONE || !name.len)
		return name;
	struct str local = name, rest = { 0 };
	split_address(name, &local, &rest);
	struct buf buf = { 0 };
	if (is_number(local))
		put_number(&buf, local);
	else
		put_masked(&buf, local, tail);
	buf_put(&buf, rest);
	return taken(masker, &buf);
}

struct str mask_address(struct masker *masker, struct str address)
{
	return mask_name(masker, address, 2);
}

struct str mask_official_user(struct masker *masker, struct str username)
{
	return mask_name(masker, username, 1);
}

struct str mask_person(struct masker *masker, struct str name)
{
	if (masker->mask == MASK_NONE)
		return name;
	struct buf buf = { 0 };
	bool start = true;
	for (size_t i = 0; i < name.len;) {
		size_t before = i;
		uint32_t c = utf8_next(name, &i);
		if (start && c != ' ') {
			buf_put(&buf, str_sub(name, before, i - before));
			buf_put_c(&buf, STARS);
		}
		if (c == ' ')
			buf_put_char(&buf, ' ');
		start = c == ' ';
	}
	return taken(masker, &buf);
}

struct str mask_id(struct masker *masker, struct str id)
{
	return masker->mask == MASK_NONE ? id : fingerprint_keyed(masker, id);
}

/* Letters of a local part or domain; everything that could be part of a name counts, separators of paths and lists do not. */
static bool is_local(unsigned char c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c && strchr(".!#$%&*+-^_~'`{}", c));
}

static bool is_domain(unsigned char c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c && strchr(".-_[", c));
}

static unsigned char lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool starts_folded(struct str text, struct str with)
{
	if (text.len < with.len)
		return false;
	for (size_t i = 0; i < with.len; i++) {
		if (lower(text.data[i]) != lower(with.data[i]))
			return false;
	}
	return true;
}

/* The buffer ends with the letters before the separator: they are taken back and written masked. */
static void mask_tail(const struct masker *masker, struct buf *out, size_t floor)
{
	size_t start = out->len;
	while (start > floor && is_local((unsigned char)out->data[start - 1]))
		start--;
	if (start == out->len)
		return;
	struct buf local = { 0 };
	if (masker->mask == MASK_COUNT)
		buf_put_c(&local, STARS);
	else
		put_masked(&local, (struct str){ out->data + start, out->len - start }, 2);
	out->len = start;
	buf_put(out, buf_str(&local));
	buf_done(&local);
}

static size_t id_at(const struct masker *masker, struct str rest)
{
	for (size_t i = 0; i < masker->ids.count; i++) {
		if (starts_folded(rest, masker->ids.items[i]))
			return masker->ids.items[i].len;
	}
	return 0;
}

/* Length of the telephone number that starts here: one of an account, or any in international form. */
static size_t number_at(const struct masker *masker, struct str rest)
{
	for (size_t i = 0; i < masker->numbers.count; i++) {
		if (str_starts(rest, masker->numbers.items[i]))
			return masker->numbers.items[i].len;
	}
	size_t end = 1;
	while (end < rest.len && is_digit(rest.data[end]))
		end++;
	return rest.data[0] == '+' && end > SHORTEST_NUMBER ? end : 0;
}

static bool is_letter(char c)
{
	return (unsigned char)c >= 0x80 || is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z');
}

/* Length of the longest display name of an account that stands here as whole words. */
static size_t name_at(const struct masker *masker, struct str text, size_t at)
{
	size_t longest = 0;
	struct str rest = str_from(text, at);
	if (!masker->names.count || (at && is_letter(text.data[at - 1])))
		return 0;
	for (size_t i = 0; i < masker->names.count; i++) {
		struct str name = masker->names.items[i];
		if (!str_starts_fold(rest, name))
			continue;
		size_t len = first_characters(rest, characters(name)).len; /* the other case may have another length */
		if (len > longest && (len == rest.len || !is_letter(rest.data[len])))
			longest = len;
	}
	return longest;
}

/* Writes the id, number or name that stands at `at` masked; its length, 0 when there is none. */
static size_t put_known(struct masker *masker, struct buf *out, struct str text, size_t at, bool names)
{
	struct str rest = str_from(text, at);
	size_t len = names ? name_at(masker, text, at) : 0;
	if (len) {
		buf_put(out, mask_person(masker, str_sub(rest, 0, len)));
	} else if ((len = id_at(masker, rest))) {
		struct str shown = fingerprint_keyed(masker, str_sub(rest, 0, len));
		buf_put(out, shown.len ? shown : STR(STARS));
	} else if ((len = number_at(masker, rest))) {
		if (masker->mask == MASK_COUNT)
			buf_put_c(out, STARS);
		else
			put_number(out, str_sub(rest, 0, len));
	}
	return len;
}

static struct str mask_words(struct masker *masker, struct str text, bool names)
{
	text = without_secrets(masker->arena, text);
	if (masker->mask == MASK_NONE || !text.len)
		return text;
	struct buf out = { 0 };
	size_t floor = 0; /* what stands before is finished */
	for (size_t i = 0; i < text.len;) {
		size_t separator = separator_at(text, i);
		size_t len = separator ? 0 : put_known(masker, &out, text, i, names);
		if (len) {
			i += len;
		} else if (separator && i + separator < text.len && is_domain((unsigned char)text.data[i + separator])) {
			mask_tail(masker, &out, floor);
			buf_put(&out, str_sub(text, i, separator));
			i += separator;
			floor = out.len;
		} else {
			buf_put_char(&out, text.data[i++]);
		}
	}
	return taken(masker, &out);
}

struct str mask_text(struct masker *masker, struct str text)
{
	return mask_words(masker, text, false);
}

struct str mask_label(struct masker *masker, struct str label)
{
	return mask_words(masker, label, true);
}

void mask_record(struct masker *masker, const struct record_type *type, void *record)
{
	for (unsigned i = 0; i < type->count; i++) {
		if (type->fields[i].type != FIELD_TEXT)
			continue;
		struct str *text = (struct str *)((char *)record + type->fields[i].offset);
		*text = mask_text(masker, *text);
	}
}

static void add_id(struct masker *masker, struct str id)
{
	for (size_t i = 0; i < masker->ids.count; i++) {
		if (str_eq_fold(masker->ids.items[i], id))
			return;
	}
	if (id.len >= SHORTEST_TEXT_ID)
		*array_push(masker->arena, &masker->ids) = id;
	if (id.len > SHORTEST_TEXT_ID && id.data[0] == '0') /* Office writes a CID without its leading zeros */
		add_id(masker, str_from(id, 1));
}

static void add_account(struct masker *masker, struct str address, struct str name, const struct str ids[4])
{
	for (size_t i = 0; i < 4; i++)
		add_id(masker, ids[i]);
	if (is_number(address))
		*array_push(masker->arena, &masker->numbers) = address;
	if (characters(name) >= SHORTEST_NAME)
		*array_push(masker->arena, &masker->names) = name;
}

void masker_init(struct masker *masker, struct arena *arena, const struct case_file *file, const struct policy *policy, enum mask mask)
{
	*masker = (struct masker){ .arena = arena, .mask = mask, .key = policy->fingerprint_key };
	for (size_t i = 0; i < file->accounts.count; i++) {
		const struct case_account *account = &file->accounts.items[i];
		add_account(masker, account->address, account->display_name,
		            (struct str[]){ account->cid, account->puid, account->oid, account->gaia });
		for (size_t k = 0; k < account->traces.count; k++) {
			const struct fact_account *fact = &account->traces.items[k].fact;
			add_account(masker, fact->address, fact->display_name,
			            (struct str[]){ fact->cid, fact->puid, fact->oid, fact->gaia });
		}
	}
	for (size_t i = 0; i < file->browser_profiles.count; i++) {
		const struct fact_browser_account *who = &file->browser_profiles.items[i].who;
		add_account(masker, who->address, who->display_name, (struct str[]){ who->cid, who->puid, who->oid, who->gaia });
	}
}
