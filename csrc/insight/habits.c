#include "habits.h"

#include <stdlib.h>

#include "rates.h"

ps_str ps_habit_id(ps_habit_kind k) {
    static const char *const ids[PS_HABITS] = {"storyteller", "late-pusher", "early-spender"};
    return ps_str_of(ids[k]);
}

/* An activity that was closed: before the stage of the decision was reached, or only then. */
typedef struct {
    ps_str activity;
    bool in_time; /* it was closed when that stage was reached */
    ps_moment at; /* of the last closing before, else of the last one after */
} closing;
typedef PS_VEC(closing) closings;

typedef struct {
    ps_arena *arena;
    const ps_process *process;
    const ps_habit_deal *deals;
    closings *closed; /* of each deal, of stages before that of the decision */
    size_t n;
    ps_date today;
} telling;

static int threshold(const telling *t, ps_habit_kind k, const char *key, int otherwise) {
    return ps_process_threshold(t->process, ps_habit_id(k), ps_str_of(key), otherwise);
}

/* ---- who owned it then ---- */

/* Whether a is not before b; on one day without an order it is taken for the same moment. */
static bool reached_by(ps_moment a, ps_moment b) {
    if (a.day != b.day) {
        return a.day > b.day;
    }
    return !a.order || !b.order || a.order >= b.order;
}

static ps_str owner_at(const ps_habit_deal *d, ps_moment at) {
    ps_str owner = d->tenures.v[0].owner;
    for (size_t i = 1; at.day != PS_DATE_NONE && i < d->tenures.n && reached_by(at, d->tenures.v[i].from); i++) {
        owner = d->tenures.v[i].owner;
    }
    return owner;
}

static bool owned_at(const ps_habit_deal *d, ps_moment at, ps_str owner) {
    return ps_str_eq(owner_at(d, at), owner);
}

static ps_str owner_now(const ps_habit_deal *d) {
    return d->tenures.v[d->tenures.n - 1].owner;
}

/* ---- where it stood ---- */

static bool is_early(const ps_habit_deal *d, int stage, int early) {
    return d->profile->stages[stage].first < early;
}

/* When it first stood beyond the early stages. */
static bool left_early(const ps_habit_deal *d, int early, ps_moment *when) {
    for (size_t i = 0; i < d->arrivals.n; i++) {
        if (!is_early(d, d->arrivals.v[i].stage, early)) {
            *when = d->arrivals.v[i].at;
            return true;
        }
    }
    return false;
}

static bool decided_stage(const ps_habit_deal *d, ps_moment *when) {
    for (size_t i = 0; i < d->arrivals.n; i++) {
        if (d->profile->decision >= 0 && d->arrivals.v[i].stage >= d->profile->decision) {
            *when = d->arrivals.v[i].at;
            return true;
        }
    }
    return false;
}

/* Whether it was this owner's while it stood in the early stages. */
static bool held_early(const ps_habit_deal *d, int early, ps_str owner) {
    ps_moment left = {PS_DATE_NONE, 0};
    bool went = left_early(d, early, &left);
    if (went && left.day == PS_DATE_NONE) { /* nobody knows when */
        return ps_str_eq(d->tenures.v[0].owner, owner);
    }
    for (size_t i = 0; i < d->tenures.n; i++) {
        bool before = i == 0 || !went || !reached_by(d->tenures.v[i].from, left);
        if (before && ps_str_eq(d->tenures.v[i].owner, owner)) {
            return true;
        }
    }
    return false;
}

/* ---- signs ---- */

static void put_sign(ps_habit *h, const char *key, int64_t part, int64_t of, int limit, bool most) {
    ps_habit_sign *s = &h->signs[h->n_signs++];
    ps_money bound = ps_money_share(of, limit, 100);
    int64_t per_cent = of > 0 ? ps_money_share(part, 100, of) : -1;
    *s = (ps_habit_sign){key, part, of, per_cent > INT32_MAX ? INT32_MAX : (int)per_cent, limit, most, false};
    int64_t parts, limits;
    if (of > 0 && !__builtin_mul_overflow(part, 100, &parts) &&
        !__builtin_mul_overflow(of, limit, &limits)) { /* exactly, where there is room */
        s->met = most ? parts <= limits : parts >= limits;
    } else {
        s->met = of > 0 && (most ? part <= bound : part >= bound);
    }
}

