#include "deal_fixture.h"

#include "rivals.h"

#define TABLE "## Competitors\n| competitor | product | focus | policy | threat |\n|---|---|---|---|---|\n"

static void what_a_row_leaves_blank_comes_from_the_note(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_note(&f, PS_K_COMPETITOR, "huateng",
            "---\nname: Huateng Technologies\nproducts: [H8, H9]\nfocus: the south\npolicy: dumping\n---\n");
    ps_note *note = NULL;
    ps_contender *v;
    size_t n;
    ps_str text = PS_S("# Deal\n" TABLE "| [[huateng]] | | | price first | high |\n| | x | | | |\n| Local people | boxes | | | |\n");
    assert_int_equal(ps_note_parse(&note, text, PS_EN, &f.err), 0);
    assert_int_equal(ps_rivals_read(&v, &n, &f.arena, note, f.process, &f.world, &f.err), 0);
    assert_int_equal(n, 2);
    fx_assert_str(v[0].id, "huateng");
    fx_assert_str(v[0].name, "Huateng Technologies");
    fx_assert_str(v[0].product, "H8, H9");
    fx_assert_str(v[0].focus, "the south");
    fx_assert_str(v[0].policy, "price first"); /* the row holds against the note */
    fx_assert_str(v[0].threat, "high");
    fx_assert_str(v[0].path, "competitors/huateng.md");
    assert_int_equal(v[0].line, 5);
    fx_assert_str(v[1].name, "Local people");
    fx_assert_str(v[1].focus, "");
    fx_assert_str(v[1].path, "");
    ps_note_free(note);
    fx_end(&f);
}

static void no_table_is_nobody(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_note *note = NULL;
    ps_contender *v;
    size_t n;
    assert_int_equal(ps_note_parse(&note, PS_S("# Deal\n"), PS_EN, &f.err), 0);
    assert_int_equal(ps_rivals_read(&v, &n, &f.arena, note, f.process, NULL, &f.err), 0);
    assert_int_equal(n, 0);
    ps_note_free(note);
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_row_leaves_blank_comes_from_the_note),
        cmocka_unit_test(no_table_is_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
