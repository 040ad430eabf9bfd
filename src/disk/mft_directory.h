/* The entries of a directory's own index ($I30), in the order in which Windows finds them. Bytes in, values out.
 * Format: Linux-NTFS documentation, layout.h of ntfs-3g. */
#ifndef SOATMAY_DISK_MFT_DIRECTORY_H
#define SOATMAY_DISK_MFT_DIRECTORY_H

#include "disk/mft_record.h"

struct mft_directory {
	struct span root;        /* value of $INDEX_ROOT */
	uint8_t *blocks;         /* $INDEX_ALLOCATION; update sequences are undone in place */
	size_t block_bytes_all;  /* its length */
	uint32_t cluster_bytes;
	const uint16_t *upcase;  /* 65536 units: names stand in this order */
};

struct mft_directory_entry {
	uint64_t record;
	uint16_t sequence;
	struct mft_file_name name; /* borrowed from the bytes */
};

typedef enum err mft_directory_visit(void *context, const struct mft_directory_entry *entry);
/* Follows the tree from its root, as Windows does. The visitor's answer when not OK; ERR_CORRUPT, after all that can be
 * reached, when blocks are damaged, lead in circles, or names are out of order; ERR_NOMEM. */
enum err mft_directory_read(const struct mft_directory *directory, mft_directory_visit *visit, void *context);

#endif
