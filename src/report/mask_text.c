/* Finds what must be masked in free text: addresses (RFC 5321 local parts, quoted ones too), ids, telephone numbers,
 * names of persons. */
#include <string.h>

#include "base/utf.h"
#include "report/mask_parts.h"

#define LONGEST_QUOTED 66 /* RFC 5321: 64 characters and the quotes */

/* Letters of a local part; everything that could be part of a name counts, separators of paths and lists do not. */
static bool is_local(char c)
{
	return mask_is_letter(c) || (c && strchr(".!#$%&*+-^_~'`{}", c));
}

/* Parts of local parts as well, but mostly they stand between a key and its value, or in a path. */
static bool is_joint(char c)
{
	return c == '=' || c == '/';
}

/* Something follows the separator that can begin a domain. "%" begins one only as an escape: @%SystemRoot% is a
 * resource's place. */
static bool is_domain_at(struct str text, size_t at)
{
	if (at >= text.len || (unsigned char)text.data[at] <= ' ')
		return false;
	if (text.data[at] != '%')
		return !strchr("\\/,;:<>|=)\"*?&]}'`", text.data[at]);
	for (size_t i = at + 1; i < at + 3; i++) {
		if (i >= text.len || !memchr("0123456789abcdefABCDEF", text.data[i], 22))
			return false;
	}
	return true;
}

bool mask_is_odd_address(struct str address)
{
	for (size_t i = 0; i < address.len; i++) {
		size_t len = mask_separator_at(address, i);
		if (len)
			return i && !is_domain_at(address, i + len);
		if (!is_local(address.data[i]))
			return true;
	}
	return false;
}

/* Names of parameters that stand before an address: they may be shown. */
static bool is_parameter(struct str name)
{
	static const char *const names[] = { "account", "email", "from", "id", "login", "login_hint", "mail", "mailto",
		"name", "owner", "to", "upn", "user", "userid", "username" };
	while (name.len && name.data[0] == '-')
		name = str_from(name, 1);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq_fold(name, str_from_c(names[i])))
			return true;
	}
	return name.len <= 1;
}

/* "first=second", "u=name", "a/b": each part by itself, for any may be the name. */
static void put_parts(const struct masker *masker, struct buf *out, struct str run)
{
	bool has_values = str_find(run, STR("=")) >= 0;
	for (size_t i = 0, start = 0; i <= run.len; i++) {
		bool ends = i == run.len || is_joint(run.data[i]) || (has_values && run.data[i] == '&');
		if (!ends)
			continue;
		struct str part = str_sub(run, start, i - start);
		if (i < run.len && run.data[i] == '=' && is_parameter(part))
			buf_put(out, part);
		else
			mask_put_local(masker, out, part, 2);
		if (i < run.len)
			buf_put_char(out, run.data[i]);
		start = i + 1;
	}
}

/* Where the local part begins whose end is the end of `text`; not before `floor`. *ret_len: its length without what
 * closes it. */
static size_t local_start(struct str text, size_t floor, size_t *ret_len)
{
	size_t end = text.len, start = end;
	if (end > floor + 1 && text.data[end - 1] == '"') {
		for (size_t i = end - 1; i-- > floor && end - i <= LONGEST_QUOTED;) {
			if (text.data[i] == '"')
				return *ret_len = end - 1 - (i + 1), i + 1;
		}
	}
	/* x(comment)@, <x>@: back to a blank or a path's separator */
	bool closed = end > floor && strchr("\")]>", text.data[end - 1]);
	while (start > floor && (closed ? !strchr(" \t\\,;", text.data[start - 1]) : is_local(text.data[start - 1]) ||
	                         is_joint(text.data[start - 1])))
		start--;
	struct str run = str_sub(text, start, end - start);
	if (run.len && run.data[0] == '/') /* a path of a document, a switch: its last part */
		while (memchr(text.data + start, '/', end - start))
			start++;
	return *ret_len = end - start, start;
}

/* The buffer ends with the local part: it is taken back and written masked. */
static void mask_tail(const struct masker *masker, struct buf *out, size_t floor)
{
	size_t len = 0, start = local_start(buf_str(out), floor, &len);
	if (!len)
		return;
	struct buf local = { 0 };
	put_parts(masker, &local, (struct str){ out->data + start, len });
	buf_put(&local, str_from(buf_str(out), start + len));
	out->len = start;
	buf_put(out, buf_str(&local));
	buf_done(&local);
}

static size_t id_at(const struct masker *masker, struct str rest)
{
	for (size_t i = 0; i < masker->ids.count; i++) {
		if (str_starts_fold(rest, masker->ids.items[i]))
			return masker->ids.items[i].len;
	}
	return 0;
}

