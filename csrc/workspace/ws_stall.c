/* When a deal that looks stalled by its own notes was touched after all: by a commit, or by a contact that another deal's log tells of. */
#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "workspace_impl.h"

int ps_mentions_add(ps_work *w, const ps_deal *deal, ps_mentions *out) {
    for (size_t i = 0; i < deal->n_contacts; i++) {
        const ps_contact *c = &deal->contacts[i];
        for (size_t k = 0; k < c->n_deals; k++) {
            ps_mention *m = PS_PUSH(w->arena, out);
            if (!m) {
                return ps_nomem(w->err);
            }
            *m = (ps_mention){ps_keep(w, c->deals[k]), c->date};
        }
    }
    return PS_OK;
}

static bool speaks_of(const ps_deal_row *row, const ps_stall *stalls, size_t n) {
    for (size_t i = 0; i < row->mentions.n; i++) {
        for (size_t k = 0; k < n; k++) {
            if (ps_str_ends(row->mentions.v[i], stalls[k].id)) {
                return true;
            }
        }
    }
    return false;
}

/* Of a few deals on a day of the past: whose log speaks of them now is where to look. Only where nothing is known of now every log is read. */
static int rows_then(ps_work *w, const ps_stall *stalls, size_t n, ps_row_list *out) {
    ps_row_list now = {0};
    ps_past *past = w->past;
    bool known = w->known;
    w->past = NULL;
    w->known = true;
    int rc = ps_work_rows(w, &now);
    w->past = past;
    w->known = known;
    if (rc || now.n == 0) {
        return rc ? rc : ps_work_rows(w, out);
    }
    for (size_t i = 0; !rc && i < now.n; i++) {
        ps_row_fault fault;
        ps_deal_row *row = speaks_of(now.v[i], stalls, n) ? PS_NEW(w->arena, ps_deal_row) : NULL;
        const ps_deal_row **slot = row ? PS_PUSH(w->arena, out) : NULL;
        rc = slot ? ps_work_row(w, now.v[i]->folder, row, &fault) : speaks_of(now.v[i], stalls, n) ? ps_nomem(w->err) : PS_OK;
        if (slot) {
            *slot = row;
        }
    }
    return rc;
}

/* Mentions in the logs of the workspace. */
static int gather_mentions(ps_work *w, const ps_stall *stalls, size_t n, ps_mentions *out) {
    ps_row_list rows = {0};
    int rc = w->past ? rows_then(w, stalls, n, &rows) : ps_work_rows(w, &rows);
    return rc ? rc : ps_row_mentions(w, &rows, out);
}

/* ---- in git ---- */

typedef struct {
    ps_str folder;
    ps_date day;
} touch;

/* When deals were touched, of one HEAD: asked again, it is looked up. */
struct ps_touched_days {
    ps_arena arena;
    PS_VEC(touch) v; /* by folder, the newest first */
    ps_oid head;
    ps_date since;
    int tz;
    bool meant; /* of changes in meaning, as the annals know them */
};

void ps_touched_days_free(ps_touched_days *days) {
    if (days) {
        ps_arena_free(&days->arena);
        ps_free(days);
    }
}

static int put_touch(void *ctx, ps_str folder, ps_date day) {
    ps_touched_days *days = ctx;
    touch *t = day < days->since ? NULL : PS_PUSH(&days->arena, &days->v);
    if (day < days->since) {
        return PS_OK;
    }
    if (!t || !(t->folder = ps_arena_dup(&days->arena, folder)).p) {
        return PS_ENOMEM;
    }
    t->day = day;
    return PS_OK;
}

static int put_last(void *ctx, ps_str place, int64_t time) {
    ps_touched_days *days = ctx;
    return ps_str_starts(place, PS_S("deals/")) ? put_touch(days, place, ps_time_day(time, days->tz)) : PS_OK;
}

static int ask_annals(ps_annals *annals, void *ctx, ps_error *err) {
    ps_touched_days *days = ctx;
    days->v.n = 0;
    int rc = ps_annals_last(annals, NULL, 0, put_last, days, err);
    return rc == PS_ENOMEM ? ps_nomem(err) : rc;
}

static int by_folder_and_day(const void *a, const void *b) {
    const touch *x = a, *y = b;
    int order = ps_str_cmp(x->folder, y->folder);
    return order ? order : (y->day > x->day) - (y->day < x->day);
}

static void order_days(ps_touched_days *days) {
    if (days->v.n) {
        qsort(days->v.v, days->v.n, sizeof *days->v.v, by_folder_and_day);
    }
}

/* Until the annals are complete, git's own trees tell what was touched, in meaning or not. */
static int gather(ps_work *w, ps_touched_days *days) {
    days->v.n = 0;
    int rc = ps_history_days(w->ws->repo, ps_past_commit(w), days->since, days->tz, put_touch, days, w->err);
    return rc == PS_ENOMEM ? ps_nomem(w->err) : rc;
}

/* How far back a commit can matter: a merged stage allows the sum of its members' days. */
static int longest(const ps_process *p) {
    int days = 0;
    for (int i = 0; i < p->n_stages; i++) {
        days += p->stages[i].stalls;
    }
    return days;
}

static bool same_head(const ps_touched_days *a, const ps_touched_days *b) {
    return a && a->since == b->since && a->tz == b->tz && strcmp(a->head.hex, b->head.hex) == 0;
}

