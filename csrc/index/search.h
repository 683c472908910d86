/* Questions to the index: which notes hold these words, best first. */
#ifndef PS_SEARCH_H
#define PS_SEARCH_H

#include "index.h"
#include "search_query.h"

typedef struct { /* a text that stands in an editor; path from the root */
    ps_str path, text;
} ps_search_unsaved;

typedef struct {
    size_t at, end; /* bytes of the snippet */
} ps_search_mark;

typedef struct {
    ps_str path, title, snippet; /* snippet: the line with the best match, cut around it, with … where it goes on */
    unsigned line, col;          /* of the match, from 1; col in bytes */
    double score;                /* smaller is better */
    PS_VEC(ps_search_mark) marks;
} ps_search_hit;
typedef PS_VEC(ps_search_hit) ps_search_hits;

typedef struct {
    const ps_search_terms *terms;
    const ps_search_unsaved *unsaved;
    size_t n_unsaved;
    size_t limit;
    bool known; /* from what the index knows, without a look at the files */
    bool any;   /* any hits, not the best ones: the first that are found */
    /* Whether notes of this path are asked for; a negative code is an error. NULL: all. */
    int (*takes)(void *ctx, ps_str path, ps_error *err);
    void *ctx;
    const volatile int *cancel;
} ps_search_question;

/* The notes, brought up to date with the files first (unless `known`), that hold every term and no negated one; of equal ones, by path. Without a term that asks for
 * something: all others where there is a negated one or a filter, else none. Of more than 20,000 notes that match, those with the words in their
 * title and some others are weighed. Hits live in the arena. */
int ps_search(ps_arena *arena, ps_index *ix, const ps_fs *fs, const ps_search_question *q, ps_search_hits *out, ps_error *err);

#endif
