#include <stdlib.h>

#include "filter.h"
#include "fold.h"

static bool by_sign(const ps_filter_term *t, bool yes) {
    return yes != (t->negated != (t->op == PS_OP_NE));
}

/* What an order of (deal's value ? filter's value) means for the operator; = and != alike. */
static bool by_order(ps_filter_op op, int order) {
    switch (op) {
    case PS_OP_LT:
        return order < 0;
    case PS_OP_GT:
        return order > 0;
    case PS_OP_LE:
        return order <= 0;
    case PS_OP_GE:
        return order >= 0;
    case PS_OP_EQ:
    case PS_OP_NE:
        break;
    }
    return order == 0;
}

static int order(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

bool ps_filter_takes_texts(const ps_filter_term *t, const ps_str *texts, size_t n) {
    bool any = false, empty = true;
    for (size_t i = 0; i < n; i++) {
        empty = empty && texts[i].n == 0;
        for (size_t k = 0; !any && k < t->values.n; k++) {
            ps_str value = t->values.v[k].text;
            any = t->field == PS_FIELD_WORD ? ps_fold_holds(texts[i], value) : ps_fold_eq(texts[i], value);
        }
    }
    return by_sign(t, t->values.n ? any : empty);
}

bool ps_filter_takes_number(const ps_filter_term *t, int64_t v, bool set) {
    bool any = t->values.n == 0 && !set;
    for (size_t i = 0; set && !any && i < t->values.n; i++) {
        any = by_order(t->op, order(v, t->values.v[i].amount));
    }
    return by_sign(t, any);
}

/* A day against all the days that are meant: before the first, after the last, or one of them. */
static int day_order(const ps_filter_value *v, ps_date day) {
    return day < v->first ? -1 : day > v->last;
}

bool ps_filter_takes_day(const ps_filter_term *t, ps_date day) {
    bool set = day != PS_DATE_NONE, any = t->values.n == 0 && !set;
    for (size_t i = 0; set && !any && i < t->values.n; i++) {
        any = by_order(t->op, day_order(&t->values.v[i], day));
    }
    return by_sign(t, any);
}

static bool front_value(const ps_filter_term *t, const ps_filter_value *v, ps_str text, ps_date today) {
    ps_money amount;
    ps_date first, last;
    if (text.n == 0) {
        return false;
    }
    if (v->number && ps_filter_money(text, &amount)) {
        return by_order(t->op, order(amount, v->amount));
    }
    if (v->day && ps_filter_day(text, today, &first, &last)) {
        return by_order(t->op, day_order(v, first));
    }
    return t->op <= PS_OP_NE && ps_fold_eq(text, v->text);
}

bool ps_filter_takes_front(const ps_filter_term *t, const ps_str *texts, size_t n, ps_date today) {
    bool any = false, empty = true;
    for (size_t i = 0; i < n; i++) {
        empty = empty && texts[i].n == 0;
        for (size_t k = 0; !any && k < t->values.n; k++) {
            any = front_value(t, &t->values.v[k], texts[i], today);
        }
    }
    return by_sign(t, t->values.n ? any : empty);
}

/* ---- near words ---- */

typedef struct {
    ps_str word;
    int far;
    size_t at;
} candidate;

static int nearer(const void *a, const void *b) {
    const candidate *x = a, *y = b;
    return x->far != y->far ? x->far - y->far : order((int64_t)x->at, (int64_t)y->at);
}

/* Characters that differ; a word that begins like it, or holds it, is near. */
static int how_far(ps_str word, ps_str other) {
    int far = ps_fold_distance(word, other);
    return word.n > 1 && ps_fold_holds(other, word) ? (far < 1 ? far : 1) : far;
}

int ps_filter_near(ps_arena *arena, ps_str word, const ps_str *words, size_t n, size_t max, ps_strs *out, ps_error *err) {
    candidate *all = ps_arena_alloc(arena, (n + 1) * sizeof *all);
    if (!all) {
        return ps_nomem(err);
    }
    bool any = false;
    int limit = word.n > 6 ? 3 : 2;
    for (size_t i = 0; i < n; i++) {
        all[i] = (candidate){words[i], how_far(word, words[i]), i};
        any = any || all[i].far <= limit;
    }
    if (any) {
        qsort(all, n, sizeof *all, nearer);
    }
    for (size_t i = 0; i < n && out->n < max && (!any || all[i].far <= limit); i++) {
        ps_str *slot = PS_PUSH(arena, out);
        if (!slot) {
            return ps_nomem(err);
        }
        *slot = all[i].word;
    }
    return PS_OK;
}
