/* Edits: the one thing changes, every other byte stays. */
#include "note_fixture.h"

#define KEY PS_S("value")

static void a_value_is_replaced_among_cjk_emoji_bom_and_crlf(void **state) {
    nf_edit("---\ntitle: 部署 🚀\nvalue: 5\nowner: 李伟\n---\n正文 🎉\n", "---\ntitle: 部署 🚀\nvalue: 6\nowner: 李伟\n---\n正文 🎉\n",
            ps_note_set(&n, KEY, PS_S("6"), &err));
    nf_edit("\xEF\xBB\xBF---\r\ntitle: é\r\nvalue: 5 \r\nx: 1\r\n---\r\n\r\nText",
            "\xEF\xBB\xBF---\r\ntitle: é\r\nvalue: 新 🚀 \r\nx: 1\r\n---\r\n\r\nText", ps_note_set(&n, KEY, PS_S("新 🚀"), &err));
    nf_edit("---\nvalue: 部署 🚀 # 注\n---\n", "---\nvalue: x # 注\n---\n", ps_note_set(&n, KEY, PS_S("x"), &err));
}

static void an_empty_value_gets_its_blank_and_loses_it_again(void **state) {
    nf_edit("---\nvalue:\nb: 1\n---\n", "---\nvalue: 5\nb: 1\n---\n", ps_note_set(&n, KEY, PS_S("5"), &err));
    nf_edit("---\nvalue: # note\n---\n", "---\nvalue: 5 # note\n---\n", ps_note_set(&n, KEY, PS_S("5"), &err));
    nf_edit("---\nvalue:   \n---\n", "---\nvalue: 5   \n---\n", ps_note_set(&n, KEY, PS_S("5"), &err));
    nf_edit("---\nvalue: ~\n---\n", "---\nvalue: 5\n---\n", ps_note_set(&n, KEY, PS_S("5"), &err));
    nf_edit("---\nvalue: 5\nb: 1\n---\n", "---\nvalue:\nb: 1\n---\n", ps_note_set(&n, KEY, PS_S(""), &err));
    nf_edit("---\nvalue: \"5\" # note\n---\n", "---\nvalue: # note\n---\n", ps_note_set(&n, KEY, PS_S(""), &err));
}

static void anchors_and_tags_stay_and_an_alias_is_replaced_alone(void **state) {
    nf_edit("---\nvalue: &v 5\ncopy: *v\n---\n", "---\nvalue: &v 6\ncopy: *v\n---\n", ps_note_set(&n, KEY, PS_S("6"), &err));
    nf_edit("---\nvalue: &v\nb: 1\n---\n", "---\nvalue: &v 6\nb: 1\n---\n", ps_note_set(&n, KEY, PS_S("6"), &err));
    nf_edit("---\nvalue: !!str &v \"5\" # c\n---\n", "---\nvalue: !!str &v \"6\" # c\n---\n", ps_note_set(&n, KEY, PS_S("6"), &err));
    nf_edit("---\na: &v 5\nvalue: *v\nc: *v\n---\n", "---\na: &v 5\nvalue: 6\nc: *v\n---\n", ps_note_set(&n, KEY, PS_S("6"), &err));
    nf_edit("---\nvalue: &v 5\n---\n", "---\nvalue: &v\n---\n", ps_note_set(&n, KEY, PS_S(""), &err));
}

static void quotes_keep_their_style(void **state) {
    nf_edit("---\nvalue: 'a'\n---\n", "---\nvalue: 'it''s'\n---\n", ps_note_set(&n, KEY, PS_S("it's"), &err));
    nf_edit("---\nvalue: \"a\"\n---\n", "---\nvalue: \"say \\\"x\\\" \\\\ y\"\n---\n", ps_note_set(&n, KEY, PS_S("say \"x\" \\ y"), &err));
    nf_edit("---\n\"value\": \"a\"\n---\n", "---\n\"value\": \"b\"\n---\n", ps_note_set(&n, KEY, PS_S("b"), &err));
    nf_edit("---\n'va: lue': \"a\"\n---\n", "---\n'va: lue': \"b\"\n---\n", ps_note_set(&n, PS_S("va: lue"), PS_S("b"), &err));
    nf_edit("---\nvalue: \"a\n  b\"\nx: 1\n---\n", "---\nvalue: \"c\"\nx: 1\n---\n", ps_note_set(&n, KEY, PS_S("c"), &err));
}

