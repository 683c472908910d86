#include "deal_fixture.h"

#include "rates.h"
#include "weigh.h"

#define ONE PS_MONEY_ONE
#define PROCESS \
    "---\npursuit: process\nname: x\nlanguage: en\ncurrency: EUR\ntimezone: +01:00\n---\n" \
    "## Stages\n| id | stage | probability | share | stalls |\n|---|---|---|---|---|\n" \
    "| lead | Lead | 10 | 10 | 30 |\n| talk | Talk | 25 | 20 | 45 |\n| offer | Offer | 50 | 70 | 30 |\n\n" \
    "## Activities\n### lead\n- [ ] x ^x\n\n" \
    "## Cost categories\n| id | category | to required |\n|---|---|---|\n| travel | Travel | |\n| gift | Gifts | yes |\n| meal | Meals | " \
    "no |\n\n" \
    "## Habits\n| id | habit |\n|---|---|\n| idle | Idle |\n\n" \
    "## Habit thresholds\n| habit | key | value | meaning |\n|---|---|---|---|\n| spend | ceiling | 110 | |\n" \
    "| spend | ceiling-talk | 150 | |\n| spend | near | 90 | |\n\n" \
    "## Currencies\n| currency | rate |\n|---|---|\n| CNY | 0.125 |\n\n" \
    "## Limits\n| what | per | amount |\n|---|---|---|\n| gift | person-year | 50 |\n| meal | person-year | 250 |\n"
#define HEAD "## Ledger\n| date | stage | category | amount | by | to | note |\n|---|---|---|---|---|---|---|\n"

static ps_deal *deal(fx *f, const char *front, const char *rows) {
    fx_file(f, "deal.md",
            ps_arena_fmt(&f->arena, "---\nstage: talk\nstatus: open\nopened: 2026-09-01\n%s---\n%s", front,
                         "## Stage history\n| date | from | to |\n|---|---|---|\n| 2026-10-01 | lead | talk |\n")
                .p);
    fx_file(f, "costs.md", ps_arena_fmt(&f->arena, HEAD "%s", rows).p);
    return fx_read(f);
}

static bool has(const ps_weighing *x, ps_weigh_kind kind) {
    for (size_t i = 0; i < x->warnings.n; i++) {
        if (x->warnings.v[i].kind == kind) {
            return true;
        }
    }
    return false;
}

static ps_date day(const char *s) {
    ps_date d;
    return ps_date_parse(ps_str_of(s), &d) ? d : PS_DATE_NONE;
}

static ps_weighing weigh(fx *f, const ps_deal *d, int stage, const char *category, const char *to, int amount, const ps_gifts *gifts) {
    ps_weighing x;
    ps_expense e = {.pstage = stage,
                    .category = ps_str_of(category),
                    .to = ps_str_of(to),
                    .amount = amount < 0 ? PS_MONEY_NONE : amount * ONE,
                    .date = day("2026-11-23")};
    assert_int_equal(ps_weigh(&x, &f->arena, d, &e, gifts), 0);
    return x;
}

static void an_amount_is_held_against_stage_ceiling_and_deal(void **state) {
    fx f;
    ps_gifts none = {0};
    fx_begin(&f, PROCESS, "2026-11-23");
    const ps_deal *d = deal(&f, "budget: 1000\nvalue: 100000\n", "| 2026-10-02 | talk | travel | 100 | | | |\n");
    ps_weighing x = weigh(&f, d, 1, "travel", "", 50, &none); /* 150 of 200 */
    assert_int_equal(x.before.stages[1].spent, 100 * ONE);
    assert_int_equal(x.after.stages[1].spent, 150 * ONE);
    assert_int_equal(x.warnings.n, 0);
    x = weigh(&f, d, 1, "travel", "", 80, &none); /* 180 of 200: 90 % */
    assert_true(has(&x, PS_WEIGH_STAGE_NEAR));
    assert_int_equal(x.warnings.n, 1);
    x = weigh(&f, d, 1, "travel", "", 101, &none);
    assert_true(has(&x, PS_WEIGH_STAGE));
    assert_false(has(&x, PS_WEIGH_CEILING));
    x = weigh(&f, d, 1, "travel", "", 200, &none); /* 300 of 200: 150 %, the stage's own ceiling */
    assert_true(has(&x, PS_WEIGH_STAGE));
    x = weigh(&f, d, 1, "travel", "", 201, &none);
    assert_true(has(&x, PS_WEIGH_CEILING));
    x = weigh(&f, d, 0, "travel", "", 111, &none); /* lead: 111 of 100, its ceiling is 110 */
    assert_true(has(&x, PS_WEIGH_CEILING));
    x = weigh(&f, d, 2, "travel", "", 901, &none);
    assert_true(has(&x, PS_WEIGH_DEAL)); /* 1001 of 1000 */
    x = weigh(&f, d, 2, "travel", "", 276, &none);
    assert_true(has(&x, PS_WEIGH_AHEAD)); /* 376 of 1000, where 300 are allowed by now and a quarter more are let pass */
    x = weigh(&f, d, 2, "travel", "", 275, &none);
    assert_false(has(&x, PS_WEIGH_AHEAD));
    x = weigh(&f, d, 1, "travel", "", -1, &none); /* nothing said yet */
    assert_int_equal(x.amount, 0);
    assert_int_equal(x.after.spent, 100 * ONE);
    fx_end(&f);
}

