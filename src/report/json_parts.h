/* The arrays of report.json, in the order of the contract. Nobody outside report/json*.c includes this. */
#ifndef SOATMAY_REPORT_JSON_PARTS_H
#define SOATMAY_REPORT_JSON_PARTS_H

#include "base/json_out.h"
#include "report/view.h"

void json_sources(struct json_out *out, const struct view *view);
void json_systems(struct json_out *out, const struct view *view);
void json_users(struct json_out *out, const struct view *view);
void json_accounts(struct json_out *out, const struct view *view, const struct case_file *raw);
void json_browser_profiles(struct json_out *out, const struct view *view);
void json_saved_logins(struct json_out *out, const struct view *view);
void json_software(struct json_out *out, const struct view *view);
void json_autostart(struct json_out *out, const struct view *view);
void json_remote_access(struct json_out *out, const struct view *view);
void json_findings(struct json_out *out, const struct view *view);
void json_coverage(struct json_out *out, const struct view *view);
void json_evidence(struct json_out *out, const struct view *view, const struct case_file *raw);

/* By index of evidence: whether any row of the report refers to it. */
bool *cited_evidence(struct arena *arena, const struct case_file *file);

/* A subject or evidence id; 0 is null. */
void json_id(struct json_out *out, const char *key, uint32_t id);
void json_word(struct json_out *out, const char *key, const struct words *words, unsigned value);
void json_origins(struct json_out *out, const struct origin *items, size_t count);

void json_changes(struct json_out *out, const struct view *view);
void json_checks(struct json_out *out, const struct view *view);
void json_hardware(struct json_out *out, const struct view *view); /* json_hardware.c */

#endif
