/* Every deal of the workspace, for the views that look at all of them. */
#include <stdlib.h>

#include "workspace_impl.h"

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

int ps_work_deals(ps_work *w, ps_v_deals *out, ps_v_diags *broken) {
    ps_strs folders = {0};
    reading r = {.broken = broken};
    int rc = ps_work_folders(w, &folders);
    for (size_t i = 0; !rc && i < folders.n; i++) {
        rc = read_one(w, &r, folders.v[i]);
    }
    rc = rc || !broken ? rc : tell_claims(w, &folders, broken);
    rc = rc ? rc : settle_stalls(w, &r);
    if (!rc) {
        *out = r.views;
    }
    return rc;
}
