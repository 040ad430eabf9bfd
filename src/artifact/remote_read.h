/* Shared by the machine-wide and the per-user artifact for remote-access tools: one fact for each trace, each with its
 * own origin. */
#ifndef SOATMAY_ARTIFACT_REMOTE_READ_H
#define SOATMAY_ARTIFACT_REMOTE_READ_H

#include "artifact/registry.h"
#include "artifact/remote_tools.h"

void remote_read_values(struct run_context *run, struct hive_key root, const struct remote_value *table, size_t count);
/* A program file that is there: one fact for each tool, at its first file. */
void remote_read_files(struct run_context *run, const struct remote_file *table, size_t count);
void remote_read_configs(struct run_context *run, const struct remote_config *table, size_t count);

#endif
