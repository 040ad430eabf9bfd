/* A hive of two keys and one value, made from numbers, for `soatmay selftest`. */
#ifndef SOATMAY_CMD_KNOWN_HIVE_H
#define SOATMAY_CMD_KNOWN_HIVE_H

#include "base/arena.h"
#include "base/span.h"

/* Root "Gốc" with the key "Khóa thử" (UTF-16 name) that holds the value "Tên" = REG_SZ "Soát máy" and its Latin-1
 * sister "Déjà" without values. */
struct span known_hive(struct arena *arena);

#endif
