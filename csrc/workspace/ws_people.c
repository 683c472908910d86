/* Everybody at the customers: what their notes say, how they stand in which deals, who met them last. */
#include <stdlib.h>

#include "chain_words.h"
#include "field.h"
#include "ws_people.h"

#define FIELD(name, zh, of) \
    { {name, sizeof(name) - 1}, {zh, sizeof(zh) - 1}, PS_OF_##of, false }
#define FLAG(name, zh) \
    { {name, sizeof(name) - 1}, {zh, sizeof(zh) - 1}, PS_OF_DAYS, true }
static const ps_further_field fields[] = {
    FIELD("name", "姓名", ANYTHING),        FIELD("unit", "部门", ANYTHING),
    FIELD("post", "职务", ANYTHING),        FIELD("layer", "层级", LAYERS),
    FIELD("role", "角色", ROLES),           FIELD("stance", "态度", STANCES),
    FIELD("need", "个人需求", NEEDS),       FIELD("contact", "我方联系人", MEMBERS),
    FIELD("influence", "影响力", ANYTHING), FIELD("deal", "项目", DEALS),
    FIELD("seen", "最近联系", DAYS),        FLAG("left", "离职"),
};

ps_further_fields ps_people_fields(void) {
    return (ps_further_fields){fields, sizeof fields / sizeof *fields};
}

bool ps_filter_of_deals(const ps_filter_term *t, ps_further_fields further) {
    bool own = t->field == PS_FIELD_WORD || t->field == PS_FIELD_ID || t->field == PS_FIELD_TITLE || t->field == PS_FIELD_ACCOUNT ||
               (t->field == PS_FIELD_FRONT && ps_further_find(further, t->name));
    return !own;
}

bool ps_filter_takes_deal(const ps_work *w, const ps_filter *f, ps_further_fields further, const ps_settled *deal) {
    ps_v_deal view;
    ps_view_settled(w, deal, &view);
    for (size_t i = 0; i < f->terms.n; i++) {
        const ps_filter_term *t = &f->terms.v[i];
        if (ps_filter_of_deals(t, further) && !ps_filter_term_takes(f, t, &view)) {
            return false;
        }
    }
    return true;
}

static int by_text(const void *a, const void *b) {
    return ps_str_cmp(*(const ps_str *)a, *(const ps_str *)b);
}

int ps_ids_sort(ps_work *w, ps_strs *ids) {
    size_t kept = 0;
    (void)w;
    if (ids->n) {
        qsort(ids->v, ids->n, sizeof *ids->v, by_text);
    }
    for (size_t i = 0; i < ids->n; i++) {
        if (!kept || !ps_str_eq(ids->v[i], ids->v[kept - 1])) {
            ids->v[kept++] = ids->v[i];
        }
    }
    ids->n = kept;
    return PS_OK;
}

int ps_ids_at(const ps_strs *sorted, ps_str id) {
    const ps_str *at = sorted->n ? bsearch(&id, sorted->v, sorted->n, sizeof *sorted->v, by_text) : NULL;
    return at ? (int)(at - sorted->v) : -1;
}

bool ps_view_live(const ps_v_deal *d) {
    return !d->archived &&
           (ps_str_eq(d->status, PS_S("open")) || ps_str_eq(d->status, PS_S("won")) || ps_str_eq(d->status, PS_S("paused")));
}

/* ---- gathering ---- */

typedef struct {
    ps_person note; /* what the note says */
    bool noted;
    ps_v_person *view;
    PS_VEC(const ps_settled *) deals; /* those of view->deals */
} known;

typedef struct {
    ps_work *w;
    ps_strs ids; /* in order */
    known *v;    /* likewise */
    ps_settled_list deals;
} gathering;

static int push(ps_work *w, ps_strs *list, ps_str id) {
    ps_str *slot = PS_PUSH(w->arena, list);
    if (!slot) {
        return ps_nomem(w->err);
    }
    *slot = id;
    return PS_OK;
}

/* Those with a note, and those that a deal names. */
static int list_ids(gathering *g) {
    ps_stand s;
    int rc = ps_work_ids(g->w, PS_K_PERSON, &g->ids);
    rc = rc ? ps_work_pass_over(g->w, rc, ps_kind_dir(PS_K_PERSON)) : PS_OK;
    for (size_t i = 0; !rc && i < g->deals.n; i++) {
        for (size_t k = 0; !rc && ps_row_stand(g->deals.v[i].row, k, g->w->world.today, &s); k++) {
            rc = push(g->w, &g->ids, s.person);
        }
    }
    rc = rc ? rc : ps_ids_sort(g->w, &g->ids);
    g->v = rc ? NULL : ps_arena_alloc(g->w->arena, (g->ids.n + 1) * sizeof *g->v);
    return rc || g->v ? rc : ps_nomem(g->w->err);
}

static int keep_terms(ps_work *w, ps_vocab_id v, const ps_strs *ids, ps_strs *out, ps_strs *labels) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < ids->n; i++) {
        rc = push(w, out, ps_keep(w, ids->v[i]));
        rc = rc ? rc : push(w, labels, ps_process_label(w->process, v, out->v[i]));
    }
    return rc;
}

