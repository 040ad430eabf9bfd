/* What the booted stick knows besides: what the firmware says of the machine, what the inspector confirmed, the health
 * and the write counters of its disks. Few rows: the minutes must not grow by them. */
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

struct str hardware_model(struct view *view)
{
	const struct hardware_info *hardware = view->file->hardware;
	if (!hardware || !hardware->product.len)
		return (struct str){ 0 };
	struct str maker = words_name(view->arena, hardware->maker), product = words_name(view->arena, hardware->product);
	return maker.len ? str_format(view->arena, "%.*s %.*s", STR_ARGS(maker), STR_ARGS(product)) : product;
}

struct str hardware_firmware(struct view *view)
{
	const struct hardware_info *hardware = view->file->hardware;
	struct str text = { 0 };
	if (hardware)
		text = join(view, words_name(view->arena, hardware->firmware_version),
		            words_name(view->arena, hardware->firmware_date));
	return text.len ? say1(view, "txt.hardware.firmware", "version", text) : text;
}

void view_hardware(struct view *view, view_rows *rows)
{
	const struct hardware_info *hardware = view->file->hardware;
	if (!hardware)
		return;
	struct str serial = hardware->serial.len ? words_name(view->arena, hardware->serial)
						 : say(view, "txt.hardware.no-serial");
	row(view, rows, "txt.hardware.serial", join(view, serial, label_text(view, hardware->label)));
	struct str parts = words_name(view->arena, hardware->processor);
	if (hardware->memory) {
		struct placeholder values[] = {
			{ "gib", str_format(view->arena, "%llu", (unsigned long long)(hardware->memory >> 30)) },
			{ "n", count_text(view, hardware->memory_modules) },
		};
		parts = join(view, parts, words_message(view->arena, view->language, "txt.hardware.memory", values, 2));
	}
	row(view, rows, "txt.hardware.parts", parts);
}

struct str hardware_disk_text(struct view *view, uint32_t source)
{
	const struct hardware_info *hardware = view->file->hardware;
	struct str text = { 0 };
	for (size_t i = 0; hardware && i < hardware->disks.count; i++) {
		const struct hardware_disk *disk = &hardware->disks.items[i];
		if (disk->source != source)
			continue;
		if (disk->health != HEALTH_UNKNOWN)
			text = join(view, text,
			            say(view, disk->health == HEALTH_BAD ? "txt.hardware.health.bad" : "txt.hardware.health.good"));
		if (disk->power_on_hours)
			text = join(view, text, say1(view, "txt.hardware.hours", "n",
			                             words_number(view->arena, view->language, disk->power_on_hours)));
	}
	return text;
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

/* One disk needs no name. */
void view_write_counters(struct view *view, text_list *lines)
{
	const struct hardware_info *hardware = view->file->hardware;
	for (size_t i = 0; hardware && i < hardware->disks.count; i++) {
		const struct hardware_disk *disk = &hardware->disks.items[i];
		struct str text = counter_text(view, disk);
		struct str name = words_name(view->arena, disk->model.len ? disk->model : disk->name);
		if (hardware->disks.count > 1)
			add_line(view, lines, str_format(view->arena, "%.*s: %.*s", STR_ARGS(name), STR_ARGS(text)));
		else if (lines->count)
			lines->items[0] = str_format(view->arena, "%.*s (%.*s)", STR_ARGS(lines->items[0]), STR_ARGS(text));
	}
}

/* The person's word against the machine's clock: the difference stands on the paper. */
void view_clock(struct view *view, view_rows *rows)
{
	const struct hardware_info *hardware = view->file->hardware;
	int64_t shift = hardware ? hardware->clock_shift : 0, minutes = (shift < 0 ? -shift : shift) / 60;
	struct placeholder values[] = {
		{ "h", str_format(view->arena, "%lld", (long long)(minutes / 60)) },
		{ "m", str_format(view->arena, "%02lld", (long long)(minutes % 60)) },
	};
	if (hardware && hardware->clock_corrected)
		row(view, rows, "txt.hardware.clock",
		    words_message(view->arena, view->language,
				  shift < 0 ? "txt.hardware.clock.fast" : "txt.hardware.clock.slow", values, 2));
}
