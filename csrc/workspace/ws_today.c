/* A morning: what is due, what others owe, what others did. */
#include <stdlib.h>

#include "workspace_impl.h"

enum { WEEK = 7, TENDERS = 60 };

typedef struct {
    ps_work *w;
    ps_v_today *out;
    ps_str me; /* "" everybody */
} morning;

static bool is_kind(const ps_v_item *item, ps_item_kind kind) {
    return ps_str_eq(item->kind, ps_item_kind_id(kind));
}

/* The list that an item belongs to; NULL: none. */
static ps_v_items *place_of(const morning *m, const ps_v_item *item) {
    ps_date today = m->out->today;
    bool everybody = !m->me.n, my_deal = everybody || ps_str_eq(item->deal_owner, m->me);
    bool mine = everybody ? !item->waiting : ps_item_owned(item->owner, m->me) && !item->waiting;
    if (is_kind(item, PS_I_NO_ACTION) || is_kind(item, PS_I_STALLED)) {
        return !my_deal ? NULL : is_kind(item, PS_I_STALLED) ? &m->out->stalled : &m->out->idle;
    }
    if (is_kind(item, PS_I_TENDER) && item->date >= today) {
        return my_deal || mine ? &m->out->tenders : NULL;
    }
    if (item->date > today + WEEK) {
        return NULL;
    }
    if (!mine) {
        return my_deal ? &m->out->waiting : NULL;
    }
    return item->date < today ? &m->out->overdue : item->date == today ? &m->out->day : &m->out->week;
}

static int put_items(morning *m, const ps_v_items *items) {
    for (size_t i = 0; i < items->n; i++) {
        ps_v_items *list = place_of(m, &items->v[i]);
        ps_v_item *slot = list ? PS_PUSH(m->w->arena, list) : NULL;
        if (list && !slot) {
            return ps_nomem(m->w->err);
        }
        if (slot) {
            *slot = items->v[i];
        }
    }
    return PS_OK;
}

/* ---- what others did ---- */

static bool is_on(const ps_v_deal *deal, ps_str me) {
    bool on = !me.n || ps_str_eq(deal->owner, me);
    for (size_t k = 0; !on && k < deal->team.n; k++) {
        on = ps_str_eq(deal->team.v[k], me);
    }
    return on;
}

static int by_text(const void *a, const void *b) {
    return ps_str_cmp(*(const ps_str *)a, *(const ps_str *)b);
}

/* Ids of the deals that I own or that I am in the team of, in order. */
static int my_deals(const morning *m, ps_strs *out) {
    ps_settled_list deals = {0};
    int rc = ps_work_settled(m->w, &deals, NULL);
    for (size_t i = 0; !rc && i < deals.n; i++) {
        const ps_v_deal *deal = &deals.v[i].row->view;
        ps_str *slot = is_on(deal, m->me) ? PS_PUSH(m->w->arena, out) : NULL;
        if (slot) {
            *slot = deal->id;
        } else if (is_on(deal, m->me)) {
            rc = ps_nomem(m->w->err);
        }
    }
    if (!rc && out->n) {
        qsort(out->v, out->n, sizeof *out->v, by_text);
    }
    return rc;
}

static int put_changes(morning *m, int64_t since) {
    ps_v_events all = {0};
    ps_strs mine = {0};
    ps_str me; /* my own commits tell me nothing new */
    int rc = ps_work_me(m->w, &me);
    rc = rc || since <= 0 ? rc : ps_work_events_since(m->w, since + 1, m->w->me.email, &all);
    rc = rc || !all.n ? rc : my_deals(m, &mine);
    for (size_t i = 0; !rc && i < all.n; i++) {
        const ps_v_event *e = &all.v[i];
        bool told = !ps_str_eq(e->author, m->me) && mine.n && bsearch(&e->deal, mine.v, mine.n, sizeof *mine.v, by_text);
        ps_v_event *slot = told ? PS_PUSH(m->w->arena, &m->out->changes) : NULL;
        if (slot) {
            *slot = *e;
        } else if (told) {
            rc = ps_nomem(m->w->err);
        }
    }
    return rc;
}

static int cut(size_t *n, int limit) {
    int all = *n < INT32_MAX ? (int)*n : INT32_MAX;
    *n = limit > 0 && *n > (size_t)limit ? (size_t)limit : *n;
    return all;
}

static void count_lists(ps_v_today *t, int limit) {
    t->totals = (ps_v_totals){.overdue = cut(&t->overdue.n, limit),
                              .day = cut(&t->day.n, limit),
                              .week = cut(&t->week.n, limit),
                              .tenders = cut(&t->tenders.n, limit),
                              .waiting = cut(&t->waiting.n, limit),
                              .idle = cut(&t->idle.n, limit),
                              .stalled = cut(&t->stalled.n, limit),
                              .changes = cut(&t->changes.n, limit)};
}

static int today_run(ps_work *w, const ps_a_today *in, ps_v_today *out) {
    morning m = {.w = w, .out = out};
    ps_v_items items = {0};
    ps_datestr clock;
    w->known = in->known;
    int rc = ps_work_whose(w, in->owner, &m.me);
    out->today = w->world.today;
    out->now = w->now;
    out->since = in->since < 0 ? w->now + in->since : in->since;
    out->since_clock = out->since > 0 ? ps_keep(w, ps_time_str(&clock, out->since, w->process->tz)) : PS_S("");
    out->owner = rc ? PS_S("") : ps_keep(w, m.me);
    rc = rc ? rc : ps_work_items(w, PS_S(""), out->today + TENDERS, &items);
    rc = rc ? rc : put_items(&m, &items);
    rc = rc ? rc : put_changes(&m, out->since);
    count_lists(out, in->limit);
    return rc;
}
PS_CALL_RUN(today, ps_a_today, ps_v_today, PS_READS)
