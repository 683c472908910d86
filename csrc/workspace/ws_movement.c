/* The pipeline on two days, laid out for movement.h. */
#include "movement.h"

#include <string.h>

#include "calloff.h"
#include "ws_filter.h"
#include "ws_span.h"

/* What a row says of its deal beside what moved. */
typedef struct {
    ps_str title, owner, account, stage, stage_label, path;
    ps_str folder;
    ps_oid blob; /* of deal.md, where it was read from git */
    bool wanted; /* by the filter */
    ps_str parent;
    bool frame;
    int probability;
} info;

/* The deals as they stood on one of the days; the two lists go together. */
typedef struct {
    PS_VEC(ps_standing) deals;
    PS_VEC(info) infos; /* in order of folders */
    ps_oid process;     /* its note in git; hex "": the one on the disk */
} side;

typedef struct {
    ps_work *w;
    ps_filter filter;
    side begin, end;
    ps_v_movement *out;
} telling;

static int push(ps_work *w, side *to, const ps_standing *s, const info *i) {
    ps_standing *deal = PS_PUSH(w->arena, &to->deals);
    info *about = deal ? PS_PUSH(w->arena, &to->infos) : NULL;
    if (!about) {
        return ps_nomem(w->err);
    }
    *deal = *s;
    *about = *i;
    return PS_OK;
}

/* Its place among the stages of today, where it is still one of them. */
static int stage_number(const ps_work *w, ps_str id) {
    int now = ps_process_stage(w->ws->process, id);
    return now >= 0 ? now : ps_process_stage(w->process, id);
}

static int take_view(ps_work *w, side *to, const ps_v_deal *d, bool wanted) {
    ps_status status = PS_STATUS_OPEN;
    ps_status_parse(d->status, &status);
    size_t root = strlen(w->ws->root) + 1;
    ps_standing s = {.id = d->id,
                     .currency = d->currency,
                     .status = status,
                     .archived = d->archived,
                     .stage = stage_number(w, d->stage),
                     .value = d->value,
                     .weighted = d->weighted,
                     .close = d->close};
    info i = {.title = d->title,
              .owner = d->owner,
              .account = d->account,
              .stage = d->stage,
              .stage_label = d->stage_label,
              .path = d->path,
              .folder = ps_str_sub(d->folder, root, d->folder.n),
              .wanted = wanted,
              .parent = d->parent,
              .frame = ps_view_is_frame(d),
              .probability = d->probability};
    return push(w, to, &s, &i);
}

static int take_deal(ps_work *w, side *to, const ps_deal *d, ps_str folder, const ps_oid *blob, bool wanted) {
    const ps_pstage *stage = &d->profile->stages[d->stage];
    ps_agreement frame;
    ps_standing s = {.id = ps_path_name(folder),
                     .currency = ps_keep(w, d->currency.n ? d->currency : w->process->currency),
                     .status = d->status,
                     .archived = ps_note_value(d->main->note, PS_S("archived")).n > 0,
                     .stage = stage_number(w, stage->id),
                     .value = d->value,
                     .weighted = ps_deal_weighted(d),
                     .close = d->close};
    info i = {.title = ps_keep(w, d->title.n ? d->title : d->id),
              .owner = ps_keep(w, d->owner),
              .account = ps_keep(w, d->account),
              .stage = ps_keep(w, stage->id),
              .stage_label = ps_keep(w, stage->label),
              .path = ps_keep_path(w, d->main->path),
              .folder = folder,
              .blob = *blob,
              .wanted = wanted,
              .parent = ps_keep(w, d->parent),
              .frame = ps_agreement_read(&frame, d->main->note),
              .probability = ps_deal_probability(d, NULL)};
    return push(w, to, &s, &i);
}

