/* What the notes and git's history tell of how deals were worked on, laid out for habits.h. */
#include "habits.h"

#include <stdlib.h>
#include <string.h>

#include "field.h"
#include "observed.h"
#include "ws_lineage.h"
#include "ws_tell.h"

/* A move that git tells of. */
typedef struct {
    ps_str to;
    ps_date day; /* as the note says */
    ps_moment at;
} moved;
typedef struct {
    const ps_deal_row *row;
    PS_VEC(moved) moves; /* the last first */
} subject;

typedef struct {
    ps_work *w;
    PS_VEC(subject) subjects; /* by folder; those of the deals */
    PS_VEC(ps_habit_deal) deals;
    ps_lineage lineage;
    int64_t order; /* of the commit at hand; the newest has the greatest */
    bool pending;  /* git's history is not remembered yet, and was not to be walked */
} gathering;

/* ---- notes ---- */

/* Dates in notes win; of what happened on one day git knows the order. */
static void order_arrivals(ps_habit_deal *d, const subject *of, const ps_process *p) {
    for (size_t i = 0; i < of->moves.n; i++) {
        const moved *m = &of->moves.v[i];
        int stage = ps_profile_stage_id(p, d->profile, m->to);
        for (size_t k = d->arrivals.n; k > 0 && m->at.day == m->day; k--) {
            ps_moment *at = &d->arrivals.v[k - 1].at;
            if (d->arrivals.v[k - 1].stage == stage && at->day == m->day && !at->order) {
                at->order = m->at.order;
                break;
            }
        }
    }
}

static int put_arrivals(gathering *g, const ps_deal *deal, ps_habit_deal *out) {
    ps_past_deal past;
    if (ps_stays_of(&past, g->w->arena, deal, PS_DATE_NONE)) {
        return ps_nomem(g->w->err);
    }
    for (size_t i = 0; i < past.n_stays; i++) {
        ps_arrival *a = PS_PUSH(g->w->arena, &out->arrivals);
        if (!a) {
            return ps_nomem(g->w->err);
        }
        *a = (ps_arrival){{past.stays[i].from, 0}, ps_profile_stage(deal->profile, past.stays[i].first)};
    }
    return PS_OK;
}

static int put_outlays(gathering *g, const ps_deal *deal, ps_habit_deal *out) {
    for (size_t i = 0; i < deal->n_expenses; i++) {
        const ps_expense *e = &deal->expenses[i];
        ps_outlay *o = e->amount == PS_MONEY_NONE || e->pstage < 0 ? NULL : PS_PUSH(g->w->arena, &out->outlays);
        if (o) {
            *o = (ps_outlay){e->date, e->amount, e->pstage};
        } else if (e->amount != PS_MONEY_NONE && e->pstage >= 0) {
            return ps_nomem(g->w->err);
        }
    }
    return PS_OK;
}

static void raise_to(ps_date *last, ps_date day, ps_date today) {
    if (day != PS_DATE_NONE && day <= today && day > *last) {
        *last = day;
    }
}

static int take_row(gathering *g, const ps_deal_row *row) {
    ps_date today = g->w->world.today;
    subject *of = PS_PUSH(g->w->arena, &g->subjects);
    ps_habit_deal *d = of ? PS_PUSH(g->w->arena, &g->deals) : NULL;
    if (!d) {
        return ps_nomem(g->w->err);
    }
    *of = (subject){.row = row};
    *d = (ps_habit_deal){.id = row->view.id, .currency = row->view.currency, .active = PS_DATE_NONE};
    raise_to(&d->active, row->clock.noted, today);
    raise_to(&d->active, row->clock.contact, today);
    return PS_OK;
}

static int take_notes(gathering *g, const subject *of, const ps_deal *deal, ps_habit_deal *d) {
    d->profile = deal->profile;
    d->open = deal->status == PS_STATUS_OPEN && !of->row->view.archived;
    d->stage = deal->stage;
    d->opened = deal->opened;
    d->budget = deal->budget;
    int rc = put_arrivals(g, deal, d);
    order_arrivals(d, of, g->w->process);
    return rc ? rc : put_outlays(g, deal, d);
}