static void more_to_spend_than_to_earn_is_said(void **state) {
    fx f;
    ps_gifts none = {0};
    ps_warnings standing = {0};
    fx_begin(&f, PROCESS, "2026-11-23");
    const ps_deal *d = deal(&f, "budget: 1000\nvalue: 10000\nmargin: 2400\n", "");
    /* now: 0 spent, 200 left in talk, 700 × 25 / 50 = 350 in offer: 550; margin 2400 × 25 % = 600 */
    ps_weighing x = weigh(&f, d, 0, "travel", "", 50, &none);
    assert_int_equal(x.before.expected, 550 * ONE);
    assert_int_equal(x.after.expected, 600 * ONE);
    assert_false(has(&x, PS_WEIGH_DEAR));
    x = weigh(&f, d, 0, "travel", "", 51, &none);
    assert_true(has(&x, PS_WEIGH_DEAR));
    assert_int_equal(ps_weigh_standing(&standing, &f.arena, d), 0);
    assert_int_equal(standing.n, 0);
    fx_end(&f);
}

static void the_spend_runs_beside_the_process_s_shares(void **state) {
    fx f;
    ps_spend s;
    ps_curve c = {0};
    fx_begin(&f, PROCESS, "2026-11-23");
    const ps_deal *d = deal(&f, "budget: 1000\n",
                            "| 2026-10-05 | talk | travel | 150 | | | |\n| 2026-09-10 | lead | travel | 80 | | | |\n"
                            "| 2026-10-05 | talk | travel | 20.5 | | | |\n| soon | talk | travel | 10 | | | |\n");
    ps_spend_of(&s, d);
    assert_int_equal(s.stages[0].ran, 800);
    assert_int_equal(s.stages[0].allowed, 1000);
    assert_int_equal(s.stages[1].ran, 2605);
    assert_int_equal(s.stages[1].allowed, 3000);
    assert_int_equal(s.stages[2].allowed, 10000);
    assert_false(s.ahead);
    assert_int_equal(ps_spend_curve(&c, &f.arena, d, day("2026-11-23")), 0);
    assert_int_equal(c.n, 5); /* opened, 09-10, 10-01, 10-05, today */
    assert_int_equal(c.v[0].spent, 0);
    assert_int_equal(c.v[0].allowed, 1000);
    assert_int_equal(c.v[1].spent, 80 * ONE);
    assert_int_equal(c.v[2].allowed, 3000);
    assert_int_equal(c.v[2].spent, 80 * ONE);
    assert_int_equal(c.v[3].spent, 2505000);
    assert_int_equal(c.v[3].ran, 2505);
    assert_int_equal(c.v[4].spent, 2605000); /* with what has no day */
    assert_int_equal(c.v[4].stage, 1);
    fx_end(&f);
}

