#include "diag_fixture.h"

static void reviews_are_checked(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_file(&f, "deal.md", "---\nstage: lead\n---\n");
    fx_file(&f, "reviews/bid-1.md",
            "---\ndeal: other\ngate: bid\nround: 1\ndate: never\ndecision: go\n---\n## Criteria\n- [x] met ^crit-budget\n- [ ] open "
            "^crit-chance\n"
            "- [ ] half [answer:: partly] ^crit-own\n\n## Conditions\n- [ ] nobody's\n- [-] [for:: crit-nowhere] [owner:: a] [due:: "
            "2026-12-01]\n");
    fx_file(&f, "reviews/bid-2.md",
            "---\ngate: bid\nround: 1\ndecision: perhaps\n---\n## Criteria\n- [ ] [answer:: maybe] ^crit-budget\n- [-] ^crit-chance\n- [ ] "
            "x ^crit-new\n");
    fx_file(&f, "reviews/zzz-1.md", "---\ngate: zzz\nround: x\n---\n## Votes\n| reviewer | vote |\n|---|---|\n| a | aye |\n");
    fx_look(&r, &f, PS_EN);
    assert_non_null(fx_find(&r, "bid-1.md", 2, "review-deal"));
    assert_non_null(fx_find(&r, "bid-1.md", 5, "bad-date"));
    fx_must(&r, "bid-1.md", 9, "evidence-missing", PS_WARN, "met without evidence: add [evidence:: …]");
    fx_must(&r, "bid-1.md", 10, "review-decided", PS_ERROR, "decided go, yet criterion not answered: open");
    fx_must(&r, "bid-1.md", 1, "review-decided", PS_WARN, "decided go, yet nobody has voted: at least one reviewer's vote is needed");
    assert_non_null(fx_find(&r, "bid-1.md", 11, "review-decided"));
    assert_non_null(fx_find(&r, "bid-1.md", 15, "unknown-criterion"));
    assert_non_null(fx_find(&r, "bid-1.md", 15, "reason-missing"));
    fx_must(&r, "bid-2.md", 3, "review-twice", PS_ERROR,
            "round 1 of bid stands already in " FX_FOLDER "/reviews/bid-1.md: give this review the next round");
    fx_must(&r, "bid-2.md", 4, "unknown-value", PS_WARN, "unknown decision 'perhaps': one of go, conditional, hold, no-go");
    assert_non_null(fx_find(&r, "bid-2.md", 7, "unknown-value"));
    assert_non_null(fx_find(&r, "bid-2.md", 8, "reason-missing"));
    assert_non_null(fx_find(&r, "bid-2.md", 9, "unknown-criterion"));
    fx_must(&r, "zzz-1.md", 2, "unknown-value", PS_ERROR, "unknown gate 'zzz': one of qualify, bid");
    assert_non_null(fx_find(&r, "zzz-1.md", 3, "bad-number"));
    assert_non_null(fx_find(&r, "zzz-1.md", 8, "unknown-value"));
    fx_must(&r, "zzz-1.md", 8, "unknown-id", PS_HINT, "no note yet: team/a.md (:Pursuit add member a)");
    fx_diag_end(&f, &r);
}

static void decide(fx *f, fx_found *r, const char *text) {
    fx_file(f, "reviews/bid-1.md", text);
    fx_look(r, f, PS_EN);
}

#define VOTE "\n## Votes\n| reviewer | vote |\n|---|---|\n| chen.yu | go |\n"

static void a_decision_is_held_against_its_own_review(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_file(&f, "deal.md", "---\nstage: lead\nowner: li.wei\nteam: [chen.yu]\n---\n");
    decide(&f, &r,
           "---\ngate: bid\ndecision: conditional\n---\n## Criteria\n- [ ] a [answer:: partly] ^crit-budget\n- [ ] b [answer:: no] "
           "^crit-chance\n\n"
           "## Conditions\n- [ ] do it [owner:: a] [due:: 2026-12-01] [for:: crit-budget]\n- [ ] by nobody\n" VOTE);
    assert_int_equal(fx_count(&r, "review-decided"), 2);
    fx_must(&r, "bid-1.md", 7, "review-decided", PS_ERROR, "decided conditional, yet not fully met, needs a condition for it: b");
    assert_non_null(fx_find(&r, "bid-1.md", 11, "review-decided"));
    decide(&f, &r, "---\ngate: bid\ndecision: hold\n---\n" VOTE);
    assert_int_equal(fx_count(&r, "review-decided"), 1);
    decide(&f, &r, "---\ngate: bid\ndecision: hold\nreason: too early\n---\n" VOTE);
    assert_int_equal(fx_count(&r, "review-decided"), 0);
    fx_diag_end(&f, &r);
}