static void values_that_yaml_would_misread_are_quoted(void **state) {
    static const char *const cases[][2] = {
        {"Fix: x", "\"Fix: x\""},
        {"@bob", "\"@bob\""},
        {"#tag", "\"#tag\""},
        {"a #b", "\"a #b\""},
        {"[x]", "\"[x]\""},
        {"null", "\"null\""},
        {"~", "\"~\""},
        {"- a", "\"- a\""},
        {"-5", "-5"},
        {"a, b", "a, b"},
        {"x:", "\"x:\""},
        {" x ", "\" x \""},
        {"2026-11-23", "2026-11-23"},
        {"yes", "yes"},
        {"say \"x\"", "say \"x\""},
        {"\"x\" y", "'\"x\" y'"},
        {"a\nb", "\"a\\nb\""},
        {"a\tb", "\"a\\tb\""},
        {"\x1B[1m", "\"\\x1B[1m\""},
        {"a" NF_LS "b", "\"a\\u2028b\""},
        {"http://x.de/a?b", "http://x.de/a?b"},
        {"C:\\x: y", "'C:\\x: y'"},
        {"---", "\"---\""},
        {"%x", "\"%x\""},
        {"*x", "\"*x\""},
        {"\xC2\x85", "\"\\x85\""},
        {"部署：一", "部署：一"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char want[200];
        snprintf(want, sizeof want, "---\nvalue: %s\nb: 1\n---\n", cases[i][1]);
        nf_edit("---\nvalue: x\nb: 1\n---\n", want, ps_note_set(&n, KEY, ps_str_of(cases[i][0]), &err));
    }
}

static void a_link_around_an_id_stays(void **state) {
    nf_edit("---\nvalue: \"[[acme]]\"\n---\n", "---\nvalue: \"[[other-co]]\"\n---\n", ps_note_set(&n, KEY, PS_S("other-co"), &err));
    nf_edit("---\nvalue: '[[acme|Acme]]' # c\n---\n", "---\nvalue: '[[李-伟]]' # c\n---\n", ps_note_set(&n, KEY, PS_S("李-伟"), &err));
    nf_edit("---\nvalue: \"[[acme]]\"\n---\n", "---\nvalue: \"two words\"\n---\n", ps_note_set(&n, KEY, PS_S("two words"), &err));
    nf_edit("---\nvalue: [[acme]]\n---\n", "---\nvalue: \"[[b]]\"\n---\n", ps_note_set(&n, KEY, PS_S("b"), &err));
}

static void the_same_value_changes_nothing(void **state) {
    nf_edit("---\nvalue:    'x'   # c\n---\n", "---\nvalue:    'x'   # c\n---\n", ps_note_set(&n, KEY, PS_S("x"), &err));
    nf_edit("---\nvalue: \"[[x|y]]\"\n---\n", "---\nvalue: \"[[x|y]]\"\n---\n", ps_note_set(&n, KEY, PS_S("x"), &err));
}

static void blocks_give_way_to_a_scalar(void **state) {
    nf_edit("---\nvalue: |\n  a\n  b\n\nc: 1\n---\n", "---\nvalue: x\n\nc: 1\n---\n", ps_note_set(&n, KEY, PS_S("x"), &err));
    nf_edit("---\nvalue: >- # fold\n  a\n  b\nc: 1\n---\n", "---\nvalue: x\nc: 1\n---\n", ps_note_set(&n, KEY, PS_S("x"), &err));
    nf_edit("---\nvalue: # list\n  - a\n  - b\nc: 1\n---\n", "---\nvalue: x # list\nc: 1\n---\n", ps_note_set(&n, KEY, PS_S("x"), &err));
    nf_edit("---\nvalue: &v\n  - a\nc: 1\n---\n", "---\nvalue: &v x\nc: 1\n---\n", ps_note_set(&n, KEY, PS_S("x"), &err));
    nf_edit("---\nvalue:\n- a\nc: 1\n---\n", "---\nvalue:\nc: 1\n---\n", ps_note_set(&n, KEY, PS_S(""), &err));
    nf_edit("---\nvalue:\n  plain\n  text\nc: 1\n---\n", "---\nvalue: x\nc: 1\n---\n", ps_note_set(&n, KEY, PS_S("x"), &err));
}

static void a_missing_key_goes_before_the_closing_fence(void **state) {
    nf_edit("---\na: 1\n---\nText\n", "---\na: 1\nvalue: 5\n---\nText\n", ps_note_set(&n, KEY, PS_S("5"), &err));
    nf_edit("---\r\na: 1\r\n...\r\nText\r\n", "---\r\na: 1\r\nvalue: 5\r\n...\r\nText\r\n", ps_note_set(&n, KEY, PS_S("5"), &err));
    nf_edit("---\n---\n", "---\nvalue:\n---\n", ps_note_set(&n, KEY, PS_S(""), &err));
    nf_edit("---\n# only a comment\n---\n", "---\n# only a comment\nvalue: 5\n---\n", ps_note_set(&n, KEY, PS_S("5"), &err));
    nf_edit("---\n  a: 1\n  b: 2\n---\n", "---\n  a: 1\n  b: 2\n  value: 5\n---\n", ps_note_set(&n, KEY, PS_S("5"), &err));
    nf_edit("---\n{a: 1}\n---\n", "---\n{a: 1, value: \"5, 6\"}\n---\n", ps_note_set(&n, KEY, PS_S("5, 6"), &err));
    nf_edit("---\na: |\n  x\n\n---\n", "---\na: |\n  x\n\nvalue: 5\n---\n", ps_note_set(&n, KEY, PS_S("5"), &err));
}

static void a_note_without_front_matter_gets_some(void **state) {
    nf_edit("# Title\n- [ ] t ^x\n", "---\nvalue: 5\n---\n# Title\n- [ ] t ^x\n", ps_note_set(&n, KEY, PS_S("5"), &err));
    nf_edit("", "---\nvalue: 5\n---\n", ps_note_set(&n, KEY, PS_S("5"), &err));
    nf_edit("\xEF\xBB\xBFText\r\n", "\xEF\xBB\xBF---\r\nvalue: 5\r\n---\r\nText\r\n", ps_note_set(&n, KEY, PS_S("5"), &err));
    nf_edit("---\n\nAfter a rule\n", "---\nvalue: 5\n---\n---\n\nAfter a rule\n", ps_note_set(&n, KEY, PS_S("5"), &err));
}

static void a_key_goes_with_its_lines(void **state) {
    nf_edit("---\na: 1\nvalue: 5 # c\nb: 2\n---\n", "---\na: 1\nb: 2\n---\n", ps_note_unset(&n, KEY, &err));
    nf_edit("---\nvalue:\n  - a\n  - b # c\nb: 2\n---\n", "---\nb: 2\n---\n", ps_note_unset(&n, KEY, &err));
    nf_edit("---\nvalue:\n---\n", "---\n---\n", ps_note_unset(&n, KEY, &err));
    nf_edit("---\na: 1\n---\n", "---\na: 1\n---\n", ps_note_unset(&n, KEY, &err));
    nf_refuse("---\nvalue: &v 1\na: *v\n---\n", PS_EPARSE, ps_note_unset(&n, KEY, &err));
    nf_refuse("---\n{value: 1, b: 2}\n---\n", PS_EPARSE, ps_note_unset(&n, KEY, &err));
}

static void broken_front_matter_is_never_edited(void **state) {
    const char *text = "---\ntitle: Fix: x\nvalue: 5\n---\n- [ ] t\n\n| a |\n|---|\n| 1 |\n";
    nf_refuse(text, PS_EPARSE, ps_note_set(&n, KEY, PS_S("6"), &err));
    nf_refuse(text, PS_EPARSE, ps_note_unset(&n, KEY, &err));
    nf_refuse(text, PS_EPARSE, ps_note_set_state(&n, 0, 'x', &err));
    nf_refuse(text, PS_EPARSE, ps_note_set_cell(&n, 0, 0, 0, PS_S("2"), &err));
    nf_refuse(text, PS_EPARSE, ps_note_insert(&n, n->text.n, PS_S("x\n"), &err));
    nf_refuse("---\nvalue: 5\n", PS_EPARSE, ps_note_set(&n, KEY, PS_S("6"), &err));
}

static void bad_arguments_are_refused(void **state) {
    nf_refuse("---\na: 1\n---\n", PS_EINVAL, ps_note_set(&n, PS_S(""), PS_S("6"), &err));
    nf_refuse("---\na: 1\n---\n", PS_EINVAL, ps_note_set(&n, PS_S("a\nb"), PS_S("6"), &err));
    nf_refuse("---\na: 1\n---\n", PS_EINVAL, ps_note_set(&n, PS_S("a"), PS_S("\xFF"), &err));
    nf_refuse("- [ ] a\n", PS_EINVAL, ps_note_set_state(&n, 1, 'x', &err));
    nf_refuse("- [ ] a\n", PS_EINVAL, ps_note_set_state(&n, 0, ']', &err));
    nf_refuse("- [ ] a\n", PS_EINVAL, ps_note_set_state(&n, 0, '\n', &err));
    nf_refuse("- [ ] a\n", PS_EINVAL, ps_note_set_task_field(&n, 0, PS_S("k"), PS_S("a\nb"), &err));
    nf_refuse("- [ ] a\n", PS_EINVAL, ps_note_set_task_field(&n, 0, PS_S(""), PS_S("a"), &err));
    nf_refuse("| a |\n|---|\n| 1 |\n", PS_EINVAL, ps_note_set_cell(&n, 0, 1, 0, PS_S("x"), &err));
    nf_refuse("| a |\n|---|\n| 1 |\n", PS_EINVAL, ps_note_set_cell(&n, 1, 0, 0, PS_S("x"), &err));
    nf_refuse("| a |\n|---|\n| 1 |\n", PS_EINVAL, ps_note_set_cell(&n, 0, 0, 1, PS_S("x"), &err));
    nf_refuse("| a |\n|---|\n| 1 |\n", PS_EINVAL, ps_note_set_cell(&n, 0, 0, -1, PS_S("x"), &err));
    nf_refuse("| a |\n|---|\n| 1 |\n", PS_EINVAL, ps_note_set_row_id(&n, 0, 0, PS_S("a b"), &err));
    nf_refuse("---\na: 1\n---\nx\n", PS_EINVAL, ps_note_insert(&n, 4, PS_S("b: 2\n"), &err));
    nf_refuse("abc\n", PS_EINVAL, ps_note_insert(&n, 1, PS_S("x\n"), &err));
}

#define LIST(...) ((const ps_str[]){__VA_ARGS__}), sizeof((const ps_str[]){__VA_ARGS__}) / sizeof(ps_str)

static void a_list_keeps_the_items_that_stay(void **state) {
    nf_edit("---\nvalue: [ a,'b' , c ] # x\n---\n", "---\nvalue: [ a,'b' , c, d ] # x\n---\n",
            ps_note_set_list(&n, KEY, LIST(PS_S("a"), PS_S("b"), PS_S("c"), PS_S("d")), &err));
    nf_edit("---\nvalue: [ a,'b' , c ] # x\n---\n", "---\nvalue: [ a , c ] # x\n---\n",
            ps_note_set_list(&n, KEY, LIST(PS_S("a"), PS_S("c")), &err));
    nf_edit("---\nvalue: [a, b]\n---\n", "---\nvalue: [b]\n---\n", ps_note_set_list(&n, KEY, LIST(PS_S("b")), &err));
    nf_edit("---\nvalue: [a, b]\n---\n", "---\nvalue: [x, a, b]\n---\n",
            ps_note_set_list(&n, KEY, LIST(PS_S("x"), PS_S("a"), PS_S("b")), &err));
    nf_edit("---\nvalue: [a, b]\n---\n", "---\nvalue: [\"x, y\"]\n---\n", ps_note_set_list(&n, KEY, LIST(PS_S("x, y")), &err));
    nf_edit("---\nvalue: [a, b]\n---\n", "---\nvalue: []\n---\n", ps_note_set_list(&n, KEY, NULL, 0, &err));
    nf_edit("---\nvalue: []\n---\n", "---\nvalue: [a]\n---\n", ps_note_set_list(&n, KEY, LIST(PS_S("a")), &err));
    nf_edit("---\nvalue: x\n---\n", "---\nvalue: [a, \"b: c\"]\n---\n", ps_note_set_list(&n, KEY, LIST(PS_S("a"), PS_S("b: c")), &err));
    nf_edit("---\na: 1\n---\n", "---\na: 1\nvalue: [a]\n---\n", ps_note_set_list(&n, KEY, LIST(PS_S("a")), &err));
}

static void a_block_list_stays_one(void **state) {
    const char *list = "---\nvalue:\n  - a # first\n\n  # note\n  - \"[[b]]\"\n  - c\nx: 1\n---\n";
    nf_edit(list, "---\nvalue:\n  - a # first\n\n  # note\n  - \"[[b]]\"\n  - c\n  - d\nx: 1\n---\n",
            ps_note_set_list(&n, KEY, LIST(PS_S("a"), PS_S("b"), PS_S("c"), PS_S("d")), &err));
    nf_edit(list, "---\nvalue:\n  - a # first\n\n  # note\n  - \"[[b]]\"\nx: 1\n---\n",
            ps_note_set_list(&n, KEY, LIST(PS_S("a"), PS_S("b")), &err));
    nf_edit(list, "---\nvalue:\n  - \"- x\"\n\n  # note\n  - \"[[b]]\"\n  - c\nx: 1\n---\n",
            ps_note_set_list(&n, KEY, LIST(PS_S("- x"), PS_S("b"), PS_S("c")), &err));
    nf_edit(list, "---\nvalue: []\nx: 1\n---\n", ps_note_set_list(&n, KEY, NULL, 0, &err));
    nf_edit("---\r\nvalue:\r\n- \"[[a]]\"\r\n---\r\n", "---\r\nvalue:\r\n- \"[[a]]\"\r\n- \"[[b]]\"\r\n---\r\n",
            ps_note_set_list(&n, KEY, LIST(PS_S("a"), PS_S("b")), &err));
}

static void members_of_a_map_are_set_one_by_one(void **state) {
    nf_edit("---\nvalue: { amount: 5,period: month } # c\n---\n", "---\nvalue: { amount: 6,period: month, count: 12 } # c\n---\n",
            ps_note_set_map(&n, KEY, LIST(PS_S("amount"), PS_S("6"), PS_S("count"), PS_S("12")), &err));
    nf_edit("---\nvalue: {amount: 5, period: month}\n---\n", "---\nvalue: {amount: 5}\n---\n",
            ps_note_set_map(&n, KEY, LIST(PS_S("period"), {NULL, 0}), &err));
    nf_edit("---\nvalue:\n  amount: 5 # c\n  period: month\nx: 1\n---\n",
            "---\nvalue:\n  amount: 6 # c\n  period: month\n  start: 2026-01-01\nx: 1\n---\n",
            ps_note_set_map(&n, KEY, LIST(PS_S("amount"), PS_S("6"), PS_S("start"), PS_S("2026-01-01")), &err));
    nf_edit("---\nvalue:\n---\n", "---\nvalue: {amount: 5, period: month}\n---\n",
            ps_note_set_map(&n, KEY, LIST(PS_S("amount"), PS_S("5"), PS_S("period"), PS_S("month")), &err));
    nf_edit("---\nvalue: {}\n---\n", "---\nvalue: {a: \"x, y\"}\n---\n", ps_note_set_map(&n, KEY, LIST(PS_S("a"), PS_S("x, y")), &err));
    nf_edit("---\nvalue:\n  a: 1\n---\n", "---\nvalue: {}\n---\n", ps_note_set_map(&n, KEY, LIST(PS_S("a"), {NULL, 0}), &err));
    nf_edit("---\nvalue: {a: 1}\n---\n", "---\nvalue: {}\n---\n", ps_note_set_map(&n, KEY, LIST(PS_S("a"), {NULL, 0}), &err));
}

static void a_state_is_one_byte(void **state) {
    nf_edit("- [ ] a\n  * [x] b ^i\n> 1) [-] c\n", "- [ ] a\n  * [/] b ^i\n> 1) [-] c\n", ps_note_set_state(&n, 1, '/', &err));
    nf_edit("- [ ] a\n> 1) [-] c", "- [ ] a\n> 1) [x] c", ps_note_set_state(&n, 1, 'x', &err));
    nf_edit("- [X] a\n", "- [X] a\n", ps_note_set_state(&n, 0, 'x', &err));
    nf_edit("- [ ]", "- [x]", ps_note_set_state(&n, 0, 'x', &err));
}

static void a_field_goes_before_the_block_id(void **state) {
    nf_edit("- [ ] a ^i\n", "- [ ] a [due:: 2026-05-01] ^i\n", ps_note_set_task_field(&n, 0, PS_S("due"), PS_S("2026-05-01"), &err));
    nf_edit("- [ ] a  \n- [ ] b\n", "- [ ] a [due:: x]  \n- [ ] b\n", ps_note_set_task_field(&n, 0, PS_S("due"), PS_S("x"), &err));
    nf_edit("- [ ] a ^i\n  remark\n", "- [ ] a [r:: [[x|y]], z] ^i\n  remark\n",
            ps_note_set_task_field(&n, 0, PS_S("r"), PS_S("[[x|y]], z"), &err));
    nf_edit("- [ ] a\r\n  b\r\n- c\r\n", "- [ ] a\r\n  b [k:: v]\r\n- c\r\n", ps_note_set_task_field(&n, 0, PS_S("k"), PS_S("v"), &err));
    nf_edit("- [ ]", "- [ ] [k:: v]", ps_note_set_task_field(&n, 0, PS_S("k"), PS_S("v"), &err));
    nf_edit("- [ ] ^i\n", "- [ ] [k:: v] ^i\n", ps_note_set_task_field(&n, 0, PS_S("k"), PS_S("v"), &err));
    nf_edit("- [ ] a\n\n  ^i\n", "- [ ] a [k:: v]\n\n  ^i\n", ps_note_set_task_field(&n, 0, PS_S("k"), PS_S("v"), &err));
}

static void a_field_is_replaced_and_removed(void **state) {
    nf_edit("- [x] a [due:: 1] [k:: v] ^i\n", "- [x] a [due:: 2] [k:: v] ^i\n",
            ps_note_set_task_field(&n, 0, PS_S("due"), PS_S("2"), &err));
    nf_edit("- [x] a [due::] ^i\n", "- [x] a [due:: 2] ^i\n", ps_note_set_task_field(&n, 0, PS_S("due"), PS_S("2"), &err));
    nf_edit("- [x] a [due:: 1] [k:: v] ^i\n", "- [x] a [k:: v] ^i\n", ps_note_set_task_field(&n, 0, PS_S("due"), (ps_str){NULL, 0}, &err));
    nf_edit("- [x] a\n  [due:: 1]\n  b\n", "- [x] a\n  b\n", ps_note_set_task_field(&n, 0, PS_S("due"), (ps_str){NULL, 0}, &err));
    nf_edit("- [x] a\r\n  [due:: 1]", "- [x] a", ps_note_set_task_field(&n, 0, PS_S("due"), (ps_str){NULL, 0}, &err));
    nf_edit("- [x] [due:: 1]\n", "- [x]\n", ps_note_set_task_field(&n, 0, PS_S("due"), (ps_str){NULL, 0}, &err));
    nf_edit("- [x] a\n", "- [x] a\n", ps_note_set_task_field(&n, 0, PS_S("due"), (ps_str){NULL, 0}, &err));
    nf_edit("> - [-] a [reason:: b\n>   c] d\n", "> - [-] a [reason:: new] d\n",
            ps_note_set_task_field(&n, 0, PS_S("reason"), PS_S("new"), &err));
}

static void a_field_that_would_not_read_back_is_refused(void **state) {
    nf_refuse("- [ ] a ^i\n", PS_EPARSE, ps_note_set_task_field(&n, 0, PS_S("k"), PS_S("a] b"), &err));
    nf_refuse("- [ ] a ^i\n", PS_EPARSE, ps_note_set_task_field(&n, 0, PS_S("k"), PS_S("[a"), &err));
    nf_refuse("- [ ] a ^i\n", PS_EPARSE, ps_note_set_task_field(&n, 0, PS_S("a]b"), PS_S("c"), &err));
    nf_refuse("- [ ] a `b\n- [ ] c` ^i\n", PS_EPARSE, ps_note_set_task_field(&n, 0, PS_S("k"), PS_S("`x"), &err));
}

static void a_cell_is_replaced_and_its_blanks_stay(void **state) {
    nf_edit("| a | b |\n|---|---|\n|1|   2|\n| 3 | 4 |\n", "| a | b |\n|---|---|\n|1|   new|\n| 3 | 4 |\n",
            ps_note_set_cell(&n, 0, 0, 1, PS_S("new"), &err));
    nf_edit("| a | b |\n|---|---|\n|1|   2|\n", "| a | b |\n|---|---|\n|x \\| y|   2|\n",
            ps_note_set_cell(&n, 0, 0, 0, PS_S("x | y"), &err));
    nf_edit("a | b\n--|--\n1 | 2\n", "a | b\n--|--\n1 | [[x\\|y]]\n", ps_note_set_cell(&n, 0, 0, 1, PS_S("[[x|y]]"), &err));
    nf_edit("> | a | b |\n> |--|--|\n> | 1 | 2 ^r |", "> | a | b |\n> |--|--|\n> | 1 | x y ^r |",
            ps_note_set_cell(&n, 0, 0, 1, PS_S("x\ny"), &err));
}

static void an_empty_cell_is_filled(void **state) {
    nf_edit("| a | b |\n|--|--|\n| | |\n", "| a | b |\n|--|--|\n| x | |\n", ps_note_set_cell(&n, 0, 0, 0, PS_S("x"), &err));
    nf_edit("| a | b |\n|--|--|\n|||\n", "| a | b |\n|--|--|\n|| x |\n", ps_note_set_cell(&n, 0, 0, 1, PS_S("x"), &err));
    nf_edit("| a | b |\n|--|--|\n|    | 1 |\n", "| a | b |\n|--|--|\n| x  | 1 |\n", ps_note_set_cell(&n, 0, 0, 0, PS_S("x"), &err));
    nf_edit("| a | b |\n|--|--|\n| 1 | ^r |\n", "| a | b |\n|--|--|\n| 1 | x ^r |\n", ps_note_set_cell(&n, 0, 0, 1, PS_S("x"), &err));
    nf_edit("| a | b | c |\n|--|--|--|\n| 1 |\n", "| a | b | c |\n|--|--|--|\n| 1 |  | x |\n",
            ps_note_set_cell(&n, 0, 0, 2, PS_S("x"), &err));
    nf_edit("| a | b |\n|--|--|\n| 1 ^r\n", "| a | b |\n|--|--|\n| 1 | x ^r |\n", ps_note_set_cell(&n, 0, 0, 1, PS_S("x"), &err));
    nf_edit("| a | b |\n|--|--|\n| 1 | 2 |\n", "| a | b |\n|--|--|\n|  | 2 |\n", ps_note_set_cell(&n, 0, 0, 0, PS_S(""), &err));
}

static void an_aligned_column_stays_aligned_in_cells(void **state) {
    nf_edit("| 名称   | n   |\n|--------|----:|\n| 部署🚀 |  12 |\n", "| 名称   | n   |\n|--------|----:|\n| x      |  12 |\n",
            ps_note_set_cell(&n, 0, 0, 0, PS_S("x"), &err));
    nf_edit("| 名称   | n   |\n|--------|----:|\n| 部署🚀 |  12 |\n", "| 名称   | n   |\n|--------|----:|\n| 部署🚀 |   5 |\n",
            ps_note_set_cell(&n, 0, 0, 1, PS_S("5"), &err));
    nf_edit("| 名称   | n   |\n|--------|----:|\n| 部署🚀 |  12 |\n", "| 名称   | n   |\n|--------|----:|\n| longer than it |  12 |\n",
            ps_note_set_cell(&n, 0, 0, 0, PS_S("longer than it"), &err));
}

static void a_row_is_added_in_the_tables_own_style(void **state) {
    nf_edit("| a    | b   |\n|------|-----|\n| 部署 | 1   |\nText", "| a    | b   |\n|------|-----|\n| 部署 | 1   |\nText\n| x | ^r |",
            ps_note_add_row(&n, 0, LIST(PS_S("x")), PS_S("r"), &err));
    nf_edit("| a    | b   |\n|------|-----|\n| 部署 | 1   |\n\nText",
            "| a    | b   |\n|------|-----|\n| 部署 | 1   |\n| 部   | ^r  |\n\nText",
            ps_note_add_row(&n, 0, LIST(PS_S("部")), PS_S("r"), &err));
    nf_edit("> | a | b |\r\n> |---|---|\r\n\r\nx", "> | a | b |\r\n> |---|---|\r\n> | 1 \\| 2 | 3 ^id-1 |\r\n\r\nx",
            ps_note_add_row(&n, 0, LIST(PS_S("1 | 2"), PS_S("3")), PS_S("id-1"), &err));
    nf_edit("- | a |\n  |---|", "- | a |\n  |---|\n  | x y |", ps_note_add_row(&n, 0, LIST(PS_S("x\ny")), PS_S(""), &err));
    nf_edit("a|b\n-|-\n1|2\n", "a|b\n-|-\n1|2\n|  | x |\n", ps_note_add_row(&n, 0, LIST(PS_S(""), PS_S("x")), PS_S(""), &err));
    nf_refuse("| a |\n|---|\n", PS_EINVAL, ps_note_add_row(&n, 0, LIST(PS_S("1"), PS_S("2")), PS_S(""), &err));
    nf_refuse("| a |\n|---|\n", PS_EINVAL, ps_note_add_row(&n, 0, LIST(PS_S("1")), PS_S("a b"), &err));
}

static void a_row_gets_an_id(void **state) {
    nf_edit("| a | b |\n|--|--|\n| 1 | 2 |\n", "| a | b |\n|--|--|\n| 1 | 2 ^r |\n", ps_note_set_row_id(&n, 0, 0, PS_S("r"), &err));
    nf_edit("| a | b |\n|--|--|\n| 1 | |\n", "| a | b |\n|--|--|\n| 1 | ^r |\n", ps_note_set_row_id(&n, 0, 0, PS_S("r"), &err));
    nf_edit("a | b\n--|--\n1 | 2", "a | b\n--|--\n1 | 2 ^r", ps_note_set_row_id(&n, 0, 0, PS_S("r"), &err));
    nf_edit("| a | b        |\n|---|----------|\n| 1 | 2        |\n", "| a | b        |\n|---|----------|\n| 1 | 2 ^r     |\n",
            ps_note_set_row_id(&n, 0, 0, PS_S("r"), &err));
    nf_edit("| a | b |\n|--|--|\n| 1 | 2 ^old |\n", "| a | b |\n|--|--|\n| 1 | 2 ^r |\n", ps_note_set_row_id(&n, 0, 0, PS_S("r"), &err));
}

static void lines_are_inserted_with_the_notes_line_ends(void **state) {
    nf_edit("# A\r\n\r\n## B\r\n", "# A\r\n- [ ] x ^i\r\n\r\n## B\r\n",
            ps_note_insert(&n, ps_note_section_end(n, 0, true), PS_S("- [ ] x ^i\n"), &err));
    nf_edit("# A\nno end", "# A\nno end\nnew\n", ps_note_insert(&n, n->text.n, PS_S("new\n"), &err));
    nf_edit("---\r\na: 1\r\n---", "---\r\na: 1\r\n---\r\n# A\r\n", ps_note_insert(&n, n->text.n, PS_S("# A\n"), &err));
    nf_edit("", "# A\n", ps_note_insert(&n, 0, PS_S("# A\n"), &err));
    nf_edit("---\na: 1\n---\n- [ ] t\n", "---\na: 1\n---\nText\n\n- [ ] t\n", ps_note_insert(&n, n->body_at, PS_S("Text\n\n"), &err));
    nf_edit("# A\n- [ ] t\n", "# A\n- [ ] t\n\n## 2026-11-11 14:25 visit\n[who:: [[a]]]\n- [ ] p\n",
            ps_note_insert(&n, n->text.n, PS_S("\n## 2026-11-11 14:25 visit\n[who:: [[a]]]\n- [ ] p\n"), &err));
}

static void lines_that_would_swallow_what_follows_are_refused(void **state) {
    nf_refuse("# A\n- [ ] t\n", PS_EPARSE, ps_note_insert(&n, 4, PS_S("```\n"), &err));
    nf_refuse("# A\n| a |\n|---|\n| 1 |\n", PS_EPARSE, ps_note_insert(&n, ps_note_line_at(n, 3), PS_S("x\n\n"), &err));
    nf_refuse("# A\n- [ ] t\n", PS_EPARSE, ps_note_insert(&n, 4, PS_S("<!--\n"), &err));
    nf_refuse("---\na: 1\n---\n- [ ] t\n", PS_EPARSE, ps_note_insert(&n, n->body_at, PS_S("# H\n"), &err)); /* another section */
}

/* Number 15 of the pitfalls: what looks like code, a path or a terminal's command is text, and nothing else. */
static void hostile_titles_cells_fields_and_links_are_only_text(void **state) {
    static const char *const hostile[] = {
        "a | b || c",
        "`rm -rf ~`",
        "%{system('x')}%=",
        "\x1B]0;x\x07\x1B[31m",
        "../../etc/passwd",
        "-rf",
        "--upload-pack=x",
        "$(touch x)",
        "!!python/object:x",
        "<script>x</script>",
        "[[../../x|y]]",
        "]] [[",
        "^id",
        "--- x",
        "%YAML 1.1",
        "&a *a",
        "{{x}}",
        "{% x %}",
        "\xE2\x80\xAE"
        "gnp.exe",
        "a\nb: c\n---\n",
        "\\",
        "|",
        "# x",
    };
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        ps_str v = ps_str_of(hostile[i]);
        ps_note *n = nf_read("---\ntitle: x\nlist: [a]\n---\n- [ ] t ^i\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");
        ps_error err = {.lang = PS_EN};
        assert_int_equal(ps_note_set(&n, PS_S("title"), v, &err), PS_OK);
        assert_true(ps_str_eq(ps_note_field(n, PS_S("title"))->text, v));
        assert_int_equal(ps_note_set_list(&n, PS_S("list"), &v, 1, &err), PS_OK);
        assert_true(ps_str_eq(ps_note_field(n, PS_S("list"))->items[0].text, v));
        int rc = ps_note_set_cell(&n, 0, 0, 0, v, &err);
        assert_true(rc == PS_OK || rc == PS_EPARSE);
        rc = ps_note_set_task_field(&n, 0, PS_S("reason"), v, &err);
        assert_true(rc == PS_OK || rc == PS_EPARSE || rc == PS_EINVAL);
        assert_true(rc != PS_OK || ps_str_eq(ps_task_field(&n->tasks[0], PS_S("reason")), v));
        assert_int_equal(n->n_fields, 2);
        assert_int_equal(n->n_tasks, 1);
        assert_int_equal(n->tables[0].n, 1);
        nf_is(n->tables[0].rows[0].cells[1].text, "2");
        nf_is(n->tasks[0].id, "i");
        ps_note_free(n);
    }
}

