#include "movement.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "alloc.h"

static ps_standing deal(const char *id, ps_status status, int stage, int64_t value, ps_date close) {
    return (ps_standing){.id = ps_str_of(id),
                         .currency = PS_S("CNY"),
                         .status = status,
                         .stage = stage,
                         .value = value * PS_MONEY_ONE,
                         .weighted = value * PS_MONEY_ONE / 4,
                         .close = close};
}
#define OPEN PS_STATUS_OPEN

/* "move id amount" for each row, then a line "currency begin/count … end/count" for each sum. */
static const char *moved(const ps_standing *begin, size_t n, const ps_standing *end, size_t m) {
    static char text[4096];
    ps_arena arena = {0};
    ps_movements rows = {0};
    ps_movement_sums sums = {0};
    ps_moneystr a, b;
    size_t at = 0;
    assert_int_equal(ps_movement_make(&rows, &sums, &arena, begin, n, end, m, NULL), PS_OK);
    text[0] = '\0';
#define SAY(...) at += (size_t)snprintf(text + at, sizeof text - at, __VA_ARGS__)
    for (size_t i = 0; i < rows.n; i++) {
        const ps_movement *r = &rows.v[i];
        ps_str move = ps_move_id(r->move), id = (r->to ? r->to : r->from)->id, amount = ps_money_str(&a, r->amount);
        SAY("%.*s %.*s %.*s\n", PS_FMT(move), PS_FMT(id), PS_FMT(amount));
    }
    for (size_t i = 0; i < sums.n; i++) {
        const ps_movement_sum *s = &sums.v[i];
        ps_str from = ps_money_str(&a, s->begin), to = ps_money_str(&b, s->end);
        SAY("%.*s %.*s/%d %.*s/%d\n", PS_FMT(s->currency), PS_FMT(from), s->begin_count, PS_FMT(to), s->end_count);
    }
    ps_arena_free(&arena);
    return text;
}
#define LIST(...) (const ps_standing[]){__VA_ARGS__}, sizeof((const ps_standing[]){__VA_ARGS__}) / sizeof(ps_standing)
#define NOTHING NULL, 0

static void tells_what_came_and_went(void **state) {
    (void)state;
    assert_string_equal(
        moved(LIST(deal("b", OPEN, 0, 100, 5), deal("c", OPEN, 1, 50, 5), deal("d", OPEN, 1, 30, 5), deal("e", OPEN, 1, 20, 5),
                   deal("f", OPEN, 1, 10, 5), deal("g", OPEN, 1, 5, 5), deal("h", PS_STATUS_PAUSED, 1, 4, 5), deal("i", OPEN, 1, 3, 5)),
              LIST(deal("a", OPEN, 0, 70, 5), deal("b", PS_STATUS_WON, 0, 100, 5), deal("c", PS_STATUS_LOST, 1, 50, 5),
                   deal("d", PS_STATUS_NO_DECISION, 1, 30, 5), deal("e", PS_STATUS_NO_GO, 1, 20, 5), deal("f", PS_STATUS_PAUSED, 1, 10, 5),
                   deal("h", OPEN, 1, 4, 5), deal("i", OPEN, 1, 3, 5))),
        "new a 70\nreopened h 4\nwon b -100\nlost c -50\nno-decision d -30\nno-go e -20\npaused f -10\ngone g -5\n"
        "unchanged i 3\nCNY 218/7 77/3\n"); /* 218 + 70 + 4 - 215 = 77 */
}

static void tells_how_what_stayed_has_changed(void **state) {
    (void)state;
    assert_string_equal(moved(LIST(deal("a", OPEN, 0, 100, 5), deal("b", OPEN, 2, 50, 5), deal("c", OPEN, 1, 10, 9)),
                              LIST(deal("a", OPEN, 1, 130, 9), deal("b", OPEN, 1, 20, 5), deal("c", OPEN, 1, 10, 8))),
                        "grown a 30\nshrunk b -30\nadvanced a 130\nback b 20\nslipped a 130\npulled-in c 10\nCNY 160/3 160/3\n");
    assert_string_equal(moved(LIST(deal("a", OPEN, 0, 1, PS_DATE_NONE)), LIST(deal("a", OPEN, 0, 1, 9))), "unchanged a 1\nCNY 1/1 1/1\n");
}

static void what_grew_and_was_won_grew_then_left_with_all(void **state) {
    (void)state;
    assert_string_equal(moved(LIST(deal("a", OPEN, 0, 900, 5)), LIST(deal("a", PS_STATUS_DONE, 4, 1200, 7))),
                        "grown a 300\nwon a -1200\nadvanced a 1200\nCNY 900/1 0/0\n");
    assert_string_equal(moved(NOTHING, LIST(deal("a", PS_STATUS_LOST, 0, 9, 5))), "new a 9\nlost a -9\nCNY 0/0 0/0\n");
}

