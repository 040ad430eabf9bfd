/* The wizard: which page comes when. Pure: it opens nothing, asks no clock, draws nothing. Whoever runs it hands in
 * events, shows the page, and does what `request` says. */
#ifndef SOATMAY_SCREEN_WIZARD_H
#define SOATMAY_SCREEN_WIZARD_H

#include "judge/policy.h"
#include "model/hardware.h"
#include "screen/key.h"
#include "screen/page.h"
#include "screen/result.h"
#include "screen/typed.h"

enum wizard_page_id {
	PAGE_WELCOME,
	PAGE_CONSENT,
	PAGE_PURPOSE,
	PAGE_KEEP,
	PAGE_SECRET,
	PAGE_SECRET_STOP,
	PAGE_GIVER,
	PAGE_RECEIVER,
	PAGE_INSPECTOR,
	PAGE_NAME,
	PAGE_TITLE,
	PAGE_SERIAL,
	PAGE_CLOCK,
	PAGE_CLOCK_ENTRY,
	PAGE_REPAIR_FROM,
	PAGE_REPAIR_TO,
	PAGE_WAIT,
	PAGE_DISKS,
	PAGE_HIDDEN,
	PAGE_NO_DISK,
	PAGE_KEY,
	PAGE_KEY_SKIP,
	PAGE_PROGRESS,
	PAGE_STOP,
	PAGE_OWNER,
	PAGE_VERDICT,
	PAGE_FINDING,
	PAGE_CHANGES,
	PAGE_UNDONE,
	PAGE_PASSWORD,
	PAGE_PASSWORD_AGAIN,
	PAGE_SAVING,
	PAGE_SAVED,
	PAGE_SAVE_FAILED,
	PAGE_STICKS,
	PAGE_FINISH,
	PAGE_OFF,
	PAGE_UNSAFE,
	PAGE_FAILED,
	PAGE_COUNT
};

enum wizard_request {
	REQUEST_NONE,
	REQUEST_PROBE, /* which disks, which Windows, which volumes are locked; the answer: wizard_probed */
	REQUEST_INSPECT, /* the whole inspection with keys and answers: wizard_progress, then wizard_result or
			    wizard_failed */
	REQUEST_JUDGE, /* once more with the owners' answers: wizard_result */
	REQUEST_SAVE, /* to `stick` (empty: our own): wizard_saved or wizard_save_failed */
	REQUEST_STICKS, /* other sticks: wizard_sticks */
	REQUEST_CANCEL, /* end the running inspection */
	REQUEST_OFF /* switch the PC off */
};

struct setup_disk { struct str model, serial, bus; uint64_t size; bool medium; };

/* What is known before the first page. */
struct wizard_setup {
	struct str version, rules;
	struct str maker, model, serial;        /* of the PC, by its firmware; empty when it does not say */
	ARRAY_OF(struct setup_disk) disks;
	ARRAY_OF(struct str) hidden;            /* storage controllers whose disks no driver shows */
	const struct policy *policy;
	bool automatic;                         /* no keyboard was ever seen, or tu_dong = co */
	bool power_off_after;                   /* tu_dong = co */
	bool unsafe;                            /* the self-test failed */
	bool (*group_is_right)(const char digits[6]); /* of a recovery key */
	int64_t clock; /* what the PC's clock shows, as if it were UTC; kept up by wizard_tick */
};


enum owner_choice { OWNER_UNKNOWN, OWNER_OWN, OWNER_OTHER };

#define KEY_GROUPS 8
#define GROUP_DIGITS 6
#define WIZARD_KEYS_MOST 16
#define WIZARD_OWNERS_MOST 64
#define PROGRESS_STEPS 8
#define STEPS_OF_DISKS 5 /* before this one: of each disk; from it on: of all together */

struct key_entry {
	char digits[KEY_GROUPS][GROUP_DIGITS + 1];
	unsigned group;
	bool complete, skipped, refused /* well typed, but it opened nothing */;
};

enum save_failure { SAVE_NO_STICK, SAVE_READ_ONLY, SAVE_FULL, SAVE_GONE, SAVE_NOT_OURS, SAVE_OTHER };

