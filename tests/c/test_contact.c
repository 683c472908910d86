#include "deal_fixture.h"

static ps_deal *read_log(fx *f, const char *log) {
    fx_file(f, "deal.md", "---\nstage: lead\n---\n");
    fx_file(f, "log.md", log);
    return fx_read(f);
}

static void an_entry_has_day_minute_kind_people_and_deals(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_deal *d =
        read_log(&f, "# Log\n\n## 2026-11-11 14:25 visit\n[who:: [[chen-gang]], [[people/liu-min|Liu Min]]]\n[deals:: harbor-lte]\n\n"
                     "They showed us the site.\n\n- [ ] Send the drawing [owner:: li.wei]\n");
    assert_int_equal(d->n_contacts, 1);
    const ps_contact *c = &d->contacts[0];
    assert_int_equal(c->date, fx_day("2026-11-11"));
    assert_int_equal(c->time, ps_day_time(c->date, 60) + (14 * 60 + 25) * 60);
    fx_assert_str(c->date_text, "2026-11-11 14:25");
    fx_assert_str(c->kind, "visit");
    assert_int_equal(c->n_who, 2);
    fx_assert_str(c->who[0], "chen-gang");
    fx_assert_str(c->who[1], "liu-min");
    assert_int_equal(c->n_deals, 1);
    fx_assert_str(c->deals[0], "harbor-lte");
    assert_int_equal(c->line, 3);
    assert_true(ps_str_starts(c->text, PS_S("[who:: [[chen-gang]]")));
    assert_true(ps_str_ends(c->text, PS_S("[owner:: li.wei]")));
    assert_int_equal(d->n_actions, 1);
    fx_assert_str(d->actions[0].text, "Send the drawing");
    fx_end(&f);
}

static void entries_come_oldest_first(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_deal *d = read_log(&f, "## 2026-11-12 09:00 call\n[who:: c]\n## 2026-11-11 visit\n[who:: a]\n## 2026-11-12 mail\n[who:: b]\n");
    assert_int_equal(d->n_contacts, 3);
    fx_assert_str(d->contacts[0].who[0], "a");
    fx_assert_str(d->contacts[1].who[0], "b"); /* a day only counts from its start */
    fx_assert_str(d->contacts[1].kind, "mail");
    fx_assert_str(d->contacts[2].who[0], "c");
    fx_end(&f);
}

static void what_is_no_day_is_no_entry(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_deal *d =
        read_log(&f, "## Notes\n## 2026-02-30 visit\n## 2026-11-1 visit\n## 2026-11-11x\n## 2026-11-11\n## 2026-11-12 25:99 call\n");
    assert_int_equal(d->n_contacts, 2);
    fx_assert_str(d->contacts[0].kind, "");
    assert_int_equal(d->contacts[0].line, 5);
    fx_assert_str(d->contacts[1].kind, "25:99 call"); /* no time of day: the day holds */
    fx_end(&f);
}

static void a_dated_heading_inside_an_entry_belongs_to_it(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_deal *d =
        read_log(&f, "## 2026-11-11 visit\n### 2026-10-01 what they said then\n[who:: [[old]]]\n## 2026-11-12 call\n[who:: [[new]]]\n");
    assert_int_equal(d->n_contacts, 2);
    fx_assert_str(d->contacts[0].who[0], "old");
    fx_assert_str(d->contacts[1].who[0], "new");
    fx_end(&f);
}

static void chinese_entries_read_too(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_ZH, "2026-11-23");
    ps_deal *d = read_log(&f, "## 2026-11-11 14:25 拜访\n[who:: [[陈刚]]、[[刘敏]]]\n\n谈了方案。\n");
    assert_int_equal(d->n_contacts, 1);
    fx_assert_str(d->contacts[0].kind, "拜访");
    assert_int_equal(d->contacts[0].n_who, 2);
    fx_assert_str(d->contacts[0].who[1], "刘敏");
    assert_int_equal(d->contacts[0].time, ps_day_time(fx_day("2026-11-11"), 480) + (14 * 60 + 25) * 60);
    fx_end(&f);
}

static void fields_in_a_list_count_and_code_does_not(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_deal *d = read_log(&f, "## 2026-11-11 visit\n- [who:: a]\n- [who:: b; c]\n\n```\n[who:: nobody]\n## 2026-01-01 fake\n```\n");
    assert_int_equal(d->n_contacts, 1);
    assert_int_equal(d->contacts[0].n_who, 3);
    fx_assert_str(d->contacts[0].who[2], "c");
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_has_day_minute_kind_people_and_deals),
        cmocka_unit_test(entries_come_oldest_first),
        cmocka_unit_test(what_is_no_day_is_no_entry),
        cmocka_unit_test(a_dated_heading_inside_an_entry_belongs_to_it),
        cmocka_unit_test(chinese_entries_read_too),
        cmocka_unit_test(fields_in_a_list_count_and_code_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