static void conclude(ps_habit *h, int have, int need) {
    h->have = have;
    h->need = need;
    h->enough = have >= need && have > 0;
    h->found = h->enough;
    for (int i = 0; i < h->n_signs; i++) {
        h->found = h->found && h->signs[i].met;
    }
}

static ps_habit_proof *put_proof(telling *t, ps_habit *h, size_t deal) {
    ps_habit_proof *p = PS_PUSH(t->arena, &h->proofs);
    if (p) {
        *p = (ps_habit_proof){.deal = deal, .from = PS_DATE_NONE, .to = PS_DATE_NONE, .reached = PS_DATE_NONE};
    }
    return p;
}

/* ---- the storyteller ---- */

typedef struct {
    int open, early, idle, held, advanced;
} story;

static bool is_idle(telling *t, ps_habit_proof *p, const ps_habit_deal *d, int idle_days) {
    p->from = d->opened;
    p->to = d->active == PS_DATE_NONE ? d->opened : d->active;
    p->days = p->to == PS_DATE_NONE || p->to > t->today ? 0 : t->today - p->to;
    p->against = p->days > idle_days;
    return p->against;
}

static int hear(telling *t, ps_habit *h, story *s, size_t at, int early, int idle_days) {
    const ps_habit_deal *d = &t->deals[at];
    ps_moment left;
    bool mine = ps_str_eq(owner_now(d), h->owner), held = held_early(d, early, h->owner);
    s->held += held;
    s->advanced += held && left_early(d, early, &left) && owned_at(d, left, h->owner);
    s->open += mine && d->open;
    if (!mine || !d->open || !is_early(d, d->stage, early)) {
        return PS_OK;
    }
    ps_habit_proof *p = put_proof(t, h, at);
    if (!p) {
        return PS_ENOMEM;
    }
    s->early++;
    s->idle += is_idle(t, p, d, idle_days);
    return PS_OK;
}

static int storyteller(telling *t, ps_habit *h) {
    story s = {0};
    int early = threshold(t, h->kind, "early-stages", 2), idle_days = threshold(t, h->kind, "idle-days", 60), rc = PS_OK;
    for (size_t i = 0; !rc && i < t->n; i++) {
        rc = hear(t, h, &s, i, early, idle_days);
    }
    put_sign(h, "early-share", s.early, s.open, threshold(t, h->kind, "early-share", 70), false);
    put_sign(h, "advanced-share", s.advanced, s.held, threshold(t, h->kind, "advanced-share", 20), true);
    put_sign(h, "idle-share", s.idle, s.early, threshold(t, h->kind, "idle-share", 30), false);
    conclude(h, s.held, threshold(t, h->kind, "min-deals", 5));
    return rc;
}

/* ---- the late pusher ---- */

static bool is_after(ps_moment at, ps_moment reached) {
    if (reached.day == PS_DATE_NONE || at.day != reached.day) {
        return reached.day != PS_DATE_NONE && at.day > reached.day;
    }
    return at.order && reached.order && at.order > reached.order;
}

/* All ticks of one activity, from its first one on. */
static bool follow(const ps_habit_deal *d, size_t first, bool reached, ps_moment when, closing *out) {
    bool closed = false;
    *out = (closing){.activity = d->ticks.v[first].activity};
    for (size_t i = first; i < d->ticks.n; i++) {
        const ps_tick *tick = &d->ticks.v[i];
        if (!ps_str_eq(tick->activity, out->activity)) {
            continue;
        }
        if (!reached || !is_after(tick->at, when)) {
            out->in_time = closed = tick->closed;
            out->at = tick->at;
        } else if (!out->in_time) { /* what was closed in time is not closed late when it is looked at again */
            closed = tick->closed;
            out->at = tick->at;
        }
    }
    return closed;
}

static bool met_before(const ps_habit_deal *d, size_t at) {
    for (size_t i = 0; i < at; i++) {
        if (ps_str_eq(d->ticks.v[i].activity, d->ticks.v[at].activity)) {
            return true;
        }
    }
    return false;
}

static int close_all(telling *t, size_t at) {
    const ps_habit_deal *d = &t->deals[at];
    ps_moment when = {PS_DATE_NONE, 0};
    bool reached = decided_stage(d, &when);
    int first = d->profile->decision < 0 ? 0 : d->profile->stages[d->profile->decision].first;
    for (size_t i = 0; i < d->ticks.n; i++) {
        closing c;
        if (d->ticks.v[i].stage >= first || met_before(d, i) || !follow(d, i, reached, when, &c)) {
            continue;
        }
        closing *slot = PS_PUSH(t->arena, &t->closed[at]);
        if (!slot) {
            return PS_ENOMEM;
        }
        *slot = c;
    }
    return PS_OK;
}

