/* Random notes made of pieces that people write. A fixed seed gives the same notes everywhere. */
#ifndef PS_GEN_NOTE_H
#define PS_GEN_NOTE_H

#include "buf.h"
#include "note_fixture.h"

typedef struct {
    uint64_t state;
} gn_random;

NF_UNUSED static size_t gn_next(gn_random *r, size_t below) {
    r->state ^= r->state << 13;
    r->state ^= r->state >> 7;
    r->state ^= r->state << 17;
    return (size_t)(r->state >> 11) % below;
}

#define gn_pick(r, array) ((array)[gn_next((r), sizeof(array) / sizeof *(array))])

static const char *const gn_words[] = {
    "plain",
    "部署",
    "🚀",
    "two words",
    "**bold**",
    "`code | x`",
    "[text](http://x.de/a_b)",
    "[[li.wei]]",
    "[[a|b]]",
    "![[p.png]]",
    "e\xCC\x81",
    "a_b_c",
    "x*y",
    "<b>html</b>",
    "&amp;",
    "\\[esc\\]",
    "“引号”",
    "1.5",
    "#tag",
    "`` ` ``",
    "~~gone~~",
    "http://x.de/?a=b",
    "std::vector",
    "[x]",
    "[[注记#标题]]",
    "100 %",
    "a\xC2\xA0"
    "b",
    "(paren)",
    "$5",
    "[ref]",
    "^caret",
    "\xE2\x80\xA8",
};

static const char *const gn_fields[] = {
    "[due:: 2026-05-01]", "[owner:: [[li.wei|Li]]]", "[reason:: 因为 (x)]", "[evidence:: [[a#^b]], [c](d)]", "[next::yes]", "[k::]"};

static const char *const gn_front[] = {
    "title: 部署 🚀",
    "value: 5 # note",
    "stage: offer",
    "empty:",
    "quoted: \"a: b\"",
    "single: 'it''s'",
    "account: \"[[acme]]\"",
    "list: [a, \"[[b]]\", 'c']",
    "block:\n  - one # c\n\n  - \"[[two]]\"\n  -",
    "text: |\n  line 1\n\n  line 2",
    "folded: >-\n  x\n  y",
    "map: {amount: 5, period: month}",
    "# comment: x",
    "anchor: &a v",
    "deep: [[1, 2], {k: [x]}]",
    "nested:\n  k: v\n  m: [n]",
    "\"odd key\": 1",
    "multi: a\n  b",
    "键: 值",
    "nothing: ~",
    "dq: \"x\n  y\"",
    "",
};

static const char *const gn_blocks[] = {
    "---",
    "```\n- [ ] fake ^no\n## no\n```",
    "    - [ ] code",
    "<!--\n- [ ] no\n-->",
    "<div>\n[[no]]\n</div>",
    "Setext %\n===",
    "[ref]: http://x.de",
    "* * *",
    "~~~ | x\n| a | b |\n|---|---|\n~~~",
    "| only | header |\n|---|---|",
    "1. one %\n2) two",
    "- \n- [ ]\n-",
};

static const char *const gn_tables[] = {
    "| a | b | c |\n|---|:-:|--:|\n",
    "| 名称   | n    |\n|--------|-----:|\n",
    "a | b\n--|--\n",
    "|x|y|\n|-|-|\n",
};

static void gn_text(gn_random *r, ps_buf *out, size_t most) {
    for (size_t i = 1 + gn_next(r, most); i; i--) {
        ps_buf_put(out, ps_str_of(gn_pick(r, gn_words)));
        ps_buf_put(out, i > 1 ? PS_S(" ") : PS_S(""));
    }
}

static void gn_tail(gn_random *r, ps_buf *out, int *ids) {
    while (gn_next(r, 3) == 0) {
        ps_buf_char(out, ' ');
        ps_buf_put(out, ps_str_of(gn_pick(r, gn_fields)));
    }
    if (gn_next(r, 2)) {
        ps_buf_fmt(out, " ^id-%d", ++*ids);
    }
    ps_buf_put(out, gn_next(r, 8) ? PS_S("\n") : PS_S("  \n"));
}