static void without_a_budget_there_is_a_curve_but_no_share(void **state) {
    fx f;
    ps_curve c = {0};
    ps_gifts none = {0};
    fx_begin(&f, PROCESS, "2026-11-23");
    const ps_deal *d = deal(&f, "", "| 2026-10-05 | talk | travel | 150 | | | |\n");
    ps_weighing x = weigh(&f, d, 1, "travel", "", 99999, &none);
    assert_int_equal(x.warnings.n, 0);
    assert_int_equal(x.after.stages[1].ran, -1);
    assert_int_equal(ps_spend_curve(&c, &f.arena, d, day("2026-11-23")), 0);
    assert_int_equal(c.v[c.n - 1].ran, -1);
    assert_int_equal(c.v[c.n - 1].spent, 150 * ONE);
    fx_end(&f);
}

/* ---- people ---- */

static ps_gifts gifts_of(fx *f, const ps_deal *d) {
    ps_gifts g = {0};
    assert_int_equal(ps_gifts_of_deal(&g, &f->arena, d), 0);
    return g;
}

static const ps_gift_sum *sum_of(const ps_gift_sums *s, const char *person, const char *category, int year) {
    for (size_t i = 0; i < s->n; i++) {
        if (ps_str_eq(s->v[i].person, ps_str_of(person)) && ps_str_eq(s->v[i].category, ps_str_of(category)) && s->v[i].year == year) {
            return &s->v[i];
        }
    }
    fail_msg("no sum of %s %s %d", person, category, year);
    return NULL;
}

static void what_people_received_is_summed_by_person_year_and_category(void **state) {
    fx f;
    ps_gift_sums sums = {0};
    fx_begin(&f, PROCESS, "2026-11-23");
    const ps_deal *d = deal(&f, "currency: CNY\n",
                            "| 2026-10-02 | talk | gift | 240 | | liu.min | tea |\n"          /* 30 EUR */
                            "| 2025-12-31 | lead | gift | 400 | | liu.min | |\n"              /* 50: the year before */
                            "| 2026-10-03 | talk | gift | 240 | | [[liu.min]] | |\n"          /* 60: past the limit */
                            "| 2026-10-03 | talk | meal | 1000 | | wang, liu.min, zhao | |\n" /* 333.3334, 333.3333, 333.3333 */
                            "| 2026-10-04 | talk | gift | 80 | | | |\n"                       /* names nobody */
                            "| 2026-10-04 | talk | gift | many | | liu.min | |\n"
                            "| 2026-10-05 | talk | travel | 80 | | liu.min | |\n");
    ps_gifts g = gifts_of(&f, d);
    assert_int_equal(g.n, 8);
    assert_int_equal(ps_gifts_sum(&sums, &f.arena, d->process, &g), 0);
    const ps_gift_sum *s = sum_of(&sums, "liu.min", "gift", 2026);
    assert_int_equal(s->sum, 60 * ONE);
    assert_int_equal(s->limit, 50 * ONE);
    assert_int_equal(s->n, 3);
    assert_int_equal(s->unrated, 1);
    assert_true(s->over);
    assert_false(g.v[s->first].passes);
    assert_true(g.v[s->first + 1].passes);
    assert_int_equal(g.v[s->first + 1].run, 60 * ONE);
    s = sum_of(&sums, "liu.min", "gift", 2025);
    assert_int_equal(s->sum, 50 * ONE);
    assert_false(s->over); /* the limit itself is fine */
    assert_true(s->near);
    assert_int_equal(sum_of(&sums, "wang", "meal", 2026)->sum, 416667); /* 333.3334 × 0.125 = 41.666675 */
    assert_int_equal(sum_of(&sums, "zhao", "meal", 2026)->sum, 416667); /* 333.3333 × 0.125 = 41.6666625 */
    s = sum_of(&sums, "", "gift", 2026);
    assert_false(s->over);
    fx_end(&f);
}

static void parts_of_an_amount_are_the_whole(void **state) {
    ps_money sum = 0;
    for (int i = 0; i < 7; i++) {
        sum += ps_gift_part(-100003, i, 7);
    }
    assert_int_equal(sum, -100003);
    assert_int_equal(ps_gift_part(PS_MONEY_NONE, 0, 3), PS_MONEY_NONE);
}

