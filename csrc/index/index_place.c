#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/vfs.h>
#endif

#include "alloc.h"
#include "index_store.h"

/* In the folder: <16 hex digits>.db with SQLite's -wal and -shm, and .use beside it; current-<key>, the pointer, is a symbolic link to the name; lock. */
enum { NAME_DIGITS = 16 };

int ps_place_of(char **out, ps_str root, ps_str cache, ps_error *err) {
    const char *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    ps_buf b = {0};
    if (cache.n) {
        ps_buf_put(&b, cache);
    } else if (xdg && xdg[0] == '/') {
        ps_buf_put(&b, ps_str_of(xdg));
    } else if (home && home[0] == '/') {
        ps_buf_fmt(&b, "%s/.cache", home);
    }
    if (b.n || b.failed) {
        ps_buf_fmt(&b, "/pursuit/%016llx", (unsigned long long)ps_str_hash(PS_HASH, root));
    }
    if (!ps_buf_ok(&b)) {
        ps_buf_free(&b);
        return ps_nomem(err);
    }
    *out = b.p; /* NULL: there is no place */
    return PS_OK;
}

static bool path_in(char out[4096], const char *dir, const char *name, const char *suffix) {
    int n = snprintf(out, 4096, "%s/%s%s", dir, name, suffix);
    return n > 0 && n < 4096;
}

static bool is_name(const char *s) {
    return strspn(s, "0123456789abcdef") == NAME_DIGITS && strcmp(s + NAME_DIGITS, ".db") == 0;
}

static void pointer_name(char out[64], uint64_t key) {
    snprintf(out, 64, "current-%016llx", (unsigned long long)key);
}

bool ps_place_current(const char *dir, uint64_t key, char out[64]) {
    char path[4096], name[64];
    pointer_name(name, key);
    ssize_t n = path_in(path, dir, name, "") ? readlink(path, out, 63) : -1;
    out[n > 0 ? n : 0] = '\0';
    return is_name(out);
}

int ps_place_point(const char *dir, uint64_t key, const char *name) {
    char path[4096], beside[4096], pointer[64];
    pointer_name(pointer, key);
    if (!path_in(path, dir, pointer, "") || !path_in(beside, dir, pointer, ".new")) {
        return ENAMETOOLONG;
    }
    unlink(beside); /* of one who died; we hold the lock */
    return symlink(name, beside) < 0 || rename(beside, path) < 0 ? errno : 0;
}

void ps_place_name(char out[64]) {
    static uint64_t count;
    struct timespec t = {0};
    char who[96];
    clock_gettime(CLOCK_REALTIME, &t);
    snprintf(who, sizeof who, "%lld.%ld %ld %llu", (long long)t.tv_sec, t.tv_nsec, (long)getpid(),
             (unsigned long long)__atomic_add_fetch(&count, 1, __ATOMIC_RELAXED));
    snprintf(out, 64, "%016llx.db", (unsigned long long)ps_str_hash(PS_HASH, ps_str_of(who)));
}

static int open_flocked(const char *path, int how) {
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    while (fd >= 0 && flock(fd, how) < 0) {
        if (errno != EINTR) {
            int saved = errno;
            close(fd);
            errno = saved;
            return -1;
        }
    }
    return fd;
}

/* Makes the folder and its parents, for nobody else to read. */
static bool make_dir(const char *dir) {
    char path[4096];
    if (!path_in(path, dir, "", "")) {
        return false;
    }
    for (char *p = path + 1; *p; p++) {
        if (*p == '/') {
            *p = '\0';
            bool made = mkdir(path, 0700) == 0 || errno == EEXIST || errno == EROFS;
            *p = '/';
            if (!made) {
                return false;
            }
        }
    }
    return true;
}

int ps_place_lock(const char *dir) {
    char path[4096];
    if (!make_dir(dir) || !path_in(path, dir, "lock", "")) {
        return -1;
    }
    return open_flocked(path, LOCK_EX);
}

int ps_place_lock_fill(const char *dir, uint64_t key) {
    char path[4096], name[64];
    snprintf(name, sizeof name, "fill-%016llx", (unsigned long long)key);
    if (!make_dir(dir) || !path_in(path, dir, name, "")) {
        return -1;
    }
    return open_flocked(path, LOCK_EX | LOCK_NB);
}

int ps_place_use(const char *dir, const char *name) {
    char path[4096];
    return path_in(path, dir, name, ".use") ? open_flocked(path, LOCK_SH) : -1;
}

static void clear_one(const char *dir, const char *name) {
    static const char *const suffixes[] = {"", "-wal", "-shm", "-journal", ".use"};
    char path[4096];
    int fd = path_in(path, dir, name, ".use") ? open_flocked(path, LOCK_EX | LOCK_NB) : -1;
    for (size_t i = 0; fd >= 0 && i < sizeof suffixes / sizeof *suffixes; i++) {
        if (path_in(path, dir, name, suffixes[i])) {
            unlink(path);
        }
    }
    if (fd >= 0) {
        close(fd);
    }
}

void ps_place_clear(const char *dir, const char *current) {
    DIR *stream = opendir(dir);
    struct dirent *d;
    while (stream && (d = readdir(stream))) {
        char name[NAME_DIGITS + 4];
        if (strlen(d->d_name) < NAME_DIGITS + 3) {
            continue;
        }
        memcpy(name, d->d_name, NAME_DIGITS + 3);
        name[NAME_DIGITS + 3] = '\0';
        if (is_name(name) && strcmp(name, current) != 0) {
            clear_one(dir, name);
        }
    }
    if (stream) {
        closedir(stream);
    }
}

bool ps_place_is_remote(const char *dir) {
#ifdef __linux__
    static const long remote[] = {0x6969 /* nfs */,    0x517B /* smb */,     (long)0xFF534D42 /* cifs */, (long)0xFE534D42 /* smb2 */,
                                  0x01021997 /* 9p */, 0x5346414F /* afs */, 0x00C36400 /* ceph */,       0x65735546 /* fuse */};
    struct statfs fs;
    if (statfs(dir, &fs) < 0) {
        return true;
    }
    for (size_t i = 0; i < sizeof remote / sizeof *remote; i++) {
        if ((long)(uint32_t)fs.f_type == (long)(uint32_t)remote[i]) {
            return true;
        }
    }
    return false;
#else
    (void)dir;
    return false;
#endif
}
