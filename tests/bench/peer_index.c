/* peer_index DIR FILE [rows]: what a short program for the same job would do. One thread walks, reads, lets md4c parse, and puts notes, headings, tasks,
 * links, tables with their rows, front matter and entries of logs into a new SQLite file in one transaction, and their words, cut by the same tokenizer, into FTS5 (`rows`: without those). */
#include <md4c.h>
#include <string.h>
#include <unistd.h>

#include "index_token.h"
#include "peer.h"

static const char tables[] =
    "CREATE TABLE note (id INTEGER PRIMARY KEY, path TEXT, size INTEGER, mtime INTEGER, ctime INTEGER, inode INTEGER);"
    "CREATE TABLE heading (note INTEGER, line INTEGER, level INTEGER, text TEXT);"
    "CREATE TABLE task (note INTEGER, line INTEGER, heading INTEGER, state TEXT, block TEXT, text TEXT, owner TEXT, due TEXT, fields TEXT);"
    "CREATE TABLE link (note INTEGER, line INTEGER, name TEXT);"
    "CREATE TABLE grid (note INTEGER, line INTEGER, heading INTEGER, columns TEXT);"
    "CREATE TABLE record (note INTEGER, line INTEGER, grid INTEGER, block TEXT, key TEXT, cells TEXT);"
    "CREATE TABLE field (note INTEGER, line INTEGER, key TEXT, value TEXT);"
    "CREATE TABLE entry (note INTEGER, line INTEGER, heading INTEGER, time TEXT, kind TEXT);"
    "CREATE TABLE content (id INTEGER PRIMARY KEY, title TEXT, body TEXT);"
    "CREATE VIRTUAL TABLE words USING fts5 (title, body, content = 'content', content_rowid = 'id', tokenize = 'pursuit', columnsize = 0);";
static const char indexes[] = "CREATE UNIQUE INDEX note_path ON note (path);"
                              "CREATE INDEX heading_note ON heading (note);"
                              "CREATE INDEX task_note ON task (note);"
                              "CREATE INDEX link_note ON link (note);"
                              "CREATE INDEX link_name ON link (name);"
                              "CREATE INDEX grid_note ON grid (note);"
                              "CREATE INDEX record_note ON record (note);"
                              "CREATE INDEX field_note ON field (note);"
                              "CREATE INDEX entry_note ON entry (note);";

enum { NOTE, HEADING, TASK, LINK, GRID, RECORD, FIELD, ENTRY, CONTENT, WORDS, N_INSERTS };
static const char *const inserts[N_INSERTS] = {"INSERT INTO note VALUES (?, ?, ?, ?, ?, ?)",
                                               "INSERT INTO heading VALUES (?, ?, ?, ?)",
                                               "INSERT INTO task VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                               "INSERT INTO link VALUES (?, ?, ?)",
                                               "INSERT INTO grid VALUES (?, ?, ?, ?)",
                                               "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)",
                                               "INSERT INTO field VALUES (?, ?, ?, ?)",
                                               "INSERT INTO entry VALUES (?, ?, ?, ?, ?)",
                                               "INSERT INTO content VALUES (?, ?, ?)",
                                               "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)"};

typedef struct {
    sqlite3 *db;
    sqlite3_stmt *stmt[N_INSERTS];
    bool with_words;
    int64_t id;
    const char *source, *at; /* the note's text, and up to where lines were counted */
    int64_t line;
    char text[65536]; /* of the block that is open */
    size_t n;
    int64_t first;       /* line of its first text */
    int level;           /* of a heading that is open */
    int headings, grids; /* so far in the note */
    bool in_head, in_log;
    char state; /* of a task item that is open; '\0': none */
    char title[512];
    size_t n_title;
} indexer;

static void must(indexer *ix, int code) {
    peer_check(code == SQLITE_OK || code == SQLITE_DONE, sqlite3_errmsg(ix->db));
}

static void run(indexer *ix, int which) {
    sqlite3_step(ix->stmt[which]);
    must(ix, sqlite3_reset(ix->stmt[which]));
}

static void put(indexer *ix, int which, int at, const char *s, size_t n) {
    sqlite3_bind_text64(ix->stmt[which], at, s, n, SQLITE_STATIC, SQLITE_UTF8);
}

static void start(indexer *ix, int which) {
    sqlite3_bind_int64(ix->stmt[which], 1, ix->id);
    sqlite3_bind_int64(ix->stmt[which], 2, ix->first);
}

static void put_links(indexer *ix) {
    for (size_t i = 0; i + 4 < ix->n; i++) {
        if (ix->text[i] != '[' || ix->text[i + 1] != '[') {
            continue;
        }
        const char *end = memchr(ix->text + i + 2, ']', ix->n - i - 2);
        if (end) {
            start(ix, LINK);
            put(ix, LINK, 3, ix->text + i + 2, (size_t)(end - ix->text) - i - 2);
            run(ix, LINK);
            i = (size_t)(end - ix->text);
        }
    }
}

