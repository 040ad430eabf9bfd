/* The wizard's end of the channel to the conductor: nothing is asked of an inspection that has ended, so that no page
 * waits for its answer. */
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

int main(void)
{
	static const struct test tests[] = { TEST(judging_needs_the_process) };
	arena_init(&arena, 8u << 20);
	return test_main(tests, sizeof tests / sizeof *tests);
}
