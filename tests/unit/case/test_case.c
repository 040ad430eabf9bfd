/* Facts to rows: users, accounts and their joins, what is past, browser states and proof letters, hosts, order. */
#include "case/case_fixture.h"
#include "case/host.h"
#include "support.h"

static struct fixture fixture;

static const struct case_account *account_of(const char *address)
{
	for (size_t i = 0; i < fixture.file.accounts.count; i++)
		if (str_eq_fold(fixture.file.accounts.items[i].address, str_from_c(address)))
			return &fixture.file.accounts.items[i];
	static const struct case_account none;
	check_at(__FILE__, __LINE__, false, address);
	return &none;
}

static void hosts_are_normalised(void)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	CHECK_STR(host_of(&arena, STR("HTTPS://user:pw@WWW.Thu.SuoiMay.example.:8443/dang-nhap?x=@y")), "www.thu.suoimay.example");
	CHECK_STR(host_of(&arena, STR("android://aGFzaA==@vn.gov.dichvu/")), "vn.gov.dichvu");
	CHECK_STR(host_of(&arena, STR("http://[fe80::1]:80/")), "fe80::1");
	CHECK_STR(host_of(&arena, STR("http://[fe80::1")), "fe80::1");
	CHECK_STR(host_of(&arena, STR("http://evil.example\\@thu.suoimay.example/")), "evil.example");
	CHECK_STR(host_of(&arena, STR("mayin")), "mayin");
	CHECK_STR(host_of(&arena, STR("")), "");
	CHECK_STR(host_of(&arena, STR("https:///")), "");
	arena_done(&arena);
}

static void users_join_by_sid_and_path(void)
{
	fixture_start(&fixture);
	add_subject(&fixture, SCOPE_USER, "Users\\cu", 1, 0);       /* 4: deleted local user */
	add_subject(&fixture, SCOPE_USER, "Users\\mien", 1, 0);     /* 5: domain user */
	add_subject(&fixture, SCOPE_USER, "Users\\mo coi", 1, 0);   /* 6: no ProfileList row */
	add_subject(&fixture, SCOPE_USER, "Users\\Public", 1, 0);   /* 7 */
	add_user(&fixture, 1, 500, "Administrator")->enabled = false;
	add_user(&fixture, 1, 1001, "vanphong");
	add_user(&fixture, 1, 1003, "an")->effective_rid = 500;
	add_member(&fixture, MACHINE "-500");
	add_member(&fixture, MACHINE "-1001");
	add_profile_of(&fixture, 1, MACHINE "-1001", "users\\VANPHONG");
	add_profile_of(&fixture, 1, MACHINE "-1009", "Users\\cu");
	add_profile_of(&fixture, 1, "S-1-5-21-7-8-9-1104", "Users\\mien");
	add_profile_of(&fixture, 1, "S-1-5-18", "Windows\\System32\\config\\systemprofile");
	add_setting(&fixture, 1, SETTING_HIDDEN_USER, "AN", 0);
	fixture_build(&fixture);
	CHECK_INT(fixture.file.users.count, 6);
	const struct case_user *user = case_user_by_profile(&fixture.file, 2);
	CHECK(user && user->in_sam && user->administrator && user->administrator_known && !user->orphan && !user->hidden);
	CHECK_STR(user->sid, MACHINE "-1001");
	user = case_user_by_sid(&fixture.file, 1, STR(MACHINE "-1003"));
	CHECK(user && user->administrator && user->hidden);
	user = case_user_by_profile(&fixture.file, 4);
	CHECK(user && user->orphan && !user->in_sam);
	user = case_user_by_profile(&fixture.file, 5);
	CHECK(user && !user->orphan);
	user = case_user_by_profile(&fixture.file, 6);
	CHECK(user && user->orphan && user->sid.len == 0);
	CHECK(case_user_by_profile(&fixture.file, 7) == NULL);
	CHECK_STR(fixture.file.systems.items[0].machine_sid, MACHINE);
	arena_done(&fixture.arena);
}

