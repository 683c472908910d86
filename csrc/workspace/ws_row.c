/* One deal as a row of the index: its view, what the view depends on, and whom its log names. */
#include <string.h>

#include "field.h"
#include "gifts.h"
#include "lessons.h"
#include "payments.h"
#include "workspace_impl.h"

void ps_work_lend(ps_work *out, const ps_work *of, ps_session *s, ps_error *err) {
    *out = *of;
    *s = (ps_session){.overlay = of->s->overlay, .n_overlay = of->s->n_overlay, .cancel = of->s->cancel};
    *err = (ps_error){.lang = of->lang};
    out->s = s;
    out->err = err;
    out->arena = &s->arena;
    out->world = (ps_world){of->world.note, out, of->world.today};
    out->writes = out->failed = false;
    memset(&out->cached, 0, sizeof out->cached);
    out->by_id = (ps_seek){0};
    memset(&out->unread, 0, sizeof out->unread);
    memset(&out->deals, 0, sizeof out->deals);
}

void ps_work_return(ps_work *lent) {
    ps_work_stay(lent);
    ps_session_end(lent->s);
}

/* Passes questions on to the world, and notes which paths were asked for. */
typedef struct {
    ps_work *w;
    ps_world world;
    ps_strs *needs;
} asking;

static const ps_note *ask(void *ctx, ps_kind kind, ps_str id, ps_str *path) {
    asking *a = ctx;
    const ps_note *note = a->world.note(a->world.ctx, kind, id, path);
    for (size_t i = 0; path->n && i < a->needs->n; i++) {
        if (ps_str_eq(a->needs->v[i], *path)) {
            return note;
        }
    }
    ps_str *slot = path->n ? PS_PUSH(a->w->arena, a->needs) : NULL;
    if (slot) {
        *slot = *path;
    }
    a->w->failed = a->w->failed || (path->n && !slot);
    return note;
}

static int put_mentions(ps_work *w, const ps_deal *deal, ps_strs *out) {
    ps_mentions found = {0};
    int rc = ps_mentions_add(w, deal, &found);
    for (size_t i = 0; !rc && i < found.n; i++) {
        ps_str *slot = PS_PUSH(w->arena, out);
        if (!slot || !(*slot = ps_arena_fmt(w->arena, "%d %.*s", (int)found.v[i].day, PS_FMT(found.v[i].deal))).p) {
            rc = ps_nomem(w->err);
        }
    }
    return rc;
}

/* Copies: the deal goes before the row. */
static int put_items(ps_work *w, const ps_deal *deal, ps_items *out) {
    ps_items found = {0};
    int rc = ps_agenda_of_deal(&found, w->arena, deal, w->err);
    for (size_t i = 0; !rc && i < found.n; i++) {
        ps_item *slot = PS_PUSH(w->arena, out);
        rc = slot ? ps_item_copy(w->arena, &found.v[i], slot) : PS_ENOMEM;
    }
    return rc == PS_ENOMEM ? ps_nomem(w->err) : rc;
}

static int put_packed(ps_work *w, ps_str packed, ps_strs *out) {
    ps_str *slot = packed.p ? PS_PUSH(w->arena, out) : NULL;
    if (!slot) {
        return ps_nomem(w->err);
    }
    *slot = packed;
    return PS_OK;
}

static int put_gifts(ps_work *w, const ps_deal *deal, ps_strs *out) {
    ps_gifts found = {0};
    int rc = ps_gifts_of_deal(&found, w->arena, deal) ? ps_nomem(w->err) : PS_OK;
    for (size_t i = 0; !rc && i < found.n; i++) {
        rc = put_packed(w, ps_gift_pack(w->arena, &found.v[i]), out);
    }
    return rc;
}

static int put_payments(ps_work *w, const ps_deal *deal, ps_strs *out) {
    ps_payments found = {0};
    bool won = deal->status == PS_STATUS_WON || deal->status == PS_STATUS_DONE;
    int rc = won && ps_payments_of_deal(&found, w->arena, deal) ? ps_nomem(w->err) : PS_OK;
    for (size_t i = 0; !rc && i < found.n; i++) {
        rc = put_packed(w, ps_payment_pack(w->arena, &found.v[i]), out);
    }
    return rc;
}

static int put_lessons(ps_work *w, const ps_deal *deal, ps_strs *out) {
    ps_lesson_list found = {0};
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < deal->n_docs; i++) {
        bool summary = deal->docs[i].kind == PS_DOC_SUMMARY;
        rc = summary && ps_lessons_read(&found, w->arena, deal->process, deal->docs[i].note) ? ps_nomem(w->err) : PS_OK;
    }
    for (size_t i = 0; !rc && i < found.n; i++) {
        rc = put_packed(w, ps_lesson_pack(w->arena, &found.v[i]), out);
    }
    return rc;
}

