/* Opens an NTFS volume: chooses the boot sector, repairs $MFT's first records from $MFTMirr in memory, starts
 * libntfs-3g, reads the state. Only the library's start-up is used, not its mount: the rest of a mount ($Bitmap,
 * $Secure, $AttrDef) serves writing, and damage there must not hide the files. */
#include "disk/ntfs_volume.h"

#include "base/peek.h"
#include "base/utf.h"
#include "disk/mft_record.h"
#include "disk/ntfs_library.h"
#include "model/source.h"

enum { MIRRORED_RECORDS = 4, RECORD_VOLUME = 3 };

void ntfs_volume_note(struct ntfs_volume_reader *reader, uint32_t state, const char *words)
{
	reader->states |= state;
	if (str_find(buf_str(&reader->detail), str_from_c(words)) >= 0)
		return;
	if (reader->detail.len)
		buf_put_c(&reader->detail, "; ");
	buf_put_c(&reader->detail, words);
}

/* ---- boot sector ---- */

static bool read_boot(struct ntfs_volume_reader *reader, uint64_t offset, uint8_t sector[NTFS_BOOT_BYTES],
		      struct ntfs_boot *ret)
{
	return ntfs_view_read(&reader->view, offset, sector, NTFS_BOOT_BYTES) == OK &&
	       ntfs_boot_parse((struct span){ sector, NTFS_BOOT_BYTES }, ret);
}

/* The backup lies in the last sector of the partition; its size is not known when the first boot sector is lost. */
static bool read_backup_boot(struct ntfs_volume_reader *reader, uint8_t sector[NTFS_BOOT_BYTES], struct ntfs_boot *ret)
{
	uint64_t size = device_size(reader->view.device);
	for (uint64_t sector_bytes = 512; sector_bytes <= 4096; sector_bytes *= 2) {
		if (size > sector_bytes && read_boot(reader, size - sector_bytes, sector, ret) && ret->sector_bytes == sector_bytes)
			return true;
	}
	return false;
}

static enum err choose_boot(struct ntfs_volume_reader *reader)
{
	uint8_t sector[NTFS_BOOT_BYTES];
	if (read_boot(reader, 0, sector, &reader->boot))
		return OK;
	if (!read_backup_boot(reader, sector, &reader->boot)) {
		ntfs_volume_note(reader, VOLUME_DAMAGED, "no usable boot sector");
		return ERR_CORRUPT;
	}
	ntfs_volume_note(reader, VOLUME_BACKUP_BOOT_SECTOR, "boot sector unusable, its backup was used");
	return ntfs_view_patch(&reader->view, 0, (struct span){ sector, sizeof sector });
}

static void check_length(struct ntfs_volume_reader *reader)
{
	if (reader->boot.sectors * reader->boot.sector_bytes > device_size(reader->view.device))
		ntfs_volume_note(reader, VOLUME_TRUNCATED, "the device ends before the file system");
}

/* ---- $MFTMirr ---- */

struct record_copy {
	uint8_t *raw, *fixed;
	bool sound;
	struct mft_record record;
};

static bool read_copy(struct ntfs_volume_reader *reader, uint64_t offset, struct record_copy *copy)
{
	size_t size = reader->boot.record_bytes;
	copy->raw = calloc(1, size);
	copy->fixed = calloc(1, size);
	if (!copy->raw || !copy->fixed)
		return false;
	if (ntfs_view_read(&reader->view, offset, copy->raw, size) != OK)
		return true;
	memcpy(copy->fixed, copy->raw, size);
	copy->sound = mft_record_open(copy->fixed, size, &copy->record) == MFT_RECORD_SOUND;
	return true;
}

static void free_copy(struct record_copy *copy)
{
	free(copy->raw);
	free(copy->fixed);
}

static bool same_content(const struct record_copy *a, const struct record_copy *b)
{
	return span_eq((struct span){ a->fixed, a->record.end }, (struct span){ b->fixed, b->record.end });
}

static void read_volume_record(struct ntfs_volume_reader *reader, const struct mft_record *record)
{
	struct mft_attribute attribute;
	size_t offset = record->first_attribute;
	struct arena arena;
	arena_init(&arena, SIZE_MAX);
	while (mft_attribute_next(record, &offset, &attribute) == OK) {
		bool failed = false;
		if (attribute.type == MFT_VOLUME_NAME && attribute.resident && reader->label.len == 0)
			buf_put(&reader->label, utf16le_text(&arena, attribute.value));
		if (attribute.type != MFT_VOLUME_INFORMATION)
			continue;
		reader->version[0] = peek_u8(attribute.value, 8, &failed);
		reader->version[1] = peek_u8(attribute.value, 9, &failed);
		if (peek_u16le(attribute.value, 10, &failed) & 1)
			ntfs_volume_note(reader, VOLUME_DIRTY, "volume marked dirty");
	}
	arena_done(&arena);
}

