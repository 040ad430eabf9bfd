/* Sections and keys of cauhinh.ini, and what each value must look like. */
#include "judge/policy_keys.h"

#include <stddef.h>

#include "judge/rules.h"

struct key {
	const char *section, *key;
	void (*take)(struct policy_parser *, const struct ini_entry *, const struct key *);
	size_t offset;          /* text keys: member of the policy */
	const char *choices;    /* word keys: "a|b|c" */
	bool list;              /* may be repeated */
};

static bool has_word(const char *choices, struct str word)
{
	struct str rest = str_from_c(choices);
	while (rest.len)
		if (str_eq(str_cut(rest, '|', &rest), word))
			return true;
	return false;
}

static struct str part(struct str *rest)
{
	return str_trim(str_cut(*rest, '|', rest));
}

static bool is_hex(struct str text, size_t len)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];
		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')))
			return false;
	}
	return text.len == len;
}

static bool is_guid(struct str text)
{
	static const size_t groups[] = { 8, 4, 4, 4, 12 };
	struct str rest = text;
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		if (!is_hex(str_cut(rest, '-', &rest), groups[i]))
			return false;
	return rest.len == 0 && text.len == 36;
}

/* Labels of letters, digits, hyphens and anything above ASCII, at least two of them. */
static bool is_domain(struct str text)
{
	unsigned labels = 0;
	for (struct str rest = text; rest.len;) {
		struct str label = str_cut(rest, '.', &rest);
		for (size_t i = 0; i < label.len; i++) {
			unsigned char c = (unsigned char)label.data[i];
			bool good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
					c >= 0x80;
			if (!good)
				return false;
		}
		if (label.len == 0)
			return false;
		labels++;
	}
	return labels >= 2 && text.data[text.len - 1] != '.';
}

static bool only_stars(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.data[i] != '*' && text.data[i] != '.' && text.data[i] != '@')
			return false;
	return text.len > 0 && text.data[0] == '*';
}

bool policy_is_public_mail(struct str domain)
{
	static const char *const domains[] =
		{ "outlook.com", "outlook.com.vn", "hotmail.com", "live.com", "msn.com", "gmail.com",
		"googlemail.com", "yahoo.com", "yahoo.com.vn", "ymail.com", "icloud.com", "me.com", "mac.com", "proton.me",
		"protonmail.com",
		"zoho.com", "yandex.com", "mail.ru", "qq.com", "163.com", "onmicrosoft.com" };
	for (size_t i = 0; i < sizeof domains / sizeof *domains; i++)
		if (str_eq_fold(domain, str_from_c(domains[i])))
			return true;
	return false;
}

static void take_text(struct policy_parser *parser, const struct ini_entry *entry, const struct key *key)
{
	*(struct str *)(void *)((char *)parser->policy + key->offset) = entry->value;
}

/* "co|khong" as people read it. */
static struct str choices_text(struct arena *arena, const char *choices)
{
	struct str text = { 0 };
	for (struct str rest = str_from_c(choices); rest.len;) {
		struct str word = str_cut(rest, '|', &rest);
		text = text.len ? str_format(arena, "%.*s, %.*s", STR_ARGS(text), STR_ARGS(word)) : word;
	}
	return text;
}

static void bad_word(struct policy_parser *parser, const struct ini_entry *entry, const struct key *key)
{
	policy_problem_expecting(parser, entry->line, "config.bad-value", entry->value,
				 choices_text(parser->arena, key->choices));
}

static void take_word(struct policy_parser *parser, const struct ini_entry *entry, const struct key *key)
{
	if (!has_word(key->choices, entry->value))
		bad_word(parser, entry, key);
	else if (key->offset)
		take_text(parser, entry, key);
}

/* A key that the program cannot follow yet: the first choice is what it does, another one is not taken in silence. */
static void take_fixed(struct policy_parser *parser, const struct ini_entry *entry, const struct key *key)
{
	struct str rest, usual = str_cut(str_from_c(key->choices), '|', &rest);
	take_word(parser, entry, key);
	if (has_word(key->choices, entry->value) && !str_eq(entry->value, usual))
		policy_problem_expecting(parser, entry->line, "config.not-applied", entry->value, usual);
}

