/* What is typed to search: words, "phrases", prefix*, -not, in any order. Every input is a legal query: what means nothing is passed over. */
#ifndef PS_SEARCH_QUERY_H
#define PS_SEARCH_QUERY_H

#include "arena.h"
#include "error.h"

typedef struct {
    ps_str text;  /* as typed, without quotes, '-' and '*' */
    bool quoted;  /* stood in quotes: never a filter */
    bool negated; /* -word, -"phrase" */
    bool prefix;  /* word*, "phrase"* */
} ps_search_term;
typedef PS_VEC(ps_search_term) ps_search_terms;

enum { PS_SEARCH_MAX_BYTES = 4096, PS_SEARCH_MAX_TERMS = 64 }; /* what goes beyond is passed over */

/* Splits at blanks (U+3000 too). Full-width quotes count as quotes; one that is never closed reaches to the end. Texts point into `typed`. */
int ps_search_terms_read(ps_arena *arena, ps_str typed, ps_search_terms *out, ps_error *err);
/* FTS5's expression for those terms that are negated, or not, in the column ("" any): each quoted, joined by AND, or by OR where negated. */
void ps_search_expression(ps_buf *out, const ps_search_terms *terms, bool negated, const char *column);

#endif