/* Members of Administrators who have no row yet. */
static void strangers_among_administrators_have_rows(void)
{
	fixture_start(&fixture);
	add_user(&fixture, 1, 1001, "vanphong");
	add_member(&fixture, "S-1-5-21-7-8-9-1105");
	add_member(&fixture, "S-1-5-21-7-8-9-1105");
	add_member(&fixture, "S-1-5-21-7-8-9-512");
	add_member(&fixture, "S-1-5-32-547"); /* a group without members */
	add_member(&fixture, "S-1-5-32-544"); /* itself */
	fixture_build(&fixture);
	CHECK_INT(fixture.file.users.count, 2);
	const struct case_user *user = case_user_by_sid(&fixture.file, 1, STR("S-1-5-21-7-8-9-1105"));
	CHECK(user && user->administrator && !user->in_sam && !user->orphan && user->administrator_evidence.count == 2);
	CHECK_INT(fixture.file.systems.items[0].administrator_groups.count, 1);
	CHECK_STR(fixture.file.systems.items[0].administrator_groups.items[0].sid, "S-1-5-21-7-8-9-512");
	arena_done(&fixture.arena);
}

/* Without a SAM or a ProfileList nobody can be called deleted. */
static void unread_hives_make_no_orphans(void)
{
	fixture_start(&fixture);
	add_profile_of(&fixture, 1, MACHINE "-1001", "Users\\vanphong");
	fixture_build(&fixture);
	const struct case_user *user = case_user_by_profile(&fixture.file, 2);
	CHECK(user && !user->orphan && !user->administrator_known);
	arena_done(&fixture.arena);

	fixture_start(&fixture);
	add_user(&fixture, 1, 1001, "VanPhong");
	fixture_build(&fixture);
	user = case_user_by_profile(&fixture.file, 2);
	CHECK(user && user->in_sam && !user->orphan);
	arena_done(&fixture.arena);
}

static void accounts_join_by_address_and_ids(void)
{
	fixture_start(&fixture);
	add_user(&fixture, 1, 1001, "vanphong");
	add_profile_of(&fixture, 1, MACHINE "-1001", "Users\\vanphong");
	add_account(&fixture, 1, ROLE_SIGN_IN, ACCOUNT_LINKED, "Tin.Hoc@hopthu.example")->user_sid = STR(MACHINE "-1001");
	add_account(&fixture, 2, ROLE_APP_ACCOUNT, ACCOUNT_LINKED, "tin.hoc@HOPTHU.example")->cid = STR("0A1B2C3D4E5F6071");
	struct fact_account *onedrive = add_account(&fixture, 2, ROLE_ONEDRIVE, ACCOUNT_LINKED, "");
	onedrive->cid = STR("a1b2c3d4e5f6071");
	onedrive->service = SERVICE_ONEDRIVE;
	add_account(&fixture, 2, ROLE_OFFICE, ACCOUNT_LINKED, "bidanh@hopthu.example")->oid = STR("00000000-0000-0000-0a1b-2c3d4e5f6071");
	add_browser_account_of(&fixture, 3, "")->gaia = STR("0a1b2c3d4e5f6071");
	struct fact_account *first = add_account(&fixture, 2, ROLE_OFFICE, ACCOUNT_LINKED, "a@mot.example");
	struct fact_account *second = add_account(&fixture, 2, ROLE_OFFICE, ACCOUNT_LINKED, "b@mot.example");
	first->tenant = second->tenant = STR("11111111-2222-3333-4444-555555555555");
	first->cid = second->cid = STR("0000000000000000");
	first->oid = second->oid = STR("00000000-0000-0000-0000-000000000000");
	add_account(&fixture, 2, ROLE_APP_ACCOUNT, ACCOUNT_LINKED, ""); /* neither address nor id: no row */
	fixture_build(&fixture);
	CHECK_INT(fixture.file.accounts.count, 3);
	const struct case_account *account = account_of("tin.hoc@hopthu.example");
	CHECK_INT(account->traces.count, 5);
	CHECK_STR(account->cid, "0a1b2c3d4e5f6071");
	CHECK(account->state == ACCOUNT_LINKED && account->services & 1u << SERVICE_ONEDRIVE);
	CHECK_INT(account->user_sids.count, 1);
	CHECK_STR(case_user_by_profile(&fixture.file, 2)->microsoft_account, "Tin.Hoc@hopthu.example");
	CHECK_INT(account_of("a@mot.example")->traces.count, 1);
	arena_done(&fixture.arena);
}

