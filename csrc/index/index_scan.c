#include <stdlib.h>

#include "index_feed.h"
#include "kind.h"

/* Notes that go into one transaction: another process gets its turn in between, and who is cancelled loses no more. */
enum { BATCH = 2048, FILL_BATCH = 8192 };

static int load_rows(ps_index *ix, ps_known *known, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, ix, PS_SQL_ALL, err);
    if (rc) {
        return rc;
    }
    int code = sqlite3_step(stmt);
    while (!rc && code == SQLITE_ROW) {
        ps_known_note note = {.path = ps_store_column(stmt, 0),
                              .stamp = {sqlite3_column_int64(stmt, 1), sqlite3_column_int64(stmt, 2), sqlite3_column_int64(stmt, 3),
                                        sqlite3_column_int64(stmt, 4)},
                              .checked = sqlite3_column_int64(stmt, 5),
                              .id = sqlite3_column_int64(stmt, 6)};
        rc = ps_known_put(known, &note) ? PS_OK : ps_nomem(err);
        code = rc ? code : sqlite3_step(stmt);
    }
    sqlite3_reset(stmt);
    return rc ? rc : ps_index_sql(ix, code, err);
}

/* Inside a transaction: sees to it that ix->known is what the index holds, also after another process has written. */
static int load(ps_index *ix, ps_error *err) {
    int64_t version = ps_index_version(ix);
    if (ix->known && version >= 0 && version == ix->version) {
        return PS_OK;
    }
    ps_known_free(ix->known);
    ix->known = ps_known_new();
    int rc = ix->known ? load_rows(ix, ix->known, err) : ps_nomem(err);
    ix->version = rc ? -1 : version;
    return rc;
}

static int load_once(ps_index *ix, ps_error *err) {
    int rc = ps_index_do(ix, PS_SQL_READ, err);
    rc = rc ? rc : load(ix, err);
    int ended = ps_index_do(ix, PS_SQL_COMMIT, err);
    return rc ? rc : ended;
}

/* A walk at work. */
typedef struct {
    ps_index *ix;
    ps_arena *arena;
    ps_strs *changed;
} look;

static int push(look *l, ps_str path) {
    ps_str *slot = PS_PUSH(l->arena, l->changed);
    if (!slot || !(*slot = ps_arena_dup(l->arena, path)).p) {
        return PS_ENOMEM;
    }
    return PS_OK;
}

static int look_at(void *ctx, ps_str path, const ps_fs_stamp *stamp) {
    look *l = ctx;
    ps_known_note *k = ps_known_find(l->ix->known, path);
    if (k) {
        k->seen = true;
    }
    return k && ps_known_holds(k, stamp) ? PS_OK : push(l, path);
}

/* Paths whose file is new, not as it was read, or gone. */
static int find_changed(ps_index *ix, const ps_fs *fs, ps_arena *arena, ps_strs *out, ps_error *err) {
    look l = {ix, arena, out};
    int rc = PS_OK;
    for (size_t i = 0; !rc && i <= PS_K_COUNT; i++) {
        ps_str folder = i < PS_K_COUNT ? ps_kind_dir(ps_kind_order[i]) : PS_S(".pursuit");
        rc = ps_fs_walk(fs, folder, look_at, &l, err);
        if (rc == PS_EINVAL) { /* a folder that leads outside: it must not hide the others */
            ps_error_clear(err);
            rc = PS_OK;
        }
    }
    ps_known_note *k;
    for (size_t at = 0; (k = ps_known_next(ix->known, &at));) {
        if (!k->seen && !rc && push(&l, k->path)) {
            rc = ps_nomem(err);
        }
        k->seen = false;
    }
    return rc;
}

static int by_path(const void *a, const void *b) {
    return ps_str_cmp(*(const ps_str *)a, *(const ps_str *)b);
}

static bool is_cancelled(const ps_index *ix) {
    return ix->store.cancel && *ix->store.cancel;
}

/* One transaction. What was cancelled stays as far as it got. */
static int put_batch(ps_index *ix, ps_feed *feed, size_t n, ps_index_counts *out, ps_error *err) {
    ps_index_doc *doc;
    int rc = ps_index_do(ix, PS_SQL_BEGIN, err);
    rc = rc ? rc : load(ix, err);
    for (size_t i = 0; !rc && i < n && !is_cancelled(ix); i++) {
        bool changed = false;
        rc = ps_feed_next(feed, &doc, err);
        if (rc || !doc) {
            break;
        }
        rc = ps_index_put(ix, doc, &changed, err);
        out->removed += changed && doc->gone;
        out->changed += changed && !doc->gone;
    }
    return rc ? rc : ps_index_do(ix, PS_SQL_COMMIT, err);
}

static int put_all(ps_index *ix, const ps_fs *fs, const ps_strs *paths, ps_index_counts *out, ps_error *err) {
    ps_feed *feed;
    int rc = ps_feed_open(&feed, ix, fs, paths->v, paths->n, err);
    if (rc) {
        return rc;
    }
    size_t batch = ix->store.filling >= 0 ? FILL_BATCH : BATCH;
    for (size_t at = 0; !rc && at < paths->n; at += batch) {
        rc = put_batch(ix, feed, batch, out, err);
        rc = rc ? rc : is_cancelled(ix) ? ps_fail(err, PS_ECANCEL, CANCELLED) : PS_OK;
    }
    ps_feed_close(feed);
    return rc;
}

/* Much to be put into nothing: beside the file that others use, and faster. */
enum { MUCH = 1024 };

static int begin_fill(ps_index *ix, bool *anew, ps_error *err) {
    int rc = ps_store_fill(&ix->store, err);
    *anew = !rc && ps_index_opened(ix) && ix->store.filling < 0;
    return rc;
}

int ps_index_scan(ps_index *ix, const ps_fs *fs, ps_index_counts *out, ps_error *err) {
    ps_arena arena = {0};
    ps_strs paths = {0};
    bool anew = false;
    *out = (ps_index_counts){0};
    int rc = load_once(ix, err);
    rc = rc ? rc : find_changed(ix, fs, &arena, &paths, err);
    if (!rc && paths.n > MUCH && ps_known_count(ix->known) == 0) {
        rc = begin_fill(ix, &anew, err);
        rc = rc ? rc : load_once(ix, err);
    }
    if (!rc && anew) { /* somebody else has filled one */
        paths.n = 0;
        rc = find_changed(ix, fs, &arena, &paths, err);
    }
    if (!rc && paths.n) {
        qsort(paths.v, paths.n, sizeof *paths.v, by_path);
        rc = put_all(ix, fs, &paths, out, err);
    }
    if (rc) { /* what was rolled back is not known */
        ix->version = -1;
    }
    out->notes = rc ? 0 : (int)ps_known_count(ix->known);
    ps_arena_free(&arena);
    return rc;
}

typedef struct {
    const ps_fs *fs;
    ps_index_counts *out;
} update;

static int update_body(ps_index *ix, void *ctx, ps_error *err) {
    const update *u = ctx;
    return ps_index_scan(ix, u->fs, u->out, err);
}

int ps_index_update(ps_index *ix, const ps_fs *fs, bool fresh, const volatile int *cancel, ps_index_counts *out, ps_error *err) {
    update u = {fs, out};
    return ps_index_with(ix, fresh, update_body, &u, cancel, err);
}
