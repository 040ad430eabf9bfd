/* Read-only devices: the only door to a suspect disk is pread, counted. A window is a part of another device (a
 * partition). */
#ifndef SOATMAY_DISK_DEVICE_H
#define SOATMAY_DISK_DEVICE_H

#include "base/err.h"
#include "base/str.h"

struct device;

struct device_counters {
	uint64_t reads, read_bytes; /* preads that reached the kernel */
	uint64_t writes;            /* write attempts of any library above us; each was answered with EROFS */
};

/* Takes over `fd` (block device or regular file, opened O_RDONLY). Sector size from the kernel, else 512. */
enum err device_open_fd(int fd, struct device **ret);
/* A part of `parent`, which must outlive it. */
enum err device_open_window(struct device *parent, uint64_t offset, uint64_t size, struct device **ret);
/* Bytes that are made from those of `parent` (decryption): `read` gets offsets below `size`. */
typedef enum err device_layer_read(void *context, uint64_t offset, void *buffer, size_t len);
enum err device_open_layer(struct device *parent, uint64_t size, device_layer_read *read, void *context,
			   struct device **ret);
void device_close(struct device *device); /* accepts NULL */
uint64_t device_size(const struct device *device);
uint32_t device_sector_bytes(const struct device *device);
int device_fd(const struct device *device); /* of the bottom; for libblkid */
/* Exactly `len` bytes or an error: ERR_TRUNCATED past the end, ERR_IO when the kernel fails. */
enum err device_read(struct device *device, uint64_t offset, void *buffer, size_t len);
/* Counters of the bottom device, shared by all windows. */
struct device_counters *device_counters(struct device *device);

#endif
