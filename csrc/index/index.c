#include "alloc.h"
#include "index_deal_table.h"
#include "index_impl.h"
#include "index_item_table.h"
#include "index_part_table.h"
#include "index_token.h"

/* A change of any table, or of what a column means, is a change of SCHEMA_VERSION. */
#define SCHEMA_VERSION "8"
static const char note_schema[] =
    "CREATE TABLE note (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, mtime INTEGER NOT NULL, ctime INTEGER "
    "NOT NULL,"
    " inode INTEGER NOT NULL, checked INTEGER NOT NULL);"
    "CREATE TABLE content (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL);"
    "CREATE VIRTUAL TABLE words USING fts5 (title, body, content = 'content', content_rowid = 'id', tokenize = 'pursuit', columnsize = 0);"
    "INSERT INTO words (words, rank) VALUES ('hashsize', 33554432);"
    "INSERT INTO words (words, rank) VALUES ('pgsz', 16200);"
    "INSERT INTO words (words, rank) VALUES ('automerge', 8);"
    "INSERT INTO words (words, rank) VALUES ('crisismerge', 64);";
/* Each group of tables stands beside the code that fills it. */
static const char *const schemas[] = {note_schema, PS_PART_SCHEMA, PS_INDEX_DEAL_SCHEMA, PS_INDEX_ITEM_SCHEMA, NULL};
/* Texts that stand in an editor, for one question. */
static const char unsaved_schema[] = "CREATE VIRTUAL TABLE temp.unsaved USING fts5 (title, body, tokenize = 'pursuit', columnsize = 0);";

static const char *const statements[PS_SQL_COUNT] = {
    [PS_SQL_BEGIN] = "BEGIN IMMEDIATE",
    [PS_SQL_READ] = "BEGIN",
    [PS_SQL_COMMIT] = "COMMIT",
    [PS_SQL_ROLLBACK] = "ROLLBACK",
    [PS_SQL_VERSION] = "PRAGMA data_version",
    [PS_SQL_ALL] = "SELECT path, size, mtime, ctime, inode, checked, id FROM note",
    [PS_SQL_TEXT] = "SELECT title, body FROM content WHERE id = ?1",
    [PS_SQL_PUT_NOTE] = "INSERT INTO note (path, size, mtime, ctime, inode, checked) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [PS_SQL_SET_NOTE] = "UPDATE note SET size = ?2, mtime = ?3, ctime = ?4, inode = ?5, checked = ?6 WHERE id = ?1",
    [PS_SQL_PUT_TEXT] = "INSERT OR REPLACE INTO content (id, title, body) VALUES (?1, ?2, ?3)",
    [PS_SQL_PUT_WORDS] = "INSERT INTO words (rowid, title, body) VALUES (?1, ?2, ?3)",
    [PS_SQL_DROP_WORDS] = "INSERT INTO words (words, rowid, title, body) VALUES ('delete', ?1, ?2, ?3)",
    [PS_SQL_DROP_TEXT] = "DELETE FROM content WHERE id = ?1",
    [PS_SQL_DROP_NOTE] = "DELETE FROM note WHERE id = ?1",
    [PS_SQL_MATCH] = "SELECT rowid, ps_score(words) FROM words WHERE words MATCH ?1 LIMIT ?2",
    [PS_SQL_FIRST] = "SELECT rowid, 0.0 FROM words WHERE words MATCH ?1 LIMIT ?2",
    [PS_SQL_PATH] = "SELECT path FROM note WHERE id = ?1",
    [PS_SQL_MATCH_NOT] = "SELECT id, path FROM note WHERE id NOT IN (SELECT rowid FROM words WHERE words MATCH ?1) AND path > ?2"
                         " ORDER BY path LIMIT ?3",
    [PS_SQL_EVERY] = "SELECT id, path FROM note WHERE ?1 IS NOT NULL AND path > ?2 ORDER BY path LIMIT ?3",
    [PS_SQL_COUNT_DEALS] = "SELECT count(*) FROM deal",
    [PS_SQL_ALL_DEALS] = PS_INDEX_DEAL_ALL,
    [PS_SQL_PUT_DEAL] = PS_INDEX_DEAL_PUT,
    [PS_SQL_DROP_DEAL] = PS_INDEX_DEAL_DROP,
    [PS_SQL_PUT_ITEM] = PS_INDEX_ITEM_PUT,
    [PS_SQL_DROP_ITEMS] = PS_INDEX_ITEM_DROP,
    [PS_SQL_ITEMS] = PS_INDEX_ITEM_UNTIL,
#define PUT(kind, table, columns, marks, numbered, texts, lists) [PS_SQL_PUT_PARTS + PS_PART_##kind] = PS_PART_PUT(table, columns, marks),
#define DROP(kind, table, columns, marks, numbered, texts, lists) [PS_SQL_DROP_PARTS + PS_PART_##kind] = PS_PART_DROP(table),
#define READ(kind, table, columns, marks, numbered, texts, lists) [PS_SQL_READ_PARTS + PS_PART_##kind] = PS_PART_READ(table, columns),
    PS_PART_TABLES(PUT) PS_PART_TABLES(DROP) PS_PART_TABLES(READ)
#undef PUT
#undef DROP
#undef READ
        [PS_SQL_LINKS] = PS_PART_LINKS,
    [PS_SQL_HAS] = "SELECT 1 FROM note WHERE path = ?1",
    [PS_SQL_FILLED] = "SELECT 1 FROM note LIMIT 1",
    [PS_SQL_ONE] = "SELECT size, mtime, ctime, inode, checked, id FROM note WHERE path = ?1",
    [PS_SQL_TEXT_AT] = "SELECT title, body FROM content JOIN note ON note.id = content.id WHERE path = ?1",
    [PS_SQL_UNSAVED_CLEAR] = "DELETE FROM temp.unsaved",
    [PS_SQL_UNSAVED_PUT] = "INSERT INTO temp.unsaved (rowid, title, body) VALUES (?1, ?2, ?3)",
    [PS_SQL_UNSAVED_MATCH] = "SELECT rowid, ps_score(unsaved) FROM temp.unsaved WHERE unsaved MATCH ?1 LIMIT ?2",
};

