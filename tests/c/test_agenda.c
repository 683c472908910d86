/* What has a day in a deal: hand-made notes, hand-computed items. */
#include "agenda.h"
#include "alloc.h"
#include "deal_fixture.h"

#define FLOWS \
    "## Flows\n| flow | step | label | departments |\n|---|---|---|---|\n| enterprise | tender | Tender | |\n" \
    "| enterprise | contract-signing | Contract signing | |\n| other | tender | Call for bids | |\n\n"
#define DEAL(status, more) \
    "---\ntitle: Acme\nstage: talk\nowner: li.wei\nteam: [zhao]\ncurrency: EUR\nflow: enterprise\nstatus: " status "\n" more \
    "---\n# Acme\n\n"

/* "2026-12-01 close li.wei deal.md:8 close|" for each item, with `=text` where there is one. */
static const char *shown(fx *f, const ps_items *items) {
    ps_str s = PS_S("");
    for (size_t i = 0; i < items->n; i++) {
        const ps_item *it = &items->v[i];
        ps_datestr d;
        ps_str name = ps_path_name(it->path);
        s = ps_arena_fmt(&f->arena, "%.*s%.*s %.*s %.*s %.*s:%u %.*s=%.*s\n", PS_FMT(s),
                         PS_FMT(ps_date_str(&d, ps_item_day(it, f->world.today))), PS_FMT(ps_item_kind_id(it->kind)), PS_FMT(it->owner),
                         PS_FMT(name), it->line, PS_FMT(it->id), PS_FMT(it->text));
    }
    return ps_arena_dup(&f->arena, s).p;
}

static const char *items_of(fx *f) {
    ps_items items = {0};
    assert_int_equal(ps_agenda_of_deal(&items, &f->arena, fx_read(f), &f->err), 0);
    return shown(f, &items);
}

static void begin(fx *f) {
    fx_begin(f, FX_PROCESS_EN FLOWS, "2026-11-23");
}

/* ---- tasks ---- */

static void open_tasks_with_a_day_are_listed(void **state) {
    fx f;
    begin(&f);
    fx_file(&f, "deal.md", DEAL("open", ""));
    fx_file(&f, "log.md",
            "## 2026-11-11 14:25 visit\n[who:: chen-gang]\n- [ ] Send the offer [due:: 2026-11-25] ^p1\n"
            "- [ ] Names the budget [owner:: [[chen-gang]]] [due:: 2026-11-20]\n- [x] Done [due:: 2026-11-25]\n- [ ] No day\n"
            "- [/] Begun [owner:: zhao, li.wei] [due:: 2026-12-24]\n- [-] Not needed [due:: 2026-12-24]\n");
    fx_file(&f, "1-talk.md", "## Needs\n- [ ] Is it in the budget? [due:: 2026-11-30] ^budget\n- [x] Chain [due:: 2026-11-30] ^chain\n");
    fx_file(&f, "ideas.md", "- [ ] Ask around [due:: 2026-12-02]\n- [ ] No such day [due:: 2026-02-30]\n");
    assert_string_equal(items_of(&f), "2026-11-25 promise li.wei log.md:3 p1=Send the offer\n"
                                      "2026-11-20 promise chen-gang log.md:4 =Names the budget\n"
                                      "2026-12-24 promise zhao, li.wei log.md:7 =Begun\n"
                                      "2026-12-02 task li.wei ideas.md:1 =Ask around\n"
                                      "2026-11-30 activity li.wei 1-talk.md:2 budget=Is it in the budget?\n");
    fx_end(&f);
}

