/* From a judged case to the files that are saved. */
#include "cmd/reports.h"

#include <string.h>

#include "report/check_code.h"
#include "report/paper.h"
#include "report/protect.h"

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

enum err reports_protect(struct reports *reports, const struct case_file *file, const struct policy *policy,
			 const struct report_options *options, struct str password)
{
	struct report_options full = *options;
	struct buf json = { 0 }, html = { 0 };
	full.mask = MASK_NONE;
	full.json_hash = check_code_hash(file->arena, buf_str(&reports->json)); /* of the report that it belongs to */
	report_write_json(&json, file, policy, &full);
	report_write_html(&html, file, policy, &full);
	const struct protected_file files[] = { { "report-full.html", buf_str(&html) }, { "report-full.json", buf_str(&json) } };
	enum err e = protect_zip(&reports->full, files, sizeof files / sizeof *files, password, options->now);
	explicit_bzero(json.data, json.len);
	explicit_bzero(html.data, html.len);
	buf_done(&json);
	buf_done(&html);
	return e;
}

size_t reports_files(const struct reports *reports, struct arena *arena, struct saved_file ret[REPORT_FILES])
{
	const struct saved_file files[] = {
		{ "report.json", buf_str(&reports->json) },        { "report.txt", buf_str(&reports->text) },
		{ "report.html", buf_str(&reports->html) },        { "report.pdf", buf_str(&reports->paper) },
		{ "report-vendor.pdf", buf_str(&reports->vendor) }, { "report-full.zip", buf_str(&reports->full) },
	};
	struct str sums = { 0 };
	size_t count = 0;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		if (!files[i].content.len)
			continue;
		ret[count++] = files[i];
		sums = str_format(arena, "%.*s%.*s", STR_ARGS(sums), STR_ARGS(file_sum_line(arena, files[i].name, files[i].content)));
	}
	ret[count++] = (struct saved_file){ "SHA256SUMS", sums };
	return count;
}

void reports_done(struct reports *reports)
{
	buf_done(&reports->json);
	buf_done(&reports->text);
	buf_done(&reports->html);
	buf_done(&reports->paper);
	buf_done(&reports->vendor);
	buf_done(&reports->full);
}
