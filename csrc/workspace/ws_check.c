#include "ws_filter.h"
#include "ws_money.h"

static int exists(void *ctx, ps_str path) {
    ps_work *w = ctx;
    ps_str text;
    ps_error quiet = {.lang = w->lang}, *was = w->err;
    w->err = &quiet;
    bool there = ps_fs_stat(w->ws->fs, path) != PS_FS_NONE || ps_work_read(w, path, &text) == PS_OK;
    w->err = was;
    return there ? 1 : ps_repo_ignored(w->ws->repo, path) ? 2 : 0;
}

/* Two folders that claim one id are an error on both. */
static int check_claim(ps_work *w, const ps_deal *deal, ps_diags *out) {
    ps_error claim = {.lang = w->lang}, *was = w->err;
    ps_str folder;
    w->err = &claim;
    int rc = ps_work_folder(w, deal->id, &folder);
    w->err = was;
    if (rc != PS_EEXISTS) {
        return PS_OK;
    }
    const ps_fm *id = deal->main ? ps_note_field(deal->main->note, PS_S("id")) : NULL;
    ps_diag *d = PS_PUSH(w->arena, out);
    if (!d) {
        return ps_nomem(w->err);
    }
    ps_str path = ps_arena_fmt(w->arena, "%.*s/deal.md", PS_FMT(deal->folder));
    *d = (ps_diag){
        .path = path, .line = id ? id->line : 1, .severity = PS_ERROR, .code = PS_S("id-twice"), .message = ps_str_of(claim.message)};
    d->message = ps_keep(w, d->message);
    return path.p ? PS_OK : ps_nomem(w->err);
}

static int say_frame(ps_work *w, const ps_deal *deal, ps_str key, ps_severity severity, const ps_buf *text, ps_diags *out) {
    const ps_fm *field = ps_note_field(deal->main->note, key);
    ps_diag *d = ps_buf_ok(text) ? PS_PUSH(w->arena, out) : NULL;
    if (!d) {
        return ps_nomem(w->err);
    }
    *d = (ps_diag){.path = deal->main->path,
                   .line = field ? field->line : 1,
                   .severity = severity,
                   .code = PS_S("frame"),
                   .message = ps_keep(w, ps_buf_str(text))};
    return PS_OK;
}

/* The ceiling of the frame contract that the deal is, or is called off under: what other deals come to is no matter of its notes. */
static int check_ceiling(ps_work *w, const ps_deal *deal, bool own, ps_diags *out) {
    ps_v_frame *f = NULL;
    ps_moneystr sum, ceiling;
    ps_digits n;
    ps_buf text = {0};
    bool live = deal->status == PS_STATUS_OPEN || deal->status == PS_STATUS_WON;
    ps_str id = own ? deal->id : deal->parent;
    int rc = deal->main && live && id.n ? ps_work_frame(w, id, &f) : PS_OK;
    if (rc || !f) {
        return rc;
    }
    if (f->passed || f->full) {
        ps_money all = f->passed ? f->used : f->used + f->planned;
        const ps_str args[] = {f->deal, ps_money_grouped(&sum, all), ps_money_grouped(&ceiling, f->ceiling)};
        ps_text_put(&text, w->lang, f->passed ? PS_T_DIAG_FRAME_PASSED : PS_T_DIAG_FRAME_FULL, args, 3);
        rc = say_frame(w, deal, own ? PS_S("frame") : PS_S("value"), f->passed ? PS_WARN : PS_INFO, &text, out);
        ps_buf_free(&text);
    }
    if (!rc && own && f->foreign) {
        ps_text_args(&text, w->lang, DIAG_FRAME_FOREIGN, ps_num(&n, f->foreign));
        rc = say_frame(w, deal, PS_S("frame"), PS_INFO, &text, out);
        ps_buf_free(&text);
    }
    return rc;
}

/* What people received in all deals: gathered once, for the first deal that gave something. */
typedef struct {
    ps_gifts gifts;
    ps_gift_sums sums;
    bool read;
} limits;

static int read_limits(ps_work *w, limits *l) {
    int rc = l->read ? PS_OK : ps_work_gifts(w, &l->gifts);
    rc = rc || l->read ? rc : ps_gifts_sum(&l->sums, w->arena, w->process, &l->gifts) ? ps_nomem(w->err) : PS_OK;
    l->read = rc == PS_OK;
    return rc;
}

