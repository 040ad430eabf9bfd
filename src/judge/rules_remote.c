/* RMT-01: one finding for each remote-access tool, whatever shows it. RMT-02: Windows' own doors (Remote Desktop,
 * OpenSSH, WinRM). */
#include "judge/allowed_software.h"
#include "judge/rules.h"
#include "judge/software_table.h"

/* One tool on one installation. */
struct tool {
	const struct product *product; /* NULL: a tool our table does not know */
	struct str name, service;
	struct str publisher;
	bool installed, unattended;
	origin_list evidence;
};

static bool is_tool(const struct tool *tool, const struct product *product, struct str name)
{
	return tool->product ? product == tool->product : !product && str_eq_fold(name, tool->name);
}

static void add_origin(struct judgement *judgement, struct tool *tool, const struct origin *origin)
{
	*array_push(judgement->arena, &tool->evidence) = *origin;
}

static void gather_software(struct judgement *judgement, struct tool *tool, uint32_t system)
{
	for (size_t i = 0; i < judgement->file->software.count; i++) {
		const struct case_software *software = &judgement->file->software.items[i];
		if (software->system != system || !is_tool(tool, software->product, software->fact.name))
			continue;
		tool->installed |= software->fact.kind != SOFTWARE_PORTABLE;
		if (tool->publisher.len == 0)
			tool->publisher = software->fact.publisher;
		add_origin(judgement, tool, &software->origin);
	}
}

static void gather_services(struct judgement *judgement, struct tool *tool, uint32_t system)
{
	for (size_t i = 0; i < judgement->file->autostart.count; i++) {
		const struct case_autostart *entry = &judgement->file->autostart.items[i];
		if (entry->system != system || !is_tool(tool, entry->product, entry->fact.name))
			continue;
		tool->installed = true;
		if (entry->fact.kind == AUTOSTART_SERVICE && tool->service.len == 0)
			tool->service = entry->fact.name;
		add_origin(judgement, tool, &entry->origin);
	}
}

static void gather_traces(struct judgement *judgement, struct tool *tool, uint32_t system)
{
	for (size_t i = 0; i < judgement->file->remote_access.count; i++) {
		const struct case_remote *remote = &judgement->file->remote_access.items[i];
		if (remote->system != system || !is_tool(tool, product_of_tool(remote->fact.tool), remote->fact.tool))
			continue;
		tool->installed |= remote->fact.program;
		tool->unattended |= remote->fact.unattended;
		add_origin(judgement, tool, &remote->origin);
	}
}

static void judge_tool(struct judgement *judgement, struct tool *tool, uint32_t system)
{
	gather_software(judgement, tool, system);
	if (tool->product)
		gather_services(judgement, tool, system);
	gather_traces(judgement, tool, system);
	if (tool->evidence.count == 0 || is_allowed_software(judgement->policy, tool->name, tool->publisher))
		return;
	struct finding *finding = finding_new(judgement, RULE_RMT_01, system);
	finding->subject = tool->name;
	finding_text(judgement, finding, "name", tool->name);
	finding_text(judgement, finding, "svc", tool->service.len ? tool->service : tool->name);
	finding_machine(judgement, finding);
	finding_evidences(judgement, finding, &tool->evidence);
	finding_identity(judgement, finding, tool->name, (struct str){ 0 });
	if (judgement->column == COLUMN_IN_USE && tool->unattended && tool->installed)
		finding_effect(judgement, finding, EFFECT_FAIL); /* support by hand is daily life; an open door is not */
	if (!tool->installed)
		finding->confidence = CONFIDENCE_TRACE;
	if (!tool->installed || (tool->product && tool->product->doubtful))
		finding_at_most(judgement, finding, EFFECT_NOTE);
}

static bool is_first_of_tool(const struct case_file *file, size_t at)
{
	const struct case_remote *remote = &file->remote_access.items[at];
	for (size_t i = 0; i < at; i++)
		if (file->remote_access.items[i].system == remote->system &&
		    str_eq_fold(file->remote_access.items[i].fact.tool, remote->fact.tool))
			return false;
	return true;
}

static void judge_tools(struct judgement *judgement, uint32_t system)
{
	for (size_t i = 0; i < product_count; i++) {
		struct tool tool = { .product = &products[i], .name = str_from_c(products[i].name) };
		if (products[i].category == CATEGORY_REMOTE_ACCESS)
			judge_tool(judgement, &tool, system);
	}
	for (size_t i = 0; i < judgement->file->remote_access.count; i++) {
		const struct case_remote *remote = &judgement->file->remote_access.items[i];
		struct tool tool = { .name = remote->fact.tool };
		if (remote->system == system && !product_of_tool(remote->fact.tool) && is_first_of_tool(judgement->file, i))
			judge_tool(judgement, &tool, system);
	}
}

/* Home editions carry the key but have no Remote Desktop service. */
static bool is_home(const struct case_system *system)
{
	return str_starts_fold(system->edition, STR("Core"));
}

static void judge_remote_desktop(struct judgement *judgement, const struct case_system *system)
{
	struct finding *finding = NULL;
	for (size_t i = 0; i < judgement->file->settings.count; i++) {
		const struct case_setting *setting = &judgement->file->settings.items[i];
		if (setting->system != system->subject || setting->fact.setting != SETTING_RDP_ALLOWED || setting->fact.number != 1 ||
				is_home(system))
			continue;
		if (!finding) {
			finding = finding_new(judgement, RULE_RMT_02, system->subject);
			finding->subject = STR("Remote Desktop");
			finding_machine(judgement, finding);
			finding_identity(judgement, finding, STR("rdp"), (struct str){ 0 });
		}
		finding_evidence(judgement, finding, &setting->origin);
	}
}

/* Servers of Windows itself that start with it: the sentence of RMT-01 fits them. */
static void judge_own_server(struct judgement *judgement, const struct case_system *system,
			     const struct case_autostart *entry)
{
	static const struct { const char *service, *name; } servers[] = { { "sshd", "OpenSSH Server" },
		{ "WinRM", "Windows Remote Management" },
		{ "TlntSvr", "Telnet Server" } };
	for (size_t i = 0; i < sizeof servers / sizeof *servers; i++) {
		if (entry->fact.kind != AUTOSTART_SERVICE || !entry->fact.enabled || !str_eq_fold(entry->fact.name,
				str_from_c(servers[i].service)))
			continue;
		struct finding *finding = finding_new(judgement, RULE_RMT_02, system->subject);
		finding->message = rules[RULE_RMT_01].message;
		finding->subject = str_from_c(servers[i].name);
		finding_text(judgement, finding, "name", finding->subject);
		finding_text(judgement, finding, "svc", entry->fact.name);
		finding_machine(judgement, finding);
		finding_evidence(judgement, finding, &entry->origin);
		finding_identity(judgement, finding, finding->subject, (struct str){ 0 });
	}
}

void judge_remote(struct judgement *judgement)
{
	const struct case_file *file = judgement->file;
	for (size_t i = 0; i < file->systems.count; i++) {
		const struct case_system *system = &file->systems.items[i];
		if (system->previous)
			continue;
		judge_tools(judgement, system->subject);
		judge_remote_desktop(judgement, system);
		for (size_t k = 0; k < file->autostart.count; k++)
			if (file->autostart.items[k].system == system->subject)
				judge_own_server(judgement, system, &file->autostart.items[k]);
	}
}
