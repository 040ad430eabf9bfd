/* Who is linked to what, as inline SVG. */
#include "report/html_parts.h"

void html_drawing(struct html *html)
{
	(void)html;
}
