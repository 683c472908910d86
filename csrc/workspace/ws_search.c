#include <stdlib.h>

#include "search.h"
#include "ws_filter.h"

enum { DEFAULT_LIMIT = 50 };

/* ---- which deals ---- */

typedef struct {
    ps_work *w;
    ps_filter filter;
    bool asked;      /* the deals that it takes are known: */
    ps_strs folders; /* from the root, in order */
} chooser;

static int by_path(const void *a, const void *b) {
    return ps_str_cmp(*(const ps_str *)a, *(const ps_str *)b);
}

static int choose(chooser *c) {
    ps_v_deals all = {0};
    ps_v_diags broken = {0};
    int rc = ps_work_deals(c->w, &all, &broken);
    for (size_t i = 0; !rc && i < all.n; i++) {
        if (ps_filter_takes(&c->filter, &all.v[i])) {
            ps_str *folder = PS_PUSH(c->w->arena, &c->folders);
            if (!folder) {
                return ps_nomem(c->w->err);
            }
            *folder = ps_str_sub(all.v[i].folder, ps_ws_root(c->w->ws).n + 1, all.v[i].folder.n);
        }
    }
    if (!rc && c->folders.n) {
        qsort(c->folders.v, c->folders.n, sizeof *c->folders.v, by_path);
    }
    c->asked = true;
    return rc;
}

/* Notes of deals that the filter lets through. */
static int takes(void *ctx, ps_str path, ps_error *err) {
    chooser *c = ctx;
    ps_kind kind;
    ps_str id;
    (void)err; /* the work's own */
    if (!ps_work_where(path, &kind, &id) || kind != PS_K_DEAL) {
        return 0;
    }
    ps_str folder = ps_str_sub(path, 0, (size_t)(id.p - path.p) + id.n);
    return c->folders.n && bsearch(&folder, c->folders.v, c->folders.n, sizeof folder, by_path) != NULL;
}

/* Parts the filters from what is looked for. */
static int read_query(ps_work *w, ps_str typed, ps_search_terms *terms, ps_filter *filter) {
    ps_str filters, words;
    int rc = ps_filter_part(w, typed, &filters, &words);
    rc = rc ? rc : ps_search_terms_read(w->arena, words, terms, w->err);
    return rc ? rc : ps_filter_read(w, filters, filter);
}

/* The unsaved texts that are notes of the workspace. */
static int unsaved_notes(ps_work *w, ps_search_question *q) {
    ps_str root = ps_str_of(w->ws->root);
    ps_search_unsaved *list = ps_arena_alloc(w->arena, (w->s->n_overlay + 1) * sizeof *list);
    if (!list) {
        return ps_nomem(w->err);
    }
    for (size_t i = 0; i < w->s->n_overlay; i++) {
        ps_str at = w->s->overlay[i].path;
        bool inside = ps_str_starts(at, root) && at.n > root.n + 1 && at.p[root.n] == '/';
        ps_str path = inside ? ps_str_sub(at, root.n + 1, at.n) : PS_S("");
        if (inside && ps_index_holds(path)) {
            list[q->n_unsaved++] = (ps_search_unsaved){path, w->s->overlay[i].text};
        }
    }
    q->unsaved = list;
    return PS_OK;
}

static int view_hit(ps_work *w, const ps_search_hit *hit, ps_v_hits *out) {
    ps_kind kind;
    ps_str id;
    bool in_deal = ps_work_where(hit->path, &kind, &id) && kind == PS_K_DEAL;
    ps_v_hit *v = PS_PUSH(w->arena, out);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_hit){.path = ps_keep_path(w, hit->path),
                    .deal = in_deal ? ps_keep(w, id) : PS_S(""),
                    .title = hit->title,
                    .snippet = hit->snippet,
                    .lnum = (int)hit->line,
                    .col = (int)hit->col};
    for (size_t i = 0; i < hit->marks.n; i++) {
        ps_v_mark *m = PS_PUSH(w->arena, &v->marks);
        if (!m) {
            return ps_nomem(w->err);
        }
        *m = (ps_v_mark){(int)hit->marks.v[i].at + 1, (int)hit->marks.v[i].end};
    }
    return PS_OK;
}

static int search_run(ps_work *w, const ps_a_search *in, ps_v_hits *out) {
    ps_search_terms terms = {0};
    ps_search_hits hits = {0};
    chooser c = {.w = w};
    ps_search_question q = {.terms = &terms, .ctx = &c, .known = in->known, .any = in->any, .cancel = w->s->cancel};
    q.limit = in->limit > 0 ? (size_t)in->limit : DEFAULT_LIMIT;
    int rc = ps_work_open_index(w);
    rc = rc ? rc : read_query(w, in->query, &terms, &c.filter);
    rc = rc ? rc : unsaved_notes(w, &q);
    if (!rc && c.filter.terms.n) {
        w->known = in->known;
        q.takes = takes;
        rc = choose(&c);
    }
    rc = rc ? rc : ps_search(w->arena, w->ws->index, w->ws->fs, &q, &hits, w->err);
    for (size_t i = 0; !rc && i < hits.n; i++) {
        rc = view_hit(w, &hits.v[i], out);
    }
    return rc;
}
PS_CALL_RUN(search, ps_a_search, ps_v_hits, PS_READS)

static int reindex_run(ps_work *w, const ps_a_id *in, ps_v_counts *out) {
    ps_index_counts counts;
    (void)in;
    int rc = ps_work_open_index(w);
    rc = rc ? rc : ps_index_update(w->ws->index, w->ws->fs, true, w->s->cancel, &counts, w->err);
    if (!rc) {
        *out = (ps_v_counts){counts.notes, counts.changed, counts.removed};
    }
    return rc;
}
PS_CALL_RUN(reindex, ps_a_id, ps_v_counts, PS_READS)
