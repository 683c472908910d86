#include <stdlib.h>
#include <string.h>

#include "workspace_impl.h"

void ps_session_end(ps_session *s) {
    for (size_t i = 0; i < s->held.n; i++) {
        ps_deal_rows_release(s->held.v[i]);
    }
    ps_arena_free(&s->arena);
    memset(s, 0, sizeof *s);
}

ps_str ps_keep(ps_work *w, ps_str s) {
    if (s.n == 0) {
        return PS_S("");
    }
    ps_str copy = ps_arena_dup(w->arena, s);
    if (!copy.p) {
        w->failed = true;
        return PS_S("");
    }
    return copy;
}

ps_str ps_keep_path(ps_work *w, ps_str relative) {
    if (relative.n == 0) {
        return PS_S("");
    }
    ps_str path = ps_arena_fmt(w->arena, "%s/%.*s", w->ws->root, PS_FMT(relative));
    w->failed = w->failed || !path.p;
    return path.p ? path : PS_S("");
}

ps_date ps_work_today(const ps_work *w) {
    return w->world.today;
}

bool ps_work_cancelled(const ps_work *w) {
    return w->s->cancel && *w->s->cancel;
}

void ps_work_progress(ps_work *w, size_t done, size_t total) {
    w->s->total = (int)total;
    w->s->done = (int)done;
}

int ps_work_at(ps_work *w, int rc, ps_str path) {
    if (rc && w->err && w->err->code == rc) {
        ps_error_at(w->err, path, w->err->line);
    }
    return rc;
}

/* The real path of the nearest existing folder above, with the rest of the path after it. */
static int resolve(ps_work *w, ps_str path, ps_str *out) {
    ps_str z = ps_arena_dup(w->arena, path);
    if (!z.p) {
        return ps_nomem(w->err);
    }
    for (size_t cut = z.n; cut > 0; cut--) {
        if (cut != z.n && path.p[cut] != '/') {
            continue;
        }
        char saved = z.p[cut];
        ((char *)z.p)[cut] = '\0';
        char *real = realpath(z.p, NULL);
        ((char *)z.p)[cut] = saved;
        if (real) {
            *out = ps_arena_fmt(w->arena, "%s%s", real, z.p + cut);
            free(real);
            return out->p ? PS_OK : ps_nomem(w->err);
        }
    }
    *out = z;
    return PS_OK;
}

/* Whether a path holds a part that is no name: "..", ".", or none between two slashes. */
static bool winding(ps_str path) {
    ps_str rest = path, part;
    while (ps_str_next(&rest, '/', &part)) {
        if (part.n == 0 || ps_str_eq(part, PS_S(".")) || ps_str_eq(part, PS_S(".."))) {
            return true;
        }
    }
    return path.n == 0;
}

static int outside(ps_work *w, ps_str path) {
    ps_fail(w->err, PS_EINVAL, OUTSIDE);
    return ps_error_at(w->err, ps_str_clip(path, 500), 0);
}

int ps_work_relative(ps_work *w, ps_str path, ps_str *out) {
    ps_str root = ps_str_of(w->ws->root), given = path;
    int rc = PS_OK;
    if (path.n && path.p[0] != '/') {
        path = ps_arena_fmt(w->arena, "%s/%.*s", w->ws->root, PS_FMT(path));
        rc = path.p ? PS_OK : ps_nomem(w->err);
    }
    bool below = !rc && ps_str_starts(path, root) && path.n > root.n + 1 && path.p[root.n] == '/';
    if (!rc && (!below || winding(ps_str_sub(path, root.n + 1, path.n)))) {
        rc = resolve(w, path, &path);
    }
    if (rc) {
        return rc;
    }
    if (!ps_str_starts(path, root) || path.n <= root.n + 1 || path.p[root.n] != '/' || winding(ps_str_sub(path, root.n + 1, path.n))) {
        return outside(w, given);
    }
    *out = ps_str_sub(path, root.n + 1, path.n);
    return PS_OK;
}

/* ---- reading ---- */

static const ps_change *pending(const ps_work *w, ps_str path) {
    for (size_t i = 0; i < w->changes.n; i++) {
        if (ps_str_eq(w->changes.v[i].path, path)) {
            return &w->changes.v[i];
        }
    }
    return NULL;
}

static const ps_overlay *unsaved(const ps_work *w, ps_str path) {
    for (size_t i = 0; i < w->s->n_overlay; i++) {
        ps_str at = w->s->overlay[i].path, root = ps_str_of(w->ws->root);
        bool ours = ps_str_starts(at, root) && at.n == root.n + 1 + path.n && ps_str_ends(at, path);
        if (ours && at.p[root.n] == '/') {
            return &w->s->overlay[i];
        }
    }
    return NULL;
}