static enum err reconcile(
	struct ntfs_volume_reader *reader, unsigned number, const struct record_copy *own, const struct record_copy *mirror)
{
	if (own->sound && mirror->sound && same_content(own, mirror))
		return OK;
	if (own->sound) {
		if (!(reader->states & VOLUME_MIRROR_DAMAGED))
			ntfs_volume_note(reader, VOLUME_MIRROR_DAMAGED, "$MFTMirr differs from $MFT");
		return OK;
	}
	if (!mirror->sound) {
		ntfs_volume_note(reader, VOLUME_DAMAGED, "a system record is damaged in $MFT and in $MFTMirr");
		return OK; /* only the library can tell whether it needs that record */
	}
	ntfs_volume_note(reader, VOLUME_DAMAGED, "a system record of $MFT is damaged, its copy in $MFTMirr was used");
	return ntfs_view_patch(&reader->view, reader->boot.mft_offset + (uint64_t)number * reader->boot.record_bytes,
	                       (struct span){ mirror->raw, reader->boot.record_bytes });
}

static enum err check_mirror(struct ntfs_volume_reader *reader)
{
	enum err e = OK;
	for (unsigned i = 0; i < MIRRORED_RECORDS && e == OK; i++) {
		struct record_copy own = { 0 }, mirror = { 0 };
		uint64_t at = (uint64_t)i * reader->boot.record_bytes;
		if (!read_copy(reader, reader->boot.mft_offset + at, &own) ||
		    !read_copy(reader, reader->boot.mirror_offset + at, &mirror))
			e = ERR_NOMEM;
		else
			e = reconcile(reader, i, &own, &mirror);
		if (i == RECORD_VOLUME && e == OK && (own.sound || mirror.sound))
			read_volume_record(reader, own.sound ? &own.record : &mirror.record);
		free_copy(&own);
		free_copy(&mirror);
	}
	return e;
}

/* ---- the library ---- */

static enum err start_library(struct ntfs_volume_reader *reader)
{
	ntfs_log_set_handler(ntfs_log_handler_null);
	struct ntfs_device *dev = ntfs_device_alloc("volume", 0, &ntfs_view_operations, &reader->view);
	if (!dev)
		return ERR_NOMEM;
	reader->view.last_error = OK;
	ntfs_volume *volume = ntfs_volume_startup(dev, NTFS_MNT_RDONLY | NTFS_MNT_FORENSIC);
	if (!volume) {
		enum err e = errno == ENOMEM ? ERR_NOMEM : reader->view.last_error ? reader->view.last_error : ERR_CORRUPT;
		ntfs_volume_note(reader, VOLUME_DAMAGED, "$MFT cannot be opened");
		ntfs_device_set_state(dev, ND_Open, false);
		ntfs_device_free(dev);
		return e;
	}
	ntfs_library_ignore_case(volume);
	/* A mount would have set it; below 3 the library refuses sparse files. Windows writes 3.1 since XP. */
	volume->major_ver = reader->version[0] ? reader->version[0] : 3;
	volume->minor_ver = reader->version[0] ? reader->version[1] : 1;
	reader->library = volume;
	return OK;
}

enum err ntfs_volume_open(struct device *device, struct ntfs_volume_reader *ret)
{
	*ret = (struct ntfs_volume_reader){ .view.device = device };
	enum err e = choose_boot(ret);
	if (e)
		return e;
	check_length(ret);
	e = check_mirror(ret);
	return e ? e : start_library(ret);
}

void ntfs_volume_done(struct ntfs_volume_reader *reader)
{
	if (reader->library)
		ntfs_umount(reader->library, FALSE); /* frees the ntfs_device too */
	ntfs_view_done(&reader->view);
	buf_done(&reader->label);
	buf_done(&reader->detail);
	reader->library = NULL;
}

void ntfs_volume_check_log(struct ntfs_volume_reader *reader)
{
	RESTART_PAGE_HEADER *restart = NULL;
	ntfs_inode *inode = ntfs_inode_open(reader->library, FILE_LogFile);
	ntfs_attr *log = inode ? ntfs_attr_open(inode, AT_DATA, AT_UNNAMED, 0) : NULL;
	if (!log) {
		ntfs_volume_note(reader, VOLUME_DAMAGED, "$LogFile cannot be opened");
	} else if (!ntfs_check_logfile(log, &restart)) {
		ntfs_volume_note(reader, VOLUME_DIRTY, "$LogFile is damaged");
	} else {
		/* The log is not replayed: the newest directory changes may be missing. */
		if (!ntfs_is_logfile_clean(log, restart))
			ntfs_volume_note(reader, VOLUME_DIRTY, "$LogFile not closed");
		if (restart && le16_to_cpu(restart->major_ver) >= 2)
			ntfs_volume_note(reader, 0, "log version 2 (Windows 8 and later, not shut down fully)");
	}
	free(restart);
	if (log)
		ntfs_attr_close(log);
	if (inode)
		ntfs_inode_close(inode);
}
