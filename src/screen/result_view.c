/* A judged case as the wizard shows it: taken from the view that the report is made of, so that screen and paper say
 * the same. */
#include <string.h>

#include "base/utf.h"
#include "report/view.h"
#include "report/words.h"
#include "screen/result.h"

/* Paper writes 05, screens write 5: numbers that stand alone in a sentence of our own; only the first word of what may
 * hold foreign names. */
static struct str without_zeros(struct arena *arena, struct str text, bool first_word)
{
	struct buf out = { 0 };
	for (struct str rest = text; rest.len;) {
		size_t before = rest.len;
		struct str word = str_cut(rest, ' ', &rest);
		struct str digits = word.len && word.data[0] == '(' ? str_from(word, 1) : word;
		bool small = digits.len == 2 && digits.data[0] == '0' && digits.data[1] > '0' && digits.data[1] <= '9';
		if (small && !(first_word && out.len))
			buf_printf(&out, "%s%c", digits.len < word.len ? "(" : "", digits.data[1]);
		else
			buf_put(&out, word);
		if (word.len < before)
			buf_put_char(&out, ' ');
	}
	struct str copy = str_copy(arena, buf_str(&out));
	buf_done(&out);
	return copy;
}

static void take_head(struct result *result, struct arena *arena, const struct view *view)
{
	struct result_head *head = &result->head;
	*head = (struct result_head){
		.verdict = view->verdict,
		.word = view->verdict_word,
		.clock = words_time(arena, view->language, view->options->now),
		.fails = (uint32_t)view->fails,
		.notes = (uint32_t)view->notes,
		.undone = (uint32_t)view->limits,
		.mandatory_undone = (uint32_t)view->mandatory_undone,
		.writes = view->writes,
	};
}

static void take_machine(struct result_head *head, struct arena *arena, const struct case_file *file)
{
	for (size_t i = 0; i < file->systems.count; i++) {
		const struct case_system *system = &file->systems.items[i];
		if (system->previous)
			continue;
		if (head->windows_count++ == 0) {
			head->computer_name = words_name(arena, system->computer_name);
			head->product = words_name(arena, system->product);
		}
	}
}

static struct str join_texts(struct arena *arena, const text_list *list)
{
	struct buf text = { 0 };
	for (size_t i = 0; i < list->count; i++) {
		bool ended = !text.len || text.data[text.len - 1] == '.' || text.data[text.len - 1] == ':';
		buf_printf(&text, "%s%s%.*s", ended ? "" : ".", i ? " " : "", STR_ARGS(list->items[i]));
	}
	struct str copy = str_copy(arena, buf_str(&text));
	buf_done(&text);
	return copy;
}

static struct str with_comma(struct arena *arena, struct str text, struct str part)
{
	if (!text.len || !part.len)
		return text.len ? text : part;
	return str_format(arena, "%.*s, %.*s", STR_ARGS(text), STR_ARGS(part));
}

/* On the paper a step follows the name of its doer; here it stands alone. Addresses keep their letters. */
static struct str as_sentence(struct arena *arena, struct str text)
{
	size_t used = 0;
	struct str rest, word = str_cut(text, ' ', &rest);
	if (!text.len || str_find(word, STR(".")) >= 0 || str_find(word, STR(":")) >= 0)
		return text;
	utf8_next(text, &used);
	struct str first = words_capitals(arena, str_sub(text, 0, used));
	return str_format(arena, "%.*s%.*s", STR_ARGS(first), STR_ARGS(str_from(text, used)));
}

/* "a@b.example (Edge of user "x")" is two rows here; without an account it is a place alone. */
static void take_account(struct result_finding *finding, struct arena *arena, const struct view_finding *from)
{
	struct str whole = from->account_place, place = whole;
	ptrdiff_t bracket = str_find(whole, STR(" ("));
	if (bracket > 0 && whole.data[whole.len - 1] == ')') {
		finding->account = str_sub(whole, 0, (size_t)bracket);
		place = str_sub(whole, (size_t)bracket + 2, whole.len - (size_t)bracket - 3);
	} else if (from->account_address.len) {
		finding->account = whole;
		place = (struct str){ 0 };
	}
	finding->place = with_comma(arena, as_sentence(arena, place), from->system);
}

