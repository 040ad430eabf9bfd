/* SW-01 activators, SW-06 monitoring products, SW-02 programs without publisher, SW-03 programs not on the office's
 * list. */
#include "judge/allowed_software.h"
#include "judge/rules.h"
#include "judge/software_table.h"

/* Local tools that name no publisher and that every office has; noted by nobody. */
static bool is_known_local_tool(struct str name)
{
	static const char *const names[] = { "UniKey", "EVKey", "HTKK", "iTaxViewer", "eTax", "GoTiengViet" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (has_word(name, names[i]))
			return true;
	return false;
}

static void judge_product(struct judgement *judgement, const struct product *product, enum rule_id rule,
			  uint32_t system)
{
	const struct case_file *file = judgement->file;
	origin_list evidence = { 0 };
	for (size_t i = 0; i < file->software.count; i++)
		if (file->software.items[i].system == system && file->software.items[i].product == product &&
		    !is_allowed_software(judgement->policy, file->software.items[i].fact.name,
					 file->software.items[i].fact.publisher))
			*array_push(judgement->arena, &evidence) = file->software.items[i].origin;
	for (size_t i = 0; i < file->autostart.count; i++)
		if (file->autostart.items[i].system == system && file->autostart.items[i].product == product)
			*array_push(judgement->arena, &evidence) = file->autostart.items[i].origin;
	if (evidence.count == 0)
		return;
	struct finding *finding = finding_new(judgement, rule, system);
	finding->subject = str_from_c(product->name);
	finding_text(judgement, finding, "name", finding->subject);
	finding_machine(judgement, finding);
	finding_evidences(judgement, finding, &evidence);
	finding_identity(judgement, finding, finding->subject, (struct str){ 0 });
	if (product->doubtful)
		finding->confidence = CONFIDENCE_TRACE; /* a word in a name */
}

/* Entries people see in the list of installed programs and that no other rule speaks about. */
static bool is_plain_program(const struct judgement *judgement, const struct case_software *software)
{
	const struct fact_software *fact = &software->fact;
	return !fact->hidden && fact->name.len && fact->kind != SOFTWARE_STORE_APP && !software->category &&
	       !is_allowed_software(judgement->policy, fact->name, fact->publisher);
}

static bool has_no_origin(const struct judgement *judgement, const struct case_software *software)
{
	return is_plain_program(judgement, software) && str_trim(software->fact.publisher).len == 0 &&
			!is_known_local_tool(software->fact.name);
}

static bool is_not_listed(const struct judgement *judgement, const struct case_software *software)
{
	return is_plain_program(judgement, software) && str_trim(software->fact.publisher).len &&
	       !str_starts_fold(software->fact.publisher, STR("Microsoft"));
}

static bool has_item(const struct finding *finding, struct str name)
{
	for (size_t i = 0; i < finding->items.count; i++)
		if (str_eq_fold(finding->items.items[i], name))
			return true;
	return false;
}

/* All programs that pass the test in one finding: a page of single programs would hide what matters. */
static void judge_group(struct judgement *judgement, enum rule_id rule, uint32_t system,
                        bool (*test)(const struct judgement *, const struct case_software *))
{
	struct finding *finding = NULL;
	for (size_t i = 0; i < judgement->file->software.count; i++) {
		const struct case_software *software = &judgement->file->software.items[i];
		if (software->system != system || !test(judgement, software))
			continue;
		if (!finding)
			finding = finding_new(judgement, rule, system);
		if (!has_item(finding, software->fact.name))
			*array_push(judgement->arena, &finding->items) = software->fact.name;
		finding_evidence(judgement, finding, &software->origin);
	}
	if (!finding)
		return;
	struct str names = finding->items.items[0];
	for (size_t i = 1; i < finding->items.count && i < 3; i++)
		names = str_format(judgement->arena, "%.*s, %.*s", STR_ARGS(names), STR_ARGS(finding->items.items[i]));
	if (finding->items.count > 3)
		names = str_format(judgement->arena, "%.*s … (%zu)", STR_ARGS(names), finding->items.count);
	finding_count(judgement, finding, "n", finding->items.count);
	finding_text(judgement, finding, "name", names);
	finding_machine(judgement, finding);
	finding_identity(judgement, finding, (struct str){ 0 }, (struct str){ 0 });
}

void judge_software(struct judgement *judgement)
{
	const struct case_file *file = judgement->file;
	for (size_t i = 0; i < file->systems.count; i++) {
		uint32_t system = file->systems.items[i].subject;
		if (file->systems.items[i].previous)
			continue;
		for (size_t k = 0; k < product_count; k++) {
			if (products[k].category == CATEGORY_ACTIVATOR)
				judge_product(judgement, &products[k], RULE_SW_01, system);
			else if (products[k].category == CATEGORY_MONITORING)
				judge_product(judgement, &products[k], RULE_SW_06, system);
		}
		judge_group(judgement, RULE_SW_02, system, has_no_origin);
		if (judgement->policy->configured && judgement->policy->allowed_software.count)
			judge_group(judgement, RULE_SW_03, system, is_not_listed);
	}
}
