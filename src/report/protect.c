/* Encrypted zip files by libzip, made in memory; the library's words are translated here. */
#include "report/protect.h"

#include <string.h>
#include <zip.h>

#include "base/arena.h"
#include "base/utf.h"

#define MICROSECONDS 1000000

bool protect_password_usable(struct str password)
{
	size_t characters = 0;
	if (!utf8_valid(password) || password.len > PROTECT_PASSWORD_MOST)
		return false;
	for (size_t i = 0; i < password.len; characters++) {
		uint32_t c = utf8_next(password, &i);
		if (c < 0x20 || (c >= 0x7F && c < 0xA0))
			return false;
	}
	return characters >= PROTECT_PASSWORD_LEAST;
}

static bool add_file(zip_t *zip, const struct protected_file *file, const char *password, int64_t time)
{
	zip_source_t *content = zip_source_buffer(zip, file->content.data, file->content.len, 0);
	zip_int64_t index = content ? zip_file_add(zip, file->name, content, ZIP_FL_ENC_UTF_8) : -1;
	if (index < 0) {
		zip_source_free(content);
		return false;
	}
	zip_uint64_t entry = (zip_uint64_t)index;
	return zip_file_set_encryption(zip, entry, ZIP_EM_AES_256, password) == 0 &&
	       zip_file_set_mtime(zip, entry, (time_t)(time / MICROSECONDS), 0) == 0;
}

/* The bytes that the closed archive left in its source. */
static enum err take_bytes(zip_source_t *source, struct buf *out)
{
	zip_stat_t stat;
	char piece[16384];
	zip_int64_t got = 0;
	if (zip_source_stat(source, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE) || zip_source_open(source) != 0)
		return ERR_BUG;
	zip_uint64_t left = stat.size;
	while (left && (got = zip_source_read(source, piece, sizeof piece)) > 0) {
		buf_put(out, (struct str){ piece, (size_t)got });
		left -= (zip_uint64_t)got;
	}
	zip_source_close(source);
	return left ? ERR_BUG : OK;
}

/* `source` belongs to the archive, and to us as well. */
static enum err fill(zip_source_t *source, const struct protected_file *files, size_t count, const char *password,
                     int64_t time, struct buf *out)
{
	zip_error_t error;
	zip_error_init(&error);
	zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
	zip_error_fini(&error);
	if (!zip) {
		zip_source_free(source);
		return ERR_BUG;
	}
	zip_source_keep(source);
	bool added = true;
	for (size_t i = 0; i < count && added; i++)
		added = add_file(zip, &files[i], password, time);
	enum err e = ERR_BUG;
	if (added && zip_close(zip) == 0)
		e = take_bytes(source, out);
	else
		zip_discard(zip);
	zip_source_free(source);
	return e;
}

enum err protect_zip(struct buf *out, const struct protected_file *files, size_t count, struct str password,
                     int64_t time)
{
	char text[PROTECT_PASSWORD_MOST + 1] = { 0 };
	zip_error_t error;
	if (!zip_encryption_method_supported(ZIP_EM_AES_256, 1))
		return ERR_UNSUPPORTED;
	if (!protect_password_usable(password))
		return ERR_CORRUPT;
	memcpy(text, password.data, password.len);
	zip_error_init(&error);
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
	zip_error_fini(&error);
	enum err e = source ? fill(source, files, count, text, time, out) : ERR_NOMEM;
	explicit_bzero(text, sizeof text);
	return e;
}
