#include <stdlib.h>

#include "spend.h"

/* Something on a day: an amount, or a stage that was reached. */
typedef struct {
    ps_date day;
    ps_money amount;
    int stage; /* -1: an expense */
} step;

typedef struct {
    PS_VEC(step) steps;
    ps_arena *arena;
    bool failed;
} listing;

static void put(listing *l, ps_date day, ps_money amount, int stage) {
    step *s = day == PS_DATE_NONE ? NULL : PS_PUSH(l->arena, &l->steps);
    if (s) {
        *s = (step){day, amount, stage};
    }
    l->failed |= day != PS_DATE_NONE && !s;
}

static int by_day(const void *a, const void *b) {
    const step *x = a, *y = b;
    return (x->day > y->day) - (x->day < y->day);
}

static int stage_of(const ps_deal *d, ps_str id) {
    return id.n ? ps_profile_stage_id(d->process, d->profile, id) : -1;
}

static void list(listing *l, const ps_deal *d, ps_date today) {
    bool live = d->status == PS_STATUS_OPEN || d->status == PS_STATUS_PAUSED || d->status == PS_STATUS_WON;
    put(l, d->opened, 0, 0);
    for (size_t i = 0; i < d->n_steps; i++) {
        int to = stage_of(d, d->steps[i].to);
        put(l, d->steps[i].date, 0, to < 0 ? 0 : to);
    }
    for (size_t i = 0; i < d->n_expenses; i++) {
        put(l, d->expenses[i].date, d->expenses[i].amount, -1);
    }
    put(l, live ? today : PS_DATE_NONE, 0, 0);
}

static ps_money undated(const ps_deal *d) {
    ps_money sum = 0;
    for (size_t i = 0; i < d->n_expenses; i++) {
        ps_money_into(&sum, d->expenses[i].date == PS_DATE_NONE ? d->expenses[i].amount : 0);
    }
    return sum;
}

static ps_curve_point point(const ps_deal *d, const ps_spend *s, ps_date day, ps_money spent, int stage) {
    return (ps_curve_point){day, spent, ps_spend_part(spent, d->budget), s->stages[stage].allowed, stage};
}

int ps_spend_curve(ps_curve *out, ps_arena *arena, const ps_deal *deal, ps_date today) {
    listing l = {.arena = arena};
    ps_spend spend;
    ps_money spent = 0;
    int stage = 0;
    ps_spend_of(&spend, deal);
    list(&l, deal, today);
    if (l.steps.n) {
        qsort(l.steps.v, l.steps.n, sizeof *l.steps.v, by_day);
    }
    for (size_t i = 0; i < l.steps.n && !l.failed; i++) {
        const step *s = &l.steps.v[i];
        bool last = i + 1 == l.steps.n;
        ps_money_into(&spent, s->amount);
        ps_money_into(&spent, last ? undated(deal) : 0);
        stage = s->stage > stage ? s->stage : stage;
        if (last || l.steps.v[i + 1].day != s->day) {
            ps_curve_point *p = PS_PUSH(arena, out);
            l.failed |= !p;
            if (p) {
                *p = point(deal, &spend, s->day, spent, stage);
            }
        }
    }
    return l.failed ? PS_ENOMEM : PS_OK;
}