/* Notes are read of those deals alone that are asked about; the others go. */
static int read_notes(gathering *g, ps_str owner) {
    size_t kept = 0;
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < g->deals.n; i++) {
        ps_deal *deal = NULL;
        bool wanted = !owner.n;
        for (size_t k = 0; !wanted && k < g->deals.v[i].tenures.n; k++) {
            wanted = ps_str_eq(g->deals.v[i].tenures.v[k].owner, owner);
        }
        ps_work_progress(g->w, i, g->deals.n);
        rc = ps_work_cancelled(g->w) ? ps_fail(g->w->err, PS_ECANCEL, CANCELLED) : PS_OK;
        rc = rc || !wanted ? rc : ps_work_ledger(g->w, g->subjects.v[i].row->folder, &deal);
        if (!rc && deal) {
            rc = take_notes(g, &g->subjects.v[i], deal, &g->deals.v[i]);
            ps_work_drop(g->w, deal);
            g->subjects.v[kept] = g->subjects.v[i];
            g->deals.v[kept++] = g->deals.v[i];
        }
    }
    g->subjects.n = g->deals.n = kept;
    return rc;
}

/* ---- contacts that other logs tell of ---- */

static int by_id(const void *a, const void *b) {
    return ps_str_cmp((*(ps_habit_deal *const *)a)->id, (*(ps_habit_deal *const *)b)->id);
}

static int take_mentions(gathering *g, const ps_row_list *rows) {
    ps_mentions mentions = {0};
    ps_habit_deal **sorted = ps_arena_alloc(g->w->arena, (g->deals.n + 1) * sizeof *sorted);
    int rc = sorted ? ps_row_mentions(g->w, rows, &mentions) : ps_nomem(g->w->err);
    for (size_t i = 0; !rc && i < g->deals.n; i++) {
        sorted[i] = &g->deals.v[i];
    }
    if (!rc && g->deals.n) {
        qsort(sorted, g->deals.n, sizeof *sorted, by_id);
    }
    for (size_t i = 0; !rc && g->deals.n && i < mentions.n; i++) {
        ps_habit_deal like = {.id = mentions.v[i].deal}, *key = &like;
        ps_habit_deal **at = bsearch(&key, sorted, g->deals.n, sizeof *sorted, by_id);
        if (at) {
            raise_to(&(*at)->active, mentions.v[i].day, g->w->world.today);
        }
    }
    return rc;
}

/* ---- git's history, newest first ---- */

static ps_habit_deal *deal_of(gathering *g, ps_str place) {
    ps_str folder = ps_lineage_now(&g->lineage, place);
    size_t low = 0, high = g->subjects.n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ps_str_cmp(g->subjects.v[mid].row->folder, folder) < 0) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < g->subjects.n && ps_str_eq(g->subjects.v[low].row->folder, folder) ? &g->deals.v[low] : NULL;
}

static int take_owner(gathering *g, ps_habit_deal *d, const ps_event *e, ps_moment at) {
    ps_str was = ps_id_bare(e->from), is = ps_id_bare(e->to);
    for (int i = d->tenures.n ? 1 : 0; i < 2; i++) { /* the owner before it stands behind the oldest one so far */
        ps_tenure *t = PS_PUSH(g->w->arena, &d->tenures);
        if (!t) {
            return ps_nomem(g->w->err);
        }
        *t = (ps_tenure){{PS_DATE_NONE, 0}, i ? was : is};
    }
    d->tenures.v[d->tenures.n - 2] = (ps_tenure){at, is};
    return PS_OK;
}

static int take_tick(gathering *g, ps_habit_deal *d, const ps_event *e, ps_moment at) {
    int stage = ps_process_stage(g->w->process, e->stage);
    bool closed = ps_str_eq(e->to, PS_S("x")) || (ps_str_eq(e->to, PS_S("-")) && e->reason.n);
    ps_tick *t = stage < 0 ? NULL : PS_PUSH(g->w->arena, &d->ticks);
    if (!t) {
        return stage < 0 ? PS_OK : ps_nomem(g->w->err);
    }
    *t = (ps_tick){e->id, stage, at, closed};
    raise_to(&d->active, at.day, g->w->world.today);
    return PS_OK;
}

static int take_move(gathering *g, subject *of, const ps_event *e, ps_moment at) {
    moved *m = PS_PUSH(g->w->arena, &of->moves);
    if (!m) {
        return ps_nomem(g->w->err);
    }
    *m = (moved){e->to, e->date == PS_DATE_NONE ? at.day : e->date, at};
    return PS_OK;
}

