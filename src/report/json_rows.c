/* Rows of report.json about the machine, its programs, the findings and how they were read. */
#include "report/json_parts.h"

static void volume_states(struct json_out *out, uint32_t states)
{
	json_out_array(out, "state");
	for (uint32_t bit = 1; volume_state_word(bit); bit <<= 1) {
		if (states & bit)
			json_out_text(out, NULL, str_from_c(volume_state_word(bit)));
	}
	json_out_array_end(out);
}

static void put_encryption(struct json_out *out, const struct volume_info *volume)
{
	if (!volume->encryption_id.len) {
		json_out_null(out, "encryption");
		return;
	}
	json_out_object(out, "encryption");
	json_word(out, "method", &encryption_method_words, volume->encryption);
	json_out_u64(out, "percent", volume->encrypted_percent);
	json_out_text(out, "id", volume->encryption_id);
	json_out_text_or_null(out, "label", volume->encryption_label);
	json_out_array(out, "protectors");
	for (size_t i = 0; i < volume->protector_count; i++) {
		json_out_object(out, NULL);
		json_word(out, "kind", &protector_kind_words, volume->protectors[i].kind);
		json_out_text(out, "id", volume->protectors[i].id);
		json_out_time(out, "created", volume->protectors[i].created);
		json_out_bool(out, "opened", volume->protectors[i].opened);
		json_out_object_end(out);
	}
	json_out_array_end(out);
	json_out_object_end(out);
}

static void put_volumes(struct json_out *out, const struct view *view, const struct source_info *source)
{
	json_out_array(out, "volumes");
	for (size_t i = 0; i < view->file->volumes.count; i++) {
		const struct volume_info *volume = &view->file->volumes.items[i];
		if (volume->source != source->id)
			continue;
		json_out_object(out, NULL);
		json_out_u64(out, "id", volume->id);
		json_out_u64(out, "offset", volume->offset);
		json_out_u64(out, "size", volume->size);
		json_word(out, "filesystem", &filesystem_words, volume->filesystem);
		json_word(out, "purpose", &volume_purpose_words, volume->purpose);
		volume_states(out, volume->states);
		json_out_u64(out, "files", volume->files);
		json_out_u64(out, "deleted_files", volume->deleted_files);
		json_out_u64(out, "unreadable_records", volume->unreadable_records);
		json_out_text_or_null(out, "label", volume->label);
		json_out_text_or_null(out, "detail", volume->detail);
		json_out_bool(out, "windows", volume->windows);
		json_word(out, "content", &filesystem_words, volume->content);
		put_encryption(out, volume);
		json_out_object_end(out);
	}
	json_out_array_end(out);
}

void json_sources(struct json_out *out, const struct view *view)
{
	json_out_array(out, "sources");
	for (size_t i = 0; i < view->file->sources.count; i++) {
		const struct source_info *source = &view->file->sources.items[i];
		json_out_object(out, NULL);
		json_out_u64(out, "id", source->id);
		json_word(out, "kind", &source_kind_words, source->kind);
		json_out_text(out, "path", source->path);
		json_out_u64(out, "size", source->size);
		json_id(out, "sector_bytes", source->sector_bytes);
		json_out_text_or_null(out, "model", source->model);
		json_out_text_or_null(out, "serial", source->serial);
		json_out_u64(out, "writes", source->writes);
		json_out_u64(out, "reads", source->reads);
		json_out_u64(out, "read_bytes", source->read_bytes);
		put_volumes(out, view, source);
		json_out_object_end(out);
	}
	json_out_array_end(out);
}

static void setup_state(struct json_out *out, struct str state)
{
	bool known = str_eq_c(state, "oobe") || str_eq_c(state, "audit") || str_eq_c(state, "complete");
	json_out_text(out, "setup_state", known ? state : STR("unknown"));
}

