/* What the modules of search share. Nobody else includes it. */
#ifndef PS_SEARCH_IMPL_H
#define PS_SEARCH_IMPL_H

#include "index_impl.h"
#include "index_token.h"
#include "search.h"

typedef struct { /* a term as the words that must stand one after the other */
    ps_tokens words;
    bool prefix; /* the last one may go on */
} ps_search_phrase;
typedef PS_VEC(ps_search_phrase) ps_search_phrases;

/* Line, snippet and marks of a hit, from its text. *found: it holds a phrase at all. An SQLite code. */
int ps_search_snippet(sqlite3 *db, ps_arena *arena, const ps_search_phrases *phrases, ps_str text, ps_search_hit *hit, bool *found);

#endif
