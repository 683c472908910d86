/* What to have read before a visit to a person, an account, or about a deal. */
#include <stdlib.h>

#include "chain_words.h"
#include "field.h"
#include "ws_people.h"

enum { MOST_DEALS = 12, MOST_PEOPLE = 24, MOST_QUESTIONS = 5 };

typedef struct {
    ps_work *w;
    ps_v_brief *out;
    ps_v_people all; /* everybody */
} briefing;

/* ---- what it is about ---- */

static const ps_v_person *person_of(const briefing *b, ps_str id) {
    for (size_t i = 0; i < b->all.people.n; i++) {
        if (ps_str_eq(b->all.people.v[i].id, id)) {
            return &b->all.people.v[i];
        }
    }
    return NULL;
}

static bool stands_in(const ps_v_person *p, ps_str deal) {
    for (size_t i = 0; i < p->deals.n; i++) {
        if (ps_str_eq(p->deals.v[i].deal, deal)) {
            return true;
        }
    }
    return false;
}

static int push_deal(briefing *b, const ps_settled *s) {
    ps_v_deal *d = PS_PUSH(b->w->arena, &b->out->deals);
    if (!d) {
        return ps_nomem(b->w->err);
    }
    ps_view_settled(b->w, s, d);
    return PS_OK;
}

/* The deals that a brief is about: the one, however it stands; else those at work. */
static int find_deals(briefing *b, ps_str kind, ps_str id, const ps_settled_list *deals) {
    const ps_v_person *p = ps_str_eq(kind, PS_S("person")) ? person_of(b, id) : NULL;
    bool deal = ps_str_eq(kind, PS_S("deal")), account = ps_str_eq(kind, PS_S("account"));
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < deals->n && b->out->deals.n < MOST_DEALS; i++) {
        const ps_v_deal *d = &deals->v[i].row->view;
        bool wanted = deal      ? ps_str_eq(d->id, id)
                      : account ? ps_str_eq(d->account, id) && ps_view_live(d)
                                : p && stands_in(p, d->id) && ps_view_live(d);
        rc = wanted ? push_deal(b, &deals->v[i]) : PS_OK;
    }
    return rc;
}

/* Which kind has this id: a deal, a person, an account. */
static ps_str kind_of(briefing *b, const ps_a_brief *in, ps_str id, const ps_settled_list *deals) {
    ps_str path;
    bool deal = false, account = b->w->world.note(b->w->world.ctx, PS_K_ACCOUNT, id, &path) != NULL;
    for (size_t i = 0; i < deals->n; i++) {
        deal = deal || ps_str_eq(deals->v[i].row->view.id, id);
        account = account || ps_str_eq(deals->v[i].row->view.account, id);
    }
    const struct {
        ps_str kind;
        bool there;
    } kinds[] = {{PS_S("deal"), deal}, {PS_S("person"), person_of(b, id) != NULL}, {PS_S("account"), account}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].there && (!in->kind.n || ps_str_eq(in->kind, kinds[i].kind))) {
            return kinds[i].kind;
        }
    }
    return PS_S("");
}

static void view_title(briefing *b, ps_str id) {
    ps_v_brief *out = b->out;
    ps_work *w = b->w;
    ps_str path;
    const ps_v_person *p = person_of(b, id);
    if (ps_str_eq(out->kind, PS_S("person")) && p) {
        out->title = p->name;
        out->account = p->account;
        out->path = p->path;
    } else if (ps_str_eq(out->kind, PS_S("deal")) && out->deals.n) {
        out->title = out->deals.v[0].title;
        out->account = out->deals.v[0].account;
        out->path = out->deals.v[0].path;
    } else {
        const ps_note *note = w->world.note(w->world.ctx, PS_K_ACCOUNT, id, &path);
        ps_str title = ps_note_title(note);
        out->title = title.n ? ps_keep(w, title) : out->id;
        out->account = out->id;
        out->path = note ? ps_keep_path(w, path) : PS_S("");
    }
}

/* ---- what people's notes say ---- */

