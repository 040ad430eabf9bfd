/* The stick: where a report goes, what stays when something goes wrong; what init says. */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/live_conductor.h"
#include "cmd/live_save.h"
#include "support.h"

static struct arena arena;
static char stick[] = "/tmp/soatmay-test-XXXXXX";

static const struct result_head head = { .verdict = VERDICT_FAIL,
					 .word = { "KHÔNG ĐẠT", 13 },
					 .code = { "7QK4-M2TD", 9 },
					 .computer_name = { "=VANPHONG\"07", 12 },
					 .fails = 5,
					 .notes = 1 };

static struct live_report report_of(const struct saved_file *files, size_t count)
{
	return (struct live_report){ .date = STR("2026-11-22"),
				     .serial = STR("VD15/26 004417."),
				     .model = STR("Office V15"),
				     .mode = STR("nhan_may"),
				     .head = &head,
				     .files = files,
				     .count = count };
}

static const struct saved_file files[] = { { "report.json", { "{}\n", 3 } }, { "SHA256SUMS", { "sum\n", 4 } } };

static struct str content(const char *name)
{
	struct span bytes = read_whole_file(&arena, str_to_c(&arena, str_format(&arena, "%s/BAOCAO/%s", stick, name)));
	return (struct str){ (const char *)bytes.data, bytes.len };
}

static size_t entries(void)
{
	size_t count = 0;
	struct dirent *entry;
	DIR *folder = opendir(str_to_c(&arena, str_format(&arena, "%s/BAOCAO", stick)));
	while (folder && (entry = readdir(folder)))
		count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	if (folder)
		closedir(folder);
	return count;
}

static void saves_reports_beside_each_other(void)
{
	struct live_report report = report_of(files, 2);
	struct str folder;
	CHECK_INT(live_save(str_from_c(stick), &report, &arena, &folder), OK);
	CHECK_STR(folder, "BAOCAO\\2026-11-22-VD15-26-004417-7QK4M2TD");
	CHECK_STR(content("2026-11-22-VD15-26-004417-7QK4M2TD/report.json"), "{}\n");
	CHECK_INT(live_save(str_from_c(stick), &report, &arena, &folder), OK);
	CHECK_STR(folder, "BAOCAO\\2026-11-22-VD15-26-004417-7QK4M2TD-2");
	report.serial = (struct str){ 0 };
	CHECK_INT(live_save(str_from_c(stick), &report, &arena, &folder), OK);
	CHECK_STR(folder, "BAOCAO\\2026-11-22-KHONG-SERI-7QK4M2TD");
	CHECK_INT(entries(), 4);
}

/* One head, one line a report, nothing that a spreadsheet would take for a formula. */
static void lists_reports(void)
{
	struct str rest = content("tonghop.csv"), line;
	size_t lines = 0;
	CHECK(str_starts(rest, STR("\xEF\xBB\xBF\"ngay\";\"seri\"")));
	while (rest.len) {
		line = str_cut(rest, '\n', &rest);
		CHECK(str_ends(line, STR("\"\r")));
		if (lines++)
			CHECK(str_find(line, STR(";\"'=VANPHONG\"\"07\";")) > 0 &&
			      str_find(line, STR("\"KHÔNG ĐẠT\";\"5\";\"1\"")) > 0);
	}
	CHECK_INT(lines, 4);
}

/* The model as the last line of the list has it. */
static void check_cell(const char *model, const char *expected)
{
	struct live_report report = report_of(files, 2);
	struct str folder, list, line = { 0 };
	report.model = str_from_c(model);
	CHECK_INT(live_save(str_from_c(stick), &report, &arena, &folder), OK);
	list = content("tonghop.csv");
	while (list.len)
		line = str_cut(list, '\n', &list);
	CHECK(str_find(line, str_format(&arena, ";\"%s\";", expected)) > 0);
}

