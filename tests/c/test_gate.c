/* The rules of the way, clause by clause. */
#include "deal_fixture.h"

#include "alloc.h"
#include "gate.h"

#define LEAD_DONE \
    "## Opportunity\n- [x] The need ^need\n- [x] Channel ^channel\n" \
    "## Market\n- [x] Customer card ^customer-card\n- [x] Traits ^region-traits\n"
#define TALK_DONE "## Needs\n- [x] Budget ^budget\n- [x] Chain ^chain\n"
#define QUALIFY_GO \
    "---\ngate: qualify\nround: 1\ndecision: go\nreviewers: [li.wei]\nself_review: true\n---\n" \
    "## Criteria\n- [x] real ^crit-real\n- [x] fit ^crit-fit\n"
#define BID_GO "---\ngate: bid\nround: 1\ndecision: go\nreviewers: [li.wei]\n---\n## Criteria\n- [x] b ^crit-budget\n- [x] c ^crit-chance\n"

/* deal.md at a stage, with more front matter and a body. */
static const char *deal_md(fx *f, const char *stage, const char *more, const char *body) {
    return ps_arena_fmt(&f->arena, "---\ntitle: Acme\nprofile: full\nstage: %s\nowner: li.wei\n%s---\n%s", stage, more, body).p;
}

/* "activity:budget@1-talk.md:3 criterion:crit-real@reviews/qualify-1.md:8+" (+: absent), in order. */
static const char *list(fx *f, const ps_missing *m, size_t n) {
    ps_str s = PS_S("");
    for (size_t i = 0; i < n; i++) {
        ps_str kind = ps_missing_kind_id(m[i].kind);
        ps_str path = ps_str_starts(m[i].path, PS_S(FX_FOLDER "/")) ? ps_str_sub(m[i].path, sizeof FX_FOLDER, m[i].path.n) : m[i].path;
        assert_true(m[i].message.n > 0);
        assert_true(m[i].line > 0);
        s = ps_arena_fmt(&f->arena, "%.*s%s%.*s:%.*s@%.*s:%u%s", PS_FMT(s), i ? " " : "", PS_FMT(kind), PS_FMT(m[i].id), PS_FMT(path),
                         m[i].line, m[i].absent ? "+" : "");
    }
    return ps_arena_dup(&f->arena, s).p;
}

static ps_readiness ready(fx *f) {
    ps_readiness r = {0};
    assert_int_equal(ps_gate_readiness(&r, &f->arena, fx_read(f), &f->world, PS_EN, &f->err), 0);
    return r;
}

static const char *missing(fx *f) {
    ps_readiness r = ready(f);
    assert_int_equal(r.ready, r.n_missing == 0);
    return list(f, r.missing, r.n_missing);
}

static const char *unearned(fx *f) {
    ps_missing *m = NULL;
    size_t n = 0;
    assert_int_equal(ps_gate_unearned(&f->arena, fx_read(f), &f->world, PS_EN, &m, &n, &f->err), 0);
    return list(f, m, n);
}

/* ---- activities ---- */

static void all_that_is_missing_comes_at_once(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", deal_md(&f, "lead", "", ""));
    fx_file(&f, "0-lead.md",
            "## Opportunity\n- [ ] The need ^need\n- [/] Channel ^channel\n## Market\n- [-] Customer card ^customer-card\n- [x] Traits "
            "^region-traits\n");
    assert_string_equal(missing(&f), "activity:need@0-lead.md:2 activity:channel@0-lead.md:3 activity:customer-card@0-lead.md:5 "
                                     "review:qualify@deal.md:4+");
    ps_readiness r = ready(&f);
    assert_int_equal(r.stage, 0);
    assert_int_equal(r.next, 1);
    assert_int_equal(r.gate, 0);
    assert_int_equal(r.round, 0);
    assert_int_equal(r.done, 1);
    assert_int_equal(r.na, 0);
    assert_int_equal(r.total, 4);
    assert_int_equal(ps_gate_earned(f.deal), 0);
    fx_end(&f);
}

static void messages_say_what_to_do_in_both_languages(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_ZH, "2026-11-23");
    fx_file(&f, "deal.md", deal_md(&f, "lead", "", ""));
    fx_file(&f, "0-lead.md", "## 商机\n- [-] 需求 ^need\n- [x] 渠道 ^channel\n- [x] 卡 ^customer-card\n- [x] 特性 ^region-traits\n");
    ps_readiness r = {0};
    assert_int_equal(ps_gate_readiness(&r, &f.arena, fx_read(&f), &f.world, PS_ZH, &f.err), 0);
    assert_int_equal(r.n_missing, 2);
    fx_assert_str(r.missing[0].message, "标为不适用须写明 [reason:: …]：The need is written down");
    fx_assert_str(r.missing[1].message, "初步评审：尚未评审，用 :Pursuit review 开始");
    assert_int_equal(ps_gate_readiness(&r, &f.arena, f.deal, &f.world, PS_EN, &f.err), 0);
    fx_assert_str(r.missing[0].message, "not applicable needs a [reason:: …]: The need is written down");
    fx_end(&f);
}

