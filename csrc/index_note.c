#include <time.h>

#include "index_impl.h"
#include "note.h"

const char *const ps_index_folders[] = {"deals", "accounts", "people", "team", "regions", ".pursuit", NULL};

bool ps_index_holds(ps_str path) {
    ps_str rest = path, top;
    if (!ps_str_next(&rest, '/', &top) || !rest.p) {
        return false;
    }
    for (size_t i = 0; ps_index_folders[i]; i++) {
        if (ps_str_eq(top, ps_str_of(ps_index_folders[i]))) {
            return ps_fs_is_note(rest);
        }
    }
    return false;
}

int ps_index_title(ps_arena *arena, ps_str text, ps_str *out, ps_error *err) {
    ps_note *note;
    int rc = ps_note_parse(&note, text, err->lang, err);
    if (rc) {
        return rc;
    }
    *out = ps_arena_dup(arena, ps_note_title(note));
    ps_note_free(note);
    return out->p ? PS_OK : ps_nomem(err);
}

/* One note on its way into the index. */
typedef struct {
    ps_index *ix;
    ps_arena arena;
    ps_str path, title, body;
    ps_known_note now; /* as it stands on the disk */
    int64_t id;        /* in the index; 0: not there yet */
    ps_known_note was;
} entry;

/* What ix->known says of it, which stands for the table inside a transaction. */
static void find(entry *e) {
    const ps_known_note *k = ps_known_find(e->ix->known, e->path);
    if (k) {
        e->id = k->id;
        e->was = *k;
    }
}

/* The words of what is there now, out of the index. */
static int drop_words(entry *e, ps_str title, ps_str body, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, e->ix, PS_SQL_DROP_WORDS, err);
    if (rc) {
        return rc;
    }
    sqlite3_bind_int64(stmt, 1, e->id);
    ps_store_bind(stmt, 2, title);
    ps_store_bind(stmt, 3, body);
    return ps_index_run(e->ix, stmt, err);
}

static int put_row(entry *e, ps_sql_id id, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, e->ix, id, err);
    if (rc) {
        return rc;
    }
    sqlite3_bind_int64(stmt, 1, e->id);
    ps_store_bind(stmt, 2, e->title);
    ps_store_bind(stmt, 3, e->body);
    return ps_index_run(e->ix, stmt, err);
}

static int put_stamp(entry *e, ps_sql_id id, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, e->ix, id, err);
    if (rc) {
        return rc;
    }
    if (e->id) {
        sqlite3_bind_int64(stmt, 1, e->id);
    } else {
        ps_store_bind(stmt, 1, e->path);
    }
    sqlite3_bind_int64(stmt, 2, e->now.stamp.size);
    sqlite3_bind_int64(stmt, 3, e->now.stamp.mtime);
    sqlite3_bind_int64(stmt, 4, e->now.stamp.ctime);
    sqlite3_bind_int64(stmt, 5, e->now.stamp.inode);
    sqlite3_bind_int64(stmt, 6, e->now.checked);
    return ps_index_run(e->ix, stmt, err);
}

static int drop_id(entry *e, ps_sql_id id, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, e->ix, id, err);
    if (rc) {
        return rc;
    }
    sqlite3_bind_int64(stmt, 1, e->id);
    return ps_index_run(e->ix, stmt, err);
}

/* Takes the old words out, unless the text is the same: then *same. */
static int drop_old(entry *e, bool gone, bool *same, ps_error *err) {
    sqlite3_stmt *stmt;
    *same = false;
    int rc = ps_index_stmt(&stmt, e->ix, PS_SQL_TEXT, err);
    if (rc) {
        return rc;
    }
    sqlite3_bind_int64(stmt, 1, e->id);
    int code = sqlite3_step(stmt);
    rc = ps_index_sql(e->ix, code == SQLITE_DONE ? SQLITE_CORRUPT : code, err);
    if (!rc) {
        ps_str title = ps_store_column(stmt, 0), body = ps_store_column(stmt, 1);
        *same = !gone && ps_str_eq(body, e->body) && ps_str_eq(title, e->title);
        rc = *same ? PS_OK : drop_words(e, title, body, err);
    }
    sqlite3_reset(stmt);
    return rc;
}

static int put_new(entry *e, ps_error *err) {
    int rc = PS_OK;
    if (!e->id) {
        rc = put_stamp(e, PS_SQL_PUT_NOTE, err);
        e->id = e->now.id = sqlite3_last_insert_rowid(e->ix->store.db);
    } else {
        rc = put_stamp(e, PS_SQL_SET_NOTE, err);
    }
    rc = rc ? rc : put_row(e, PS_SQL_PUT_TEXT, err);
    return rc ? rc : put_row(e, PS_SQL_PUT_WORDS, err);
}

static int remove_note(entry *e, bool *changed, ps_error *err) {
    bool same;
    ps_known_drop(e->ix->known, e->path);
    if (!e->id) {
        return PS_OK;
    }
    *changed = true;
    int rc = drop_old(e, true, &same, err);
    rc = rc ? rc : drop_id(e, PS_SQL_DROP_TEXT, err);
    return rc ? rc : drop_id(e, PS_SQL_DROP_NOTE, err);
}

static int64_t clock_ns(void) {
    struct timespec t = {0};
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* The text of the file. One that can't be read as a note (too large, forbidden) is there, and holds nothing, until it changes. */
static int read_note(entry *e, const ps_fs *fs, bool *gone, ps_error *err) {
    ps_error quiet = {.lang = err->lang};
    e->now = (ps_known_note){.path = e->path, .id = e->id, .checked = clock_ns()};
    int rc = ps_fs_stamp_of(fs, e->path, &e->now.stamp, &quiet);
    *gone = rc == PS_ENOTFOUND || rc == PS_EINVAL;
    if (*gone || rc == PS_ENOMEM) {
        return *gone ? PS_OK : ps_nomem(err);
    }
    rc = rc ? rc : ps_fs_read(fs, &e->arena, e->path, &e->body, &quiet);
    *gone = rc == PS_ENOTFOUND;
    if (rc == PS_ENOMEM) {
        return ps_nomem(err);
    }
    if (rc) {
        e->body = PS_S("");
    }
    return ps_index_title(&e->arena, e->body, &e->title, err);
}

int ps_index_put(ps_index *ix, const ps_fs *fs, ps_str path, bool *changed, ps_error *err) {
    entry e = {.ix = ix, .path = path, .title = PS_S(""), .body = PS_S("")};
    bool gone, same = false;
    find(&e);
    *changed = false;
    int rc = read_note(&e, fs, &gone, err);
    if (!rc && gone) {
        rc = remove_note(&e, changed, err);
    } else if (!rc) {
        rc = e.id ? drop_old(&e, false, &same, err) : PS_OK;
        bool stale = e.id && (!ps_fs_stamp_eq(&e.was.stamp, &e.now.stamp) || (!ps_known_settled(&e.was) && ps_known_settled(&e.now)));
        *changed = !same;
        rc = rc ? rc : !same ? put_new(&e, err) : stale ? put_stamp(&e, PS_SQL_SET_NOTE, err) : PS_OK;
        if (!rc && !ps_known_put(ix->known, &e.now)) {
            rc = ps_nomem(err);
        }
    }
    ps_arena_free(&e.arena);
    return rc;
}
