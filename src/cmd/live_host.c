/* Requests to init: one packet of text each way. */
#include "cmd/live_host.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define ANSWER_BYTES 65536

/* The answer without its first line, which is returned; empty when init is gone. */
static struct str ask(const struct live_host *host, struct arena *arena, struct str request, struct str *ret_rest)
{
	char *answer = arena_alloc(arena, ANSWER_BYTES);
	ssize_t got;
	*ret_rest = (struct str){ 0 };
	if (host->init < 0 || send(host->init, request.data, request.len, MSG_NOSIGNAL) != (ssize_t)request.len)
		return (struct str){ 0 };
	while ((got = recv(host->init, answer, ANSWER_BYTES, 0)) < 0 && errno == EINTR)
		;
	return got > 0 ? str_cut((struct str){ answer, (size_t)got }, '\n', ret_rest) : (struct str){ 0 };
}

static struct str field(struct str *rest)
{
	return str_cut(*rest, '\t', rest);
}

bool host_parse_disks(struct str lines, struct arena *arena, live_disk_list *ret)
{
	uint32_t source = 0;
	while (lines.len) {
		struct str rest = str_cut(lines, '\n', &lines);
		if (!str_eq(field(&rest), STR("disk")))
			return false;
		struct live_disk disk = { .fd = -1 };
		disk.row.name = field(&rest);
		struct str use = field(&rest);
		if (!str_to_u64(field(&rest), 10, &disk.row.size) || !disk.row.name.len ||
		    str_find(disk.row.name, STR("/")) >= 0)
			return false;
		disk.row.bus = field(&rest);
		disk.row.model = field(&rest);
		disk.row.serial = str_trim(field(&rest)) /* SATA pads it with blanks */;
		disk.medium = str_eq(use, STR("medium"));
		disk.row.source = str_eq(use, STR("inspect")) ? ++source : 0;
		disk.path = str_format(arena, "/dev/%.*s", STR_ARGS(disk.row.name));
		if (!str_eq(use, STR("empty")))
			*array_push(arena, ret) = disk;
	}
	return true;
}

