/* The wizard's end of the channel to the conductor: nothing is asked of an inspection that has ended, so that no page
 * waits for its answer. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/live_conductor.h"
#include "confine/channel.h"
#include "support.h"

static struct arena arena;

/* On the page of the owners: without the process that holds the case nothing is sent, and that is said. */
static void judging_needs_the_process(void)
{
	static const live_owner_list none;
	struct packet packet;
	int ends[2];
	CHECK_INT(channel_pair(ends), OK);
	struct conductor conductor = { .socket = ends[0] };
	CHECK(!conductor_judge(&conductor, &none));
	conductor.runner = getpid();
	CHECK(conductor_judge(&conductor, &none));
	CHECK_INT(channel_receive(ends[1], 0, &arena, &packet), OK);
	CHECK_INT(packet.type, PACKET_JUDGE);
	close(ends[0]);
	CHECK(channel_receive(ends[1], 0, &arena, &packet) != OK); /* the first one never went out */
	close(ends[1]);
}

/* The first page waits for the proof alone; what lies on the stick is read behind it and told in an event of its own. */
static void earlier_reports_come_after_the_proof(void)
{
	static struct earlier earlier;
	static const live_disk_list disks;
	char folder[] = "/tmp/soatmay-test-XXXXXX", command[256];
	struct conductor conductor;
	struct conductor_event event;
	CHECK(mkdtemp(folder) != NULL);
	snprintf(command, sizeof command,
		 "cd %s && mkdir 2026-01-01-A && echo '{\"schema\":\"soatmay.report/1\"}' >2026-01-01-A/report.json", folder);
	CHECK_INT(system(command), 0);
	const struct conductor_context context = { .disks = &disks, .earlier = &earlier, .allow_unconfined = true,
		                                   .earlier_folder = open(folder, O_RDONLY | O_DIRECTORY) };
	CHECK_INT(conductor_start(&context, &conductor), OK);
	close(context.earlier_folder);
	CHECK(conductor_prove(&conductor));
	CHECK_INT(conductor_receive(&conductor, &arena, &event), OK);
	CHECK_INT(event.kind, CONDUCTOR_PROVEN);
	CHECK_INT(conductor_receive(&conductor, &arena, &event), OK);
	CHECK_INT(event.kind, CONDUCTOR_LOOKED);
	CHECK(str_eq(event.lines, STR("1 reports, 0 left out, 0 not read, 1 machines")));
	conductor_stop(&conductor);
	snprintf(command, sizeof command, "rm -r %s", folder);
	CHECK_INT(system(command), 0);
}

/* BAOCAO is there, and the wizard could not open it. */
static void a_folder_of_reports_that_does_not_open(void)
{
	static struct earlier earlier = { .unread = 1 };
	static const live_disk_list disks;
	const struct conductor_context context = { .disks = &disks, .earlier = &earlier, .allow_unconfined = true,
		                                   .earlier_folder = -1 };
	struct conductor conductor;
	struct conductor_event event;
	CHECK_INT(conductor_start(&context, &conductor), OK);
	CHECK(conductor_prove(&conductor));
	CHECK_INT(conductor_receive(&conductor, &arena, &event), OK);
	CHECK_INT(conductor_receive(&conductor, &arena, &event), OK);
	CHECK_INT(event.kind, CONDUCTOR_LOOKED);
	CHECK(str_eq(event.lines, STR("0 reports, 0 left out, 1 not read, 0 machines")));
	conductor_stop(&conductor);
}

enum { SECRET_BYTES = 48 };

static char secret_at(size_t i)
{
	return (char)('0' + i * i * 7 % 10);
}

static size_t count_secret(const char *bytes, size_t len)
{
	size_t count = 0, same = 0;
	for (size_t at = 0; at + SECRET_BYTES <= len; at++, same = 0) {
		while (same < SECRET_BYTES && bytes[at + same] == secret_at(same))
			same++;
		count += same == SECRET_BYTES;
	}
	return count;
}

/* How often it stands in what this process can write to; areas above 64 MiB are the sanitizer's own. */
static size_t secrets_in_memory(void)
{
	static char line[512];
	unsigned long long start, end;
	size_t count = 0;
	FILE *maps = fopen("/proc/self/maps", "r");
	int memory = open("/proc/self/mem", O_RDONLY);
	CHECK(maps && memory >= 0);
	while (maps && fgets(line, sizeof line, maps)) {
		if (sscanf(line, "%llx-%llx rw", &start, &end) != 2 || !strstr(line, " rw") || end - start > 64u << 20)
			continue;
		char *bytes = calloc(1, end - start);
		ssize_t got = pread(memory, bytes, end - start, (off_t)start);
		count += count_secret(bytes, got > 0 ? (size_t)got : 0);
		explicit_bzero(bytes, end - start);
		free(bytes);
	}
	fclose(maps);
	close(memory);
	return count;
}

/* Keys and passwords pass through the channel, and processes are forked later: the receiver's copy is the only one. */
static void a_packet_leaves_one_copy(void)
{
	struct packet packet;
	char secret[SECRET_BYTES];
	int ends[2];
	for (size_t i = 0; i < sizeof secret; i++)
		secret[i] = secret_at(i);
	CHECK_INT(channel_pair(ends), OK);
	CHECK_INT(channel_send(ends[0], PACKET_FILES, (struct str){ secret, sizeof secret }, NULL, 0), OK);
	explicit_bzero(secret, sizeof secret);
	CHECK_INT(channel_receive(ends[1], 0, &arena, &packet), OK);
	CHECK_INT(secrets_in_memory(), 1);
	explicit_bzero((void *)(uintptr_t)packet.body.data, packet.body.len);
	CHECK_INT(secrets_in_memory(), 0);
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	static const struct test tests[] = { TEST(judging_needs_the_process), TEST(earlier_reports_come_after_the_proof),
					     TEST(a_folder_of_reports_that_does_not_open),
		                             TEST(a_packet_leaves_one_copy) };
	arena_init(&arena, 8u << 20);
	return test_main(tests, sizeof tests / sizeof *tests);
}
