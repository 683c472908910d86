/* Events as answers have them. */
#include <string.h>

#include "ws_tell.h"

/* The team's id of an author, else the name. */
static ps_str author_of(ps_work *w, const ps_annal *c) {
    size_t at = ps_str_find(c->email, PS_S("@"), 0);
    ps_str local = ps_str_sub(c->email, 0, at == SIZE_MAX ? 0 : at), path;
    bool known = local.n && w->world.note(w->world.ctx, PS_K_MEMBER, local, &path);
    return known ? local : c->author.n ? c->author : c->email;
}

/* What is the same for all events of a commit. */
static void know_commit(ps_event_list *l, const ps_annal *c) {
    ps_work *w = l->w;
    ps_datestr day, clock;
    if (l->known && strcmp(l->last.hex, c->id.hex) == 0) {
        return;
    }
    l->known = true;
    l->last = c->id;
    if (!c->id.hex[0]) { /* between two states: nobody's, and at no time */
        l->date = l->clock = l->author = l->commit = PS_S("");
        return;
    }
    l->date = ps_keep(w, ps_date_str(&day, ps_time_day(c->time, w->process->tz)));
    l->clock = ps_keep(w, ps_time_str(&clock, c->time, w->process->tz));
    l->author = ps_keep(w, author_of(w, c));
    l->commit = ps_keep(w, ps_str_of(c->id.hex));
}

int ps_event_put(ps_event_list *list, const ps_annal *c, const ps_event *e, ps_str deal) {
    ps_v_event *v = PS_PUSH(list->w->arena, list->out);
    if (!v) {
        return ps_nomem(list->w->err);
    }
    know_commit(list, c);
    if (!list->absolute.p || !ps_str_eq(list->path, e->path)) {
        list->path = e->path;
        list->absolute = ps_keep_path(list->w, e->path);
    }
    *v = (ps_v_event){.time = c->time,
                      .date = list->date,
                      .clock = list->clock,
                      .author = list->author,
                      .commit = list->commit,
                      .kind = ps_event_kind_id(e->kind),
                      .text = e->text,
                      .field = e->field,
                      .from = e->from,
                      .to = e->to,
                      .path = list->absolute,
                      .deal = deal};
    return PS_OK;
}

ps_str ps_undone_subject(ps_work *w, const ps_annal *c) {
    ps_str what = c->subject;
    if (!c->undo.n) {
        return PS_S("");
    }
    for (ps_lang lang = PS_EN; lang <= PS_ZH; lang++) { /* the process's language then may be another now */
        ps_str form = ps_text(PS_T_UNDO_SUBJECT, lang), lead = ps_str_sub(form, 0, ps_str_find(form, PS_S("%1"), 0));
        what = ps_str_starts(what, lead) ? ps_str_sub(what, lead.n, what.n) : what;
    }
    ps_str prefix = ps_arena_fmt(w->arena, "%.*s: ", PS_FMT(c->deal));
    w->failed |= !prefix.p;
    return prefix.p && ps_str_starts(what, prefix) ? ps_str_sub(what, prefix.n, what.n) : what;
}

int ps_event_put_undo(ps_event_list *list, const ps_annal *c, ps_event e, ps_str what, ps_str deal) {
    ps_buf text = {0};
    ps_text_put(&text, list->w->lang, PS_T_UNDONE, &what, 1);
    e.text = ps_keep(list->w, ps_buf_str(&text));
    int rc = ps_buf_ok(&text) ? ps_event_put(list, c, &e, deal) : ps_nomem(list->w->err);
    if (!rc) {
        list->out->v[list->out->n - 1].undo = true;
    }
    ps_buf_free(&text);
    return rc;
}

int ps_event_put_rename(ps_event_list *list, const ps_annal *c, ps_str undo, ps_str deal) {
    ps_work *w = list->w;
    ps_event e = {.kind = PS_EV_FIELD, .field = PS_S("id")};
    e.from = ps_keep(w, ps_path_name(c->was));
    e.to = ps_keep(w, c->deal);
    e.text = ps_keep(w, c->subject);
    return undo.n ? ps_event_put_undo(list, c, e, undo, deal) : ps_event_put(list, c, &e, deal);
}
