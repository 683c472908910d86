/* Ids, and ids made from titles. */
#include "note_fixture.h"

static void ids_are_letters_of_any_script_digits_and_three_marks(void **state) {
    static const char *const good[] = {"a",          "acme-core", "li.wei", "A_1",  "陈刚", "é",
                                       "2026-11-23", "名-1.2",    "-",      "한국", "дело", "हिन्दी"};
    static const char *const bad[] = {"",
                                      ".a",
                                      "a b",
                                      "a/b",
                                      "a\\b",
                                      "a:b",
                                      "a\n",
                                      "..",
                                      "\xFF",
                                      "a\xE2\x80\xAE",
                                      "a，b",
                                      "🚀",
                                      "a\xC2\xA0"
                                      "b",
                                      "a|b",
                                      "^a",
                                      "[a]"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(ps_id_valid(ps_str_of(good[i])));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(ps_id_valid(ps_str_of(bad[i])));
    }
    char longest[121];
    memset(longest, 'a', sizeof longest);
    assert_true(ps_id_valid((ps_str){longest, 120}));
    assert_false(ps_id_valid((ps_str){longest, 121}));
}

static void an_id_is_made_from_a_title(void **state) {
    static const char *const cases[][2] = {
        {"Acme Core 5G", "acme-core-5g"},
        {"  --Hello,   World!-- ", "hello-world"},
        {"电信 核心网（二期）", "电信-核心网-二期"},
        {"ＡＣＭＥ１", "acme1"},
        {"Überland ÄÖ", "Überland-ÄÖ"},
        {"!!! ... ---", ""},
        {"../../etc/passwd", "etc-passwd"},
        {"a\nb\tc", "a-b-c"},
        {"\xFF"
         "a\xFF"
         "b",
         "a-b"},
        {"🚀 launch", "launch"},
        {"", ""},
        {"v1.2_beta", "v1-2-beta"},
    };
    ps_arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ps_str id = ps_id_from(&arena, ps_str_of(cases[i][0]));
        nf_is(id, cases[i][1]);
        assert_true(id.n == 0 || ps_id_valid(id));
    }
    ps_arena_free(&arena);
}

static void a_long_title_is_cut_at_a_character(void **state) {
    ps_arena arena = {0};
    char title[3 * 5000];
    for (size_t i = 0; i < 5000; i++) {
        memcpy(title + 3 * i, "部", 3);
    }
    ps_str id = ps_id_from(&arena, (ps_str){title, sizeof title});
    assert_int_equal(id.n, 120);
    assert_true(ps_id_valid(id));
    id = ps_id_from(&arena, (ps_str){title + 1, sizeof title - 1});
    assert_true(ps_id_valid(id));
    ps_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_letters_of_any_script_digits_and_three_marks),
        cmocka_unit_test(an_id_is_made_from_a_title),
        cmocka_unit_test(a_long_title_is_cut_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