static void a_review_by_the_owner_alone_is_a_warning(void **state) {
    static const char by_owner[] = "\n## Votes\n| reviewer | vote |\n|---|---|\n| li.wei | go |\n";
    char text[512];
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_file(&f, "deal.md", "---\nstage: lead\nowner: li.wei\nteam: [chen.yu]\n---\n");
    snprintf(text, sizeof text, "---\ngate: bid\ndecision: go\n---\n%s", by_owner);
    decide(&f, &r, text);
    fx_must(&r, "bid-1.md", 3, "review-decided", PS_WARN, "decided go, yet reviewers: the only one is the owner; the team has 2 members");
    snprintf(text, sizeof text, "---\ngate: bid\ndecision: go\nself_review: true\n---\n%s", by_owner);
    decide(&f, &r, text); /* held when the team was one person */
    assert_int_equal(fx_count(&r, "review-decided"), 0);
    fx_diag_end(&f, &r);
}

static void evidence_must_exist(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_note(&f, PS_K_PERSON, "chen-gang", "# Chen\n- [x] x ^met\n");
    fx_file(&f, "deal.md", "---\nstage: lead\n---\n");
    fx_file(&f, "log.md", "## 2026-11-11 14:25 visit\ntext ^said\n");
    fx_file(&f, "reviews/qualify-1.md",
            "---\ngate: qualify\n---\n## Criteria\n"
            "- [x] a [evidence:: [[log#2026-11-11]], [[log^said]]] ^crit-real\n" /* 5 */
            "- [x] b [evidence:: [[log#2026-10-10]]] ^crit-fit\n"
            "- [x] c [evidence:: [[log^unsaid]]] ^crit-budget\n"
            "- [x] d [evidence:: [[nothing]]] ^crit-chance\n"
            "- [x] e [evidence:: files/offer.pdf] ^e\n" /* 9 */
            "- [x] f [evidence:: [the offer](files/gone.pdf)] ^f\n"
            "- [x] g [evidence:: files/far.pdf] ^g\n"
            "- [x] h [evidence:: https://example.org/a/b] ^h\n"
            "- [x] i [evidence:: [[people/chen-gang^met]]] ^i\n" /* 13 */
            "- [x] j [evidence:: said on the phone and/or by mail] ^j\n"
            "- [x] k [evidence:: tools/repo@4f1c2ab] ^k\n");
    memset(&r, 0, sizeof r);
    fx_read(&f);
    assert_int_equal(ps_diag_deal(&r.list, &r.arena, f.deal, &f.world, fx_there, PS_EN, &f.err), 0);
    assert_int_equal(fx_count(&r, "target-missing"), 5);
    const ps_diag *d = fx_must(&r, "qualify-1.md", 6, "target-missing", PS_WARN, "no heading '2026-10-10' in 'log'");
    assert_int_equal(d->col, 20);
    fx_must(&r, "qualify-1.md", 7, "target-missing", PS_WARN, "no ^unsaid in 'log'");
    fx_must(&r, "qualify-1.md", 8, "target-missing", PS_WARN, "evidence 'nothing' does not exist");
    fx_must(&r, "qualify-1.md", 10, "target-missing", PS_WARN, "evidence 'files/gone.pdf' does not exist");
    fx_must(&r, "qualify-1.md", 11, "target-missing", PS_HINT, "evidence 'files/far.pdf' is not on this machine (git ignores it)");
    fx_diag_end(&f, &r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reviews_are_checked),
        cmocka_unit_test(a_decision_is_held_against_its_own_review),
        cmocka_unit_test(a_review_by_the_owner_alone_is_a_warning),
        cmocka_unit_test(evidence_must_exist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
