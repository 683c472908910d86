/* The history, remembered: reads git once, commit by commit, into the annals, and answers from them. */
#include <string.h>
#include <time.h>

#include "ws_tell.h"

/* Commits in one transaction; files that a commit may touch to be told in one go; what a question may take to read what is new; a turn of
 * reading in the background. */
enum { BATCH = 64, LARGE = 200, AT_ONCE_MS = 60, TURN_MS = 100 };

static int64_t clock_ms(void) {
    struct timespec t = {0};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int open_annals(ps_work *w) {
    ps_workspace *ws = w->ws;
    if (ws->annals) {
        return PS_OK;
    }
    ps_str cache = ws->cache ? ps_str_of(ws->cache) : PS_S("");
    ps_str key = ps_arena_fmt(w->arena, "%.*s\n%.*s", PS_FMT(ps_repo_common(ws->repo)), PS_FMT(ps_repo_prefix(ws->repo)));
    return key.p ? ps_annals_new(&ws->annals, key, ps_repo_own_folder(ws->repo), cache, w->err) : ps_nomem(w->err);
}

/* ---- reading ---- */

typedef struct {
    ps_work *w;
    ps_teller *teller;
    ps_oid head;
    uint64_t shallow, judge;
    int64_t until;
    ps_arena arena; /* of a survey's turn, or of a batch */
    bool complete;
    int told, total;
    ps_annals_body *then; /* once it is complete */
    void *ctx;
} reading;

static bool enough(void *ctx) {
    const reading *r = ctx;
    return ps_work_cancelled(r->w) || clock_ms() >= r->until;
}

static int read_commit(void *ctx, const ps_oid *id, ps_annal *out, ps_error *err) {
    reading *r = ctx;
    ps_seen_commit seen;
    int rc = ps_history_commit(ps_teller_reader(r->teller), &r->arena, id, &seen, err);
    if (rc) {
        return rc;
    }
    *out = (ps_annal){.id = *id,
                      .time = seen.time,
                      .committed = seen.committed,
                      .tz = seen.tz,
                      .author = seen.author,
                      .email = seen.email,
                      .parents = seen.parents,
                      .n_parents = seen.n_parents,
                      .cut = seen.cut};
    ps_tell_message(out, seen.message);
    return PS_OK;
}

/* What was told, waiting for its transaction. */
typedef struct {
    ps_oid id;
    ps_telling telling;
} told;
typedef PS_VEC(told) batch;

static int put_batch(ps_annals *annals, const told *list, size_t n, ps_error *err) {
    if (!n) {
        return PS_OK;
    }
    int rc = ps_annals_begin(annals, err);
    for (size_t i = 0; !rc && i < n; i++) {
        const ps_telling *t = &list[i].telling;
        rc = ps_annals_tell(annals, &list[i].id, t->judged, t->events.v, t->events.n, err);
    }
    return rc ? rc : ps_annals_commit(annals, err);
}

static int start_telling(reading *r, ps_arena *arena, const ps_oid *id, ps_telling *out) {
    ps_history_reader *reader = ps_teller_reader(r->teller);
    ps_seen_commit seen;
    ps_touched *files;
    size_t n;
    int rc = ps_history_commit(reader, arena, id, &seen, r->w->err);
    rc = rc ? rc : ps_history_touched(reader, arena, &seen, &files, &n, r->w->err);
    return rc ? rc : ps_telling_start(r->w, out, arena, id, files, n, true);
}

/* A commit that touches very many files is told in turns, and waits in the teller in between. */
static int tell_large(reading *r, ps_annals *annals, const ps_oid *id, bool *whole) {
    ps_tell_job *job = ps_teller_job(r->teller);
    bool same = strcmp(job->id.hex, id->hex) == 0;
    int rc = same ? ps_telling_resume(r->w, &job->telling, id, &same) : PS_OK;
    if (!rc && !same) {
        ps_arena_free(&job->arena);
        job->id = *id;
        rc = start_telling(r, &job->arena, id, &job->telling);
    }
    while (!rc && job->telling.at < job->telling.n && !enough(r)) {
        rc = ps_telling_next(r->w, &job->telling);
    }
    *whole = !rc && job->telling.at == job->telling.n;
    const told one = {*id, job->telling};
    rc = rc || !*whole ? rc : put_batch(annals, &one, 1, r->w->err);
    if (rc || *whole) {
        ps_arena_free(&job->arena);
        *job = (ps_tell_job){{NULL}, {""}, {0}};
    }
    return rc;
}

static int tell_small(reading *r, batch *out, const ps_oid *id, ps_telling *t) {
    int rc = PS_OK;
    while (!rc && t->at < t->n) {
        rc = ps_telling_next(r->w, t);
    }
    told *slot = rc ? NULL : PS_PUSH(&r->arena, out);
    if (slot) {
        *slot = (told){*id, *t};
    }
    return rc ? rc : slot ? PS_OK : ps_nomem(r->w->err);
}

/* One batch. *any: there was one. */
static int tell_batch(reading *r, ps_annals *annals, bool *any) {
    ps_oid *ids;
    size_t n;
    batch small = {0};
    bool whole = true;
    int rc = ps_annals_untold(annals, &r->arena, BATCH, &ids, &n, r->w->err);
    *any = !rc && n;
    for (size_t i = 0; !rc && whole && i < n && !enough(r); i++) {
        ps_telling t = {.n = LARGE + 1};
        bool begun = strcmp(ps_teller_job(r->teller)->id.hex, ids[i].hex) == 0; /* it need not be compared with its parents again */
        rc = begun ? PS_OK : start_telling(r, &r->arena, &ids[i], &t);
        if (!rc && t.n <= LARGE) {
            rc = tell_small(r, &small, &ids[i], &t);
        } else if (!rc) {
            rc = put_batch(annals, small.v, small.n, r->w->err);
            small.n = 0;
            rc = rc ? rc : tell_large(r, annals, &ids[i], &whole);
        }
    }
    rc = rc ? rc : put_batch(annals, small.v, small.n, r->w->err);
    ps_arena_free(&r->arena);
    return rc;
}

static int read_on(reading *r, ps_annals *annals) {
    bool done = false, any = true;
    int rc = ps_annals_survey(annals, &r->head, r->shallow, read_commit, enough, r, &done, r->w->err);
    ps_arena_free(&r->arena);
    while (!rc && done && any && !enough(r)) {
        rc = tell_batch(r, annals, &any);
    }
    if (!rc && done && !any) {
        rc = ps_annals_settle(annals, r->w->err);
        r->complete = !rc;
    }
    return rc;
}

static int read_body(ps_annals *annals, void *ctx, ps_error *err) {
    reading *r = ctx;
    ps_annals_state state;
    int rc = ps_annals_look(annals, &r->head, r->shallow, r->judge, &state, err);
    r->complete = !rc && state.complete;
    rc = rc || r->complete ? rc : read_on(r, annals);
    r->told = r->total = state.total;
    if (!rc && !r->complete && !r->then) {
        rc = ps_annals_count(annals, &r->told, &r->total, err);
    }
    rc = rc || !r->complete || !r->then ? rc : r->then(annals, r->ctx, err);
    ps_arena_free(&r->arena);
    return rc;
}

static int read_for(ps_work *w, reading *r, int ms, ps_annals_body *then, void *ctx) {
    *r = (reading){.w = w, .until = clock_ms() + ms, .then = then, .ctx = ctx};
    int rc = open_annals(w);
    rc = rc ? rc : ps_work_teller(w, &r->teller);
    rc = rc ? rc : ps_repo_head(w->ws->repo, &r->head, w->err);
    if (rc || !r->head.hex[0]) { /* before the first commit there is nothing to be remembered */
        r->complete = !rc && !then;
        return rc;
    }
    r->shallow = ps_history_shallow(w->ws->repo);
    r->judge = ps_tell_judge(w);
    rc = ps_annals_with(w->ws->annals, w->s->cancel, read_body, r, w->err);
    r->complete &= rc >= 0;
    return rc;
}

static int remember_run(ps_work *w, const ps_a_remember *in, ps_v_progress *out) {
    reading r;
    *out = (ps_v_progress){0};
    int rc = read_for(w, &r, in->ms > 0 ? in->ms : TURN_MS, NULL, NULL);
    rc = rc == PS_OK && ps_work_cancelled(w) ? ps_fail(w->err, PS_ECANCEL, CANCELLED) : rc;
    *out = (ps_v_progress){r.told, r.total, r.complete};
    return rc;
}
PS_CALL_RUN(remember, ps_a_remember, ps_v_progress, PS_READS)

int ps_work_annals(ps_work *w, ps_annals_body *body, void *ctx, bool *did) {
    ps_error quiet = {.lang = w->lang}, *err = w->err;
    w->err = &quiet; /* git can be walked instead */
    reading r;
    int rc = read_for(w, &r, AT_ONCE_MS, body, ctx);
    w->err = err;
    *did = r.complete;
    return rc == PS_ENOMEM ? ps_nomem(err) : rc < 0 ? PS_OK : rc;
}

/* ---- what changed since a time ---- */

typedef struct {
    ps_work *w;
    int64_t time;
    ps_str but;
    ps_event_list list;
} later;

/* The events of one deal in a commit: events[0 … n-1] are all of its place. */
static int tell_place(later *l, const ps_annal *c, const ps_annal_event *events, size_t n) {
    ps_str id = ps_path_name(events->place), undo = ps_undone_subject(l->w, c);
    bool came = c->was.n && ps_str_eq(c->deal, id), went = c->was.n && ps_str_eq(c->was, events->place);
    size_t first = 0;
    int rc = PS_OK;
    while (first < n && events[first].touched) {
        first++;
    }
    if (came) {
        return ps_event_put_rename(&l->list, c, undo, id);
    }
    if (went || first == n) {
        return PS_OK;
    }
    if (undo.n) {
        return ps_event_put_undo(&l->list, c, events[first].event, undo, id);
    }
    for (size_t i = first; !rc && i < n; i++) {
        rc = ps_event_put(&l->list, c, &events[i].event, id);
    }
    return rc;
}

static int tell_later(void *ctx, const ps_annal *c, const ps_annal_event *events, size_t n, ps_error *err) {
    later *l = ctx;
    int rc = ps_work_cancelled(l->w) ? ps_fail(err, PS_ECANCEL, CANCELLED) : PS_OK;
    bool mine = l->but.n && ps_str_eq(c->email, l->but);
    for (size_t at = 0, end; !rc && !mine && at < n; at = end) {
        for (end = at + 1; end < n && ps_str_eq(events[end].place, events[at].place); end++) {
        }
        rc = ps_str_starts(events[at].place, PS_S("deals/")) ? tell_place(l, c, events + at, end - at) : PS_OK;
    }
    return rc;
}

static int later_of_annals(ps_annals *annals, void *ctx, ps_error *err) {
    later *l = ctx;
    (void)err;
    l->list.out->n = 0;
    return ps_annals_since(annals, l->w->arena, l->time, l->w->lang, tell_later, l, l->w->err);
}

/* Clocks of several machines differ: a day beyond the time asked for is enough to have seen all. */
static int walk_later(void *ctx, const ps_revision *rev, ps_error *err) {
    enum { DAY = 86400 };
    later *l = ctx;
    ps_telling t;
    ps_annal c = {.id = rev->id, .time = rev->time, .tz = rev->tz, .author = rev->author, .email = rev->email};
    if (rev->time < l->time) {
        return rev->time < l->time - DAY;
    }
    int rc = ps_telling_start(l->w, &t, l->w->arena, &rev->id, rev->files, rev->n_files, false);
    while (!rc && t.at < t.n) {
        rc = ps_telling_next(l->w, &t);
    }
    ps_tell_message(&c, rev->message);
    return rc ? rc : tell_later(l, &c, t.events.v, t.events.n, err);
}

int ps_work_events_since(ps_work *w, int64_t time, ps_str but, ps_v_events *out) {
    const ps_str under = PS_S("deals");
    later l = {w, time, but, {.w = w, .out = out}};
    bool did;
    int rc = ps_work_annals(w, later_of_annals, &l, &did);
    if (!rc && !did) {
        out->n = 0;
        rc = ps_history_walk(w->ws->repo, PS_S(""), &under, 1, walk_later, &l, w->err);
    }
    return rc < 0 ? rc : PS_OK;
}