static int take_event(gathering *g, const ps_annal *c, const ps_annal_event *event, ps_moment at) {
    const ps_event *e = &event->event;
    bool renames = c->was.n && (ps_str_eq(c->was, event->place) || ps_str_eq(c->deal, ps_path_name(event->place)));
    ps_habit_deal *d = renames || event->touched || !ps_str_starts(event->place, PS_S("deals/")) ? NULL : deal_of(g, event->place);
    if (!d) {
        return PS_OK;
    }
    if (e->kind == PS_EV_FIELD && ps_str_eq(e->field, PS_S("owner"))) {
        return take_owner(g, d, e, at);
    } else if (e->kind == PS_EV_ACTIVITY) {
        return take_tick(g, d, e, at);
    }
    return e->kind == PS_EV_STAGE ? take_move(g, &g->subjects.v[d - g->deals.v], e, at) : PS_OK;
}

static int see_commit(void *ctx, const ps_annal *c, const ps_annal_event *events, size_t n, ps_error *err) {
    gathering *g = ctx;
    ps_moment at = {ps_time_day(c->time, g->w->process->tz), --g->order};
    int rc = ps_work_cancelled(g->w) ? ps_fail(err, PS_ECANCEL, CANCELLED) : PS_OK;
    for (size_t i = 0; !rc && at.day <= g->w->world.today && i < n; i++) {
        rc = take_event(g, c, &events[i], at);
    }
    return rc || !c->was.n || !c->deal.n ? rc : ps_lineage_put(g->w, &g->lineage, c->was, c->deal);
}

static void forget(gathering *g) {
    g->lineage.n = 0;
    g->order = INT64_MAX;
    for (size_t i = 0; i < g->deals.n; i++) {
        g->deals.v[i].tenures.n = g->deals.v[i].ticks.n = g->subjects.v[i].moves.n = 0;
    }
}

static int read_annals(ps_annals *annals, void *ctx, ps_error *err) {
    gathering *g = ctx;
    forget(g);
    return ps_annals_deeds(annals, g->w->arena, see_commit, g, err);
}

static int walk(void *ctx, const ps_revision *rev, ps_error *err) {
    gathering *g = ctx;
    ps_telling t;
    ps_annal c = {.id = rev->id, .time = rev->time, .tz = rev->tz, .author = rev->author, .email = rev->email};
    int rc = ps_telling_start(g->w, &t, g->w->arena, &rev->id, rev->files, rev->n_files, false);
    while (!rc && t.at < t.n) {
        rc = ps_telling_next(g->w, &t);
    }
    ps_tell_message(&c, rev->message);
    return rc ? rc : see_commit(g, &c, t.events.v, t.events.n, err);
}

static int read_history(gathering *g, bool from_git) {
    const ps_str under = PS_S("deals");
    bool did = false;
    int rc = from_git ? PS_OK : ps_work_annals(g->w, read_annals, g, &did);
    g->pending = !did && g->w->known;
    if (!rc && !did && !g->pending) {
        forget(g);
        rc = ps_history_walk(g->w->ws->repo, PS_S(""), &under, 1, walk, g, g->w->err);
    }
    return rc < 0 ? rc : PS_OK;
}

/* ---- in the order of time ---- */

static int end_tenures(gathering *g, ps_habit_deal *d, ps_str owner) {
    for (size_t i = 0; i < d->tenures.n / 2; i++) {
        ps_tenure t = d->tenures.v[i];
        d->tenures.v[i] = d->tenures.v[d->tenures.n - 1 - i];
        d->tenures.v[d->tenures.n - 1 - i] = t;
    }
    if (d->tenures.n && ps_str_eq(d->tenures.v[d->tenures.n - 1].owner, owner)) {
        return PS_OK;
    }
    ps_tenure *now = PS_PUSH(g->w->arena, &d->tenures); /* it never changed, or only just */
    if (now) {
        *now = (ps_tenure){{g->w->world.today, INT64_MAX}, owner};
    }
    return now ? PS_OK : ps_nomem(g->w->err);
}

static void turn_ticks(ps_habit_deal *d) {
    for (size_t i = 0; i < d->ticks.n / 2; i++) {
        ps_tick t = d->ticks.v[i];
        d->ticks.v[i] = d->ticks.v[d->ticks.n - 1 - i];
        d->ticks.v[d->ticks.n - 1 - i] = t;
    }
}

static int gather(gathering *g, ps_str owner, bool from_git) {
    ps_row_list rows = {0};
    int rc = ps_work_rows(g->w, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        rc = rows.v[i]->broken ? PS_OK : take_row(g, rows.v[i]);
    }
    rc = rc ? rc : take_mentions(g, &rows);
    rc = rc ? rc : read_history(g, from_git);
    for (size_t i = 0; !rc && i < g->deals.n; i++) {
        turn_ticks(&g->deals.v[i]);
        rc = end_tenures(g, &g->deals.v[i], g->subjects.v[i].row->view.owner);
    }
    return rc ? rc : read_notes(g, owner);
}

