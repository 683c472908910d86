#include "note_fixture.h"

#include "privacy.h"

static ps_str hide(ps_buf *out, const char *text, bool front) {
    ps_note *note;
    assert_int_equal(ps_note_parse(&note, ps_str_of(text), PS_EN, NULL), 0);
    ps_buf_free(out);
    assert_int_equal(ps_private_hide(out, note, front, NULL, NULL), 0);
    ps_note_free(note);
    return ps_buf_str(out);
}

static void hides(const char *text, const char *told) {
    ps_buf out = {0};
    ps_str got = hide(&out, text, true);
    assert_string_equal(got.n ? got.p : "", told);
    ps_buf_free(&out);
}

static void a_section_headed_private_becomes_empty_lines_and_all_other_lines_keep_their_numbers(void **state) {
    (void)state;
    hides("# Liu\n\n## Notes\nfond of tea\n\n## Private\nill, keep quiet\n### More\n- [ ] ask [due:: 2026-12-01]\n\n## Relationships\nx\n",
          "# Liu\n\n## Notes\nfond of tea\n\n\n\n\n\n\n## Relationships\nx\n");
    hides("# 刘\n\n## 私人\n身体不好\n", "# 刘\n\n\n\n");
    hides("Private\n-------\na\n", "\n\n\n"); /* underlined */
    hides("## visit\na\n### Private\nb\n## next\nc\n", "## visit\na\n\n\n## next\nc\n");
}

static void what_only_looks_like_such_a_heading_hides_nothing(void **state) {
    (void)state;
    hides("```\n## Private\n```\nshown\n", "```\n## Private\n```\nshown\n");
    hides("## Private network\nshown\n", "## Private network\nshown\n");
    hides("---\nprivate: false\npost: CTO\n---\nshown\n", "---\nprivate: false\npost: CTO\n---\nshown\n");
}

static void whatever_but_a_plain_no_makes_a_note_private(void **state) {
    (void)state;
    hides("---\nprivate: maybe\n---\nx\n", "---\nprivate: maybe\n---\n\n");
    hides("---\nprivate: [a, b]\n---\nx\n", "---\nprivate: [a, b]\n---\n\n");
    hides("---\nprivate: No\n---\nx\n", "---\nprivate: No\n---\nx\n");
    hides("---\nprivate:\n---\nx\n", "---\nprivate:\n---\nx\n");
}

static void of_a_private_note_nothing_is_told_but_who_it_is(void **state) {
    (void)state;
    hides("---\nid: liu\naliases: [Ah Min]\nname: Liu Min\nneeds:\n  - benefit\nprivate: true\npost: CTO\nphone: 1\n---\n# Liu\nsecret\n",
          "---\nid: liu\n\nname: Liu Min\n\n\nprivate: true\npost: CTO\n\n---\n\n\n");
}

static void in_deal_md_the_front_matter_stays_as_it_is(void **state) {
    (void)state;
    ps_buf out = {0};
    ps_str got = hide(&out, "---\nprivate: true\nstage: concept\n---\n## Private\nx\n", false);
    assert_string_equal(got.p, "---\nprivate: true\nstage: concept\n---\n\n\n");
    ps_buf_free(&out);
}

static void a_note_whose_front_matter_does_not_parse_may_be_private_and_is_not_told(void **state) {
    (void)state;
    hides("---\nname: Fix: x\nprivate: true\n---\nsecret\n", "\n\n\n\n\n");
}

static void a_place_is_private_in_its_section_and_nowhere_else(void **state) {
    (void)state;
    static const char text[] = "## A\na\n## Private\nb\n### C\nc\n## D\nd\n";
    ps_note *note;
    assert_int_equal(ps_note_parse(&note, ps_str_of(text), PS_EN, NULL), 0);
    assert_false(ps_private_at(note, (size_t)(strstr(text, "a\n") - text), NULL));
    assert_true(ps_private_at(note, (size_t)(strstr(text, "b\n") - text), NULL));
    assert_true(ps_private_at(note, (size_t)(strstr(text, "c\n") - text), NULL));
    assert_false(ps_private_at(note, (size_t)(strstr(text, "d\n") - text), NULL));
    assert_true(ps_private_any(note, NULL));
    ps_note_free(note);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_section_headed_private_becomes_empty_lines_and_all_other_lines_keep_their_numbers),
        cmocka_unit_test(what_only_looks_like_such_a_heading_hides_nothing),
        cmocka_unit_test(whatever_but_a_plain_no_makes_a_note_private),
        cmocka_unit_test(of_a_private_note_nothing_is_told_but_who_it_is),
        cmocka_unit_test(in_deal_md_the_front_matter_stays_as_it_is),
        cmocka_unit_test(a_note_whose_front_matter_does_not_parse_may_be_private_and_is_not_told),
        cmocka_unit_test(a_place_is_private_in_its_section_and_nowhere_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
