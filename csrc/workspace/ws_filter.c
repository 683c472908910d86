#include "ws_filter.h"

static const struct {
    size_t at; /* in ps_v_deal; 0 for what is worked out below */
} places[PS_FIELD_COUNT] = {
#define AT(field, member) [PS_FIELD_##field] = {offsetof(ps_v_deal, member)}
    AT(ID, id),
    AT(TITLE, title),
    AT(ACCOUNT, account),
    AT(KIND, kind),
    AT(PROFILE, profile),
    AT(STAGE, stage),
    AT(EARNED, earned),
    AT(NEXT, next),
    AT(STATUS, status),
    AT(OWNER, owner),
    AT(CURRENCY, currency),
    AT(SOURCE, source),
    AT(FORECAST, forecast),
    AT(PARENT, parent),
    AT(LOST_TO, lost_to),
    AT(REASON, reason),
    AT(GATE, gate),
    AT(STALLED, stalled),
    AT(READY, ready),
    AT(UNEARNED, unearned),
    AT(OVERRIDDEN, overridden),
    AT(ARCHIVED, archived),
    AT(VALUE, value),
    AT(WEIGHTED, weighted),
    AT(MARGIN, margin),
    AT(BUDGET, budget),
    AT(SPENT, spent),
    AT(PROBABILITY, probability),
    AT(DAYS, days_in_stage),
    AT(MISSING, missing),
    AT(CONDITIONS, conditions),
    AT(OPENED, opened),
    AT(CLOSE, close),
    AT(SIGNED, signed_on),
    AT(REVISIT, revisit),
    AT(TENDER, tender),
    AT(ENTERED, entered),
#undef AT
};

bool ps_filter_next_pair(ps_str *front, ps_str *key, ps_str *value) {
    return front->n && ps_str_next(front, '\0', key) && front->p && ps_str_next(front, '\0', value);
}

int ps_filter_front(ps_work *w, ps_str front, ps_str key, ps_strs *out) {
    ps_str at, value;
    while (ps_filter_next_pair(&front, &at, &value)) {
        ps_str *slot = ps_str_eq_nocase(at, key) ? PS_PUSH(w->arena, out) : NULL;
        if (slot) {
            *slot = value;
        } else if (ps_str_eq_nocase(at, key)) {
            return ps_nomem(w->err);
        }
    }
    return PS_OK;
}

ps_str ps_front_value(ps_str front, ps_str key) {
    ps_str at, value;
    while (front.n && ps_str_next(&front, '\0', &at) && front.p && ps_str_next(&front, '\0', &value)) {
        if (ps_str_eq(at, key)) {
            return value;
        }
    }
    return PS_S("");
}

/* Of a key with more values than that the others are not looked at. */
enum { MOST_VALUES = 64 };

static bool front_takes(const ps_filter *f, const ps_filter_term *t, ps_str front) {
    ps_str values[MOST_VALUES], key, value;
    size_t n = 0;
    while (n < MOST_VALUES && ps_filter_next_pair(&front, &key, &value)) {
        if (ps_str_eq_nocase(key, t->name)) {
            values[n++] = value;
        }
    }
    return ps_filter_takes_front(t, values, n, f->today);
}

static bool word_takes(const ps_filter_term *t, const ps_v_deal *deal) {
    const ps_str texts[] = {deal->id, deal->title, deal->account};
    return ps_filter_takes_texts(t, texts, 3);
}

static bool view_takes(const ps_filter *f, const ps_filter_term *t, const ps_v_deal *deal) {
    bool all = true;
    for (size_t i = 0; all && t->view && i < t->view->n; i++) {
        all = ps_filter_term_takes(f, &t->view->v[i], deal);
    }
    return all != t->negated;
}

static bool text_takes(const ps_filter *f, const ps_filter_term *t, const ps_v_deal *deal) {
    const ps_str *text = (const ps_str *)(const void *)((const char *)deal + places[t->field].at);
    if (t->op > PS_OP_NE) { /* stages have an order */
        int at = ps_process_stage(f->process, *text);
        return ps_filter_takes_number(t, at, at >= 0);
    }
    return t->field == PS_FIELD_TEAM ? ps_filter_takes_texts(t, deal->team.v, deal->team.n) : ps_filter_takes_texts(t, text, 1);
}

static bool flag_of(const ps_filter *f, ps_field_id field, const ps_v_deal *deal) {
    if (field == PS_FIELD_BLOCKED) {
        return deal->missing > 0 || deal->unearned;
    }
    if (field == PS_FIELD_OVERDUE) {
        return deal->next_action && deal->next_action->due != PS_DATE_NONE && deal->next_action->due < f->today;
    }
    return *(const bool *)((const char *)deal + places[field].at);
}

bool ps_filter_term_takes(const ps_filter *f, const ps_filter_term *t, const ps_v_deal *deal) {
    switch (t->field) {
    case PS_FIELD_WORD:
        return word_takes(t, deal);
    case PS_FIELD_VIEW:
        return view_takes(f, t, deal);
    case PS_FIELD_FRONT:
        return front_takes(f, t, deal->front);
    case PS_FIELD_DUE:
        return ps_filter_takes_day(t, deal->next_action ? deal->next_action->due : PS_DATE_NONE);
    default:
        break;
    }
    const void *at = (const char *)deal + places[t->field].at;
    switch (ps_field_kind_of(t->field)) {
    case PS_FIELD_TEXT:
        return text_takes(f, t, deal);
    case PS_FIELD_FLAG:
        return ps_filter_takes_number(t, flag_of(f, t->field, deal), true);
    case PS_FIELD_MONEY:
        return ps_filter_takes_number(t, *(const ps_money *)at, *(const ps_money *)at != PS_MONEY_NONE);
    case PS_FIELD_NUMBER:
        return ps_filter_takes_number(t, *(const int *)at, true);
    case PS_FIELD_DAY:
        return ps_filter_takes_day(t, *(const ps_date *)at);
    }
    return false;
}

