/* windows.services: all services and drivers of the current and the next control set. SYSTEM <control
 * set>\Services\<name>. A key without Type and ImagePath holds only performance counters or settings of something
 * else. */
#include "artifact/registry.h"
#include "base/limits.h"

#define TYPE_DRIVERS 0x0F /* kernel, file system, adapter, recogniser */
#define START_AUTO   2

static void service(struct run_context *run, struct hive_key key)
{
	struct fact_autostart fact = FACT_INIT(FACT_AUTOSTART, struct fact_autostart);
	struct hive_key parameters;
	uint64_t type = 0, start = 0;
	bool has_type = registry_number(run, key, "Type", &type, NULL);
	fact.command = registry_text(run, key, "ImagePath", NULL);
	if (!has_type && !fact.command.len)
		return;
	bool has_start = registry_number(run, key, "Start", &start, NULL);
	bool driver = has_type ? (type & TYPE_DRIVERS) != 0 : str_ends_fold(fact.command, STR(".sys"));
	fact.kind = driver ? AUTOSTART_DRIVER : AUTOSTART_SERVICE;
	fact.name = hive_key_name(key);
	fact.display_name = registry_text(run, key, "DisplayName", NULL);
	fact.account = registry_text(run, key, "ObjectName", NULL);
	if (registry_key(run, key, "Parameters", &parameters))
		fact.library = registry_text(run, parameters, "ServiceDll", NULL);
	if (!fact.library.len)
		fact.library = registry_text(run, key, "ServiceDll", NULL);
	/* Without Start the service manager starts nothing. */
	fact.start = has_start ? (uint32_t)start : 3;
	fact.enabled = has_start && start <= START_AUTO;
	emit_autostart(run, hive_key_origin(key), &fact);
}

static enum err run_services(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct control_sets sets;
	struct hive_key services;
	enum err e = registry_control_sets(run, &sets);
	for (size_t k = 0; e == OK && k < sets.count; k++) {
		if (!registry_key(run, sets.items[k], "Services", &services))
			return ERR_CORRUPT;
		struct hive_key_list list = registry_children(run, services);
		for (size_t i = 0; i < list.count; i++)
			service(run, list.items[i]);
	}
	return e;
}

static const struct want wants[] = { WANT_OF_HIVE(HIVE_SYSTEM), { NULL, 0, 0 } };
const struct artifact artifact_windows_services = {
	.id = "windows.services", .scope = SCOPE_SYSTEM, .mandatory = true, .wants = wants, .run = run_services,
};
