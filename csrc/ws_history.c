#include <string.h>

#include "workspace_impl.h"

/* ---- events ---- */

typedef struct {
    ps_work *w;
    ps_v_events *out;
    ps_str deal;
    ps_str folder, name;    /* that is walked, and the deal's id there: today's, or an earlier one */
    ps_str was, rename;     /* the folder before that, from the trailer of a rename, and that commit */
    ps_strs told;           /* commits */
    ps_str account, region; /* notes in which activities are answered for several deals; "" */
    size_t own;             /* events up to the last one of the deal's own */
} story;

static int blob_text(ps_work *w, const ps_oid *blob, ps_str *out) {
    *out = (ps_str){NULL, 0};
    return blob->hex[0] ? ps_repo_blob(w->ws->repo, w->arena, blob, out, w->err) : PS_OK;
}

/* The notes among the files of a revision, with their bytes before and after. */
static int changed_notes(ps_work *w, const ps_revision *rev, ps_changed **out, size_t *n) {
    ps_changed *files = ps_arena_alloc(w->arena, (rev->n_files + 1) * sizeof *files);
    int rc = files ? PS_OK : ps_nomem(w->err);
    *n = 0;
    for (size_t i = 0; !rc && i < rev->n_files; i++) {
        if (!ps_str_ends(rev->files[i].path, PS_S(".md"))) {
            continue;
        }
        files[*n].path = ps_keep(w, rev->files[i].path);
        rc = blob_text(w, &rev->files[i].old, &files[*n].old);
        rc = rc ? rc : blob_text(w, &rev->files[i].now, &files[*n].now);
        ++*n;
    }
    *out = files;
    return rc;
}

/* The team's id of an author, else the name. */
static ps_str author_of(ps_work *w, const ps_revision *rev) {
    size_t at = ps_str_find(rev->email, PS_S("@"), 0);
    ps_str local = ps_str_sub(rev->email, 0, at == SIZE_MAX ? 0 : at), path;
    bool known = local.n && w->world.note(w->world.ctx, PS_K_MEMBER, local, &path);
    return known ? local : rev->author.n ? rev->author : rev->email;
}

static bool is_shared(const story *st, ps_str path) {
    return path.n && (ps_str_eq(path, st->account) || ps_str_eq(path, st->region));
}

