#include "deal_fixture.h"

#include "chain_layout.h"
#include "chain_words.h"

/* Pictures of a chain: where everybody stands, by hand; and that no name breaks what reads them. */
#define FRONT "---\ntitle: Acme\nstage: concept\nowner: li.wei\n---\n"
#define STAKEHOLDERS \
    "## Stakeholders\n| person | layer | role | stance | influence | needs | contact | aim | ways " \
    "|\n|---|---|---|---|---|---|---|---|---|\n"
#define RELATIONSHIPS "\n## Relationships\n| from | to | kind | note |\n|---|---|---|---|\n"
#define HOUSE \
    STAKEHOLDERS "| boss | decision | key-decision-maker | unknown | 5 | patriotism | li.wei | | |\n" \
                 "| left | management | decision-maker | champion | 4 | | li.wei | | |\n" \
                 "| right | management | decision-maker | opponent | 4 | | | | |\n" \
                 "| head | technical | | neutral | 3 | | | | |\n| hand | technical | | neutral | 2 | | | | |\n" \
                 "| clerk | support | | sceptic | 1 | | | | |\n" RELATIONSHIPS \
                 "| left | boss | superior | |\n| right | boss | superior | |\n| head | left | superior | |\n" \
                 "| hand | head | superior | |\n| clerk | boss | superior | |\n| left | right | friend | secret |\n" \
                 "| boss | zhao.li | alumnus | |\n"

static ps_chain_sheet sheet(fx *f, ps_chain *chain, const char *title, const char *body) {
    fx_file(f, "deal.md", ps_arena_fmt(&f->arena, FRONT "%s", body).p);
    fx_file(f, "log.md", "## 2026-11-12 visit\n[who:: left]\n");
    ps_deal *deal = fx_read(f);
    assert_int_equal(ps_chain_read(chain, &f->arena, deal, &f->world, &f->err), 0);
    return (ps_chain_sheet){chain, deal->process, ps_str_of(title), f->world.today, PS_EN};
}

static void begin(fx *f) {
    static char process[1 << 17];
    ps_str note = ps_process_builtin(PS_EN);
    assert_true(note.n < sizeof process);
    snprintf(process, sizeof process, "%.*s", PS_FMT(note));
    fx_begin(f, process, "2026-11-23");
}

static void everybody_stands_below_the_one_they_report_to_and_nobody_on_another(void **state) {
    fx f;
    ps_chain c;
    ps_chain_layout at;
    begin(&f);
    ps_chain_sheet s = sheet(&f, &c, "Acme", HOUSE);
    assert_int_equal(ps_chain_layout_of(&at, &f.arena, &c, s.process, 100, 20, &f.err), 0);
    /* decision, management, technical in two rows (hand below head), support */
    static const struct {
        const char *id;
        int row, x;
    } want[] = {
        {"boss", 0, 110}, {"left", 1, 50}, {"right", 1, 170}, {"head", 2, 50}, {"hand", 3, 50},
    };
    assert_int_equal(at.rows, 5);
    assert_int_equal(at.bands[2].rows, 2);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        fx_assert_str(c.members[i].id, want[i].id);
        assert_int_equal(at.row[i], want[i].row);
        if (i) {
            assert_int_equal(at.x[i] - at.x[1], want[i].x - 50);
        }
    }
    fx_assert_str(c.members[5].id, "clerk");
    assert_int_equal(at.row[5], 4);
    /* the line down to the clerk goes by on the right of the cards that stand between */
    assert_true(at.x[5] >= at.x[2] + 50 + 20 + 10);
    for (size_t i = 0; i < c.n_members; i++) {
        assert_true(at.x[i] >= 50 && at.x[i] + 50 <= at.width);
        for (size_t k = 0; k < i; k++) {
            int apart = at.x[i] - at.x[k];
            assert_true(at.row[i] != at.row[k] || apart >= 120 || apart <= -120);
        }
    }
    fx_end(&f);
}

static void who_stands_alone_stands_beside_the_others_some_abreast(void **state) {
    fx f;
    ps_chain c;
    ps_chain_layout at;
    begin(&f);
    ps_str rows = PS_S(STAKEHOLDERS);
    for (int i = 0; i < 8; i++) {
        rows = ps_arena_fmt(&f.arena, "%.*s| p%d | technical | | | | | | | |\n", PS_FMT(rows), i);
    }
    ps_chain_sheet s = sheet(&f, &c, "Acme", rows.p);
    assert_int_equal(ps_chain_layout_of(&at, &f.arena, &c, s.process, 100, 20, &f.err), 0);
    assert_int_equal(at.bands[2].rows, 2);
    assert_int_equal(at.x[5], 50 + 5 * 120);
    assert_int_equal(at.x[7], 50 + 120);
    assert_int_equal(at.width, 6 * 120 - 20);
    fx_end(&f);
}

