/* What the modules of search share. Nobody else includes it. */
#ifndef PS_SEARCH_IMPL_H
#define PS_SEARCH_IMPL_H

#include "index_impl.h"
#include "search.h"

typedef struct { /* a term as the words that must stand one after the other */
    ps_tokens words;
    bool prefix; /* the last one may go on */
} ps_search_phrase;
typedef PS_VEC(ps_search_phrase) ps_search_phrases;

typedef struct {
    int64_t id;   /* in the index, or from 1 the place among the unsaved texts */
    ps_str path;  /* p NULL: not looked up yet */
    double score; /* smaller is better */
    bool unsaved;
} ps_search_candidate;

/* A question at work. */
typedef struct {
    const ps_search_question *q;
    const ps_fs *fs;
    ps_arena *arena, scratch;
    ps_tokenizer *tokenizer;
    ps_search_terms terms;     /* those that hold a word */
    ps_search_phrases phrases; /* of those that are not negated */
    size_t n_negated;
    PS_VEC(ps_search_candidate) found;
    ps_search_hits *out;
} ps_search_work;

/* ---- search_find.c: who may be a hit. All append to `found` ---- */
/* Those that hold every term and no negated one, scored unless anyone will do. */
int ps_search_find(ps_index *ix, ps_search_work *s, ps_error *err);
/* Those without the negated ones, by path: a part of them that begins after the path `after` ("": the first); *more: others follow. */
int ps_search_find_others(ps_index *ix, ps_search_work *s, ps_str after, bool *more, ps_error *err);
/* Sees to it that it has its path; "" where there is no such note, or its text is unsaved. */
int ps_search_path(ps_index *ix, ps_search_work *s, ps_search_candidate *c, ps_error *err);

/* ---- search_snippet.c ---- */
/* Line, snippet and marks of a hit, from its text. *found: it holds a phrase at all. An SQLite code. */
int ps_search_snippet(ps_tokenizer *t, ps_arena *arena, const ps_search_phrases *phrases, ps_str text, ps_search_hit *hit, bool *found);

#endif
