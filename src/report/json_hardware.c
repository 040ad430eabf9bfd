/* report.json: "hardware", the machine itself; null where nothing but a disk or an image was there. */
#include "report/json_parts.h"

static void put_disk(struct json_out *out, const struct hardware_disk *disk)
{
	json_out_object(out, NULL);
	json_out_text(out, "name", disk->name);
	json_out_text_or_null(out, "model", disk->model);
	json_out_text_or_null(out, "serial", disk->serial);
	json_out_text_or_null(out, "bus", disk->bus);
	json_out_u64(out, "size", disk->size);
	json_out_text(out, "health", str_from_c(word_of(&disk_health_words, disk->health)));
	if (disk->power_on_hours)
		json_out_u64(out, "power_on_hours", disk->power_on_hours);
	else
		json_out_null(out, "power_on_hours");
	json_out_u64(out, "writes_before", disk->writes_before);
	json_out_u64(out, "writes_after", disk->writes_after);
	json_out_bool(out, "read_only", disk->read_only);
	json_out_bool(out, "gone", disk->gone);
	json_out_object_end(out);
}

static void put_machine(struct json_out *out, const struct hardware_info *hardware)
{
	json_out_text_or_null(out, "maker", hardware->maker);
	json_out_text_or_null(out, "product", hardware->product);
	json_out_text_or_null(out, "serial", hardware->serial);
	json_out_text(out, "label", str_from_c(word_of(&label_check_words, hardware->label)));
	json_out_text_or_null(out, "board", hardware->board);
	json_out_text_or_null(out, "board_serial", hardware->board_serial);
	json_out_text_or_null(out, "firmware_version", hardware->firmware_version);
	json_out_text_or_null(out, "firmware_date", hardware->firmware_date);
	json_out_text_or_null(out, "processor", hardware->processor);
	json_out_u64(out, "memory", hardware->memory);
	json_out_u64(out, "memory_modules", hardware->memory_modules);
	json_out_bool(out, "clock_corrected", hardware->clock_corrected);
}

void json_hardware(struct json_out *out, const struct view *view)
{
	const struct hardware_info *hardware = view->file->hardware;
	if (!hardware) {
		json_out_null(out, "hardware");
		return;
	}
	json_out_object(out, "hardware");
	put_machine(out, hardware);
	json_out_array(out, "hidden_controllers");
	for (size_t i = 0; i < hardware->hidden_controllers.count; i++)
		json_out_text(out, NULL, hardware->hidden_controllers.items[i]);
	json_out_array_end(out);
	json_out_array(out, "disks");
	for (size_t i = 0; i < hardware->disks.count; i++)
		put_disk(out, &hardware->disks.items[i]);
	json_out_array_end(out);
	json_out_object_end(out);
}
