#include "deal_fixture.h"

#include "payments.h"

#define ONE PS_MONEY_ONE
#define HEAD "\n## Payments\n| milestone | due | amount | invoiced | paid |\n|---|---|---|---|---|\n"

static ps_date day(const char *s) {
    ps_date d;
    return ps_date_parse(ps_str_of(s), &d) ? d : PS_DATE_NONE;
}

static ps_payments payments(fx *f, const char *rows) {
    ps_payments p = {0};
    fx_file(f, "deal.md", ps_arena_fmt(&f->arena, "---\nstage: order\nstatus: won\n---\n" HEAD "%s", rows).p);
    assert_int_equal(ps_payments_of_deal(&p, &f->arena, fx_read(f)), 0);
    return p;
}

static ps_pay_state state_on(const fx *f, const ps_payment *p, const char *today) {
    return ps_payment_state(p, f->process, day(today));
}

static void a_row_says_how_far_it_has_come(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_payments p = payments(&f, "| advance | 2026-10-01 | 300 | 2026-09-20 | 2026-10-05 |\n"
                                 "| delivery | 2026-11-22 | 500 | 2026-11-01 | |\n"
                                 "| acceptance | 2026-12-20 | 100 | 2026-11-20 | |\n"
                                 "| hand-over | 2026-12-23 | 50 | | |\n"
                                 "| retention | 2026-12-24 | 50 | no | - |\n"
                                 "| rest | soon | 10 | | |\n");
    assert_int_equal(p.n, 6);
    assert_int_equal(state_on(&f, &p.v[0], "2026-11-23"), PS_PAY_PAID);
    assert_int_equal(p.v[0].paid, 300 * ONE);
    assert_int_equal(state_on(&f, &p.v[1], "2026-11-23"), PS_PAY_OVERDUE);
    assert_int_equal(state_on(&f, &p.v[1], "2026-11-22"), PS_PAY_INVOICED); /* the day itself is not late */
    assert_int_equal(state_on(&f, &p.v[2], "2026-11-23"), PS_PAY_INVOICED);
    assert_int_equal(state_on(&f, &p.v[3], "2026-11-23"), PS_PAY_DUE); /* in thirty days */
    assert_int_equal(state_on(&f, &p.v[4], "2026-11-23"), PS_PAY_LATER);
    assert_int_equal(state_on(&f, &p.v[5], "2026-11-23"), PS_PAY_LATER);
    assert_int_equal(p.v[5].due, PS_DATE_NONE);
    assert_false(p.v[4].invoiced);
    fx_end(&f);
}

static void what_is_paid_in_parts_leaves_a_rest(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_payments p = payments(&f, "| a | 2026-10-01 | 300 | yes | 120.5 |\n| b | 2026-10-01 | 300 | yes | 310 |\n"
                                 "| c | 2026-10-01 | many | yes | yes |\n| d | 2026-10-01 | 300 | yes | 已到账 |\n");
    assert_int_equal(state_on(&f, &p.v[0], "2026-11-23"), PS_PAY_OVERDUE);
    assert_int_equal(ps_payment_rest(&p.v[0]), 1795000);
    assert_int_equal(state_on(&f, &p.v[1], "2026-11-23"), PS_PAY_PAID);
    assert_int_equal(ps_payment_rest(&p.v[1]), 0);
    assert_int_equal(ps_payment_rest(&p.v[2]), PS_MONEY_NONE);
    assert_int_equal(state_on(&f, &p.v[3], "2026-11-23"), PS_PAY_PAID);
    fx_end(&f);
}

static void cells_hold_a_day_an_amount_yes_or_no(void **state) {
    static const struct {
        const char *cell;
        bool good, yes;
    } cases[] = {{"", true, false},   {"2026-11-01", true, true}, {"120", true, true},    {"yes", true, true},         {"x", true, true},
                 {"no", true, false}, {"未到账", true, false},    {"soon", false, false}, {"2026-13-01", false, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ps_date d;
        ps_money m;
        bool yes;
        assert_int_equal(ps_payment_cell(ps_str_of(cases[i].cell), &yes, &d, &m), cases[i].good);
        assert_int_equal(yes, cases[i].yes);
    }
}

static void a_payment_keeps_as_one_text(void **state) {
    fx f;
    ps_payment back;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_payments p = payments(&f, "| a \x1f b | 2026-10-01 | 300 | 2026-09-20 | 120.5 |\n");
    assert_true(ps_payment_unpack(ps_payment_pack(&f.arena, &p.v[0]), &back));
    assert_true(ps_str_eq(back.milestone, p.v[0].milestone));
    assert_int_equal(back.due, p.v[0].due);
    assert_int_equal(back.amount, p.v[0].amount);
    assert_int_equal(back.paid, 1205000);
    assert_int_equal(back.invoiced_on, day("2026-09-20"));
    assert_int_equal(back.paid_on, PS_DATE_NONE);
    assert_true(back.invoiced);
    assert_int_equal(back.line, p.v[0].line);
    assert_false(ps_payment_unpack(PS_S("1"), &back));
    fx_end(&f);
}

static void states_have_ids(void **state) {
    ps_pay_state s;
    for (int i = 0; i < PS_PAY_COUNT; i++) {
        assert_true(ps_pay_state_parse(ps_pay_state_id((ps_pay_state)i), &s));
        assert_int_equal(s, i);
    }
    assert_false(ps_pay_state_parse(PS_S("open"), &s));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_says_how_far_it_has_come),
        cmocka_unit_test(what_is_paid_in_parts_leaves_a_rest),
        cmocka_unit_test(cells_hold_a_day_an_amount_yes_or_no),
        cmocka_unit_test(a_payment_keeps_as_one_text),
        cmocka_unit_test(states_have_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
