#include "index_annals.h"

#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "index_annals_impl.h"

/* A change of any table, or of what meaning.h tells, is a change of VERSION. */
#define VERSION "1"
/* change: a commit. cut: 1 where a shallow clone lacks parents, 2 where it is to be read again. judged: 0, or which process stood in for its own. */
static const char change_schema[] =
    "CREATE TABLE change (id INTEGER PRIMARY KEY, oid BLOB NOT NULL UNIQUE, time INTEGER NOT NULL, committed INTEGER NOT NULL, tz INTEGER "
    "NOT NULL,"
    " author TEXT NOT NULL, email TEXT NOT NULL, subject TEXT NOT NULL, deal TEXT NOT NULL, was TEXT NOT NULL, undo TEXT NOT NULL,"
    " parents BLOB NOT NULL, cut INTEGER NOT NULL, told INTEGER NOT NULL DEFAULT 0, judged INTEGER NOT NULL DEFAULT 0);"
    "CREATE INDEX change_time ON change (time);"
    "CREATE INDEX change_judged ON change (judged) WHERE judged != 0;";
/* id: the change's and the number among its events. kind -1: touched, without meaning. life: of the few that pipelines are made of. */
static const char event_schema[] =
    "CREATE TABLE place (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);"
    "CREATE TABLE event (id INTEGER PRIMARY KEY, place INTEGER NOT NULL, made INTEGER NOT NULL, life INTEGER NOT NULL, kind INTEGER NOT "
    "NULL,"
    " text_en TEXT NOT NULL, text_zh TEXT NOT NULL, field TEXT NOT NULL, was TEXT NOT NULL, now TEXT NOT NULL, path TEXT NOT NULL,"
    " item TEXT NOT NULL, stage TEXT NOT NULL, gate TEXT NOT NULL, decision TEXT NOT NULL, reason TEXT NOT NULL, date INTEGER NOT NULL,"
    " amount INTEGER NOT NULL, line INTEGER NOT NULL);"
    "CREATE INDEX event_place ON event (place);"
    "CREATE INDEX event_life ON event (life) WHERE life;";
/* tip: what leads to a work tree's HEAD; pos: 1 for the oldest. last: when a place last changed in meaning. */
static const char tree_schema[] =
    "CREATE TABLE tree (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, head BLOB NOT NULL, shallow INTEGER NOT NULL, linear INTEGER "
    "NOT NULL,"
    " n INTEGER NOT NULL, settled INTEGER NOT NULL);"
    "CREATE TABLE tip (tree INTEGER NOT NULL, pos INTEGER NOT NULL, change INTEGER NOT NULL, PRIMARY KEY (tree, pos)) WITHOUT ROWID;"
    "CREATE UNIQUE INDEX tip_change ON tip (tree, change);"
    "CREATE TABLE last (tree INTEGER NOT NULL, place INTEGER NOT NULL, time INTEGER NOT NULL, PRIMARY KEY (tree, place)) WITHOUT ROWID;";
static const char *const schemas[] = {change_schema, event_schema, tree_schema, NULL};
/* What leads to an older commit, for one question. */
static const char below_schema[] = "CREATE TEMP TABLE below (change INTEGER PRIMARY KEY, pos INTEGER NOT NULL)";

#define EVENTS_OF_CHANGE "event.id BETWEEN change.id << 24 AND (change.id << 24) + 16777215"
#define ANSWER_WITH(text) \
    "SELECT change.id, change.oid, change.time, change.tz, change.author, change.email, change.subject, change.deal, change.was, " \
    "change.undo," \
    " place.path, event.made, event.kind, " text ", field, event.was, event.now, event.path, item, stage, gate, " \
    "decision, reason," \
    " date, amount, line "
#define ANSWER ANSWER_WITH("iif(?2, text_zh, text_en)")
#define OF_PLACES "FROM place CROSS JOIN event ON event.place = place.id CROSS JOIN change ON change.id = event.id >> 24 "
#define ARE_PLACES "place.path IN (?3, ?4, ?5) ORDER BY pos DESC, event.id"

