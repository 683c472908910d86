/* Which commits lead to a work tree's HEAD, and their order: a tail of new ones is appended; after anything else (a rebase, another branch, a merge) the
 * order is worked out again from what is stored, and what is new of it is read. */
#include <string.h>

#include "index_annals_impl.h"

enum { TAIL = 256, BATCH = 512 }; /* commits that are appended at once; that are read in one transaction */

typedef struct {
    ps_annals *annals;
    ps_annals_read *read;
    ps_annals_enough *enough;
    void *ctx;
    unsigned char head[PS_RAW];
    uint64_t shallow;
    ps_error *err;
} survey;

static int put_commit(ps_annals *annals, const ps_annal *c, ps_error *err) {
    sqlite3_stmt *stmt;
    ps_arena arena = {0};
    unsigned char id[PS_RAW], *parents = ps_arena_alloc(&arena, c->n_parents * PS_RAW + 1);
    int rc = parents ? PS_ANN_STMT(&stmt, annals, PS_ANN_PUT, err) : ps_nomem(err);
    if (!rc) {
        const ps_str texts[] = {c->author, c->email, c->subject, c->deal, c->was, c->undo};
        for (size_t i = 0; i < c->n_parents; i++) {
            ps_raw_of(parents + i * PS_RAW, &c->parents[i]);
        }
        ps_raw_of(id, &c->id);
        ps_bind_raw(stmt, 1, id);
        sqlite3_bind_int64(stmt, 2, c->time);
        sqlite3_bind_int64(stmt, 3, c->committed);
        sqlite3_bind_int(stmt, 4, c->tz);
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            ps_store_bind(stmt, 5 + (int)i, texts[i]);
        }
        sqlite3_bind_blob(stmt, 11, parents, (int)(c->n_parents * PS_RAW), SQLITE_STATIC);
        sqlite3_bind_int(stmt, 12, c->cut);
        rc = ps_store_run(&annals->store, stmt, err);
    }
    ps_arena_free(&arena);
    return rc;
}

/* Commit `raw` from git into the store. */
static int learn(survey *s, const unsigned char *raw) {
    ps_oid id;
    ps_annal commit;
    ps_raw_hex(&id, raw);
    int rc = s->read(s->ctx, &id, &commit, s->err);
    return rc ? rc : put_commit(s->annals, &commit, s->err);
}

/* ---- the order in the store ---- */

static int put_tree(survey *s, bool linear, int64_t n, int64_t settled) {
    sqlite3_stmt *stmt;
    ps_annals *a = s->annals;
    int rc = PS_ANN_STMT(&stmt, a, PS_ANN_TREE_PUT, s->err);
    if (rc) {
        return rc;
    }
    ps_store_bind(stmt, 1, ps_str_of(a->tree));
    ps_bind_raw(stmt, 2, s->head);
    sqlite3_bind_int64(stmt, 3, (int64_t)s->shallow);
    sqlite3_bind_int(stmt, 4, linear);
    sqlite3_bind_int64(stmt, 5, n);
    sqlite3_bind_int64(stmt, 6, settled);
    rc = ps_store_run(&a->store, stmt, s->err);
    return rc ? rc : ps_annals_load_tree(a, s->err);
}

static int put_tip(survey *s, int64_t pos, int64_t change) {
    sqlite3_stmt *stmt;
    int rc = PS_ANN_STMT(&stmt, s->annals, PS_ANN_TIP_PUT, s->err);
    if (rc) {
        return rc;
    }
    sqlite3_bind_int64(stmt, 1, s->annals->at.row);
    sqlite3_bind_int64(stmt, 2, pos);
    sqlite3_bind_int64(stmt, 3, change);
    return ps_store_run(&s->annals->store, stmt, s->err);
}

/* How many of the oldest stand as they are to stand. */
static int count_same(survey *s, const int64_t *rows, int64_t n, int64_t *out) {
    sqlite3_stmt *stmt;
    int64_t same = 0;
    int rc = PS_ANN_STMT(&stmt, s->annals, PS_ANN_TIP, s->err);
    if (rc) {
        return rc;
    }
    sqlite3_bind_int64(stmt, 1, s->annals->at.row);
    int code = sqlite3_step(stmt);
    while (code == SQLITE_ROW && same < n && sqlite3_column_int64(stmt, 0) == rows[n - 1 - same]) {
        same++;
        code = sqlite3_step(stmt);
    }
    sqlite3_reset(stmt);
    *out = same;
    return ps_store_sql(&s->annals->store, code, s->err);
}

static int write_order(survey *s, const int64_t *rows, int64_t n, bool linear) {
    sqlite3_stmt *stmt;
    int64_t same = 0;
    int rc = s->annals->at.row ? PS_OK : put_tree(s, linear, 0, 0);
    rc = rc ? rc : count_same(s, rows, n, &same);
    rc = rc ? rc : PS_ANN_STMT(&stmt, s->annals, PS_ANN_TIP_DROP, s->err);
    if (!rc) {
        sqlite3_bind_int64(stmt, 1, s->annals->at.row);
        sqlite3_bind_int64(stmt, 2, same);
        rc = ps_store_run(&s->annals->store, stmt, s->err);
    }
    for (int64_t pos = same + 1; !rc && pos <= n; pos++) {
        rc = put_tip(s, pos, rows[n - pos]);
    }
    return rc ? rc : put_tree(s, linear, n, 0);
}

