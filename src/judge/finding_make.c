/* Making a finding: severity and effect of the mode, overrides, arguments, evidence, identity. */
#include "judge/rules.h"

static const struct rule_override *override_of(const struct judgement *judgement, const char *rule)
{
	const struct rule_override *last = NULL;
	for (size_t i = 0; i < judgement->policy->overrides.count; i++)
		if (str_eq_fold(judgement->policy->overrides.items[i].rule, str_from_c(rule)))
			last = &judgement->policy->overrides.items[i];
	return last;
}

struct finding *finding_new(struct judgement *judgement, enum rule_id rule, uint32_t system)
{
	const struct rule *row = &rules[rule];
	const struct rule_override *override = override_of(judgement, row->id);
	struct finding *finding = array_push(judgement->arena, &judgement->file->findings);
	*finding = (struct finding){
		.rule = row->id, .message = row->message, .severity = row->severity[judgement->column],
		.effect = row->effect[judgement->column], .confidence = CONFIDENCE_CERTAIN,
		.letter_points = row->letter_points | (judgement->column == COLUMN_AFTER_REPAIR ? 8u : 0), .system = system,
	};
	if (override && override->has_severity)
		finding->severity = override->severity;
	if (override && override->has_effect)
		finding->effect = override->effect;
	return finding;
}

void finding_effect(struct judgement *judgement, struct finding *finding, enum effect effect)
{
	const struct rule_override *override = override_of(judgement, finding->rule);
	if (!override || !override->has_effect)
		finding->effect = effect;
}

void finding_at_most(struct judgement *judgement, struct finding *finding, enum effect effect)
{
	if (finding->effect > effect)
		finding_effect(judgement, finding, effect);
}

static struct argument *argument_new(struct judgement *judgement, struct finding *finding, const char *name,
				     enum argument_kind kind)
{
	struct argument *argument = array_push(judgement->arena, &finding->arguments);
	argument->name = name;
	argument->kind = kind;
	return argument;
}

void finding_text(struct judgement *judgement, struct finding *finding, const char *name, struct str text)
{
	argument_new(judgement, finding, name, ARGUMENT_TEXT)->text = text;
}

void finding_count(struct judgement *judgement, struct finding *finding, const char *name, uint64_t count)
{
	argument_new(judgement, finding, name, ARGUMENT_COUNT)->count = count;
}

void finding_time(struct judgement *judgement, struct finding *finding, const char *name, int64_t time)
{
	argument_new(judgement, finding, name, ARGUMENT_TIME)->time = time;
}

static bool same_origin(const struct origin *a, const struct origin *b)
{
	return a->evidence == b->evidence && a->kind == b->kind && str_eq(a->where, b->where) && str_eq(a->name, b->name);
}

void finding_evidence(struct judgement *judgement, struct finding *finding, const struct origin *origin)
{
	for (size_t i = 0; i < finding->evidence.count; i++)
		if (same_origin(&finding->evidence.items[i], origin))
			return;
	*array_push(judgement->arena, &finding->evidence) = *origin;
}

void finding_evidences(struct judgement *judgement, struct finding *finding, const origin_list *origins)
{
	for (size_t i = 0; i < origins->count; i++)
		finding_evidence(judgement, finding, &origins->items[i]);
}

static bool has_password_sync(const struct case_file *file, uint32_t account)
{
	for (size_t i = 0; i < file->browser_profiles.count; i++) {
		const struct case_browser_profile *profile = &file->browser_profiles.items[i];
		if (!profile->previous && profile->account == account && profile->state == BROWSER_STATE_PASSWORDS_SYNCED)
			return true;
	}
	return false;
}

static const struct rule *row_of(const char *id)
{
	for (size_t i = 0; i < RULE_COUNT; i++)
		if (rules[i].id == id)
			return &rules[i];
	return NULL;
}

/* Mode in-use: the user's own account is noted; somebody else's fails; unanswered fails only where passwords are
 * synced. */
static void apply_owner(struct judgement *judgement, struct finding *finding, const struct case_account *account)
{
	const struct rule *row = row_of(finding->rule);
	bool noted_only = row->effect[COLUMN_ACCEPTANCE] < EFFECT_FAIL; /* traces stay notes whoever owns them */
	if (judgement->column != COLUMN_IN_USE || !row->of_account || noted_only)
		return;
	if (account->ownership == OWNERSHIP_OWN)
		finding_at_most(judgement, finding, EFFECT_NOTE);
	else if (owner_answer_of(judgement->policy, account) == ANSWER_OTHER)
		finding_effect(judgement, finding, EFFECT_FAIL);
	else if (!has_password_sync(judgement->file, account->id))
		finding_at_most(judgement, finding, EFFECT_NOTE);
}

void finding_account(struct judgement *judgement, struct finding *finding, const struct case_account *account)
{
	finding->account = account->address;
	struct argument *argument = argument_new(judgement, finding, "acc", ARGUMENT_ACCOUNT);
	argument->text = account->address.len ? account->address : account->display_name;
	apply_owner(judgement, finding, account);
}

void finding_machine(struct judgement *judgement, struct finding *finding)
{
	const struct case_system *system = judge_system(judgement->file, finding->system);
	struct str none = { 0 };
	finding_text(judgement, finding, "host", system ? system->computer_name : none);
	finding_text(judgement, finding, "model", system ? system->model : none);
}

void finding_identity(struct judgement *judgement, struct finding *finding, struct str a, struct str b)
{
	const struct case_system *system = judge_system(judgement->file, finding->system);
	struct str machine = { 0 };
	if (system) {
		machine = system->machine_guid.len ? system->machine_guid : system->machine_sid;
		if (machine.len == 0)
			machine = system->computer_name;
		if (system->path.len)
			machine = str_join2(judgement->arena, machine, '/', system->path);
	}
	struct str identity = str_format(judgement->arena, "%s|%.*s|%.*s|%.*s", finding->rule, STR_ARGS(machine), STR_ARGS(a),
					 STR_ARGS(b));
	finding->identity = str_lower(judgement->arena, identity);
}
