/* The bottom of every disk access: pread on a descriptor that was opened read-only, and windows onto it.
 * No other function of the house reads a suspect disk (libblkid alone gets the descriptor itself, for partition
 * tables). */
#include "disk/device.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

struct device {
	struct device *bottom; /* itself for the bottom */
	uint64_t offset, size; /* offset on the bottom */
	uint32_t sector_bytes;
	int fd;
	struct device_counters counters;
	device_layer_read *layer_read; /* NULL: bytes come from the bottom */
	void *layer_context;
};

static bool measure_block(int fd, struct device *device)
{
	int sector = 0;
	if (ioctl(fd, BLKGETSIZE64, &device->size) != 0)
		return false;
	if (ioctl(fd, BLKSSZGET, &sector) == 0 && sector >= 512)
		device->sector_bytes = (uint32_t)sector;
	return true;
}

static enum err measure(int fd, struct device *device)
{
	struct stat st;
	int mode = fcntl(fd, F_GETFL);
	if (mode < 0 || fstat(fd, &st) != 0)
		return ERR_IO;
	if ((mode & O_ACCMODE) != O_RDONLY)
		return ERR_DENIED; /* a writable descriptor must not exist here */
	device->sector_bytes = 512;
	if (S_ISBLK(st.st_mode))
		return measure_block(fd, device) ? OK : ERR_IO;
	if (!S_ISREG(st.st_mode))
		return ERR_UNSUPPORTED;
	device->size = (uint64_t)st.st_size;
	return OK;
}

enum err device_open_fd(int fd, struct device **ret)
{
	struct device *device = calloc(1, sizeof *device);
	enum err e = device ? measure(fd, device) : ERR_NOMEM;
	if (e) {
		free(device);
		close(fd);
		return e;
	}
	device->fd = fd;
	device->bottom = device;
	*ret = device;
	return OK;
}

enum err device_open_window(struct device *parent, uint64_t offset, uint64_t size, struct device **ret)
{
	if (offset > parent->size)
		return ERR_TRUNCATED;
	struct device *device = calloc(1, sizeof *device);
	if (!device)
		return ERR_NOMEM;
	*device = *parent;
	device->bottom = parent->bottom;
	device->offset = parent->offset + offset;
	/* A partition may claim more than the device has: the window ends where the bytes end. */
	device->size = size < parent->size - offset ? size : parent->size - offset;
	*ret = device;
	return OK;
}

enum err device_open_layer(struct device *parent, uint64_t size, device_layer_read *read, void *context,
			   struct device **ret)
{
	enum err e = device_open_window(parent, 0, size, ret);
	if (e)
		return e;
	(*ret)->offset = 0;
	(*ret)->size = size;
	(*ret)->layer_read = read;
	(*ret)->layer_context = context;
	return OK;
}

void device_close(struct device *device)
{
	if (device && device->bottom == device)
		close(device->fd);
	free(device);
}

uint64_t device_size(const struct device *device)
{
	return device->size;
}

uint32_t device_sector_bytes(const struct device *device)
{
	return device->sector_bytes;
}

int device_fd(const struct device *device)
{
	return device->fd;
}

struct device_counters *device_counters(struct device *device)
{
	return &device->bottom->counters;
}

enum err device_read(struct device *device, uint64_t offset, void *buffer, size_t len)
{
	struct device_counters *counters = device_counters(device);
	uint8_t *to = buffer;
	if (offset > device->size || len > device->size - offset)
		return ERR_TRUNCATED;
	if (device->layer_read)
		return device->layer_read(device->layer_context, device->offset + offset, buffer, len);
	for (size_t done = 0; done < len;) {
		ssize_t got = pread(device->fd, to + done, len - done, (off_t)(device->offset + offset + done));
		if (got < 0 && errno == EINTR)
			continue;
		counters->reads++;
		if (got < 0)
			return ERR_IO;
		if (got == 0)
			return ERR_TRUNCATED; /* the file became shorter since it was opened */
		counters->read_bytes += (uint64_t)got;
		done += (size_t)got;
	}
	return OK;
}
