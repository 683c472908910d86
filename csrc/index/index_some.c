/* A few notes that are known to have changed, without a walk, and without knowing what else the index holds. */
#include "index_feed.h"

typedef struct {
    const ps_fs *fs;
    const ps_str *paths;
    size_t n;
} some;

static int is_filled(ps_index *ix, bool *filled, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, ix, PS_SQL_FILLED, err);
    if (rc) {
        return rc;
    }
    int code = sqlite3_step(stmt);
    *filled = code == SQLITE_ROW;
    sqlite3_reset(stmt);
    return ps_index_sql(ix, code, err);
}

static int load_one(ps_index *ix, ps_str path, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, ix, PS_SQL_ONE, err);
    if (rc) {
        return rc;
    }
    ps_store_bind(stmt, 1, path);
    int code = sqlite3_step(stmt);
    if (code == SQLITE_ROW) {
        ps_known_note note = {.path = path,
                              .stamp = {sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1), sqlite3_column_int64(stmt, 2),
                                        sqlite3_column_int64(stmt, 3)},
                              .checked = sqlite3_column_int64(stmt, 4),
                              .id = sqlite3_column_int64(stmt, 5)};
        rc = ps_known_put(ix->known, &note) ? PS_OK : ps_nomem(err);
    }
    sqlite3_reset(stmt);
    return rc ? rc : ps_index_sql(ix, code, err);
}

static int put_some(ps_index *ix, const some *s, bool load, ps_error *err) {
    ps_feed *feed = NULL;
    ps_index_doc *doc;
    bool changed;
    int rc = PS_OK;
    for (size_t i = 0; !rc && load && i < s->n; i++) {
        rc = load_one(ix, s->paths[i], err);
    }
    rc = rc ? rc : ps_feed_open(&feed, ix, s->fs, s->paths, s->n, err);
    while (!rc && !(rc = ps_feed_next(feed, &doc, err)) && doc) {
        rc = ps_index_put(ix, doc, &changed, err);
    }
    ps_feed_close(feed);
    return rc;
}

/* Where another connection has written, all that is known would have to be read again: here only these notes' is. */
static int some_body(ps_index *ix, void *ctx, ps_error *err) {
    const some *s = ctx;
    bool filled = false;
    ps_known *all = ix->known;
    int rc = ps_index_do(ix, PS_SQL_BEGIN, err);
    ix->store.cancel = NULL; /* it is our turn: now to the end */
    rc = rc ? rc : is_filled(ix, &filled, err);
    if (rc || !filled) {
        return rc ? rc : ps_index_do(ix, PS_SQL_COMMIT, err);
    }
    int64_t version = ps_index_version(ix);
    bool current = all && version >= 0 && version == ix->version;
    ix->known = current ? all : ps_known_new();
    rc = ix->known ? put_some(ix, s, !current, err) : ps_nomem(err);
    if (!current) {
        ps_known_free(ix->known);
        ix->known = all;
    }
    rc = rc ? rc : ps_index_do(ix, PS_SQL_COMMIT, err);
    ix->version = current && !rc ? version : -1;
    return rc;
}

int ps_index_some(ps_index *ix, const ps_fs *fs, const ps_str *paths, size_t n, ps_error *err) {
    static const volatile int at_once = 1; /* whoever writes now will find the files as they are */
    some s = {fs, paths, n};
    return ps_index_with(ix, false, some_body, &s, &at_once, err);
}
