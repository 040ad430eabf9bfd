/* Builds a small case by hand: subjects, coverage, facts. For the unit tests of case/ and judge/. */
#ifndef SOATMAY_TESTS_CASE_FIXTURE_H
#define SOATMAY_TESTS_CASE_FIXTURE_H

#include "base/timestamp.h"
#include "case/case.h"

#define MACHINE "S-1-5-21-1-2-3"
#define DAY     INT64_C(86400000000)

struct fixture {
	struct arena arena;
	struct case_file file;
	ARRAY_OF(struct fact) facts;
	struct fact_list list;
};

/* Subject 1 is a Windows, subject 2 Users\vanphong, subject 3 its Edge profile. */
static inline uint32_t add_subject(struct fixture *fixture, enum scope scope, const char *root, uint32_t system, uint32_t user)
{
	struct subject *subject = array_push(&fixture->arena, &fixture->file.subjects);
	subject->id = (uint32_t)fixture->file.subjects.count;
	subject->scope = scope;
	subject->root = str_from_c(root);
	subject->system = system ? system : subject->id;
	subject->user = user;
	return subject->id;
}

static inline struct coverage *add_coverage(struct fixture *fixture, const char *check, uint32_t subject, enum coverage_result result)
{
	struct coverage *row = array_push(&fixture->arena, &fixture->file.coverage);
	row->check = str_from_c(check);
	row->subject = subject;
	row->system = 1;
	row->result = result;
	row->mandatory = true;
	row->undone = result != COVERAGE_DONE && result != COVERAGE_ABSENT;
	return row;
}

static inline uint32_t add_browser(struct fixture *fixture, enum browser browser, const char *root, uint32_t user)
{
	uint32_t id = add_subject(fixture, SCOPE_BROWSER, root, 1, user);
	fixture->file.subjects.items[id - 1].browser = browser;
	add_coverage(fixture, "chromium.account", id, COVERAGE_DONE);
	add_coverage(fixture, "chromium.logins", id, COVERAGE_DONE);
	return id;
}

static inline void fixture_start(struct fixture *fixture)
{
	*fixture = (struct fixture){ .list = { 0 } };
	arena_init(&fixture->arena, (size_t)64 << 20);
	fixture->file.arena = &fixture->arena;
	add_subject(fixture, SCOPE_SYSTEM, "", 0, 0);
	add_subject(fixture, SCOPE_USER, "Users\\vanphong", 1, 0);
	add_browser(fixture, BROWSER_EDGE, "Users\\vanphong\\AppData\\Local\\Microsoft\\Edge\\User Data\\Default", 2);
	add_coverage(fixture, "windows.sam", 1, COVERAGE_DONE);
}

static inline void fixture_build(struct fixture *fixture)
{
	fixture->list = (struct fact_list){ fixture->facts.items, fixture->facts.count };
	case_build(&fixture->file, &fixture->list);
}

/* A new fact with unknown times and an origin of its own. */
static inline struct fact *add_fact(struct fixture *fixture, enum fact_kind kind, uint32_t subject)
{
	struct fact *fact = array_push(&fixture->arena, &fixture->facts);
	fact->kind = kind;
	fact->subject = subject;
	fact->artifact = STR("test");
	record_times_unknown(fact_types[kind], &fact->machine);
	fact->origin = (struct origin){ .evidence = 1, .kind = ORIGIN_REGISTRY, .when = TIME_UNKNOWN,
		.where = str_format(&fixture->arena, "Key\\%03zu", fixture->facts.count), .name = STR("Value") };
	return fact;
}

static inline struct fact_machine *add_machine(struct fixture *fixture, enum machine_property property, const char *text)
{
	struct fact_machine *machine = &add_fact(fixture, FACT_MACHINE, 1)->machine;
	machine->property = property;
	machine->text = str_from_c(text);
	return machine;
}

