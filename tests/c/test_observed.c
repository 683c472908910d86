#include "observed.h"

#include <stdlib.h>

#include "alloc.h"
#include "deal_fixture.h"

#define HISTORY "## Stage history\n| date | from | to | gate | review | by | override |\n|---|---|---|---|---|---|---|\n"

static const char *said(ps_date from) {
    static char text[4][32];
    static int at;
    ps_datestr d;
    at = (at + 1) % 4;
    ps_str s = ps_date_str(&d, from);
    snprintf(text[at], sizeof text[at], "%.*s", PS_FMT(s));
    return s.n ? text[at] : "?";
}

/* "first-last from until how" for each stay, then how it ended. */
static const char *stays(const char *front, const char *rows, const char *ended) {
    static char text[1024];
    static const char *const hows[] = {"stays", "on", "back", "ended"}, *const ends[] = {"undecided", "won", "lost"};
    char note[1024];
    fx f;
    ps_past_deal d;
    size_t at = 0;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    snprintf(note, sizeof note, "---\n%s\n---\n" HISTORY "%s", front, rows);
    fx_file(&f, "deal.md", note);
    assert_int_equal(ps_stays_of(&d, &f.arena, fx_read(&f), *ended ? fx_day(ended) : PS_DATE_NONE), PS_OK);
    for (size_t i = 0; i < d.n_stays; i++) {
        const ps_stay *s = &d.stays[i];
        at += (size_t)snprintf(text + at, sizeof text - at, "%d-%d %s %s %s; ", s->first, s->last, said(s->from), said(s->until),
                               hows[s->how]);
    }
    snprintf(text + at, sizeof text - at, "%s", ends[d.end]);
    fx_end(&f);
    return text;
}

static void stays_come_from_the_stage_history(void **state) {
    (void)state;
    assert_string_equal(stays("stage: offer\nopened: 2026-01-01",
                              "| 2026-01-01 | | lead |\n| 2026-02-01 | lead | talk |\n| 2026-03-01 | talk | offer |\n", ""),
                        "0-0 2026-01-01 2026-02-01 on; 1-1 2026-02-01 2026-03-01 on; 2-2 2026-03-01 ? stays; undecided");
    assert_string_equal(stays("stage: lead\nstatus: lost", "| 2026-01-01 | | talk |\n| 2026-02-01 | talk | lead |\n", "2026-02-20"),
                        "1-1 2026-01-01 2026-02-01 back; 0-0 2026-02-01 2026-02-20 ended; lost");
    assert_string_equal(stays("stage: lead\nopened: 2026-01-01", "", ""), "0-0 2026-01-01 ? stays; undecided");
    assert_string_equal(stays("stage: talk\nopened: 2026-01-01", "| 2026-02-01 | lead | talk |\n", ""),
                        "0-0 2026-01-01 2026-02-01 on; 1-1 2026-02-01 ? stays; undecided");
}

static void what_is_claimed_by_hand_has_no_day(void **state) {
    (void)state;
    assert_string_equal(stays("stage: offer", "| 2026-01-01 | | lead |\n| soon | lead | nowhere |\n", ""),
                        "0-0 2026-01-01 ? on; 2-2 ? ? stays; undecided");
    assert_string_equal(stays("stage: talk", "| 2026-03-01 | | lead |\n| 2026-02-01 | lead | talk |\n", ""),
                        "0-0 2026-03-01 ? on; 1-1 2026-02-01 ? stays; undecided");
}

static void what_was_won_has_gone_on(void **state) {
    (void)state;
    assert_string_equal(stays("stage: offer\nstatus: won\nsigned: 2026-04-01", "| 2026-03-01 | | offer |\n", ""),
                        "2-2 2026-03-01 2026-04-01 on; won");
    assert_string_equal(
        stays("stage: order\nstatus: won\nsigned: 2026-04-01", "| 2026-03-01 | | offer |\n| 2026-05-01 | offer | order |\n", ""),
        "2-2 2026-03-01 2026-05-01 on; 3-3 2026-05-01 ? stays; won");
    assert_string_equal(stays("stage: order\nstatus: done", "| 2026-05-01 | | order |\n", ""), "3-3 2026-05-01 ? on; won");
    assert_string_equal(stays("stage: talk\nstatus: paused", "| 2026-05-01 | | talk |\n", ""), "1-1 2026-05-01 ? stays; undecided");
}

