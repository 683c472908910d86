#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "alloc.h"
#include "index_impl.h"
#include "index_token.h"

/* Tables and what they mean; a change here is a change of SCHEMA_VERSION. */
#define SCHEMA_VERSION "1"
static const char schema[] =
    "CREATE TABLE meta (key TEXT NOT NULL);"
    "CREATE TABLE note (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, mtime INTEGER NOT NULL, ctime INTEGER "
    "NOT NULL,"
    " inode INTEGER NOT NULL, checked INTEGER NOT NULL);"
    "CREATE TABLE content (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL);"
    "CREATE VIRTUAL TABLE words USING fts5 (title, body, content = 'content', content_rowid = 'id', tokenize = 'pursuit', columnsize = 0);";
/* Texts that stand in an editor, for one question. */
static const char unsaved_schema[] = "CREATE VIRTUAL TABLE temp.unsaved USING fts5 (title, body, tokenize = 'pursuit', columnsize = 0);";

static const char *const statements[PS_SQL_COUNT] = {
    [PS_SQL_BEGIN] = "BEGIN IMMEDIATE",
    [PS_SQL_READ] = "BEGIN",
    [PS_SQL_COMMIT] = "COMMIT",
    [PS_SQL_ROLLBACK] = "ROLLBACK",
    [PS_SQL_VERSION] = "PRAGMA data_version",
    [PS_SQL_ALL] = "SELECT path, size, mtime, ctime, inode, checked FROM note",
    [PS_SQL_FIND] = "SELECT id, size, mtime, ctime, inode, checked FROM note WHERE path = ?1",
    [PS_SQL_TEXT] = "SELECT title, body FROM content WHERE id = ?1",
    [PS_SQL_PUT_NOTE] = "INSERT INTO note (path, size, mtime, ctime, inode, checked) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [PS_SQL_SET_NOTE] = "UPDATE note SET size = ?2, mtime = ?3, ctime = ?4, inode = ?5, checked = ?6 WHERE path = ?1",
    [PS_SQL_PUT_TEXT] = "INSERT OR REPLACE INTO content (id, title, body) VALUES (?1, ?2, ?3)",
    [PS_SQL_PUT_WORDS] = "INSERT INTO words (rowid, title, body) VALUES (?1, ?2, ?3)",
    [PS_SQL_DROP_WORDS] = "INSERT INTO words (words, rowid, title, body) VALUES ('delete', ?1, ?2, ?3)",
    [PS_SQL_DROP_TEXT] = "DELETE FROM content WHERE id = ?1",
    [PS_SQL_DROP_NOTE] = "DELETE FROM note WHERE id = ?1",
    [PS_SQL_MATCH] =
        "SELECT note.id, note.path, ps_score(words) FROM words JOIN note ON note.id = words.rowid WHERE words MATCH ?1 LIMIT ?2",
    [PS_SQL_MATCH_NOT] =
        "SELECT id, path, 0.0 FROM note WHERE id NOT IN (SELECT rowid FROM words WHERE words MATCH ?1) ORDER BY path LIMIT ?2",
    [PS_SQL_EVERY] = "SELECT id, path, 0.0 FROM note WHERE ?1 IS NOT NULL ORDER BY path LIMIT ?2",
    [PS_SQL_UNSAVED_CLEAR] = "DELETE FROM temp.unsaved",
    [PS_SQL_UNSAVED_PUT] = "INSERT INTO temp.unsaved (rowid, title, body) VALUES (?1, ?2, ?3)",
    [PS_SQL_UNSAVED_MATCH] = "SELECT rowid, '', ps_score(unsaved) FROM temp.unsaved WHERE unsaved MATCH ?1 LIMIT ?2",
};

enum { BUSY_MS = 60000, BUSY_STEP_MS = 5 };

/* ---- statements ---- */

int ps_index_sql(ps_index *ix, int code, ps_error *err) {
    int kind = code & 0xFF;
    if (kind == SQLITE_OK || kind == SQLITE_ROW || kind == SQLITE_DONE) {
        return PS_OK;
    }
    if (kind == SQLITE_NOMEM) {
        return ps_nomem(err);
    }
    if (kind == SQLITE_BUSY || kind == SQLITE_LOCKED) {
        return ix->cancel && *ix->cancel ? ps_fail(err, PS_ECANCEL, CANCELLED) : ps_fail(err, PS_EBUSY, INDEX_BUSY);
    }
    ix->broken = true;
    return ps_fail(err, PS_EIO, INDEX_FAILED, ps_str_of(sqlite3_errstr(code)));
}

int ps_index_stmt(sqlite3_stmt **out, ps_index *ix, ps_sql_id id, ps_error *err) {
    int code = SQLITE_OK;
    if (!ix->sql[id]) {
        code = sqlite3_prepare_v3(ix->db, statements[id], -1, SQLITE_PREPARE_PERSISTENT, &ix->sql[id], NULL);
    }
    int rc = ps_index_sql(ix, code, err);
    if (rc) {
        return rc;
    }
    sqlite3_reset(ix->sql[id]);
    *out = ix->sql[id];
    return PS_OK;
}

