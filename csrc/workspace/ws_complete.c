/* What the word that is being typed in a filter may become. */
#include "fold.h"
#include "ws_people.h"

enum { MOST = 500 };

typedef struct {
    ps_filter_reader r;
    ps_str before, typed; /* of the word: what stays, what the candidates begin with */
    ps_v_terms *out;
} completer;

static bool begins(ps_str text, ps_str typed) {
    while (text.n && typed.n) {
        if (ps_fold_next(&text) != ps_fold_next(&typed)) {
            return false;
        }
    }
    return typed.n == 0;
}

/* A value with a blank, a comma or a quote in it stands in quotes. */
static ps_str as_typed(completer *c, ps_str value) {
    bool quote = false;
    for (ps_str rest = value; rest.n;) {
        uint32_t ch = ps_fold_next(&rest);
        quote = quote || ch <= ' ' || ch == ',' || ch == 0x3000 || ch == 0x3001;
    }
    return quote ? ps_arena_fmt(c->r.w->arena, "\"%.*s\"", PS_FMT(value)) : value;
}

/* Offers `word` where it, or its label, begins as typed; each once. */
static int offer(completer *c, ps_str word, ps_str label, const char *after) {
    ps_work *w = c->r.w;
    if (c->out->n >= MOST || word.n == 0 || (!begins(word, c->typed) && (label.n == 0 || !begins(label, c->typed)))) {
        return PS_OK;
    }
    ps_str value = *after ? word : as_typed(c, word);
    ps_str whole = value.p ? ps_arena_fmt(w->arena, "%.*s%.*s%s", PS_FMT(c->before), PS_FMT(value), after) : value;
    for (size_t i = 0; whole.p && i < c->out->n; i++) {
        if (ps_str_eq(c->out->v[i].id, whole)) {
            return PS_OK;
        }
    }
    ps_v_term *t = whole.p ? PS_PUSH(w->arena, c->out) : NULL;
    if (!t) {
        return ps_nomem(w->err);
    }
    *t = (ps_v_term){.id = whole, .label = ps_keep(w, label)};
    return PS_OK;
}

static int offer_fixed(completer *c, const char *const *words, size_t n, const char *after) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < n; i++) {
        rc = offer(c, ps_str_of(words[i]), PS_S(""), after);
    }
    return rc;
}

static int offer_days(completer *c) {
    static const char *const words[] = {"today", "+7d", "+30d", "+3m", "-7d", "-30d"};
    ps_datestr d;
    ps_str today = ps_keep(c->r.w, ps_date_str(&d, c->r.w->world.today));
    int quarter = (today.n == 10 ? (today.p[5] - '0') * 10 + today.p[6] - '0' - 1 : 0) / 3 + 1;
    ps_str in_quarter = ps_arena_fmt(c->r.w->arena, "%.*s-Q%d", 4, today.p, quarter);
    int rc = offer_fixed(c, words, sizeof words / sizeof *words, "");
    rc = rc ? rc : offer(c, ps_str_sub(today, 0, 7), PS_S(""), "");
    rc = rc || !in_quarter.p ? rc : offer(c, in_quarter, PS_S(""), "");
    return rc ? rc : offer(c, today, PS_S(""), "");
}

/* What deals have in a text field. */
static ps_str in_deal(const ps_v_deal *d, ps_field_id field) {
    return field == PS_FIELD_OWNER      ? d->owner
           : field == PS_FIELD_TEAM     ? d->owner
           : field == PS_FIELD_ACCOUNT  ? d->account
           : field == PS_FIELD_CURRENCY ? d->currency
           : field == PS_FIELD_LOST_TO  ? d->lost_to
           : field == PS_FIELD_REASON   ? d->reason
           : field == PS_FIELD_TITLE    ? d->title
                                        : PS_S("");
}

static int offer_used(completer *c, ps_field_id field, ps_str key) {
    int rc = ps_filter_deals(&c->r);
    for (size_t i = 0; !rc && i < c->r.deals.n; i++) {
        const ps_v_deal *d = &c->r.deals.v[i];
        ps_strs values = {0};
        if (field != PS_FIELD_FRONT) {
            rc = offer(c, in_deal(d, field), PS_S(""), "");
            continue;
        }
        rc = ps_filter_front(c->r.w, d->front, key, &values);
        for (size_t k = 0; !rc && k < values.n; k++) {
            rc = offer(c, values.v[k], PS_S(""), "");
        }
    }
    return rc;
}

/* What people have as ids in the workspace: accounts, regions. */
static int offer_further(completer *c, ps_field_values of) {
    ps_v_terms choices = {0};
    int rc = of == PS_OF_DAYS ? offer_days(c) : of == PS_OF_MEMBERS ? offer(c, PS_S("me"), PS_S(""), "") : PS_OK;
    rc = rc ? rc : ps_filter_choices(c->r.w, of, &choices);
    for (size_t i = 0; !rc && i < choices.n; i++) {
        rc = offer(c, choices.v[i].id, choices.v[i].label, "");
    }
    return rc;
}

