/* What the drawing shows, out of the masked case: sites, users with their services and browsers, accounts, links between them. */
#include "report/drawing.h"
#include "report/form_parts.h"
#include "report/view_parts.h"

#define SITES_MOST    7
#define NODES_MOST    11
#define ACCOUNTS_MOST 5
#define NO_INDEX      SIZE_MAX

struct model {
	struct drawing *drawing;
	struct view *view;
	const struct case_file *file;
	const struct form *form;
	size_t left_out_sites;
};

/* ---- users and nodes ---- */

static const struct case_user *user_of_trace(const struct view *view, const struct case_trace *trace)
{
	const struct case_user *user =
		trace->user_subject ? case_user_by_profile(view->file, trace->user_subject) : NULL;
	return user ? user : case_user_by_sid(view->file, trace->system, trace->user_sid);
}

/* `user` NULL: nobody's; the present computer as a whole. */
static struct str user_title(struct model *model, const struct case_user *user)
{
	struct str name =
		user ? words_name(model->view->arena, user_name_of(user)) : form_say(model->view, "draw.computer");
	if (!user)
		return name;
	return form_say1(model->view, user->administrator ? "draw.user.admin" : "draw.user", "user", name);
}

static size_t user_index(struct model *model, struct str title)
{
	for (size_t i = 0; i < model->drawing->users.count; i++) {
		if (str_eq(model->drawing->users.items[i].name, title))
			return i;
	}
	*array_push(model->view->arena, &model->drawing->users) = (struct drawing_user){ .name = title };
	return model->drawing->users.count - 1;
}

/* The node of a service of a user, or of a browser profile; NO_INDEX when the sheet is full. */
static size_t node_index(struct model *model, struct str user, unsigned service, uint32_t browser)
{
	struct drawing *drawing = model->drawing;
	size_t owner = user_index(model, user);
	for (size_t i = 0; i < drawing->nodes.count; i++) {
		const struct drawing_node *node = &drawing->nodes.items[i];
		if (browser ? node->browser == browser
		            : node->user == owner && node->service == service && !node->browser)
			return i;
	}
	if (drawing->nodes.count >= NODES_MOST)
		return NO_INDEX;
	*array_push(model->view->arena, &drawing->nodes) =
		(struct drawing_node){ .user = owner, .service = service, .browser = browser };
	return drawing->nodes.count - 1;
}

/* ---- accounts ---- */

static size_t account_index(const struct drawing *drawing, uint32_t id)
{
	for (size_t i = 0; i < drawing->accounts.count; i++) {
		if (drawing->accounts.items[i].id == id)
			return i;
	}
	return NO_INDEX;
}

static unsigned rank(const struct case_account *account)
{
	return (account->ownership == OWNERSHIP_FOREIGN ? 0u : 2u) + (account->state == ACCOUNT_LINKED ? 0u : 1u);
}

/* By which the same account is known on other machines, and on how many. */
static void fingerprint_lines(struct model *model, struct drawing_account *row, struct str address)
{
	struct view *view = model->view;
	struct str fingerprint = fingerprint_keyed(&view->masker, address);
	if (!fingerprint.len)
		return;
	struct str head = str_sub(fingerprint, 0, 4), tail = str_from(fingerprint, 4);
	struct str grouped = str_format(view->arena, "%.*s-%.*s", STR_ARGS(head), STR_ARGS(tail));
	form_line(view, &row->lines, form_say1(view, "draw.fingerprint", "fingerprint", grouped));
	size_t machines = view_seen_elsewhere(view, fingerprint);
	if (machines)
		form_line(view, &row->lines, say_count(view, "draw.seen", machines));
}

static void add_account(struct model *model, const struct case_account *account, struct str address)
{
	static const char *const owners[] = { [OWNERSHIP_FOREIGN] = "draw.owner.other",
		                              [OWNERSHIP_OWN] = "draw.owner.own",
		                              [OWNERSHIP_ALLOWED] = "draw.owner.unit" };
	struct view *view = model->view;
	struct drawing_account *row = array_push(view->arena, &model->drawing->accounts);
	*row = (struct drawing_account){ .id = account->id, .foreign = account->ownership == OWNERSHIP_FOREIGN };
	row->owner = form_say(view, owners[account->ownership]);
	form_line(view, &row->lines, form_account_name(view, account));
	struct str provider = form_provider_name(view, account->provider);
	struct str date = words_date(view->arena, view->language, account->first_seen);
	struct placeholder values[] = { { "provider", provider }, { "date", date } };
	form_line(view, &row->lines,
	          date.len ? words_message(view->arena, view->language, "draw.since", values, 2) : provider);
	fingerprint_lines(model, row, address);
}