static void entra_users_join_by_object_id(void)
{
	fixture_start(&fixture);
	struct fact_account *cache = add_account(&fixture, 1, ROLE_IDENTITY_CACHE, ACCOUNT_TRACE, "an@truong.example");
	cache->provider = PROVIDER_ENTRA;
	cache->user_sid = STR("S-1-12-1-1943430372-1249052806-2496021943-3034400218");
	struct fact_account *office = add_account(&fixture, 2, ROLE_OFFICE, ACCOUNT_LINKED, "");
	office->oid = STR("{73D664E4-0886-4A73-B745-C694DA45DDB4}");
	fixture_build(&fixture);
	CHECK_INT(fixture.file.accounts.count, 1);
	CHECK_STR(fixture.file.accounts.items[0].oid, "73d664e4-0886-4a73-b745-c694da45ddb4");
	CHECK(fixture.file.accounts.items[0].state == ACCOUNT_LINKED);
	arena_done(&fixture.arena);
}

static void joins_have_rows_of_their_own(void)
{
	fixture_start(&fixture);
	struct fact_account *join = add_account(&fixture, 1, ROLE_DEVICE_JOIN, ACCOUNT_LINKED, "");
	join->tenant = STR("11111111-2222-3333-4444-555555555555");
	add_account(&fixture, 1, ROLE_ENROLLMENT, ACCOUNT_LINKED, "")->tenant = join->tenant;
	add_account(&fixture, 1, ROLE_ENROLLMENT, ACCOUNT_LINKED, "it@congty.example")->tenant = join->tenant;
	struct fact_account *domain = add_account(&fixture, 1, ROLE_DOMAIN_JOIN, ACCOUNT_LINKED, "");
	domain->organisation = STR("Congty.example");
	domain->provider = PROVIDER_AD;
	fixture_build(&fixture);
	CHECK_INT(fixture.file.accounts.count, 3);
	CHECK_STR(fixture.file.systems.items[0].domain, "Congty.example");
	arena_done(&fixture.arena);
}

static void the_past_makes_nothing_linked(void)
{
	fixture_start(&fixture);
	uint32_t old = add_subject(&fixture, SCOPE_SYSTEM, "Windows.old", 0, 0);
	fixture.file.subjects.items[old - 1].previous = true;
	uint32_t old_user = add_subject(&fixture, SCOPE_USER, "Windows.old\\Users\\cu", old, 0);
	uint32_t deleted = add_subject(&fixture, SCOPE_USER, "Users\\xoa", 1, 0);
	add_user(&fixture, 1, 1001, "vanphong");
	add_profile_of(&fixture, 1, MACHINE "-1001", "Users\\vanphong");
	add_profile_of(&fixture, 1, MACHINE "-1005", "Users\\xoa");
	add_profile_of(&fixture, old, MACHINE "-1001", "Users\\cu");
	add_account(&fixture, old_user, ROLE_APP_ACCOUNT, ACCOUNT_LINKED, "cu@hopthu.example");
	add_account(&fixture, deleted, ROLE_APP_ACCOUNT, ACCOUNT_LINKED, "xoa@hopthu.example");
	add_account(&fixture, 2, ROLE_APP_ACCOUNT, ACCOUNT_LINKED, "nay@hopthu.example");
	add_account(&fixture, 1, ROLE_STORED_IDENTITY, ACCOUNT_TRACE, "vet@hopthu.example");
	fixture_build(&fixture);
	CHECK(account_of("cu@hopthu.example")->state == ACCOUNT_TRACE);
	CHECK(account_of("cu@hopthu.example")->traces.items[0].previous);
	CHECK(account_of("xoa@hopthu.example")->state == ACCOUNT_TRACE);
	CHECK(account_of("nay@hopthu.example")->state == ACCOUNT_LINKED);
	CHECK(account_of("vet@hopthu.example")->state == ACCOUNT_TRACE);
	CHECK_INT(fixture.file.accounts.items[0].id, 1);
	CHECK_STR(fixture.file.accounts.items[0].address, "nay@hopthu.example");
	CHECK_STR(case_user_by_profile(&fixture.file, old_user)->sid, MACHINE "-1001");
	arena_done(&fixture.arena);
}

