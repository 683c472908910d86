#include <stdlib.h>
#include <string.h>

#include "search_impl.h"

/* Leaves out terms without any word, such as `"` or `--`. */
static int read_terms(ps_index *ix, ps_search_work *s, ps_error *err) {
    for (size_t i = 0; i < s->q->terms->n; i++) {
        const ps_search_term *t = &s->q->terms->v[i];
        ps_search_phrase phrase = {.prefix = t->prefix};
        int rc = ps_index_sql(ix, ps_tokenizer_list(s->tokenizer, &s->scratch, t->text, &phrase.words), err);
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

/* ---- unsaved texts ---- */

static int put_unsaved(ps_index *ix, ps_search_work *s, ps_error *err) {
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
    const ps_search_candidate *x = a, *y = b;
    return x->score < y->score ? -1 : x->score > y->score ? 1 : ps_str_cmp(x->path, y->path);
}

/* Title and text of a candidate, in the scratch arena. */
static int text_of(ps_index *ix, ps_search_work *s, const ps_search_candidate *c, ps_str *title, ps_str *text, ps_error *err) {
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

static int put_hit(ps_index *ix, ps_search_work *s, const ps_search_candidate *c, ps_error *err) {
    ps_search_hit hit = {.score = c->score}, in_title = {0};
    ps_str title, text;
    bool found, named = false;
    int rc = text_of(ix, s, c, &title, &text, err);
    rc = rc ? rc : ps_index_sql(ix, ps_search_snippet(s->tokenizer, s->arena, &s->phrases, text, &hit, &found), err);
    if (!rc && s->phrases.n && !found) { /* then the words stand in the title, or the index is not what was put into it */
        rc = ps_index_sql(ix, ps_search_snippet(s->tokenizer, &s->scratch, &s->phrases, title, &in_title, &named), err);
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

/* Those of one score, the first n from `at` on: by path, as long as more are asked for. */
static int put_equals(ps_index *ix, ps_search_work *s, size_t at, size_t n, ps_error *err) {
    ps_search_candidate *c = s->found.v + at;
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < n; i++) {
        rc = ps_search_path(ix, s, &c[i], err);
    }
    if (!rc && n > 1) {
        qsort(c, n, sizeof *c, by_score);
    }
    for (size_t i = 0; !rc && i < n && s->out->n < s->q->limit; i++) {
        int yes = !c[i].path.n ? 0 : s->q->takes ? s->q->takes(s->q->ctx, c[i].path, err) : 1;
        rc = yes < 0 ? yes : yes ? put_hit(ix, s, &c[i], err) : PS_OK;
        if (!rc && s->q->cancel && *s->q->cancel) {
            rc = ps_fail(err, PS_ECANCEL, CANCELLED);
        }
    }
    return rc;
}

static int by_score_only(const void *a, const void *b) {
    const ps_search_candidate *x = a, *y = b;
    return x->score != y->score ? (x->score < y->score ? -1 : 1) : (x->id > y->id) - (x->id < y->id);
}

/* Best first. Paths are looked up for those alone that may be among the hits. */
static int put_hits(ps_index *ix, ps_search_work *s, ps_error *err) {
    int rc = PS_OK;
    if (s->found.n && !s->q->any) {
        qsort(s->found.v, s->found.n, sizeof *s->found.v, by_score_only);
    }
    for (size_t at = 0, n; !rc && at < s->found.n && s->out->n < s->q->limit; at += n) {
        n = 1;
        while (!s->q->any && at + n < s->found.n && s->found.v[at + n].score == s->found.v[at].score) {
            n++;
        }
        rc = put_equals(ix, s, at, n, err);
    }
    return rc;
}

static int answer_words(ps_index *ix, ps_search_work *s, ps_error *err) {
    int rc = ps_search_find(ix, s, err);
    return rc ? rc : put_hits(ix, s, err);
}

static int answer_others(ps_index *ix, ps_search_work *s, ps_error *err) {
    ps_str after = PS_S("");
    bool more = true;
    int rc = PS_OK;
    while (!rc && more && s->out->n < s->q->limit) {
        s->found.n = 0;
        rc = ps_search_find_others(ix, s, after, &more, err);
        for (size_t i = 0; !rc && i < s->found.n; i++) { /* before those that are unsaved lose theirs */
            after = !s->found.v[i].unsaved && ps_str_cmp(s->found.v[i].path, after) > 0 ? s->found.v[i].path : after;
        }
        rc = rc ? rc : put_equals(ix, s, 0, s->found.n, err);
    }
    return rc;
}

/* In one read transaction, so that candidates and texts are of the same state. */
static int answer(ps_index *ix, ps_search_work *s, ps_error *err) {
    int rc = ps_index_do(ix, PS_SQL_READ, err);
    rc = rc ? rc : read_terms(ix, s, err);
    if (!rc && s->q->n_unsaved) {
        rc = put_unsaved(ix, s, err);
    }
    bool any = s->phrases.n || s->n_negated || s->q->takes;
    if (!rc && any) {
        rc = s->phrases.n ? answer_words(ix, s, err) : answer_others(ix, s, err);
    }
    return rc ? rc : ps_index_do(ix, PS_SQL_COMMIT, err);
}

static int search_body(ps_index *ix, void *ctx, ps_error *err) {
    ps_search_work *s = ctx;
    ps_index_counts counts;
    s->out->n = 0;
    int rc = s->q->known ? PS_OK : ps_index_scan(ix, s->fs, &counts, err);
    rc = rc ? rc : ps_index_sql(ix, ps_tokenizer_new(&s->tokenizer, ix->store.db), err);
    rc = rc ? rc : answer(ix, s, err);
    ps_tokenizer_free(s->tokenizer);
    ps_arena_free(&s->scratch);
    *s = (ps_search_work){.q = s->q, .fs = s->fs, .arena = s->arena, .out = s->out};
    return rc;
}

int ps_search(ps_arena *arena, ps_index *ix, const ps_fs *fs, const ps_search_question *q, ps_search_hits *out, ps_error *err) {
    ps_search_work s = {.q = q, .fs = fs, .arena = arena, .out = out};
    return ps_index_with(ix, false, search_body, &s, q->cancel, err);
}
