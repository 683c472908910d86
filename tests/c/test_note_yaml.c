/* Front matter: what people write, what it means, and what is said about their mistakes. */
#include "note_fixture.h"

static void front_matter_opens_on_the_first_line_only(void **state) {
    static const struct {
        const char *text;
        bool fm, broken;
        const char *body;
    } cases[] = {
        {"---\na: 1\n---\nbody", true, false, "body"},
        {"---  \r\na: 1\r\n---\t\r\nbody", true, false, "body"},
        {"\xEF\xBB\xBF---\na: 1\n...\nbody", true, false, "body"},
        {"---\na: 1\n---", true, false, ""},
        {"---\n---\n", true, false, ""},
        {"---\n# c\n---\n", true, false, ""},
        {"\n---\na: 1\n---\n", false, false, "\n---\na: 1\n---\n"},
        {" ---\na: 1\n---\n", false, false, " ---\na: 1\n---\n"},
        {"----\na: 1\n----\n", false, false, "----\na: 1\n----\n"},
        {"---\nJust text after a rule.\n", false, false, "---\nJust text after a rule.\n"},
        {"---", false, false, "---"},
        {"---\n", false, false, "---\n"},
        {"---\na: 1\nb: 2\n\n# H\n", true, true, "\n# H\n"},
        {"---\ntitle:\n", true, true, ""},
        {"---\na: |\n  ---\n  x\n---\nbody", true, false, "body"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ps_note *n = nf_read(cases[i].text);
        assert_int_equal(n->has_fm, cases[i].fm);
        assert_int_equal(n->broken != NULL, cases[i].broken);
        nf_is(ps_str_sub(n->text, n->body_at, n->text.n), cases[i].body + (n->bom && !cases[i].fm ? 3 : 0));
        ps_note_free(n);
    }
}

static void offsets_count_bytes_after_bom_cjk_and_emoji(void **state) {
    ps_note *n = nf_read("\xEF\xBB\xBF---\r\ntitle: 部署 🚀\r\n'k y': \"v\\u00e9\" # 注\r\n键: [一, \"[[二|2]]\"]\r\nlast: x\r\n---\r\n");
    assert_true(n->bom);
    nf_slice(n, n->fields[0].range, "部署 🚀");
    nf_slice(n, n->fields[1].whole, "'k y': \"v\\u00e9\"");
    nf_is(n->fields[1].key, "k y");
    nf_is(n->fields[1].text, "v\xC3\xA9");
    nf_slice(n, n->fields[2].whole, "键: [一, \"[[二|2]]\"]");
    nf_slice(n, n->fields[2].items[1].range, "\"[[二|2]]\"");
    nf_slice(n, n->fields[3].range, "x");
    assert_int_equal(n->fields[3].line, 5);
    nf_slice(n, n->links[0].range, "[[二|2]]");
    ps_note_free(n);
}

static void an_empty_value_stands_right_after_its_colon(void **state) {
    ps_note *n = nf_read("---\na:\nb:   # c\nc: ~\nd: null\ne: \"\"\nf: &x\ng: *x\n---\n");
    static const ps_fm_kind kinds[] = {PS_FM_EMPTY, PS_FM_EMPTY, PS_FM_EMPTY, PS_FM_EMPTY, PS_FM_SCALAR, PS_FM_EMPTY, PS_FM_EMPTY};
    static const char *const raws[] = {"", "", "~", "null", "\"\"", "&x", "*x"};
    assert_int_equal(n->n_fields, 7);
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(n->fields[i].kind, kinds[i]);
        nf_slice(n, n->fields[i].range, raws[i]);
        nf_is(n->fields[i].text, "");
    }
    assert_int_equal(n->text.p[n->fields[1].range.at - 1], ':');
    ps_note_free(n);
}

