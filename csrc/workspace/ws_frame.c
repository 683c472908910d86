/* Frame contracts among the deals of the workspace. */
#include "calloff.h"
#include "ws_filter.h"

bool ps_view_is_frame(const ps_v_deal *d) {
    ps_str front = d->front, key, value;
    if (ps_str_find(front, PS_S("frame."), 0) == SIZE_MAX) { /* nearly all: of ten thousand that counts */
        return false;
    }
    while (ps_filter_next_pair(&front, &key, &value)) {
        if (ps_str_starts(key, PS_S("frame."))) {
            return true;
        }
    }
    return false;
}

static ps_calloff of_view(const ps_v_deal *d) {
    bool signed_for = ps_str_eq(d->status, PS_S("won")) || ps_str_eq(d->status, PS_S("done"));
    return (ps_calloff){.id = d->id,
                        .parent = d->parent,
                        .currency = d->currency,
                        .value = d->value,
                        .frame = ps_view_is_frame(d),
                        .open = ps_str_eq(d->status, PS_S("open")) && !d->archived,
                        .signed_for = signed_for};
}

int ps_work_settle_frames(ps_work *w, ps_settled_list *deals) {
    ps_calloff *list = ps_arena_alloc(w->arena, (deals->n + 1) * sizeof *list);
    if (!list) {
        return ps_nomem(w->err);
    }
    for (size_t i = 0; i < deals->n; i++) {
        list[i] = of_view(&deals->v[i].row->view);
    }
    int rc = ps_calloffs_settle(list, deals->n, w->arena, w->err);
    if (rc == PS_EINVAL) { /* one odd amount hides no deals: whoever sums them up says so */
        ps_error_clear(w->err);
        rc = PS_OK;
    }
    for (size_t i = 0; !rc && i < deals->n; i++) {
        deals->v[i].used = list[i].used;
        deals->v[i].planned = list[i].planned;
    }
    return rc;
}

/* ---- one frame ---- */

static const ps_deal_row *find_row(const ps_row_list *rows, ps_str id) {
    for (size_t i = 0; i < rows->n; i++) {
        if (!rows->v[i]->broken && ps_str_eq(rows->v[i]->view.id, id)) {
            return rows->v[i];
        }
    }
    return NULL;
}

static int gather(ps_work *w, const ps_row_list *rows, const ps_v_deal *frame, ps_v_frame *out) {
    PS_VEC(ps_calloff) list = {0};
    for (size_t i = 0; i < rows->n; i++) {
        const ps_v_deal *d = &rows->v[i]->view;
        bool calloff = !rows->v[i]->broken && d != frame && ps_str_eq(d->parent, frame->id);
        if (!calloff && d != frame) {
            continue;
        }
        ps_calloff *c = PS_PUSH(w->arena, &list);
        ps_v_deal *view = c && calloff ? PS_PUSH(w->arena, &out->calloffs) : NULL;
        if (!c || (calloff && !view)) {
            return ps_nomem(w->err);
        }
        *c = of_view(d);
        if (view) {
            *view = *d;
            ps_view_clock(view, &rows->v[i]->clock, PS_DATE_NONE, w->world.today);
            out->foreign += (c->open || c->signed_for) && !ps_str_eq(d->currency, frame->currency);
        }
    }
    int rc = ps_calloffs_settle(list.v, list.n, w->arena, w->err);
    for (size_t i = 0; !rc && i < list.n; i++) {
        if (list.v[i].frame && ps_str_eq(list.v[i].id, frame->id)) {
            out->used = list.v[i].used;
            out->planned = list.v[i].planned;
        }
    }
    return rc;
}

int ps_work_frame(ps_work *w, ps_str id, ps_v_frame **out) {
    ps_row_list rows = {0};
    ps_str path;
    ps_agreement frame;
    *out = NULL;
    const ps_note *note = w->world.note(w->world.ctx, PS_K_DEAL, id, &path);
    if (!note || !ps_agreement_read(&frame, note)) {
        return PS_OK;
    }
    int rc = ps_work_rows(w, &rows);
    const ps_deal_row *row = rc ? NULL : find_row(&rows, id);
    ps_v_frame *v = row ? PS_NEW(w->arena, ps_v_frame) : NULL;
    if (!v) {
        return rc || !row ? rc : ps_nomem(w->err);
    }
    *v = (ps_v_frame){.deal = row->view.id,
                      .title = row->view.title,
                      .currency = row->view.currency,
                      .path = row->view.path,
                      .ceiling = frame.ceiling,
                      .left = PS_MONEY_NONE,
                      .from = frame.from,
                      .to = frame.to};
    rc = gather(w, &rows, &row->view, v);
    if (!rc && frame.ceiling != PS_MONEY_NONE) {
        if (__builtin_sub_overflow(frame.ceiling, v->used, &v->left)) {
            return ps_fail(w->err, PS_EINVAL, MONEY_RANGE, id);
        }
        v->passed = v->used > frame.ceiling;
        v->full = !v->passed && v->planned > v->left;
    }
    v->over = frame.to != PS_DATE_NONE && frame.to < w->world.today;
    *out = rc ? NULL : v;
    return rc;
}
