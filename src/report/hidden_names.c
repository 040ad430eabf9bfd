/* Collects the names that the supplier's copy must not tell, and tells whether a word or a label is one. */
#include "report/hidden_names.h"

#include <stdlib.h>
#include <string.h>

#include "report/folded_name.h"
#include "report/hidden_names_parts.h"
#include "report/mask_parts.h"

#define SHORTEST_USER 2 /* a shorter one tells nobody anything */
#define SHORTEST_NAME 3 /* folded: a shorter one is in words by chance */
#define SHORTEST_PART 6 /* folded: likewise within a word */
#define SHORT_BASE    6 /* letters of a name that its short form keeps: LETHIH~1 */

static int by_name(const void *a, const void *b)
{
	return str_compare_fold(*(const struct str *)a, *(const struct str *)b);
}

static int by_bytes(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
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

/* Folders, files and keys without which no path is understood, makers, and names of tools, which come from a table of our
 * own: a user of such a name hides nothing but himself. */
static bool is_common_word(const struct case_file *file, struct arena *arena, struct str folded)
{
	static const char *const words[] = { "windows", "microsoft", "system", "system32", "software", "users", "google",
		                             "chrome", "edge", "mozilla", "firefox", "appdata", "local", "roaming",
		                             "services", "programfiles", "programdata", "currentversion", "profiles",
		                             "userdata", "run", "names", "account", "accounts", "config", "security",
		                             "example", "desktop", "documents", "downloads", "tasks", "office", "onedrive",
		                             "user", "admin", "administrator", "owner", "data", "default", "login", "state",
		                             "program", "files", "uninstall", "setup", "support", "service", "laptop",
		                             "computer", "dell", "asus", "acer", "lenovo", "intel" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (str_eq_c(folded, words[i]))
			return true;
	}
	for (size_t i = 0; i < file->remote_access.count; i++) {
		if (str_eq(folded_name(arena, file->remote_access.items[i].fact.tool), folded))
			return true;
	}
	return false;
}

struct collector {
	struct hidden_names *names;
	const struct case_file *file;
};

enum place { IN_LABELS, IN_WORDS, IN_PARTS }; /* each includes those before */

static void add_name(struct collector *collector, struct str name, enum place place)
{
	struct hidden_names *names = collector->names;
	struct str folded = folded_name(names->arena, name);
	if (folded.len < SHORTEST_NAME || is_of_windows(name))
		return;
	*array_push(names->arena, &names->labels) = folded;
	if (place == IN_LABELS || is_common_word(collector->file, names->arena, folded))
		return;
	*array_push(names->arena, &names->words) = folded;
	if (place == IN_PARTS && folded.len >= SHORTEST_PART)
		*array_push(names->arena, &names->parts) = folded;
}

/* "name@domain", "DOMAIN\name": also the name alone. */
static void add_address(struct collector *collector, struct str address, enum place place)
{
	struct str local = address, rest;
	for (size_t i = 0; i < address.len && local.len == address.len; i++) {
		if (mask_separator_at(address, i))
			local = str_sub(address, 0, i);
	}
	while (str_find(local, STR("\\")) >= 0) {
		str_cut(local, '\\', &rest);
		local = rest;
	}
	add_name(collector, local, place);
	if (local.len != address.len)
		add_name(collector, address, place);
}

static void add_user(struct hidden_names *names, struct str name)
{
	if (name.len >= SHORTEST_USER && !is_of_windows(name))
		*array_push(names->arena, &names->users) = name;
}

static void collect_users(struct collector *collector)
{
	struct hidden_names *names = collector->names;
	for (size_t i = 0; i < collector->file->users.count; i++) {
		const struct case_user *user = &collector->file->users.items[i];
		struct str rest = user->profile_path, parent = { 0 }, last = { 0 };
		while (rest.len) {
			parent = last;
			last = str_cut(rest, '\\', &rest);
		}
		if (parent.len && !str_eq_fold(parent, STR("Users")))
			*array_push(names->arena, &names->parents) = parent;
		add_user(names, user->sam.name);
		add_user(names, last);
		add_name(collector, user->sam.name, IN_WORDS);
		add_name(collector, last, IN_WORDS);
		add_name(collector, user->sam.full_name, IN_WORDS);
		add_address(collector, user->microsoft_account, IN_PARTS);
	}
}

static void collect_accounts(struct collector *collector)
{
	const struct case_file *file = collector->file;
	for (size_t i = 0; i < file->accounts.count; i++) {
		const struct case_account *account = &file->accounts.items[i];
		add_address(collector, account->address, IN_PARTS);
		add_name(collector, account->display_name, IN_WORDS);
		for (size_t k = 0; k < account->traces.count; k++) {
			add_address(collector, account->traces.items[k].fact.address, IN_PARTS);
			add_name(collector, account->traces.items[k].fact.display_name, IN_WORDS);
		}
	}
	for (size_t i = 0; i < file->browser_profiles.count; i++) {
		const struct case_browser_profile *profile = &file->browser_profiles.items[i];
		add_address(collector, profile->who.address, IN_PARTS);
		add_name(collector, profile->who.display_name, IN_WORDS);
		for (size_t k = 0; k < profile->logins.count; k++)
			add_address(collector, profile->logins.items[k].login.username,
			            profile->logins.items[k].official ? IN_PARTS : IN_LABELS);
	}
}

bool tells_hidden_name(const struct hidden_names *names, struct str label)
{
	struct str folded = folded_name(names->arena, label);
	for (size_t i = 0; i < names->labels.count; i++) {
		if (label_tells_name(label, folded, names->labels.items[i]))
			return true;
	}
	return false;
}

static void sort(name_list *list, int (*compare)(const void *, const void *))
{
	if (list->count)
		qsort(list->items, list->count, sizeof *list->items, compare);
}

/* Each name stands once: many logins have the same one. */
static void sort_once(name_list *list)
{
	size_t kept = 0;
	sort(list, by_bytes);
	for (size_t i = 0; i < list->count; i++) {
		if (!kept || !str_eq(list->items[kept - 1], list->items[i]))
			list->items[kept++] = list->items[i];
	}
	list->count = kept;
}

void hidden_names_init(struct hidden_names *names, struct arena *arena, const struct case_file *file)
{
	*names = (struct hidden_names){ .arena = arena, .masker = { .arena = arena, .mask = MASK_PARTIAL } };
	struct collector collector = { names, file };
	*array_push(arena, &names->parents) = STR("Users");
	*array_push(arena, &names->parents) = STR("Documents and Settings");
	*array_push(arena, &names->parents) = STR("Names"); /* SAM\Domains\Account\Users\Names */
	collect_users(&collector);
	collect_accounts(&collector);
	sort(&names->users, by_name);
	sort_once(&names->labels);
	sort_once(&names->words);
	sort_once(&names->parts);
	for (size_t i = 0; i < file->systems.count; i++) {
		if (tells_hidden_name(names, file->systems.items[i].computer_name))
			*array_push(arena, &names->hosts) = folded_name(arena, file->systems.items[i].computer_name);
	}
	sort_once(&names->hosts);
}

struct str hide_label(struct hidden_names *names, struct str label)
{
	if (!tells_hidden_name(names, label) && !is_hidden_user(names, label))
		return label;
	struct str begin = mask_first_characters(label, mask_characters(label) > 5 ? 2 : 1);
	return str_format(names->arena, "%.*s" MASK_STARS, STR_ARGS(begin));
}

/* ---- words ---- */

bool is_hidden_user(const struct hidden_names *names, struct str text)
{
	return names->users.count && bsearch(&text, names->users.items, names->users.count, sizeof text, by_name);
}

bool is_below_parent(const struct hidden_names *names, struct str component)
{
	for (size_t i = 0; i < names->parents.count; i++) {
		if (str_ends_fold(component, names->parents.items[i]))
			return true;
	}
	return false;
}

/* The first that is not smaller. */
static size_t lower_bound(const name_list *list, struct str folded)
{
	size_t low = 0, high = list->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_compare(list->items[middle], folded) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool has(const name_list *list, struct str folded, size_t cut)
{
	size_t at = lower_bound(list, folded);
	return at < list->count &&
	       (str_eq(list->items[at], folded) || (folded.len == cut && str_starts(list->items[at], folded)));
}

bool is_hidden_host(const struct hidden_names *names, struct str folded)
{
	return has(&names->hosts, folded, 0);
}

bool is_hidden_word(const struct hidden_names *names, struct str folded)
{
	return has(&names->words, folded, NETBIOS_LENGTH) || is_hidden_host(names, folded);
}

static bool begins_one(const name_list *list, struct str folded)
{
	size_t at = lower_bound(list, folded);
	return at < list->count && str_starts(list->items[at], folded);
}

bool begins_hidden_word(const struct hidden_names *names, struct str folded)
{
	return begins_one(&names->words, folded) || begins_one(&names->hosts, folded);
}

static size_t common_beginning(struct str a, struct str b)
{
	size_t len = 0;
	while (len < a.len && len < b.len && a.data[len] == b.data[len])
		len++;
	return len;
}

/* The last part that is not greater than the letters is the longest beginning of them, or parts from them behind what both
 * have in common: then a shorter part can only be a beginning of that. */
size_t hidden_part_at(const struct hidden_names *names, struct str folded)
{
	while (folded.len >= SHORTEST_PART) {
		size_t at = lower_bound(&names->parts, folded);
		if (at < names->parts.count && str_eq(names->parts.items[at], folded))
			return folded.len;
		if (!at)
			return 0;
		struct str before = names->parts.items[at - 1];
		folded.len = common_beginning(before, folded);
		if (folded.len == before.len)
			return before.len;
	}
	return 0;
}

/* ---- short forms ---- */

/* The part of a short form before "~1"; empty when the text is none. */
static struct str short_base(struct str text)
{
	size_t base = 0, end;
	while (base < text.len && text.data[base] != '~')
		base++;
	for (end = base + 1; end < text.len && text.data[end] >= '0' && text.data[end] <= '9'; end++)
		;
	bool whole = end > base + 1 && (end == text.len || text.data[end] == '.');
	return str_sub(text, 0, whole && base >= SHORTEST_USER && base <= SHORT_BASE ? base : 0);
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

bool is_short_form(const struct hidden_names *names, struct str text)
{
	struct str base = short_base(text);
	for (size_t i = 0; base.len && i < names->users.count; i++) {
		if (is_short_form_of(base, names->users.items[i]))
			return true;
	}
	for (size_t i = 0; base.len == SHORT_BASE && i < names->words.count; i++) {
		if (is_short_form_of(base, names->words.items[i]))
			return true;
	}
	return false;
}

bool is_short_folder(struct str text)
{
	static const char *const of_windows[] = { "DEFAUL", "ALLUSE", "PUBLIC", "ADMINI" };
	struct str base = short_base(text);
	for (size_t i = 0; i < sizeof of_windows / sizeof *of_windows; i++) {
		if (str_eq_fold(base, str_from_c(of_windows[i])))
			return false;
	}
	return base.len > 0;
}
