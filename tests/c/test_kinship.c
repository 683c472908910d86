#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "kinship.h"

/* "a b.1 c.2": ids with their depth. */
static const char *line(ps_arena *arena, ps_kinship *l, const ps_kin *kin, size_t n, const char *id) {
    ps_error err = {0};
    ps_str s = PS_S("");
    assert_int_equal(ps_kinship_of(l, arena, kin, n, ps_str_of(id), &err), 0);
    for (size_t i = 0; i < l->n; i++) {
        s = ps_arena_fmt(arena, "%.*s%s%.*s.%d", PS_FMT(s), i ? " " : "", PS_FMT(kin[l->v[i].kin].id), l->v[i].depth);
    }
    return ps_arena_dup(arena, s).p;
}

#define KIN(id, parent, order) \
    { PS_S(id), PS_S(parent), order }

static void a_line_is_the_same_from_each_of_its_deals(void **state) {
    ps_arena arena = {0};
    ps_kinship l;
    const ps_kin kin[] = {KIN("third", "second", 5), KIN("late", "first", 9), KIN("second", "first", 3),
                          KIN("first", "", 1),       KIN("other", "", 2),     KIN("own", "other", 4)};
    const char *all = "first.0 second.1 third.2 late.1";
    assert_string_equal(line(&arena, &l, kin, 6, "third"), all);
    assert_string_equal(line(&arena, &l, kin, 6, "first"), all);
    assert_string_equal(line(&arena, &l, kin, 6, "late"), all);
    assert_string_equal(line(&arena, &l, kin, 6, "own"), "other.0 own.1");
    assert_false(l.circle);
    assert_int_equal(l.missing.n, 0);
    assert_string_equal(line(&arena, &l, kin, 6, "nobody"), "");
    ps_arena_free(&arena);
}

static void what_is_not_there_is_told(void **state) {
    ps_arena arena = {0};
    ps_kinship l;
    const ps_kin kin[] = {KIN("b", "a", 1), KIN("c", "b", 2)};
    assert_string_equal(line(&arena, &l, kin, 2, "c"), "b.0 c.1");
    assert_true(ps_str_eq(l.missing, PS_S("a")));
    ps_arena_free(&arena);
}

static void a_circle_ends(void **state) {
    ps_arena arena = {0};
    ps_kinship l;
    const ps_kin kin[] = {KIN("a", "c", 1), KIN("b", "a", 2), KIN("c", "b", 3), KIN("d", "b", 4), KIN("self", "self", 5)};
    assert_string_equal(line(&arena, &l, kin, 5, "d"), "b.0 c.1 a.2 d.1");
    assert_true(l.circle);
    assert_string_equal(line(&arena, &l, kin, 5, "self"), "self.0");
    assert_true(l.circle);
    ps_arena_free(&arena);
}

static void ten_thousand_in_a_row_are_no_matter(void **state) {
    enum { N = 10000 };
    ps_arena arena = {0};
    ps_kinship l;
    ps_error err = {0};
    static ps_kin kin[N];
    for (int i = 0; i < N; i++) {
        kin[i] = (ps_kin){ps_arena_fmt(&arena, "d%05d", i), i ? ps_arena_fmt(&arena, "d%05d", i - 1) : PS_S(""), i};
    }
    assert_int_equal(ps_kinship_of(&l, &arena, kin, N, kin[N / 2].id, &err), 0);
    assert_int_equal(l.n, N);
    assert_int_equal(l.v[N - 1].depth, N - 1);
    ps_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_the_same_from_each_of_its_deals),
        cmocka_unit_test(what_is_not_there_is_told),
        cmocka_unit_test(a_circle_ends),
        cmocka_unit_test(ten_thousand_in_a_row_are_no_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
