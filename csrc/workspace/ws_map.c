/* The decision chain as a person looks at it. */
#include "chain_words.h"
#include "deal_parts.h"
#include "field.h"
#include "workspace_impl.h"

static int keep_terms(ps_work *w, ps_vocab_id v, const ps_str *ids, size_t n, ps_strs *out, ps_strs *labels) {
    for (size_t i = 0; i < n; i++) {
        ps_str *id = PS_PUSH(w->arena, out), *label = PS_PUSH(w->arena, labels);
        if (!id || !label) {
            return ps_nomem(w->err);
        }
        *id = ps_keep(w, ids[i]);
        *label = ps_keep(w, ps_process_label(w->process, v, ids[i]));
    }
    return PS_OK;
}

static bool is_compliance(const ps_process *p, const ps_member *m) {
    for (size_t i = 0; i < m->n_needs; i++) {
        const ps_term *t = ps_process_term(p, PS_V_NEEDS, m->needs[i]);
        if (t && ps_bool_read(ps_term_cell(p, PS_V_NEEDS, t, PS_S("compliance")))) {
            return true;
        }
    }
    return false;
}

static int view_member(ps_work *w, const ps_chain *chain, const ps_member *m, ps_str path, ps_v_member *out) {
    const ps_process *p = w->process;
    ps_str stance = m->stance.n ? m->stance : PS_S("unknown");
    *out = (ps_v_member){.id = ps_keep(w, m->id),
                         .name = ps_keep(w, m->name),
                         .post = ps_keep(w, m->post),
                         .unit = ps_keep(w, m->unit),
                         .layer = ps_keep(w, m->layer),
                         .role = ps_keep(w, m->role),
                         .role_label = ps_keep(w, ps_process_label(p, PS_V_ROLES, m->role)),
                         .stance = ps_keep(w, stance),
                         .stance_label = ps_keep(w, ps_process_label(p, PS_V_STANCES, stance)),
                         .sign = ps_keep(w, ps_stance_sign(p, stance)),
                         .contact = ps_keep(w, m->contact),
                         .aim = ps_keep(w, m->aim),
                         .aim_label = ps_keep(w, ps_process_label(p, PS_V_AIMS, m->aim)),
                         .path = ps_keep_path(w, path),
                         .note = m->path.n ? ps_keep_path(w, m->path) : PS_S(""),
                         .superior = m->superior < 0 ? PS_S("") : ps_keep(w, chain->members[m->superior].id),
                         .seen = m->seen,
                         .influence = m->influence,
                         .lnum = (int)m->line,
                         .days = m->seen == PS_DATE_NONE ? 0 : w->world.today - m->seen,
                         .left = m->left > 0 ? m->left : PS_DATE_NONE,
                         .gone = m->gone,
                         .hidden = m->hidden,
                         .covered = m->covered,
                         .top = m->top,
                         .vacant = m->vacant,
                         .compliance = is_compliance(p, m)};
    int rc = keep_terms(w, PS_V_NEEDS, m->needs, m->n_needs, &out->needs, &out->need_labels);
    return rc ? rc : keep_terms(w, PS_V_WAYS, m->ways, m->n_ways, &out->ways, &out->way_labels);
}

static int view_strategy(ps_work *w, const ps_chain *chain, ps_v_layer *out) {
    const ps_strategy *s = ps_chain_strategy(chain, out->id);
    if (!s) {
        return PS_OK;
    }
    out->aim = ps_keep(w, s->aim);
    out->aim_label = ps_keep(w, ps_process_label(w->process, PS_V_AIMS, s->aim));
    out->strategy = ps_keep(w, s->strategy);
    out->path = ps_keep_path(w, s->path);
    out->lnum = (int)s->line;
    return keep_terms(w, PS_V_WAYS, s->ways, s->n_ways, &out->ways, &out->way_labels);
}

/* The members of one layer; with term NULL those of none that the process knows. */
static int view_layer(ps_work *w, const ps_chain *chain, const ps_deal *deal, const ps_term *term, ps_v_map *out) {
    ps_v_layer layer = {.id = term ? ps_keep(w, term->id) : PS_S(""), .label = term ? ps_keep(w, term->label) : PS_S("")};
    for (size_t i = 0; i < chain->n_members; i++) {
        const ps_member *m = &chain->members[i];
        bool here = ps_process_term(w->process, PS_V_LAYERS, m->layer) == term;
        ps_v_member *slot = here ? PS_PUSH(w->arena, &layer.people) : NULL;
        int rc = !here ? PS_OK : slot ? view_member(w, chain, m, deal->main->path, slot) : ps_nomem(w->err);
        if (rc) {
            return rc;
        }
    }
    int rc = view_strategy(w, chain, &layer);
    if (rc) {
        return rc;
    }
    ps_v_layer *slot = term || layer.people.n ? PS_PUSH(w->arena, &out->layers) : NULL;
    if (slot) {
        *slot = layer;
    }
    return slot || !(term || layer.people.n) ? PS_OK : ps_nomem(w->err);
}

static int view_layers(ps_work *w, const ps_chain *chain, const ps_deal *deal, ps_v_map *out) {
    const ps_vocab *v = &w->process->vocab[PS_V_LAYERS];
    int rc = PS_OK;
    for (size_t i = v->n; !rc && i > 0; i--) {
        rc = view_layer(w, chain, deal, &v->terms[i - 1], out);
    }
    return rc ? rc : view_layer(w, chain, deal, NULL, out);
}