/* Others' that are in use first, then others' traces, then the office's own. */
static void accounts(struct model *model)
{
	const struct case_file *file = model->view->file;
	size_t left_out = 0;
	for (unsigned level = 0; level < 4; level++) {
		for (size_t i = 0; i < file->accounts.count; i++) {
			if (rank(&file->accounts.items[i]) != level)
				continue;
			if (model->drawing->accounts.count < ACCOUNTS_MOST)
				add_account(model, &file->accounts.items[i], model->file->accounts.items[i].address);
			else
				left_out++;
		}
	}
	if (left_out)
		model->drawing->more_accounts = say_count(model->view, "draw.more.accounts", left_out);
}

/* ---- links ---- */

static void link_to(struct model *model, size_t node, uint32_t account_id, enum link_weight weight, size_t passwords)
{
	struct drawing *drawing = model->drawing;
	size_t account = account_index(drawing, account_id);
	if (node == NO_INDEX || account == NO_INDEX)
		return;
	drawing->nodes.items[node].linked = true;
	for (size_t i = 0; i < drawing->links.count; i++) {
		struct drawing_link *link = &drawing->links.items[i];
		if (link->node != node || link->account != account)
			continue;
		link->weight = weight > link->weight ? weight : link->weight;
		link->passwords += passwords;
		return;
	}
	*array_push(model->view->arena, &drawing->links) = (struct drawing_link){ node, account, passwords, weight };
}

static enum link_weight weight_of(enum browser_state state)
{
	switch (state) {
	case BROWSER_STATE_PASSWORDS_SYNCED: return LINK_PASSWORDS;
	case BROWSER_STATE_SYNC_ON: return LINK_LINKED;
	case BROWSER_STATE_SIGNED_IN: return LINK_SIGNED_IN;
	default: return LINK_TRACE;
	}
}

static void browser_text(struct model *model, struct drawing_node *node, const struct case_browser_profile *profile)
{
	struct view *view = model->view;
	struct placeholder values[] = {
		{ "profile", words_name(view->arena, folder_name(profile->path)) },
		{ "n", words_count(view->arena, view->language, profile->logins_official) },
	};
	node->title = browser_name(view, profile->browser);
	node->detail = words_message(view->arena, view->language,
	                             profile->logins_official ? "draw.profile.passwords" : "draw.profile", values, 2);
	node->passwords = profile->logins_official;
}

static size_t site_index(struct model *model, struct str host)
{
	struct drawing *drawing = model->drawing;
	for (size_t i = 0; i < drawing->sites.count; i++) {
		if (str_eq(drawing->sites.items[i].host, host))
			return i;
	}
	if (drawing->sites.count >= SITES_MOST) {
		model->left_out_sites++;
		return NO_INDEX;
	}
	*array_push(model->view->arena, &drawing->sites) = (struct drawing_site){ .host = host };
	return drawing->sites.count - 1;
}

static void store(struct model *model, size_t node, const struct case_login *login, bool synced)
{
	struct drawing *drawing = model->drawing;
	struct str host = words_name(model->view->arena, login->host.len ? login->host : login->login.origin);
	size_t site = site_index(model, host);
	if (site == NO_INDEX)
		return;
	drawing->sites.items[site].passwords++;
	for (size_t i = 0; i < drawing->stores.count; i++) {
		struct drawing_store *row = &drawing->stores.items[i];
		if (row->site == site && row->node == node) {
			row->passwords++;
			row->synced |= synced;
			return;
		}
	}
	*array_push(model->view->arena, &drawing->stores) = (struct drawing_store){ site, node, 1, synced };
}

static void browsers(struct model *model, bool with_account)
{
	struct view *view = model->view;
	for (size_t i = 0; i < view->file->browser_profiles.count; i++) {
		const struct case_browser_profile *profile = &view->file->browser_profiles.items[i];
		bool tells = profile->account || profile->logins_official;
		if (profile->previous || tells != with_account)
			continue;
		size_t node =
			node_index(model, user_title(model, case_user_by_profile(view->file, profile->user_subject)),
		                   SERVICE_NONE, profile->subject);
		if (node == NO_INDEX)
			continue;
		browser_text(model, &model->drawing->nodes.items[node], profile);
		enum link_weight weight = weight_of(profile->state);
		link_to(model, node, profile->account, weight, weight == LINK_PASSWORDS ? profile->logins_official : 0);
		for (size_t k = 0; k < profile->logins.count; k++) {
			if (profile->logins.items[k].official)
				store(model, node, &profile->logins.items[k], weight == LINK_PASSWORDS);
		}
	}
}

