/* The workspace's own history, laid out for observed.h. */
#include "observed.h"

#include "ws_fate.h"
#include "ws_filter.h"
#include "ws_span.h"

typedef struct {
    ps_work *w;
    ps_fates fates;
    PS_VEC(ps_past_deal) deals;
    ps_date from, to; /* only deals opened in between; PS_DATE_NONE: all */
} telling;

/* A deal with what git's history knows of it, and what its note judges today. */
static int take_deal(telling *t, const ps_deal *deal, ps_str folder) {
    const ps_fate *known = ps_fate_find(&t->fates, folder);
    ps_fate fate = known ? *known : (ps_fate){.ended = PS_DATE_NONE};
    ps_past_deal *d = PS_PUSH(t->w->arena, &t->deals);
    ps_digits n;
    int rc = d ? PS_OK : ps_nomem(t->w->err);
    rc = rc || deal->probability < 0 ? rc : ps_fate_judge(t->w, &fate, ps_num(&n, deal->probability));
    rc = rc ? rc : ps_stays_of(d, t->w->arena, deal, fate.ended) ? ps_nomem(t->w->err) : PS_OK;
    if (!rc) {
        d->judged = fate.judged;
        d->n_judged = fate.n_judged;
    }
    return rc;
}

static bool in_time(const telling *t, const ps_deal *deal) {
    return t->from == PS_DATE_NONE || (deal->opened != PS_DATE_NONE && deal->opened > t->from && deal->opened <= t->to);
}

static int read_deal(telling *t, ps_str folder) {
    ps_deal *deal = NULL;
    int rc = ps_work_cancelled(t->w) ? ps_fail(t->w->err, PS_ECANCEL, CANCELLED) : ps_work_front(t->w, folder, true, &deal);
    if (!rc && deal) {
        rc = in_time(t, deal) ? take_deal(t, deal, folder) : PS_OK;
        ps_work_drop(t->w, deal);
    }
    return rc;
}

static int read_deals(telling *t, ps_str text, ps_v_diags *broken) {
    ps_filter filter;
    ps_v_deals all = {0};
    size_t root = ps_str_of(t->w->ws->root).n + 1;
    int rc = ps_filter_read(t->w, text, &filter);
    rc = rc ? rc : ps_work_deals(t->w, &all, broken);
    for (size_t i = 0; !rc && i < all.n; i++) {
        ps_str folder = ps_str_sub(all.v[i].folder, root, all.v[i].folder.n);
        ps_work_progress(t->w, i, all.n);
        rc = ps_filter_takes(&filter, &all.v[i]) ? read_deal(t, folder) : PS_OK;
    }
    return rc;
}

static int put_stage(ps_work *w, const ps_stage *stage, const ps_observed_stage *s, ps_v_observed *out) {
    ps_v_observed_stage *v = PS_PUSH(w->arena, &out->stages);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_observed_stage){.id = ps_keep(w, stage->id),
                               .label = ps_keep(w, stage->label),
                               .probability = stage->probability,
                               .stalls = stage->stalls,
                               .entered = s->entered,
                               .went_on = s->went_on,
                               .went_back = s->went_back,
                               .ended = s->ended,
                               .here = s->here,
                               .conversion = s->conversion,
                               .timed = s->timed,
                               .quick = s->quick,
                               .median = s->median,
                               .slow = s->slow,
                               .closed = s->closed,
                               .won = s->won,
                               .win = s->win};
    return PS_OK;
}

static int put_judged(ps_work *w, const ps_calibration *c, ps_v_observed *out) {
    ps_v_judged *v = PS_PUSH(w->arena, &out->judged);
    if (v) {
        *v = (ps_v_judged){c->from, c->until, c->n, c->won, c->share};
    }
    return v ? PS_OK : ps_nomem(w->err);
}

static int observed_run(ps_work *w, const ps_a_span *in, ps_v_observed *out) {
    telling t = {.w = w, .from = PS_DATE_NONE, .to = PS_DATE_NONE};
    ps_observed o;
    int rc = in->from.n || in->to.n ? ps_span_between(w, in->from.n ? in->from : PS_S("1900-01-01"), in->to, &t.from, &t.to) : PS_OK;
    rc = rc ? rc : ps_work_fates(w, &t.fates);
    rc = rc ? rc : read_deals(&t, in->filter, &out->broken);
    rc = rc ? rc : ps_observe(&o, w->arena, w->process->n_stages, t.deals.v, t.deals.n, w->err);
    for (int i = 0; !rc && i < w->process->n_stages; i++) {
        rc = put_stage(w, &w->process->stages[i], &o.stages[i], out);
    }
    for (int i = 0; !rc && i < PS_CALIBRATIONS; i++) {
        rc = put_judged(w, &o.judged[i], out);
    }
    out->from = t.from;
    out->to = t.to;
    out->deals = (int)t.deals.n;
    out->least = PS_OBSERVED_LEAST;
    return rc;
}
PS_CALL_RUN(observed, ps_a_span, ps_v_observed, PS_READS)