static void a_merged_stage_is_all_its_members(void **state) {
    (void)state;
    assert_string_equal(stays("profile: quick\nstage: offer", "| 2026-01-01 | | talk |\n| 2026-02-01 | talk | offer |\n", ""),
                        "0-1 2026-01-01 2026-02-01 on; 2-2 2026-02-01 ? stays; undecided");
}

/* ---- all deals together ---- */

static ps_past_deal deal(ps_stay *stays, size_t n, ps_end end) {
    return (ps_past_deal){.stays = stays, .n_stays = n, .end = end};
}

static void stages_are_counted_by_how_deals_last_stood_to_them(void **state) {
    (void)state;
    ps_stay on[] = {{0, 0, 0, 10, PS_WENT_ON}, {1, 1, 10, PS_DATE_NONE, PS_STAYS}};
    ps_stay lost[] = {{0, 0, 0, 30, PS_ENDED}};
    ps_stay back[] = {{0, 0, 0, 5, PS_WENT_ON}, {1, 1, 5, 9, PS_WENT_BACK}, {0, 0, 9, PS_DATE_NONE, PS_STAYS}};
    ps_stay again[] = {{1, 1, 0, 4, PS_WENT_BACK}, {0, 0, 4, 10, PS_WENT_ON}, {2, 2, 10, PS_DATE_NONE, PS_STAYS}};
    ps_past_deal d[] = {deal(on, 2, PS_UNDECIDED), deal(lost, 1, PS_END_LOST), deal(back, 3, PS_UNDECIDED), deal(again, 3, PS_END_WON)};
    ps_arena arena = {0};
    ps_observed o;
    assert_int_equal(ps_observe(&o, &arena, 3, d, 4, NULL), PS_OK);
    const ps_observed_stage *s = o.stages;
    assert_true(s[0].entered == 4 && s[0].went_on == 2 && s[0].ended == 1 && s[0].here == 1 && s[0].went_back == 0);
    assert_true(s[1].entered == 3 && s[1].here == 1 && s[1].went_back == 1 && s[1].went_on == 1);
    assert_true(s[2].entered == 1 && s[2].here == 1);
    assert_true(s[0].closed == 2 && s[0].won == 1 && s[1].closed == 1 && s[1].won == 1);
    assert_true(s[0].conversion == -1 && s[0].median == -1 && s[0].win == -1 && s[0].timed == 3); /* too few for a verdict */
    ps_arena_free(&arena);
}

/* Seven leave after 10, 20, 30, 40, 50, 60, 100 days, five of them forward. */
static void shares_and_quartiles(void **state) {
    (void)state;
    static const int days[] = {100, 10, 60, 20, 50, 30, 40};
    ps_stay stay[8];
    ps_past_deal d[8];
    ps_arena arena = {0};
    ps_observed o;
    for (int i = 0; i < 7; i++) {
        stay[i] = (ps_stay){0, 0, 1000, 1000 + days[i], i < 5 ? PS_WENT_ON : PS_ENDED};
        d[i] = deal(&stay[i], 1, i < 3 ? PS_END_WON : PS_END_LOST);
    }
    stay[7] = (ps_stay){0, 1, 1000, 1500, PS_WENT_ON}; /* of two stages merged: days that nobody knows apart */
    d[7] = deal(&stay[7], 1, PS_UNDECIDED);
    assert_int_equal(ps_observe(&o, &arena, 2, d, 8, NULL), PS_OK);
    const ps_observed_stage *s = o.stages;
    assert_true(s[0].entered == 8 && s[0].went_on == 6 && s[0].ended == 2);
    assert_int_equal(s[0].conversion, 75);
    assert_int_equal(s[0].timed, 7);
    assert_int_equal(s[0].quick, 25); /* between 20 and 30 */
    assert_int_equal(s[0].median, 40);
    assert_int_equal(s[0].slow, 55);
    assert_true(s[0].closed == 7 && s[0].won == 3);
    assert_int_equal(s[0].win, 43);
    assert_true(s[1].entered == 1 && s[1].went_on == 1 && s[1].timed == 0 && s[1].closed == 0);
    assert_int_equal(ps_observe(&o, &arena, 2, d, 4, NULL), PS_OK);
    assert_true(o.stages[0].timed == 4 && o.stages[0].median == -1 && o.stages[0].conversion == -1);
    ps_arena_free(&arena);
}

