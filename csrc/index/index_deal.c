#include "index_deal.h"

#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "index_deal_table.h"
#include "index_impl.h"

typedef enum { STR, PATH, BYTES, STRS, MONEY, DATE, INT, BOOL, WIDE } column_kind;
typedef struct {
    column_kind kind;
    size_t at; /* in ps_deal_row */
} column;

#define COLUMN(kind, name, member) \
    , { \
        kind, offsetof(ps_deal_row, member) \
    }
static const column columns[] = {{STR, offsetof(ps_deal_row, folder)} PS_DEAL_COLUMNS(COLUMN)};
#undef COLUMN
enum { N_COLUMNS = sizeof columns / sizeof *columns };

/* ---- lists as bytes: "3:abc" for each, so that they may hold anything ---- */

static void put_list(ps_buf *b, const ps_strs *list) {
    for (size_t i = 0; i < list->n; i++) {
        ps_buf_fmt(b, "%zu:", list->v[i].n);
        ps_buf_put(b, list->v[i]);
    }
}

/* The next one of it; false at the end, and where it is none of ours. */
static bool next_of(ps_str *rest, ps_str *out) {
    uint64_t n;
    size_t colon = ps_str_find(*rest, PS_S(":"), 0);
    if (colon == SIZE_MAX || !ps_str_uint(ps_str_sub(*rest, 0, colon), rest->n - colon - 1, &n)) {
        return false;
    }
    *out = ps_str_sub(*rest, colon + 1, colon + 1 + (size_t)n);
    *rest = ps_str_sub(*rest, colon + 1 + (size_t)n, rest->n);
    return true;
}

static bool read_list(ps_arena *arena, ps_str bytes, ps_strs *out) {
    ps_str part;
    bytes = bytes.n ? ps_arena_dup(arena, bytes) : bytes;
    if (!bytes.p) {
        return false;
    }
    while (next_of(&bytes, &part)) {
        ps_str *slot = PS_PUSH(arena, out);
        if (!slot) {
            return false;
        }
        *slot = part;
    }
    return true;
}

/* ---- putting ---- */

static ps_str below(const ps_index *ix, ps_str path) {
    ps_str root = ps_str_of(ix->store.root);
    bool inside = ps_str_starts(path, root) && path.n > root.n && path.p[root.n] == '/';
    return inside ? ps_str_sub(path, root.n + 1, path.n) : path;
}

static void bind_day(sqlite3_stmt *stmt, int i, ps_date day) {
    if (day == PS_DATE_NONE) {
        sqlite3_bind_null(stmt, i);
    } else {
        sqlite3_bind_int(stmt, i, day);
    }
}

static void bind_money(sqlite3_stmt *stmt, int i, ps_money money) {
    if (money == PS_MONEY_NONE) {
        sqlite3_bind_null(stmt, i);
    } else {
        sqlite3_bind_int64(stmt, i, money);
    }
}

static bool bind_list(sqlite3_stmt *stmt, int i, const ps_strs *list) {
    ps_buf b = {0};
    put_list(&b, list);
    bool good = ps_buf_ok(&b) && sqlite3_bind_blob64(stmt, i, b.n ? b.p : "", b.n, SQLITE_TRANSIENT) == SQLITE_OK;
    ps_buf_free(&b);
    return good;
}

static bool bind_column(const ps_index *ix, sqlite3_stmt *stmt, int i, const ps_deal_row *row) {
    const void *at = (const char *)row + columns[i - 1].at;
    const ps_str *s = at;
    switch (columns[i - 1].kind) {
    case STR:
        ps_store_bind(stmt, i, *s);
        break;
    case PATH:
        ps_store_bind(stmt, i, below(ix, *s));
        break;
    case BYTES:
        sqlite3_bind_blob64(stmt, i, s->n ? s->p : "", s->n, SQLITE_STATIC);
        break;
    case STRS:
        return bind_list(stmt, i, at);
    case MONEY:
        bind_money(stmt, i, *(const ps_money *)at);
        break;
    case DATE:
        bind_day(stmt, i, *(const ps_date *)at);
        break;
    case INT:
        sqlite3_bind_int(stmt, i, *(const int *)at);
        break;
    case BOOL:
        sqlite3_bind_int(stmt, i, *(const bool *)at);
        break;
    case WIDE:
        sqlite3_bind_int64(stmt, i, *(const int64_t *)at);
        break;
    }
    return true;
}

static int put_row(ps_index *ix, const ps_deal_row *row, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, ix, PS_SQL_PUT_DEAL, err);
    for (int i = 1; !rc && i <= N_COLUMNS; i++) {
        rc = bind_column(ix, stmt, i, row) ? PS_OK : ps_nomem(err);
    }
    rc = rc ? rc : ps_index_run(ix, stmt, err);
    return rc ? rc : ps_index_put_items(ix, row, err);
}