static int say_limit(ps_work *w, const ps_deal *deal, const ps_gift *g, ps_diags *out) {
    ps_gift_effect e = {.person = g->person,
                        .category = g->category,
                        .year = ps_gift_year(g->date),
                        .after = g->run,
                        .limit = ps_gift_limit(w->process, g->category)};
    ps_buf text = {0};
    ps_weigh_text(&text, w->lang, w->process, &(ps_warning){.kind = PS_WEIGH_LIMIT, .after = e.after, .of = e.limit, .effect = &e},
                  ps_work_name(w, g->person));
    ps_diag *d = ps_buf_ok(&text) ? PS_PUSH(w->arena, out) : NULL;
    ps_str path = ps_arena_fmt(w->arena, "%.*s/%.*s", PS_FMT(deal->folder), PS_FMT(g->file));
    if (d) {
        *d = (ps_diag){
            .path = path, .line = g->line, .severity = PS_WARN, .code = PS_S("over-limit"), .message = ps_keep(w, ps_buf_str(&text))};
    }
    ps_buf_free(&text);
    return d && path.p ? PS_OK : ps_nomem(w->err);
}

/* Rows with which a person has received more in a year than may be, whatever deal paid for the rest. */
static int check_limits(ps_work *w, const ps_deal *deal, limits *l, ps_diags *out) {
    ps_gifts own = {0};
    int rc = ps_gifts_of_deal(&own, w->arena, deal) ? ps_nomem(w->err) : PS_OK;
    rc = rc || !own.n ? rc : read_limits(w, l);
    for (size_t i = 0; !rc && own.n && i < l->gifts.n; i++) {
        const ps_gift *g = &l->gifts.v[i];
        rc = g->passes && ps_str_eq(g->folder, deal->folder) ? say_limit(w, deal, g, out) : PS_OK;
    }
    return rc;
}

static int check_deal(ps_work *w, ps_str folder, ps_str only, limits *l, ps_diags *out) {
    ps_deal *deal;
    ps_diags all = {0};
    int rc = ps_work_deal_at(w, folder, &deal);
    rc = rc ? rc : ps_diag_deal(&all, w->arena, deal, &w->world, exists, w->lang, w->err);
    rc = rc ? rc : check_claim(w, deal, &all);
    rc = rc ? rc : check_ceiling(w, deal, true, &all);
    rc = rc ? rc : check_ceiling(w, deal, false, &all);
    rc = rc ? rc : check_limits(w, deal, l, &all);
    for (size_t i = 0; !rc && i < all.n; i++) {
        if (only.n && !ps_str_eq(all.v[i].path, only)) {
            continue;
        }
        ps_diag *d = PS_PUSH(w->arena, out);
        if (!d) {
            return ps_nomem(w->err);
        }
        *d = all.v[i];
        d->path = ps_keep(w, d->path); /* the deal goes, the diagnostic stays */
        d->message = ps_keep(w, d->message);
        d->code = ps_keep(w, d->code);
    }
    if (!rc) {
        ps_work_drop(w, deal);
    }
    return rc;
}

static int check_note(ps_work *w, ps_str path, ps_kind kind, ps_diags *out) {
    ps_str text;
    ps_note *note = NULL;
    size_t before = out->n;
    int rc = ps_work_read(w, path, &text);
    rc = rc ? rc : ps_note_parse(&note, text, w->lang, w->err);
    rc = rc ? rc : ps_diag_note(out, w->arena, note, path, kind, w->process, &w->world, exists, w->lang, w->err);
    for (size_t i = before; !rc && i < out->n; i++) { /* texts may point into the note */
        out->v[i].message = ps_keep(w, out->v[i].message);
        out->v[i].path = ps_keep(w, out->v[i].path);
        out->v[i].code = ps_keep(w, out->v[i].code);
    }
    ps_note_free(note);
    return rc;
}

/* The message without the path that a diagnostic has anyway. */
static ps_str bare_message(const ps_error *e) {
    ps_str message = ps_str_of(e->message), path = ps_str_of(e->path);
    bool prefixed = path.n && ps_str_starts(message, path) && message.n > path.n + 2;
    return prefixed ? ps_str_sub(message, path.n + 2, message.n) : message;
}

