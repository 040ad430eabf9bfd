/* From a judged case to the files that are saved. */
#include "cmd/reports.h"

#include "report/check_code.h"
#include "report/paper.h"

/* The faces start a thread. */
static enum err draw_papers(struct reports *reports, const struct case_file *file, const struct policy *policy,
			    const struct report_options *options)
{
	struct typeface *typeface = NULL;
	struct report_options vendor = *options;
	vendor.copy = COPY_VENDOR;
	enum err e = typeface_open(NULL, &typeface);
	if (e == OK)
		e = report_write_pdf(&reports->paper, file, policy, options, typeface);
	if (e == OK)
		e = report_write_pdf(&reports->vendor, file, policy, &vendor, typeface);
	typeface_close(typeface);
	return e;
}

enum err reports_make(struct reports *reports, const struct case_file *file, const struct policy *policy,
		      const struct report_options *options)
{
	struct report_options coded = *options;
	report_write_json(&reports->json, file, policy, options);
	coded.json_hash = check_code_hash(file->arena, buf_str(&reports->json));
	report_write_text(&reports->text, file, policy, &coded);
	report_write_html(&reports->html, file, policy, &coded);
	return draw_papers(reports, file, policy, &coded);
}

size_t reports_files(const struct reports *reports, struct arena *arena, struct saved_file ret[REPORT_FILES])
{
	const struct saved_file files[REPORT_FILES] = {
		{ "report.json", buf_str(&reports->json) },
		{ "report.txt", buf_str(&reports->text) },
		{ "report.html", buf_str(&reports->html) },
		{ "report.pdf", buf_str(&reports->paper) },
		{ "report-vendor.pdf", buf_str(&reports->vendor) },
		{ "SHA256SUMS", { 0 } },
	};
	struct str sums = { 0 };
	for (size_t i = 0; i < REPORT_FILES; i++) {
		ret[i] = files[i];
		if (i + 1 < REPORT_FILES)
			sums = str_format(arena, "%.*s%.*s", STR_ARGS(sums),
					  STR_ARGS(file_sum_line(arena, files[i].name, files[i].content)));
	}
	ret[REPORT_FILES - 1].content = sums;
	return REPORT_FILES;
}

void reports_done(struct reports *reports)
{
	buf_done(&reports->json);
	buf_done(&reports->text);
	buf_done(&reports->html);
	buf_done(&reports->paper);
	buf_done(&reports->vendor);
}
