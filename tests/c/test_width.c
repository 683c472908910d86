/* Cells on a screen. */
#include "note_fixture.h"
#include "width.h"

static void width_is_counted_in_cells(void **state) {
    static const struct {
        const char *text;
        size_t width;
    } cases[] = {
        {"", 0},
        {"abc", 3},
        {"部署", 4},
        {"한국", 4},
        {"カナ", 4},
        {"ｱ", 1},
        {"！", 2},
        {"é", 1},
        {"e\xCC\x81", 1},
        {"🚀", 2},
        {"→", 1},
        {"…", 1},
        {"±", 1},
        {"“”", 2},
        {"\xE2\x80\x8B", 0},
        {"\xFF"
         "a",
         2},
        {"✅", 2},
        {"（）", 4},
        {"\xEF\xBB\xBF", 0},
        {"𠀀", 2},
        {"ไทย", 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (ps_width(ps_str_of(cases[i].text)) != cases[i].width) {
            fail_msg("'%s' is %zu wide", cases[i].text, ps_width(ps_str_of(cases[i].text)));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(width_is_counted_in_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
