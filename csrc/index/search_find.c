#include <stdlib.h>

#include "search_impl.h"

/* Candidates that are scored, and those of a part that is read by path. */
enum { MOST_CANDIDATES = 20000, PART = 512 };

static bool is_unsaved(const ps_search_work *s, ps_str path) {
    for (size_t i = 0; i < s->q->n_unsaved; i++) {
        if (ps_str_eq(s->q->unsaved[i].path, path)) {
            return true;
        }
    }
    return false;
}

static int add(ps_search_work *s, ps_search_candidate candidate, ps_error *err) {
    ps_search_candidate *c = PS_PUSH(&s->scratch, &s->found);
    if (!c) {
        return ps_nomem(err);
    }
    *c = candidate;
    return PS_OK;
}

/* ---- words ---- */

static int ask(ps_index *ix, ps_search_work *s, ps_sql_id sql, ps_str expression, int64_t limit, ps_error *err) {
    sqlite3_stmt *stmt;
    bool unsaved = sql == PS_SQL_UNSAVED_MATCH;
    int code = SQLITE_DONE, rc = ps_index_stmt(&stmt, ix, sql, err);
    if (rc) {
        return rc;
    }
    ps_store_bind(stmt, 1, expression);
    sqlite3_bind_int64(stmt, 2, limit);
    while (!rc && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
        ps_search_candidate c = {.id = sqlite3_column_int64(stmt, 0), .score = sqlite3_column_double(stmt, 1), .unsaved = unsaved};
        c.path = unsaved ? s->q->unsaved[c.id - 1].path : c.path;
        rc = add(s, c, err);
    }
    sqlite3_reset(stmt);
    return rc ? rc : ps_index_sql(ix, code, err);
}

/* `(every term) NOT (any negated one)`, the terms in the column. */
static void put_expression(const ps_search_work *s, const char *column, ps_buf *out) {
    ps_buf_put(out, s->n_negated ? PS_S("(") : PS_S(""));
    ps_search_expression(out, &s->terms, false, column);
    if (s->n_negated) {
        ps_buf_put(out, PS_S(") NOT ("));
        ps_search_expression(out, &s->terms, true, "");
        ps_buf_char(out, ')');
    }
}

static int by_id(const void *a, const void *b) {
    int64_t x = ((const ps_search_candidate *)a)->id, y = ((const ps_search_candidate *)b)->id;
    return (x > y) - (x < y);
}

/* Those with the words in their title, where not all are scored: the best ones may not be among them. */
static int add_titles(ps_index *ix, ps_search_work *s, ps_error *err) {
    ps_buf titles = {0};
    size_t kept = 0;
    put_expression(s, "title : ", &titles);
    int rc = ps_buf_ok(&titles) ? ask(ix, s, PS_SQL_MATCH, ps_buf_str(&titles), MOST_CANDIDATES, err) : ps_nomem(err);
    ps_buf_free(&titles);
    qsort(s->found.v, s->found.n, sizeof *s->found.v, by_id);
    for (size_t i = 0; i < s->found.n; i++) {
        if (!kept || s->found.v[kept - 1].id != s->found.v[i].id) {
            s->found.v[kept++] = s->found.v[i];
        }
    }
    s->found.n = kept;
    return rc;
}

int ps_search_find(ps_index *ix, ps_search_work *s, ps_error *err) {
    const ps_search_question *q = s->q;
    int64_t first = q->takes ? -1 : (int64_t)(q->limit + q->n_unsaved);
    ps_buf all = {0};
    put_expression(s, "", &all);
    int rc = !ps_buf_ok(&all) ? ps_nomem(err)
             : q->any         ? ask(ix, s, PS_SQL_FIRST, ps_buf_str(&all), first, err)
                              : ask(ix, s, PS_SQL_MATCH, ps_buf_str(&all), MOST_CANDIDATES, err);
    if (!rc && !q->any && s->found.n >= MOST_CANDIDATES) {
        rc = add_titles(ix, s, err);
    }
    rc = rc || !q->n_unsaved ? rc : ask(ix, s, PS_SQL_UNSAVED_MATCH, ps_buf_str(&all), -1, err);
    ps_buf_free(&all);
    return rc;
}

