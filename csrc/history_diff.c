/* Differences of two trees, read side by side: equal ids are skipped unread. */
#include "history_impl.h"

#include <string.h>

int ps_entry_id(git_oid *out, ps_repo *repo, const git_oid *tree_id, ps_str full, ps_error *err) {
    git_tree *tree = NULL;
    git_tree_entry *entry = NULL;
    git_oid id = {{0}};
    if (git_oid_is_zero(tree_id) || full.n == 0) {
        git_oid_cpy(out, tree_id);
        return PS_OK;
    }
    int rc = git_tree_lookup(&tree, repo->git, tree_id);
    if (rc == 0 && (rc = git_tree_entry_bypath(&entry, tree, full.p)) == 0) {
        git_oid_cpy(&id, git_tree_entry_id(entry));
    }
    git_tree_entry_free(entry);
    git_tree_free(tree);
    if (rc && rc != GIT_ENOTFOUND) {
        return ps_repo_fail(err, rc);
    }
    git_oid_cpy(out, &id);
    return PS_OK;
}

typedef struct {
    ps_touches *out;
    ps_arena *arena;
    ps_repo *repo;
    ps_error *err;
} diff;

static int diff_trees(const diff *d, ps_str path, const git_oid *old, const git_oid *now);

static int touch(const diff *d, ps_str path, const git_oid *old, const git_oid *now) {
    ps_touched *t = PS_PUSH(d->arena, d->out);
    ps_str own = ps_arena_dup(d->arena, ps_str_sub(path, d->repo->prefix.n, path.n));
    if (!t || !own.p) {
        return ps_nomem(d->err);
    }
    t->path = own;
    if (old) {
        ps_oid_put(&t->old, old);
    }
    if (now) {
        ps_oid_put(&t->now, now);
    }
    return PS_OK;
}

/* One name that is on one side only (the other is NULL), or a pair of the same name and kind. */
static int diff_pair(const diff *d, ps_str folder, const git_tree_entry *a, const git_tree_entry *b) {
    const git_tree_entry *any = a ? a : b;
    git_filemode_t mode = git_tree_entry_filemode(any);
    const git_oid *old = a ? git_tree_entry_id(a) : NULL, *now = b ? git_tree_entry_id(b) : NULL;
    if (mode == GIT_FILEMODE_COMMIT || (old && now && git_oid_equal(old, now))) {
        return PS_OK;
    }
    ps_arena arena = {0};
    ps_str path = ps_arena_fmt(&arena, "%.*s%s%s", PS_FMT(folder), folder.n ? "/" : "", git_tree_entry_name(any));
    int rc = !path.p ? ps_nomem(d->err) : mode == GIT_FILEMODE_TREE ? diff_trees(d, path, old, now) : touch(d, path, old, now);
    ps_arena_free(&arena);
    return rc;
}

/* git's order of names in a tree: a folder counts as if it ended in '/'. */
static int compare(const git_tree_entry *a, const git_tree_entry *b) {
    const char *x = git_tree_entry_name(a), *y = git_tree_entry_name(b);
    size_t i = 0;
    while (x[i] && x[i] == y[i]) {
        i++;
    }
    bool x_tree = git_tree_entry_filemode(a) == GIT_FILEMODE_TREE, y_tree = git_tree_entry_filemode(b) == GIT_FILEMODE_TREE;
    int c = x[i] ? (unsigned char)x[i] : x_tree ? '/' : 0;
    int e = y[i] ? (unsigned char)y[i] : y_tree ? '/' : 0;
    return c - e;
}

static int diff_trees(const diff *d, ps_str path, const git_oid *old, const git_oid *now) {
    git_tree *a = NULL, *b = NULL;
    int rc = old ? git_tree_lookup(&a, d->repo->git, old) : 0;
    rc = rc == 0 && now ? git_tree_lookup(&b, d->repo->git, now) : rc;
    rc = ps_repo_fail(d->err, rc);
    size_t i = 0, k = 0, n = a ? git_tree_entrycount(a) : 0, m = b ? git_tree_entrycount(b) : 0;
    while (rc == PS_OK && (i < n || k < m)) {
        const git_tree_entry *x = i < n ? git_tree_entry_byindex(a, i) : NULL, *y = k < m ? git_tree_entry_byindex(b, k) : NULL;
        int order = !x ? 1 : !y ? -1 : git_oid_equal(git_tree_entry_id(x), git_tree_entry_id(y)) ? 0 : compare(x, y);
        if (order == 0 && compare(x, y) == 0) {
            rc = diff_pair(d, path, x, y);
            i++, k++;
            continue;
        }
        order = x && y ? compare(x, y) : order;
        rc = order < 0 ? diff_pair(d, path, x, NULL) : diff_pair(d, path, NULL, y);
        i += order < 0;
        k += order > 0;
    }
    git_tree_free(a);
    git_tree_free(b);
    return rc;
}

/* What an id is: a folder's or a file's. */
static int is_tree(bool *out, ps_repo *repo, const git_oid *id, ps_error *err) {
    git_odb *odb = NULL;
    size_t size;
    git_object_t type = GIT_OBJECT_INVALID;
    int rc = git_repository_odb(&odb, repo->git);
    if (rc == 0) {
        rc = git_odb_read_header(&size, &type, odb, id);
    }
    git_odb_free(odb);
    *out = type == GIT_OBJECT_TREE;
    return rc == GIT_ENOTFOUND ? PS_OK : ps_repo_fail(err, rc); /* another repository's commit: a file to us, if anything */
}

int ps_diff_entries(ps_touches *out, ps_arena *arena, ps_repo *repo, ps_str full, const git_oid *old, const git_oid *now, ps_error *err) {
    diff d = {out, arena, repo, err};
    bool there[2] = {!git_oid_is_zero(old), !git_oid_is_zero(now)}, tree[2] = {false, false};
    const git_oid *ids[2] = {old, now};
    for (int i = 0; i < 2; i++) {
        int rc = there[i] ? is_tree(&tree[i], repo, ids[i], err) : PS_OK;
        if (rc) {
            return rc;
        }
    }
    int rc = PS_OK;
    if (tree[0] || tree[1]) {
        rc = diff_trees(&d, full, tree[0] ? old : NULL, tree[1] ? now : NULL);
    }
    bool file[2] = {there[0] && !tree[0], there[1] && !tree[1]};
    if (rc == PS_OK && (file[0] || file[1])) {
        rc = touch(&d, full, file[0] ? old : NULL, file[1] ? now : NULL);
    }
    return rc;
}
