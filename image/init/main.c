/* /init of the live image: kernel file systems, drivers, disks read-only, the session, power off. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <unistd.h>

#include "init.h"

/* What init itself has to say goes to the kernel's log, not across the pages. */
static void standard_files(void)
{
	int nothing = open("/dev/null", O_RDWR), log = open("/dev/kmsg", O_WRONLY);
	dup2(nothing, 0);
	dup2(nothing, 1);
	if (log >= 0)
		dup2(log, 2);
	setvbuf(stderr, NULL, _IOLBF, 0);
}

static _Noreturn void power_off(void)
{
	for (;;) {
		reboot(RB_POWER_OFF);
		pause();
	}
}

int main(void)
{
	bool mounted = mounts_make();
	standard_files();
	umask(022);
	signal(SIGPIPE, SIG_IGN);
	console_start();
	say("\nSOÁT MÁY %s. Máy tính này chỉ được đọc, không bị ghi.", SOATMAY_VERSION);
	if (!mounted || !events_open() || !modules_start()) {
		say("Không khởi động được; tắt máy và thử lại.");
		console_wait_key();
		power_off();
	}
	say("Đang tìm ổ đĩa, xin chờ...");
	modules_load_always();
	disks_scan();
	modules_coldplug();
	events_take();
	events_settle();
	disks_scan();
	medium_find();
	if (modules_failed())
		fprintf(stderr, "init: %zu modules could not be loaded\n", modules_failed());
	session_run();
	disks_need_no_flush();
	power_off();
}
