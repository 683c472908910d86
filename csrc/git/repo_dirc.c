#include "repo_dirc.h"

#include <string.h>
#include <unistd.h>

const unsigned char *ps_dirc_peek(ps_dirc *d, size_t n) {
    if (d->to - d->from < n) {
        memmove(d->bytes, d->bytes + d->from, d->to - d->from);
        d->to -= d->from;
        d->from = 0;
        while (d->to < n) {
            ssize_t r = pread(d->fd, d->bytes + d->to, sizeof d->bytes - d->to, (off_t)(d->at + (int64_t)d->to));
            if (r <= 0) {
                return NULL;
            }
            d->to += (size_t)r;
        }
    }
    return d->bytes + d->from;
}

void ps_dirc_skip(ps_dirc *d, int64_t n) {
    d->at += n;
    if (n > (int64_t)(d->to - d->from)) {
        d->from = d->to = 0;
    } else {
        d->from += (size_t)n;
    }
}

bool ps_dirc_entry_here(ps_dirc_entry *out, ps_dirc *d) {
    int64_t left = d->size - d->at;
    size_t n = left < 0 ? 0 : left < PS_DIRC_LONGEST ? (size_t)left : PS_DIRC_LONGEST;
    const unsigned char *p = n < PS_DIRC_FIXED + 2 ? NULL : ps_dirc_peek(d, n);
    if (!p) {
        return false;
    }
    uint32_t flags = (uint32_t)p[PS_DIRC_FIXED - 2] << 8 | p[PS_DIRC_FIXED - 1], more = 0;
    size_t fixed = PS_DIRC_FIXED, name = flags & PS_DIRC_NAME;
    if (flags & PS_DIRC_EXTENDED) {
        more = (uint32_t)p[fixed] << 8 | p[fixed + 1];
        fixed += 2;
    }
    *out = (ps_dirc_entry){p, {(const char *)p + fixed, name}, flags, more, (fixed + name + 8) / 8 * 8};
    return name && name < PS_DIRC_NAME && out->length <= n && p[fixed + name] == '\0';
}

void ps_dirc_fill(ps_entry *out, const ps_dirc_entry *e) {
    const unsigned char *p = e->p;
    *out = (ps_entry){.ctime = ps_be32(p),
                      .ctime_ns = ps_be32(p + 4),
                      .mtime = ps_be32(p + 8),
                      .mtime_ns = ps_be32(p + 12),
                      .dev = ps_be32(p + 16),
                      .ino = ps_be32(p + 20),
                      .mode = ps_be32(p + 24),
                      .uid = ps_be32(p + 28),
                      .gid = ps_be32(p + 32),
                      .size = ps_be32(p + 36),
                      .conflict = (e->flags & PS_DIRC_STAGE) != 0,
                      .announced = (e->more & PS_DIRC_INTENT_TO_ADD) != 0,
                      .odd = (e->flags & PS_DIRC_VALID) || (e->more & PS_DIRC_SKIP_WORKTREE)};
    memcpy(out->id.id, p + 40, sizeof out->id.id);
}