static void what_was_out_already_moves_nothing(void **state) {
    (void)state;
    assert_string_equal(
        moved(LIST(deal("a", PS_STATUS_PAUSED, 0, 9, 5), deal("b", PS_STATUS_WON, 0, 9, 5), deal("c", PS_STATUS_LOST, 0, 1, 5)),
              LIST(deal("a", PS_STATUS_LOST, 0, 9, 5), deal("b", PS_STATUS_DONE, 0, 9, 5))),
        "lost a 0\nCNY 0/0 0/0\n");
    ps_standing away = deal("a", OPEN, 0, 9, 5);
    away.archived = true;
    assert_string_equal(moved(LIST(deal("a", OPEN, 0, 9, 5)), &away, 1), "gone a -9\nCNY 9/1 0/0\n");
    assert_string_equal(moved(&away, 1, LIST(deal("a", OPEN, 0, 9, 5))), "reopened a 9\nCNY 0/0 9/1\n");
    assert_string_equal(moved(NOTHING, &away, 1), "");
}

static void another_currency_is_all_less_here_and_all_more_there(void **state) {
    (void)state;
    ps_standing euro = deal("a", OPEN, 0, 12, 5);
    euro.currency = PS_S("EUR");
    assert_string_equal(moved(LIST(deal("a", OPEN, 0, 100, 5)), &euro, 1), "grown a 12\nshrunk a -100\nCNY 100/1 0/0\nEUR 0/0 12/1\n");
    euro.value = PS_MONEY_NONE;
    assert_string_equal(moved(&euro, 1, &euro, 1), "unchanged a 0\nEUR 0/1 0/1\n");
}

/* Whatever happens, begin + all that changes the value = end, in each currency, and each deal at the end is new, or was there, or came back. */
static void reconciles_on_random_pipelines(void **state) {
    (void)state;
    enum { N = 30 };
    srand(11);
    for (int round = 0; round < 2000; round++) {
        ps_standing both[2][N];
        char ids[N][8];
        size_t n[2] = {0, 0};
        static const char *const currencies[] = {"CNY", "EUR", "USD"};
        for (int i = 0; i < N; i++) {
            snprintf(ids[i], sizeof ids[i], "d%d", i);
            for (int k = 0; k < 2; k++) {
                if (rand() % 4 == 0) {
                    continue;
                }
                ps_standing *s = &both[k][n[k]++];
                *s = deal(ids[i], rand() % 2 ? OPEN : (ps_status)(rand() % PS_STATUS_COUNT), rand() % 6, rand() % 1000 - 50, rand() % 5);
                s->currency = ps_str_of(currencies[rand() % 3]);
                s->archived = rand() % 9 == 0;
                s->value = rand() % 7 == 0 ? PS_MONEY_NONE : s->value;
            }
        }
        ps_arena arena = {0};
        ps_movements rows = {0};
        ps_movement_sums sums = {0};
        assert_int_equal(ps_movement_make(&rows, &sums, &arena, both[0], n[0], both[1], n[1], NULL), PS_OK);
        for (size_t c = 0; c < sums.n; c++) {
            ps_money value = sums.v[c].begin, listed = sums.v[c].begin;
            for (int move = 0; move < PS_MOVE_ADVANCED; move++) {
                value += sums.v[c].by[move].amount;
            }
            for (size_t i = 0; i < rows.n; i++) {
                bool mine = ps_str_eq(rows.v[i].currency, sums.v[c].currency) && rows.v[i].move < PS_MOVE_ADVANCED;
                listed += mine ? rows.v[i].amount : 0;
            }
            assert_true(value == sums.v[c].end && listed == sums.v[c].end);
        }
        ps_arena_free(&arena);
    }
}

static void a_sum_out_of_range_is_an_error_that_names_the_deal(void **state) {
    (void)state;
    ps_arena arena = {0};
    ps_movements rows = {0};
    ps_movement_sums sums = {0};
    ps_error err = {0};
    ps_standing d[] = {deal("a", OPEN, 0, 900000000000000, 5), deal("b", OPEN, 0, 900000000000000, 5)};
    assert_int_equal(ps_movement_make(&rows, &sums, &arena, NULL, 0, d, 2, &err), PS_EINVAL);
    assert_string_equal(err.message, "the amount 'b' is too large");
    ps_arena_free(&arena);
}

static void a_failing_allocation_is_an_error(void **state) {
    (void)state;
    ps_standing from[] = {deal("a", OPEN, 0, 1, 5), deal("b", OPEN, 0, 1, 5)}, to[] = {deal("b", OPEN, 1, 3, 6), deal("c", OPEN, 0, 1, 5)};
    bool done = false;
    for (size_t at = 1; !done; at++) {
        ps_arena arena = {0};
        ps_movements rows = {0};
        ps_movement_sums sums = {0};
        ps_alloc_fail_at(at);
        int rc = ps_movement_make(&rows, &sums, &arena, from, 2, to, 2, NULL);
        ps_alloc_fail_at(0);
        assert_true(rc == PS_OK || rc == PS_ENOMEM);
        done = rc == PS_OK;
        ps_arena_free(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_what_came_and_went),
        cmocka_unit_test(tells_how_what_stayed_has_changed),
        cmocka_unit_test(what_grew_and_was_won_grew_then_left_with_all),
        cmocka_unit_test(what_was_out_already_moves_nothing),
        cmocka_unit_test(another_currency_is_all_less_here_and_all_more_there),
        cmocka_unit_test(reconciles_on_random_pipelines),
        cmocka_unit_test(a_sum_out_of_range_is_an_error_that_names_the_deal),
        cmocka_unit_test(a_failing_allocation_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
