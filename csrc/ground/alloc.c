#include "alloc.h"

#include <stdbool.h>
#include <stdlib.h>

static _Thread_local size_t asked, fail_at;

static bool fails(void) {
    asked++;
    return fail_at && asked >= fail_at;
}

void *ps_alloc(size_t n) {
    return fails() ? NULL : malloc(n ? n : 1);
}

void *ps_realloc(void *p, size_t n) {
    return fails() ? NULL : realloc(p, n ? n : 1);
}

void ps_free(void *p) {
    free(p);
}

void ps_alloc_fail_at(size_t n) {
    asked = 0;
    fail_at = n;
}

size_t ps_alloc_count(void) {
    return asked;
}
