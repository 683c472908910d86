/* What has a day, in all notes of the workspace. */
#include <stdlib.h>

#include "field.h"
#include "index_item.h"
#include "ws_filter.h"

int ps_work_whose(ps_work *w, ps_str asked, ps_str *owner) {
    *owner = ps_id_bare(asked);
    if (!ps_str_eq(asked, PS_S("me"))) {
        return PS_OK;
    }
    int rc = ps_work_me(w, owner);
    return rc || owner->n ? rc : ps_fail(w->err, PS_ENOIDENTITY, NO_IDENTITY);
}

bool ps_work_has_note(ps_work *w, ps_kind kind, ps_str id) {
    ps_str path;
    return w->world.note(w->world.ctx, kind, id, &path) != NULL;
}

int ps_work_no_member(ps_work *w, ps_str member) {
    ps_str path = ps_template_entity_path(w->arena, PS_K_MEMBER, member);
    return path.p ? ps_fail(w->err, PS_ENOTFOUND, NO_MEMBER_NOTE, ps_str_clip(member, 120), path) : ps_nomem(w->err);
}

bool ps_v_item_for(const ps_v_item *item, ps_str owner) {
    return !owner.n || ps_item_owned(item->owner, owner) || (item->waiting && ps_str_eq(item->deal_owner, owner));
}

/* ---- gathering ---- */

typedef struct {
    ps_work *w;
    ps_v_items *out;
    ps_date until;
    ps_str deal, title, owner; /* of the note or deal at hand, as they are to be kept */
    bool over;                 /* the deal is done: what lies behind it asks for nothing */
} gathering;

/* What kinds without a text of their own say. */
static ps_str text_of(const ps_work *w, const ps_item *item) {
    switch (item->kind) {
    case PS_I_CLOSE:
        return ps_text(PS_T_ITEM_CLOSE, w->lang);
    case PS_I_NOTICE:
        return ps_text(PS_T_ITEM_NOTICE, w->lang);
    case PS_I_RENEWAL:
        return ps_text(PS_T_ITEM_RENEWAL, w->lang);
    case PS_I_FRAME:
        return ps_text(PS_T_ITEM_FRAME, w->lang);
    case PS_I_REVISIT:
        return ps_text(PS_T_ITEM_REVISIT, w->lang);
    default:
        return item->text;
    }
}

static bool is_of_contract(ps_item_kind kind) {
    return kind == PS_I_NOTICE || kind == PS_I_RENEWAL || kind == PS_I_FRAME;
}

static int take(gathering *g, const ps_item *item) {
    ps_work *w = g->w;
    ps_date today = w->world.today, day = ps_item_day(item, today);
    bool past = g->over && is_of_contract(item->kind) && day < today;
    if (day == PS_DATE_NONE || day > g->until || past) {
        return PS_OK;
    }
    ps_v_item *v = PS_PUSH(w->arena, g->out);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_item){.date = day,
                     .kind = ps_item_kind_id(item->kind),
                     .deal = g->deal,
                     .title = g->title,
                     .text = ps_keep(w, text_of(w, item)),
                     .owner = ps_keep(w, item->owner),
                     .state = ps_keep(w, ps_str_trim(item->state)),
                     .id = ps_keep(w, item->id),
                     .path = ps_keep_path(w, item->path),
                     .lnum = (int)item->line,
                     .overdue = day < today,
                     .waiting = ps_item_waits(item->owner, &w->world),
                     .deal_owner = g->owner};
    return PS_OK;
}

static int take_all(gathering *g, const ps_items *items) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < items->n; i++) {
        rc = take(g, &items->v[i]);
    }
    return rc;
}

/* What stands in no line of its own: an item of today, at the head of deal.md. */
static int take_state(gathering *g, const ps_v_deal *deal, ps_item_kind kind, ps_str text) {
    ps_v_item *v = PS_PUSH(g->w->arena, g->out);
    if (!v) {
        return ps_nomem(g->w->err);
    }
    *v = (ps_v_item){.date = g->w->world.today,
                     .kind = ps_item_kind_id(kind),
                     .deal = deal->id,
                     .title = deal->title,
                     .text = text,
                     .owner = deal->owner,
                     .path = deal->path,
                     .lnum = 1,
                     .deal_owner = deal->owner};
    return PS_OK;
}

static int take_states(gathering *g, const ps_v_deal *deal) {
    ps_work *w = g->w;
    ps_datestr since;
    ps_buf text = {0};
    int rc = PS_OK;
    if (!ps_str_eq(deal->status, PS_S("open"))) {
        return rc;
    }
    if (!deal->next_action) {
        rc = take_state(g, deal, PS_I_NO_ACTION, ps_text(PS_T_ITEM_NO_ACTION, w->lang));
    }
    if (!rc && deal->stalled) {
        ps_text_args(&text, w->lang, ITEM_STALLED, ps_date_str(&since, deal->stalled_since));
        rc = ps_buf_ok(&text) ? take_state(g, deal, PS_I_STALLED, ps_keep(w, ps_buf_str(&text))) : ps_nomem(w->err);
        ps_buf_free(&text);
    }
    return rc;
}

static void stand_at(gathering *g, const ps_v_deal *view) {
    g->deal = view->id;
    g->title = view->title;
    g->owner = view->owner;
    g->over = ps_str_eq(view->status, PS_S("done"));
}