static const char *const statements[PS_ANN_SQL_COUNT] = {
    [PS_ANN_BEGIN] = "BEGIN IMMEDIATE",
    [PS_ANN_READ] = "BEGIN",
    [PS_ANN_COMMIT] = "COMMIT",
    [PS_ANN_TREE] = "SELECT id, head, shallow, linear, n, settled FROM tree WHERE path = ?1",
    [PS_ANN_TREE_PUT] = "INSERT INTO tree (path, head, shallow, linear, n, settled) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (path) DO "
                        "UPDATE SET head = "
                        "excluded.head, shallow = excluded.shallow, linear = excluded.linear, n = excluded.n, settled = excluded.settled",
    [PS_ANN_TREE_SETTLED] = "UPDATE tree SET settled = ?2 WHERE ?1 IN (0, id)",
    [PS_ANN_FIND] = "SELECT id, committed, parents, cut FROM change WHERE oid = ?1",
    [PS_ANN_PUT] =
        "INSERT INTO change (oid, time, committed, tz, author, email, subject, deal, was, undo, parents, cut) VALUES (?1, ?2, ?3, ?4, ?5, "
        "?6, "
        "?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT (oid) DO UPDATE SET parents = excluded.parents, cut = excluded.cut, told = 0 WHERE cut = 2",
    [PS_ANN_RETELL_CUT] = "UPDATE change SET cut = 2 WHERE cut = 1 OR ?1",
    [PS_ANN_RETELL] = "UPDATE change SET told = 0, judged = 0 WHERE judged != 0 AND judged != ?1",
    [PS_ANN_IS_STALE] = "SELECT 1 FROM change WHERE judged != 0 AND (judged < ?1 OR judged > ?1) LIMIT 1",
    [PS_ANN_DROP_EVENTS] = "DELETE FROM event WHERE id BETWEEN ?1 << 24 AND (?1 << 24) + 16777215",
    [PS_ANN_TOLD] = "UPDATE change SET told = 1, judged = ?2 WHERE id = ?1",
    [PS_ANN_IS_TOLD] = "SELECT id, told FROM change WHERE oid = ?1",
    [PS_ANN_PLACE] = "SELECT id FROM place WHERE path = ?1",
    [PS_ANN_PLACE_PUT] = "INSERT INTO place (path) VALUES (?1)",
    [PS_ANN_EVENT_PUT] = "INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
    [PS_ANN_TIP] = "SELECT change FROM tip WHERE tree = ?1 ORDER BY pos",
    [PS_ANN_TIP_PUT] = "INSERT INTO tip (tree, pos, change) VALUES (?1, ?2, ?3)",
    [PS_ANN_TIP_DROP] = "DELETE FROM tip WHERE tree = ?1 AND pos > ?2",
    [PS_ANN_COUNT_TOLD] = "SELECT COUNT(*) FROM tip JOIN change ON change.id = tip.change WHERE tip.tree = ?1 AND told",
    [PS_ANN_UNTOLD] =
        "SELECT tip.pos, change.oid FROM tip CROSS JOIN change ON change.id = tip.change WHERE tip.tree = ?1 AND tip.pos < ?2 AND NOT "
        "told ORDER BY tip.pos DESC LIMIT ?3",
    [PS_ANN_LAST_DROP] = "DELETE FROM last WHERE tree = ?1",
    [PS_ANN_LAST_PUT] = "INSERT INTO last (tree, place, time) SELECT ?1, place, time FROM (SELECT event.place AS place, change.time AS "
                        "time, MAX(tip.pos) FROM tip CROSS JOIN change ON "
                        "change.id = tip.change "
                        "CROSS JOIN event ON " EVENTS_OF_CHANGE
                        " WHERE tip.tree = ?1 AND tip.pos > ?2 AND event.kind >= 0 GROUP BY event.place) WHERE true ON CONFLICT "
                        "(tree, place) DO UPDATE SET time = excluded.time",
    [PS_ANN_OF] = ANSWER OF_PLACES "CROSS JOIN tip ON tip.tree = ?1 AND tip.change = change.id WHERE tip.pos <= ?6 AND " ARE_PLACES,
    [PS_ANN_OF_BELOW] = ANSWER OF_PLACES "CROSS JOIN temp.below ON below.change = change.id WHERE ?1 AND ?6 AND " ARE_PLACES,
    [PS_ANN_BELOW_CLEAR] = "DELETE FROM temp.below",
    [PS_ANN_BELOW_PUT] = "INSERT INTO temp.below (change, pos) VALUES (?1, ?2)",
    [PS_ANN_SINCE] = ANSWER "FROM change CROSS JOIN tip ON tip.tree = ?1 AND tip.change = change.id CROSS JOIN event ON " EVENTS_OF_CHANGE
                            " CROSS JOIN place ON place.id = event.place WHERE change.time >= ?3 ORDER BY pos DESC, event.id",
    [PS_ANN_LIVES] =
        ANSWER "FROM event CROSS JOIN change ON change.id = event.id >> 24 CROSS JOIN tip ON tip.tree = ?1 AND tip.change = change.id"
               " CROSS JOIN place ON place.id = event.place WHERE event.life ORDER BY pos DESC, event.id DESC",
    [PS_ANN_DEEDS] =
        ANSWER_WITH("''") "FROM event CROSS JOIN change ON change.id = event.id >> 24 CROSS JOIN tip ON tip.tree = ?1 AND tip.change = "
                          "change.id CROSS JOIN place ON place.id = event.place WHERE event.kind IN (?3, ?4) OR (event.life AND field = "
                          "'owner') OR change.was != '' ORDER BY pos DESC, event.id",
    [PS_ANN_LAST] = "SELECT place.path, last.time FROM last CROSS JOIN place ON place.id = last.place WHERE last.tree = ?1",
    [PS_ANN_LAST_OF] =
        "SELECT place.path, last.time FROM place CROSS JOIN last ON last.tree = ?1 AND last.place = place.id WHERE place.path = ?2",
    [PS_ANN_POS] = "SELECT tip.pos FROM change CROSS JOIN tip ON tip.tree = ?1 AND tip.change = change.id WHERE change.oid = ?2",
};

