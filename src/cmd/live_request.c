/* Lines "word<TAB>value". Both ends are this program. */
#include "cmd/live_request.h"

#include <inttypes.h>

static void put_number(struct buf *out, const char *word, int64_t value)
{
	buf_printf(out, "%s\t%" PRIx64 "\n", word, (uint64_t)value);
}

void live_request_write(struct buf *out, const struct live_request *request)
{
	put_number(out, "mode", request->mode);
	put_number(out, "english", request->english);
	put_number(out, "counted-only", request->counted_only);
	put_number(out, "now", request->now);
	put_number(out, "label", request->label);
	put_number(out, "clock-corrected", request->clock_corrected);
	put_number(out, "clock-shift", request->clock_shift);
	put_number(out, "repair-from", request->repair_from);
	put_number(out, "repair-to", request->repair_to);
	for (size_t i = 0; i < 3; i++)
		buf_printf(out, "person\t%zu\t%.*s\t%.*s\t%.*s\n", i, STR_ARGS(request->people[i][0]),
			   STR_ARGS(request->people[i][1]), STR_ARGS(request->people[i][2]));
	for (size_t i = 0; i < request->keys.count; i++)
		buf_printf(out, "key\t%.*s\n", STR_ARGS(request->keys.items[i]));
}

static bool read_person(struct str rest, struct arena *arena, struct live_request *ret)
{
	uint64_t index;
	if (!str_to_u64(str_cut(rest, '\t', &rest), 10, &index) || index > 2)
		return false;
	for (size_t i = 0; i < 3; i++)
		ret->people[index][i] = str_copy(arena, str_cut(rest, '\t', &rest));
	return true;
}

static bool read_number(struct str word, struct str value, struct live_request *ret)
{
	uint64_t number;
	if (!str_to_u64(value, 16, &number))
		return false;
	if (str_eq(word, STR("mode")) && number < MODE_COUNT)
		ret->mode = (enum mode)number;
	else if (str_eq(word, STR("english")))
		ret->english = number == 1;
	else if (str_eq(word, STR("counted-only")))
		ret->counted_only = number == 1;
	else if (str_eq(word, STR("now")))
		ret->now = (int64_t)number;
	else if (str_eq(word, STR("label")) && number < LABEL_CHECK_COUNT)
		ret->label = (enum label_check)number;
	else if (str_eq(word, STR("clock-corrected")))
		ret->clock_corrected = number == 1;
	else if (str_eq(word, STR("clock-shift")))
		ret->clock_shift = (int64_t)number;
	else if (str_eq(word, STR("repair-from")))
		ret->repair_from = (int64_t)number;
	else if (str_eq(word, STR("repair-to")))
		ret->repair_to = (int64_t)number;
	else
		return false;
	return true;
}

bool live_request_read(struct str lines, struct arena *arena, struct live_request *ret)
{
	*ret = (struct live_request){ 0 };
	while (lines.len) {
		struct str rest, line = str_cut(lines, '\n', &lines), word = str_cut(line, '\t', &rest);
		if (str_eq(word, STR("key")))
			*array_push(arena, &ret->keys) = str_copy(arena, rest);
		else if (str_eq(word, STR("person")) ? !read_person(rest, arena, ret) : !read_number(word, rest, ret))
			return false;
	}
	return true;
}

void live_owners_write(struct buf *out, const live_owner_list *owners)
{
	for (size_t i = 0; i < owners->count; i++)
		buf_printf(out, "%u\t%s\n", owners->items[i].account, owners->items[i].own ? "own" : "other");
}

bool live_owners_read(struct str lines, struct arena *arena, live_owner_list *ret)
{
	while (lines.len) {
		struct str rest, line = str_cut(lines, '\n', &lines);
		uint64_t id;
		if (!str_to_u64(str_cut(line, '\t', &rest), 10, &id) || id > UINT32_MAX)
			return false;
		*array_push(arena, ret) = (struct live_owner){ (uint32_t)id, str_eq(rest, STR("own")) };
	}
	return true;
}
