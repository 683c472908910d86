/* peer_parse DIR: walks, reads every note and lets md4c parse it, with callbacks that do nothing. One thread. */
#include <md4c.h>

#include "peer.h"

static int block(MD_BLOCKTYPE type, void *detail, void *ctx) {
    (void)type;
    (void)detail;
    (void)ctx;
    return 0;
}

static int span(MD_SPANTYPE type, void *detail, void *ctx) {
    (void)type;
    (void)detail;
    (void)ctx;
    return 0;
}

static int text(MD_TEXTTYPE type, const MD_CHAR *s, MD_SIZE n, void *ctx) {
    (void)type;
    (void)s;
    (void)n;
    (void)ctx;
    return 0;
}

static void each(void *ctx, int dir, const char *name, const char *path, const struct stat *st) {
    static const MD_PARSER parser = {0,   MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_STRIKETHROUGH, block, block, span, span, text, NULL,
                                     NULL};
    size_t size, *n = ctx;
    (void)st;
    const char *s = peer_read(dir, name, &size);
    peer_check(md_parse(s, (MD_SIZE)size, &parser, NULL) == 0, path);
    *n += 1;
}

int main(int argc, char **argv) {
    size_t n = 0;
    peer_check(argc == 2, "usage: peer_parse DIR");
    int64_t began = peer_now();
    peer_walk(argv[1], each, &n);
    peer_say(began, n);
    return 0;
}