static int read_whole(ps_work *w, ps_arena *arena, ps_str path, ps_str *text) {
    if (w->past) {
        return ps_past_read(w, arena, path, text);
    }
    const ps_change *c = pending(w, path);
    if (c) {
        *text = c->content;
        return c->content.p ? PS_OK : PS_ENOTFOUND;
    }
    const ps_overlay *o = unsaved(w, path);
    if (o) {
        *text = o->text;
        return PS_OK;
    }
    return ps_fs_read(w->ws->fs, arena, path, text, w->err);
}

int ps_work_read_in(ps_work *w, ps_arena *arena, ps_str path, ps_str *text) {
    int rc = read_whole(w, arena, path, text);
    return rc || !w->discreet || !ps_str_ends(path, PS_S(".md")) ? rc : ps_work_hide(w, arena, path, text);
}

int ps_work_read(ps_work *w, ps_str path, ps_str *text) {
    return ps_work_read_in(w, w->arena, path, text);
}

int ps_work_list(ps_work *w, ps_arena *arena, ps_str dir, ps_fs_entry **out, size_t *n) {
    return w->past ? ps_past_list(w, arena, dir, out, n) : ps_fs_list(w->ws->fs, arena, dir, out, n, w->err);
}

int ps_work_stat(ps_work *w, ps_str path, ps_fs_kind *kind) {
    if (w->past) {
        return ps_past_stat(w, path, kind);
    }
    *kind = ps_fs_stat(w->ws->fs, path);
    return PS_OK;
}

int ps_work_edit(ps_work *w, ps_str path, ps_note **out) {
    ps_str text;
    ps_note *note = NULL;
    int rc = ps_work_read(w, path, &text);
    rc = rc ? rc : ps_note_parse(&note, text, w->lang, w->err);
    if (!rc && note->broken) {
        *w->err = *note->broken;
        rc = PS_EPARSE;
        w->err->code = rc;
        ps_error_at(w->err, path, w->err->line);
        ps_note_free(note);
        return rc;
    }
    if (!rc) {
        *out = note;
    }
    return rc;
}

/* ---- writing ---- */

int ps_work_put(ps_work *w, ps_str path, ps_str content) {
    w->has_rows = false;
    ps_change *c = (ps_change *)pending(w, path);
    if (!c) {
        c = PS_PUSH(w->arena, &w->changes);
        if (!c || !(c->path = ps_arena_dup(w->arena, path)).p) {
            return ps_nomem(w->err);
        }
    }
    c->content = (ps_str){NULL, 0};
    if (content.p) {
        c->content = ps_arena_dup(w->arena, content);
        return c->content.p ? PS_OK : ps_nomem(w->err);
    }
    return PS_OK;
}

int ps_work_put_note(ps_work *w, ps_str path, const ps_note *note) {
    return ps_work_put(w, path, note->text);
}

static int refuse_unsaved(ps_work *w, ps_str path) {
    ps_fail(w->err, PS_EUNSAVED, UNSAVED);
    return ps_error_at(w->err, path, 0);
}

int ps_work_no_unsaved(ps_work *w, ps_str folder) {
    ps_str root = ps_str_of(w->ws->root);
    for (size_t i = 0; i < w->s->n_overlay; i++) {
        ps_str at = w->s->overlay[i].path;
        ps_str rest = ps_str_starts(at, root) ? ps_str_sub(at, root.n + 1, at.n) : PS_S("");
        if (ps_str_starts(rest, folder) && rest.n > folder.n && rest.p[folder.n] == '/') {
            return refuse_unsaved(w, rest);
        }
    }
    return PS_OK;
}

/* Old and new bytes of each path, for the message. */
static int changed_files(ps_work *w, const ps_str *paths, size_t n, ps_changed **out) {
    ps_changed *files = ps_arena_alloc(w->arena, (n ? n : 1) * sizeof *files);
    if (!files) {
        return ps_nomem(w->err);
    }
    for (size_t i = 0; i < n; i++) {
        ps_error quiet = {.lang = w->lang};
        files[i].path = paths[i];
        int rc = ps_repo_file(w->ws->repo, w->arena, PS_S(""), paths[i], &files[i].old, &quiet);
        if (rc && rc != PS_ENOTFOUND) {
            *w->err = quiet;
            return rc;
        }
        if (rc) {
            files[i].old = (ps_str){NULL, 0};
        }
    }
    *out = files;
    return PS_OK;
}