static int push(ps_work *w, ps_strs *list, ps_str s) {
    ps_str *slot = PS_PUSH(w->arena, list);
    if (!slot) {
        return ps_nomem(w->err);
    }
    *slot = ps_keep(w, s);
    return PS_OK;
}

/* Lines that say something: not the questions of the template that wait for an answer. */
static int take_lines(ps_work *w, ps_str text, ps_strs *out) {
    ps_str line;
    int rc = PS_OK;
    while (!rc && text.n && ps_str_next(&text, '\n', &line)) {
        ps_str said = ps_str_trim(line);
        said = ps_str_starts(said, PS_S("- ")) || ps_str_starts(said, PS_S("* ")) ? ps_str_trim(ps_str_sub(said, 2, said.n)) : said;
        bool asks = ps_str_ends(said, PS_S(":")) || ps_str_ends(said, PS_S("："));
        bool skip = !said.n || asks || ps_str_starts(said, PS_S("<!--")) || ps_str_starts(said, PS_S("#"));
        rc = skip ? PS_OK : push(w, out, said);
    }
    return rc;
}

static int view_note(ps_work *w, ps_str id, ps_v_brief_person *out) {
    ps_str path;
    const ps_aliases *al = &w->process->aliases;
    const ps_note *note = w->world.note(w->world.ctx, PS_K_PERSON, id, &path);
    int h = note ? ps_heading_find(note, PS_H_TALKING_POINTS, al) : -1, rc = PS_OK;
    if (h >= 0 && !ps_private_at(note, note->headings[h].range.at, al)) {
        rc = take_lines(w, ps_str_sub(note->text, note->headings[h].range.end, note->headings[h].end), &out->talking);
    }
    size_t behind = 0;
    for (size_t i = 0; note && !rc && i < note->n_headings; i++) {
        const ps_heading *p = &note->headings[i];
        if (p->range.at >= behind && ps_heading_is(PS_H_PRIVATE, p->text, al)) {
            rc = take_lines(w, ps_str_sub(note->text, p->range.end, p->end), &out->private);
            behind = p->end;
        }
    }
    return rc;
}

static int take_person(briefing *b, const ps_v_person *p) {
    ps_v_brief_person *v = b->out->people.n < MOST_PEOPLE ? PS_PUSH(b->w->arena, &b->out->people) : NULL;
    if (!v) {
        return b->out->people.n < MOST_PEOPLE ? ps_nomem(b->w->err) : PS_OK;
    }
    v->person = *p;
    return view_note(b->w, p->id, v);
}

static int find_people(briefing *b, ps_str id) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < b->all.people.n; i++) {
        const ps_v_person *p = &b->all.people.v[i];
        bool wanted = ps_str_eq(b->out->kind, PS_S("person")) ? ps_str_eq(p->id, id) : ps_str_eq(p->account, id) && !p->gone;
        for (size_t k = 0; !wanted && !ps_str_eq(b->out->kind, PS_S("person")) && k < b->out->deals.n; k++) {
            wanted = stands_in(p, b->out->deals.v[k].id);
        }
        rc = wanted ? take_person(b, p) : PS_OK;
    }
    return rc;
}

static int by_weight(const void *a, const void *b) {
    const ps_v_person *x = &((const ps_v_brief_person *)a)->person, *y = &((const ps_v_brief_person *)b)->person;
    int order = x->gone - y->gone;
    order = order ? order : y->weight - x->weight;
    return order ? order : ps_str_cmp(x->id, y->id);
}

/* ---- what the deals say ---- */

static ps_v_brief_person *in_brief(ps_v_brief *out, ps_str id) {
    for (size_t i = 0; i < out->people.n; i++) {
        if (ps_str_eq(out->people.v[i].person.id, id)) {
            return &out->people.v[i];
        }
    }
    return NULL;
}

