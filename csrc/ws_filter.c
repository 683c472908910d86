#include "ws_filter.h"

#include <string.h>

typedef enum { TEXT, FLAG, MONEY, INTEGER, DAY } field_kind;

static const struct {
    const char *name;
    field_kind kind;
    size_t at;
} fields[] = {
#define FIELD(name, kind, member) \
    { name, kind, offsetof(ps_v_deal, member) }
    FIELD("id", TEXT, id),
    FIELD("title", TEXT, title),
    FIELD("account", TEXT, account),
    FIELD("kind", TEXT, kind),
    FIELD("profile", TEXT, profile),
    FIELD("stage", TEXT, stage),
    FIELD("earned", TEXT, earned),
    FIELD("status", TEXT, status),
    FIELD("owner", TEXT, owner),
    FIELD("currency", TEXT, currency),
    FIELD("source", TEXT, source),
    FIELD("forecast", TEXT, forecast),
    FIELD("parent", TEXT, parent),
    FIELD("lost_to", TEXT, lost_to),
    FIELD("gate", TEXT, gate),
    FIELD("stalled", FLAG, stalled),
    FIELD("ready", FLAG, ready),
    FIELD("unearned", FLAG, unearned),
    FIELD("archived", FLAG, archived),
    FIELD("value", MONEY, value),
    FIELD("weighted", MONEY, weighted),
    FIELD("budget", MONEY, budget),
    FIELD("spent", MONEY, spent),
    FIELD("probability", INTEGER, probability),
    FIELD("days", INTEGER, days_in_stage),
    FIELD("missing", INTEGER, missing),
    FIELD("opened", DAY, opened),
    FIELD("close", DAY, close),
    FIELD("entered", DAY, entered),
#undef FIELD
};

static int field_index(ps_str name) {
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (ps_str_eq(ps_str_of(fields[i].name), name)) {
            return (int)i;
        }
    }
    return -1;
}

static int bad(ps_work *w, ps_str word, ps_text_id why) {
    const ps_str args[2] = {ps_str_clip(word, 80), ps_text(why, w->lang)};
    return ps_error_set(w->err, PS_EINVAL, PS_T_BAD_FILTER, args, 2);
}

/* `name op value`; false where the word holds no operator. */
static bool split(ps_str word, ps_term_filter *t) {
    for (size_t i = 1; i < word.n; i++) {
        char c = word.p[i];
        bool two = i + 1 < word.n && word.p[i + 1] == '=';
        if (c == '=' || c == '<' || c == '>' || (c == '!' && two)) {
            size_t n = c != '=' && two ? 2 : 1;
            memcpy(t->op, word.p + i, n);
            t->op[n] = '\0';
            t->field = ps_str_sub(word, 0, i);
            t->value = ps_str_sub(word, i + n, word.n);
            return true;
        }
    }
    return false;
}

/* Whether the value can be held against the field. */
static bool fits(field_kind kind, ps_str value) {
    ps_money money;
    ps_date day;
    uint64_t n;
    return kind == TEXT || kind == FLAG || (kind == MONEY && ps_money_parse(&money, value, NULL) == PS_OK) ||
           (kind == INTEGER && ps_str_uint(value, INT32_MAX, &n)) || (kind == DAY && ps_date_parse(value, &day));
}

static int read_word(ps_work *w, ps_str word, ps_filter *f) {
    ps_term_filter *t = PS_PUSH(w->arena, &f->terms);
    if (!t) {
        return ps_nomem(w->err);
    }
    if (!split(word, t)) {
        int i = field_index(word);
        bool flag = i >= 0 && fields[i].kind == FLAG, mine = ps_str_eq(word, PS_S("mine"));
        *t = flag   ? (ps_term_filter){ps_str_of(fields[i].name), PS_S("yes"), "="}
             : mine ? (ps_term_filter){PS_S("owner"), PS_S("me"), "="}
                    : (ps_term_filter){PS_S(""), ps_keep(w, word), "="};
    } else {
        int i = field_index(t->field);
        if (i < 0) {
            return bad(w, word, PS_T_FILTER_FIELD);
        }
        if (!fits(fields[i].kind, t->value)) {
            return bad(w, word, PS_T_FILTER_VALUE);
        }
        t->field = ps_str_of(fields[i].name);
        t->value = ps_keep(w, t->value);
    }
    if (ps_str_eq(t->field, PS_S("owner")) && ps_str_eq(t->value, PS_S("me"))) {
        int rc = ps_work_me(w, &t->value);
        if (rc) {
            return rc;
        }
    }
    f->status = f->status || ps_str_eq(t->field, PS_S("status"));
    f->archived = f->archived || ps_str_eq(t->field, PS_S("archived"));
    return PS_OK;
}

int ps_filter_read(ps_work *w, ps_str text, ps_filter *out) {
    ps_str rest = text, word;
    int rc = PS_OK;
    *out = (ps_filter){0};
    while (!rc && ps_str_next(&rest, ' ', &word)) {
        word = ps_str_trim(word);
        rc = word.n ? read_word(w, word, out) : PS_OK;
    }
    return rc;
}

static bool holds(ps_str text, ps_str word) {
    for (size_t i = 0; i + word.n <= text.n; i++) {
        if (ps_str_eq_nocase(ps_str_sub(text, i, i + word.n), word)) {
            return true;
        }
    }
    return false;
}

static bool by_order(const char *op, int order) {
    return strcmp(op, "=") == 0    ? order == 0
           : strcmp(op, "!=") == 0 ? order != 0
           : strcmp(op, "<") == 0  ? order < 0
           : strcmp(op, ">") == 0  ? order > 0
           : strcmp(op, "<=") == 0 ? order <= 0
                                   : order >= 0;
}

static int order(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

static bool takes(const ps_term_filter *t, const ps_v_deal *deal) {
    if (t->field.n == 0) {
        return holds(deal->id, t->value) || holds(deal->title, t->value) || holds(deal->account, t->value);
    }
    int i = field_index(t->field);
    const void *at = (const char *)deal + fields[i].at;
    ps_money money = 0;
    ps_date day = PS_DATE_NONE;
    uint64_t n = 0;
    switch (fields[i].kind) {
    case TEXT:
        return by_order(t->op, ps_str_eq_nocase(*(const ps_str *)at, t->value) ? 0 : ps_str_cmp(*(const ps_str *)at, t->value));
    case FLAG:
        return by_order(t->op, *(const bool *)at == (ps_str_eq(t->value, PS_S("yes")) || ps_str_eq(t->value, PS_S("true"))) ? 0 : 1);
    case MONEY:
        ps_money_parse(&money, t->value, NULL);
        return *(const ps_money *)at != PS_MONEY_NONE && by_order(t->op, order(*(const ps_money *)at, money));
    case INTEGER:
        ps_str_uint(t->value, INT32_MAX, &n);
        return by_order(t->op, order(*(const int *)at, (int64_t)n));
    case DAY:
        ps_date_parse(t->value, &day);
        return *(const ps_date *)at != PS_DATE_NONE && by_order(t->op, order(*(const ps_date *)at, day));
    }
    return false;
}

bool ps_filter_takes(const ps_filter *f, const ps_v_deal *deal) {
    for (size_t i = 0; i < f->terms.n; i++) {
        if (!takes(&f->terms.v[i], deal)) {
            return false;
        }
    }
    return true;
}