static void not_applicable_closes_only_with_a_reason(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", deal_md(&f, "lead", "", ""));
    fx_file(&f, "0-lead.md",
            "- [-] The need [reason:: known for years] ^need\n- [-] Channel ^channel\n- [x] c ^customer-card\n- [x] t ^region-traits\n");
    fx_file(&f, "reviews/qualify-1.md", QUALIFY_GO);
    assert_string_equal(missing(&f), "activity:channel@0-lead.md:2");
    ps_readiness r = ready(&f);
    assert_int_equal(r.na, 1);
    assert_int_equal(r.done, 2);
    fx_end(&f);
}

static void what_has_no_line_is_absent(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", deal_md(&f, "lead", "", ""));
    fx_file(&f, "0-lead.md", "# Lead\n\n## Opportunity\n- [x] The need ^need\n");
    fx_file(&f, "reviews/qualify-1.md", QUALIFY_GO);
    const char *m = missing(&f);
    assert_non_null(strstr(m, "activity:channel@0-lead.md:3+"));
    assert_non_null(strstr(m, "activity:customer-card@0-lead.md:1+"));
    fx_end(&f);
}

static void scoped_answers_count_from_the_account_and_the_region(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", deal_md(&f, "lead", "account: acme\n", ""));
    fx_file(&f, "0-lead.md", "- [x] The need ^need\n- [x] Channel ^channel\n");
    fx_file(&f, "reviews/qualify-1.md", QUALIFY_GO);
    fx_note(&f, PS_K_ACCOUNT, "acme", "---\nregion: north\n---\n- [x] Card ^customer-card\n");
    fx_note(&f, PS_K_REGION, "north", "# North\n- [ ] Traits ^region-traits\n");
    assert_string_equal(missing(&f), "activity:region-traits@regions/north.md:2");
    fx_end(&f);
}

static void an_old_scoped_answer_holds_up_the_stage_but_takes_nothing_back(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    f.process->age_account = 30;
    fx_note(&f, PS_K_ACCOUNT, "acme", "- [x] Card [done:: 2026-01-10] ^customer-card\n");
    fx_file(&f, "0-lead.md", "- [x] The need ^need\n- [x] Channel ^channel\n- [x] t ^region-traits\n");
    fx_file(&f, "reviews/qualify-1.md", QUALIFY_GO);
    fx_file(&f, "deal.md", deal_md(&f, "lead", "account: acme\n", ""));
    assert_string_equal(missing(&f), "activity:customer-card@accounts/acme.md:1");
    fx_file(&f, "deal.md",
            deal_md(&f, "talk", "account: acme\n",
                    "## Stage history\n| date | from | to |\n|---|---|---|\n| 2026-01-05 | | lead |\n| 2026-01-20 | lead | talk |\n"));
    assert_string_equal(unearned(&f), "");
    fx_end(&f);
}

static void activities_of_another_kind_do_not_count(void **state) {
    static const char *const kinds[] = {"kind: A\n", "kind: B\n"};
    for (int k = 0; k < 2; k++) {
        fx f;
        fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
        fx_file(&f, "deal.md",
                deal_md(&f, "offer", ps_arena_fmt(&f.arena, "%sstatus: won\nvalue: 5\nsigned: 2026-11-01\n", kinds[k]).p, ""));
        fx_file(&f, "0-lead.md", LEAD_DONE);
        fx_file(&f, "1-talk.md", TALK_DONE);
        fx_file(&f, "2-offer.md", "- [x] The price ^price\n- [ ] Service terms ^service-terms\n");
        fx_file(&f, "reviews/qualify-1.md", QUALIFY_GO);
        fx_file(&f, "reviews/bid-1.md", BID_GO);
        assert_string_equal(missing(&f), k ? "activity:service-terms@2-offer.md:2" : "");
        fx_end(&f);
    }
}

/* ---- gates ---- */