static const ps_store_kind kind = {
    .name = "annals " VERSION,
    .schemas = schemas,
    .temp = below_schema,
    .sql = statements,
    .n_sql = PS_ANN_SQL_COUNT,
};

/* ---- ids ---- */

static unsigned digit(char c) {
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

void ps_raw_of(unsigned char out[PS_RAW], const ps_oid *id) {
    for (size_t i = 0; i < PS_RAW; i++) {
        out[i] = (unsigned char)(id->hex[0] ? digit(id->hex[i * 2]) << 4 | digit(id->hex[i * 2 + 1]) : 0);
    }
}

void ps_raw_hex(ps_oid *out, const unsigned char *raw) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < PS_RAW; i++) {
        out->hex[i * 2] = digits[raw[i] >> 4];
        out->hex[i * 2 + 1] = digits[raw[i] & 15];
    }
    out->hex[PS_RAW * 2] = '\0';
}

void ps_bind_raw(sqlite3_stmt *stmt, int at, const unsigned char *raw) {
    sqlite3_bind_blob(stmt, at, raw, PS_RAW, SQLITE_TRANSIENT);
}

/* ---- life ---- */

int ps_annals_new(ps_annals **out, ps_str key, ps_str tree, ps_str cache, ps_error *err) {
    ps_annals *a = ps_alloc(sizeof *a);
    char *name = ps_alloc(tree.n + 1);
    if (!a || !name) {
        ps_free(a);
        ps_free(name);
        return ps_nomem(err);
    }
    memcpy(name, tree.p, tree.n);
    name[tree.n] = '\0';
    *a = (ps_annals){.tree = name};
    int rc = ps_store_init(&a->store, &kind, key, cache, err);
    if (rc) {
        ps_free(name);
        ps_free(a);
        return rc;
    }
    *out = a;
    return PS_OK;
}

