#include "field.h"
#include "fold.h"
#include "ws_filter.h"

enum { NEAR_MOST = 6 };

int ps_filter_deals(ps_filter_reader *r) {
    int rc = r->has_deals ? PS_OK : ps_work_deals(r->w, &r->deals, NULL);
    r->has_deals = r->has_deals || !rc;
    return rc;
}

/* ---- what a field's values may be ---- */

static int put(ps_work *w, ps_v_terms *out, ps_str id, ps_str label) {
    ps_v_term *t = out->n && ps_str_eq(out->v[out->n - 1].id, id) ? &out->v[out->n - 1] : PS_PUSH(w->arena, out);
    if (!t) {
        return ps_nomem(w->err);
    }
    *t = (ps_v_term){.id = id, .label = label};
    return PS_OK;
}

static int put_vocab(ps_work *w, const ps_process *p, ps_vocab_id v, ps_v_terms *out) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < p->vocab[v].n; i++) {
        rc = put(w, out, p->vocab[v].terms[i].id, p->vocab[v].terms[i].label);
    }
    return rc;
}

static int put_statuses(ps_work *w, const ps_process *p, ps_v_terms *out) {
    int rc = PS_OK;
    for (int s = 0; !rc && s < PS_STATUS_COUNT; s++) {
        ps_str id = ps_status_id((ps_status)s);
        rc = put(w, out, id, ps_process_label(p, PS_V_STATUSES, id));
    }
    return rc;
}

static int put_members(ps_work *w, ps_v_terms *out) {
    ps_strs ids = {0};
    int rc = ps_work_ids(w, PS_K_MEMBER, &ids);
    for (size_t i = 0; !rc && i < ids.n; i++) {
        ps_str path;
        rc = put(w, out, ids.v[i], ps_note_title(w->world.note(w->world.ctx, PS_K_MEMBER, ids.v[i], &path)));
    }
    return rc;
}

static int put_ids(ps_work *w, ps_kind kind, ps_v_terms *out) {
    ps_strs ids = {0};
    int rc = ps_work_ids(w, kind, &ids);
    for (size_t i = 0; !rc && i < ids.n; i++) {
        rc = put(w, out, ids.v[i], PS_S(""));
    }
    return rc;
}

static int put_deals(ps_work *w, ps_v_terms *out) {
    ps_strs folders = {0};
    int rc = ps_work_folders(w, &folders);
    for (size_t i = 0; !rc && i < folders.n; i++) {
        rc = put(w, out, ps_path_name(folders.v[i]), PS_S(""));
    }
    return rc;
}

/* What a process names; texts are the process's. */
static int process_choices(ps_work *w, const ps_process *p, ps_field_values of, ps_v_terms *out) {
    int rc = PS_OK;
    switch (of) {
    case PS_OF_STAGES:
        for (int i = 0; !rc && i < p->n_stages; i++) {
            rc = put(w, out, p->stages[i].id, p->stages[i].label);
        }
        return rc;
    case PS_OF_GATES:
        for (int i = 0; !rc && i < p->n_gates; i++) {
            rc = put(w, out, p->gates[i].id, p->gates[i].label);
        }
        return rc;
    case PS_OF_PROFILES:
        for (size_t i = 0; !rc && i < p->n_profiles; i++) {
            rc = put(w, out, p->profiles[i].id, p->profiles[i].label);
        }
        return rc;
    case PS_OF_STATUSES:
        return put_statuses(w, p, out);
    case PS_OF_KINDS:
        return put_vocab(w, p, PS_V_KINDS, out);
    case PS_OF_CHANNELS:
        return put_vocab(w, p, PS_V_CHANNELS, out);
    case PS_OF_FORECASTS:
        return put_vocab(w, p, PS_V_FORECAST, out);
    case PS_OF_CURRENCIES:
        return put_vocab(w, p, PS_V_CURRENCIES, out);
    case PS_OF_LAYERS:
        return put_vocab(w, p, PS_V_LAYERS, out);
    case PS_OF_ROLES:
        return put_vocab(w, p, PS_V_ROLES, out);
    case PS_OF_STANCES:
        return put_vocab(w, p, PS_V_STANCES, out);
    case PS_OF_NEEDS:
        return put_vocab(w, p, PS_V_NEEDS, out);
    case PS_OF_LEVELS:
        return put_vocab(w, p, PS_V_LEVELS, out);
    case PS_OF_ANYTHING:
    case PS_OF_DEALS:
    case PS_OF_ACCOUNTS:
    case PS_OF_REGIONS:
    case PS_OF_MEMBERS:
    case PS_OF_DAYS:
        break;
    }
    return rc;
}

