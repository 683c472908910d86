/* What the modules of the index, and search, share. Nobody else includes it. */
#ifndef PS_INDEX_IMPL_H
#define PS_INDEX_IMPL_H

#include "index_deal.h"
#include "index_known.h"
#include "index_store.h"

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
    PS_SQL_MATCH_NOT,
    PS_SQL_EVERY,
    PS_SQL_COUNT_DEALS,
    PS_SQL_ALL_DEALS,
    PS_SQL_PUT_DEAL,
    PS_SQL_DROP_DEAL,
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
/* Does what `body` does, with a generation that is whole, and anew where it turns out to be broken. PS_ECANCEL once *cancel is set (NULL: never) while
 * another process writes. */
typedef int ps_index_body(ps_index *ix, void *ctx, ps_error *err);
int ps_index_with(ps_index *ix, bool fresh, ps_index_body *body, void *ctx, const volatile int *cancel, ps_error *err);

/* ---- index_deal.c ---- */
void ps_index_forget_deals(ps_index *ix);

/* ---- index_scan.c ---- */
int ps_index_scan(ps_index *ix, const ps_fs *fs, ps_index_counts *out, ps_error *err);

/* ---- index_note.c ---- */
/* The folders that hold notes. */
extern const char *const ps_index_folders[];
/* Name of a note: its front matter's, else its first heading. Copied into the arena. */
int ps_index_title(ps_arena *arena, ps_str text, ps_str *out, ps_error *err);
/* Puts one file as it stands on the disk, inside a transaction; a file that is gone is removed. *changed: the words of it have. */
int ps_index_put(ps_index *ix, const ps_fs *fs, ps_str path, bool *changed, ps_error *err);

#endif
