/* Every deal of the workspace, for the views that look at all of them. */
#include <stdlib.h>

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

/* Folders of different years that claim one id: told on both, for no command can tell them apart. */
static int tell_claims(ps_work *w, ps_v_diags *broken) {
    ps_strs sorted = {0};
    int rc = ps_work_folders(w, &sorted);
    if (!rc && sorted.n) {
        qsort(sorted.v, sorted.n, sizeof *sorted.v, by_id);
    }
    for (size_t i = 1; !rc && i < sorted.n; i++) {
        if (by_id(&sorted.v[i - 1], &sorted.v[i])) {
            continue;
        }
        ps_buf text = {0};
        ps_text_args(&text, w->lang, DEAL_TWICE, ps_path_name(sorted.v[i]), sorted.v[i - 1], sorted.v[i]);
        for (size_t k = i - 1; !rc && k <= i; k++) {
            ps_row_fault f = {"id-twice", ps_arena_fmt(w->arena, "%.*s/deal.md", PS_FMT(sorted.v[k])), ps_buf_str(&text), 1};
            rc = f.path.p && ps_buf_ok(&text) ? tell_broken(w, &f, broken) : ps_nomem(w->err);
        }
        ps_buf_free(&text);
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
static int settle_stalls(ps_work *w, const ps_row_list *rows, const ps_row_list *of, ps_v_deals *views) {
    PS_VEC(ps_stall) stalls = {0};
    PS_VEC(size_t) at = {0};
    ps_mentions mentions = {0};
    for (size_t i = 0; i < views->n; i++) {
        ps_stall *stall = views->v[i].stalled ? PS_PUSH(w->arena, &stalls) : NULL;
        size_t *index = stall ? PS_PUSH(w->arena, &at) : NULL;
        if (views->v[i].stalled && !index) {
            return ps_nomem(w->err);
        }
        if (index) {
            *stall = (ps_stall){.folder = of->v[i]->folder, .id = views->v[i].id};
            *index = i;
        }
    }
    int rc = stalls.n ? ps_row_mentions(w, rows, &mentions) : PS_OK;
    rc = rc ? rc : ps_work_stalls(w, stalls.v, stalls.n, &mentions);
    for (size_t i = 0; !rc && i < stalls.n; i++) {
        if (stalls.v[i].day != PS_DATE_NONE) {
            ps_view_clock(&views->v[at.v[i]], &of->v[at.v[i]]->clock, stalls.v[i].day, w->world.today);
        }
    }
    return rc;
}

int ps_work_deals(ps_work *w, ps_v_deals *out, ps_v_diags *broken) {
    ps_row_list rows = {0}, whole = {0};
    ps_v_deals views = {0};
    int rc = ps_work_rows(w, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        const ps_deal_row *row = rows.v[i];
        if (row->broken) {
            rc = broken ? tell_again(w, row->folder, broken) : PS_OK;
            continue;
        }
        const ps_deal_row **slot = PS_PUSH(w->arena, &whole);
        ps_v_deal *view = slot ? PS_PUSH(w->arena, &views) : NULL;
        if (!view) {
            return ps_nomem(w->err);
        }
        *slot = row;
        *view = row->view;
        ps_view_clock(view, &row->clock, PS_DATE_NONE, w->world.today);
    }
    rc = rc || !broken ? rc : tell_claims(w, broken);
    rc = rc ? rc : settle_stalls(w, &rows, &whole, &views);
    if (!rc) {
        *out = views;
    }
    return rc;
}
