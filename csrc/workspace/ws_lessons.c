/* What deals taught, put in the order in which it matters for another one. */
#include "lessons.h"

#include <stdlib.h>

#include "ws_filter.h"

typedef struct {
    ps_work *w;
    ps_filter filter;
    ps_features like; /* of the deal that is at hand */
    ps_str id;        /* "": none */
    int least;        /* points that a deal must have */
    ps_v_lessons *out;
} gathering;

/* By what a deal is compared with others. */
static ps_features features_of(const ps_deal_row *row) {
    const ps_v_deal *d = &row->view;
    return (ps_features){d->account, row->region, d->kind, d->title, row->rivals, row->products};
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

static int put_lesson(gathering *g, const ps_deal_row *row, const ps_lesson *lesson, ps_str path, int points, const bool likes[PS_LIKES]) {
    const ps_v_deal *deal = &row->view;
    ps_v_lesson *v = PS_PUSH(g->w->arena, &g->out->lessons);
    if (!v) {
        return ps_nomem(g->w->err);
    }
    *v = (ps_v_lesson){.deal = deal->id,
                       .title = deal->title,
                       .account = deal->account,
                       .status = deal->status,
                       .kind = lesson->avoid ? PS_S("avoid") : PS_S("repeat"),
                       .text = lesson->text,
                       .path = path,
                       .date = deal->signed_on != PS_DATE_NONE ? deal->signed_on : deal->opened,
                       .lnum = (int)lesson->line,
                       .points = points};
    return put_likes(g, likes, v);
}

/* The lessons of one deal, where its summary has any. */
static int see_deal(gathering *g, const ps_deal_row *row) {
    ps_work *w = g->w;
    bool likes[PS_LIKES] = {false};
    const ps_features features = features_of(row);
    int points = row->lessons.n && g->id.n ? ps_likeness(&g->like, &features, likes) : 0, rc = PS_OK;
    if (!row->lessons.n || points < g->least) {
        return PS_OK;
    }
    ps_str path = ps_arena_fmt(w->arena, "%s/%.*s/summary.md", w->ws->root, PS_FMT(row->folder));
    rc = path.p ? PS_OK : ps_nomem(w->err);
    for (size_t i = 0; !rc && i < row->lessons.n; i++) {
        ps_lesson lesson;
        bool taken = ps_lesson_unpack(row->lessons.v[i], &lesson) && takes(g, &row->view, lesson.text);
        rc = taken ? put_lesson(g, row, &lesson, path, points, likes) : PS_OK;
    }
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

/* The deal that others are to be like, as it stands now. */
static int like_deal(gathering *g, ps_str id) {
    ps_row_fault fault;
    ps_str folder;
    ps_deal_row *row = PS_NEW(g->w->arena, ps_deal_row);
    int rc = row ? ps_work_folder(g->w, id, &folder) : ps_nomem(g->w->err);
    rc = rc ? rc : ps_work_row(g->w, folder, row, &fault);
    if (!rc) {
        g->id = ps_keep(g->w, id);
        g->like = features_of(row);
    }
    return rc;
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
        rc = ps_work_cancelled(w) ? ps_fail(w->err, PS_ECANCEL, CANCELLED) : other ? see_deal(&g, rows.v[i]) : PS_OK;
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
