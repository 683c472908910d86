#include "deal_fixture.h"

#include "load.h"
#include "targets.h"

#define ONE PS_MONEY_ONE

static ps_date day(const char *s) {
    ps_date d;
    return ps_date_parse(ps_str_of(s), &d) ? d : PS_DATE_NONE;
}

static ps_targets targets(fx *f, const char *owner, const char *rows, ps_targets so_far) {
    ps_targets t = so_far;
    ps_note *note;
    const char *text = ps_arena_fmt(&f->arena, "---\nname: x\n---\n## Targets\n| period | amount | currency |\n|---|---|---|\n%s", rows).p;
    assert_int_equal(ps_note_parse(&note, ps_arena_dup(&f->arena, ps_str_of(text)), PS_EN, NULL), 0);
    assert_int_equal(ps_targets_read(&t, &f->arena, f->process, note, ps_str_of(owner)), 0);
    for (size_t i = 0; i < t.n; i++) { /* the note goes */
        t.v[i].period = ps_arena_dup(&f->arena, t.v[i].period);
        t.v[i].currency = ps_arena_dup(&f->arena, t.v[i].currency);
    }
    ps_note_free(note);
    return t;
}

static ps_forecast_deal open_deal(const char *id, const char *close, int value, int probability, ps_category category) {
    return (ps_forecast_deal){.id = ps_str_of(id),
                              .currency = PS_S("EUR"),
                              .value = value * ONE,
                              .probability = probability,
                              .category = category,
                              .manager = category,
                              .day = day(close),
                              .recurring = {.amount = PS_MONEY_NONE, .start = PS_DATE_NONE}};
}

static void periods_are_whole_months(void **state) {
    ps_date first, last;
    assert_true(ps_target_period(PS_S("2026-Q4"), &first, &last));
    assert_int_equal(first, day("2026-10-01"));
    assert_int_equal(last, day("2026-12-31"));
    assert_true(ps_target_period(PS_S("2026-02"), &first, &last));
    assert_int_equal(last, day("2026-02-28"));
    assert_true(ps_target_period(PS_S("2026"), &first, &last));
    assert_false(ps_target_period(PS_S("2026-12-31"), &first, &last));
    assert_false(ps_target_period(PS_S("2026-Q5"), &first, &last));
    assert_false(ps_target_period(PS_S("today"), &first, &last));
    assert_false(ps_target_period(PS_S(""), &first, &last));
}

static void the_gap_is_what_neither_is_booked_nor_committed(void **state) {
    fx f;
    ps_target_rows rows = {0}, all = {0};
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_targets t =
        targets(&f, "li.wei", "| 2026-Q4 | 1000 | |\n| 2026-Q3 | 1 | |\n| 2026-Q4 | 200 | EUR |\n| soon | 5 | |\n", (ps_targets){0});
    t = targets(&f, "zhao", "| 2026-Q4 | 500 | |\n| 2026 | 5000 | CNY |\n", t);
    assert_int_equal(t.n, 6);
    assert_int_equal(t.v[3].first, PS_DATE_NONE);
    ps_forecast_deal deals[] = {
        open_deal("a", "2026-12-31", 400, 90, PS_CATEGORY_COMMIT), open_deal("b", "2026-10-01", 100, 50, PS_CATEGORY_BEST),
        open_deal("c", "2027-01-01", 999, 90, PS_CATEGORY_COMMIT), open_deal("d", "2026-11-05", 300, 100, PS_CATEGORY_COMMIT),
        open_deal("e", "2026-11-05", 800, 90, PS_CATEGORY_COMMIT), open_deal("f", "2026-11-05", 70, 10, PS_CATEGORY_PIPELINE),
    };
    const ps_str owners[] = {PS_S("li.wei"), PS_S("li.wei"), PS_S("li.wei"), PS_S("li.wei"), PS_S("zhao"), PS_S("li.wei")};
    deals[3].booked = true;
    deals[5].currency = PS_S("CNY");
    assert_int_equal(ps_targets_hold(&rows, &f.arena, &t, day("2026-10-01"), deals, owners, 6, NULL), 0);
    assert_int_equal(rows.n, 3);
    const ps_target_row *r = &rows.v[0];
    assert_int_equal(r->target, 1200 * ONE); /* 1000 and 200 of the same quarter */
    assert_int_equal(r->booked, 300 * ONE);
    assert_int_equal(r->committed, 400 * ONE);
    assert_int_equal(r->best, 500 * ONE);
    assert_int_equal(r->weighted, 410 * ONE);
    assert_int_equal(r->gap, 500 * ONE);
    assert_int_equal(r->best_gap, 400 * ONE);
    assert_int_equal(r->apart.n, 1); /* 70 CNY are in no sum */
    assert_true(ps_str_eq(r->apart.v[0], PS_S("CNY")));
    assert_true(ps_str_eq(rows.v[1].period, PS_S("2026"))); /* the year before its quarters */
    assert_int_equal(rows.v[1].committed, 0);
    assert_int_equal(rows.v[2].gap, -300 * ONE); /* beyond it */
    assert_int_equal(ps_targets_together(&all, &f.arena, &rows, NULL), 0);
    assert_int_equal(all.n, 2);
    assert_int_equal(all.v[1].target, 1700 * ONE);
    assert_int_equal(all.v[1].gap, 200 * ONE);
    assert_int_equal(all.v[1].owner.n, 0);
    fx_end(&f);
}