static struct str seen_text(struct arena *arena, struct view *view, struct str account)
{
	struct str fingerprint = fingerprint_keyed(&view->masker, account);
	size_t machines = fingerprint.len ? view_seen_elsewhere(view, fingerprint) : 0;
	return machines ? words_message1(arena, view->language, "ui.finding.seen", "n", str_format(arena, "%zu", machines))
			: (struct str){ 0 };
}

static void take_finding(struct result *result, struct arena *arena, struct view *view,
			 const struct view_finding *from)
{
	struct result_finding *finding = array_push(arena, &result->findings);
	uint32_t index = (uint32_t)result->findings.count;
	*finding = (struct result_finding){
		.effect = from->finding->effect,
		.severity = from->finding->severity,
		.severity_text = from->severity,
		.effect_text = from->effect,
		.rule = str_from_c(from->finding->rule),
		.title = without_zeros(arena, from->title, true),
		.seen = seen_text(arena, view, from->finding->account),
		.why = join_texts(arena, &from->why),
		.who = from->doer,
		.all_vendor = from->steps.count > 0,
	};
	take_account(finding, arena, from);
	for (size_t i = 0; i < from->steps.count; i++) {
		const struct view_step *step = &from->steps.items[i];
		finding->all_vendor &= strcmp(step->who, "vendor") == 0;
		*array_push(arena, &result->steps) = (struct result_step){ index, step->letter, step->who_text,
									   as_sentence(arena, step->text) };
	}
	for (size_t i = 0; i < from->items.count; i++)
		*array_push(arena, &result->lines) = (struct result_line){ index, { 0 }, from->items.items[i] };
}

/* Informative findings stand on the paper only. */
static void take_findings(struct result *result, struct arena *arena, struct view *view)
{
	for (size_t i = 0; i < view->findings.count; i++) {
		enum effect effect = view->findings.items[i].finding->effect;
		if (effect == EFFECT_FAIL || effect == EFFECT_NOTE || view->verdict == VERDICT_NONE)
			take_finding(result, arena, view, &view->findings.items[i]);
	}
}

/* "volume 3: BitLocker, 78 MB, locked: locked by encryption" in a sentence; anything else as it is. */
static struct str in_sentence(struct arena *arena, const struct view *view, struct str cause)
{
	enum language language = view->language;
	for (size_t i = 0; i < view->file->volumes.count; i++) {
		const struct volume_info *volume = &view->file->volumes.items[i];
		struct str number = str_format(arena, "%u", volume->id);
		struct str head = words_message1(arena, language, "txt.volume", "volume",
						 str_format(arena, "%.*s:", STR_ARGS(number)));
		struct placeholder values[] = { { "n", number }, { "size", words_size(arena, language, volume->size) } };
		if (volume->filesystem == FILESYSTEM_BITLOCKER && volume->states & VOLUME_LOCKED &&
		    str_starts(cause, head) && str_find(cause, values[1].value) > 0 &&
		    str_ends(cause, message(language, "cov.locked")))
			return words_message(arena, language, "ui.verdict.cause.locked", values, 2);
	}
	return cause;
}

static struct str mandatory_sign(struct arena *arena, const struct view *view)
{
	return str_format(arena, "(%.*s) ", STR_ARGS(message(view->language, "cov.mandatory")));
}

