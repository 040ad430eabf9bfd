/* One row for each Windows installation, from the machine facts of its hives. */
#include "base/timestamp.h"
#include "case/parts.h"

static void add_system(struct builder *builder, const struct subject *subject)
{
	struct case_system *system = array_push(builder->arena, &builder->file->systems);
	struct str path = subject->root;
	if (subject->windows.len) /* several may have one root: the name of their folder tells them apart */
		path = path.len ? str_join2(builder->arena, path, '\\', subject->windows) : subject->windows;
	*system = (struct case_system){
		.subject = subject->id, .source = subject->source, .volume = subject->volume, .path = path,
		.previous = subject->previous, .installed = TIME_UNKNOWN, .last_shutdown = TIME_UNKNOWN,
	};
}

static struct case_system *system_row(struct case_file *file, uint32_t subject)
{
	for (size_t i = 0; i < file->systems.count; i++)
		if (file->systems.items[i].subject == subject)
			return &file->systems.items[i];
	return NULL;
}

static struct str *text_place(struct case_system *system, enum machine_property property)
{
	switch (property) {
	case MACHINE_PRODUCT: return &system->product;
	case MACHINE_EDITION: return &system->edition;
	case MACHINE_DISPLAY_VERSION: return &system->display_version;
	case MACHINE_BUILD: return &system->build;
	case MACHINE_COMPUTER_NAME: return &system->computer_name;
	case MACHINE_OWNER: return &system->owner;
	case MACHINE_ORGANISATION: return &system->organisation;
	case MACHINE_TIME_ZONE: return &system->time_zone;
	case MACHINE_SETUP_STATE: return &system->setup_state;
	case MACHINE_SID: return &system->machine_sid;
	case MACHINE_GUID: return &system->machine_guid;
	case MACHINE_MANUFACTURER: return &system->manufacturer;
	case MACHINE_MODEL: return &system->model;
	case MACHINE_OEM: return &system->oem;
	default: return NULL;
	}
}

static void take_machine_fact(struct builder *builder, const struct fact *fact)
{
	struct case_system *system = system_row(builder->file, system_of(builder_subject(builder, fact->subject)));
	if (!system)
		return;
	struct str *text = text_place(system, fact->machine.property);
	if (text)
		keep_first(text, fact->machine.text);
	else if (fact->machine.property == MACHINE_INSTALLED)
		system->installed = time_earlier(system->installed, fact->machine.time);
	else if (fact->machine.property == MACHINE_LAST_SHUTDOWN)
		system->last_shutdown = time_later(system->last_shutdown, fact->machine.time);
	else
		return;
	origin_add(builder->arena, &system->evidence, &fact->origin);
}

static void take_domain(struct builder *builder, const struct fact *fact)
{
	struct case_system *system = system_row(builder->file, system_of(builder_subject(builder, fact->subject)));
	if (system && fact->account.role == ROLE_DOMAIN_JOIN && fact->account.state == ACCOUNT_LINKED)
		keep_first(&system->domain, fact->account.organisation);
}

void build_systems(struct builder *builder)
{
	const struct case_file *file = builder->file;
	for (size_t i = 0; i < file->subjects.count; i++)
		if (file->subjects.items[i].scope == SCOPE_SYSTEM)
			add_system(builder, &file->subjects.items[i]);
	for (size_t i = 0; i < builder->fact_count; i++) {
		const struct fact *fact = &builder->facts[i];
		if (fact->kind == FACT_MACHINE)
			take_machine_fact(builder, fact);
		else if (fact->kind == FACT_ACCOUNT)
			take_domain(builder, fact);
	}
}
