/* Words of findings. */
#include "model/finding.h"

static const char *const severities[] = { "info", "low", "medium", "high", "critical" };
const struct words severity_words = WORDS(severities);
static const char *const effects[] = { "info", "note", "limit", "fail" };
const struct words effect_words = WORDS(effects);
static const char *const confidences[] = { "trace", "likely", "certain" };
const struct words confidence_words = WORDS(confidences);
static const char *const verdicts[] = { "none", "pass", "fail", "inconclusive" };
const struct words verdict_words = WORDS(verdicts);
static const char *const modes[MODE_COUNT] = { "acceptance", "in-use", "before-repair", "after-repair", "forensic" };
const struct words mode_words = WORDS(modes);