/* ---- anything else ---- */

static int ask_others(ps_index *ix, ps_search_work *s, ps_sql_id sql, ps_str no, ps_str after, bool *more, ps_error *err) {
    sqlite3_stmt *stmt;
    size_t n = 0;
    int code = SQLITE_DONE, rc = ps_index_stmt(&stmt, ix, sql, err);
    if (rc) {
        return rc;
    }
    ps_store_bind(stmt, 1, no);
    ps_store_bind(stmt, 2, after);
    sqlite3_bind_int(stmt, 3, PART);
    for (; !rc && (code = sqlite3_step(stmt)) == SQLITE_ROW; n++) {
        ps_search_candidate c = {.id = sqlite3_column_int64(stmt, 0), .path = ps_arena_dup(&s->scratch, ps_store_column(stmt, 1))};
        rc = c.path.p ? add(s, c, err) : ps_nomem(err);
    }
    sqlite3_reset(stmt);
    *more = n == PART;
    return rc ? rc : ps_index_sql(ix, code, err);
}

/* The unsaved texts of a part that hold none of the negated words: `after` < path <= `to`, any beyond where nothing follows. */
static int add_unsaved(ps_search_work *s, const bool *holds, ps_str after, ps_str to, bool more, ps_error *err) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < s->q->n_unsaved; i++) {
        ps_str path = s->q->unsaved[i].path;
        bool here = ps_str_cmp(path, after) > 0 && (!more || ps_str_cmp(path, to) <= 0);
        rc = here && !holds[i] ? add(s, (ps_search_candidate){.id = (int64_t)i + 1, .path = path, .unsaved = true}, err) : PS_OK;
    }
    return rc;
}

/* Which of the unsaved texts hold a negated word. */
static int mark_unsaved(ps_index *ix, ps_search_work *s, ps_str no, bool **out, ps_error *err) {
    size_t before = s->found.n;
    *out = ps_arena_alloc(&s->scratch, s->q->n_unsaved + 1);
    if (!*out) {
        return ps_nomem(err);
    }
    int rc = s->n_negated && s->q->n_unsaved ? ask(ix, s, PS_SQL_UNSAVED_MATCH, no, -1, err) : PS_OK;
    for (size_t i = before; i < s->found.n; i++) {
        (*out)[s->found.v[i].id - 1] = true;
    }
    s->found.n = before;
    return rc;
}

int ps_search_find_others(ps_index *ix, ps_search_work *s, ps_str after, bool *more, ps_error *err) {
    ps_buf no = {0};
    bool *holds = NULL;
    ps_search_expression(&no, &s->terms, true, "");
    int rc = ps_buf_ok(&no) ? mark_unsaved(ix, s, ps_buf_str(&no), &holds, err) : ps_nomem(err);
    rc = rc ? rc : ask_others(ix, s, s->n_negated ? PS_SQL_MATCH_NOT : PS_SQL_EVERY, ps_buf_str(&no), after, more, err);
    ps_str to = !rc && s->found.n ? s->found.v[s->found.n - 1].path : PS_S("");
    rc = rc ? rc : add_unsaved(s, holds, after, to, *more, err);
    ps_buf_free(&no);
    return rc;
}

int ps_search_path(ps_index *ix, ps_search_work *s, ps_search_candidate *c, ps_error *err) {
    sqlite3_stmt *stmt;
    if (c->unsaved) {
        return PS_OK;
    }
    if (!c->path.p) {
        int rc = ps_index_stmt(&stmt, ix, PS_SQL_PATH, err);
        if (rc) {
            return rc;
        }
        sqlite3_bind_int64(stmt, 1, c->id);
        int code = sqlite3_step(stmt);
        c->path = code == SQLITE_ROW ? ps_arena_dup(&s->scratch, ps_store_column(stmt, 0)) : PS_S("");
        sqlite3_reset(stmt);
        rc = ps_index_sql(ix, code, err);
        if (rc || !c->path.p) {
            return rc ? rc : ps_nomem(err);
        }
    }
    c->path = is_unsaved(s, c->path) ? PS_S("") : c->path;
    return PS_OK;
}