static int take_point(briefing *b, const char *kind, ps_str text, const ps_deal *d, ps_str path, int line, ps_date due) {
    ps_v_raise *v = PS_PUSH(b->w->arena, &b->out->points);
    if (!v) {
        return ps_nomem(b->w->err);
    }
    *v = (ps_v_raise){.kind = ps_str_of(kind),
                      .text = ps_keep(b->w, text),
                      .deal = ps_keep(b->w, d->id),
                      .path = ps_keep_path(b->w, path),
                      .due = due,
                      .lnum = line > 0 ? line : 1};
    return PS_OK;
}

static int take_gaps(briefing *b, const ps_deal *d, const ps_chain *chain) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < chain->n_gaps; i++) {
        const ps_gap *g = &chain->gaps[i];
        bool ours = g->member < 0 ? !ps_str_eq(b->out->kind, PS_S("person")) : in_brief(b->out, chain->members[g->member].id) != NULL;
        ps_buf text = {0};
        if (ours) {
            ps_gap_put(&text, b->w->lang, b->w->process, chain, g);
            int line = g->member < 0 ? 1 : (int)chain->members[g->member].line;
            rc = ps_buf_ok(&text) ? take_point(b, "gap", ps_buf_str(&text), d, d->main->path, line, PS_DATE_NONE) : ps_nomem(b->w->err);
            ps_buf_free(&text);
        }
    }
    return rc;
}

/* What is not answered yet of what this step asks: the first few. */
static int take_questions(briefing *b, const ps_deal *d) {
    ps_readiness r = {0};
    int rc = ps_gate_readiness(&r, b->w->arena, d, &b->w->world, b->w->lang, b->w->err);
    int taken = 0;
    for (size_t i = 0; !rc && i < r.n_missing; i++) {
        const ps_missing *m = &r.missing[i];
        bool activity = m->kind == PS_M_ACTIVITY && taken < MOST_QUESTIONS;
        taken += activity;
        rc = activity                    ? take_point(b, "question", m->text, d, m->path, (int)m->line, PS_DATE_NONE)
             : m->kind == PS_M_CONDITION ? take_point(b, "condition", m->text, d, m->path, (int)m->line, PS_DATE_NONE)
                                         : PS_OK;
    }
    return rc;
}

static int take_action(briefing *b, const ps_deal *d) {
    const ps_action *a = ps_deal_next_action(d, &b->w->world);
    return a ? take_point(b, "action", a->text, d, a->path, (int)a->line, a->due) : PS_OK;
}

static int take_ties(briefing *b, const ps_chain *chain) {
    for (size_t i = 0; i < chain->n_ties; i++) {
        const ps_tie *t = &chain->ties[i];
        for (int side = 0; side < 2; side++) {
            ps_v_brief_person *p = in_brief(b->out, side ? t->to : t->from);
            ps_str other = side ? t->from : t->to;
            bool known = false;
            for (size_t k = 0; p && !known && k < p->relations.n; k++) {
                known = ps_str_eq(p->relations.v[k].id, other) && ps_str_eq(p->relations.v[k].kind, t->kind);
            }
            ps_v_relation *v = p && !known ? PS_PUSH(b->w->arena, &p->relations) : NULL;
            if (p && !known && !v) {
                return ps_nomem(b->w->err);
            }
            if (v) {
                *v = (ps_v_relation){.id = ps_keep(b->w, other),
                                     .name = ps_view_person(b->w, other),
                                     .kind = ps_keep(b->w, t->kind),
                                     .label = ps_keep(b->w, ps_process_label(b->w->process, PS_V_RELATIONS, t->kind)),
                                     .note = ps_keep(b->w, t->note),
                                     .path = ps_keep_path(b->w, t->path),
                                     .from = side == 0,
                                     .lnum = (int)t->line};
            }
        }
    }
    return PS_OK;
}