static int tell_broken(ps_work *w, const ps_deal *d, ps_v_movement *out) {
    ps_v_diag *diag = PS_PUSH(w->arena, &out->broken);
    if (!diag) {
        return ps_nomem(w->err);
    }
    *diag = (ps_v_diag){.path = ps_keep_path(w, d->main->path),
                        .code = PS_S("front-matter"),
                        .message = ps_keep(w, ps_str_of(d->main->note->broken->message)),
                        .lnum = (int)d->main->note->broken->line,
                        .severity = PS_ERROR};
    return PS_OK;
}

/* A deal that the filter finds at the beginning, being gone at the end. */
static int take_gone(telling *t, ps_str folder) {
    ps_work *w = t->w;
    ps_deal *deal;
    ps_v_deal view;
    int rc = ps_work_deal_at(w, folder, &deal);
    if (rc || !deal->main || deal->main->note->broken) {
        return rc;
    }
    rc = ps_view_deal(w, deal, PS_DATE_NONE, &view);
    ps_work_drop(w, deal);
    return rc ? rc : take_view(w, &t->begin, &view, ps_filter_takes(&t->filter, &view));
}

static int take_front(telling *t, side *to, ps_str folder, const ps_oid *blob, bool wanted) {
    ps_deal *deal = NULL;
    int rc = blob->hex[0] ? ps_work_front(t->w, folder, false, &deal) : PS_OK;
    if (!rc && deal) {
        rc = deal->main->note->broken ? tell_broken(t->w, deal, t->out) : take_deal(t->w, to, deal, folder, blob, wanted);
        ps_work_drop(t->w, deal);
    }
    return rc;
}

/* One deal at the beginning. A deal.md that is the same at the end, under the same process, is not read again. */
static int read_begin(telling *t, ps_str folder, size_t *at) {
    ps_oid blob;
    const side *end = &t->end;
    ps_str path = ps_arena_fmt(t->w->arena, "%.*s/deal.md", PS_FMT(folder));
    int rc = path.p ? ps_past_id(t->w, path, &blob) : ps_nomem(t->w->err);
    while (*at < end->infos.n && ps_str_cmp(end->infos.v[*at].folder, folder) < 0) {
        ++*at;
    }
    const info *known = *at < end->infos.n && ps_str_eq(end->infos.v[*at].folder, folder) ? &end->infos.v[*at] : NULL;
    if (rc || (known && !known->wanted && !known->frame && !known->parent.n)) {
        return rc;
    }
    if (!known && t->filter.terms.n) {
        return take_gone(t, folder);
    }
    bool same = known && blob.hex[0] && strcmp(known->blob.hex, blob.hex) == 0 && strcmp(end->process.hex, t->begin.process.hex) == 0;
    return same ? push(t->w, &t->begin, &end->deals.v[*at], known) : take_front(t, &t->begin, folder, &blob, !known || known->wanted);
}

static int read_end(telling *t, ps_str folder) {
    ps_oid blob;
    ps_str path = ps_arena_fmt(t->w->arena, "%.*s/deal.md", PS_FMT(folder));
    int rc = path.p ? ps_past_id(t->w, path, &blob) : ps_nomem(t->w->err);
    return rc ? rc : take_front(t, &t->end, folder, &blob, true);
}

static int read_fronts(telling *t, side *to) {
    ps_work *w = t->w;
    ps_strs folders = {0};
    size_t at = 0;
    int rc = ps_work_folders(w, &folders);
    rc = rc ? rc : ps_past_id(w, PS_S(".pursuit/process.md"), &to->process);
    for (size_t i = 0; !rc && i < folders.n; i++) {
        ps_work_progress(w, i, folders.n);
        rc = ps_work_cancelled(w) ? ps_fail(w->err, PS_ECANCEL, CANCELLED)
             : to == &t->begin    ? read_begin(t, folders.v[i], &at)
                                  : read_end(t, folders.v[i]);
    }
    return rc;
}

