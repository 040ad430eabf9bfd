/* The wizard's requests: one packet of text, one answer (docs/live.md). What it may name is looked up, never taken as a
 * path. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "init.h"

struct answer { char *text; size_t length; };

static void put(struct answer *answer, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(struct answer *answer, const char *format, ...)
{
	va_list arguments;
	size_t room = ANSWER_BYTES - answer->length;
	va_start(arguments, format);
	int n = vsnprintf(answer->text + answer->length, room, format, arguments);
	va_end(arguments);
	if (n > 0 && (size_t)n < room)
		answer->length += (size_t)n;
	else
		answer->text[answer->length] = 0; /* a line that has no room is left out whole */
}

/* Text of a device inside a line of fields. */
static const char *plain(const char *text, char *kept)
{
	size_t n = 0;
	for (; text[n] && n + 1 < NAME_BYTES; n++)
		kept[n] = text[n] >= ' ' && text[n] <= '~' ? text[n] : ' ';
	kept[n] = 0;
	return kept;
}

static void answer_disks(struct answer *answer)
{
	char model[NAME_BYTES], serial[NAME_BYTES];
	put(answer, "ok\n");
	disks.named = true;
	for (size_t i = 0; i < disks.count; i++) {
		struct disk *disk = &disks.items[i];
		if (disk->gone)
			continue;
		disk->inspected |= !disk->medium && disk->bytes > 0; /* for good, also when its card is pulled out */
		disk->listed |= disk->medium || disk->bytes > 0;
		identity_note(disk);
		const char *use = disk->medium ? "medium" : disk->bytes > 0 ? "inspect" : "empty";
		put(answer, "disk\t%s\t%s\t%llu\t%s\t%s\t%s\n", disk->name, use, (unsigned long long)disk->bytes,
		    disk->bus, plain(disk->model, model), plain(disk->serial, serial));
	}
	for (size_t i = 0; i < disks.count; i++)
		identity_note_gone(&disks.items[i]);
}

/* Disks that are not inspected, gone meanwhile or not. What is plugged in by hand may be a stick to save on. */
static void answer_uninspected(struct answer *answer)
{
	char model[NAME_BYTES];
	for (size_t i = 0; i < disks.count; i++) {
		const struct disk *disk = &disks.items[i];
		const char *word = disk->late && disk->portable ? "plugged" : disk->late ? "late" :
			disk->left ? "left" : "empty";
		if (disk->late || disk->left || disk->empty)
			put(answer, "%s\t%s\t%s\n", word, disk->name, plain(disk->model, model));
	}
	if (disks.beyond[0])
		put(answer, "beyond\t%s\t\n", disks.beyond);
}

static void answer_check(struct answer *answer)
{
	put(answer, "%s\n", disks_check() ? "ok" : "writable");
	for (size_t i = 0; i < disks.count; i++) {
		const struct disk *disk = &disks.items[i];
		const struct counters *b = &disk->before, *a = &disk->after;
		if (!disk->listed) /* another one may have the name of one that went */
			continue;
		put(answer, "counters\t%s\t%d\t%d\t%llu\t%llu\t%llu\t%llu\t%llu\t%llu\t%llu\t%llu\n", disk->name,
		    !disk->was_writable, disk->gone, (unsigned long long)b->writes, (unsigned long long)a->writes,
		    (unsigned long long)b->sectors, (unsigned long long)a->sectors, (unsigned long long)b->discards,
		    (unsigned long long)a->discards, (unsigned long long)b->flushes, (unsigned long long)a->flushes);
	}
	answer_uninspected(answer);
}

static void answer_stick(struct answer *answer, bool ok, const struct stick_answer *stick)
{
	if (ok)
		put(answer, "ok\t" STICK "\t%llu\t%llu\n", (unsigned long long)stick->free_bytes,
		    (unsigned long long)stick->bytes);
	else
		put(answer, "error\t%s\t%s\n", stick->word, stick->text);
}

static void answer_sticks(struct answer *answer)
{
	char partitions[DISKS_MOST][NAME_BYTES], model[NAME_BYTES], path[PATH_BYTES], size[32];
	put(answer, "ok\n");
	for (size_t i = 0; i < disks.count; i++) {
		const struct disk *disk = &disks.items[i];
		size_t count = 0;
		if (!disk->gone)
			(void)disk_partitions(disk->name, partitions, DISKS_MOST, &count);
		if (count == 0)
			snprintf(partitions[count++], NAME_BYTES, "%s", disk->name);
		for (size_t k = 0; k < count; k++) {
			snprintf(path, sizeof path, "/sys/class/block/%s/size", partitions[k]);
			if (stick_is_other(disk, partitions[k]) && file_read(path, size, sizeof size))
				put(answer, "stick\t%s\t%llu\t%s\n", partitions[k], strtoull(size, NULL, 10) * 512,
				    plain(disk->model, model));
		}
	}
}

void answer_request(const char *request, char *text)
{
	struct answer answer = { text, 0 };
	struct stick_answer stick;
	text[0] = 0;
	if (strcmp(request, "disks") == 0) {
		answer_disks(&answer);
	} else if (strcmp(request, "check") == 0) {
		answer_check(&answer);
	} else if (strcmp(request, "mount") == 0 || strncmp(request, "mount\t", 6) == 0) {
		bool ok = stick_mount(request[5] ? request + 6 : NULL, &stick);
		answer_stick(&answer, ok, &stick);
	} else if (strcmp(request, "look") == 0) {
		bool ok = stick_look(&stick);
		answer_stick(&answer, ok, &stick);
	} else if (strcmp(request, "unmount") == 0) {
		bool ok = stick_unmount(&stick);
		put(&answer, ok ? "ok\n" : "error\tfailed\t%s\n", stick.text);
	} else if (strcmp(request, "sticks") == 0) {
		answer_sticks(&answer);
	} else if (strncmp(request, "log\t", 4) == 0) {
		say_serial(request + 4);
		put(&answer, "ok\n");
	} else {
		put(&answer, "error\tunknown\t\n");
	}
}
