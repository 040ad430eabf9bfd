/* Reading keys and values for artifacts: what is not there is false or empty, what cannot be read becomes a problem of
 * the run. */
#ifndef SOATMAY_ARTIFACT_REGISTRY_H
#define SOATMAY_ARTIFACT_REGISTRY_H

#include "artifact/run.h"

#define HIVE_SAM      "Windows\\System32\\config\\SAM"
#define HIVE_SYSTEM   "Windows\\System32\\config\\SYSTEM"
#define HIVE_SOFTWARE "Windows\\System32\\config\\SOFTWARE"
#define HIVE_DEFAULT  "Windows\\System32\\config\\DEFAULT"
#define HIVE_NTUSER   "NTUSER.DAT"
#define WANT_OF_HIVE(glob) { glob, LIMIT_HIVE_BYTES, WANT_HIVE | WANT_REQUIRED }

/* Value types of the registry, [MS-RRP] 3.1.1.5. */
enum registry_type {
	REGISTRY_SZ = 1, REGISTRY_EXPAND_SZ = 2, REGISTRY_BINARY = 3, REGISTRY_DWORD = 4, REGISTRY_LINK = 6,
	REGISTRY_MULTI_SZ = 7,
	REGISTRY_QWORD = 11
};

/* Opens a hive and finds the key that every such hive has; ERR_CORRUPT when it has not: then it is some other hive or a
 * wreck. */
enum err registry_open(struct run_context *run, const char *glob, const char *proof, struct hive_key *ret_root);
/* The current control set of SYSTEM. */
enum err registry_open_system(struct run_context *run, struct hive_key *ret_root, struct hive_key *ret_control_set);
/* The current control set and, when it is another one, that of the next start: what either of them starts counts. */
struct control_sets { struct hive_key items[2]; size_t count; };
enum err registry_control_sets(struct run_context *run, struct control_sets *ret);

bool registry_key(struct run_context *run, struct hive_key from, const char *path, struct hive_key *ret);
/* `name` is one component and may come from the disk. */
bool registry_child(struct run_context *run, struct hive_key from, struct str name, struct hive_key *ret);
struct hive_key_list registry_children(struct run_context *run, struct hive_key key);
struct hive_value_list registry_values(struct run_context *run, struct hive_key key);
bool registry_value(struct run_context *run, struct hive_key key, const char *name, struct hive_value *ret);

/* Text of a value that Windows writes as text; another type is read as UTF-16 all the same and is a problem. `origin`
 * may be NULL. */
struct str registry_text(struct run_context *run, struct hive_key key, const char *name, struct origin *origin);
/* The same where UTF-16 in REG_BINARY is usual (SAM, Outlook). */
struct str registry_text_or_binary(struct run_context *run, struct hive_key key, const char *name,
				   struct origin *origin);
struct str registry_value_text(struct run_context *run, const struct hive_value *value);
bool registry_number(struct run_context *run, struct hive_key key, const char *name, uint64_t *ret,
		     struct origin *origin);
/* 8 bytes of REG_BINARY or a QWORD holding a FILETIME; TIME_UNKNOWN otherwise. */
int64_t registry_filetime(struct run_context *run, struct hive_key key, const char *name, struct origin *origin);
/* A value is there and not empty; its bytes are not looked at: for passwords. */
bool registry_present(struct run_context *run, struct hive_key key, const char *name, struct origin *origin);

#endif