static int drop_row(ps_index *ix, ps_str folder, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, ix, PS_SQL_DROP_DEAL, err);
    if (rc) {
        return rc;
    }
    ps_store_bind(stmt, 1, folder);
    rc = ps_index_run(ix, stmt, err);
    return rc ? rc : ps_index_drop_items(ix, folder, err);
}

typedef struct {
    const ps_deal_row *rows;
    size_t n;
    const ps_str *gone;
    size_t n_gone;
} changes;

static int put_body(ps_index *ix, void *ctx, ps_error *err) {
    const changes *c = ctx;
    int rc = ps_index_do(ix, PS_SQL_BEGIN, err);
    for (size_t i = 0; !rc && i < c->n; i++) {
        rc = put_row(ix, &c->rows[i], err);
    }
    for (size_t i = 0; !rc && i < c->n_gone; i++) {
        rc = drop_row(ix, c->gone[i], err);
    }
    return rc ? rc : ps_index_do(ix, PS_SQL_COMMIT, err);
}

int ps_index_put_deals(ps_index *ix, const ps_deal_row *rows, size_t n, const ps_str *gone, size_t n_gone, const volatile int *cancel,
                       ps_error *err) {
    changes c = {rows, n, gone, n_gone};
    ps_index_forget_deals(ix);
    return ps_index_with(ix, false, put_body, &c, cancel, err);
}

/* ---- reading back ---- */

static ps_date day_of(sqlite3_stmt *stmt, int i) {
    return sqlite3_column_type(stmt, i) == SQLITE_NULL ? PS_DATE_NONE : sqlite3_column_int(stmt, i);
}

static ps_money money_of(sqlite3_stmt *stmt, int i) {
    return sqlite3_column_type(stmt, i) == SQLITE_NULL ? PS_MONEY_NONE : sqlite3_column_int64(stmt, i);
}

/* A text that lives with the rows; that of the row before where it is the same. */
static bool keep(ps_arena *arena, ps_str text, const ps_str *before, ps_str *out) {
    *out = !text.n ? PS_S("") : before && ps_str_eq(*before, text) ? *before : ps_arena_dup(arena, text);
    return out->p != NULL;
}

static bool keep_path(ps_arena *arena, const ps_index *ix, ps_str text, ps_str *out) {
    *out = text.n ? ps_arena_fmt(arena, "%s/%.*s", ix->store.root, PS_FMT(text)) : PS_S("");
    return out->p != NULL;
}

static bool read_column(const ps_index *ix, ps_arena *arena, sqlite3_stmt *stmt, int i, ps_deal_row *row, const ps_deal_row *before) {
    void *at = (char *)row + columns[i].at;
    const ps_str *same = before ? (const void *)((const char *)before + columns[i].at) : NULL;
    switch (columns[i].kind) {
    case STR:
    case BYTES:
        return keep(arena, ps_store_column(stmt, i), same, at);
    case PATH:
        return keep_path(arena, ix, ps_store_column(stmt, i), at);
    case STRS:
        return read_list(arena, ps_store_column(stmt, i), at);
    case MONEY:
        *(ps_money *)at = money_of(stmt, i);
        break;
    case DATE:
        *(ps_date *)at = day_of(stmt, i);
        break;
    case INT:
        *(int *)at = sqlite3_column_int(stmt, i);
        break;
    case BOOL:
        *(bool *)at = sqlite3_column_int(stmt, i) != 0;
        break;
    case WIDE:
        *(int64_t *)at = sqlite3_column_int64(stmt, i);
        break;
    }
    return true;
}

static int read_row(ps_index *ix, sqlite3_stmt *stmt, ps_deal_rows *all, ps_error *err) {
    ps_deal_row *row = PS_PUSH(&all->arena, &all->rows);
    const ps_deal_row *before = all->rows.n > 1 ? row - 1 : NULL;
    bool good = row != NULL;
    if (row) {
        row->stored = true;
    }
    for (int i = 0; good && i < N_COLUMNS; i++) {
        good = read_column(ix, &all->arena, stmt, i, row, before);
    }
    if (good) { /* until frames are settled */
        row->view.counted = row->view.value;
        row->view.counted_weighted = row->view.weighted;
    }
    return good ? PS_OK : ps_nomem(err);
}

static int by_folder(const void *a, const void *b) {
    return ps_str_cmp(((const ps_deal_row *)a)->folder, ((const ps_deal_row *)b)->folder);
}

/* In order, so that a folder is found at once; actions are pointed to where they now are. */
static void order_rows(ps_deal_rows *all) {
    if (all->rows.n) {
        qsort(all->rows.v, all->rows.n, sizeof *all->rows.v, by_folder);
    }
    for (size_t i = 0; i < all->rows.n; i++) {
        ps_deal_row *row = &all->rows.v[i];
        row->view.next_action = row->acts ? &row->action : NULL;
    }
}