static int put_event(ps_work *w, story *st, const ps_revision *rev, const ps_event *e) {
    ps_datestr day, clock;
    ps_v_event *v = PS_PUSH(w->arena, st->out);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_event){.time = rev->time,
                      .date = ps_keep(w, ps_date_str(&day, ps_time_day(rev->time, w->process->tz))),
                      .clock = ps_keep(w, ps_time_str(&clock, rev->time, w->process->tz)),
                      .author = ps_keep(w, author_of(w, rev)),
                      .commit = ps_keep(w, ps_str_of(rev->id.hex)),
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

static ps_str subject_of(const ps_revision *rev) {
    size_t end = ps_str_find(rev->message, PS_S("\n"), 0);
    return ps_str_sub(rev->message, 0, end == SIZE_MAX ? rev->message.n : end);
}

/* What an undo took back, as its own subject has it, but for the deal's id, which goes without saying; "" for any other commit. */
static ps_str undone_subject(ps_work *w, const ps_revision *rev) {
    ps_str what = subject_of(rev), id = ps_trailer(rev->message, PS_S("Deal"));
    if (!ps_trailer(rev->message, PS_S("Undo")).n) {
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
static int tell_undo(ps_work *w, story *st, const ps_revision *rev, ps_event e, ps_str what) {
    ps_buf text = {0};
    ps_text_put(&text, w->lang, PS_T_UNDONE, &what, 1);
    e.text = ps_buf_str(&text);
    int rc = ps_buf_ok(&text) ? put_event(w, st, rev, &e) : ps_nomem(w->err);
    ps_buf_free(&text);
    return rc;
}

/* A rename is one event, not a deal that goes and one that comes. */
static int tell_rename(ps_work *w, story *st, const ps_revision *rev, ps_str was, ps_str now, ps_str undo) {
    ps_event e = {.kind = PS_EV_FIELD, .field = PS_S("id"), .from = ps_path_name(was), .to = now, .text = subject_of(rev)};
    return undo.n ? tell_undo(w, st, rev, e, undo) : put_event(w, st, rev, &e);
}

/* Whether the commit was told already: a deal that was renamed and came back is found under both names. */
static int told(ps_work *w, story *st, const ps_revision *rev, bool *known) {
    ps_str id = ps_str_of(rev->id.hex);
    *known = false;
    for (size_t i = 0; st->rename.n && !*known && i < st->told.n; i++) {
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
static bool belongs(const story *st, const ps_revision *rev, const ps_event *e) {
    const ps_activity *a = e->kind == PS_EV_ACTIVITY ? ps_process_activity(st->w->process, e->id) : NULL;
    if (!is_shared(st, e->path)) {
        return true;
    }
    for (size_t i = 0; i < rev->n_files; i++) {
        if (ps_str_eq(rev->files[i].path, e->path) && !rev->files[i].old.hex[0]) {
            return false;
        }
    }
    return a && a->scope == (ps_str_eq(e->path, st->account) ? PS_SCOPE_ACCOUNT : PS_SCOPE_REGION);
}

/* Commits beyond a rename that touch nothing but what is shared are told in their turn, among those with the earlier name. */
static bool is_for_later(const story *st, const ps_revision *rev) {
    bool later = st->was.n > 0;
    for (size_t i = 0; later && i < rev->n_files; i++) {
        later = is_shared(st, rev->files[i].path);
    }
    return later;
}

static int tell(void *ctx, const ps_revision *rev, ps_error *err) {
    story *st = ctx;
    ps_work *w = st->w;
    ps_changed *files;
    ps_event *events;
    size_t n, n_events;
    (void)err;
    if (ps_work_cancelled(w)) {
        return ps_fail(w->err, PS_ECANCEL, CANCELLED);
    }
    if (is_for_later(st, rev)) {
        return PS_OK;
    }
    bool known;
    int rc = told(w, st, rev, &known);
    if (rc || known) {
        return rc;
    }
    ps_str was = ps_trailer(rev->message, PS_S("Was")), now = ps_trailer(rev->message, PS_S("Deal"));
    ps_str undo = undone_subject(w, rev);
    bool came = was.n && ps_str_eq(now, st->name), went = was.n && ps_str_eq(was, st->folder); /* else of a deal that this one links to */
    if (came && !st->was.n) {
        st->was = ps_keep(w, was);
        st->rename = ps_keep(w, ps_str_of(rev->id.hex));
    }
    if (came || went) {
        return tell_rename(w, st, rev, was, now, undo);
    }
    rc = changed_notes(w, rev, &files, &n);
    rc = rc ? rc : ps_meaning_diff(w->arena, w->process, files, n, w->lang, &events, &n_events, w->err);
    if (!rc && undo.n) {
        return tell_undo(w, st, rev, n_events ? events[0] : (ps_event){.kind = PS_EV_NOTE}, undo);
    }
    for (size_t i = 0; !rc && i < n_events; i++) {
        rc = belongs(st, rev, &events[i]) ? put_event(w, st, rev, &events[i]) : PS_OK;
    }
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

static int walk_life(story *st, ps_str from) {
    ps_str under[3] = {st->folder};
    size_t n = 1;
    if (st->account.n) {
        under[n++] = st->account;
    }
    if (st->region.n) {
        under[n++] = st->region;
    }
    return ps_history_walk(st->w->ws->repo, from, under, n, tell, st, st->w->err);
}

static int history_run(ps_work *w, const ps_a_id *in, ps_v_events *out) {
    ps_str folder;
    int rc = ps_work_folder(w, in->id, &folder);
    story st = {.w = w, .out = out, .deal = in->id, .name = in->id, .folder = rc ? PS_S("") : folder};
    rc = rc ? rc : find_shared(&st);
    rc = rc ? rc : walk_life(&st, PS_S(""));
    for (int renames = 0; rc >= 0 && st.was.n && renames < 8; renames++) { /* the life before the rename, under the earlier name */
        st.folder = st.was;
        st.name = ps_path_name(st.was);
        st.was = PS_S("");
        rc = walk_life(&st, st.rename);
    }
    out->n = rc < 0 ? out->n : st.own; /* what was answered before there was the deal is not its life */
    return rc < 0 ? rc : PS_OK;
}
PS_CALL_RUN(history, ps_a_id, ps_v_events, PS_READS)

/* ---- what changed since a tree ---- */

typedef struct {
    ps_str oldest;
    ps_work *w;
} birth;

static int to_oldest(void *ctx, const ps_revision *rev, ps_error *err) {
    birth *b = ctx;
    (void)err;
    b->oldest = ps_keep(b->w, ps_str_of(rev->id.hex));
    return 0;
}

/* The tree that "since" begins with: the one given, else the deal's first. */
static int first_tree(ps_work *w, const ps_deal *deal, ps_str tree, ps_oid *out) {
    birth b = {PS_S(""), w};
    out->hex[0] = '\0';
    if (tree.n && tree.n < sizeof out->hex) {
        memcpy(out->hex, tree.p, tree.n);
        out->hex[tree.n] = '\0';
        return PS_OK;
    }
    int rc = ps_history_walk(w->ws->repo, PS_S(""), &deal->folder, 1, to_oldest, &b, w->err);
    return rc < 0 ? rc : b.oldest.n ? ps_repo_tree(w->ws->repo, out, b.oldest, deal->folder, w->err) : PS_OK;
}

static void put_changed(ps_str path, ps_str old, ps_str now, ps_changed *files, size_t *n) {
    bool same = old.p && now.p && ps_str_eq(old, now);
    if (!same) {
        files[(*n)++] = (ps_changed){path, old, now};
    }
}

int ps_work_since(ps_work *w, const ps_deal *deal, ps_str tree, ps_event **out, size_t *n_out) {
    ps_oid from;
    ps_tree_file *old = NULL;
    size_t n_old = 0, n = 0;
    ps_error quiet = {.lang = w->lang};
    *out = NULL;
    *n_out = 0;
    int rc = first_tree(w, deal, tree, &from);
    if (rc || !from.hex[0]) {
        return rc;
    }
    if (ps_repo_tree_files(w->ws->repo, w->arena, &from, &old, &n_old, &quiet)) {
        return PS_OK; /* the judged state is gone (a shallow clone, a rewritten history): nothing can be said */
    }
    ps_changed *files = ps_arena_alloc(w->arena, (n_old + deal->n_docs + 1) * sizeof *files);
    if (!files) {
        return ps_nomem(w->err);
    }
    for (size_t i = 0; !rc && i < n_old; i++) {
        ps_str path = ps_arena_fmt(w->arena, "%.*s/%.*s", PS_FMT(deal->folder), PS_FMT(old[i].path)), text;
        if (!path.p) {
            return ps_nomem(w->err);
        }
        if (!ps_str_ends(path, PS_S(".md"))) {
            continue;
        }
        const ps_doc *doc = ps_deal_doc(deal, path);
        rc = blob_text(w, &old[i].blob, &text);
        if (!rc) {
            put_changed(path, text, doc ? doc->note->text : (ps_str){NULL, 0}, files, &n);
        }
    }
    for (size_t i = 0; !rc && i < deal->n_docs; i++) {
        bool known = false;
        for (size_t k = 0; !known && k < n_old; k++) {
            known = ps_str_ends(deal->docs[i].path, old[k].path) && deal->docs[i].path.n == deal->folder.n + 1 + old[k].path.n;
        }
        if (!known) {
            put_changed(deal->docs[i].path, (ps_str){NULL, 0}, deal->docs[i].note->text, files, &n);
        }
    }
    return rc ? rc : ps_meaning_diff(w->arena, w->process, files, n, w->process->lang, out, n_out, w->err);
}

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
