/* SMBIOS structures: a header with its length, a formatted area, numbered texts behind it. */
#include "hardware/smbios.h"

#include "base/cursor.h"
#include "base/limits.h"
#include "base/utf.h"

#define STRUCTURES_MOST 4096
#define HEADER_BYTES 4

enum { TYPE_BIOS = 0, TYPE_SYSTEM = 1, TYPE_BOARD = 2, TYPE_PROCESSOR = 4, TYPE_MEMORY_DEVICE = 17, TYPE_END = 127 };

struct structure {
	uint8_t type;
	struct span area;  /* with its header */
	struct span texts; /* behind it, each ended by a NUL */
};

/* Takes the structure at the cursor; its texts end with an empty one. */
static bool next(struct cursor *cursor, struct structure *ret)
{
	size_t start = cursor->offset, end;
	ret->type = cursor_u8(cursor);
	uint8_t length = cursor_u8(cursor);
	cursor_seek(cursor, start);
	ret->area = cursor_bytes(cursor, length);
	if (!cursor_ok(cursor) || length < HEADER_BYTES)
		return false;
	start = cursor->offset;
	for (end = start; end + 1 < cursor->span.len; end++)
		if (cursor->span.data[end] == 0 && cursor->span.data[end + 1] == 0)
			break;
	if (end + 1 >= cursor->span.len)
		return false;
	ret->texts = (struct span){ cursor->span.data + start, end - start };
	cursor_seek(cursor, end + 2);
	return true;
}

static bool is_filler(struct str text)
{
	static const char *const fillers[] = {
		"To be filled by O.E.M.",
		"To Be Filled By O.E.M.",
		"Default string",
		"System Serial Number",
		"System Product Name",
		"System manufacturer",
		"System Manufacturer",
		"Not Specified",
		"Not Applicable",
		"None",
		"INVALID",
		"0",
		"O.E.M.",
		"Unknown",
		"N/A",
		"123456789",
		"Chassis Serial Number",
	};
	for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
		if (str_eq_fold(text, str_from_c(fillers[i])))
			return true;
	for (size_t i = 0; i < text.len; i++)
		if (text.data[i] != '0' && text.data[i] != ' ' && text.data[i] != '.')
			return false;
	return true;
}

/* The text whose number stands at `offset` of the area. */
static struct str text_at(const struct structure *structure, size_t offset, struct arena *arena)
{
	struct str rest = { (const char *)structure->texts.data, structure->texts.len };
	uint8_t number = offset < structure->area.len ? structure->area.data[offset] : 0;
	for (uint8_t i = 1; number && rest.len; i++) {
		struct str text = str_cut(rest, '\0', &rest);
		if (i == number) {
			text = str_trim(utf8_text(arena, (struct span){ (const uint8_t *)text.data, text.len }));
			return is_filler(text) ? (struct str){ 0 } : utf8_printable(arena, text);
		}
	}
	return (struct str){ 0 };
}

static uint64_t memory_of(const struct structure *structure)
{
	struct cursor cursor = cursor_at(structure->area, 0x0C);
	uint16_t size = cursor_u16le(&cursor);
	if (!cursor_ok(&cursor) || size == 0 || size == 0xFFFF)
		return 0;
	if (size != 0x7FFF)
		return size & 0x8000 ? (size & 0x7FFF) * KIB : size * MIB;
	cursor = cursor_at(structure->area, 0x1C);
	return (cursor_u32le(&cursor) & 0x7FFFFFFF) * MIB;
}

static void keep(struct str *member, struct str text)
{
	if (!member->len)
		*member = text;
}

/* Firmware writes month/day/year, which a Vietnamese reader takes for day/month: given as 2026-03-08. Other forms stay. */
static struct str plain_date(struct arena *arena, struct str text)
{
	struct str rest, month = str_cut(text, '/', &rest), day = str_cut(rest, '/', &rest);
	uint64_t m, d, y;
	if (!str_to_u64(month, 10, &m) || !str_to_u64(day, 10, &d) || !str_to_u64(rest, 10, &y) || rest.len != 4 ||
	    m < 1 || m > 12 || d < 1 || d > 31)
		return text;
	return str_format(arena, "%04u-%02u-%02u", (unsigned)y, (unsigned)m, (unsigned)d);
}

static void take(const struct structure *structure, struct arena *arena, struct hardware_info *ret)
{
	uint64_t bytes;
	switch (structure->type) {
	case TYPE_BIOS:
		keep(&ret->firmware_version, text_at(structure, 5, arena));
		keep(&ret->firmware_date, plain_date(arena, text_at(structure, 8, arena)));
		break;
	case TYPE_SYSTEM:
		keep(&ret->maker, text_at(structure, 4, arena));
		keep(&ret->product, text_at(structure, 5, arena));
		keep(&ret->serial, text_at(structure, 7, arena));
		break;
	case TYPE_BOARD:
		keep(&ret->board, text_at(structure, 5, arena));
		keep(&ret->board_serial, text_at(structure, 7, arena));
		break;
	case TYPE_PROCESSOR: keep(&ret->processor, text_at(structure, 0x10, arena)); break;
	case TYPE_MEMORY_DEVICE:
		bytes = memory_of(structure);
		ret->memory += bytes;
		ret->memory_modules += bytes > 0;
		break;
	default: break;
	}
}

enum err smbios_read(struct span tables, struct arena *arena, struct hardware_info *ret)
{
	struct cursor cursor = cursor_over(tables);
	struct structure structure;
	for (unsigned i = 0; i < STRUCTURES_MOST && cursor_left(&cursor) > 0; i++) {
		if (!next(&cursor, &structure))
			return ERR_TRUNCATED;
		if (structure.type == TYPE_END)
			return OK;
		take(&structure, arena, ret);
	}
	return OK;
}
