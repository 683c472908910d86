#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "alloc.h"
#include "index_store.h"

enum { BUSY_MS = 60000, OPENING_MS = 3000, BUSY_STEP_MS = 5, PROGRESS_STEPS = 2000 };

/* ---- statements ---- */

int ps_store_sql(ps_store *store, int code, ps_error *err) {
    int kind = code & 0xFF;
    if (kind == SQLITE_OK || kind == SQLITE_ROW || kind == SQLITE_DONE) {
        return PS_OK;
    }
    if (kind == SQLITE_NOMEM) {
        return ps_nomem(err);
    }
    if (kind == SQLITE_INTERRUPT) {
        return ps_fail(err, PS_ECANCEL, CANCELLED);
    }
    if (kind == SQLITE_BUSY || kind == SQLITE_LOCKED) {
        return store->cancel && *store->cancel ? ps_fail(err, PS_ECANCEL, CANCELLED) : ps_fail(err, PS_EBUSY, INDEX_BUSY);
    }
    store->broken = true;
    return ps_fail(err, PS_EIO, INDEX_FAILED, ps_str_of(sqlite3_errstr(code)));
}

int ps_store_stmt(sqlite3_stmt **out, ps_store *store, int id, ps_error *err) {
    int code = SQLITE_OK;
    if (!store->sql[id]) {
        code = sqlite3_prepare_v3(store->db, store->kind->sql[id], -1, SQLITE_PREPARE_PERSISTENT, &store->sql[id], NULL);
    }
    int rc = ps_store_sql(store, code, err);
    if (rc) {
        return rc;
    }
    sqlite3_reset(store->sql[id]);
    *out = store->sql[id];
    return PS_OK;
}

int ps_store_run(ps_store *store, sqlite3_stmt *stmt, ps_error *err) {
    int code = sqlite3_step(stmt);
    sqlite3_reset(stmt);
    return ps_store_sql(store, code, err);
}

int ps_store_do(ps_store *store, int id, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_store_stmt(&stmt, store, id, err);
    return rc ? rc : ps_store_run(store, stmt, err);
}

void ps_store_bind(sqlite3_stmt *stmt, int at, ps_str text) {
    sqlite3_bind_text64(stmt, at, text.p ? text.p : "", text.n, SQLITE_STATIC, SQLITE_UTF8);
}

ps_str ps_store_column(sqlite3_stmt *stmt, int at) {
    const char *p = (const char *)sqlite3_column_text(stmt, at);
    return p ? (ps_str){p, (size_t)sqlite3_column_bytes(stmt, at)} : PS_S("");
}

/* ---- a generation ---- */

/* Another process writes: wait, unless the user has had enough. */
static int on_busy(void *ctx, int tries) {
    const ps_store *store = ctx;
    const struct timespec step = {0, BUSY_STEP_MS * 1000000L};
    int most = store->opening ? OPENING_MS : BUSY_MS; /* a file that was cut short under others may never let us in */
    if (tries > most / BUSY_STEP_MS || (store->cancel && *store->cancel)) {
        return 0;
    }
    nanosleep(&step, NULL);
    return 1;
}

/* In the midst of anything long: whether the user has had enough. */
static int on_progress(void *ctx) {
    const ps_store *store = ctx;
    return store->cancel && *store->cancel;
}

/* What a generation must have been made by and for. */
static int key_text(const ps_store *store, ps_buf *out) {
    ps_buf_fmt(out, "pursuit %s sqlite %s %s", store->kind->name, sqlite3_libversion(), store->root);
    return ps_buf_ok(out) ? PS_OK : PS_ENOMEM;
}

static uint64_t key_hash(const ps_store *store) {
    ps_buf b = {0};
    uint64_t hash = key_text(store, &b) ? 0 : ps_str_hash(PS_HASH, ps_buf_str(&b));
    ps_buf_free(&b);
    return hash;
}

