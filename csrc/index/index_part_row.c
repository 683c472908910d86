#include "index_impl.h"
#include "index_part_table.h"

static const struct {
    int texts;
    unsigned lists; /* bits of those that are bytes with NULs */
    bool numbered;
} tables[PS_PART_KINDS] = {
#define TABLE(kind, name, columns, marks, numbered, texts, lists) [PS_PART_##kind] = {texts, lists, numbered},
    PS_PART_TABLES(TABLE)
#undef TABLE
};

/* ---- putting ---- */

static int put_part(ps_index *ix, sqlite3_stmt *stmt, ps_part_kind kind, int64_t id, const ps_part *p, ps_error *err) {
    sqlite3_bind_int64(stmt, 1, id);
    sqlite3_bind_int64(stmt, 2, p->line);
    if (!tables[kind].numbered || p->number < 0) {
        sqlite3_bind_null(stmt, 3);
    } else {
        sqlite3_bind_int(stmt, 3, p->number);
    }
    for (int i = 0; i < tables[kind].texts; i++) {
        ps_str s = p->text[i];
        if (!s.n) {
            sqlite3_bind_null(stmt, 4 + i);
        } else if (tables[kind].lists >> i & 1) {
            sqlite3_bind_blob64(stmt, 4 + i, s.p, s.n, SQLITE_STATIC);
        } else {
            sqlite3_bind_text64(stmt, 4 + i, s.p, s.n, SQLITE_STATIC, SQLITE_UTF8);
        }
    }
    return ps_index_run(ix, stmt, err);
}

int ps_index_put_parts(ps_index *ix, int64_t note, const ps_parts *parts, ps_error *err) {
    int rc = PS_OK;
    for (int kind = 0; !rc && kind < PS_PART_KINDS; kind++) {
        sqlite3_stmt *stmt;
        rc = parts->of[kind].n ? ps_index_stmt(&stmt, ix, (ps_sql_id)(PS_SQL_PUT_PARTS + kind), err) : PS_OK;
        for (size_t i = 0; !rc && i < parts->of[kind].n; i++) {
            rc = put_part(ix, stmt, (ps_part_kind)kind, PS_PART_ID(note, i), &parts->of[kind].v[i], err);
        }
    }
    return rc;
}

int ps_index_drop_parts(ps_index *ix, int64_t note, ps_error *err) {
    int rc = PS_OK;
    for (int kind = 0; !rc && kind < PS_PART_KINDS; kind++) {
        sqlite3_stmt *stmt;
        rc = ps_index_stmt(&stmt, ix, (ps_sql_id)(PS_SQL_DROP_PARTS + kind), err);
        if (!rc) {
            sqlite3_bind_int64(stmt, 1, PS_PART_ID(note, 0));
            sqlite3_bind_int64(stmt, 2, PS_PART_ID(note + 1, 0));
            rc = ps_index_run(ix, stmt, err);
        }
    }
    return rc;
}

/* ---- reading back ---- */

typedef struct {
    ps_part_kind kind;
    ps_sql_id sql;
    ps_str from, to; /* what the statement is given */
    ps_part_visit *visit;
    void *ctx;
} reading;

/* Columns: path, id of the note, line, number, texts. */
static void part_of(sqlite3_stmt *stmt, ps_part_kind kind, ps_part *out) {
    *out = (ps_part){.line = (unsigned)sqlite3_column_int(stmt, 2), .number = -1};
    int at = 3;
    if (tables[kind].numbered && sqlite3_column_type(stmt, at) != SQLITE_NULL) {
        out->number = sqlite3_column_int(stmt, at);
    }
    at += tables[kind].numbered;
    for (int i = 0; i < tables[kind].texts; i++) {
        const char *p = sqlite3_column_blob(stmt, at + i);
        out->text[i] = p ? (ps_str){p, (size_t)sqlite3_column_bytes(stmt, at + i)} : PS_S("");
    }
}

static int read_body(ps_index *ix, void *ctx, ps_error *err) {
    reading *r = ctx;
    sqlite3_stmt *stmt;
    int code = SQLITE_DONE, rc = ps_index_stmt(&stmt, ix, r->sql, err);
    if (rc) {
        return rc;
    }
    ps_store_bind(stmt, 1, r->from);
    ps_store_bind(stmt, 2, r->to);
    rc = r->visit(r->ctx, NULL);
    while (!rc && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
        ps_part part;
        part_of(stmt, r->kind, &part);
        ps_part_row row = {ps_store_column(stmt, 0), sqlite3_column_int64(stmt, 1), &part};
        rc = ix->store.cancel && *ix->store.cancel ? ps_fail(err, PS_ECANCEL, CANCELLED) : PS_OK;
        rc = rc ? rc : r->visit(r->ctx, &row);
    }
    sqlite3_reset(stmt);
    return rc ? rc : ps_index_sql(ix, code, err);
}

int ps_parts_read(ps_index *ix, ps_part_kind kind, ps_str under, ps_part_visit *visit, void *ctx, const volatile int *cancel,
                  ps_error *err) {
    ps_buf from = {0}, to = {0};
    ps_buf_fmt(&from, "%.*s%s", PS_FMT(under), under.n ? "/" : "");
    ps_buf_fmt(&to, "%.*s%s", PS_FMT(under), under.n ? "0" : "\xFF"); /* '0' follows '/' */
    reading r = {kind, (ps_sql_id)(PS_SQL_READ_PARTS + (int)kind), ps_buf_str(&from), ps_buf_str(&to), visit, ctx};
    int rc = ps_buf_ok(&from) && ps_buf_ok(&to) ? ps_index_with(ix, false, read_body, &r, cancel, err) : ps_nomem(err);
    ps_buf_free(&from);
    ps_buf_free(&to);
    return rc;
}

int ps_parts_links(ps_index *ix, ps_str name, ps_part_visit *visit, void *ctx, const volatile int *cancel, ps_error *err) {
    reading r = {PS_PART_LINK, PS_SQL_LINKS, name, name, visit, ctx};
    return ps_index_with(ix, false, read_body, &r, cancel, err);
}

typedef struct {
    ps_arena *arena;
    ps_str path, *title, *text;
    bool *has; /* NULL: title and text are asked for */
} look;

static int look_body(ps_index *ix, void *ctx, ps_error *err) {
    const look *l = ctx;
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, ix, l->has ? PS_SQL_HAS : PS_SQL_TEXT_AT, err);
    if (rc) {
        return rc;
    }
    ps_store_bind(stmt, 1, l->path);
    int code = sqlite3_step(stmt);
    if (l->has) {
        *l->has = code == SQLITE_ROW;
    } else if (code == SQLITE_ROW) {
        *l->title = ps_arena_dup(l->arena, ps_store_column(stmt, 0));
        *l->text = ps_arena_dup(l->arena, ps_store_column(stmt, 1));
        rc = l->title->p && l->text->p ? PS_OK : ps_nomem(err);
    }
    sqlite3_reset(stmt);
    rc = rc ? rc : ps_index_sql(ix, code, err);
    return rc || l->has || code == SQLITE_ROW ? rc : PS_ENOTFOUND;
}

int ps_parts_note(ps_arena *arena, ps_index *ix, ps_str path, ps_str *title, ps_str *text, const volatile int *cancel, ps_error *err) {
    look l = {arena, path, title, text, NULL};
    return ps_index_with(ix, false, look_body, &l, cancel, err);
}

int ps_parts_has(ps_index *ix, ps_str path, bool *has, const volatile int *cancel, ps_error *err) {
    look l = {.path = path, .has = has};
    return ps_index_with(ix, false, look_body, &l, cancel, err);
}