/* One Edge profile with the given account and store. */
static const struct case_browser_profile *profile_with(void (*fill)(struct fact_browser_account *, struct fact_login_store *))
{
	fixture_start(&fixture);
	struct fact_browser_account who = *add_browser_account_of(&fixture, 3, "");
	struct fact_login_store store = *add_store(&fixture, 3, 0, 0);
	fill(&who, &store);
	fixture.facts.items[0].browser_account = who;
	fixture.facts.items[1].login_store = store;
	fixture_build(&fixture);
	return &fixture.file.browser_profiles.items[0];
}

static void nothing(struct fact_browser_account *who, struct fact_login_store *store) { (void)who; (void)store; }
static void former(struct fact_browser_account *who, struct fact_login_store *store) { (void)store; who->formerly_signed_in = true; }
static void ghost(struct fact_browser_account *who, struct fact_login_store *store) { (void)who; store->sync_ghost = true; }
static void only_signed_in(struct fact_browser_account *who, struct fact_login_store *store)
{
	(void)store;
	who->signed_in = true;
	who->address = STR("x@hopthu.example");
}
static void set_up(struct fact_browser_account *who, struct fact_login_store *store)
{
	only_signed_in(who, store);
	who->sync_set_up = true;
}
static void selected(struct fact_browser_account *who, struct fact_login_store *store)
{
	set_up(who, store);
	who->passwords_selected = true;
	who->last_sync = DAY;
}
static void proven(struct fact_browser_account *who, struct fact_login_store *store)
{
	selected(who, store);
	store->total = 3;
	store->synced = 2;
	store->sync_model = true;
	store->initial_sync_state = 3;
}
static void half_done(struct fact_browser_account *who, struct fact_login_store *store)
{
	set_up(who, store);
	store->total = 3;
	store->synced = 2;
	store->sync_model = true;
	store->initial_sync_state = 2;
}
static void account_store(struct fact_browser_account *who, struct fact_login_store *store)
{
	only_signed_in(who, store);
	store->store = STORE_ACCOUNT;
	store->total = 1;
}

