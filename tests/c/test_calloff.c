#include "note_fixture.h"

#include "calloff.h"

#define M(n) ((ps_money)(n)*PS_MONEY_ONE)
#define ID(s) .id = PS_S(s), .currency = PS_S("CNY")

static void call_offs_take_off_their_frame_what_they_count_for_and_no_more(void **state) {
    (void)state;
    ps_arena arena = {0};
    ps_calloff d[] = {
        {ID("frame"), .value = M(500), .frame = true, .signed_for = true},
        {ID("one"), .parent = PS_S("frame"), .value = M(120), .signed_for = true},
        {ID("two"), .parent = PS_S("frame"), .value = M(80), .open = true},
        {ID("lost"), .parent = PS_S("frame"), .value = M(70)},
        {ID("blank"), .parent = PS_S("frame"), .value = PS_MONEY_NONE, .open = true},
        {.id = PS_S("euro"), .currency = PS_S("EUR"), .parent = PS_S("frame"), .value = M(9), .open = true},
        {ID("other"), .parent = PS_S("one"), .value = M(60), .open = true}, /* follows a deal that is no frame */
    };
    assert_int_equal(ps_calloffs_settle(d, 7, &arena, NULL), 0);
    assert_int_equal(d[0].used, M(120));
    assert_int_equal(d[0].planned, M(80));
    assert_int_equal(d[1].used + d[1].planned, 0);
    assert_int_equal(ps_agreement_rest(d[0].value, d[0].used + d[0].planned), M(300)); /* 500 in all: 300 + 120 + 80 */
    ps_arena_free(&arena);
}

static void a_frame_below_a_frame_counts_once_and_a_circle_ends(void **state) {
    (void)state;
    ps_arena arena = {0};
    ps_calloff d[] = {
        {ID("a"), .value = M(300), .frame = true, .open = true},
        {ID("b"), .parent = PS_S("a"), .value = M(100), .frame = true, .open = true},
        {ID("c"), .parent = PS_S("b"), .value = M(60), .open = true},
        {ID("own"), .parent = PS_S("own"), .value = M(5), .frame = true, .open = true},
    };
    assert_int_equal(ps_calloffs_settle(d, 4, &arena, NULL), 0);
    ps_money all = 0;
    for (int i = 0; i < 3; i++) {
        all += ps_agreement_rest(d[i].value, d[i].used + d[i].planned);
    }
    assert_int_equal(all, M(300));
    assert_int_equal(d[3].planned, 0);
    ps_arena_free(&arena);
}

static void what_is_left_never_falls_below_nothing(void **state) {
    (void)state;
    assert_int_equal(ps_agreement_rest(M(100), M(130)), 0);
    assert_int_equal(ps_agreement_rest(M(100), M(100)), 0);
    assert_int_equal(ps_agreement_rest(M(-100), M(30)), M(-100));
    assert_true(ps_agreement_rest(PS_MONEY_NONE, M(30)) == PS_MONEY_NONE);
    assert_int_equal(ps_agreement_rest(M(100), M(-5)), M(100)); /* something was given back */
}

static void sums_that_leave_the_range_name_the_frame(void **state) {
    (void)state;
    ps_arena arena = {0};
    ps_error err = {0};
    ps_calloff d[] = {
        {ID("frame"), .value = 1, .frame = true, .open = true},
        {ID("x"), .parent = PS_S("frame"), .value = INT64_MAX - 1, .open = true},
        {ID("y"), .parent = PS_S("frame"), .value = INT64_MAX - 1, .open = true},
    };
    assert_int_equal(ps_calloffs_settle(d, 3, &arena, &err), PS_EINVAL);
    assert_non_null(strstr(err.message, "frame"));
    assert_true(d[0].planned == INT64_MAX);
    assert_true(ps_called_off(INT64_MAX - 1, INT64_MAX - 1) == INT64_MAX);
    assert_true(ps_called_off(2, 3) == 5);
    assert_true(ps_agreement_rest(d[0].value, d[0].planned) == 0);
    ps_arena_free(&arena);
}

static bool read(ps_agreement *a, const char *text) {
    ps_note *note;
    assert_int_equal(ps_note_parse(&note, ps_str_of(text), PS_EN, NULL), 0);
    bool is = ps_agreement_read(a, note);
    ps_note_free(note);
    return is;
}

static void a_frame_is_what_says_frame_with_members(void **state) {
    (void)state;
    ps_agreement a;
    assert_true(read(&a, "---\nframe:\n  ceiling: 2000000\n  to: 2027-12-31\n---\n"));
    assert_int_equal(a.ceiling, M(2000000));
    assert_true(a.from == PS_DATE_NONE && a.to != PS_DATE_NONE);
    assert_false(read(&a, "---\nframe:\n---\n"));
    assert_false(read(&a, "---\nframe: 5\n---\n"));
    assert_true(read(&a, "---\nframe: {ceiling: lots}\n---\n"));
    assert_true(a.ceiling == PS_MONEY_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(call_offs_take_off_their_frame_what_they_count_for_and_no_more),
        cmocka_unit_test(a_frame_below_a_frame_counts_once_and_a_circle_ends),
        cmocka_unit_test(what_is_left_never_falls_below_nothing),
        cmocka_unit_test(sums_that_leave_the_range_name_the_frame),
        cmocka_unit_test(a_frame_is_what_says_frame_with_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
