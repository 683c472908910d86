#include "workspace_impl.h"

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

static int deals_run(ps_work *w, const ps_a_filter *in, ps_v_deals *out) {
    ps_settled_list taken = {0};
    int rc = ps_work_filtered(w, in, &taken, NULL);
    size_t n = in->limit > 0 && (size_t)in->limit < taken.n ? (size_t)in->limit : taken.n;
    for (size_t i = 0; !rc && i < n; i++) {
        ps_v_deal *view = PS_PUSH(w->arena, out);
        if (!view) {
            return ps_nomem(w->err);
        }
        ps_view_settled(w, &taken.v[i], view);
    }
    return rc;
}
PS_CALL_RUN(deals, ps_a_filter, ps_v_deals, PS_READS)

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
