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

int main(void)
{
	static const struct test tests[] = { TEST(judging_needs_the_process), TEST(earlier_reports_come_after_the_proof) };
	arena_init(&arena, 8u << 20);
	return test_main(tests, sizeof tests / sizeof *tests);
}
