/* The words of a text, as search sees them: one for each CJK character, and FTS5's unicode61 (case and accents folded) for the rest. Half-width and
 * full-width forms count as the usual ones. */
#ifndef PS_INDEX_TOKEN_H
#define PS_INDEX_TOKEN_H

#include <sqlite3.h>

#include "arena.h"
#include "buf.h"
#include "error.h"

/* Changes whenever the words of some text do: part of the index's key. */
#define PS_TOKENIZER_VERSION "1"

/* A tokenizer of its own, for one thread at a time. An SQLite code. */
typedef struct ps_tokenizer ps_tokenizer;
int ps_tokenizer_new(ps_tokenizer **out, sqlite3 *db);
void ps_tokenizer_free(ps_tokenizer *t); /* NULL is fine; before its connection is closed */
/* Appends the words of a text, packed for ps_token_given. An SQLite code. */
int ps_tokenizer_pack(ps_tokenizer *t, ps_str text, ps_buf *out);
/* From now on the tokenizers of this thread take the words of the next texts that are put into an index from here, one pack a text, instead of reading
 * them; n 0: they read again. The packs are borrowed. */
void ps_token_given(const ps_str *packs, size_t n);

/* Registers the tokenizer `pursuit` and the function ps_score on a connection, before anything else. An SQLite code. */
int ps_token_register(sqlite3 *db);

typedef struct {
    ps_str word;      /* folded, in the arena */
    uint32_t at, end; /* its bytes in the text */
} ps_token;
typedef PS_VEC(ps_token) ps_tokens;
/* Appends the words of a text. An SQLite code. */
int ps_tokenizer_list(ps_tokenizer *t, ps_arena *arena, ps_str text, ps_tokens *out);

#endif