static void take_undone(struct result *result, struct arena *arena, const struct view *view)
{
	struct str label = message(view->language, "txt.scope.notdone"), sign = mandatory_sign(arena, view);
	for (size_t i = 0; i < view->scope.count; i++) {
		const struct view_row *row = &view->scope.items[i];
		for (size_t k = 0; str_eq(row->label, label) && k < row->lines.count; k++) {
			struct str text = row->lines.items[k];
			if (str_starts(text, sign))
				text = str_format(arena, "%.*s%.*s", STR_ARGS(sign),
						  STR_ARGS(in_sentence(arena, view, str_from(text, sign.len))));
			*array_push(arena, &result->lines) =
				(struct result_line){ 0, str_format(arena, "%zu", k + 1), text };
		}
	}
}

/* More than a row has room for goes on in the next one, which has no label. */
static void take_changes(struct result *result, struct arena *arena, const struct view *view)
{
	for (size_t i = 0; i < view->changes.count; i++) {
		const struct view_row *row = &view->changes.items[i];
		struct str label = row->label, text = { 0 };
		for (size_t k = 0; k < row->lines.count; k++) {
			struct str line = row->lines.items[k];
			if (text.len && text.len + line.len + 2 > RESULT_TEXT_LONGEST) {
				*array_push(arena, &result->lines) = (struct result_line){ RESULT_CHANGES, label, text };
				label = text = (struct str){ 0 };
			}
			text = str_format(arena, "%.*s%s%.*s", STR_ARGS(text), text.len ? "; " : "", STR_ARGS(line));
		}
		*array_push(arena, &result->lines) = (struct result_line){ RESULT_CHANGES, label, text };
	}
}

static struct str services_text(struct arena *arena, uint32_t services)
{
	static const char *const names[SERVICE_COUNT] = {
		[SERVICE_WINDOWS] = "Windows", [SERVICE_ONEDRIVE] = "OneDrive", [SERVICE_OFFICE] = "Office",
		[SERVICE_OUTLOOK] = "Outlook", [SERVICE_EDGE] = "Edge",		[SERVICE_CHROME] = "Chrome",
		[SERVICE_COCCOC] = "Cốc Cốc",  [SERVICE_BRAVE] = "Brave",	[SERVICE_OPERA] = "Opera",
		[SERVICE_VIVALDI] = "Vivaldi", [SERVICE_FIREFOX] = "Firefox",	[SERVICE_THUNDERBIRD] = "Thunderbird",
	};
	struct str text = { 0 };
	for (unsigned i = 0; i < SERVICE_COUNT; i++)
		if (names[i] && services & 1u << i)
			text = with_comma(arena, text, str_from_c(names[i]));
	return text;
}

static void take_accounts(struct result *result, struct arena *arena, struct view *view, const struct case_file *file)
{
	for (size_t i = 0; i < file->accounts.count; i++) {
		const struct case_account *account = &file->accounts.items[i];
		if (!account->address.len || account->state != ACCOUNT_LINKED ||
		    account->ownership == OWNERSHIP_ALLOWED)
			continue;
		*array_push(arena, &result->accounts) = (struct result_account){
			.id = account->id,
			.address = words_name(arena, mask_address(&view->masker, account->address)),
			.place = services_text(arena, account->services),
		};
	}
}

static void take_fingerprints(struct result_head *head, struct arena *arena, struct view *view,
			      const struct case_file *file)
{
	for (size_t i = 0; i < file->accounts.count; i++) {
		const struct case_account *account = &file->accounts.items[i];
		if (account->state != ACCOUNT_LINKED || account->ownership == OWNERSHIP_ALLOWED)
			continue;
		struct str mark = fingerprint_keyed(&view->masker, account->address);
		size_t machines = mark.len ? view_seen_elsewhere(view, mark) : 0;
		if (machines > head->seen)
			head->seen = machines < UINT32_MAX ? (uint32_t)machines : UINT32_MAX;
		if (mark.len)
			head->fingerprints = str_format(arena, "%.*s%s%.*s", STR_ARGS(head->fingerprints),
							head->fingerprints.len ? " " : "", STR_ARGS(mark));
	}
}

static struct str upper_hex(struct arena *arena, struct str id)
{
	char *upper = str_to_c(arena, id);
	for (size_t k = 0; k < id.len; k++)
		upper[k] = upper[k] >= 'a' && upper[k] <= 'f' ? (char)(upper[k] - 32) : upper[k];
	return (struct str){ upper, id.len };
}