int ps_view_champions(ps_work *w, const ps_chain *chain, ps_strs *out) {
    for (size_t i = 0; i < chain->n_members; i++) {
        bool is = !chain->members[i].gone && ps_stance_rank(w->process, chain->members[i].stance) == 0;
        ps_str *slot = is ? PS_PUSH(w->arena, out) : NULL;
        if (is && !slot) {
            return ps_nomem(w->err);
        }
        if (slot) {
            *slot = ps_keep(w, chain->members[i].name);
        }
    }
    return PS_OK;
}

ps_str ps_view_person(ps_work *w, ps_str id) {
    ps_str path;
    const ps_note *note = w->world.note(w->world.ctx, PS_K_PERSON, id, &path);
    ps_str name = note ? ps_note_value(note, PS_S("name")) : PS_S("");
    return ps_keep(w, name.n ? name : id);
}

static int view_ties(ps_work *w, const ps_chain *chain, ps_v_map *out) {
    for (size_t i = 0; i < chain->n_ties; i++) {
        const ps_tie *t = &chain->ties[i];
        const ps_term *term = ps_process_term(w->process, PS_V_RELATIONS, t->kind);
        ps_v_tie *v = PS_PUSH(w->arena, &out->ties);
        if (!v) {
            return ps_nomem(w->err);
        }
        *v = (ps_v_tie){.from = ps_keep(w, t->from),
                        .to = ps_keep(w, t->to),
                        .from_name = ps_keep(w, t->from_name),
                        .to_name = ps_keep(w, t->to_name),
                        .kind = ps_keep(w, t->kind),
                        .label = ps_keep(w, ps_process_label(w->process, PS_V_RELATIONS, t->kind)),
                        .group = term ? ps_keep(w, ps_term_cell(w->process, PS_V_RELATIONS, term, PS_S("group"))) : PS_S(""),
                        .note = ps_keep(w, t->note),
                        .path = ps_keep_path(w, t->path),
                        .lnum = (int)t->line,
                        .reporting = t->reporting};
    }
    return PS_OK;
}

static int gap_text(ps_work *w, const ps_chain *chain, const ps_gap *g, ps_v_gap *out) {
    ps_buf b = {0}, few = {0};
    ps_gap_put(&b, w->lang, w->process, chain, g);
    ps_gap_put_short(&few, w->lang, g);
    out->text = ps_keep(w, ps_buf_str(&b));
    out->brief = ps_keep(w, ps_buf_str(&few));
    int rc = ps_buf_ok(&b) && ps_buf_ok(&few) ? PS_OK : ps_nomem(w->err);
    ps_buf_free(&b);
    ps_buf_free(&few);
    return rc;
}

/* Where the strategies stand; where there are none yet, the people. */
static void find_strategies(const ps_deal *deal, const ps_doc **doc, int *line) {
    const ps_table *t = ps_deal_table_anywhere(deal, PS_H_LAYER_STRATEGY, doc);
    int heading = t ? -1 : ps_heading_find(deal->main->note, PS_H_STAKEHOLDERS, ps_deal_aliases(deal));
    *line = t ? (int)t->line : heading < 0 ? 1 : (int)deal->main->note->headings[heading].line;
    *doc = t ? *doc : deal->main;
}

/* A gap of the whole chain is mended where its people stand. */
static int view_gaps(ps_work *w, const ps_chain *chain, const ps_deal *deal, ps_v_map *out) {
    int heading = ps_heading_find(deal->main->note, PS_H_STAKEHOLDERS, &w->process->aliases), rc = PS_OK;
    int common = heading < 0 ? 1 : (int)deal->main->note->headings[heading].line;
    const ps_doc *doc;
    int line;
    find_strategies(deal, &doc, &line);
    for (size_t i = 0; !rc && i < chain->n_gaps; i++) {
        const ps_gap *g = &chain->gaps[i];
        ps_v_gap *v = PS_PUSH(w->arena, &out->gaps);
        if (!v) {
            return ps_nomem(w->err);
        }
        bool strategy = g->kind == PS_GAP_STRATEGY;
        *v = (ps_v_gap){.kind = ps_gap_kind_id(g->kind),
                        .person = g->member < 0 ? PS_S("") : ps_keep(w, chain->members[g->member].id),
                        .layer = ps_keep(w, g->layer),
                        .path = ps_keep_path(w, strategy ? doc->path : deal->main->path),
                        .lnum = strategy        ? line
                                : g->member < 0 ? common
                                                : (int)chain->members[g->member].line};
        rc = gap_text(w, chain, g, v);
    }
    return rc;
}

static int map_run(ps_work *w, const ps_a_deal *in, ps_v_map *out) {
    ps_deal *deal;
    ps_chain chain;
    int rc = ps_work_deal_then(w, in, &deal);
    rc = rc ? rc : ps_chain_read(&chain, w->arena, deal, &w->world, w->err);
    if (rc) {
        return rc;
    }
    *out = (ps_v_map){.deal = ps_keep(w, deal->id),
                      .title = ps_keep(w, deal->title.n ? deal->title : deal->id),
                      .covered = (int)chain.covered,
                      .total = (int)(chain.n_members - chain.gone),
                      .today = w->world.today};
    rc = ps_view_champions(w, &chain, &out->champions);
    rc = rc ? rc : view_layers(w, &chain, deal, out);
    rc = rc ? rc : view_ties(w, &chain, out);
    return rc ? rc : view_gaps(w, &chain, deal, out);
}
PS_CALL_RUN(map, ps_a_deal, ps_v_map, PS_READS)
