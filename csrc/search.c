#include <stdlib.h>
#include <string.h>

#include "search_impl.h"

enum { MOST_CANDIDATES = 20000 };

typedef struct {
    int64_t id; /* in the index, or from 1 the place among the unsaved texts */
    ps_str path;
    double score;
    bool unsaved;
} candidate;

/* A question at work. */
typedef struct {
    const ps_search_question *q;
    const ps_fs *fs;
    ps_arena *arena, scratch;
    ps_search_terms terms;     /* those that hold a word */
    ps_search_phrases phrases; /* of those that are not negated */
    size_t n_negated;
    PS_VEC(candidate) found;
    ps_search_hits *out;
} search;

/* Leaves out terms without any word, such as `"` or `--`. */
static int read_terms(ps_index *ix, search *s, ps_error *err) {
    for (size_t i = 0; i < s->q->terms->n; i++) {
        const ps_search_term *t = &s->q->terms->v[i];
        ps_search_phrase phrase = {.prefix = t->prefix};
        int rc = ps_index_sql(ix, ps_token_list(ix->store.db, &s->scratch, t->text, &phrase.words), err);
        if (rc || !phrase.words.n) {
            if (rc) {
                return rc;
            }
            continue;
        }
        ps_search_term *term = PS_PUSH(&s->scratch, &s->terms);
        ps_search_phrase *slot = t->negated ? NULL : PS_PUSH(&s->scratch, &s->phrases);
        if (!term || (!t->negated && !slot)) {
            return ps_nomem(err);
        }
        *term = *t;
        s->n_negated += t->negated;
        if (slot) {
            *slot = phrase;
        }
    }
    return PS_OK;
}

static bool is_unsaved(const search *s, ps_str path) {
    for (size_t i = 0; i < s->q->n_unsaved; i++) {
        if (ps_str_eq(s->q->unsaved[i].path, path)) {
            return true;
        }
    }
    return false;
}

static int take_rows(ps_index *ix, search *s, sqlite3_stmt *stmt, bool unsaved, ps_error *err) {
    int code, rc = PS_OK;
    while (!rc && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
        int64_t id = sqlite3_column_int64(stmt, 0);
        ps_str path = unsaved ? s->q->unsaved[id - 1].path : ps_store_column(stmt, 1);
        if (!unsaved && is_unsaved(s, path)) {
            continue;
        }
        candidate *c = PS_PUSH(&s->scratch, &s->found);
        if (!c || !(c->path = ps_arena_dup(&s->scratch, path)).p) {
            rc = ps_nomem(err);
        } else {
            c->id = id;
            c->score = sqlite3_column_double(stmt, 2);
            c->unsaved = unsaved;
        }
    }
    sqlite3_reset(stmt);
    return rc ? rc : ps_index_sql(ix, code, err);
}

static int ask(ps_index *ix, search *s, ps_sql_id id, ps_str expression, int64_t limit, ps_error *err) {
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, ix, id, err);
    if (rc) {
        return rc;
    }
    ps_store_bind(stmt, 1, expression);
    sqlite3_bind_int64(stmt, 2, limit);
    return take_rows(ix, s, stmt, id == PS_SQL_UNSAVED_MATCH, err);
}

/* `(every term) NOT (any negated one)`, the terms in the column. */
static void put_expression(const search *s, const char *column, ps_buf *out) {
    ps_buf_put(out, s->n_negated ? PS_S("(") : PS_S(""));
    ps_search_expression(out, &s->terms, false, column);
    if (s->n_negated) {
        ps_buf_put(out, PS_S(") NOT ("));
        ps_search_expression(out, &s->terms, true, "");
        ps_buf_char(out, ')');
    }
}

static int by_id(const void *a, const void *b) {
    int64_t x = ((const candidate *)a)->id, y = ((const candidate *)b)->id;
    return (x > y) - (x < y);
}

