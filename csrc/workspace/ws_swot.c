/* Strengths, weaknesses, opportunities, threats as a person looks at them. */
#include "swot.h"

#include "workspace_impl.h"

static int view_flaws(ps_work *w, const ps_swot_entry *e, ps_strs *out) {
    for (int k = 0; k < PS_SWOT_FLAW_COUNT; k++) {
        ps_str *slot = e->flawed[k] ? PS_PUSH(w->arena, out) : NULL;
        if (e->flawed[k] && !slot) {
            return ps_nomem(w->err);
        }
        if (slot) {
            *slot = ps_swot_flaw_id((ps_swot_flaw_kind)k);
        }
    }
    return PS_OK;
}

static int view_entry(ps_work *w, const ps_swot_entry *e, ps_v_swot *out) {
    static const char *const kinds[] = {"S", "W", "O", "T"};
    ps_v_swot_entry *v = PS_PUSH(w->arena, &out->entries);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_swot_entry){.id = ps_keep(w, e->id),
                           .kind = e->kind < 0 ? PS_S("") : ps_str_of(kinds[e->kind]),
                           .finding = ps_keep(w, e->finding),
                           .answer = ps_keep(w, e->answer),
                           .source = ps_keep(w, e->source),
                           .source_path = e->path.n ? ps_keep_path(w, e->path) : PS_S(""),
                           .path = out->path,
                           .source_lnum = (int)e->at,
                           .lnum = (int)e->line,
                           .used = e->used};
    return view_flaws(w, e, &v->flaws);
}

static int swot_run(ps_work *w, const ps_a_deal *in, ps_v_swot *out) {
    ps_deal *deal;
    ps_swot o;
    int rc = ps_work_deal_then(w, in, &deal);
    rc = rc ? rc : ps_swot_read(&o, w->arena, deal, &w->world, w->err);
    if (rc) {
        return rc;
    }
    *out = (ps_v_swot){.deal = ps_keep(w, deal->id),
                       .title = ps_keep(w, deal->title.n ? deal->title : deal->id),
                       .path = ps_keep_path(w, o.doc ? o.doc->path : deal->main->path),
                       .strengths = (int)o.counts[0],
                       .weaknesses = (int)o.counts[1],
                       .opportunities = (int)o.counts[2],
                       .threats = (int)o.counts[3],
                       .unanswered = (int)o.unanswered,
                       .flaws = (int)o.flaws,
                       .today = w->world.today};
    for (size_t i = 0; !rc && i < o.n; i++) {
        rc = view_entry(w, &o.entries[i], out);
    }
    return rc;
}
PS_CALL_RUN(swot, ps_a_deal, ps_v_swot, PS_READS)
