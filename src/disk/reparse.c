/* Decodes the reparse data of mount points and symbolic links. Layout: [MS-FSCC] 2.1.2.4 and 2.1.2.5. */
#include "disk/reparse.h"

#include "base/cursor.h"
#include "base/utf.h"

#define FLAG_RELATIVE 1u

static struct str without_prefix(struct str target)
{
	static const char *const prefixes[] = { "\\??\\", "\\\\?\\", "\\DosDevices\\" };
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		struct str prefix = str_from_c(prefixes[i]);
		if (str_starts_fold(target, prefix))
			return str_from(target, prefix.len);
	}
	return target;
}

enum err reparse_link(struct span data, struct arena *arena, struct file_link *ret)
{
	struct cursor cursor = cursor_over(data);
	uint32_t tag = cursor_u32le(&cursor);
	cursor_skip(&cursor, 4); /* length of the data, reserved */
	if (!cursor_ok(&cursor))
		return ERR_CORRUPT;
	if (tag != REPARSE_MOUNT_POINT && tag != REPARSE_SYMLINK)
		return ERR_UNSUPPORTED;
	uint16_t offset = cursor_u16le(&cursor), len = cursor_u16le(&cursor);
	cursor_skip(&cursor, 4); /* the name for people */
	uint32_t flags = tag == REPARSE_SYMLINK ? cursor_u32le(&cursor) : 0;
	cursor_skip(&cursor, offset);
	struct span name = cursor_bytes(&cursor, len);
	if (!cursor_ok(&cursor) || len == 0 || len % 2)
		return ERR_CORRUPT;
	ret->relative = flags & FLAG_RELATIVE;
	ret->target = utf16le_all(arena, name);
	if (!ret->relative)
		ret->target = without_prefix(ret->target);
	return OK;
}