/* An entry of a log: `2026-11-11 14:25 visit`. */
static void put_entry(indexer *ix) {
    enum { DAY = 10, TIME = 16 };
    if (!ix->in_log || ix->level != 2 || ix->n < DAY || ix->text[4] != '-') {
        return;
    }
    size_t time = ix->n >= TIME && ix->text[13] == ':' ? TIME : DAY;
    start(ix, ENTRY);
    sqlite3_bind_int(ix->stmt[ENTRY], 3, ix->headings);
    put(ix, ENTRY, 4, ix->text, time);
    put(ix, ENTRY, 5, ix->text + time, ix->n - time);
    run(ix, ENTRY);
}

static void put_heading(indexer *ix) {
    start(ix, HEADING);
    sqlite3_bind_int(ix->stmt[HEADING], 3, ix->level);
    put(ix, HEADING, 4, ix->text, ix->n);
    run(ix, HEADING);
    put_entry(ix);
    ix->headings++;
    if (ix->n_title == 0 && ix->n < sizeof ix->title) {
        memcpy(ix->title, ix->text, ix->n);
        ix->n_title = ix->n;
    }
}

/* Value of `[key:: value]`; NULL. */
static const char *inline_field(indexer *ix, const char *key, size_t *n) {
    ix->text[ix->n] = '\0';
    const char *at = strstr(ix->text, key), *end = at ? strchr(at, ']') : NULL;
    if (!end) {
        return NULL;
    }
    at += strlen(key);
    *n = (size_t)(end - at);
    return at;
}

/* `^id` at the end of a text; its length without that. */
static size_t put_block(indexer *ix, int which, int at) {
    size_t i = ix->n;
    while (i > 0 && ix->text[i - 1] != ' ') {
        i--;
    }
    if (i < ix->n && ix->text[i] == '^') {
        put(ix, which, at, ix->text + i + 1, ix->n - i - 1);
        return i;
    }
    sqlite3_bind_null(ix->stmt[which], at);
    return ix->n;
}

static void put_task(indexer *ix) {
    sqlite3_stmt *s = ix->stmt[TASK];
    size_t n = 0;
    start(ix, TASK);
    sqlite3_bind_int(s, 3, ix->headings - 1);
    put(ix, TASK, 4, &ix->state, 1);
    size_t text = put_block(ix, TASK, 5);
    const char *fields = memchr(ix->text, '[', text), *value;
    size_t bare = fields ? (size_t)(fields - ix->text) : text;
    put(ix, TASK, 6, ix->text, bare);
    (value = inline_field(ix, "[owner:: ", &n)) ? put(ix, TASK, 7, value, n) : (void)sqlite3_bind_null(s, 7);
    (value = inline_field(ix, "[due:: ", &n)) ? put(ix, TASK, 8, value, n) : (void)sqlite3_bind_null(s, 8);
    put(ix, TASK, 9, ix->text + bare, text - bare);
    run(ix, TASK);
    ix->state = '\0';
}

static void put_row(indexer *ix) {
    int which = ix->in_head ? GRID : RECORD;
    start(ix, which);
    sqlite3_bind_int(ix->stmt[which], 3, ix->in_head ? ix->headings - 1 : ix->grids - 1);
    if (ix->in_head) {
        put(ix, GRID, 4, ix->text, ix->n);
        ix->grids++;
    } else {
        const char *end = memchr(ix->text, '\x1f', ix->n);
        size_t key = end ? (size_t)(end - ix->text) : ix->n;
        ix->n -= ix->n > 0;
        size_t cells = put_block(ix, RECORD, 4);
        put(ix, RECORD, 5, ix->text, key < cells ? key : cells);
        put(ix, RECORD, 6, ix->text, cells);
    }
    run(ix, which);
}

/* `key: value` of the front matter, which ends at `end`. */
static void put_fields(indexer *ix, const char *s, const char *end) {
    for (ix->first = 2; s < end; ix->first++) {
        const char *stop = memchr(s, '\n', (size_t)(end - s)), *colon = memchr(s, ':', (size_t)(end - s));
        stop = stop ? stop : end;
        if (colon && colon < stop) {
            const char *value = colon + 1 < stop ? colon + 2 : stop;
            start(ix, FIELD);
            put(ix, FIELD, 3, s, (size_t)(colon - s));
            put(ix, FIELD, 4, value, (size_t)(stop - value));
            run(ix, FIELD);
        }
        s = stop + 1;
    }
}

/* What ends here, or is ended by a block within it. */
static void flush(indexer *ix) {
    if (ix->n) {
        put_links(ix);
        if (ix->level) {
            put_heading(ix);
        } else if (ix->state) {
            put_task(ix);
        }
    }
    ix->n = 0;
}