static const char *drawn(fx *f, int put(ps_buf *, const ps_chain_sheet *, ps_error *), const ps_chain_sheet *s) {
    ps_buf b = {0};
    assert_int_equal(put(&b, s, &f->err), 0);
    ps_str kept = ps_arena_dup(&f->arena, ps_buf_str(&b));
    ps_buf_free(&b);
    assert_non_null(kept.p);
    assert_int_equal(strlen(kept.p), kept.n);
    return kept.p;
}

static void dot_and_mermaid_say_the_same(void **state) {
    fx f;
    ps_chain c;
    begin(&f);
    ps_chain_sheet s = sheet(&f, &c, "Acme", HOUSE);
    const char *dot = drawn(&f, ps_chain_put_dot, &s), *mermaid = drawn(&f, ps_chain_put_mermaid, &s);
    static const char *const in_dot[] = {
        "label=\"Acme: decision chain, 2026-11-23, covered 1 of 6\"",
        "  subgraph cluster_4 {\n    label=\"Decision\"",
        "m0 [color=\"#8c959f\", style=\"rounded,filled,dashed\", label=\"◆ boss  ?\\n★5  no contact yet\\n✗ not met\"];",
        "m1 [color=\"#1a7f37\", style=\"rounded,filled\", label=\"◇ left  ++\\n★4  li.wei, 11 d ago\"];",
        "\\n✗ no strategy\\n✗ nobody's",
        "  m0 -> m1;\n  m0 -> m2;\n  m1 -> m3;\n  m3 -> m4;\n  m0 -> m5;\n",
        "  m1 -> m2 [style=dashed, dir=none, constraint=false, color=\"#8250df\", fontcolor=\"#8250df\", label=\"Friend\"];",
        "label=\"zhao.li\"];\n  m0 -> o6 [style=dashed",
    };
    static const char *const in_mermaid[] = {
        "title: \"Acme: decision chain, 2026-11-23, covered 1 of 6\"",
        "flowchart TB\n  subgraph l4[\"Decision\"]\n    m0[\"◆ boss  ?<br/>★5  no contact yet<br/>✗ not met\"]:::unknown",
        "    m1[\"◇ left  ++<br/>★4  li.wei, 11 d ago\"]:::firm\n",
        "    style m0 stroke-dasharray: 4 3\n",
        "  m0 --- m1\n",
        "  m1 -. \"Friend\" .- m2\n",
        "  m0 -. \"Alumnus\" .- o6([\"zhao.li\"])\n",
    };
    for (size_t i = 0; i < sizeof in_dot / sizeof *in_dot; i++) {
        assert_non_null(strstr(dot, in_dot[i]));
    }
    for (size_t i = 0; i < sizeof in_mermaid / sizeof *in_mermaid; i++) {
        assert_non_null(strstr(mermaid, in_mermaid[i]));
    }
    const char *all[] = {dot, mermaid, drawn(&f, ps_chain_put_svg, &s)};
    for (size_t i = 0; i < 3; i++) { /* what somebody needs, and what was noted of a relationship, is nobody else's business */
        assert_null(strstr(all[i], "atriot"));
        assert_null(strstr(all[i], "secret"));
    }
    fx_end(&f);
}

static void svg_draws_cards_lines_and_signs(void **state) {
    fx f;
    ps_chain c;
    begin(&f);
    ps_chain_sheet s = sheet(&f, &c, "Acme", HOUSE);
    const char *svg = drawn(&f, ps_chain_put_svg, &s);
    static const char *const in[] = {
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=",
        ">Acme: decision chain, 2026-11-23, covered 1 of 6</text>",
        ">◆ boss</text>",
        "text-anchor=\"middle\">++</text>",
        ">★4   li.wei, 11 d ago</text>",
        ">✗ no strategy</text>",
        ">∙ Alumnus: zhao.li</text>",
        "class=\"tie\" d=\"M",
        ">Friend</text>",
        "class=\"card open\"",
        ">Support</text>",
    };
    for (size_t i = 0; i < sizeof in / sizeof *in; i++) {
        assert_non_null(strstr(svg, in[i]));
    }
    int cards = 0, lines = 0;
    for (const char *at = svg; (at = strstr(at, "rx=\"6\" class=\"card")); at++) {
        cards++;
    }
    for (const char *at = svg; (at = strstr(at, "class=\"line\" d=\"M")); at++) {
        lines++;
    }
    assert_int_equal(cards, 6);
    assert_int_equal(lines, 5 + 1); /* one in the legend */
    fx_end(&f);
}

/* Counts a character of the text that stands outside of tags and entities where it may not. */
static void assert_well_formed(const char *svg) {
    int open = 0;
    for (const char *p = svg; *p; p++) {
        assert_true((unsigned char)*p >= 0x20 || *p == '\n');
        open += *p == '<' ? 1 : *p == '>' ? -1 : 0;
        assert_true(open == 0 || open == 1);
        if (*p == '&') {
            assert_true(!strncmp(p, "&amp;", 5) || !strncmp(p, "&lt;", 4) || !strncmp(p, "&gt;", 4) || !strncmp(p, "&quot;", 6) ||
                        !strncmp(p, "&#39;", 5));
        }
    }
    assert_int_equal(open, 0);
}

