/* soatmay live: the wizard on the booted stick. What needs root is done first, then the rights are given up for good,
 * then the conductor is forked, then the first page is drawn. */
#include "cmd/live.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "cmd/cmd.h"
#include "cmd/config_file.h"
#include "cmd/diagnostic.h"
#include "disk/bitlocker_keys.h"
#include "hardware/disk_health.h"
#include "hardware/machine.h"
#include "hardware/smbios.h"
#include "judge/judge.h"

#define LIVE_BYTES (1 * GIB)
#define USER_ID 1000
#define CONFIG_ON_STICK "/run/cauhinh.ini"

/* The others are 000000, which is a right group. */
static bool group_is_right(const char digits[6])
{
	char text[] = "000000-000000-000000-000000-000000-000000-000000-000000";
	struct volume_key key;
	unsigned group;
	memcpy(text, digits, 6);
	bool right = volume_key_from_recovery_password(STR(text), &key, &group) == OK;
	explicit_bzero(text, sizeof text);
	explicit_bzero(&key, sizeof key);
	return right;
}

/* ---- with rights ---- */

/* Only asked: the answers are looked at without rights. One for each disk. */
static struct disk_answer *ask_disks(struct live *live)
{
	struct disk_answer *answers = arena_array(&live->arena, struct disk_answer, live->disks.count + 1);
	for (size_t i = 0; i < live->disks.count; i++) {
		const struct live_disk *disk = &live->disks.items[i];
		answers[i].kind = DISK_ANSWER_NONE;
		if (disk->fd >= 0)
			(void)disk_health_ask(disk->fd, str_to_c(&live->arena, disk->row.name), &answers[i]);
	}
	return answers;
}

/* For good: no capability, no way back, no program that could have more. */
static bool give_up_rights(void)
{
	static const gid_t groups[] = { USER_ID };
	if (geteuid() != 0)
		return true;
	for (int capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++)
		(void)prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
	return setgroups(1, groups) == 0 && setresgid(USER_ID, USER_ID, USER_ID) == 0 &&
	       setresuid(USER_ID, USER_ID, USER_ID) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       /* a process that changed its user is not to be traced, but its children must read /proc/self */
	       prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0;
}

/* Without rights: bytes of the firmware are no more to be trusted than those of a disk. */
static void read_hardware(struct live *live, struct span tables, const struct disk_answer *answers)
{
	controller_list hidden = { 0 };
	for (size_t i = 0; i < live->disks.count; i++)
		(void)disk_health_decode(&answers[i], &live->disks.items[i].row);
	if (tables.len) /* without them the report says nothing of the machine; torn ones say what came before */
		(void)smbios_read(tables, &live->arena, &live->hardware);
	machine_hidden_controllers("", &live->arena, &hidden);
	for (size_t i = 0; i < hidden.count; i++)
		*array_push(&live->arena, &live->hardware.hidden_controllers) = hidden.items[i];
}

static bool start_on_stick(struct live *live)
{
	struct stat st;
	if (fstat(live->options.init, &st) != 0 || !S_ISSOCK(st.st_mode) ||
	    fcntl(live->options.init, F_SETFD, FD_CLOEXEC) != 0) {
		DIAGNOSTIC("cli.bad-value", { "option", STR("--init") }, { "value", STR("-") },
			   { "expected", STR("socket") });
		return false;
	}
	if (!host_disks(&live->host, &live->arena, &live->disks)) {
		DIAGNOSTIC("cli.internal", { "what", STR("init names no disks") });
		return false;
	}
	const struct disk_answer *answers = ask_disks(live);
	struct span tables = machine_tables("", &live->arena);
	if (!live_screen_open_console(&live->screen)) {
		DIAGNOSTIC("cli.internal", { "what", STR("no console") });
		return false;
	}
	if (!give_up_rights()) {
		DIAGNOSTIC("cli.internal", { "what", STR("root could not be given up") });
		return false;
	}
	read_hardware(live, tables, answers);
	if (access(CONFIG_ON_STICK, R_OK) == 0)
		live->options.config = CONFIG_ON_STICK;
	return true;
}

/* ---- tried out ---- */

static struct str last_part(const char *path)
{
	const char *slash = strrchr(path, '/');
	return str_from_c(slash ? slash + 1 : path);
}

static bool add_source(struct live *live, const char *path)
{
	struct stat st;
	struct live_disk disk = { .path = str_from_c(path), .fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) };
	if (disk.fd < 0 || fstat(disk.fd, &st) != 0) {
		DIAGNOSTIC("cli.cannot-open", { "path", str_from_c(path) }, { "why", diagnostic_reason(errno) });
		return false;
	}
	disk.row.name = disk.row.model = last_part(path);
	off_t end = S_ISBLK(st.st_mode) ? lseek(disk.fd, 0, SEEK_END) : st.st_size;
	disk.row.size = S_ISDIR(st.st_mode) || end < 0 ? 0 : (uint64_t)end;
	disk.row.source = (uint32_t)live->disks.count + 1;
	disk.row.read_only = true;
	*array_push(&live->arena, &live->disks) = disk;
	return true;
}