void ps_annals_close(ps_annals *annals) {
    if (annals) {
        ps_annals_graph_free(&annals->graph);
        ps_store_close(&annals->store);
        ps_free(annals->tree);
        ps_free(annals);
    }
}

typedef struct {
    ps_annals *annals;
    ps_annals_body *body;
    void *ctx;
} call;

static int run_body(void *ctx, ps_error *err) {
    call *c = ctx;
    ps_annals *a = c->annals;
    if (a->opened != a->store.opened) { /* another file: nothing is known of it */
        a->opened = a->store.opened;
        a->surveying = false;
        a->told = -1;
    }
    int rc = ps_annals_load_tree(a, err);
    return rc ? rc : c->body(a, c->ctx, err);
}

int ps_annals_with(ps_annals *annals, const volatile int *cancel, ps_annals_body *body, void *ctx, ps_error *err) {
    call c = {annals, body, ctx};
    annals->store.cancel = cancel;
    int rc = ps_store_with(&annals->store, false, run_body, &c, err);
    annals->store.cancel = NULL;
    return rc;
}

int ps_annals_begin(ps_annals *annals, ps_error *err) {
    return ps_store_do(&annals->store, PS_ANN_BEGIN, err);
}

int ps_annals_commit(ps_annals *annals, ps_error *err) {
    return ps_store_do(&annals->store, PS_ANN_COMMIT, err);
}

/* ---- this work tree ---- */

int ps_annals_load_tree(ps_annals *annals, ps_error *err) {
    sqlite3_stmt *stmt;
    ps_annals_tree t = {0};
    int rc = PS_ANN_STMT(&stmt, annals, PS_ANN_TREE, err);
    if (rc) {
        return rc;
    }
    ps_store_bind(stmt, 1, ps_str_of(annals->tree));
    int code = sqlite3_step(stmt);
    if (code == SQLITE_ROW && sqlite3_column_bytes(stmt, 1) == PS_RAW) {
        t.row = sqlite3_column_int64(stmt, 0);
        memcpy(t.head, sqlite3_column_blob(stmt, 1), PS_RAW);
        t.shallow = (uint64_t)sqlite3_column_int64(stmt, 2);
        t.linear = sqlite3_column_int(stmt, 3);
        t.n = sqlite3_column_int64(stmt, 4);
        t.settled = sqlite3_column_int64(stmt, 5);
    }
    sqlite3_reset(stmt);
    bool moved = t.row != annals->at.row || memcmp(t.head, annals->at.head, PS_RAW) != 0 || t.n != annals->at.n || annals->told < 0;
    annals->cursor = moved ? INT64_MAX : annals->cursor;
    annals->told = moved ? -1 : annals->told;
    annals->at = t;
    return ps_store_sql(&annals->store, code, err);
}

static int ask_number(int64_t *out, ps_annals *annals, ps_annals_sql id, int64_t argument, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = PS_ANN_STMT(&stmt, annals, id, err);
    if (rc) {
        return rc;
    }
    sqlite3_bind_int64(stmt, 1, argument);
    int code = sqlite3_step(stmt);
    *out = code == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return ps_store_sql(&annals->store, code, err);
}

static int set_settled(ps_annals *annals, int64_t tree, int64_t n, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = PS_ANN_STMT(&stmt, annals, PS_ANN_TREE_SETTLED, err);
    if (rc) {
        return rc;
    }
    sqlite3_bind_int64(stmt, 1, tree);
    sqlite3_bind_int64(stmt, 2, n);
    annals->at.settled = n;
    return ps_store_run(&annals->store, stmt, err);
}

/* What another process than today's has judged is told anew. */
static int retell(ps_annals *annals, uint64_t process, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_annals_begin(annals, err);
    rc = rc ? rc : PS_ANN_STMT(&stmt, annals, PS_ANN_RETELL, err);
    if (!rc) {
        sqlite3_bind_int64(stmt, 1, (int64_t)process);
        rc = ps_store_run(&annals->store, stmt, err);
    }
    rc = rc ? rc : set_settled(annals, 0, 0, err);
    annals->cursor = INT64_MAX;
    annals->told = -1;
    return rc ? rc : ps_annals_commit(annals, err);
}

