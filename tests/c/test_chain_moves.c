#include "deal_fixture.h"

#include "chain_moves.h"

/* A chain's life from a handful of events: what came of which contact can be told by hand. */
#define FRONT "---\ntitle: Acme\nstage: concept\nowner: li.wei\n---\n"
#define ROWS "## Stakeholders\n| person | layer | stance |\n|---|---|---|\n| chen.gang | | |\n| liu.min | | |\n| wang.jun | | |\n"

typedef struct {
    const char *day, *commit, *field, *from, *to;
} told;

static const char *moves(fx *f, const char *log, const told *list, size_t n) {
    ps_chain chain = {0};
    ps_chain_moves out = {0};
    fx_file(f, "deal.md", FRONT ROWS);
    fx_file(f, "log.md", log);
    const ps_deal *deal = fx_read(f);
    ps_chain_event *events = ps_arena_alloc(&f->arena, (n + 1) * sizeof *events);
    assert_non_null(events);
    for (size_t i = 0; i < n; i++) {
        events[i] = (ps_chain_event){fx_day(list[i].day), ps_str_of(list[i].commit), ps_str_of(list[i].field), ps_str_of(list[i].from),
                                     ps_str_of(list[i].to)};
    }
    assert_int_equal(ps_chain_read(&chain, &f->arena, deal, &f->world, &f->err), 0);
    assert_int_equal(ps_chain_moves_of(&out, &f->arena, deal, &chain, events, n, 14, &f->err), 0);
    ps_str s = PS_S("");
    for (size_t i = 0; i < out.n; i++) {
        const ps_chain_move *m = &out.v[i];
        ps_datestr day;
        ps_str date = ps_date_str(&day, m->day), by = m->by ? m->by->date_text : PS_S("-");
        s = ps_arena_fmt(&f->arena, "%.*s%s%.*s %.*s %.*s%s%.*s [%.*s>%.*s] %.*s", PS_FMT(s), i ? "\n" : "",
                         PS_FMT(ps_str_sub(date, 5, 10)), PS_FMT(m->what), PS_FMT(m->person), m->other.n ? "+" : "", PS_FMT(m->other),
                         PS_FMT(m->from), PS_FMT(m->to), PS_FMT(by));
    }
    return ps_arena_dup(&f->arena, s).p;
}
#define MOVES(f, log, list) moves(f, log, list, sizeof list / sizeof *list)

static void a_change_is_put_down_to_the_contact_of_its_commit_else_to_the_last_one_before(void **state) {
    static const told list[] = {
        {"2026-10-01", "a", "stakeholders/chen.gang", "", "chen.gang"},
        {"2026-11-11", "b", "stakeholders/chen.gang/stance", "neutral", "supporter"},
        {"2026-11-11", "b", "contact/2026-11-01", "", "chen.gang"},
        {"2026-11-11", "c", "contact/2026-11-10 14:25", "", "chen.gang, liu.min"},
        {"2026-11-20", "d", "stakeholders/liu.min/influence", "2", "3"},
        {"2026-11-25", "e", "stakeholders/liu.min/role", "", "decision-maker"},
    };
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-30");
    /* the row of stance came with the entry of the 1st; influence changed ten days after the visit, role fifteen: that is too long ago */
    assert_string_equal(
        MOVES(&f, "## 2026-11-01 call\n[who:: chen.gang]\n## 2026-11-10 14:25 visit\n[who:: [[chen.gang]], liu.min]\n", list),
        "10-01 came chen.gang [>] -\n11-11 met chen.gang [>] 2026-11-01\n"
        "11-11 stance chen.gang [neutral>supporter] 2026-11-01\n11-11 met liu.min [>] 2026-11-10 14:25\n"
        "11-20 influence liu.min [2>3] 2026-11-10 14:25\n11-25 role liu.min [>decision-maker] -");
    fx_end(&f);
}

static void a_contact_counts_from_its_own_day_also_where_it_was_written_down_later(void **state) {
    static const told list[] = {
        {"2026-11-05", "a", "stakeholders/chen.gang/stance", "neutral", "sceptic"},
        {"2026-11-06", "b", "contact/2026-11-04", "", "chen.gang"},
    };
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-30");
    assert_string_equal(MOVES(&f, "## 2026-11-04 call\n[who:: chen.gang]\n", list),
                        "11-05 stance chen.gang [neutral>sceptic] 2026-11-04\n11-06 met chen.gang [>] 2026-11-04");
    fx_end(&f);
}

static void whoever_was_met_before_they_came_in_is_met_with_that(void **state) {
    static const told list[] = {
        {"2026-11-02", "a", "contact/2026-11-02", "", "wang.jun"},    {"2026-11-05", "b", "stakeholders/wang.jun", "", "wang.jun"},
        {"2026-11-07", "c", "contact/2026-11-07", "", "wang.jun"},    {"2026-11-08", "d", "stakeholders/wang.jun", "wang.jun", ""},
        {"2026-11-09", "e", "stakeholders/wang.jun", "", "wang.jun"},
    };
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-30");
    assert_string_equal(MOVES(&f, "## 2026-11-02 call\n[who:: wang.jun]\n## 2026-11-07 visit\n[who:: wang.jun]\n", list),
                        "11-05 came wang.jun [>] 2026-11-02\n11-05 met wang.jun [>] 2026-11-02\n11-08 gone wang.jun [>] -\n"
                        "11-09 came wang.jun [>] 2026-11-07");
    fx_end(&f);
}

static void relationships_come_and_go_and_needs_are_nobodys_business(void **state) {
    static const told list[] = {
        {"2026-11-02", "a", "relationships/chen.gang/yang.bo/alumnus", "", "chen.gang/yang.bo/alumnus"},
        {"2026-11-03", "b", "relationships/chen.gang/yang.bo/alumnus/note", "", "same year"},
        {"2026-11-04", "c", "relationships/chen.gang/yang.bo/alumnus", "chen.gang/yang.bo/alumnus", ""},
        {"2026-11-05", "d", "stakeholders/chen.gang/needs", "", "growth"},
        {"2026-11-06", "e", "stakeholders", "", ""},
        {"2026-11-06", "e", "relationships/a", "", "a"},
        {"2026-11-06", "e", "contact/", "", ""},
    };
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-30");
    assert_string_equal(MOVES(&f, "", list), "11-02 tie chen.gang+yang.bo [>alumnus] -\n11-04 untied chen.gang+yang.bo [alumnus>] -");
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_is_put_down_to_the_contact_of_its_commit_else_to_the_last_one_before),
        cmocka_unit_test(a_contact_counts_from_its_own_day_also_where_it_was_written_down_later),
        cmocka_unit_test(whoever_was_met_before_they_came_in_is_met_with_that),
        cmocka_unit_test(relationships_come_and_go_and_needs_are_nobodys_business),
    };
    return cmocka_run_group_tests_name("chain_moves", tests, NULL, NULL);
}