static void a_gate_is_passed_by_go_and_by_conditional_only(void **state) {
    static const struct {
        const char *decision, *missing;
        bool passed;
    } cases[] = {{"go", "", true},
                 {"conditional", "", true},
                 {"hold", "review:qualify@reviews/qualify-1.md:4", false},
                 {"no-go", "review:qualify@reviews/qualify-1.md:4", false},
                 {"maybe", "reviewer:votes@reviews/qualify-1.md:1 review:qualify@reviews/qualify-1.md:4", false},
                 {"", "reviewer:votes@reviews/qualify-1.md:1 review:qualify@reviews/qualify-1.md:4", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fx f;
        fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
        fx_file(&f, "deal.md", deal_md(&f, "lead", "", ""));
        fx_file(&f, "0-lead.md", LEAD_DONE);
        fx_file(&f, "reviews/qualify-1.md",
                ps_arena_fmt(&f.arena,
                             "---\ngate: qualify\nround: 1\ndecision: %s\n---\n## Criteria\n- [x] r ^crit-real\n- [x] f ^crit-fit\n",
                             cases[i].decision)
                    .p);
        assert_string_equal(missing(&f), cases[i].missing);
        assert_int_equal(ps_gate_passed(f.deal, 0), cases[i].passed);
        assert_int_equal(ps_gate_earned(f.deal), cases[i].passed);
        assert_int_equal(ready(&f).round, 1);
        fx_end(&f);
    }
}

static void the_latest_round_decides(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", deal_md(&f, "lead", "", ""));
    fx_file(&f, "0-lead.md", LEAD_DONE);
    fx_file(&f, "reviews/qualify-1.md", "---\ngate: qualify\nround: 1\ndecision: hold\nreason: later\n---\n");
    fx_file(&f, "reviews/qualify-2.md", "---\ngate: qualify\nround: 2\ndecision: go\n---\n");
    assert_string_equal(missing(&f), "");
    assert_int_equal(ready(&f).round, 2);
    fx_file(&f, "reviews/qualify-3.md", "---\ngate: qualify\nround: 3\ndecision: no-go\nreason: never\n---\n");
    assert_string_equal(missing(&f), "review:qualify@reviews/qualify-3.md:4");
    assert_int_equal(ready(&f).round, 3);
    fx_end(&f);
}

static void an_open_review_lists_all_that_its_decision_needs(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", deal_md(&f, "lead", "team: [zhao, chen]\n", ""));
    fx_file(&f, "0-lead.md", LEAD_DONE);
    fx_file(&f, "reviews/qualify-1.md",
            "---\ngate: qualify\nround: 1\ndecision:\nreviewers: [li.wei]\n---\n## Criteria\n- [ ] real [answer:: partly] ^crit-real\n\n"
            "## Votes\n| reviewer | vote |\n|---|---|\n| li.wei | go |\n\n## Conditions\n- [ ] do it [owner:: zhao]\n");
    assert_string_equal(missing(&f), "criterion:crit-real@reviews/qualify-1.md:8 criterion:crit-fit@reviews/qualify-1.md:7+ "
                                     "condition:@reviews/qualify-1.md:16 reviewer:reviewers@reviews/qualify-1.md:5 "
                                     "review:qualify@reviews/qualify-1.md:4");
    ps_readiness r = ready(&f);
    fx_assert_str(r.missing[3].message, "reviewers: the only one is the owner; the team has 3 members");
    fx_end(&f);
}

static void conditions_are_due_before_the_next_gate_and_not_before(void **state) {
    const char *qualify =
        "---\ngate: qualify\ndecision: conditional\n---\n## Criteria\n- [x] r ^crit-real\n- [x] f ^crit-fit\n"
        "## Conditions\n- [ ] call them [owner:: zhao] [due:: 2026-12-01] ^cond-1\n- [x] write [owner:: zhao] [due:: 2026-12-01]\n";
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", deal_md(&f, "lead", "", ""));
    fx_file(&f, "0-lead.md", LEAD_DONE);
    fx_file(&f, "1-talk.md", TALK_DONE);
    fx_file(&f, "reviews/qualify-1.md", qualify);
    assert_string_equal(missing(&f), ""); /* the pass that they belong to needs them not */
    fx_file(&f, "deal.md", deal_md(&f, "talk", "", ""));
    assert_string_equal(missing(&f), "condition:cond-1@reviews/qualify-1.md:9 review:bid@deal.md:4+");
    fx_file(&f, "reviews/bid-1.md", BID_GO);
    assert_string_equal(missing(&f), "condition:cond-1@reviews/qualify-1.md:9");
    fx_file(&f, "deal.md", deal_md(&f, "offer", "status: won\nvalue: 5\nsigned: 2026-11-01\n", ""));
    fx_file(&f, "2-offer.md", "- [x] p ^price\n");
    assert_string_equal(unearned(&f), "condition:cond-1@reviews/qualify-1.md:9");
    fx_end(&f);
}

static void what_a_held_round_asked_for_comes_before_the_next(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", deal_md(&f, "lead", "", ""));
    fx_file(&f, "0-lead.md", LEAD_DONE);
    fx_file(&f, "reviews/qualify-1.md",
            "---\ngate: qualify\ndecision: hold\nreason: x\n---\n## Conditions\n- [ ] ask [owner:: a] [due:: 2026-12-01] ^c1\n");
    assert_string_equal(missing(&f), "condition:c1@reviews/qualify-1.md:7 review:qualify@reviews/qualify-1.md:3");
    fx_end(&f);
}

/* ---- earned ---- */

static void claimed_beyond_earned_names_every_item_of_every_step(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", deal_md(&f, "offer", "", ""));
    fx_file(&f, "0-lead.md", "- [x] n ^need\n- [ ] c ^channel\n- [x] c ^customer-card\n- [x] t ^region-traits\n");
    fx_file(&f, "1-talk.md", "- [x] b ^budget\n- [ ] c ^chain\n");
    fx_file(&f, "reviews/qualify-1.md", QUALIFY_GO);
    assert_string_equal(unearned(&f), "activity:channel@0-lead.md:2 activity:chain@1-talk.md:2 review:bid@deal.md:4+");
    assert_int_equal(ps_gate_earned(f.deal), 0);
    fx_file(&f, "deal.md", deal_md(&f, "lead", "", ""));
    assert_string_equal(unearned(&f), "");
    fx_end(&f);
}

static void a_deal_without_notes_has_earned_its_first_stage(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", deal_md(&f, "talk", "", ""));
    const char *m = unearned(&f);
    assert_int_equal(ps_gate_earned(f.deal), 0);
    assert_non_null(strstr(m, "activity:need@deal.md:1+"));
    assert_non_null(strstr(m, "review:qualify@deal.md:4+"));
    fx_end(&f);
}

#define HISTORY "## Stage history\n| date | from | to | gate | review | by | override |\n|---|---|---|---|---|---|---|\n"

static void an_overridden_step_counts_as_walked(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md",
            deal_md(&f, "talk", "",
                    HISTORY "| 2026-01-01 | | lead | | | | |\n| 2026-02-01 | lead | talk | | | li.wei | the board says so |\n"));
    fx_file(&f, "1-talk.md", TALK_DONE);
    assert_string_equal(missing(&f), "review:bid@deal.md:4+");
    assert_int_equal(ps_gate_earned(f.deal), 1);
    assert_string_equal(unearned(&f), "");
    assert_non_null(ps_gate_override(f.deal, 1));
    fx_assert_str(ps_gate_override(f.deal, 1)->override, "the board says so");
    assert_null(ps_gate_override(f.deal, 2));
    assert_null(ps_gate_override(f.deal, 0));
    fx_end(&f);
}

