/* Words and field table of subjects. */
#include "model/subject.h"

static const char *const scopes[SCOPE_COUNT] = { "system", "user", "browser" };
const struct words scope_words = WORDS(scopes);

static const char *const browsers[BROWSER_COUNT] = {
	[BROWSER_NONE] = "none",       [BROWSER_EDGE] = "edge",       [BROWSER_CHROME] = "chrome",
	[BROWSER_CHROMIUM] = "chromium", [BROWSER_COCCOC] = "coccoc", [BROWSER_BRAVE] = "brave",
	[BROWSER_VIVALDI] = "vivaldi", [BROWSER_OPERA] = "opera",     [BROWSER_YANDEX] = "yandex",
	[BROWSER_QIHOO360] = "360",    [BROWSER_UC] = "uc",           [BROWSER_QQ] = "qq",
	[BROWSER_SOGOU] = "sogou",     [BROWSER_ARC] = "arc",         [BROWSER_DUCKDUCKGO] = "duckduckgo",
	[BROWSER_WEBVIEW] = "webview", [BROWSER_UNKNOWN_CHROMIUM] = "unknown-chromium",
	[BROWSER_FIREFOX] = "firefox", [BROWSER_FIREFOX_FORK] = "firefox-fork", [BROWSER_THUNDERBIRD] = "thunderbird",
};
const struct words browser_words = WORDS(browsers);

static const struct field fields[] = {
	FIELD(subject, id, FIELD_U32),
	FIELD_ENUM(subject, scope, scope_words),
	FIELD(subject, source, FIELD_U32),
	FIELD(subject, volume, FIELD_U32),
	FIELD(subject, system, FIELD_U32),
	FIELD(subject, user, FIELD_U32),
	FIELD(subject, root, FIELD_TEXT),
	FIELD(subject, windows, FIELD_TEXT),
	FIELD(subject, browser_root, FIELD_TEXT),
	FIELD_ENUM(subject, browser, browser_words),
	FIELD(subject, firefox_family, FIELD_BOOL),
	FIELD(subject, previous, FIELD_BOOL),
	FIELD(subject, loose, FIELD_BOOL),
};
const struct record_type subject_type = RECORD_TYPE("subject", subject, fields);