static bool is_compliance(const ps_process *p, const ps_strs *needs) {
    for (size_t i = 0; i < needs->n; i++) {
        const ps_term *t = ps_process_term(p, PS_V_NEEDS, needs->v[i]);
        if (t && ps_bool_read(ps_term_cell(p, PS_V_NEEDS, t, PS_S("compliance")))) {
            return true;
        }
    }
    return false;
}

static int keep_person(ps_work *w, ps_person *p) {
    ps_str *texts[] = {&p->id, &p->name, &p->account, &p->unit, &p->post, &p->layer, &p->role, &p->stance, &p->contact, &p->aim};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = ps_keep(w, *texts[i]);
    }
    return w->failed ? ps_nomem(w->err) : PS_OK;
}

static int take_note(void *ctx, ps_kind kind, ps_str id, ps_str path, const ps_note *note) {
    gathering *g = ctx;
    (void)kind;
    int at = ps_ids_at(&g->ids, id);
    if (at < 0) { /* it came between */
        return PS_OK;
    }
    known *k = &g->v[at];
    ps_v_person *v = PS_NEW(g->w->arena, ps_v_person);
    int rc = v ? ps_person_read(&k->note, g->w->arena, g->ids.v[at], note, g->w->world.today, g->w->err) : ps_nomem(g->w->err);
    rc = rc ? rc : keep_person(g->w, &k->note);
    if (rc) {
        return rc;
    }
    k->noted = true;
    k->view = v;
    v->path = ps_keep_path(g->w, path);
    v->hidden = k->note.hidden;
    rc = keep_terms(g->w, PS_V_NEEDS, &k->note.needs, &v->needs, &v->need_labels);
    k->note.needs = v->needs;
    v->compliance = is_compliance(g->w->process, &v->needs);
    return rc;
}

static void view_person(const gathering *g, known *k) {
    const ps_person *p = &k->note;
    const ps_process *pr = g->w->process;
    ps_v_person *v = k->view;
    v->id = p->id;
    v->name = p->name;
    v->account = p->account;
    v->unit = p->unit;
    v->post = p->post;
    v->layer = p->layer;
    v->role = p->role;
    v->stance = p->stance;
    v->stance_label = p->stance.n ? ps_process_label(pr, PS_V_STANCES, p->stance) : PS_S("");
    v->sign = ps_stance_sign(pr, p->stance);
    v->contact = p->contact;
    v->influence = p->influence;
    v->seen = PS_DATE_NONE;
    v->left = p->left > 0 ? p->left : PS_DATE_NONE;
    v->gone = p->gone;
}

static int take_unknown(gathering *g) {
    for (size_t i = 0; i < g->ids.n; i++) {
        known *k = &g->v[i];
        if (!k->noted) {
            k->note = (ps_person){.id = g->ids.v[i], .name = g->ids.v[i], .left = PS_DATE_NONE};
            k->view = PS_NEW(g->w->arena, ps_v_person);
        }
        if (!k->view) {
            return ps_nomem(g->w->err);
        }
        view_person(g, k);
    }
    return PS_OK;
}

void ps_view_stand(const ps_process *p, const ps_v_deal *d, const ps_stand *s, ps_v_stand *out) {
    ps_str stance = s->stance.n ? s->stance : PS_S("unknown");
    *out = (ps_v_stand){.deal = d->id,
                        .title = d->title,
                        .status = d->status,
                        .stage = d->stage,
                        .stage_label = d->stage_label,
                        .layer = s->layer,
                        .layer_label = s->layer.n ? ps_process_label(p, PS_V_LAYERS, s->layer) : PS_S(""),
                        .role = s->role,
                        .role_label = s->role.n ? ps_process_label(p, PS_V_ROLES, s->role) : PS_S(""),
                        .stance = stance,
                        .stance_label = ps_process_label(p, PS_V_STANCES, stance),
                        .sign = ps_stance_sign(p, stance),
                        .contact = s->contact,
                        .path = d->path,
                        .influence = s->influence,
                        .lnum = (int)s->line,
                        .seen = s->seen};
}