static int find_words(ps_index *ix, search *s, ps_error *err) {
    ps_buf all = {0}, titles = {0};
    put_expression(s, "", &all);
    put_expression(s, "title : ", &titles);
    int rc = ps_buf_ok(&all) && ps_buf_ok(&titles) ? PS_OK : ps_nomem(err);
    rc = rc ? rc : ask(ix, s, PS_SQL_MATCH, ps_buf_str(&all), MOST_CANDIDATES, err);
    if (!rc && s->found.n >= MOST_CANDIDATES) { /* the best ones may not be among them */
        rc = ask(ix, s, PS_SQL_MATCH, ps_buf_str(&titles), MOST_CANDIDATES, err);
        qsort(s->found.v, s->found.n, sizeof *s->found.v, by_id);
        size_t kept = 0;
        for (size_t i = 0; i < s->found.n; i++) {
            if (!kept || s->found.v[kept - 1].id != s->found.v[i].id) {
                s->found.v[kept++] = s->found.v[i];
            }
        }
        s->found.n = kept;
    }
    rc = rc || !s->q->n_unsaved ? rc : ask(ix, s, PS_SQL_UNSAVED_MATCH, ps_buf_str(&all), -1, err);
    ps_buf_free(&all);
    ps_buf_free(&titles);
    return rc;
}

/* Every note, or every one without the negated words. */
static int find_others(ps_index *ix, search *s, ps_error *err) {
    ps_buf no = {0};
    ps_search_expression(&no, &s->terms, true, "");
    int rc = ps_buf_ok(&no) ? PS_OK : ps_nomem(err);
    rc = rc ? rc : ask(ix, s, s->n_negated ? PS_SQL_MATCH_NOT : PS_SQL_EVERY, ps_buf_str(&no), -1, err);
    size_t saved = s->found.n;
    if (!rc && s->n_negated) {
        rc = ask(ix, s, PS_SQL_UNSAVED_MATCH, ps_buf_str(&no), -1, err);
    }
    size_t n = s->found.n;
    for (size_t i = 0; !rc && i < s->q->n_unsaved; i++) {
        bool holds = false;
        for (size_t k = saved; k < n; k++) {
            holds = holds || s->found.v[k].id == (int64_t)i + 1;
        }
        candidate *c = holds ? NULL : PS_PUSH(&s->scratch, &s->found);
        if (c) {
            *c = (candidate){(int64_t)i + 1, s->q->unsaved[i].path, 0, true};
        } else if (!holds) {
            rc = ps_nomem(err);
        }
    }
    if (!rc && n > saved) { /* those that hold a negated word: out */
        memmove(s->found.v + saved, s->found.v + n, (s->found.n - n) * sizeof *s->found.v);
        s->found.n -= n - saved;
    }
    ps_buf_free(&no);
    return rc;
}

/* ---- unsaved texts ---- */

static int put_unsaved(ps_index *ix, search *s, ps_error *err) {
    int rc = ps_index_do(ix, PS_SQL_UNSAVED_CLEAR, err);
    for (size_t i = 0; !rc && i < s->q->n_unsaved; i++) {
        ps_str title;
        rc = ps_index_title(&s->scratch, s->q->unsaved[i].text, &title, err);
        sqlite3_stmt *stmt;
        rc = rc ? rc : ps_index_stmt(&stmt, ix, PS_SQL_UNSAVED_PUT, err);
        if (!rc) {
            sqlite3_bind_int64(stmt, 1, (int64_t)i + 1);
            ps_store_bind(stmt, 2, title);
            ps_store_bind(stmt, 3, s->q->unsaved[i].text);
            rc = ps_index_run(ix, stmt, err);
        }
    }
    return rc;
}

/* ---- answers ---- */

static int by_score(const void *a, const void *b) {
    const candidate *x = a, *y = b;
    return x->score < y->score ? -1 : x->score > y->score ? 1 : ps_str_cmp(x->path, y->path);
}

