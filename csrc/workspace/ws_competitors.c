/* Competitors over all deals: where each stands against us, how that ended, and how it is scored beside us. */
#include <stdlib.h>

#include "factors.h"
#include "field.h"
#include "rivals.h"
#include "workspace_impl.h"

typedef struct { /* a sum of scores of one factor */
    ps_v_average *view;
    ps_money us, them;
} sum;

typedef struct {
    ps_v_competitor view;
    PS_VEC(sum) sums;
} gathered;

typedef struct {
    ps_work *w;
    ps_str only; /* "": all */
    PS_VEC(gathered) all;
} gathering;

static int add_text(ps_work *w, ps_strs *list, ps_str text) {
    if (!text.n || ps_ids_have(list->v, list->n, text)) {
        return PS_OK;
    }
    ps_str *slot = PS_PUSH(w->arena, list);
    if (slot) {
        *slot = ps_keep(w, text);
    }
    return slot ? PS_OK : ps_nomem(w->err);
}

/* The competitor of an id, made with what its note says if there is none; NULL when memory is out. */
static gathered *competitor_of(gathering *g, ps_str id, ps_str name) {
    ps_work *w = g->w;
    for (size_t i = 0; i < g->all.n; i++) {
        if (ps_str_eq(g->all.v[i].view.id, id)) {
            return &g->all.v[i];
        }
    }
    gathered *made = PS_PUSH(w->arena, &g->all);
    ps_str path = PS_S("");
    const ps_note *note = w->world.note(w->world.ctx, PS_K_COMPETITOR, id, &path);
    ps_str products = ps_rival_products(w->arena, note), title = ps_note_title(note);
    if (!made || !products.p) {
        return NULL;
    }
    made->view = (ps_v_competitor){.id = ps_keep(w, id),
                                   .name = ps_keep(w, title.n ? title : name),
                                   .note = note ? ps_keep_path(w, path) : PS_S(""),
                                   .products = ps_keep(w, products),
                                   .focus = note ? ps_keep(w, ps_note_value(note, PS_S("focus"))) : PS_S(""),
                                   .policy = note ? ps_keep(w, ps_note_value(note, PS_S("policy"))) : PS_S("")};
    return made;
}

/* ---- scores ---- */

static sum *sum_of(ps_work *w, gathered *c, const ps_factor *f) {
    for (size_t i = 0; i < c->sums.n; i++) {
        if (ps_str_eq(c->sums.v[i].view->id, f->id)) {
            return &c->sums.v[i];
        }
    }
    sum *s = PS_PUSH(w->arena, &c->sums);
    ps_v_average *view = s ? PS_NEW(w->arena, ps_v_average) : NULL;
    if (!view) {
        return NULL;
    }
    *view = (ps_v_average){.id = ps_keep(w, f->id), .label = ps_keep(w, f->label)};
    s->view = view;
    return s;
}

/* What both have a score for. A sum that no number holds is left as it is. */
static int add_scores(ps_work *w, gathered *c, const ps_factors *o, size_t rival, ps_v_standing *v) {
    v->us = o->us.total;
    v->them = o->rivals[rival].total;
    v->our_rank = o->us.rank;
    v->their_rank = o->rivals[rival].rank;
    for (size_t i = 0; i < o->n; i++) {
        const ps_factor *f = &o->factors[i];
        bool both = f->us != PS_MONEY_NONE && f->rivals[rival] != PS_MONEY_NONE;
        sum *s = both ? sum_of(w, c, f) : NULL;
        if (both && !s) {
            return ps_nomem(w->err);
        }
        if (both && ps_money_add(&s->us, s->us, f->us) && ps_money_add(&s->them, s->them, f->rivals[rival])) {
            s->view->deals++;
        }
    }
    return PS_OK;
}

static int by_lead(const void *a, const void *b) {
    const ps_v_average *x = a, *y = b;
    ps_money ahead_x = x->them - x->us, ahead_y = y->them - y->us;
    return ahead_x != ahead_y ? (ahead_x < ahead_y) - (ahead_x > ahead_y) : ps_str_cmp(x->id, y->id);
}