/* ---- a tail ---- */

/* A commit of the tail: its row and its only parent; *plain false where it is another kind of commit. */
static int look_at(survey *s, const unsigned char *raw, int64_t *row, unsigned char parent[PS_RAW], bool *plain) {
    sqlite3_stmt *stmt;
    int rc = PS_ANN_STMT(&stmt, s->annals, PS_ANN_FIND, s->err);
    for (int tries = 0; !rc && tries < 2; tries++) {
        ps_bind_raw(stmt, 1, raw);
        int code = sqlite3_step(stmt);
        bool there = code == SQLITE_ROW && sqlite3_column_int(stmt, 3) != 2;
        *row = there ? sqlite3_column_int64(stmt, 0) : 0;
        *plain = there && sqlite3_column_bytes(stmt, 2) == PS_RAW;
        if (*plain) {
            memcpy(parent, sqlite3_column_blob(stmt, 2), PS_RAW);
        }
        sqlite3_reset(stmt);
        rc = ps_store_sql(&s->annals->store, code, s->err);
        if (rc || there) {
            break;
        }
        rc = tries ? PS_OK : learn(s, raw);
    }
    return rc;
}

/* Where nothing but a row of commits was added to what stands: *done. In a transaction. */
static int append_tail(survey *s, bool *done) {
    int64_t rows[TAIL], n = 0;
    unsigned char at[PS_RAW];
    ps_annals_tree was = s->annals->at;
    bool plain = was.row && was.n && was.shallow == s->shallow;
    int rc = PS_OK;
    memcpy(at, s->head, PS_RAW);
    while (!rc && plain && n < TAIL && memcmp(at, was.head, PS_RAW) != 0) {
        rc = look_at(s, at, &rows[n], at, &plain);
        n++;
    }
    *done = !rc && plain && memcmp(at, was.head, PS_RAW) == 0;
    for (int64_t i = 0; !rc && *done && i < n; i++) {
        rc = put_tip(s, was.n + 1 + i, rows[n - 1 - i]);
    }
    if (rc || !*done) {
        return rc;
    }
    int64_t told = s->annals->told;
    rc = put_tree(s, was.linear, was.n + n, was.settled);
    s->annals->told = was.settled == was.n ? was.n : told; /* the new ones may be told already: then they are counted on the way */
    return rc;
}

/* ---- the whole graph ---- */

static int begin_graph(survey *s) {
    sqlite3_stmt *stmt;
    ps_annals *a = s->annals;
    const ps_annals_graph *g = &a->graph;
    if (a->surveying && memcmp(g->nodes.v[0].raw, s->head, PS_RAW) == 0) {
        return PS_OK;
    }
    int rc = ps_annals_graph_start(&a->graph, s->head, s->err);
    if (!rc && (!a->at.row || a->at.shallow != s->shallow)) { /* what lacked may be there now, and the other way round */
        rc = PS_ANN_STMT(&stmt, a, PS_ANN_RETELL_CUT, s->err);
        if (!rc) {
            sqlite3_bind_int(stmt, 1, a->at.row && s->shallow);
            rc = ps_store_run(&a->store, stmt, s->err);
        }
    }
    a->surveying = !rc;
    return rc;
}

/* One transaction's worth. *all: every commit is known. */
static int go_on(survey *s, bool *all) {
    ps_annals_graph *g = &s->annals->graph;
    int rc = PS_OK;
    for (int i = 0; !rc && i < BATCH && g->loaded < g->nodes.n; i++) {
        bool missing;
        rc = ps_annals_graph_step(g, s->annals, &missing, s->err);
        if (!rc && missing) {
            rc = learn(s, g->nodes.v[g->loaded].raw);
        }
    }
    *all = !rc && g->loaded == g->nodes.n;
    return rc;
}

static int finish_graph(survey *s) {
    ps_annals *a = s->annals;
    int64_t *rows;
    bool linear;
    int rc = ps_annals_graph_order(&a->graph, &rows, &linear, s->err);
    rc = rc ? rc : write_order(s, rows, (int64_t)a->graph.nodes.n, linear);
    if (!rc) {
        a->surveying = false;
        ps_annals_graph_free(&a->graph);
    }
    return rc;
}

static int one_turn(survey *s, bool *done) {
    bool all = false;
    int rc = ps_annals_begin(s->annals, s->err);
    rc = rc ? rc : ps_annals_load_tree(s->annals, s->err);
    rc = rc || s->annals->surveying ? rc : append_tail(s, done);
    if (!rc && !*done) {
        rc = begin_graph(s);
        rc = rc ? rc : go_on(s, &all);
        rc = rc || !all ? rc : finish_graph(s);
        *done = !rc && all;
    }
    return rc ? rc : ps_annals_commit(s->annals, s->err);
}

int ps_annals_survey(ps_annals *annals, const ps_oid *head, uint64_t shallow, ps_annals_read *read, ps_annals_enough *enough, void *ctx,
                     bool *done, ps_error *err) {
    survey s = {.annals = annals, .read = read, .enough = enough, .ctx = ctx, .shallow = shallow, .err = err};
    int rc = PS_OK;
    ps_raw_of(s.head, head);
    *done = false;
    do {
        rc = one_turn(&s, done);
    } while (!rc && !*done && !enough(ctx));
    annals->surveying &= !rc;
    return rc;
}