static int offer_values(completer *c, ps_field_id field, ps_str key) {
    static const char *const flags[] = {"yes", "no"};
    ps_v_terms choices = {0};
    ps_field_values of = ps_field_values_of(field);
    const ps_further_field *further = field == PS_FIELD_FRONT ? ps_further_find(c->r.further, key) : NULL;
    if (further) {
        return offer_further(c, further->of);
    }
    if (ps_field_kind_of(field) != PS_FIELD_TEXT) {
        return ps_field_kind_of(field) == PS_FIELD_FLAG  ? offer_fixed(c, flags, 2, "")
               : ps_field_kind_of(field) == PS_FIELD_DAY ? offer_days(c)
                                                         : PS_OK;
    }
    int rc = of == PS_OF_MEMBERS ? offer(c, PS_S("me"), PS_S(""), "") : PS_OK;
    rc = rc ? rc : ps_filter_choices(c->r.w, of, &choices);
    for (size_t i = 0; !rc && i < choices.n; i++) {
        rc = offer(c, choices.v[i].id, choices.v[i].label, "");
    }
    bool fixed = of != PS_OF_ANYTHING && of != PS_OF_MEMBERS && of != PS_OF_ACCOUNTS && of != PS_OF_CURRENCIES;
    return rc || fixed ? rc : offer_used(c, field, key);
}

static int offer_views(completer *c) {
    ps_v_views views = {0};
    int rc = ps_work_views(c->r.w, &views);
    for (size_t i = 0; !rc && i < views.n; i++) {
        ps_str word = ps_arena_fmt(c->r.w->arena, "@%.*s", PS_FMT(views.v[i].name));
        rc = word.p ? offer(c, word, views.v[i].filter, "") : ps_nomem(c->r.w->err);
    }
    return rc;
}

/* Flags, fields, keys of front matter and views. */
static int offer_words(completer *c) {
    int rc = PS_OK;
    ps_strs keys = {0};
    for (size_t i = 0; !rc && i < c->r.further.n; i++) {
        const ps_further_field *f = &c->r.further.v[i];
        rc = offer(c, f->name, f->zh, f->flag ? "" : "=");
    }
    for (int flags = 1; !rc && flags >= 0; flags--) {
        for (int i = 0; !rc && i < PS_FIELD_COUNT; i++) {
            bool flag = ps_field_kind_of((ps_field_id)i) == PS_FIELD_FLAG;
            rc = flag == (flags == 1) ? offer(c, ps_field_name((ps_field_id)i), PS_S(""), flag ? "" : "=") : PS_OK;
        }
        rc = rc || !flags ? rc : offer(c, PS_S("mine"), PS_S(""), "");
    }
    bool ask = c->typed.n && c->out->n == 0; /* the deals, which are many */
    rc = rc || !ask ? rc : ps_filter_keys(&c->r, &keys);
    for (size_t i = 0; !rc && i < keys.n; i++) {
        rc = offer(c, keys.v[i], PS_S(""), "=");
    }
    return rc ? rc : offer_views(c);
}

/* Parts the values typed so far from the one at the end. */
static void split_values(completer *c, ps_str word, size_t head) {
    size_t at = head;
    for (size_t i = head; i < word.n; i++) {
        at = word.p[i] == ',' ? i + 1 : at;
    }
    at += at < word.n && word.p[at] == '"';
    c->before = ps_str_sub(word, 0, at - (at > head && word.p[at - 1] == '"'));
    c->typed = ps_str_sub(word, at, word.n);
}

static int complete_run(ps_work *w, const ps_a_complete *in, ps_v_completion *out) {
    ps_filter_span last = ps_filter_last_word(in->filter);
    ps_str word = ps_str_sub(in->filter, last.at, last.end), name;
    size_t sign, head;
    ps_filter_head(word, &sign, &head, &name);
    completer c = {.r = {.w = w}, .before = ps_str_sub(word, 0, sign), .typed = ps_str_sub(word, sign, word.n), .out = &out->words};
    c.r.further = ps_str_eq(in->of, PS_S("people"))     ? ps_people_fields()
                  : ps_str_eq(in->of, PS_S("accounts")) ? ps_account_fields()
                                                        : (ps_further_fields){0};
    out->from = (int)last.at + 1;
    w->known = true; /* somebody waits with a finger on the key */
    if (head <= sign) {
        return offer_words(&c);
    }
    ps_field_id field = PS_FIELD_FRONT;
    ps_field_find(name, &field);
    split_values(&c, word, head);
    return offer_values(&c, field, name);
}
PS_CALL_RUN(complete, ps_a_complete, ps_v_completion, PS_READS)