static void going_back_takes_an_override_back(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md",
            deal_md(&f, "lead", "", HISTORY "| 2026-02-01 | lead | talk | | | | because |\n| 2026-03-01 | talk | lead | | | | |\n"));
    fx_read(&f);
    assert_null(ps_gate_override(f.deal, 1));
    fx_file(
        &f, "deal.md",
        deal_md(
            &f, "talk", "",
            HISTORY
            "| 2026-02-01 | lead | talk | | | | because |\n| 2026-03-01 | talk | lead | | | | |\n| 2026-04-01 | lead | talk | | | | |\n"));
    fx_read(&f);
    assert_null(ps_gate_override(f.deal, 1)); /* the second time it went the whole way */
    fx_end(&f);
}

static void what_the_process_gains_later_takes_nothing_back(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "0-lead.md", "- [x] n ^need\n- [x] c ^customer-card\n- [x] t ^region-traits\n");
    fx_file(&f, "1-talk.md", TALK_DONE);
    fx_file(&f, "reviews/qualify-1.md", QUALIFY_GO);
    fx_file(&f, "reviews/bid-1.md", BID_GO);
    fx_file(&f, "deal.md", deal_md(&f, "talk", "", HISTORY "| 2026-02-01 | lead | talk | | | | |\n"));
    assert_string_equal(missing(&f), "");
    assert_true(ps_gate_gained(f.deal, fx_answer(f.deal, "channel")));
    assert_false(ps_gate_gained(f.deal, fx_answer(f.deal, "need")));
    fx_file(&f, "deal.md", deal_md(&f, "talk", "", "")); /* no history: nobody walked */
    assert_string_equal(missing(&f), "activity:channel@0-lead.md:1+");
    fx_file(&f, "deal.md", deal_md(&f, "talk", "", HISTORY "| 2026-02-01 | lead | talk | | | | |\n"));
    fx_file(&f, "0-lead.md", "# nothing left\n"); /* the whole note emptied is no gain of the process */
    assert_non_null(strstr(missing(&f), "activity:need@0-lead.md:1+"));
    fx_end(&f);
}

/* ---- the customer's decision ---- */

