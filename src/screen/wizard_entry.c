/* Pages on which something is typed: names, dates, the clock, a recovery key. */
#include <string.h>
#include <time.h>

#include "base/timestamp.h"
#include "base/utf.h"
#include "screen/wizard_parts.h"

bool page_has_entry(enum wizard_page_id page)
{
	return page == PAGE_NAME || page == PAGE_TITLE || page == PAGE_CLOCK_ENTRY || page == PAGE_REPAIR_FROM ||
	       page == PAGE_REPAIR_TO || page == PAGE_KEY || page == PAGE_PASSWORD ||
	       page == PAGE_PASSWORD_AGAIN;
}

static struct str typed_copy(struct wizard *wizard)
{
	struct buf text = { 0 };
	typed_put(&wizard->typed, &text);
	struct str copy = str_copy(wizard->arena, str_trim(buf_str(&text)));
	buf_done(&text);
	return copy;
}

static bool name_key(struct wizard *wizard, struct key key)
{
	struct person *person = &wizard->people[wizard->person_asked];
	if (key.kind != KEY_ENTER)
		return typed_key(&wizard->typed, key);
	if (wizard->page == PAGE_NAME) {
		person->name = typed_copy(wizard);
		if (person->name.len)
			go(wizard, PAGE_TITLE);
		return true;
	}
	person->title = typed_copy(wizard);
	go_on(wizard);
	return true;
}

static int number_at(const struct typed *typed, size_t from, size_t digits)
{
	int value = 0;
	for (size_t i = from; i < from + digits; i++)
		value = value * 10 + (typed->text[i] - '0');
	return value;
}

/* ddmmyyyy[hhmm] as seconds; false when there is no such day or minute. */
static bool read_time(const struct typed *typed, bool with_clock, int64_t *ret)
{
	struct tm tm = { 0 }, again;
	if (typed->text_bytes != (with_clock ? TIME_DIGITS : DATE_DIGITS))
		return false;
	tm.tm_mday = number_at(typed, 0, 2);
	tm.tm_mon = number_at(typed, 2, 2) - 1;
	tm.tm_year = number_at(typed, 4, 4) - 1900;
	tm.tm_hour = with_clock ? number_at(typed, 8, 2) : 0;
	tm.tm_min = with_clock ? number_at(typed, 10, 2) : 0;
	again = tm;
	time_t seconds = timegm(&again);
	bool same = again.tm_mday == tm.tm_mday && again.tm_mon == tm.tm_mon && again.tm_hour == tm.tm_hour &&
		    again.tm_min == tm.tm_min;
	if (!same || tm.tm_year < 120 || tm.tm_year > 200)
		return false;
	*ret = (int64_t)seconds;
	return true;
}

static bool clock_key(struct wizard *wizard, struct key key)
{
	int64_t seconds;
	wizard->entry_wrong = false;
	if (key.kind != KEY_ENTER)
		return typed_digit(&wizard->typed, key, TIME_DIGITS);
	wizard->entry_wrong = !read_time(&wizard->typed, true, &seconds);
	if (wizard->entry_wrong)
		return true;
	wizard->clock_shift = seconds - wizard->setup.clock;
	wizard->clock_corrected = true;
	go_on(wizard);
	return true;
}

/* Both days belong to the window; nothing typed leaves it open. */
static bool date_key(struct wizard *wizard, struct key key)
{
	int64_t seconds = 0, *date = wizard->page == PAGE_REPAIR_FROM ? &wizard->repair_from : &wizard->repair_to;
	wizard->entry_wrong = false;
	if (key.kind != KEY_ENTER)
		return typed_digit(&wizard->typed, key, DATE_DIGITS);
	bool empty = wizard->typed.text_bytes == 0;
	wizard->entry_wrong = !empty && !read_time(&wizard->typed, false, &seconds);
	if (!empty && !wizard->entry_wrong && wizard->page == PAGE_REPAIR_TO && wizard->repair_from != TIME_UNKNOWN)
		wizard->entry_wrong = time_from_unix(seconds - VIETNAM_SECONDS) < wizard->repair_from;
	if (wizard->entry_wrong)
		return true;
	*date = empty ? TIME_UNKNOWN : time_from_unix(seconds - VIETNAM_SECONDS);
	go_on(wizard);
	return true;
}

/* ---- recovery key ---- */

static bool group_full(const struct key_entry *entry, unsigned group)
{
	return entry->digits[group][GROUP_DIGITS - 1] != 0;
}

static bool group_right(const struct wizard *wizard, const struct key_entry *entry, unsigned group)
{
	return group_full(entry, group) && wizard->setup.group_is_right(entry->digits[group]);
}

