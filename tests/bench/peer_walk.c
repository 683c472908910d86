/* peer_walk DIR: a bare walk with a stat of every note. */
#include "peer.h"

static void each(void *ctx, int dir, const char *name, const char *path, const struct stat *st) {
    size_t *n = ctx;
    (void)dir;
    (void)name;
    (void)path;
    *n += st->st_size >= 0;
}

int main(int argc, char **argv) {
    size_t n = 0;
    peer_check(argc == 2, "usage: peer_walk DIR");
    int64_t began = peer_now();
    peer_walk(argv[1], each, &n);
    peer_say(began, n);
    return 0;
}
