/* report.json, schema soatmay.report/1 (docs/report.schema.json): head and summary; the arrays are in json_rows.c and
 * json_people.c. */
#include "base/limits.h"
#include "judge/judge.h"
#include "report/json_parts.h"
#include "report/view_parts.h"

void json_id(struct json_out *out, const char *key, uint32_t id)
{
	if (id)
		json_out_u64(out, key, id);
	else
		json_out_null(out, key);
}

void json_word(struct json_out *out, const char *key, const struct words *words, unsigned value)
{
	json_out_text(out, key, str_from_c(word_of(words, value)));
}

void json_origins(struct json_out *out, const struct origin *items, size_t count)
{
	json_out_array(out, "evidence");
	for (size_t i = 0; i < count; i++) {
		json_out_object(out, NULL);
		json_id(out, "file", items[i].evidence);
		json_out_text_or_null(out, "where", items[i].where);
		json_out_text_or_null(out, "name", items[i].name);
		json_out_time(out, "time", items[i].when);
		json_out_object_end(out);
	}
	json_out_array_end(out);
}

static void head(struct json_out *out, struct view *view)
{
	static const char *const masks[] = { "partial", "none", "count" };
	json_out_text(out, "schema", STR("soatmay.report/1"));
	json_word(out, "verdict", &verdict_words, view->verdict);
	json_word(out, "mode", &mode_words, view->options->mode);
	json_out_text(out, "lang", view->language == LANGUAGE_EN ? STR("en") : STR("vi"));
	json_out_text(out, "mask", str_from_c(masks[view->options->mask % 3]));
	json_out_object(out, "tool");
	json_out_text(out, "version", STR(SOATMAY_VERSION));
	json_out_text_or_null(out, "build", view->options->build);
	json_out_text(out, "rules", STR(RULES_VERSION));
	json_out_object_end(out);
	json_out_object(out, "times");
	json_out_time(out, "started", view->file->started);
	json_out_time(out, "finished", view->file->finished);
	json_out_object_end(out);
	json_out_time(out, "now", view->options->now);
	json_out_object(out, "policy");
	json_out_bool(out, "configured", view->policy->configured);
	json_out_text_or_null(out, "sha256", view->policy->sha256);
	json_out_text_or_null(out, "office", view->policy->office_name);
	json_out_array(out, "problems");
	for (size_t i = 0; i < view->policy->problems.count; i++) {
		json_out_object(out, NULL);
		json_id(out, "line", view->policy->problems.items[i].line);
		json_out_text(out, "text", config_problem_text(view, &view->policy->problems.items[i]));
		json_out_object_end(out);
	}
	json_out_array_end(out);
	json_out_object_end(out);
}

static void summary(struct json_out *out, const struct view *view)
{
	json_out_object(out, "summary");
	json_out_u64(out, "fail", view->fails);
	json_out_u64(out, "critical", view->criticals);
	json_out_u64(out, "note", view->notes);
	json_out_u64(out, "info", view->infos);
	json_out_u64(out, "not_checked", view->limits);
	json_out_u64(out, "mandatory_not_checked", view->mandatory_undone);
	json_out_u64(out, "writes", view->writes);
	json_out_object_end(out);
}

static void empty_array(struct json_out *out, const char *key)
{
	json_out_array(out, key);
	json_out_array_end(out);
}

static void put_report(struct json_out *out, struct view *view, const struct case_file *raw)
{
	head(out, view);
	summary(out, view);
	json_sources(out, view);
	json_systems(out, view);
	json_users(out, view);
	json_accounts(out, view, raw);
	json_browser_profiles(out, view);
	json_saved_logins(out, view);
	json_software(out, view);
	json_autostart(out, view);
	json_remote_access(out, view);
	empty_array(out, "devices");
	empty_array(out, "security");
	json_hardware(out, view);
	json_changes(out, view);
	json_checks(out, view);
	empty_array(out, "files");
	json_findings(out, view);
	json_coverage(out, view);
	json_evidence(out, view, raw);
}

void report_write_json(struct buf *buf, const struct case_file *file, const struct policy *policy,
                       const struct report_options *options)
{
	struct arena arena;
	struct view view;
	struct json_out out;
	arena_init(&arena, LIMIT_REPORT_BYTES);
	view_build(&view, &arena, file, policy, options);
	json_out_init(&out, buf, true);
	json_out_object(&out, NULL);
	put_report(&out, &view, file);
	json_out_object_end(&out);
	buf_put_char(buf, '\n');
	arena_done(&arena);
}
