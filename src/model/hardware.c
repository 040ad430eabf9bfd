/* Words and field tables of hardware.h. */
#include "model/hardware.h"

static const char *const labels[LABEL_CHECK_COUNT] = { "unasked", "matches", "differs", "absent" };
const struct words label_check_words = WORDS(labels);
static const char *const healths[HEALTH_COUNT] = { "unknown", "good", "bad" };
const struct words disk_health_words = WORDS(healths);

static const struct field hardware_fields[] = {
	FIELD(hardware_info, maker, FIELD_TEXT),
	FIELD(hardware_info, product, FIELD_TEXT),
	FIELD(hardware_info, serial, FIELD_TEXT),
	FIELD(hardware_info, board, FIELD_TEXT),
	FIELD(hardware_info, board_serial, FIELD_TEXT),
	FIELD(hardware_info, firmware_version, FIELD_TEXT),
	FIELD(hardware_info, firmware_date, FIELD_TEXT),
	FIELD(hardware_info, processor, FIELD_TEXT),
	FIELD(hardware_info, memory, FIELD_U64),
	FIELD(hardware_info, memory_modules, FIELD_U32),
	FIELD_ENUM(hardware_info, label, label_check_words),
	FIELD(hardware_info, clock_corrected, FIELD_BOOL),
	FIELD(hardware_info, clock_shift, FIELD_TIME),
};
const struct record_type hardware_type = RECORD_TYPE("hardware", hardware_info, hardware_fields);

static const struct field disk_fields[] = {
	FIELD(hardware_disk, source, FIELD_U32),
	FIELD(hardware_disk, name, FIELD_TEXT),
	FIELD(hardware_disk, model, FIELD_TEXT),
	FIELD(hardware_disk, serial, FIELD_TEXT),
	FIELD(hardware_disk, firmware, FIELD_TEXT),
	FIELD(hardware_disk, bus, FIELD_TEXT),
	FIELD(hardware_disk, size, FIELD_U64),
	FIELD_ENUM(hardware_disk, health, disk_health_words),
	FIELD(hardware_disk, power_on_hours, FIELD_U64),
	FIELD(hardware_disk, writes_before, FIELD_U64),
	FIELD(hardware_disk, writes_after, FIELD_U64),
	FIELD(hardware_disk, read_only, FIELD_BOOL),
	FIELD(hardware_disk, gone, FIELD_BOOL),
};
const struct record_type hardware_disk_type = RECORD_TYPE("hardware-disk", hardware_disk, disk_fields);
