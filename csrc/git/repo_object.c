/* Objects of a commit, written loose. libgit2 syncs each by itself, and its folder: twelve waits for the disk in a commit of one note. On file
 * systems whose journal keeps order the sync of our own journal, which comes before the branch moves, is enough: what was written and renamed
 * before it is on the disk after it. (git does it so with core.fsyncMethod=batch.) The bytes are not compressed: a folder of thousands of deals
 * would take longer to press than all else does, and `git gc` packs them soon. */
#include "repo_impl.h"
#include "sha1.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/vfs.h>
#endif

enum { STORED = 65535, FOLDER_TRIES = 5 };

#ifdef __linux__
static bool keeps_order(const ps_repo *repo) {
    static const unsigned long good[] = {0xEF53 /* ext4 */, 0x58465342 /* xfs */, 0x01021994 /* tmpfs: nothing is ever on a disk */};
    struct statfs s;
    ps_arena arena = {0};
    ps_str dir = ps_arena_fmt(&arena, "%.*sobjects", PS_FMT(repo->common));
    bool keeps = false;
    for (size_t i = 0; dir.p && i < sizeof good / sizeof *good && statfs(dir.p, &s) == 0; i++) {
        keeps = keeps || (unsigned long)s.f_type == good[i];
    }
    ps_arena_free(&arena);
    return keeps;
}

static void start_writing(int fd) {
    sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
}

static void wait_until_written(int fd) {
    sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);
}
#else
static bool keeps_order(const ps_repo *repo) {
    (void)repo;
    return false;
}

static void start_writing(int fd) {
    (void)fd;
}

static void wait_until_written(int fd) {
    (void)fd;
}
#endif

void ps_objects_settle(ps_repo *repo) {
    for (size_t i = 0; i < repo->n_writing; i++) {
        wait_until_written(repo->writing[i]);
        close(repo->writing[i]);
    }
    repo->n_writing = 0;
}

static bool on_one_file_system(const ps_repo *repo) {
    struct stat objects, own;
    ps_arena arena = {0};
    ps_str a = ps_arena_fmt(&arena, "%.*sobjects", PS_FMT(repo->common)), b = ps_arena_fmt(&arena, "%.*s", PS_FMT(repo->gitdir));
    bool one = a.p && b.p && stat(a.p, &objects) == 0 && stat(b.p, &own) == 0 && objects.st_dev == own.st_dev;
    ps_arena_free(&arena);
    return one;
}

/* ---- the bytes of the file: a zlib stream of stored blocks ---- */

static uint32_t adler(uint32_t sum, ps_str s) {
    uint32_t a = sum & 0xffff, b = sum >> 16;
    for (size_t i = 0; i < s.n;) {
        size_t end = s.n - i < 5552 ? s.n : i + 5552; /* no overflow in between */
        for (; i < end; i++) {
            a += (unsigned char)s.p[i];
            b += a;
        }
        a %= 65521;
        b %= 65521;
    }
    return b << 16 | a;
}

static void put_stored(ps_buf *to, ps_str s, bool last) {
    size_t n = s.n;
    char head[5] = {last, (char)(n & 0xff), (char)(n >> 8), (char)(~n & 0xff), (char)(~n >> 8 & 0xff)};
    ps_buf_put(to, (ps_str){head, sizeof head});
    ps_buf_put(to, s);
}

static bool press(ps_buf *to, ps_str header, ps_str bytes) {
    uint32_t sum = adler(adler(1, header), bytes);
    char end[4] = {(char)(sum >> 24), (char)(sum >> 16), (char)(sum >> 8), (char)sum};
    ps_buf_put(to, (ps_str){"\x78\x01", 2});
    put_stored(to, header, false);
    for (size_t at = 0; at == 0 || at < bytes.n; at += STORED) {
        ps_str part = ps_str_sub(bytes, at, at + STORED);
        put_stored(to, part, at + part.n >= bytes.n);
    }
    ps_buf_put(to, (ps_str){end, sizeof end});
    return ps_buf_ok(to);
}

/* ---- the file ---- */

