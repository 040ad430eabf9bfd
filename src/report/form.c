/* The form of the minutes: official head, page 1, parties, re-check box, signatures, recipients. The annexes are in form_annex.c. */
#include "report/form_parts.h"

#include "base/timestamp.h"
#include "base/utf.h"
#include "report/check_code.h"
#include "report/words.h"

#define RECHECK_ITEMS 24 /* boxes of one line and a half; more findings get a line to write on */

struct str form_say(const struct view *view, const char *id)
{
	return message(view->language, id);
}

struct str form_say1(const struct view *view, const char *id, const char *name, struct str value)
{
	return words_message1(view->arena, view->language, id, name, value);
}

void form_line(const struct view *view, text_list *list, struct str line)
{
	if (line.len)
		*array_push(view->arena, list) = line;
}

static struct str own_text(const struct view *view, struct str configured)
{
	return words_cut(view->arena, utf8_printable(view->arena, configured), FORM_TEXT_LONGEST, 40);
}

/* Of whom the supplier's part is: a new computer has a supplier, a computer in use may have none, a repaired one has a repairer. */
static bool has_vendor(const struct view *view)
{
	return view->options->mode != MODE_IN_USE && view->options->mode != MODE_FORENSIC;
}

static bool is_repair(const struct view *view)
{
	return view->options->mode == MODE_BEFORE_REPAIR || view->options->mode == MODE_AFTER_REPAIR;
}

/* ---- head ---- */

static enum form_style style_of(const struct policy *policy)
{
	static const char *const words[] = { [FORM_STATE] = "nha_nuoc", [FORM_PARTY] = "dang", [FORM_COMPANY] = "doanh_nghiep", [FORM_PLAIN] = "khong" };
	for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
		if (str_eq_c(policy->header_style, words[i]))
			return (enum form_style)i;
	}
	return FORM_STATE;
}

/* "ngày 05 tháng 11 năm 2026": a zero before days under 10 and before months 1 and 2 only. */
static struct str long_date(const struct view *view, const struct civil *day)
{
	struct arena *arena = view->arena;
	struct str name, date = words_date(arena, LANGUAGE_EN, view->options->now);
	str_cut(date, ' ', &name);
	struct placeholder values[] = {
		{ "day", str_format(arena, view->language == LANGUAGE_EN ? "%d" : "%02d", day->day) },
		{ "month", view->language == LANGUAGE_EN ? str_cut(name, ' ', &date) : str_format(arena, day->month < 3 ? "%02d" : "%d", day->month) },
		{ "year", str_format(arena, "%d", day->year) },
	};
	return words_message(arena, view->language, "rep.date", values, 3);
}

static struct str place_date(const struct view *view)
{
	struct civil now;
	struct str place = own_text(view, view->policy->place);
	if (!time_civil(view->options->now, VIETNAM_MINUTES, &now))
		return (struct str){ 0 };
	struct placeholder values[] = { { "place", place.len ? place : form_say(view, "rep.blank.short") }, { "date", long_date(view, &now) } };
	return words_message(view->arena, view->language, "rep.place-date", values, 2);
}

static void head(struct form *form, const struct view *view)
{
	const struct policy *policy = view->policy;
	struct str symbol = policy->symbol.len ? own_text(view, policy->symbol) : form_say(view, "rep.symbol");
	form->style = style_of(policy);
	if (form->style == FORM_STATE || form->style == FORM_PARTY)
		form_line(view, &form->issuer, words_capitals(view->arena, own_text(view, policy->parent_body)));
	if (form->style != FORM_PLAIN)
		form_line(view, &form->issuer, policy->office_name.len ? words_capitals(view->arena, own_text(view, policy->office_name)) : form_say(view, "rep.blank.short"));
	if (form->style == FORM_STATE) {
		form_line(view, &form->motto, form_say(view, "rep.motto.state"));
		form_line(view, &form->motto, form_say(view, "rep.motto.freedom"));
	} else if (form->style == FORM_PARTY) {
		form_line(view, &form->motto, form_say(view, "rep.motto.party"));
	}
	form->number = form_say1(view, form->style == FORM_PARTY ? "rep.number.party" : "rep.number", "symbol", symbol);
	form->place_date = place_date(view);
	form->type = form_say(view, "rep.type");
	const char *mode = word_of(&mode_words, view->options->mode);
	form->subject = form_say(view, str_to_c(view->arena, str_format(view->arena, "rep.subject.%s", mode)));
	bool vendor = view->options->copy == COPY_VENDOR;
	form->copy_line = form_say(view, vendor ? "rep.copy.vendor" : "rep.copy.internal");
	form->copy_name = form_say(view, vendor ? "rep.copy.vendor.name" : "rep.copy.internal.name");
	form->code = view->code;
	form->code_label = view->code.len ? form_say(view, "rep.code") : form->code;
	form->scan_text = check_code_for_scanners(view->arena, view->options->json_hash);
}