static int view_averages(ps_work *w, gathered *c) {
    for (size_t i = 0; i < c->sums.n; i++) {
        const sum *s = &c->sums.v[i];
        ps_v_average *v = s->view->deals ? PS_PUSH(w->arena, &c->view.factors) : NULL;
        if (s->view->deals && !v) {
            return ps_nomem(w->err);
        }
        if (v) {
            *v = *s->view;
            v->us = ps_money_share(s->us, 1, v->deals);
            v->them = ps_money_share(s->them, 1, v->deals);
        }
    }
    if (c->view.factors.n) {
        qsort(c->view.factors.v, c->view.factors.n, sizeof *c->view.factors.v, by_lead);
    }
    return PS_OK;
}

/* ---- one deal ---- */

static ps_str outcome_of(const ps_v_deal *d, ps_str rival) {
    bool lost = ps_str_eq(d->status, PS_S("lost"));
    return ps_str_eq(d->status, PS_S("open"))                                        ? PS_S("open")
           : ps_str_eq(d->status, PS_S("won")) || ps_str_eq(d->status, PS_S("done")) ? PS_S("won")
           : lost && ps_str_eq(ps_id_bare(d->lost_to), rival)                        ? PS_S("lost-to")
           : lost                                                                    ? PS_S("lost-other")
                                                                                     : PS_S("other");
}

static ps_str region_of(ps_work *w, ps_str account) {
    ps_str path;
    const ps_note *note = account.n ? w->world.note(w->world.ctx, PS_K_ACCOUNT, account, &path) : NULL;
    return note ? ps_note_value(note, PS_S("region")) : PS_S("");
}

static int count_deal(ps_work *w, gathered *c, const ps_v_deal *d, const ps_v_standing *v) {
    bool open = ps_str_eq(v->outcome, PS_S("open"));
    c->view.deals++;
    c->view.open += open;
    c->view.won += ps_str_eq(v->outcome, PS_S("won"));
    c->view.lost += ps_str_eq(v->outcome, PS_S("lost-to"));
    int rc = open ? ps_view_sum(w, &c->view.sums, d) : PS_OK;
    rc = rc ? rc : add_text(w, &c->view.accounts, v->account);
    return rc ? rc : add_text(w, &c->view.regions, v->region);
}

static int add_standing(gathering *g, const ps_v_deal *d, ps_str folder, const ps_contender *r, const ps_factors *o) {
    ps_work *w = g->w;
    gathered *c = competitor_of(g, r->id, r->name);
    ps_v_standing *v = c ? PS_PUSH(w->arena, &c->view.standings) : NULL;
    ps_str path = ps_arena_fmt(w->arena, "%.*s/deal.md", PS_FMT(folder));
    if (!v || !path.p) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_standing){.deal = ps_keep(w, d->id),
                         .title = ps_keep(w, d->title),
                         .account = ps_keep(w, d->account),
                         .region = ps_keep(w, region_of(w, d->account)),
                         .status = ps_keep(w, d->status),
                         .stage = ps_keep(w, d->stage),
                         .stage_label = ps_keep(w, d->stage_label),
                         .owner = ps_keep(w, d->owner),
                         .currency = ps_keep(w, d->currency),
                         .product = ps_keep(w, r->product),
                         .threat = ps_keep(w, r->threat),
                         .path = ps_keep_path(w, path),
                         .outcome = outcome_of(d, r->id),
                         .value = d->value,
                         .us = PS_MONEY_NONE,
                         .them = PS_MONEY_NONE,
                         .lnum = (int)r->line,
                         .close = d->close};
    int rc = count_deal(w, c, d, v);
    for (size_t i = 0; !rc && i < o->n_rivals; i++) {
        if (ps_str_eq(o->rivals[i].id, r->id)) {
            return add_scores(w, c, o, i, v);
        }
    }
    return rc;
}

/* What deal.md says, in an arena that goes with it: there are many deals. */
static int read_deal(gathering *g, ps_arena *own, const ps_deal_row *row, ps_str text) {
    ps_work *w = g->w;
    ps_contender *rivals;
    ps_factors o;
    ps_note *note = NULL;
    size_t n = 0;
    int rc = ps_note_parse(&note, text, w->lang, w->err);
    rc = rc ? rc : ps_rivals_read(&rivals, &n, own, note, w->process, &w->world, w->err);
    rc = rc || !n ? rc : ps_factors_of_note(&o, own, note, w->process, w->err);
    for (size_t i = 0; !rc && i < n; i++) {
        if (!g->only.n || ps_str_eq(g->only, rivals[i].id)) {
            rc = add_standing(g, &row->view, row->folder, &rivals[i], &o);
        }
    }
    ps_note_free(note);
    return rc;
}

