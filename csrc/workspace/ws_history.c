#include "ws_tell.h"

/* ---- events ---- */

typedef struct {
    ps_work *w;
    ps_v_events *out;
    ps_event_list list; /* what writes it */
    bool raw;           /* an undo is told by what it changed, as any other commit */
    ps_str deal;
    ps_str folder, name;    /* that is walked, and the deal's id there: today's, or an earlier one */
    ps_str was;             /* the folder before that, from the trailer of a rename */
    ps_oid rename;          /* the last rename that was met; hex "": none */
    ps_strs told;           /* commits */
    ps_str account, region; /* notes in which activities are answered for several deals; "" */
    size_t own;             /* events up to the last one of the deal's own */
} story;

static bool is_shared(const story *st, ps_str path) {
    return path.n && (ps_str_eq(path, st->account) || ps_str_eq(path, st->region));
}

static int put_event(story *st, const ps_annal *c, const ps_annal_event *in) {
    int rc = ps_event_put(&st->list, c, &in->event, st->deal);
    st->own = is_shared(st, in->place) ? st->own : st->out->n;
    return rc;
}

/* Whether the commit was told already: a deal that was renamed and came back is found under both names. */
static int told(ps_work *w, story *st, const ps_annal *c, bool *known) {
    ps_str id = ps_str_of(c->id.hex);
    *known = false;
    for (size_t i = 0; st->rename.hex[0] && !*known && i < st->told.n; i++) {
        *known = ps_str_eq(st->told.v[i], id);
    }
    ps_str *slot = *known ? NULL : PS_PUSH(w->arena, &st->told);
    if (!*known && !slot) {
        return ps_nomem(w->err);
    }
    if (slot) {
        *slot = ps_keep(w, id);
    }
    return PS_OK;
}

/* Whether an event belongs here. Of the account and the region those of activities that they answer for their deals, and not what a note that came
 * whole (also by another name) already held. */
static bool belongs(const story *st, const ps_annal_event *in) {
    const ps_event *e = &in->event;
    if (in->touched || !is_shared(st, in->place)) {
        return !in->touched;
    }
    const ps_activity *a = !in->made && e->kind == PS_EV_ACTIVITY ? ps_process_activity(st->w->process, e->id) : NULL;
    return a && a->scope == (ps_str_eq(in->place, st->account) ? PS_SCOPE_ACCOUNT : PS_SCOPE_REGION);
}

/* Commits beyond a rename that touch nothing but what is shared are told in their turn, among those with the earlier name. */
static bool is_for_later(const story *st, const ps_annal_event *events, size_t n) {
    bool later = st->was.n > 0;
    for (size_t i = 0; later && i < n; i++) {
        later = is_shared(st, events[i].place);
    }
    return later;
}

static int tell(void *ctx, const ps_annal *c, const ps_annal_event *events, size_t n, ps_error *err) {
    story *st = ctx;
    ps_work *w = st->w;
    bool known;
    (void)err;
    if (ps_work_cancelled(w)) {
        return ps_fail(w->err, PS_ECANCEL, CANCELLED);
    }
    if (is_for_later(st, events, n)) {
        return PS_OK;
    }
    int rc = told(w, st, c, &known);
    if (rc || known) {
        return rc;
    }
    ps_str undo = st->raw ? PS_S("") : ps_undone_subject(w, c);
    bool came = c->was.n && ps_str_eq(c->deal, st->name),
         went = c->was.n && ps_str_eq(c->was, st->folder); /* else of a deal that this one links to */
    if (came && !st->was.n) {
        st->was = ps_keep(w, c->was);
        st->rename = c->id;
    }
    if (came || went) {
        rc = ps_event_put_rename(&st->list, c, undo, st->deal);
        st->own = st->out->n;
        return rc;
    }
    size_t first = 0; /* event, where there is one */
    while (first < n && events[first].touched) {
        first++;
    }
    if (undo.n) {
        ps_event e = first < n ? events[first].event : (ps_event){.kind = PS_EV_NOTE};
        rc = ps_event_put_undo(&st->list, c, e, undo, st->deal);
        st->own = is_shared(st, e.path) ? st->own : st->out->n;
        return rc;
    }
    for (size_t i = first; !rc && i < n; i++) {
        rc = belongs(st, &events[i]) ? put_event(st, c, &events[i]) : PS_OK;
    }
    return rc;
}

/* A commit that git was walked for, told as the annals would. */
static int tell_walked(void *ctx, const ps_revision *rev, ps_error *err) {
    story *st = ctx;
    ps_telling t;
    ps_annal c = {.id = rev->id, .time = rev->time, .tz = rev->tz, .author = rev->author, .email = rev->email};
    int rc = ps_telling_start(st->w, &t, st->w->arena, &rev->id, rev->files, rev->n_files, false);
    while (!rc && t.at < t.n) {
        rc = ps_telling_next(st->w, &t);
    }
    ps_tell_message(&c, rev->message);
    return rc ? rc : tell(st, &c, t.events.v, t.events.n, err);
}

