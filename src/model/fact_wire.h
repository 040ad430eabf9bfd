/* Facts across processes: one JSON object a line, {"kind":..,"origin":{..},"fact":{..}}. */
#ifndef SOATMAY_MODEL_FACT_WIRE_H
#define SOATMAY_MODEL_FACT_WIRE_H

#include "base/buf.h"
#include "base/err.h"
#include "model/fact.h"

/* Appends one line with its '\n'. Texts above LIMIT_FACT_TEXT_BYTES are cut with a visible mark. */
void fact_write_line(struct buf *out, enum fact_kind kind, const struct origin *origin, const void *fact);
/* One line without its '\n', from a process that may have been taken over: ERR_CORRUPT for anything out of form. */
enum err fact_read_line(struct str line, struct arena *arena, struct fact *ret);
/* Any record as one line {..}\n and back. */
void record_write_line(struct buf *out, const struct record_type *type, const void *record);
enum err record_read_line(struct str line, const struct record_type *type, struct arena *arena, void *record);

#endif