/* As Windows shows them: the first eight digits; any of several keys opens the volume. */
static struct str key_id(struct arena *arena, const struct volume_info *volume)
{
	struct str ids = { 0 };
	for (size_t i = 0; i < volume->protector_count; i++)
		if (volume->protectors[i].kind == PROTECTOR_RECOVERY_PASSWORD)
			ids = with_comma(arena, ids, upper_hex(arena, str_sub(volume->protectors[i].id, 0, 8)));
	return ids;
}

static bool takes_recovery_key(const struct volume_info *volume)
{
	for (size_t i = 0; i < volume->protector_count; i++)
		if (volume->protectors[i].kind == PROTECTOR_RECOVERY_PASSWORD)
			return true;
	return false;
}

static void take_volumes(struct result *result, struct arena *arena, const struct case_file *file)
{
	for (size_t i = 0; i < file->volumes.count; i++) {
		const struct volume_info *volume = &file->volumes.items[i];
		if (volume->filesystem == FILESYSTEM_BITLOCKER && volume->states & VOLUME_LOCKED &&
		    takes_recovery_key(volume))
			*array_push(arena, &result->locked) = (struct result_locked){ volume->source, volume->id,
										      volume->size,
										      key_id(arena, volume) };
	}
}

static void take_disks(struct result *result, struct arena *arena, const struct case_file *file)
{
	for (size_t i = 0; i < file->sources.count; i++) {
		struct result_disk *disk = array_push(arena, &result->disks);
		*disk = (struct result_disk){ .source = file->sources.items[i].id,
					      .size = file->sources.items[i].size };
		for (size_t k = 0; k < file->systems.count; k++)
			if (file->systems.items[k].source == disk->source && !file->systems.items[k].previous)
				disk->windows = with_comma(arena, disk->windows,
							   words_name(arena, file->systems.items[k].product));
		for (size_t k = 0; k < file->volumes.count; k++)
			disk->locked |= file->volumes.items[k].source == disk->source &&
					file->volumes.items[k].states & VOLUME_LOCKED;
	}
}

/* ---- the sentences of the verdict ---- */

#define CAUSE_LONGEST 180 /* a longer one is told by the page of what was not checked alone */

/* The place and why; the checks that were not done are on the page of what was not checked. */
static struct str without_checks(const struct view *view, struct str cause)
{
	static const char *const ids[] = { "cov.entry.checks", "cov.entry.partly" };
	for (size_t i = 0; i < 2; i++) {
		struct str form = message(view->language, ids[i]), cause_name = STR("{cause}"), checks = STR("{checks}");
		size_t from = (size_t)str_find(form, cause_name) + cause_name.len, end = (size_t)str_find(form, checks);
		ptrdiff_t at = str_find(cause, str_sub(form, from, end - from)); /* "; not checked: " */
		if (at > 0)
			return str_sub(cause, 0, (size_t)at);
	}
	return cause;
}

/* One that is too long loses its last clause, not its last letters; empty when that does not help. */
static struct str short_cause(struct str cause)
{
	if (utf8_columns(cause) <= CAUSE_LONGEST)
		return cause;
	ptrdiff_t end = (ptrdiff_t)cause.len;
	while (end > 0 && !str_starts(str_from(cause, (size_t)end), STR("; ")))
		end--;
	struct str kept = str_sub(cause, 0, (size_t)end);
	return utf8_columns(kept) <= CAUSE_LONGEST ? kept : (struct str){ 0 };
}

