/* The bytes of git's index (versions 2 and 3), read from front to back. Shared by repo_entries*.c. */
#ifndef PS_REPO_DIRC_H
#define PS_REPO_DIRC_H

#include "repo_entries.h"

enum {
    PS_DIRC_HEADER = 12,
    PS_DIRC_FIXED = 62,   /* of an entry, before its name */
    PS_DIRC_NAME = 4095,  /* names that are longer don't say how long they are */
    PS_DIRC_TRAILER = 20, /* the checksum */
    PS_DIRC_LONGEST = PS_DIRC_FIXED + 2 + PS_DIRC_NAME + 8,
    PS_DIRC_VALID = 0x8000,
    PS_DIRC_EXTENDED = 0x4000,
    PS_DIRC_STAGE = 0x3000,
    PS_DIRC_SKIP_WORKTREE = 0x4000, /* these two among the extended flags */
    PS_DIRC_INTENT_TO_ADD = 0x2000
};

static inline uint32_t ps_be32(const unsigned char *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* A part of the file, and where one is in it. */
typedef struct {
    int fd;
    int64_t at;   /* in the file, of bytes[from] */
    int64_t size; /* where the file, or what counts of it, ends */
    size_t from, to;
    unsigned char bytes[16384]; /* more than PS_DIRC_LONGEST */
} ps_dirc;

/* At least n bytes from `at` on; NULL where the file ends before. Valid until the next peek. */
const unsigned char *ps_dirc_peek(ps_dirc *d, size_t n);
void ps_dirc_skip(ps_dirc *d, int64_t n);

typedef struct {
    const unsigned char *p;
    ps_str name;
    uint32_t flags, more; /* more: the extended ones */
    size_t length;
} ps_dirc_entry;
/* The entry at `at`; false where there is none that can be read. */
bool ps_dirc_entry_here(ps_dirc_entry *out, ps_dirc *d);
void ps_dirc_fill(ps_entry *out, const ps_dirc_entry *e);

#endif