/* How they stood over time. Of a past day, nothing is told of what came later. */
static int take_turns(briefing *b, const ps_deal *d, const ps_chain *chain) {
    ps_v_chain_steps steps = {0};
    int rc = b->w->past ? PS_OK : ps_view_chain_steps(b->w, d, chain, &steps);
    for (size_t i = steps.n; !rc && i > 0; i--) {
        for (size_t k = 0; !rc && k < steps.v[i - 1].moves.n; k++) {
            const ps_v_chain_move *m = &steps.v[i - 1].moves.v[k];
            bool told = ps_str_eq(m->what, PS_S("stance")) || ps_str_eq(m->what, PS_S("came")) || ps_str_eq(m->what, PS_S("met"));
            ps_v_brief_person *p = told ? in_brief(b->out, m->person) : NULL;
            ps_v_turn *v = p ? PS_PUSH(b->w->arena, &p->turns) : NULL;
            if (v) {
                *v = (ps_v_turn){steps.v[i - 1].date, ps_keep(b->w, d->id), m->text, m->by, m->path, m->lnum};
            }
            rc = v || !p ? PS_OK : ps_nomem(b->w->err);
        }
    }
    return rc;
}

static int take_contacts(briefing *b, const ps_deal *d) {
    bool person = ps_str_eq(b->out->kind, PS_S("person"));
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < b->out->people.n; i++) {
        rc = ps_view_contacts(b->w, d, b->out->people.v[i].person.id, &b->out->people.v[i].contacts);
    }
    rc = rc ? rc : ps_view_contacts(b->w, d, person ? b->out->id : PS_S(""), &b->out->contacts);
    return rc ? rc : ps_view_promises(b->w, d, person ? b->out->id : PS_S(""), &b->out->promises);
}

static int read_deal(briefing *b, ps_str id) {
    ps_work *w = b->w;
    ps_deal *d;
    ps_chain chain;
    int rc = ps_work_deal(w, id, &d);
    if (rc || !d->main) {
        return rc;
    }
    rc = ps_chain_read(&chain, w->arena, d, &w->world, w->err);
    rc = rc ? rc : take_action(b, d);
    rc = rc ? rc : take_gaps(b, d, &chain);
    rc = rc ? rc : take_questions(b, d);
    rc = rc ? rc : take_ties(b, &chain);
    rc = rc ? rc : take_turns(b, d, &chain);
    return rc ? rc : take_contacts(b, d);
}

static int view_brief(briefing *b, ps_str id, const ps_settled_list *deals) {
    ps_v_brief *out = b->out;
    int rc = find_deals(b, out->kind, id, deals);
    rc = rc ? rc : find_people(b, id);
    if (out->people.n) {
        qsort(out->people.v, out->people.n, sizeof *out->people.v, by_weight);
    }
    view_title(b, id);
    for (size_t i = 0; !rc && i < out->deals.n; i++) {
        rc = read_deal(b, out->deals.v[i].id);
    }
    for (size_t i = 0; i < out->people.n; i++) {
        ps_contacts_order(&out->people.v[i].contacts);
    }
    ps_contacts_order(&out->contacts);
    ps_promises_order(&out->promises);
    out->met = (int)out->contacts.n;
    return rc;
}

static int brief_run(ps_work *w, const ps_a_brief *in, ps_v_brief *out) {
    briefing b = {.w = w, .out = out};
    ps_settled_list deals = {0};
    ps_str id = ps_id_bare(in->id);
    int rc = ps_work_travel_to(w, in->at);
    if (in->discreet) {
        ps_work_discreet(w);
    }
    rc = rc ? rc : ps_work_settled(w, &deals, NULL);
    rc = rc ? rc : ps_work_people(w, &(ps_a_filter){.all = true}, &b.all);
    if (rc) {
        return rc;
    }
    out->kind = ps_id_valid(id) ? kind_of(&b, in, id, &deals) : PS_S("");
    if (!out->kind.n) {
        return ps_fail(w->err, PS_ENOTFOUND, NO_BRIEF, ps_str_clip(in->id, 120));
    }
    out->id = ps_keep(w, id);
    out->discreet = in->discreet;
    out->today = w->world.today;
    return view_brief(&b, out->id, &deals);
}
PS_CALL_RUN(brief, ps_a_brief, ps_v_brief, PS_READS)