/* A deal that does not name the one that is asked for is not parsed; one that can't be read is told where deals are listed. */
static int look_at(gathering *g, const ps_deal_row *row) {
    ps_arena own = {0};
    ps_str path = ps_arena_fmt(&own, "%.*s/deal.md", PS_FMT(row->folder)), text = PS_S("");
    ps_error quiet = {.lang = g->w->lang}, *was = g->w->err;
    g->w->err = &quiet;
    int rc = !path.p ? PS_ENOMEM : row->broken ? PS_ENOTFOUND : ps_work_read_in(g->w, &own, path, &text);
    g->w->err = was;
    bool named = !rc && (!g->only.n || ps_str_find(text, g->only, 0) != SIZE_MAX);
    rc = named ? read_deal(g, &own, row, text) : rc == PS_ENOMEM ? ps_nomem(g->w->err) : PS_OK;
    ps_arena_free(&own);
    return rc;
}

/* ---- all of them ---- */

static int rank_of(const ps_v_standing *s) {
    return ps_str_eq(s->outcome, PS_S("open")) ? 0 : 1;
}

static int by_weight(const void *a, const void *b) {
    const ps_v_standing *x = a, *y = b;
    int rank = rank_of(x) - rank_of(y);
    ps_money vx = x->value == PS_MONEY_NONE ? 0 : x->value, vy = y->value == PS_MONEY_NONE ? 0 : y->value;
    return rank ? rank : vx != vy ? (vx < vy) - (vx > vy) : ps_str_cmp(x->deal, y->deal);
}

static int by_open(const void *a, const void *b) {
    const ps_v_competitor *x = a, *y = b;
    return x->open != y->open ? y->open - x->open : x->deals != y->deals ? y->deals - x->deals : ps_str_cmp(x->name, y->name);
}

static int gather_notes(gathering *g) {
    ps_strs ids = {0};
    int rc = g->only.n ? PS_OK : ps_work_ids(g->w, PS_K_COMPETITOR, &ids);
    for (size_t i = 0; !rc && i < ids.n; i++) {
        rc = competitor_of(g, ids.v[i], ids.v[i]) ? PS_OK : ps_nomem(g->w->err);
    }
    return rc;
}

static int put_out(gathering *g, ps_v_competitors *out) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < g->all.n; i++) {
        gathered *c = &g->all.v[i];
        rc = view_averages(g->w, c);
        if (c->view.standings.n) {
            qsort(c->view.standings.v, c->view.standings.n, sizeof *c->view.standings.v, by_weight);
        }
        ps_v_competitor *v = rc ? NULL : PS_PUSH(g->w->arena, &out->competitors);
        rc = rc ? rc : v ? PS_OK : ps_nomem(g->w->err);
        if (v) {
            *v = c->view;
        }
    }
    if (out->competitors.n) {
        qsort(out->competitors.v, out->competitors.n, sizeof *out->competitors.v, by_open);
    }
    return rc;
}

static int competitors_run(ps_work *w, const ps_a_deal *in, ps_v_competitors *out) {
    ps_row_list rows = {0};
    gathering g = {.w = w, .only = in->id};
    ps_str path;
    int rc = ps_work_travel_to(w, in->at);
    out->today = w->world.today;
    rc = rc ? rc : gather_notes(&g);
    rc = rc ? rc : ps_work_rows(w, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        ps_work_progress(w, i, rows.n);
        rc = ps_work_cancelled(w) ? ps_fail(w->err, PS_ECANCEL, CANCELLED) : look_at(&g, rows.v[i]);
    }
    if (!rc && in->id.n && !g.all.n) {
        bool noted = w->world.note(w->world.ctx, PS_K_COMPETITOR, in->id, &path) != NULL;
        rc = !noted                              ? ps_fail(w->err, PS_ENOTFOUND, NO_COMPETITOR, ps_str_clip(in->id, 60))
             : competitor_of(&g, in->id, in->id) ? PS_OK
                                                 : ps_nomem(w->err);
    }
    return rc ? rc : put_out(&g, out);
}
PS_CALL_RUN(competitors, ps_a_deal, ps_v_competitors, PS_READS)
