/* The wizard's loop: keys, events of the inspection, the clock; then the page, then what the page asks for. */
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "cmd/cmd.h"
#include "cmd/live.h"

#define VIETNAM_SECONDS (7 * 3600)
#define ESCAPE_MS 60 /* how long an Escape waits for the rest of a sequence */

static int64_t running_seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

static int until_next_second(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return 1000 - (int)(now.tv_nsec / 1000000);
}

/* Windows keeps the PC's clock in local time; the kernel of the stick takes it as it is. Elsewhere it is UTC. */
int64_t live_clock(const struct live *live)
{
	if (live->options.now != TIME_UNKNOWN)
		return live->options.now / 1000000 + VIETNAM_SECONDS;
	return (int64_t)time(NULL) + (live->options.init < 0 ? VIETNAM_SECONDS : 0);
}

static bool changes_by_itself(const struct wizard *wizard)
{
	return wizard->page == PAGE_PROGRESS || wizard->page == PAGE_CLOCK || wizard->countdown > 0;
}

static void tick(struct live *live)
{
	int64_t now = running_seconds();
	if (now == live->last_tick)
		return;
	live->last_tick = now;
	live->changed |= changes_by_itself(&live->wizard);
	wizard_tick(&live->wizard, now, live_clock(live));
	live->changed |= live->wizard.request != REQUEST_NONE;
}

static bool is_working(const struct live *live)
{
	return live->wizard.inspecting || live->wizard.page == PAGE_WAIT || live->wizard.page == PAGE_SAVING;
}

/* The next key of the script; nothing is pressed while the wizard is at work. */
static void press_script(struct live *live)
{
	struct key key;
	const char *word = live->keys + strspn(live->keys, " ");
	size_t length = strcspn(word, " ");
	if (is_working(live) || live->changed || live->wizard.request != REQUEST_NONE)
		return;
	if (length == 0) {
		live->off = true;
		return;
	}
	if (key_from_name(word, length, &key))
		wizard_key(&live->wizard, key);
	live->keys = word + length;
	live->changed = true;
}

static void take_keys(struct live *live, bool idle)
{
	struct key key;
	bool gone;
	while (live->wizard.request == REQUEST_NONE && terminal_key(live->screen.terminal, idle, &key, &gone)) {
		wizard_key(&live->wizard, key);
		live->changed = true;
	}
	if (gone) /* the terminal has hung up */
		live->gone = true;
}

static void wait_for_something(struct live *live)
{
	struct terminal *terminal = live->screen.terminal;
	struct pollfd wait[] = { { .fd = live->conductor.socket, .events = POLLIN },
				 { .fd = terminal ? terminal_descriptor(terminal) : -1, .events = POLLIN } };
	int timeout = until_next_second();
	if (live->keys)
		timeout = is_working(live) ? timeout : 0;
	else if (terminal && terminal_pending(terminal) && timeout > ESCAPE_MS)
		timeout = ESCAPE_MS;
	int ready = poll(wait, 2, timeout);
	if (wait[0].revents)
		live_take_event(live);
	if (live->keys)
		press_script(live);
	else if (terminal)
		take_keys(live, ready == 0);
	tick(live);
}

static void show(struct live *live)
{
	const char *last = live->screen.last;
	live->wizard.parts = live_screen_show(&live->screen, &live->wizard);
	if (!last || strcmp(last, live->screen.last) != 0)
		host_log(&live->host, "page", str_from_c(live->screen.last));
	live->changed = false;
}

int live_loop(struct live *live)
{
	live->changed = true;
	tick(live);
	while (!live->off && !live->gone) {
		if (live->changed)
			show(live);
		if (live->wizard.request != REQUEST_NONE)
			live_do_request(live);
		else
			wait_for_something(live);
	}
	return live->gone || live->screen.failed ? STATUS_OWN_FAILURE : STATUS_PASS;
}