static void put_system(struct json_out *out, const struct case_system *system)
{
	const struct { const char *key; struct str text; } texts[] = {
		{ "product", system->product },
		{ "edition", system->edition },
		{ "display_version", system->display_version },
		{ "build", system->build },
	};
	const struct { const char *key; struct str text; } names[] = {
		{ "computer_name", system->computer_name }, { "owner", system->owner },
		{ "organisation", system->organisation },   { "domain", system->domain },
		{ "time_zone", system->time_zone },
	};
	const struct { const char *key; struct str text; } more[] = {
		{ "machine_sid", system->machine_sid }, { "machine_guid", system->machine_guid },
		{ "manufacturer", system->manufacturer }, { "model", system->model },
	};
	json_out_u64(out, "id", system->subject);
	json_out_u64(out, "source", system->source);
	json_out_u64(out, "volume", system->volume);
	json_out_text(out, "path", system->path);
	json_out_bool(out, "previous", system->previous);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		json_out_text_or_null(out, texts[i].key, texts[i].text);
	json_out_time(out, "installed", system->installed);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		json_out_text_or_null(out, names[i].key, names[i].text);
	json_out_time(out, "last_shutdown", system->last_shutdown);
	setup_state(out, system->setup_state);
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		json_out_text_or_null(out, more[i].key, more[i].text);
	json_origins(out, system->evidence.items, system->evidence.count);
}

void json_systems(struct json_out *out, const struct view *view)
{
	json_out_array(out, "systems");
	for (size_t i = 0; i < view->file->systems.count; i++) {
		json_out_object(out, NULL);
		put_system(out, &view->file->systems.items[i]);
		json_out_object_end(out);
	}
	json_out_array_end(out);
}

void json_software(struct json_out *out, const struct view *view)
{
	json_out_array(out, "software");
	for (size_t i = 0; i < view->file->software.count; i++) {
		const struct case_software *row = &view->file->software.items[i];
		json_out_object(out, NULL);
		json_id(out, "system", row->system);
		json_out_text(out, "name", row->fact.name.len ? row->fact.name : row->fact.key);
		json_out_text_or_null(out, "version", row->fact.version);
		json_out_text_or_null(out, "publisher", row->fact.publisher);
		json_out_time(out, "installed", row->fact.installed);
		json_word(out, "scope", &software_scope_words, row->fact.scope);
		json_out_text_or_null(out, "user", row->user_sid);
		json_word(out, "kind", &software_kind_words, row->fact.kind);
		json_out_bool(out, "hidden", row->fact.hidden);
		json_out_text_or_null(out, "category", str_from_c(row->category));
		json_out_text(out, "signature", STR("not-checked"));
		json_origins(out, &row->origin, 1);
		json_out_object_end(out);
	}
	json_out_array_end(out);
}

void json_autostart(struct json_out *out, const struct view *view)
{
	json_out_array(out, "autostart");
	for (size_t i = 0; i < view->file->autostart.count; i++) {
		const struct case_autostart *row = &view->file->autostart.items[i];
		json_out_object(out, NULL);
		json_id(out, "system", row->system);
		json_out_text_or_null(out, "user", row->user_sid);
		json_word(out, "kind", &autostart_words, row->fact.kind);
		json_out_text(out, "name", row->fact.name);
		json_out_text_or_null(out, "display_name", row->fact.display_name);
		json_out_text_or_null(out, "command", row->fact.command);
		json_out_text_or_null(out, "library", row->fact.library);
		json_out_bool(out, "enabled", row->fact.enabled);
		json_out_text(out, "signature", STR("not-checked"));
		json_origins(out, &row->origin, 1);
		json_out_object_end(out);
	}
	json_out_array_end(out);
}

void json_remote_access(struct json_out *out, const struct view *view)
{
	json_out_array(out, "remote_access");
	for (size_t i = 0; i < view->file->remote_access.count; i++) {
		const struct case_remote *row = &view->file->remote_access.items[i];
		json_out_object(out, NULL);
		json_id(out, "system", row->system);
		json_out_text(out, "tool", row->fact.tool);
		json_out_text_or_null(out, "machine_id", row->fact.machine_id);
		json_out_text_or_null(out, "owner", row->fact.owner);
		json_out_text_or_null(out, "server", row->fact.server);
		json_out_bool(out, "unattended", row->fact.unattended);
		json_out_bool(out, "program", row->fact.program);
		json_out_text_or_null(out, "path", row->fact.path);
		json_origins(out, &row->origin, 1);
		json_out_object_end(out);
	}
	json_out_array_end(out);
}

static void text_array(struct json_out *out, const char *key, const text_list *list)
{
	json_out_array(out, key);
	for (size_t i = 0; i < list->count; i++)
		json_out_text(out, NULL, list->items[i]);
	json_out_array_end(out);
}

