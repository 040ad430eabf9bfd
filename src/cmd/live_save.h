/* A report onto the stick: a folder of its own below BAOCAO, and a line in BAOCAO/tonghop.csv. Whatever happens in
 * between, reports that were there and their lines stay as they were. */
#ifndef SOATMAY_CMD_LIVE_SAVE_H
#define SOATMAY_CMD_LIVE_SAVE_H

#include "cmd/file.h"
#include "screen/wizard.h"

struct live_report {
	struct str date;    /* 2026-11-22 */
	struct str serial;  /* of the PC; may be empty */
	struct str model, mode;
	const struct result_head *head;
	const struct saved_file *files;
	size_t count;
};

/* `stick`: the mounted folder. *ret_folder: "BAOCAO\2026-11-22-VD15-26-004417-7QK4M2TD", as Windows shows it. On
 * ERR_IO errno tells why and nothing of this report is left. */
enum err live_save(struct str stick, const struct live_report *report, struct arena *arena, struct str *ret_folder);
/* How many more reports as large as this one have room. */
uint64_t live_reports_left(uint64_t free_bytes, const struct live_report *report);
/* What went wrong, in the wizard's words. */
enum save_failure live_save_failure(int error);

#endif