static int add_late(telling *t, ps_habit_proof *p, ps_str activity, ps_date day) {
    ps_str *slot = PS_PUSH(t->arena, &p->items);
    if (!slot) {
        return PS_ENOMEM;
    }
    *slot = activity;
    p->count++;
    p->from = p->from == PS_DATE_NONE || day < p->from ? day : p->from;
    p->to = day > p->to ? day : p->to;
    return PS_OK;
}

static int push(telling *t, ps_habit *h, size_t at, int *closed, int *late) {
    const ps_habit_deal *d = &t->deals[at];
    ps_moment when = {PS_DATE_NONE, 0};
    bool reached = decided_stage(d, &when);
    ps_habit_proof proof = {.deal = at, .from = PS_DATE_NONE, .to = PS_DATE_NONE, .reached = when.day};
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < t->closed[at].n; i++) {
        const closing *c = &t->closed[at].v[i];
        if (owned_at(d, c->at, h->owner)) {
            proof.of++;
            rc = c->in_time ? PS_OK : add_late(t, &proof, c->activity, c->at.day);
        }
    }
    *closed += proof.of;
    *late += proof.count;
    proof.against = proof.count > 0;
    ps_habit_proof *p = !rc && proof.of && reached ? put_proof(t, h, at) : NULL;
    if (p) {
        *p = proof;
    }
    return rc ? rc : p || !proof.of || !reached ? PS_OK : PS_ENOMEM;
}

static int late_pusher(telling *t, ps_habit *h) {
    int closed = 0, late = 0, rc = PS_OK;
    for (size_t i = 0; !rc && i < t->n; i++) {
        rc = push(t, h, i, &closed, &late);
    }
    put_sign(h, "late-share", late, closed, threshold(t, h->kind, "late-share", 50), false);
    conclude(h, closed, threshold(t, h->kind, "min-activities", 20));
    return rc;
}

/* ---- the early spender ---- */

/* What the process's shares give the early stages of a budget. */
static ps_money curve_of(const ps_habit_deal *d, int early) {
    int share = 0, shares = 0;
    for (int i = 0; i < d->profile->n_stages; i++) {
        shares += d->profile->stages[i].share;
        share += is_early(d, i, early) ? d->profile->stages[i].share : 0;
    }
    return shares > 0 && d->budget > 0 ? ps_money_share(d->budget, share, shares) : 0;
}

static void add_outlay(ps_habit_proof *p, const ps_outlay *o) {
    ps_money_into(&p->amount, o->amount);
    if (o->day != PS_DATE_NONE) {
        p->from = p->from == PS_DATE_NONE || o->day < p->from ? o->day : p->from;
        p->to = o->day > p->to ? o->day : p->to;
    }
}

/* What an owner's deals cost early, in the currency of the process. */
typedef struct {
    int early, limit, count;
    ps_money spent, curve;
} purse;

/* What was spent of a deal's early stages while it was this owner's; false: it says nothing of them. */
static bool weigh(const telling *t, const ps_habit *h, size_t at, const purse *all, ps_habit_proof *out) {
    const ps_habit_deal *d = &t->deals[at];
    bool any = false;
    *out =
        (ps_habit_proof){.deal = at, .from = PS_DATE_NONE, .to = PS_DATE_NONE, .reached = PS_DATE_NONE, .curve = curve_of(d, all->early)};
    for (size_t i = 0; i < d->outlays.n; i++) {
        const ps_outlay *o = &d->outlays.v[i];
        if (is_early(d, o->stage, all->early) && owned_at(d, (ps_moment){o->day, 0}, h->owner)) {
            add_outlay(out, o);
            any = true;
        }
    }
    return out->curve > 0 && ps_rates_know(t->process, d->currency, PS_S("")) && (any || held_early(d, all->early, h->owner));
}

