/* Differences of two trees, read side by side: equal ids are skipped unread. */
#include <string.h>

#include "history_impl.h"

enum { DEEPEST = 64 }; /* folders within folders */

typedef struct {
    ps_touches *out;
    ps_arena *arena;
    ps_trees *trees;
    ps_repo *repo;
    int depth;
    ps_error *err;
} diff;

static int diff_trees(diff *d, ps_str path, const git_oid *old, const git_oid *now);

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

/* A difference between two trees, kept: reading further ones may let go of their bytes. */
typedef struct {
    ps_str name;
    uint32_t mode;
    bool has_old, has_now;
    git_oid old, now;
} pair;
typedef PS_VEC(pair) pairs;

int ps_tree_order(const ps_tree_item *a, const ps_tree_item *b) {
    size_t n = a->name.n < b->name.n ? a->name.n : b->name.n;
    int c = memcmp(a->name.p, b->name.p, n);
    int x = n < a->name.n ? (unsigned char)a->name.p[n] : a->mode == GIT_FILEMODE_TREE ? '/' : 0;
    int y = n < b->name.n ? (unsigned char)b->name.p[n] : b->mode == GIT_FILEMODE_TREE ? '/' : 0;
    return c ? c : x - y;
}

static bool keep_pair(pairs *out, ps_arena *arena, const ps_tree_item *a, const ps_tree_item *b) {
    const ps_tree_item *any = a ? a : b;
    pair *p = PS_PUSH(arena, out);
    ps_str name = ps_arena_dup(arena, any->name);
    if (!p || !name.p) {
        return false;
    }
    bool old = a && a->mode != GIT_FILEMODE_COMMIT,
         now = b && b->mode != GIT_FILEMODE_COMMIT; /* another repository's commit is no file of ours */
    *p = (pair){.name = name, .mode = any->mode, .has_old = old, .has_now = now};
    a ? git_oid_fromraw(&p->old, a->id) : 0;
    b ? git_oid_fromraw(&p->now, b->id) : 0;
    return true;
}

/* Entries that are on one side only, or differ. */
static bool find_pairs(pairs *out, ps_arena *arena, ps_str old, ps_str now) {
    ps_tree_item a, b;
    bool more_a = ps_tree_next(&old, &a), more_b = ps_tree_next(&now, &b);
    while (more_a || more_b) {
        int order = !more_a ? 1 : !more_b ? -1 : ps_tree_order(&a, &b);
        bool same = order == 0 && memcmp(a.id, b.id, GIT_OID_RAWSZ) == 0;
        if (!same && !keep_pair(out, arena, order <= 0 ? &a : NULL, order >= 0 ? &b : NULL)) {
            return false;
        }
        more_a = order <= 0 ? ps_tree_next(&old, &a) : more_a;
        more_b = order >= 0 ? ps_tree_next(&now, &b) : more_b;
    }
    return true;
}

static int diff_pair(diff *d, ps_arena *arena, ps_str folder, const pair *p) {
    const git_oid *old = p->has_old ? &p->old : NULL, *now = p->has_now ? &p->now : NULL;
    if (!old && !now) {
        return PS_OK;
    }
    ps_str path = ps_arena_fmt(arena, "%.*s%s%.*s", PS_FMT(folder), folder.n ? "/" : "", PS_FMT(p->name));
    return !path.p ? ps_nomem(d->err) : p->mode == GIT_FILEMODE_TREE ? diff_trees(d, path, old, now) : touch(d, path, old, now);
}

static int diff_trees(diff *d, ps_str path, const git_oid *old, const git_oid *now) {
    ps_arena arena = {0};
    pairs list = {0};
    ps_str a = PS_S(""), b = PS_S("");
    if (d->depth >= DEEPEST) {
        return PS_OK;
    }
    int rc = old ? ps_trees_get(&a, d->trees, d->repo, old, d->err) : PS_OK;
    rc = rc || !now ? rc : ps_trees_get(&b, d->trees, d->repo, now, d->err);
    rc = rc ? rc : find_pairs(&list, &arena, a, b) ? PS_OK : ps_nomem(d->err);
    d->depth++;
    for (size_t i = 0; !rc && i < list.n; i++) {
        rc = diff_pair(d, &arena, path, &list.v[i]);
    }
    d->depth--;
    ps_arena_free(&arena);
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

int ps_diff_entries(ps_touches *out, ps_arena *arena, ps_trees *trees, ps_repo *repo, ps_str full, const git_oid *old, const git_oid *now,
                    ps_error *err) {
    diff d = {out, arena, trees, repo, 0, err};
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

static int is_own(bool *own, const ps_touched *file, ps_trees *trees, ps_repo *repo, const git_oid *others, size_t n, ps_error *err) {
    ps_arena arena = {0};
    ps_str full = ps_repo_full(repo, &arena, file->path);
    int rc = full.p ? PS_OK : ps_nomem(err);
    *own = true;
    for (size_t i = 0; rc == PS_OK && *own && i < n; i++) {
        git_oid id;
        ps_oid hex = {""};
        rc = ps_entry_id(&id, trees, repo, &others[i], full, err);
        if (rc == PS_OK && !git_oid_is_zero(&id)) {
            ps_oid_put(&hex, &id);
        }
        *own = strcmp(hex.hex, file->now.hex) != 0;
    }
    ps_arena_free(&arena);
    return rc;
}

int ps_touches_own(ps_touches *files, ps_trees *trees, ps_repo *repo, const git_oid *others, size_t n, ps_error *err) {
    size_t kept = 0;
    int rc = PS_OK;
    for (size_t i = 0; rc == PS_OK && i < files->n; i++) {
        bool own;
        rc = is_own(&own, &files->v[i], trees, repo, others, n, err);
        if (rc == PS_OK && own) {
            files->v[kept++] = files->v[i];
        }
    }
    files->n = kept;
    return rc;
}
