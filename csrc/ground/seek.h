/* Places in a list by a hash of what stands there: ten thousand rows are not looked through for each of ten thousand. */
#ifndef PS_SEEK_H
#define PS_SEEK_H

#include "arena.h"

typedef struct {
    uint64_t hash;
    size_t at; /* place + 1; 0: free */
} ps_seek_slot;

/* Lives in an arena; zeroed it is empty. */
typedef struct {
    ps_seek_slot *slots;
    size_t size, n;
} ps_seek;

/* PS_OK, or PS_ENOMEM. */
int ps_seek_add(ps_seek *seek, ps_arena *arena, uint64_t hash, size_t place);
/* A place with this hash, whose text the caller compares; with *step of the last answer (0 at first) the next one. SIZE_MAX: none is left. In the
 * order in which they were added. */
size_t ps_seek_next(const ps_seek *seek, uint64_t hash, size_t *step);

#endif
