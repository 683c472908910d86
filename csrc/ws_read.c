#include <stdlib.h>

#include "ws_filter.h"

static int deal_run(ps_work *w, const ps_a_id *in, ps_v_deal *out) {
    ps_deal *deal;
    int rc = ps_work_deal(w, in->id, &deal);
    if (!rc && !deal->main) {
        ps_fail(w->err, PS_ENOTFOUND, DEAL_NO_NOTE);
        return ps_error_at(w->err, deal->folder, 0);
    }
    rc = rc ? rc : ps_view_deal(w, deal, PS_DATE_NONE, out);
    if (rc || !out->stalled) {
        return rc;
    }
    ps_stall stall = {.folder = deal->folder, .id = deal->id};
    rc = ps_work_stalls(w, &stall, 1, NULL);
    return rc || stall.day == PS_DATE_NONE ? rc : ps_view_deal(w, deal, stall.day, out);
}
PS_CALL_RUN(deal, ps_a_id, ps_v_deal, PS_READS)

/* What is worked on: open deals, and won ones until they are done. */
static bool is_live(const ps_v_deal *d) {
    return ps_str_eq(d->status, PS_S("open")) || ps_str_eq(d->status, PS_S("won"));
}

/* The open pipeline leaves out won deals: they count as booked. */
static bool in_pipeline(const ps_v_deal *d) {
    return ps_str_eq(d->status, PS_S("open"));
}

/* A deal that can't be read is told, and the rest goes on. */
static int tell_broken(ps_work *w, const char *code, ps_str path, unsigned line, ps_str message, ps_v_diags *broken) {
    ps_v_diag *d = PS_PUSH(w->arena, broken);
    if (!d) {
        return ps_nomem(w->err);
    }
    *d = (ps_v_diag){.path = ps_keep_path(w, path),
                     .code = ps_str_of(code),
                     .message = ps_keep(w, message),
                     .lnum = line ? (int)line : 1,
                     .severity = PS_ERROR};
    return PS_OK;
}

/* What a walk over all deals gathers. */
typedef struct {
    ps_strs folders; /* of the views below, by index */
    ps_v_deals views;
    ps_mentions mentions;
    ps_v_diags *broken; /* NULL: not asked for */
} reading;

static int take_view(ps_work *w, reading *r, const ps_deal *deal) {
    ps_str *folder = PS_PUSH(w->arena, &r->folders);
    ps_v_deal *view = folder ? PS_PUSH(w->arena, &r->views) : NULL;
    if (!view) {
        return ps_nomem(w->err);
    }
    *folder = ps_keep(w, deal->folder);
    int rc = ps_view_deal(w, deal, PS_DATE_NONE, view);
    return rc ? rc : ps_mentions_add(w, deal, &r->mentions);
}

static int read_one(ps_work *w, reading *r, ps_str folder) {
    ps_deal *deal;
    int rc = ps_work_cancelled(w) ? ps_fail(w->err, PS_ECANCEL, CANCELLED) : ps_work_deal_at(w, folder, &deal);
    if (rc) {
        return rc;
    }
    const ps_error *fault = deal->main ? deal->main->note->broken : NULL;
    if (deal->main && !fault) {
        rc = take_view(w, r, deal);
    } else if (r->broken && deal->n_docs) { /* a folder that holds no note is no deal */
        ps_str text = fault ? ps_str_of(fault->message) : ps_text(PS_T_DEAL_NO_NOTE, w->lang);
        rc = tell_broken(w, deal->main ? "front-matter" : "no-note", deal->main ? deal->main->path : deal->folder, fault ? fault->line : 1,
                         text, r->broken);
    }
    ps_work_drop(w, deal);
    return rc;
}