static void judged_probabilities_are_held_against_ends(void **state) {
    (void)state;
    static int sixty[] = {60}, many[] = {30, 65, 79}, edge[] = {80}, twice[] = {61, 62};
    ps_past_deal d[8] = {{0}};
    ps_arena arena = {0};
    ps_observed o;
    for (int i = 0; i < 4; i++) {
        d[i] = (ps_past_deal){.end = i < 2 ? PS_END_WON : PS_END_LOST, .judged = sixty, .n_judged = 1};
    }
    d[4] = (ps_past_deal){.end = PS_END_LOST, .judged = many, .n_judged = 3};
    d[5] = (ps_past_deal){.end = PS_END_WON, .judged = edge, .n_judged = 1};
    d[6] = (ps_past_deal){.end = PS_UNDECIDED, .judged = sixty, .n_judged = 1};
    d[7] = (ps_past_deal){.end = PS_END_LOST, .judged = twice, .n_judged = 2};
    assert_int_equal(ps_observe(&o, &arena, 1, d, 8, NULL), PS_OK);
    assert_true(o.judged[3].from == 60 && o.judged[3].until == 80 && o.judged[3].n == 6 && o.judged[3].won == 2);
    assert_int_equal(o.judged[3].share, 33);
    assert_true(o.judged[1].n == 1 && o.judged[1].won == 0 && o.judged[1].share == -1);
    assert_true(o.judged[4].n == 1 && o.judged[4].won == 1 && o.judged[4].share == -1);
    assert_true(o.judged[0].n == 0 && o.judged[0].share == -1);
    ps_arena_free(&arena);
}

/* However deals go to and fro, who entered a stage went on, went back, ended or is there. */
static void everyone_is_somewhere(void **state) {
    (void)state;
    srand(5);
    for (int round = 0; round < 500; round++) {
        ps_stay stay[6][8];
        ps_past_deal d[6];
        ps_arena arena = {0};
        ps_observed o;
        for (int i = 0; i < 6; i++) {
            size_t n = 1 + (size_t)(rand() % 8);
            for (size_t k = 0; k < n; k++) {
                int first = rand() % 4;
                stay[i][k] = (ps_stay){first, first + rand() % (4 - first), rand() % 100, rand() % 200, k + 1 < n ? PS_WENT_ON : PS_STAYS};
            }
            for (size_t k = 0; k + 1 < n; k++) {
                stay[i][k].how = stay[i][k + 1].first > stay[i][k].first ? PS_WENT_ON : PS_WENT_BACK;
            }
            d[i] = deal(stay[i], n, (ps_end)(rand() % 3));
        }
        assert_int_equal(ps_observe(&o, &arena, 4, d, 6, NULL), PS_OK);
        for (int s = 0; s < 4; s++) {
            const ps_observed_stage *x = &o.stages[s];
            assert_int_equal(x->entered, x->went_on + x->went_back + x->ended + x->here);
            assert_true(x->won <= x->closed && x->timed <= x->went_on + x->ended);
        }
        ps_arena_free(&arena);
    }
}

static void a_failing_allocation_is_an_error(void **state) {
    (void)state;
    ps_stay stay = {0, 0, 0, 5, PS_WENT_ON};
    ps_past_deal d = deal(&stay, 1, PS_END_WON);
    bool done = false;
    for (size_t at = 1; !done; at++) {
        ps_arena arena = {0};
        ps_observed o;
        ps_alloc_fail_at(at);
        int rc = ps_observe(&o, &arena, 1, &d, 1, NULL);
        ps_alloc_fail_at(0);
        assert_true(rc == PS_OK || rc == PS_ENOMEM);
        done = rc == PS_OK;
        ps_arena_free(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stays_come_from_the_stage_history),
        cmocka_unit_test(what_is_claimed_by_hand_has_no_day),
        cmocka_unit_test(what_was_won_has_gone_on),
        cmocka_unit_test(a_merged_stage_is_all_its_members),
        cmocka_unit_test(stages_are_counted_by_how_deals_last_stood_to_them),
        cmocka_unit_test(shares_and_quartiles),
        cmocka_unit_test(judged_probabilities_are_held_against_ends),
        cmocka_unit_test(everyone_is_somewhere),
        cmocka_unit_test(a_failing_allocation_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