/* The notes besides its own that answer activities of the deal: of its notes deal.md alone says which. One that can't be read has a history all the
 * same. */
static int find_shared(story *st) {
    ps_work *w = st->w;
    ps_error quiet = {.lang = w->lang}, *err = w->err;
    ps_deal *deal = NULL;
    ps_file file = {.path = ps_arena_fmt(w->arena, "%.*s/deal.md", PS_FMT(st->folder))};
    w->err = &quiet;
    int rc = file.path.p ? ps_work_read(w, file.path, &file.text) : PS_ENOMEM;
    rc = rc ? rc : ps_deal_read(&deal, w->process, &w->world, st->folder, &file, 1, &quiet);
    w->err = err;
    if (!rc) {
        st->account = ps_id_valid(deal->account) ? ps_template_entity_path(w->arena, PS_K_ACCOUNT, deal->account) : PS_S("");
        st->region = ps_id_valid(deal->region) ? ps_template_entity_path(w->arena, PS_K_REGION, deal->region) : PS_S("");
        rc = st->account.p && st->region.p ? PS_OK : PS_ENOMEM;
    }
    ps_deal_free(deal);
    return rc == PS_ENOMEM ? ps_nomem(err) : PS_OK;
}

static int walk_life(story *st, ps_annals *annals) {
    ps_str under[3] = {st->folder};
    size_t n = 1;
    const ps_oid *from = st->rename.hex[0] ? &st->rename : NULL;
    if (st->account.n) {
        under[n++] = st->account;
    }
    if (st->region.n) {
        under[n++] = st->region;
    }
    if (annals) {
        return ps_annals_of(annals, st->w->arena, under, n, from, st->w->lang, tell, st, st->w->err);
    }
    return ps_history_walk(st->w->ws->repo, ps_str_of(from ? st->rename.hex : ""), under, n, tell_walked, st, st->w->err);
}

/* The life under today's name, then that under the one before, and so on. From the annals, or (NULL) from git. */
static int tell_life(story *st, ps_annals *annals) {
    int rc = walk_life(st, annals);
    for (int renames = 0; rc >= 0 && st->was.n && renames < 8; renames++) {
        st->folder = st->was;
        st->name = ps_path_name(st->was);
        st->was = PS_S("");
        rc = walk_life(st, annals);
    }
    st->out->n = rc < 0 ? st->out->n : st->own; /* what was answered before there was the deal is not its life */
    return rc < 0 ? rc : PS_OK;
}

static int life_of_annals(ps_annals *annals, void *ctx, ps_error *err) {
    story st = *(const story *)ctx;
    (void)err;
    st.out->n = 0;
    return tell_life(&st, annals);
}

static int tell_events(ps_work *w, ps_str id, bool walk, bool raw, ps_v_events *out) {
    ps_str folder;
    bool did = false;
    int rc = ps_work_folder(w, id, &folder);
    story st = {.w = w, .out = out, .list = {.w = w, .out = out}, .raw = raw, .deal = id, .name = id, .folder = rc ? PS_S("") : folder};
    rc = rc ? rc : find_shared(&st);
    rc = rc || walk ? rc : ps_work_annals(w, life_of_annals, &st, &did);
    if (!rc && !did) {
        out->n = 0;
        rc = tell_life(&st, NULL);
    }
    return rc;
}

int ps_work_events_of(ps_work *w, ps_str id, ps_v_events *out) {
    return tell_events(w, id, false, false, out);
}

int ps_work_changes_of(ps_work *w, ps_str id, ps_v_events *out) {
    return tell_events(w, id, false, true, out);
}

static int history_run(ps_work *w, const ps_a_history *in, ps_v_events *out) {
    return tell_events(w, in->id, in->walk, false, out);
}
PS_CALL_RUN(history, ps_a_history, ps_v_events, PS_READS)

/* ---- show a commit ---- */

static int show_run(ps_work *w, const ps_a_id *in, ps_v_place *out) {
    ps_oid commit;
    ps_str text;
    int rc = ps_repo_rev(w->ws->repo, &commit, in->id, w->err);
    const char *const args[] = {"show", "--no-color", "--no-ext-diff", "--no-textconv", "--stat", "--patch", "--end-of-options", commit.hex,
                                "--",   NULL};
    rc = rc ? rc : ps_git_run(w->ws->repo, w->arena, args, true, PS_S(""), &text, w->err);
    if (!rc) {
        *out = (ps_v_place){.id = ps_keep(w, ps_str_of(commit.hex)), .text = text};
    }
    return rc;
}
PS_CALL_RUN(show, ps_a_id, ps_v_place, PS_READS)