static void cells_are_no_formulas(void)
{
	check_cell("\x01=1+1", "'=1+1");
	check_cell("\r\n\t@SUM(A1)", "' @SUM(A1)");
	check_cell("\xEF\xBB\xBF+1", "'+1");
	check_cell("\xE2\x80\x8E-1", "'-1");
	check_cell(" =1", "' =1");
	check_cell("＝1", "'＝1");
	check_cell("＋1", "'＋1");
	check_cell("－1", "'－1");
	check_cell("＠A", "'＠A");
	check_cell("A,=cmd|'/C calc'!A0,B", "A =cmd|'/C calc'!A0 B");
	check_cell(",=1", "' =1");
	check_cell("A;@B\t-1;", "A @B -1 ");
	check_cell("\u3000=1", "'\u3000=1");
	check_cell("\u2002 \u00A0=1", "'\u2002 \u00A0=1");
	check_cell("\u3164=1", "'=1");
	check_cell("\x01Máy \"A\"-1", "Máy \"\"A\"\"-1");
}

/* What a power cut left is taken away the next time; reports are not. */
static void clears_left_overs(void)
{
	struct live_report report = report_of(files, 2);
	struct str folder;
	mkdir(str_to_c(&arena, str_format(&arena, "%s/BAOCAO/.dang-luu-x", stick)), 0755);
	fclose(fopen(str_to_c(&arena, str_format(&arena, "%s/BAOCAO/.dang-luu-x/report.json", stick)), "w"));
	CHECK_INT(entries(), 5);
	CHECK_INT(live_save(str_from_c(stick), &report, &arena, &folder), OK);
	CHECK_INT(entries(), 5);
}

/* A stick that is full in the middle of a file: nothing of the new report, everything of the old ones. */
static void full_stick_keeps_reports(void)
{
	static char large[200000];
	const struct saved_file more[] = { { "report.json", { "{}\n", 3 } },
					   { "report.pdf", { large, sizeof large } } };
	struct live_report report = report_of(more, 2);
	struct rlimit before, small = { 100000, 100000 };
	struct str folder, list = content("tonghop.csv");
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &before);
	small.rlim_max = before.rlim_max;
	setrlimit(RLIMIT_FSIZE, &small);
	enum err e = live_save(str_from_c(stick), &report, &arena, &folder);
	int reason = errno;
	setrlimit(RLIMIT_FSIZE, &before);
	CHECK_INT(e, ERR_IO);
	CHECK_INT(live_save_failure(reason), SAVE_FULL);
	CHECK_INT(entries(), 5);
	CHECK(str_eq(content("tonghop.csv"), list));
	CHECK_STR(content("2026-11-22-VD15-26-004417-7QK4M2TD/report.json"), "{}\n");
}

/* Something else has the folder's name. */
static void odd_stick_is_said(void)
{
	struct live_report report = report_of(files, 2);
	struct str folder, place = str_format(&arena, "%s/odd", stick);
	mkdir(str_to_c(&arena, place), 0755);
	fclose(fopen(str_to_c(&arena, str_format(&arena, "%.*s/BAOCAO", STR_ARGS(place))), "w"));
	CHECK_INT(live_save(place, &report, &arena, &folder), ERR_IO);
	CHECK_INT(live_save(STR("/nonexistent"), &report, &arena, &folder), ERR_IO);
	CHECK_INT(live_save_failure(errno), SAVE_GONE);
	CHECK_INT(live_save_failure(EROFS), SAVE_READ_ONLY);
}

static void counts_room(void)
{
	struct live_report report = report_of(files, 2);
	CHECK_INT(live_reports_left(16u << 20, &report), 127);
	CHECK_INT(live_reports_left(1000, &report), 0);
}

