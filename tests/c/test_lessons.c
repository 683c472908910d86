#include "lessons.h"

#include "deal_fixture.h"

/* "+3 visit early; -9 …": what to repeat, what to avoid, and the line. */
static const char *lessons(fx *f, const char *text) {
    ps_note *note = NULL;
    ps_lesson_list list = {0};
    ps_str s = PS_S("");
    assert_int_equal(ps_note_parse(&note, ps_str_of(text), PS_EN, NULL), PS_OK);
    assert_int_equal(ps_lessons_read(&list, &f->arena, f->process, note), PS_OK);
    for (size_t i = 0; i < list.n; i++) {
        s = ps_arena_fmt(&f->arena, "%.*s%s%c%u %.*s", PS_FMT(s), i ? "; " : "", list.v[i].avoid ? '-' : '+', list.v[i].line,
                         PS_FMT(list.v[i].text));
    }
    ps_note_free(note);
    return ps_arena_dup(&f->arena, s).p;
}

static void every_item_and_every_paragraph_is_a_lesson(void **state) {
    (void)state;
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    assert_string_equal(lessons(&f, "# S\n\n## What to repeat\n\n- visit early\n- [x] bring the\n  engineer\n  - and the map\n1. "
                                    "third\n\nA paragraph\nof two lines.\n\n"
                                    "## What happened\n\n- nothing to learn\n\n## What to avoid\n<!-- later -->\nwaiting\r\n"),
                        "+5 visit early; +6 bring the engineer and the map; +9 third; +11 A paragraph of two lines.; -20 waiting");
    assert_string_equal(lessons(&f, "# S\n\n## What to repeat\n\n## What to avoid\n"), "");
    assert_string_equal(lessons(&f, "## 可复制的经验\n\n- 割接前演练\n\n## 应避免的教训\n\n太晚\n"), "+3 割接前演练; -7 太晚");
    fx_end(&f);
}

static void what_is_packed_comes_back(void **state) {
    (void)state;
    ps_arena arena = {0};
    const ps_lesson all[] = {{false, PS_S("visit early"), 5}, {true, PS_S(""), 4294967295u}, {true, PS_S("太 晚"), 1}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        ps_lesson back;
        assert_true(ps_lesson_unpack(ps_lesson_pack(&arena, &all[i]), &back));
        assert_true(ps_str_eq(back.text, all[i].text));
        assert_int_equal(back.avoid, all[i].avoid);
        assert_true(back.line == all[i].line);
    }
    const char *const none[] = {"", "avoid", "avoid x text", "12 text"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        ps_lesson back;
        assert_false(ps_lesson_unpack(ps_str_of(none[i]), &back));
        assert_int_equal(back.text.n, 0);
    }
    ps_arena_free(&arena);
}

static ps_str rivals_a[] = {{"zhongke", 7}, {"globex", 6}}, rivals_b[] = {{"Globex", 6}, {"zhongke", 7}}, products[] = {{"core", 4}};

/* "17 account region …": points, and what for. */
static const char *likeness(fx *f, const ps_features *a, const ps_features *b) {
    bool likes[PS_LIKES];
    ps_str s = ps_arena_fmt(&f->arena, "%d", ps_likeness(a, b, likes));
    for (int l = 0; l < PS_LIKES; l++) {
        s = likes[l] ? ps_arena_fmt(&f->arena, "%.*s %.*s", PS_FMT(s), PS_FMT(ps_like_id((ps_like)l))) : s;
    }
    return s.p;
}

static void what_deals_have_in_common_counts(void **state) {
    (void)state;
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_features a = {PS_S("acme"), PS_S("north"), PS_S("A"), PS_S("Core network upgrade"), {rivals_a, 2, 2}, {products, 1, 1}};
    ps_features b = a, none = {.account = PS_S("")};
    b.rivals = (ps_strs){rivals_b, 2, 2};
    assert_string_equal(likeness(&f, &a, &b), "26 account region rival product kind words"); /* 8 + 4 + 6 + 3 + 2 + 3 */
    b.account = PS_S("other");
    b.region = PS_S("");
    b.title = PS_S("An upgrade of it");
    b.rivals.n = 1;
    b.products.n = 0;
    assert_string_equal(likeness(&f, &a, &b), "6 rival kind words"); /* 3 + 2 + 1 */
    assert_string_equal(likeness(&f, &none, &none), "0");
    ps_features x = {.title = PS_S("港口 5G 核心网扩容")}, y = {.title = PS_S("省移动核心网")};
    assert_string_equal(likeness(&f, &x, &y), "2 words"); /* 核心 心网 */
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_and_every_paragraph_is_a_lesson),
        cmocka_unit_test(what_is_packed_comes_back),
        cmocka_unit_test(what_deals_have_in_common_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
