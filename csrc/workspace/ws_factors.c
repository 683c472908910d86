/* The weighted matrix of decision factors. */
#include "factors.h"
#include "workspace_impl.h"

static int view_factor(ps_work *w, const ps_factors *o, const ps_factor *f, ps_v_factors *out) {
    ps_v_factor *v = PS_PUSH(w->arena, &out->factors);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_factor){.id = ps_keep(w, f->id),
                       .label = ps_keep(w, f->label),
                       .evidence = ps_keep(w, f->evidence),
                       .best = f->best < 0 ? PS_S("") : ps_keep(w, o->rivals[f->best].id),
                       .path = out->path,
                       .weight = f->weight,
                       .us = f->us,
                       .gap = f->gap,
                       .lnum = (int)f->line,
                       .known = f->known,
                       .talked = f->talked};
    for (size_t i = 0; i < o->n_rivals; i++) {
        ps_v_score *s = PS_PUSH(w->arena, &v->rivals);
        if (!s) {
            return ps_nomem(w->err);
        }
        *s = (ps_v_score){ps_keep(w, o->rivals[i].id), f->rivals[i]};
    }
    return PS_OK;
}

static int view_party(ps_work *w, const ps_party *p, ps_v_factors *out) {
    ps_v_party *v = PS_PUSH(w->arena, &out->parties);
    ps_str path = PS_S("");
    const ps_note *note = p->id.n ? w->world.note(w->world.ctx, PS_K_COMPETITOR, p->id, &path) : NULL;
    ps_str title = ps_note_title(note);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_party){.id = ps_keep(w, p->id),
                      .label = ps_keep(w, title.n ? title : p->label),
                      .note = note ? ps_keep_path(w, path) : PS_S(""),
                      .total = p->total,
                      .rank = p->rank,
                      .scored = p->scored};
    return PS_OK;
}

static int view_lack(ps_work *w, const ps_factors *o, const ps_factor_lack *l, ps_v_factors *out) {
    ps_v_lack *v = PS_PUSH(w->arena, &out->lacks);
    ps_buf text = {0};
    if (!v) {
        return ps_nomem(w->err);
    }
    ps_factor_lack_text(&text, o, l, w->lang);
    *v = (ps_v_lack){.kind = ps_factor_lack_id(l->kind),
                     .item = ps_keep(w, o->factors[l->factor].id),
                     .text = ps_keep(w, ps_buf_str(&text)),
                     .path = out->path,
                     .lnum = (int)o->factors[l->factor].line};
    int rc = ps_buf_ok(&text) ? PS_OK : ps_nomem(w->err);
    ps_buf_free(&text);
    return rc;
}

/* Whether a deal has the same weights. */
static int is_source(ps_work *w, const ps_factors *mine, ps_str id, bool *copied) {
    ps_str path;
    ps_factors other;
    const ps_note *note = w->world.note(w->world.ctx, PS_K_DEAL, id, &path);
    int rc = note ? ps_factors_of_note(&other, w->arena, note, w->process, w->err) : PS_OK;
    *copied = !rc && note && ps_factors_copied(mine, &other);
    return rc;
}

/* The deal that this one follows, else another one of the account. */
static int find_source(ps_work *w, const ps_deal *deal, const ps_factors *mine, ps_str *out) {
    ps_row_list rows = {0};
    bool copied = false;
    *out = PS_S("");
    if (!mine->n) {
        return PS_OK;
    }
    int rc = deal->parent.n ? is_source(w, mine, deal->parent, &copied) : PS_OK;
    *out = copied ? ps_keep(w, deal->parent) : PS_S("");
    rc = rc || copied || !deal->account.n ? rc : ps_work_rows(w, &rows);
    for (size_t i = 0; !rc && !copied && i < rows.n; i++) {
        const ps_v_deal *other = &rows.v[i]->view;
        if (!rows.v[i]->broken && ps_str_eq(other->account, deal->account) && !ps_str_eq(other->id, deal->id)) {
            rc = is_source(w, mine, other->id, &copied);
            *out = copied ? ps_keep(w, other->id) : PS_S("");
        }
    }
    return rc;
}

static int factors_run(ps_work *w, const ps_a_deal *in, ps_v_factors *out) {
    ps_deal *deal;
    ps_factors o;
    int rc = ps_work_deal_then(w, in, &deal);
    rc = rc ? rc : ps_factors_read(&o, w->arena, deal, &w->world, w->err);
    if (rc) {
        return rc;
    }
    *out = (ps_v_factors){.deal = ps_keep(w, deal->id),
                          .title = ps_keep(w, deal->title.n ? deal->title : deal->id),
                          .path = ps_keep_path(w, o.doc ? o.doc->path : deal->main->path),
                          .weights = o.weights,
                          .top = o.top,
                          .downstream = o.downstream,
                          .today = w->world.today};
    rc = view_party(w, &o.us, out);
    for (size_t i = 0; !rc && i < o.n_rivals; i++) {
        rc = view_party(w, &o.rivals[i], out);
    }
    for (size_t i = 0; !rc && i < o.n; i++) {
        rc = view_factor(w, &o, &o.factors[i], out);
    }
    for (size_t i = 0; !rc && i < o.n_gaps; i++) {
        ps_str *id = PS_PUSH(w->arena, &out->gaps);
        rc = id ? PS_OK : ps_nomem(w->err);
        if (id) {
            *id = ps_keep(w, o.factors[o.gaps[i]].id);
        }
    }
    for (size_t i = 0; !rc && i < o.n_lacks; i++) {
        rc = view_lack(w, &o, &o.lacks[i], out);
    }
    return rc ? rc : find_source(w, deal, &o, &out->copied);
}
PS_CALL_RUN(factors, ps_a_deal, ps_v_factors, PS_READS)
