/* What the rows of deals tell of people: enough to list everybody without a look at the deals. */
#include "field.h"
#include "plan.h"
#include "workspace_impl.h"

static int put(ps_work *w, ps_str text, ps_strs *out) {
    ps_str *slot = PS_PUSH(w->arena, out);
    if (!slot) {
        return ps_nomem(w->err);
    }
    *slot = ps_keep(w, text);
    return PS_OK;
}

static int put_number(ps_work *w, int64_t n, ps_strs *out) {
    ps_digits d;
    return put(w, ps_num(&d, n), out);
}

static int64_t number_of(ps_str s) {
    uint64_t n;
    return ps_str_uint(s, INT32_MAX, &n) ? (int64_t)n : 0;
}

/* ---- putting ---- */

static int put_stands(ps_work *w, const ps_deal *deal, ps_strs *out) {
    ps_stands stands = {0};
    int rc = ps_stands_read(&stands, w->arena, deal, w->world.today, w->err);
    for (size_t i = 0; !rc && i < stands.n; i++) {
        const ps_stand *s = &stands.v[i];
        const ps_str cells[] = {s->person, s->layer, s->role, s->stance, s->contact, s->aim, s->needs, s->ways};
        for (size_t k = 0; !rc && k < sizeof cells / sizeof *cells; k++) {
            rc = put(w, cells[k], out);
        }
        rc = rc ? rc : put_number(w, s->influence, out);
        rc = rc ? rc : put_number(w, s->line, out);
    }
    return rc;
}

/* The day that is written for somebody already; SIZE_MAX. Days to come stand for themselves. */
static size_t met_at(const ps_strs *met, ps_str person, ps_date today) {
    for (size_t i = 0; i + 1 < met->n; i += 2) {
        if (ps_str_eq(met->v[i], person) && number_of(met->v[i + 1]) <= today) {
            return i + 1;
        }
    }
    return SIZE_MAX;
}

/* Contacts come oldest first. */
static int put_met(ps_work *w, const ps_deal *deal, ps_strs *out) {
    int rc = PS_OK;
    ps_digits d;
    for (size_t i = 0; i < deal->n_contacts; i++) {
        const ps_contact *c = &deal->contacts[i];
        for (size_t k = 0; !rc && k < c->n_who; k++) {
            size_t at = c->date <= w->world.today ? met_at(out, c->who[k], w->world.today) : SIZE_MAX;
            if (at != SIZE_MAX) {
                out->v[at] = ps_keep(w, ps_num(&d, c->date));
                continue;
            }
            rc = put(w, c->who[k], out);
            rc = rc ? rc : put_number(w, c->date, out);
        }
    }
    return rc;
}

static bool is_promise(const ps_action *a) {
    return ps_str_eq(ps_path_name(a->path), PS_S("log.md"));
}

static int put_names(ps_work *w, ps_str owners, ps_strs *out) {
    ps_strs ids = {0};
    int rc = ps_ids_split(w->arena, owners, &ids) ? ps_nomem(w->err) : PS_OK;
    for (size_t i = 0; !rc && i < ids.n; i++) {
        rc = ps_ids_have(out->v, out->n, ids.v[i]) ? PS_OK : put(w, ids.v[i], out);
    }
    return rc;
}

/* Tasks, conditions, rows with a day, activities, the plan. */
static int put_named(ps_work *w, const ps_deal *deal, const ps_items *items, ps_strs *out) {
    ps_plan plan;
    int rc = ps_plan_read(&plan, w->arena, deal, PS_DATE_NONE, w->err);
    for (size_t i = 0; !rc && i < deal->n_actions; i++) {
        rc = put_names(w, deal->actions[i].owner, out);
    }
    for (size_t i = 0; !rc && i < deal->n_answers; i++) {
        const ps_answer *a = &deal->answers[i];
        rc = a->task && a->doc && !a->closed ? put_names(w, ps_task_field(a->task, PS_S("owner")), out) : PS_OK;
    }
    for (size_t i = 0; !rc && i < deal->n_reviews; i++) {
        const ps_review *r = &deal->reviews[i];
        for (size_t k = 0; !rc && r->decision == PS_DECISION_NONE && k < r->n_reviewers; k++) {
            rc = put_names(w, r->reviewers[k], out);
        }
    }
    for (size_t i = 0; !rc && i < items->n; i++) {
        rc = put_names(w, items->v[i].owner, out);
    }
    for (size_t i = 0; !rc && i < plan.n_items; i++) {
        rc = plan.items[i].closed ? PS_OK : put_names(w, plan.items[i].owner, out);
    }
    return rc;
}

int ps_row_put_people(ps_work *w, const ps_deal *deal, ps_deal_row *out) {
    int rc = put_stands(w, deal, &out->stands);
    rc = rc ? rc : put_met(w, deal, &out->met);
    for (size_t i = 0; !rc && i < deal->n_actions; i++) {
        rc = is_promise(&deal->actions[i]) ? put(w, deal->actions[i].owner, &out->promises) : PS_OK;
    }
    return rc ? rc : put_named(w, deal, &out->items, &out->named);
}

/* ---- reading back ---- */

bool ps_row_met(const ps_deal_row *row, size_t n, ps_date today, ps_str *person, ps_date *day) {
    if (n * 2 + 1 >= row->met.n) {
        return false;
    }
    *person = row->met.v[n * 2];
    *day = (ps_date)number_of(row->met.v[n * 2 + 1]);
    *day = *day <= today ? *day : PS_DATE_NONE;
    return true;
}

bool ps_row_stand(const ps_deal_row *row, size_t n, ps_date today, ps_stand *out) {
    if ((n + 1) * PS_STAND_CELLS > row->stands.n) {
        return false;
    }
    const ps_str *c = &row->stands.v[n * PS_STAND_CELLS];
    *out = (ps_stand){.person = c[0],
                      .layer = c[1],
                      .role = c[2],
                      .stance = c[3],
                      .contact = c[4],
                      .aim = c[5],
                      .needs = c[6],
                      .ways = c[7],
                      .influence = (int)number_of(c[8]),
                      .line = (unsigned)number_of(c[9]),
                      .seen = PS_DATE_NONE};
    ps_str person;
    ps_date day;
    for (size_t i = 0; ps_row_met(row, i, today, &person, &day); i++) {
        bool later = day != PS_DATE_NONE && (out->seen == PS_DATE_NONE || day > out->seen);
        out->seen = later && ps_str_eq(person, out->person) ? day : out->seen;
    }
    return true;
}
