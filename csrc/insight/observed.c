#include "observed.h"

#include <stdlib.h>

/* ---- the stays of a deal ---- */

typedef struct {
    const ps_deal *deal;
    PS_VEC(ps_stay) stays;
    ps_arena *arena;
    int at; /* stage of the profile; -1: none yet */
} telling;

static int enter(telling *t, int stage, ps_date day) {
    const ps_pstage *s = &t->deal->profile->stages[stage];
    ps_stay *stay = PS_PUSH(t->arena, &t->stays);
    if (!stay) {
        return PS_ENOMEM;
    }
    *stay = (ps_stay){s->first, s->last, day, PS_DATE_NONE, PS_STAYS};
    t->at = stage;
    return PS_OK;
}

static void leave(telling *t, ps_leaving how, ps_date day) {
    ps_stay *stay = &t->stays.v[t->stays.n - 1];
    stay->how = how;
    stay->until = day;
    if (stay->from != PS_DATE_NONE && day != PS_DATE_NONE && day < stay->from) {
        stay->until = PS_DATE_NONE; /* two dates that can't both be right */
    }
}

static int move(telling *t, int stage, ps_date day) {
    if (stage == t->at) {
        return PS_OK;
    }
    if (t->at >= 0) {
        leave(t, stage > t->at ? PS_WENT_ON : PS_WENT_BACK, day);
    }
    return enter(t, stage, day);
}

static int stage_of(const telling *t, ps_str id) {
    return id.n ? ps_profile_stage_id(t->deal->process, t->deal->profile, id) : -1;
}

static int walk_steps(telling *t) {
    const ps_deal *d = t->deal;
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < d->n_steps; i++) {
        int from = stage_of(t, d->steps[i].from), to = stage_of(t, d->steps[i].to);
        if (to < 0) {
            continue;
        }
        rc = t->at < 0 && from >= 0 ? enter(t, from, d->opened) : PS_OK; /* the first rows are not there */
        rc = rc ? rc : move(t, to, d->steps[i].date);
    }
    if (!rc && t->at < 0) {
        rc = enter(t, d->stage, d->opened);
    }
    return rc ? rc : move(t, d->stage, PS_DATE_NONE); /* what the front matter claims, where no row tells it */
}

int ps_stays_of(ps_past_deal *out, ps_arena *arena, const ps_deal *deal, ps_date ended) {
    telling t = {.deal = deal, .arena = arena, .at = -1};
    *out = (ps_past_deal){.end = PS_UNDECIDED};
    int rc = walk_steps(&t);
    if (rc) {
        return rc;
    }
    switch (deal->status) {
    case PS_STATUS_WON:
    case PS_STATUS_DONE:
        out->end = PS_END_WON;
        if (t.at <= deal->profile->decision) {
            leave(&t, PS_WENT_ON, deal->signed_on);
        } else if (deal->status == PS_STATUS_DONE) {
            leave(&t, PS_WENT_ON, PS_DATE_NONE);
        }
        break;
    case PS_STATUS_LOST:
    case PS_STATUS_NO_DECISION:
    case PS_STATUS_NO_GO:
        out->end = PS_END_LOST;
        leave(&t, PS_ENDED, ended);
        break;
    default:
        break;
    }
    out->stays = t.stays.v;
    out->n_stays = t.stays.n;
    return PS_OK;
}

/* ---- all deals together ---- */

static int per_cent(int part, int of) {
    return of < PS_OBSERVED_LEAST ? -1 : (part * 200 + of) / (of * 2);
}

