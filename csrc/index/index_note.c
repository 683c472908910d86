#include "index_impl.h"

/* One note on its way into the index. */
typedef struct {
    ps_index *ix;
    const ps_index_doc *doc;
    ps_str title, body;
    ps_known_note was; /* what ix->known says of it, which stands for the table inside a transaction; id 0: it is not there yet */
    int64_t id;
} entry;

static int bind_texts(sqlite3_stmt **out, entry *e, ps_sql_id sql, ps_str title, ps_str body, ps_error *err) {
    int rc = ps_index_stmt(out, e->ix, sql, err);
    if (!rc) {
        sqlite3_bind_int64(*out, 1, e->id);
        ps_store_bind(*out, 2, title);
        ps_store_bind(*out, 3, body);
    }
    return rc;
}

static int put_texts(entry *e, ps_sql_id sql, ps_str title, ps_str body, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = bind_texts(&stmt, e, sql, title, body, err);
    return rc ? rc : ps_index_run(e->ix, stmt, err);
}

static int put_stamp(entry *e, ps_sql_id sql, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, e->ix, sql, err);
    if (rc) {
        return rc;
    }
    if (e->id) {
        sqlite3_bind_int64(stmt, 1, e->id);
    } else {
        ps_store_bind(stmt, 1, e->doc->now.path);
    }
    const ps_fs_stamp *stamp = &e->doc->now.stamp;
    sqlite3_bind_int64(stmt, 2, stamp->size);
    sqlite3_bind_int64(stmt, 3, stamp->mtime);
    sqlite3_bind_int64(stmt, 4, stamp->ctime);
    sqlite3_bind_int64(stmt, 5, stamp->inode);
    sqlite3_bind_int64(stmt, 6, e->doc->now.checked);
    return ps_index_run(e->ix, stmt, err);
}

static int drop_id(entry *e, ps_sql_id sql, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, e->ix, sql, err);
    if (rc) {
        return rc;
    }
    sqlite3_bind_int64(stmt, 1, e->id);
    return ps_index_run(e->ix, stmt, err);
}

/* Takes the old words and parts out, unless the text is the same: then *same. */
static int drop_old(entry *e, bool *same, ps_error *err) {
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
        *same = !e->doc->gone && ps_str_eq(body, e->body) && ps_str_eq(title, e->title);
        rc = *same ? PS_OK : put_texts(e, PS_SQL_DROP_WORDS, title, body, err);
        rc = rc || *same ? rc : ps_index_drop_parts(e->ix, e->id, err);
    }
    sqlite3_reset(stmt);
    return rc;
}

/* What is read of them is the packs: the texts stay where they are. */
static int put_words(entry *e, ps_error *err) {
    ps_str all = ps_buf_str(&e->doc->words);
    ps_str packs[] = {ps_str_sub(all, 0, e->doc->body_at), ps_str_sub(all, e->doc->body_at, all.n)};
    ps_token_given(packs, 2);
    int rc = put_texts(e, PS_SQL_PUT_WORDS, PS_S(""), PS_S(""), err);
    ps_token_given(NULL, 0);
    return rc;
}

static int put_new(entry *e, ps_error *err) {
    int rc = put_stamp(e, e->id ? PS_SQL_SET_NOTE : PS_SQL_PUT_NOTE, err);
    if (!rc && !e->id) {
        e->id = sqlite3_last_insert_rowid(e->ix->store.db);
    }
    rc = rc ? rc : put_texts(e, PS_SQL_PUT_TEXT, e->title, e->body, err);
    rc = rc ? rc : put_words(e, err);
    return rc ? rc : ps_index_put_parts(e->ix, e->id, &e->doc->parts, err);
}

static int remove_note(entry *e, ps_error *err) {
    bool same;
    ps_known_drop(e->ix->known, e->doc->now.path);
    if (!e->id) {
        return PS_OK;
    }
    int rc = drop_old(e, &same, err);
    rc = rc ? rc : drop_id(e, PS_SQL_DROP_TEXT, err);
    return rc ? rc : drop_id(e, PS_SQL_DROP_NOTE, err);
}

/* The note as it is now; *changed: not only in its stamp. */
static int replace_note(entry *e, bool *changed, ps_error *err) {
    bool same = false;
    int rc = e->id ? drop_old(e, &same, err) : PS_OK;
    *changed = !same;
    if (rc || !same) {
        return rc ? rc : put_new(e, err);
    }
    ps_known_note now = e->doc->now;
    bool stale = !ps_fs_stamp_eq(&e->was.stamp, &now.stamp) || (!ps_known_settled(&e->was) && ps_known_settled(&now));
    return stale ? put_stamp(e, PS_SQL_SET_NOTE, err) : PS_OK;
}

int ps_index_put(ps_index *ix, ps_index_doc *doc, bool *changed, ps_error *err) {
    entry e = {.ix = ix, .doc = doc, .title = doc->title, .body = doc->note ? doc->note->text : PS_S("")};
    const ps_known_note *known = ps_known_find(ix->known, doc->now.path);
    if (known) {
        e.was = *known;
        e.id = known->id;
    }
    if (doc->gone) {
        *changed = e.id != 0;
        return remove_note(&e, err);
    }
    int rc = replace_note(&e, changed, err);
    doc->now.id = e.id;
    return rc || ps_known_put(ix->known, &doc->now) ? rc : ps_nomem(err);
}
