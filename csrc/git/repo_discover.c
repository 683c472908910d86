/* Finding the git folder above a workspace. It is found here and not by libgit2, which says the same "not found" of a foreign owner and
 * takes some repositories for what they are not. The rules are git's own: the nearest `.git`, within one file system. */
#include "repo_impl.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { GITFILE_MAX = 8192 };

static bool is_kind(const char *path, mode_t kind) {
    struct stat st;
    return stat(path, &st) == 0 && (st.st_mode & S_IFMT) == kind;
}

/* dir/name in the arena; p NULL when memory is out. */
static ps_str join(ps_arena *arena, ps_str dir, const char *name) {
    return ps_arena_fmt(arena, "%.*s%s%s", PS_FMT(dir), ps_str_ends(dir, PS_S("/")) ? "" : "/", name);
}

/* A small text file's first line; p NULL where there is none. */
static ps_str first_line(ps_arena *arena, ps_str path) {
    ps_str none = {NULL, 0}, line, rest;
    int fd = path.p ? open(path.p, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
    char *text = fd < 0 ? NULL : ps_arena_alloc(arena, GITFILE_MAX);
    ssize_t n = text ? read(fd, text, GITFILE_MAX - 1) : -1;
    if (fd >= 0) {
        close(fd);
    }
    if (n <= 0) {
        return none;
    }
    rest = (ps_str){text, (size_t)n};
    return ps_str_next(&rest, '\n', &line) ? ps_str_trim(line) : none;
}

/* A path as it stands in a file of git's, relative to that file's folder, made real; p NULL where it leads nowhere. */
static ps_str resolve(ps_arena *arena, ps_str from, ps_str path) {
    ps_str z = path.n && path.p[0] == '/' ? ps_arena_dup(arena, path) : ps_arena_fmt(arena, "%.*s/%.*s", PS_FMT(from), PS_FMT(path));
    char *real = z.p ? realpath(z.p, NULL) : NULL;
    ps_str out = real ? ps_arena_dup(arena, ps_str_of(real)) : (ps_str){NULL, 0};
    free(real);
    return out;
}

/* Where dir/.git leads; p NULL where dir has none that git would take. */
static ps_str git_folder(ps_arena *arena, ps_str dir) {
    ps_str dot = join(arena, dir, ".git");
    ps_str head = dot.p ? join(arena, dot, "HEAD") : dot;
    struct stat st;
    if (!head.p) {
        return head;
    }
    if (is_kind(dot.p, S_IFREG)) {
        ps_str line = first_line(arena, dot);
        return ps_str_starts(line, PS_S("gitdir:")) ? resolve(arena, dir, ps_str_trim(ps_str_sub(line, 7, line.n))) : (ps_str){NULL, 0};
    }
    return is_kind(dot.p, S_IFDIR) && lstat(head.p, &st) == 0 ? resolve(arena, dir, PS_S(".git")) : (ps_str){NULL, 0};
}

static bool looks_bare(ps_arena *arena, ps_str dir) {
    ps_str head = join(arena, dir, "HEAD"), objects = join(arena, dir, "objects"), refs = join(arena, dir, "refs");
    return head.p && objects.p && refs.p && is_kind(head.p, S_IFREG) && is_kind(objects.p, S_IFDIR) && is_kind(refs.p, S_IFDIR);
}

static ps_str parent_of(ps_str dir) {
    size_t n = dir.n;
    while (n && dir.p[n - 1] != '/') {
        n--;
    }
    return ps_str_sub(dir, 0, n > 1 ? n - 1 : n);
}

static int bare(ps_arena *arena, ps_str dir, ps_error *err) {
    ps_str base = ps_str_sub(dir, parent_of(dir).n, dir.n);
    (void)arena;
    return ps_str_ends(base, PS_S("/.git")) || ps_str_eq(base, PS_S(".git")) ? ps_fail(err, PS_EUNSUPPORTED, REPO_INSIDE, dir)
                                                                             : ps_fail(err, PS_EUNSUPPORTED, REPO_BARE, dir);
}

static int climb(ps_found *out, ps_arena *arena, ps_str real_root, ps_error *err) {
    struct stat first, st;
    ps_str dir = ps_arena_dup(arena, real_root);
    if (!dir.p || stat(dir.p, &first) < 0) {
        return dir.p ? ps_fail(err, PS_ENOTFOUND, REPO_NONE, real_root) : ps_nomem(err);
    }
    for (;;) {
        out->gitdir = git_folder(arena, dir);
        if (out->gitdir.p) {
            out->top = dir;
            return PS_OK;
        }
        if (looks_bare(arena, dir)) {
            return bare(arena, dir, err);
        }
        ps_str up = ps_arena_dup(arena, parent_of(dir));
        if (!up.p) {
            return ps_nomem(err);
        }
        if (up.n == dir.n || stat(up.p, &st) < 0 || st.st_dev != first.st_dev) {
            return ps_fail(err, PS_ENOTFOUND, REPO_NONE, real_root);
        }
        dir = up;
    }
}

static bool is_set(const git_config *cfg, const char *key, const char *usual) {
    const char *value;
    return git_config_get_string(&value, cfg, key) == 0 && !ps_str_eq_nocase(ps_str_of(value), ps_str_of(usual));
}

/* A remote that promises what is not here (`remote.<name>.promisor`). */
static bool has_promisor(const git_config *cfg) {
    git_config_iterator *it = NULL;
    git_config_entry *entry;
    bool found = false;
    int on;
    if (git_config_iterator_new(&it, cfg)) {
        return false;
    }
    while (!found && git_config_next(&entry, it) == 0) {
        ps_str name = ps_str_of(entry->name);
        found = ps_str_starts(name, PS_S("remote.")) && ps_str_ends(name, PS_S(".promisor")) &&
                (!entry->value || (git_config_parse_bool(&on, entry->value) == 0 && on));
    }
    git_config_iterator_free(it);
    return found;
}

/* The repository's own file alone: formats stand there and nowhere else. */
static int read_format(ps_found *out, ps_arena *arena, ps_error *err) {
    ps_str path = join(arena, out->common, "config");
    git_config *cfg = NULL, *snapshot = NULL;
    int rc = PS_OK, on = 0;
    if (!path.p) {
        return ps_nomem(err);
    }
    if (git_config_open_ondisk(&cfg, path.p) || git_config_snapshot(&snapshot, cfg)) {
        const git_error *e = git_error_last();
        rc = ps_fail(err, PS_EUNSUPPORTED, REPO_UNREADABLE, out->top, ps_str_of(e ? e->message : "?"));
    } else if (is_set(snapshot, "extensions.objectformat", "sha1")) {
        rc = ps_fail(err, PS_EUNSUPPORTED, REPO_SHA256, out->top);
    } else if (is_set(snapshot, "extensions.refstorage", "files")) {
        rc = ps_fail(err, PS_EUNSUPPORTED, REPO_REFTABLE, out->top);
    } else {
        out->worktree_config = git_config_get_bool(&on, snapshot, "extensions.worktreeconfig") == 0 && on;
        out->partial = is_set(snapshot, "extensions.partialclone", "") || has_promisor(snapshot);
    }
    git_config_free(snapshot);
    git_config_free(cfg);
    return rc;
}

int ps_repo_discover(ps_found *out, ps_arena *arena, ps_str real_root, ps_error *err) {
    int rc = climb(out, arena, real_root, err);
    if (rc) {
        return rc;
    }
    ps_str common = first_line(arena, join(arena, out->gitdir, "commondir"));
    out->common = common.n ? resolve(arena, out->gitdir, common) : out->gitdir;
    if (!out->common.p) {
        return ps_fail(err, PS_EUNSUPPORTED, REPO_UNREADABLE, out->top, common);
    }
    return read_format(out, arena, err);
}