static bool nothing_typed(const struct key_entry *entry)
{
	for (unsigned i = 0; i < KEY_GROUPS; i++)
		if (entry->digits[i][0])
			return false;
	return true;
}

static void type_digit(struct wizard *wizard, struct key_entry *entry, char digit)
{
	char *group = entry->digits[entry->group];
	if (group_full(entry, entry->group))
		memset(group, 0, GROUP_DIGITS + 1);
	group[strlen(group)] = digit;
	if (group_right(wizard, entry, entry->group) && entry->group + 1 < KEY_GROUPS)
		entry->group++;
}

static void take_digit_back(struct key_entry *entry)
{
	size_t length = strlen(entry->digits[entry->group]);
	if (length == 0 && entry->group > 0)
		length = strlen(entry->digits[--entry->group]);
	if (length > 0)
		entry->digits[entry->group][length - 1] = 0;
}

static void end_key(struct wizard *wizard, struct key_entry *entry)
{
	entry->complete = true;
	for (unsigned i = 0; i < KEY_GROUPS; i++)
		entry->complete &= group_right(wizard, entry, i);
	if (!entry->complete && !nothing_typed(entry)) {
		go(wizard, PAGE_KEY_SKIP);
		return;
	}
	entry->skipped = !entry->complete;
	next_locked(wizard);
}

static bool recovery_key(struct wizard *wizard, struct key key)
{
	struct key_entry *entry = &wizard->keys[wizard->key_index];
	switch (key.kind) {
	case KEY_CHARACTER:
		if (key.character >= '0' && key.character <= '9')
			type_digit(wizard, entry, (char)key.character);
		return true;
	case KEY_BACKSPACE: take_digit_back(entry); return true;
	case KEY_LEFT:
		entry->group -= entry->group > 0;
		return true;
	case KEY_RIGHT:
		entry->group += entry->group + 1 < KEY_GROUPS;
		return true;
	case KEY_ENTER: end_key(wizard, entry); return true;
	default: return false;
	}
}

/* While a key is tried the digits of the next one are kept, nothing else is. */
static bool key_ahead(struct wizard *wizard, struct key key)
{
	bool digit = key.kind == KEY_CHARACTER && key.character >= '0' && key.character <= '9';
	if (!keys_are_tried(wizard) || (!digit && key.kind != KEY_BACKSPACE))
		return false;
	if (digit)
		type_digit(wizard, &wizard->ahead, (char)key.character);
	else
		take_digit_back(&wizard->ahead);
	return true;
}

/* ---- password of the full copy ---- */

#define PASSWORD_LEAST 12 /* characters, as report/protect.h wants */

static void settle_password(struct wizard *wizard)
{
	wizard->password_settled = true;
	ask_to_save(wizard);
}

static void end_password(struct wizard *wizard, struct str text)
{
	bool again = wizard->page == PAGE_PASSWORD_AGAIN;
	if (!again && text.len == 0) {
		explicit_bzero(wizard->password, sizeof wizard->password); /* of an earlier try */
		settle_password(wizard);
	} else if (!again && utf8_columns(text) >= PASSWORD_LEAST && text.len < sizeof wizard->password) {
		memcpy(wizard->password, text.data, text.len);
		wizard->password[text.len] = 0;
		go(wizard, PAGE_PASSWORD_AGAIN);
	} else if (again && str_eq_c(text, wizard->password)) {
		settle_password(wizard);
	} else {
		explicit_bzero(wizard->password, sizeof wizard->password);
		go(wizard, PAGE_PASSWORD);
		wizard->entry_wrong = true;
		wizard->password_differs = again;
	}
}

static bool password_key(struct wizard *wizard, struct key key)
{
	struct buf text = { 0 };
	wizard->entry_wrong = false;
	if (key.kind != KEY_ENTER)
		return key.kind == KEY_F2 || typed_key(&wizard->typed, key);
	typed_put(&wizard->typed, &text);
	end_password(wizard, buf_str(&text));
	if (text.len)
		explicit_bzero(text.data, text.len);
	buf_done(&text);
	return true;
}

bool entry_key(struct wizard *wizard, struct key key)
{
	switch (wizard->page) {
	case PAGE_NAME:
	case PAGE_TITLE: return name_key(wizard, key);
	case PAGE_CLOCK_ENTRY: return clock_key(wizard, key);
	case PAGE_REPAIR_FROM:
	case PAGE_REPAIR_TO: return date_key(wizard, key);
	case PAGE_KEY: return recovery_key(wizard, key);
	case PAGE_PROGRESS: return key_ahead(wizard, key);
	case PAGE_PASSWORD:
	case PAGE_PASSWORD_AGAIN: return password_key(wizard, key);
	default: return false;
	}
}