/* By what it is compared with others. */
static int put_features(ps_work *w, const ps_deal *deal, ps_deal_row *out) {
    const ps_aliases *al = &w->process->aliases;
    const ps_table *t = ps_heading_table(deal->main->note, PS_H_COMPETITORS, al);
    ps_strs products = {0};
    int rc = ps_fm_ids(w->arena, ps_note_field(deal->main->note, PS_S("products")), &products) ? ps_nomem(w->err) : PS_OK;
    out->region = ps_keep(w, deal->region);
    for (size_t i = 0; !rc && i < products.n; i++) {
        rc = put_packed(w, ps_keep(w, products.v[i]), &out->products);
    }
    for (size_t i = 0; !rc && t && i < t->n; i++) {
        ps_str id = ps_id_bare(ps_column_cell(t, &t->rows[i], PS_C_COMPETITOR, al));
        rc = id.n ? put_packed(w, ps_keep(w, id), &out->rivals) : PS_OK;
    }
    return rc;
}

/* The last stage of the process that it ever got to: where it stands, or a row of its history. */
static ps_str reached(ps_work *w, const ps_deal *deal) {
    int most = deal->profile->stages[deal->stage].last;
    for (size_t i = 0; i < deal->n_steps; i++) {
        int to = ps_profile_stage_id(deal->process, deal->profile, deal->steps[i].to);
        most = to >= 0 && deal->profile->stages[to].last > most ? deal->profile->stages[to].last : most;
    }
    return ps_keep(w, deal->process->stages[most].id);
}

static int open_activities(const ps_deal *deal) {
    int n = 0, last = deal->profile->stages[deal->stage].last;
    for (size_t i = 0; i < deal->n_answers; i++) {
        n += deal->answers[i].activity->stage <= last && !deal->answers[i].closed;
    }
    return n;
}

static int fill(ps_work *w, const ps_deal *deal, ps_deal_row *out) {
    int rc = ps_view_deal(w, deal, PS_DATE_NONE, &out->view);
    if (rc) {
        return rc;
    }
    out->acts = out->view.next_action != NULL;
    if (out->acts) {
        out->action = *out->view.next_action;
    }
    for (size_t i = 0; i < deal->n_docs; i++) {
        const ps_doc *doc = &deal->docs[i];
        out->secret = out->secret || ps_private_any(doc->note, &w->process->aliases) || (doc != deal->main && ps_private_note(doc->note));
    }
    out->reached = reached(w, deal);
    out->activities = open_activities(deal);
    rc = put_items(w, deal, &out->items);
    rc = rc ? rc : put_gifts(w, deal, &out->gifts);
    rc = rc ? rc : put_payments(w, deal, &out->payments);
    rc = rc ? rc : put_lessons(w, deal, &out->lessons);
    rc = rc ? rc : put_features(w, deal, out);
    if (rc) {
        return rc;
    }
    ps_deal_clock(&out->clock, deal, &w->world);
    ps_deal_lasting(&out->lasting, deal, &w->world);
    rc = put_mentions(w, deal, &out->mentions);
    return rc ? rc : ps_row_put_people(w, deal, out);
}

static void tell(ps_work *w, const ps_deal *deal, ps_row_fault *out) {
    const ps_error *e = deal->main ? deal->main->note->broken : NULL;
    *out = (ps_row_fault){.code = deal->main ? "front-matter" : "no-note",
                          .path = ps_keep(w, deal->main ? deal->main->path : deal->folder),
                          .line = e ? e->line : 1,
                          .message = e ? ps_keep(w, ps_str_of(e->message)) : ps_text(PS_T_DEAL_NO_NOTE, w->lang)};
}

int ps_work_row(ps_work *w, ps_str folder, ps_deal_row *out, ps_row_fault *fault) {
    asking a = {w, w->world, &out->needs};
    ps_deal *deal;
    *out = (ps_deal_row){.lasting = {PS_DATE_NONE, INT32_MAX}};
    w->world = (ps_world){ask, &a, a.world.today};
    int rc = ps_work_cancelled(w) ? ps_fail(w->err, PS_ECANCEL, CANCELLED) : ps_work_deal_at(w, folder, &deal);
    if (!rc && deal->n_docs) { /* a folder that holds no note is no deal */
        out->folder = ps_keep(w, folder);
        out->broken = !deal->main || deal->main->note->broken;
        rc = out->broken ? PS_OK : fill(w, deal, out);
        if (out->broken) {
            tell(w, deal, fault);
        }
    }
    if (!rc) {
        ps_work_drop(w, deal);
    }
    w->world = a.world;
    return rc || !w->failed ? rc : ps_nomem(w->err);
}
