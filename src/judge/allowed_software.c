/* Software list of cauhinh.ini: "tên chứa | nhà phát hành | sha256". */
#include "judge/allowed_software.h"

static struct str part(struct str *rest)
{
	return str_trim(str_cut(*rest, '|', rest));
}

static bool covers(struct str entry, struct str name, struct str publisher)
{
	struct str wanted_name = part(&entry), wanted_publisher = part(&entry);
	if (wanted_name.len == 0 || str_find_fold(name, wanted_name) < 0)
		return false;
	return wanted_publisher.len == 0 || str_eq(wanted_publisher, STR("*")) ||
		str_find_fold(publisher, wanted_publisher) >= 0;
}

bool is_allowed_software(const struct policy *policy, struct str name, struct str publisher)
{
	for (size_t i = 0; i < policy->allowed_software.count; i++)
		if (covers(policy->allowed_software.items[i], name, publisher))
			return true;
	return false;
}
