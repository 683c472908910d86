#include "factors.h"

#include <stdlib.h>

#include "deal_parts.h"

typedef __int128 exact; /* of two amounts the product */

ps_str ps_factor_lack_id(ps_factor_lack_kind k) {
    static const char *const ids[PS_FACTOR_LACK_COUNT] = {"no-weight", "no-score", "no-rival-score", "no-evidence", "no-talk", "unknown"};
    return ps_str_of(ids[k]);
}

typedef struct {
    ps_factors *out;
    ps_arena *arena;
    const ps_process *process;
    const ps_deal *deal; /* NULL: a note alone */
    const ps_world *world;
    const ps_note *note;
    const ps_table *table;
    size_t *columns; /* of each competitor */
    PS_VEC(ps_factor) factors;
    PS_VEC(ps_factor_lack) lacks;
    bool failed;
} reading;

/* ---- columns ---- */

bool ps_factor_column(ps_str header, const ps_aliases *aliases) {
    static const ps_column_id own[] = {PS_C_FACTOR, PS_C_WEIGHT, PS_C_US, PS_C_EVIDENCE, PS_C_NOTE, PS_C_LABEL};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (ps_column_is(own[i], header, aliases)) {
            return false;
        }
    }
    return header.n > 0;
}

/* What a heading shows: of a link its alias, else its target. */
static ps_str label_of(ps_str header) {
    ps_str inner = header;
    if (ps_str_starts(header, PS_S("[[")) && ps_str_ends(header, PS_S("]]"))) {
        inner = ps_str_sub(header, 2, header.n - 2);
        size_t bar = ps_str_find(inner, PS_S("|"), 0);
        inner = bar == SIZE_MAX ? ps_id_bare(header) : ps_str_sub(inner, bar + 1, inner.n);
    }
    return inner;
}

static void read_columns(reading *r) {
    const ps_row *header = &r->table->header;
    r->columns = ps_arena_alloc(r->arena, (header->n + 1) * sizeof *r->columns);
    r->out->rivals = ps_arena_alloc(r->arena, (header->n + 1) * sizeof *r->out->rivals);
    r->failed |= !r->columns || !r->out->rivals;
    for (size_t i = 0; !r->failed && i < header->n; i++) {
        ps_str cell = header->cells[i].text;
        if (ps_factor_column(cell, &r->process->aliases)) {
            r->columns[r->out->n_rivals] = i;
            r->out->rivals[r->out->n_rivals++] = (ps_party){.id = ps_id_bare(cell), .label = label_of(cell), .total = PS_MONEY_NONE};
        }
    }
}

/* ---- evidence ---- */

/* Whether a link leads to an entry of a log, of this deal or another one. */
static bool is_talk(const reading *r, const ps_link *link) {
    const ps_origin from = {r->deal, r->world, r->out->doc->path, r->note};
    ps_target t = ps_target_of(&from, link);
    if (t.doc) {
        return t.doc->kind == PS_DOC_LOG && t.kind == PS_TARGET_FOUND && (link->heading.n || link->block.n);
    }
    ps_str name = ps_path_name(link->target);
    return (ps_str_eq(name, PS_S("log")) || ps_str_eq(name, PS_S("log.md"))) && link->heading.n && name.n < link->target.n;
}

static bool is_talked(const reading *r, const ps_row *row) {
    int at = ps_column_find(r->table, PS_C_EVIDENCE, &r->process->aliases);
    size_t n = 0;
    if (!r->deal || at < 0 || (size_t)at >= row->n) {
        return false;
    }
    const ps_link *links = ps_links_within(r->note, row->cells[at].range, &n);
    for (size_t i = 0; i < n; i++) {
        if (is_talk(r, &links[i])) {
            return true;
        }
    }
    return false;
}

/* ---- rows ---- */