static void gn_list(gn_random *r, ps_buf *out, int *ids, const char *prefix) {
    static const char *const markers[] = {"- ", "* ", "+ ", "1. ", "10) "}, *const states[] = {"[ ] ", "[x] ", "[-] ", "[/] ",
                                                                                               "[X] ", "",     "[ ]\t"};
    const char *marker = gn_pick(r, markers);
    size_t depth = 0;
    for (size_t i = 1 + gn_next(r, 5); i; i--) {
        ps_buf_fmt(out, "%s%*s%s%s", prefix, (int)(depth * strlen(marker)), "", marker, gn_pick(r, states));
        gn_text(r, out, 4);
        if (gn_next(r, 4) == 0) {
            ps_buf_fmt(out, "\n%s%*s", prefix, (int)((depth + 1) * strlen(marker)), "");
            gn_text(r, out, 3);
        }
        gn_tail(r, out, ids);
        depth = gn_next(r, 3) ? depth : gn_next(r, depth + 2);
    }
}

static void gn_table(gn_random *r, ps_buf *out, int *ids, const char *prefix) {
    ps_str rest = ps_str_of(gn_pick(r, gn_tables)), line;
    size_t columns = rest.p[2] == 'a' && rest.p[0] == '|' ? 3 : 2;
    while (rest.n && ps_str_next(&rest, '\n', &line)) {
        ps_buf_fmt(out, "%s%.*s\n", prefix, PS_FMT(line));
    }
    for (size_t i = gn_next(r, 4); i; i--) {
        size_t n = gn_next(r, 5) ? columns : 1 + gn_next(r, columns);
        ps_buf_fmt(out, "%s|", prefix);
        for (size_t k = 0; k < n; k++) {
            ps_buf_put(out, gn_next(r, 6) ? PS_S(" ") : PS_S(""));
            if (gn_next(r, 4)) {
                gn_text(r, out, 2);
            }
            if (k + 1 == n && gn_next(r, 3) == 0) {
                ps_buf_fmt(out, " ^id-%d", ++*ids);
            }
            ps_buf_put(out, k + 1 == n && gn_next(r, 8) == 0 ? PS_S("") : PS_S(" |"));
        }
        ps_buf_char(out, '\n');
    }
}

static void gn_block(gn_random *r, ps_buf *out, int *ids) {
    static const char *const prefixes[] = {"", "", "", "> ", "> > ", ">"};
    const char *prefix = gn_pick(r, prefixes);
    switch (gn_next(r, 8)) {
    case 0:
    case 1:
        ps_buf_fmt(out, "%.*s ", (int)(1 + gn_next(r, 4)), "####");
        gn_text(r, out, 3);
        ps_buf_put(out, gn_next(r, 4) ? PS_S("\n") : PS_S(" ##\n"));
        break;
    case 2:
        ps_buf_put(out, ps_str_of(prefix));
        gn_text(r, out, 9);
        gn_tail(r, out, ids);
        break;
    case 3:
        gn_table(r, out, ids, prefix);
        break;
    case 4:
        ps_buf_put(out, ps_str_of(gn_pick(r, gn_blocks)));
        ps_buf_char(out, '\n');
        break;
    default:
        gn_list(r, out, ids, prefix);
    }
    ps_buf_put(out, gn_next(r, 5) ? PS_S("\n") : PS_S(""));
}

static void gn_front_matter(gn_random *r, ps_buf *out) {
    const size_t all = sizeof gn_front / sizeof *gn_front;
    size_t from = gn_next(r, all);
    ps_buf_put(out, PS_S("---\n"));
    for (size_t i = gn_next(r, 9); i; i--) {
        ps_buf_put(out, ps_str_of(gn_front[(from + i) % all]));
        ps_buf_char(out, '\n');
    }
    ps_buf_put(out, gn_next(r, 6) ? PS_S("---\n") : PS_S("...\n"));
}

/* A note; the caller frees it. */
NF_UNUSED static ps_buf gn_note(gn_random *r) {
    ps_buf lf = {0}, out = {0};
    int ids = 0;
    if (gn_next(r, 4)) {
        gn_front_matter(r, &lf);
    }
    for (size_t i = gn_next(r, 9); i; i--) {
        gn_block(r, &lf, &ids);
    }
    if (lf.n && gn_next(r, 4) == 0) {
        lf.n--;
    }
    bool crlf = gn_next(r, 4) == 0;
    ps_buf_put(&out, gn_next(r, 6) ? PS_S("") : PS_S("\xEF\xBB\xBF"));
    for (size_t i = 0; i < lf.n; i++) {
        if (crlf && lf.p[i] == '\n') {
            ps_buf_char(&out, '\r');
        }
        ps_buf_char(&out, lf.p[i]);
    }
    assert_true(ps_buf_ok(&out) && ps_buf_ok(&lf));
    ps_buf_free(&lf);
    return out;
}

#endif