/* The first thing that had to be checked and could not be, where nothing else decides. */
static struct str first_cause(struct arena *arena, const struct view *view)
{
	struct str label = message(view->language, "txt.scope.notdone");
	struct str sign = mandatory_sign(arena, view);
	for (size_t i = 0; view->mandatory_undone && i < view->scope.count; i++) {
		const struct view_row *row = &view->scope.items[i];
		for (size_t k = 0; str_eq(row->label, label) && k < row->lines.count; k++)
			if (str_starts(row->lines.items[k], sign)) {
				struct str cause = in_sentence(arena, view, str_from(row->lines.items[k], sign.len));
				return short_cause(without_checks(view, cause));
			}
	}
	return (struct str){ 0 };
}

/* Which disk and why; what would open it, what is not to be done yet. */
static void inconclusive(struct result *result, struct arena *arena, const struct view *view)
{
	struct result_head *head = &result->head;
	struct str id = result->locked.count ? result->locked.items[0].key_id : (struct str){ 0 };
	struct str key = id.len ? words_message1(arena, view->language, "ui.verdict.locked", "id", id) : id;
	head->strong = first_cause(arena, view);
	struct placeholder values[] = { { "n", str_format(arena, "%zu", view->mandatory_undone) },
					{ "cause", head->strong } };
	if (head->strong.len)
		head->sentence = words_message(arena, view->language,
					       view->mandatory_undone > 1 ? "ui.verdict.causes" : "ui.verdict.cause",
					       values, 2);
	head->advice = str_format(arena, "%.*s%s%.*s", STR_ARGS(key), key.len ? " " : "",
				  STR_ARGS(message(view->language, "ui.verdict.inconclusive")));
}

/* What the paper says first; what is to be done about it belongs to the sentence where something must be fixed. */
static void paper_words(struct result_head *head, struct arena *arena, const struct view *view)
{
	static const char *const strong[] = { "ui.verdict.strong.accept", "ui.verdict.strong.in-use" };
	size_t first = view->verdict == VERDICT_FAIL ? 2 : 1;
	struct buf text = { 0 };
	for (size_t i = 0; i < view->verdict_text.count; i++) {
		if (i == first) {
			head->sentence = without_zeros(arena, buf_str(&text), false);
			buf_clear(&text);
		}
		buf_printf(&text, "%s%.*s", text.len ? " " : "", STR_ARGS(view->verdict_text.items[i]));
	}
	bool advice = view->verdict_text.count > first;
	*(advice ? &head->advice : &head->sentence) = without_zeros(arena, buf_str(&text), false);
	buf_done(&text);
	for (size_t i = 0; i < 2 && view->verdict == VERDICT_FAIL; i++) {
		struct str part = message(view->language, strong[i]);
		if (str_find(head->sentence, part) >= 0)
			head->strong = part;
	}
}

/* The screen has no sections that could be referred to. */
static void pass(struct result_head *head, struct arena *arena, const struct view *view)
{
	if (view->notes && view->options->mode != MODE_IN_USE && view->options->mode != MODE_BEFORE_REPAIR)
		head->sentence = words_message1(arena, view->language, "ui.verdict.pass.notes", "n",
						str_format(arena, "%zu", view->notes));
	head->advice = message(view->language, "ui.verdict.pass.scope");
}

static void take_sentences(struct result *result, struct arena *arena, const struct view *view)
{
	paper_words(&result->head, arena, view);
	if (view->verdict == VERDICT_INCONCLUSIVE)
		inconclusive(result, arena, view);
	else if (view->verdict == VERDICT_PASS)
		pass(&result->head, arena, view);
}

void result_from_case(struct result *result, struct arena *arena, const struct case_file *file,
		      const struct policy *policy, const struct report_options *options)
{
	struct view view;
	*result = (struct result){ 0 };
	view_build(&view, arena, file, policy, options);
	take_head(result, arena, &view);
	take_machine(&result->head, arena, view.file);
	take_findings(result, arena, &view);
	take_undone(result, arena, &view);
	take_changes(result, arena, &view);
	take_accounts(result, arena, &view, file);
	take_fingerprints(&result->head, arena, &view, file);
	take_volumes(result, arena, file);
	take_disks(result, arena, view.file);
	take_sentences(result, arena, &view);
}
