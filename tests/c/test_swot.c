#include "deal_fixture.h"

#include "needs.h"
#include "swot.h"

/* What was found, and what the strategy makes of it. */
#define FRONT "---\ntitle: Acme\nstage: concept\n---\n"
#define SWOT "\n## SWOT\n| id | kind | finding | answer |\n|---|---|---|---|\n"
#define CONCEPT \
    "# Concept\n## Needs\n- [x] Product analysis ^self-product\n  - Runs for ten years without a stop.\n" \
    "- [ ] Is it in the customer's budget and plan? ^need-budget\n"

static ps_process *builtin(fx *f) {
    static char process[1 << 17];
    ps_str note = ps_process_builtin(PS_EN);
    assert_true(note.n < sizeof process);
    snprintf(process, sizeof process, "%.*s", PS_FMT(note));
    fx_begin(f, process, "2026-11-23");
    return f->process;
}

static ps_swot read(fx *f, const char *planning) {
    ps_swot o;
    fx_file(f, "deal.md", FRONT);
    fx_file(f, "1-concept.md", CONCEPT);
    fx_file(f, "2-planning.md", planning);
    assert_int_equal(ps_swot_read(&o, &f->arena, fx_read(f), &f->world, &f->err), 0);
    return o;
}

/* "S1:unanswered T9:no-kind+lost" of those with a flaw. */
static const char *flaws(fx *f, const ps_swot *o) {
    ps_str s = PS_S("");
    for (size_t i = 0; i < o->n; i++) {
        const char *between = ":";
        for (int k = 0; k < PS_SWOT_FLAW_COUNT; k++) {
            if (o->entries[i].flawed[k]) {
                ps_str name = between[0] == ':' ? o->entries[i].id : PS_S("");
                s = ps_arena_fmt(&f->arena, "%.*s%s%.*s%s%.*s", PS_FMT(s), between[0] == ':' && s.n ? " " : "", PS_FMT(name), between,
                                 PS_FMT(ps_swot_flaw_id((ps_swot_flaw_kind)k)));
                between = "+";
            }
        }
    }
    return ps_arena_dup(&f->arena, s).p;
}

static void an_entry_points_at_its_finding_and_is_answered(void **state) {
    fx f;
    builtin(&f);
    ps_swot o = read(&f, "# Planning" SWOT "| S1 | S | Ten years without a stop [[1-concept#^self-product]] | show the reference site |\n"
                         "| w1 | w | No budget yet: [[1-concept#^need-budget|their budget]] | |\n");
    assert_int_equal(o.n, 2);
    fx_assert_str(o.entries[0].finding, "Ten years without a stop");
    fx_assert_str(o.entries[0].source, "self-product");
    fx_assert_str(o.entries[0].path, FX_FOLDER "/1-concept.md");
    assert_int_equal(o.entries[0].at, 3);
    fx_assert_str(o.entries[1].finding, "No budget yet: their budget");
    assert_int_equal(o.entries[1].at, 5);
    assert_int_equal(o.counts[0], 1);
    assert_int_equal(o.counts[1], 1);
    assert_string_equal(flaws(&f, &o), "w1:unanswered");
    assert_int_equal(o.unanswered, 1);
    fx_end(&f);
}

static void flaws_are_named(void **state) {
    fx f;
    builtin(&f);
    ps_swot o = read(&f, "# Planning" SWOT "| S1 | X | stable [[1-concept#^self-product]] | a |\n"
                         "| S2 | S | nobody wrote where | a |\n"
                         "| S2 | S | [[1-concept#^nowhere]] gone | a |\n"
                         "| O1 | O | | a |\n"
                         "| O2 | O | [[1-concept#Needs]] | a |\n"
                         "| T1 | T | [[elsewhere]] rivals | |\n");
    assert_string_equal(flaws(&f, &o), "S1:no-kind S2:no-finding S2:twice+lost O1:no-finding O2:no-finding T1:lost+unanswered");
    assert_int_equal(o.flaws, 6);
    fx_end(&f);
}

