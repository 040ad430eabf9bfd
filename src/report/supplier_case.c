/* Names of Windows users in users, paths, places and findings become va*****g; names of official users go altogether. */
#include "report/supplier_case.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "report/mask.h"

#define SHORTEST_NAME 2 /* a shorter one tells nobody anything */
#define SHORTEST_PART 3 /* of a computer's name: a shorter one is there by chance */
#define SHORT_BASE 6    /* letters of a name that its short form keeps: LETHIH~1 */

struct hidden_computer { struct str name, shown; };

struct hiding {
	struct arena *arena;
	struct masker masker;
	ARRAY_OF(struct str) names;   /* sorted */
	ARRAY_OF(struct str) parents; /* folders and keys below which a user's name stands */
	ARRAY_OF(struct hidden_computer) computers; /* called after a user: HOALT92-PC */
};

/* Replaces the items of an array, which are the case's own, by a copy. */
#define OWN(arena, array)                                                                                              \
	((array)->items = copy_of((arena), (array)->items, (array)->count, sizeof *(array)->items),                    \
	 (array)->capacity = (array)->count)

static void *copy_of(struct arena *arena, const void *items, size_t count, size_t size)
{
	void *copy = arena_calloc(arena, count ? count : 1, size);
	if (count)
		memcpy(copy, items, count * size);
	return copy;
}

static int by_name(const void *a, const void *b)
{
	return str_compare_fold(*(const struct str *)a, *(const struct str *)b);
}

/* Every Windows has them: they are nobody's name. */
static bool is_of_windows(struct str name)
{
	static const char *const names[] = { "Administrator", "Guest",        "DefaultAccount", "WDAGUtilityAccount",
		                             "Default",       "defaultuser0", "Public",         "All Users" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq_fold(name, str_from_c(names[i])))
			return true;
	}
	return false;
}

static void add_name(struct hiding *hiding, struct str name)
{
	if (name.len >= SHORTEST_NAME && !is_of_windows(name))
		*array_push(hiding->arena, &hiding->names) = name;
}

/* The computer's name with the longest name of a user in it hidden; as it is when there is none. */
static void add_computer(struct hiding *hiding, struct str name)
{
	struct str user = { 0 };
	ptrdiff_t at = -1;
	for (size_t i = 0; i < hiding->names.count; i++) {
		struct str part = hiding->names.items[i];
		ptrdiff_t found = part.len >= SHORTEST_PART && part.len > user.len ? str_find_fold(name, part) : -1;
		if (found >= 0) {
			user = part;
			at = found;
		}
	}
	if (at < 0 || (size_t)at + user.len > name.len)
		return;
	struct str part = mask_official_user(&hiding->masker, str_sub(name, (size_t)at, user.len));
	struct str before = str_sub(name, 0, (size_t)at), after = str_from(name, (size_t)at + user.len);
	*array_push(hiding->arena, &hiding->computers) = (struct hidden_computer){
		name, str_format(hiding->arena, "%.*s%.*s%.*s", STR_ARGS(before), STR_ARGS(part), STR_ARGS(after))
	};
}

static void collect(struct hiding *hiding, const struct case_file *file)
{
	*array_push(hiding->arena, &hiding->parents) = STR("Users");
	*array_push(hiding->arena, &hiding->parents) = STR("Documents and Settings");
	*array_push(hiding->arena, &hiding->parents) = STR("Names"); /* SAM\Domains\Account\Users\Names */
	for (size_t i = 0; i < file->users.count; i++) {
		const struct case_user *user = &file->users.items[i];
		struct str rest = user->profile_path, parent = { 0 }, last = { 0 };
		add_name(hiding, user->sam.name);
		if (str_find(user->sam.full_name, STR(" ")) > 0)
			add_name(hiding, user->sam.full_name);
		while (rest.len) {
			parent = last;
			last = str_cut(rest, '\\', &rest);
		}
		add_name(hiding, last);
		if (parent.len && !str_eq_fold(parent, STR("Users")))
			*array_push(hiding->arena, &hiding->parents) = parent;
	}
	if (hiding->names.count)
		qsort(hiding->names.items, hiding->names.count, sizeof *hiding->names.items, by_name);
	for (size_t i = 0; i < file->systems.count; i++)
		add_computer(hiding, file->systems.items[i].computer_name);
}

static bool is_name(const struct hiding *hiding, struct str text)
{
	return hiding->names.count && bsearch(&text, hiding->names.items, hiding->names.count, sizeof text, by_name);
}

static bool is_parent(const struct hiding *hiding, struct str component)
{
	for (size_t i = 0; i < hiding->parents.count; i++) {
		if (str_ends_fold(component, hiding->parents.items[i]))
			return true;
	}
	return false;
}

