/* F and V of SAM\Domains\Account\Users\<RID>, and the machine SID. Hashes: only how long the entry is, never a byte of
 * it. */
#include "artifact/sam.h"

#include "base/cursor.h"
#include "base/timestamp.h"
#include "base/utf.h"

#define ACB_DISABLED 0x0001

struct str sam_machine_sid(struct run_context *run, struct hive_key account, struct origin *origin)
{
	struct hive_value value;
	if (!registry_value(run, account, "V", &value) || value.data.len < 12) {
		run_problem(run, ERR_CORRUPT, "SAM: the domain's V value holds no machine SID");
		return (struct str){ 0 };
	}
	struct cursor cursor = cursor_at(value.data, value.data.len - 12);
	uint32_t a = cursor_u32le(&cursor), b = cursor_u32le(&cursor), c = cursor_u32le(&cursor);
	*origin = value.origin;
	return str_format(run->arena, "S-1-5-21-%u-%u-%u", a, b, c);
}

bool sam_read_f(struct span f, struct fact_user *user)
{
	struct cursor cursor = cursor_at(f, 0x08);
	uint64_t last_logon = cursor_u64le(&cursor);
	cursor_seek(&cursor, 0x18);
	uint64_t password_set = cursor_u64le(&cursor);
	cursor_seek(&cursor, 0x30);
	uint32_t rid = cursor_u32le(&cursor);
	cursor_seek(&cursor, 0x38);
	uint16_t control = cursor_u16le(&cursor);
	cursor_seek(&cursor, 0x42);
	uint16_t logon_count = cursor_u16le(&cursor);
	if (!cursor_ok(&cursor))
		return false;
	user->last_logon = time_from_filetime(last_logon);
	user->password_set = time_from_filetime(password_set);
	user->effective_rid = rid;
	user->enabled = !(control & ACB_DISABLED);
	user->logon_count = logon_count;
	return true;
}

/* One of the 17 descriptors {offset from 0xCC, length, unknown} at the start of V. */
static bool v_entry(struct span v, size_t descriptor, struct span *ret)
{
	struct cursor cursor = cursor_at(v, descriptor);
	uint32_t offset = cursor_u32le(&cursor), len = cursor_u32le(&cursor);
	return cursor_ok(&cursor) && span_sub(v, (size_t)offset + 0xCC, len, ret);
}

/* 0x38: AES form, 0x14: RC4 form, 0x10: the bare hash of NT 4; 0x18, 4 and 0 are forms without a hash. */
static enum password_state password_state(size_t hash_entry_len)
{
	switch (hash_entry_len) {
	case 0x38: case 0x14: case 0x10: return PASSWORD_SET;
	case 0x18: case 0x04: case 0x00: return PASSWORD_BLANK;
	default:                         return PASSWORD_UNKNOWN;
	}
}

bool sam_read_v(struct span v, struct arena *arena, struct fact_user *user)
{
	struct span name = { 0 }, full_name = { 0 }, comment = { 0 }, hash = { 0 };
	bool ok = v_entry(v, 0x0C, &name) && v_entry(v, 0x18, &full_name) && v_entry(v, 0x24, &comment);
	bool hash_known = v_entry(v, 0xA8, &hash);
	user->name = utf16le_text(arena, name);
	user->full_name = utf16le_text(arena, full_name);
	user->comment = utf16le_text(arena, comment);
	user->password = hash_known ? password_state(hash.len) : PASSWORD_UNKNOWN;
	return ok && name.len && hash_known && user->password != PASSWORD_UNKNOWN;
}