static int read_views(telling *t) {
    ps_v_deals all = {0};
    int rc = ps_work_deals(t->w, &all, &t->out->broken);
    for (size_t i = 0; !rc && i < all.n; i++) {
        rc = take_view(t->w, &t->end, &all.v[i], ps_filter_takes(&t->filter, &all.v[i]));
    }
    return rc;
}

/* Of a frame contract what is left beside its call-offs of that day. */
static int settle_frames(ps_work *w, side *s) {
    ps_calloff *list = ps_arena_alloc(w->arena, (s->deals.n + 1) * sizeof *list);
    for (size_t i = 0; list && i < s->deals.n; i++) {
        const ps_standing *d = &s->deals.v[i];
        bool signed_for = d->status == PS_STATUS_WON || d->status == PS_STATUS_DONE;
        list[i] = (ps_calloff){.id = d->id,
                               .parent = s->infos.v[i].parent,
                               .currency = d->currency,
                               .value = d->value,
                               .frame = s->infos.v[i].frame,
                               .open = d->status == PS_STATUS_OPEN && !d->archived,
                               .signed_for = signed_for};
    }
    int rc = list ? ps_calloffs_settle(list, s->deals.n, w->arena, w->err) : ps_nomem(w->err);
    for (size_t i = 0; !rc && i < s->deals.n; i++) {
        ps_money rest = ps_agreement_rest(list[i].value, ps_called_off(list[i].used, list[i].planned));
        if (rest != s->deals.v[i].value) {
            s->deals.v[i].value = rest;
            s->deals.v[i].weighted = ps_money_share(rest, s->infos.v[i].probability, 100);
        }
    }
    return rc;
}

/* Whether a deal could not be read on one of the days: then nothing can be said of it. */
static bool is_broken(const telling *t, const info *i) {
    for (size_t k = 0; k < t->out->broken.n; k++) {
        ps_str path = t->out->broken.v[k].path, root = ps_str_of(t->w->ws->root);
        ps_str rest = ps_str_sub(path, root.n + 1, path.n);
        if (ps_str_starts(rest, i->folder) && (rest.n == i->folder.n || rest.p[i->folder.n] == '/')) {
            return true;
        }
    }
    return false;
}

static void drop_unwanted(const telling *t, side *s) {
    size_t kept = 0;
    for (size_t i = 0; i < s->deals.n; i++) {
        if (s->infos.v[i].wanted && !is_broken(t, &s->infos.v[i])) {
            s->infos.v[kept] = s->infos.v[i];
            s->deals.v[kept++] = s->deals.v[i];
        }
    }
    s->deals.n = s->infos.n = kept;
}

/* The end first: what stands there still need not be read twice. Where it is today it is what is on the disk and on the screen. */
static int read_both(telling *t, ps_date begin, ps_date end) {
    ps_work *w = t->w;
    bool now = end == w->world.today;
    int rc = now ? PS_OK : ps_work_travel(w, end);
    rc = rc ? rc : now || t->filter.terms.n ? read_views(t) : read_fronts(t, &t->end);
    rc = rc ? rc : ps_work_travel(w, begin);
    rc = rc ? rc : read_fronts(t, &t->begin);
    ps_work_stay(w);
    rc = rc ? rc : settle_frames(w, &t->begin);
    rc = rc ? rc : settle_frames(w, &t->end);
    drop_unwanted(t, &t->begin);
    drop_unwanted(t, &t->end);
    return rc;
}

/* ---- the answer ---- */

static const info *about(const telling *t, const ps_standing *s) {
    bool at_end = t->end.deals.n && s >= t->end.deals.v && s < t->end.deals.v + t->end.deals.n;
    return at_end ? &t->end.infos.v[s - t->end.deals.v] : &t->begin.infos.v[s - t->begin.deals.v];
}

static ps_str money_text(ps_work *w, ps_money value) {
    ps_moneystr s;
    return ps_keep(w, ps_money_str(&s, value));
}

static ps_str day_text(ps_work *w, ps_date day) {
    ps_datestr s;
    return ps_keep(w, ps_date_str(&s, day));
}

