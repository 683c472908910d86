/* What can't be right about goals and plan. What is late or too much is the plan's view's business: it is no fault of the row. */
#include "control.h"
#include "diag_impl.h"
#include "plan.h"

static void say_fault(ps_checker *c, const ps_plan *plan, const ps_plan_fault *f) {
    const ps_plan_item *item = &plan->items[f->item];
    ps_severity severity = f->kind == PS_PLAN_NO_OWNER ? PS_HINT : PS_WARN;
    ps_buf text = {0};
    ps_plan_fault_text(&text, plan, f, c->lang);
    if (ps_buf_ok(&text)) {
        ps_say_message(c, ps_spot_line(item->doc->path, item->doc->note, item->line), severity, "plan", ps_buf_str(&text));
    }
    c->failed |= !ps_buf_ok(&text);
    ps_buf_free(&text);
}

static void check_controls(ps_checker *c) {
    ps_controls controls = {0};
    c->failed |= ps_controls_read(&controls, c->arena, c->deal, NULL) != PS_OK;
    for (size_t i = 0; i < controls.n; i++) {
        const ps_control *k = &controls.v[i];
        ps_severity severity = k->fault == PS_CONTROL_NO_OWNER ? PS_HINT : PS_WARN;
        if (k->fault != PS_CONTROL_FINE) {
            ps_say_message(c, ps_spot_line(k->doc->path, k->doc->note, k->line), severity, "plan",
                           ps_control_fault_text(k->fault, c->lang));
        }
    }
}

void ps_check_plan(ps_checker *c) {
    ps_plan plan;
    if (ps_plan_read(&plan, c->arena, c->deal, PS_DATE_NONE, NULL)) {
        c->failed = true;
        return;
    }
    check_controls(c);
    for (size_t i = 0; i < plan.n_faults; i++) {
        ps_plan_fault_kind kind = plan.faults[i].kind;
        if (kind != PS_PLAN_LATE && kind != PS_PLAN_OVERDUE && kind != PS_PLAN_LOAD) {
            say_fault(c, &plan, &plan.faults[i]);
        }
    }
}