/* What the index holds for a deal; `rest` moves on, deals come in order of folders. */
static int take_stored(gathering *g, ps_str folder, const ps_item_list *stored, size_t *rest) {
    int rc = PS_OK;
    while (*rest < stored->n && ps_str_cmp(stored->v[*rest].folder, folder) < 0) {
        ++*rest;
    }
    for (; !rc && *rest < stored->n && ps_str_eq(stored->v[*rest].folder, folder); ++*rest) {
        rc = take(g, &stored->v[*rest].item);
    }
    return rc;
}

/* Deals in order of folders, and what the index holds of those that came from it. */
typedef struct {
    ps_settled_list deals;
    ps_item_list stored;
} finding;

static bool any_stored(const ps_settled_list *deals) {
    for (size_t i = 0; i < deals->n; i++) {
        if (deals->v[i].row->stored) {
            return true;
        }
    }
    return false;
}

/* Deals and items of one state of the index: where somebody writes between, once more. *holds is false where that never comes to an end, or the index can't
 * be read. */
static int find(ps_work *w, ps_date until, finding *out, bool *holds) {
    enum { ROUNDS = 3 };
    int rc = PS_OK;
    *holds = false;
    for (int round = 0; !rc && !*holds && round < ROUNDS; round++) {
        *out = (finding){0};
        rc = ps_work_settled(w, &out->deals, NULL);
        if (rc || !any_stored(&out->deals)) {
            return rc;
        }
        const ps_deal_rows *from = w->s->held.v[w->s->held.n - 1];
        int read = ps_index_items(w->ws->index, from, until, w->arena, &out->stored, holds, w->s->cancel, w->err);
        if (read == PS_EBUSY || read == PS_EIO) { /* the index is no truth: nothing depends on it */
            ps_error_clear(w->err);
            return PS_OK;
        }
        rc = read;
    }
    return rc;
}

static int take_from_files(gathering *g, ps_str folder) {
    ps_row_fault fault;
    ps_deal_row row;
    int rc = ps_work_row(g->w, folder, &row, &fault);
    return rc ? rc : take_all(g, &row.items);
}

static int gather_deals(gathering *g, const ps_filter *f) {
    finding found;
    size_t rest = 0;
    bool holds;
    int rc = find(g->w, g->until, &found, &holds);
    for (size_t i = 0; !rc && i < found.deals.n; i++) {
        const ps_deal_row *row = found.deals.v[i].row;
        ps_v_deal view;
        ps_view_settled(g->w, &found.deals.v[i], &view);
        if (view.archived != f->archived || !ps_filter_takes(f, &view)) {
            continue;
        }
        stand_at(g, &view);
        rc = !row->stored ? take_all(g, &row->items)
             : holds      ? take_stored(g, row->folder, &found.stored, &rest)
                          : take_from_files(g, row->folder);
        rc = rc ? rc : take_states(g, &view);
    }
    return rc;
}

static int gather_note(void *ctx, const ps_aside *note) {
    gathering *g = ctx;
    g->deal = PS_S("");
    g->title = ps_keep(g->w, note->title);
    g->owner = ps_keep(g->w, note->owner);
    g->over = false;
    return take_all(g, &note->items);
}

static bool has_day(const ps_v_item *item) {
    return !ps_str_eq(item->kind, ps_item_kind_id(PS_I_NO_ACTION)) && !ps_str_eq(item->kind, ps_item_kind_id(PS_I_STALLED));
}

/* What has no day of its own comes last on the day on which it is shown. */
static int by_day(const void *a, const void *b) {
    const ps_v_item *x = a, *y = b;
    int order = x->date != y->date ? (x->date < y->date ? -1 : 1) : (int)has_day(y) - (int)has_day(x);
    order = order ? order : ps_str_cmp(x->deal, y->deal);
    order = order ? order : ps_str_cmp(x->path, y->path);
    return order ? order : x->lnum != y->lnum ? (x->lnum < y->lnum ? -1 : 1) : ps_str_cmp(x->kind, y->kind);
}

int ps_work_items(ps_work *w, ps_str filter, ps_date until, ps_v_items *out) {
    gathering g = {.w = w, .out = out, .until = until};
    ps_filter f;
    int rc = ps_filter_read(w, filter, &f);
    rc = rc ? rc : gather_deals(&g, &f);
    rc = rc || ps_str_trim(filter).n ? rc : ps_work_asides(w, gather_note, &g);
    if (!rc && out->n) {
        qsort(out->v, out->n, sizeof *out->v, by_day);
    }
    return rc;
}

/* ---- the call ---- */

static int agenda_run(ps_work *w, const ps_a_agenda *in, ps_v_agenda *out) {
    ps_str owner;
    ps_digits d;
    size_t kept = 0;
    if (in->days < 0) {
        return ps_fail(w->err, PS_EINVAL, BAD_DAYS, ps_num(&d, in->days));
    }
    int days = in->days < 400000 ? in->days : 400000;
    w->known = in->known;
    int rc = ps_work_whose(w, in->owner, &owner);
    rc = rc ? rc : ps_work_items(w, in->filter, w->world.today + days, &out->items);
    for (size_t i = 0; !rc && i < out->items.n; i++) {
        const ps_v_item *item = &out->items.v[i];
        if (!ps_v_item_for(item, owner)) {
            continue;
        }
        out->count++;
        out->late += item->overdue;
        if (in->limit <= 0 || kept < (size_t)in->limit) {
            out->items.v[kept++] = *item;
        }
    }
    out->items.n = kept;
    out->today = w->world.today;
    out->owner = rc ? PS_S("") : ps_keep(w, owner);
    return rc;
}
PS_CALL_RUN(agenda, ps_a_agenda, ps_v_agenda, PS_READS)