int ps_index_run(ps_index *ix, sqlite3_stmt *stmt, ps_error *err) {
    int code = sqlite3_step(stmt);
    sqlite3_reset(stmt);
    return ps_index_sql(ix, code, err);
}

int ps_index_do(ps_index *ix, ps_sql_id id, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, ix, id, err);
    return rc ? rc : ps_index_run(ix, stmt, err);
}

void ps_index_bind(sqlite3_stmt *stmt, int at, ps_str text) {
    sqlite3_bind_text64(stmt, at, text.p ? text.p : "", text.n, SQLITE_STATIC, SQLITE_UTF8);
}

ps_str ps_index_column(sqlite3_stmt *stmt, int at) {
    const char *p = (const char *)sqlite3_column_text(stmt, at);
    return p ? (ps_str){p, (size_t)sqlite3_column_bytes(stmt, at)} : PS_S("");
}

/* ---- a generation ---- */

/* Another process writes: wait, unless the user has had enough. */
static int on_busy(void *ctx, int tries) {
    const ps_index *ix = ctx;
    const struct timespec step = {0, BUSY_STEP_MS * 1000000L};
    if (tries > BUSY_MS / BUSY_STEP_MS || (ix->cancel && *ix->cancel)) {
        return 0;
    }
    nanosleep(&step, NULL);
    return 1;
}

/* What a generation must have been made by and for. */
static int key_text(const ps_index *ix, ps_buf *out) {
    ps_buf_fmt(out, "pursuit " SCHEMA_VERSION " words " PS_TOKENIZER_VERSION " sqlite %s %s", sqlite3_libversion(), ix->root);
    return ps_buf_ok(out) ? PS_OK : PS_ENOMEM;
}

static uint64_t key_hash(const ps_index *ix) {
    ps_buf b = {0};
    uint64_t hash = key_text(ix, &b) ? 0 : ps_place_hash(ps_buf_str(&b));
    ps_buf_free(&b);
    return hash;
}

void ps_index_detach(ps_index *ix) {
    for (int i = 0; i < PS_SQL_COUNT; i++) {
        sqlite3_finalize(ix->sql[i]);
        ix->sql[i] = NULL;
    }
    sqlite3_close(ix->db);
    ps_known_free(ix->known);
    ps_free(ix->gen);
    if (ix->used >= 0) {
        close(ix->used);
    }
    ix->db = NULL;
    ix->known = NULL;
    ix->gen = NULL;
    ix->used = -1;
    ix->version = -1;
}

