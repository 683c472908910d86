/* Every deal of the workspace, for the views that look at all of them. */
#include <stdlib.h>

#include "calloff.h"
#include "workspace_impl.h"

/* A deal that can't be read is told, and the rest goes on. */
static int tell_broken(ps_work *w, const ps_row_fault *f, ps_v_diags *broken) {
    ps_v_diag *d = PS_PUSH(w->arena, broken);
    if (!d) {
        return ps_nomem(w->err);
    }
    *d = (ps_v_diag){.path = ps_keep_path(w, f->path),
                     .code = ps_str_of(f->code),
                     .message = ps_keep(w, f->message),
                     .lnum = f->line ? (int)f->line : 1,
                     .severity = PS_ERROR};
    return PS_OK;
}

/* Read again, for the message is in the language of who asks. */
static int tell_again(ps_work *w, ps_str folder, ps_v_diags *broken) {
    ps_row_fault fault;
    ps_deal_row row;
    int rc = ps_work_row(w, folder, &row, &fault);
    return rc || !row.broken ? rc : tell_broken(w, &fault, broken);
}

static int by_id(const void *a, const void *b) {
    return ps_str_cmp(ps_path_name(*(const ps_str *)a), ps_path_name(*(const ps_str *)b));
}

static int tell_claim(ps_work *w, ps_str first, ps_str second, ps_v_diags *broken) {
    ps_buf text = {0};
    int rc = PS_OK;
    ps_text_args(&text, w->lang, DEAL_TWICE, ps_path_name(second), first, second);
    for (int i = 0; !rc && i < 2; i++) {
        ps_row_fault f = {"id-twice", ps_arena_fmt(w->arena, "%.*s/deal.md", PS_FMT(i ? second : first)), ps_buf_str(&text), 1};
        rc = f.path.p && ps_buf_ok(&text) ? tell_broken(w, &f, broken) : ps_nomem(w->err);
    }
    ps_buf_free(&text);
    return rc;
}

static int folders_of(ps_work *w, const ps_row_list *rows, ps_strs *out) {
    ps_str *v = ps_arena_alloc(w->arena, (rows->n + 1) * sizeof *v);
    if (!v) {
        return ps_nomem(w->err);
    }
    for (size_t i = 0; i < rows->n; i++) {
        v[i] = rows->v[i]->folder;
    }
    *out = (ps_strs){v, rows->n, rows->n};
    return PS_OK;
}

/* Folders of different years that claim one id: told on both, for no command can tell them apart. One that holds no note is in the way too. */
static int tell_claims(ps_work *w, const ps_row_list *rows, ps_v_diags *broken) {
    ps_strs sorted = {0};
    int rc = w->known ? folders_of(w, rows, &sorted) : ps_work_folders(w, &sorted);
    if (!rc && sorted.n) {
        qsort(sorted.v, sorted.n, sizeof *sorted.v, by_id);
    }
    for (size_t i = 1; !rc && i < sorted.n; i++) {
        rc = by_id(&sorted.v[i - 1], &sorted.v[i]) ? PS_OK : tell_claim(w, sorted.v[i - 1], sorted.v[i], broken);
    }
    return rc;
}

/* ---- stalls ---- */

static int push_mention(ps_work *w, ps_str mention, ps_mentions *out) {
    size_t blank = ps_str_find(mention, PS_S(" "), 0);
    ps_mention *m = blank == SIZE_MAX ? NULL : PS_PUSH(w->arena, out);
    if (!m) {
        return blank == SIZE_MAX ? PS_OK : ps_nomem(w->err);
    }
    *m = (ps_mention){ps_str_sub(mention, blank + 1, mention.n), (ps_date)strtol(mention.p, NULL, 10)};
    return PS_OK;
}

int ps_row_mentions(ps_work *w, const ps_row_list *rows, ps_mentions *out) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < rows->n; i++) {
        for (size_t k = 0; !rc && k < rows->v[i]->mentions.n; k++) {
            rc = push_mention(w, rows->v[i]->mentions.v[k], out);
        }
    }
    return rc;
}

/* A deal that looks stalled by its notes may have been touched otherwise: git and the logs of other deals are asked for those only. */
static int settle_stalls(ps_work *w, const ps_row_list *rows, ps_settled_list *deals) {
    PS_VEC(ps_stall) stalls = {0};
    PS_VEC(ps_settled *) late = {0};
    ps_mentions mentions = {0};
    for (size_t i = 0; i < deals->n; i++) {
        if (!ps_clock_stalled(&deals->v[i].row->clock, PS_DATE_NONE, w->world.today, NULL)) {
            continue;
        }
        ps_stall *stall = PS_PUSH(w->arena, &stalls);
        ps_settled **slot = stall ? PS_PUSH(w->arena, &late) : NULL;
        if (!slot) {
            return ps_nomem(w->err);
        }
        *stall = (ps_stall){.folder = deals->v[i].row->folder, .id = deals->v[i].row->view.id};
        *slot = &deals->v[i];
    }
    int rc = stalls.n ? ps_row_mentions(w, rows, &mentions) : PS_OK;
    rc = rc ? rc : ps_work_stalls(w, stalls.v, stalls.n, &mentions);
    for (size_t i = 0; !rc && i < stalls.n; i++) {
        late.v[i]->touched = stalls.v[i].day;
    }
    return rc;
}

int ps_work_settled(ps_work *w, ps_settled_list *out, ps_v_diags *broken) {
    ps_row_list rows = {0};
    int rc = ps_work_rows(w, &rows);
    ps_settled *deals = rc ? NULL : ps_arena_alloc(w->arena, (rows.n + 1) * sizeof *deals);
    if (!deals) {
        return rc ? rc : ps_nomem(w->err);
    }
    *out = (ps_settled_list){deals, 0, rows.n};
    for (size_t i = 0; !rc && i < rows.n; i++) {
        if (!rows.v[i]->broken) {
            deals[out->n++] = (ps_settled){.row = rows.v[i], .touched = PS_DATE_NONE};
        } else if (broken) {
            rc = tell_again(w, rows.v[i]->folder, broken);
        }
    }
    rc = rc || !broken ? rc : tell_claims(w, &rows, broken);
    rc = rc ? rc : ps_work_settle_frames(w, out);
    return rc ? rc : settle_stalls(w, &rows, out);
}

void ps_view_settled(const ps_work *w, const ps_settled *deal, ps_v_deal *out) {
    *out = deal->row->view;
    out->counted = ps_agreement_rest(out->value, ps_called_off(deal->used, deal->planned));
    out->counted_weighted = out->counted == out->value ? out->weighted : ps_money_share(out->counted, out->probability, 100);
    ps_view_clock(out, &deal->row->clock, deal->touched, w->world.today);
}

int ps_work_deals(ps_work *w, ps_v_deals *out, ps_v_diags *broken) {
    ps_settled_list deals = {0};
    int rc = ps_work_settled(w, &deals, broken);
    ps_v_deal *views = rc ? NULL : ps_arena_alloc(w->arena, (deals.n + 1) * sizeof *views);
    if (!views) {
        return rc ? rc : ps_nomem(w->err);
    }
    for (size_t i = 0; i < deals.n; i++) {
        ps_view_settled(w, &deals.v[i], &views[i]);
    }
    *out = (ps_v_deals){views, deals.n, deals.n};
    return PS_OK;
}