static void lists_and_maps_have_items_with_places(void **state) {
    ps_note *n = nf_read("---\nl:\n  - one # c\n  -\n  - {a: [x, y]}\nm: {amount: 5, period: month}\nk:\n- a\n- b\nd: [[[deep]]]\n---\n");
    const ps_fm *l = ps_note_field(n, PS_S("l")), *m = ps_note_field(n, PS_S("m")), *k = ps_note_field(n, PS_S("k"));
    assert_int_equal(l->kind, PS_FM_LIST);
    assert_int_equal(l->n_items, 3);
    nf_slice(n, l->items[0].range, "one");
    assert_int_equal(l->items[1].kind, PS_FM_EMPTY);
    assert_int_equal(l->items[2].items[0].kind, PS_FM_LIST);
    nf_slice(n, l->items[2].items[0].range, "[x, y]");
    assert_int_equal(l->items[2].items[0].n_items, 0); /* deeper levels are bytes only */
    nf_slice(n, l->range, "- one # c\n  -\n  - {a: [x, y]}");
    assert_int_equal(m->kind, PS_FM_MAP);
    nf_is(m->items[1].key, "period");
    nf_slice(n, m->items[1].whole, "period: month");
    nf_slice(n, k->range, "- a\n- b");
    assert_int_equal(k->items[1].line, 9);
    ps_note_free(n);
}

static void strings_are_decoded(void **state) {
    ps_note *n = nf_read("---\na: 'it''s'\nb: \"x\\ty\\\"\"\nc: |\n  one\n  two\n\nd: >-\n  one\n  two\ne: plain\n  goes on\nf: \"x\n  "
                         "y\"\ng: a#b c:d\n---\n");
    nf_is(n->fields[0].text, "it's");
    nf_is(n->fields[1].text, "x\ty\"");
    nf_is(n->fields[2].text, "one\ntwo\n");
    nf_slice(n, n->fields[2].range, "|\n  one\n  two");
    nf_is(n->fields[3].text, "one two");
    nf_is(n->fields[4].text, "plain goes on");
    nf_slice(n, n->fields[4].range, "plain\n  goes on");
    nf_is(n->fields[5].text, "x y");
    nf_is(n->fields[6].text, "a#b c:d");
    ps_note_free(n);
}

static void an_alias_reads_as_its_anchor(void **state) {
    ps_note *n = nf_read("---\na: &x one\nb: *x\nc: &l [p, q]\nd: *l\ne: [*x, *l]\n---\n");
    nf_is(ps_note_value(n, PS_S("b")), "one");
    nf_slice(n, n->fields[1].range, "*x");
    nf_slice(n, n->fields[0].range, "&x one");
    assert_int_equal(n->fields[3].n_items, 2);
    nf_is(n->fields[4].items[0].text, "one");
    ps_note_free(n);
}

static void odd_keys_are_kept_out_of_the_way(void **state) {
    ps_note *n = nf_read("---\n? [a, b]\n: c\n? d\n: e\n1: f\ntrue: g\n<<: {h: i}\n---\n");
    assert_null(n->broken);
    nf_is(ps_note_value(n, PS_S("d")), "e");
    nf_is(ps_note_value(n, PS_S("1")), "f");
    nf_is(ps_note_value(n, PS_S("true")), "g");
    ps_note_free(n);
}

