/* Masking of account names (report contract, "Masking"; users-and-report 5.2). */
#include "report/mask.h"

#include <string.h>

#include "base/glob.h"
#include "base/utf.h"
#include "report/mask_parts.h"

#define LONG_NAME        6 /* shorter ones show their first character only */
#define SHORTEST_TEXT_ID 6 /* a shorter id would be found in innocent words */
#define SHORTEST_NAME    3 /* shorter ones are found in innocent labels */

size_t mask_characters(struct str text)
{
	size_t count = 0;
	for (size_t i = 0; i < text.len; count++)
		utf8_next(text, &i);
	return count;
}

struct str mask_first_characters(struct str text, size_t count)
{
	size_t i = 0;
	while (count-- && i < text.len)
		utf8_next(text, &i);
	return str_sub(text, 0, i);
}

struct str mask_taken(struct masker *masker, struct buf *buf)
{
	struct str text = str_copy(masker->arena, buf_str(buf));
	buf_done(buf);
	return text;
}

void mask_put_local(const struct masker *masker, struct buf *out, struct str local, size_t tail)
{
	size_t count = mask_characters(local);
	if (count == 0)
		return;
	bool is_long = count >= LONG_NAME;
	if (masker->mask != MASK_COUNT)
		buf_put(out, mask_first_characters(local, is_long ? 2 : 1));
	buf_put_c(out, MASK_STARS);
	if (masker->mask != MASK_COUNT && is_long)
		buf_put(out, str_from(local, mask_first_characters(local, count - tail).len));
}

size_t mask_separator_at(struct str text, size_t at)
{
	static const char *const forms[] = { "@", "\xEF\xBC\xA0", "\xEF\xB9\xAB", "%40", "%2540", "%EF%BC%A0",
		"%EF%B9%AB", "&#64;", "&#x40;",
		"\\u0040" };
	if (!strchr("@%&\\\xEF", text.data[at]))
		return 0;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct str form = str_from_c(forms[i]);
		if (str_starts_fold(str_from(text, at), form))
			return form.len;
	}
	return 0;
}

/* Splits at the last separator; false when there is none. */
static bool split_address(struct str address, struct str *local, struct str *rest)
{
	for (size_t i = address.len; i-- > 0;) {
		if (mask_separator_at(address, i)) {
			*local = str_sub(address, 0, i);
			*rest = str_from(address, i);
			return true;
		}
	}
	return false;
}

void mask_put_address(const struct masker *masker, struct buf *out, struct str address, size_t tail)
{
	struct str local = address, rest = { 0 };
	split_address(address, &local, &rest);
	if (mask_is_number(local))
		mask_put_number(masker, out, local);
	else
		mask_put_local(masker, out, local, tail);
	buf_put(out, rest);
}

/* A field that is an address: the reader of a report with MASK_COUNT finds no such field in text, in JSON it stays
 * recognisable. */
static struct str mask_name(struct masker *masker, struct str name, size_t tail)
{
	if (masker->mask == MASK_NONE || !name.len)
		return name;
	struct masker partial = *masker;
	partial.mask = MASK_PARTIAL;
	struct buf buf = { 0 };
	mask_put_address(&partial, &buf, name, tail);
	return mask_taken(masker, &buf);
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
			buf_put_c(&buf, MASK_STARS);
		}
		if (c == ' ')
			buf_put_char(&buf, ' ');
		start = c == ' ';
	}
	return mask_taken(masker, &buf);
}

struct str mask_id(struct masker *masker, struct str id)
{
	return masker->mask == MASK_NONE ? id : fingerprint_keyed(masker, id);
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

/* What remote-control tools are called comes from a table of our own: an account of that name must not hide one. */
static bool is_tool(const struct case_file *file, struct str name)
{
	for (size_t i = 0; i < file->remote_access.count; i++) {
		if (str_eq_fold(file->remote_access.items[i].fact.tool, name))
			return true;
	}
	return false;
}

/* Names of Windows users and of their folders are shown. */
static bool is_windows_user(const struct case_file *file, struct str name)
{
	for (size_t i = 0; i < file->users.count; i++) {
		const struct case_user *user = &file->users.items[i];
		if (str_eq_fold(user->sam.name, name) || str_eq_fold(path_name(user->profile_path), name))
			return true;
	}
	return false;
}

static void add_name(struct masker *masker, const struct case_file *file, struct str name)
{
	name = str_trim(name);
	if (mask_characters(name) < SHORTEST_NAME || is_tool(file, name))
		return;
	*array_push(masker->arena, &masker->names) = name;
	if (str_find(name, STR(" ")) > 0 && !is_windows_user(file, name))
		*array_push(masker->arena, &masker->full_names) = name;
}

static void add_account(struct masker *masker, const struct case_file *file, struct str address, struct str name,
                        const struct str ids[4])
{
	for (size_t i = 0; i < 4; i++)
		add_id(masker, ids[i]);
	if (mask_is_number(address))
		*array_push(masker->arena, &masker->numbers) = mask_number_core(masker->arena, address);
	if (mask_is_odd_address(address))
		*array_push(masker->arena, &masker->odd_addresses) = address;
	add_name(masker, file, name);
}

static void add_organisation(struct masker *masker, struct str name)
{
	if (name.len)
		*array_push(masker->arena, &masker->organisations) = name;
}

void masker_init(struct masker *masker, struct arena *arena, const struct case_file *file, const struct policy *policy,
                 enum mask mask)
{
	*masker = (struct masker){ .arena = arena, .mask = mask, .key = policy->fingerprint_key };
	for (size_t i = 0; i < file->accounts.count; i++) {
		const struct case_account *account = &file->accounts.items[i];
		add_organisation(masker, account->organisation);
		add_account(masker, file, account->address, account->display_name,
		            (struct str[]){ account->cid, account->puid, account->oid, account->gaia });
		for (size_t k = 0; k < account->traces.count; k++) {
			const struct fact_account *fact = &account->traces.items[k].fact;
			add_organisation(masker, fact->organisation);
			add_account(masker, file, fact->address, fact->display_name,
			            (struct str[]){ fact->cid, fact->puid, fact->oid, fact->gaia });
		}
	}
	for (size_t i = 0; i < file->browser_profiles.count; i++) {
		const struct fact_browser_account *who = &file->browser_profiles.items[i].who;
		add_account(masker, file, who->address, who->display_name,
		            (struct str[]){ who->cid, who->puid, who->oid, who->gaia });
	}
}