/* ---- the worst items ---- */

static void worst(struct form *form, const struct view *view)
{
	size_t fails = view->fails, notes = view->notes;
	for (size_t i = 0; i < view->findings.count && form->worst.count < FORM_WORST; i++) {
		const struct view_finding *finding = &view->findings.items[i];
		size_t *left = finding->finding->effect == EFFECT_FAIL ? &fails : finding->finding->effect == EFFECT_NOTE ? &notes : NULL;
		if (!left)
			continue;
		*left -= *left > 0;
		*array_push(view->arena, &form->worst) = (struct form_worst){ finding->number, finding->finding->severity, finding->severity,
			                                                      finding->title, finding->doer };
	}
	form->worst_label = form_say(view, form->worst.count == FORM_WORST ? "rep.worst.three" : "rep.worst");
	form->severity_label = form_say(view, "rep.worst.severity");
	form->who_label = form_say(view, "rep.worst.who");
	struct placeholder values[] = { { "fails", words_count(view->arena, view->language, fails) },
		                        { "notes", words_count(view->arena, view->language, notes) } };
	if (fails || notes) {
		const char *id = fails && notes ? "rep.worst.more" : fails ? "rep.worst.more.fail" : "rep.worst.more.note";
		form->worst_more = words_message(view->arena, view->language, id, values, 2);
	}
}

/* ---- parties ---- */

static struct str person_of(const struct view *view, const char *role)
{
	for (size_t i = 0; i < view->policy->people.count; i++) {
		const struct person *person = &view->policy->people.items[i];
		if (!str_eq_c(person->role, role))
			continue;
		struct str name = own_text(view, person->name), title = own_text(view, person->title);
		return title.len ? str_format(view->arena, "%.*s, %.*s", STR_ARGS(name), STR_ARGS(title)) : name;
	}
	return form_say(view, "rep.blank");
}

static void add_party(struct form *form, const struct view *view, const char *label_id, struct str office, const char *role)
{
	struct view_row *row = array_push(view->arena, &form->parties);
	row->label = str_format(view->arena, "%zu. %.*s", form->parties.count, STR_ARGS(form_say(view, label_id)));
	struct placeholder values[] = { { "office", office }, { "person", person_of(view, role) } };
	form_line(view, &row->lines, office.len ? words_message(view->arena, view->language, "rep.party.office", values, 2) : values[1].value);
}

static void opening(struct form *form, const struct view *view, struct str office)
{
	struct civil now;
	struct arena *arena = view->arena;
	if (!time_civil(view->options->now, VIETNAM_MINUTES, &now))
		return;
	struct placeholder values[] = {
		{ "hour", str_format(arena, "%02d", now.hour) },
		{ "minute", str_format(arena, "%02d", now.minute) },
		{ "date", long_date(view, &now) },
		{ "place", office.len ? form_say1(view, "rep.opening.office", "office", office) : form_say(view, "rep.blank") },
	};
	form->opening = words_message(arena, view->language, "rep.opening", values, 4);
}

