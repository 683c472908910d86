/* The board: the deals that a filter takes by stage, as many as are asked for, and sums of all. */
#include <stdlib.h>

#include "ws_filter.h"

/* What is worked on: open deals, and won ones until they are done. */
static bool is_live(const ps_v_deal *d) {
    return ps_str_eq(d->status, PS_S("open")) || ps_str_eq(d->status, PS_S("won"));
}

/* Put aside until a day that has come: somebody must look. */
static bool is_due(const ps_v_deal *d, ps_date today) {
    bool over = ps_str_eq(d->status, PS_S("won")) || ps_str_eq(d->status, PS_S("done"));
    return d->revisit != PS_DATE_NONE && d->revisit <= today && !over;
}

int ps_work_filtered(ps_work *w, const ps_a_filter *in, ps_settled_list *out, ps_v_diags *broken) {
    ps_filter filter;
    ps_settled_list all = {0};
    w->known = in->known;
    int rc = ps_work_travel_to(w, in->at);
    rc = rc ? rc : ps_filter_read(w, in->filter, &filter);
    rc = rc ? rc : ps_work_settled(w, &all, broken);
    if (rc) {
        return rc;
    }
    *out = (ps_settled_list){all.v, 0, all.cap};
    for (size_t i = 0; i < all.n; i++) {
        const ps_v_deal *row = &all.v[i].row->view;
        ps_v_deal view;
        bool shown = in->all || filter.status || filter.archived || is_live(row) || (in->again && is_due(row, w->world.today));
        if (row->archived ? !filter.archived : !shown) {
            continue;
        }
        ps_view_settled(w, &all.v[i], &view);
        if (ps_filter_takes(&filter, &view)) {
            out->v[out->n++] = all.v[i];
        }
    }
    return PS_OK;
}

/* The open pipeline leaves out won deals: they count as booked. */
static bool in_pipeline(const ps_v_deal *d) {
    return ps_str_eq(d->status, PS_S("open"));
}

/* A deal with its stage's number in the full process. */
typedef struct {
    const ps_settled *deal;
    int stage;
} standing;

static int by_stage(const void *a, const void *b) {
    const standing *x = a, *y = b;
    const ps_v_deal *d = &x->deal->row->view, *e = &y->deal->row->view;
    if (x->stage != y->stage) {
        return x->stage < y->stage ? -1 : 1;
    }
    if (d->value != e->value) {
        return d->value < e->value ? 1 : -1;
    }
    int order = ps_str_cmp(d->id, e->id);
    return order ? order : ps_str_cmp(x->deal->row->folder, y->deal->row->folder);
}

static int stage_number(const ps_work *w, ps_str id) {
    int n = ps_process_stage(w->process, id);
    return n < 0 ? 0 : n;
}

static int sort(ps_work *w, const ps_settled_list *taken, standing **out) {
    standing *list = ps_arena_alloc(w->arena, (taken->n + 1) * sizeof *list);
    if (!list) {
        return ps_nomem(w->err);
    }
    for (size_t i = 0; i < taken->n; i++) {
        list[i] = (standing){&taken->v[i], stage_number(w, taken->v[i].row->view.stage)};
    }
    if (taken->n) {
        qsort(list, taken->n, sizeof *list, by_stage);
    }
    *out = list;
    return PS_OK;
}

static int put_stages(ps_work *w, ps_v_board *out) {
    for (int s = 0; s < w->process->n_stages; s++) {
        ps_v_stage_sum *sum = PS_PUSH(w->arena, &out->stages);
        if (!sum) {
            return ps_nomem(w->err);
        }
        *sum = (ps_v_stage_sum){.id = ps_keep(w, w->process->stages[s].id), .label = ps_keep(w, w->process->stages[s].label), .number = s};
    }
    return PS_OK;
}

/* aside: those that are shown because somebody must look at them again are in no sum. */
static int sum_up(ps_work *w, const standing *list, size_t n, bool aside, ps_v_board *out) {
    int rc = put_stages(w, out);
    for (size_t i = 0; !rc && i < n; i++) {
        ps_v_deal deal;
        ps_v_stage_sum *stage = &out->stages.v[list[i].stage];
        ps_view_settled(w, list[i].deal, &deal);
        stage->count++;
        rc = aside && is_due(&deal, w->world.today) ? PS_OK : ps_view_sum(w, &stage->sums, &deal);
        if (!rc && in_pipeline(&deal)) {
            out->count++;
            rc = ps_view_sum(w, &out->sums, &deal);
        }
    }
    return rc;
}

static int board_run(ps_work *w, const ps_a_filter *in, ps_v_board *out) {
    ps_settled_list taken = {0};
    standing *list = NULL;
    ps_filter filter;
    ps_a_filter with = *in;
    with.again = true;
    int rc = ps_work_filtered(w, &with, &taken, &out->broken);
    rc = rc ? rc : ps_filter_read(w, in->filter, &filter);
    rc = rc ? rc : sort(w, &taken, &list);
    rc = rc ? rc : sum_up(w, list, taken.n, !in->all && !filter.status, out);
    size_t n = in->limit > 0 && (size_t)in->limit < taken.n ? (size_t)in->limit : taken.n;
    ps_v_deal *views = rc ? NULL : ps_arena_alloc(w->arena, (n + 1) * sizeof *views);
    if (!views) {
        return rc ? rc : ps_nomem(w->err);
    }
    for (size_t i = 0; i < n; i++) {
        ps_view_settled(w, list[i].deal, &views[i]);
    }
    out->deals = (ps_v_deals){views, n, n};
    out->more = (int)(taken.n - n);
    out->today = w->world.today;
    out->now = ps_time_day(w->now, w->ws->process->tz);
    return PS_OK;
}
PS_CALL_RUN(board, ps_a_filter, ps_v_board, PS_READS)