static void take_person(struct policy_parser *parser, const struct ini_entry *entry, const struct key *key)
{
	struct str rest = entry->value;
	struct person person = { .name = part(&rest) };
	person.title = part(&rest);
	person.role = str_trim(rest);
	if (person.name.len == 0 || !has_word(key->choices, person.role))
		policy_problem_at(parser, entry->line, "config.bad-person", entry->value);
	else
		*array_push(parser->arena, &parser->policy->people) = person;
}

static void take_tenant(struct policy_parser *parser, const struct ini_entry *entry)
{
	struct str tenant = str_trim(str_from(entry->value, sizeof "tenant:" - 1));
	if (tenant.len == 38 && tenant.data[0] == '{')
		tenant = str_sub(tenant, 1, 36);
	if (is_guid(tenant))
		*array_push(parser->arena, &parser->policy->allowed_tenants) = str_lower(parser->arena, tenant);
	else
		policy_problem_at(parser, entry->line, "config.bad-account", entry->value);
}

static const char *account_problem(struct str value)
{
	struct str domain, local = str_cut(value, '@', &domain);
	if (only_stars(value))
		return "config.bare-star";
	if (local.len == 0 || (!str_eq(local, STR("*")) && str_find(local, STR("*")) >= 0))
		return "config.bad-account";
	bool below = str_starts(domain, STR("*."));
	struct str base = below ? str_from(domain, 2) : domain;
	if (str_eq(local, STR("*")) && base.len && str_find(base, STR(".")) < 0)
		return "config.broad-pattern";
	if (!is_domain(base) || (below && !str_eq(local, STR("*"))))
		return "config.bad-account";
	return str_eq(local, STR("*")) && policy_is_public_mail(base) ? "config.broad-pattern" : NULL;
}

static void take_account(struct policy_parser *parser, const struct ini_entry *entry, const struct key *key)
{
	(void)key;
	if (str_starts_fold(entry->value, STR("tenant:"))) {
		take_tenant(parser, entry);
		return;
	}
	const char *problem = account_problem(entry->value);
	if (problem)
		policy_problem_at(parser, entry->line, problem, entry->value);
	else
		*array_push(parser->arena, &parser->policy->allowed_accounts) = str_lower(parser->arena, entry->value);
}

static void take_administrator(struct policy_parser *parser, const struct ini_entry *entry, const struct key *key)
{
	(void)key;
	if (str_find(entry->value, STR("*")) >= 0)
		policy_problem_at(parser, entry->line, "config.bare-star", entry->value);
	else
		*array_push(parser->arena, &parser->policy->administrators) = entry->value;
}

static void take_domain(struct policy_parser *parser, const struct ini_entry *entry, const struct key *key)
{
	(void)key;
	struct str base = str_starts(entry->value, STR("*.")) ? str_from(entry->value, 2) : entry->value;
	if (only_stars(entry->value))
		policy_problem_at(parser, entry->line, "config.bare-star", entry->value);
	else if (!is_domain(base))
		policy_problem_at(parser, entry->line, "config.bad-domain", entry->value);
	else
		*array_push(parser->arena, &parser->policy->official_domains) = str_lower(parser->arena, entry->value);
}

/* "<sha256>" as printed in the example of the manual stands for no hash yet. */
static void take_software(struct policy_parser *parser, const struct ini_entry *entry, const struct key *key)
{
	(void)key;
	struct str rest = entry->value;
	struct str name = part(&rest);
	(void)part(&rest);
	struct str hash = str_trim(rest);
	if (only_stars(name) || name.len == 0)
		policy_problem_at(parser, entry->line, "config.bare-star", entry->value);
	else if (hash.len && !str_starts(hash, STR("<")) && !is_hex(hash, 64))
		policy_problem_at(parser, entry->line, "config.bad-hash", hash);
	else
		*array_push(parser->arena, &parser->policy->allowed_software) = entry->value;
}