static int take_stand(gathering *g, const ps_settled *deal, const ps_stand *row) {
    known *k = &g->v[ps_ids_at(&g->ids, row->person)];
    ps_v_stand *v = PS_PUSH(g->w->arena, &k->view->deals);
    const ps_settled **slot = v ? PS_PUSH(g->w->arena, &k->deals) : NULL;
    ps_stand s = *row;
    if (!slot) {
        return ps_nomem(g->w->err);
    }
    ps_stand_inherit(&s, &k->note);
    ps_view_stand(g->w->process, &deal->row->view, &s, v);
    *slot = deal;
    return PS_OK;
}

static int take_deal(gathering *g, const ps_settled *deal, bool all) {
    ps_stand s;
    ps_str person;
    ps_date day, today = g->w->world.today;
    int rc = PS_OK;
    for (size_t i = 0; !rc && (all || ps_view_live(&deal->row->view)) && ps_row_stand(deal->row, i, today, &s); i++) {
        rc = take_stand(g, deal, &s);
    }
    for (size_t i = 0; ps_row_met(deal->row, i, today, &person, &day); i++) {
        int at = day == PS_DATE_NONE ? -1 : ps_ids_at(&g->ids, person);
        ps_v_person *v = at < 0 ? NULL : g->v[at].view;
        if (v && (v->seen == PS_DATE_NONE || day > v->seen)) {
            v->seen = day;
            v->seen_in = deal->row->view.id;
        }
    }
    return rc;
}

/* ---- choosing ---- */

enum { MOST_TEXTS = 128 };

static size_t texts_of(const known *k, ps_str name, ps_datestr *d, ps_str *out) {
    const ps_v_person *v = k->view;
    size_t n = 0;
    bool layer = ps_str_eq(name, PS_S("layer")), role = ps_str_eq(name, PS_S("role")), stance = ps_str_eq(name, PS_S("stance"));
    bool contact = ps_str_eq(name, PS_S("contact")), influence = ps_str_eq(name, PS_S("influence")), deal = ps_str_eq(name, PS_S("deal"));
    static const ps_str numbers[] = {{"", 0}, {"1", 1}, {"2", 1}, {"3", 1}, {"4", 1}, {"5", 1}};
    bool stands = layer || role || stance || contact || influence || deal;
    if (!stands) {
        out[n++] = ps_str_eq(name, PS_S("name"))   ? v->name
                   : ps_str_eq(name, PS_S("unit")) ? v->unit
                   : ps_str_eq(name, PS_S("post")) ? v->post
                   : ps_str_eq(name, PS_S("seen")) ? ps_date_str(d, v->seen)
                   : ps_str_eq(name, PS_S("left")) ? v->left == PS_DATE_NONE && v->gone ? PS_S("yes") : ps_date_str(d, v->left)
                                                   : PS_S("");
        for (size_t i = 0; ps_str_eq(name, PS_S("need")) && i < v->needs.n && n < MOST_TEXTS; i++) {
            out[n++] = v->needs.v[i];
        }
        return n;
    }
    if (v->deals.n == 0 && !deal) { /* where they stand in a deal, that is what counts */
        out[n++] = layer ? v->layer : role ? v->role : stance ? v->stance : contact ? v->contact : numbers[v->influence];
    }
    for (size_t i = 0; i < v->deals.n && n < MOST_TEXTS; i++) {
        const ps_v_stand *s = &v->deals.v[i];
        out[n++] = layer ? s->layer : role ? s->role : stance ? s->stance : contact ? s->contact : deal ? s->deal : numbers[s->influence];
    }
    return n;
}

static bool own_takes(const ps_filter *f, const ps_filter_term *t, const known *k) {
    const ps_v_person *v = k->view;
    ps_str texts[MOST_TEXTS + 1] = {v->id, v->name, v->account, v->unit, v->post};
    ps_datestr d;
    switch (t->field) {
    case PS_FIELD_WORD:
        return ps_filter_takes_texts(t, texts, 5);
    case PS_FIELD_ID:
        return ps_filter_takes_texts(t, texts, 1);
    case PS_FIELD_TITLE:
        return ps_filter_takes_texts(t, texts + 1, 1);
    case PS_FIELD_ACCOUNT:
        return ps_filter_takes_texts(t, texts + 2, 1);
    default:
        return ps_filter_takes_front(t, texts, texts_of(k, t->name, &d, texts), f->today);
    }
}

static bool takes(const ps_work *w, const ps_filter *f, const known *k) {
    bool asks = false, any = false;
    for (size_t i = 0; i < f->terms.n; i++) {
        const ps_filter_term *t = &f->terms.v[i];
        bool of_deals = ps_filter_of_deals(t, ps_people_fields());
        asks = asks || of_deals;
        if (!of_deals && !own_takes(f, t, k)) {
            return false;
        }
    }
    for (size_t i = 0; asks && !any && i < k->deals.n; i++) {
        any = ps_filter_takes_deal(w, f, ps_people_fields(), k->deals.v[i]);
    }
    return !asks || any;
}

