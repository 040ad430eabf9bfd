/* Profiles that ProfileList names: read, moved to another disk, without their hive, gone with their user. */
#include "case/case_fixture.h"
#include "support.h"

static struct fixture fixture;

static const struct coverage *profile_row(const char *path)
{
	for (size_t i = 0; i < fixture.file.coverage.count; i++) {
		const struct coverage *row = &fixture.file.coverage.items[i];
		if (str_eq_c(row->check, "source.profile") && str_eq_c(row->subject_text, path))
			return row;
	}
	return NULL;
}

static void add_hive_of(uint32_t subject, const char *path)
{
	*array_push(&fixture.arena, &fixture.file.evidence) =
		(struct evidence){ .id = (uint32_t)fixture.file.evidence.count + 1, .subject = subject, .path = str_from_c(path) };
}

static void start(void)
{
	fixture_start(&fixture);
	add_user(&fixture, 1, 1001, "vanphong");
	add_user(&fixture, 1, 1002, "lan");
	add_profile_of(&fixture, 1, MACHINE "-1001", "Users\\vanphong");
}

static void a_folder_without_hive_is_not_read(void)
{
	start();
	fixture_build(&fixture);
	const struct coverage *row = profile_row("Users\\vanphong");
	CHECK(row && row->undone && row->mandatory && row->result == COVERAGE_ABSENT);
	arena_done(&fixture.arena);
	start();
	add_hive_of(2, "Users\\vanphong\\ntuser.dat");
	fixture_build(&fixture);
	CHECK(!profile_row("Users\\vanphong"));
	arena_done(&fixture.arena);
}

static void a_moved_profile_counts_when_it_is_nobody_elses(void)
{
	start();
	add_profile_of(&fixture, 1, MACHINE "-1002", "Users\\lan");
	uint32_t other = add_subject(&fixture, SCOPE_SYSTEM, "D", 0, 0);
	uint32_t theirs = add_subject(&fixture, SCOPE_USER, "Users\\lan", other, 0);
	fixture_build(&fixture);
	CHECK(profile_row("Users\\lan") && profile_row("Users\\lan")->undone);
	arena_done(&fixture.arena);
	start();
	add_profile_of(&fixture, 1, MACHINE "-1002", "Users\\lan");
	theirs = add_subject(&fixture, SCOPE_USER, "Users\\lan", 1, 0);
	fixture.file.subjects.items[theirs - 1].system = 0; /* on a data volume */
	add_hive_of(theirs, "Users\\lan\\NTUSER.DAT");
	fixture_build(&fixture);
	CHECK(!profile_row("Users\\lan"));
	arena_done(&fixture.arena);
}

/* Volumes 0 (Windows) to 2 of one disk. */
static void add_volumes(void)
{
	static const char *const partitions[] = { "gpt:a", "gpt:b", "gpt:c" };
	for (uint32_t i = 0; i < 3; i++)
		*array_push(&fixture.arena, &fixture.file.volumes) = (struct volume_info){ .id = i, .partition = str_from_c(partitions[i]) };
}

static uint32_t add_folder(uint32_t volume, const char *path)
{
	uint32_t id = add_subject(&fixture, SCOPE_USER, path, 1, 0);
	fixture.file.subjects.items[id - 1].volume = volume;
	fixture.file.subjects.items[id - 1].system = volume ? 0 : 1;
	add_hive_of(id, str_to_c(&fixture.arena, str_format(&fixture.arena, "%s\\NTUSER.DAT", path)));
	return id;
}

static void move_profile(const char *drive, const char *partition)
{
	struct fact_profile *profile = add_profile_of(&fixture, 1, MACHINE "-1002", "Users\\lan");
	profile->drive = str_from_c(drive);
	profile->partition = str_from_c(partition);
}

static uint32_t folder_of_lan(void)
{
	const struct case_user *user = case_user_by_sid(&fixture.file, 1, STR(MACHINE "-1002"));
	return user ? user->profile_subject : 0;
}

static void a_drive_letter_leads_to_its_partition(void)
{
	start();
	add_volumes();
	move_profile("D", "gpt:b");
	uint32_t stale = add_folder(0, "Users\\lan"), moved = add_folder(1, "Users\\lan"), copy = add_folder(2, "Users\\lan");
	uint32_t browser = add_browser(&fixture, BROWSER_CHROME, "Users\\lan\\Chrome", moved);
	fixture.file.subjects.items[browser - 1].system = 0;
	fixture_build(&fixture);
	CHECK_INT(folder_of_lan(), moved);
	CHECK(!profile_row("D:\\Users\\lan") && !profile_row("Users\\lan"));
	CHECK(case_subject(&fixture.file, moved)->system == 1 && case_subject(&fixture.file, browser)->system == 1);
	CHECK(case_subject(&fixture.file, copy)->system == 0);
	CHECK(case_user_by_profile(&fixture.file, stale)->orphan);
	arena_done(&fixture.arena);
	start(); /* the partition is here, the profile is not: what lies beside Windows is not his */
	add_volumes();
	move_profile("D", "gpt:b");
	add_folder(0, "Users\\lan");
	fixture_build(&fixture);
	CHECK_INT(folder_of_lan(), 0);
	const struct coverage *row = profile_row("D:\\Users\\lan");
	CHECK(row && row->undone && row->result == COVERAGE_ABSENT);
	arena_done(&fixture.arena);
}

static void a_letter_that_nothing_explains(void)
{
	start(); /* the only folder of that path */
	add_volumes();
	move_profile("D", "");
	uint32_t moved = add_folder(2, "Users\\lan");
	fixture_build(&fixture);
	CHECK_INT(folder_of_lan(), moved);
	CHECK(!profile_row("D:\\Users\\lan"));
	arena_done(&fixture.arena);
	start(); /* two of them */
	add_volumes();
	move_profile("D", "");
	add_folder(1, "Users\\lan");
	add_folder(2, "Users\\lan");
	fixture_build(&fixture);
	CHECK_INT(folder_of_lan(), 0);
	CHECK(profile_row("D:\\Users\\lan") && profile_row("D:\\Users\\lan")->undone);
	arena_done(&fixture.arena);
	start(); /* a partition that was not given: what is here may be an old copy */
	add_volumes();
	move_profile("D", "gpt:elsewhere");
	uint32_t own = add_folder(0, "Users\\lan");
	fixture_build(&fixture);
	CHECK_INT(folder_of_lan(), own);
	const struct coverage *row = profile_row("D:\\Users\\lan");
	CHECK(row && row->undone && row->result == COVERAGE_PARTIAL);
	arena_done(&fixture.arena);
}

static void a_deleted_user_leaves_a_note(void)
{
	start();
	add_profile_of(&fixture, 1, MACHINE "-1009", "Users\\cu");
	fixture_build(&fixture);
	const struct coverage *row = profile_row("Users\\cu");
	CHECK(row && !row->undone && !row->mandatory);
	arena_done(&fixture.arena);
}

TEST_MAIN(TEST(a_folder_without_hive_is_not_read), TEST(a_moved_profile_counts_when_it_is_nobody_elses), TEST(a_deleted_user_leaves_a_note),
	  TEST(a_drive_letter_leads_to_its_partition), TEST(a_letter_that_nothing_explains))