static void conditions_count_once_their_review_is_decided(void **state) {
    static const char *const review = "---\ngate: qualify\nround: 1\ndate: 2026-11-01\ndecision: %s\n---\n## Criteria\n"
                                      "- [ ] The need is real [due:: 2026-11-24] ^crit-real\n## Conditions\n"
                                      "- [ ] Get the budget confirmed [owner:: zhao] [due:: 2026-12-01] [for:: crit-real] ^c1\n"
                                      "- [x] Met [owner:: zhao] [due:: 2026-12-01]\n## Minutes\n- [ ] Send minutes [due:: 2026-11-24]\n";
    char text[1024];
    fx f;
    begin(&f);
    fx_file(&f, "deal.md", DEAL("open", ""));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(text, sizeof text, review, "conditional");
#pragma GCC diagnostic pop
    fx_file(&f, "reviews/qualify-1.md", text);
    assert_string_equal(items_of(&f), "2026-12-01 condition zhao qualify-1.md:10 c1=Get the budget confirmed\n"
                                      "2026-11-24 task li.wei qualify-1.md:13 =Send minutes\n");
    ps_str at = ps_str_of(text);
    size_t cut = ps_str_find(at, PS_S("conditional"), 0);
    memset(text + cut, ' ', strlen("conditional"));
    assert_string_equal(items_of(&f), "2026-11-24 task li.wei qualify-1.md:13 =Send minutes\n");
    fx_end(&f);
}

static void what_is_watched_comes_again(void **state) {
    fx f;
    begin(&f);
    fx_file(&f, "2-offer.md",
            "## Control plan\n| watched | owner | every | next |\n|---|---|---|---|\n| Spend | zhao | 1w | 2026-11-20 |\n"
            "| Stance | | 1w | 2026-12-20 |\n| Never | zhao | 1w | |\n");
    fx_file(&f, "deal.md", DEAL("won", ""));
    assert_string_equal(items_of(&f),
                        "2026-11-20 control zhao 2-offer.md:4 Spend=Spend\n2026-12-20 control li.wei 2-offer.md:5 Stance=Stance\n");
    fx_file(&f, "deal.md", DEAL("lost", ""));
    assert_string_equal(items_of(&f), "");
    fx_end(&f);
}

/* ---- front matter ---- */

static void an_open_deal_is_expected_to_close(void **state) {
    fx f;
    begin(&f);
    fx_file(&f, "deal.md", DEAL("open", "close: 2026-12-31\nrevisit: 2027-01-01\n"));
    assert_string_equal(items_of(&f), "2026-12-31 close li.wei deal.md:9 close=\n");
    fx_file(&f, "deal.md", DEAL("won", "close: 2026-12-31\n"));
    assert_string_equal(items_of(&f), "");
    fx_file(&f, "deal.md", DEAL("open", "close: soon\n"));
    assert_string_equal(items_of(&f), "");
    fx_end(&f);
}

static void closed_deals_are_looked_at_again(void **state) {
    fx f;
    begin(&f);
    fx_file(&f, "log.md", "- [ ] Send the offer [due:: 2026-11-25]\n");
    static const char *const deals[] = {DEAL("paused", "close: 2026-12-31\nrevisit: 2027-01-01\n"),
                                        DEAL("lost", "close: 2026-12-31\nrevisit: 2027-01-01\n"),
                                        DEAL("no-go", "close: 2026-12-31\nrevisit: 2027-01-01\n")};
    for (size_t i = 0; i < 3; i++) {
        fx_file(&f, "deal.md", deals[i]);
        assert_string_equal(items_of(&f), "2027-01-01 revisit li.wei deal.md:10 revisit=\n");
    }
    fx_end(&f);
}