static int enter(MD_BLOCKTYPE type, void *detail, void *ctx) {
    indexer *ix = ctx;
    if (type == MD_BLOCK_TD || type == MD_BLOCK_TH) {
        return 0;
    }
    flush(ix);
    ix->in_head = type == MD_BLOCK_THEAD || (type == MD_BLOCK_TR && ix->in_head);
    if (type == MD_BLOCK_H) {
        ix->level = (int)((const MD_BLOCK_H_DETAIL *)detail)->level;
    } else if (type == MD_BLOCK_LI) {
        const MD_BLOCK_LI_DETAIL *li = detail;
        ix->state = li->is_task ? (char)li->task_mark : '\0';
    }
    return 0;
}

static int leave(MD_BLOCKTYPE type, void *detail, void *ctx) {
    indexer *ix = ctx;
    (void)detail;
    if (type == MD_BLOCK_TD || type == MD_BLOCK_TH) {
        if (ix->n < sizeof ix->text) {
            ix->text[ix->n++] = '\x1f';
        }
        return 0;
    }
    if (type == MD_BLOCK_TR && ix->n) {
        put_links(ix);
        put_row(ix);
        ix->n = 0;
    }
    flush(ix);
    if (type == MD_BLOCK_H) {
        ix->level = 0;
    }
    return 0;
}

static int span(MD_SPANTYPE type, void *detail, void *ctx) {
    (void)type;
    (void)detail;
    (void)ctx;
    return 0;
}

static int64_t line_of(indexer *ix, const char *s) {
    while (ix->at < s) {
        ix->line += *ix->at++ == '\n';
    }
    return ix->line;
}

static int text(MD_TEXTTYPE type, const MD_CHAR *s, MD_SIZE n, void *ctx) {
    indexer *ix = ctx;
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR || type == MD_TEXT_NULLCHAR) {
        return 0;
    }
    if (ix->n == 0) {
        ix->first = line_of(ix, s);
    }
    if (ix->n + n + 1 < sizeof ix->text) {
        memcpy(ix->text + ix->n, s, n);
        ix->n += n;
    }
    return 0;
}

static void put_note(indexer *ix, const char *path, const struct stat *st) {
    sqlite3_stmt *s = ix->stmt[NOTE];
    sqlite3_bind_int64(s, 1, ++ix->id);
    put(ix, NOTE, 2, path, strlen(path));
    sqlite3_bind_int64(s, 3, st->st_size);
    sqlite3_bind_int64(s, 4, (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec);
    sqlite3_bind_int64(s, 5, (int64_t)st->st_ctim.tv_sec * 1000000000 + st->st_ctim.tv_nsec);
    sqlite3_bind_int64(s, 6, (int64_t)st->st_ino);
    run(ix, NOTE);
}

static void put_body(indexer *ix, int which, size_t size) {
    sqlite3_bind_int64(ix->stmt[which], 1, ix->id);
    put(ix, which, 2, ix->title, ix->n_title);
    put(ix, which, 3, ix->source, size);
    run(ix, which);
}

static void each(void *ctx, int dir, const char *name, const char *path, const struct stat *st) {
    static const MD_PARSER parser = {0,   MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_STRIKETHROUGH, enter, leave, span, span, text, NULL,
                                     NULL};
    indexer *ix = ctx;
    size_t size;
    const char *s = peer_read(dir, name, &size), *body = s;
    ix->source = ix->at = s;
    ix->line = 1;
    ix->n = ix->n_title = 0;
    ix->headings = ix->grids = 0;
    ix->in_log = strcmp(name, "log.md") == 0;
    ix->level = 0;
    ix->state = '\0';
    put_note(ix, path, st);
    if (size > 4 && memcmp(s, "---\n", 4) == 0) {
        const char *end = strstr(s + 3, "\n---\n");
        body = end ? end + 5 : s;
        put_fields(ix, s + 4, end ? end + 1 : s + 4);
    }
    peer_check(md_parse(body, (MD_SIZE)(size - (size_t)(body - s)), &parser, ix) == 0, path);
    put_body(ix, CONTENT, size);
    if (ix->with_words) {
        put_body(ix, WORDS, size);
    }
}

int main(int argc, char **argv) {
    static indexer ix;
    peer_check(argc == 3 || argc == 4, "usage: peer_index DIR FILE [rows]");
    unlink(argv[2]);
    int64_t began = peer_now();
    must(&ix, sqlite3_open(argv[2], &ix.db));
    must(&ix, ps_token_register(ix.db));
    must(&ix, sqlite3_exec(ix.db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN", NULL, NULL, NULL));
    must(&ix, sqlite3_exec(ix.db, tables, NULL, NULL, NULL));
    for (int i = 0; i < N_INSERTS; i++) {
        must(&ix, sqlite3_prepare_v2(ix.db, inserts[i], -1, &ix.stmt[i], NULL));
    }
    ix.with_words = argc == 3;
    peer_walk(argv[1], each, &ix);
    must(&ix, sqlite3_exec(ix.db, indexes, NULL, NULL, NULL));
    must(&ix, sqlite3_exec(ix.db, "COMMIT", NULL, NULL, NULL));
    peer_say(began, (size_t)ix.id);
    return 0;
}