/* `delivery-time`, `stabilty`: what a person writes as text has a capital, a blank or another script in it. */
static bool reads_as_id(ps_str s) {
    for (size_t i = 0; i < s.n; i++) {
        bool letter = (s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9');
        if (!letter && s.p[i] != '-' && s.p[i] != '_' && s.p[i] != '.') {
            return false;
        }
    }
    return s.n > 0;
}

static void lack(reading *r, ps_factor_lack_kind kind, int party) {
    ps_factor_lack *l = PS_PUSH(r->arena, &r->lacks);
    r->failed |= !l;
    if (l) {
        *l = (ps_factor_lack){kind, r->factors.n - 1, party};
    }
}

static void note_lacks(reading *r, const ps_factor *f) {
    if (f->weight == PS_MONEY_NONE) {
        lack(r, PS_FACTOR_NO_WEIGHT, -1);
    }
    if (f->us == PS_MONEY_NONE) {
        lack(r, PS_FACTOR_NO_SCORE, -1);
    }
    for (size_t i = 0; i < r->out->n_rivals; i++) {
        if (f->rivals[i] == PS_MONEY_NONE) {
            lack(r, PS_FACTOR_NO_RIVAL_SCORE, (int)i);
        }
    }
    if (r->deal && !f->talked) {
        lack(r, f->evidence.n ? PS_FACTOR_NO_TALK : PS_FACTOR_NO_EVIDENCE, -1);
    }
    if (!f->known && reads_as_id(f->id)) {
        lack(r, PS_FACTOR_UNKNOWN, -1);
    }
}

static void read_row(reading *r, const ps_row *row) {
    const ps_aliases *al = &r->process->aliases;
    ps_str cell = ps_column_cell(r->table, row, PS_C_FACTOR, al), id = ps_id_bare(cell);
    ps_factor *f = id.n ? PS_PUSH(r->arena, &r->factors) : NULL;
    if (!f) {
        r->failed |= id.n > 0;
        return;
    }
    const ps_term *term = ps_process_term(r->process, PS_V_FACTORS, id);
    *f = (ps_factor){.id = id,
                     .label = term ? term->label : label_of(cell),
                     .evidence = ps_column_cell(r->table, row, PS_C_EVIDENCE, al),
                     .weight = ps_money_read(ps_column_cell(r->table, row, PS_C_WEIGHT, al)),
                     .us = ps_money_read(ps_column_cell(r->table, row, PS_C_US, al)),
                     .best = -1,
                     .gap = PS_MONEY_NONE,
                     .known = term != NULL,
                     .line = row->line};
    f->weight = f->weight < 0 ? PS_MONEY_NONE : f->weight;
    f->talked = is_talked(r, row);
    f->rivals = ps_arena_alloc(r->arena, (r->out->n_rivals + 1) * sizeof *f->rivals);
    r->failed |= !f->rivals;
    for (size_t i = 0; f->rivals && i < r->out->n_rivals; i++) {
        f->rivals[i] = ps_money_read(ps_row_cell(row, (int)r->columns[i]));
        bool better = f->rivals[i] != PS_MONEY_NONE && (f->best < 0 || f->rivals[i] > f->rivals[f->best]);
        f->best = better ? (int)i : f->best;
    }
    if (f->rivals) {
        note_lacks(r, f);
    }
}

/* ---- totals ---- */

/* x / y, rounded half away from zero. y > 0. */
static ps_money divided(exact x, exact y) {
    exact q = (x >= 0 ? x + y / 2 : x - y / 2) / y;
    return q > INT64_MAX ? INT64_MAX : q <= INT64_MIN ? INT64_MIN + 1 : (ps_money)q;
}

static ps_money score_of(const ps_factor *f, int party) {
    return party < 0 ? f->us : f->rivals[party];
}

static void total_of(ps_factors *o, int party, ps_party *p) {
    exact sum = 0, weights = 0;
    for (size_t i = 0; i < o->n; i++) {
        ps_money score = score_of(&o->factors[i], party), weight = o->factors[i].weight;
        if (score != PS_MONEY_NONE && weight != PS_MONEY_NONE) {
            sum += (exact)weight * score;
            weights += weight;
            p->scored++;
        }
        o->top = score != PS_MONEY_NONE && (o->top == PS_MONEY_NONE || score > o->top) ? score : o->top;
    }
    p->total = weights > 0 ? divided(sum, weights) : PS_MONEY_NONE;
}

static void rank(const ps_factors *o, ps_party *p) {
    int ahead = o->us.total != PS_MONEY_NONE && o->us.total > p->total;
    for (size_t i = 0; i < o->n_rivals; i++) {
        ahead += o->rivals[i].total != PS_MONEY_NONE && o->rivals[i].total > p->total;
    }
    p->rank = p->total == PS_MONEY_NONE ? 0 : ahead + 1;
}

/* ---- gaps ---- */

static exact lost_by(const ps_factor *f) {
    bool whole = f->weight != PS_MONEY_NONE && f->us != PS_MONEY_NONE && f->best >= 0;
    return whole ? (exact)f->weight * ((exact)f->rivals[f->best] - f->us) : 0;
}

static void find_gaps(reading *r) {
    ps_factors *o = r->out;
    exact all = 0;
    o->gaps = ps_arena_alloc(r->arena, (o->n + 1) * sizeof *o->gaps);
    r->failed |= !o->gaps;
    for (size_t i = 0; i < o->n; i++) {
        all += o->factors[i].weight == PS_MONEY_NONE ? 0 : o->factors[i].weight;
    }
    o->weights = all > INT64_MAX ? INT64_MAX : (ps_money)all;
    for (size_t i = 0; o->gaps && i < o->n; i++) {
        ps_factor *f = &o->factors[i];
        exact lost = lost_by(f);
        bool whole = f->weight != PS_MONEY_NONE && f->us != PS_MONEY_NONE && f->best >= 0 && all > 0;
        f->gap = whole ? divided(lost, all) : PS_MONEY_NONE;
        if (lost <= 0) {
            continue;
        }
        size_t at = o->n_gaps++;
        for (; at > 0 && lost_by(&o->factors[o->gaps[at - 1]]) < lost; at--) {
            o->gaps[at] = o->gaps[at - 1];
        }
        o->gaps[at] = i;
    }
}

/* ---- all of it ---- */

static int finish(reading *r, ps_error *err) {
    ps_factors *o = r->out;
    if (r->table) {
        read_columns(r);
    }
    for (size_t i = 0; r->table && !r->failed && i < r->table->n; i++) {
        read_row(r, &r->table->rows[i]);
    }
    o->factors = r->factors.v;
    o->n = r->factors.n;
    o->lacks = r->lacks.v;
    o->n_lacks = r->lacks.n;
    if (r->failed) {
        return ps_nomem(err);
    }
    total_of(o, -1, &o->us);
    for (size_t i = 0; i < o->n_rivals; i++) {
        total_of(o, (int)i, &o->rivals[i]);
    }
    rank(o, &o->us);
    for (size_t i = 0; i < o->n_rivals; i++) {
        rank(o, &o->rivals[i]);
    }
    find_gaps(r);
    return r->failed ? ps_nomem(err) : PS_OK;
}

static void ask_downstream(ps_factors *out, const ps_deal *deal) {
    out->downstream = true;
    for (size_t i = 0; i < deal->n_answers; i++) {
        if (ps_str_eq(deal->answers[i].activity->id, PS_S("need-downstream"))) {
            out->asks = true;
            out->downstream = deal->answers[i].closed;
        }
    }
}

static ps_factors nothing(void) {
    return (ps_factors){.us = {.total = PS_MONEY_NONE}, .top = PS_MONEY_NONE};
}

int ps_factors_read(ps_factors *out, ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_error *err) {
    reading r = {.out = out, .arena = arena, .process = deal->process, .deal = deal, .world = world};
    *out = nothing();
    r.table = ps_deal_table_anywhere(deal, PS_H_DECISION_FACTORS, &out->doc);
    r.note = out->doc ? out->doc->note : NULL;
    ask_downstream(out, deal);
    return finish(&r, err);
}

int ps_factors_of_note(ps_factors *out, ps_arena *arena, const ps_note *note, const ps_process *process, ps_error *err) {
    reading r = {.out = out, .arena = arena, .process = process, .note = note};
    *out = nothing();
    r.table = ps_heading_table(note, PS_H_DECISION_FACTORS, &process->aliases);
    return finish(&r, err);
}

void ps_factor_lack_text(ps_buf *out, const ps_factors *factors, const ps_factor_lack *lack, ps_lang lang) {
    static const ps_text_id texts[PS_FACTOR_LACK_COUNT] = {PS_T_FACTOR_NO_WEIGHT,   PS_T_FACTOR_NO_SCORE, PS_T_FACTOR_NO_RIVAL_SCORE,
                                                           PS_T_FACTOR_NO_EVIDENCE, PS_T_FACTOR_NO_TALK,  PS_T_FACTOR_UNKNOWN};
    const ps_str args[2] = {factors->factors[lack->factor].id, lack->party < 0 ? PS_S("") : factors->rivals[lack->party].label};
    ps_text_put(out, lang, texts[lack->kind], args, 2);
}

static const ps_factor *same_factor(const ps_factors *in, ps_str id) {
    for (size_t i = 0; i < in->n; i++) {
        if (ps_str_eq(in->factors[i].id, id)) {
            return &in->factors[i];
        }
    }
    return NULL;
}

static size_t weighed(const ps_factors *f) {
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++) {
        n += f->factors[i].weight != PS_MONEY_NONE;
    }
    return n;
}

bool ps_factors_copied(const ps_factors *a, const ps_factors *b) {
    enum { LEAST = 2 };
    size_t n = weighed(a);
    if (n < LEAST || n != weighed(b)) {
        return false;
    }
    for (size_t i = 0; i < a->n; i++) {
        const ps_factor *f = &a->factors[i], *other = f->weight == PS_MONEY_NONE ? f : same_factor(b, f->id);
        if (!other || other->weight != f->weight) {
            return false;
        }
    }
    return true;
}
