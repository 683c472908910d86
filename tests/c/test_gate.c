/* The rules of the way, clause by clause. */
#include "gate_fixture.h"

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
    };
    return cmocka_run_group_tests_name("gate", tests, NULL, NULL);
}