/* The part of a short form before "~1"; empty when the text is none. */
static struct str short_base(struct str text)
{
	size_t base = 0, end;
	while (base < text.len && text.data[base] != '~')
		base++;
	for (end = base + 1; end < text.len && text.data[end] >= '0' && text.data[end] <= '9'; end++)
		;
	bool whole = end > base + 1 && (end == text.len || text.data[end] == '.');
	return str_sub(text, 0, whole && base >= SHORTEST_NAME && base <= SHORT_BASE ? base : 0);
}

/* Windows leaves out spaces and full stops and keeps six letters. */
static bool is_short_form_of(struct str base, struct str name)
{
	char kept[SHORT_BASE];
	size_t len = 0;
	for (size_t i = 0; i < name.len && len < SHORT_BASE; i++) {
		if (name.data[i] != ' ' && name.data[i] != '.')
			kept[len++] = name.data[i];
	}
	return str_eq_fold(base, (struct str){ kept, len });
}

static bool is_short_form(const struct hiding *hiding, struct str text)
{
	struct str base = short_base(text);
	for (size_t i = 0; base.len && i < hiding->names.count; i++) {
		if (is_short_form_of(base, hiding->names.items[i]))
			return true;
	}
	return false;
}

/* Where only users have folders a short form is a user's, also one made of letters that Windows had to replace. */
static bool is_short_folder(struct str text)
{
	static const char *const of_windows[] = { "DEFAUL", "ALLUSE", "PUBLIC", "ADMINI" };
	struct str base = short_base(text);
	for (size_t i = 0; i < sizeof of_windows / sizeof *of_windows; i++) {
		if (str_eq_fold(base, str_from_c(of_windows[i])))
			return false;
	}
	return base.len > 0;
}

static void put_hidden(struct hiding *hiding, struct buf *out, struct str name)
{
	buf_put(out, mask_official_user(&hiding->masker, name));
}

static bool ends_word(char c)
{
	return strchr(" \t:;,\"'()[]<>|=@", c) || (unsigned char)c >= 0x80;
}

/* Writes the word hidden when it is a user's name or a computer called after one. */
static bool put_name(struct hiding *hiding, struct buf *out, struct str word)
{
	for (size_t i = 0; i < hiding->computers.count; i++) {
		if (str_eq_fold(word, hiding->computers.items[i].name)) {
			buf_put(out, hiding->computers.items[i].shown);
			return true;
		}
	}
	if (!is_name(hiding, word) && !is_short_form(hiding, word))
		return false;
	put_hidden(hiding, out, word);
	return true;
}

/* Length of the longest name of several words with which the text begins, or 0. */
static size_t several_words(const struct hiding *hiding, struct str text)
{
	size_t longest = 0;
	for (size_t i = 0; i < hiding->names.count; i++) {
		struct str name = hiding->names.items[i];
		struct str begin = str_sub(text, 0, name.len);
		if (name.len > longest && str_find(name, STR(" ")) > 0 && str_eq_fold(begin, name) &&
		    (begin.len == text.len || ends_word(text.data[begin.len]) || strchr(".-_", text.data[begin.len])))
			longest = begin.len;
	}
	return longest;
}

/* A text that is no path: each word that is a name. Letters above ASCII belong to words, quotation marks do not. */
static void put_words(struct hiding *hiding, struct buf *out, struct str text)
{
	static const char *const quotes[] = { "“", "”", "‘", "’", "…" };
	for (size_t start = 0, i = 0; i <= text.len;) {
		size_t quote = 0, several = i == start ? several_words(hiding, str_from(text, i)) : 0;
		if (several) {
			put_hidden(hiding, out, str_sub(text, i, several));
			start = i += several;
			continue;
		}
		for (size_t k = 0; i < text.len && k < sizeof quotes / sizeof *quotes; k++)
			quote = str_starts(str_from(text, i), str_from_c(quotes[k])) ? strlen(quotes[k]) : quote;
		bool end = i == text.len || quote || ((unsigned char)text.data[i] < 0x80 && ends_word(text.data[i]));
		if (!end) {
			i++;
			continue;
		}
		struct str word = str_sub(text, start, i - start);
		if (!put_name(hiding, out, word))
			buf_put(out, word);
		size_t mark = i == text.len ? 0 : quote ? quote : 1;
		buf_put(out, str_sub(text, i, mark));
		i += mark ? mark : 1;
		start = i;
	}
}

static size_t component_end(struct str text, size_t from)
{
	while (from < text.len && text.data[from] != '\\' && text.data[from] != '/')
		from++;
	return from;
}

