#include "chain_words.h"

/* A text within a quoted string of the DOT language. */
static void put_text(ps_buf *out, ps_str s) {
    uint32_t rune;
    for (size_t at = 0, n; at < s.n; at += n) {
        n = ps_shown_rune(ps_str_sub(s, at, s.n), &rune);
        if (rune == '"' || rune == '\\') {
            ps_buf_char(out, '\\');
        }
        ps_buf_put(out, rune == 0xFFFD ? PS_S("\uFFFD") : ps_str_sub(s, at, at + n));
    }
}

static void put_line(ps_buf *out, ps_str s) {
    if (s.n) {
        ps_buf_put(out, PS_S("\\n"));
        put_text(out, s);
    }
}

static void put_gaps(ps_buf *out, const ps_chain_sheet *s, size_t member) {
    for (size_t i = 0; i < s->chain->n_gaps; i++) {
        ps_buf gap = {0};
        if (s->chain->gaps[i].member == (int)member) {
            ps_gap_put_short(&gap, s->lang, &s->chain->gaps[i]);
        }
        if (gap.n) {
            ps_buf_put(out, PS_S("\\n✗ "));
            put_text(out, ps_buf_str(&gap));
        }
        ps_buf_free(&gap);
    }
}

static void put_member(ps_buf *out, const ps_chain_sheet *s, size_t at) {
    const ps_member *m = &s->chain->members[at];
    ps_side side = ps_stance_side(s->process, m->stance);
    ps_buf contact = {0};
    ps_member_put_contact(&contact, s->lang, m, s->day);
    ps_buf_fmt(out, "    m%zu [color=\"%s\", style=\"rounded,filled%s\", label=\"", at, ps_side_colour(side), m->covered ? "" : ",dashed");
    put_text(out, ps_member_mark(m));
    put_text(out, m->name);
    ps_buf_put(out, PS_S("  "));
    put_text(out, ps_stance_sign(s->process, m->stance));
    put_line(out, m->post.n ? m->post : m->unit);
    ps_buf_put(out, PS_S("\\n"));
    if (m->influence) {
        ps_buf_fmt(out, "★%d  ", m->influence);
    }
    put_text(out, ps_buf_str(&contact));
    put_gaps(out, s, at);
    ps_buf_put(out, PS_S("\"];\n"));
    ps_buf_free(&contact);
}

static bool is_in(const ps_chain_sheet *s, const ps_member *m, const ps_term *layer) {
    return ps_process_term(s->process, PS_V_LAYERS, m->layer) == layer;
}

/* A layer as a box; what has no people has none. */
static void put_layer(ps_buf *out, const ps_chain_sheet *s, const ps_term *layer, size_t number) {
    bool any = false;
    for (size_t i = 0; i < s->chain->n_members; i++) {
        if (!is_in(s, &s->chain->members[i], layer)) {
            continue;
        }
        if (!any) {
            ps_buf_fmt(out, "  subgraph cluster_%zu {\n    label=\"", number);
            put_text(out, layer ? layer->label : ps_text(PS_T_CHAIN_NO_LAYER, s->lang));
            ps_buf_put(out, PS_S("\"; style=rounded; color=\"#d0d7de\"; fontcolor=\"#57606a\";\n"));
        }
        any = true;
        put_member(out, s, i);
    }
    ps_buf_put(out, any ? PS_S("  }\n") : PS_S(""));
}

static void put_end(ps_buf *out, int member, size_t tie) {
    member >= 0 ? ps_buf_fmt(out, "m%d", member) : ps_buf_fmt(out, "o%zu", tie);
}

/* Who stands outside the chain is a node of its own for each relationship. */
static void put_tie(ps_buf *out, const ps_chain_sheet *s, size_t at) {
    const ps_tie *t = &s->chain->ties[at];
    if (t->at < 0 || t->with < 0) {
        ps_buf_fmt(out, "  o%zu [shape=plaintext, fillcolor=none, label=\"", at);
        put_text(out, t->at < 0 ? t->from_name : t->to_name);
        ps_buf_put(out, PS_S("\"];\n"));
    }
    ps_buf_put(out, PS_S("  "));
    put_end(out, t->at, at);
    ps_buf_put(out, PS_S(" -> "));
    put_end(out, t->with, at);
    ps_buf_put(out, PS_S(" [style=dashed, dir=none, constraint=false, color=\"#8250df\", fontcolor=\"#8250df\", label=\""));
    put_text(out, ps_process_label(s->process, PS_V_RELATIONS, t->kind));
    ps_buf_put(out, PS_S("\"];\n"));
}

int ps_chain_put_dot(ps_buf *out, const ps_chain_sheet *s, ps_error *err) {
    const ps_vocab *layers = &s->process->vocab[PS_V_LAYERS];
    ps_buf title = {0};
    ps_chain_put_title(&title, s);
    ps_buf_put(out, PS_S("digraph chain {\n  rankdir=TB; labelloc=t; fontname=\"sans-serif\"; label=\""));
    put_text(out, ps_buf_str(&title));
    ps_buf_put(out, PS_S("\";\n  node [shape=box, fillcolor=white, penwidth=2, fontname=\"sans-serif\", fontsize=11];\n"
                         "  edge [color=\"#57606a\", arrowhead=none, fontname=\"sans-serif\", fontsize=10];\n"));
    for (size_t i = layers->n; i > 0; i--) {
        put_layer(out, s, &layers->terms[i - 1], i);
    }
    put_layer(out, s, NULL, 0);
    for (size_t i = 0; i < s->chain->n_members; i++) {
        if (s->chain->members[i].superior >= 0) {
            ps_buf_fmt(out, "  m%d -> m%zu;\n", s->chain->members[i].superior, i);
        }
    }
    for (size_t i = 0; i < s->chain->n_ties; i++) {
        if (!s->chain->ties[i].reporting) {
            put_tie(out, s, i);
        }
    }
    ps_buf_put(out, PS_S("}\n"));
    bool ok = ps_buf_ok(out) && ps_buf_ok(&title);
    ps_buf_free(&title);
    return ok ? PS_OK : ps_nomem(err);
}