/* A deal that looks stalled by its notes may have been touched otherwise: git and the logs of other deals are asked for those only. */
static int settle_stalls(ps_work *w, reading *r) {
    PS_VEC(ps_stall) stalls = {0};
    PS_VEC(size_t) at = {0};
    for (size_t i = 0; i < r->views.n; i++) {
        ps_stall *stall = r->views.v[i].stalled ? PS_PUSH(w->arena, &stalls) : NULL;
        size_t *index = stall ? PS_PUSH(w->arena, &at) : NULL;
        if (r->views.v[i].stalled && !index) {
            return ps_nomem(w->err);
        }
        if (index) {
            *stall = (ps_stall){.folder = r->folders.v[i], .id = r->views.v[i].id};
            *index = i;
        }
    }
    int rc = ps_work_stalls(w, stalls.v, stalls.n, &r->mentions);
    for (size_t i = 0; !rc && i < stalls.n; i++) {
        ps_deal *deal;
        if (stalls.v[i].day == PS_DATE_NONE) {
            continue;
        }
        rc = ps_work_deal_at(w, stalls.v[i].folder, &deal);
        rc = rc ? rc : ps_view_deal(w, deal, stalls.v[i].day, &r->views.v[at.v[i]]);
        if (!rc) {
            ps_work_drop(w, deal);
        }
    }
    return rc;
}

static int by_id(const void *a, const void *b) {
    return ps_str_cmp(ps_path_name(*(const ps_str *)a), ps_path_name(*(const ps_str *)b));
}

/* Folders of different years that claim one id: told on both, for no command can tell them apart. */
static int tell_claims(ps_work *w, const ps_strs *folders, ps_v_diags *broken) {
    ps_str *sorted = ps_arena_alloc(w->arena, (folders->n + 1) * sizeof *sorted);
    int rc = sorted ? PS_OK : ps_nomem(w->err);
    for (size_t i = 0; !rc && i < folders->n; i++) {
        sorted[i] = folders->v[i];
    }
    if (!rc && folders->n) {
        qsort(sorted, folders->n, sizeof *sorted, by_id);
    }
    for (size_t i = 1; !rc && i < folders->n; i++) {
        if (by_id(&sorted[i - 1], &sorted[i])) {
            continue;
        }
        ps_buf text = {0};
        ps_text_args(&text, w->lang, DEAL_TWICE, ps_path_name(sorted[i]), sorted[i - 1], sorted[i]);
        for (size_t k = i - 1; !rc && k <= i; k++) {
            ps_str path = ps_arena_fmt(w->arena, "%.*s/deal.md", PS_FMT(sorted[k]));
            rc = path.p && ps_buf_ok(&text) ? tell_broken(w, "id-twice", path, 1, ps_buf_str(&text), broken) : ps_nomem(w->err);
        }
        ps_buf_free(&text);
    }
    return rc;
}

/* Every deal that the filter takes. `broken` may be NULL. */
static int read_deals(ps_work *w, const ps_a_filter *in, ps_v_deals *out, ps_v_diags *broken) {
    ps_filter filter;
    ps_strs folders = {0};
    reading r = {.broken = broken};
    int rc = ps_filter_read(w, in->filter, &filter);
    rc = rc ? rc : ps_work_folders(w, &folders);
    for (size_t i = 0; !rc && i < folders.n; i++) {
        rc = read_one(w, &r, folders.v[i]);
    }
    rc = rc || !broken ? rc : tell_claims(w, &folders, broken);
    rc = rc ? rc : settle_stalls(w, &r);
    for (size_t i = 0; !rc && i < r.views.n; i++) {
        const ps_v_deal *view = &r.views.v[i];
        bool shown = view->archived ? filter.archived : in->all || filter.status || filter.archived || is_live(view);
        bool wanted = shown && ps_filter_takes(&filter, view);
        ps_v_deal *slot = wanted ? PS_PUSH(w->arena, out) : NULL;
        if (slot) {
            *slot = *view;
        } else if (wanted) {
            rc = ps_nomem(w->err);
        }
    }
    return rc;
}

static int deals_run(ps_work *w, const ps_a_filter *in, ps_v_deals *out) {
    return read_deals(w, in, out, NULL);
}
PS_CALL_RUN(deals, ps_a_filter, ps_v_deals, PS_READS)