static void take_root(struct policy_parser *parser, const struct ini_entry *entry, const struct key *key)
{
	(void)key;
	if (is_hex(entry->value, 40) || is_hex(entry->value, 64))
		*array_push(parser->arena, &parser->policy->allowed_roots) = str_lower(parser->arena, entry->value);
	else
		policy_problem_at(parser, entry->line, "config.bad-hash", entry->value);
}

static void take_server(struct policy_parser *parser, const struct ini_entry *entry, const struct key *key)
{
	if (only_stars(entry->value))
		policy_problem_at(parser, entry->line, "config.bare-star", entry->value);
	else
		*array_push(parser->arena, &parser->policy->allowed_servers) =
			str_join2(parser->arena, str_from_c(key->key), '=', entry->value);
}

static const char *const mode_names[MODE_COUNT] = { "nhan_may", "ra_soat", "chup_hien_trang", "sau_sua", "chuyen_sau" };

static void take_mode(struct policy_parser *parser, const struct ini_entry *entry, const struct key *key)
{
	parser->policy->has_mode = false;
	if (str_eq(entry->value, STR("hoi")))
		return;
	for (unsigned i = 0; i < MODE_COUNT; i++) {
		if (str_eq_c(entry->value, mode_names[i])) {
			parser->policy->mode = (enum mode)i;
			parser->policy->has_mode = true;
			return;
		}
	}
	bad_word(parser, entry, key);
}

static void take_mask(struct policy_parser *parser, const struct ini_entry *entry, const struct key *key)
{
	static const char *const names[] = { "mot_phan", "day_du", "chi_dem" };
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq_c(entry->value, names[i])) {
			parser->policy->mask = (enum mask)i;
			parser->policy->has_mask = true;
			return;
		}
	}
	bad_word(parser, entry, key);
}

static void take_protect(struct policy_parser *parser, const struct ini_entry *entry, const struct key *key)
{
	take_word(parser, entry, key);
	parser->policy->protect = str_eq(entry->value, STR("hoi"));
}

static void take_hours(struct policy_parser *parser, const struct ini_entry *entry, const struct key *key)
{
	uint64_t hours;
	(void)key;
	if (str_to_u64(entry->value, 10, &hours) && hours <= UINT32_MAX)
		parser->policy->max_new_hours = (uint32_t)hours;
	else
		policy_problem_at(parser, entry->line, "config.bad-number", entry->value);
}

static bool severity_word(struct str word, enum severity *ret)
{
	static const char *const words[] = { "thong_tin", "thap", "trung_binh", "cao", "nghiem_trong" };
	for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_c(word, words[i]))
			return *ret = (enum severity)i, true;
	return false;
}

static bool effect_word(struct str word, enum effect *ret)
{
	static const char *const words[] = { "thong_tin", "luu_y", "gioi_han", "khong_dat" };
	for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_c(word, words[i]))
			return *ret = (enum effect)i, true;
	return false;
}

static void take_rule(struct policy_parser *parser, const struct ini_entry *entry)
{
	struct rule_override override = { .rule = entry->key, .line = entry->line };
	struct str second, first = str_trim(str_cut(entry->value, ',', &second));
	second = str_trim(second);
	if (!rule_exists(entry->key)) {
		policy_problem_at(parser, entry->line, "config.unknown-rule", entry->key);
		return;
	}
	parser->key = entry->key;
	override.has_severity = severity_word(first, &override.severity);
	if (!override.has_severity) {
		policy_problem_at(parser, entry->line, "config.bad-severity", first);
		return;
	}
	override.has_effect = effect_word(second, &override.effect);
	if (second.len && !override.has_effect) {
		policy_problem_at(parser, entry->line, "config.bad-effect", second);
		return;
	}
	*array_push(parser->arena, &parser->policy->overrides) = override;
}

