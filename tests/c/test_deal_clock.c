/* When a deal stalls, and how long the answer holds. */
#include "deal_fixture.h"

static bool stalled(fx *f, const char *today, const char *changed, const char *since) {
    ps_date clock = PS_DATE_NONE;
    fx_today(f, today);
    bool is = ps_deal_stalled(f->deal, &f->world, changed ? fx_day(changed) : PS_DATE_NONE, &clock);
    assert_int_equal(clock, since ? fx_day(since) : PS_DATE_NONE);
    return is;
}

static void a_deal_stalls_without_change_or_contact(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\nstage: lead\nopened: 2026-10-01\n---\n");
    fx_read(&f);
    assert_false(stalled(&f, "2026-10-31", NULL, "2026-10-01")); /* 30 days are allowed */
    assert_true(stalled(&f, "2026-11-01", NULL, "2026-10-01"));
    assert_false(stalled(&f, "2026-11-01", "2026-10-15", "2026-10-15"));
    assert_false(stalled(&f, "2026-11-01", "2026-12-15", "2026-11-01")); /* a skewed clock */
    fx_file(&f, "log.md", "## 2026-10-20 09:00 call\n");
    fx_read(&f);
    assert_false(stalled(&f, "2026-11-19", "2026-10-15", "2026-10-20"));
    assert_true(stalled(&f, "2026-11-20", "2026-10-15", "2026-10-20"));
    fx_file(&f, "log.md", "## 2026-10-20 09:00 call\n## 2027-01-15 fair\n"); /* an appointment is no contact yet */
    fx_read(&f);
    assert_true(stalled(&f, "2026-11-20", "2026-10-15", "2026-10-20"));
    fx_file(&f, "0-lead.md", "- [x] need [done:: 2026-11-05] ^need\n");
    fx_read(&f);
    assert_false(stalled(&f, "2026-11-20", NULL, "2026-11-05"));
    fx_end(&f);
}

/* The clock as it was on one day answers for every day until the deal turns. */
static void a_deal_lasts_until_a_day_turns_it(void **state) {
    fx f;
    ps_lasting lasting;
    ps_clock clock;
    ps_date since;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\nstage: lead\nopened: 2026-10-01\naccount: acme\n---\n- [ ] call [due:: 2026-11-25]\n");
    fx_file(&f, "log.md", "## 2026-10-20 09:00 call\n## 2027-01-15 fair\n");
    fx_note(&f, PS_K_ACCOUNT, "acme", "- [x] card [done:: 2026-06-01] ^customer-card\n");
    fx_read(&f);
    ps_deal_lasting(&lasting, f.deal, &f.world);
    assert_int_equal(lasting.from, fx_day("2026-10-20"));
    assert_int_equal(lasting.until, fx_day("2027-01-15")); /* the fair comes before the card is a year old */
    ps_deal_clock(&clock, f.deal, &f.world);
    assert_int_equal(clock.contact, fx_day("2026-10-20"));
    assert_int_equal(clock.due, fx_day("2026-11-25"));
    assert_false(ps_clock_stalled(&clock, PS_DATE_NONE, fx_day("2026-11-25"), &since));
    assert_true(ps_clock_stalled(&clock, PS_DATE_NONE, fx_day("2026-11-26"), &since));
    assert_int_equal(since, fx_day("2026-10-20"));
    fx_today(&f, "2027-02-01");
    fx_read(&f);
    ps_deal_lasting(&lasting, f.deal, &f.world);
    assert_int_equal(lasting.from, fx_day("2027-01-15"));
    assert_int_equal(lasting.until, fx_day("2027-06-02")); /* the card counts for 365 days */
    fx_end(&f);
}

static void a_deal_with_something_ahead_does_not_stall(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\nstage: lead\nopened: 2026-01-01\n---\n- [ ] call [due:: 2026-06-01]\n");
    fx_read(&f);
    assert_false(stalled(&f, "2026-06-01", NULL, "2026-01-01"));
    assert_true(stalled(&f, "2026-06-02", NULL, "2026-01-01"));
    fx_file(&f, "deal.md", "---\nstage: lead\nopened: 2026-01-01\nstatus: paused\n---\n");
    fx_read(&f);
    assert_false(stalled(&f, "2026-06-02", NULL, "2026-01-01"));
    fx_file(&f, "deal.md", "---\nstage: lead\n---\n");
    fx_read(&f);
    assert_false(stalled(&f, "2026-06-02", NULL, NULL)); /* nothing ever set the clock */
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_deal_stalls_without_change_or_contact),
        cmocka_unit_test(a_deal_lasts_until_a_day_turns_it),
        cmocka_unit_test(a_deal_with_something_ahead_does_not_stall),
    };
    return cmocka_run_group_tests_name("deal_clock", tests, NULL, NULL);
}