static struct str joined(struct arena *arena, const text_list *list)
{
	struct str text = { 0 };
	for (size_t i = 0; i < list->count; i++)
		text = text.len ? str_join2(arena, text, ' ', list->items[i]) : list->items[i];
	return text;
}

/* Each step as a sentence that begins with its doer; the doer's word stands in remedy_by. */
static void put_remedy(struct json_out *out, const struct view *view, const struct view_finding *row)
{
	json_out_array(out, "remedy");
	for (size_t i = 0; i < row->steps.count; i++) {
		const struct view_step *step = &row->steps.items[i];
		json_out_text(out, NULL,
		              str_format(view->arena, "%.*s: %.*s", STR_ARGS(step->who_text), STR_ARGS(step->text)));
	}
	json_out_array_end(out);
	json_out_array(out, "remedy_by");
	for (size_t i = 0; i < row->steps.count; i++)
		json_out_text(out, NULL, str_from_c(row->steps.items[i].who));
	json_out_array_end(out);
}

static void put_finding(struct json_out *out, const struct view *view, const struct view_finding *row)
{
	const struct finding *finding = row->finding;
	json_out_object(out, NULL);
	json_out_text(out, "rule", str_from_c(finding->rule));
	json_word(out, "severity", &severity_words, finding->severity);
	json_word(out, "effect", &effect_words, finding->effect);
	json_word(out, "confidence", &confidence_words, finding->confidence);
	json_out_text(out, "fingerprint", row->fingerprint);
	json_out_text(out, "title", row->title);
	json_out_text(out, "why", joined(view->arena, &row->why));
	put_remedy(out, view, row);
	json_out_array(out, "letter_points");
	for (unsigned point = 1; point <= 4; point++) {
		if (finding->letter_points & 1u << (point - 1))
			json_out_u64(out, NULL, point);
	}
	json_out_array_end(out);
	json_out_text_or_null(out, "subject", row->subject);
	json_out_text_or_null(out, "account", row->account_address);
	json_id(out, "system", finding->system);
	json_id(out, "browser_profile", finding->browser);
	text_array(out, "items", &row->items);
	text_array(out, "facts", &row->facts);
	json_origins(out, row->origins.items, row->origins.count);
	json_out_object_end(out);
}

void json_findings(struct json_out *out, const struct view *view)
{
	json_out_array(out, "findings");
	for (size_t i = 0; i < view->findings.count; i++)
		put_finding(out, view, &view->findings.items[i]);
	json_out_array_end(out);
}

void json_coverage(struct json_out *out, const struct view *view)
{
	json_out_array(out, "coverage");
	for (size_t i = 0; i < view->file->coverage.count; i++) {
		const struct coverage *row = &view->file->coverage.items[i];
		json_out_object(out, NULL);
		json_out_text(out, "check", row->check);
		json_id(out, "system", row->system);
		json_out_text_or_null(out, "subject", row->subject_text);
		json_out_bool(out, "mandatory", row->mandatory);
		json_out_bool(out, "undone", row->undone);
		json_word(out, "result", &coverage_words, row->result);
		json_out_text_or_null(out, "reason", row->reason);
		json_out_object_end(out);
	}
	json_out_array_end(out);
}

static void put_evidence(struct json_out *out, const struct evidence *row)
{
	json_out_object(out, NULL);
	json_out_u64(out, "id", row->id);
	json_out_u64(out, "source", row->source);
	json_out_u64(out, "volume", row->volume);
	json_out_text(out, "path", row->path);
	json_out_u64(out, "size", row->size);
	json_out_time(out, "modified", row->modified);
	json_out_text_or_null(out, "sha256", row->sha256);
	json_out_array(out, "notes");
	for (uint32_t bit = 1; evidence_note_word(bit); bit <<= 1) {
		if (row->notes & bit)
			json_out_text(out, NULL, str_from_c(evidence_note_word(bit)));
	}
	json_out_array_end(out);
	json_out_object_end(out);
}

void json_evidence(struct json_out *out, const struct view *view, const struct case_file *raw)
{
	bool *cited = cited_evidence(view->arena, raw);
	json_out_array(out, "evidence");
	for (size_t i = 0; i < view->file->evidence.count; i++) {
		if (!view->file->evidence.items[i].listing || cited[i])
			put_evidence(out, &view->file->evidence.items[i]);
	}
	json_out_array_end(out);
}