static void reads_what_init_says(void)
{
	live_disk_list disks = { 0 };
	CHECK(host_parse_disks(STR("disk\tnvme0n1\tinspect\t512110190592\tNVMe\tVIDUDISK "
				   "NV512\t26FD0031872\ndisk\tsda\tmedium\t16008609792\tUSB\tFlash\t\n"
				   "disk\tsdb\tempty\t0\tUSB\tCard Reader\t\ndisk\tsdc\tinspect\t1000\tSATA\t\t\n"),
			       &arena, &disks));
	CHECK_INT(disks.count, 3);
	CHECK(disks.items[0].row.source == 1 && disks.items[1].medium && disks.items[1].row.source == 0 &&
	      disks.items[2].row.source == 2);
	CHECK_STR(disks.items[0].path, "/dev/nvme0n1");
	CHECK_STR(disks.items[0].row.serial, "26FD0031872");
	late_disk_list late;
	CHECK(host_parse_counters(
		STR("counters\tsdc\t1\t0\t7\t7\t1\t1\t0\t0\t3\t3\ncounters\tnvme0n1\t0\t0\t5\t9\t1\t1\t0\t2\t3\t3\n"
		    "late\tsdd\tVIDUDISK HD2\nempty\tsde\tVIDUDISK HD3\nbeyond\tsdzz\t\n"
		    "left\tsdf\tVIDUDISK HD4\n"),
		&arena, &disks, &late));
	CHECK_INT(late.count, 4);
	CHECK_STR(late.items[0].word, "late");
	CHECK_STR(late.items[0].text, "/dev/sdd, VIDUDISK HD2");
	CHECK_STR(late.items[1].word, "empty");
	CHECK_STR(late.items[1].text, "/dev/sde, VIDUDISK HD3");
	CHECK_STR(late.items[2].text, "/dev/sdzz");
	CHECK_STR(late.items[3].word, "left");
	CHECK_STR(late.items[3].text, "/dev/sdf, VIDUDISK HD4");
	CHECK(disks.items[2].row.read_only && disks.items[2].row.writes_after == 7);
	CHECK(!disks.items[0].row.read_only && disks.items[0].row.writes_before == 5 &&
	      disks.items[0].row.writes_after == 11);
	CHECK(!host_parse_counters(STR("counters\tsdc\t1\t0\t7\n"), &arena, &disks, &late));
	CHECK(!host_parse_disks(STR("disk\t../etc\tinspect\t1\t\t\t\n"), &arena, &disks));
	CHECK(!host_parse_disks(STR("disc\tsda\n"), &arena, &disks));
}

/* Each on the report, and only a stick that was plugged in by hand lets a machine pass. */
static void uninspected_disks_are_rows(void)
{
	static const char *const lines[][2] = {
		{ "late\t/dev/sdd, A", "source.late" },
		{ "empty\t/dev/sdd, A", "source.empty" },
		{ "left\t/dev/sdd, A", "source.left" },
		{ "beyond\t/dev/sdd, A", "source.beyond" },
		{ "plugged\t/dev/sdd, A", "source.plugged" },
	};
	struct coverage row;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		CHECK(runner_uninspected(str_from_c(lines[i][0]), &row));
		CHECK_STR(row.check, lines[i][1]);
		CHECK_STR(row.subject_text, "/dev/sdd, A");
		CHECK(row.mandatory == (i < 4) && row.undone == (i < 4) && row.result == COVERAGE_FAILED);
	}
	CHECK(!runner_uninspected(STR("other\t/dev/sdd"), &row));
}

/* A list that somebody prepared costs no report: it is put aside when it cannot be mended. */
static void put_in(const char *name, size_t bytes)
{
	FILE *file = fopen(str_to_c(&arena, str_format(&arena, "%s/BAOCAO/%s", stick, name)), "w");
	for (size_t i = 0; i < bytes; i += 4)
		fwrite("xxx\n", 1, 4, file);
	fclose(file);
}

static struct str save_one(void)
{
	struct live_report report = report_of(files, 2);
	struct str folder = { 0 };
	CHECK_INT(live_save(str_from_c(stick), &report, &arena, &folder), OK);
	return str_from(folder, strlen("BAOCAO\\"));
}

