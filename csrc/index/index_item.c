#include "index_item.h"

#include "index_impl.h"

/* ---- putting, within the transaction of the deal's row ---- */

static ps_str below(ps_str folder, ps_str path) {
    bool inside = ps_str_starts(path, folder) && path.n > folder.n && path.p[folder.n] == '/';
    return inside ? ps_str_sub(path, folder.n + 1, path.n) : path;
}

static int put_item(ps_index *ix, ps_str folder, int n, const ps_item *item, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, ix, PS_SQL_PUT_ITEM, err);
    if (rc) {
        return rc;
    }
    const int numbers[] = {n,           item->date - item->ahead, item->date,     item->every.months, item->every.days,
                           item->ahead, (int)item->kind,          (int)item->line};
    const ps_str texts[] = {below(folder, item->path), item->text, item->owner, item->state, item->id};
    enum { NUMBERS = sizeof numbers / sizeof *numbers, TEXTS = sizeof texts / sizeof *texts };
    ps_store_bind(stmt, 1, folder);
    for (int i = 0; i < NUMBERS; i++) {
        sqlite3_bind_int(stmt, 2 + i, numbers[i]);
    }
    for (int i = 0; i < TEXTS; i++) {
        ps_store_bind(stmt, 2 + NUMBERS + i, texts[i]);
    }
    return ps_index_run(ix, stmt, err);
}

int ps_index_drop_items(ps_index *ix, ps_str folder, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, ix, PS_SQL_DROP_ITEMS, err);
    if (rc) {
        return rc;
    }
    ps_store_bind(stmt, 1, folder);
    return ps_index_run(ix, stmt, err);
}

int ps_index_put_items(ps_index *ix, const ps_deal_row *row, ps_error *err) {
    int rc = ps_index_drop_items(ix, row->folder, err);
    for (size_t i = 0; !rc && i < row->items.n; i++) {
        rc = put_item(ix, row->folder, (int)i, &row->items.v[i], err);
    }
    return rc;
}

/* ---- reading back ---- */

typedef struct {
    const ps_deal_rows *rows;
    ps_date until;
    ps_arena *arena;
    ps_item_list *out;
    bool *holds;
} reading;

static bool keep(ps_arena *arena, sqlite3_stmt *stmt, int at, ps_str *out) {
    ps_str text = ps_store_column(stmt, at);
    *out = text.n ? ps_arena_dup(arena, text) : PS_S("");
    return out->p != NULL;
}

static bool read_item(reading *r, sqlite3_stmt *stmt) {
    ps_str folder = ps_store_column(stmt, 0), name = ps_store_column(stmt, 7);
    const ps_str *before = r->out->n ? &r->out->v[r->out->n - 1].folder : NULL;
    ps_str kept = before && ps_str_eq(*before, folder) ? *before : ps_arena_dup(r->arena, folder);
    ps_item_of *row = kept.p ? PS_PUSH(r->arena, r->out) : NULL;
    if (!row) {
        return false;
    }
    *row = (ps_item_of){.folder = kept,
                        .item = {.date = sqlite3_column_int(stmt, 1),
                                 .every = {sqlite3_column_int(stmt, 2), sqlite3_column_int(stmt, 3)},
                                 .ahead = sqlite3_column_int(stmt, 4),
                                 .kind = (ps_item_kind)sqlite3_column_int(stmt, 5),
                                 .line = (unsigned)sqlite3_column_int(stmt, 6)}};
    ps_item *item = &row->item;
    item->path = ps_arena_fmt(r->arena, "%.*s/%.*s", PS_FMT(kept), PS_FMT(name));
    return item->path.p && keep(r->arena, stmt, 8, &item->text) && keep(r->arena, stmt, 9, &item->owner) &&
           keep(r->arena, stmt, 10, &item->state) && keep(r->arena, stmt, 11, &item->id);
}

static int read_items(ps_index *ix, reading *r, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, ix, PS_SQL_ITEMS, err);
    if (rc) {
        return rc;
    }
    sqlite3_bind_int(stmt, 1, r->until);
    int code = sqlite3_step(stmt);
    while (!rc && code == SQLITE_ROW) {
        rc = read_item(r, stmt) ? PS_OK : ps_nomem(err);
        code = rc ? code : sqlite3_step(stmt);
    }
    sqlite3_reset(stmt);
    return rc ? rc : ps_index_sql(ix, code, err);
}

/* The deals are the ones that this very file holds: nobody has written since, in this process (they would have been forgotten) or in another. */
static int items_body(ps_index *ix, void *ctx, ps_error *err) {
    reading *r = ctx;
    int rc = ps_index_do(ix, PS_SQL_READ, err);
    r->out->n = 0;
    rc = rc ? rc : read_items(ix, r, err);
    *r->holds = !rc && ix->deals == r->rows && ix->deals_version >= 0 && ps_index_version(ix) == ix->deals_version;
    return rc ? rc : ps_index_do(ix, PS_SQL_COMMIT, err);
}

int ps_index_items(ps_index *ix, const ps_deal_rows *rows, ps_date until, ps_arena *arena, ps_item_list *out, bool *holds,
                   const volatile int *cancel, ps_error *err) {
    reading r = {rows, until, arena, out, holds};
    return ps_index_with(ix, false, items_body, &r, cancel, err);
}
