/* The only place that talks to a disk past the block layer. Every command here reads; nothing else can be sent:
 * the three commands stand below as constants, and no caller can give another.
 * Sources: NVM Express base specification 5.14.1.2 (SMART / health log); ATA8-ACS 7.53 (SMART READ DATA, SMART RETURN
 * STATUS); SAT-3 12.2 (ATA PASS-THROUGH). */
#include "hardware/disk_health.h"

#include <linux/nvme_ioctl.h>
#include <scsi/sg.h>
#include <string.h>
#include <sys/ioctl.h>

#include "base/cursor.h"

#define ANSWER_BYTES DISK_ANSWER_BYTES
#define PATIENCE_MS  3000

/* ---- the commands ---- */

static enum err nvme_health_log(int fd, uint8_t answer[ANSWER_BYTES])
{
	enum { GET_LOG_PAGE = 0x02, HEALTH_LOG = 0x02 };
	struct nvme_admin_cmd command = {
		.opcode = GET_LOG_PAGE,
		.nsid = 0xFFFFFFFF,
		.addr = (uint64_t)(uintptr_t)answer,
		.data_len = ANSWER_BYTES,
		.cdw10 = (ANSWER_BYTES / 4 - 1) << 16 | HEALTH_LOG,
		.timeout_ms = PATIENCE_MS,
	};
	return ioctl(fd, NVME_IOCTL_ADMIN_CMD, &command) == 0 ? OK : ERR_UNSUPPORTED;
}

static bool sg(int fd, uint8_t *command, size_t length, uint8_t *answer, uint8_t sense[DISK_SENSE_BYTES])
{
	sg_io_hdr_t request = {
		.interface_id = 'S',
		.dxfer_direction = answer ? SG_DXFER_FROM_DEV : SG_DXFER_NONE,
		.cmd_len = (unsigned char)length,
		.mx_sb_len = DISK_SENSE_BYTES,
		.dxfer_len = answer ? ANSWER_BYTES : 0,
		.dxferp = answer,
		.cmdp = command,
		.sbp = sense,
		.timeout = PATIENCE_MS,
	};
	return ioctl(fd, SG_IO, &request) == 0 && request.host_status == 0 && (request.driver_status & ~8) == 0;
}

enum { ATA_PASS_THROUGH_16 = 0x85, ATA_SMART = 0xB0, SMART_READ_DATA = 0xD0, SMART_RETURN_STATUS = 0xDA };

static enum err ata_smart_data(int fd, uint8_t answer[ANSWER_BYTES])
{
	uint8_t sense[DISK_SENSE_BYTES] = { 0 };
	/* PIO data-in, one block, length in the sector count. */
	uint8_t command[16] = {
		ATA_PASS_THROUGH_16, 4 << 1, 0x0E, 0, SMART_READ_DATA, 0, 1, 0, 0, 0, 0x4F, 0, 0xC2, 0, ATA_SMART, 0
	};
	return sg(fd, command, sizeof command, answer, sense) ? OK : ERR_UNSUPPORTED;
}

static void ata_smart_status(int fd, uint8_t sense[DISK_SENSE_BYTES])
{
	/* Non-data, registers wanted back. */
	uint8_t command[16] = {
		ATA_PASS_THROUGH_16, 3 << 1, 0x20, 0, SMART_RETURN_STATUS, 0, 0, 0, 0, 0, 0x4F, 0, 0xC2, 0,
		ATA_SMART,	     0
	};
	if (!sg(fd, command, sizeof command, NULL, sense))
		memset(sense, 0, DISK_SENSE_BYTES);
}

enum err disk_health_ask(int fd, const char *name, struct disk_answer *ret)
{
	*ret = (struct disk_answer){ 0 };
	if (strncmp(name, "nvme", 4) == 0 && nvme_health_log(fd, ret->bytes) == OK) {
		ret->kind = DISK_ANSWER_NVME;
	} else if (strncmp(name, "sd", 2) == 0 && ata_smart_data(fd, ret->bytes) == OK) {
		ret->kind = DISK_ANSWER_ATA;
		ata_smart_status(fd, ret->sense);
	}
	return ret->kind == DISK_ANSWER_NONE ? ERR_UNSUPPORTED : OK;
}

/* ---- the answers, decoded without rights ---- */

static enum err nvme_health_decode(struct span log, struct hardware_disk *ret)
{
	struct cursor warning = cursor_at(log, 0), hours = cursor_at(log, 128);
	uint8_t critical = cursor_u8(&warning);
	uint64_t value = cursor_u64le(&hours);
	if (!cursor_ok(&warning) || !cursor_ok(&hours))
		return ERR_TRUNCATED;
	ret->health = critical ? HEALTH_BAD : HEALTH_GOOD;
	ret->power_on_hours = value;
	return OK;
}

/* The disk answers with two bytes turned round when a threshold is exceeded; they come in the descriptor of an ATA
 * status. */
static bool ata_threshold_exceeded(const struct disk_answer *answer)
{
	const uint8_t *sense = answer->sense;
	return sense[0] == 0x72 && sense[8] == 0x09 && sense[8 + 9] == 0xF4 && sense[8 + 11] == 0x2C;
}

static enum err ata_smart_decode(struct span data, bool threshold_exceeded, struct hardware_disk *ret)
{
	enum { ATTRIBUTES = 30, ATTRIBUTE_BYTES = 12, POWER_ON_HOURS = 9 };
	uint8_t sum = 0;
	for (size_t i = 0; i < data.len; i++)
		sum = (uint8_t)(sum + data.data[i]);
	if (sum != 0)
		return ERR_CORRUPT;
	for (size_t i = 0; i < ATTRIBUTES; i++) {
		struct cursor cursor = cursor_at(data, 2 + i * ATTRIBUTE_BYTES);
		if (cursor_u8(&cursor) != POWER_ON_HOURS)
			continue;
		cursor_skip(&cursor, 4);
		ret->power_on_hours = cursor_u32le(&cursor); /* the bytes above count minutes on some disks */
	}
	ret->health = threshold_exceeded ? HEALTH_BAD : HEALTH_GOOD;
	return OK;
}

enum err disk_health_decode(const struct disk_answer *answer, struct hardware_disk *ret)
{
	struct span bytes = { answer->bytes, sizeof answer->bytes };
	switch (answer->kind) {
	case DISK_ANSWER_NVME: return nvme_health_decode(bytes, ret);
	case DISK_ANSWER_ATA: return ata_smart_decode(bytes, ata_threshold_exceeded(answer), ret);
	default: return ERR_UNSUPPORTED;
	}
}
