#include <string.h>

#include "index_annals_impl.h"

enum { FIRST_OF_EVENT = 10 };

/* A commit's events, as its rows come. */
typedef struct {
    ps_annals *annals;
    ps_annals_visit *visit;
    void *ctx;
    ps_lang lang;
    ps_arena *arena;  /* of the texts */
    ps_arena scratch; /* of one commit */
    int64_t change;   /* 0: none yet */
    ps_annal commit;
    PS_VEC(ps_annal_event) events;
    ps_error *err;
} asking;

static ps_str keep(asking *q, sqlite3_stmt *stmt, int at, bool *failed) {
    ps_str s = ps_store_column(stmt, at), copy = s.n ? ps_arena_dup(q->arena, s) : PS_S("");
    *failed |= !copy.p;
    return copy;
}

static int take_commit(asking *q, sqlite3_stmt *stmt) {
    bool failed = false;
    q->change = sqlite3_column_int64(stmt, 0);
    q->commit = (ps_annal){.time = sqlite3_column_int64(stmt, 2), .tz = sqlite3_column_int(stmt, 3)};
    if (sqlite3_column_bytes(stmt, 1) != PS_RAW) {
        return ps_store_sql(&q->annals->store, SQLITE_CORRUPT, q->err);
    }
    ps_raw_hex(&q->commit.id, sqlite3_column_blob(stmt, 1));
    ps_str *texts[] = {&q->commit.author, &q->commit.email, &q->commit.subject, &q->commit.deal, &q->commit.was, &q->commit.undo};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = keep(q, stmt, 4 + (int)i, &failed);
    }
    return failed ? ps_nomem(q->err) : PS_OK;
}

static int take_event(asking *q, sqlite3_stmt *stmt) {
    ps_annal_event *e = PS_PUSH(&q->scratch, &q->events);
    bool failed = !e;
    if (failed) {
        return ps_nomem(q->err);
    }
    int kind = sqlite3_column_int(stmt, FIRST_OF_EVENT + 2);
    e->place = keep(q, stmt, FIRST_OF_EVENT, &failed);
    e->made = sqlite3_column_int(stmt, FIRST_OF_EVENT + 1);
    e->touched = kind < 0;
    e->event.kind = kind < 0 || kind >= PS_EV_COUNT ? PS_EV_NOTE : (ps_event_kind)kind;
    ps_str *texts[] = {&e->event.text, &e->event.field, &e->event.from, &e->event.to,       &e->event.path,
                       &e->event.id,   &e->event.stage, &e->event.gate, &e->event.decision, &e->event.reason};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = keep(q, stmt, FIRST_OF_EVENT + 3 + (int)i, &failed);
    }
    e->event.about = PS_S("");
    e->event.date = (ps_date)sqlite3_column_int64(stmt, FIRST_OF_EVENT + 13);
    e->event.amount = sqlite3_column_int64(stmt, FIRST_OF_EVENT + 14);
    e->event.line = (unsigned)sqlite3_column_int64(stmt, FIRST_OF_EVENT + 15);
    return failed ? ps_nomem(q->err) : PS_OK;
}

/* The commit that is whole. */
static int give(asking *q) {
    int rc = q->change ? q->visit(q->ctx, &q->commit, q->events.v, q->events.n, q->err) : PS_OK;
    ps_arena_free(&q->scratch);
    memset(&q->events, 0, sizeof q->events);
    q->change = 0;
    return rc;
}

static int take_row(asking *q, sqlite3_stmt *stmt) {
    int rc = PS_OK;
    if (sqlite3_column_int64(stmt, 0) != q->change) {
        rc = give(q);
        rc = rc ? rc : take_commit(q, stmt);
    }
    return rc ? rc : take_event(q, stmt);
}

/* Runs a question whose own arguments are bound. */
static int ask(asking *q, sqlite3_stmt *stmt) {
    ps_store *store = &q->annals->store;
    sqlite3_bind_int64(stmt, 1, q->annals->at.row);
    sqlite3_bind_int(stmt, 2, q->lang == PS_ZH);
    int code = sqlite3_step(stmt), rc = PS_OK;
    while (!rc && code == SQLITE_ROW) {
        rc = take_row(q, stmt);
        code = rc ? code : sqlite3_step(stmt);
    }
    sqlite3_reset(stmt);
    rc = rc ? rc : ps_store_sql(store, code, q->err);
    rc = rc ? rc : give(q);
    ps_arena_free(&q->scratch);
    return rc;
}

/* ---- what leads to an older commit ---- */

static int put_below(ps_annals *annals, const int64_t *rows, size_t n, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = PS_ANN_STMT(&stmt, annals, PS_ANN_BELOW_PUT, err);
    for (size_t i = 0; !rc && i < n; i++) {
        sqlite3_bind_int64(stmt, 1, rows[i]);
        sqlite3_bind_int64(stmt, 2, (int64_t)(n - i));
        rc = ps_store_run(&annals->store, stmt, err);
    }
    return rc;
}

