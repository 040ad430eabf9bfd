/* Annexes of the minutes: exposed official accounts (never in the supplier's copy), evidence files, installed software. */
#include <stdlib.h>

#include "base/utf.h"
#include "report/form_parts.h"
#include "report/words.h"

#define PLACE_LONGEST 400 /* characters of a key and its value: six lines */
#define PLACE_TAIL    80

static struct str foreign(const struct view *view, struct str text)
{
	return words_cut(view->arena, utf8_printable(view->arena, text), FORM_TEXT_LONGEST, 40);
}

struct form_annex *form_add_annex(struct form *form, const struct view *view, const char *title_id, unsigned columns,
                                  const char *const *heads)
{
	struct str number = str_format(view->arena, "%zu", form->annexes.count + (view->options->copy == COPY_VENDOR ? 3 : 1));
	struct form_annex *annex = array_push(view->arena, &form->annexes);
	annex->title = form_say1(view, title_id, "n", number);
	annex->columns = columns;
	for (unsigned i = 0; i < columns; i++)
		annex->heads[i] = form_say(view, heads[i]);
	return annex;
}

struct form_row *form_add_row(const struct view *view, struct form_annex *annex, size_t *left_out)
{
	if (annex->rows.count < FORM_ANNEX_ROWS)
		return array_push(view->arena, &annex->rows);
	++*left_out;
	return NULL;
}

void form_close_annex(const struct view *view, struct form_annex *annex, size_t left_out)
{
	if (left_out)
		annex->more = form_say1(view, "rep.annex.more", "n", words_number(view->arena, view->language, left_out));
}

/* Annexes 1 and 2 are there even when they are empty, so that the numbers of the others are those of every copy. */
static void exposed_accounts(struct form *form, const struct view *view)
{
	static const char *const heads[] = { "rep.annex.no", "rep.annex.site", "rep.annex.user", "rep.annex.first", "rep.annex.last" };
	struct form_annex *annex = form_add_annex(form, view, "rep.annex.logins", 5, heads);
	size_t left_out = 0;
	annex->number[0] = annex->keep[3] = annex->keep[4] = true;
	for (size_t i = 0; i < view->file->browser_profiles.count; i++) {
		const struct case_browser_profile *profile = &view->file->browser_profiles.items[i];
		for (size_t k = 0; k < profile->logins.count; k++) {
			const struct case_login *login = &profile->logins.items[k];
			struct form_row *row = login->official ? form_add_row(view, annex, &left_out) : NULL;
			if (!row)
				continue;
			bool named = login->login.username.len && view->options->mask != MASK_COUNT;
			row->cells[0] = str_format(view->arena, "%zu", annex->rows.count);
			row->cells[1] = foreign(view, login->login.origin.len ? login->login.origin : login->host);
			row->cells[2] = named ? words_name(view->arena, login->login.username) : form_say(view, "account.hidden");
			row->cells[3] = words_time(view->arena, view->language, login->login.created);
			row->cells[4] = words_time(view->arena, view->language, login->login.last_used);
		}
	}
	annex->note = form_say(view, annex->rows.count ? "rep.annex.logins.note" : "rep.annex.logins.none");
	form_close_annex(view, annex, left_out);
}

static bool is_cited(const struct view *view, uint32_t evidence)
{
	for (size_t i = 0; i < view->findings.count; i++) {
		for (size_t k = 0; k < view->findings.items[i].origins.count; k++) {
			if (view->findings.items[i].origins.items[k].evidence == evidence)
				return true;
		}
	}
	return false;
}