/* By account, who weighs most first; those who left come last. */
static int in_order(const void *a, const void *b) {
    const ps_v_person *x = a, *y = b;
    if (x->gone != y->gone) {
        return x->gone - y->gone;
    }
    int order = (x->account.n == 0) - (y->account.n == 0);
    order = order ? order : ps_str_cmp(x->account, y->account);
    order = order ? order : y->weight - x->weight;
    order = order ? order : ps_str_cmp(x->name, y->name);
    return order ? order : ps_str_cmp(x->id, y->id);
}

static int choose(gathering *g, const ps_filter *f, ps_v_people *out) {
    for (size_t i = 0; i < g->ids.n; i++) {
        known *k = &g->v[i];
        k->view->days = k->view->seen == PS_DATE_NONE ? 0 : g->w->world.today - k->view->seen;
        k->view->weight = k->view->influence;
        for (size_t d = 0; d < k->view->deals.n; d++) {
            int influence = k->view->deals.v[d].influence;
            k->view->weight = influence > k->view->weight ? influence : k->view->weight;
        }
        ps_v_person *slot = takes(g->w, f, k) ? PS_PUSH(g->w->arena, &out->people) : NULL;
        if (slot) {
            *slot = *k->view;
        } else if (takes(g->w, f, k)) {
            return ps_nomem(g->w->err);
        }
    }
    if (out->people.n) {
        qsort(out->people.v, out->people.n, sizeof *out->people.v, in_order);
    }
    return PS_OK;
}

/* Whether the filter asks for those who left: then it is told what they leave behind. */
static bool asks_left(const ps_filter *f) {
    for (size_t i = 0; i < f->terms.n; i++) {
        if (f->terms.v[i].field == PS_FIELD_FRONT && ps_str_eq(f->terms.v[i].name, PS_S("left"))) {
            return true;
        }
    }
    return false;
}

typedef struct {
    ps_work *w;
    ps_v_people *out;
    ps_strs ids;
} leaving;

static int take_member(void *ctx, ps_kind kind, ps_str id, ps_str path, const ps_note *note) {
    leaving *l = ctx;
    ps_date left = ps_left_day(note);
    (void)kind;
    (void)path;
    return left == PS_DATE_NONE ? PS_OK : push(l->w, &l->ids, ps_keep(l->w, id));
}

/* Our own people who left or will, and the customers' people of the answer, with what is open under their names. */
static int tell_left(ps_work *w, ps_v_people *out) {
    leaving l = {.w = w, .out = out};
    int rc = ps_work_each_note(w, PS_K_MEMBER, take_member, &l);
    for (size_t i = 0; !rc && i < out->people.n; i++) {
        rc = out->people.v[i].gone || out->people.v[i].left != PS_DATE_NONE ? push(w, &l.ids, out->people.v[i].id) : PS_OK;
    }
    for (size_t i = 0; !rc && i < l.ids.n; i++) {
        ps_v_burden *b = PS_PUSH(w->arena, &out->burdens);
        rc = b ? ps_work_burden(w, l.ids.v[i], b) : ps_nomem(w->err);
    }
    return rc;
}

int ps_work_people(ps_work *w, const ps_a_filter *in, ps_v_people *out) {
    gathering g = {.w = w};
    ps_filter filter;
    w->known = in->known;
    int rc = ps_work_travel_to(w, in->at);
    rc = rc ? rc : ps_filter_read_for(w, in->filter, ps_people_fields(), &filter);
    rc = rc ? rc : ps_work_settled(w, &g.deals, &out->broken);
    rc = rc ? rc : list_ids(&g);
    rc = rc ? rc : ps_work_each_note(w, PS_K_PERSON, take_note, &g);
    rc = rc ? rc : take_unknown(&g);
    for (size_t i = 0; !rc && i < g.deals.n; i++) {
        rc = take_deal(&g, &g.deals.v[i], in->all || filter.status || filter.archived);
    }
    rc = rc ? rc : choose(&g, &filter, out);
    rc = rc || !asks_left(&filter) ? rc : tell_left(w, out);
    out->count = (int)out->people.n;
    out->people.n = in->limit > 0 && (size_t)in->limit < out->people.n ? (size_t)in->limit : out->people.n;
    out->today = w->world.today;
    return rc;
}
static int people_run(ps_work *w, const ps_a_filter *in, ps_v_people *out) {
    return ps_work_people(w, in, out);
}
PS_CALL_RUN(people, ps_a_filter, ps_v_people, PS_READS)
