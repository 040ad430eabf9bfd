/* An NTFS volume opened read-only through libntfs-3g, its state, and the content of its files.
 * Only ntfs_volume.c, ntfs_content.c, ntfs_device.c, mft_pass.c and mft_walk.c know the library. */
#ifndef SOATMAY_DISK_NTFS_VOLUME_H
#define SOATMAY_DISK_NTFS_VOLUME_H

#include "base/buf.h"
#include "disk/file_tree.h"
#include "disk/ntfs_boot.h"
#include "disk/ntfs_view.h"

struct ntfs_volume_reader {
	struct ntfs_view view;
	struct ntfs_boot boot;
	void *library;   /* ntfs_volume * */
	uint32_t states; /* enum volume_state, without CLEAN */
	uint8_t version[2]; /* of NTFS; zeros: not known */
	struct buf label, detail;
};

/* `device` (a window that is the volume, or the decrypted view of one) must outlive the reader.
 * The reader is filled also on failure: states and detail say why. */
enum err ntfs_volume_open(struct device *device, struct ntfs_volume_reader *ret);
void ntfs_volume_done(struct ntfs_volume_reader *reader);
void ntfs_volume_note(struct ntfs_volume_reader *reader, uint32_t state, const char *words);
/* Asks $LogFile how the volume was left. */
void ntfs_volume_check_log(struct ntfs_volume_reader *reader);

/* Content of the stream of record `number` (sequence checked unless 0): `size` bytes from offset 0, which must be all
 * of it when `whole`. ERR_ABSENT: no such stream. */
enum err ntfs_content_read(struct ntfs_volume_reader *reader, uint64_t number, struct str stream, void *buffer,
			   uint64_t size, bool whole);
/* The reparse data of record `number`. */
enum err ntfs_content_reparse(struct ntfs_volume_reader *reader, uint64_t number, struct arena *arena,
			      struct span *ret);
enum err ntfs_content_size(struct ntfs_volume_reader *reader, uint64_t number, struct str stream, uint64_t *ret);

#endif