static void count_in(const telling *t, purse *all, ps_habit_proof *p) {
    ps_money spent = 0, curve = 0, share = ps_money_share(p->amount, 100, p->curve);
    ps_str currency = t->deals[p->deal].currency;
    p->share = share > INT32_MAX ? INT32_MAX : share < INT32_MIN ? INT32_MIN : (int)share;
    p->against = p->amount >= ps_money_share(p->curve, all->limit, 100);
    ps_rates_convert(t->process, p->amount, currency, PS_S(""), &spent);
    ps_rates_convert(t->process, p->curve, currency, PS_S(""), &curve);
    ps_money_into(&all->spent, spent);
    ps_money_into(&all->curve, curve);
    all->count++;
}

static int early_spender(telling *t, ps_habit *h) {
    purse all = {threshold(t, h->kind, "early-stages", 2), threshold(t, h->kind, "over-curve", 200), 0, 0, 0};
    for (size_t i = 0; i < t->n; i++) {
        ps_habit_proof proof, *slot = NULL;
        if (!weigh(t, h, i, &all, &proof)) {
            continue;
        }
        if (!(slot = put_proof(t, h, i))) {
            return PS_ENOMEM;
        }
        count_in(t, &all, &proof);
        *slot = proof;
    }
    put_sign(h, "over-curve", all.spent, all.curve, all.limit, false);
    conclude(h, all.count, threshold(t, h->kind, "min-deals", 3));
    return PS_OK;
}

/* ---- everybody ---- */

static int64_t weight(const ps_habit_proof *p) {
    return p->days ? p->days : p->count ? p->count : p->share;
}

/* Cases of the habit first, the strongest of them first; then by their place. */
static int by_strength(const void *a, const void *b) {
    const ps_habit_proof *x = a, *y = b;
    if (x->against != y->against) {
        return y->against - x->against;
    }
    int64_t wx = weight(x), wy = weight(y);
    return wx != wy ? (wy > wx) - (wy < wx) : (x->deal > y->deal) - (x->deal < y->deal);
}

static int tell_owner(telling *t, ps_habit_list *out, ps_str owner) {
    static int (*const tell[PS_HABITS])(telling * t, ps_habit * h) = {storyteller, late_pusher, early_spender};
    int rc = PS_OK;
    for (int k = 0; !rc && k < PS_HABITS; k++) {
        ps_habit *h = PS_PUSH(t->arena, out);
        if (!h) {
            return PS_ENOMEM;
        }
        *h = (ps_habit){.owner = owner, .kind = (ps_habit_kind)k};
        rc = tell[k](t, h);
        if (!rc && h->proofs.n) {
            qsort(h->proofs.v, h->proofs.n, sizeof *h->proofs.v, by_strength);
        }
    }
    return rc;
}

static int by_name(const void *a, const void *b) {
    return ps_str_cmp(*(const ps_str *)a, *(const ps_str *)b);
}

static int owners_of(telling *t, ps_strs *out) {
    size_t kept = 0;
    for (size_t i = 0; i < t->n; i++) {
        for (size_t k = 0; k < t->deals[i].tenures.n; k++) {
            ps_str owner = t->deals[i].tenures.v[k].owner, *slot = owner.n ? PS_PUSH(t->arena, out) : NULL;
            if (slot) {
                *slot = owner;
            } else if (owner.n) {
                return PS_ENOMEM;
            }
        }
    }
    if (out->n) {
        qsort(out->v, out->n, sizeof *out->v, by_name);
    }
    for (size_t i = 0; i < out->n; i++) {
        if (kept == 0 || !ps_str_eq(out->v[kept - 1], out->v[i])) {
            out->v[kept++] = out->v[i];
        }
    }
    out->n = kept;
    return PS_OK;
}

int ps_habits_tell(ps_habit_list *out, ps_arena *arena, const ps_process *p, const ps_habit_deal *deals, size_t n, ps_str owner,
                   ps_date today, ps_error *err) {
    telling t = {arena, p, deals, ps_arena_alloc(arena, (n + 1) * sizeof *t.closed), n, today};
    ps_strs owners = {0};
    *out = (ps_habit_list){0};
    int rc = t.closed ? PS_OK : PS_ENOMEM;
    for (size_t i = 0; !rc && i < n; i++) {
        rc = close_all(&t, i);
    }
    rc = rc || owner.n ? rc : owners_of(&t, &owners);
    if (!rc && owner.n) {
        rc = tell_owner(&t, out, owner);
    }
    for (size_t i = 0; !rc && i < owners.n; i++) {
        rc = tell_owner(&t, out, owners.v[i]);
    }
    return rc ? ps_nomem(err) : PS_OK;
}
