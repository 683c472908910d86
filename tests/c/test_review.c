#include "deal_fixture.h"

static const char BID[] = "---\n"
                          "deal: acme-core\n"
                          "gate: bid\n"
                          "round: 2\n"
                          "date: 2026-11-20\n"
                          "reviewed: 4f1c2ab\n"
                          "decision: conditional\n"
                          "reviewers: [chen.yu, \"[[zhao.min]]\"]\n"
                          "self_review: true\n"
                          "reason: the price is open\n"
                          "---\n"
                          "# Bid decision: Acme\n"
                          "\n"
                          "## Criteria\n"
                          "- [x] The budget is confirmed [evidence:: [[log#2026-11-11]]] ^crit-budget\n"
                          "- [ ] The chance justifies the cost [answer:: partly] ^crit-chance\n"
                          "- [-] Not ours [reason:: sub-contract] ^crit-own\n"
                          "- [-] Without a reason ^crit-bare\n"
                          "- [ ] No [answer:: no] ^crit-no\n"
                          "- [ ] Nobody asked ^crit-open\n"
                          "\n"
                          "## Votes\n"
                          "| reviewer | vote | comment |\n"
                          "|---|---|---|\n"
                          "| [[chen.yu]] | go | worth it |\n"
                          "| zhao.min | | |\n"
                          "\n"
                          "## Conditions\n"
                          "- [x] Get the plan [owner:: [[li.wei]]] [due:: 2026-11-30] [for:: crit-chance] ^k-1\n"
                          "- [ ] Ask finance [due:: soon]\n"
                          "- [-] Dropped [reason:: merged]\n"
                          "- [-] Dropped without a reason\n"
                          "\n"
                          "## Minutes\n"
                          "- [ ] Book the room\n";

static const ps_review *read_one(fx *f, const char *process, const char *name, const char *text) {
    fx_begin(f, process, "2026-11-23");
    fx_file(f, "deal.md", "---\nstage: talk\n---\n");
    fx_file(f, name, text);
    ps_deal *d = fx_read(f);
    assert_int_equal(d->n_reviews, 1);
    return &d->reviews[0];
}

static void front_matter_of_a_review(void **state) {
    fx f;
    const ps_review *r = read_one(&f, FX_PROCESS_EN, "reviews/bid-2.md", BID);
    fx_assert_str(r->gate, "bid");
    assert_int_equal(r->pgate, 1);
    assert_int_equal(r->round, 2);
    assert_int_equal(r->date, fx_day("2026-11-20"));
    fx_assert_str(r->reviewed, "4f1c2ab");
    assert_int_equal(r->decision, PS_DECISION_CONDITIONAL);
    fx_assert_str(r->reason, "the price is open");
    assert_true(r->self_review);
    assert_int_equal(r->n_reviewers, 2);
    fx_assert_str(r->reviewers[1], "zhao.min");
    fx_end(&f);
}

static void criteria_are_met_partly_no_open_or_not_applicable(void **state) {
    static const ps_crit_answer want[] = {PS_CRIT_MET, PS_CRIT_PARTLY, PS_CRIT_NA, PS_CRIT_OPEN, PS_CRIT_NO, PS_CRIT_OPEN};
    fx f;
    const ps_review *r = read_one(&f, FX_PROCESS_EN, "reviews/bid-2.md", BID);
    assert_int_equal(r->n_criteria, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(r->criteria[i].answer, want[i]);
        assert_int_equal(r->criteria[i].line, 15 + i);
        assert_int_equal(r->criteria[i].task_index, i);
    }
    fx_assert_str(r->criteria[0].id, "crit-budget");
    fx_assert_str(r->criteria[0].text, "The budget is confirmed");
    fx_assert_str(r->criteria[0].evidence, "[[log#2026-11-11]]");
    fx_assert_str(r->criteria[2].reason, "sub-contract");
    fx_end(&f);
}

static void conditions_have_owner_due_and_what_they_are_for(void **state) {
    fx f;
    const ps_review *r = read_one(&f, FX_PROCESS_EN, "reviews/bid-2.md", BID);
    assert_int_equal(r->n_conditions, 4);
    const ps_condition *c = r->conditions;
    fx_assert_str(c[0].text, "Get the plan");
    fx_assert_str(c[0].owner, "li.wei");
    fx_assert_str(c[0].for_id, "crit-chance");
    fx_assert_str(c[0].id, "k-1");
    assert_int_equal(c[0].due, fx_day("2026-11-30"));
    assert_true(c[0].met);
    assert_false(c[1].met);
    assert_int_equal(c[1].due, PS_DATE_NONE);
    fx_assert_str(c[1].due_text, "soon");
    assert_true(c[2].met);
    assert_false(c[3].met);
    assert_int_equal(c[3].line, 32);
    fx_end(&f);
}