static void a_contract_with_a_count_ends_and_asks_for_notice_before(void **state) {
    fx f;
    begin(&f);
    fx_file(&f, "deal.md", DEAL("won", "recurring: {amount: 1000, period: month, count: 12, start: 2026-01-31, notice: 30}\n"));
    assert_string_equal(items_of(&f), "2027-01-01 notice li.wei deal.md:9 recurring=\n2027-01-31 renewal li.wei deal.md:9 recurring=\n");
    fx_file(&f, "deal.md", DEAL("done", "recurring: {amount: 1000, period: year, count: 2, start: 2026-01-31, notice: 3 months}\n"));
    assert_string_equal(items_of(&f), "2027-10-31 notice li.wei deal.md:9 recurring=\n2028-01-31 renewal li.wei deal.md:9 recurring=\n");
    fx_file(&f, "deal.md", DEAL("won", "recurring: {period: 季度, count: 4, start: 2026-01-31, notice: 2026-12-01}\n"));
    assert_string_equal(items_of(&f), "2026-12-01 notice li.wei deal.md:9 recurring=\n2027-01-31 renewal li.wei deal.md:9 recurring=\n");
    fx_file(&f, "deal.md", DEAL("won", "recurring: {period: year, count: 1}\nsigned: 2026-02-01\n"));
    assert_string_equal(items_of(&f), "2027-02-01 renewal li.wei deal.md:9 recurring=\n");
    fx_end(&f);
}

static void a_contract_without_a_count_goes_on_until_notice_is_given(void **state) {
    static const char *const deal = DEAL("won", "recurring: {amount: 1000, period: year, start: 2020-12-15, notice: 30d}\n");
    fx f;
    begin(&f);
    fx_file(&f, "deal.md", deal);
    assert_string_equal(items_of(&f), "2026-11-15 notice li.wei deal.md:9 recurring=\n2026-12-15 renewal li.wei deal.md:9 recurring=\n");
    fx_today(&f, "2026-12-15");
    assert_string_equal(items_of(&f), "2026-11-15 notice li.wei deal.md:9 recurring=\n2026-12-15 renewal li.wei deal.md:9 recurring=\n");
    fx_today(&f, "2026-12-16");
    assert_string_equal(items_of(&f), "2027-11-15 notice li.wei deal.md:9 recurring=\n2027-12-15 renewal li.wei deal.md:9 recurring=\n");
    fx_today(&f, "2020-01-01");
    assert_string_equal(items_of(&f), "2021-11-15 notice li.wei deal.md:9 recurring=\n2021-12-15 renewal li.wei deal.md:9 recurring=\n");
    fx_file(&f, "deal.md", DEAL("won", "recurring: {period: year, start: 2020-12-15}\n"));
    assert_string_equal(items_of(&f), "");
    fx_end(&f);
}

static void what_repeats_is_never_leapt_over(void **state) {
    fx f;
    begin(&f);
    static const ps_span spans[] = {{1, 0}, {3, 0}, {12, 0}, {0, 1}, {0, 7}, {1, 3}};
    for (size_t s = 0; s < sizeof spans / sizeof *spans; s++) {
        ps_item item = {.date = fx_day("2024-01-31"), .every = spans[s]};
        for (ps_date today = fx_day("2024-01-01"); today < fx_day("2028-01-01"); today += 5) {
            ps_date want = item.date;
            for (int k = 1; want < today; k++) {
                want = ps_span_add(item.date, spans[s], k);
            }
            assert_int_equal(ps_item_day(&item, today), want);
        }
    }
    fx_end(&f);
}

static void odd_terms_are_no_items(void **state) {
    static const char *const odd[] = {"recurring: monthly\n",
                                      "recurring: {period: month}\n",
                                      "recurring: {period: moon, start: 2026-01-01, count: 3}\n",
                                      "recurring: {period: month, start: soon, count: 3}\n",
                                      "recurring: {period: 100 years, start: 9990-01-01, count: 3}\n",
                                      "recurring: {period: month, start: 2026-01-01, count: -3}\n",
                                      "recurring: [a, b]\n",
                                      "recurring:\n",
                                      "frame: {ceiling: 1, from: 2026-01-01}\n",
                                      "frame: 2026-01-01\n",
                                      "close: [2026-12-01, 2026-12-02]\n"};
    char text[512];
    fx f;
    begin(&f);
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        snprintf(text, sizeof text, DEAL("open", "%s"), odd[i]);
        fx_file(&f, "deal.md", text);
        assert_string_equal(items_of(&f), "");
    }
    fx_end(&f);
}

