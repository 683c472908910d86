/* What the modules of the index, and search, share. Nobody else includes it. */
#ifndef PS_INDEX_IMPL_H
#define PS_INDEX_IMPL_H

#include <sqlite3.h>
#include <sys/types.h>

#include "index.h"
#include "index_known.h"

typedef enum {
    PS_SQL_BEGIN,
    PS_SQL_READ,
    PS_SQL_COMMIT,
    PS_SQL_ROLLBACK,
    PS_SQL_VERSION,
    PS_SQL_ALL,
    PS_SQL_FIND,
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
    PS_SQL_UNSAVED_CLEAR,
    PS_SQL_UNSAVED_PUT,
    PS_SQL_UNSAVED_MATCH,
    PS_SQL_COUNT
} ps_sql_id;

struct ps_index {
    char *root, *dir; /* dir: <cache>/pursuit/<hash> */
    char *gen;        /* the generation in use: a file name in dir; NULL: none, or in memory */
    dev_t dev;        /* of its file */
    ino_t ino;
    int used;    /* descriptor that keeps the generation from being cleared away; -1 */
    bool broken; /* an answer was impossible or none */
    sqlite3 *db;
    sqlite3_stmt *sql[PS_SQL_COUNT]; /* prepared when first asked for */
    const volatile int *cancel;
    ps_known *known; /* what the index holds, as of `version` */
    int64_t version;
};

/* ---- index.c ---- */
/* Sees to it that a whole generation is open: the one that the pointer names. */
int ps_index_attach(ps_index *ix, bool fresh, ps_error *err);
void ps_index_detach(ps_index *ix);
/* What an SQLite code means: 0, or an error. Marks the index broken where it can't be trusted any more. */
int ps_index_sql(ps_index *ix, int code, ps_error *err);
/* A statement, reset; the index keeps it. */
int ps_index_stmt(sqlite3_stmt **out, ps_index *ix, ps_sql_id id, ps_error *err);
/* Runs one that gives no rows. */
int ps_index_run(ps_index *ix, sqlite3_stmt *stmt, ps_error *err);
int ps_index_do(ps_index *ix, ps_sql_id id, ps_error *err);
void ps_index_bind(sqlite3_stmt *stmt, int at, ps_str text);
ps_str ps_index_column(sqlite3_stmt *stmt, int at); /* until the statement goes on */

/* Does what `body` does, with a generation that is whole: where it turns out to be broken it is replaced, and the body begins anew. */
typedef int ps_index_body(ps_index *ix, void *ctx, ps_error *err);
int ps_index_with(ps_index *ix, bool fresh, ps_index_body *body, void *ctx, ps_error *err);

/* ---- index_place.c ---- */
int ps_place_of(char **out, ps_str root, ps_str cache, ps_error *err);
/* Name of the generation that the pointer of this key leads to, in the caller's buffer; false: none. */
bool ps_place_current(const char *dir, uint64_t key, char out[64]);
/* Moves the pointer. 0 or errno. */
int ps_place_point(const char *dir, uint64_t key, const char *name);
void ps_place_name(char out[64]); /* a new one */
/* Marks a generation as used, by a descriptor that is closed at the end; -1 with errno. */
int ps_place_use(const char *dir, const char *name);
/* Removes the generations that are neither current nor used. */
void ps_place_clear(const char *dir, const char *current);
/* The folder's lock, for making a generation: a descriptor, closed at the end; -1 with errno. */
int ps_place_lock(const char *dir);
bool ps_place_is_remote(const char *dir); /* on a network file system */
uint64_t ps_place_hash(ps_str s);

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