static void a_column_comes_between_two(void **state) {
    (void)state;
    nf_edit("| a | b |\n|---|---|\n| 1 | 2 ^x |\n| 3 |\n\nend\n", "| a | new | b |\n|---|-----|---|\n| 1 |     | 2 ^x |\n| 3 |\n\nend\n",
            ps_note_add_column(&n, 0, 1, PS_S("new"), &err));
    nf_edit("a|b\n-|-\n1|2\n", "a| 华腾 |b\n-|------|-\n1|      |2\n", ps_note_add_column(&n, 0, 1, PS_S("华腾"), &err));
    nf_edit("| a | b |\n|:--|--:|\n| [[x|y]] | 2 |", "| a | p\\|q | b |\n|:--|------|--:|\n| [[x|y]] |      | 2 |",
            ps_note_add_column(&n, 0, 1, PS_S("p|q"), &err));
    nf_refuse("| a | b |\n|---|---|\n", PS_EINVAL, ps_note_add_column(&n, 0, 0, PS_S("c"), &err));
    nf_refuse("| a | b |\n|---|---|\n", PS_EINVAL, ps_note_add_column(&n, 0, 2, PS_S("c"), &err));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_comes_between_two),
        cmocka_unit_test(a_value_is_replaced_among_cjk_emoji_bom_and_crlf),
        cmocka_unit_test(an_empty_value_gets_its_blank_and_loses_it_again),
        cmocka_unit_test(anchors_and_tags_stay_and_an_alias_is_replaced_alone),
        cmocka_unit_test(quotes_keep_their_style),
        cmocka_unit_test(values_that_yaml_would_misread_are_quoted),
        cmocka_unit_test(a_link_around_an_id_stays),
        cmocka_unit_test(the_same_value_changes_nothing),
        cmocka_unit_test(blocks_give_way_to_a_scalar),
        cmocka_unit_test(a_missing_key_goes_before_the_closing_fence),
        cmocka_unit_test(a_note_without_front_matter_gets_some),
        cmocka_unit_test(a_key_goes_with_its_lines),
        cmocka_unit_test(broken_front_matter_is_never_edited),
        cmocka_unit_test(bad_arguments_are_refused),
        cmocka_unit_test(a_list_keeps_the_items_that_stay),
        cmocka_unit_test(a_block_list_stays_one),
        cmocka_unit_test(members_of_a_map_are_set_one_by_one),
        cmocka_unit_test(a_state_is_one_byte),
        cmocka_unit_test(a_field_goes_before_the_block_id),
        cmocka_unit_test(a_field_is_replaced_and_removed),
        cmocka_unit_test(a_field_that_would_not_read_back_is_refused),
        cmocka_unit_test(a_cell_is_replaced_and_its_blanks_stay),
        cmocka_unit_test(an_empty_cell_is_filled),
        cmocka_unit_test(an_aligned_column_stays_aligned_in_cells),
        cmocka_unit_test(a_row_is_added_in_the_tables_own_style),
        cmocka_unit_test(a_row_gets_an_id),
        cmocka_unit_test(lines_are_inserted_with_the_notes_line_ends),
        cmocka_unit_test(lines_that_would_swallow_what_follows_are_refused),
        cmocka_unit_test(hostile_titles_cells_fields_and_links_are_only_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