static void a_frame_agreement_ends(void **state) {
    fx f;
    begin(&f);
    fx_file(&f, "deal.md", DEAL("won", "frame: {ceiling: 500000, from: 2026-01-01, to: 2026-12-31}\n"));
    assert_string_equal(items_of(&f), "2026-12-31 frame li.wei deal.md:9 frame=\n");
    fx_end(&f);
}

/* ---- tables ---- */

static void payments_are_due_until_they_are_paid(void **state) {
    static const char *const table =
        "## Payments\n| milestone | due | amount | invoiced | paid |\n|---|---|---|---|---|\n| Advance | 2026-10-01 | 30000 | yes | "
        "2026-10-05 |\n"
        "| Delivery | 2026-11-30 | 120000 | yes | |\n| Acceptance | 2027-03-01 | 50000.5 | | no |\n| Service | 2027-04-01 | 100 | | 40 |\n"
        "| Rest | 2027-05-01 | 100 | | 100 |\n| Open end | | 100 | | |\n";
    static const char *const want = "2026-11-30 payment li.wei deal.md:16 Delivery=Delivery, 120,000 EUR\n"
                                    "2027-03-01 payment li.wei deal.md:17 Acceptance=Acceptance, 50,000.50 EUR\n"
                                    "2027-04-01 payment li.wei deal.md:18 Service=Service, 100 EUR\n";
    static const char *const heads[] = {DEAL("won", ""), DEAL("done", "")};
    char text[2048];
    fx f;
    begin(&f);
    for (size_t i = 0; i < 2; i++) {
        snprintf(text, sizeof text, "%s%s", heads[i], table);
        fx_file(&f, "deal.md", text);
        assert_string_equal(items_of(&f), want);
    }
    fx_end(&f);
}

static void steps_of_the_customer_have_days_and_a_tender_is_its_own_kind(void **state) {
    fx f;
    begin(&f);
    fx_file(&f, "deal.md",
            DEAL("open",
                 "") "## Procurement\n| step | state | date | departments |\n|---|---|---|---|\n"
                     "| tender | | 2026-12-10 | finance |\n| contract-signing | | 2027-01-20 | |\n| site-visit | done | 2026-11-01 | |\n"
                     "| bid-submission | | 2026-12-09 | |\n| talks | | | |\n");
    assert_string_equal(items_of(&f), "2026-12-10 tender li.wei deal.md:15 tender=Tender\n"
                                      "2027-01-20 step li.wei deal.md:16 contract-signing=Contract signing\n"
                                      "2026-12-09 tender li.wei deal.md:18 bid-submission=bid-submission\n");
    ps_date next;
    assert_int_equal(ps_agenda_tender(&next, &f.arena, fx_read(&f), &f.err), 0);
    assert_int_equal(next, fx_day("2026-12-09")); /* the first of those that are open */
    fx_file(&f, "deal.md", DEAL("won", "") "## Procurement\n| step | state | date |\n|---|---|---|\n| tender | | 2026-12-10 |\n");
    assert_int_equal(ps_agenda_tender(&next, &f.arena, fx_read(&f), &f.err), 0);
    assert_int_equal(next, PS_DATE_NONE);
    fx_end(&f);
}