static void no_name_breaks_out(void **state) {
    fx f;
    ps_chain c;
    begin(&f);
    fx_note(&f, PS_K_PERSON, "eve",
            "---\nname: \"</text><script>alert(1)</script>\\\"];x\\\\\\\" & \\u202Etfel \\u0007\\n%% end\"\npost: '\"]:::x; click m0 href "
            "\"javascript:1\"'\n"
            "---\n");
    ps_chain_sheet s =
        sheet(&f, &c, "\"><svg onload=x>\\",
              STAKEHOLDERS "| eve | management | | sceptic | 4 | | <b> | | |\n| 陈刚 | 没有这层 | | | | | | | |\n" RELATIONSHIPS
                           "| eve | \"];subgraph | friend\"]; | |\n");
    const char *dot = drawn(&f, ps_chain_put_dot, &s), *mermaid = drawn(&f, ps_chain_put_mermaid, &s);
    assert_well_formed(drawn(&f, ps_chain_put_svg, &s));
    assert_null(strstr(mermaid, "<script"));
    assert_null(strstr(mermaid, "\"]:::x"));
    assert_null(strstr(mermaid, "\342\200\256"));
    for (const char *p = dot; *p; p++) { /* quotes come in pairs on every line, those of names behind a backslash */
        int quotes = 0;
        for (; *p && *p != '\n'; p++) {
            p += *p == '\\' && p[1];
            quotes += *p == '"' && p[-1] != '\\';
        }
        assert_int_equal(quotes % 2, 0);
    }
    fx_end(&f);
}

static void who_left_and_posts_without_a_name_say_so(void **state) {
    fx f;
    ps_chain c;
    begin(&f);
    fx_note(&f, PS_K_PERSON, "liu.min", "---\nname: Liu Min\nleft: 2026-10-01\n---\n");
    ps_chain_sheet s = sheet(&f, &c, "Acme",
                             STAKEHOLDERS "| liu.min | technical | | champion | 3 | | li.wei | | |\n"
                                          "| [[deputy-om\\|Deputy director, O&M]] | management | | | | | | | |\n");
    const char *dot = drawn(&f, ps_chain_put_dot, &s);
    assert_non_null(strstr(dot, "covered 0 of 1"));
    assert_non_null(strstr(dot, "label=\"Deputy director, O&M  ?\\nnot known by name\""));
    assert_non_null(strstr(dot, "label=\"Liu Min  ++\\n★3  left\""));
    assert_non_null(strstr(drawn(&f, ps_chain_put_svg, &s), ">★3   left</text>"));
    fx_end(&f);
}

static void an_empty_chain_is_a_picture_too(void **state) {
    fx f;
    ps_chain c;
    begin(&f);
    ps_chain_sheet s = sheet(&f, &c, "Acme", "");
    assert_well_formed(drawn(&f, ps_chain_put_svg, &s));
    assert_non_null(strstr(drawn(&f, ps_chain_put_dot, &s), "digraph chain {"));
    assert_non_null(strstr(drawn(&f, ps_chain_put_mermaid, &s), "flowchart TB"));
    fx_end(&f);
}

static void thousands_of_people_are_drawn(void **state) {
    fx f;
    ps_chain c;
    ps_buf body = {0};
    begin(&f);
    ps_buf_put(&body, PS_S(STAKEHOLDERS));
    for (int i = 0; i < 1500; i++) {
        ps_buf_fmt(&body, "| p%d | technical | | | | | | | |\n", i);
    }
    ps_buf_put(&body, PS_S(RELATIONSHIPS));
    for (int i = 1; i < 1500; i++) {
        ps_buf_fmt(&body, "| p%d | p%d | superior | |\n", i, i % 3 ? i - 1 : i / 3);
    }
    ps_chain_sheet s = sheet(&f, &c, "Acme", ps_buf_str(&body).p);
    assert_int_equal(c.n_members, 1500);
    assert_well_formed(drawn(&f, ps_chain_put_svg, &s));
    ps_buf_free(&body);
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_stands_below_the_one_they_report_to_and_nobody_on_another),
        cmocka_unit_test(who_stands_alone_stands_beside_the_others_some_abreast),
        cmocka_unit_test(dot_and_mermaid_say_the_same),
        cmocka_unit_test(svg_draws_cards_lines_and_signs),
        cmocka_unit_test(no_name_breaks_out),
        cmocka_unit_test(who_left_and_posts_without_a_name_say_so),
        cmocka_unit_test(an_empty_chain_is_a_picture_too),
        cmocka_unit_test(thousands_of_people_are_drawn),
    };
    return cmocka_run_group_tests_name("chain_draw", tests, NULL, NULL);
}
