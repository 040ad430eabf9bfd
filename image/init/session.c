/* What the person at the PC sees: self-test, disks, inspection, saving, result. The one place to change when the pages of `soatmay live` take
 * over: session_run() is called with all disks found and read-only, and afterwards the PC is switched off. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "init.h"

#define PROGRAM "/usr/bin/soatmay"
#define RESULT_FOLDER REPORT_FOLDER "/ketqua"
#define INCONCLUSIVE "CHƯA ĐỦ CĂN CỨ"
#define GIGABYTE 1000000000ULL

static void lock_down_state(void)
{
	char state[128] = "";
	(void)file_read("/sys/kernel/security/lockdown", state, sizeof state);
	say("Secure Boot: %s", strstr(state, "[none]") || !state[0] ? "không có hiệu lực" : "có hiệu lực");
}

static bool self_test(void)
{
	const char *const argv[] = { PROGRAM, "selftest", NULL };
	struct run_result result;
	bool good = run_program(argv, true, &result) && result.status == 0;
	if (!good) {
		say("\n%s\nChương trình tự kiểm tra không đạt trên máy này; không kết luận gì về máy tính.", INCONCLUSIVE);
		say("Mã kết thúc %d\n%s", result.status, result.output ? result.output : "");
	} else {
		say("Tự kiểm tra: đạt");
	}
	free(result.output);
	return good;
}

static size_t choose_disks(void)
{
	size_t chosen = 0;
	for (size_t i = 0; i < disks.count; i++) {
		struct disk *disk = &disks.items[i];
		disk->inspected = !disk->medium && disk->bytes > 0;
		chosen += disk->inspected;
		if (disk->bytes > 0)
			say("Ổ %s: %s, %s, %llu,%llu GB%s", disk->name, disk->model[0] ? disk->model : "không rõ kiểu", disk->bus[0] ? disk->bus : "khác",
			    (unsigned long long)(disk->bytes / GIGABYTE), (unsigned long long)(disk->bytes % GIGABYTE / (GIGABYTE / 10)),
			    disk->medium ? " (USB Soát máy, không kiểm tra)" : "");
	}
	if (disks.left_out)
		say("Còn %zu ổ nữa không kiểm tra được.", disks.left_out);
	return chosen;
}

static bool inspect(struct run_result *ret)
{
	static char paths[DISKS_MOST][NAME_BYTES + 8];
	const char *argv[DISKS_MOST + 4] = { PROGRAM, "inspect", "--output=" RESULT_FOLDER };
	size_t count = 3;
	for (size_t i = 0; i < disks.count; i++) {
		if (!disks.items[i].inspected)
			continue;
		snprintf(paths[i], sizeof paths[i], "/dev/%s", disks.items[i].name);
		argv[count++] = paths[i];
	}
	return run_program(argv, true, ret);
}

static const char *verdict_word(const struct run_result *result)
{
	if (result->ended && result->status == 0)
		return "ĐẠT";
	if (result->ended && result->status == 1)
		return "KHÔNG ĐẠT";
	return INCONCLUSIVE;
}

static void counters_say(void)
{
	say("\nSố lệnh ghi xuống ổ đĩa (trước khi kiểm tra - sau khi kiểm tra):");
	for (size_t i = 0; i < disks.count; i++) {
		const struct disk *d = &disks.items[i];
		if (d->bytes == 0)
			continue;
		say("  %s%s: ghi %llu - %llu, sector %llu - %llu, xóa vùng %llu - %llu, đẩy đệm %llu - %llu%s%s", d->name, d->medium ? " (USB Soát máy)" : "",
		    (unsigned long long)d->before.writes, (unsigned long long)d->after.writes, (unsigned long long)d->before.sectors,
		    (unsigned long long)d->after.sectors, (unsigned long long)d->before.discards, (unsigned long long)d->after.discards,
		    (unsigned long long)d->before.flushes, (unsigned long long)d->after.flushes, d->gone ? "; đã bị rút ra" : "",
		    d->was_writable ? "; KHÔNG còn ở chế độ chỉ đọc" : d->gone ? "" : "; chỉ đọc");
	}
}

struct saved { bool done; char name[PATH_BYTES], why[PATH_BYTES]; };

static void result_say(const struct run_result *result, bool read_only, const struct saved *saved)
{
	say("\nKết luận: %s", read_only ? verdict_word(result) : INCONCLUSIVE);
	if (!result->ended || result->status > 2)
		say("Chương trình kiểm tra dừng giữa chừng (mã %d).", result->status);
	if (!read_only)
		say("Có ổ đĩa đã mất chế độ chỉ đọc trong lúc kiểm tra.");
	if (saved->done)
		say("Đã lưu trên USB: BAOCAO/%s", saved->name);
	else
		say("KHÔNG lưu được báo cáo: %s", saved->why);
}

/* Saved before the first page is shown: whoever reads may switch the PC off at any page. */
static void inspect_and_show(void)
{
	struct run_result result;
	struct saved saved = { .why = "không có báo cáo" };
	time_t start = time(NULL);
	say("\nĐang kiểm tra, xin chờ...");
	bool reported = inspect(&result) && result.status <= 2;
	long long seconds = (long long)(time(NULL) - start);
	bool read_only = disks_check();
	if (reported)
		saved.done = save_reports(RESULT_FOLDER, saved.name, sizeof saved.name, saved.why, sizeof saved.why);
	read_only &= disks_check();
	if (result.length)
		console_print(result.output, result.length);
	result_say(&result, read_only, &saved);
	counters_say();
	say("Thời gian kiểm tra: %lld giây", seconds);
	free(result.output);
}

void session_run(void)
{
	lock_down_state();
	bool good = self_test();
	size_t chosen = choose_disks();
	if (good && chosen > 0)
		inspect_and_show();
	else if (good)
		say("\nKết luận: %s\nKhông thấy ổ đĩa nào của máy.", INCONCLUSIVE);
	say("\nNhấn phím bất kỳ để tắt máy.");
	console_wait_key();
}
