#include <stdlib.h>

#include "ws_filter.h"

static int deal_run(ps_work *w, const ps_a_deal *in, ps_v_deal *out) {
    ps_deal *deal;
    int rc = ps_work_deal_then(w, in, &deal);
    rc = rc ? rc : ps_view_deal(w, deal, PS_DATE_NONE, out);
    if (rc || !out->stalled) {
        return rc;
    }
    ps_stall stall = {.folder = deal->folder, .id = deal->id};
    rc = ps_work_stalls(w, &stall, 1, NULL);
    return rc || stall.day == PS_DATE_NONE ? rc : ps_view_deal(w, deal, stall.day, out);
}
PS_CALL_RUN(deal, ps_a_deal, ps_v_deal, PS_READS)

/* What is worked on: open deals, and won ones until they are done. */
static bool is_live(const ps_v_deal *d) {
    return ps_str_eq(d->status, PS_S("open")) || ps_str_eq(d->status, PS_S("won"));
}

/* The open pipeline leaves out won deals: they count as booked. */
static bool in_pipeline(const ps_v_deal *d) {
    return ps_str_eq(d->status, PS_S("open"));
}

/* Every deal that the filter takes. `broken` may be NULL. */
static int read_deals(ps_work *w, const ps_a_filter *in, ps_v_deals *out, ps_v_diags *broken) {
    ps_filter filter;
    ps_v_deals all = {0};
    int rc = ps_work_travel_to(w, in->at);
    rc = rc ? rc : ps_filter_read(w, in->filter, &filter);
    rc = rc ? rc : ps_work_deals(w, &all, broken);
    for (size_t i = 0; !rc && i < all.n; i++) {
        const ps_v_deal *view = &all.v[i];
        bool shown = view->archived ? filter.archived : in->all || filter.status || filter.archived || is_live(view);
        bool wanted = shown && ps_filter_takes(&filter, view);
        ps_v_deal *slot = wanted ? PS_PUSH(w->arena, out) : NULL;
        if (slot) {
            *slot = *view;
        } else if (wanted) {
            rc = ps_nomem(w->err);
        }
    }
    return rc;
}

static int deals_run(ps_work *w, const ps_a_filter *in, ps_v_deals *out) {
    return read_deals(w, in, out, NULL);
}
PS_CALL_RUN(deals, ps_a_filter, ps_v_deals, PS_READS)

/* ---- the board ---- */

static int larger_first(const void *a, const void *b) {
    const ps_v_deal *x = a, *y = b;
    if (x->value != y->value) {
        return x->value < y->value ? 1 : -1;
    }
    return ps_str_cmp(x->id, y->id);
}

static int stage_number(const ps_work *w, ps_str id) {
    int n = ps_process_stage(w->process, id);
    return n < 0 ? 0 : n;
}

/* By stage of the full process, keeping the order by value within one. */
static int by_stage(ps_work *w, ps_v_deals *deals) {
    ps_v_deal *sorted = ps_arena_alloc(w->arena, (deals->n + 1) * sizeof *sorted);
    size_t n = 0;
    if (!sorted) {
        return ps_nomem(w->err);
    }
    if (deals->n) {
        qsort(deals->v, deals->n, sizeof *deals->v, larger_first);
    }
    for (int s = 0; s < w->process->n_stages; s++) {
        for (size_t i = 0; i < deals->n; i++) {
            if (stage_number(w, deals->v[i].stage) == s) {
                sorted[n++] = deals->v[i];
            }
        }
    }
    deals->v = sorted;
    deals->cap = deals->n;
    return PS_OK;
}

static int board_run(ps_work *w, const ps_a_filter *in, ps_v_board *out) {
    int rc = read_deals(w, in, &out->deals, &out->broken);
    rc = rc ? rc : by_stage(w, &out->deals);
    for (int s = 0; !rc && s < w->process->n_stages; s++) {
        ps_v_stage_sum *sum = PS_PUSH(w->arena, &out->stages);
        if (!sum) {
            return ps_nomem(w->err);
        }
        *sum = (ps_v_stage_sum){.id = ps_keep(w, w->process->stages[s].id), .label = ps_keep(w, w->process->stages[s].label), .number = s};
        for (size_t i = 0; !rc && i < out->deals.n; i++) {
            if (stage_number(w, out->deals.v[i].stage) == s) {
                sum->count++;
                rc = ps_view_sum(w, &sum->sums, &out->deals.v[i]);
            }
        }
    }
    out->today = w->world.today;
    out->now = ps_time_day(w->now, w->ws->process->tz);
    for (size_t i = 0; !rc && i < out->deals.n; i++) {
        if (in_pipeline(&out->deals.v[i])) {
            out->count++;
            rc = ps_view_sum(w, &out->sums, &out->deals.v[i]);
        }
    }
    return rc;
}
PS_CALL_RUN(board, ps_a_filter, ps_v_board, PS_READS)

/* ---- readiness ---- */

static int readiness_run(ps_work *w, const ps_a_deal *in, ps_v_readiness *out) {
    ps_deal *deal;
    ps_readiness r = {0};
    int rc = ps_work_travel_to(w, in->at);
    rc = rc ? rc : ps_work_deal(w, in->id, &deal);
    rc = rc ? rc : ps_gate_readiness(&r, w->arena, deal, &w->world, w->lang, w->err);
    if (rc) {
        return rc;
    }
    const ps_pstage *stage = &deal->profile->stages[r.stage], *next = r.next < 0 ? NULL : &deal->profile->stages[r.next];
    const ps_pgate *gate = r.gate < 0 ? NULL : &deal->profile->gates[r.gate];
    *out = (ps_v_readiness){.deal = ps_keep(w, deal->id),
                            .stage = ps_keep(w, stage->id),
                            .stage_label = ps_keep(w, stage->label),
                            .next = next ? ps_keep(w, next->id) : PS_S(""),
                            .next_label = next ? ps_keep(w, next->label) : PS_S(""),
                            .gate = gate ? ps_keep(w, gate->id) : PS_S(""),
                            .gate_label = gate ? ps_keep(w, gate->label) : PS_S(""),
                            .round = r.round,
                            .done = r.done,
                            .total = r.total,
                            .na = r.na,
                            .ready = r.ready};
    return ps_view_missing(w, r.missing, r.n_missing, &out->missing);
}
PS_CALL_RUN(readiness, ps_a_deal, ps_v_readiness, PS_READS)