static int write_all(int fd, ps_str s) {
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);
        if (n < 0 && errno != EINTR) {
            return errno;
        }
        s = n > 0 ? ps_str_sub(s, (size_t)n, s.n) : s;
    }
    return 0;
}

/* Written in its folder under a name that git clears away if it stays, then renamed. 0 or an errno. */
static int write_file(ps_repo *repo, ps_arena *arena, const char *hex, ps_str content) {
    ps_str dir = ps_arena_fmt(arena, "%.*sobjects/%.2s", PS_FMT(repo->common), hex);
    ps_str fresh = ps_arena_fmt(arena, "%.*s/tmp_obj_XXXXXX", PS_FMT(dir)), at = ps_arena_fmt(arena, "%.*s/%s", PS_FMT(dir), hex + 2);
    if (!dir.p || !fresh.p || !at.p) {
        return ENOMEM;
    }
    if (mkdir(dir.p, 0777) < 0 && errno != EEXIST) {
        return errno;
    }
    int fd = mkostemp((char *)fresh.p, O_CLOEXEC);
    int failed = fd < 0 ? errno : write_all(fd, content);
    if (!failed) {
        start_writing(fd);
        failed = fchmod(fd, 0444) < 0 || rename(fresh.p, at.p) < 0 ? errno : 0;
    }
    if (fd >= 0 && failed) {
        close(fd);
        unlink(fresh.p);
    } else if (fd >= 0) {
        if (repo->n_writing == PS_WRITING) {
            ps_objects_settle(repo);
        }
        repo->writing[repo->n_writing++] = fd;
    }
    return failed;
}

static int write_loose(ps_repo *repo, const git_oid *id, ps_str bytes, git_object_t type) {
    ps_arena arena = {0};
    ps_buf content = {0};
    ps_oid hex;
    ps_str header = ps_arena_fmt(&arena, "%s %zu", git_object_type2string(type), bytes.n);
    header.n++; /* with its NUL */
    ps_oid_put(&hex, id);
    int failed = header.p && press(&content, header, bytes) ? ENOENT : ENOMEM;
    for (int i = 0; failed == ENOENT && i < FOLDER_TRIES; i++) { /* a `git gc` removes folders that it has emptied */
        failed = write_file(repo, &arena, hex.hex, ps_buf_str(&content));
    }
    ps_buf_free(&content);
    ps_arena_free(&arena);
    if (failed == ENOMEM) {
        git_error_set_oom();
    } else if (failed) {
        git_error_set_str(GIT_ERROR_OS, strerror(failed));
    }
    return failed ? GIT_ERROR : 0;
}

/* libgit2 looks for collisions of SHA-1 while it hashes, which takes five times as long. A tree is of our own making. */
static int hash(git_oid *out, ps_str bytes, git_object_t type) {
    ps_sha1 sum;
    char header[32];
    if (type != GIT_OBJECT_TREE) {
        return git_odb_hash(out, bytes.p, bytes.n, type);
    }
    int n = snprintf(header, sizeof header, "tree %zu", bytes.n);
    ps_sha1_start(&sum);
    ps_sha1_put(&sum, header, (size_t)n + 1);
    ps_sha1_put(&sum, bytes.p, bytes.n);
    ps_sha1_end(&sum, out->id);
    return 0;
}

int ps_object_write(git_oid *out, ps_repo *repo, ps_str bytes, git_object_t type) {
    git_odb *odb = NULL;
    bytes.p = bytes.n ? bytes.p : "";
    int rc = git_repository_odb(&odb, repo->git);
    rc = rc ? rc : hash(out, bytes, type);
    if (!repo->order_known) {
        repo->order_known = true;
        repo->keeps_order = keeps_order(repo) && on_one_file_system(repo);
    }
    if (rc == 0 && repo->keeps_order && !git_odb_exists(odb, out)) {
        rc = write_loose(repo, out, bytes, type);
    } else if (rc == 0) {
        rc = git_odb_write(out, odb, bytes.p, bytes.n, type); /* of one that is there it says that it is in use */
    }
    git_odb_free(odb);
    return rc;
}
