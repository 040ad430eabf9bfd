/* Builds the view of a judged case: head, verdict, conclusion and foot; the sections have files of their own. */
#include "report/view.h"

#include "base/utf.h"
#include "judge/judge.h"
#include "report/check_code.h"
#include "report/masked_case.h"
#include "report/view_parts.h"

struct str say(struct view *view, const char *id)
{
	return message(view->language, id);
}

struct str say1(struct view *view, const char *id, const char *name, struct str value)
{
	return words_message1(view->arena, view->language, id, name, value);
}

static struct str say_count(struct view *view, const char *id, size_t count)
{
	return say1(view, id, "n", words_count(view->arena, view->language, count));
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

static bool in_use(const struct view *view)
{
	return view->options->mode == MODE_IN_USE || view->options->mode == MODE_BEFORE_REPAIR;
}

static void head(struct view *view)
{
	const char *mode = word_of(&mode_words, view->options->mode);
	view->office = shown(view, view->policy->office_name);
	view->title = say(view, "rep.title");
	view->occasion = say(view, str_to_c(view->arena, str_format(view->arena, "txt.mode.%s", mode)));
	view->code = check_code_of(view->arena, view->options->json_hash);
	view->clock = say1(view, "txt.clock", "time", words_time(view->arena, view->language, view->options->now));
}

static void fail_text(struct view *view)
{
	struct placeholder values[] = {
		{ "n", words_count(view->arena, view->language, view->fails) },
		{ "critical", words_count(view->arena, view->language, view->criticals) },
	};
	const char *id = in_use(view) ? "verdict.fail.inuse" : "verdict.fail.text";
	add_line(view, &view->verdict_text, words_message(view->arena, view->language, id, values, 2));
	if (view->criticals && !in_use(view))
		add_line(view, &view->verdict_text, say(view, "verdict.fail.stop"));
	if (view->mandatory_undone)
		add_line(view, &view->verdict_text, say_count(view, "verdict.fail.incomplete", view->mandatory_undone));
}

static void pass_text(struct view *view)
{
	if (in_use(view))
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
		add_line(view, &view->verdict_text, say_count(view, "verdict.insufficient.text", view->mandatory_undone));
		add_line(view, &view->verdict_text, say(view, "verdict.insufficient.do"));
		break;
	case VERDICT_NONE:
		view->verdict_mark = STR("[-]");
		view->verdict_word = say(view, "verdict.none");
		add_line(view, &view->verdict_text, say(view, "rep.noverdict"));
		if (view->mandatory_undone)
			add_line(view, &view->verdict_text, say_count(view, "verdict.none.limits", view->mandatory_undone));
		break;
	}
}

/* "1 (a, d, đ), 2 (a)": the steps that are not the supplier's; cut after six findings. */
static struct str own_steps(struct view *view)
{
	struct str text = { 0 };
	unsigned listed = 0;
	for (size_t i = 0; i < view->fails && i < view->findings.count && listed < 6; i++) {
		const struct view_finding *finding = &view->findings.items[i];
		struct str letters = { 0 };
		for (size_t k = 0; k < finding->steps.count; k++) {
			if (!str_eq_c(str_from_c(finding->steps.items[k].who), "vendor"))
				letters = join(view, letters, finding->steps.items[k].letter);
		}
		if (!letters.len)
			continue;
		struct str part = finding->steps.count == 1 ? str_format(view->arena, "%u", finding->number)
		                                             : str_format(view->arena, "%u (%.*s)", finding->number, STR_ARGS(letters));
		text = join(view, text, part);
		listed++;
	}
	return text;
}

static void fail_conclusion(struct view *view)
{
	struct placeholder range[] = { { "first", STR("1") }, { "last", words_number(view->arena, view->language, view->fails) } };
	struct str items = view->fails < 2 ? STR("1") : words_message(view->arena, view->language, "txt.range", range, 2);
	add_line(view, &view->conclusion, say(view, in_use(view) ? "txt.end.fail.inuse" : "txt.end.fail.accept"));
	add_line(view, &view->conclusion, say1(view, in_use(view) ? "txt.end.fail.unit" : "txt.end.fail.vendor", "items", items));
	struct str own = own_steps(view);
	if (own.len && !in_use(view))
		add_line(view, &view->conclusion, say1(view, "txt.end.fail.receiver", "items", own));
	add_line(view, &view->conclusion, say(view, "txt.end.recheck"));
}

void view_conclusion(struct view *view)
{
	switch (view->verdict) {
	case VERDICT_FAIL:
		fail_conclusion(view);
		break;
	case VERDICT_PASS:
		add_line(view, &view->conclusion, say(view, "txt.end.pass"));
		add_line(view, &view->conclusion, say(view, "txt.end.pass.advice"));
		break;
	case VERDICT_INCONCLUSIVE:
		add_line(view, &view->conclusion, say(view, "txt.end.inconclusive"));
		add_line(view, &view->conclusion, say(view, "txt.end.inconclusive.do"));
		break;
	case VERDICT_NONE:
		add_line(view, &view->conclusion, say(view, "rep.noverdict"));
		break;
	}
	add_line(view, &view->conclusion, say(view, "txt.end.keep"));
	add_line(view, &view->conclusion, say(view, "txt.end.disclaimer"));
}

void view_foot(struct view *view)
{
	static const char *const masks[] = { "txt.foot.mask.partial", "txt.foot.mask.none", "txt.foot.mask.count" };
	add_line(view, &add_row(view, &view->foot, "txt.foot.rules")->lines, STR(RULES_VERSION));
	struct str tool = str_from_c(SOATMAY_VERSION);
	if (view->options->build.len && !str_eq(view->options->build, tool))
		tool = join(view, tool, say1(view, "txt.foot.build", "build", view->options->build));
	add_line(view, &add_row(view, &view->foot, "txt.foot.tool")->lines, tool);
	struct str config = view->policy->configured ? say1(view, "txt.foot.config.value", "sha256", view->policy->sha256)
	                                              : say(view, "txt.foot.config.none");
	add_line(view, &add_row(view, &view->foot, "txt.foot.config")->lines, config);
	add_line(view, &add_row(view, &view->foot, "txt.foot.mask")->lines, say(view, masks[view->options->mask % 3]));
	add_line(view, &add_row(view, &view->foot, "txt.foot.data")->lines, say(view, "txt.foot.data.value"));
	if (!view->code.len)
		return;
	add_line(view, &add_row(view, &view->foot, "rep.code")->lines, view->code);
	add_line(view, &add_row(view, &view->foot, "rep.hash")->lines, view->options->json_hash);
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

void view_build(struct view *view, struct arena *arena, const struct case_file *file, const struct policy *policy,
                const struct report_options *options)
{
	*view = (struct view){ .arena = arena, .language = options->language, .options = options, .policy = policy,
		               .verdict = file->verdict };
	masker_init(&view->masker, arena, file, policy, options->mask);
	view->file = masked_case(&view->masker, file);
	count(view, file);
	head(view);
	view_machines(view);
	view_scope(view);
	view_findings(view, file);
	view_statements(view);
	view_verdict(view);
	view_conclusion(view);
	view_foot(view);
}
