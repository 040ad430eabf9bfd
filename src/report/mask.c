/* Masking of account names (report contract, "Masking"; users-and-report 5.2). */
#include "report/mask.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf.h"

#define STARS            "*****" /* always five: their number would tell the length */
#define LONG_NAME        6       /* shorter ones show their first character only */
#define SHORTEST_TEXT_ID 6       /* a shorter id would be found in innocent words */
#define SHORTEST_NUMBER  7

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

/* Splits at the last "@" or "%40"; false when there is none. */
static bool split_address(struct str address, struct str *local, struct str *rest)
{
	for (size_t i = address.len; i-- > 0;) {
		if (address.data[i] == '@' || str_starts(str_from(address, i), STR("%40"))) {
			*local = str_sub(address, 0, i);
			*rest = str_from(address, i);
			return true;
		}
	}
	return false;
}

static struct str mask_name(struct masker *masker, struct str name, size_t tail)
{
	if (masker->mask == MASK_NONE || !name.len)
		return name;
	struct str local = name, rest = { 0 };
	split_address(name, &local, &rest);
	struct buf buf = { 0 };
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
	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c && strchr(".!#$%&*+-^_~", c));
}

static bool is_domain(unsigned char c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '_';
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

/* Length of the separator at `at`: "@" or its escaped form. */
static size_t separator_at(struct str text, size_t at)
{
	if (text.data[at] == '@')
		return 1;
	return str_starts(str_from(text, at), STR("%40")) ? 3 : 0;
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

/* Length of the id or telephone number of an account that starts here; 0 for none. */
static size_t known_at(const struct masker *masker, struct str rest, struct str *ret_id)
{
	for (size_t i = 0; i < masker->ids.count; i++) {
		if (starts_folded(rest, masker->ids.items[i])) {
			*ret_id = masker->ids.items[i];
			return ret_id->len;
		}
	}
	for (size_t i = 0; i < masker->numbers.count; i++) {
		if (starts_folded(rest, masker->numbers.items[i])) {
			*ret_id = masker->numbers.items[i];
			return ret_id->len;
		}
	}
	return 0;
}

struct str mask_text(struct masker *masker, struct str text)
{
	if (masker->mask == MASK_NONE || !text.len)
		return text;
	struct buf out = { 0 };
	size_t floor = 0; /* what stands before is finished */
	for (size_t i = 0; i < text.len;) {
		struct str id;
		size_t len = known_at(masker, str_from(text, i), &id);
		size_t separator = separator_at(text, i);
		if (len) {
			struct str shown = fingerprint_keyed(masker, id);
			buf_put(&out, shown.len ? shown : STR(STARS));
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

struct str mask_label(struct masker *masker, struct str label)
{
	for (size_t i = 0; masker->mask != MASK_NONE && i < masker->names.count; i++) {
		if (str_eq_fold(masker->names.items[i], label))
			return mask_person(masker, label);
	}
	return mask_text(masker, label);
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

static bool is_number(struct str address)
{
	size_t digits = 0;
	for (size_t i = 0; i < address.len; i++) {
		if (address.data[i] >= '0' && address.data[i] <= '9')
			digits++;
		else if (!(i == 0 && address.data[i] == '+'))
			return false;
	}
	return digits >= SHORTEST_NUMBER;
}

static void add_account(struct masker *masker, struct str address, struct str name, const struct str ids[4])
{
	for (size_t i = 0; i < 4; i++)
		add_id(masker, ids[i]);
	if (is_number(address))
		*array_push(masker->arena, &masker->numbers) = address;
	if (name.len)
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
