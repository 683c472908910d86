/* A store: tables in an SQLite file below the user's cache folder, which is no truth but made again from what it was read from. The index of notes is one,
 * the history of a repository another. A file of it is a generation; one that is outdated, corrupt, cut short or gone is replaced by a new one while
 * others go on with theirs. For index*.c and search*.c alone. */
#ifndef PS_INDEX_STORE_H
#define PS_INDEX_STORE_H

#include <sqlite3.h>
#include <sys/types.h>

#include "arena.h"
#include "buf.h"
#include "error.h"

/* What a kind of store holds. Static. */
typedef struct {
    const char *name;            /* with its version: what was made by another is not read */
    const char *const *schemas;  /* of the file; each group of tables has its own; NULL at the end */
    const char *temp;            /* of a connection; NULL: none */
    int (*prepare)(sqlite3 *db); /* of a connection, before anything else: an SQLite code; NULL: nothing */
    const char *indexes;         /* of the file, IF NOT EXISTS: made when it is opened, but last in one that is filled; NULL: none */
    /* For ps_store_fill; NULL: nothing. `carried`, a transaction, copies from the schema `old` what need not be made again; `before` and
     * `after` come before and after what is put; `settle` last, an SQLite code. */
    const char *carried, *before, *after;
    int (*settle)(sqlite3 *db);
    const char *const *sql; /* n_sql statements, known by their number */
    int n_sql;
} ps_store_kind;

typedef struct {
    const ps_store_kind *kind;
    char *root; /* what it is about: part of its key and its place */
    char *dir;  /* <cache>/pursuit/<hash of root>; NULL: there is no place, it lives in memory */
    char *gen;  /* the generation in use: a file name in dir; NULL: none, or in memory */
    dev_t dev;  /* of its file */
    ino_t ino;
    int used;    /* descriptor that keeps the generation from being cleared away; -1 */
    bool broken; /* an answer was impossible or none */
    bool opening;
    sqlite3 *db;
    sqlite3_stmt **sql;         /* prepared when first asked for */
    const volatile int *cancel; /* asked while another process writes; may be NULL */
    int filling;                /* descriptor of the lock that is held while a generation is filled that nobody is led to yet; -1 */
    int opened;                 /* counts openings: what is remembered of the file holds as long as this is the same */
} ps_store;

/* `cache`: the user's cache folder, "" for XDG_CACHE_HOME, else ~/.cache. Nothing is opened yet. PS_ENOMEM. */
int ps_store_init(ps_store *store, const ps_store_kind *kind, ps_str root, ps_str cache, ps_error *err);
void ps_store_close(ps_store *store); /* also one that is all zero */

/* Does what `body` does, with a generation that is whole: where it turns out to be broken it is replaced, and the body begins anew. A transaction that is
 * left open by an error is rolled back. fresh: begins with an empty one. */
typedef int ps_store_body(void *ctx, ps_error *err);
int ps_store_with(ps_store *store, bool fresh, ps_store_body *body, void *ctx, ps_error *err);

/* Within a body, without an open statement or transaction: goes over to a new generation for much to be put at once. Nobody is led to it, and nothing of
 * it is synced, before the body returns; then everyone is, also after PS_ECANCEL: to as much of it as was committed. Where another process has done the
 * same meanwhile, theirs is opened. Where it can't be it does nothing. `opened` tells whether the file is another one. PS_ECANCEL, PS_ENOMEM. */
int ps_store_fill(ps_store *store, ps_error *err);

/* What an SQLite code means: 0, or an error. Marks the store broken where it can't be trusted any more. */
int ps_store_sql(ps_store *store, int code, ps_error *err);
/* A statement, reset; the store keeps it. */
int ps_store_stmt(sqlite3_stmt **out, ps_store *store, int id, ps_error *err);
/* Runs one that gives no rows. */
int ps_store_run(ps_store *store, sqlite3_stmt *stmt, ps_error *err);
int ps_store_do(ps_store *store, int id, ps_error *err);
void ps_store_bind(sqlite3_stmt *stmt, int at, ps_str text);
ps_str ps_store_column(sqlite3_stmt *stmt, int at); /* until the statement goes on */

/* ---- index_place.c: where its files are ---- */
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
/* The lock of who fills one for this key: as above, but EWOULDBLOCK where another does. */
int ps_place_lock_fill(const char *dir, uint64_t key);
bool ps_place_is_remote(const char *dir); /* on a network file system */

#endif
