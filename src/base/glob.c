/* Globs of base/glob.h. Both levels go back to the latest star only: that is enough for globs and keeps the time
 * bounded by the product of the lengths, whatever names a disk holds. */
#include "base/glob.h"

#include "base/utf.h"

/* The code point at *offset as a text of its own. */
static struct str take(struct str s, size_t *offset)
{
	size_t start = *offset;
	(void)utf8_next(s, offset);
	return str_sub(s, start, *offset - start);
}

static bool component_match(struct str glob, struct str name)
{
	size_t g = 0, n = 0, after_star = 0, star_name = 0;
	bool star = false;
	while (n < name.len) {
		size_t g_next = g, n_next = n;
		struct str wanted = g < glob.len ? take(glob, &g_next) : (struct str){ 0 };
		struct str is = take(name, &n_next);
		if (str_eq_c(wanted, "*")) {
			star = true;
			after_star = g = g_next;
			star_name = n;
		} else if (g < glob.len && (str_eq_c(wanted, "?") || str_eq_fold(wanted, is))) {
			g = g_next;
			n = n_next;
		} else if (star) {
			(void)take(name, &star_name);
			n = star_name;
			g = after_star;
		} else {
			return false;
		}
	}
	while (g < glob.len && glob.data[g] == '*')
		g++;
	return g == glob.len;
}

bool glob_match(struct str glob, struct str path)
{
	struct str glob_after_star = { 0 }, path_at_star = { 0 };
	bool star = false;
	for (;;) {
		struct str glob_rest, path_rest;
		struct str wanted = str_cut(glob, '\\', &glob_rest), name = str_cut(path, '\\', &path_rest);
		if (str_eq_c(wanted, "**")) {
			star = true;
			glob = glob_after_star = glob_rest;
			path_at_star = path;
		} else if (glob.len && path.len && component_match(wanted, name)) {
			if (!glob_rest.len && !path_rest.len)
				return true;
			glob = glob_rest;
			path = path_rest;
		} else if (star && path_at_star.len) {
			(void)str_cut(path_at_star, '\\', &path_at_star);
			path = path_at_star;
			glob = glob_after_star;
		} else {
			return false;
		}
	}
}

struct str path_name(struct str path)
{
	struct str name = path;
	for (struct str rest = path; rest.len;) {
		name = rest;
		(void)str_cut(name, '\\', &rest);
	}
	return name;
}