int ps_annals_look(ps_annals *annals, const ps_oid *head, uint64_t shallow, uint64_t process, ps_annals_state *out, ps_error *err) {
    unsigned char raw[PS_RAW];
    int64_t stale;
    int rc = ask_number(&stale, annals, PS_ANN_IS_STALE, (int64_t)process, err);
    rc = rc || !stale ? rc : retell(annals, process, err);
    if (rc) {
        return rc;
    }
    const ps_annals_tree *t = &annals->at;
    ps_raw_of(raw, head);
    *out = (ps_annals_state){.current = t->row && t->shallow == shallow && memcmp(t->head, raw, PS_RAW) == 0, .total = (int)t->n};
    out->complete = out->current && t->settled == t->n;
    return PS_OK;
}

int ps_annals_count(ps_annals *annals, int *told, int *total, ps_error *err) {
    int64_t n = annals->told;
    int rc = n < 0 ? ask_number(&n, annals, PS_ANN_COUNT_TOLD, annals->at.row, err) : PS_OK;
    annals->told = rc ? -1 : n;
    *told = (int)n;
    *total = (int)annals->at.n;
    return rc;
}

/* ---- telling ---- */

int ps_annals_untold(ps_annals *annals, ps_arena *arena, size_t n, ps_oid **out, size_t *n_out, ps_error *err) {
    sqlite3_stmt *stmt;
    ps_oid *list = ps_arena_alloc(arena, n * sizeof *list);
    size_t found = 0;
    int rc = list ? PS_ANN_STMT(&stmt, annals, PS_ANN_UNTOLD, err) : ps_nomem(err);
    if (rc) {
        return rc;
    }
    sqlite3_bind_int64(stmt, 1, annals->at.row);
    sqlite3_bind_int64(stmt, 2, annals->cursor);
    sqlite3_bind_int64(stmt, 3, (int64_t)n);
    int code = sqlite3_step(stmt);
    for (; code == SQLITE_ROW && found < n && sqlite3_column_bytes(stmt, 1) == PS_RAW; found++) {
        annals->cursor = found ? annals->cursor : sqlite3_column_int64(stmt, 0) + 1;
        ps_raw_hex(&list[found], sqlite3_column_blob(stmt, 1));
        code = sqlite3_step(stmt);
    }
    sqlite3_reset(stmt);
    *out = list;
    *n_out = found;
    return ps_store_sql(&annals->store, code, err);
}

static int place_row(int64_t *out, ps_annals *annals, ps_str path, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = PS_ANN_STMT(&stmt, annals, PS_ANN_PLACE, err);
    if (rc) {
        return rc;
    }
    ps_store_bind(stmt, 1, path);
    int code = sqlite3_step(stmt);
    *out = code == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    rc = ps_store_sql(&annals->store, code, err);
    if (rc || *out) {
        return rc;
    }
    rc = PS_ANN_STMT(&stmt, annals, PS_ANN_PLACE_PUT, err);
    if (!rc) {
        ps_store_bind(stmt, 1, path);
        rc = ps_store_run(&annals->store, stmt, err);
        *out = sqlite3_last_insert_rowid(annals->store.db);
    }
    return rc;
}

bool ps_annal_is_life(const ps_event *e) {
    static const char *const fields[] = {"value", "currency", "close", "probability", "owner", "kind", "status", "margin", "deal"};
    bool life = e->kind == PS_EV_STAGE || e->kind == PS_EV_CLOSE;
    for (size_t i = 0; !life && i < sizeof fields / sizeof *fields; i++) {
        life = ps_str_eq(e->field, ps_str_of(fields[i]));
    }
    return life;
}

