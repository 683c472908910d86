/* One writer at a time. The system releases an advisory lock when its process ends, so a dead one never stands in the way. */
#include "repo_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int take(int fd, int timeout_ms) {
    int64_t end = now_ms() + timeout_ms;
    for (unsigned attempt = 0;; attempt++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
            return 0;
        }
        if (errno != EWOULDBLOCK && errno != EINTR) {
            return errno;
        }
        if (now_ms() >= end) {
            return EWOULDBLOCK;
        }
        ps_repo_backoff(attempt < 3 ? attempt : 3);
    }
}

int ps_repo_lock(ps_repo *repo, int timeout_ms, ps_error *err) {
    ps_arena arena = {0};
    ps_str path;
    if (repo->lock_depth) {
        repo->lock_depth++;
        return PS_OK;
    }
    int rc = ps_repo_own(repo, &arena, "lock", &path, err);
    int fd = rc ? -1 : open(path.p, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (rc == PS_OK && fd < 0) {
        rc = ps_ioerr(err, path, errno);
    }
    int failed = rc ? 0 : take(fd, timeout_ms);
    if (failed) {
        rc = failed == EWOULDBLOCK ? ps_fail(err, PS_EBUSY, REPO_LOCKED) : ps_ioerr(err, path, failed);
    }
    ps_arena_free(&arena);
    if (rc) {
        if (fd >= 0) {
            close(fd);
        }
        return rc;
    }
    repo->lock = fd;
    repo->lock_depth = 1;
    return PS_OK;
}

void ps_repo_unlock(ps_repo *repo) {
    if (repo->lock_depth && --repo->lock_depth == 0) {
        close(repo->lock);
        repo->lock = -1;
    }
}
