/* What deals taught, put in the order in which it matters for another one. */
#include "lessons.h"

#include <stdlib.h>

#include "field.h"
#include "fold.h"
#include "ws_filter.h"

typedef struct {
    ps_work *w;
    ps_filter filter;
    ps_features like; /* of the deal that is at hand */
    ps_str id;        /* "": none */
    int least;        /* points that a deal must have */
    ps_v_lessons *out;
} gathering;

static int keep_all(ps_work *w, const ps_str *v, size_t n, ps_strs *out) {
    for (size_t i = 0; i < n; i++) {
        ps_str *slot = v[i].n ? PS_PUSH(w->arena, out) : NULL;
        if (slot) {
            *slot = ps_keep(w, v[i]);
        } else if (v[i].n) {
            return ps_nomem(w->err);
        }
    }
    return PS_OK;
}

/* By what a deal is compared with others. */
static int features_of(ps_work *w, const ps_deal *deal, ps_features *out) {
    const ps_table *t = deal->main ? ps_heading_table(deal->main->note, PS_H_COMPETITORS, &w->process->aliases) : NULL;
    ps_strs products = {0};
    *out = (ps_features){.account = ps_keep(w, deal->account),
                         .region = ps_keep(w, deal->region),
                         .kind = ps_keep(w, deal->kind),
                         .title = ps_keep(w, deal->title)};
    int rc = PS_OK;
    for (size_t i = 0; !rc && t && i < t->n; i++) {
        ps_str id = ps_id_bare(ps_row_cell(&t->rows[i], 0));
        rc = keep_all(w, &id, 1, &out->rivals);
    }
    if (!rc && deal->main && ps_fm_ids(w->arena, ps_note_field(deal->main->note, PS_S("products")), &products)) {
        rc = ps_nomem(w->err);
    }
    return rc ? rc : keep_all(w, products.v, products.n, &out->products);
}

static bool takes(const gathering *g, const ps_v_deal *deal, ps_str lesson) {
    const ps_str texts[] = {deal->id, deal->title, deal->account, lesson};
    for (size_t i = 0; i < g->filter.terms.n; i++) {
        const ps_filter_term *t = &g->filter.terms.v[i];
        bool good = t->field == PS_FIELD_WORD ? ps_filter_takes_texts(t, texts, 4) : ps_filter_term_takes(&g->filter, t, deal);
        if (!good) {
            return false;
        }
    }
    return true;
}

static int put_likes(gathering *g, const bool likes[PS_LIKES], ps_v_lesson *out) {
    for (int l = 0; l < PS_LIKES; l++) {
        ps_str *slot = likes[l] ? PS_PUSH(g->w->arena, &out->likes) : NULL;
        if (slot) {
            *slot = ps_like_id((ps_like)l);
        } else if (likes[l]) {
            return ps_nomem(g->w->err);
        }
    }
    return PS_OK;
}

static int put_lessons(gathering *g, const ps_v_deal *deal, ps_str path, const ps_lesson_list *lessons) {
    ps_deal *read = NULL;
    ps_features features;
    bool likes[PS_LIKES] = {false};
    size_t root = ps_str_of(g->w->ws->root).n + 1;
    int rc = ps_work_front(g->w, ps_str_sub(deal->folder, root, deal->folder.n), true, &read), points = 0;
    if (rc || !read) {
        return rc;
    }
    rc = features_of(g->w, read, &features);
    ps_work_drop(g->w, read);
    points = rc || !g->id.n ? 0 : ps_likeness(&g->like, &features, likes);
    for (size_t i = 0; !rc && points >= g->least && i < lessons->n; i++) {
        const ps_lesson *lesson = &lessons->v[i];
        ps_v_lesson *v = takes(g, deal, lesson->text) ? PS_PUSH(g->w->arena, &g->out->lessons) : NULL;
        if (!v) {
            rc = takes(g, deal, lesson->text) ? ps_nomem(g->w->err) : PS_OK;
            continue;
        }
        *v = (ps_v_lesson){.deal = deal->id,
                           .title = deal->title,
                           .account = deal->account,
                           .status = deal->status,
                           .kind = lesson->avoid ? PS_S("avoid") : PS_S("repeat"),
                           .text = lesson->text,
                           .path = ps_keep_path(g->w, path),
                           .date = deal->signed_on != PS_DATE_NONE ? deal->signed_on : deal->opened,
                           .lnum = (int)lesson->line,
                           .points = points};
        rc = put_likes(g, likes, v);
    }
    return rc;
}

