/* Shapes of the design system as inline SVG: verdict (in a 100 box), severity squares, QR code. The fonts have no such
 * glyphs. */
#include "report/html_parts.h"
#include "report/qr.h"

void html_verdict_shape(struct html *html, enum verdict verdict)
{
	static const char *const shapes[] = {
		[VERDICT_FAIL] = "<rect class=\"solid\" x=\"3\" y=\"3\" width=\"94\" height=\"94\"/>"
				 "<path class=\"mark\" d=\"M29 29 71 71M71 29 29 71\"/>",
		[VERDICT_PASS] = "<circle class=\"ring\" cx=\"50\" cy=\"50\" r=\"46\"/><path class=\"line\" d=\"M26 52 "
		                 "43.5 69 75 35\"/>",
		[VERDICT_INCONCLUSIVE] =
			"<path class=\"ring\" d=\"M50 7 95 93H5Z\"/>"
			"<path class=\"line thin\" d=\"M40.5 51a9.5 9.5 0 1 1 14.5 8c-3.5 2.4-5 4-5 8M50 74v9\"/>",
		[VERDICT_NONE] = "<path class=\"line\" d=\"M12 50H88\"/>",
	};
	html_put(html, "<svg class=\"shape\" viewBox=\"0 0 100 100\" aria-hidden=\"true\">");
	html_put(html, shapes[verdict]);
	html_put(html, "</svg>\n");
}

void html_severity(struct html *html, enum severity severity)
{
	html_put(html, "<svg class=\"squares\" viewBox=\"0 0 46 10\" aria-hidden=\"true\">");
	for (unsigned i = 0; i < 4; i++)
		buf_printf(html->out, "<rect class=\"%s\" x=\"%u\" y=\"1\" width=\"8\" height=\"8\"/>",
		           i < (unsigned)severity ? "on" : "off", 12 * i + 1);
	html_put(html, "</svg>");
}

/* Each row's runs of dark modules as one path: small, and sharp at any size. */
void html_qr(struct html *html, struct str text)
{
	struct qr qr;
	if (!text.len || qr_make(html->view->arena, text, &qr) != OK)
		return;
	unsigned side = qr.width + 2 * QR_QUIET;
	buf_printf(html->out, "<svg class=\"qr\" viewBox=\"0 0 %u %u\" role=\"img\" aria-label=\"", side, side);
	html_attribute(html, text);
	buf_printf(html->out, "\"><path fill=\"#fff\" d=\"M0 0h%uv%uH0z\"/><path fill=\"#000\" d=\"", side, side);
	for (unsigned y = 0; y < qr.width; y++) {
		for (unsigned x = 0, run; x < qr.width; x += run ? run : 1) {
			run = 0;
			while (x + run < qr.width && qr.dark[y * qr.width + x + run])
				run++;
			if (run)
				buf_printf(html->out, "M%u %uh%uv1h-%uz", x + QR_QUIET, y + QR_QUIET, run, run);
		}
	}
	html_put(html, "\"/></svg>\n");
}
