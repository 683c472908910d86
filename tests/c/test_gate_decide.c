/* What a review needs before it may be decided. */
#include "gate_fixture.h"

#include "alloc.h"

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
    return cmocka_run_group_tests_name("gate_decide", tests, NULL, NULL);
}
