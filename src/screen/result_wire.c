/* Results across processes: the field tables of result.h. */
#include <string.h>

#include "base/utf.h"
#include "model/fact_wire.h"
#include "report/words.h"
#include "screen/result.h"

static const struct field head_fields[] = {
	FIELD_ENUM(result_head, verdict, verdict_words),
	FIELD(result_head, word, FIELD_TEXT),
	FIELD(result_head, sentence, FIELD_TEXT),
	FIELD(result_head, strong, FIELD_TEXT),
	FIELD(result_head, advice, FIELD_TEXT),
	FIELD(result_head, computer_name, FIELD_TEXT),
	FIELD(result_head, product, FIELD_TEXT),
	FIELD(result_head, code, FIELD_TEXT),
	FIELD(result_head, hash, FIELD_TEXT),
	FIELD(result_head, clock, FIELD_TEXT),
	FIELD(result_head, fingerprints, FIELD_TEXT),
	FIELD(result_head, seen, FIELD_U32),
	FIELD(result_head, fails, FIELD_U32),
	FIELD(result_head, notes, FIELD_U32),
	FIELD(result_head, undone, FIELD_U32),
	FIELD(result_head, mandatory_undone, FIELD_U32),
	FIELD(result_head, windows_count, FIELD_U32),
	FIELD(result_head, writes, FIELD_U64),
};
static const struct field finding_fields[] = {
	FIELD_ENUM(result_finding, effect, effect_words), FIELD_ENUM(result_finding, severity, severity_words),
	FIELD(result_finding, severity_text, FIELD_TEXT), FIELD(result_finding, effect_text, FIELD_TEXT),
	FIELD(result_finding, rule, FIELD_TEXT),	  FIELD(result_finding, title, FIELD_TEXT),
	FIELD(result_finding, account, FIELD_TEXT),	  FIELD(result_finding, place, FIELD_TEXT),
	FIELD(result_finding, why, FIELD_TEXT),		  FIELD(result_finding, who, FIELD_TEXT),
	FIELD(result_finding, seen, FIELD_TEXT),	  FIELD(result_finding, all_vendor, FIELD_BOOL),
};
static const struct field step_fields[] = {
	FIELD(result_step, finding, FIELD_U32),
	FIELD(result_step, label, FIELD_TEXT),
	FIELD(result_step, who, FIELD_TEXT),
	FIELD(result_step, text, FIELD_TEXT),
};
static const struct field line_fields[] = {
	FIELD(result_line, finding, FIELD_U32),
	FIELD(result_line, label, FIELD_TEXT),
	FIELD(result_line, text, FIELD_TEXT),
};
static const struct field account_fields[] = {
	FIELD(result_account, id, FIELD_U32),
	FIELD(result_account, address, FIELD_TEXT),
	FIELD(result_account, place, FIELD_TEXT),
};
static const struct field locked_fields[] = {
	FIELD(result_locked, source, FIELD_U32),
	FIELD(result_locked, volume, FIELD_U32),
	FIELD(result_locked, size, FIELD_U64),
	FIELD(result_locked, key_id, FIELD_TEXT),
};
static const struct field disk_fields[] = {
	FIELD(result_disk, source, FIELD_U32),
	FIELD(result_disk, size, FIELD_U64),
	FIELD(result_disk, windows, FIELD_TEXT),
	FIELD(result_disk, locked, FIELD_BOOL),
};

static const struct record_type head_type = RECORD_TYPE("head", result_head, head_fields);
static const struct record_type finding_type = RECORD_TYPE("finding", result_finding, finding_fields);
static const struct record_type step_type = RECORD_TYPE("step", result_step, step_fields);
static const struct record_type line_type = RECORD_TYPE("line", result_line, line_fields);
static const struct record_type account_type = RECORD_TYPE("account", result_account, account_fields);
static const struct record_type locked_type = RECORD_TYPE("locked", result_locked, locked_fields);
static const struct record_type disk_type = RECORD_TYPE("disk", result_disk, disk_fields);

