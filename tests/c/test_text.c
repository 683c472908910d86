/* The ground floor: text, buffers, arenas, messages, errors. */
#include "alloc.h"
#include "arena.h"
#include "error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void text_is_cut_and_compared(void **state) {
    ps_str rest = PS_S("a,,b"), part;
    (void)state;
    assert_true(ps_str_next(&rest, ',', &part) && ps_str_eq(part, PS_S("a")));
    assert_true(ps_str_next(&rest, ',', &part) && part.n == 0);
    assert_true(ps_str_next(&rest, ',', &part) && ps_str_eq(part, PS_S("b")));
    assert_false(ps_str_next(&rest, ',', &part));
    assert_true(ps_str_eq(ps_str_trim(PS_S(" \t x y\r\n")), PS_S("x y")));
    assert_int_equal(ps_str_sub(PS_S("abc"), 2, 1).n, 0);
    assert_int_equal(ps_str_sub(PS_S("abc"), 9, 12).n, 0);
    assert_true(ps_str_find(PS_S("aab"), PS_S("ab"), 0) == 1);
    assert_true(ps_str_find(PS_S("ab"), PS_S("abc"), 0) == SIZE_MAX);
    assert_true(ps_str_find(PS_S("ab"), PS_S("a"), 5) == SIZE_MAX);
    assert_true(ps_str_cmp(PS_S("a"), PS_S("ab")) < 0 && ps_str_cmp(PS_S("b"), PS_S("ab")) > 0);
    assert_true(ps_str_eq_nocase(PS_S("Deal"), PS_S("dEAL")));
}

static void numbers_stop_at_their_limit(void **state) {
    uint64_t v;
    (void)state;
    assert_true(ps_str_uint(PS_S("120"), 120, &v) && v == 120);
    assert_false(ps_str_uint(PS_S("121"), 120, &v));
    assert_false(ps_str_uint(PS_S("99999999999999999999999"), UINT64_MAX, &v));
    assert_false(ps_str_uint(PS_S("-1"), 10, &v));
    assert_false(ps_str_uint(PS_S(""), 10, &v));
}

static void utf8_is_told_from_what_only_looks_like_it(void **state) {
    static const char *const bad[] = {"\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80", "\xe4\xb8", "\xff", "\xe0\x80\x80"};
    (void)state;
    assert_true(ps_str_utf8(PS_S("核心网 🚀 é")));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(ps_str_utf8(ps_str_of(bad[i])));
    }
    assert_int_equal(ps_str_clip(PS_S("核心"), 5).n, 3);
    assert_int_equal(ps_str_clip(PS_S("核心"), 2).n, 0);
    assert_int_equal(ps_str_clip(PS_S("ab"), 5).n, 2);
}

static void a_failed_allocation_sticks_to_a_buffer(void **state) {
    ps_buf b = {0};
    (void)state;
    ps_buf_put(&b, PS_S("before"));
    ps_alloc_fail_at(1);
    for (int i = 0; i < 100; i++) {
        ps_buf_put(&b, PS_S("0123456789"));
    }
    ps_alloc_fail_at(0);
    assert_false(ps_buf_ok(&b));
    ps_buf_put(&b, PS_S("after"));
    assert_true(ps_str_find(ps_buf_str(&b), PS_S("after"), 0) == SIZE_MAX);
    ps_buf_free(&b);
    assert_true(ps_buf_ok(&b));
}

static void an_arena_keeps_its_pieces_apart(void **state) {
    ps_arena arena = {0};
    PS_VEC(int) numbers = {0};
    (void)state;
    char *big = ps_arena_alloc(&arena, 100000), *small = ps_arena_alloc(&arena, 8);
    memset(big, 'x', 100000);
    assert_int_equal(small[0], 0);
    for (int i = 0; i < 1000; i++) {
        int *slot = PS_PUSH(&arena, &numbers);
        assert_non_null(slot);
        *slot = i;
    }
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(numbers.v[i], i);
    }
    assert_string_equal(ps_arena_fmt(&arena, "%d-%s", 7, "x").p, "7-x");
    assert_null(ps_arena_alloc(&arena, SIZE_MAX - 8));
    ps_alloc_fail_at(1);
    assert_null(ps_arena_dup(&arena, (ps_str){big, 50000}).p);
    ps_alloc_fail_at(0);
    ps_arena_free(&arena);
}

static void messages_come_in_the_language_asked_for(void **state) {
    ps_error err = {.lang = PS_ZH};
    (void)state;
    assert_int_equal(ps_fail(&err, PS_ENOTFOUND, NO_DEAL, PS_S("acme")), PS_ENOTFOUND);
    assert_non_null(strstr(err.message, "没有名为"));
    err.lang = PS_EN;
    ps_fail(&err, PS_ENOTFOUND, NO_DEAL, PS_S("ac\x1b[31mme"));
    assert_string_equal(err.message, "no deal is named 'ac?[31mme'");
    assert_string_equal(ps_code_name(err.code), "NOTFOUND");
    assert_string_equal(ps_code_name(-99), "UNKNOWN");
    assert_int_equal(ps_fail(NULL, PS_EINVAL, NO_DEAL, PS_S("x")), PS_EINVAL);
}

static void a_message_about_a_file_begins_with_its_place(void **state) {
    ps_error err = {0};
    (void)state;
    ps_fail(&err, PS_EPARSE, NO_TASK);
    ps_error_at(&err, PS_S("deals/2026/a/deal.md"), 7);
    assert_non_null(strstr(err.message, "deals/2026/a/deal.md:7: "));
    ps_error_at(&err, PS_S("other.md"), 9);
    assert_null(strstr(err.message, "other.md"));
    assert_int_equal(err.line, 7);
}

static void a_message_is_cut_at_a_character(void **state) {
    ps_error err = {0};
    char *text = test_malloc(9001);
    (void)state;
    for (size_t i = 0; i < 9000; i += 3) {
        memcpy(text + i, "核", 3);
    }
    ps_fail(&err, PS_EINVAL, NO_DEAL, (ps_str){text, 9000});
    assert_true(strlen(err.message) < sizeof err.message);
    assert_true(ps_str_utf8(ps_str_of(err.message)));
    test_free(text);
}

static void every_text_has_both_languages_and_the_same_arguments(void **state) {
    (void)state;
    for (int id = 0; id < PS_T_COUNT; id++) {
        ps_str en = ps_text((ps_text_id)id, PS_EN), zh = ps_text((ps_text_id)id, PS_ZH);
        assert_true(en.n > 0 && zh.n > 0);
        for (char n = '1'; n <= '9'; n++) {
            const char arg[2] = {'%', n};
            bool in_en = ps_str_find(en, (ps_str){arg, 2}, 0) != SIZE_MAX, in_zh = ps_str_find(zh, (ps_str){arg, 2}, 0) != SIZE_MAX;
            if (in_en != in_zh) {
                print_error("%.*s\n", PS_FMT(en));
            }
            assert_int_equal(in_en, in_zh);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_cut_and_compared),
        cmocka_unit_test(numbers_stop_at_their_limit),
        cmocka_unit_test(utf8_is_told_from_what_only_looks_like_it),
        cmocka_unit_test(a_failed_allocation_sticks_to_a_buffer),
        cmocka_unit_test(an_arena_keeps_its_pieces_apart),
        cmocka_unit_test(messages_come_in_the_language_asked_for),
        cmocka_unit_test(a_message_about_a_file_begins_with_its_place),
        cmocka_unit_test(a_message_is_cut_at_a_character),
        cmocka_unit_test(every_text_has_both_languages_and_the_same_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
