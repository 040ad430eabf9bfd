/* QR codes by libqrencode, ISO/IEC 18004; the library's words are translated here. */
#include "report/qr.h"

#include <errno.h>
#include <qrencode.h>

#include "base/arena.h"

enum err qr_make(struct arena *arena, struct str text, struct qr *ret)
{
	QRcode *code = QRcode_encodeString(str_to_c(arena, text), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	if (!code)
		return errno == ERANGE ? ERR_LIMIT : errno == ENOMEM ? ERR_NOMEM : ERR_BUG;
	size_t count = (size_t)code->width * (size_t)code->width;
	bool *dark = arena_array(arena, bool, count);
	for (size_t i = 0; i < count; i++)
		dark[i] = code->data[i] & 1;
	*ret = (struct qr){ (unsigned)code->width, dark };
	QRcode_free(code);
	return OK;
}