/* The lessons of one deal, where its summary has any. */
static int see_deal(gathering *g, const ps_v_deal *deal) {
    ps_work *w = g->w;
    size_t root = ps_str_of(w->ws->root).n + 1;
    ps_str path = ps_arena_fmt(w->arena, "%.*s/summary.md", PS_FMT(ps_str_sub(deal->folder, root, deal->folder.n)));
    ps_arena scratch = {0};
    ps_lesson_list lessons = {0};
    ps_note *note = NULL;
    ps_str text;
    int rc = path.p ? ps_work_read_in(w, &scratch, path, &text) : ps_nomem(w->err);
    if (rc) {
        ps_arena_free(&scratch);
        return ps_work_pass_over(w, rc, path.p ? path : deal->folder);
    }
    rc = ps_note_parse(&note, text, w->lang, w->err);
    rc = rc || !ps_lessons_read(&lessons, w->arena, w->process, note) ? rc : ps_nomem(w->err);
    rc = rc || !lessons.n ? rc : put_lessons(g, deal, path, &lessons);
    ps_note_free(note);
    ps_arena_free(&scratch);
    return rc;
}

/* The most alike first, then the newest. */
static int by_rank(const void *a, const void *b) {
    const ps_v_lesson *x = a, *y = b;
    if (x->points != y->points) {
        return (y->points > x->points) - (y->points < x->points);
    }
    if (x->date != y->date) {
        return (y->date > x->date) - (y->date < x->date);
    }
    int order = ps_str_cmp(x->deal, y->deal);
    return order ? order : (x->lnum > y->lnum) - (x->lnum < y->lnum);
}

static int like_deal(gathering *g, ps_str id) {
    ps_deal *deal;
    int rc = ps_work_deal(g->w, id, &deal);
    g->id = rc ? PS_S("") : ps_keep(g->w, deal->id);
    return rc ? rc : features_of(g->w, deal, &g->like);
}

int ps_work_lessons(ps_work *w, const ps_a_lessons *in, ps_v_lessons *out) {
    gathering g = {.w = w, .out = out};
    ps_row_list rows = {0};
    int rc = in->id.n ? like_deal(&g, in->id) : PS_OK;
    rc = rc ? rc : ps_filter_read(w, in->filter, &g.filter);
    g.least = g.id.n && !g.filter.terms.n ? ps_process_threshold(w->process, PS_S("lessons"), PS_S("likeness"), PS_LIKE_LEAST) : 0;
    rc = rc ? rc : ps_work_rows(w, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        bool other = !rows.v[i]->broken && !ps_str_eq(rows.v[i]->view.id, g.id);
        rc = ps_work_cancelled(w) ? ps_fail(w->err, PS_ECANCEL, CANCELLED) : other ? see_deal(&g, &rows.v[i]->view) : PS_OK;
    }
    if (!rc && out->lessons.n) {
        qsort(out->lessons.v, out->lessons.n, sizeof *out->lessons.v, by_rank);
    }
    out->id = g.id;
    out->count = (int)out->lessons.n;
    out->lessons.n = in->limit > 0 && out->lessons.n > (size_t)in->limit ? (size_t)in->limit : out->lessons.n;
    return rc;
}

static int lessons_run(ps_work *w, const ps_a_lessons *in, ps_v_lessons *out) {
    return ps_work_lessons(w, in, out);
}
PS_CALL_RUN(lessons, ps_a_lessons, ps_v_lessons, PS_READS)