/* What it moved from and to, in the terms of the move. */
static void put_ends(telling *t, const ps_movement *m, ps_v_move *out) {
    const ps_standing *from = m->from, *to = m->to;
    switch (from && to ? m->move : PS_MOVE_NEW) {
    case PS_MOVE_ADVANCED:
    case PS_MOVE_BACK:
        out->from = about(t, from)->stage;
        out->to = about(t, to)->stage;
        out->from_label = about(t, from)->stage_label;
        out->to_label = about(t, to)->stage_label;
        break;
    case PS_MOVE_SLIPPED:
    case PS_MOVE_PULLED_IN:
        out->from = day_text(t->w, from->close);
        out->to = day_text(t->w, to->close);
        out->days = to->close - from->close;
        break;
    case PS_MOVE_GROWN:
    case PS_MOVE_SHRUNK:
        out->from = money_text(t->w, from->value);
        out->to = money_text(t->w, to->value);
        break;
    default:
        out->from = from ? ps_status_id(from->status) : PS_S("");
        out->to = to ? ps_status_id(to->status) : PS_S("");
    }
}

static int put_row(telling *t, const ps_movement *m) {
    const info *i = about(t, m->to ? m->to : m->from);
    ps_v_move *v = PS_PUSH(t->w->arena, &t->out->rows);
    if (!v) {
        return ps_nomem(t->w->err);
    }
    *v = (ps_v_move){.move = ps_move_id(m->move),
                     .deal = (m->to ? m->to : m->from)->id,
                     .title = i->title,
                     .owner = i->owner,
                     .account = i->account,
                     .path = i->path,
                     .currency = m->currency,
                     .amount = m->amount,
                     .value = (m->to ? m->to : m->from)->value};
    put_ends(t, m, v);
    return PS_OK;
}

static int put_sum(telling *t, const ps_movement_sum *s) {
    ps_v_move_sum *v = PS_PUSH(t->w->arena, &t->out->sums);
    if (!v) {
        return ps_nomem(t->w->err);
    }
    *v = (ps_v_move_sum){.currency = s->currency,
                         .begin_count = s->begin_count,
                         .end_count = s->end_count,
                         .begin = s->begin,
                         .end = s->end,
                         .begin_weighted = s->begin_weighted,
                         .end_weighted = s->end_weighted};
    for (int k = 0; k < PS_MOVE_COUNT; k++) {
        ps_v_moved *m = s->by[k].count ? PS_PUSH(t->w->arena, &v->moves) : NULL;
        if (m) {
            *m = (ps_v_moved){ps_move_id((ps_move)k), s->by[k].count, s->by[k].amount, k < PS_MOVE_ADVANCED};
        } else if (s->by[k].count) {
            return ps_nomem(t->w->err);
        }
    }
    return PS_OK;
}

static int movement_run(ps_work *w, const ps_a_span *in, ps_v_movement *out) {
    telling t = {.w = w, .out = out};
    ps_movements rows = {0};
    ps_movement_sums sums = {0};
    ps_date begin, end;
    int rc = ps_span_between(w, in->from, in->to, &begin, &end);
    rc = rc ? rc : ps_filter_read(w, in->filter, &t.filter);
    rc = rc ? rc : read_both(&t, begin, end);
    rc = rc ? rc : ps_movement_make(&rows, &sums, w->arena, t.begin.deals.v, t.begin.deals.n, t.end.deals.v, t.end.deals.n, w->err);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        rc = rows.v[i].move == PS_MOVE_UNCHANGED ? PS_OK : put_row(&t, &rows.v[i]);
    }
    for (size_t i = 0; !rc && i < sums.n; i++) {
        rc = put_sum(&t, &sums.v[i]);
    }
    if (!rc) {
        out->from = begin;
        out->to = end;
    }
    return rc;
}
PS_CALL_RUN(movement, ps_a_span, ps_v_movement, PS_READS)
