/* When a deal that looks stalled by its own notes was touched after all: by a commit, or by a contact that another deal's log tells of. */
#include <stdlib.h>

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

/* Mentions in all logs of the workspace. */
static int gather_mentions(ps_work *w, ps_mentions *out) {
    ps_row_list rows = {0};
    int rc = ps_work_rows(w, &rows);
    return rc ? rc : ps_row_mentions(w, &rows, out);
}

/* ---- in git ---- */

typedef struct {
    ps_stall **stalls; /* by folder */
    size_t n, open;    /* open: not yet seen in the history */
    ps_date from;
    int tz;
} search;

static int by_folder(const void *a, const void *b) {
    return ps_str_cmp((*(ps_stall *const *)a)->folder, (*(ps_stall *const *)b)->folder);
}

static void touch(search *s, ps_str path, ps_date day) {
    ps_kind kind;
    ps_str id;
    if (!ps_work_where(path, &kind, &id) || kind != PS_K_DEAL) {
        return;
    }
    ps_stall like = {.folder = ps_str_sub(path, 0, (size_t)(id.p - path.p) + id.n)}, *key = &like;
    ps_stall **at = bsearch(&key, s->stalls, s->n, sizeof *s->stalls, by_folder);
    if (at && (*at)->day == PS_DATE_NONE) {
        (*at)->day = day;
        s->open--;
    }
}

static int see(void *ctx, const ps_revision *rev, ps_error *err) {
    search *s = ctx;
    (void)err;
    ps_date day = ps_time_day(rev->time, s->tz);
    if (day < s->from) {
        return 1; /* older than any stage allows: stalled whatever the day is */
    }
    for (size_t i = 0; s->open && i < rev->n_files; i++) {
        touch(s, rev->files[i].path, day);
    }
    return s->open == 0;
}

/* How far back a commit can matter: a merged stage allows the sum of its members' days. */
static int longest(const ps_process *p) {
    int days = 0;
    for (int i = 0; i < p->n_stages; i++) {
        days += p->stages[i].stalls;
    }
    return days;
}

enum { MANY = 16 }; /* folders that are not worth being asked for one by one */

static int ask_git(ps_work *w, ps_stall **stalls, size_t n) {
    search s = {stalls, n, n, w->world.today - longest(w->process) - 1, w->process->tz};
    ps_str under[MANY] = {PS_S("deals")};
    for (size_t i = 0; n <= MANY && i < n; i++) {
        under[i] = stalls[i]->folder;
    }
    int rc = ps_history_walk(w->ws->repo, ps_past_commit(w), under, n <= MANY ? n : 1, see, &s, w->err);
    return rc < 0 ? rc : PS_OK;
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
        stalls[i].day = PS_DATE_NONE;
        stalls[i].folder = ps_past_folder(w, stalls[i].folder);
        sorted[i] = &stalls[i];
    }
    qsort(sorted, n, sizeof *sorted, by_folder);
    int rc = ask_git(w, sorted, n);
    rc = rc || known ? rc : gather_mentions(w, &mentions);
    known = known ? known : &mentions;
    qsort(sorted, n, sizeof *sorted, by_id);
    for (size_t i = 0; !rc && i < known->n; i++) {
        mention(sorted, n, &known->v[i], w->world.today);
    }
    return rc;
}