static int put_event(ps_annals *annals, int64_t id, int64_t place, const ps_annal_event *in, ps_error *err) {
    sqlite3_stmt *stmt;
    const ps_event *e = &in->event;
    int rc = PS_ANN_STMT(&stmt, annals, PS_ANN_EVENT_PUT, err);
    if (rc) {
        return rc;
    }
    const ps_str texts[] = {in->texts[0], in->texts[1], e->field, e->from,     e->to,    e->path,
                            e->id,        e->stage,     e->gate,  e->decision, e->reason};
    sqlite3_bind_int64(stmt, 1, id);
    sqlite3_bind_int64(stmt, 2, place);
    sqlite3_bind_int(stmt, 3, in->made);
    sqlite3_bind_int(stmt, 4, !in->touched && ps_annal_is_life(e));
    sqlite3_bind_int(stmt, 5, in->touched ? -1 : (int)e->kind);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ps_store_bind(stmt, 6 + (int)i, texts[i]);
    }
    sqlite3_bind_int64(stmt, 17, e->date);
    sqlite3_bind_int64(stmt, 18, e->amount);
    sqlite3_bind_int64(stmt, 19, e->line);
    return ps_store_run(&annals->store, stmt, err);
}

static int put_events(ps_annals *annals, int64_t change, const ps_annal_event *events, size_t n, ps_error *err) {
    int64_t place = 0;
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < n && i < (size_t)1 << PS_ORD_BITS; i++) {
        if (!place || !ps_str_eq(events[i].place, events[i - 1].place)) {
            rc = place_row(&place, annals, events[i].place, err);
        }
        rc = rc ? rc : put_event(annals, change << PS_ORD_BITS | (int64_t)i, place, &events[i], err);
    }
    return rc;
}

static int run_with(ps_annals *annals, ps_annals_sql id, int64_t first, int64_t second, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = PS_ANN_STMT(&stmt, annals, id, err);
    if (rc) {
        return rc;
    }
    sqlite3_bind_int64(stmt, 1, first);
    if (sqlite3_bind_parameter_count(stmt) > 1) {
        sqlite3_bind_int64(stmt, 2, second);
    }
    return ps_store_run(&annals->store, stmt, err);
}

int ps_annals_tell(ps_annals *annals, const ps_oid *id, uint64_t process, const ps_annal_event *events, size_t n, ps_error *err) {
    sqlite3_stmt *stmt;
    unsigned char raw[PS_RAW];
    int rc = PS_ANN_STMT(&stmt, annals, PS_ANN_IS_TOLD, err);
    if (rc) {
        return rc;
    }
    ps_raw_of(raw, id);
    ps_bind_raw(stmt, 1, raw);
    int code = sqlite3_step(stmt);
    int64_t change = code == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
    bool told = change && sqlite3_column_int(stmt, 1);
    sqlite3_reset(stmt);
    rc = ps_store_sql(&annals->store, code, err);
    annals->told += annals->told >= 0;
    if (rc || !change || told) {
        return rc;
    }
    rc = run_with(annals, PS_ANN_DROP_EVENTS, change, 0, err);
    rc = rc ? rc : put_events(annals, change, events, n, err);
    return rc ? rc : run_with(annals, PS_ANN_TOLD, change, (int64_t)process, err);
}

int ps_annals_settle(ps_annals *annals, ps_error *err) {
    ps_annals_tree *t = &annals->at, was = *t;
    int rc = ps_annals_begin(annals, err);
    rc = rc ? rc : ps_annals_load_tree(annals, err);
    if (!rc && (memcmp(was.head, t->head, PS_RAW) != 0 || was.n != t->n)) { /* another process has gone on */
        return ps_annals_commit(annals, err);
    }
    if (!rc && !t->settled) {
        rc = run_with(annals, PS_ANN_LAST_DROP, t->row, 0, err);
    }
    rc = rc ? rc : run_with(annals, PS_ANN_LAST_PUT, t->row, t->settled, err);
    rc = rc ? rc : set_settled(annals, t->row, t->n, err);
    return rc ? rc : ps_annals_commit(annals, err);
}