/* Appends trailers to a message whose last paragraph may hold some already. */
static void put_trailers(ps_buf *message, ps_str trailers) {
    ps_str so_far = ps_buf_str(message);
    if (trailers.n == 0) {
        return;
    }
    if (so_far.n && so_far.p[so_far.n - 1] != '\n') {
        ps_buf_char(message, '\n');
    }
    if (ps_trailer(so_far, PS_S("Deal")).n == 0) {
        ps_buf_char(message, '\n');
    }
    ps_buf_put(message, trailers);
}

static int message_of(ps_work *w, const ps_changed *files, size_t n, ps_str fallback, ps_str trailers, ps_buf *out) {
    ps_event *events = NULL;
    size_t n_events = 0;
    ps_lang lang = w->process->lang; /* the team's, not mine: the history is everybody's */
    int rc = ps_meaning_diff(w->arena, w->process, files, n, lang, &events, &n_events, w->err);
    rc = rc ? rc : ps_meaning_message(out, w->process, events, n_events, fallback, lang, w->err);
    if (!rc) {
        put_trailers(out, trailers);
    }
    return rc || ps_buf_ok(out) ? rc : ps_nomem(w->err);
}

int ps_work_commit_tree(ps_work *w, const ps_str *paths, size_t n, ps_str message, ps_oid *out) {
    ps_changed *files;
    ps_buf made = {0};
    out->hex[0] = '\0';
    if (n == 0) {
        return PS_OK;
    }
    int rc = changed_files(w, paths, n, &files);
    for (size_t i = 0; !rc && i < n; i++) {
        ps_error quiet = {.lang = w->lang};
        int missing = ps_fs_read(w->ws->fs, w->arena, paths[i], &files[i].now, &quiet);
        if (missing) {
            files[i].now = (ps_str){NULL, 0};
        }
        rc = missing == PS_ENOMEM ? ps_nomem(w->err) : PS_OK;
    }
    if (!rc && message.n) {
        ps_buf_put(&made, message);
        rc = ps_buf_ok(&made) ? PS_OK : ps_nomem(w->err);
    } else if (!rc) {
        rc = message_of(w, files, n, ps_text(PS_T_EDITED, w->process->lang), PS_S(""), &made);
    }
    rc = rc ? rc : ps_repo_commit_paths(w->ws->repo, w->ws->fs, paths, n, ps_buf_str(&made), &w->me, out, w->err);
    ps_buf_free(&made);
    ps_work_index_paths(w, paths, rc ? 0 : n);
    return rc;
}

/* As ps_repo_dirty. What looks staged may be our own: a `git commit` at the same instant wrote our old entries back into git's index. */
int ps_work_dirty(ps_work *w, const ps_str *paths, size_t n, ps_dirty **out, size_t *n_out) {
    ps_repo *repo = w->ws->repo;
    int rc = ps_repo_dirty(repo, w->arena, paths, n, out, n_out, w->err);
    bool staged = false;
    for (size_t i = 0; !rc && i < *n_out; i++) {
        staged = staged || (*out)[i].staged;
    }
    if (rc || !staged || !ps_repo_doubts(repo)) {
        return rc;
    }
    rc = ps_repo_look_again(repo, w->err);
    return rc ? rc : ps_repo_dirty(repo, w->arena, paths, n, out, n_out, w->err);
}

/* The user's own edits of the paths that will change: into a commit of their own, before. */
static int commit_edits(ps_work *w, const ps_str *paths, size_t n) {
    ps_dirty *dirty;
    size_t n_dirty, kept = 0;
    ps_oid made;
    int rc = ps_work_dirty(w, paths, n, &dirty, &n_dirty);
    if (rc || n_dirty == 0) {
        return rc;
    }
    ps_str *edited = ps_arena_alloc(w->arena, n_dirty * sizeof *edited);
    if (!edited) {
        return ps_nomem(w->err);
    }
    for (size_t i = 0; i < n_dirty; i++) {
        if (dirty[i].staged) {
            ps_fail(w->err, PS_ESTAGED, STAGED);
            return ps_error_at(w->err, dirty[i].path, 0);
        }
        edited[kept++] = dirty[i].path;
    }
    return ps_work_commit_tree(w, edited, kept, PS_S(""), &made);
}