static const ps_store_kind notes = {
    .name = "notes " SCHEMA_VERSION " words " PS_TOKENIZER_VERSION,
    .schemas = schemas,
    .temp = unsaved_schema,
    .prepare = ps_token_register,
    .carried = "BEGIN; INSERT INTO deal SELECT * FROM old.deal; INSERT INTO item SELECT * FROM old.item; COMMIT",
    .indexes = PS_PART_INDEXES,
    .before = "INSERT INTO words (words, rank) VALUES ('automerge', 0)",
    .after = "INSERT INTO words (words, rank) VALUES ('automerge', 8)",
    .settle = ps_index_settle_words,
    .sql = statements,
    .n_sql = PS_SQL_COUNT,
};

int ps_index_sql(ps_index *ix, int code, ps_error *err) {
    return ps_store_sql(&ix->store, code, err);
}

int ps_index_stmt(sqlite3_stmt **out, ps_index *ix, ps_sql_id id, ps_error *err) {
    return ps_store_stmt(out, &ix->store, (int)id, err);
}

int ps_index_run(ps_index *ix, sqlite3_stmt *stmt, ps_error *err) {
    return ps_store_run(&ix->store, stmt, err);
}

int ps_index_do(ps_index *ix, ps_sql_id id, ps_error *err) {
    return ps_store_do(&ix->store, (int)id, err);
}

int64_t ps_index_version(ps_index *ix) {
    ps_error quiet = {0};
    sqlite3_stmt *stmt;
    if (ps_index_stmt(&stmt, ix, PS_SQL_VERSION, &quiet)) {
        return -1;
    }
    int64_t version = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : -1;
    sqlite3_reset(stmt);
    return version;
}

int ps_index_new(ps_index **out, ps_str root, ps_str cache, ps_error *err) {
    ps_index *ix = ps_alloc(sizeof *ix);
    if (!ix) {
        return ps_nomem(err);
    }
    *ix = (ps_index){.version = -1};
    int rc = ps_store_init(&ix->store, &notes, root, cache, err);
    if (rc) {
        ps_free(ix);
        return rc;
    }
    *out = ix;
    return PS_OK;
}

void ps_index_close(ps_index *ix) {
    if (ix) {
        ps_store_close(&ix->store);
        ps_index_forget_deals(ix);
        ps_known_free(ix->known);
        ps_free(ix);
    }
}

typedef struct {
    ps_index *ix;
    ps_index_body *body;
    void *ctx;
} call;

bool ps_index_opened(ps_index *ix) {
    if (ix->opened == ix->store.opened) {
        return false;
    }
    ix->opened = ix->store.opened;
    ix->version = -1;
    ps_index_forget_deals(ix);
    return true;
}

static int run_body(void *ctx, ps_error *err) {
    call *c = ctx;
    ps_index_opened(c->ix);
    return c->body(c->ix, c->ctx, err);
}

int ps_index_with(ps_index *ix, bool fresh, ps_index_body *body, void *ctx, const volatile int *cancel, ps_error *err) {
    call c = {ix, body, ctx};
    ix->store.cancel = cancel;
    int rc = ps_store_with(&ix->store, fresh, run_body, &c, err);
    ix->store.cancel = NULL;
    return rc;
}
