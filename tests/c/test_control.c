#include "diag_fixture.h"

#include "control.h"

#define CONTROL "## Control plan\n| watched | owner | every | next |\n|---|---|---|---|\n"

static ps_controls controls(fx *f, const char *body) {
    ps_controls c = {0};
    fx_file(f, "deal.md", "---\nstage: talk\nowner: li.wei\n---\n");
    fx_file(f, "2-offer.md", body);
    assert_int_equal(ps_controls_read(&c, &f->arena, fx_read(f), &f->err), 0);
    return c;
}

static void rows_say_what_how_often_and_when(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_controls c =
        controls(&f, CONTROL "| Spend | li.wei, zhao.min | 2 weeks | 2026-11-27 |\n| | | | |\n| Stance | li.wei | often | 2026-11-27 |\n"
                             "| Price | li.wei | 1m | soon |\n| Risk | | monthly | 2026-11-27 |\n");
    assert_int_equal(c.n, 4);
    fx_assert_str(c.v[0].owner, "li.wei, zhao.min");
    assert_int_equal(c.v[0].span.days, 14);
    assert_int_equal(c.v[0].next, fx_day("2026-11-27"));
    assert_int_equal(c.v[0].line, 4);
    static const ps_control_fault faults[] = {PS_CONTROL_FINE, PS_CONTROL_NO_SPAN, PS_CONTROL_NO_DAY, PS_CONTROL_NO_OWNER};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(c.v[i].fault, faults[i]);
    }
    assert_int_equal(controls(&f, "## Something else\n").n, 0);
    fx_end(&f);
}

static void chinese_tables_are_read(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_ZH, "2026-11-23");
    ps_controls c =
        controls(&f, "## 控制计划\n| 监控内容 | 负责人 | 频次 | 下次 |\n|---|---|---|---|\n| 费用 | 李伟 | 每两周 | 2026-11-27 |\n");
    assert_int_equal(c.n, 1);
    assert_int_equal(c.v[0].span.days, 14);
    assert_int_equal(c.v[0].fault, PS_CONTROL_FINE);
    fx_end(&f);
}

static ps_date after(const char *next, int months, int days, const char *today) {
    return ps_control_after(fx_day(next), (ps_span){months, days}, fx_day(today));
}

static void it_comes_again_after_today_in_its_steps(void **state) {
    assert_int_equal(after("2026-11-20", 0, 7, "2026-11-20"), fx_day("2026-11-27"));
    assert_int_equal(after("2026-11-20", 0, 7, "2026-11-18"), fx_day("2026-11-27")); /* ahead of its day: that one is done with */
    assert_int_equal(after("2026-11-20", 0, 7, "2026-11-27"), fx_day("2026-12-04"));
    assert_int_equal(after("2026-01-31", 1, 0, "2026-02-10"), fx_day("2026-02-28"));
    assert_int_equal(after("2026-01-31", 1, 0, "2026-03-01"), fx_day("2026-03-31")); /* months count from the first day */
    assert_int_equal(after("1926-01-31", 1, 0, "2026-03-01"), fx_day("2026-03-31"));
    assert_int_equal(after("2026-01-31", 0, 0, "2026-03-01"), PS_DATE_NONE);
    assert_int_equal(ps_control_after(PS_DATE_NONE, (ps_span){0, 7}, 0), PS_DATE_NONE);
}

static void what_a_row_lacks_is_told_on_its_line(void **state) {
    fx f;
    fx_found r = {0};
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\nstage: lead\n---\n" CONTROL "| Stance | li.wei | often | 2026-11-27 |\n| Risk | | 1w | 2026-11-27 |\n");
    fx_look(&r, &f, PS_EN);
    fx_must(&r, "deal.md", 7, "plan", PS_WARN, "how often? Write 'every' as 1w, 2 weeks, monthly");
    fx_must(&r, "deal.md", 8, "plan", PS_HINT, "nobody watches this: name an owner");
    fx_look(&r, &f, PS_ZH);
    assert_non_null(fx_seek(&r, "deal.md", 8, "plan", "无人负责检查：请填写负责人"));
    ps_arena_free(&r.arena);
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_say_what_how_often_and_when),
        cmocka_unit_test(chinese_tables_are_read),
        cmocka_unit_test(it_comes_again_after_today_in_its_steps),
        cmocka_unit_test(what_a_row_lacks_is_told_on_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
