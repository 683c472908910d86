#include "deal_fixture.h"
#include "field.h"

static void whole_numbers_are_read_with_sign_and_per_cent(void **state) {
    static const struct {
        const char *text;
        bool ok;
        int value;
    } cases[] = {
        {"0", true, 0},
        {" 60 ", true, 60},
        {"60%", true, 60},
        {"60 %", true, 60},
        {"-5", true, -5},
        {"+7", true, 7},
        {"123456", true, 123456},
        {"007", true, 7},
        {"", false, 0},
        {"%", false, 0},
        {"-", false, 0},
        {"1.5", false, 0},
        {"1,000", false, 0},
        {"60 per cent", false, 0},
        {"0x1", false, 0},
        {"99999999999999999999", true, 1000000},
        {"-99999999999", true, -1000000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int v = -12345;
        assert_int_equal(ps_int_read(ps_str_of(cases[i].text), &v), cases[i].ok);
        assert_int_equal(v, cases[i].ok ? cases[i].value : -12345);
    }
}

static void ids_lose_their_links_and_folders(void **state) {
    fx_assert_str(ps_id_bare(PS_S("acme")), "acme");
    fx_assert_str(ps_id_bare(PS_S(" [[acme]] ")), "acme");
    fx_assert_str(ps_id_bare(PS_S("[[accounts/acme.md|Acme]]")), "acme");
    fx_assert_str(ps_id_bare(PS_S("[[people/陈刚]]")), "陈刚");
    fx_assert_str(ps_id_bare(PS_S("a/b")), "a/b"); /* no link: as it stands */
    fx_assert_str(ps_id_bare(PS_S("")), "");
    fx_assert_str(ps_id_bare(PS_S("[[")), "[[");
}

static void split(const char *text, size_t n, const char *first, const char *last) {
    ps_arena arena = {0};
    ps_strs ids = {0};
    assert_int_equal(ps_ids_split(&arena, ps_str_of(text), &ids), 0);
    assert_int_equal(ids.n, n);
    if (n) {
        fx_assert_str(ids.v[0], first);
        fx_assert_str(ids.v[n - 1], last);
    }
    ps_arena_free(&arena);
}

static void lists_in_a_text_split_at_any_comma(void **state) {
    split("[[a]], [[b]]", 2, "a", "b");
    split("[[a]] [[b]][[c]]", 3, "a", "c");
    split("[[a|A, the first]], b", 2, "a", "b");
    split("a;b ; c", 3, "a", "c");
    split("陈刚、刘敏", 2, "陈刚", "刘敏");
    split("a\xEF\xBC\x8C"
          "b\xEF\xBC\x9B"
          "c",
          3, "a", "c");
    split("Chen Gang", 1, "Chen Gang", "Chen Gang");
    split(", ,,", 0, NULL, NULL);
    split("", 0, NULL, NULL);
    split("[[a, b", 2, "[[a", "b"); /* never closed */
}

static void amounts_days_and_flags(void **state) {
    assert_int_equal(ps_money_read(PS_S(" 1,860.50 ")), 18605000);
    assert_int_equal(ps_money_read(PS_S("")), PS_MONEY_NONE);
    assert_int_equal(ps_money_read(PS_S("1e9")), PS_MONEY_NONE);
    assert_int_equal(ps_date_read(PS_S("2026-02-30")), PS_DATE_NONE);
    assert_int_equal(ps_date_read(PS_S(" 1970-01-02 ")), 1);
    assert_true(ps_bool_read(PS_S("Yes")) && ps_bool_read(PS_S("true")) && ps_bool_read(PS_S("是")) && ps_bool_read(PS_S(" 1 ")));
    assert_false(ps_bool_read(PS_S("")) || ps_bool_read(PS_S("no")) || ps_bool_read(PS_S("yes please")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_numbers_are_read_with_sign_and_per_cent),
        cmocka_unit_test(ids_lose_their_links_and_folders),
        cmocka_unit_test(lists_in_a_text_split_at_any_comma),
        cmocka_unit_test(amounts_days_and_flags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
