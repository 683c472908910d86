#include "workspace_impl.h"

/* What the workspace keeps: notes under its folders. */
static bool is_ours(ps_str path) {
    ps_kind kind;
    ps_str id;
    return ps_str_ends(path, PS_S(".md")) && (ps_work_where(path, &kind, &id) || ps_str_starts(path, PS_S(".pursuit/")));
}

/* The dirty ones of these; staged ones are left to the user (*skipped counts them). */
static int dirty_of(ps_work *w, const ps_str *under, size_t n, bool notes_only, ps_strs *out, size_t *skipped) {
    ps_dirty *dirty;
    size_t n_dirty;
    *skipped = 0;
    int rc = ps_repo_dirty(w->ws->repo, w->arena, under, n, &dirty, &n_dirty, w->err);
    for (size_t i = 0; !rc && i < n_dirty; i++) {
        if (notes_only && !is_ours(dirty[i].path)) {
            continue;
        }
        if (dirty[i].staged) {
            ++*skipped;
            continue;
        }
        ps_str *slot = PS_PUSH(w->arena, out);
        if (!slot) {
            return ps_nomem(w->err);
        }
        *slot = dirty[i].path;
    }
    return rc;
}

static int commit_dirty(ps_work *w, const ps_strs *dirty, ps_str message, ps_v_done *out) {
    ps_oid made;
    if (dirty->n == 0) {
        return PS_OK;
    }
    int rc = ps_work_commit_tree(w, dirty->v, dirty->n, message, &made);
    if (!rc && made.hex[0]) {
        out->commits = 1;
        out->files = (int)dirty->n;
        out->commit = w->s->commit = ps_keep(w, ps_str_of(made.hex));
        ps_repo_maintain(w->ws->repo);
    }
    return rc;
}

/* Logs that hold something for the tables go by themselves, together with those tables; what is left goes in one commit. */
static int commit_saved(ps_work *w, ps_strs *dirty, ps_str message, ps_v_done *out) {
    ps_strs rest = {0}, logs = {0};
    int rc = PS_OK;
    for (size_t i = 0; i < dirty->n; i++) {
        ps_str *slot = PS_PUSH(w->arena, ps_str_ends(dirty->v[i], PS_S("/log.md")) ? &logs : &rest);
        if (!slot) {
            return ps_nomem(w->err);
        }
        *slot = dirty->v[i];
    }
    for (size_t i = 0; i < logs.n; i++) { /* a table that was edited itself is committed before, so that the carried rows come on top */
        bool carried = false;
        rc = rc ? rc : ps_work_carry(w, logs.v[i], &carried);
        if (rc) {
            return rc;
        }
        if (!carried) {
            ps_str *slot = PS_PUSH(w->arena, &rest);
            if (!slot) {
                return ps_nomem(w->err);
            }
            *slot = logs.v[i];
        }
    }
    rc = commit_dirty(w, &rest, message, out);
    if (!rc && w->changes.n) {
        int files = (int)w->changes.n;
        rc = ps_work_commit_with(w);
        out->commits += w->s->commit.n > 0;
        out->files += files;
        out->commit = w->s->commit;
    }
    return rc;
}

int ps_work_save_folder(ps_work *w, ps_str under) {
    ps_strs dirty = {0};
    ps_v_done done = {0};
    size_t staged;
    int rc = dirty_of(w, &under, 1, true, &dirty, &staged);
    if (!rc && staged) {
        ps_fail(w->err, PS_ESTAGED, STAGED);
        return ps_error_at(w->err, under, 0);
    }
    rc = rc ? rc : commit_saved(w, &dirty, PS_S(""), &done);
    w->s->commit = PS_S(""); /* the operation's own comes after */
    return rc;
}

/* The folders of the workspace, where no paths are named. */
static int scope(ps_work *w, const ps_a_commit *in, ps_strs *out) {
    size_t n = in->paths.n ? in->paths.n : PS_K_COUNT + 1;
    for (size_t i = 0; i < n; i++) {
        ps_str *slot = PS_PUSH(w->arena, out);
        if (!slot) {
            return ps_nomem(w->err);
        }
        *slot = in->paths.n ? in->paths.v[i] : i < PS_K_COUNT ? ps_kind_dir(ps_kind_order[i]) : PS_S(".pursuit");
        int rc = ps_work_relative(w, *slot, slot);
        if (rc) {
            return rc;
        }
    }
    return PS_OK;
}

static int save_run(ps_work *w, const ps_a_commit *in, ps_v_done *out) {
    ps_strs under = {0}, dirty = {0};
    size_t staged;
    int rc = in->pending ? ps_work_pending(w, &under) : scope(w, in, &under);
    if (rc || under.n == 0) {
        return rc;
    }
    rc = dirty_of(w, under.v, under.n, true, &dirty, &staged);
    if (!rc && staged) {
        out->message = ps_text(PS_T_SAVE_STAGED, w->lang);
    }
    rc = rc ? rc : commit_saved(w, &dirty, in->message, out);
    return rc ? rc : ps_work_forget_pending(w);
}
PS_CALL_RUN(save, ps_a_commit, ps_v_done, PS_WRITES)

/* Asked for by a person: other files of the folders come too, and staged ones are named. */
static int commit_run(ps_work *w, const ps_a_commit *in, ps_v_done *out) {
    ps_strs under = {0}, dirty = {0};
    size_t staged;
    int rc = scope(w, in, &under);
    rc = rc ? rc : dirty_of(w, under.v, under.n, false, &dirty, &staged);
    if (!rc && staged) {
        return ps_fail(w->err, PS_ESTAGED, STAGED);
    }
    return rc ? rc : commit_saved(w, &dirty, in->message, out);
}
PS_CALL_RUN(commit, ps_a_commit, ps_v_done, PS_WRITES)
