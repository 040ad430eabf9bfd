/* Content of files through libntfs-3g: resident, fragmented, compressed, sparse, in attribute lists, alternate
 * streams. */
#include "base/limits.h"
#include "base/utf.h"
#include "disk/ntfs_library.h"
#include "disk/ntfs_volume.h"

enum { STREAMS_MAX = 4096 /* attributes looked at in one file */, REPARSE_MAX = 16384 /* as Windows has it */ };

static enum err error_of(const struct ntfs_volume_reader *reader)
{
	if (reader->view.last_error)
		return reader->view.last_error;
	switch (errno) {
	case ENOENT: return ERR_ABSENT;
	case ENOMEM: return ERR_NOMEM;
	case EACCES: return ERR_LOCKED; /* encrypted */
	case EOPNOTSUPP: return ERR_UNSUPPORTED;
	default: return ERR_CORRUPT;
	}
}

/* Stream names are compared without case, which the library does not do for attributes: find the spelling on disk
 * first. */
static enum err find_stream(ntfs_inode *inode, struct str stream, struct arena *arena, struct span *ret)
{
	ntfs_attr_search_ctx *search = ntfs_attr_get_search_ctx(inode, NULL);
	enum err e = search ? ERR_ABSENT : ERR_NOMEM;
	for (unsigned i = 0; search && e == ERR_ABSENT; i++) {
		errno = 0;
		if (ntfs_attr_lookup(AT_DATA, NULL, 0, CASE_SENSITIVE, 0, NULL, 0, search) != 0) {
			if (errno != ENOENT)
				e = ERR_CORRUPT;
			break;
		}
		/* The library has checked that the name lies inside the attribute. */
		struct span name = { (const uint8_t *)search->attr + le16_to_cpu(search->attr->name_offset),
			search->attr->name_length * 2u };
		if (str_eq_fold(utf16le_all(arena, name), stream)) {
			uint8_t *copy = arena_alloc(arena, name.len + 2);
			memcpy(copy, name.data, name.len);
			*ret = (struct span){ copy, name.len };
			e = OK;
		} else if (i == STREAMS_MAX) {
			e = ERR_LIMIT;
		}
	}
	if (search)
		ntfs_attr_put_search_ctx(search);
	return e;
}

static enum err open_stream(struct ntfs_volume_reader *reader, uint64_t number, struct str stream,
			    ntfs_inode **ret_inode, ntfs_attr **ret)
{
	reader->view.last_error = OK;
	struct arena arena;
	struct span name = { 0 };
	ntfs_inode *inode = ntfs_inode_open(reader->library, number);
	if (!inode)
		return reader->view.last_error ? reader->view.last_error : ERR_CORRUPT;
	arena_init(&arena, LIMIT_ARENA_BYTES);
	enum err e = stream.len ? find_stream(inode, stream, &arena, &name) : OK;
	ntfs_attr *attribute = NULL;
	if (e == OK) {
		attribute = ntfs_attr_open(inode, AT_DATA, name.len ? (ntfschar *)(uintptr_t)name.data : AT_UNNAMED,
					   (u32)(name.len / 2));
		if (!attribute)
			e = error_of(reader);
	}
	arena_done(&arena);
	if (e) {
		ntfs_inode_close(inode);
		return e;
	}
	*ret_inode = inode;
	*ret = attribute;
	return OK;
}

enum err ntfs_content_size(struct ntfs_volume_reader *reader, uint64_t number, struct str stream, uint64_t *ret)
{
	ntfs_inode *inode;
	ntfs_attr *attribute;
	enum err e = open_stream(reader, number, stream, &inode, &attribute);
	if (e)
		return e;
	*ret = (uint64_t)attribute->data_size;
	ntfs_attr_close(attribute);
	ntfs_inode_close(inode);
	return OK;
}

enum err ntfs_content_read(struct ntfs_volume_reader *reader, uint64_t number, struct str stream, void *buffer,
			   uint64_t size, bool whole)
{
	ntfs_inode *inode;
	ntfs_attr *attribute;
	enum err e = open_stream(reader, number, stream, &inode, &attribute);
	if (e)
		return e;
	uint8_t *to = buffer;
	if (NAttrEncrypted(attribute))
		e = ERR_LOCKED;
	else if (size > (uint64_t)attribute->data_size || (whole && size != (uint64_t)attribute->data_size))
		e = ERR_CORRUPT; /* the index promised something else than the stream that Windows reads */
	for (uint64_t done = 0; e == OK && done < size;) {
		errno = 0;
		s64 got = ntfs_attr_pread(attribute, (s64)done, (s64)(size - done), to + done);
		if (got <= 0)
			e = got == 0 && !reader->view.last_error ? ERR_CORRUPT : error_of(reader);
		else
			done += (uint64_t)got;
	}
	ntfs_attr_close(attribute);
	ntfs_inode_close(inode);
	return e == ERR_ABSENT ? ERR_CORRUPT : e;
}

enum err ntfs_content_reparse(struct ntfs_volume_reader *reader, uint64_t number, struct arena *arena,
			      struct span *ret)
{
	reader->view.last_error = OK;
	errno = 0;
	ntfs_inode *inode = ntfs_inode_open(reader->library, number);
	ntfs_attr *attribute = inode ? ntfs_attr_open(inode, AT_REPARSE_POINT, AT_UNNAMED, 0) : NULL;
	enum err e = attribute ? OK : error_of(reader);
	if (attribute && (attribute->data_size < 0 || attribute->data_size > REPARSE_MAX))
		e = ERR_CORRUPT;
	if (e == OK) {
		size_t size = (size_t)attribute->data_size;
		uint8_t *bytes = arena_alloc(arena, size + 1);
		if (ntfs_attr_pread(attribute, 0, attribute->data_size, bytes) == attribute->data_size)
			*ret = (struct span){ bytes, size };
		else
			e = error_of(reader);
	}
	if (attribute)
		ntfs_attr_close(attribute);
	if (inode)
		ntfs_inode_close(inode);
	return e;
}
