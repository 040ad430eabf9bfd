/* An NTFS volume's bytes as we want them read: the device, with a few repaired ranges laid over it in memory
 * (boot sector from its backup, $MFT records from $MFTMirr). Also the door that libntfs-3g gets: it cannot write. */
#ifndef SOATMAY_DISK_NTFS_VIEW_H
#define SOATMAY_DISK_NTFS_VIEW_H

#include "base/span.h"
#include "disk/device.h"

#define NTFS_VIEW_PATCHES 16

struct ntfs_patch {
	uint64_t offset;
	struct span bytes; /* owned */
};

struct ntfs_view {
	struct device *device; /* borrowed */
	struct ntfs_patch patches[NTFS_VIEW_PATCHES];
	size_t patch_count;
	uint64_t position;     /* for the library's seek and read */
	enum err last_error;   /* of the last read that failed */
};

/* Copies `bytes`; ERR_LIMIT when there are too many. */
enum err ntfs_view_patch(struct ntfs_view *view, uint64_t offset, struct span bytes);
void ntfs_view_done(struct ntfs_view *view);
enum err ntfs_view_read(struct ntfs_view *view, uint64_t offset, void *buffer, size_t len);

struct ntfs_device_operations;
/* d_private of the ntfs_device is the view. write and pwrite answer -1 with EROFS and are counted. */
extern struct ntfs_device_operations ntfs_view_operations;

#endif