static void a_limit_is_told_before_the_next_entry(void **state) {
    fx f;
    fx_begin(&f, PROCESS, "2026-11-23");
    const ps_deal *d = deal(&f, "budget: 100000\n", "| 2026-10-02 | talk | gift | 35 | | liu.min | |\n");
    ps_gifts g = gifts_of(&f, d);
    ps_weighing x = weigh(&f, d, 1, "gift", "liu.min", -1, &g);
    assert_int_equal(x.effects[0].used, 35 * ONE);
    assert_int_equal(x.effects[0].after, 35 * ONE);
    assert_int_equal(x.warnings.n, 0);
    x = weigh(&f, d, 1, "gift", "liu.min", 15, &g);
    assert_true(has(&x, PS_WEIGH_LIMIT_NEAR));            /* 50 of 50 */
    x = weigh(&f, d, 1, "gift", "liu.min, wang", 32, &g); /* 16 each */
    assert_int_equal(x.n_effects, 2);
    assert_true(x.effects[0].over);
    assert_false(x.effects[1].over);
    assert_true(has(&x, PS_WEIGH_LIMIT));
    x = weigh(&f, d, 1, "gift", "", 1, &g);
    assert_true(x.asks);
    assert_true(has(&x, PS_WEIGH_NOBODY));
    x = weigh(&f, d, 1, "meal", "", 1, &g);
    assert_false(has(&x, PS_WEIGH_NOBODY));
    d = deal(&f, "currency: JPY\n", "");
    g = gifts_of(&f, d);
    x = weigh(&f, d, 1, "gift", "liu.min", 15, &g);
    assert_true(has(&x, PS_WEIGH_UNRATED));
    fx_end(&f);
}

static void a_gift_keeps_as_one_text(void **state) {
    fx f;
    ps_gift back;
    fx_begin(&f, PROCESS, "2026-11-23");
    const ps_deal *d = deal(&f, "", "| 2026-10-02 | talk | gift | -3.5 | li.wei | liu.min | red \x1f tea |\n");
    ps_gifts g = gifts_of(&f, d);
    ps_str packed = ps_gift_pack(&f.arena, &g.v[0]);
    assert_true(ps_gift_unpack(packed, &back));
    assert_int_equal(back.date, g.v[0].date);
    assert_int_equal(back.amount, -35000);
    assert_int_equal(back.line, g.v[0].line);
    assert_true(ps_str_eq(back.person, PS_S("liu.min")));
    assert_true(ps_str_eq(back.by, PS_S("li.wei")));
    assert_true(ps_str_eq(back.file, PS_S("costs.md")));
    assert_true(ps_str_eq(back.note, g.v[0].note));
    assert_false(ps_gift_unpack(PS_S("1\x1f"
                                     "2"),
                                &back));
    fx_end(&f);
}

static void warnings_are_said_in_both_languages(void **state) {
    fx f;
    ps_buf b = {0};
    ps_gifts none = {0};
    fx_begin(&f, PROCESS, "2026-11-23");
    const ps_deal *d = deal(&f, "budget: 1000\n", "");
    ps_weighing x = weigh(&f, d, 1, "travel", "", 250, &none);
    ps_weigh_text(&b, PS_EN, d->process, &x.warnings.v[0], PS_S(""));
    assert_true(ps_str_eq(ps_buf_str(&b), PS_S("Talk: 250 of 200 spent, 50 over the stage's budget")));
    ps_buf_free(&b);
    b = (ps_buf){0};
    x = weigh(&f, d, 1, "gift", "liu.min", 60, &none);
    ps_weigh_text(&b, PS_ZH, d->process, &x.warnings.v[x.warnings.n - 1], PS_S("刘敏"));
    assert_true(ps_str_eq(ps_buf_str(&b), PS_S("刘敏 2026 年Gifts：60，超过限额 50 EUR")));
    ps_buf_free(&b);
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_amount_is_held_against_stage_ceiling_and_deal),
        cmocka_unit_test(more_to_spend_than_to_earn_is_said),
        cmocka_unit_test(the_spend_runs_beside_the_process_s_shares),
        cmocka_unit_test(without_a_budget_there_is_a_curve_but_no_share),
        cmocka_unit_test(what_people_received_is_summed_by_person_year_and_category),
        cmocka_unit_test(parts_of_an_amount_are_the_whole),
        cmocka_unit_test(a_limit_is_told_before_the_next_entry),
        cmocka_unit_test(a_gift_keeps_as_one_text),
        cmocka_unit_test(warnings_are_said_in_both_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
