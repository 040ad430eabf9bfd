/* What the wizard tells the conductor's process: the answers of the people, as lines. */
#ifndef SOATMAY_CMD_LIVE_REQUEST_H
#define SOATMAY_CMD_LIVE_REQUEST_H

#include "cmd/live_host.h"
#include "judge/policy.h"
#include "model/volume_key.h"
#include "report/report.h"

struct live_request {
	enum mode mode;
	bool english, counted_only; /* counted_only: no account is named anywhere */
	int64_t now;
	struct str people[3][3];    /* name, title, role */
	enum label_check label;
	bool clock_corrected;
	int64_t clock_shift;
	int64_t repair_from, repair_to;
	ARRAY_OF(struct str) keys;  /* 48 digits each */
};

/* Owners' answers, by the id of the account in the case. */
struct live_owner { uint32_t account; bool own; };
typedef ARRAY_OF(struct live_owner) live_owner_list;

void live_request_write(struct buf *out, const struct live_request *request);
bool live_request_read(struct str lines, struct arena *arena, struct live_request *ret);
void live_owners_write(struct buf *out, const live_owner_list *owners);
bool live_owners_read(struct str lines, struct arena *arena, live_owner_list *ret);

#endif