/* What was passed over has no other place to be told. */
static int tell_unread(ps_work *w, ps_str only, ps_diags *out) {
    for (size_t i = 0; i < w->unread.n; i++) {
        const ps_unread *u = &w->unread.v[i];
        if (only.n && !ps_str_eq(u->path, only)) {
            continue;
        }
        ps_diag *d = PS_PUSH(w->arena, out);
        if (!d) {
            return ps_nomem(w->err);
        }
        *d = (ps_diag){.path = u->path, .message = bare_message(u->why), .code = PS_S("unreadable"), .line = 1, .severity = PS_ERROR};
    }
    return PS_OK;
}

static int check_process(ps_work *w, ps_v_diags *out) {
    ps_str text;
    ps_process *p = NULL;
    ps_diags diags = {0};
    int rc = ps_work_read(w, PS_S(".pursuit/process.md"), &text);
    rc = rc ? rc : ps_process_read(&p, text, w->lang, w->err);
    rc = rc ? rc : ps_diag_process(&diags, w->arena, p, PS_S(".pursuit/process.md"), w->err);
    rc = rc ? rc : ps_view_diags(w, &diags, out);
    ps_process_free(p);
    return rc;
}

static int check_everything(ps_work *w, ps_diags *out) {
    ps_strs folders = {0};
    limits l = {0};
    int rc = ps_work_folders(w, &folders);
    for (size_t i = 0; !rc && i < folders.n; i++) {
        ps_work_progress(w, i, folders.n);
        rc = ps_work_cancelled(w) ? ps_fail(w->err, PS_ECANCEL, CANCELLED) : check_deal(w, folders.v[i], PS_S(""), &l, out);
    }
    for (int kind = 0; !rc && kind < PS_K_DEAL; kind++) {
        ps_strs ids = {0};
        rc = ps_work_ids(w, (ps_kind)kind, &ids);
        rc = rc ? ps_work_pass_over(w, rc, ps_kind_dir((ps_kind)kind)) : PS_OK;
        for (size_t i = 0; !rc && i < ids.n; i++) {
            ps_str path = ps_arena_fmt(w->arena, "%.*s/%.*s.md", PS_FMT(ps_kind_dir((ps_kind)kind)), PS_FMT(ids.v[i]));
            rc = path.p ? check_note(w, path, (ps_kind)kind, out) : ps_nomem(w->err);
            rc = rc ? ps_work_pass_over(w, rc, path) : PS_OK;
        }
    }
    return rc;
}

/* deals/<year>/<id> of a path below it. */
static ps_str folder_of(ps_str path, ps_str id) {
    return ps_str_sub(path, 0, (size_t)(id.p - path.p) + id.n);
}

static int diagnostics_run(ps_work *w, const ps_a_path *in, ps_v_diags *out) {
    ps_diags diags = {0};
    limits l = {0};
    ps_str path, id;
    ps_kind kind;
    int rc;
    if (in->path.n == 0) {
        rc = check_process(w, out);
        rc = rc ? rc : ps_work_check_views(w, out);
        rc = rc ? rc : check_everything(w, &diags);
        rc = rc ? rc : tell_unread(w, PS_S(""), &diags);
        return rc ? rc : ps_view_diags(w, &diags, out);
    }
    rc = ps_work_relative(w, in->path, &path);
    if (rc) {
        return rc;
    }
    if (ps_str_eq(path, PS_S(".pursuit/process.md"))) {
        return check_process(w, out);
    }
    if (ps_str_eq(path, PS_S(".pursuit/views.md"))) {
        return ps_work_check_views(w, out);
    }
    if (ps_work_where(path, &kind, &id)) {
        rc = kind == PS_K_DEAL ? check_deal(w, folder_of(path, id), path, &l, &diags) : check_note(w, path, kind, &diags);
        rc = rc ? rc : tell_unread(w, path, &diags);
    }
    return rc ? rc : ps_view_diags(w, &diags, out);
}
PS_CALL_RUN(diagnostics, ps_a_path, ps_v_diags, PS_READS)
