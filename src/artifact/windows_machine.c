/* windows.machine: what Windows says about itself and the PC it ran on.
 * SOFTWARE Microsoft\Windows NT\CurrentVersion and neighbours; SYSTEM Select, Setup and the current control set. */
#include "artifact/registry.h"
#include "base/limits.h"
#include "base/timestamp.h"

#define CURRENT_VERSION "Microsoft\\Windows NT\\CurrentVersion"
#define FIRST_BUILD_OF_WINDOWS_11 22000

/* What both hives say about the set-up; see state(). */
struct setup {
	struct str image_state;
	struct origin image_origin, audit_origin, oobe_origin;
	bool audit, oobe, setup_type_known;
};

static void text_fact(struct run_context *run, enum machine_property property, struct str text, struct origin origin)
{
	struct fact_machine fact = FACT_INIT(FACT_MACHINE, struct fact_machine);
	fact.property = property;
	fact.text = text;
	if (text.len)
		emit_machine(run, origin, &fact);
}

static void time_fact(struct run_context *run, enum machine_property property, int64_t time, struct origin origin)
{
	struct fact_machine fact = { .property = property, .time = time };
	if (time != TIME_UNKNOWN)
		emit_machine(run, origin, &fact);
}

static void value_fact(struct run_context *run, enum machine_property property, struct hive_key key, const char *name)
{
	struct origin origin = { 0 };
	struct str text = registry_text(run, key, name, &origin);
	text_fact(run, property, text, origin);
}

/* ---- SOFTWARE ---- */

static void product(struct run_context *run, struct hive_key key, uint64_t build)
{
	struct origin origin = { 0 };
	struct str name = registry_text(run, key, "ProductName", &origin);
	/* Windows 11 still calls itself "Windows 10 ..." in this value. */
	if (build >= FIRST_BUILD_OF_WINDOWS_11 && str_starts(name, STR("Windows 10")))
		name = str_format(run->arena, "Windows 11%.*s", STR_ARGS(str_from(name, sizeof "Windows 10" - 1)));
	text_fact(run, MACHINE_PRODUCT, name, origin);
}

static void version(struct run_context *run, struct hive_key key)
{
	struct origin origin = { 0 };
	uint64_t number = 0, revision;
	struct str build = registry_text(run, key, "CurrentBuildNumber", &origin);
	if (!build.len)
		build = registry_text(run, key, "CurrentBuild", &origin);
	(void)str_to_u64(build, 10, &number);
	product(run, key, number);
	if (build.len && registry_number(run, key, "UBR", &revision, NULL))
		build = str_format(run->arena, "%.*s.%llu", STR_ARGS(build), (unsigned long long)revision);
	text_fact(run, MACHINE_BUILD, build, origin);

	struct str display = registry_text(run, key, "DisplayVersion", &origin);
	if (!display.len)
		display = registry_text(run, key, "ReleaseId", &origin);
	text_fact(run, MACHINE_DISPLAY_VERSION, display, origin);
}

static void installed(struct run_context *run, struct hive_key key)
{
	struct origin origin = { 0 };
	uint64_t seconds;
	int64_t time = registry_filetime(run, key, "InstallTime", &origin);
	if (time == TIME_UNKNOWN && registry_number(run, key, "InstallDate", &seconds, &origin) && seconds <= UINT32_MAX)
		time = time_from_unix((int64_t)seconds);
	time_fact(run, MACHINE_INSTALLED, time, origin);
}

static void software(struct run_context *run, struct hive_key root, struct setup *setup)
{
	struct hive_key key;
	if (registry_key(run, root, CURRENT_VERSION, &key)) {
		version(run, key);
		installed(run, key);
		value_fact(run, MACHINE_EDITION, key, "EditionID");
		value_fact(run, MACHINE_OWNER, key, "RegisteredOwner");
		value_fact(run, MACHINE_ORGANISATION, key, "RegisteredOrganization");
	}
	if (registry_key(run, root, "Microsoft\\Cryptography", &key))
		value_fact(run, MACHINE_GUID, key, "MachineGuid");
	if (registry_key(run, root, "Microsoft\\Windows\\CurrentVersion\\OEMInformation", &key))
		value_fact(run, MACHINE_OEM, key, "Manufacturer");
	if (registry_key(run, root, "Microsoft\\Windows\\CurrentVersion\\Setup\\State", &key))
		setup->image_state = registry_text(run, key, "ImageState", &setup->image_origin);
}

/* ---- SYSTEM ---- */

