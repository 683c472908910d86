/* Contacts and promises of a deal's log, as pages about accounts and people show them. */
#include <stdlib.h>

#include "deal_parts.h"
#include "field.h"
#include "meaning.h"
#include "ws_people.h"

/* The first line of an entry that is prose, without what only machines read. */
static ps_str first_line(ps_str text) {
    ps_str line;
    while (ps_str_next(&text, '\n', &line)) {
        ps_str said = ps_str_trim(line);
        bool field = ps_str_starts(said, PS_S("[")) && ps_str_find(said, PS_S("::"), 0) != SIZE_MAX;
        bool other = field || ps_str_starts(said, PS_S("- [")) || ps_str_starts(said, PS_S("#")) || ps_str_starts(said, PS_S("<!--"));
        if (said.n && !other) {
            return said;
        }
    }
    return PS_S("");
}

static int keep_names(ps_work *w, const ps_str *ids, size_t n, ps_strs *out) {
    for (size_t i = 0; i < n; i++) {
        ps_str *slot = PS_PUSH(w->arena, out);
        if (!slot) {
            return ps_nomem(w->err);
        }
        *slot = ps_view_person(w, ids[i]);
    }
    return PS_OK;
}

int ps_view_contacts(ps_work *w, const ps_deal *deal, ps_str who, ps_v_contacts *out) {
    for (size_t i = 0; i < deal->n_contacts; i++) {
        const ps_contact *c = &deal->contacts[i];
        if (c->date > w->world.today || (who.n && !ps_ids_have(c->who, c->n_who, who))) {
            continue;
        }
        ps_v_contact *v = PS_PUSH(w->arena, out);
        if (!v) {
            return ps_nomem(w->err);
        }
        *v = (ps_v_contact){.deal = ps_keep(w, deal->id),
                            .kind = ps_keep(w, ps_contact_label(c->kind, w->lang)),
                            .text = ps_keep(w, first_line(c->text)),
                            .path = ps_keep_path(w, c->doc->path),
                            .date = c->date,
                            .lnum = (int)c->line,
                            .days = w->world.today - c->date};
        int rc = keep_names(w, c->who, c->n_who, &v->who);
        if (rc) {
            return rc;
        }
    }
    return PS_OK;
}

static int newer(const void *a, const void *b) {
    const ps_v_contact *x = a, *y = b;
    int order = (x->date < y->date) - (x->date > y->date);
    order = order ? order : ps_str_cmp(x->deal, y->deal);
    return order ? order : (x->lnum < y->lnum) - (x->lnum > y->lnum);
}

void ps_contacts_order(ps_v_contacts *contacts) {
    if (contacts->n) {
        qsort(contacts->v, contacts->n, sizeof *contacts->v, newer);
    }
}

/* Whether a promise was made in an entry with somebody. */
static bool made_with(const ps_deal *deal, const ps_action *a, ps_str who) {
    const ps_doc *log = ps_deal_doc(deal, a->path);
    size_t at = log ? ps_note_line_at(log->note, a->line) : 0;
    for (size_t i = 0; log && i < deal->n_contacts; i++) {
        const ps_contact *c = &deal->contacts[i];
        if (c->doc == log && ps_note_within(log->note, c->heading, at) && ps_ids_have(c->who, c->n_who, who)) {
            return true;
        }
    }
    return false;
}

int ps_view_promises(ps_work *w, const ps_deal *deal, ps_str who, ps_v_promises *out) {
    for (size_t i = 0; i < deal->n_actions; i++) {
        const ps_action *a = &deal->actions[i];
        bool promise = ps_str_eq(ps_path_name(a->path), PS_S("log.md"));
        if (!promise || (who.n && !ps_str_eq(a->owner, who) && !made_with(deal, a, who))) {
            continue;
        }
        ps_v_promise *v = PS_PUSH(w->arena, out);
        if (!v) {
            return ps_nomem(w->err);
        }
        ps_str owner = a->owner.n ? a->owner : deal->owner;
        *v = (ps_v_promise){.deal = ps_keep(w, deal->id),
                            .text = ps_keep(w, a->text),
                            .owner = ps_keep(w, owner),
                            .path = ps_keep_path(w, a->path),
                            .due = a->due,
                            .theirs = ps_item_waits(a->owner, &w->world),
                            .overdue = a->due != PS_DATE_NONE && a->due < w->world.today,
                            .lnum = (int)a->line};
        v->owner_name = v->theirs ? ps_view_person(w, owner) : v->owner;
    }
    return PS_OK;
}

static int sooner(const void *a, const void *b) {
    const ps_v_promise *x = a, *y = b;
    int order = (x->due == PS_DATE_NONE) - (y->due == PS_DATE_NONE);
    order = order ? order : (x->due > y->due) - (x->due < y->due);
    order = order ? order : ps_str_cmp(x->deal, y->deal);
    return order ? order : (x->lnum > y->lnum) - (x->lnum < y->lnum);
}

void ps_promises_order(ps_v_promises *promises) {
    if (promises->n) {
        qsort(promises->v, promises->n, sizeof *promises->v, sooner);
    }
}