/* Connection with our tokenizer and settings; `flags` as sqlite3_open_v2 has them. */
static int connect(ps_index *ix, const char *path, int flags) {
    int code = sqlite3_open_v2(path, &ix->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    code = code ? code : ps_token_register(ix->db);
    code = code ? code : sqlite3_busy_handler(ix->db, on_busy, ix);
    return code ? code
                : sqlite3_exec(ix->db, "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON; PRAGMA cache_size = -16000", NULL, NULL,
                               NULL);
}

/* Whether what is connected to is whole, ours, and of this version. */
static bool has_key(ps_index *ix) {
    sqlite3_stmt *stmt = NULL;
    ps_buf want = {0};
    bool same = false;
    if (!key_text(ix, &want) && sqlite3_prepare_v2(ix->db, "SELECT key FROM meta", -1, &stmt, NULL) == SQLITE_OK) {
        same = sqlite3_step(stmt) == SQLITE_ROW && ps_str_eq(ps_index_column(stmt, 0), ps_buf_str(&want));
    }
    sqlite3_finalize(stmt);
    ps_buf_free(&want);
    return same && sqlite3_exec(ix->db, unsaved_schema, NULL, NULL, NULL) == SQLITE_OK;
}

static int fill(ps_index *ix) {
    ps_buf key = {0};
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_exec(ix->db, schema, NULL, NULL, NULL);
    code = code ? code : sqlite3_prepare_v2(ix->db, "INSERT INTO meta VALUES (?1)", -1, &stmt, NULL);
    code = code ? code : key_text(ix, &key) ? SQLITE_NOMEM : SQLITE_OK;
    if (!code) {
        ps_index_bind(stmt, 1, ps_buf_str(&key));
        code = sqlite3_step(stmt) == SQLITE_DONE ? SQLITE_OK : SQLITE_ERROR;
    }
    sqlite3_finalize(stmt);
    ps_buf_free(&key);
    return code;
}

static bool path_of(const ps_index *ix, const char *name, char out[4096]) {
    int n = snprintf(out, 4096, "%s/%s", ix->dir, name);
    return n > 0 && n < 4096;
}

/* Takes the connection's file as the generation in use. */
static bool take(ps_index *ix, const char *name) {
    char path[4096];
    struct stat st;
    ps_str s = ps_str_of(name);
    if (!path_of(ix, name, path) || stat(path, &st) < 0 || !(ix->gen = ps_alloc(s.n + 1))) {
        return false;
    }
    memcpy(ix->gen, name, s.n + 1);
    ix->dev = st.st_dev;
    ix->ino = st.st_ino;
    return true;
}

static bool open_generation(ps_index *ix, const char *name) {
    char path[4096];
    if (!path_of(ix, name, path) || (ix->used = ps_place_use(ix->dir, name)) < 0) {
        return false;
    }
    bool good = connect(ix, path, SQLITE_OPEN_READWRITE) == SQLITE_OK && has_key(ix) && take(ix, name);
    good = good && sqlite3_exec(ix->db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL) == SQLITE_OK;
    if (!good) {
        ps_index_detach(ix);
    }
    return good;
}

/* A new file with the tables, nobody else's until the pointer moves. */
static bool make_generation(ps_index *ix, const char *name) {
    char path[4096];
    if (!path_of(ix, name, path)) {
        return false;
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return false;
    }
    close(fd);
    const char *mode = ps_place_is_remote(ix->dir) ? "PRAGMA journal_mode = DELETE" : "PRAGMA journal_mode = WAL";
    bool good = connect(ix, path, SQLITE_OPEN_READWRITE) == SQLITE_OK && sqlite3_exec(ix->db, mode, NULL, NULL, NULL) == SQLITE_OK &&
                fill(ix) == SQLITE_OK;
    ps_index_detach(ix);
    return good;
}

/* Under the folder's lock: the generation that somebody else has put in the place of `was` meanwhile, else a new one. */
static bool replace(ps_index *ix, const char *was) {
    char name[64];
    int lock = ps_place_lock(ix->dir);
    if (lock < 0) {
        return false;
    }
    bool good = ps_place_current(ix->dir, key_hash(ix), name) && strcmp(name, was) != 0 && open_generation(ix, name);
    if (!good) {
        ps_place_name(name);
        good = make_generation(ix, name) && ps_place_point(ix->dir, key_hash(ix), name) == 0 && open_generation(ix, name);
        ps_place_clear(ix->dir, name);
    }
    close(lock);
    return good;
}

/* Whether the file that is open is still the one that everybody is led to. */
static bool is_current(const ps_index *ix) {
    char name[64], path[4096];
    struct stat st;
    return ps_place_current(ix->dir, key_hash(ix), name) && strcmp(name, ix->gen) == 0 && path_of(ix, name, path) && stat(path, &st) == 0 &&
           st.st_dev == ix->dev && st.st_ino == ix->ino && st.st_size > 0;
}

static int in_memory(ps_index *ix, ps_error *err) {
    int code = connect(ix, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    code = code ? code : fill(ix);
    if (!code && !has_key(ix)) {
        code = SQLITE_ERROR;
    }
    int rc = ps_index_sql(ix, code, err);
    if (rc) {
        ps_index_detach(ix);
    }
    return rc;
}

int ps_index_attach(ps_index *ix, bool fresh, ps_error *err) {
    char name[64] = "";
    if (ix->db && !fresh && (!ix->gen || is_current(ix))) {
        return PS_OK;
    }
    ps_index_detach(ix);
    if (!ix->dir) {
        return in_memory(ix, err);
    }
    if (ps_place_current(ix->dir, key_hash(ix), name) && !fresh && open_generation(ix, name)) {
        return PS_OK;
    }
    return replace(ix, name) ? PS_OK : in_memory(ix, err);
}

/* ---- life ---- */

int ps_index_new(ps_index **out, ps_str root, ps_str cache, ps_error *err) {
    ps_index *ix = ps_alloc(sizeof *ix);
    char *copy = ps_alloc(root.n + 1), *dir = NULL;
    if (!ix || !copy || ps_place_of(&dir, root, cache, err)) {
        ps_free(ix);
        ps_free(copy);
        return ps_nomem(err);
    }
    memcpy(copy, root.p, root.n);
    copy[root.n] = '\0';
    *ix = (ps_index){.root = copy, .dir = dir, .used = -1, .version = -1};
    *out = ix;
    return PS_OK;
}

void ps_index_close(ps_index *ix) {
    if (ix) {
        ps_index_detach(ix);
        ps_free(ix->root);
        ps_free(ix->dir);
        ps_free(ix);
    }
}

int ps_index_with(ps_index *ix, bool fresh, ps_index_body *body, void *ctx, ps_error *err) {
    int rc = PS_OK;
    for (int tries = 0; tries < 3; tries++) {
        ix->broken = false;
        rc = ps_index_attach(ix, fresh, err);
        rc = rc ? rc : body(ix, ctx, err);
        if (rc && ix->db && !sqlite3_get_autocommit(ix->db)) {
            sqlite3_exec(ix->db, "ROLLBACK", NULL, NULL, NULL);
        }
        if (!ix->broken) {
            break;
        }
        fresh = true;
    }
    return rc;
}