static void read_setup(struct run_context *run, struct hive_key root, struct setup *setup)
{
	struct hive_key key, status;
	uint64_t number;
	if (!registry_key(run, root, "Setup", &key))
		return;
	if (registry_number(run, key, "AuditInProgress", &number, &setup->audit_origin) && number)
		setup->audit = true;
	else if (registry_key(run, key, "Status", &status) &&
		 registry_number(run, status, "AuditBoot", &number, &setup->audit_origin))
		setup->audit = number != 0;
	static const char *const in_progress[] = { "OOBEInProgress", "SystemSetupInProgress", "SetupType" };
	for (size_t i = 0; i < sizeof in_progress / sizeof *in_progress && !setup->oobe; i++) {
		struct origin origin;
		if (!registry_number(run, key, in_progress[i], &number, &origin))
			continue;
		setup->oobe_origin = origin;
		setup->oobe = number != 0;
		setup->setup_type_known = true;
	}
}

static void computer(struct run_context *run, struct hive_key control_set)
{
	struct hive_key key;
	struct origin origin = { 0 };
	if (registry_key(run, control_set, "Control\\ComputerName\\ComputerName", &key))
		value_fact(run, MACHINE_COMPUTER_NAME, key, "ComputerName");
	if (registry_key(run, control_set, "Control\\TimeZoneInformation", &key)) {
		struct str zone = registry_text(run, key, "TimeZoneKeyName", &origin);
		if (!zone.len)
			zone = registry_text(run, key, "StandardName", &origin);
		text_fact(run, MACHINE_TIME_ZONE, zone, origin);
	}
	if (registry_key(run, control_set, "Control\\Windows", &key)) {
		int64_t shutdown = registry_filetime(run, key, "ShutdownTime", &origin);
		time_fact(run, MACHINE_LAST_SHUTDOWN, shutdown, origin);
	}
	if (registry_key(run, control_set, "Control\\SystemInformation", &key)) {
		value_fact(run, MACHINE_MANUFACTURER, key, "SystemManufacturer");
		value_fact(run, MACHINE_MODEL, key, "SystemProductName");
	}
	text_fact(run, MACHINE_CONTROL_SET, hive_key_name(control_set), hive_key_origin(control_set));
}

/* A sealed new PC is in `oobe`; audit comes first, since a PC in audit mode shows OOBE flags too. */
static void state(struct run_context *run, const struct setup *setup)
{
	struct str image = setup->image_state;
	if (str_find_fold(image, STR("_RESEAL_TO_AUDIT")) >= 0)
		text_fact(run, MACHINE_SETUP_STATE, STR("audit"), setup->image_origin);
	else if (setup->audit)
		text_fact(run, MACHINE_SETUP_STATE, STR("audit"), setup->audit_origin);
	else if (str_find_fold(image, STR("_RESEAL_TO_OOBE")) >= 0)
		text_fact(run, MACHINE_SETUP_STATE, STR("oobe"), setup->image_origin);
	else if (setup->oobe)
		text_fact(run, MACHINE_SETUP_STATE, STR("oobe"), setup->oobe_origin);
	else if (str_eq_fold(image, STR("IMAGE_STATE_COMPLETE")))
		text_fact(run, MACHINE_SETUP_STATE, STR("complete"), setup->image_origin);
	else if (!image.len && setup->setup_type_known)
		text_fact(run, MACHINE_SETUP_STATE, STR("complete"), setup->oobe_origin); /* before Vista */
}

static enum err run_machine(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct setup setup = { 0 };
	struct hive_key root, control_set;
	enum err software_result = registry_open(run, HIVE_SOFTWARE, CURRENT_VERSION, &root);
	if (software_result == OK)
		software(run, root, &setup);
	enum err system_result = registry_open_system(run, &root, &control_set);
	if (system_result == OK) {
		read_setup(run, root, &setup);
		computer(run, control_set);
	}
	state(run, &setup);
	if (software_result != OK && system_result != OK)
		return system_result == ERR_ABSENT ? software_result : system_result;
	if (software_result != OK)
		run_problem(run, software_result, "SOFTWARE: not read");
	if (system_result != OK)
		run_problem(run, system_result, "SYSTEM: not read");
	return OK;
}

static const struct want wants[] = { WANT_OF_HIVE(HIVE_SYSTEM), WANT_OF_HIVE(HIVE_SOFTWARE), { NULL, 0, 0 } };
const struct artifact artifact_windows_machine = {
	.id = "windows.machine", .scope = SCOPE_SYSTEM, .mandatory = true, .wants = wants, .run = run_machine,
};