static void browser_states_and_proofs(void)
{
	static const struct {
		void (*fill)(struct fact_browser_account *, struct fact_login_store *);
		enum browser_state state;
		enum proof proof;
	} rows[] = {
		{ nothing, BROWSER_STATE_NONE, PROOF_NONE },
		{ former, BROWSER_STATE_FORMERLY_SIGNED_IN, PROOF_NONE },
		{ ghost, BROWSER_STATE_FORMERLY_SYNCED, PROOF_C },
		{ only_signed_in, BROWSER_STATE_SIGNED_IN, PROOF_D },
		{ set_up, BROWSER_STATE_SYNC_ON, PROOF_D },
		{ half_done, BROWSER_STATE_SYNC_ON, PROOF_D },
		{ selected, BROWSER_STATE_PASSWORDS_SYNCED, PROOF_B },
		{ account_store, BROWSER_STATE_PASSWORDS_SYNCED, PROOF_A2 },
		{ proven, BROWSER_STATE_PASSWORDS_SYNCED, PROOF_A },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct case_browser_profile *profile = profile_with(rows[i].fill);
		CHECK_STR(str_from_c(word_of(&browser_state_words, profile->state)), word_of(&browser_state_words, rows[i].state));
		CHECK_STR(str_from_c(word_of(&proof_words, profile->proof)), word_of(&proof_words, rows[i].proof));
		CHECK((profile->account != 0) == (rows[i].state >= BROWSER_STATE_SIGNED_IN));
		arena_done(&fixture.arena);
	}
}

/* S0, S1 and S2 are statements about files that were read. */
static void an_unread_file_is_never_none(void)
{
	static const enum coverage_result bad[] = { COVERAGE_PARTIAL, COVERAGE_FAILED, COVERAGE_CRASHED, COVERAGE_TIMED_OUT,
			COVERAGE_LOCKED,
		COVERAGE_LIMIT };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		fixture_start(&fixture);
		add_coverage(&fixture, "chromium.account", 3, bad[i])->undone = false;
		add_browser_account_of(&fixture, 3, "")->formerly_signed_in = i % 2;
		fixture_build(&fixture);
		CHECK(fixture.file.browser_profiles.items[0].state == BROWSER_STATE_UNKNOWN);
		arena_done(&fixture.arena);
	}
	fixture_start(&fixture);
	fixture.file.coverage.count = 0; /* nobody ever looked */
	fixture_build(&fixture);
	CHECK(fixture.file.browser_profiles.items[0].state == BROWSER_STATE_UNKNOWN);
	CHECK(!fixture.file.browser_profiles.items[0].logins_read);
	arena_done(&fixture.arena);
	fixture_start(&fixture);
	add_coverage(&fixture, "chromium.logins", 3, COVERAGE_FAILED);
	add_browser_account_of(&fixture, 3, "x@hopthu.example");
	fixture_build(&fixture);
	CHECK(fixture.file.browser_profiles.items[0].state == BROWSER_STATE_SIGNED_IN);
	CHECK(!fixture.file.browser_profiles.items[0].logins_read);
	arena_done(&fixture.arena);
}

static void logins_are_counted_and_sorted(void)
{
	fixture_start(&fixture);
	struct fact_login_store *store = add_store(&fixture, 3, 2, 0);
	store->never_save = 4;
	store->deleted_known = true;
	store->deleted_estimate = 5;
	struct fact_login_store *second = add_store(&fixture, 3, 1, 0);
	second->store = STORE_ACCOUNT;
	add_login(&fixture, 3, "https://b.example/", "x");
	add_login(&fixture, 3, "https://A.example:444/", "y")->created = DAY;
	add_login(&fixture, 3, "https://c.example/", "z")->kind = LOGIN_NEVER_SAVE;
	struct fact_saved_login *box = add_login(&fixture, 3, "Khu vuc han che", "t");
	box->origin = STR("http://may-in.lan/");
	fixture_build(&fixture);
	const struct case_browser_profile *profile = &fixture.file.browser_profiles.items[0];
	CHECK_INT(profile->logins_total, 3);
	CHECK_INT(profile->logins_never_save, 4);
	CHECK_INT(profile->logins_deleted_estimate, 5);
	CHECK(profile->deleted_known);
	CHECK_INT(profile->logins.count, 3);
	CHECK_STR(profile->logins.items[0].host, "a.example");
	CHECK_STR(profile->logins.items[2].host, "may-in.lan");
	CHECK_INT(profile->first_login, DAY);
	arena_done(&fixture.arena);
}