static void rows_of_any_table_with_the_columns_are_items(void **state) {
    fx f;
    begin(&f);
    fx_file(
        &f, "deal.md",
        DEAL("open", "") "## Plan\n| id | task | owner | start | end | state | after |\n|---|---|---|---|---|---|---|\n"
                         "| t1 | Survey | zhao | 2026-11-20 | 2026-11-27 | | |\n| t2 | Build | | 2026-12-01 | 2027-01-30 | open | t1 |\n"
                         "| t3 | Over | zhao | | 2026-11-01 | done | |\n| t4 | No end | zhao | | | | |\n");
    fx_file(&f, "compliance.md",
            "# 点对点应答\n| 条款 | 要求 | 应答 | 负责人 | 截止日期 | 状态 |\n|---|---|---|---|---|---|\n"
            "| 3.1 | 双电源 | | [[zhao]] | 2026-11-28 | 进行中 |\n| 3.2 | 冗余 | 满足 | zhao | 2026-11-28 | 已完成 |\n"
            "| 3.3 | 机柜 | | zhao、li.wei | 2026-12-01 | ^r3 |\n");
    fx_file(&f, "others.md",
            "| a | due | owner |\n|---|---|---|\n| no state | 2026-11-28 | zhao |\n\n"
            "| a | due | state |\n|---|---|---|\n| no owner | 2026-11-28 | |\n");
    assert_string_equal(items_of(&f), "2026-11-27 plan zhao deal.md:15 t1=Survey\n2027-01-30 plan li.wei deal.md:16 t2=Build\n"
                                      "2026-11-28 row zhao compliance.md:4 3.1=3.1 双电源\n"
                                      "2026-12-01 row zhao, li.wei compliance.md:6 r3=3.3 机柜\n");
    fx_end(&f);
}

static void columns_are_found_by_the_names_of_a_team_too(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN "## Aliases\n| alias | means |\n|---|---|\n| who | owner |\n| until | due |\n| progress | state |\n",
             "2026-11-23");
    fx_file(&f, "deal.md", DEAL("open", "") "| what | who | until | progress |\n|---|---|---|---|\n| Visa | zhao | 2026-11-28 | |\n");
    assert_string_equal(items_of(&f), "2026-11-28 row zhao deal.md:14 Visa=Visa\n");
    fx_end(&f);
}

static void a_state_closes_in_either_language(void **state) {
    static const char *const closed[] = {"done",   "Closed",  " DONE ", "x", "完成", "已完成", "关闭",
                                         "已达成", "reached", "不适用", "✓", "n/a",  "100%"};
    static const char *const open[] = {"", "open", "doing", "进行中", "undone", "未完成", "50%", "not done", "未达成"};
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++) {
        assert_true(ps_item_state_closed(ps_str_of(closed[i])));
    }
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        assert_false(ps_item_state_closed(ps_str_of(open[i])));
    }
}

/* ---- beside deals ---- */

static void notes_outside_of_deals_have_items_too(void **state) {
    fx f;
    ps_items items = {0};
    ps_note *note = NULL;
    begin(&f);
    assert_int_equal(
        ps_note_parse(&note,
                      PS_S("---\nname: Acme\n---\n- [ ] Card [due:: 2026-12-01] ^customer-card\n- [ ] Call [due:: 2026-12-02] [owner:: "
                           "zhao]\n- [ ] Whenever\n- [x] Did [due:: 2026-12-02]\n"),
                      PS_EN, &f.err),
        0);
    assert_int_equal(ps_agenda_of_note(&items, &f.arena, f.process, note, PS_S("accounts/acme.md"), PS_S("li.wei"), &f.err), 0);
    assert_string_equal(shown(&f, &items),
                        "2026-12-01 activity li.wei acme.md:4 customer-card=Card\n2026-12-02 task zhao acme.md:5 =Call\n");
    ps_note_free(note);
    fx_end(&f);
}

static void a_person_at_the_customer_is_waited_for(void **state) {
    fx f;
    begin(&f);
    fx_note(&f, PS_K_PERSON, "chen-gang", "---\nname: Chen Gang\n---\n");
    fx_note(&f, PS_K_PERSON, "both", "---\nname: Both\n---\n");
    fx_note(&f, PS_K_MEMBER, "both", "---\nname: Both\n---\n");
    assert_true(ps_item_waits(PS_S("chen-gang"), &f.world));
    assert_true(ps_item_waits(PS_S("chen-gang, li.wei"), &f.world));
    assert_false(ps_item_waits(PS_S("both"), &f.world));
    assert_false(ps_item_waits(PS_S("li.wei"), &f.world));
    assert_false(ps_item_waits(PS_S(""), &f.world));
    assert_true(ps_item_owned(PS_S("chen-gang, li.wei"), PS_S("li.wei")));
    assert_false(ps_item_owned(PS_S("chen-gang, li.wei"), PS_S("wei")));
    assert_false(ps_item_owned(PS_S(""), PS_S("")));
    fx_end(&f);
}