/* ---- the answer ---- */

static int view_items(ps_work *w, const ps_strs *ids, ps_strs *out) {
    for (size_t i = 0; i < ids->n; i++) {
        const ps_activity *a = ps_process_activity(w->process, ids->v[i]);
        ps_str *slot = PS_PUSH(w->arena, out);
        if (!slot) {
            return ps_nomem(w->err);
        }
        *slot = ps_keep(w, a ? a->text : ids->v[i]);
    }
    return PS_OK;
}

static int view_proof(gathering *g, const ps_habit *h, const ps_habit_proof *p, ps_v_habit *out) {
    const ps_v_deal *deal = &g->subjects.v[p->deal].row->view;
    ps_v_proof *v = PS_PUSH(g->w->arena, &out->evidence);
    if (!v) {
        return ps_nomem(g->w->err);
    }
    bool money = h->kind == PS_EARLY_SPENDER;
    *v = (ps_v_proof){.deal = deal->id,
                      .title = deal->title,
                      .path = deal->path,
                      .currency = deal->currency,
                      .stage_label = deal->stage_label,
                      .from = p->from,
                      .to = p->to,
                      .reached = p->reached,
                      .days = p->days,
                      .count = p->count,
                      .of = p->of,
                      .amount = money ? p->amount : PS_MONEY_NONE,
                      .curve = money ? p->curve : PS_MONEY_NONE,
                      .share = money ? p->share : -1,
                      .against = p->against};
    return view_items(g->w, &p->items, &v->items);
}

static ps_str name_of(ps_work *w, ps_str member) {
    ps_str path;
    const ps_note *note = w->world.note(w->world.ctx, PS_K_MEMBER, member, &path);
    ps_str name = note ? ps_note_value(note, PS_S("name")) : PS_S("");
    return ps_keep(w, name.n ? name : member);
}

static int view_habit(gathering *g, const ps_habit *h, ps_v_habits *out) {
    ps_work *w = g->w;
    ps_v_habit *v = PS_PUSH(w->arena, &out->habits);
    int64_t unit = h->kind == PS_EARLY_SPENDER ? 1 : PS_MONEY_ONE; /* deals and activities are numbers as well */
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_habit){.owner = ps_keep(w, h->owner),
                      .name = name_of(w, h->owner),
                      .habit = ps_habit_id(h->kind),
                      .label = ps_keep(w, ps_process_label(w->process, PS_V_HABITS, ps_habit_id(h->kind))),
                      .enough = h->enough,
                      .found = h->found,
                      .have = h->have,
                      .need = h->need};
    for (int i = 0; i < h->n_signs; i++) {
        const ps_habit_sign *s = &h->signs[i];
        ps_v_sign *sign = PS_PUSH(w->arena, &v->signs);
        if (!sign) {
            return ps_nomem(w->err);
        }
        *sign = (ps_v_sign){ps_str_of(s->key), s->part * unit, s->of * unit, s->value, s->limit, s->most, s->met};
    }
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < h->proofs.n; i++) {
        rc = view_proof(g, h, &h->proofs.v[i], v);
    }
    return rc;
}

static int habits_run(ps_work *w, const ps_a_habits *in, ps_v_habits *out) {
    gathering g = {.w = w};
    ps_habit_list list;
    ps_str owner;
    int rc = ps_work_whose(w, in->owner, &owner);
    w->known = in->known;
    rc = rc ? rc : ps_work_travel_to(w, in->at);
    rc = rc ? rc : gather(&g, owner, in->walk);
    rc = rc || !owner.n || g.pending || g.deals.n || ps_work_has_note(w, PS_K_MEMBER, owner) ? rc : ps_work_no_member(w, owner);
    rc = rc ? rc : ps_habits_tell(&list, w->arena, w->process, g.deals.v, g.deals.n, owner, w->world.today, w->err);
    for (size_t i = 0; !rc && !g.pending && i < list.n; i++) {
        rc = view_habit(&g, &list.v[i], out);
    }
    if (!rc) {
        out->owner = ps_keep(w, owner);
        out->currency = ps_keep(w, w->process->currency);
        out->today = w->world.today;
        out->pending = g.pending;
    }
    return rc;
}
PS_CALL_RUN(habits, ps_a_habits, ps_v_habits, PS_READS)
