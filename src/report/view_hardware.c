/* Section I of the view, on the booted stick: what the firmware says of the machine, what the inspector confirmed,
 * the health and the write counters of its disks. */
#include "report/view_parts.h"

static void row(struct view *view, view_rows *rows, const char *label, struct str text)
{
	if (text.len)
		add_line(view, &add_row(view, rows, label)->lines, text);
}

static struct str label_text(struct view *view, enum label_check label)
{
	static const char *const ids[LABEL_CHECK_COUNT] = { [LABEL_MATCHES] = "txt.hardware.label.matches",
		                                            [LABEL_DIFFERS] = "txt.hardware.label.differs",
		                                            [LABEL_ABSENT] = "txt.hardware.label.absent" };
	return label < LABEL_CHECK_COUNT && ids[label] ? say(view, ids[label]) : (struct str){ 0 };
}

static void machine(struct view *view, view_rows *rows, const struct hardware_info *hardware)
{
	struct str serial = hardware->serial.len ? words_name(view->arena, hardware->serial)
						 : say(view, "txt.hardware.no-serial");
	row(view, rows, "txt.hardware.serial", join(view, serial, label_text(view, hardware->label)));
	struct str parts = words_name(view->arena, hardware->processor);
	if (hardware->memory) {
		struct placeholder values[] = {
			{ "gib", str_format(view->arena, "%llu", (unsigned long long)(hardware->memory >> 30)) },
			{ "n", str_format(view->arena, "%u", hardware->memory_modules) },
		};
		parts = join(view, parts, words_message(view->arena, view->language, "txt.hardware.memory", values, 2));
	}
	row(view, rows, "txt.hardware.parts", parts);
	row(view, rows, "txt.hardware.firmware",
	    join(view, words_name(view->arena, hardware->firmware_version),
		 words_name(view->arena, hardware->firmware_date)));
}

static struct str health_text(struct view *view, const struct hardware_disk *disk)
{
	struct str text = { 0 };
	if (disk->health != HEALTH_UNKNOWN)
		text = say(view, disk->health == HEALTH_BAD ? "txt.hardware.health.bad" : "txt.hardware.health.good");
	if (disk->power_on_hours)
		text = join(view, text, say1(view, "txt.hardware.hours", "n",
		                             words_number(view->arena, view->language, disk->power_on_hours)));
	return text;
}

static struct str disk_line(struct view *view, const struct hardware_disk *disk, struct str text)
{
	struct str name = disk->model.len ? words_name(view->arena, disk->model) : words_name(view->arena, disk->name);
	return str_format(view->arena, "%.*s: %.*s", STR_ARGS(name), STR_ARGS(text));
}

static struct str counter_text(struct view *view, const struct hardware_disk *disk)
{
	struct placeholder values[] = {
		{ "before", words_number(view->arena, view->language, disk->writes_before) },
		{ "after", words_number(view->arena, view->language, disk->writes_after) },
	};
	const char *state = disk->gone	      ? "txt.hardware.gone"
			    : disk->read_only ? "txt.hardware.read-only"
					      : "txt.hardware.writable";
	return join(view, words_message(view->arena, view->language, "txt.hardware.counters", values, 2),
		    say(view, state));
}

static void disks(struct view *view, view_rows *rows, const struct hardware_info *hardware)
{
	struct view_row *health = NULL;
	for (size_t i = 0; i < hardware->disks.count; i++) {
		struct str text = health_text(view, &hardware->disks.items[i]);
		if (!text.len)
			continue;
		health = health ? health : add_row(view, rows, "txt.hardware.health");
		add_line(view, &health->lines, disk_line(view, &hardware->disks.items[i], text));
	}
	struct view_row *counters = hardware->disks.count ? add_row(view, rows, "txt.hardware.writes") : NULL;
	for (size_t i = 0; i < hardware->disks.count; i++) {
		const struct hardware_disk *disk = &hardware->disks.items[i];
		add_line(view, &counters->lines, disk_line(view, disk, counter_text(view, disk)));
	}
}

/* The person's word against the machine's clock: the difference stands on the paper. */
static void clock_row(struct view *view, view_rows *rows, const struct hardware_info *hardware)
{
	int64_t shift = hardware->clock_shift, minutes = (shift < 0 ? -shift : shift) / 60;
	struct placeholder values[] = {
		{ "h", str_format(view->arena, "%lld", (long long)(minutes / 60)) },
		{ "m", str_format(view->arena, "%lld", (long long)(minutes % 60)) },
	};
	if (hardware->clock_corrected)
		row(view, rows, "txt.hardware.clock",
		    words_message(view->arena, view->language,
				  shift < 0 ? "txt.hardware.clock.fast" : "txt.hardware.clock.slow", values, 2));
}

void view_hardware(struct view *view, view_rows *rows)
{
	const struct hardware_info *hardware = view->file->hardware;
	if (!hardware)
		return;
	machine(view, rows, hardware);
	disks(view, rows, hardware);
	clock_row(view, rows, hardware);
}
