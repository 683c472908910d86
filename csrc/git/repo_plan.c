/* What a commit has to do for each path, found out before anything is written. */
#include "repo_impl.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* Names that git refuses anywhere in a path, and those that leave the folder. */
static int valid_path(ps_str path, ps_error *err) {
    ps_str rest = path, part;
    if (path.n == 0 || path.n >= PATH_MAX / 2 || memchr(path.p, '\0', path.n)) {
        return ps_repo_refuse(err, PS_EINVAL, PS_T_OUTSIDE, path);
    }
    while (ps_str_next(&rest, '/', &part)) {
        if (part.n == 0 || ps_str_eq(part, PS_S(".")) || ps_str_eq(part, PS_S(".."))) {
            return ps_repo_refuse(err, PS_EINVAL, PS_T_OUTSIDE, path);
        }
        if (ps_str_eq_nocase(part, PS_S(".git"))) {
            return ps_repo_refuse(err, PS_EINVAL, PS_T_PATH_HIDDEN_GIT, path);
        }
    }
    return PS_OK;
}

int ps_path_folders(const ps_repo *repo, ps_str path, ps_error *err) {
    char z[PATH_MAX * 2];
    struct stat st;
    size_t base = repo->top.n + repo->prefix.n, last = base;
    if (base + path.n + sizeof "/.git" > sizeof z) {
        return ps_repo_refuse(err, PS_EINVAL, PS_T_OUTSIDE, path);
    }
    memcpy(z, repo->top.p, repo->top.n);
    memcpy(z + repo->top.n, repo->prefix.p, repo->prefix.n);
    memcpy(z + base, path.p, path.n);
    for (size_t at = 0; at < path.n; at++) {
        if (path.p[at] != '/') {
            continue;
        }
        z[base + at] = '\0';
        if (lstat(z, &st) < 0) {
            break;
        }
        if (S_ISLNK(st.st_mode)) {
            return ps_repo_refuse(err, PS_EINVAL, PS_T_PATH_LINK, path);
        }
        if (!S_ISDIR(st.st_mode)) {
            break;
        }
        memcpy(z + base + at, "/.git", sizeof "/.git");
        if (lstat(z, &st) == 0) {
            return ps_repo_refuse(err, PS_EINVAL, PS_T_PATH_FOREIGN_REPO, path);
        }
        memcpy(z + base, path.p, path.n);
        last = base + at;
    }
    z[last] = '\0';
    return access(z, W_OK) == 0 || errno == ENOENT ? PS_OK : ps_ioerr(err, path, errno);
}

static int by_full(const void *a, const void *b) {
    return ps_str_cmp(((const ps_step *)a)->full, ((const ps_step *)b)->full);
}

/* No path twice, and none that would be both file and folder. */
static int sort_steps(ps_steps *steps, ps_error *err) {
    if (steps->n) {
        qsort(steps->v, steps->n, sizeof *steps->v, by_full);
    }
    for (size_t i = 0; i < steps->n; i++) {
        const ps_step *a = &steps->v[i];
        for (size_t k = i + 1; k < steps->n && ps_str_starts(steps->v[k].full, a->full); k++) {
            const ps_step *b = &steps->v[k];
            bool twice = a->full.n == b->full.n || (b->full.p[a->full.n] == '/' && a->new_mode && b->new_mode);
            if (twice) {
                return ps_repo_refuse(err, PS_EINVAL, PS_T_PATH_TWICE, b->path);
            }
        }
    }
    return PS_OK;
}

static int start_step(ps_step *step, ps_arena *arena, ps_repo *repo, const ps_head *head, ps_str path, ps_error *err) {
    int rc = valid_path(path, err);
    if (rc || (rc = ps_path_folders(repo, path, err))) {
        return rc;
    }
    *step = (ps_step){.path = ps_arena_dup(arena, path), .full = ps_repo_full(repo, arena, path)};
    if (!step->path.p || !step->full.p) {
        return ps_nomem(err);
    }
    if ((rc = ps_tree_find(&step->old_id, &step->old_mode, repo, head->tree, step->full, err))) {
        return rc;
    }
    if (step->old_mode == GIT_FILEMODE_COMMIT) {
        return ps_repo_refuse(err, PS_EINVAL, PS_T_PATH_FOREIGN_REPO, path);
    }
    if (step->old_mode == GIT_FILEMODE_TREE) { /* a folder that makes room, or the tree edit has nothing to replace */
        step->old_mode = 0;
    }
    return PS_OK;
}

/* The file's bytes; p NULL where there is none. */
static int read_work(ps_str *out, ps_arena *arena, const ps_fs *fs, ps_str path, ps_error *err) {
    ps_error quiet = {.lang = err ? err->lang : PS_EN};
    int rc = ps_fs_read(fs, arena, path, out, &quiet);
    if (rc == PS_ENOTFOUND) {
        *out = (ps_str){NULL, 0};
        return PS_OK;
    }
    if (rc && err) {
        *err = quiet;
    }
    return rc;
}

static int blob_id(git_oid *id, ps_str bytes, ps_error *err) {
    return ps_repo_fail(err, git_odb_hash(id, bytes.n ? bytes.p : "", bytes.n, GIT_OBJECT_BLOB));
}

static bool same_bytes(ps_str a, ps_str b) {
    return !a.p == !b.p && ps_str_eq(a, b);
}

