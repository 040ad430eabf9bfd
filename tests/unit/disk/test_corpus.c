/* Every NTFS image of the corpus against its truth: volumes, names, sizes, SHA-256 of each file and stream. */
#include <stdio.h>

#include <cjson/cJSON.h>

#include "disk_support.h"

static const char *const images[] = {
	"ntfs/charlie.raw", "ntfs/file_4k.bin", "ntfs/ntfs3.raw", "ntfs/ntfs_index.raw", "ntfs/partition_image.raw", "ntfs/testfs1.raw",
	"ntfs/windows_volume.raw",
};

static cJSON *load_truth(struct arena *arena)
{
	struct span text = corpus_file(arena, "truth.json");
	cJSON *truth = cJSON_ParseWithLength((const char *)text.data, text.len);
	if (!truth)
		test_skip("no truth.json");
	return truth;
}

static struct str text_of(const cJSON *object, const char *name)
{
	return str_from_c(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name)));
}

static uint64_t number_of(const cJSON *object, const char *name)
{
	return (uint64_t)cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(object, name));
}

static struct str windows_path(struct arena *arena, struct str path)
{
	char *text = str_to_c(arena, path);
	for (char *at = strchr(text, '/'); at; at = strchr(at, '/'))
		*at = '\\';
	return (struct str){ text, path.len };
}

static bool check_file(struct arena *arena, struct file_tree *tree, const cJSON *expected)
{
	struct str stream, path = str_cut(windows_path(arena, text_of(expected, "path")), ':', &stream);
	struct file_entry entry;
	enum err e = file_tree_find(tree, path, &entry);
	if (e)
		return false;
	if (str_eq_c(text_of(expected, "type"), "dir"))
		return entry.directory;
	struct span content = read_content(arena, tree, &entry, stream, &e);
	return e == OK && !entry.directory && content.len == number_of(expected, "size") && (stream.len || entry.size == content.len) &&
	       str_eq(sha256_hex(arena, content), text_of(expected, "sha256"));
}

static size_t find_volume(struct source *source, uint64_t offset)
{
	for (size_t i = 0; i < source_volume_count(source); i++) {
		if (source_volume(source, i)->offset == offset)
			return i;
	}
	return SIZE_MAX;
}

static unsigned files_checked, files_wrong;

static void check_partition(struct arena *arena, const char *image, struct source *source, const cJSON *partition)
{
	size_t index = find_volume(source, number_of(partition, "start_sector") * 512);
	struct file_tree *tree = NULL;
	CHECK(index != SIZE_MAX);
	if (index == SIZE_MAX)
		return;
	struct volume_info *info = source_volume(source, index);
	CHECK_INT(info->filesystem, FILESYSTEM_NTFS);
	CHECK_INT(source_index(source, index, &tree), OK);
	if (!tree)
		return;
	CHECK(str_eq(info->label, text_of(cJSON_GetObjectItemCaseSensitive(partition, "fsstat"), "Volume Name")));
	CHECK_INT(info->unreadable_records, 0);
	unsigned streams = 0;
	file_tree_verify(tree, true); /* $MFT and the directories of real volumes agree */
	const cJSON *file;
	cJSON_ArrayForEach(file, cJSON_GetObjectItemCaseSensitive(partition, "files")) {
		files_checked++;
		streams += str_find(text_of(file, "path"), STR(":")) >= 0;
		if (!check_file(arena, tree, file)) {
			files_wrong++;
			printf("%s: differs: %s\n", image, text_of(file, "path").data);
		}
	}
	/* The truth's total counts named streams too; where it has any, it lists all of them. */
	CHECK_INT(count_matches(tree, "**") + streams, number_of(partition, "entries_total_without_metadata"));
	file_tree_verify(tree, false);
	CHECK_INT(source_volume(source, index)->states, VOLUME_CLEAN);
}

static void check_image(const cJSON *truth, const char *name)
{
	struct arena arena;
	arena_init(&arena, 2 * GIB);
	struct image image = image_of(&arena, corpus_file(&arena, name));
	struct str before = image_hash(&arena, &image);
	const cJSON *facts = cJSON_GetObjectItemCaseSensitive(truth, str_to_c(&arena, str_format(&arena, "%s.xz", name)));
	CHECK(str_eq(before, text_of(facts, "sha256_raw")));
	struct source *source = image_source(&arena, &image);
	CHECK(source != NULL);
	const cJSON *partitions = cJSON_GetObjectItemCaseSensitive(facts, "partitions"), *partition;
	CHECK_INT(source_volume_count(source), (size_t)cJSON_GetArraySize(partitions));
	cJSON_ArrayForEach(partition, partitions)
		check_partition(&arena, name, source, partition);
	struct source_info info;
	source_describe(source, &info);
	CHECK_INT(info.writes, 0);
	CHECK(info.reads > 0);
	source_close(source);
	CHECK(str_eq(before, image_hash(&arena, &image)));
	image_done(&image);
	arena_done(&arena);
}

static void ntfs_images_match_the_truth(void)
{
	struct arena arena;
	arena_init(&arena, 1 * GIB);
	cJSON *truth = load_truth(&arena);
	for (size_t i = 0; i < sizeof images / sizeof *images; i++)
		check_image(truth, images[i]);
	CHECK(files_checked > 150);
	CHECK_INT(files_wrong, 0);
	cJSON_Delete(truth);
	arena_done(&arena);
}

TEST_MAIN(TEST(ntfs_images_match_the_truth))
