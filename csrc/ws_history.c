#include "ws_tell.h"

/* ---- events ---- */

typedef struct {
    ps_work *w;
    ps_v_events *out;
    ps_str deal;
    ps_str folder, name;    /* that is walked, and the deal's id there: today's, or an earlier one */
    ps_str was;             /* the folder before that, from the trailer of a rename */
    ps_oid rename;          /* the last rename that was met; hex "": none */
    ps_strs told;           /* commits */
    ps_str account, region; /* notes in which activities are answered for several deals; "" */
    size_t own;             /* events up to the last one of the deal's own */
} story;

/* The team's id of an author, else the name. */
static ps_str author_of(ps_work *w, const ps_annal *c) {
    size_t at = ps_str_find(c->email, PS_S("@"), 0);
    ps_str local = ps_str_sub(c->email, 0, at == SIZE_MAX ? 0 : at), path;
    bool known = local.n && w->world.note(w->world.ctx, PS_K_MEMBER, local, &path);
    return known ? local : c->author.n ? c->author : c->email;
}

static bool is_shared(const story *st, ps_str path) {
    return path.n && (ps_str_eq(path, st->account) || ps_str_eq(path, st->region));
}

static int put_event(ps_work *w, story *st, const ps_annal *c, const ps_event *e) {
    ps_datestr day, clock;
    ps_v_event *v = PS_PUSH(w->arena, st->out);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_event){.time = c->time,
                      .date = ps_keep(w, ps_date_str(&day, ps_time_day(c->time, w->process->tz))),
                      .clock = ps_keep(w, ps_time_str(&clock, c->time, w->process->tz)),
                      .author = ps_keep(w, author_of(w, c)),
                      .commit = ps_keep(w, ps_str_of(c->id.hex)),
                      .kind = ps_event_kind_id(e->kind),
                      .text = ps_keep(w, e->text),
                      .field = ps_keep(w, e->field),
                      .from = ps_keep(w, e->from),
                      .to = ps_keep(w, e->to),
                      .path = ps_keep_path(w, e->path),
                      .deal = ps_keep(w, st->deal)};
    st->own = is_shared(st, e->path) ? st->own : st->out->n;
    return PS_OK;
}

/* What an undo took back, as its own subject has it, but for the deal's id, which goes without saying; "" for any other commit. */
static ps_str undone_subject(ps_work *w, const ps_annal *c) {
    ps_str what = c->subject, id = c->deal;
    if (!c->undo.n) {
        return PS_S("");
    }
    for (ps_lang lang = PS_EN; lang <= PS_ZH; lang++) { /* the process's language then may be another now */
        ps_str form = ps_text(PS_T_UNDO_SUBJECT, lang), lead = ps_str_sub(form, 0, ps_str_find(form, PS_S("%1"), 0));
        what = ps_str_starts(what, lead) ? ps_str_sub(what, lead.n, what.n) : what;
    }
    ps_str prefix = ps_arena_fmt(w->arena, "%.*s: ", PS_FMT(id));
    w->failed |= !prefix.p;
    return prefix.p && ps_str_starts(what, prefix) ? ps_str_sub(what, prefix.n, what.n) : what;
}

/* An undo is one event, of the kind that it took back: nobody acted again. */
static int tell_undo(ps_work *w, story *st, const ps_annal *c, ps_event e, ps_str what) {
    ps_buf text = {0};
    ps_text_put(&text, w->lang, PS_T_UNDONE, &what, 1);
    e.text = ps_buf_str(&text);
    int rc = ps_buf_ok(&text) ? put_event(w, st, c, &e) : ps_nomem(w->err);
    ps_buf_free(&text);
    return rc;
}

/* A rename is one event, not a deal that goes and one that comes. */
static int tell_rename(ps_work *w, story *st, const ps_annal *c, ps_str was, ps_str now, ps_str undo) {
    ps_event e = {.kind = PS_EV_FIELD, .field = PS_S("id"), .from = ps_path_name(was), .to = now, .text = c->subject};
    return undo.n ? tell_undo(w, st, c, e, undo) : put_event(w, st, c, &e);
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
    ps_str undo = undone_subject(w, c);
    bool came = c->was.n && ps_str_eq(c->deal, st->name),
         went = c->was.n && ps_str_eq(c->was, st->folder); /* else of a deal that this one links to */
    if (came && !st->was.n) {
        st->was = ps_keep(w, c->was);
        st->rename = c->id;
    }
    if (came || went) {
        return tell_rename(w, st, c, c->was, c->deal, undo);
    }
    size_t first = 0; /* event, where there is one */
    while (first < n && events[first].touched) {
        first++;
    }
    if (undo.n) {
        return tell_undo(w, st, c, first < n ? events[first].event : (ps_event){.kind = PS_EV_NOTE}, undo);
    }
    for (size_t i = first; !rc && i < n; i++) {
        rc = belongs(st, &events[i]) ? put_event(w, st, c, &events[i].event) : PS_OK;
    }
    return rc;
}

/* A commit that git was walked for, told as the annals would. */
static int tell_walked(void *ctx, const ps_revision *rev, ps_error *err) {
    story *st = ctx;
    ps_telling t;
    ps_arena arena = {0};
    ps_annal c = {.id = rev->id, .time = rev->time, .tz = rev->tz, .author = rev->author, .email = rev->email};
    int rc = ps_telling_start(st->w, &t, &arena, &rev->id, rev->files, rev->n_files, false);
    while (!rc && t.at < t.n) {
        rc = ps_telling_next(st->w, &t);
    }
    ps_tell_message(&c, rev->message);
    rc = rc ? rc : tell(st, &c, t.events.v, t.events.n, err);
    ps_arena_free(&arena);
    return rc;
}

/* The notes besides its own that answer activities of the deal. One that can't be read has a history all the same. */
static int find_shared(story *st) {
    ps_work *w = st->w;
    ps_deal *deal;
    int rc = ps_work_deal(w, st->name, &deal);
    if (rc) {
        ps_error_clear(w->err);
        return rc == PS_ENOMEM ? ps_nomem(w->err) : PS_OK;
    }
    st->account = ps_id_valid(deal->account) ? ps_template_entity_path(w->arena, PS_K_ACCOUNT, deal->account) : PS_S("");
    st->region = ps_id_valid(deal->region) ? ps_template_entity_path(w->arena, PS_K_REGION, deal->region) : PS_S("");
    return st->account.p && st->region.p ? PS_OK : ps_nomem(w->err);
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
        return ps_annals_of(annals, under, n, from, st->w->lang, tell, st, st->w->err);
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

static int tell_events(ps_work *w, ps_str id, bool walk, ps_v_events *out) {
    ps_str folder;
    bool did = false;
    int rc = ps_work_folder(w, id, &folder);
    story st = {.w = w, .out = out, .deal = id, .name = id, .folder = rc ? PS_S("") : folder};
    rc = rc ? rc : find_shared(&st);
    rc = rc || walk ? rc : ps_work_annals(w, life_of_annals, &st, &did);
    if (!rc && !did) {
        out->n = 0;
        rc = tell_life(&st, NULL);
    }
    return rc;
}

int ps_work_events_of(ps_work *w, ps_str id, ps_v_events *out) {
    return tell_events(w, id, false, out);
}

static int history_run(ps_work *w, const ps_a_history *in, ps_v_events *out) {
    return tell_events(w, in->id, in->walk, out);
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
