/* The words of a text, as search sees them: one for each CJK character, and FTS5's unicode61 (case and accents folded) for the rest. Half-width and
 * full-width forms count as the usual ones. */
#ifndef PS_INDEX_TOKEN_H
#define PS_INDEX_TOKEN_H

#include <sqlite3.h>

#include "arena.h"
#include "error.h"

/* Changes whenever the words of some text do: part of the index's key. */
#define PS_TOKENIZER_VERSION "1"

/* Registers the tokenizer `pursuit` and the function ps_score on a connection, before anything else. An SQLite code. */
int ps_token_register(sqlite3 *db);

typedef struct {
    ps_str word;      /* folded, in the arena */
    uint32_t at, end; /* its bytes in the text */
} ps_token;
typedef PS_VEC(ps_token) ps_tokens;
/* Appends the words of a text, by the tokenizer of this connection. An SQLite code. */
int ps_token_list(sqlite3 *db, ps_arena *arena, ps_str text, ps_tokens *out);

#endif
