/* The catalogue of a finished PDF once more, with its language: an incremental update (report/paper_language.h). */
#include "report/paper_language.h"

static ptrdiff_t last_of(struct str text, struct str mark)
{
	ptrdiff_t found, at = -1;
	while ((found = str_find(str_from(text, (size_t)(at + 1)), mark)) >= 0)
		at += found + 1;
	return at;
}

/* The digits that follow the mark. */
static bool number_after(struct str text, struct str mark, uint64_t *ret)
{
	ptrdiff_t at = str_find(text, mark);
	if (at < 0)
		return false;
	struct str digits = str_trim(str_from(text, (size_t)at + mark.len));
	size_t len = 0;
	while (len < digits.len && digits.data[len] >= '0' && digits.data[len] <= '9')
		len++;
	return str_to_u64(str_sub(digits, 0, len), 10, ret);
}

/* Without the ">>" that ends it; empty when it is not there. */
static struct str dictionary_of(struct str text, struct arena *arena, uint64_t object)
{
	struct str head = str_format(arena, "\n%llu 0 obj\n", (unsigned long long)object);
	ptrdiff_t at = last_of(text, head);
	struct str body = at < 0 ? (struct str){ 0 } : str_from(text, (size_t)at + head.len);
	ptrdiff_t end = str_find(body, STR("endobj"));
	body = end < 0 ? (struct str){ 0 } : str_trim(str_sub(body, 0, (size_t)end));
	return str_starts(body, STR("<<")) && str_ends(body, STR(">>")) ? str_sub(body, 0, body.len - 2) : (struct str){ 0 };
}

bool pdf_set_language(struct buf *pdf, struct arena *arena, const char *language)
{
	uint64_t root, info, size, table;
	struct str text = buf_str(pdf);
	ptrdiff_t at = last_of(text, STR("trailer"));
	struct str trailer = at < 0 ? (struct str){ 0 } : str_from(text, (size_t)at);
	if (!number_after(trailer, STR("/Root "), &root) || !number_after(trailer, STR("/Info "), &info) ||
	    !number_after(trailer, STR("/Size "), &size) || !number_after(trailer, STR("startxref"), &table))
		return false;
	struct str catalogue = dictionary_of(text, arena, root);
	if (!catalogue.len || str_find(catalogue, STR("/Lang")) >= 0)
		return false;
	catalogue = str_copy(arena, catalogue); /* the buffer moves as it grows */
	size_t object = pdf->len;
	const char *marked = str_find(catalogue, STR("/MarkInfo")) < 0 ? "   /MarkInfo << /Marked true >>\n" : "";
	buf_printf(pdf, "%llu 0 obj\n%.*s%s   /Lang (%s)\n   /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n",
	           (unsigned long long)root, STR_ARGS(catalogue), marked, language);
	size_t again = pdf->len;
	buf_printf(pdf, "xref\n%llu 1\n%010zu 00000 n \ntrailer\n<< /Size %llu\n   /Root %llu 0 R\n   /Info %llu 0 R\n   /Prev %llu\n>>\n",
	           (unsigned long long)root, object, (unsigned long long)size, (unsigned long long)root, (unsigned long long)info,
	           (unsigned long long)table);
	buf_printf(pdf, "startxref\n%zu\n%%%%EOF\n", again);
	return true;
}
