/* A page as data: what a person sees at one moment, without a word about pixels or cells. The wizard makes it, the
 * drawer and the text writer show it. All texts are printable and live in the arena of whoever made the page. */
#ifndef SOATMAY_SCREEN_PAGE_H
#define SOATMAY_SCREEN_PAGE_H

#include "base/array.h"
#include "base/str.h"
#include "model/finding.h"

enum page_stage { STAGE_PREPARE, STAGE_CHECK, STAGE_RESULT };

enum text_role {
	TEXT_BODY,
	TEXT_STRONG,
	TEXT_LABEL /* small, grey */,
	TEXT_CHOICE,
	TEXT_CHOICE_STRONG,
	TEXT_PRODUCT,
	TEXT_NUMBER,
	TEXT_CODE,
	TEXT_COUNT
};

enum block_kind {
	BLOCK_TEXT, /* text; role */
	BLOCK_GAP, /* some space */
	BLOCK_CHOICES, /* items: number, text, second; `selected` (-1 = none), `compact` */
	BLOCK_LISTS, /* two lists side by side: items with `second_list`; text and second are their heads; ticks and
			crosses */
	BLOCK_PANEL, /* white panel: label over one line of monospaced text */
	BLOCK_TABLE, /* text as head; items: label, text, value */
	BLOCK_ROWS, /* items: label, text, second (grey); `compact`: the labels are numbers */
	BLOCK_STEPS, /* white panel with a bar: label, or the doers in its place; items: label (number), text, second
			(doer) */
	BLOCK_GROUPS, /* items: text typed so far, state; `selected` is the group being typed */
	BLOCK_NOTICE, /* a bar beside text (strong) and second; `state` WRONG makes the bar red */
	BLOCK_ENTRY, /* label; text typed so far, shown with a cursor */
	BLOCK_TASKS, /* items: text, value, state */
	BLOCK_CODE, /* white panel: label over the check code, verdict with text, QR code */
	BLOCK_OUTCOMES, /* the three verdicts with their shapes: items' texts */
	BLOCK_MARK, /* verdict shape beside text (strong) and second; `compact`: no shape */
	BLOCK_SEVERITY, /* label, word, four squares of which `number` are filled */
	BLOCK_FACT, /* label over a strong value */
	BLOCK_ACTION, /* white panel: key in `label`, what it does, second */
	BLOCK_BAR /* progress: `number` thousandths */
};

enum item_state { ITEM_PENDING, ITEM_NOW, ITEM_DONE, ITEM_WRONG };

struct item {
	struct str label, text, second, value;
	enum item_state state;
	bool grey, second_list;
};

struct page_qr { unsigned width; const bool *dark; };

struct block {
	enum block_kind kind;
	enum text_role role;
	struct str label, text, second;
	ARRAY_OF(struct item) items;
	int selected;
	bool compact;
	bool later; /* stands last where the page needs several screens */
	enum item_state state;
	enum verdict verdict;
	unsigned number;
	struct page_qr qr;
};

/* Keys shown as caps at the foot: words of the catalogue such as "Enter", "F1", or up, down, left, right for arrows. */
struct hint {
	const char *keys[3];
	bool range; /* from the first to the second */
	struct str text;
	bool right;
	bool spare; /* left out where there are many */
};
#define HINTS_MOST 8

struct count { struct str number, text; };
typedef ARRAY_OF(struct block) block_list;

struct page {
	const char *id;            /* stable word: tests and the log of the boot */
	enum page_stage stage;
	struct str read_only, read_only_text; /* the head */
	struct str stages[3];
	struct str title;
	bool wide_right;           /* progress and finding: columns of their own widths */
	bool small_title;
	bool title_right;          /* the title stands over the right column */
	bool low;                  /* begins lower than others: the first page */
	block_list top /* across the page */, left, right, bottom /* of the right column */;
	struct str bottom_label;   /* to the left of these, above them where there is one column */
	ARRAY_OF(struct hint) hints;
	struct str turn;           /* what the keys do that turn from one screen of this page to the next */
	bool turn_by_page;         /* the arrow keys choose on this page */

	/* verdict page: word, sentences, counts, code, two lines at the foot */
	bool is_verdict;
	enum verdict verdict;
	struct str word, sentence, strong /* of the sentence */, advice, code_label, code, machine, machine_short, writes_text, writes;
	bool writes_bad;
	struct count counts[3];

	unsigned part;             /* of a page that needs several screens; from 0 */
};

void page_init(struct page *page, const char *id, enum page_stage stage);
struct block *page_add(struct arena *arena, block_list *list, enum block_kind kind);
struct item *block_item(struct arena *arena, struct block *block, struct str text);
struct block *page_text(struct arena *arena, block_list *list, enum text_role role, struct str text);
/* `second` may be NULL. */
struct hint *page_hint(struct arena *arena, struct page *page, const char *key, const char *second, struct str text);

/* For those who show a page: its keys when it needs `parts` screens and `part` is shown, at most five where some can be
 * spared; returns how many. */
size_t page_hints(const struct page *page, unsigned part, unsigned parts, struct hint ret[HINTS_MOST]);
/* The blocks in their order, those that are `later` last. */
void page_put_last(struct arena *arena, const block_list *list, block_list *ret);

#endif