static inline struct fact_user *add_user(struct fixture *fixture, uint32_t subject, uint32_t rid, const char *name)
{
	struct fact_user *user = &add_fact(fixture, FACT_USER, subject)->user;
	user->rid = user->effective_rid = rid;
	user->name = str_from_c(name);
	user->sid = str_format(&fixture->arena, MACHINE "-%u", rid);
	user->enabled = true;
	user->password = PASSWORD_SET;
	return user;
}

static inline struct fact_profile *add_profile_of(struct fixture *fixture, uint32_t subject, const char *sid, const char *path)
{
	struct fact_profile *profile = &add_fact(fixture, FACT_PROFILE, subject)->profile;
	profile->sid = str_from_c(sid);
	profile->path = str_from_c(path);
	return profile;
}

static inline void add_member(struct fixture *fixture, const char *sid)
{
	struct fact_member *member = &add_fact(fixture, FACT_MEMBER, 1)->member;
	member->group_rid = 544;
	member->sid = str_from_c(sid);
}

static inline struct fact_account *add_account(struct fixture *fixture, uint32_t subject, enum account_role role, enum account_state state,
                                               const char *address)
{
	struct fact_account *account = &add_fact(fixture, FACT_ACCOUNT, subject)->account;
	account->provider = PROVIDER_MICROSOFT;
	account->role = role;
	account->state = state;
	account->service = SERVICE_WINDOWS;
	account->address = str_from_c(address);
	return account;
}

static inline struct fact_browser_account *add_browser_account_of(struct fixture *fixture, uint32_t subject, const char *address)
{
	struct fact_browser_account *who = &add_fact(fixture, FACT_BROWSER_ACCOUNT, subject)->browser_account;
	who->provider = PROVIDER_MICROSOFT;
	who->address = str_from_c(address);
	who->signed_in = address[0] != 0;
	return who;
}

static inline struct fact_login_store *add_store(struct fixture *fixture, uint32_t subject, uint64_t total, uint64_t synced)
{
	struct fact_login_store *store = &add_fact(fixture, FACT_LOGIN_STORE, subject)->login_store;
	store->total = total;
	store->synced = synced;
	return store;
}

static inline struct fact_saved_login *add_login(struct fixture *fixture, uint32_t subject, const char *realm, const char *username)
{
	struct fact_saved_login *login = &add_fact(fixture, FACT_SAVED_LOGIN, subject)->saved_login;
	login->kind = LOGIN_PASSWORD;
	login->realm = login->origin = str_from_c(realm);
	login->username = str_from_c(username);
	return login;
}

static inline struct fact_software *add_software(struct fixture *fixture, const char *name, const char *publisher)
{
	struct fact_software *software = &add_fact(fixture, FACT_SOFTWARE, 1)->software;
	software->name = software->key = str_from_c(name);
	software->publisher = str_from_c(publisher);
	return software;
}

static inline struct fact_autostart *add_autostart(struct fixture *fixture, uint32_t subject, enum autostart_kind kind, const char *name,
                                                   const char *command)
{
	struct fact_autostart *entry = &add_fact(fixture, FACT_AUTOSTART, subject)->autostart;
	entry->kind = kind;
	entry->name = str_from_c(name);
	entry->command = str_from_c(command);
	entry->start = 2;
	entry->enabled = true;
	return entry;
}

static inline struct fact_setting *add_setting(struct fixture *fixture, uint32_t subject, enum setting setting, const char *text,
		uint64_t number)
{
	struct fact_setting *fact = &add_fact(fixture, FACT_SETTING, subject)->setting;
	fact->setting = setting;
	fact->text = str_from_c(text);
	fact->number = number;
	return fact;
}

/* The order of arrival must never show: a fixed shuffle of the facts. */
static inline void shuffle_facts(struct fixture *fixture)
{
	uint32_t state = 12345;
	for (size_t i = fixture->facts.count; i > 1; i--) {
		state = state * 1664525u + 1013904223u;
		size_t k = (state >> 8) % i;
		struct fact swapped = fixture->facts.items[i - 1];
		fixture->facts.items[i - 1] = fixture->facts.items[k];
		fixture->facts.items[k] = swapped;
	}
}

#endif