static void instalments_count_where_they_fall(void **state) {
    fx f;
    ps_target_rows rows = {0};
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_targets t = targets(&f, "li.wei", "| 2026-Q4 | 1000 | |\n", (ps_targets){0});
    ps_forecast_deal d = open_deal("a", "2026-12-15", 1200, 90, PS_CATEGORY_COMMIT);
    d.recurring = (ps_recurring){.amount = 100 * ONE, .period = {.months = 1}, .count = 12, .start = day("2026-11-01")};
    const ps_str owner = PS_S("li.wei");
    assert_int_equal(ps_targets_hold(&rows, &f.arena, &t, day("2026-10-01"), &d, &owner, 1, NULL), 0);
    assert_int_equal(rows.v[0].committed, 200 * ONE); /* November and December */
    fx_end(&f);
}

static void deals_are_counted_by_owner_and_stage(void **state) {
    fx f;
    ps_loads l = {0};
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_str people[] = {PS_S("chen"), PS_S("zhao")};
    ps_strs members = {people, 2, 2};
    const ps_load_deal deals[] = {{PS_S("zhao"), 0, 100 * ONE, 3, true, false},
                                  {PS_S(""), 1, 5 * ONE, 1, false, true},
                                  {PS_S("zhao"), 2, PS_MONEY_NONE, 4, false, true},
                                  {PS_S("adam"), 0, 7 * ONE, 0, false, false},
                                  {PS_S("zhao"), -1, 1 * ONE, 0, false, false}};
    assert_int_equal(ps_load_make(&l, &f.arena, 3, deals, 5, &members), 0);
    assert_int_equal(l.n, 4); /* adam, chen, zhao, nobody */
    assert_int_equal(l.v[1].deals, 0);
    assert_true(ps_str_eq(l.v[2].owner, PS_S("zhao")));
    assert_int_equal(l.v[2].deals, 3);
    assert_int_equal(l.v[2].activities, 7);
    assert_int_equal(l.v[2].value, 101 * ONE);
    assert_int_equal(l.v[2].unvalued, 1);
    assert_int_equal(l.v[2].stalled, 1);
    assert_int_equal(l.v[2].idle, 1);
    assert_int_equal(l.v[2].stages[0].deals, 1);
    assert_int_equal(l.v[2].stages[2].deals, 1);
    assert_int_equal(l.v[3].owner.n, 0);
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_are_whole_months),
        cmocka_unit_test(the_gap_is_what_neither_is_booked_nor_committed),
        cmocka_unit_test(instalments_count_where_they_fall),
        cmocka_unit_test(deals_are_counted_by_owner_and_stage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
