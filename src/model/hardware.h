/* The machine as its firmware, its disks and the person in front of it describe it; known on the booted stick only. */
#ifndef SOATMAY_MODEL_HARDWARE_H
#define SOATMAY_MODEL_HARDWARE_H

#include "base/array.h"
#include "model/record.h"

/* What the inspector said about the serial number on the case. */
enum label_check { LABEL_UNASKED, LABEL_MATCHES, LABEL_DIFFERS, LABEL_ABSENT, LABEL_CHECK_COUNT };
enum disk_health { HEALTH_UNKNOWN, HEALTH_GOOD, HEALTH_BAD, HEALTH_COUNT };

/* Counters of the kernel for one disk, before the inspection and after it. */
struct hardware_disk {
	uint32_t source;         /* id of the source; 0 = not inspected */
	struct str name, model, serial, firmware, bus;
	uint64_t size;
	enum disk_health health;
	uint64_t power_on_hours; /* 0 = the disk does not say */
	uint64_t writes_before, writes_after;
	bool read_only;          /* still so at the end */
	bool gone;               /* pulled out meanwhile */
};

struct hardware_info {
	struct str maker, product, serial, board, board_serial, firmware_version, firmware_date, processor;
	uint64_t memory;
	uint32_t memory_modules;
	enum label_check label;
	bool clock_corrected;    /* the time of the report was entered by the inspector */
	int64_t clock_shift;     /* seconds by which the PC's clock was behind that time */
	ARRAY_OF(struct hardware_disk) disks;
	ARRAY_OF(struct str) hidden_controllers; /* whose disks no driver shows */
};

extern const struct words label_check_words, disk_health_words;
extern const struct record_type hardware_type, hardware_disk_type;

#endif
