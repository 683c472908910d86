/* The compliance matrix of a tender as a person looks at it. */
#include "compliance.h"

#include "workspace_impl.h"

static int view_requirement(ps_work *w, const ps_requirement *p, ps_v_compliance *out) {
    ps_v_requirement *v = PS_PUSH(w->arena, &out->points);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_requirement){.id = ps_keep(w, p->id),
                            .requirement = ps_keep(w, p->requirement),
                            .answer = ps_keep(w, p->answer),
                            .answer_label = ps_keep(w, ps_process_label(w->process, PS_V_COMPLIANCE, p->answer)),
                            .deviation = ps_keep(w, p->deviation),
                            .owner = ps_keep(w, p->owner),
                            .state = ps_keep(w, p->state),
                            .path = out->path,
                            .due = p->due,
                            .lnum = (int)p->line,
                            .open = p->open,
                            .overdue = p->overdue,
                            .explained = p->explained};
    return PS_OK;
}

static int view_tally(ps_work *w, const ps_tally *t, ps_v_tally *v) {
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_tally){ps_keep(w, t->id), ps_keep(w, t->label), (int)t->n, (int)t->open, (int)t->overdue};
    return PS_OK;
}

static int compliance_run(ps_work *w, const ps_a_deal *in, ps_v_compliance *out) {
    ps_deal *deal;
    ps_compliance o;
    int rc = ps_work_deal_then(w, in, &deal);
    rc = rc ? rc : ps_compliance_read(&o, w->arena, deal, w->world.today, w->err);
    if (rc) {
        return rc;
    }
    *out = (ps_v_compliance){.deal = ps_keep(w, deal->id),
                             .title = ps_keep(w, deal->title.n ? deal->title : deal->id),
                             .path = ps_keep_path(w, o.doc ? o.doc->path : deal->main->path),
                             .count = (int)o.n,
                             .open = (int)o.open,
                             .overdue = (int)o.overdue,
                             .unexplained = (int)o.unexplained,
                             .today = w->world.today};
    for (size_t i = 0; !rc && i < o.n; i++) {
        rc = view_requirement(w, &o.points[i], out);
    }
    for (size_t i = 0; !rc && i < o.n_answers; i++) {
        rc = view_tally(w, &o.answers[i], PS_PUSH(w->arena, &out->answers));
    }
    for (size_t i = 0; !rc && i < o.n_owners; i++) {
        rc = view_tally(w, &o.owners[i], PS_PUSH(w->arena, &out->owners));
    }
    return rc;
}
PS_CALL_RUN(compliance, ps_a_deal, ps_v_compliance, PS_READS)