struct stick { struct str name, model; uint64_t size; };

struct wizard {
	struct arena *arena;                    /* typed texts, results */
	struct wizard_setup setup;
	enum language language;
	enum wizard_page_id page;
	bool help;
	int selected;                           /* row; -1 none */
	unsigned part, parts;                   /* of the present page; `parts` is set by whoever shows it */
	enum wizard_request request;

	/* answers */
	enum mode mode;
	bool consented, secret_settled;         /* by people: a run by itself settles neither */
	bool screen_only;
	struct person people[3];                /* giver, receiver, inspector */
	unsigned person_asked;                  /* which of them */
	enum label_check label;
	int64_t clock_shift;                    /* to add to the PC's clock for the time in Viet Nam */
	bool clock_corrected;
	int64_t repair_from, repair_to;         /* days; TIME_UNKNOWN */
	struct typed typed;
	bool entry_wrong;                       /* what was typed is no date or time */
	struct key_entry keys[WIZARD_KEYS_MOST];
	struct key_entry ahead;                 /* typed while keys are tried: the next one, where one is refused */
	size_t key_index;
	enum owner_choice owners[WIZARD_OWNERS_MOST];
	size_t owner_index;

	/* what came in */
	bool probing, probed, inspecting;
	struct result probe, result;
	bool has_result;
	unsigned step, step_seconds[PROGRESS_STEPS], bar; /* bar: thousandths, never goes back */
	unsigned source, source_count;
	int64_t started, step_started;          /* ticks of wizard_tick */
	unsigned finding;                       /* shown, from 0 */
	char password[TYPED_BYTES + 1];         /* of the copy with every name; empty: it is not made */
	bool password_settled, password_differs;
	struct str save_folder;
	uint64_t reports_left;
	bool saved;
	enum save_failure failure;
	struct str failure_reason;
	ARRAY_OF(struct stick) sticks;
	struct str stick;                       /* chosen; empty: our own */
	struct str own_failure;                 /* of PAGE_FAILED */
	struct page_qr qr;
	bool disks_still_read_only;             /* checked after the inspection */
	uint64_t disk_writes;                   /* by the counters of the kernel */
	unsigned countdown;                     /* seconds until the PC acts by itself; 0 = it does not */
	bool unattended;                        /* it did, and no key was pressed since */
};

void wizard_init(struct wizard *wizard, struct arena *arena, const struct wizard_setup *setup);
void wizard_done(struct wizard *wizard); /* wipes what was typed */
enum wizard_request wizard_take_request(struct wizard *wizard);

/* ---- events ---- */
void wizard_key(struct wizard *wizard, struct key key);
void wizard_tick(struct wizard *wizard, int64_t seconds,
		 int64_t clock); /* once a second: running time, the PC's clock */
void wizard_probed(struct wizard *wizard, const struct result *probe);
void wizard_progress(struct wizard *wizard, unsigned step, unsigned done, unsigned total);
void wizard_result(struct wizard *wizard, const struct result *result, bool still_read_only, uint64_t disk_writes);
void wizard_saved(struct wizard *wizard, struct str folder, uint64_t reports_left);
/* `reason`: the name of an errno ("ENOSPC") or a line of the log; pages show what screen/reason.h makes of it. */
void wizard_save_failed(struct wizard *wizard, enum save_failure failure, struct str reason);
void wizard_sticks(struct wizard *wizard, const struct stick *sticks, size_t count);
void wizard_failed(struct wizard *wizard, struct str what); /* the inspection's process died, or our own mistake */

/* ---- what to show ---- */
void wizard_page(const struct wizard *wizard, struct arena *arena, struct page *page);
/* Shown at the foot of a page that needs several screens; `part` from 0. */
struct str wizard_part_text(const struct wizard *wizard, struct arena *arena, unsigned part, unsigned count);
const char *wizard_page_name(enum wizard_page_id page);
/* The time in Viet Nam as the person confirmed it, in UTC. */
int64_t wizard_now(const struct wizard *wizard);

#endif