static int by_size(const void *a, const void *b) {
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

/* The value at a quarter, two or three of the way through sorted ones, between two of them in proportion. */
static int quartile(const int *v, int n, int quarter) {
    int at = (n - 1) * quarter, low = at / 4, rest = at % 4;
    int high = low + 1 < n ? low + 1 : low;
    return v[low] + ((v[high] - v[low]) * rest + 2) / 4;
}

typedef struct {
    PS_VEC(int) days;
} times;

static bool covers(const ps_stay *s, int stage) {
    return s->first <= stage && stage <= s->last;
}

/* How a deal last stood to a stage, and its days there, -1 where they are not known. false: it never entered. */
static bool stood(const ps_past_deal *d, int stage, ps_leaving *how, int *days) {
    bool entered = false, known = true;
    int sum = 0;
    for (size_t i = 0; i < d->n_stays; i++) {
        const ps_stay *s = &d->stays[i];
        if (covers(s, stage)) {
            entered = true;
            *how = s->how;
            known = known && s->first == s->last && s->from != PS_DATE_NONE && s->until != PS_DATE_NONE;
            sum += known ? s->until - s->from : 0;
        } else if (entered && s->first > stage && *how == PS_WENT_BACK) {
            *how = PS_WENT_ON; /* back, and later past it */
        }
    }
    *days = known ? sum : -1;
    return entered;
}

static int furthest(const ps_past_deal *d) {
    int most = -1;
    for (size_t i = 0; i < d->n_stays; i++) {
        most = d->stays[i].last > most ? d->stays[i].last : most;
    }
    return most;
}

static int observe_stage(ps_observed_stage *out, ps_arena *arena, times *t, const ps_past_deal *d, int stage) {
    ps_leaving how = PS_STAYS;
    int days;
    if (stage <= furthest(d) && d->end != PS_UNDECIDED) {
        out->closed++;
        out->won += d->end == PS_END_WON;
    }
    if (!stood(d, stage, &how, &days)) {
        return PS_OK;
    }
    out->entered++;
    out->went_on += how == PS_WENT_ON;
    out->went_back += how == PS_WENT_BACK;
    out->ended += how == PS_ENDED;
    out->here += how == PS_STAYS;
    if (days >= 0 && (how == PS_WENT_ON || how == PS_ENDED)) {
        int *slot = PS_PUSH(arena, &t->days);
        if (!slot) {
            return PS_ENOMEM;
        }
        *slot = days;
    }
    return PS_OK;
}

static void conclude(ps_observed_stage *s, times *t) {
    int n = (int)t->days.n;
    s->conversion = per_cent(s->went_on, s->went_on + s->ended);
    s->win = per_cent(s->won, s->closed);
    s->timed = n;
    s->quick = s->median = s->slow = -1;
    if (n >= PS_OBSERVED_LEAST) {
        qsort(t->days.v, t->days.n, sizeof *t->days.v, by_size);
        s->quick = quartile(t->days.v, n, 1);
        s->median = quartile(t->days.v, n, 2);
        s->slow = quartile(t->days.v, n, 3);
    }
}

static void calibrate(ps_calibration *c, const ps_past_deal *d) {
    bool judged = false;
    for (size_t i = 0; !judged && i < d->n_judged; i++) {
        judged = d->judged[i] >= c->from && d->judged[i] < c->until;
    }
    if (judged && d->end != PS_UNDECIDED) {
        c->n++;
        c->won += d->end == PS_END_WON;
    }
}

int ps_observe(ps_observed *out, ps_arena *arena, int n_stages, const ps_past_deal *deals, size_t n, ps_error *err) {
    int rc = PS_OK;
    *out = (ps_observed){.stages = ps_arena_alloc(arena, ((size_t)n_stages + 1) * sizeof *out->stages)};
    if (!out->stages) {
        return ps_nomem(err);
    }
    for (int s = 0; !rc && s < n_stages; s++) {
        times t = {0};
        for (size_t i = 0; !rc && i < n; i++) {
            rc = observe_stage(&out->stages[s], arena, &t, &deals[i], s) ? ps_nomem(err) : PS_OK;
        }
        conclude(&out->stages[s], &t);
    }
    for (int c = 0; c < PS_CALIBRATIONS; c++) {
        int width = 100 / PS_CALIBRATIONS;
        out->judged[c] = (ps_calibration){.from = c * width, .until = (c + 1) * width};
        for (size_t i = 0; i < n; i++) {
            calibrate(&out->judged[c], &deals[i]);
        }
        out->judged[c].share = per_cent(out->judged[c].won, out->judged[c].n);
    }
    return rc;
}
