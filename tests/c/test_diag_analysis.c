#include "diag_fixture.h"

/* What is said of factors, SWOT, the customer's flow and needs, on which line and how loud. */
static void begin(fx *f, fx_found *r) {
    static char process[1 << 17];
    ps_str note = ps_process_builtin(PS_EN);
    assert_true(note.n < sizeof process);
    snprintf(process, sizeof process, "%.*s", PS_FMT(note));
    fx_diag_begin(f, r, process);
}

#define FACTORS "## Decision factors\n| factor | weight | us | huateng | evidence |\n|---|---|---|---|---|\n"

static void factors_that_are_begun_must_be_weighed_scored_and_talked_about(void **state) {
    fx f;
    fx_found r;
    begin(&f, &r);
    fx_file(&f, "log.md", "## 2026-11-12 14:25 visit\n");
    fx_file(&f, "deal.md",
            "---\ntitle: Acme\nstage: information\n---\n" FACTORS "| stability | | 8 | 7 | [[log#2026-11-12]] |\n| service | 5 | 8 | | |\n"
            "| price | | | | |\n| stabilty | | | | |\n");
    fx_look(&r, &f, PS_EN);
    fx_must(&r, "deal.md", 8, "factor", PS_HINT, "factor 'stability' has no weight");
    fx_must(&r, "deal.md", 9, "factor", PS_HINT, "factor 'service': huateng has no score");
    fx_must(&r, "deal.md", 9, "factor", PS_HINT, "factor 'service': no talk with the customer stands behind its weight");
    fx_must(&r, "deal.md", 11, "factor", PS_HINT, "'stabilty' is no factor of the process: write it as text, or add it there");
    assert_int_equal(fx_count(&r, "factor"), 4); /* a row that nobody has begun lacks nothing */
    fx_diag_end(&f, &r);
}

static void weights_of_the_parent_are_taken_over(void **state) {
    fx f;
    fx_found r;
    begin(&f, &r);
    fx_note(&f, PS_K_DEAL, "old", FACTORS "| service | 5 | 1 | 1 | |\n| price | 3 | 1 | 1 | |\n");
    fx_file(&f, "log.md", "## 2026-11-12 14:25 visit\n");
    fx_file(&f, "deal.md",
            "---\ntitle: Acme\nstage: information\nparent: old\n---\n" FACTORS "| service | 5 | 8 | 7 | [[log#2026-11-12]] |\n"
            "| price | 3 | 8 | 7 | [[log#2026-11-12]] |\n");
    fx_look(&r, &f, PS_EN);
    fx_must(&r, "deal.md", 9, "factor", PS_HINT, "the weights are those of 'old': they are set for each deal anew");
    fx_diag_end(&f, &r);
}

static void the_customer_runs_ahead_or_soon_will(void **state) {
    fx f;
    fx_found r;
    begin(&f, &r);
    static const char head[] =
        "---\ntitle: Acme\nstage: information\nflow: telecom\n---\n## Procurement\n| step | state | date |\n|---|---|---|\n";
    fx_file(&f, "deal.md", ps_arena_fmt(&f.arena, "%s| planning-review | hmm | |\n| tender-issue | done | 2026-12-01 |\n", head).p);
    fx_look(&r, &f, PS_EN);
    fx_must(&r, "deal.md", 10, "flow-ahead", PS_WARN,
            "the customer is at 'Tender issue', which asks for 'Negotiation and signing'; we are in 'Information gathering'");
    fx_must(&r, "deal.md", 10, "future", PS_WARN, "'Tender issue' is done on a day that has not come");
    fx_must(&r, "deal.md", 9, "unknown-value", PS_HINT, "'hmm' is none of open, running, done and skipped: read as running");
    fx_file(&f, "deal.md", ps_arena_fmt(&f.arena, "%s| construction-plan | done | |\n| planning-review | | 2026-12-05 |\n", head).p);
    fx_look(&r, &f, PS_EN);
    fx_must(&r, "deal.md", 10, "flow-ahead", PS_INFO,
            "'Planning review' is due on 2026-12-05 and asks for 'Concept discussion'; we are in 'Information gathering'");
    fx_look(&r, &f, PS_ZH);
    assert_int_equal(fx_count(&r, "flow-ahead"), 1);
    fx_diag_end(&f, &r);
}

static void findings_and_needs_that_nobody_wrote(void **state) {
    fx f;
    fx_found r;
    begin(&f, &r);
    fx_file(&f, "deal.md", "---\ntitle: Acme\nstage: concept\n---\n");
    fx_file(&f, "1-concept.md", "# Concept\n- [x] True need ^need-true\n- [ ] Budget ^need-budget\n");
    fx_file(&f, "2-planning.md",
            "# Planning\n## SWOT\n| id | kind | finding | answer |\n|---|---|---|---|\n| S1 | S | good | a |\n"
            "| W1 | W | [[1-concept#^gone]] bad | a |\n| T1 | T | [[1-concept#^need-budget]] none | |\n");
    fx_look(&r, &f, PS_EN);
    fx_must(&r, "2-planning.md", 5, "swot", PS_HINT, "'S1' points at no finding: link it, as [[1-concept#^need-problem]] does");
    fx_must(&r, "2-planning.md", 6, "swot", PS_WARN, "'W1' points at a finding that is not there");
    fx_must(&r, "2-planning.md", 7, "swot", PS_HINT, "no strategy answers 'T1'");
    assert_int_equal(fx_count(&r, "swot"), 3);
    fx_must(&r, "1-concept.md", 2, "need", PS_HINT, "what is the true need? Write it below");
    fx_diag_end(&f, &r);
}

static void requirements_with_unknown_answers_and_the_same_number_are_named(void **state) {
    fx f;
    fx_found r;
    begin(&f, &r);
    fx_file(&f, "deal.md", "---\ntitle: Acme\nstage: concept\n---\n");
    fx_file(&f, "tender.md",
            "# Tender\n## Compliance\n| id | requirement | answer | due |\n|---|---|---|---|\n| 1 | a | full | 2026-12-01 |\n"
            "| 1 | b | perhaps | soon |\n");
    fx_look(&r, &f, PS_EN);
    assert_non_null(fx_find(&r, "tender.md", 6, "duplicate-row"));
    assert_non_null(fx_find(&r, "tender.md", 6, "unknown-value"));
    assert_non_null(fx_find(&r, "tender.md", 6, "bad-date"));
    fx_diag_end(&f, &r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(factors_that_are_begun_must_be_weighed_scored_and_talked_about),
        cmocka_unit_test(weights_of_the_parent_are_taken_over),
        cmocka_unit_test(the_customer_runs_ahead_or_soon_will),
        cmocka_unit_test(findings_and_needs_that_nobody_wrote),
        cmocka_unit_test(requirements_with_unknown_answers_and_the_same_number_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