static void odd_lists_are_put_aside(void)
{
	put_in("tonghop.csv", 17u << 20);
	put_in("tonghop.dang-ghi", 2u << 20);
	struct str folder = save_one(), list = content("tonghop.csv");
	CHECK(str_starts(list, STR("\xEF\xBB\xBF\"ngay\"")) && str_find(list, folder) > 0);
	struct stat st;
	CHECK(stat(str_to_c(&arena, str_format(&arena, "%s/BAOCAO/tonghop.cu-1.csv", stick)), &st) == 0 &&
	      st.st_size == 17 << 20);
	CHECK(stat(str_to_c(&arena, str_format(&arena, "%s/BAOCAO/tonghop.cu-1.dang-ghi", stick)), &st) == 0);
	CHECK(stat(str_to_c(&arena, str_format(&arena, "%s/BAOCAO/tonghop.dang-ghi", stick)), &st) != 0);
	unlink(str_to_c(&arena, str_format(&arena, "%s/BAOCAO/tonghop.csv", stick)));
	mkdir(str_to_c(&arena, str_format(&arena, "%s/BAOCAO/tonghop.csv", stick)), 0755);
	mkdir(str_to_c(&arena, str_format(&arena, "%s/BAOCAO/tonghop.dang-ghi", stick)), 0755);
	folder = save_one();
	CHECK(str_find(content("tonghop.csv"), folder) > 0);
}

/* As many kept lines as there are, a list as long as it may be: it is read once, within the memory of the test. */
static void long_lists_are_read_once(void)
{
	char command[200];
	snprintf(command, sizeof command,
		 "cd %s/BAOCAO && mkdir x && printf '\"x\"\r\n%%.0s' $(seq 20000) >tonghop.dang-ghi", stick);
	CHECK_INT(system(command), 0);
	put_in("tonghop.csv", 15u << 20);
	struct str folder = save_one();
	CHECK_STR(content(str_to_c(&arena, str_format(&arena, "%.*s/report.json", STR_ARGS(folder)))), "{}\n");
	struct str list = content("tonghop.csv");
	CHECK(str_starts(list, STR("xxx\n")) && str_find(list, folder) > 0 && list.len < (15u << 20) + 2000);
}

static void requests_survive_the_way(void)
{
	struct live_request request = { .mode = MODE_IN_USE,
					.english = true,
					.now = -1234567890123,
					.label = LABEL_DIFFERS,
					.clock_shift = -25200 },
			    back;
	struct buf lines = { 0 };
	request.people[1][0] = STR("Trần Thị B");
	request.people[1][2] = STR("ben_nhan");
	*array_push(&arena, &request.keys) = STR("000011000022");
	live_request_write(&lines, &request);
	CHECK(live_request_read(buf_str(&lines), &arena, &back));
	CHECK(back.mode == MODE_IN_USE && back.english && back.now == request.now && back.label == LABEL_DIFFERS &&
	      back.clock_shift == -25200);
	CHECK_STR(back.people[1][0], "Trần Thị B");
	CHECK_STR(back.people[1][2], "ben_nhan");
	CHECK(back.keys.count == 1 && str_eq(back.keys.items[0], STR("000011000022")));
	CHECK(!live_request_read(STR("mode\t77\n"), &arena, &back));
	buf_done(&lines);
}

int main(void)
{
	static const struct test tests[] = { TEST(saves_reports_beside_each_other),
					     TEST(lists_reports),
					     TEST(clears_left_overs),
					     TEST(full_stick_keeps_reports),
					     TEST(odd_stick_is_said),
					     TEST(counts_room),
					     TEST(reads_what_init_says),
					     TEST(uninspected_disks_are_rows),
					     TEST(cells_are_no_formulas),
					     TEST(long_lists_are_read_once),
					     TEST(odd_lists_are_put_aside),
					     TEST(requests_survive_the_way) };
	arena_init(&arena, 64u << 20);
	return test_main_in_folder(stick, tests, sizeof tests / sizeof *tests);
}
