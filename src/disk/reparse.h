/* Reparse data of mount points (junctions) and symbolic links: where they lead. Layout: REPARSE_DATA_BUFFER of the
 * Windows Driver Kit (ntifs.h), [MS-FSCC] 2.1.2.4 and 2.1.2.5. */
#ifndef SOATMAY_DISK_REPARSE_H
#define SOATMAY_DISK_REPARSE_H

#include "base/span.h"
#include "disk/file_tree.h"

/* winnt.h; a folder of this machine tells its symbolic links as those of Unix. */
#define REPARSE_MOUNT_POINT 0xA0000003u
#define REPARSE_SYMLINK     0xA000000Cu
#define REPARSE_UNIX_LINK   0xA000001Du

/* The substitute name, which is what Windows follows, without the prefix "\??\". ERR_UNSUPPORTED for other tags,
 * ERR_CORRUPT when the name does not lie within the data. */
enum err reparse_link(struct span data, struct arena *arena, struct file_link *ret);

#endif