/* Room for all, so that none are moved. */
static int make_room(ps_index *ix, ps_deal_rows *all, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, ix, PS_SQL_COUNT_DEALS, err);
    if (rc) {
        return rc;
    }
    int code = sqlite3_step(stmt);
    size_t n = code == SQLITE_ROW ? (size_t)sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    all->rows.v = ps_arena_alloc(&all->arena, n * sizeof *all->rows.v);
    all->rows.cap = all->rows.v ? n : 0;
    return ps_index_sql(ix, code, err);
}

static int read_rows(ps_index *ix, ps_deal_rows *all, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = make_room(ix, all, err);
    rc = rc ? rc : ps_index_stmt(&stmt, ix, PS_SQL_ALL_DEALS, err);
    if (rc) {
        return rc;
    }
    int code = sqlite3_step(stmt);
    while (!rc && code == SQLITE_ROW) {
        rc = read_row(ix, stmt, all, err);
        code = rc ? code : sqlite3_step(stmt);
    }
    sqlite3_reset(stmt);
    order_rows(all);
    return rc ? rc : ps_index_sql(ix, code, err);
}

void ps_deal_rows_hold(ps_deal_rows *rows) {
    __atomic_add_fetch(&rows->holders, 1, __ATOMIC_RELAXED);
}

void ps_deal_rows_release(ps_deal_rows *rows) {
    if (rows && __atomic_sub_fetch(&rows->holders, 1, __ATOMIC_ACQ_REL) == 0) {
        ps_arena_free(&rows->arena);
        ps_free(rows);
    }
}

void ps_index_forget_deals(ps_index *ix) {
    ps_deal_rows_release(ix->deals);
    ix->deals = NULL;
}

static int load(ps_index *ix, ps_error *err) {
    ps_deal_rows *all = ps_alloc(sizeof *all);
    if (!all) {
        return ps_nomem(err);
    }
    *all = (ps_deal_rows){.holders = 1};
    int rc = read_rows(ix, all, err);
    if (rc) {
        ps_deal_rows_release(all);
        return rc;
    }
    ps_index_forget_deals(ix);
    ix->deals = all;
    return PS_OK;
}

static int deals_body(ps_index *ix, void *ctx, ps_error *err) {
    ps_deal_rows **out = ctx;
    int rc = ps_index_do(ix, PS_SQL_READ, err);
    int64_t version = rc ? -1 : ps_index_version(ix);
    if (!rc && (!ix->deals || version < 0 || version != ix->deals_version)) {
        rc = load(ix, err);
        ix->deals_version = version;
    }
    rc = rc ? rc : ps_index_do(ix, PS_SQL_COMMIT, err);
    if (!rc) {
        ps_deal_rows_hold(ix->deals);
        *out = ix->deals;
    }
    return rc;
}

int ps_index_deals(ps_index *ix, const volatile int *cancel, ps_deal_rows **out, ps_error *err) {
    return ps_index_with(ix, false, deals_body, out, cancel, err);
}

/* ---- copies ---- */

static bool copy_list(ps_arena *arena, const ps_strs *from, ps_strs *out) {
    *out = (ps_strs){0};
    for (size_t i = 0; i < from->n; i++) {
        ps_str *slot = PS_PUSH(arena, out);
        if (!slot || !keep(arena, from->v[i], NULL, slot)) {
            return false;
        }
    }
    return true;
}

static bool copy_items(ps_arena *arena, const ps_items *from, ps_items *out) {
    *out = (ps_items){0};
    for (size_t i = 0; i < from->n; i++) {
        ps_item *slot = PS_PUSH(arena, out);
        if (!slot || ps_item_copy(arena, &from->v[i], slot)) {
            return false;
        }
    }
    return true;
}

int ps_deal_row_copy(ps_arena *arena, const ps_deal_row *from, ps_deal_row *out) {
    bool good = true;
    *out = *from;
    for (int i = 0; good && i < N_COLUMNS; i++) {
        const void *was = (const char *)from + columns[i].at;
        void *at = (char *)out + columns[i].at;
        column_kind kind = columns[i].kind;
        if (kind == STR || kind == PATH || kind == BYTES) {
            good = keep(arena, *(const ps_str *)was, NULL, at);
        } else if (kind == STRS) {
            good = copy_list(arena, was, at);
        }
    }
    good = good && copy_items(arena, &from->items, &out->items);
    out->view.next_action = NULL;
    if (good && out->acts) {
        out->view.next_action = PS_NEW(arena, ps_v_action);
        good = out->view.next_action != NULL;
    }
    if (out->view.next_action) {
        *out->view.next_action = out->action;
    }
    return good ? PS_OK : PS_ENOMEM;
}
