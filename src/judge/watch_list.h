/* The built-in watch-list of official sites: how much a saved login there matters. */
#ifndef SOATMAY_JUDGE_WATCH_LIST_H
#define SOATMAY_JUDGE_WATCH_LIST_H

#include "base/str.h"

enum watch { WATCH_NONE, WATCH_LOW, WATCH_MEDIUM, WATCH_HIGH };

/* `host` is normalised (case/host.h). The highest severity over all matches; exceptions come first. */
enum watch watch_list_host(struct str host);
enum watch watch_list_user(struct str username);
/* One host against one pattern; the syntax stands in watch_list.c. */
bool watch_pattern_matches(struct str pattern, struct str host);

#endif
