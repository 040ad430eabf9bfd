/* Reading through a BitLocker volume: for each place of the decrypted view where its bytes lie, and whether they are
 * encrypted.
 * Format: bitlocker_format.h. */
#include "disk/bitlocker_view.h"

enum { VISTA_PLAIN_BYTES = 0x2000, SECTOR_BYTES_MAX = 4096 };

enum segment_kind { SEGMENT_PLAIN, SEGMENT_ENCRYPTED, SEGMENT_ZERO, SEGMENT_REFUSED };
struct segment { enum segment_kind kind; uint64_t physical, len; };

static void clip(uint64_t *len, uint64_t from, uint64_t end)
{
	if (end > from && end - from < *len)
		*len = end - from;
}

/* Old style conversion: everything below the border is encrypted. */
static void judge_border(const struct bitlocker *b, struct segment *s)
{
	const struct fve_metadata *metadata = b->metadata;
	uint64_t border = metadata->encrypted_bytes,
		log = metadata->state == FVE_STATE_CONVERTING_DIRTY ? metadata->conversion_bytes : 0;
	bool whole = border == 0 && (metadata->version == 1 || metadata->state == FVE_STATE_ENCRYPTED);
	s->kind = SEGMENT_ENCRYPTED;
	if (whole)
		return;
	if (s->physical < border) {
		clip(&s->len, s->physical, border);
	} else if (s->physical - border < log) { /* neither encrypted nor plain: a conversion was cut off here */
		s->kind = SEGMENT_REFUSED;
		clip(&s->len, s->physical, border + log);
	} else {
		s->kind = SEGMENT_PLAIN;
	}
}

static void judge_place(const struct bitlocker *b, struct segment *s)
{
	uint64_t end;
	if (!b->cipher) {
		s->kind = SEGMENT_PLAIN;
		return;
	}
	if (!b->map) {
		judge_border(b, s);
		return;
	}
	enum fve_chunk chunk = fve_map_at(b->map, s->physical, &end);
	s->kind = chunk == FVE_CHUNK_ENCRYPTED ? SEGMENT_ENCRYPTED : chunk == FVE_CHUNK_PLAIN ? SEGMENT_PLAIN :
		SEGMENT_REFUSED;
	clip(&s->len, s->physical, end);
}

/* What lies at `offset` of the decrypted view, for at most `len` bytes. */
static struct segment segment_at(const struct bitlocker *b, uint64_t offset, uint64_t len)
{
	struct segment s = { .physical = offset, .len = len };
	if (b->metadata->version == 1 && offset < VISTA_PLAIN_BYTES) {
		clip(&s.len, offset, VISTA_PLAIN_BYTES);
		return s; /* SEGMENT_PLAIN */
	}
	if (offset < b->saved_bytes) {
		clip(&s.len, offset, b->saved_bytes);
		s.physical = b->metadata->saved_offset + offset;
	} else {
		for (size_t i = 0; i < b->zero_count; i++) {
			if (offset < b->zeros[i].start)
				clip(&s.len, offset, b->zeros[i].start);
			else if (offset < b->zeros[i].end) {
				s.kind = SEGMENT_ZERO;
				clip(&s.len, offset, b->zeros[i].end);
				return s;
			}
		}
	}
	judge_place(b, &s);
	return s;
}

static enum err read_plain(struct bitlocker *b, const struct segment *s, uint8_t *to)
{
	enum err e = device_read(b->volume, s->physical, to, s->len);
	if (e || b->metadata->version != 1)
		return e;
	/* Vista changed two fields of the NTFS boot sector: its name, and the place of $MFTMirr. */
	uint8_t fields[FVE_BOOT_BYTES];
	memcpy(fields, b->sector, sizeof fields);
	memcpy(fields + 3, "NTFS    ", 8);
	for (unsigned i = 0; i < 8; i++)
		fields[0x38 + i] = (uint8_t)(b->metadata->saved_offset >> (8 * i));
	if (s->physical < FVE_BOOT_BYTES) {
		size_t len = FVE_BOOT_BYTES - s->physical < s->len ? (size_t)(FVE_BOOT_BYTES - s->physical) : (size_t)s->len;
		memcpy(to, fields + s->physical, len);
	}
	return OK;
}

/* The sector around a piece that does not begin or end at a border. */
static enum err read_piece(struct bitlocker *b, uint64_t physical, uint8_t *to, size_t *len)
{
	uint8_t sector[SECTOR_BYTES_MAX];
	size_t skip = (size_t)(physical % b->sector_bytes);
	if (*len > b->sector_bytes - skip)
		*len = b->sector_bytes - skip;
	enum err e = device_read(b->volume, physical - skip, sector, b->sector_bytes);
	if (e)
		return e;
	fve_cipher_decrypt(b->cipher, physical - skip, sector, b->sector_bytes);
	memcpy(to, sector + skip, *len);
	return OK;
}

static enum err read_encrypted(struct bitlocker *b, uint64_t physical, uint8_t *to, size_t len)
{
	while (len) {
		size_t part = len - len % b->sector_bytes;
		enum err e;
		if (physical % b->sector_bytes == 0 && part) {
			e = device_read(b->volume, physical, to, part);
			if (e == OK)
				fve_cipher_decrypt(b->cipher, physical, to, part);
		} else {
			part = len;
			e = read_piece(b, physical, to, &part);
		}
		if (e)
			return e;
		physical += part;
		to += part;
		len -= part;
	}
	return OK;
}

enum err bitlocker_view_read(void *context, uint64_t offset, void *buffer, size_t len)
{
	struct bitlocker *b = context;
	uint8_t *to = buffer;
	while (len) {
		struct segment s = segment_at(b, offset, len);
		enum err e = OK;
		switch (s.kind) {
		case SEGMENT_PLAIN: e = read_plain(b, &s, to); break;
		case SEGMENT_ENCRYPTED: e = read_encrypted(b, s.physical, to, (size_t)s.len); break;
		case SEGMENT_ZERO: memset(to, 0, (size_t)s.len); break;
		case SEGMENT_REFUSED: e = ERR_CORRUPT; break;
		}
		if (e)
			return e;
		to += s.len;
		offset += s.len;
		len -= (size_t)s.len;
	}
	return OK;
}
