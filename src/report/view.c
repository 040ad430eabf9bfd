/* Builds the view of a judged case: head, verdict, conclusion and foot; the sections have files of their own. */
#include "report/view.h"

#include "base/utf.h"
#include "judge/judge.h"
#include "judge/rules.h"
#include "report/check_code.h"
#include "report/masked_case.h"
#include "report/supplier_case.h"
#include "report/view_parts.h"

struct str say(struct view *view, const char *id)
{
	return message(view->language, id);
}

struct str say1(struct view *view, const char *id, const char *name, struct str value)
{
	return words_message1(view->arena, view->language, id, name, value);
}

struct str say_with(struct view *view, const char *id, const struct placeholder *values, size_t count)
{
	return words_message(view->arena, view->language, id, values, count);
}

struct str say_kind(struct view *view, const char *family, const char *word)
{
	return say(view, str_to_c(view->arena, str_format(view->arena, "%s.%s", family, word)));
}

struct str number_text(struct view *view, uint64_t number)
{
	return words_number(view->arena, view->language, number);
}

struct str count_text(struct view *view, uint64_t number)
{
	return words_count(view->arena, view->language, number);
}

struct str say_count(struct view *view, const char *id, uint64_t count)
{
	return say1(view, id, "n", count_text(view, count));
}

struct str shown(struct view *view, struct str foreign)
{
	return utf8_printable(view->arena, foreign);
}

void add_line(struct view *view, text_list *list, struct str line)
{
	if (line.len)
		*array_push(view->arena, list) = line;
}

struct view_row *add_row(struct view *view, view_rows *rows, const char *label_id)
{
	struct view_row *row = array_push(view->arena, rows);
	row->label = say(view, label_id);
	return row;
}

struct str join(struct view *view, struct str text, struct str part)
{
	if (!text.len || !part.len)
		return text.len ? text : part;
	return str_format(view->arena, "%.*s, %.*s", STR_ARGS(text), STR_ARGS(part));
}

bool is_in_use(const struct view *view)
{
	return view->options->mode == MODE_IN_USE || view->options->mode == MODE_BEFORE_REPAIR;
}

static void head(struct view *view)
{
	const char *mode = word_of(&mode_words, view->options->mode);
	view->office = shown(view, view->policy->office_name);
	view->title = say(view, "rep.title");
	view->occasion = say_kind(view, "txt.mode", mode);
	view->code = check_code_of(view->arena, view->options->json_hash);
	view->clock = say1(view, "txt.clock", "time", words_time(view->arena, view->language, view->options->now));
}

static void fail_text(struct view *view)
{
	struct placeholder values[] = {
		{ "n", count_text(view, view->fails) },
		{ "critical", count_text(view, view->criticals) },
	};
	const char *found = view->criticals ? "verdict.fail.found.critical" : "verdict.fail.found";
	add_line(view, &view->verdict_text, say_with(view, found, values, 2));
	add_line(view, &view->verdict_text, say(view, is_in_use(view) ? "verdict.fail.inuse" : "verdict.fail.text"));
	if (view->criticals && !is_in_use(view))
		add_line(view, &view->verdict_text, say(view, "verdict.fail.stop"));
	if (view->mandatory_undone)
		add_line(view, &view->verdict_text, say_count(view, "verdict.fail.incomplete", view->mandatory_undone));
}

static void pass_text(struct view *view)
{
	if (is_in_use(view))
		add_line(view, &view->verdict_text, say(view, "verdict.pass.inuse"));
	else if (view->notes)
		add_line(view, &view->verdict_text, say_count(view, "verdict.pass.notes", view->notes));
	else
		add_line(view, &view->verdict_text, say(view, "verdict.pass.text"));
}

void view_verdict(struct view *view)
{
	switch (view->verdict) {
	case VERDICT_FAIL:
		view->verdict_mark = STR("[X]");
		view->verdict_word = say(view, "verdict.fail");
		fail_text(view);
		break;
	case VERDICT_PASS:
		view->verdict_mark = STR("[V]");
		view->verdict_word = say(view, "verdict.pass");
		pass_text(view);
		break;
	case VERDICT_INCONCLUSIVE:
		view->verdict_mark = STR("[?]");
		view->verdict_word = say(view, "verdict.insufficient");
		add_line(view, &view->verdict_text,
		         say_count(view, "verdict.insufficient.text", view->mandatory_undone));
		add_line(view, &view->verdict_text, say(view, "verdict.insufficient.do"));
		break;
	case VERDICT_NONE:
		view->verdict_mark = STR("[-]");
		view->verdict_word = say(view, "verdict.none");
		add_line(view, &view->verdict_text, say(view, "rep.noverdict"));
		if (view->mandatory_undone)
			add_line(view, &view->verdict_text,
			         say_count(view, "verdict.none.limits", view->mandatory_undone));
		break;
	}
}