static bool have_folder(const char *path, bool make)
{
	struct stat st;
	if ((!make || mkdir(path, 0755) == 0 || errno == EEXIST) && stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return true;
	errno = errno == EEXIST ? ENOTDIR : errno;
	DIAGNOSTIC("cli.cannot-open", { "path", str_from_c(path) }, { "why", diagnostic_reason(errno) });
	return false;
}

static bool start_tried_out(struct live *live)
{
	if (live->options.pictures && !have_folder(live->options.pictures, true))
		return false;
	if (live->options.pictures && live->options.save) /* the pages tell the rest: it is a stick that is not there */
		(void)have_folder(live->options.save, false);
	for (size_t i = 0; i < live->options.source_count; i++)
		if (!add_source(live, live->options.sources[i]))
			return false;
	live->host.save = live->options.save;
	live->keys = live->options.keys;
	if (live->options.pictures) {
		live_screen_open_pictures(&live->screen, live->options.pictures, live->options.width,
					  live->options.height);
		live->keys = live->keys ? live->keys : "";
		return true;
	}
	if (live_screen_open_terminal(&live->screen))
		return true;
	diagnostic("cli.live.no-terminal", NULL, 0);
	return false;
}

/* ---- both ---- */

/* The folder of earlier reports stays open and the stick does not stay mounted by name: init takes the mount away, and it
 * ends when the conductor has read them. */
static void look_at_stick(struct live *live)
{
	struct live_stick stick;
	live->earlier_folder = -1;
	if (!host_look(&live->host, &live->arena, &stick))
		return;
	const char *folder = str_to_c(&live->arena, str_format(&live->arena, "%.*s/BAOCAO", STR_ARGS(stick.folder)));
	live->earlier_folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	live->looked = true;
	live->earlier.unread = live->earlier_folder < 0 && errno != ENOENT; /* it is there and cannot be read: that is said */
	(void)host_unmount(&live->host, &live->arena);
}

static void fill_setup(struct live *live, struct wizard_setup *ret)
{
	struct arena *arena = &live->arena;
	bool on_stick = live->options.init >= 0, keyboard = !on_stick || machine_has_keyboard("", arena);
	*ret = (struct wizard_setup){
		.version = STR(SOATMAY_VERSION),
		.rules = STR(RULES_VERSION),
		.maker = live->hardware.maker,
		.model = live->hardware.product,
		.serial = live->hardware.serial,
		.policy = &live->policy,
		.automatic = !keyboard || str_eq(live->policy.automatic, STR("co")),
		.power_off_after = str_eq(live->policy.automatic, STR("co")),
		.group_is_right = group_is_right,
		.clock = live_clock(live),
	};
	for (size_t i = 0; i < live->disks.count; i++) {
		const struct hardware_disk *row = &live->disks.items[i].row;
		*array_push(arena, &ret->disks) = (struct setup_disk){ row->model, row->serial, row->bus, row->size,
								       live->disks.items[i].medium };
	}
	for (size_t i = 0; i < live->hardware.hidden_controllers.count; i++)
		*array_push(arena, &ret->hidden) = live->hardware.hidden_controllers.items[i];
}

static int run_wizard(struct live *live)
{
	struct wizard_setup setup;
	struct str why = { 0 };
	live->context = (struct conductor_context){
		.policy = &live->policy,
		.hardware = live->options.init >= 0 ? &live->hardware : NULL,
		.disks = &live->disks,
		.earlier = live->looked ? &live->earlier : NULL,
		.earlier_folder = live->earlier_folder,
		.allow_unconfined = live->options.allow_unconfined,
	};
	fill_setup(live, &setup);
	if (conductor_start(&live->context, &live->conductor) != OK) {
		DIAGNOSTIC("cli.internal", { "what", STR("no process could be started") });
		return STATUS_OWN_FAILURE;
	}
	if (live->earlier_folder >= 0)
		close(live->earlier_folder); /* the conductor has it */
	setup.unsafe = !live_prove(live, &why) && !live->options.allow_unconfined;
	host_log(&live->host, "selftest", setup.unsafe ? why : STR("good"));
	wizard_init(&live->wizard, &live->arena, &setup);
	live->wizard.own_failure = why;
	int status = STATUS_OWN_FAILURE;
	if (live_screen_start(&live->screen))
		status = live_loop(live);
	else
		diagnostic("cli.no-fonts", NULL, 0);
	wizard_done(&live->wizard);
	conductor_stop(&live->conductor);
	return status;
}

static int run(struct live *live)
{
	size_t problems;
	bool on_stick = live->options.init >= 0;
	live->host = (struct live_host){ .init = live->options.init };
	policy_default(&live->policy);
	if (!(on_stick ? start_on_stick(live) : start_tried_out(live)))
		return on_stick ? STATUS_OWN_FAILURE : STATUS_SOURCE;
	/* On the stick a configuration that cannot be used is said in the report; the check goes on with the built-in
	 * one. */
	if (live->options.config && !config_load(live->options.config, &live->arena, &live->policy, &problems) &&
	    !on_stick) {
		live_screen_close(&live->screen);
		return STATUS_USAGE;
	}
	look_at_stick(live);
	live->read_only = true;
	int status = run_wizard(live);
	live_screen_close(&live->screen);
	return status;
}

int cmd_live(int argc, char **argv)
{
	static struct live live;
	if (!live_options_parse(argc, argv, &live.options))
		return STATUS_USAGE;
	if (live.options.help)
		return help_show(argv[0]);
	arena_init(&live.arena, LIVE_BYTES);
	int status = run(&live);
	arena_done(&live.arena);
	return status;
}
