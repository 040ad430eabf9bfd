/* The host of a saved login's address, in the one form that rules compare. */
#ifndef SOATMAY_CASE_HOST_H
#define SOATMAY_CASE_HOST_H

#include "base/str.h"

/* Lower case, without scheme, user, port, path and trailing dot; the package of an android:// realm; empty when there
 * is none. */
struct str host_of(struct arena *arena, struct str address);
bool host_is_android(struct str address);

#endif