#define TEXT_KEY(section, name, member) { section, name, take_text, offsetof(struct policy, member), NULL, false }
#define FIXED_KEY(name, choices)        { "che_do", name, take_fixed, 0, choices, false }
#define LIST_KEY(section, name, take)   { section, name, take, 0, NULL, true }

static const struct key keys[] = {
	TEXT_KEY("don_vi", "co_quan_chu_quan", parent_body),
	TEXT_KEY("don_vi", "ten_co_quan", office_name),
	TEXT_KEY("don_vi", "dia_danh", place),
	TEXT_KEY("don_vi", "ky_hieu", symbol),
	{ "don_vi", "mau_dau_trang", take_word, offsetof(struct policy, header_style), "nha_nuoc|dang|doanh_nghiep|khong",
		false },
	TEXT_KEY("don_vi", "can_cu", basis),
	TEXT_KEY("don_vi", "so_usb", stick),
	{ "nguoi", "nguoi", take_person, 0, "ben_nhan|kiem_tra|ben_giao", true },
	LIST_KEY("tai_khoan_duoc_phep", "tai_khoan", take_account),
	LIST_KEY("quan_tri_duoc_phep", "quan_tri", take_administrator),
	LIST_KEY("ten_mien_cong_vu", "ten_mien", take_domain),
	LIST_KEY("phan_mem_duoc_phep", "phan_mem", take_software),
	LIST_KEY("chung_thu_goc_duoc_phep", "chung_thu", take_root),
	LIST_KEY("may_chu_duoc_phep", "proxy", take_server),
	LIST_KEY("may_chu_duoc_phep", "dns", take_server),
	LIST_KEY("may_chu_duoc_phep", "kms", take_server),
	{ "che_do", "mac_dinh", take_mode, 0, "hoi|nhan_may|ra_soat|chup_hien_trang|sau_sua|chuyen_sau", false },
	{ "che_do", "tu_dong", take_word, offsetof(struct policy, automatic), "co|khong", false },
	{ "che_do", "bi_mat", take_word, offsetof(struct policy, secret), "co|khong", false },
	{ "che_do", "che_tai_khoan", take_mask, 0, "mot_phan|day_du|chi_dem", false },
	FIXED_KEY("ban_giao", "co|khong"),
	{ "che_do", "mat_khau_luu", take_protect, 0, "khong|hoi", false },
	TEXT_KEY("che_do", "khoa_doi_chieu", fingerprint_key),
	FIXED_KEY("luu_khoa_goc", "khong|co"),
	{ "che_do", "gio_toi_da_may_moi", take_hours, 0, NULL, false },
};
#define KEY_COUNT (sizeof keys / sizeof *keys)
#define RULE_SECTION "quy_tac"

bool policy_section_exists(struct str section)
{
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (str_eq_fold(section, str_from_c(keys[i].section)))
			return true;
	return str_eq_fold(section, STR(RULE_SECTION));
}

void policy_take(struct policy_parser *parser, const struct ini_entry *entry)
{
	parser->key = (struct str){ 0 };
	if (!policy_section_exists(entry->section)) {
		policy_problem_at(parser, entry->line, "config.unknown-section", entry->section);
		return;
	}
	if (str_eq_fold(entry->section, STR(RULE_SECTION))) {
		take_rule(parser, entry);
		return;
	}
	for (size_t i = 0; i < KEY_COUNT; i++) {
		if (!str_eq_fold(entry->section, str_from_c(keys[i].section)) || !str_eq_fold(entry->key, str_from_c(keys[i].key)))
			continue;
		if (!keys[i].list && parser->seen & UINT64_C(1) << i)
			policy_problem_at(parser, entry->line, "config.repeated", entry->key);
		parser->seen |= UINT64_C(1) << i;
		parser->key = str_from_c(keys[i].key);
		if (entry->value.len || keys[i].take == take_text)
			keys[i].take(parser, entry, &keys[i]);
		return;
	}
	policy_problem_at(parser, entry->line, "config.unknown-key", entry->key);
}
