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
	fixture_build(&fixture);
	CHECK(!profile_row("Users\\lan"));
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

TEST_MAIN(TEST(a_folder_without_hive_is_not_read), TEST(a_moved_profile_counts_when_it_is_nobody_elses), TEST(a_deleted_user_leaves_a_note))