/* In a path a name counts where users have their folders or keys: a user called Windows does not hide Windows itself. */
static void put_path(struct hiding *hiding, struct buf *out, struct str text)
{
	struct str before = { 0 };
	for (size_t start = 0; start <= text.len;) {
		size_t end = component_end(text, start);
		struct str component = str_sub(text, start, end - start);
		if ((is_name(hiding, component) || is_short_folder(component)) && is_parent(hiding, before))
			put_hidden(hiding, out, component);
		else if (start == 0 || end == text.len)
			put_words(hiding, out, component);
		else
			buf_put(out, component);
		buf_put(out, str_sub(text, end, 1));
		before = component;
		start = end + 1;
	}
}

static void hide(struct hiding *hiding, struct str *text)
{
	struct buf out = { 0 };
	if (!text->len || !hiding->names.count)
		return;
	if (put_name(hiding, &out, *text))
		;
	else if (component_end(*text, 0) < text->len)
		put_path(hiding, &out, *text);
	else
		put_words(hiding, &out, *text);
	if (!str_eq(buf_str(&out), *text))
		*text = str_copy(hiding->arena, buf_str(&out));
	buf_done(&out);
}

static void hide_origins(struct hiding *hiding, origin_list *list)
{
	OWN(hiding->arena, list);
	for (size_t i = 0; i < list->count; i++) {
		hide(hiding, &list->items[i].where);
		hide(hiding, &list->items[i].name);
	}
}

static void hide_people(struct hiding *hiding, struct case_file *file)
{
	OWN(hiding->arena, &file->users);
	for (size_t i = 0; i < file->users.count; i++) {
		struct case_user *user = &file->users.items[i];
		hide(hiding, &user->sam.name);
		hide(hiding, &user->profile_path);
		user->sam.full_name = user->sam.comment = (struct str){ 0 };
	}
	OWN(hiding->arena, &file->browser_profiles);
	for (size_t i = 0; i < file->browser_profiles.count; i++) {
		struct case_browser_profile *profile = &file->browser_profiles.items[i];
		hide(hiding, &profile->path);
		hide(hiding, &profile->display_name);
		OWN(hiding->arena, &profile->logins);
		for (size_t k = 0; k < profile->logins.count; k++)
			profile->logins.items[k].login.username = (struct str){ 0 };
	}
	OWN(hiding->arena, &file->systems);
	for (size_t i = 0; i < file->systems.count; i++) {
		hide(hiding, &file->systems.items[i].computer_name);
		hide(hiding, &file->systems.items[i].domain);
		hide(hiding, &file->systems.items[i].owner);
		hide(hiding, &file->systems.items[i].organisation);
	}
}

static void hide_files(struct hiding *hiding, struct case_file *file)
{
	OWN(hiding->arena, &file->evidence);
	for (size_t i = 0; i < file->evidence.count; i++)
		hide(hiding, &file->evidence.items[i].path);
	OWN(hiding->arena, &file->coverage);
	for (size_t i = 0; i < file->coverage.count; i++) {
		hide(hiding, &file->coverage.items[i].subject_text);
		hide(hiding, &file->coverage.items[i].reason);
	}
}

/* The identity stays: it is only hashed. */
static void hide_findings(struct hiding *hiding, struct case_file *file)
{
	OWN(hiding->arena, &file->findings);
	for (size_t i = 0; i < file->findings.count; i++) {
		struct finding *finding = &file->findings.items[i];
		origin_list origins = { 0 };
		hide(hiding, &finding->subject);
		OWN(hiding->arena, &finding->arguments);
		for (size_t k = 0; k < finding->arguments.count; k++) {
			if (finding->arguments.items[k].kind == ARGUMENT_TEXT)
				hide(hiding, &finding->arguments.items[k].text);
		}
		OWN(hiding->arena, &finding->items);
		for (size_t k = 0; k < finding->items.count; k++)
			hide(hiding, &finding->items.items[k]);
		origins.items = finding->evidence.items;
		origins.count = finding->evidence.count;
		hide_origins(hiding, &origins);
		finding->evidence.items = origins.items;
		finding->evidence.capacity = origins.count;
	}
}

struct case_file *supplier_case(struct arena *arena, const struct case_file *file)
{
	struct hiding hiding = { .arena = arena, .masker = { .arena = arena, .mask = MASK_PARTIAL } };
	struct case_file *copy = arena_new(arena, struct case_file);
	*copy = *file;
	collect(&hiding, file);
	hide_people(&hiding, copy);
	hide_files(&hiding, copy);
	hide_findings(&hiding, copy);
	return copy;
}