/* ---- the board ---- */

static int larger_first(const void *a, const void *b) {
    const ps_v_deal *x = a, *y = b;
    if (x->value != y->value) {
        return x->value < y->value ? 1 : -1;
    }
    return ps_str_cmp(x->id, y->id);
}

static int stage_number(const ps_work *w, ps_str id) {
    int n = ps_process_stage(w->process, id);
    return n < 0 ? 0 : n;
}

/* By stage of the full process, keeping the order by value within one. */
static int by_stage(ps_work *w, ps_v_deals *deals) {
    ps_v_deal *sorted = ps_arena_alloc(w->arena, (deals->n + 1) * sizeof *sorted);
    size_t n = 0;
    if (!sorted) {
        return ps_nomem(w->err);
    }
    if (deals->n) {
        qsort(deals->v, deals->n, sizeof *deals->v, larger_first);
    }
    for (int s = 0; s < w->process->n_stages; s++) {
        for (size_t i = 0; i < deals->n; i++) {
            if (stage_number(w, deals->v[i].stage) == s) {
                sorted[n++] = deals->v[i];
            }
        }
    }
    deals->v = sorted;
    deals->cap = deals->n;
    return PS_OK;
}

static int board_run(ps_work *w, const ps_a_filter *in, ps_v_board *out) {
    int rc = read_deals(w, in, &out->deals, &out->broken);
    rc = rc ? rc : by_stage(w, &out->deals);
    for (int s = 0; !rc && s < w->process->n_stages; s++) {
        ps_v_stage_sum *sum = PS_PUSH(w->arena, &out->stages);
        if (!sum) {
            return ps_nomem(w->err);
        }
        *sum = (ps_v_stage_sum){.id = ps_keep(w, w->process->stages[s].id), .label = ps_keep(w, w->process->stages[s].label), .number = s};
        for (size_t i = 0; !rc && i < out->deals.n; i++) {
            if (stage_number(w, out->deals.v[i].stage) == s) {
                sum->count++;
                rc = ps_view_sum(w, &sum->sums, &out->deals.v[i]);
            }
        }
    }
    out->today = w->world.today;
    for (size_t i = 0; !rc && i < out->deals.n; i++) {
        if (in_pipeline(&out->deals.v[i])) {
            out->count++;
            rc = ps_view_sum(w, &out->sums, &out->deals.v[i]);
        }
    }
    return rc;
}
PS_CALL_RUN(board, ps_a_filter, ps_v_board, PS_READS)

/* ---- readiness ---- */

static int readiness_run(ps_work *w, const ps_a_id *in, ps_v_readiness *out) {
    ps_deal *deal;
    ps_readiness r = {0};
    int rc = ps_work_deal(w, in->id, &deal);
    rc = rc ? rc : ps_gate_readiness(&r, w->arena, deal, &w->world, w->lang, w->err);
    if (rc) {
        return rc;
    }
    const ps_pstage *stage = &deal->profile->stages[r.stage], *next = r.next < 0 ? NULL : &deal->profile->stages[r.next];
    const ps_pgate *gate = r.gate < 0 ? NULL : &deal->profile->gates[r.gate];
    *out = (ps_v_readiness){.deal = ps_keep(w, deal->id),
                            .stage = ps_keep(w, stage->id),
                            .stage_label = ps_keep(w, stage->label),
                            .next = next ? ps_keep(w, next->id) : PS_S(""),
                            .next_label = next ? ps_keep(w, next->label) : PS_S(""),
                            .gate = gate ? ps_keep(w, gate->id) : PS_S(""),
                            .gate_label = gate ? ps_keep(w, gate->label) : PS_S(""),
                            .round = r.round,
                            .done = r.done,
                            .total = r.total,
                            .na = r.na,
                            .ready = r.ready};
    return ps_view_missing(w, r.missing, r.n_missing, &out->missing);
}
PS_CALL_RUN(readiness, ps_a_id, ps_v_readiness, PS_READS)
