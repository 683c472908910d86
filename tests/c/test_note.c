/* Reading: every element with its place. */
#include "note_fixture.h"

static void lines_are_counted_from_one(void **state) {
    ps_note *n = nf_read("a\nbc\n\nd");
    assert_int_equal(n->n_lines, 4);
    assert_int_equal(ps_note_line(n, 0), 1);
    assert_int_equal(ps_note_line(n, 1), 1);
    assert_int_equal(ps_note_line(n, 2), 2);
    assert_int_equal(ps_note_line(n, 5), 3);
    assert_int_equal(ps_note_line(n, 7), 4);
    assert_int_equal(ps_note_line(n, 99), 4);
    assert_int_equal(ps_note_line_at(n, 4), 6);
    assert_int_equal(ps_note_line_at(n, 9), 7);
    ps_note_free(n);
    n = nf_read("");
    assert_int_equal(n->n_lines, 1);
    assert_false(n->has_fm);
    ps_note_free(n);
    ps_note_free(NULL);
}

static void line_ends_are_those_of_most_lines(void **state) {
    static const char *const cases[][2] = {{"a\r\nb\r\nc\n", "\r\n"}, {"a\nb\n", "\n"}, {"a", "\n"}, {"a\r\nb\n", "\n"}};
    for (size_t i = 0; i < 4; i++) {
        ps_note *n = nf_read(cases[i][0]);
        nf_is(n->eol, cases[i][1]);
        ps_note_free(n);
    }
}

static void headings_have_sections(void **state) {
    ps_note *n = nf_read("# A ^top\ntext\n## B ##\n### C\n## D\nSet *text*\n===\n##\n");
    assert_int_equal(n->n_headings, 6);
    nf_is(n->headings[0].text, "A");
    nf_is(n->headings[0].id, "top");
    nf_is(n->headings[0].raw, "A ^top");
    nf_slice(n, n->headings[0].range, "# A ^top");
    nf_is(n->headings[1].text, "B");
    nf_slice(n, n->headings[1].range, "## B ##");
    assert_int_equal(n->headings[1].parent, 0);
    assert_int_equal(n->headings[2].parent, 1);
    assert_int_equal(n->headings[3].parent, 0);
    nf_is(n->headings[4].text, "Set text");
    nf_slice(n, n->headings[4].range, "Set *text*\n===");
    assert_int_equal(n->headings[4].level, 1);
    assert_int_equal(n->headings[4].parent, -1);
    nf_is(n->headings[5].text, "");
    nf_slice(n, n->headings[5].range, "##");
    assert_int_equal(n->headings[5].line, 8);
    assert_int_equal(n->headings[0].end, n->headings[4].range.at);
    assert_int_equal(n->headings[1].end, n->headings[3].range.at);
    assert_int_equal(n->headings[2].end, n->headings[3].range.at);
    assert_int_equal(n->headings[4].end, n->text.n);
    ps_note_free(n);
}

