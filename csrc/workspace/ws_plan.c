/* Goals and plan as a person looks at them. */
#include "control.h"
#include "plan.h"
#include "workspace_impl.h"

static int view_item(ps_work *w, const ps_plan *plan, const ps_plan_item *item, ps_v_plan *out) {
    ps_v_plan_item *v = PS_PUSH(w->arena, &out->items);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_plan_item){.id = ps_keep(w, item->id),
                          .text = ps_keep(w, item->text),
                          .owner = ps_keep(w, item->owner),
                          .state = ps_keep(w, item->state),
                          .measure = ps_keep(w, item->measure),
                          .path = ps_keep_path(w, item->doc->path),
                          .start = item->start,
                          .end = item->end,
                          .depth = item->depth,
                          .lnum = (int)item->line,
                          .goal = item->goal,
                          .closed = item->closed};
    for (size_t i = 0; i < item->n_after; i++) {
        ps_str *id = PS_PUSH(w->arena, &v->after);
        if (!id) {
            return ps_nomem(w->err);
        }
        *id = ps_keep(w, plan->items[item->after[i]].id);
    }
    return PS_OK;
}

static int view_fault(ps_work *w, const ps_plan *plan, const ps_plan_fault *f, ps_v_plan *out) {
    const ps_plan_item *item = &plan->items[f->item];
    ps_v_plan_fault *v = PS_PUSH(w->arena, &out->faults);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_plan_fault){
        .kind = ps_plan_fault_id(f->kind), .item = ps_keep(w, item->id), .path = ps_keep_path(w, item->doc->path), .lnum = (int)item->line};
    ps_buf text = {0};
    ps_plan_fault_text(&text, plan, f, w->lang);
    v->text = ps_keep(w, ps_buf_str(&text));
    int rc = ps_buf_ok(&text) ? PS_OK : ps_nomem(w->err);
    ps_buf_free(&text);
    return rc;
}

static int view_controls(ps_work *w, const ps_deal *deal, ps_v_plan *out) {
    ps_controls controls = {0};
    int rc = ps_controls_read(&controls, w->arena, deal, w->err);
    for (size_t i = 0; !rc && i < controls.n; i++) {
        const ps_control *c = &controls.v[i];
        ps_v_control *v = PS_PUSH(w->arena, &out->controls);
        if (!v) {
            return ps_nomem(w->err);
        }
        *v = (ps_v_control){.text = ps_keep(w, c->text),
                            .owner = ps_keep(w, c->owner),
                            .every = ps_keep(w, c->every),
                            .fault = ps_control_fault_text(c->fault, w->lang),
                            .path = ps_keep_path(w, c->doc->path),
                            .next = c->next,
                            .lnum = (int)c->line};
    }
    return rc;
}

static int plan_run(ps_work *w, const ps_a_deal *in, ps_v_plan *out) {
    ps_deal *deal;
    ps_plan plan;
    int rc = ps_work_deal_then(w, in, &deal);
    rc = rc ? rc : ps_plan_read(&plan, w->arena, deal, w->world.today, w->err);
    if (rc) {
        return rc;
    }
    *out = (ps_v_plan){.deal = ps_keep(w, deal->id),
                       .title = ps_keep(w, deal->title.n ? deal->title : deal->id),
                       .path = ps_keep_path(w, deal->main->path),
                       .from = plan.from,
                       .to = plan.to,
                       .today = w->world.today,
                       .close = deal->close};
    for (size_t i = 0; !rc && i < plan.n_items; i++) {
        rc = view_item(w, &plan, &plan.items[i], out);
    }
    for (size_t i = 0; !rc && i < plan.n_faults; i++) {
        rc = view_fault(w, &plan, &plan.faults[i], out);
    }
    return rc ? rc : view_controls(w, deal, out);
}
PS_CALL_RUN(plan, ps_a_deal, ps_v_plan, PS_READS)