/* The order from that commit on is one of its own: what was made beside it no longer stands between. */
static int order_below(ps_annals *annals, const unsigned char *raw, ps_error *err) {
    ps_annals_graph graph = {0};
    int64_t *rows = NULL;
    bool linear, missing = false;
    int rc = ps_annals_graph_start(&graph, raw, err);
    while (!rc && !missing && graph.loaded < graph.nodes.n) {
        rc = ps_annals_graph_step(&graph, annals, &missing, err);
    }
    rc = rc ? rc : missing ? ps_store_sql(&annals->store, SQLITE_CORRUPT, err) : ps_annals_graph_order(&graph, &rows, &linear, err);
    rc = rc ? rc : ps_store_do(&annals->store, PS_ANN_READ, err);
    rc = rc ? rc : ps_store_do(&annals->store, PS_ANN_BELOW_CLEAR, err);
    rc = rc ? rc : put_below(annals, rows, graph.nodes.n, err);
    rc = rc ? rc : ps_store_do(&annals->store, PS_ANN_COMMIT, err);
    ps_annals_graph_free(&graph);
    return rc;
}

static int position(int64_t *out, ps_annals *annals, const unsigned char *raw, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = PS_ANN_STMT(&stmt, annals, PS_ANN_POS, err);
    if (rc) {
        return rc;
    }
    sqlite3_bind_int64(stmt, 1, annals->at.row);
    ps_bind_raw(stmt, 2, raw);
    int code = sqlite3_step(stmt);
    *out = code == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return ps_store_sql(&annals->store, code, err);
}

int ps_annals_of(ps_annals *annals, ps_arena *arena, const ps_str *places, size_t n, const ps_oid *from, ps_lang lang,
                 ps_annals_visit *visit, void *ctx, ps_error *err) {
    asking q = {.annals = annals, .arena = arena, .visit = visit, .ctx = ctx, .lang = lang, .err = err};
    sqlite3_stmt *stmt;
    int64_t pos = INT64_MAX;
    unsigned char raw[PS_RAW];
    int rc = PS_OK;
    if (from) {
        ps_raw_of(raw, from);
        rc = annals->at.linear ? position(&pos, annals, raw, err) : order_below(annals, raw, err);
    }
    rc = rc ? rc : PS_ANN_STMT(&stmt, annals, from && !annals->at.linear ? PS_ANN_OF_BELOW : PS_ANN_OF, err);
    if (rc) {
        return rc;
    }
    for (size_t i = 0; i < 3; i++) {
        ps_store_bind(stmt, 3 + (int)i, places[i < n ? i : 0]);
    }
    sqlite3_bind_int64(stmt, 6, pos);
    return ask(&q, stmt);
}

int ps_annals_since(ps_annals *annals, ps_arena *arena, int64_t time, ps_lang lang, ps_annals_visit *visit, void *ctx, ps_error *err) {
    asking q = {.annals = annals, .arena = arena, .visit = visit, .ctx = ctx, .lang = lang, .err = err};
    sqlite3_stmt *stmt;
    int rc = PS_ANN_STMT(&stmt, annals, PS_ANN_SINCE, err);
    if (rc) {
        return rc;
    }
    sqlite3_bind_int64(stmt, 3, time);
    return ask(&q, stmt);
}

int ps_annals_lives(ps_annals *annals, ps_arena *arena, ps_lang lang, ps_annals_visit *visit, void *ctx, ps_error *err) {
    asking q = {.annals = annals, .arena = arena, .visit = visit, .ctx = ctx, .lang = lang, .err = err};
    sqlite3_stmt *stmt;
    int rc = PS_ANN_STMT(&stmt, annals, PS_ANN_LIVES, err);
    return rc ? rc : ask(&q, stmt);
}

int ps_annals_deeds(ps_annals *annals, ps_arena *arena, ps_annals_visit *visit, void *ctx, ps_error *err) {
    asking q = {.annals = annals, .arena = arena, .visit = visit, .ctx = ctx, .err = err};
    sqlite3_stmt *stmt;
    int rc = PS_ANN_STMT(&stmt, annals, PS_ANN_DEEDS, err);
    if (rc) {
        return rc;
    }
    sqlite3_bind_int(stmt, 3, PS_EV_STAGE);
    sqlite3_bind_int(stmt, 4, PS_EV_ACTIVITY);
    return ask(&q, stmt);
}

/* Of one place, or ("") of all. */
static int visit_last(ps_annals *annals, ps_str place, ps_annals_last_visit *visit, void *ctx, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = PS_ANN_STMT(&stmt, annals, place.n ? PS_ANN_LAST_OF : PS_ANN_LAST, err);
    if (rc) {
        return rc;
    }
    sqlite3_bind_int64(stmt, 1, annals->at.row);
    if (place.n) {
        ps_store_bind(stmt, 2, place);
    }
    int code = sqlite3_step(stmt);
    while (!rc && code == SQLITE_ROW) {
        rc = visit(ctx, ps_store_column(stmt, 0), sqlite3_column_int64(stmt, 1));
        code = rc ? code : sqlite3_step(stmt);
    }
    sqlite3_reset(stmt);
    return rc ? rc : ps_store_sql(&annals->store, code, err);
}

int ps_annals_last(ps_annals *annals, const ps_str *places, size_t n, ps_annals_last_visit *visit, void *ctx, ps_error *err) {
    int rc = n ? PS_OK : visit_last(annals, PS_S(""), visit, ctx, err);
    for (size_t i = 0; !rc && i < n; i++) {
        rc = visit_last(annals, places[i], visit, ctx, err);
    }
    return rc;
}