bool ps_filter_takes(const ps_filter *f, const ps_v_deal *deal) {
    for (size_t i = 0; i < f->terms.n; i++) {
        if (!ps_filter_term_takes(f, &f->terms.v[i], deal)) {
            return false;
        }
    }
    return true;
}

/* ---- reading ---- */

const ps_further_field *ps_further_find(ps_further_fields fields, ps_str name) {
    for (size_t i = 0; i < fields.n; i++) {
        if (ps_str_eq_nocase(fields.v[i].name, name) || ps_str_eq(fields.v[i].zh, name)) {
            return &fields.v[i];
        }
    }
    return NULL;
}

/* A bare flag says that the field is set; a field goes by its one name. */
static void name_further(ps_further_fields further, ps_filter_term *t) {
    bool word = t->field == PS_FIELD_WORD && t->values.n == 1;
    const ps_further_field *f = t->field == PS_FIELD_FRONT ? ps_further_find(further, t->name)
                                : word                     ? ps_further_find(further, t->values.v[0].text)
                                                           : NULL;
    if (f && (!word || f->flag)) {
        t->name = f->name;
        t->field = PS_FIELD_FRONT;
        t->op = word ? PS_OP_NE : t->op;
        t->values.n = word ? 0 : t->values.n;
    }
}

int ps_filter_terms_read(ps_filter_reader *r, ps_str text, ps_filter_terms *out) {
    ps_str outer = r->text;
    r->text = text;
    int rc = ps_filter_parse(out, r->w->arena, text, r->w->world.today, r->w->err);
    for (size_t i = 0; !rc && i < out->n; i++) {
        name_further(r->further, &out->v[i]);
        rc = out->v[i].field == PS_FIELD_VIEW ? ps_filter_view(r, &out->v[i]) : ps_filter_resolve(r, &out->v[i]);
    }
    r->text = outer;
    return rc;
}

/* Whether a term, or one of a view's, speaks of a field. */
static bool speaks_of(const ps_filter_terms *terms, ps_field_id field) {
    for (size_t i = 0; i < terms->n; i++) {
        if (terms->v[i].field == field || (terms->v[i].view && speaks_of(terms->v[i].view, field))) {
            return true;
        }
    }
    return false;
}

int ps_filter_read(ps_work *w, ps_str text, ps_filter *out) {
    return ps_filter_read_for(w, text, (ps_further_fields){0}, out);
}

int ps_filter_read_for(ps_work *w, ps_str text, ps_further_fields further, ps_filter *out) {
    ps_filter_reader r = {.w = w, .further = further};
    *out = (ps_filter){.process = w->process, .today = w->world.today};
    ps_str kept = ps_keep(w, text);
    int rc = ps_filter_terms_read(&r, kept, &out->terms);
    out->status = !rc && speaks_of(&out->terms, PS_FIELD_STATUS);
    out->archived = !rc && speaks_of(&out->terms, PS_FIELD_ARCHIVED);
    return rc;
}

/* Whether a word that reads as a filter is one in a line of other words: those need an operator, or a view's name. */
static int is_part(ps_work *w, ps_str word, bool *yes) {
    ps_error quiet = {.lang = w->lang}, *was = w->err;
    ps_filter one;
    ps_str name;
    size_t sign, head;
    ps_filter_head(word, &sign, &head, &name);
    *yes = false;
    if (head <= sign && !ps_str_starts(ps_str_sub(word, sign, word.n), PS_S("@"))) {
        return PS_OK;
    }
    w->err = &quiet;
    int rc = ps_filter_read(w, word, &one);
    w->err = was;
    *yes = rc == PS_OK;
    return rc == PS_ENOMEM ? ps_nomem(w->err) : PS_OK;
}

int ps_filter_part(ps_work *w, ps_str line, ps_str *filters, ps_str *rest) {
    ps_buf of[2] = {0};
    int rc = PS_OK;
    for (size_t at = 0, end; !rc && at < line.n; at = end) {
        bool filter = false;
        end = ps_filter_word_end(line, at);
        rc = end > at ? is_part(w, ps_str_sub(line, at, end), &filter) : PS_OK;
        end = end > at ? end : ps_filter_word_start(line, at);
        ps_buf_put(&of[filter], ps_str_sub(line, at, end));
        ps_buf_put(&of[1], filter ? PS_S(" ") : PS_S(""));
    }
    rc = rc || (ps_buf_ok(&of[0]) && ps_buf_ok(&of[1])) ? rc : ps_nomem(w->err);
    *filters = ps_keep(w, ps_buf_str(&of[1]));
    *rest = ps_keep(w, ps_buf_str(&of[0]));
    ps_buf_free(&of[0]);
    ps_buf_free(&of[1]);
    return rc;
}
