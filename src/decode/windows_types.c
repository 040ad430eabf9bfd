/* SID and GUID as text, mail addresses, Windows paths from the root of their volume.
 * [MS-DTYP] 2.3.4 and 2.4.2; Entra SIDs carry the object id as four little-endian words. */
#include "decode/windows_types.h"

#include "base/buf.h"
#include "base/cursor.h"

enum { SID_MAX_SUBAUTHORITIES = 15, MAIL_MAX_BYTES = 254 };

struct str sid_text(struct span bytes, struct arena *arena, size_t *ret_len)
{
	struct cursor c = cursor_over(bytes);
	unsigned revision = cursor_u8(&c), count = cursor_u8(&c);
	uint64_t authority = (uint64_t)cursor_u16be(&c) << 32;
	authority |= cursor_u32be(&c);
	if (!cursor_ok(&c) || revision != 1 || count > SID_MAX_SUBAUTHORITIES || cursor_left(&c) < count * 4u)
		return (struct str){ 0 };
	struct buf out = { 0 };
	/* From 2^32 on the authority is written in hexadecimal. */
	buf_printf(&out, authority >> 32 ? "S-1-0x%012llx" : "S-1-%llu", (unsigned long long)authority);
	for (unsigned i = 0; i < count; i++)
		buf_printf(&out, "-%u", (unsigned)cursor_u32le(&c));
	struct str text = str_copy(arena, buf_str(&out));
	buf_done(&out);
	if (ret_len)
		*ret_len = c.offset;
	return text;
}

struct str guid_text(struct span bytes, struct arena *arena)
{
	if (bytes.len != 16)
		return (struct str){ 0 };
	struct cursor c = cursor_over(bytes);
	uint32_t a = cursor_u32le(&c);
	unsigned b = cursor_u16le(&c), d = cursor_u16le(&c), e = cursor_u16be(&c), high = cursor_u16be(&c);
	return str_format(arena, "%08x-%04x-%04x-%04x-%04x%08x", a, b, d, e, high, cursor_u32be(&c));
}

struct str entra_object_id(struct str sid, struct arena *arena)
{
	static const char prefix[] = "S-1-12-1-";
	uint8_t bytes[16];
	if (!str_starts(sid, str_from_c(prefix)))
		return (struct str){ 0 };
	struct str rest = str_from(sid, sizeof prefix - 1);
	for (size_t i = 0; i < 4; i++) {
		uint64_t word;
		if (!str_to_u64(str_cut(rest, '-', &rest), 10, &word) || word > UINT32_MAX)
			return (struct str){ 0 };
		for (size_t k = 0; k < 4; k++)
			bytes[i * 4 + k] = (uint8_t)(word >> (8 * k));
	}
	return rest.data ? (struct str){ 0 } : guid_text((struct span){ bytes, sizeof bytes }, arena);
}

/* Bytes of an address outside both dots and '@': no controls, blanks, quotes, brackets or separators; non-ASCII letters
 * pass (IDN). */
static bool is_mail_byte(char c)
{
	unsigned char byte = (unsigned char)c;
	return byte > ' ' && byte != 0x7F && !strchr("\"'`()<>[]{},;:\\|/@", c);
}

static bool is_mail_part(struct str part, bool is_domain)
{
	if (part.len == 0 || part.data[0] == '.' || part.data[part.len - 1] == '.' || str_find(part, STR("..")) >= 0)
		return false;
	for (size_t i = 0; i < part.len; i++) {
		/* The local part may hold '/' and quotes in theory; no provider hands such addresses out. */
		if (!is_mail_byte(part.data[i]) || (is_domain && strchr("!#$%&*+=?^_~", part.data[i])))
			return false;
	}
	return true;
}

/* Outlook writes these as names of its own mailboxes. */
static bool is_placeholder_domain(struct str domain)
{
	return str_eq_fold(domain, STR("shadow.outlook.com"));
}

bool is_mail_address(struct str text)
{
	struct str domain, local = str_cut(text, '@', &domain);
	ptrdiff_t dot = str_find(domain, STR("."));
	if (text.len > MAIL_MAX_BYTES || dot < 0)
		return false;
	return is_mail_part(local, false) && is_mail_part(domain, true) && !is_placeholder_domain(domain);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static struct str without_namespace(struct str path)
{
	static const char *const before_drive[] = { "\\??\\", "\\\\?\\", "\\\\.\\" };
	for (size_t i = 0; i < sizeof before_drive / sizeof *before_drive; i++) {
		if (str_starts(path, str_from_c(before_drive[i])))
			path = str_from(path, strlen(before_drive[i]));
	}
	return path;
}

struct str path_drive(struct str path)
{
	struct str rest;
	path = without_namespace(path);
	if (path.len >= 2 && is_letter(path.data[0]) && path.data[1] == ':')
		return str_sub(path, 0, 1);
	return str_starts_fold(path, STR("Volume{")) ? str_cut(path, '\\', &rest) : (struct str){ 0 };
}

struct str path_from_root(struct str path)
{
	static const char *const roots[] = { "%SystemDrive%", "%HomeDrive%" };
	struct str drive = path_drive(path);
	path = without_namespace(path);
	path = str_from(path, drive.len == 1 ? 2 : drive.len);
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
		if (str_starts_fold(path, str_from_c(roots[i])))
			path = str_from(path, strlen(roots[i]));
	}
	while (path.len && (path.data[0] == '\\' || path.data[0] == '/'))
		path = str_from(path, 1);
	while (path.len && (path.data[path.len - 1] == '\\' || path.data[path.len - 1] == '/'))
		path.len--;
	return path;
}