/* The same but for the files that stand on the disk as they were put. */
static int commit_other_edits(ps_work *w, const ps_str *paths, size_t n) {
    ps_strs others = {0};
    for (size_t i = 0; i < n; i++) {
        ps_error quiet = {.lang = w->lang};
        ps_str now;
        int rc = ps_fs_read(w->ws->fs, w->arena, paths[i], &now, &quiet);
        bool as_put = !rc && w->changes.v[i].content.p && ps_str_eq(now, w->changes.v[i].content);
        ps_str *slot = as_put ? NULL : PS_PUSH(w->arena, &others);
        if (rc == PS_ENOMEM || (!as_put && !slot)) {
            return ps_nomem(w->err);
        }
        if (slot) {
            *slot = paths[i];
        }
    }
    return others.n ? commit_edits(w, others.v, others.n) : PS_OK;
}

/* Leaves out what would change nothing. */
static int real_changes(ps_work *w) {
    size_t kept = 0;
    for (size_t i = 0; i < w->changes.n; i++) {
        ps_change c = w->changes.v[i];
        ps_error quiet = {.lang = w->lang};
        ps_str now = {NULL, 0};
        int rc = ps_fs_read(w->ws->fs, w->arena, c.path, &now, &quiet);
        if (rc && rc != PS_ENOTFOUND) {
            *w->err = quiet;
            return rc;
        }
        bool same = rc ? !c.content.p : c.content.p && ps_str_eq(now, c.content);
        if (!same) {
            w->changes.v[kept++] = c;
        }
    }
    w->changes.n = kept;
    return PS_OK;
}

static int report(ps_work *w, const ps_oid *made) {
    for (size_t i = 0; i < w->changes.n; i++) {
        ps_str *path = PS_PUSH(w->arena, &w->s->changed);
        if (!path) {
            return ps_nomem(w->err);
        }
        *path = ps_keep_path(w, w->changes.v[i].path);
    }
    w->s->commit = ps_keep(w, ps_str_of(made->hex));
    w->changes.n = 0;
    return PS_OK;
}

/* How a commit of the call's changes is made. */
typedef struct {
    ps_str fallback; /* what the subject says where nothing changed in meaning */
    ps_str said;     /* the message's text where the operation says better what was done than its parts would; "": from the meaning */
    ps_str trailers;
    bool as_put; /* what stands on the disk as it was put is no edit of the user's to go before, and is no reason to leave it out */
} manner;

static int no_buffer_in_the_way(ps_work *w, const ps_str *paths, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const ps_overlay *o = unsaved(w, paths[i]);
        if (o && !ps_str_eq(o->text, w->changes.v[i].content)) {
            return refuse_unsaved(w, paths[i]);
        }
    }
    return PS_OK;
}

/* Files follow the commit: where they can't, it must not be made. */
static int may_write(ps_work *w, const ps_str *paths, size_t n) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < n; i++) {
        rc = ps_fs_may_write(w->ws->fs, paths[i], w->err);
    }
    return rc;
}

static int commit(ps_work *w, manner m) {
    ps_changed *files;
    ps_buf message = {0};
    ps_oid made = {""};
    int rc = m.as_put ? PS_OK : real_changes(w);
    size_t n = w->changes.n;
    if (rc || n == 0) {
        return rc;
    }
    ps_str *paths = ps_arena_alloc(w->arena, n * sizeof *paths);
    if (!paths) {
        return ps_nomem(w->err);
    }
    for (size_t i = 0; i < n; i++) {
        paths[i] = w->changes.v[i].path;
    }
    rc = no_buffer_in_the_way(w, paths, n);
    rc = rc ? rc : may_write(w, paths, n);
    rc = rc ? rc : m.as_put ? commit_other_edits(w, paths, n) : commit_edits(w, paths, n);
    rc = rc ? rc : changed_files(w, paths, n, &files);
    for (size_t i = 0; !rc && i < n; i++) {
        files[i].now = w->changes.v[i].content;
    }
    if (!rc && m.said.n) {
        ps_buf_put(&message, m.said);
        put_trailers(&message, m.trailers);
        rc = ps_buf_ok(&message) ? PS_OK : ps_nomem(w->err);
    } else if (!rc) {
        rc = message_of(w, files, n, m.fallback, m.trailers, &message);
    }
    if (!rc) {
        ps_commit all = {w->changes.v, n, ps_buf_str(&message), &w->me};
        rc = ps_repo_commit(w->ws->repo, w->ws->fs, &all, &made, w->err);
    }
    rc = rc ? rc : report(w, &made);
    ps_work_index_paths(w, paths, rc ? 0 : n);
    if (!rc) {
        ps_repo_maintain(w->ws->repo);
    }
    ps_buf_free(&message);
    return rc;
}

int ps_work_commit(ps_work *w, ps_str fallback, ps_str trailers) {
    int rc = ps_work_mark_rows(w);
    return rc ? rc : commit(w, (manner){.fallback = fallback, .trailers = trailers});
}