static bool same_entry(const ps_step *s) {
    return s->old_mode == s->new_mode && (!s->old_mode || git_oid_equal(&s->old_id, &s->new_id));
}

static int plan_change(ps_step *step, ps_arena *arena, const ps_fs *fs, const ps_repo *repo, ps_str content, ps_error *err) {
    struct stat st;
    git_oid id;
    ps_str at = ps_repo_abs(repo, arena, step->path);
    int rc = at.p ? PS_OK : ps_nomem(err);
    if (rc) {
        return rc;
    }
    bool there = lstat(at.p, &st) == 0;
    if ((there && S_ISLNK(st.st_mode)) || step->old_mode == GIT_FILEMODE_LINK) {
        return ps_repo_refuse(err, PS_EINVAL, PS_T_PATH_LINK, step->path);
    }
    bool folder = there && S_ISDIR(st.st_mode); /* in the way, unless this commit empties it */
    if (!folder && (rc = read_work(&step->was, arena, fs, step->path, err))) {
        return rc;
    }
    step->now = content;
    step->new_mode = !content.p ? 0 : step->old_mode ? step->old_mode : GIT_FILEMODE_BLOB;
    step->write = !same_bytes(step->was, step->now);
    if ((content.p && (rc = blob_id(&step->new_id, content, err))) || (step->was.p && (rc = blob_id(&id, step->was, err)))) {
        return rc;
    }
    bool at_head = step->was.p ? step->old_mode && git_oid_equal(&id, &step->old_id) : !step->old_mode;
    step->edited = step->write && !at_head;
    return PS_OK;
}

int ps_plan_changes(ps_steps *out, ps_arena *arena, ps_repo *repo, const ps_fs *fs, const ps_head *head, const ps_change *changes, size_t n,
                    ps_error *err) {
    ps_steps steps = {0};
    for (size_t i = 0; i < n; i++) {
        ps_step step;
        int rc = start_step(&step, arena, repo, head, changes[i].path, err);
        if (rc || (rc = plan_change(&step, arena, fs, repo, changes[i].content, err))) {
            return rc;
        }
        if (!step.write && same_entry(&step)) {
            continue;
        }
        ps_step *kept = PS_PUSH(arena, &steps);
        if (!kept) {
            return ps_nomem(err);
        }
        *kept = step;
    }
    *out = steps;
    return sort_steps(out, err);
}

static int read_link(ps_str *out, ps_arena *arena, const char *abs, ps_str path, ps_error *err) {
    char target[PATH_MAX];
    ssize_t n = readlink(abs, target, sizeof target);
    if (n < 0) {
        return ps_ioerr(err, path, errno);
    }
    *out = ps_arena_dup(arena, (ps_str){target, (size_t)n});
    return out->p ? PS_OK : ps_nomem(err);
}

static uint32_t file_mode(const ps_step *step, const struct stat *st, bool trust_mode) {
    if (!trust_mode && (step->old_mode == GIT_FILEMODE_BLOB || step->old_mode == GIT_FILEMODE_BLOB_EXECUTABLE)) {
        return step->old_mode;
    }
    return trust_mode && (st->st_mode & S_IXUSR) ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB;
}

static int plan_path(ps_step *step, bool *large, ps_arena *arena, const ps_repo *repo, const ps_fs *fs, bool trust_mode, ps_error *err) {
    struct stat st;
    int rc = PS_OK;
    ps_str at = ps_repo_abs(repo, arena, step->path);
    if (!at.p) {
        return ps_nomem(err);
    }
    if (lstat(at.p, &st) < 0 || S_ISDIR(st.st_mode)) {
        return PS_OK; /* it is gone: new_mode stays 0 */
    }
    if (S_ISLNK(st.st_mode)) {
        step->new_mode = GIT_FILEMODE_LINK;
        rc = read_link(&step->now, arena, at.p, step->path, err);
    } else if (!S_ISREG(st.st_mode)) {
        rc = ps_repo_refuse(err, PS_EINVAL, PS_T_NOT_A_FILE, step->path);
    } else {
        step->new_mode = file_mode(step, &st, trust_mode);
        if (st.st_size > PS_FS_MAX) {
            *large = true;
            return PS_OK;
        }
        rc = ps_fs_read(fs, arena, step->path, &step->now, err);
    }
    return rc ? rc : blob_id(&step->new_id, step->now, err);
}

int ps_plan_paths(ps_steps *out, bool *large, ps_arena *arena, ps_repo *repo, const ps_fs *fs, const ps_head *head, const ps_str *paths,
                  size_t n, ps_error *err) {
    ps_steps steps = {0};
    bool trust = ps_repo_trusts_mode(repo);
    int rc = PS_OK;
    *large = false;
    for (size_t i = 0; rc == PS_OK && i < n; i++) {
        ps_step step;
        if ((rc = start_step(&step, arena, repo, head, paths[i], err)) || (rc = plan_path(&step, large, arena, repo, fs, trust, err))) {
            break;
        }
        bool read = step.now.p || !step.new_mode;
        if (read && same_entry(&step)) {
            continue;
        }
        ps_step *kept = PS_PUSH(arena, &steps);
        if (!kept) {
            return ps_nomem(err);
        }
        *kept = step;
    }
    *out = steps;
    return rc ? rc : sort_steps(out, err);
}
