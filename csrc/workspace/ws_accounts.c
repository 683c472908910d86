/* The customers: what is open with each, what was won, how the relationship stands. */
#include <stdlib.h>

#include "field.h"
#include "ws_people.h"

#define FIELD(name, zh, of) \
    { {name, sizeof(name) - 1}, {zh, sizeof(zh) - 1}, PS_OF_##of, false }
static const ps_further_field fields[] = {
    FIELD("name", "名称", ANYTHING),        FIELD("region", "区域", REGIONS),   FIELD("industry", "行业", ANYTHING),
    FIELD("level", "合作关系等级", LEVELS), FIELD("deals", "项目数", ANYTHING), FIELD("promises", "承诺", ANYTHING),
    FIELD("seen", "最近联系", DAYS),
};

ps_further_fields ps_account_fields(void) {
    return (ps_further_fields){fields, sizeof fields / sizeof *fields};
}

typedef struct {
    ps_v_account *view;
    PS_VEC(const ps_settled *) deals;
} known;

typedef struct {
    ps_work *w;
    ps_strs ids, people, members; /* in order */
    known *v;
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

static int list_kind(gathering *g, ps_kind kind, ps_strs *out) {
    int rc = ps_work_ids(g->w, kind, out);
    return rc ? ps_work_pass_over(g->w, rc, ps_kind_dir(kind)) : PS_OK;
}

/* Those with a note, and those that a deal names. */
static int list_ids(gathering *g) {
    int rc = list_kind(g, PS_K_ACCOUNT, &g->ids);
    rc = rc ? rc : list_kind(g, PS_K_PERSON, &g->people);
    rc = rc ? rc : list_kind(g, PS_K_MEMBER, &g->members);
    for (size_t i = 0; !rc && i < g->deals.n; i++) {
        ps_str account = g->deals.v[i].row->view.account;
        rc = account.n ? push(g->w, &g->ids, account) : PS_OK;
    }
    rc = rc ? rc : ps_ids_sort(g->w, &g->ids);
    rc = rc ? rc : ps_ids_sort(g->w, &g->people);
    rc = rc ? rc : ps_ids_sort(g->w, &g->members);
    g->v = rc ? NULL : ps_arena_alloc(g->w->arena, (g->ids.n + 1) * sizeof *g->v);
    for (size_t i = 0; g->v && i < g->ids.n; i++) {
        if (!(g->v[i].view = PS_NEW(g->w->arena, ps_v_account))) {
            return ps_nomem(g->w->err);
        }
        *g->v[i].view = (ps_v_account){.id = g->ids.v[i], .name = g->ids.v[i], .seen = PS_DATE_NONE};
    }
    return rc || g->v ? rc : ps_nomem(g->w->err);
}

static int take_note(void *ctx, ps_kind kind, ps_str id, ps_str path, const ps_note *note) {
    gathering *g = ctx;
    (void)kind;
    int at = ps_ids_at(&g->ids, id);
    if (at >= 0) {
        ps_view_account_note(g->w, note, path, g->v[at].view);
    }
    return PS_OK;
}

void ps_view_account_note(ps_work *w, const ps_note *note, ps_str path, ps_v_account *v) {
    ps_str name = ps_note_title(note), level = ps_fm_text(ps_note_field(note, PS_S("level")));
    v->name = name.n ? ps_keep(w, name) : v->id;
    v->region = ps_keep(w, ps_fm_id(ps_note_field(note, PS_S("region"))));
    v->industry = ps_keep(w, ps_note_value(note, PS_S("industry")));
    v->owner = ps_keep(w, ps_fm_id(ps_note_field(note, PS_S("owner"))));
    v->parent = ps_keep(w, ps_fm_id(ps_note_field(note, PS_S("parent"))));
    v->rank = ps_process_level(w->process, level);
    const ps_vocab *levels = &w->process->vocab[PS_V_LEVELS];
    v->level = v->rank ? levels->terms[v->rank - 1].id : ps_keep(w, level);
    v->level_label = v->rank ? levels->terms[v->rank - 1].label : PS_S("");
    v->path = ps_keep_path(w, path);
}

/* Whether an open promise is the customer's: it is a person there who owes it. */
static bool is_theirs(const gathering *g, ps_str owners) {
    ps_str first = owners;
    ps_str_next(&owners, ',', &first);
    ps_str id = ps_id_bare(ps_str_trim(first));
    return id.n && ps_ids_at(&g->people, id) >= 0 && ps_ids_at(&g->members, id) < 0;
}

static int take_deal(gathering *g, const ps_settled *deal, bool all) {
    const ps_v_deal *row = &deal->row->view;
    int at = row->account.n ? ps_ids_at(&g->ids, row->account) : -1;
    ps_v_deal view;
    ps_v_account *v = at < 0 ? NULL : g->v[at].view;
    if (!v) {
        return PS_OK;
    }
    ps_date seen = deal->row->clock.contact;
    v->seen = seen != PS_DATE_NONE && seen <= g->w->world.today && (v->seen == PS_DATE_NONE || seen > v->seen) ? seen : v->seen;
    bool open = ps_str_eq(row->status, PS_S("open")) && !row->archived;
    bool won = ps_str_eq(row->status, PS_S("won")) || ps_str_eq(row->status, PS_S("done"));
    ps_view_settled(g->w, deal, &view);
    v->deals += open;
    v->won += won;
    int rc = open ? ps_view_sum(g->w, &v->sums, &view) : won ? ps_view_sum(g->w, &v->booked, &view) : PS_OK;
    for (size_t i = 0; i < deal->row->promises.n && ps_view_live(row); i++) {
        bool theirs = is_theirs(g, deal->row->promises.v[i]);
        v->theirs += theirs;
        v->ours += !theirs;
    }
    const ps_settled **slot = !rc && (all || ps_view_live(row)) ? PS_PUSH(g->w->arena, &g->v[at].deals) : NULL;
    if (slot) {
        *slot = deal;
    }
    return rc || slot || !(all || ps_view_live(row)) ? rc : ps_nomem(g->w->err);
}

/* ---- choosing ---- */

static bool own_takes(const ps_filter *f, const ps_filter_term *t, const ps_v_account *v) {
    ps_str id_name[] = {v->id, v->name, v->region, v->industry};
    ps_digits n;
    ps_datestr d;
    char rank[2] = {(char)('0' + v->rank % 10), 0};
    switch (t->field) {
    case PS_FIELD_WORD:
        return ps_filter_takes_texts(t, id_name, 4);
    case PS_FIELD_ID:
    case PS_FIELD_ACCOUNT:
        return ps_filter_takes_texts(t, id_name, 1);
    case PS_FIELD_TITLE:
        return ps_filter_takes_texts(t, id_name + 1, 1);
    default:
        break;
    }
    ps_str texts[2] = {ps_str_eq(t->name, PS_S("name"))       ? v->name
                       : ps_str_eq(t->name, PS_S("region"))   ? v->region
                       : ps_str_eq(t->name, PS_S("industry")) ? v->industry
                       : ps_str_eq(t->name, PS_S("level"))    ? v->level
                       : ps_str_eq(t->name, PS_S("deals"))    ? ps_num(&n, v->deals)
                       : ps_str_eq(t->name, PS_S("promises")) ? ps_num(&n, v->ours + v->theirs)
                                                              : ps_date_str(&d, v->seen),
                       ps_str_eq(t->name, PS_S("level")) && v->rank ? ps_str_of(rank) : PS_S("")};
    return ps_filter_takes_front(t, texts, 2, f->today);
}

static bool takes(const ps_work *w, const ps_filter *f, const known *k) {
    bool asks = false, any = false;
    for (size_t i = 0; i < f->terms.n; i++) {
        bool of_deals = ps_filter_of_deals(&f->terms.v[i], ps_account_fields());
        asks = asks || of_deals;
        if (!of_deals && !own_takes(f, &f->terms.v[i], k->view)) {
            return false;
        }
    }
    for (size_t i = 0; asks && !any && i < k->deals.n; i++) {
        any = ps_filter_takes_deal(w, f, ps_account_fields(), k->deals.v[i]);
    }
    return !asks || any;
}

/* Where most is open comes first, whatever the currency. */
static int in_order(const void *a, const void *b) {
    const ps_v_account *x = a, *y = b;
    ps_money p = x->sums.n ? x->sums.v[0].weighted : -1, q = y->sums.n ? y->sums.v[0].weighted : -1;
    int order = (p < q) - (p > q);
    return order ? order : ps_str_cmp(x->id, y->id);
}

static int choose(gathering *g, const ps_filter *f, ps_v_accounts *out) {
    for (size_t i = 0; i < g->ids.n; i++) {
        known *k = &g->v[i];
        k->view->days = k->view->seen == PS_DATE_NONE ? 0 : g->w->world.today - k->view->seen;
        bool taken = takes(g->w, f, k);
        ps_v_account *slot = taken ? PS_PUSH(g->w->arena, &out->accounts) : NULL;
        if (slot) {
            *slot = *k->view;
        } else if (taken) {
            return ps_nomem(g->w->err);
        }
    }
    if (out->accounts.n) {
        qsort(out->accounts.v, out->accounts.n, sizeof *out->accounts.v, in_order);
    }
    return PS_OK;
}

int ps_work_accounts(ps_work *w, const ps_a_filter *in, ps_v_accounts *out) {
    gathering g = {.w = w};
    ps_filter filter;
    w->known = in->known;
    int rc = ps_work_travel_to(w, in->at);
    rc = rc ? rc : ps_filter_read_for(w, in->filter, ps_account_fields(), &filter);
    rc = rc ? rc : ps_work_settled(w, &g.deals, &out->broken);
    rc = rc ? rc : list_ids(&g);
    rc = rc ? rc : ps_work_each_note(w, PS_K_ACCOUNT, take_note, &g);
    for (size_t i = 0; !rc && i < g.deals.n; i++) {
        rc = take_deal(&g, &g.deals.v[i], in->all || filter.status || filter.archived);
    }
    rc = rc ? rc : choose(&g, &filter, out);
    out->count = (int)out->accounts.n;
    out->levels = (int)w->process->vocab[PS_V_LEVELS].n;
    out->accounts.n = in->limit > 0 && (size_t)in->limit < out->accounts.n ? (size_t)in->limit : out->accounts.n;
    out->today = w->world.today;
    return rc;
}
static int accounts_run(ps_work *w, const ps_a_filter *in, ps_v_accounts *out) {
    return ps_work_accounts(w, in, out);
}
PS_CALL_RUN(accounts, ps_a_filter, ps_v_accounts, PS_READS)
