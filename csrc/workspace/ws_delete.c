/* A deal or a note goes, in one commit, and the history keeps it: undo brings it back. */
#include "workspace_impl.h"

typedef struct {
    ps_work *w;
    ps_kind kind;
    ps_str id, place; /* a deal's folder, else the note */
    ps_strs files;    /* what git has of it */
    bool trial;       /* nothing is written: what was typed is not committed first */
} deletion;

static bool is_tracked(const deletion *d, ps_str path) {
    for (size_t i = 0; i < d->files.n; i++) {
        if (ps_str_eq(d->files.v[i], path)) {
            return true;
        }
    }
    return false;
}

static int add_file(deletion *d, ps_str path) {
    ps_str *slot = PS_PUSH(d->w->arena, &d->files);
    if (!slot) {
        return ps_nomem(d->w->err);
    }
    *slot = path;
    return PS_OK;
}

static int refuse_stranger(const deletion *d, ps_str path) {
    ps_fail(d->w->err, PS_EREFUSED, DELETE_UNTRACKED);
    return ps_error_at(d->w->err, path, 0);
}

/* What git does not keep would be gone for good. In a trial, notes count that would be committed first. */
static int check_strangers(deletion *d, ps_str folder, int depth) {
    enum { DEEP = 16 };
    ps_work *w = d->w;
    ps_fs_entry *list;
    size_t n = 0;
    int rc = ps_work_list(w, w->arena, folder, &list, &n);
    for (size_t i = 0; !rc && i < n; i++) {
        ps_str path = ps_arena_fmt(w->arena, "%.*s/%.*s", PS_FMT(folder), PS_FMT(list[i].name));
        if (!path.p) {
            return ps_nomem(w->err);
        }
        if (list[i].kind == PS_FS_DIR && depth < DEEP) {
            rc = check_strangers(d, path, depth + 1);
        } else if (!is_tracked(d, path)) {
            rc = d->trial && ps_str_ends(path, PS_S(".md")) ? add_file(d, path) : refuse_stranger(d, path);
        }
    }
    return rc;
}

/* Everything of a deal's folder that git has, once what was typed in it is committed. */
static int find_deal(deletion *d) {
    ps_work *w = d->w;
    ps_oid tree;
    ps_tree_file *files = NULL;
    size_t n = 0;
    int rc = ps_work_folder(w, d->id, &d->place);
    rc = rc ? rc : ps_work_no_unsaved(w, d->place);
    rc = rc || d->trial ? rc : ps_work_save_folder(w, d->place);
    rc = rc ? rc : ps_repo_tree(w->ws->repo, &tree, PS_S(""), d->place, w->err);
    rc = rc || !tree.hex[0] ? rc : ps_repo_tree_files(w->ws->repo, w->arena, &tree, &files, &n, w->err);
    for (size_t i = 0; !rc && i < n; i++) {
        ps_str path = ps_arena_fmt(w->arena, "%.*s/%.*s", PS_FMT(d->place), PS_FMT(files[i].path));
        rc = path.p ? add_file(d, path) : ps_nomem(w->err);
    }
    return rc ? rc : check_strangers(d, d->place, 0);
}

static int find_note(deletion *d) {
    ps_work *w = d->w;
    if (!ps_id_valid(d->id)) {
        return ps_fail(w->err, PS_ENOTFOUND, NO_NOTE, ps_str_clip(d->id, 120));
    }
    d->place = ps_template_entity_path(w->arena, d->kind, d->id);
    if (!d->place.p) {
        return ps_nomem(w->err);
    }
    if (ps_fs_stat(w->ws->fs, d->place) != PS_FS_FILE) {
        ps_fail(w->err, PS_ENOTFOUND, NO_NOTE, d->id);
        return ps_error_at(w->err, d->place, 0);
    }
    int rc = d->trial ? PS_OK : ps_work_save_folder(w, d->place);
    return rc ? rc : add_file(d, d->place);
}

static int refuse(const deletion *d, ps_str list, size_t n) {
    ps_digits count;
    return n == 1 ? ps_fail(d->w->err, PS_EREFUSED, DELETE_POINTED_ONE, d->id, list)
                  : ps_fail(d->w->err, PS_EREFUSED, DELETE_POINTED, d->id, ps_num(&count, (int64_t)n), list);
}

/* Nothing may point into the void unless somebody insists. */
static int check_pointers(const deletion *d) {
    enum { FEW = 5 };
    ps_work *w = d->w;
    ps_strs paths = {0};
    ps_buf list = {0};
    int rc = ps_work_pointers(w, d->kind, d->id, &paths);
    for (size_t i = 0; !rc && i < paths.n && i < FEW; i++) {
        ps_buf_put(&list, i ? PS_S(", ") : PS_S(""));
        ps_buf_put(&list, paths.v[i]);
    }
    if (paths.n > FEW) {
        ps_buf_put(&list, PS_S(", …"));
    }
    if (!rc && paths.n) {
        rc = ps_buf_ok(&list) ? refuse(d, ps_buf_str(&list), paths.n) : ps_nomem(w->err);
    }
    ps_buf_free(&list);
    return rc;
}

static int commit(const deletion *d) {
    ps_work *w = d->w;
    ps_buf subject = {0};
    bool deal = d->kind == PS_K_DEAL;
    const ps_str name = deal ? d->id : ps_str_sub(d->place, 0, d->place.n - 3);
    ps_text_put(&subject, w->process->lang, PS_T_DELETED, &name, 1);
    ps_str trailers = deal ? ps_arena_fmt(w->arena, "Deal: %.*s\nDeleted: %.*s\n", PS_FMT(d->id), PS_FMT(d->place)) : PS_S("");
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < d->files.n; i++) {
        rc = ps_work_put(w, d->files.v[i], (ps_str){NULL, 0});
    }
    rc = rc ? rc : ps_buf_ok(&subject) && trailers.p ? ps_work_commit_as(w, ps_buf_str(&subject), trailers) : ps_nomem(w->err);
    ps_buf_free(&subject);
    return rc;
}

static int delete_run(ps_work *w, const ps_a_delete *in, ps_v_done *out) {
    deletion d = {.w = w, .kind = PS_K_DEAL, .id = in->id, .trial = in->dry_run};
    if (in->kind.n && !ps_kind_parse(in->kind, &d.kind)) {
        return ps_fail(w->err, PS_EINVAL, UNKNOWN_KIND_OF_NOTE, ps_str_clip(in->kind, 40));
    }
    int rc = d.kind == PS_K_DEAL ? find_deal(&d) : find_note(&d);
    rc = rc || in->force ? rc : check_pointers(&d);
    rc = rc || in->dry_run ? rc : commit(&d);
    if (!rc) {
        *out = (ps_v_done){in->dry_run ? 0 : 1, (int)d.files.n, in->dry_run ? PS_S("") : w->s->commit, ps_keep(w, d.place)};
    }
    return rc;
}
PS_CALL_RUN(delete, ps_a_delete, ps_v_done, PS_WRITES)