int ps_filter_choices(ps_work *w, ps_field_values of, ps_v_terms *out) {
    return of == PS_OF_MEMBERS    ? put_members(w, out)
           : of == PS_OF_ACCOUNTS ? put_ids(w, PS_K_ACCOUNT, out)
           : of == PS_OF_REGIONS  ? put_ids(w, PS_K_REGION, out)
           : of == PS_OF_DEALS    ? put_deals(w, out)
                                  : process_choices(w, w->process, of, out);
}

/* A key that is no field, once. */
static int put_key(ps_work *w, ps_str key, ps_strs *out) {
    ps_field_id field;
    if (ps_field_find(key, &field) || !ps_field_could_be(key) || ps_ids_have(out->v, out->n, key)) {
        return PS_OK;
    }
    ps_str *slot = PS_PUSH(w->arena, out);
    if (!slot) {
        return ps_nomem(w->err);
    }
    *slot = key;
    return PS_OK;
}

int ps_filter_keys(ps_filter_reader *r, ps_strs *out) {
    static const char *const usual[] = {"aliases", "forecast_manager", "products", "flow", "revisit"};
    int rc = ps_filter_deals(r);
    for (size_t i = 0; !rc && i < sizeof usual / sizeof *usual; i++) {
        rc = put_key(r->w, ps_str_of(usual[i]), out);
    }
    for (size_t i = 0; !rc && i < r->deals.n; i++) {
        ps_str front = r->deals.v[i].front, key, value;
        while (!rc && ps_filter_next_pair(&front, &key, &value)) {
            rc = put_key(r->w, key, out);
        }
    }
    return rc;
}

/* ---- what was typed ---- */

static int bad(ps_filter_reader *r, const ps_filter_term *t, ps_filter_span where, ps_text_id why, const ps_str *args, size_t n) {
    return ps_filter_bad(r->w->err, r->text, t->where, where, why, args, n);
}

/* "no such thing; there are: a, b, c". */
static int unknown(ps_filter_reader *r, const ps_filter_term *t, const ps_filter_value *v, const ps_str *words, size_t n) {
    ps_work *w = r->w;
    ps_strs near = {0};
    ps_buf list = {0};
    bool key = v == NULL;
    ps_str typed = key ? t->name : v->text;
    int rc = ps_filter_near(w->arena, typed, words, n, NEAR_MOST, &near, w->err);
    for (size_t i = 0; i < near.n; i++) {
        ps_buf_put(&list, i ? PS_S(", ") : PS_S(""));
        ps_buf_put(&list, ps_str_clip(near.v[i], 60));
    }
    if (!rc && ps_buf_ok(&list)) {
        const ps_str of_key[] = {typed, ps_buf_str(&list)}, of_value[] = {t->name, typed, ps_buf_str(&list)};
        rc = key      ? bad(r, t, t->name_where, PS_T_FILTER_FIELD_NEAR, of_key, 2)
             : near.n ? bad(r, t, v->where, PS_T_FILTER_UNKNOWN_NEAR, of_value, 3)
                      : bad(r, t, v->where, PS_T_FILTER_UNKNOWN, of_value, 2);
    } else if (!rc) {
        rc = ps_nomem(w->err);
    }
    ps_buf_free(&list);
    return rc;
}

static const ps_v_term *by_id(const ps_v_terms *terms, ps_str id) {
    for (size_t i = 0; i < terms->n; i++) {
        if (ps_fold_eq(terms->v[i].id, id)) {
            return &terms->v[i];
        }
    }
    return NULL;
}

static const ps_v_term *by_label(const ps_v_terms *terms, ps_str label) {
    for (size_t i = 0; i < terms->n; i++) {
        if (ps_fold_eq(terms->v[i].label, label)) {
            return &terms->v[i];
        }
    }
    return NULL;
}

/* The id that a built-in process note gives to this label: teams that keep its ids may type in the other language. */
static int built_in(ps_work *w, ps_field_values of, ps_str label, const ps_v_terms *ours, const ps_v_term **found) {
    int rc = PS_OK;
    for (int lang = PS_EN; !rc && !*found && lang <= PS_ZH; lang++) {
        ps_process *p = NULL;
        ps_v_terms theirs = {0};
        rc = ps_process_read(&p, ps_process_builtin((ps_lang)lang), w->lang, w->err);
        rc = rc ? rc : process_choices(w, p, of, &theirs);
        const ps_v_term *same = rc ? NULL : by_label(&theirs, label);
        *found = same ? by_id(ours, same->id) : NULL;
        ps_process_free(p);
    }
    return rc;
}