static bool is_browser(enum service service)
{
	return (service >= SERVICE_EDGE && service <= SERVICE_FIREFOX) || service == SERVICE_THUNDERBIRD;
}

static void services(struct model *model)
{
	struct view *view = model->view;
	for (size_t i = 0; i < view->file->accounts.count; i++) {
		const struct case_account *account = &view->file->accounts.items[i];
		for (size_t k = 0; k < account->traces.count; k++) {
			const struct case_trace *trace = &account->traces.items[k];
			bool linked = trace->fact.state == ACCOUNT_LINKED && !trace->previous;
			if (is_browser(trace->fact.service) || account_index(model->drawing, account->id) == NO_INDEX ||
			    (!linked && account->state == ACCOUNT_LINKED))
				continue;
			struct str user = trace->previous ? form_say(view, "draw.previous")
			                                  : user_title(model, user_of_trace(view, trace));
			size_t node = node_index(model, user, trace->fact.service, 0);
			if (node == NO_INDEX)
				continue;
			struct drawing_node *row = &model->drawing->nodes.items[node];
			row->title = form_service_name(view, trace->fact.service);
			bool signs_in = trace->fact.service == SERVICE_WINDOWS;
			row->detail = form_say(view, !linked    ? "draw.trace"
			                             : signs_in ? "draw.sign-in"
			                                        : "draw.service");
			link_to(model, node, account->id, linked ? LINK_LINKED : LINK_TRACE, 0);
		}
	}
}

/* Who was signed in to a browser in the past. */
static void former_browsers(struct model *model)
{
	const struct case_file *file = model->view->file;
	for (size_t i = 0; i < file->accounts.count; i++) {
		const struct case_account *account = &file->accounts.items[i];
		for (size_t k = 0; k < account->traces.count; k++) {
			const struct case_trace *trace = &account->traces.items[k];
			for (size_t n = 0; n < model->drawing->nodes.count; n++) {
				if (trace->browser_subject &&
				    model->drawing->nodes.items[n].browser == trace->browser_subject)
					link_to(model, n, account->id, LINK_TRACE, 0);
			}
		}
	}
}

/* ---- the sheet ---- */

/* Nodes of one user stand together, in the order in which the users came. */
static void sort_nodes(struct model *model)
{
	struct drawing *drawing = model->drawing;
	struct arena *arena = model->view->arena;
	size_t count = drawing->nodes.count, next = 0;
	size_t *place = arena_array(arena, size_t, count + 1);
	struct drawing_node *sorted = arena_array(arena, struct drawing_node, count + 1);
	for (size_t user = 0; user < drawing->users.count; user++) {
		drawing->users.items[user].first = next;
		for (size_t i = 0; i < count; i++) {
			if (drawing->nodes.items[i].user != user)
				continue;
			place[i] = next;
			sorted[next++] = drawing->nodes.items[i];
		}
		drawing->users.items[user].count = next - drawing->users.items[user].first;
	}
	drawing->nodes.items = sorted;
	for (size_t i = 0; i < drawing->links.count; i++)
		drawing->links.items[i].node = place[drawing->links.items[i].node];
	for (size_t i = 0; i < drawing->stores.count; i++)
		drawing->stores.items[i].node = place[drawing->stores.items[i].node];
}

/* Accounts in the order of what leads to them, those to which nothing leads last. */
static void sort_accounts(struct model *model)
{
	struct drawing *drawing = model->drawing;
	struct arena *arena = model->view->arena;
	size_t count = drawing->accounts.count, next = 0;
	size_t *place = arena_array(arena, size_t, count + 1);
	struct drawing_account *sorted = arena_array(arena, struct drawing_account, count + 1);
	bool *taken = arena_array(arena, bool, count + 1);
	for (size_t node = 0; node <= drawing->nodes.count; node++) {
		for (size_t i = 0; i < count; i++) {
			bool leads = node == drawing->nodes.count;
			for (size_t k = 0; k < drawing->links.count && !leads; k++)
				leads = drawing->links.items[k].node == node && drawing->links.items[k].account == i;
			if (!leads || taken[i])
				continue;
			taken[i] = true;
			place[i] = next;
			sorted[next++] = drawing->accounts.items[i];
		}
	}
	drawing->accounts.items = sorted;
	for (size_t i = 0; i < drawing->links.count; i++)
		drawing->links.items[i].account = place[drawing->links.items[i].account];
}

