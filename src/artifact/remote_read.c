/* Reads what remote_tools.h lists: registry values, small configuration files, the presence of programs. Passwords:
 * only "set". */
#include "artifact/remote_read.h"

#include "base/glob.h"
#include "base/limits.h"
#include "decode/ini.h"

static void state(struct run_context *run, const char *tool, enum remote_field field, struct str text,
		  struct origin origin)
{
	struct fact_remote_access fact = FACT_INIT(FACT_REMOTE_ACCESS, struct fact_remote_access);
	fact.tool = str_from_c(tool);
	switch (field) {
	case REMOTE_ID:         fact.machine_id = text; break;
	case REMOTE_OWNER:      fact.owner = text; break;
	case REMOTE_SERVER:     fact.server = text; break;
	case REMOTE_UNATTENDED: fact.unattended = true; break;
	}
	emit_remote_access(run, origin, &fact);
}

static void registry_row(struct run_context *run, struct hive_key key, const struct remote_value *row)
{
	struct hive_value_list list = registry_values(run, key);
	for (size_t i = 0; i < list.count; i++) {
		const struct hive_value *value = &list.items[i];
		uint64_t number;
		if (!value->data.len || !glob_match(str_from_c(row->name), value->name))
			continue;
		if (row->field == REMOTE_UNATTENDED) {
			state(run, row->tool, row->field, (struct str){ 0 }, value->origin);
			return;
		}
		struct str text = hive_number(value, &number) ? str_format(run->arena, "%llu", (unsigned long long)number)
							       : registry_value_text(run, value);
		if (text.len)
			state(run, row->tool, row->field, text, value->origin);
	}
}

void remote_read_values(struct run_context *run, struct hive_key root, const struct remote_value *table, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct hive_key key;
		if (registry_key(run, root, table[i].key, &key))
			registry_row(run, key, &table[i]);
	}
}

void remote_read_files(struct run_context *run, const struct remote_file *table, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct run_file *file = run_find(run, table[i].glob, NULL);
		if (!file)
			continue;
		struct fact_remote_access fact = FACT_INIT(FACT_REMOTE_ACCESS, struct fact_remote_access);
		fact.tool = str_from_c(table[i].tool);
		fact.path = file->path;
		fact.program = str_ends_fold(file->path, STR(".exe")) || str_ends_fold(file->path, STR(".dll"));
		emit_remote_access(run, (struct origin){ file->evidence, ORIGIN_FILE, { 0 }, { 0 }, file->modified }, &fact);
	}
}

/* TOML puts its texts in quotes. */
static struct str unquote(struct str text)
{
	text = str_trim(text);
	if (text.len >= 2 && (text.data[0] == '\'' || text.data[0] == '"') && text.data[text.len - 1] == text.data[0])
		text = str_sub(text, 1, text.len - 2);
	return text;
}

static void config_file(struct run_context *run, const struct remote_config *row, const struct run_file *file)
{
	struct ini_document document;
	unsigned line = 0;
	enum err e = file->unreadable;
	if (e == OK)
		e = ini_parse_document(file->bytes, LIMIT_TEXT_BYTES, run->arena, &document, &line);
	if (e != OK) {
		run_problem(run, e, "%.*s cannot be read (line %u)", STR_ARGS(file->path), line);
		return;
	}
	for (size_t i = 0; i < document.count; i++) {
		const struct ini_entry *entry = &document.entries[i];
		struct str value = unquote(entry->value);
		if (!value.len || !str_eq_fold(unquote(entry->key), str_from_c(row->key)))
			continue;
		struct origin origin = { file->evidence, ORIGIN_TEXT, str_format(run->arena, "line %u", entry->line), entry->key,
					 file->modified };
		state(run, row->tool, row->field, row->field == REMOTE_UNATTENDED ? (struct str){ 0 } : value, origin);
	}
}

void remote_read_configs(struct run_context *run, const struct remote_config *table, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct run_file *file = NULL;
		while ((file = run_find(run, table[i].glob, file)))
			config_file(run, &table[i], file);
	}
}
