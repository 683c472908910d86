#include "seek.h"

#include "error.h"

enum { FIRST_SIZE = 64 };

/* A power of two that is never more than half full: what collides stands right behind. */
static void put(ps_seek_slot *slots, size_t size, ps_seek_slot slot) {
    size_t i = (size_t)(slot.hash ^ slot.hash >> 32) & (size - 1);
    while (slots[i].at) {
        i = (i + 1) & (size - 1);
    }
    slots[i] = slot;
}

/* From a free slot on, so that those of one hash keep their order also where they go round the end. */
static int grow(ps_seek *seek, ps_arena *arena) {
    size_t size = seek->size ? 2 * seek->size : FIRST_SIZE, from = 0;
    ps_seek_slot *slots = ps_arena_alloc(arena, size * sizeof *slots);
    if (!slots) {
        return PS_ENOMEM;
    }
    while (from < seek->size && seek->slots[from].at) {
        from++;
    }
    for (size_t k = 0; k < seek->size; k++) {
        const ps_seek_slot *s = &seek->slots[(from + k) & (seek->size - 1)];
        if (s->at) {
            put(slots, size, *s);
        }
    }
    seek->slots = slots;
    seek->size = size;
    return PS_OK;
}

int ps_seek_add(ps_seek *seek, ps_arena *arena, uint64_t hash, size_t place) {
    int rc = 2 * (seek->n + 1) > seek->size ? grow(seek, arena) : PS_OK;
    if (!rc) {
        put(seek->slots, seek->size, (ps_seek_slot){hash, place + 1});
        seek->n++;
    }
    return rc;
}

size_t ps_seek_next(const ps_seek *seek, uint64_t hash, size_t *step) {
    size_t mask = seek->size - 1, home = (size_t)(hash ^ hash >> 32);
    while (seek->size && *step < seek->size) {
        const ps_seek_slot *s = &seek->slots[(home + *step) & mask];
        ++*step;
        if (!s->at) {
            break;
        }
        if (s->hash == hash) {
            return s->at - 1;
        }
    }
    *step = SIZE_MAX;
    return SIZE_MAX;
}
