/* Firefox prefs.js / user.js: one user_pref("key", value); a line; the last one wins. */
#ifndef SOATMAY_DECODE_PREFS_JS_H
#define SOATMAY_DECODE_PREFS_JS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "base/str.h"

struct pref { struct str key, value; bool is_string; unsigned line; };
struct pref_list { struct pref *items; size_t count; size_t bad_lines; };

enum err prefs_js_parse(struct span bytes, struct arena *arena, struct pref_list *ret);
/* NULL when absent. */
const struct pref *prefs_js_get(const struct pref_list *list, const char *key);

#endif
