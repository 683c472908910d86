#include "peer.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int64_t peer_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

void peer_check(bool ok, const char *what) {
    if (!ok) {
        fprintf(stderr, "peer: %s: %s\n", what, strerror(errno));
        exit(1);
    }
}

static bool is_note(const char *name) {
    size_t n = strlen(name);
    return n > 3 && strcmp(name + n - 3, ".md") == 0;
}

/* Takes fd. `path` has room for more behind its first n bytes. */
static void walk(int fd, char *path, size_t n, peer_each *each, void *ctx) {
    DIR *stream = fdopendir(fd);
    struct dirent *d;
    struct stat st;
    peer_check(stream != NULL, path);
    while ((d = readdir(stream))) {
        if (d->d_name[0] == '.') {
            continue;
        }
        size_t more = strlen(d->d_name);
        peer_check(n + more + 2 < 4096, "a path is too long");
        path[n] = '/';
        memcpy(path + n + 1, d->d_name, more + 1);
        if (d->d_type == DT_DIR && strcmp(d->d_name, "files") != 0) {
            int below = openat(fd, d->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            peer_check(below >= 0, path);
            walk(below, path, n + 1 + more, each, ctx);
        } else if (d->d_type == DT_REG && is_note(d->d_name) && fstatat(fd, d->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
            each(ctx, fd, d->d_name, path, &st);
        }
    }
    closedir(stream);
}

void peer_walk(const char *root, peer_each *each, void *ctx) {
    static const char *const folders[] = {"deals", "accounts", "people", "team", "regions", ".pursuit"};
    char path[4096];
    peer_check(chdir(root) == 0, root);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        strcpy(path, folders[i]);
        int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        peer_check(fd >= 0, path);
        walk(fd, path, strlen(path), each, ctx);
    }
}

const char *peer_read(int dir, const char *name, size_t *size) {
    static char *buffer;
    static size_t cap;
    struct stat st;
    int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
    peer_check(fd >= 0 && fstat(fd, &st) == 0, name);
    *size = (size_t)st.st_size;
    if (cap < *size + 2) {
        cap = *size * 2 + 4096;
        peer_check((buffer = realloc(buffer, cap)) != NULL, "memory");
    }
    peer_check(read(fd, buffer, *size) == (ssize_t)*size, name);
    close(fd);
    buffer[*size] = '\n';
    buffer[*size + 1] = '\0';
    return buffer;
}

void peer_say(int64_t began, size_t count) {
    printf("%lld %zu\n", (long long)(peer_now() - began), count);
}