static void a_strategy_a_goal_or_a_task_that_names_an_entry_answers_it(void **state) {
    fx f;
    builtin(&f);
    const char *rows = SWOT "| S1 | S | a [[1-concept#^self-product]] | |\n| S10 | S | b [[1-concept#^self-product]] | |\n"
                            "| W1 | W | c [[1-concept#^self-product]] | |\n| T1 | T | d [[1-concept#^self-product]] | |\n"
                            "| T2 | T | e [[1-concept#^self-product]] | |\n";
    ps_swot o = read(&f, ps_arena_fmt(&f.arena,
                                      "# Planning\n- [x] Project strategy ^strategy-project\n  - Build on S10; wait for the rest\n"
                                      "\n- [ ] Strategy per layer ^strategy-layers\n  - technical: T1 by a trial\n\nOutside: T2\n%s"
                                      "\n## Plan\n| id | task | owner | start | end | state | after |\n|---|---|---|---|---|---|---|\n"
                                      "| 1 | Training against W1 | li.wei | | | | |\n| T2 | its own id | | | | | |\n",
                                      rows)
                             .p);
    assert_string_equal(flaws(&f, &o),
                        "S1:unanswered T2:unanswered"); /* S10 is no S1; what stands outside of the strategy answers nothing */
    fx_end(&f);
}

static void a_thousand_rows_are_read(void **state) {
    fx f;
    builtin(&f);
    ps_buf b = {0};
    ps_buf_put(&b, PS_S("# Planning" SWOT));
    for (int i = 0; i < 1000; i++) {
        ps_buf_fmt(&b, "| S%d | S | x [[1-concept#^self-product]] | y |\n", i / 2);
    }
    ps_swot o = read(&f, ps_arena_dup(&f.arena, ps_buf_str(&b)).p);
    ps_buf_free(&b);
    assert_int_equal(o.n, 1000);
    assert_int_equal(o.flaws, 500); /* every second one has the id of the one before */
    fx_end(&f);
}

/* ---- needs ---- */

static ps_needs needs(fx *f, const char *information, const char *concept) {
    ps_needs o;
    fx_file(f, "deal.md", FRONT);
    fx_file(f, "0-information.md", information);
    fx_file(f, "1-concept.md", concept);
    assert_int_equal(ps_needs_read(&o, &f->arena, fx_read(f), &f->err), 0);
    return o;
}

static void the_true_need_is_told_apart_from_what_was_asked_for(void **state) {
    fx f;
    builtin(&f);
    ps_needs o = needs(
        &f, "- [x] Customer need is described as first heard ^first-need\n  - A second 10G ring\n    by *summer*\n\n  > said Ms Qian\n",
        "- [x] The true need is told apart ^need-true\n  1. No outage at shift change\n- [ ] other\n  - below another one\n");
    fx_assert_str(o.asked, "A second 10G ring\nby *summer*\nsaid Ms Qian");
    fx_assert_str(o.true_need, "1. No outage at shift change");
    assert_true(o.apart);
    assert_false(o.unsaid);
    o = needs(&f, "- [x] Heard ^first-need\n  - No outage\n", "- [x] True ^need-true\n  - no outage\n");
    assert_false(o.apart); /* the same words */
    o = needs(&f, "- [x] Heard ^first-need\n  - A ring\n", "- [x] True [asked:: Two rings] ^need-true\n");
    fx_assert_str(o.asked, "Two rings");
    assert_true(o.unsaid);
    o = needs(&f, "", "- [ ] Problem ^need-problem\n\n  Cables are cut\n- [ ] True ^need-true\n");
    fx_assert_str(o.asked, "Cables are cut");
    assert_false(o.unsaid); /* not ticked off yet */
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_points_at_its_finding_and_is_answered),
        cmocka_unit_test(flaws_are_named),
        cmocka_unit_test(a_strategy_a_goal_or_a_task_that_names_an_entry_answers_it),
        cmocka_unit_test(a_thousand_rows_are_read),
        cmocka_unit_test(the_true_need_is_told_apart_from_what_was_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