static void kinds_have_names(void **state) {
    ps_item_kind k;
    for (int i = 0; i < PS_I_COUNT; i++) {
        assert_true(ps_item_kind_parse(ps_item_kind_id((ps_item_kind)i), &k));
        assert_int_equal(k, i);
    }
    assert_false(ps_item_kind_parse(PS_S("nothing"), &k));
}

static void a_folder_without_its_note_has_none(void **state) {
    fx f;
    begin(&f);
    fx_file(&f, "log.md", "- [ ] Send the offer [due:: 2026-11-25]\n");
    assert_string_equal(items_of(&f), "");
    fx_end(&f);
}

static void want_of_memory_is_an_error(void **state) {
    fx f;
    begin(&f);
    fx_file(
        &f, "deal.md",
        DEAL("open",
             "close: 2026-12-31\nrecurring: {period: month, start: 2026-01-01, count: 12, notice: 30}\n") "## Payments\n| milestone | due "
                                                                                                          "| amount | invoiced | paid "
                                                                                                          "|\n|---|---|---|---|---|\n| "
                                                                                                          "Advance | 2026-12-01 | 30000 | "
                                                                                                          "| |\n");
    fx_file(&f, "log.md", "- [ ] Call [owner:: zhao, li.wei] [due:: 2026-12-24]\n");
    fx_file(&f, "list.md", "| a | b | owner | due | state |\n|---|---|---|---|---|\n| x | y | zhao、li.wei | 2026-12-01 | |\n");
    ps_deal *d = fx_read(&f);
    int rc = PS_ENOMEM;
    for (size_t at = 1; rc && at < 100; at++) {
        ps_arena arena = {0};
        ps_items items = {0};
        ps_alloc_fail_at(at);
        rc = ps_agenda_of_deal(&items, &arena, d, &f.err);
        for (size_t i = 0; !rc && i < items.n; i++) {
            ps_item copy;
            rc = ps_item_copy(&arena, &items.v[i], &copy);
        }
        ps_alloc_fail_at(0);
        assert_true(rc == 0 || rc == PS_ENOMEM);
        assert_true(rc || items.n == 6);
        ps_arena_free(&arena);
    }
    assert_int_equal(rc, 0);
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open_tasks_with_a_day_are_listed),
        cmocka_unit_test(conditions_count_once_their_review_is_decided),
        cmocka_unit_test(what_is_watched_comes_again),
        cmocka_unit_test(what_is_watched_comes_again),
        cmocka_unit_test(an_open_deal_is_expected_to_close),
        cmocka_unit_test(closed_deals_are_looked_at_again),
        cmocka_unit_test(a_contract_with_a_count_ends_and_asks_for_notice_before),
        cmocka_unit_test(a_contract_without_a_count_goes_on_until_notice_is_given),
        cmocka_unit_test(what_repeats_is_never_leapt_over),
        cmocka_unit_test(odd_terms_are_no_items),
        cmocka_unit_test(a_frame_agreement_ends),
        cmocka_unit_test(payments_are_due_until_they_are_paid),
        cmocka_unit_test(steps_of_the_customer_have_days_and_a_tender_is_its_own_kind),
        cmocka_unit_test(rows_of_any_table_with_the_columns_are_items),
        cmocka_unit_test(columns_are_found_by_the_names_of_a_team_too),
        cmocka_unit_test(a_state_closes_in_either_language),
        cmocka_unit_test(notes_outside_of_deals_have_items_too),
        cmocka_unit_test(a_person_at_the_customer_is_waited_for),
        cmocka_unit_test(kinds_have_names),
        cmocka_unit_test(a_folder_without_its_note_has_none),
        cmocka_unit_test(want_of_memory_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