/* Where nothing is known of this HEAD: a view that is drawn from what is known does not wait for git. */
static int find_days(ps_work *w, ps_touched_days *days, bool had) {
    int rc = w->past ? PS_OK : ps_work_annals(w, ask_annals, days, &days->meant);
    if (rc || days->meant || had) {
        return rc;
    }
    if (w->known) {
        days->v.n = 0;
        days->head.hex[0] = '\0';
        return PS_OK;
    }
    return gather(w, days);
}

/* Those of the call's HEAD: *out belongs to the workspace, or, of the past, to the caller. */
static int touched_days(ps_work *w, ps_touched_days **out) {
    ps_touched_days want = {.since = w->world.today - longest(w->process) - 1, .tz = w->process->tz};
    ps_touched_days *had = w->past ? NULL : w->ws->touched, *days;
    int rc = w->past ? PS_OK : ps_repo_head(w->ws->repo, &want.head, w->err);
    *out = had;
    bool same = !rc && same_head(had, &want);
    if (rc || (had && w->known) || (same && had->meant)) {
        return rc;
    }
    if (!(days = ps_alloc(sizeof *days))) {
        return ps_nomem(w->err);
    }
    *days = want;
    rc = find_days(w, days, same);
    if (rc || (same && !days->meant)) {
        ps_touched_days_free(days);
        return rc;
    }
    order_days(days);
    if (!w->past) {
        ps_touched_days_free(had);
        w->ws->touched = days;
    }
    *out = days;
    return PS_OK;
}

static ps_date last_touch(const ps_touched_days *days, ps_str folder) {
    size_t low = 0, high = days->v.n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ps_str_cmp(days->v.v[mid].folder, folder) < 0) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < days->v.n && ps_str_eq(days->v.v[low].folder, folder) ? days->v.v[low].day : PS_DATE_NONE;
}

/* One deal on a day of the past. */
typedef struct {
    ps_work *w;
    ps_str folder; /* as it was then */
    ps_oid from;
    ps_date day;
} question;

static int see_last(void *ctx, const ps_annal *commit, const ps_annal_event *events, size_t n, ps_error *err) {
    question *q = ctx;
    bool means = false; /* an attachment does not */
    (void)err;
    for (size_t i = 0; i < n; i++) {
        means |= !events[i].touched;
    }
    if (!means) {
        return PS_OK;
    }
    q->day = ps_time_day(commit->time, q->w->process->tz);
    return 1;
}

static int ask_one(ps_annals *annals, void *ctx, ps_error *err) {
    question *q = ctx;
    q->day = PS_DATE_NONE;
    return ps_annals_of(annals, q->w->arena, &q->folder, 1, &q->from, q->w->lang, see_last, q, err);
}

static int ask_then(ps_work *w, ps_stall *stall, bool *did) {
    question q = {.w = w, .folder = ps_past_folder(w, stall->folder), .day = PS_DATE_NONE};
    ps_str commit = ps_past_commit(w);
    memcpy(q.from.hex, commit.p, commit.n);
    int rc = commit.n ? ps_work_annals(w, ask_one, &q, did) : PS_OK;
    bool recent = q.day != PS_DATE_NONE && q.day >= w->world.today - longest(w->process) - 1;
    stall->day = recent ? q.day : PS_DATE_NONE;
    return rc < 0 ? rc : PS_OK;
}

static int ask_git(ps_work *w, ps_stall *stalls, size_t n) {
    ps_touched_days *days = NULL;
    bool did = false;
    int rc = w->past && n == 1 ? ask_then(w, stalls, &did) : PS_OK;
    if (rc || did) {
        return rc;
    }
    rc = touched_days(w, &days);
    for (size_t i = 0; !rc && i < n; i++) {
        stalls[i].day = last_touch(days, ps_past_folder(w, stalls[i].folder));
    }
    if (!rc && w->past) {
        ps_touched_days_free(days);
    }
    return rc;
}

/* ---- in other logs ---- */

static int by_id(const void *a, const void *b) {
    return ps_str_cmp((*(ps_stall *const *)a)->id, (*(ps_stall *const *)b)->id);
}

/* Deals of one id, in folders of several years, are all meant. */
static void mention(ps_stall **stalls, size_t n, const ps_mention *m, ps_date today) {
    ps_stall like = {.id = m->deal}, *key = &like;
    ps_stall **at = m->day == PS_DATE_NONE || m->day > today ? NULL : bsearch(&key, stalls, n, sizeof *stalls, by_id);
    while (at && at > stalls && ps_str_eq(at[-1]->id, m->deal)) {
        at--;
    }
    for (; at && at < stalls + n && ps_str_eq((*at)->id, m->deal); at++) {
        (*at)->day = m->day > (*at)->day ? m->day : (*at)->day; /* PS_DATE_NONE is the earliest */
    }
}

int ps_work_stalls(ps_work *w, ps_stall *stalls, size_t n, const ps_mentions *known) {
    ps_mentions mentions = {0};
    if (n == 0) {
        return PS_OK;
    }
    ps_stall **sorted = ps_arena_alloc(w->arena, n * sizeof *sorted);
    if (!sorted) {
        return ps_nomem(w->err);
    }
    for (size_t i = 0; i < n; i++) {
        sorted[i] = &stalls[i];
    }
    int rc = ask_git(w, stalls, n);
    rc = rc || known ? rc : gather_mentions(w, stalls, n, &mentions);
    known = known ? known : &mentions;
    qsort(sorted, n, sizeof *sorted, by_id);
    for (size_t i = 0; !rc && i < known->n; i++) {
        mention(sorted, n, &known->v[i], w->world.today);
    }
    return rc;
}
