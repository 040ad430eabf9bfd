/* Look-up in the message table that scripts/make-catalogue makes from messages.tsv, and filling of placeholders. */
#include "report/catalogue.h"

#include <stdlib.h>
#include <string.h>

struct catalogue_row {
	const char *id;
	const char *texts[2]; /* by enum language */
};

static const struct catalogue_row rows[] = {
#include <catalogue_table.h>
};

static int compare(const void *id, const void *row)
{
	return strcmp(id, ((const struct catalogue_row *)row)->id);
}

static const struct catalogue_row *find(const char *id)
{
	return bsearch(id, rows, sizeof rows / sizeof *rows, sizeof *rows, compare);
}

bool message_exists(const char *id)
{
	return find(id) != NULL;
}

struct str message(enum language language, const char *id)
{
	const struct catalogue_row *row = find(id);
	return str_from_c(row ? row->texts[language == LANGUAGE_EN] : id);
}

static struct str value_of(struct str name, enum language language, const struct placeholder *values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq_c(name, values[i].name) && values[i].value.len)
			return values[i].value;
	}
	return message(language, "unknown");
}

/* The template is ours, the values are strangers': only the template is searched for braces. */
void message_put(struct buf *out, enum language language, const char *id, const struct placeholder *values,
                 size_t count)
{
	struct str rest = message(language, id);
	while (rest.len) {
		ptrdiff_t open = str_find(rest, STR("{"));
		ptrdiff_t close = open < 0 ? -1 : str_find(str_from(rest, (size_t)open), STR("}"));
		if (close < 0)
			break;
		buf_put(out, str_sub(rest, 0, (size_t)open));
		buf_put(out, value_of(str_sub(rest, (size_t)open + 1, (size_t)close - 1), language, values, count));
		rest = str_from(rest, (size_t)(open + close) + 1);
	}
	buf_put(out, rest);
}