static void parties(struct form *form, const struct view *view)
{
	struct str office = own_text(view, view->policy->office_name);
	opening(form, view, office);
	if (has_vendor(view))
		add_party(form, view, is_repair(view) ? "rep.party.repairer" : "rep.party.vendor", (struct str){ 0 }, "ben_giao");
	add_party(form, view, view->options->mode == MODE_ACCEPTANCE ? "rep.party.receiver" : "rep.party.unit", office, "ben_nhan");
	add_party(form, view, "rep.party.inspector", (struct str){ 0 }, "kiem_tra");
	if (view->policy->basis.len) {
		struct view_row *row = array_push(view->arena, &form->parties);
		row->label = form_say(view, "rep.basis");
		form_line(view, &row->lines, own_text(view, view->policy->basis));
	}
	form->notice = form_say(view, "rep.notice");
}

/* ---- the end ---- */

static struct str item_boxes(const struct view *view)
{
	struct str text = { 0 };
	for (size_t i = 0; i < view->fails && i < view->findings.count && i < RECHECK_ITEMS; i++) {
		struct str number = str_format(view->arena, "%u", view->findings.items[i].number);
		struct str item = form_say1(view, "rep.recheck.item", "n", number);
		text = text.len ? str_format(view->arena, "%.*s   %.*s", STR_ARGS(text), STR_ARGS(item)) : item;
	}
	if (view->fails > RECHECK_ITEMS)
		text = str_format(view->arena, "%.*s   %.*s", STR_ARGS(text), STR_ARGS(form_say(view, "rep.recheck.others")));
	return text;
}

static void recheck(struct form *form, const struct view *view)
{
	if (view->verdict != VERDICT_FAIL && view->verdict != VERDICT_INCONCLUSIVE)
		return;
	form->recheck.title = form_say(view, "rep.recheck");
	if (form->code.len)
		form->recheck.bound = form_say1(view, "rep.recheck.bound", "code", form->code);
	form_line(view, &form->recheck.lines, form_say(view, "rep.recheck.when"));
	form_line(view, &form->recheck.lines, form_say(view, "rep.recheck.verdict"));
	if (view->fails)
		form_line(view, &form->recheck.lines, form_say1(view, "rep.recheck.items", "items", item_boxes(view)));
	form_line(view, &form->recheck.lines, form_say(view, "rep.recheck.signed"));
}

static struct str name_of(const struct view *view, const char *role)
{
	for (size_t i = 0; i < view->policy->people.count; i++) {
		if (str_eq_c(view->policy->people.items[i].role, role))
			return own_text(view, view->policy->people.items[i].name);
	}
	return (struct str){ 0 };
}

static void add_signature(struct form *form, const struct view *view, const char *title_id, const char *note_id, const char *role)
{
	*array_push(view->arena, &form->signatures) =
		(struct form_signature){ form_say(view, title_id), form_say(view, note_id), name_of(view, role) };
}

static void ending(struct form *form, const struct view *view)
{
	bool two = has_vendor(view);
	form->closing = form_say(view, !two ? "rep.closing.unit" : is_repair(view) ? "rep.closing.repairer" : "rep.closing");
	if (two)
		add_signature(form, view, is_repair(view) ? "rep.sign.repairer" : "rep.sign.vendor", "rep.sign.note", "ben_giao");
	add_signature(form, view, "rep.sign.inspector", "rep.sign.note", "kiem_tra");
	add_signature(form, view, view->options->mode == MODE_ACCEPTANCE ? "rep.sign.receiver" : "rep.sign.unit", "rep.sign.note.stamp", "ben_nhan");
	form->recipients_label = form_say(view, "rep.recipients");
	if (two)
		form_line(view, &form->recipients, form_say(view, is_repair(view) ? "rep.recipients.repairer" : "rep.recipients.vendor"));
	form_line(view, &form->recipients, form_say(view, "rep.recipients.head"));
	form_line(view, &form->recipients, form_say(view, "rep.recipients.file"));
}

void form_build(struct form *form, struct view *view)
{
	*form = (struct form){ 0 };
	head(form, view);
	worst(form, view);
	parties(form, view);
	recheck(form, view);
	ending(form, view);
	form_annexes(form, view);
}
