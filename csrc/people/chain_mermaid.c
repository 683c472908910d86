#include "chain_words.h"

/* A text within quotes of a Mermaid diagram: whatever is more than a letter to Mermaid or to HTML goes by its number. */
static void put_text(ps_buf *out, ps_str s) {
    uint32_t rune;
    for (size_t at = 0, n; at < s.n; at += n) {
        n = ps_shown_rune(ps_str_sub(s, at, s.n), &rune);
        bool letter = rune == ' ' || (rune >= '0' && rune <= '9') || (rune >= 'A' && rune <= 'Z') || (rune >= 'a' && rune <= 'z');
        if (rune >= 0x80 && rune != 0xFFFD) {
            ps_buf_put(out, ps_str_sub(s, at, at + n));
        } else if (letter || rune == '.' || rune == ',' || rune == '+' || rune == '?') {
            ps_buf_char(out, (char)rune);
        } else {
            ps_buf_fmt(out, "#%u;", (unsigned)rune);
        }
    }
}

/* The title stands in front matter, where YAML's rules hold. */
static void put_yaml(ps_buf *out, ps_str s) {
    uint32_t rune;
    ps_buf_char(out, '"');
    for (size_t at = 0, n; at < s.n; at += n) {
        n = ps_shown_rune(ps_str_sub(s, at, s.n), &rune);
        ps_buf_put(out, rune == '"' || rune == '\\' ? PS_S("\\") : PS_S(""));
        ps_buf_put(out, rune == 0xFFFD ? PS_S("\uFFFD") : ps_str_sub(s, at, at + n));
    }
    ps_buf_char(out, '"');
}

static void put_gaps(ps_buf *out, const ps_chain_sheet *s, size_t member) {
    for (size_t i = 0; i < s->chain->n_gaps; i++) {
        ps_buf gap = {0};
        if (s->chain->gaps[i].member == (int)member) {
            ps_gap_put_short(&gap, s->lang, &s->chain->gaps[i]);
        }
        if (gap.n) {
            ps_buf_put(out, PS_S("<br/>✗ "));
            put_text(out, ps_buf_str(&gap));
        }
        ps_buf_free(&gap);
    }
}

static void put_member(ps_buf *out, const ps_chain_sheet *s, size_t at) {
    static const char *const classes[PS_SIDE_COUNT] = {"unknown", "firm", "for", "neutral", "against", "hard"};
    const ps_member *m = &s->chain->members[at];
    ps_buf contact = {0};
    ps_member_put_contact(&contact, s->lang, m, s->day);
    ps_buf_fmt(out, "    m%zu[\"", at);
    put_text(out, ps_member_mark(m));
    put_text(out, m->name);
    ps_buf_put(out, PS_S("  "));
    put_text(out, ps_stance_sign(s->process, m->stance));
    if (m->post.n || m->unit.n) {
        ps_buf_put(out, PS_S("<br/>"));
        put_text(out, m->post.n ? m->post : m->unit);
    }
    ps_buf_put(out, PS_S("<br/>"));
    if (m->influence) {
        ps_buf_fmt(out, "★%d  ", m->influence);
    }
    put_text(out, ps_buf_str(&contact));
    put_gaps(out, s, at);
    ps_buf_fmt(out, "\"]:::%s\n", classes[ps_stance_side(s->process, m->stance)]);
    if (!m->covered) {
        ps_buf_fmt(out, "    style m%zu stroke-dasharray: 4 3\n", at);
    }
    ps_buf_free(&contact);
}

static void put_layer(ps_buf *out, const ps_chain_sheet *s, const ps_term *layer, size_t number) {
    bool any = false;
    for (size_t i = 0; i < s->chain->n_members; i++) {
        if (ps_process_term(s->process, PS_V_LAYERS, s->chain->members[i].layer) != layer) {
            continue;
        }
        if (!any) {
            ps_buf_fmt(out, "  subgraph l%zu[\"", number);
            put_text(out, layer ? layer->label : ps_text(PS_T_CHAIN_NO_LAYER, s->lang));
            ps_buf_put(out, PS_S("\"]\n"));
        }
        any = true;
        put_member(out, s, i);
    }
    ps_buf_put(out, any ? PS_S("  end\n") : PS_S(""));
}

static void put_end(ps_buf *out, int member, size_t tie, ps_str name) {
    if (member >= 0) {
        ps_buf_fmt(out, "m%d", member);
    } else {
        ps_buf_fmt(out, "o%zu([\"", tie);
        put_text(out, name);
        ps_buf_put(out, PS_S("\"])"));
    }
}

static void put_tie(ps_buf *out, const ps_chain_sheet *s, size_t at) {
    const ps_tie *t = &s->chain->ties[at];
    ps_buf_put(out, PS_S("  "));
    put_end(out, t->at, at, t->from_name);
    ps_buf_put(out, PS_S(" -. \""));
    put_text(out, ps_process_label(s->process, PS_V_RELATIONS, t->kind));
    ps_buf_put(out, PS_S("\" .- "));
    put_end(out, t->with, at, t->to_name);
    ps_buf_char(out, '\n');
}

static void put_classes(ps_buf *out) {
    static const struct {
        const char *name;
        ps_side side;
    } classes[] = {{"firm", PS_SIDE_FIRM},       {"for", PS_SIDE_FOR},   {"neutral", PS_SIDE_NEUTRAL},
                   {"against", PS_SIDE_AGAINST}, {"hard", PS_SIDE_HARD}, {"unknown", PS_SIDE_UNKNOWN}};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        ps_buf_fmt(out, "  classDef %s fill:#ffffff,color:#1f2328,stroke:%s,stroke-width:2px\n", classes[i].name,
                   ps_side_colour(classes[i].side));
    }
}

int ps_chain_put_mermaid(ps_buf *out, const ps_chain_sheet *s, ps_error *err) {
    const ps_vocab *layers = &s->process->vocab[PS_V_LAYERS];
    ps_buf title = {0};
    ps_chain_put_title(&title, s);
    ps_buf_put(out, PS_S("---\ntitle: "));
    put_yaml(out, ps_buf_str(&title));
    ps_buf_put(out, PS_S("\n---\nflowchart TB\n"));
    for (size_t i = layers->n; i > 0; i--) {
        put_layer(out, s, &layers->terms[i - 1], i);
    }
    put_layer(out, s, NULL, 0);
    for (size_t i = 0; i < s->chain->n_members; i++) {
        if (s->chain->members[i].superior >= 0) {
            ps_buf_fmt(out, "  m%d --- m%zu\n", s->chain->members[i].superior, i);
        }
    }
    for (size_t i = 0; i < s->chain->n_ties; i++) {
        if (!s->chain->ties[i].reporting) {
            put_tie(out, s, i);
        }
    }
    put_classes(out);
    bool ok = ps_buf_ok(out) && ps_buf_ok(&title);
    ps_buf_free(&title);
    return ok ? PS_OK : ps_nomem(err);
}
