/* The core's only door to the heap, so that a test can make any allocation fail. */
#ifndef PS_ALLOC_H
#define PS_ALLOC_H

#include <stddef.h>

void *ps_alloc(size_t n);            /* like malloc */
void *ps_realloc(void *p, size_t n); /* like realloc */
void ps_free(void *p);               /* like free */

/* Tests: the n-th allocation from now on this thread fails (1 = the next), and every one after it; 0 turns it off. */
void ps_alloc_fail_at(size_t n);
/* Tests: allocations asked for on this thread since the last ps_alloc_fail_at. */
size_t ps_alloc_count(void);

#endif