static bool open_disks(struct arena *arena, live_disk_list *disks)
{
	for (size_t i = 0; i < disks->count; i++) {
		struct live_disk *disk = &disks->items[i];
		if (disk->row.source)
			disk->fd = open(str_to_c(arena, disk->path), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
		if (disk->row.source && disk->fd < 0)
			return false;
	}
	return true;
}

bool host_disks(const struct live_host *host, struct arena *arena, live_disk_list *ret)
{
	struct str lines;
	if (!str_eq(ask(host, arena, STR("disks"), &lines), STR("ok")))
		return false;
	return host_parse_disks(lines, arena, ret) && open_disks(arena, ret);
}

static bool is_uninspected(struct str word)
{
	return str_eq(word, STR("late")) || str_eq(word, STR("empty")) || str_eq(word, STR("beyond")) ||
	       str_eq(word, STR("left")) || str_eq(word, STR("plugged"));
}

bool host_parse_counters(struct str lines, struct arena *arena, live_disk_list *disks, late_disk_list *ret_late)
{
	*ret_late = (late_disk_list){ 0 };
	while (lines.len) {
		struct str rest = str_cut(lines, '\n', &lines), word = field(&rest), name = field(&rest);
		uint64_t numbers[10];
		if (is_uninspected(word)) {
			struct str text = str_format(arena, "/dev/%.*s%s%.*s", STR_ARGS(name), rest.len ? ", " : "",
						     STR_ARGS(rest));
			*array_push(arena, ret_late) = (struct late_disk){ word, text };
			continue;
		}
		if (!str_eq(word, STR("counters")))
			return false;
		for (size_t i = 0; i < 10; i++)
			if (!str_to_u64(field(&rest), 10, &numbers[i]))
				return false;
		for (size_t i = 0; i < disks->count; i++) {
			struct hardware_disk *row = &disks->items[i].row;
			if (!str_eq(row->name, name))
				continue;
			row->read_only = numbers[0] == 1;
			row->gone = numbers[1] == 1;
			/* Commands that change what is on the disk: writes and discards. */
			row->writes_before = numbers[2] + numbers[6];
			row->writes_after = numbers[3] + numbers[7];
		}
	}
	return true;
}

bool host_check(const struct live_host *host, struct arena *arena, live_disk_list *disks, late_disk_list *ret_late)
{
	struct str lines, word;
	*ret_late = (late_disk_list){ 0 };
	if (host->init < 0)
		return true;
	word = ask(host, arena, STR("check"), &lines);
	return host_parse_counters(lines, arena, disks, ret_late) && str_eq(word, STR("ok"));
}

static enum save_failure failure_of(struct str word)
{
	static const struct { const char *word; enum save_failure failure; } words[] = {
		{ "none", SAVE_NO_STICK }, { "several", SAVE_NO_STICK }, { "not-ours", SAVE_NOT_OURS },
		{ "read-only", SAVE_READ_ONLY }, { "gone", SAVE_GONE },
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_c(word, words[i].word))
			return words[i].failure;
	return SAVE_OTHER;
}

static bool mount_folder(const struct live_host *host, struct arena *arena, struct live_stick *ret)
{
	struct statvfs room;
	*ret = (struct live_stick){ .failure = host->save ? SAVE_GONE : SAVE_NO_STICK };
	if (!host->save || statvfs(host->save, &room) != 0)
		return false;
	ret->folder = str_copy(arena, str_from_c(host->save));
	ret->free_bytes = (uint64_t)room.f_bavail * room.f_frsize;
	return true;
}

static bool ask_to_mount(const struct live_host *host, struct arena *arena, struct str request, struct live_stick *ret)
{
	struct str lines, rest;
	if (host->init < 0)
		return mount_folder(host, arena, ret);
	rest = ask(host, arena, request, &lines);
	*ret = (struct live_stick){ .failure = SAVE_OTHER };
	if (str_eq(field(&rest), STR("ok"))) {
		ret->folder = field(&rest);
		return str_to_u64(field(&rest), 10, &ret->free_bytes) && ret->folder.len > 0;
	}
	ret->failure = failure_of(field(&rest));
	ret->text = rest;
	return false;
}

bool host_mount(const struct live_host *host, struct arena *arena, struct str name, struct live_stick *ret)
{
	return ask_to_mount(host, arena, str_format(arena, name.len ? "mount\t%.*s" : "mount", STR_ARGS(name)), ret);
}

bool host_look(const struct live_host *host, struct arena *arena, struct live_stick *ret)
{
	return ask_to_mount(host, arena, STR("look"), ret);
}

bool host_unmount(const struct live_host *host, struct arena *arena)
{
	struct str lines;
	return host->init < 0 || str_eq(ask(host, arena, STR("unmount"), &lines), STR("ok"));
}

size_t host_sticks(const struct live_host *host, struct arena *arena, struct stick *ret, size_t most)
{
	struct str lines;
	size_t count = 0;
	if (!str_eq(ask(host, arena, STR("sticks"), &lines), STR("ok")))
		return 0;
	while (lines.len && count < most) {
		struct str rest = str_cut(lines, '\n', &lines);
		if (!str_eq(field(&rest), STR("stick")))
			continue;
		ret[count].name = field(&rest);
		if (!str_to_u64(field(&rest), 10, &ret[count].size))
			continue;
		ret[count++].model = rest;
	}
	return count;
}

void host_log(const struct live_host *host, const char *word, struct str text)
{
	struct arena arena;
	struct str lines;
	if (host->init < 0)
		return;
	arena_init(&arena, 1u << 20);
	(void)ask(host, &arena, str_format(&arena, "log\t%s %.*s", word, STR_ARGS(text)), &lines);
	arena_done(&arena);
}
