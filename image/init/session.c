/* Hands the PC over to the pages of `soatmay live` and does for it what needs rights (docs/live.md). Speaks up itself
 * only when they failed. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "init.h"

#define PROGRAM "/usr/bin/soatmay"
#define REQUEST_BYTES 4096
#define LINE_BYTES 512

struct wizard {
	pid_t process;
	int requests, messages;
	char last_line[LINE_BYTES]; /* the last thing it said on standard error */
};

static _Noreturn void become(int requests, int messages)
{
	static const char *const argv[] = { PROGRAM, "live", "--init=3", NULL };
	static const char *const environment[] = { "PATH=/usr/bin", "LANG=C.UTF-8", "HOME=/tmp", NULL };
	int moved = fcntl(requests, F_DUPFD, 10), moved_messages = fcntl(messages, F_DUPFD, 10);
	setsid();
	dup2(moved_messages, 2);
	dup2(moved, 3);
	close(moved);
	close(moved_messages);
	execve(argv[0], (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)environment);
	_exit(127);
}

static bool start(struct wizard *wizard)
{
	int requests[2], messages[2];
	*wizard = (struct wizard){ .process = -1 };
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, requests) != 0 || pipe2(messages, O_CLOEXEC) != 0)
		return false;
	wizard->process = fork();
	if (wizard->process == 0)
		become(requests[1], messages[1]);
	close(requests[1]);
	close(messages[1]);
	wizard->requests = requests[0];
	wizard->messages = messages[0];
	return wizard->process > 0;
}

static bool take_request(struct wizard *wizard)
{
	static char request[REQUEST_BYTES], answer[ANSWER_BYTES];
	ssize_t n = recv(wizard->requests, request, sizeof request - 1, 0);
	if (n <= 0)
		return n < 0 && errno == EINTR;
	request[n] = 0;
	request[strcspn(request, "\n")] = 0;
	answer_request(request, answer);
	return send(wizard->requests, answer, strlen(answer), MSG_NOSIGNAL) >= 0;
}

/* What it says on standard error: on the serial line, the last line kept for the page of the failure. */
static bool take_message(struct wizard *wizard)
{
	char text[LINE_BYTES], *rest = text, *line;
	ssize_t n = read(wizard->messages, text, sizeof text - 1);
	if (n <= 0)
		return n < 0 && errno == EINTR;
	text[n] = 0;
	while ((line = strsep(&rest, "\n"))) {
		if (!*line)
			continue;
		snprintf(wizard->last_line, sizeof wizard->last_line, "%s", line);
		say_serial(line);
	}
	return true;
}

static void serve(struct wizard *wizard)
{
	bool asks = true, speaks = true;
	while (asks || speaks) {
		struct pollfd wait[] = {
			{ .fd = asks ? wizard->requests : -1, .events = POLLIN },
			{ .fd = speaks ? wizard->messages : -1, .events = POLLIN },
			{ .fd = events_descriptor(), .events = POLLIN },
		};
		if (poll(wait, 3, -1) < 0 && errno != EINTR)
			return;
		if (wait[2].revents)
			events_take();
		if (wait[0].revents)
			asks = take_request(wizard);
		if (wait[1].revents)
			speaks = take_message(wizard);
	}
}

static bool ended_well(struct wizard *wizard, int *ret_status)
{
	while (waitpid(wizard->process, ret_status, 0) < 0) {
		if (errno != EINTR)
			return false;
	}
	return WIFEXITED(*ret_status) && WEXITSTATUS(*ret_status) == 0;
}

static void lock_down_state(void)
{
	char state[128] = "";
	(void)file_read("/sys/kernel/security/lockdown", state, sizeof state);
	say_serial(strstr(state, "[none]") || !state[0] ? "secure-boot off" : "secure-boot on");
}

static void say_failure(const struct wizard *wizard, int status)
{
	console_start();
	say("\033[2J\033[H\nCHƯA ĐỦ CĂN CỨ\n");
	say("Chương trình kiểm tra dừng giữa chừng, không kết luận gì về máy tính này.");
	if (disks_check())
		say("Các ổ đĩa của máy vẫn ở chế độ chỉ đọc và không bị thay đổi.");
	else
		say("Có ổ đĩa đã mất chế độ chỉ đọc; cần ghi vào biên bản.");
	say("\nMã lỗi: %d. %s", WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status), wizard->last_line);
	say("\nNhấn phím bất kỳ để tắt máy.");
	console_wait_key();
}

void session_run(void)
{
	struct wizard wizard;
	struct stick_answer stick;
	int status = 0;
	lock_down_state();
	stick_copy_config();
	bool well = start(&wizard);
	if (well) {
		serve(&wizard);
		well = ended_well(&wizard, &status);
	}
	(void)stick_unmount(&stick);
	if (!well)
		say_failure(&wizard, status);
}