#define ROWS_MOST 20000

static void write_row(struct buf *out, char letter, const struct record_type *type, const void *row)
{
	buf_put_char(out, letter);
	buf_put_char(out, ' ');
	record_write_line(out, type, row);
}

#define WRITE_ROWS(letter, type, list)                                          \
	for (size_t i_ = 0; i_ < result->list.count; i_++)                       \
		write_row(out, (letter), &(type), &result->list.items[i_])

void result_write(struct buf *out, const struct result *result)
{
	write_row(out, 'H', &head_type, &result->head);
	WRITE_ROWS('F', finding_type, findings);
	WRITE_ROWS('S', step_type, steps);
	WRITE_ROWS('L', line_type, lines);
	WRITE_ROWS('A', account_type, accounts);
	WRITE_ROWS('B', locked_type, locked);
	WRITE_ROWS('D', disk_type, disks);
}

/* Whatever a page is made of can be shown: printable, and no longer than a page has room for on the smallest screen. */
static size_t longest_of(const char *field)
{
	static const struct { const char *field; size_t longest; } caps[] = {
		{ "label", 40 },  { "word", 40 },   { "severity_text", 20 }, { "effect_text", 20 }, { "rule", 20 },
		{ "who", 48 },    { "code", 20 },   { "clock", 40 },	     { "title", 150 },	    { "account", 80 },
		{ "place", 120 }, { "seen", 120 },  { "address", 80 },	     { "windows", 80 },	    { "key_id", 80 },
		{ "product", 80 }, { "hash", 64 },  { "sentence", 300 },     { "advice", 380 },
	};
	for (size_t i = 0; i < sizeof caps / sizeof *caps; i++)
		if (strcmp(caps[i].field, field) == 0)
			return caps[i].longest;
	return RESULT_TEXT_LONGEST;
}

static enum err read_record(struct str json, const struct record_type *type, struct arena *arena, void *record)
{
	enum err e = record_read_line(json, type, arena, record);
	for (unsigned i = 0; e == OK && i < type->count; i++) {
		const struct field *field = &type->fields[i];
		struct str *text = (struct str *)(void *)((char *)record + field->offset);
		bool shown = field->type == FIELD_TEXT && strcmp(field->name, "fingerprints") != 0;
		size_t longest = longest_of(field->name);
		if (shown)
			*text = words_cut(arena, utf8_printable(arena, *text), longest, longest / 4);
	}
	return e;
}

static enum err read_row(char letter, struct str json, struct arena *arena, struct result *ret)
{
	switch (letter) {
	case 'H': return read_record(json, &head_type, arena, &ret->head);
	case 'F': return read_record(json, &finding_type, arena, array_push(arena, &ret->findings));
	case 'S': return read_record(json, &step_type, arena, array_push(arena, &ret->steps));
	case 'L': return read_record(json, &line_type, arena, array_push(arena, &ret->lines));
	case 'A': return read_record(json, &account_type, arena, array_push(arena, &ret->accounts));
	case 'B': return read_record(json, &locked_type, arena, array_push(arena, &ret->locked));
	case 'D': return read_record(json, &disk_type, arena, array_push(arena, &ret->disks));
	default: return ERR_CORRUPT;
	}
}

enum err result_read(struct str lines, struct arena *arena, struct result *ret)
{
	size_t rows = 0;
	bool head = false;
	*ret = (struct result){ 0 };
	while (lines.len) {
		struct str rest, line = str_cut(lines, '\n', &rest);
		if (line.len < 3 || line.data[1] != ' ' || ++rows > ROWS_MOST)
			return ERR_CORRUPT;
		head |= line.data[0] == 'H';
		enum err e = read_row(line.data[0], str_from(line, 2), arena, ret);
		if (e != OK)
			return e;
		lines = rest;
	}
	return head ? OK : ERR_CORRUPT;
}