/* Title and text of a candidate, in the scratch arena. */
static int text_of(ps_index *ix, search *s, const candidate *c, ps_str *title, ps_str *text, ps_error *err) {
    if (c->unsaved) {
        *text = s->q->unsaved[c->id - 1].text;
        return ps_index_title(&s->scratch, *text, title, err);
    }
    sqlite3_stmt *stmt;
    int rc = ps_index_stmt(&stmt, ix, PS_SQL_TEXT, err);
    if (rc) {
        return rc;
    }
    sqlite3_bind_int64(stmt, 1, c->id);
    int code = sqlite3_step(stmt);
    rc = ps_index_sql(ix, code == SQLITE_DONE ? SQLITE_CORRUPT : code, err);
    if (!rc) {
        *title = ps_arena_dup(&s->scratch, ps_store_column(stmt, 0));
        *text = ps_arena_dup(&s->scratch, ps_store_column(stmt, 1));
        rc = title->p && text->p ? PS_OK : ps_nomem(err);
    }
    sqlite3_reset(stmt);
    return rc;
}

static int put_hit(ps_index *ix, search *s, const candidate *c, ps_error *err) {
    ps_search_hit hit = {.score = c->score}, in_title = {0};
    ps_str title, text;
    bool found, named = false;
    int rc = text_of(ix, s, c, &title, &text, err);
    rc = rc ? rc : ps_index_sql(ix, ps_search_snippet(ix->store.db, s->arena, &s->phrases, text, &hit, &found), err);
    if (!rc && s->phrases.n && !found) { /* then the words stand in the title, or the index is not what was put into it */
        rc = ps_index_sql(ix, ps_search_snippet(ix->store.db, &s->scratch, &s->phrases, title, &in_title, &named), err);
        rc = rc || named ? rc : ps_index_sql(ix, SQLITE_CORRUPT, err);
    }
    hit.path = rc ? hit.path : ps_arena_dup(s->arena, c->path);
    hit.title = rc ? hit.title : ps_arena_dup(s->arena, title);
    ps_search_hit *slot = rc ? NULL : PS_PUSH(s->arena, s->out);
    if (!rc && (!slot || !hit.path.p || !hit.title.p)) {
        return ps_nomem(err);
    }
    if (slot) {
        *slot = hit;
    }
    return rc;
}

static int put_hits(ps_index *ix, search *s, ps_error *err) {
    int rc = PS_OK;
    if (s->found.n) {
        qsort(s->found.v, s->found.n, sizeof *s->found.v, by_score);
    }
    for (size_t i = 0; !rc && i < s->found.n && s->out->n < s->q->limit; i++) {
        int yes = s->q->takes ? s->q->takes(s->q->ctx, s->found.v[i].path, err) : 1;
        rc = yes < 0 ? yes : yes ? put_hit(ix, s, &s->found.v[i], err) : PS_OK;
        if (!rc && s->q->cancel && *s->q->cancel) {
            rc = ps_fail(err, PS_ECANCEL, CANCELLED);
        }
    }
    return rc;
}

/* In one read transaction, so that candidates and texts are of the same state. */
static int answer(ps_index *ix, search *s, ps_error *err) {
    int rc = ps_index_do(ix, PS_SQL_READ, err);
    rc = rc ? rc : read_terms(ix, s, err);
    if (!rc && s->q->n_unsaved) {
        rc = put_unsaved(ix, s, err);
    }
    bool any = s->phrases.n || s->n_negated || s->q->takes;
    if (!rc && any) {
        rc = s->phrases.n ? find_words(ix, s, err) : find_others(ix, s, err);
        rc = rc ? rc : put_hits(ix, s, err);
    }
    return rc ? rc : ps_index_do(ix, PS_SQL_COMMIT, err);
}

static int search_body(ps_index *ix, void *ctx, ps_error *err) {
    search *s = ctx;
    ps_index_counts counts;
    s->out->n = 0;
    int rc = ps_index_scan(ix, s->fs, &counts, err);
    rc = rc ? rc : answer(ix, s, err);
    ps_arena_free(&s->scratch);
    *s = (search){.q = s->q, .fs = s->fs, .arena = s->arena, .out = s->out};
    return rc;
}

int ps_search(ps_arena *arena, ps_index *ix, const ps_fs *fs, const ps_search_question *q, ps_search_hits *out, ps_error *err) {
    search s = {.q = q, .fs = fs, .arena = arena, .out = out};
    return ps_index_with(ix, false, search_body, &s, q->cancel, err);
}