/* Length of the longest of the names that stands here as whole words. */
static size_t words_at(const name_list *names, struct str text, size_t at)
{
	size_t longest = 0;
	struct str rest = str_from(text, at);
	if (!names->count || (at && mask_is_letter(text.data[at - 1])))
		return 0;
	for (size_t i = 0; i < names->count; i++) {
		if (!str_starts_fold(rest, names->items[i]))
			continue;
		/* The other case may have another length. */
		size_t len = mask_first_characters(rest, mask_characters(names->items[i])).len;
		if (len > longest && (len == rest.len || !mask_is_letter(rest.data[len])))
			longest = len;
	}
	return longest;
}

static size_t component_length(struct str rest)
{
	size_t len = 0;
	while (len < rest.len && rest.data[len] != '\\' && rest.data[len] != '/' && rest.data[len] != '"')
		len++;
	return len;
}

static bool ends_with_any(struct str text, const char *const *ends, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (str_ends_fold(text, str_from_c(ends[i])))
			return true;
	}
	return false;
}

/* Length of the name in "...\OneDrive - Name\...": a person's or a firm's; names of tenants stay. */
static size_t folder_owner_at(const struct masker *masker, struct str text, size_t at)
{
	static const char *const folders[] = { "\\OneDrive - ", "/OneDrive - ", "\\SharePoint - ", "/SharePoint - " };
	if (!at || text.data[at - 1] != ' ' || !ends_with_any(str_sub(text, 0, at), folders,
	                                                      sizeof folders / sizeof *folders))
		return 0;
	size_t len = component_length(str_from(text, at));
	struct str name = str_sub(text, at, len);
	for (size_t i = 0; i < masker->organisations.count; i++) {
		if (str_eq_fold(name, masker->organisations.items[i]))
			return 0;
	}
	return str_eq_fold(name, STR("Personal")) || str_eq_fold(name, STR("Cá nhân")) ? 0 : len;
}

/* Length of a key that is named after an account, whatever its name looks like; an odd address of an account
 * elsewhere. */
static size_t account_at(const struct masker *masker, struct str text, size_t at)
{
	static const char *const keys[] = { "\\UserExtendedProperties\\", "\\StoredIdentities\\" };
	struct str rest = str_from(text, at);
	if (at && text.data[at - 1] == '\\' && ends_with_any(str_sub(text, 0, at), keys, sizeof keys / sizeof *keys)) {
		size_t len = 0;
		while (len < rest.len && rest.data[len] != '\\')
			len++;
		return len;
	}
	return words_at(&masker->odd_addresses, text, at);
}

/* Writes what stands at `at` masked when it is known by more than its form; its length, 0 when it is not. */
static size_t put_known(struct masker *masker, struct buf *out, struct str text, size_t at, bool label)
{
	struct str rest = str_from(text, at);
	const name_list *names = label ? &masker->names : &masker->full_names;
	size_t len = account_at(masker, text, at);
	if (len) {
		mask_put_address(masker, out, str_sub(rest, 0, len), 2);
	} else if ((len = words_at(names, text, at)) || (len = folder_owner_at(masker, text, at))) {
		buf_put(out, mask_person(masker, str_sub(rest, 0, len)));
	} else if ((len = id_at(masker, rest))) {
		struct str shown = fingerprint_keyed(masker, str_sub(rest, 0, len));
		buf_put(out, shown.len ? shown : STR(MASK_STARS));
	} else if ((len = mask_number_at(masker, text, at))) {
		mask_put_number(masker, out, str_sub(rest, 0, len));
	}
	return len;
}

static struct str mask_words(struct masker *masker, struct str text, bool label)
{
	text = without_secrets(masker->arena, text);
	if (masker->mask == MASK_NONE || !text.len)
		return text;
	struct buf out = { 0 };
	size_t floor = 0; /* what stands before is finished */
	for (size_t i = 0; i < text.len;) {
		size_t separator = mask_separator_at(text, i);
		bool address = separator && is_domain_at(text, i + separator);
		size_t len = separator ? 0 : put_known(masker, &out, text, i, label);
		if (len) {
			i += len;
		} else if (address) {
			mask_tail(masker, &out, floor);
			buf_put(&out, str_sub(text, i, separator));
			i += separator;
			floor = out.len;
		} else {
			buf_put_char(&out, text.data[i++]);
		}
	}
	return mask_taken(masker, &out);
}

struct str mask_text(struct masker *masker, struct str text)
{
	return mask_words(masker, text, false);
}

struct str mask_label(struct masker *masker, struct str label)
{
	return mask_words(masker, label, true);
}
