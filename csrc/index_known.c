#include "index_known.h"

#include <string.h>

#include "alloc.h"

/* Open addressing; a slot whose note was dropped keeps its place with an empty path that is not NULL. */
struct ps_known {
    ps_arena paths;
    ps_known_note *slots;
    size_t cap, used, n; /* cap: a power of two; used: with dropped ones */
};

static const ps_str DROPPED = {"", 0};

static size_t hash(ps_str s) {
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.n; i++) {
        h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    }
    return (size_t)(h ^ (h >> 29));
}

ps_known *ps_known_new(void) {
    ps_known *k = ps_alloc(sizeof *k);
    if (k) {
        *k = (ps_known){0};
    }
    return k;
}

void ps_known_free(ps_known *k) {
    if (k) {
        ps_arena_free(&k->paths);
        ps_free(k->slots);
        ps_free(k);
    }
}

/* The slot of a path, or the free one where it would go. */
static ps_known_note *slot_of(const ps_known *k, ps_str path) {
    size_t i = hash(path) & (k->cap - 1);
    while (k->slots[i].path.p && !ps_str_eq(k->slots[i].path, path)) {
        i = (i + 1) & (k->cap - 1);
    }
    return &k->slots[i];
}

ps_known_note *ps_known_find(ps_known *k, ps_str path) {
    ps_known_note *slot = k->cap && path.n ? slot_of(k, path) : NULL;
    return slot && slot->path.p ? slot : NULL;
}

static bool grow(ps_known *k) {
    size_t cap = k->cap ? k->cap : 256;
    while (cap < k->n * 4) {
        cap *= 2;
    }
    ps_known next = *k;
    next.slots = ps_alloc(cap * sizeof *next.slots);
    if (!next.slots) {
        return false;
    }
    memset(next.slots, 0, cap * sizeof *next.slots);
    next.cap = cap;
    next.used = k->n;
    for (size_t i = 0; i < k->cap; i++) {
        if (k->slots[i].path.n) {
            *slot_of(&next, k->slots[i].path) = k->slots[i];
        }
    }
    ps_free(k->slots);
    *k = next;
    return true;
}

bool ps_known_put(ps_known *k, const ps_known_note *note) {
    ps_known_note *slot = ps_known_find(k, note->path);
    if (slot) {
        ps_str path = slot->path;
        *slot = *note;
        slot->path = path;
        return true;
    }
    ps_str path = ps_arena_dup(&k->paths, note->path);
    if (!path.p || ((k->used + 1) * 4 > k->cap * 3 && !grow(k))) {
        return false;
    }
    slot = slot_of(k, path);
    *slot = *note;
    slot->path = path;
    k->n++;
    k->used++;
    return true;
}

void ps_known_drop(ps_known *k, ps_str path) {
    ps_known_note *slot = ps_known_find(k, path);
    if (slot) {
        slot->path = DROPPED;
        k->n--;
    }
}

size_t ps_known_count(const ps_known *k) {
    return k->n;
}

ps_known_note *ps_known_next(ps_known *k, size_t *at) {
    while (*at < k->cap) {
        ps_known_note *slot = &k->slots[(*at)++];
        if (slot->path.n) {
            return slot;
        }
    }
    return NULL;
}

/* Writes within the clock's grain leave no trace in a stamp: it counts only once it was old when the file was read. */
enum { GRAIN_NS = 2000000000 };

bool ps_known_settled(const ps_known_note *n) {
    return n->stamp.mtime + GRAIN_NS < n->checked && n->stamp.ctime + GRAIN_NS < n->checked;
}

bool ps_known_holds(const ps_known_note *n, const ps_fs_stamp *stamp) {
    return ps_fs_stamp_eq(&n->stamp, stamp) && ps_known_settled(n);
}