/* The supplier gets what the findings rest on, the office everything that was read. */
static void evidence_files(struct form *form, const struct view *view)
{
	static const char *const heads[] = { "rep.annex.file", "rep.annex.size", "rep.annex.modified" };
	struct form_annex *annex = form_add_annex(form, view, "rep.annex.evidence", 3, heads);
	size_t left_out = 0;
	annex->number[1] = annex->keep[1] = annex->keep[2] = true;
	for (size_t i = 0; i < view->file->evidence.count; i++) {
		const struct evidence *file = &view->file->evidence.items[i];
		bool wanted = !file->listing && (view->options->copy == COPY_INTERNAL || is_cited(view, file->id));
		struct form_row *row = wanted ? form_add_row(view, annex, &left_out) : NULL;
		if (!row)
			continue;
		row->cells[0] = foreign(view, file->path);
		row->cells[1] = words_number(view->arena, view->language, file->size);
		row->cells[2] = words_time_utc(view->arena, view->language, file->modified);
		row->below = file->sha256.len ? file->sha256 : form_say(view, "rep.annex.unread");
	}
	form_close_annex(view, annex, left_out);
}

static struct str place_text(const struct view *view, const struct view_evidence *evidence)
{
	const char *separator = evidence->place.len && evidence->detail.len ? ", " : "";
	struct str text = str_format(view->arena, "%.*s%s%.*s", STR_ARGS(evidence->place), separator,
	                             STR_ARGS(evidence->detail));
	return words_cut(view->arena, text, PLACE_LONGEST, PLACE_TAIL);
}

/* The places that the findings rest on, in full: in the findings themselves they are shortened. */
static void places(struct form *form, const struct view *view)
{
	static const char *const heads[] = { "rep.annex.item", "rep.annex.path", "rep.annex.place" };
	struct form_annex *annex = form_add_annex(form, view, "rep.annex.places", 3, heads);
	size_t left_out = 0;
	annex->number[0] = true;
	for (size_t i = 0; i < view->findings.count; i++) {
		const struct view_finding *finding = &view->findings.items[i];
		for (size_t k = 0; k < finding->evidence.count; k++) {
			struct form_row *row = form_add_row(view, annex, &left_out);
			if (!row)
				continue;
			row->cells[0] = str_format(view->arena, "%u", finding->number);
			row->cells[1] = foreign(view, finding->evidence.items[k].path);
			row->cells[2] = place_text(view, &finding->evidence.items[k]);
		}
	}
	if (!annex->rows.count)
		annex->note = form_say(view, "rep.annex.places.none");
	form_close_annex(view, annex, left_out);
}

static int compare_rows(const void *a, const void *b)
{
	const struct form_row *first = a, *second = b;
	int order = 0;
	for (size_t i = 0; !order && i < 4; i++)
		order = str_compare_fold(first->cells[i], second->cells[i]);
	return order;
}

static void software(struct form *form, const struct view *view)
{
	static const char *const heads[] = { "rep.annex.program", "rep.annex.version", "rep.annex.publisher", "rep.annex.installed" };
	struct form_annex *annex = form_add_annex(form, view, "rep.annex.software", 4, heads);
	size_t left_out = 0;
	annex->keep[3] = true;
	for (size_t i = 0; i < view->file->software.count; i++) {
		const struct fact_software *fact = &view->file->software.items[i].fact;
		struct form_row *row = fact->name.len ? form_add_row(view, annex, &left_out) : NULL;
		if (!row)
			continue;
		row->cells[0] = foreign(view, fact->name);
		row->cells[1] = foreign(view, fact->version);
		row->cells[2] = foreign(view, fact->publisher);
		row->cells[3] = words_date(view->arena, view->language, fact->installed);
	}
	if (!annex->rows.count)
		annex->note = form_say(view, "rep.annex.software.none");
	else
		qsort(annex->rows.items, annex->rows.count, sizeof *annex->rows.items, compare_rows);
	form_close_annex(view, annex, left_out);
}

void form_annexes(struct form *form, const struct view *view)
{
	if (view->options->copy == COPY_INTERNAL) {
		exposed_accounts(form, view);
		form_accounts(form, view);
	}
	evidence_files(form, view);
	places(form, view);
	form_checks(form, view);
	if (view->options->copy == COPY_INTERNAL)
		software(form, view);
}
