/* What is inspected: a Windows installation, a user's profile folder, a browser profile. Found in the index by
 * evidence/, by shape alone (no hive is read for it); SIDs and names are joined later in case/. */
#ifndef SOATMAY_MODEL_SUBJECT_H
#define SOATMAY_MODEL_SUBJECT_H

#include "model/record.h"

enum scope { SCOPE_SYSTEM, SCOPE_USER, SCOPE_BROWSER, SCOPE_COUNT };

enum browser {
	BROWSER_NONE, BROWSER_EDGE, BROWSER_CHROME, BROWSER_CHROMIUM, BROWSER_COCCOC, BROWSER_BRAVE, BROWSER_VIVALDI,
	BROWSER_OPERA,
	BROWSER_YANDEX, BROWSER_QIHOO360, BROWSER_UC, BROWSER_QQ, BROWSER_SOGOU, BROWSER_ARC, BROWSER_DUCKDUCKGO,
	BROWSER_WEBVIEW,
	BROWSER_UNKNOWN_CHROMIUM, BROWSER_FIREFOX, BROWSER_FIREFOX_FORK, BROWSER_THUNDERBIRD, BROWSER_COUNT
};

struct subject {
	uint32_t id;       /* from 1, in the order of the plan */
	enum scope scope;
	uint32_t source;   /* index into the sources of the run */
	uint32_t volume;   /* id of the volume within the source */
	uint32_t system;   /* subject id of the Windows installation; its own id for a system */
	uint32_t user;     /* subject id of the owning profile; 0 for systems and for browser folders outside Users */
	struct str root;   /* Windows path from the volume's root, no leading or trailing backslash; "" = the root itself */
	/* SCOPE_SYSTEM: name of the Windows folder below the root when it is another one (WINNT); "" = Windows */
	struct str windows;
	struct str browser_root; /* SCOPE_BROWSER: the User Data folder, or the folder of profiles.ini */
	enum browser browser;
	bool firefox_family; /* SCOPE_BROWSER: Firefox layout; otherwise Chromium layout */
	bool previous;     /* Windows.old beside a Windows, Snapshots: the past */
	bool loose;        /* loose hives in a folder: wants match by file name only */
};

extern const struct words scope_words, browser_words;
extern const struct record_type subject_type;

#endif
