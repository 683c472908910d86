/* What customers have to pay, over all won deals. */
#include "payments.h"

#include <stdlib.h>

#include "field.h"
#include "ws_filter.h"

static ps_v_payment_sum *sum_of(ps_work *w, ps_str currency, ps_v_payments *out) {
    for (size_t i = 0; i < out->sums.n; i++) {
        if (ps_str_eq(out->sums.v[i].currency, currency)) {
            return &out->sums.v[i];
        }
    }
    ps_v_payment_sum *sum = PS_PUSH(w->arena, &out->sums);
    if (sum) {
        sum->currency = currency;
    }
    return sum;
}

/* What was paid of one that is not paid whole counts as paid, the rest as it stands. */
static int add_up(ps_work *w, const ps_v_payment *p, ps_pay_state state, ps_v_payments *out) {
    ps_v_payment_sum *sum = sum_of(w, p->currency, out);
    if (!sum) {
        return ps_nomem(w->err);
    }
    ps_money *at[PS_PAY_COUNT] = {&sum->later, &sum->due, &sum->invoiced, &sum->overdue, NULL};
    bool good = ps_money_add(&sum->paid, sum->paid, p->paid);
    if (at[state]) {
        good = good && ps_money_add(at[state], *at[state], p->rest) && ps_money_add(&sum->open, sum->open, p->rest);
    }
    return good ? PS_OK : ps_fail(w->err, PS_EINVAL, MONEY_RANGE, p->deal);
}

static int view_payment(ps_work *w, const ps_deal_row *row, const ps_payment *p, ps_v_payment *out) {
    const ps_v_deal *d = &row->view;
    *out = (ps_v_payment){.deal = ps_keep(w, d->id),
                          .title = ps_keep(w, d->title),
                          .account = ps_keep(w, d->account),
                          .owner = ps_keep(w, d->owner),
                          .currency = ps_keep(w, d->currency.n ? d->currency : w->process->currency),
                          .milestone = ps_keep(w, p->milestone),
                          .state = ps_pay_state_id(ps_payment_state(p, w->process, w->world.today)),
                          .path = ps_keep(w, d->path),
                          .due = p->due,
                          .invoiced_on = p->invoiced_on,
                          .paid_on = p->paid_on,
                          .amount = p->amount,
                          .paid = p->paid,
                          .rest = ps_payment_rest(p),
                          .days = p->due == PS_DATE_NONE ? 0 : p->due - w->world.today,
                          .lnum = (int)p->line,
                          .invoiced = p->invoiced};
    return PS_OK;
}

typedef struct {
    bool all, any; /* any: every state but paid */
    ps_pay_state state;
} wanted;

static bool wants(const wanted *x, ps_pay_state state) {
    return x->all || (x->any ? state != PS_PAY_PAID : state == x->state);
}

static int take_deal(ps_work *w, const ps_deal_row *row, const wanted *x, ps_v_payments *out) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < row->payments.n; i++) {
        ps_payment p;
        ps_v_payment v;
        if (!ps_payment_unpack(row->payments.v[i], &p)) {
            continue;
        }
        ps_pay_state state = ps_payment_state(&p, w->process, w->world.today);
        rc = view_payment(w, row, &p, &v);
        rc = rc ? rc : add_up(w, &v, state, out);
        ps_v_payment *slot = !rc && wants(x, state) ? PS_PUSH(w->arena, &out->rows) : NULL;
        if (slot) {
            *slot = v;
        }
        rc = rc || slot || !wants(x, state) ? rc : ps_nomem(w->err);
    }
    return rc;
}

static int in_order(const void *a, const void *b) {
    const ps_v_payment *x = a, *y = b;
    int by = (x->due == PS_DATE_NONE) - (y->due == PS_DATE_NONE);
    by = by ? by : (x->due > y->due) - (x->due < y->due);
    by = by ? by : ps_str_cmp(x->deal, y->deal);
    return by ? by : (x->lnum > y->lnum) - (x->lnum < y->lnum);
}

static int by_currency(const void *a, const void *b) {
    return ps_str_cmp(((const ps_v_payment_sum *)a)->currency, ((const ps_v_payment_sum *)b)->currency);
}

static int payments_run(ps_work *w, const ps_a_payments *in, ps_v_payments *out) {
    wanted x = {.all = ps_str_eq(in->state, PS_S("all")), .any = in->state.n == 0};
    ps_settled_list deals;
    ps_filter filter;
    if (!x.all && !x.any && !ps_pay_state_parse(in->state, &x.state)) {
        return ps_fail(w->err, PS_EINVAL, UNKNOWN_VALUE, PS_S("state"), ps_str_clip(in->state, 40),
                       PS_S("later, due, invoiced, overdue, paid, all"));
    }
    int rc = ps_work_travel_to(w, in->at);
    rc = rc ? rc : ps_filter_read(w, in->filter, &filter);
    rc = rc ? rc : ps_work_settled(w, &deals, &out->broken);
    for (size_t i = 0; !rc && i < deals.n; i++) {
        ps_v_deal view;
        if (deals.v[i].row->payments.n) {
            ps_view_settled(w, &deals.v[i], &view);
            rc = ps_filter_takes(&filter, &view) ? take_deal(w, deals.v[i].row, &x, out) : PS_OK;
        }
    }
    if (!rc && out->rows.n) {
        qsort(out->rows.v, out->rows.n, sizeof *out->rows.v, in_order);
    }
    if (!rc && out->sums.n) {
        qsort(out->sums.v, out->sums.n, sizeof *out->sums.v, by_currency);
    }
    out->today = w->world.today;
    return rc;
}
PS_CALL_RUN(payments, ps_a_payments, ps_v_payments, PS_READS)