int ps_work_commit_as(ps_work *w, ps_str subject, ps_str trailers) {
    return commit(w, (manner){.said = subject, .trailers = trailers});
}

int ps_work_commit_with(ps_work *w) {
    int rc = ps_work_mark_rows(w);
    return rc ? rc : commit(w, (manner){.fallback = ps_text(PS_T_EDITED, w->process->lang), .as_put = true});
}

/* ---- begin and end ---- */

static int begin_writing(ps_work *w) {
    int rc = ps_repo_lock(w->ws->repo, 10000, w->err);
    if (rc) {
        return rc;
    }
    bool did = false;
    rc = ps_repo_recover(w->ws->repo, w->ws->fs, &did, w->err); /* another process may have been killed meanwhile */
    rc = rc ? rc : ps_repo_idle(w->ws->repo, w->err);
    rc = rc ? rc : ps_repo_identity(w->ws->repo, w->arena, &w->me.name, &w->me.email, w->err);
    if (rc) {
        ps_repo_unlock(w->ws->repo);
    }
    return rc;
}

static const ps_note *world_note(void *ctx, ps_kind kind, ps_str id, ps_str *path);

int ps_work_begin(ps_work *w, ps_workspace *ws, ps_session *s, ps_work_mode mode, ps_error *err) {
    memset(w, 0, sizeof *w);
    *w = (ps_work){.ws = ws, .s = s, .err = err, .arena = &s->arena, .writes = mode == PS_WRITES};
    pthread_mutex_lock(&ws->lock);
    w->world = (ps_world){world_note, w, PS_DATE_NONE};
    int rc = ps_now(&w->now, err);
    rc = rc ? rc : ps_ws_ready(ws, err);
    rc = rc ? rc : ps_work_process(w);
    bool locked = false;
    if (!rc && w->writes) {
        rc = begin_writing(w);
        locked = rc == PS_OK;
    }
    if (!rc) {
        w->process = ws->process;
        w->lang = err->lang = ws->lang;
        w->world.today = ps_time_day(w->now, w->process->tz);
        w->me.time = w->now;
        w->me.tz = w->process->tz;
        rc = w->writes ? ps_work_me(w, &w->my_id) : PS_OK;
    }
    if (rc) {
        w->writes = locked;
        rc = ps_work_end(w, rc);
    }
    return rc;
}

int ps_work_end(ps_work *w, int rc) {
    ps_work_stay(w);
    if (w->writes) {
        ps_repo_unlock(w->ws->repo);
    }
    pthread_mutex_unlock(&w->ws->lock);
    return !rc && w->failed ? ps_nomem(w->err) : rc;
}

static const ps_note *world_note(void *ctx, ps_kind kind, ps_str id, ps_str *path) {
    ps_work *w = ctx;
    ps_str text;
    ps_error quiet = {.lang = w->lang}, *was = w->err;
    *path = PS_S("");
    uint64_t hash = ps_str_hash(PS_HASH + (uint64_t)kind, id);
    for (size_t step = 0, i; (i = ps_seek_next(&w->by_id, hash, &step)) < w->cached.n;) {
        if (w->cached.v[i].kind == kind && ps_str_eq(w->cached.v[i].id, id)) {
            *path = w->cached.v[i].path;
            return w->cached.v[i].note;
        }
    }
    if (!ps_id_valid(id)) {
        return NULL;
    }
    ps_cached *c = PS_PUSH(w->arena, &w->cached);
    if (!c || ps_seek_add(&w->by_id, w->arena, hash, w->cached.n - 1)) {
        w->failed = true;
        return NULL;
    }
    *c = (ps_cached){kind, ps_keep(w, id), PS_S(""), NULL};
    w->err = &quiet; /* a note that is not there is no error */
    int rc;
    if (kind == PS_K_DEAL) {
        rc = ps_work_folder(w, id, &text);
        c->path = rc ? PS_S("") : ps_arena_fmt(w->arena, "%.*s/deal.md", PS_FMT(text));
    } else {
        ps_str dir = ps_kind_dir(kind);
        c->path = ps_arena_fmt(w->arena, "%.*s/%.*s.md", PS_FMT(dir), PS_FMT(id));
        rc = PS_OK;
    }
    w->failed = w->failed || !c->path.p;
    rc = rc || w->failed ? rc : ps_work_read(w, c->path, &text);
    rc = rc || w->failed ? rc : ps_note_parse(&c->note, text, w->lang, &quiet);
    w->failed = w->failed || rc == PS_ENOMEM;
    w->err = was;
    *path = c->path;
    return c->note;
}
