/* libntfs-3g's headers as they want to be included: they ask a configure step that we do not have, and their flag
 * macros do not survive -Wsign-conversion. */
#ifndef SOATMAY_DISK_NTFS_LIBRARY_H
#define SOATMAY_DISK_NTFS_LIBRARY_H

#define HAVE_STDARG_H 1
#define HAVE_STDINT_H 1
#define HAVE_STDIO_H 1
#define HAVE_SYS_TYPES_H 1
#define HAVE_SYS_STAT_H 1
#define HAVE_TIME_H 1

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <ntfs-3g/attrib.h>
#include <ntfs-3g/device.h>
#include <ntfs-3g/dir.h>
#include <ntfs-3g/inode.h>
#include <ntfs-3g/logfile.h>
#include <ntfs-3g/logging.h>
#include <ntfs-3g/runlist.h>
#include <ntfs-3g/volume.h>

static inline void ntfs_device_set_state(struct ntfs_device *dev, ntfs_device_state_bits bit, bool on)
{
	dev->d_state = on ? dev->d_state | 1ul << bit : dev->d_state & ~(1ul << bit);
}

static inline void ntfs_library_ignore_case(ntfs_volume *volume)
{
	volume->state &= ~(1ul << NV_CaseSensitive);
}

#endif