static void each_mistake_has_its_own_message(void **state) {
    static const struct {
        const char *yaml;
        unsigned line;
        const char *en, *zh;
    } cases[] = {
        {"title: Fix: x", 2, "must be quoted: title: \"Fix: x\"", "必须加引号"},
        {"a: 1\nrel: [[A]], [[B]]", 3, "rel: [\"[[A]]\", \"[[B]]\"]", "rel: [\"[[A]]\", \"[[B]]\"]"},
        {"who: @bob", 2, "begins with '@' must be quoted: who: \"@bob\"", "who: \"@bob\""},
        {"l:\n  - @bob", 3, "\"@bob\"", "\"@bob\""},
        {"a: 1\nb: 2\na: 3", 4, "'a' stands twice, on lines 2 and 4", "第 2 行和第 4 行"},
        {"title: a" NF_LS "b", 2, "U+2028", "U+2028"},
        {"title: a\xC2\x85"
         "b",
         2, "U+0085", "U+0085"},
        {"a:\n\tb: 1", 3, "indented by a tab", "制表符"},
        {"title: \"abc\nb: 1\nc: 2", 2, "quote \" that opens", "引号 \""},
        {"title: \"abc\nb: \"x\"\nc: 2", 2, "quote \" that opens", "引号 \""},
        {"t: 'it's'", 2, "twice ('')", "两次"},
        {"t: \"a\" b", 2, "after the closing quote", "闭合的引号"},
        {"a: 1\ntitle:foo", 3, "blank after the colon: 'title: …'", "冒号之后要有空格"},
        {"a: 1\n标题：x\nb: 1", 3, "full-width", "全角冒号"},
        {"tags: [a, b\nc: 1", 2, "'[' is not closed", "“[”没有闭合"},
        {"x: {{title}} - y", 2, "x: \"{{title}} - y\"", "x: \"{{title}} - y\""},
        {"x: *bold*", 2, "x: \"*bold*\"", "x: \"*bold*\""},
        {"x: *a", 2, "no anchor '&a'", "没有锚点“&a”"},
        {"x: \"C:\\path\"", 2, "backslash", "反斜杠"},
        {"a: 1\n  b: 2", 3, "does not fit", "不相称"},
        {"a: 1\nfoo\nb: 1", 3, "'foo' is no 'key: value'", "“foo”不是“键: 值”"},
        {"- a\n- b", 2, "'key: value'", "“键: 值”"},
        {"a: \x01", 2, "control character", "控制字符"},
        {"a: \xFF", 2, "no UTF-8", "UTF-8"},
        {"a: 1\n--- x", 3, "second YAML document", "又开始了一个 YAML 文档"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200];
        int size = snprintf(text, sizeof text, "---\n%s\n---\n- [ ] body\n", cases[i].yaml);
        for (ps_lang lang = PS_EN; lang <= PS_ZH; lang++) {
            ps_note *n = nf_read_in((ps_str){text, (size_t)size}, lang);
            const char *want = lang == PS_EN ? cases[i].en : cases[i].zh;
            assert_non_null(n->broken);
            assert_int_equal(n->broken->code, PS_EPARSE);
            assert_int_equal(n->broken->line, cases[i].line);
            if (!strstr(n->broken->message, want)) {
                fail_msg("%s: '%s' is not in '%s'", cases[i].yaml, want, n->broken->message);
            }
            assert_int_equal(n->n_tasks, 1); /* the body is read all the same */
            ps_note_free(n);
        }
    }
}

static void what_stands_before_the_fault_can_be_shown(void **state) {
    ps_note *n = nf_read("---\nid: acme\ntitle: Fix: x\nowner: li\n---\n");
    assert_non_null(n->broken);
    nf_is(ps_note_value(n, PS_S("id")), "acme");
    nf_is(ps_note_value(n, PS_S("owner")), "");
    ps_note_free(n);
}

static void what_reads_but_hardly_as_meant_gives_a_hint(void **state) {
    static const char *const cases[][2] = {
        {"tags: #a #b", "'#a #b' is a comment"},
        {"link: [[Note]]", "link: \"[[Note]]\""},
        {"x: {{title}}", "x: \"{{title}}\""},
        {"x: !now", "x: \"!now\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[100];
        snprintf(text, sizeof text, "---\na: 1\n%s\n---\n", cases[i][0]);
        ps_note *n = nf_read(text);
        assert_null(n->broken);
        assert_int_equal(n->n_hints, 1);
        assert_int_equal(n->hints[0].line, 3);
        assert_non_null(strstr(n->hints[0].message.p, cases[i][1]));
        ps_note_free(n);
    }
    ps_note *n = nf_read("---\na: # note\nb: [[x, y]]\nc: [a]\nd: \"[[x]]\"\ne:\n---\n");
    assert_int_equal(n->n_hints, 0);
    ps_note_free(n);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(front_matter_opens_on_the_first_line_only),
        cmocka_unit_test(offsets_count_bytes_after_bom_cjk_and_emoji),
        cmocka_unit_test(an_empty_value_stands_right_after_its_colon),
        cmocka_unit_test(lists_and_maps_have_items_with_places),
        cmocka_unit_test(strings_are_decoded),
        cmocka_unit_test(an_alias_reads_as_its_anchor),
        cmocka_unit_test(odd_keys_are_kept_out_of_the_way),
        cmocka_unit_test(each_mistake_has_its_own_message),
        cmocka_unit_test(what_stands_before_the_fault_can_be_shown),
        cmocka_unit_test(what_reads_but_hardly_as_meant_gives_a_hint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