static void other_users(struct model *model)
{
	struct view *view = model->view;
	struct str names = { 0 };
	size_t listed = 0;
	for (size_t i = 0; i < view->file->users.count; i++) {
		const struct case_user *user = &view->file->users.items[i];
		struct str title = user_title(model, user);
		bool drawn = false;
		for (size_t k = 0; k < model->drawing->users.count; k++)
			drawn |= str_eq(model->drawing->users.items[k].name, title);
		if (drawn || (user->in_sam && !user->sam.enabled) || listed == 4)
			continue;
		listed++;
		names = join(view, names, words_name(view->arena, user_name_of(user)));
	}
	if (names.len)
		model->drawing->others = form_say1(view, "draw.others", "names", names);
}

static size_t others_in_use(const struct drawing *drawing, size_t *ret_passwords)
{
	size_t accounts = 0;
	*ret_passwords = 0;
	for (size_t i = 0; i < drawing->links.count; i++) {
		const struct drawing_link *link = &drawing->links.items[i];
		if (drawing->accounts.items[link->account].foreign && link->weight == LINK_PASSWORDS)
			*ret_passwords += link->passwords;
	}
	for (size_t i = 0; i < drawing->accounts.count; i++) {
		bool used = false;
		for (size_t k = 0; k < drawing->links.count; k++)
			used |= drawing->links.items[k].account == i && drawing->links.items[k].weight != LINK_TRACE;
		accounts += drawing->accounts.items[i].foreign && used;
	}
	return accounts;
}

static size_t others_traced(const struct drawing *drawing)
{
	size_t accounts = 0;
	for (size_t i = 0; i < drawing->accounts.count; i++)
		accounts += drawing->accounts.items[i].foreign;
	return accounts;
}

/* The result, before anything is looked at. */
static void sentence(struct model *model)
{
	struct drawing *drawing = model->drawing;
	size_t passwords, accounts = others_in_use(drawing, &passwords);
	drawing->mark = VERDICT_FAIL;
	if (passwords) {
		drawing->sentence = say_count(model->view, "draw.passwords", passwords);
	} else if (accounts) {
		drawing->sentence = say_count(model->view, "draw.linked", accounts);
	} else if (drawing->accounts.count && others_traced(drawing)) {
		drawing->mark = VERDICT_NONE;
		drawing->sentence = say_count(model->view, "draw.traces", others_traced(drawing));
	} else {
		drawing->mark = model->view->mandatory_undone ? VERDICT_INCONCLUSIVE : VERDICT_PASS;
		drawing->sentence =
			form_say(model->view, model->view->mandatory_undone ? "draw.none.undone" : "draw.none");
	}
	if (model->view->options->mode == MODE_FORENSIC)
		drawing->mark = VERDICT_NONE;
}

static struct str machine_text(struct model *model)
{
	struct view *view = model->view;
	struct str name = { 0 };
	for (size_t i = 0; i < view->file->systems.count && !name.len; i++)
		name = words_name(view->arena, view->file->systems.items[i].computer_name);
	struct placeholder values[] = {
		{ "host", name.len ? name : form_say(view, "unknown") },
		{ "date", words_date(view->arena, view->language, view->options->now) },
		{ "code", model->form->code },
	};
	return words_message(view->arena, view->language, model->form->code.len ? "draw.machine.code" : "draw.machine",
	                     values, 3);
}

static void words(struct model *model)
{
	static const char *const legend[] = { "draw.legend.passwords", "draw.legend.linked", "draw.legend.signed-in",
		                              "draw.legend.trace" };
	struct drawing *drawing = model->drawing;
	const struct view *view = model->view;
	drawing->title = form_say(view, "draw.title");
	drawing->machine = machine_text(model);
	drawing->copy = model->form->copy_name;
	drawing->heads[0] = form_say(view, "draw.head.sites");
	drawing->heads[1] = form_say(view, "draw.head.machine");
	drawing->heads[2] = form_say(view, "draw.head.accounts");
	drawing->boundary = form_say(view, "draw.boundary");
	for (size_t i = 0; i < 4; i++)
		drawing->legend[i] = form_say(view, legend[i]);
	drawing->no_account = form_say(view, "draw.no-account");
	drawing->stored = form_say(view, "draw.stored");
	drawing->note = form_say(view, "draw.note");
	if (model->left_out_sites)
		drawing->more_sites = say_count(model->view, "draw.more.sites", model->left_out_sites);
}

bool drawing_build(struct drawing *drawing, struct view *view, const struct case_file *file, const struct form *form)
{
	struct model model = { .drawing = drawing, .view = view, .file = file, .form = form };
	*drawing = (struct drawing){ 0 };
	accounts(&model);
	services(&model);
	browsers(&model, true);
	if (!drawing->accounts.count && !drawing->sites.count)
		return false;
	browsers(&model, false);
	former_browsers(&model);
	sort_nodes(&model);
	sort_accounts(&model);
	other_users(&model);
	sentence(&model);
	words(&model);
	return true;
}