/* Whether a deal has this value all the same. */
static int in_use(ps_filter_reader *r, const ps_filter_term *t, const ps_filter_value *v, bool *yes) {
    ps_filter f = {.process = r->w->process, .today = r->w->world.today};
    ps_filter_term one = {.field = t->field, .name = t->name, .op = PS_OP_EQ};
    ps_filter_value value = *v;
    one.values.v = &value;
    one.values.n = 1;
    int rc = ps_filter_deals(r);
    *yes = false;
    for (size_t i = 0; !rc && !*yes && i < r->deals.n; i++) {
        *yes = ps_filter_term_takes(&f, &one, &r->deals.v[i]);
        for (size_t k = 0; t->field == PS_FIELD_OWNER && !*yes && k < r->deals.v[i].team.n; k++) {
            *yes = ps_fold_eq(r->deals.v[i].team.v[k], v->text);
        }
    }
    return rc;
}

static int no_such_value(ps_filter_reader *r, const ps_filter_term *t, const ps_filter_value *v, const ps_v_terms *choices) {
    ps_strs words = {0};
    for (size_t i = 0; i < choices->n; i++) {
        ps_str *slot = PS_PUSH(r->w->arena, &words);
        if (!slot) {
            return ps_nomem(r->w->err);
        }
        *slot = choices->v[i].id;
    }
    return unknown(r, t, v, words.v, words.n);
}

static int resolve_value(ps_filter_reader *r, const ps_filter_term *t, ps_filter_value *v, const ps_v_terms *choices) {
    const ps_further_field *further = t->field == PS_FIELD_FRONT ? ps_further_find(r->further, t->name) : NULL;
    ps_field_values of = further ? further->of : ps_field_values_of(t->field);
    const ps_v_term *found = by_id(choices, v->text);
    bool used = false;
    found = found ? found : by_label(choices, v->text);
    int rc = found ? PS_OK : built_in(r->w, of, v->text, choices, &found);
    if (!rc && found) {
        v->text = found->id;
        v->amount = of == PS_OF_STAGES ? ps_process_stage(r->w->process, found->id) : 0;
        return PS_OK;
    }
    rc = rc || further ? rc : in_use(r, t, v, &used);
    return rc || (used && t->op <= PS_OP_NE) ? rc : no_such_value(r, t, v, choices);
}

static int known_key(ps_filter_reader *r, const ps_filter_term *t) {
    ps_strs keys = {0};
    int rc = ps_filter_keys(r, &keys);
    for (size_t i = 0; !rc && i < keys.n; i++) {
        if (ps_str_eq_nocase(keys.v[i], t->name)) {
            return PS_OK;
        }
    }
    for (int i = 0; !rc && i < PS_FIELD_COUNT + (int)r->further.n; i++) {
        ps_str *slot = PS_PUSH(r->w->arena, &keys);
        if (!slot) {
            return ps_nomem(r->w->err);
        }
        *slot = i < PS_FIELD_COUNT ? ps_field_name((ps_field_id)i) : r->further.v[i - PS_FIELD_COUNT].name;
    }
    return rc ? rc : unknown(r, t, NULL, keys.v, keys.n);
}

/* `me`, where people are meant. */
static int resolve_me(ps_filter_reader *r, const ps_filter_term *t, ps_filter_value *v, bool *done) {
    ps_str id = PS_S("");
    *done = (ps_field_values_of(t->field) == PS_OF_MEMBERS || t->field == PS_FIELD_FRONT) && ps_fold_eq(v->text, PS_S("me"));
    int rc = *done ? ps_work_me(r->w, &id) : PS_OK;
    v->text = id.n ? id : v->text;
    return rc;
}

int ps_filter_resolve(ps_filter_reader *r, ps_filter_term *t) {
    ps_v_terms choices = {0};
    const ps_further_field *further = t->field == PS_FIELD_FRONT ? ps_further_find(r->further, t->name) : NULL;
    ps_field_values of = further ? further->of : ps_field_values_of(t->field);
    bool fixed = of != PS_OF_ANYTHING && of != PS_OF_DEALS && of != PS_OF_ACCOUNTS && of != PS_OF_CURRENCIES && of != PS_OF_REGIONS &&
                 of != PS_OF_DAYS && !(further && of == PS_OF_MEMBERS);
    int rc = t->field == PS_FIELD_FRONT && !further ? known_key(r, t) : PS_OK;
    for (size_t i = 0; !rc && i < t->values.n; i++) {
        ps_filter_value *v = &t->values.v[i];
        bool done;
        rc = resolve_me(r, t, v, &done);
        if (rc || done || !fixed || v->text.n == 0 || (of == PS_OF_LEVELS && v->number)) {
            continue;
        }
        rc = choices.n ? PS_OK : ps_filter_choices(r->w, of, &choices);
        if (!rc && (choices.n || of == PS_OF_MEMBERS)) { /* a process may do without kinds */
            rc = resolve_value(r, t, v, &choices);
        }
    }
    return rc;
}