static void a_heading_reads_as_plain_text(void **state) {
    static const char *const cases[][2] = {
        {"## **Stake**holders", "Stakeholders"},
        {"## `code` and [text](url)", "code and text"},
        {"## 决策 因素 [k:: v] ^id", "决策 因素"},
        {"## a \\# b #", "a # b"},
        {"## [[x|y]] z", "[[x|y]] z"},
        {"#\tTab", "Tab"},
        {"##   many   blanks", "many   blanks"},
        {"   ### Indented", "Indented"},
        {"## Ends in \\#", "Ends in #"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ps_note *n = nf_read(cases[i][0]);
        assert_int_equal(n->n_headings, 1);
        nf_is(n->headings[0].text, cases[i][1]);
        ps_note_free(n);
    }
}

static void quoted_headings_and_fenced_ones_are_none(void **state) {
    ps_note *n = nf_read("> # q\n\n- # l\n\n```\n# f\n```\n\n    # i\n\n<!--\n# c\n-->\n\n#tag\n");
    assert_int_equal(n->n_headings, 0);
    ps_note_free(n);
}

static void tasks_have_states_texts_and_places(void **state) {
    ps_note *n =
        nf_read("# H\n- [ ] Open ^a\n- [x] Done\n- [X] Big\n- [-] Not\n- [/] Doing\n- [>] Sent\n- [] none\n- [xx] none\n- plain\n");
    static const char states[] = " xx-/>";
    static const char *const ranges[] = {"- [ ] Open ^a", "- [x] Done", "- [X] Big", "- [-] Not", "- [/] Doing", "- [>] Sent"};
    static const char *const texts[] = {"Open", "Done", "Big", "Not", "Doing", "Sent"};
    assert_int_equal(n->n_tasks, 6);
    for (size_t i = 0; i < 6; i++) {
        const ps_task *t = &n->tasks[i];
        assert_int_equal(t->state, states[i]);
        nf_slice(n, t->range, ranges[i]);
        nf_is(t->text, texts[i]);
        assert_int_equal(n->text.p[t->state_at - 1], '[');
        assert_int_equal(n->text.p[t->state_at + 1], ']');
        assert_int_equal(t->line, i + 2);
        assert_int_equal(t->heading, 0);
    }
    nf_is(n->tasks[0].id, "a");
    nf_slice(n, n->tasks[0].id_range, "^a");
    nf_is(n->tasks[1].id, "");
    assert_ptr_equal(ps_note_task(n, PS_S("a")), &n->tasks[0]);
    assert_null(ps_note_task(n, PS_S("b")));
    assert_null(ps_note_task(n, PS_S("")));
    ps_note_free(n);
}

static void tasks_stand_in_quotes_and_nested_lists(void **state) {
    ps_note *n = nf_read("1. [ ] one\n   * [x] two\n\n     more ^two\n     + [-] three\n> - [ ] four\n>   lazy\n> > 2) [/] five ^5\n\n- - "
                         "[ ] six\n\n\t- [ ] code\n");
    static const char *const ranges[] = {"1. [ ] one", "* [x] two", "+ [-] three", "- [ ] four\n>   lazy", "2) [/] five ^5", "- [ ] six"};
    static const int depths[] = {0, 1, 2, 0, 0, 1};
    assert_true(n->n_tasks >= 6);
    for (size_t i = 0; i < 6; i++) {
        nf_slice(n, n->tasks[i].range, ranges[i]);
        assert_int_equal(n->tasks[i].depth, depths[i]);
    }
    nf_is(n->tasks[1].id, "two");
    nf_is(n->tasks[3].text, "four lazy");
    nf_is(n->tasks[4].id, "5");
    ps_note_free(n);
}

static void fake_tasks_in_code_are_none(void **state) {
    ps_note *n = nf_read(
        "```\n- [ ] a\n```\n~~~md\n- [x] b\n~~~\n\n    - [ ] c\n\n<!--\n- [ ] d\n-->\n\n`- [ ] e`\n\n\\- [ ] f\n\n- \\[ ] g\n- `[ ]` h\n");
    assert_int_equal(n->n_tasks, 0);
    ps_note_free(n);
}

static void empty_items_have_right_places(void **state) {
    static const char *const cases[] = {"- [ ]", "- [x]", "- [-]", "- [/]", "* [ ]", "12. [ ]"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[64];
        snprintf(text, sizeof text, "x\n\n-\n%s\n- y ^i\n", cases[i]);
        ps_note *n = nf_read(text);
        assert_int_equal(n->n_tasks, 1);
        nf_slice(n, n->tasks[0].range, cases[i]);
        nf_is(n->tasks[0].text, "");
        assert_int_equal(n->n_blocks, 1);
        nf_slice(n, n->blocks[0].range, "- y ^i");
        ps_note_free(n);
    }
}

static void a_task_at_the_very_end_of_an_exact_buffer_is_read(void **state) {
    static const char *const cases[] = {"- [ ]", "- [x]", "- [-]", "- a\n- [ ]", "> - [ ]", "- [ ] ", "- [ ]\r\n", "# A\n1. [ ]"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t size = strlen(cases[i]);
        char *exact = malloc(size); /* ASan sees a byte read beyond */
        assert_non_null(exact);
        memcpy(exact, cases[i], size);
        ps_note *n = nf_read_in((ps_str){exact, size}, PS_EN);
        assert_int_equal(n->n_tasks, 1);
        free(exact);
        ps_note_free(n);
    }
    ps_note *n = nf_read("[[<0@0>|g]] and - [ ] [[<0@0>|g]]\n- [ ] [[<0@0>|g]]");
    assert_int_equal(n->n_links, 3);
    nf_is(n->links[2].target, "<0@0>");
    nf_is(n->links[2].alias, "g");
    ps_note_free(n);
}

static void ids_are_read_where_people_put_them(void **state) {
    static const char *const cases[][3] = {
        {"- [ ] a ^x\n  remark\n", "x", "a remark"},
        {"- [ ] a\n  b ^x\n", "x", "a b"},
        {"- [ ] a ^x [k:: v]\n", "x", "a"},
        {"- [ ] ^x\n", "x", ""},
        {"- [ ] a\n  ^x\n", "x", "a"},
        {"- [ ] a^x\n", "", "a^x"},
        {"- [ ] `a ^x`\n", "", "`a ^x`"},
        {"- [ ] 2 ^ x\n", "", "2 ^ x"},
        {"- [ ] a ^编号-1.2\n", "编号-1.2", "a"},
        {"- [ ] a ^x.  \n", "x.", "a"},
        {"- [ ] a ^x!\n", "", "a ^x!"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ps_note *n = nf_read(cases[i][0]);
        assert_int_equal(n->n_tasks, 1);
        nf_is(n->tasks[0].id, cases[i][1]);
        nf_is(n->tasks[0].text, cases[i][2]);
        ps_note_free(n);
    }
}

static void fields_hold_links_and_span_lines(void **state) {
    ps_note *n = nf_read("- [x] a [owner:: [[li.wei|Li]]] b [due::2026-05-01] [reason:: x\n  y z] ^i\n");
    const ps_task *t = &n->tasks[0];
    assert_int_equal(t->n_fields, 3);
    nf_is(ps_task_field(t, PS_S("owner")), "[[li.wei|Li]]");
    nf_is(ps_task_field(t, PS_S("due")), "2026-05-01");
    nf_is(ps_task_field(t, PS_S("reason")), "x y z");
    nf_is(ps_task_field(t, PS_S("none")), "");
    nf_slice(n, t->fields[0].range, "[owner:: [[li.wei|Li]]]");
    nf_slice(n, t->fields[0].value_range, "[[li.wei|Li]]");
    nf_slice(n, t->fields[2].range, "[reason:: x\n  y z]");
    nf_slice(n, t->fields[2].value_range, "x\n  y z");
    nf_is(t->text, "a b");
    nf_is(t->id, "i");
    ps_note_free(n);
}

static void what_only_looks_like_a_field_is_none(void **state) {
    ps_note *n = nf_read("- [ ] `[a:: b]` [x: y] [a::b](url) \\[a:: b] [:: c] [[a::b]] [a\n- [ ] std::vector [ok:: 1]\n");
    assert_int_equal(n->tasks[0].n_fields, 0);
    assert_int_equal(n->tasks[1].n_fields, 1);
    nf_is(n->tasks[1].text, "std::vector");
    ps_note_free(n);
}

static void blocks_are_paragraphs_and_items_with_fields_or_ids(void **state) {
    ps_note *n = nf_read("[who:: [[a]], [[b]]]\ntext ^p\n\nplain\n\n- item ^i\n- [ ] task ^t\n\n> quote [k:: v]\n> more\n");
    assert_int_equal(n->n_blocks, 3);
    nf_is(n->blocks[0].id, "p");
    nf_is(n->blocks[0].text, "text");
    nf_is(n->blocks[0].fields[0].value, "[[a]], [[b]]");
    nf_slice(n, n->blocks[0].range, "[who:: [[a]], [[b]]]\ntext ^p");
    nf_slice(n, n->blocks[1].range, "- item ^i");
    nf_is(n->blocks[1].text, "item");
    nf_slice(n, n->blocks[2].range, "quote [k:: v]\n> more");
    assert_int_equal(n->blocks[2].line, 9);
    assert_non_null(ps_inline_get(n->blocks[2].fields, n->blocks[2].n_fields, PS_S("k")));
    ps_note_free(n);
}

static void links_have_parts(void **state) {
    ps_note *n = nf_read("[[a]] ![[b.png]] [[c#h#k^d|e f]] [[#^only]] \\[[no]] `[[no]]` [[]] [[ ]] [[x\ny]] [[[z]]] [[a]");
    static const char *const want[][5] = {
        {"[[a]]", "a", "", "", ""},         {"![[b.png]]", "b.png", "", "", ""}, {"[[c#h#k^d|e f]]", "c", "h#k", "d", "e f"},
        {"[[#^only]]", "", "", "only", ""}, {"[[z]]", "z", "", "", ""},
    };
    size_t k = 0;
    for (size_t i = 0; i < n->n_links; i++) {
        const ps_link *l = &n->links[i];
        if (memchr(nf_cut(n, l->range).p, '\n', l->range.end - l->range.at)) {
            continue;
        }
        assert_true(k < 5);
        nf_slice(n, l->range, want[k][0]);
        nf_is(l->target, want[k][1]);
        nf_is(l->heading, want[k][2]);
        nf_is(l->block, want[k][3]);
        nf_is(l->alias, want[k][4]);
        assert_int_equal(l->embed, want[k][0][0] == '!');
        k++;
    }
    assert_int_equal(k, 5);
    ps_note_free(n);
}

static void links_are_found_in_front_matter_headings_tables_and_items(void **state) {
    ps_note *n = nf_read("---\na: \"[[f]]\"\nl: [\"[[g]]\", h]\n---\n# [[h]]\n- [ ] [[t]]\n\n| a |\n|---|\n| [[c\\|d]] |\n\n> [[q]]\n");
    static const char *const want[] = {"f", "g", "h", "t", "c", "q"};
    assert_int_equal(n->n_links, 6);
    for (size_t i = 0; i < 6; i++) {
        nf_is(n->links[i].target, want[i]);
    }
    nf_is(n->links[4].alias, "d");
    assert_int_equal(n->links[0].line, 2);
    ps_note_free(n);
}

static void cells_have_right_places_even_when_empty(void **state) {
    ps_note *n = nf_read("## T\n| a | b \\| c |  |\n|:--|:-:|--:|\n|  || x |\n| [[l\\|m]] | `p|q` | ![[e]] ^id |\n| only\n");
    const ps_table *t = &n->tables[0];
    assert_int_equal(n->n_tables, 1);
    assert_int_equal(t->header.n, 3);
    nf_is(t->header.cells[1].text, "b | c");
    nf_slice(n, t->header.cells[1].range, "b \\| c");
    nf_is(t->header.cells[2].text, "");
    assert_int_equal(t->n, 3);
    assert_int_equal(t->rows[0].n, 3);
    assert_int_equal(n->text.p[t->rows[0].cells[0].range.at - 2], '|');
    assert_int_equal(n->text.p[t->rows[0].cells[0].range.at + 1], '|');
    assert_int_equal(n->text.p[t->rows[0].cells[1].range.at], '|');
    assert_int_equal(t->rows[0].cells[0].range.at, t->rows[0].cells[0].range.end);
    nf_slice(n, t->rows[0].cells[2].range, "x");
    nf_is(t->rows[1].cells[0].text, "[[l|m]]");
    nf_is(t->rows[1].cells[1].text, "`p|q`");
    nf_is(t->rows[1].cells[2].text, "![[e]]");
    nf_slice(n, t->rows[1].cells[2].range, "![[e]]");
    nf_is(t->rows[1].id, "id");
    nf_slice(n, t->rows[1].id_range, "^id");
    nf_slice(n, t->rows[2].range, "| only");
    assert_int_equal(t->rows[2].line, 6);
    nf_is(ps_row_cell(&t->rows[2], 2), "");
    nf_is(ps_row_cell(&t->rows[2], -1), "");
    assert_int_equal(t->heading, 0);
    ps_note_free(n);
}

static void a_bare_alias_pipe_parts_no_cells(void **state) {
    ps_note *n = nf_read("| person | role |\n|---|---|\n| [[li.wei|Li Wei]] | user |\n| [[a|b]] and [[c|d]] | x ^r |\n");
    const ps_table *t = &n->tables[0];
    assert_int_equal(t->rows[0].n, 2);
    nf_is(t->rows[0].cells[0].text, "[[li.wei|Li Wei]]");
    nf_is(t->rows[0].cells[1].text, "user");
    assert_int_equal(t->rows[1].n, 2);
    nf_is(t->rows[1].id, "r");
    assert_int_equal(n->n_links, 3);
    ps_note_free(n);
}

static void tables_are_read_as_people_type_them(void **state) {
    static const char *const cases[] = {
        "| a | b |\n|--|--|\n| 1 | 2 |\n",
        "| a | b |\n|-|-|\n| 1 | 2 |\n",
        "a | b\n-- | --\n1 | 2\n",
        "text\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "> | a | b |\n> |---|---|\n> | 1 | 2 |\n",
        "- | a | b |\n  |---|---|\n  | 1 | 2 |\n",
        "|a|b|\r\n|---|---|\r\n|1|2|\r\n",
        "  | a | b |\n|---|---|\n\t| 1 | 2 |",
        "| a | b |\n|:-:|-:|\n| 1 | 2 |\n",
        "- x\n\n  | a | b |\n  |--|--|\n  | 1 | 2 |\n",
        "| a | b\n|---|---\n| 1 | 2",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ps_note *n = nf_read(cases[i]);
        assert_int_equal(n->n_tables, 1);
        const ps_table *t = &n->tables[0];
        assert_int_equal(t->n, 1);
        assert_int_equal(t->rows[0].n, 2);
        nf_is(t->header.cells[0].text, "a");
        nf_is(t->rows[0].cells[1].text, "2");
        nf_slice(n, t->rows[0].cells[1].range, "2");
        ps_note_free(n);
    }
}

static void a_table_ends_at_a_heading_or_a_fence(void **state) {
    static const char *const ends[] = {"## H\n", "# H", "```\n- [ ] x\n```\n", "~~~\n~~~\n", "###\n", "- x\n", "> x\n", "***\n"};
    static const char *const rows[] = {"| 1 | 2 |", "1 | 2", "| 1 | 2 | ", "| 1 | 2 |\r", "word | 2"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
            char text[100];
            snprintf(text, sizeof text, "| a | b |\n|---|---|\n%s\n%s", rows[k], ends[i]);
            ps_note *n = nf_read(text);
            assert_int_equal(n->n_tables, 1);
            assert_int_equal(n->tables[0].n, 1);
            nf_is(n->tables[0].rows[0].cells[1].text, "2");
            assert_int_equal(n->n_headings, ends[i][0] == '#');
            assert_int_equal(n->n_tasks, 0);
            ps_note_free(n);
        }
    }
}

static void a_table_without_a_word_has_its_place(void **state) {
    ps_note *n = nf_read("text\n\n| | |\n|---|---|\n| | |\n\n| a |\n|---|\n");
    assert_int_equal(n->n_tables, 2);
    nf_slice(n, n->tables[0].range, "| | |\n|---|---|\n| | |");
    assert_int_equal(n->tables[0].rows[0].line, 5);
    nf_slice(n, n->tables[1].range, "| a |\n|---|");
    ps_note_free(n);
}

static void headings_tables_and_columns_are_found_by_name(void **state) {
    ps_note *n = nf_read("# One\n## Stakeholders\n### Sub\n| Person | ROLE |\n|---|---|\n| a | b |\n## 竞争对手\n\n| 名称 |\n|---|\n");
    const ps_str names[] = {PS_S("干系人"), PS_S("stakeHOLDERS")}, rival[] = {PS_S("竞争对手")}, role[] = {PS_S("role")};
    assert_int_equal(ps_note_heading(n, names, 2), 1);
    assert_int_equal(ps_note_heading(n, names, 1), -1);
    assert_ptr_equal(ps_note_table(n, 1), &n->tables[0]);
    assert_ptr_equal(ps_note_table(n, 2), &n->tables[0]);
    assert_ptr_equal(ps_note_table(n, ps_note_heading(n, rival, 1)), &n->tables[1]);
    assert_null(ps_note_table(n, -1));
    assert_null(ps_note_table(n, 9));
    assert_int_equal(ps_table_column(&n->tables[0], role, 1), 1);
    assert_int_equal(ps_table_column(&n->tables[1], role, 1), -1);
    ps_note_free(n);
}

static void a_section_ends_after_its_last_word(void **state) {
    ps_note *n = nf_read("---\na: 1\n---\nintro\n\n# A\n\ntext\n\n## B\n- x\n  \n\n# C\n");
    assert_int_equal(ps_note_section_end(n, 0, true), ps_note_line_at(n, 9));
    assert_int_equal(ps_note_section_end(n, 0, false), ps_note_line_at(n, 12));
    assert_int_equal(ps_note_section_end(n, 1, true), ps_note_line_at(n, 12));
    assert_int_equal(ps_note_section_end(n, 2, true), n->text.n);
    assert_int_equal(ps_note_section_end(n, -1, true), ps_note_line_at(n, 5));
    assert_int_equal(ps_note_section_end(n, -1, false), n->text.n);
    ps_note_free(n);
}

static void ids_come_bare_from_values(void **state) {
    ps_note *n = nf_read("---\na: acme\nb: \"[[acme|Acme Inc]]\"\nc: [x]\nd: ' x '\ne: \"[[a]] [[b]]\"\nf:\n---\n");
    nf_is(ps_note_value(n, PS_S("a")), "acme");
    nf_is(ps_note_value(n, PS_S("b")), "acme");
    nf_is(ps_note_value(n, PS_S("c")), "");
    nf_is(ps_note_value(n, PS_S("d")), "x");
    nf_is(ps_note_value(n, PS_S("e")), "[[a]] [[b]]");
    nf_is(ps_note_value(n, PS_S("f")), "");
    nf_is(ps_note_value(n, PS_S("g")), "");
    nf_is(ps_note_unlink(PS_S("[[deals/2026/x#h|y]]")), "deals/2026/x");
    nf_is(ps_note_unlink(PS_S("[[x")), "[[x");
    ps_note_free(n);
}

static void strange_bytes_are_read_as_far_as_they_go(void **state) {
    static const char bytes[] = "\xFF\xFE- [ ] \xC0\x80 a\0b ^i\n\n\xE2\x80\n- [x] \xF0\x9F\n# \xFF\n|\0|\n|---|\n";
    ps_note *n = nf_read_in((ps_str){bytes, sizeof bytes - 1}, PS_EN);
    assert_int_equal(n->n_headings, 1);
    assert_int_equal(n->n_tasks, 1);
    ps_note_free(n);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_counted_from_one),
        cmocka_unit_test(line_ends_are_those_of_most_lines),
        cmocka_unit_test(headings_have_sections),
        cmocka_unit_test(a_heading_reads_as_plain_text),
        cmocka_unit_test(quoted_headings_and_fenced_ones_are_none),
        cmocka_unit_test(tasks_have_states_texts_and_places),
        cmocka_unit_test(tasks_stand_in_quotes_and_nested_lists),
        cmocka_unit_test(fake_tasks_in_code_are_none),
        cmocka_unit_test(empty_items_have_right_places),
        cmocka_unit_test(a_task_at_the_very_end_of_an_exact_buffer_is_read),
        cmocka_unit_test(ids_are_read_where_people_put_them),
        cmocka_unit_test(fields_hold_links_and_span_lines),
        cmocka_unit_test(what_only_looks_like_a_field_is_none),
        cmocka_unit_test(blocks_are_paragraphs_and_items_with_fields_or_ids),
        cmocka_unit_test(links_have_parts),
        cmocka_unit_test(links_are_found_in_front_matter_headings_tables_and_items),
        cmocka_unit_test(cells_have_right_places_even_when_empty),
        cmocka_unit_test(a_bare_alias_pipe_parts_no_cells),
        cmocka_unit_test(tables_are_read_as_people_type_them),
        cmocka_unit_test(a_table_ends_at_a_heading_or_a_fence),
        cmocka_unit_test(a_table_without_a_word_has_its_place),
        cmocka_unit_test(headings_tables_and_columns_are_found_by_name),
        cmocka_unit_test(a_section_ends_after_its_last_word),
        cmocka_unit_test(ids_come_bare_from_values),
        cmocka_unit_test(strange_bytes_are_read_as_far_as_they_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
