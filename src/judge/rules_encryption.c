/* ENC-01 recovery key possibly in a foreign account, ENC-02 locked volumes, ENC-03 volumes whose key lies open. */
#include "judge/rules.h"

/* "1C0F5BA2, 77E1D0C4": the first group of each protector's GUID is what Windows and the account pages call the key
 * id. */
static void add_key_ids(struct judgement *judgement, const struct volume_info *volume, enum protector_kind kind,
			struct str *list)
{
	for (size_t i = 0; i < volume->protector_count; i++) {
		struct str rest, id = str_cut(volume->protectors[i].id, '-', &rest);
		if (volume->protectors[i].kind != kind || str_find(*list, id) >= 0)
			continue;
		*list = list->len ? str_format(judgement->arena, "%.*s, %.*s", STR_ARGS(*list), STR_ARGS(id)) : id;
	}
}

static bool has_protector(const struct volume_info *volume, enum protector_kind kind)
{
	for (size_t i = 0; i < volume->protector_count; i++)
		if (volume->protectors[i].kind == kind)
			return true;
	return false;
}

static struct str volume_identity(struct judgement *judgement, const struct volume_info *volume)
{
	if (volume->encryption_id.len)
		return volume->encryption_id;
	return str_format(judgement->arena, "%u/%u", volume->source, volume->id);
}

/* ---- ENC-02 ---- */

/* What can be asked for, the most useful first: the remedy differs. */
static const char *locked_message(const struct volume_info *volume)
{
	if (volume->protector_count == 0 || volume->states & VOLUME_DAMAGED)
		return "enc02damaged";
	if (has_protector(volume, PROTECTOR_RECOVERY_PASSWORD))
		return "enc02";
	if (has_protector(volume, PROTECTOR_STARTUP_KEY))
		return "enc02file";
	return has_protector(volume, PROTECTOR_PASSPHRASE) ? "enc02password" : "enc02chip";
}

static void judge_locked_volume(struct judgement *judgement, const struct volume_info *volume)
{
	struct finding *finding = finding_new(judgement, RULE_ENC_02, 0);
	struct str ids = { 0 };
	finding->message = locked_message(volume);
	add_key_ids(judgement, volume, PROTECTOR_RECOVERY_PASSWORD, &ids);
	if (ids.len == 0)
		add_key_ids(judgement, volume, PROTECTOR_STARTUP_KEY, &ids);
	finding->subject = volume->encryption_label;
	finding_text(judgement, finding, "id", ids);
	finding_identity(judgement, finding, volume_identity(judgement, volume), (struct str){ 0 });
}

/* ---- ENC-01 ---- */

static bool may_hold_keys(const struct judgement *judgement, const struct case_account *account)
{
	return (account->provider == PROVIDER_MICROSOFT || account->provider == PROVIDER_ENTRA) &&
	       account->ownership == OWNERSHIP_FOREIGN && owner_answer_of(judgement->policy, account) != ANSWER_OWN;
}

/* Windows hands a key to the account that signs in to it or joins the computer, not to one of a browser. */
static bool is_of_windows(const struct case_trace *trace)
{
	return trace->fact.role >= ROLE_SIGN_IN && trace->fact.role <= ROLE_DEVICE_JOIN;
}

static bool add_account(struct judgement *judgement, const struct case_account *account, struct finding **finding)
{
	bool added = false;
	for (size_t i = 0; i < account->traces.count; i++) {
		const struct case_trace *trace = &account->traces.items[i];
		if (!is_of_windows(trace))
			continue;
		if (!*finding) {
			*finding = finding_new(judgement, RULE_ENC_01, trace->system);
			finding_account(judgement, *finding, account);
			(*finding)->confidence = CONFIDENCE_TRACE;
		}
		finding_evidence(judgement, *finding, &trace->origin);
		added = true;
	}
	return added;
}

/* One finding for the computer: the keys of all its volumes lie in the same hands. Nobody can see offline where a key
 * was sent. */
static void judge_key_holders(struct judgement *judgement)
{
	const struct case_file *file = judgement->file;
	struct str ids = { 0 }, volumes = { 0 };
	struct finding *finding = NULL;
	for (size_t i = 0; i < file->volumes.count; i++) {
		const struct volume_info *volume = &file->volumes.items[i];
		if (volume->filesystem != FILESYSTEM_BITLOCKER)
			continue; /* decrypted; what the metadata still list opens nothing */
		add_key_ids(judgement, volume, PROTECTOR_RECOVERY_PASSWORD, &ids);
		if (has_protector(volume, PROTECTOR_RECOVERY_PASSWORD))
			volumes = volumes.len ? str_format(judgement->arena, "%.*s %.*s", STR_ARGS(volumes), STR_ARGS(volume->encryption_id))
					      : volume->encryption_id;
	}
	for (size_t i = 0; ids.len && i < file->accounts.count; i++) {
		const struct case_account *account = &file->accounts.items[i];
		if (!may_hold_keys(judgement, account) || !add_account(judgement, account, &finding))
			continue;
		if (account->state == ACCOUNT_LINKED)
			finding->confidence = CONFIDENCE_LIKELY;
	}
	if (!finding)
		return;
	finding_text(judgement, finding, "id", ids);
	finding_machine(judgement, finding);
	finding_identity(judgement, finding, volumes, (struct str){ 0 });
}

/* ---- ENC-03 ---- */

/* The key lies beside the data. Without any other protector Windows waits for somebody to sign in ("waiting for
 * activation"); with others somebody has suspended the protection. */
static void judge_open_key(struct judgement *judgement, const struct volume_info *volume)
{
	struct finding *finding = finding_new(judgement, RULE_ENC_03, 0);
	for (size_t i = 0; i < volume->protector_count; i++)
		if (volume->protectors[i].kind != PROTECTOR_CLEAR_KEY)
			finding->message = "enc03suspended";
	finding->subject = volume->encryption_label;
	finding_identity(judgement, finding, volume_identity(judgement, volume), (struct str){ 0 });
}

void judge_encryption(struct judgement *judgement)
{
	const struct case_file *file = judgement->file;
	judge_key_holders(judgement);
	for (size_t i = 0; i < file->volumes.count; i++) {
		const struct volume_info *volume = &file->volumes.items[i];
		if (volume->states & VOLUME_LOCKED)
			judge_locked_volume(judgement, volume);
		else if (volume->filesystem == FILESYSTEM_BITLOCKER && has_protector(volume, PROTECTOR_CLEAR_KEY))
			judge_open_key(judgement, volume);
	}
}