/* What the report's short signs mean, as far as it uses them. */
static void legend(struct view *view)
{
	static const char *const points[] = { "txt.legend.point1", "txt.legend.point2", "txt.legend.point3",
		                              "txt.legend.point4" };
	unsigned used = 0;
	bool proof = false;
	for (size_t i = 0; i < view->findings.count; i++) {
		used |= view->findings.items[i].finding->letter_points;
		proof |= view->findings.items[i].says_proof;
	}
	if (used)
		add_line(view, &add_row(view, &view->foot, "txt.legend.points")->lines, say(view, "txt.legend.letter"));
	for (unsigned point = 0; used && point < 4; point++) {
		if (used >> point & 1)
			add_line(view, &view->foot.items[view->foot.count - 1].lines, say(view, points[point]));
	}
	if (proof)
		add_line(view, &add_row(view, &view->foot, "txt.legend.proof")->lines,
		         say(view, "txt.legend.proof.value"));
}

void view_foot(struct view *view)
{
	static const char *const masks[] = { "txt.foot.mask.partial", "txt.foot.mask.none", "txt.foot.mask.count" };
	add_line(view, &add_row(view, &view->foot, "txt.foot.rules")->lines, STR(RULES_VERSION));
	struct str tool = str_from_c(SOATMAY_VERSION);
	if (view->options->build.len && !str_eq(view->options->build, tool))
		tool = join(view, tool, say1(view, "txt.foot.build", "build", view->options->build));
	add_line(view, &add_row(view, &view->foot, "txt.foot.tool")->lines, tool);
	view_clock(view, &view->foot);
	struct str config = view->policy->configured
	                            ? say1(view, "txt.foot.config.value", "sha256", view->policy->sha256)
	                            : say(view, "txt.foot.config.none");
	add_line(view, &add_row(view, &view->foot, "txt.foot.config")->lines, config);
	bool supplier = view->options->copy == COPY_VENDOR;
	add_line(view, &add_row(view, &view->foot, "txt.foot.mask")->lines, say(view, supplier ? "txt.foot.mask.supplier" : masks[view->options->mask % 3]));
	if (view->options->saved)
		add_line(view, &add_row(view, &view->foot, "txt.foot.data")->lines, say(view, "txt.foot.data.value"));
	if (view->code.len) {
		add_line(view, &add_row(view, &view->foot, "rep.code")->lines, view->code);
		add_line(view, &add_row(view, &view->foot, "rep.hash")->lines, view->options->json_hash);
	}
	legend(view);
}

static void count(struct view *view, const struct case_file *file)
{
	for (size_t i = 0; i < file->findings.count; i++) {
		const struct finding *finding = &file->findings.items[i];
		view->fails += finding->effect == EFFECT_FAIL;
		view->criticals += finding->effect == EFFECT_FAIL && finding->severity == SEVERITY_CRITICAL;
		view->notes += finding->effect == EFFECT_NOTE;
		view->infos += finding->effect == EFFECT_INFO;
	}
	for (size_t i = 0; i < file->sources.count; i++)
		view->writes += file->sources.items[i].writes;
}

/* Accounts of others that are linked now. Where people work with the computer, only those that somebody said are not theirs. */
static void removable(struct view *view, const struct case_file *file)
{
	for (size_t i = 0; i < file->accounts.count; i++) {
		const struct case_account *account = &file->accounts.items[i];
		bool told = !is_in_use(view) || owner_answer_of(view->policy, account) == ANSWER_OTHER;
		if (account->state == ACCOUNT_LINKED && account->ownership == OWNERSHIP_FOREIGN && told &&
		    !policy_is_official_user(view->policy, account->address))
			add_line(view, &view->removable, account->address);
	}
}

/* The strictest mask, whatever was asked for, over a case without names of users. */
static const struct report_options *supplier_options(struct arena *arena, const struct report_options *options)
{
	struct report_options *strict = arena_new(arena, struct report_options);
	*strict = *options;
	strict->mask = MASK_COUNT;
	return strict;
}

void view_build(struct view *view, struct arena *arena, const struct case_file *file, const struct policy *policy,
                const struct report_options *options)
{
	bool supplier = options->copy == COPY_VENDOR;
	options = supplier ? supplier_options(arena, options) : options;
	policy = supplier ? supplier_policy(arena, file, policy) : policy;
	file = supplier ? supplier_case(arena, file) : file;
	*view = (struct view){ .arena = arena, .language = options->language, .options = options, .policy = policy,
		               .verdict = file->verdict };
	masker_init(&view->masker, arena, file, policy, options->mask);
	view->file = masked_case(&view->masker, file);
	if (supplier)
		removable(view, file);
	count(view, file);
	head(view);
	view_machines(view);
	view_changes(view);
	view_scope(view);
	view_findings(view, file);
	view_checks(view);
	view_statements(view);
	view_verdict(view);
	view_conclusion(view);
	view_parties(view);
	view_foot(view);
}
