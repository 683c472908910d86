/* What differs from HEAD at named files: three looks at each (HEAD's tree, git's index, the disk), however large the tree is. */
#include "repo_impl.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    ps_repo *repo;
    ps_arena *arena;
    const ps_entries *entries;
    ps_head head;
    ps_steps owed;
    bool trust_mode, no_case;
} look;

/* A file, or nothing, where a note could be. */
static bool is_plain_place(const look *l, ps_str path, ps_str at, struct stat *st, bool *there) {
    *there = lstat(at.p, st) == 0;
    bool file = *there ? S_ISREG(st->st_mode) && st->st_size <= PS_FS_MAX : errno == ENOENT;
    return file && ps_path_folders(l->repo, path, NULL) == PS_OK;
}

/* *sure false where line ends or filters may make the same of other bytes. */
static int same_content(bool *same, bool *sure, ps_str at, const git_oid *id, ps_error *err) {
    ps_arena arena = {0};
    ps_str bytes;
    git_oid now;
    int rc = ps_repo_slurp(&bytes, &arena, at, err);
    if (rc == PS_OK && bytes.p) {
        rc = ps_repo_fail(err, git_odb_hash(&now, bytes.p, bytes.n, GIT_OBJECT_BLOB));
    }
    *same = rc == PS_OK && bytes.p && git_oid_equal(&now, id);
    *sure = bytes.p && !(bytes.n && memchr(bytes.p, '\r', bytes.n));
    ps_arena_free(&arena);
    return rc;
}

static int work_differs(bool *out, bool *sure, const look *l, ps_str at, const ps_entry *e, const struct stat *st, ps_error *err) {
    bool exec = (st->st_mode & S_IXUSR) != 0, same = true;
    *out = l->trust_mode && exec != (e->mode == GIT_FILEMODE_BLOB_EXECUTABLE);
    *sure = true;
    if (*out || ps_entry_fresh(e, l->entries, st)) {
        return PS_OK;
    }
    int rc = same_content(&same, sure, at, &e->id, err);
    *out = !same;
    return rc;
}

static bool is_file(uint32_t mode) {
    return mode == 0 || mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE;
}

static bool as_head(const ps_entry *e, uint32_t mode, const git_oid *id) {
    return e->mode == mode && (!mode || git_oid_equal(&e->id, id));
}

static int look_at(ps_dirty *out, bool *dirty, bool *sure, const look *l, ps_str path, ps_error *err) {
    ps_str full = ps_repo_full(l->repo, l->arena, path), at = ps_repo_abs(l->repo, l->arena, path);
    struct stat st;
    ps_entry e;
    git_oid id;
    uint32_t mode;
    bool there;
    *sure = *dirty = false;
    if (!full.p || !at.p) {
        return ps_nomem(err);
    }
    if (!is_plain_place(l, path, at, &st, &there) || ps_tree_find(&id, &mode, l->repo, l->head.tree, full, NULL) ||
        ps_entries_find(&e, l->entries, full, NULL) || e.conflict || e.announced || e.odd || !is_file(e.mode) || !is_file(mode) ||
        (l->no_case && there && !e.mode)) {
        return PS_OK;
    }
    if (!as_head(&e, mode, &id)) {
        ps_owed_apply(&e, &l->owed, full);
    }
    bool staged = !as_head(&e, mode, &id), differs = there != (e.mode != 0);
    *sure = true;
    int rc = there && e.mode ? work_differs(&differs, sure, l, at, &e, &st, err) : PS_OK;
    bool fresh = there && !e.mode;
    if (fresh && (ps_path_leftover(path) || ps_repo_ignored(l->repo, path))) {
        fresh = differs = false;
    }
    *dirty = staged || differs;
    *out = (ps_dirty){
        .path = ps_arena_dup(l->arena, path), .staged = staged, .deleted = !there && (e.mode || mode), .untracked = fresh && !staged};
    return rc || out->path.p ? rc : ps_nomem(err);
}

static int by_path(const void *a, const void *b) {
    return ps_str_cmp(((const ps_dirty *)a)->path, ((const ps_dirty *)b)->path);
}

/* In the order of their paths, each once. */
static void tidy(ps_dirties *found) {
    size_t kept = 0;
    if (found->n) {
        qsort(found->v, found->n, sizeof *found->v, by_path);
    }
    for (size_t i = 0; i < found->n; i++) {
        if (!kept || !ps_str_eq(found->v[kept - 1].path, found->v[i].path)) {
            found->v[kept++] = found->v[i];
        }
    }
    found->n = kept;
}

int ps_dirty_files(ps_dirties *found, bool *done, ps_repo *repo, ps_arena *arena, const ps_str *paths, size_t n, ps_error *err) {
    look l = {.repo = repo, .arena = arena, .entries = ps_index_look(repo)};
    *done = l.entries != NULL;
    int rc = *done ? ps_head_read(&l.head, repo, err) : PS_OK;
    rc = rc ? rc : ps_owed_read(&l.owed, arena, repo, err);
    l.trust_mode = ps_repo_trusts_mode(repo);
    l.no_case = ps_repo_config_bool(repo, "core.ignorecase");
    for (size_t i = 0; rc == PS_OK && *done && i < n; i++) {
        ps_dirty one;
        bool dirty;
        rc = look_at(&one, &dirty, done, &l, paths[i], err);
        ps_dirty *kept = rc == PS_OK && dirty ? PS_PUSH(arena, found) : NULL;
        if (kept) {
            *kept = one;
        } else if (rc == PS_OK && dirty) {
            rc = ps_nomem(err);
        }
    }
    tidy(found);
    ps_head_free(&l.head);
    return rc;
}
