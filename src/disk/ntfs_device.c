/* The device operations of libntfs-3g on our read-only device: pread is the only door.
 * Interface: ntfs-3g/device.h. */
#include <sys/stat.h>

#include "disk/ntfs_library.h"
#include "disk/ntfs_view.h"

enum err ntfs_view_patch(struct ntfs_view *view, uint64_t offset, struct span bytes)
{
	if (view->patch_count == NTFS_VIEW_PATCHES)
		return ERR_LIMIT;
	uint8_t *copy = malloc(bytes.len);
	if (!copy)
		return ERR_NOMEM;
	memcpy(copy, bytes.data, bytes.len);
	view->patches[view->patch_count++] = (struct ntfs_patch){ offset, { copy, bytes.len } };
	return OK;
}

void ntfs_view_done(struct ntfs_view *view)
{
	for (size_t i = 0; i < view->patch_count; i++)
		free((void *)(uintptr_t)view->patches[i].bytes.data);
	view->patch_count = 0;
}

/* The patched range that covers or follows `offset`, if it begins before `end`; *ret_inside tells whether offset lies
 * in it. */
static const struct ntfs_patch *next_patch(const struct ntfs_view *view, uint64_t offset, uint64_t end)
{
	const struct ntfs_patch *found = NULL;
	/* Later patches were laid over earlier ones, so the last match at a place wins. */
	for (size_t i = 0; i < view->patch_count; i++) {
		const struct ntfs_patch *patch = &view->patches[i];
		uint64_t patch_end = patch->offset + patch->bytes.len;
		if (patch->offset >= end || patch_end <= offset)
			continue;
		if (!found || patch->offset <= offset || patch->offset < found->offset)
			found = patch;
	}
	return found;
}

enum err ntfs_view_read(struct ntfs_view *view, uint64_t offset, void *buffer, size_t len)
{
	uint8_t *to = buffer;
	while (len) {
		const struct ntfs_patch *patch = next_patch(view, offset, offset + len);
		size_t part = len;
		if (patch && patch->offset <= offset) {
			size_t skip = (size_t)(offset - patch->offset);
			part = patch->bytes.len - skip < len ? patch->bytes.len - skip : len;
			memcpy(to, patch->bytes.data + skip, part);
		} else {
			if (patch)
				part = (size_t)(patch->offset - offset);
			enum err e = device_read(view->device, offset, to, part);
			if (e) {
				view->last_error = e;
				return e;
			}
		}
		to += part;
		offset += part;
		len -= part;
	}
	return OK;
}

static struct ntfs_view *view_of(struct ntfs_device *dev)
{
	return dev->d_private;
}

static int op_open(struct ntfs_device *dev, int flags)
{
	(void)flags;
	ntfs_device_set_state(dev, ND_Open, true);
	ntfs_device_set_state(dev, ND_ReadOnly, true);
	return 0;
}

static int op_close(struct ntfs_device *dev)
{
	ntfs_device_set_state(dev, ND_Open, false);
	return 0;
}

/* Past the end too: the library seeks to the volume's last sector before it opens, which a truncated image does not
 * have. */
static s64 op_seek(struct ntfs_device *dev, s64 offset, int whence)
{
	struct ntfs_view *view = view_of(dev);
	uint64_t from = whence == SEEK_CUR ? view->position : whence == SEEK_END ? device_size(view->device) : 0;
	s64 to;
	if (__builtin_add_overflow((s64)from, offset, &to) || to < 0) {
		errno = EINVAL;
		return -1;
	}
	view->position = (uint64_t)to;
	return to;
}

static s64 op_pread(struct ntfs_device *dev, void *buf, s64 count, s64 offset)
{
	if (count < 0 || offset < 0) {
		errno = EINVAL;
		return -1;
	}
	if (ntfs_view_read(view_of(dev), (uint64_t)offset, buf, (size_t)count) != OK) {
		errno = EIO;
		return -1;
	}
	return count;
}

static s64 op_read(struct ntfs_device *dev, void *buf, s64 count)
{
	struct ntfs_view *view = view_of(dev);
	s64 got = op_pread(dev, buf, count, (s64)view->position);
	if (got > 0)
		view->position += (uint64_t)got;
	return got;
}

static s64 refuse_write(struct ntfs_device *dev)
{
	device_counters(view_of(dev)->device)->writes++;
	errno = EROFS;
	return -1;
}

static s64 op_write(struct ntfs_device *dev, const void *buf, s64 count)
{
	(void)buf, (void)count;
	return refuse_write(dev);
}

static s64 op_pwrite(struct ntfs_device *dev, const void *buf, s64 count, s64 offset)
{
	(void)buf, (void)count, (void)offset;
	return refuse_write(dev);
}

/* Called at every close; only one that follows a write attempt has something to lose. */
static int op_sync(struct ntfs_device *dev)
{
	return NDevDirty(dev) ? (int)refuse_write(dev) : 0;
}

static int op_stat(struct ntfs_device *dev, struct stat *st)
{
	memset(st, 0, sizeof *st);
	st->st_mode = S_IFREG | 0400;
	st->st_size = (off_t)device_size(view_of(dev)->device);
	return 0;
}

static int op_ioctl(struct ntfs_device *dev, unsigned long request, void *argument)
{
	(void)dev, (void)request, (void)argument;
	errno = EOPNOTSUPP;
	return -1;
}

struct ntfs_device_operations ntfs_view_operations = {
	.open = op_open, .close = op_close, .seek = op_seek, .read = op_read, .write = op_write, .pread = op_pread,
	.pwrite = op_pwrite, .sync = op_sync, .stat = op_stat, .ioctl = op_ioctl,
};
