/* What the modules of the index, and search, share. Nobody else includes it. */
#ifndef PS_INDEX_IMPL_H
#define PS_INDEX_IMPL_H

#include "index_deal.h"
#include "index_known.h"
#include "index_part.h"
#include "index_store.h"
#include "index_token.h"

typedef enum {
    PS_SQL_BEGIN,
    PS_SQL_READ,
    PS_SQL_COMMIT,
    PS_SQL_ROLLBACK,
    PS_SQL_VERSION,
    PS_SQL_ALL,
    PS_SQL_TEXT,
    PS_SQL_PUT_NOTE,
    PS_SQL_SET_NOTE,
    PS_SQL_PUT_TEXT,
    PS_SQL_PUT_WORDS,
    PS_SQL_DROP_WORDS,
    PS_SQL_DROP_TEXT,
    PS_SQL_DROP_NOTE,
    PS_SQL_MATCH,
    PS_SQL_FIRST,
    PS_SQL_PATH,
    PS_SQL_MATCH_NOT,
    PS_SQL_EVERY,
    PS_SQL_COUNT_DEALS,
    PS_SQL_ALL_DEALS,
    PS_SQL_PUT_DEAL,
    PS_SQL_DROP_DEAL,
    PS_SQL_PUT_ITEM,
    PS_SQL_DROP_ITEMS,
    PS_SQL_ITEMS,
    PS_SQL_PUT_PARTS, /* one for each ps_part_kind, here and below */
    PS_SQL_DROP_PARTS = PS_SQL_PUT_PARTS + PS_PART_KINDS,
    PS_SQL_READ_PARTS = PS_SQL_DROP_PARTS + PS_PART_KINDS,
    PS_SQL_LINKS = PS_SQL_READ_PARTS + PS_PART_KINDS,
    PS_SQL_HAS,
    PS_SQL_FILLED,
    PS_SQL_ONE,
    PS_SQL_TEXT_AT,
    PS_SQL_UNSAVED_CLEAR,
    PS_SQL_UNSAVED_PUT,
    PS_SQL_UNSAVED_MATCH,
    PS_SQL_COUNT
} ps_sql_id;

struct ps_index {
    ps_store store;
    ps_known *known;     /* what the index holds, as of `version` */
    int64_t version;     /* -1: not known */
    ps_deal_rows *deals; /* those that the index holds, as of deals_version; NULL: not known */
    int64_t deals_version;
    int opened; /* the store's generation that they are about */
};

/* ---- index.c ---- */
/* As those of the store, on the index. */
int ps_index_sql(ps_index *ix, int code, ps_error *err);
int ps_index_stmt(sqlite3_stmt **out, ps_index *ix, ps_sql_id id, ps_error *err);
int ps_index_run(ps_index *ix, sqlite3_stmt *stmt, ps_error *err);
int ps_index_do(ps_index *ix, ps_sql_id id, ps_error *err);
int64_t ps_index_version(ps_index *ix); /* changes when another connection has written; -1: not known */
/* Whether the store has opened another file since this was asked: what was known of the last one is forgotten then. */
bool ps_index_opened(ps_index *ix);
/* Does what `body` does, with a generation that is whole, and anew where it turns out to be broken. PS_ECANCEL once *cancel is set (NULL: never) while
 * another process writes. */
typedef int ps_index_body(ps_index *ix, void *ctx, ps_error *err);
int ps_index_with(ps_index *ix, bool fresh, ps_index_body *body, void *ctx, const volatile int *cancel, ps_error *err);

/* ---- index_deal.c ---- */
void ps_index_forget_deals(ps_index *ix);

/* ---- index_item.c: within the transaction of the deal's row ---- */
int ps_index_put_items(ps_index *ix, const ps_deal_row *row, ps_error *err);
int ps_index_drop_items(ps_index *ix, ps_str folder, ps_error *err);

/* ---- index_scan.c ---- */
int ps_index_scan(ps_index *ix, const ps_fs *fs, ps_index_counts *out, ps_error *err);

/* ---- index_doc.c: what one file yields. Touches no store, so that a thread of its own can do it ---- */
typedef struct {
    ps_arena arena;
    ps_known_note now; /* as it stands on the disk */
    bool gone;
    ps_note *note; /* NULL where it is gone; of a file that can't be read as a note (too large, forbidden): of nothing */
    ps_str title;
    ps_parts parts;
    ps_buf words;   /* of the title, then of the body: packs of index_token.h */
    size_t body_at; /* where those of the body begin */
} ps_index_doc;
/* The folders that hold notes. */
/* Reads and parses one file. Fails only for want of memory; owned by the caller in any case: ps_index_doc_free. */
int ps_index_doc_read(ps_index_doc *out, const ps_fs *fs, ps_str path, ps_tokenizer *words, ps_error *err);
void ps_index_doc_free(ps_index_doc *doc);
/* Name of a note: its front matter's, else its first heading. Copied into the arena. */
int ps_index_title(ps_arena *arena, ps_str text, ps_str *out, ps_error *err);

/* ---- index_part_row.c ---- */
int ps_index_put_parts(ps_index *ix, int64_t note, const ps_parts *parts, ps_error *err);
int ps_index_drop_parts(ps_index *ix, int64_t note, ps_error *err);

/* ---- index_words.c ---- */
/* The segments that a filling leaves behind are large, and FTS5 takes them for the newest and smallest: the next few saves would merge them all. Says that
 * they are old instead, so that small ones are merged among themselves first. An SQLite code. */
int ps_index_settle_words(sqlite3 *db);

/* ---- index_note.c ---- */
/* Puts what a file yields, inside a transaction in which ix->known holds; a file that is gone is removed. *changed: its text has. */
int ps_index_put(ps_index *ix, ps_index_doc *doc, bool *changed, ps_error *err);

#endif
