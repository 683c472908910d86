#include "index_known.h"

#include <string.h>

#include "alloc.h"

/* The notes lie one after the other, as they came; `slots` is a hash table of their places by open addressing. A dropped note keeps its place and its
 * slot with an empty path. */
typedef struct {
    uint32_t hash, at; /* at: place in `notes`, from 1; 0: free */
} slot;

struct ps_known {
    ps_arena paths;
    ps_known_note *notes;
    slot *slots;
    size_t n, used, room, cap; /* n: without dropped ones; room: of notes; cap: of slots, a power of two */
};

enum { FIRST_ROOM = 256 };

/* FNV over words of eight bytes, for long paths that differ at the end. */
static uint32_t hash(ps_str s) {
    uint64_t h = 0xcbf29ce484222325u ^ s.n, word;
    for (; s.n >= sizeof word; s.p += sizeof word, s.n -= sizeof word) {
        memcpy(&word, s.p, sizeof word);
        h = (h ^ word) * 0x100000001b3u;
        h ^= h >> 32;
    }
    for (size_t i = 0; i < s.n; i++) {
        h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    }
    return (uint32_t)(h ^ (h >> 29) ^ (h >> 43));
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
        ps_free(k->notes);
        ps_free(k->slots);
        ps_free(k);
    }
}

/* The slot of a path, or the free one where it would go. */
static slot *slot_of(const ps_known *k, ps_str path, uint32_t h) {
    size_t i = h & (k->cap - 1);
    while (k->slots[i].at && (k->slots[i].hash != h || !ps_str_eq(k->notes[k->slots[i].at - 1].path, path))) {
        i = (i + 1) & (k->cap - 1);
    }
    return &k->slots[i];
}

ps_known_note *ps_known_find(ps_known *k, ps_str path) {
    size_t at = k->cap && path.n ? slot_of(k, path, hash(path))->at : 0;
    return at ? &k->notes[at - 1] : NULL;
}

/* Twice the slots and the room for notes; the places of dropped ones are given up. */
static bool grow(ps_known *k) {
    ps_known next = {.n = k->n, .room = k->n < FIRST_ROOM ? FIRST_ROOM : k->n * 2};
    for (next.cap = FIRST_ROOM; next.cap < next.room * 2;) {
        next.cap *= 2;
    }
    next.notes = ps_alloc(next.room * sizeof *next.notes);
    next.slots = ps_alloc(next.cap * sizeof *next.slots);
    if (!next.notes || !next.slots || next.room >= UINT32_MAX) {
        ps_free(next.notes);
        ps_free(next.slots);
        return false;
    }
    memset(next.slots, 0, next.cap * sizeof *next.slots);
    for (size_t i = 0; i < k->used; i++) {
        if (k->notes[i].path.n) {
            uint32_t h = hash(k->notes[i].path);
            slot *s = slot_of(&next, k->notes[i].path, h);
            next.notes[next.used++] = k->notes[i];
            *s = (slot){h, (uint32_t)next.used};
        }
    }
    ps_free(k->notes);
    ps_free(k->slots);
    next.paths = k->paths;
    *k = next;
    return true;
}

bool ps_known_put(ps_known *k, const ps_known_note *note) {
    ps_known_note *old = ps_known_find(k, note->path);
    if (old) {
        ps_str path = old->path;
        *old = *note;
        old->path = path;
        return true;
    }
    ps_str path = ps_arena_dup(&k->paths, note->path);
    if (!path.p || (k->used == k->room && !grow(k))) {
        return false;
    }
    uint32_t h = hash(path);
    slot *s = slot_of(k, path, h);
    k->notes[k->used] = *note;
    k->notes[k->used].path = path;
    k->n++;
    k->used++;
    *s = (slot){h, (uint32_t)k->used};
    return true;
}

void ps_known_drop(ps_known *k, ps_str path) {
    ps_known_note *note = ps_known_find(k, path);
    if (note) {
        note->path = PS_S("");
        k->n--;
    }
}

size_t ps_known_count(const ps_known *k) {
    return k->n;
}

ps_known_note *ps_known_next(ps_known *k, size_t *at) {
    while (*at < k->used) {
        ps_known_note *note = &k->notes[(*at)++];
        if (note->path.n) {
            return note;
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