static void leaving_the_decision_stage_needs_the_outcome(void **state) {
    static const struct {
        const char *front, *missing;
    } cases[] = {{"status: open\n", "outcome:status@deal.md:6"},
                 {"", "outcome:status@deal.md:1+"},
                 {"status: won\n", "outcome:value@deal.md:6+ outcome:signed@deal.md:6+"},
                 {"status: won\nvalue: 100\n", "outcome:signed@deal.md:6+"},
                 {"status: won\nvalue: 100\nsigned: 2026-11-01\n", ""},
                 {"status: lost\nvalue: 100\n", "outcome:status@deal.md:6 field:status@deal.md:6"},
                 {"status: paused\nvalue: 100\nsigned: 2026-11-01\n", "field:status@deal.md:6"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fx f;
        fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
        fx_file(&f, "deal.md", deal_md(&f, "offer", cases[i].front, ""));
        fx_file(&f, "0-lead.md", LEAD_DONE);
        fx_file(&f, "1-talk.md", TALK_DONE);
        fx_file(&f, "2-offer.md", "- [x] p ^price\n");
        fx_file(&f, "reviews/qualify-1.md", QUALIFY_GO);
        fx_file(&f, "reviews/bid-1.md", BID_GO);
        assert_string_equal(missing(&f), cases[i].missing);
        fx_end(&f);
    }
}

static void a_won_deal_goes_on_to_its_last_stage(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", deal_md(&f, "order", "status: won\nvalue: 1\nsigned: 2026-11-01\n", ""));
    fx_file(&f, "0-lead.md", LEAD_DONE);
    fx_file(&f, "1-talk.md", TALK_DONE);
    fx_file(&f, "2-offer.md", "- [x] p ^price\n");
    fx_file(&f, "3-order.md", "- [ ] confirmed ^confirmed\n");
    fx_file(&f, "reviews/qualify-1.md", QUALIFY_GO);
    fx_file(&f, "reviews/bid-1.md", BID_GO);
    assert_string_equal(missing(&f), "activity:confirmed@3-order.md:1");
    assert_int_equal(ready(&f).next, -1);
    assert_int_equal(ps_gate_earned(f.deal), 3);
    fx_file(&f, "3-order.md", "- [x] confirmed ^confirmed\n");
    assert_string_equal(missing(&f), "");
    assert_int_equal(ps_gate_earned(fx_read(&f)), 3); /* never beyond the last */
    fx_end(&f);
}

static void a_closed_deal_must_be_reopened_first(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", deal_md(&f, "lead", "status: no-go\n", ""));
    fx_file(&f, "0-lead.md", LEAD_DONE);
    fx_file(&f, "reviews/qualify-1.md", QUALIFY_GO);
    assert_string_equal(missing(&f), "field:status@deal.md:6");
    fx_end(&f);
}

static void in_bulk_only_after_the_signature_and_behind_it(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", deal_md(&f, "offer", "status: won\nvalue: 1\nsigned: 2026-11-01\n", ""));
    fx_read(&f);
    assert_true(ps_gate_bulk_allowed(f.deal, ps_process_activity(f.process, PS_S("confirmed"))));
    assert_false(ps_gate_bulk_allowed(f.deal, ps_process_activity(f.process, PS_S("price"))));
    fx_file(&f, "deal.md", deal_md(&f, "order", "status: open\n", ""));
    fx_read(&f);
    assert_false(ps_gate_bulk_allowed(f.deal, ps_process_activity(f.process, PS_S("confirmed"))));
    fx_end(&f);
}

/* ---- profiles ---- */

#define QUICK "---\nprofile: quick\nstage: lead\nowner: li.wei\n---\n"
static void a_merged_stage_needs_the_union(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", QUICK);
    fx_file(&f, "0-lead.md", LEAD_DONE "## Needs\n- [ ] b ^budget\n- [x] c ^chain\n");
    assert_string_equal(missing(&f), "activity:budget@0-lead.md:8 review:bid@deal.md:3+");
    ps_readiness r = ready(&f);
    assert_int_equal(r.total, 6);
    assert_int_equal(f.deal->profile->n_stages, 3);
    fx_end(&f);
}

static void a_merged_gate_asks_the_criteria_of_all_its_members(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", QUICK);
    fx_file(&f, "0-lead.md", LEAD_DONE TALK_DONE);
    fx_file(&f, "reviews/bid-1.md",
            "---\ngate: bid\ndecision:\n---\n## Criteria\n- [x] b ^crit-budget\n- [x] c ^crit-chance\n- [x] r ^crit-real\n"
            "## Votes\n| reviewer | vote |\n|---|---|\n| li.wei | go |\n");
    assert_string_equal(missing(&f), "criterion:crit-fit@reviews/bid-1.md:5+ review:bid@reviews/bid-1.md:3");
    fx_end(&f);
}

static void a_change_of_profile_loses_no_review_and_gives_none_away(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", QUICK);
    fx_file(&f, "0-lead.md", LEAD_DONE);
    fx_file(&f, "1-talk.md", TALK_DONE);
    fx_file(&f, "reviews/qualify-1.md", QUALIFY_GO);
    fx_read(&f);
    assert_false(ps_gate_passed(f.deal, 0)); /* the bid's criteria were never judged */
    fx_file(&f, "reviews/bid-1.md", BID_GO);
    fx_read(&f);
    assert_true(ps_gate_passed(f.deal, 0));
    assert_string_equal(missing(&f), "");
    /* and the other way: a merged review stands for the gates that it judged */
    f.n_files = 0;
    fx_file(&f, "deal.md", deal_md(&f, "talk", "", ""));
    fx_file(&f, "0-lead.md", LEAD_DONE);
    fx_file(&f, "1-talk.md", TALK_DONE);
    fx_file(&f, "reviews/bid-1.md",
            "---\ngate: bid\ndecision: go\n---\n## Criteria\n- [x] r ^crit-real\n- [x] f ^crit-fit\n- [x] b ^crit-budget\n- [x] c "
            "^crit-chance\n");
    assert_string_equal(unearned(&f), "");
    assert_string_equal(missing(&f), "");
    fx_file(&f, "reviews/bid-1.md", BID_GO);
    assert_string_equal(unearned(&f), "review:qualify@deal.md:4+");
    fx_end(&f);
}

static void a_broken_process_answers_without_a_fall(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_process_free(f.process);
    f.process = NULL;
    assert_int_equal(ps_process_read(&f.process, PS_S("---\npursuit: process\n---\n"), PS_EN, &f.err), 0);
    fx_file(&f, "deal.md", deal_md(&f, "lead", "", ""));
    ps_readiness r = ready(&f);
    assert_int_equal(r.next, -1);
    assert_int_equal(r.gate, -1);
    assert_int_equal(ps_gate_earned(f.deal), 0);
    fx_end(&f);
}

/* ---- deciding ---- */

typedef struct {
    ps_decision decision;
    const char *reason;
    const ps_str *reviewers, *voters;
    size_t n_reviewers, n_votes;
    const ps_condition *conditions;
    size_t n_conditions;
} verdict;

static const char *decidable(fx *f, int gate, verdict in, bool *self) {
    const ps_deal *d = fx_read(f);
    const ps_review *r = ps_deal_review(d, gate);
    bool alone = false;
    ps_verdict v = {in.decision, ps_str_of(in.reason), in.reviewers, in.n_reviewers, in.n_votes, in.voters, in.conditions, in.n_conditions};
    ps_missing *m = NULL;
    size_t n = 0;
    assert_non_null(r);
    assert_int_equal(ps_gate_decidable(&f->arena, d, r, &v, &f->world, PS_EN, &m, &n, &alone, &f->err), 0);
    if (self) {
        *self = alone;
    }
    return list(f, m, n);
}

static const ps_str owner[] = {{"li.wei", 6}}, other[] = {{"[[chen]]", 8}}, both[] = {{"li.wei", 6}, {"chen", 4}};
#define BY(who) .reviewers = (who), .n_reviewers = sizeof(who) / sizeof *(who), .n_votes = sizeof(who) / sizeof *(who)

static void begin_review(fx *f, const char *team, const char *criteria) {
    fx_begin(f, FX_PROCESS_EN, "2026-11-23");
    fx_file(f, "deal.md", deal_md(f, "lead", team, ""));
    fx_file(f, "0-lead.md", LEAD_DONE);
    fx_file(f, "reviews/qualify-1.md",
            ps_arena_fmt(&f->arena, "---\ngate: qualify\ndecision:\nreviewers:\n---\n## Criteria\n%s\n## Conditions\n", criteria).p);
}
#define MET "- [x] r ^crit-real\n- [x] f ^crit-fit\n"
#define HALF "- [x] r ^crit-real\n- [ ] f [answer:: partly] ^crit-fit\n"

static void a_one_person_team_reviews_itself_and_says_so(void **state) {
    fx f;
    bool self;
    begin_review(&f, "", MET);
    assert_string_equal(decidable(&f, 0, (verdict){PS_DECISION_GO, BY(owner)}, &self), "");
    assert_true(self);
    assert_string_equal(decidable(&f, 0, (verdict){PS_DECISION_GO, BY(other)}, &self), "");
    assert_false(self);
    assert_string_equal(decidable(&f, 0, (verdict){.decision = PS_DECISION_GO}, &self), "reviewer:votes@reviews/qualify-1.md:1");
    fx_end(&f);
}

static void a_larger_team_needs_someone_who_is_not_the_owner(void **state) {
    fx f;
    bool self;
    begin_review(&f, "team: [zhao, chen]\n", MET);
    assert_string_equal(decidable(&f, 0, (verdict){PS_DECISION_GO, BY(owner)}, &self), "reviewer:reviewers@reviews/qualify-1.md:4");
    assert_string_equal(decidable(&f, 0, (verdict){PS_DECISION_GO, BY(both)}, &self), "");
    assert_false(self);
    verdict silent = {PS_DECISION_GO, BY(both), .voters = owner};
    silent.n_votes = 1; /* chen is asked, but only the owner has voted */
    assert_string_equal(decidable(&f, 0, silent, &self), "reviewer:reviewers@reviews/qualify-1.md:4");
    fx_file(&f, "deal.md", deal_md(&f, "lead", "team: [li.wei]\n", "")); /* a team of the owner alone is one person */
    assert_string_equal(decidable(&f, 0, (verdict){PS_DECISION_GO, BY(owner)}, &self), "");
    assert_true(self);
    fx_end(&f);
}

static void go_needs_every_criterion_met_or_not_applicable(void **state) {
    fx f;
    begin_review(&f, "", "- [-] r [reason:: framework contract] ^crit-real\n- [x] f ^crit-fit\n");
    assert_string_equal(decidable(&f, 0, (verdict){PS_DECISION_GO, BY(owner)}, NULL), "");
    fx_end(&f);
    begin_review(&f, "", "- [-] r ^crit-real\n- [ ] f [answer:: no] ^crit-fit\n");
    assert_string_equal(decidable(&f, 0, (verdict){PS_DECISION_GO, BY(owner)}, NULL),
                        "criterion:crit-real@reviews/qualify-1.md:7 criterion:crit-fit@reviews/qualify-1.md:8");
    fx_end(&f);
}

static void conditional_needs_a_condition_for_each_weak_criterion(void **state) {
    fx f;
    ps_condition c = {.text = PS_S("ask"), .owner = PS_S("zhao"), .due = fx_day("2026-12-01"), .for_id = PS_S("crit-fit")};
    begin_review(&f, "", HALF);
    assert_string_equal(decidable(&f, 0, (verdict){PS_DECISION_CONDITIONAL, BY(owner)}, NULL),
                        "criterion:crit-fit@reviews/qualify-1.md:8 condition:@reviews/qualify-1.md:10+");
    verdict v = {PS_DECISION_CONDITIONAL, BY(owner), .conditions = &c, .n_conditions = 1};
    assert_string_equal(decidable(&f, 0, v, NULL), "");
    c.for_id = PS_S("");
    assert_string_equal(decidable(&f, 0, v, NULL), "criterion:crit-fit@reviews/qualify-1.md:8");
    c.for_id = PS_S("crit-fit");
    c.due = PS_DATE_NONE;
    assert_string_equal(decidable(&f, 0, v, NULL), "condition:@reviews/qualify-1.md:10+");
    fx_end(&f);
    begin_review(&f, "", "- [x] r ^crit-real\n- [ ] f ^crit-fit\n"); /* not answered at all */
    c.due = fx_day("2026-12-01");
    assert_string_equal(decidable(&f, 0, v, NULL), "criterion:crit-fit@reviews/qualify-1.md:8");
    fx_end(&f);
}

static void conditional_needs_at_least_one_condition(void **state) {
    fx f;
    begin_review(&f, "", MET);
    assert_string_equal(decidable(&f, 0, (verdict){PS_DECISION_CONDITIONAL, BY(owner)}, NULL), "condition:@reviews/qualify-1.md:10+");
    fx_end(&f);
}

static void passing_needs_every_activity_of_the_way(void **state) {
    fx f;
    begin_review(&f, "", MET);
    fx_file(&f, "deal.md", deal_md(&f, "talk", "", ""));
    fx_file(&f, "0-lead.md", "- [ ] n ^need\n- [x] c ^channel\n- [x] c ^customer-card\n- [x] t ^region-traits\n");
    fx_file(&f, "1-talk.md", "- [ ] b ^budget\n- [x] c ^chain\n");
    fx_file(&f, "reviews/qualify-1.md", QUALIFY_GO "## Conditions\n- [ ] call ^c1\n");
    fx_file(&f, "reviews/bid-1.md", "---\ngate: bid\ndecision:\n---\n## Criteria\n- [x] b ^crit-budget\n- [x] c ^crit-chance\n");
    assert_string_equal(decidable(&f, 1, (verdict){PS_DECISION_GO, BY(owner)}, NULL),
                        "activity:need@0-lead.md:1 activity:budget@1-talk.md:1 condition:c1@reviews/qualify-1.md:12");
    fx_file(&f, "deal.md", deal_md(&f, "talk", "", HISTORY "| 2026-02-01 | lead | talk | | | | because |\n"));
    assert_string_equal(decidable(&f, 1, (verdict){PS_DECISION_GO, BY(owner)}, NULL),
                        "activity:budget@1-talk.md:1 condition:c1@reviews/qualify-1.md:12");
    fx_end(&f);
}

static void hold_and_no_go_need_a_reason_only(void **state) {
    fx f;
    begin_review(&f, "team: [a, b]\n", "- [ ] r ^crit-real\n");
    fx_file(&f, "0-lead.md", "# nothing\n");
    assert_string_equal(decidable(&f, 0, (verdict){PS_DECISION_HOLD, .reason = "no budget yet"}, NULL), "");
    assert_string_equal(decidable(&f, 0, (verdict){PS_DECISION_NO_GO, .reason = "  "}, NULL), "field:reason@reviews/qualify-1.md:3+");
    assert_string_equal(decidable(&f, 0, (verdict){.decision = PS_DECISION_HOLD}, NULL), "field:reason@reviews/qualify-1.md:3+");
    assert_string_equal(decidable(&f, 0, (verdict){PS_DECISION_UNKNOWN, .reason = "x"}, NULL), "field:decision@reviews/qualify-1.md:3");
    fx_end(&f);
}

static void a_decided_review_is_never_decided_again(void **state) {
    fx f;
    begin_review(&f, "", MET);
    fx_file(&f, "reviews/qualify-1.md", QUALIFY_GO);
    assert_string_equal(decidable(&f, 0, (verdict){PS_DECISION_HOLD, .reason = "x"}, NULL), "review:qualify@reviews/qualify-1.md:4");
    fx_end(&f);
}

/* ---- an item that may stay open until after the review ---- */

#define LATE \
    "---\npursuit: process\nname: Two\nlanguage: en\n---\n" \
    "## Stages\n| id | stage | probability | share | stalls |\n|---|---|---|---|---|\n| talk | Talk | 10 | 50 | 30 |\n| done | Done | " \
    "100 | 50 | 30 |\n\n" \
    "## Gates\n| id | gate | after |\n|---|---|---|\n| sign | Sign | talk |\n\n## Decision\nThe customer decides in: talk\n\n" \
    "## Activities\n### talk\n- [ ] Price ^price\n- [ ] Customer decides [after:: sign] ^customer-decision\n### done\n- [ ] End ^end\n\n" \
    "## Criteria\n### sign\n- [ ] Fit ^crit-fit\n"

static void the_customers_decision_may_follow_the_review_but_not_the_stage(void **state) {
    fx f;
    fx_begin(&f, LATE, "2026-11-23");
    fx_file(&f, "deal.md", deal_md(&f, "talk", "status: open\n", ""));
    fx_file(&f, "0-talk.md", "- [x] Price ^price\n- [ ] Customer decides ^customer-decision\n");
    fx_file(&f, "reviews/sign-1.md", "---\ngate: sign\ndecision:\n---\n## Criteria\n- [x] fit ^crit-fit\n");
    assert_string_equal(decidable(&f, 0, (verdict){PS_DECISION_GO, BY(owner)}, NULL), "");
    fx_file(&f, "reviews/sign-1.md", "---\ngate: sign\ndecision: go\n---\n## Criteria\n- [x] fit ^crit-fit\n");
    assert_string_equal(missing(&f), "activity:customer-decision@0-talk.md:2 outcome:status@deal.md:6");
    fx_end(&f);
}

/* ---- memory ---- */

static void every_failing_allocation_is_an_error(void **state) {
    fx f;
    begin_review(&f, "team: [a]\n", HALF);
    fx_file(&f, "0-lead.md", "- [ ] n ^need\n");
    fx_file(&f, "deal.md", deal_md(&f, "offer", "", ""));
    const ps_deal *d = fx_read(&f);
    ps_verdict v = {.decision = PS_DECISION_GO};
    for (int what = 0; what < 3; what++) {
        int rc = PS_ENOMEM;
        for (size_t at = 1; rc == PS_ENOMEM; at++) {
            ps_arena arena = {0};
            ps_readiness r = {0};
            ps_missing *m = NULL;
            size_t n = 0;
            bool self;
            assert_true(at < 1000);
            ps_alloc_fail_at(at);
            rc = what == 0   ? ps_gate_readiness(&r, &arena, d, &f.world, PS_EN, &f.err)
                 : what == 1 ? ps_gate_unearned(&arena, d, &f.world, PS_EN, &m, &n, &f.err)
                             : ps_gate_decidable(&arena, d, ps_deal_review(d, 0), &v, &f.world, PS_EN, &m, &n, &self, &f.err);
            ps_alloc_fail_at(0);
            assert_true(rc == PS_ENOMEM || r.n_missing > 5 || n > 5);
            ps_arena_free(&arena);
        }
        assert_int_equal(rc, 0);
    }
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_is_missing_comes_at_once),
        cmocka_unit_test(messages_say_what_to_do_in_both_languages),
        cmocka_unit_test(not_applicable_closes_only_with_a_reason),
        cmocka_unit_test(what_has_no_line_is_absent),
        cmocka_unit_test(scoped_answers_count_from_the_account_and_the_region),
        cmocka_unit_test(an_old_scoped_answer_holds_up_the_stage_but_takes_nothing_back),
        cmocka_unit_test(activities_of_another_kind_do_not_count),
        cmocka_unit_test(a_gate_is_passed_by_go_and_by_conditional_only),
        cmocka_unit_test(the_latest_round_decides),
        cmocka_unit_test(an_open_review_lists_all_that_its_decision_needs),
        cmocka_unit_test(conditions_are_due_before_the_next_gate_and_not_before),
        cmocka_unit_test(what_a_held_round_asked_for_comes_before_the_next),
        cmocka_unit_test(claimed_beyond_earned_names_every_item_of_every_step),
        cmocka_unit_test(a_deal_without_notes_has_earned_its_first_stage),
        cmocka_unit_test(an_overridden_step_counts_as_walked),
        cmocka_unit_test(going_back_takes_an_override_back),
        cmocka_unit_test(what_the_process_gains_later_takes_nothing_back),
        cmocka_unit_test(leaving_the_decision_stage_needs_the_outcome),
        cmocka_unit_test(a_won_deal_goes_on_to_its_last_stage),
        cmocka_unit_test(a_closed_deal_must_be_reopened_first),
        cmocka_unit_test(in_bulk_only_after_the_signature_and_behind_it),
        cmocka_unit_test(a_merged_stage_needs_the_union),
        cmocka_unit_test(a_merged_gate_asks_the_criteria_of_all_its_members),
        cmocka_unit_test(a_change_of_profile_loses_no_review_and_gives_none_away),
        cmocka_unit_test(a_broken_process_answers_without_a_fall),
        cmocka_unit_test(a_one_person_team_reviews_itself_and_says_so),
        cmocka_unit_test(a_larger_team_needs_someone_who_is_not_the_owner),
        cmocka_unit_test(go_needs_every_criterion_met_or_not_applicable),
        cmocka_unit_test(conditional_needs_a_condition_for_each_weak_criterion),
        cmocka_unit_test(conditional_needs_at_least_one_condition),
        cmocka_unit_test(passing_needs_every_activity_of_the_way),
        cmocka_unit_test(hold_and_no_go_need_a_reason_only),
        cmocka_unit_test(a_decided_review_is_never_decided_again),
        cmocka_unit_test(the_customers_decision_may_follow_the_review_but_not_the_stage),
        cmocka_unit_test(every_failing_allocation_is_an_error),
    };
    return cmocka_run_group_tests_name("gate", tests, NULL, NULL);
}
