/* When a deal that looks stalled by its own notes was touched after all: by a commit, or by a contact that another deal's log tells of. */
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

/* Mentions in all logs of the workspace; those that hold none are not parsed. */
static int gather_mentions(ps_work *w, ps_mentions *out) {
    ps_strs folders = {0};
    int rc = ps_work_folders(w, &folders);
    for (size_t i = 0; !rc && i < folders.n; i++) {
        ps_error quiet = {.lang = w->lang}, *was = w->err;
        ps_str path = ps_arena_fmt(w->arena, "%.*s/log.md", PS_FMT(folders.v[i])), text;
        ps_deal *deal;
        if (!path.p) {
            return ps_nomem(w->err);
        }
        w->err = &quiet; /* a deal may have no log */
        int none = ps_work_read(w, path, &text);
        w->err = was;
        if (none || ps_str_find(text, PS_S("[deals::"), 0) == SIZE_MAX) {
            continue;
        }
        rc = ps_work_deal_at(w, folders.v[i], &deal);
        rc = rc ? rc : ps_mentions_add(w, deal, out);
        if (!rc) {
            ps_work_drop(w, deal);
        }
    }
    return rc;
}

typedef struct {
    ps_stall *stalls;
    size_t n, open; /* open: not yet seen in the history */
    ps_date from;
    int tz;
} search;

static void touch(search *s, ps_str path, ps_date day) {
    for (size_t i = 0; i < s->n; i++) {
        ps_stall *stall = &s->stalls[i];
        bool inside =
            stall->day == PS_DATE_NONE && ps_str_starts(path, stall->folder) && path.n > stall->folder.n && path.p[stall->folder.n] == '/';
        if (inside) {
            stall->day = day;
            s->open--;
        }
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

int ps_work_stalls(ps_work *w, ps_stall *stalls, size_t n, const ps_mentions *known) {
    search s = {stalls, n, n, w->world.today - longest(w->process) - 1, w->process->tz};
    ps_mentions mentions = {0};
    if (n == 0) {
        return PS_OK;
    }
    ps_str *under = ps_arena_alloc(w->arena, n * sizeof *under);
    if (!under) {
        return ps_nomem(w->err);
    }
    for (size_t i = 0; i < n; i++) {
        stalls[i].day = PS_DATE_NONE;
        stalls[i].folder = ps_past_folder(w, stalls[i].folder);
        under[i] = stalls[i].folder;
    }
    int rc = ps_history_walk(w->ws->repo, ps_past_commit(w), under, n, see, &s, w->err);
    rc = rc < 0 ? rc : known ? PS_OK : gather_mentions(w, &mentions);
    known = known ? known : &mentions;
    for (size_t i = 0; !rc && i < n; i++) {
        for (size_t k = 0; k < known->n; k++) {
            bool later = ps_str_eq(known->v[k].deal, stalls[i].id) && known->v[k].day != PS_DATE_NONE &&
                         (stalls[i].day == PS_DATE_NONE || known->v[k].day > stalls[i].day) && known->v[k].day <= w->world.today;
            stalls[i].day = later ? known->v[k].day : stalls[i].day;
        }
    }
    return rc;
}
