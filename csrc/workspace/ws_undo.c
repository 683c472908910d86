#include <string.h>

#include "workspace_impl.h"

/* The newest commit on the deal that was not taken back and takes nothing back. */
typedef struct {
    ps_work *w;
    ps_strs undone;
    ps_str commit, subject;
    ps_str was, now; /* of a rename: the deal's folder before it, and its id after */
} search;

static ps_str subject_of(ps_str message) {
    size_t end = ps_str_find(message, PS_S("\n"), 0);
    return ps_str_sub(message, 0, end == SIZE_MAX ? message.n : end);
}

static int look(void *ctx, const ps_revision *rev, ps_error *err) {
    search *s = ctx;
    (void)err;
    ps_str takes_back = ps_trailer(rev->message, PS_S("Undo")), id = ps_str_of(rev->id.hex);
    if (takes_back.n) {
        ps_str *slot = PS_PUSH(s->w->arena, &s->undone);
        if (!slot) {
            return ps_nomem(s->w->err);
        }
        *slot = ps_keep(s->w, takes_back);
        return 0;
    }
    for (size_t i = 0; i < s->undone.n; i++) {
        if (ps_str_eq(s->undone.v[i], id)) {
            return 0;
        }
    }
    s->commit = ps_keep(s->w, id);
    s->subject = ps_keep(s->w, subject_of(rev->message));
    s->was = ps_keep(s->w, ps_trailer(rev->message, PS_S("Was")));
    s->now = ps_keep(s->w, ps_trailer(rev->message, PS_S("Deal")));
    return 1;
}

/* What stands now must be what the operation left, or its change can't be taken out. */
static int stands(ps_work *w, const ps_touched *file, ps_str subject) {
    ps_str left = {NULL, 0}, now = {NULL, 0};
    ps_error quiet = {.lang = w->lang};
    int rc = file->now.hex[0] ? ps_repo_blob(w->ws->repo, w->arena, &file->now, &left, w->err) : PS_OK;
    if (rc) {
        return rc;
    }
    if (ps_fs_read(w->ws->fs, w->arena, file->path, &now, &quiet)) {
        now = (ps_str){NULL, 0};
    }
    bool same = left.p ? now.p && ps_str_eq(left, now) : !now.p;
    if (!same) {
        ps_fail(w->err, PS_ECONFLICT, UNDO_BLOCKED, subject);
        return ps_error_at(w->err, file->path, 0);
    }
    return PS_OK;
}

typedef struct {
    ps_work *w;
    ps_str subject;
    int files;
} reversal;

static int reverse(void *ctx, const ps_revision *rev, ps_error *err) {
    reversal *r = ctx;
    ps_work *w = r->w;
    (void)err;
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < rev->n_files; i++) {
        ps_str old = {NULL, 0};
        rc = stands(w, &rev->files[i], r->subject);
        rc = rc || !rev->files[i].old.hex[0] ? rc : ps_repo_blob(w->ws->repo, w->arena, &rev->files[i].old, &old, w->err);
        rc = rc ? rc : ps_work_put(w, rev->files[i].path, old);
        r->files++;
    }
    return rc ? rc : 1; /* this commit only */
}

typedef struct {
    ps_work *w;
    ps_str id, folder; /* folder: out */
} lost_and_found;

static int see_deletion(void *ctx, const ps_revision *rev, ps_error *err) {
    lost_and_found *f = ctx;
    (void)err;
    ps_str was = ps_trailer(rev->message, PS_S("Deleted"));
    if (!was.n || !ps_str_eq(ps_path_name(was), f->id)) {
        return 0;
    }
    f->folder = ps_keep(f->w, was);
    return 1;
}

/* The folder of a deal, also of one that was deleted. */
static int folder_of(ps_work *w, ps_str id, ps_str *folder) {
    ps_error quiet = {.lang = w->lang}, *was = w->err;
    lost_and_found found = {w, id, PS_S("")};
    w->err = &quiet;
    int rc = ps_work_folder(w, id, folder);
    w->err = was;
    if (rc == PS_ENOTFOUND && ps_id_valid(id)) {
        int walked = ps_history_walk(w->ws->repo, PS_S(""), NULL, 0, see_deletion, &found, w->err);
        if (walked < 0 || found.folder.n) {
            *folder = found.folder;
            return walked < 0 ? walked : PS_OK;
        }
    }
    if (rc) {
        *w->err = quiet;
    }
    return rc;
}

/* Where the history is to be asked for: a deal's folder, or the note that a path such as `accounts/acme` names. */
static int place_of(ps_work *w, ps_str id, ps_str *place, bool *deal) {
    ps_kind kind;
    ps_str stem, path = ps_arena_fmt(w->arena, "%.*s.md", PS_FMT(ps_str_ends(id, PS_S(".md")) ? ps_str_sub(id, 0, id.n - 3) : id));
    *deal = !path.p || !ps_work_where(path, &kind, &stem) || kind == PS_K_DEAL;
    if (*deal) {
        int rc = path.p ? folder_of(w, id, place) : ps_nomem(w->err);
        return rc ? rc : ps_work_no_unsaved(w, *place);
    }
    *place = path;
    return PS_OK;
}

static int undo_run(ps_work *w, const ps_a_id *in, ps_v_done *out) {
    ps_str folder;
    bool deal;
    search found = {.w = w};
    ps_buf subject = {0};
    int rc = place_of(w, in->id, &folder, &deal);
    rc = rc ? rc : ps_history_walk(w->ws->repo, PS_S(""), &folder, 1, look, &found, w->err);
    if (rc < 0) {
        return rc;
    }
    if (!found.commit.n) {
        return ps_fail(w->err, PS_ENOTFOUND, NOTHING_TO_UNDO, in->id);
    }
    reversal r = {w, found.subject, 0};
    rc = ps_history_walk(w->ws->repo, found.commit, NULL, 0, reverse, &r, w->err);
    if (rc < 0) {
        return rc;
    }
    bool renamed = deal && found.was.n && ps_str_eq(found.now, in->id); /* the deal goes back to its earlier name */
    ps_str id = renamed ? ps_path_name(found.was) : in->id;
    ps_str was = renamed ? ps_arena_fmt(w->arena, "Was: %.*s\n", PS_FMT(folder)) : PS_S("");
    ps_text_put(&subject, w->process->lang, PS_T_UNDO_SUBJECT, &found.subject, 1);
    ps_str trailer = ps_arena_fmt(w->arena, "%s%.*s%s%.*sUndo: %.*s\n", deal ? "Deal: " : "", PS_FMT(deal ? id : PS_S("")),
                                  deal ? "\n" : "", PS_FMT(was), PS_FMT(found.commit));
    rc = ps_buf_ok(&subject) && trailer.p ? ps_work_commit_as(w, ps_buf_str(&subject), trailer) : ps_nomem(w->err);
    rc = rc || !renamed ? rc : ps_fs_move_rest(w->ws->fs, folder, found.was, w->err);
    if (!rc) {
        *out = (ps_v_done){1, r.files, w->s->commit, found.subject};
    }
    ps_buf_free(&subject);
    return rc;
}
PS_CALL_RUN(undo, ps_a_id, ps_v_done, PS_WRITES)
