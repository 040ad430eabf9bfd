/* windows.sam_users: local users, what they may do, and the cloud account linked to them.
 * SAM\Domains\Account\Users\<RID> (F, V, Internet*), Users\Names\<name> (the value's type is the RID, the key's time
 * the creation). */
#include "artifact/sam.h"
#include "base/array.h"
#include "base/limits.h"
#include "base/timestamp.h"

/* ResetData of exactly this size is an empty list of security questions. */
#define EMPTY_RESET_DATA 56

struct login_name {
	uint32_t rid;
	struct str name;
	int64_t created;
	bool used;
};
typedef ARRAY_OF(struct login_name) login_names;

static void read_names(struct run_context *run, struct hive_key users, login_names *names)
{
	struct hive_key names_key;
	if (!registry_key(run, users, "Names", &names_key)) {
		run_problem(run, ERR_CORRUPT, "SAM: Users\\Names is not there");
		return;
	}
	struct hive_key_list list = registry_children(run, names_key);
	for (size_t i = 0; i < list.count; i++) {
		struct hive_value value;
		if (!registry_value(run, list.items[i], "", &value)) {
			run_problem(run, ERR_CORRUPT, "%.*s names no RID", STR_ARGS(hive_key_path(list.items[i])));
			continue;
		}
		struct login_name *name = array_push(run->arena, names);
		*name = (struct login_name){ value.type, hive_key_name(list.items[i]), hive_key_time(list.items[i]), false };
	}
}

static struct login_name *name_of(login_names *names, uint32_t rid)
{
	for (size_t i = 0; i < names->count; i++) {
		if (names->items[i].rid == rid)
			return &names->items[i];
	}
	return NULL;
}

/* F and V of one user; what cannot be read is a problem, the user is stated all the same. */
static void read_user(struct run_context *run, struct hive_key key, struct fact_user *user)
{
	struct hive_value value;
	user->effective_rid = user->rid;
	if (!registry_value(run, key, "F", &value) || !sam_read_f(value.data, user)) {
		run_problem(run, ERR_CORRUPT, "%.*s: the F value is missing or damaged", STR_ARGS(hive_key_path(key)));
		user->enabled = true; /* unknown must not look harmless */
	}
	if (!registry_value(run, key, "V", &value) || !sam_read_v(value.data, run->arena, user))
		run_problem(run, ERR_CORRUPT, "%.*s: the V value is missing or damaged", STR_ARGS(hive_key_path(key)));
	user->password_hint = registry_present(run, key, "UserPasswordHint", NULL);
	if (registry_value(run, key, "ResetData", &value))
		user->security_questions = value.data.len > EMPTY_RESET_DATA;
}

static void one_user(struct run_context *run, struct hive_key key, uint32_t rid, struct str machine_sid,
		     login_names *names)
{
	struct fact_user user = FACT_INIT(FACT_USER, struct fact_user);
	struct login_name *login = name_of(names, rid);
	user.rid = rid;
	user.sid = machine_sid.len ? str_format(run->arena, "%.*s-%u", STR_ARGS(machine_sid), rid) : (struct str){ 0 };
	read_user(run, key, &user);
	if (login) {
		login->used = true;
		user.created = login->created;
		if (!user.name.len)
			user.name = login->name;
		else if (!str_eq_fold(user.name, login->name))
			run_problem(run, ERR_CORRUPT, "SAM: user %u is called differently in V and in Names", rid);
	} else {
		run_problem(run, ERR_CORRUPT, "SAM: user %u has no entry in Names", rid);
	}
	emit_user(run, hive_key_origin(key), &user);
	sam_internet_identity(run, key, &user);
}

static enum err run_sam_users(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, account, users;
	struct origin sid_origin = { 0 };
	enum err e = registry_open(run, HIVE_SAM, SAM_ACCOUNT "\\Users", &root);
	if (e != OK)
		return e;
	if (!registry_key(run, root, SAM_ACCOUNT, &account) || !registry_key(run, account, "Users", &users))
		return ERR_CORRUPT;
	struct fact_machine machine = FACT_INIT(FACT_MACHINE, struct fact_machine);
	machine.property = MACHINE_SID;
	machine.text = sam_machine_sid(run, account, &sid_origin);
	if (machine.text.len)
		emit_machine(run, sid_origin, &machine);

	login_names names = { 0 };
	read_names(run, users, &names);
	struct hive_key_list list = registry_children(run, users);
	for (size_t i = 0; i < list.count; i++) {
		struct str key_name = hive_key_name(list.items[i]);
		uint64_t rid;
		if (str_to_u64(key_name, 16, &rid) && rid <= UINT32_MAX)
			one_user(run, list.items[i], (uint32_t)rid, machine.text, &names);
		else if (!str_eq_fold(key_name, STR("Names")))
			run_problem(run, ERR_CORRUPT, "%.*s is no RID", STR_ARGS(hive_key_path(list.items[i])));
	}
	for (size_t i = 0; i < names.count; i++) {
		if (!names.items[i].used)
			run_problem(run, ERR_CORRUPT, "SAM: the name of user %u has no key below Users", names.items[i].rid);
	}
	return OK;
}

static const struct want wants[] = { WANT_OF_HIVE(HIVE_SAM), { NULL, 0, 0 } };
const struct artifact artifact_windows_sam_users = {
	.id = "windows.sam_users", .scope = SCOPE_SYSTEM, .mandatory = true, .wants = wants, .run = run_sam_users,
};