static void detach(ps_store *store) {
    for (int i = 0; i < store->kind->n_sql; i++) {
        sqlite3_finalize(store->sql[i]);
        store->sql[i] = NULL;
    }
    sqlite3_close(store->db);
    ps_free(store->gen);
    if (store->used >= 0) {
        close(store->used);
    }
    if (store->filling >= 0) {
        close(store->filling);
    }
    store->filling = -1;
    store->db = NULL;
    store->gen = NULL;
    store->used = -1;
    store->opened++;
}

/* Connection with our settings; `flags` as sqlite3_open_v2 has them. */
static int connect(ps_store *store, const char *path, int flags) {
    int code = sqlite3_open_v2(path, &store->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    code = code || !store->kind->prepare ? code : store->kind->prepare(store->db);
    code = code ? code : sqlite3_busy_handler(store->db, on_busy, store);
    if (!code) {
        sqlite3_progress_handler(store->db, PROGRESS_STEPS, on_progress, store);
    }
    return code ? code
                : sqlite3_exec(store->db, "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON; PRAGMA cache_size = -16000", NULL, NULL,
                               NULL);
}

/* Whether what is connected to is whole, ours, and of this version. */
static bool has_key(ps_store *store) {
    sqlite3_stmt *stmt = NULL;
    ps_buf want = {0};
    bool same = false;
    if (!key_text(store, &want) && sqlite3_prepare_v2(store->db, "SELECT key FROM meta", -1, &stmt, NULL) == SQLITE_OK) {
        same = sqlite3_step(stmt) == SQLITE_ROW && ps_str_eq(ps_store_column(stmt, 0), ps_buf_str(&want));
    }
    sqlite3_finalize(stmt);
    ps_buf_free(&want);
    return same && (!store->kind->temp || sqlite3_exec(store->db, store->kind->temp, NULL, NULL, NULL) == SQLITE_OK);
}

static int fill(ps_store *store) {
    ps_buf key = {0};
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_exec(store->db, "CREATE TABLE meta (key TEXT NOT NULL)", NULL, NULL, NULL);
    for (size_t i = 0; !code && store->kind->schemas[i]; i++) {
        code = sqlite3_exec(store->db, store->kind->schemas[i], NULL, NULL, NULL);
    }
    code = code ? code : sqlite3_prepare_v2(store->db, "INSERT INTO meta VALUES (?1)", -1, &stmt, NULL);
    code = code ? code : key_text(store, &key) ? SQLITE_NOMEM : SQLITE_OK;
    if (!code) {
        ps_store_bind(stmt, 1, ps_buf_str(&key));
        code = sqlite3_step(stmt) == SQLITE_DONE ? SQLITE_OK : SQLITE_ERROR;
    }
    sqlite3_finalize(stmt);
    ps_buf_free(&key);
    return code;
}

/* Larger pages make fewer of them: most of what is put comes in order. */
#define PAGES "PRAGMA page_size = 16384"

static bool path_of(const ps_store *store, const char *name, char out[4096]) {
    int n = snprintf(out, 4096, "%s/%s", store->dir, name);
    return n > 0 && n < 4096;
}

/* Takes the connection's file as the generation in use. */
static bool take(ps_store *store, const char *name) {
    char path[4096];
    struct stat file;
    ps_str s = ps_str_of(name);
    if (!path_of(store, name, path) || stat(path, &file) < 0 || !(store->gen = ps_alloc(s.n + 1))) {
        return false;
    }
    memcpy(store->gen, name, s.n + 1);
    store->dev = file.st_dev;
    store->ino = file.st_ino;
    return true;
}

static bool exec(ps_store *store, const char *sql) {
    return !sql || sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool open_generation(ps_store *store, const char *name) {
    char path[4096];
    if (!path_of(store, name, path) || (store->used = ps_place_use(store->dir, name)) < 0) {
        return false;
    }
    store->opening = true;
    bool good = connect(store, path, SQLITE_OPEN_READWRITE) == SQLITE_OK && has_key(store) && take(store, name);
    store->opening = false;
    good = good && exec(store, "PRAGMA synchronous = NORMAL") && exec(store, store->filling < 0 ? store->kind->indexes : NULL);
    if (!good) {
        detach(store);
    }
    return good;
}

static const char *journal_of(const ps_store *store) {
    return ps_place_is_remote(store->dir) ? "PRAGMA journal_mode = DELETE" : "PRAGMA journal_mode = WAL";
}

/* A new file with the tables, nobody else's until the pointer moves. */
static bool make_generation(ps_store *store, const char *name, const char *journal) {
    char path[4096];
    if (!path_of(store, name, path)) {
        return false;
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return false;
    }
    close(fd);
    bool good =
        connect(store, path, SQLITE_OPEN_READWRITE) == SQLITE_OK && exec(store, PAGES) && exec(store, journal) && fill(store) == SQLITE_OK;
    detach(store);
    return good;
}

/* Under the folder's lock: the generation that somebody else has put in the place of `was` meanwhile, else a new one. */
static bool replace(ps_store *store, const char *was) {
    char name[64];
    int lock = ps_place_lock(store->dir);
    if (lock < 0) {
        return false;
    }
    bool good = ps_place_current(store->dir, key_hash(store), name) && strcmp(name, was) != 0 && open_generation(store, name);
    if (!good) {
        ps_place_name(name);
        good = make_generation(store, name, journal_of(store)) && ps_place_point(store->dir, key_hash(store), name) == 0 &&
               open_generation(store, name);
        ps_place_clear(store->dir, name);
    }
    close(lock);
    return good;
}

/* Whether the file that is open is still the one that everybody is led to. */
static bool is_current(const ps_store *store) {
    char name[64], path[4096];
    struct stat file;
    return ps_place_current(store->dir, key_hash(store), name) && strcmp(name, store->gen) == 0 && path_of(store, name, path) &&
           stat(path, &file) == 0 && file.st_dev == store->dev && file.st_ino == store->ino && file.st_size > 0;
}

/* ---- filling ---- */

/* What differs while nobody is led to it: who dies leaves a file that nobody opens. */
static const char hasty[] = "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000";
static const char steady[] = "PRAGMA cache_size = -16000; PRAGMA synchronous = NORMAL";

/* The lock of who fills, waited for; *out -1 where there is none to be had. */
static int wait_to_fill(ps_store *store, int *out, ps_error *err) {
    for (int tries = 0; on_busy(store, tries); tries++) {
        *out = ps_place_lock_fill(store->dir, key_hash(store));
        if (*out >= 0 || errno != EWOULDBLOCK) {
            return PS_OK;
        }
    }
    return store->cancel && *store->cancel ? ps_fail(err, PS_ECANCEL, CANCELLED) : ps_fail(err, PS_EBUSY, INDEX_BUSY);
}

/* Takes from the old file what need not be made again. Where that fails it will be made again. */
static void carry_over(ps_store *store, const char *old) {
    char path[4096];
    sqlite3_stmt *stmt = NULL;
    if (!store->kind->carried || !path_of(store, old, path) ||
        sqlite3_prepare_v2(store->db, "ATTACH ?1 AS old", -1, &stmt, NULL) != SQLITE_OK) {
        return;
    }
    ps_store_bind(stmt, 1, ps_str_of(path));
    bool attached = sqlite3_step(stmt) == SQLITE_DONE;
    sqlite3_finalize(stmt);
    if (attached) {
        if (!exec(store, store->kind->carried)) {
            exec(store, "ROLLBACK");
        }
        exec(store, "DETACH old");
    }
}

static int attach(ps_store *store, bool fresh, ps_error *err);

int ps_store_fill(ps_store *store, ps_error *err) {
    char was[64], name[64];
    int lock;
    if (!store->gen) {
        return PS_OK;
    }
    snprintf(was, sizeof was, "%s", store->gen);
    int rc = wait_to_fill(store, &lock, err);
    if (rc || lock < 0) {
        return rc;
    }
    detach(store);
    bool theirs = ps_place_current(store->dir, key_hash(store), name) && strcmp(name, was) != 0 && open_generation(store, name);
    if (theirs) {
        close(lock);
        return PS_OK;
    }
    ps_place_name(name);
    bool made = make_generation(store, name, hasty);
    store->filling = lock;
    if (made && open_generation(store, name) && exec(store, hasty) && exec(store, store->kind->before)) {
        carry_over(store, was);
        return PS_OK;
    }
    detach(store);
    return attach(store, false, err);
}

/* Leads everyone to what was filled. One that was cut short is neither made complete nor synced: that would take its time. */
static void publish(ps_store *store, bool whole) {
    char path[4096];
    int dir = -1, lock = store->filling;
    store->filling = -1;
    bool good = exec(store, store->kind->after) && (!store->kind->settle || store->kind->settle(store->db) == SQLITE_OK);
    good = good && (!whole || exec(store, store->kind->indexes));
    good = good && exec(store, journal_of(store)) && exec(store, steady);
    int fd = good && whole && path_of(store, store->gen, path) ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    dir = good ? ps_place_lock(store->dir) : -1;
    good = dir >= 0 && ps_place_point(store->dir, key_hash(store), store->gen) == 0;
    if (good) {
        ps_place_clear(store->dir, store->gen);
    } else {
        detach(store);
    }
    if (dir >= 0) {
        close(dir);
    }
    close(lock);
}

static int in_memory(ps_store *store, ps_error *err) {
    int code = connect(store, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    code = code ? code : fill(store);
    if (!code && !(has_key(store) && exec(store, store->kind->indexes))) {
        code = SQLITE_ERROR;
    }
    int rc = ps_store_sql(store, code, err);
    if (rc) {
        detach(store);
    }
    return rc;
}

static int attach(ps_store *store, bool fresh, ps_error *err) {
    char name[64] = "";
    if (store->db && !fresh && (!store->gen || is_current(store))) {
        return PS_OK;
    }
    detach(store);
    if (!store->dir) {
        return in_memory(store, err);
    }
    if (ps_place_current(store->dir, key_hash(store), name) && !fresh && open_generation(store, name)) {
        return PS_OK;
    }
    if (name[0] && !fresh && store->cancel && *store->cancel) { /* that may be why: it is not to be thrown away for it */
        return ps_fail(err, PS_ECANCEL, CANCELLED);
    }
    return replace(store, name) ? PS_OK : in_memory(store, err);
}

/* ---- life ---- */

int ps_store_init(ps_store *store, const ps_store_kind *kind, ps_str root, ps_str cache, ps_error *err) {
    sqlite3_stmt **sql = ps_alloc((size_t)kind->n_sql * sizeof *sql);
    char *copy = ps_alloc(root.n + 1), *dir = NULL;
    if (!sql || !copy || ps_place_of(&dir, root, cache, err)) {
        ps_free(sql);
        ps_free(copy);
        return ps_nomem(err);
    }
    memset(sql, 0, (size_t)kind->n_sql * sizeof *sql);
    memcpy(copy, root.p, root.n);
    copy[root.n] = '\0';
    *store = (ps_store){.kind = kind, .root = copy, .dir = dir, .sql = sql, .used = -1, .filling = -1};
    return PS_OK;
}

void ps_store_close(ps_store *store) {
    if (store->kind) {
        detach(store);
        ps_free(store->sql);
        ps_free(store->root);
        ps_free(store->dir);
        store->kind = NULL;
    }
}

int ps_store_with(ps_store *store, bool fresh, ps_store_body *body, void *ctx, ps_error *err) {
    int rc = PS_OK;
    for (int tries = 0; tries < 3; tries++) {
        store->broken = false;
        rc = attach(store, fresh, err);
        rc = rc ? rc : body(ctx, err);
        if (rc && store->db && !sqlite3_get_autocommit(store->db)) {
            sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
        }
        if (store->filling >= 0 && store->broken) {
            detach(store);
        } else if (store->filling >= 0) {
            publish(store, rc == PS_OK);
        }
        if (!store->broken) {
            break;
        }
        fresh = true;
    }
    return rc;
}