static void only_rows_with_a_vote_are_votes(void **state) {
    fx f;
    const ps_review *r = read_one(&f, FX_PROCESS_EN, "reviews/bid-2.md", BID);
    assert_int_equal(r->n_votes, 1);
    fx_assert_str(r->votes[0].reviewer, "chen.yu");
    fx_assert_str(r->votes[0].vote, "go");
    fx_assert_str(r->votes[0].comment, "worth it");
    assert_int_equal(r->votes[0].line, 25);
    fx_end(&f);
}

static void a_chinese_review_reads_the_same(void **state) {
    fx f;
    const ps_review *r =
        read_one(&f, FX_PROCESS_ZH, "reviews/bid-1.md",
                 "---\ngate: bid\nround: 1\ndecision: conditional\nreviewers: [陈宇]\n---\n## 评审项\n- [x] 预算已确认 ^crit-budget\n"
                 "- [ ] 值得 [answer:: partly] ^crit-chance\n## 评审意见\n| 评审人 | 意见 | 说明 |\n|---|---|---|\n| 陈宇 | go | 可以 |\n\n"
                 "## 待落实条件\n- [ ] 确认预算 [owner:: 李伟] [due:: 2026-12-01] [for:: crit-chance]\n");
    assert_int_equal(r->n_criteria, 2);
    assert_int_equal(r->criteria[1].answer, PS_CRIT_PARTLY);
    assert_int_equal(r->n_votes, 1);
    fx_assert_str(r->votes[0].comment, "可以");
    assert_int_equal(r->n_conditions, 1);
    fx_assert_str(r->conditions[0].owner, "李伟");
    assert_int_equal(f.deal->n_actions, 1);
    fx_end(&f);
}

static void the_file_name_says_what_the_front_matter_does_not(void **state) {
    fx f;
    const ps_review *r = read_one(&f, FX_PROCESS_EN, "reviews/bid-3.md", "no front matter\n");
    fx_assert_str(r->gate, "bid");
    assert_int_equal(r->round, 3);
    assert_int_equal(r->decision, PS_DECISION_NONE);
    fx_end(&f);
    r = read_one(&f, FX_PROCESS_EN, "reviews/talk with them.md", "---\ndecision: perhaps\nround: none\n---\n");
    fx_assert_str(r->gate, "talk with them");
    assert_int_equal(r->pgate, -1);
    assert_int_equal(r->round, 1);
    assert_int_equal(r->decision, PS_DECISION_UNKNOWN);
    fx_end(&f);
}

static void reviews_come_by_gate_then_round(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "reviews/bid-10.md", "");
    fx_file(&f, "reviews/bid-2.md", "");
    fx_file(&f, "reviews/qualify-1.md", "");
    fx_file(&f, "reviews/zzz-1.md", "");
    ps_deal *d = fx_read(&f);
    fx_assert_str(d->reviews[0].gate, "zzz"); /* of no gate: before all */
    fx_assert_str(d->reviews[1].gate, "qualify");
    assert_int_equal(d->reviews[2].round, 2);
    assert_int_equal(ps_deal_review(d, 1)->round, 10);
    assert_int_equal(ps_deal_review(d, 0)->round, 1);
    assert_null(ps_deal_review(d, 2));
    fx_end(&f);
}

static void any_member_names_a_merged_gate(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\nprofile: quick\nstage: lead\n---\n");
    fx_file(&f, "reviews/qualify-1.md", "");
    fx_file(&f, "reviews/bid-1.md", "");
    ps_deal *d = fx_read(&f);
    assert_int_equal(d->profile->n_gates, 1);
    assert_int_equal(d->reviews[0].pgate, 0);
    assert_int_equal(d->reviews[1].pgate, 0);
    fx_end(&f);
}

static void decisions_and_statuses_have_their_ids(void **state) {
    ps_decision decision;
    ps_status status;
    for (int i = PS_DECISION_GO; i <= PS_DECISION_NO_GO; i++) {
        assert_true(ps_decision_parse(ps_decision_id((ps_decision)i), &decision));
        assert_int_equal(decision, i);
    }
    assert_false(ps_decision_parse(PS_S(""), &decision));
    assert_false(ps_decision_parse(PS_S("GO"), &decision));
    for (int i = 0; i < PS_STATUS_COUNT; i++) {
        assert_true(ps_status_parse(ps_status_id((ps_status)i), &status));
        assert_int_equal(status, i);
    }
    assert_false(ps_status_parse(PS_S("lost?"), &status));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(front_matter_of_a_review),
        cmocka_unit_test(criteria_are_met_partly_no_open_or_not_applicable),
        cmocka_unit_test(conditions_have_owner_due_and_what_they_are_for),
        cmocka_unit_test(only_rows_with_a_vote_are_votes),
        cmocka_unit_test(a_chinese_review_reads_the_same),
        cmocka_unit_test(the_file_name_says_what_the_front_matter_does_not),
        cmocka_unit_test(reviews_come_by_gate_then_round),
        cmocka_unit_test(any_member_names_a_merged_gate),
        cmocka_unit_test(decisions_and_statuses_have_their_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
