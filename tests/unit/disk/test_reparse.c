/* Reparse data: junctions and symbolic links say where they lead; every prefix of them is refused or says the same. */
#include "support.h"

#include "base/limits.h"
#include "base/utf.h"
#include "disk/reparse.h"

static struct arena arena;

/* `[offset, offset + len)` of the names in bytes; len 0: the whole target. */
static struct span data_of(uint32_t tag, const char *target, uint32_t flags, unsigned offset, unsigned len)
{
	struct span name = utf16le_from_utf8(&arena, str_from_c(target));
	size_t head = tag == REPARSE_SYMLINK ? 20 : 16;
	uint8_t *bytes = arena_calloc(&arena, head + name.len, 1);
	unsigned fields[] = { offset, len ? len : (unsigned)name.len - offset, 0, 0 };
	memcpy(bytes, &(uint32_t){ tag }, 4);
	for (size_t i = 0; i < 4; i++)
		memcpy(bytes + 8 + 2 * i, &(uint16_t){ (uint16_t)fields[i] }, 2);
	if (head == 20)
		memcpy(bytes + 16, &flags, 4);
	memcpy(bytes + head, name.data, name.len);
	return (struct span){ bytes, head + name.len };
}

static void targets(void)
{
	arena_init(&arena, MIB);
	struct file_link link = { 0 };
	CHECK_INT(reparse_link(data_of(REPARSE_MOUNT_POINT, "\\??\\D:\\Dữ liệu", 0, 0, 0), &arena, &link), OK);
	CHECK_STR(link.target, "D:\\Dữ liệu");
	CHECK(!link.relative);
	CHECK_INT(reparse_link(data_of(REPARSE_SYMLINK, "..\\x", 1, 0, 0), &arena, &link), OK);
	CHECK_STR(link.target, "..\\x");
	CHECK(link.relative);
	CHECK_INT(reparse_link(data_of(REPARSE_SYMLINK, "print\\??\\E:\\y", 0, 10, 0), &arena, &link), OK);
	CHECK_STR(link.target, "E:\\y");
	CHECK(!link.relative);
	arena_done(&arena);
}

static void nonsense_is_refused(void)
{
	arena_init(&arena, MIB);
	struct file_link link = { 0 };
	CHECK_INT(reparse_link(data_of(0x80000017, "x", 0, 0, 0), &arena, &link), ERR_UNSUPPORTED);
	CHECK_INT(reparse_link(data_of(REPARSE_MOUNT_POINT, "x", 0, 0, 40), &arena, &link), ERR_CORRUPT);
	CHECK_INT(reparse_link(data_of(REPARSE_MOUNT_POINT, "", 0, 0, 0), &arena, &link), ERR_CORRUPT);
	CHECK_INT(reparse_link(data_of(REPARSE_MOUNT_POINT, "xyz", 0, 0, 3), &arena, &link), ERR_CORRUPT);
	struct span whole = data_of(REPARSE_SYMLINK, "\\??\\D:\\x", 0, 0, 0);
	for (size_t len = 0; len < whole.len; len++)
		CHECK_INT(reparse_link((struct span){ whole.data, len }, &arena, &link), ERR_CORRUPT);
	CHECK(link.target.len == 0);
	arena_done(&arena);
}

TEST_MAIN(TEST(targets), TEST(nonsense_is_refused))