static void facts_nobody_can_place_are_dropped(void)
{
	fixture_start(&fixture);
	add_account(&fixture, 99, ROLE_SIGN_IN, ACCOUNT_LINKED, "a@hopthu.example");
	add_account(&fixture, 1, ROLE_SIGN_IN, ACCOUNT_LINKED, "b@hopthu.example");
	fixture.facts.items[1].origin.kind = ORIGIN_NONE;
	add_fact(&fixture, FACT_SOFTWARE, 1)->kind = FACT_KIND_COUNT;
	fixture_build(&fixture);
	CHECK_INT(fixture.file.accounts.count, 0);
	CHECK_INT(fixture.file.software.count, 0);
	arena_done(&fixture.arena);
}

static void fill_many(void)
{
	fixture_start(&fixture);
	add_user(&fixture, 1, 1001, "vanphong");
	add_user(&fixture, 1, 1002, "ketoan");
	add_profile_of(&fixture, 1, MACHINE "-1001", "Users\\vanphong");
	for (unsigned i = 0; i < 40; i++) {
		struct fact_account *account = add_account(&fixture, i % 2 ? 1 : 2, i % 3 ? ROLE_STORED_IDENTITY : ROLE_APP_ACCOUNT,
		                                           i % 4 ? ACCOUNT_TRACE : ACCOUNT_LINKED, "");
		account->address = str_format(&fixture.arena, "u%u@hopthu.example", i % 7);
		account->cid = i % 5 ? (struct str){ 0 } : str_format(&fixture.arena, "00000000000000%02x", 16 + i % 3);
		add_login(&fixture, 3, i % 2 ? "https://x.example" : "https://a.example", i % 3 ? "an" : "binh");
	}
}

static void order_of_arrival_does_not_show(void)
{
	struct str addresses[16], logins[64];
	fill_many();
	fixture_build(&fixture);
	struct fixture ordered = fixture;
	CHECK(ordered.file.accounts.count > 0 && ordered.file.accounts.count < 16);
	for (size_t i = 0; i < ordered.file.accounts.count; i++)
		addresses[i] = ordered.file.accounts.items[i].address;
	const struct case_browser_profile *profile = &ordered.file.browser_profiles.items[0];
	for (size_t i = 0; i < profile->logins.count; i++)
		logins[i] = profile->logins.items[i].origin.where;
	fill_many();
	shuffle_facts(&fixture);
	fixture_build(&fixture);
	CHECK_INT(fixture.file.accounts.count, ordered.file.accounts.count);
	for (size_t i = 0; i < fixture.file.accounts.count; i++) {
		const struct case_account *a = &fixture.file.accounts.items[i], *b = &ordered.file.accounts.items[i];
		CHECK(str_eq(a->address, addresses[i]) && a->traces.count == b->traces.count && a->state == b->state);
		for (size_t k = 0; k < a->traces.count && k < b->traces.count; k++)
			CHECK(str_eq(a->traces.items[k].origin.where, b->traces.items[k].origin.where));
	}
	for (size_t i = 0; i < fixture.file.browser_profiles.items[0].logins.count; i++)
		CHECK(str_eq(fixture.file.browser_profiles.items[0].logins.items[i].origin.where, logins[i]));
	arena_done(&ordered.arena);
	arena_done(&fixture.arena);
}

TEST_MAIN(TEST(hosts_are_normalised), TEST(users_join_by_sid_and_path), TEST(strangers_among_administrators_have_rows),
          TEST(unread_hives_make_no_orphans),
          TEST(accounts_join_by_address_and_ids), TEST(entra_users_join_by_object_id), TEST(joins_have_rows_of_their_own),
          TEST(the_past_makes_nothing_linked), TEST(browser_states_and_proofs), TEST(an_unread_file_is_never_none),
          TEST(logins_are_counted_and_sorted), TEST(facts_nobody_can_place_are_dropped), TEST(order_of_arrival_does_not_show))
