#include "filter.h"

#include <string.h>

#include "fold.h"

static const struct {
    ps_str name, zh;
    ps_field_kind kind;
    ps_field_values values;
} fields[] = {
#define PS_FIELD(id, name, zh, kind, values) {{name, sizeof(name) - 1}, {zh, sizeof(zh) - 1}, PS_FIELD_##kind, PS_OF_##values},
#include "filter.def"
#undef PS_FIELD
};

ps_str ps_field_name(ps_field_id field) {
    return fields[field].name;
}

ps_field_kind ps_field_kind_of(ps_field_id field) {
    return field < PS_FIELD_COUNT ? fields[field].kind : PS_FIELD_TEXT;
}

ps_field_values ps_field_values_of(ps_field_id field) {
    return field < PS_FIELD_COUNT ? fields[field].values : PS_OF_ANYTHING;
}

bool ps_field_find(ps_str name, ps_field_id *out) {
    for (int i = 0; i < PS_FIELD_COUNT; i++) {
        if (ps_fold_eq(fields[i].name, name) || ps_fold_eq(fields[i].zh, name)) {
            *out = (ps_field_id)i;
            return true;
        }
    }
    return false;
}

bool ps_field_could_be(ps_str name) {
    bool ok = name.n > 0 && name.n <= 120;
    for (size_t i = 0; ok && i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80 || c == '_';
        ok = letter || (i > 0 && ((c >= '0' && c <= '9') || c == '-' || c == '.'));
    }
    return ok;
}

/* ---- characters; the full-width ones count as the others ---- */

typedef struct {
    ps_str text;
    size_t at;
} cursor;

/* The character at an offset, folded, and where the next one is. */
static uint32_t look(ps_str s, size_t at, size_t *next) {
    ps_str rest = ps_str_sub(s, at, s.n);
    uint32_t c = ps_fold_next(&rest);
    *next = s.n - rest.n;
    return c;
}

static bool is_blank(uint32_t c) {
    return c <= ' ' || c == 0xA0 || c == 0x3000;
}

static bool is_comma(uint32_t c) {
    return c == ',' || c == 0x3001;
}

static bool is_quote(uint32_t c) {
    return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E;
}

/* Bytes of the operator that stands at an offset; 0: none. */
static size_t operator_at(ps_str s, size_t at, ps_filter_op *op) {
    size_t one, two = at;
    if (at >= s.n) {
        return 0;
    }
    uint32_t a = look(s, at, &one), b = one < s.n ? look(s, one, &two) : 0;
    *op = a == '=' ? PS_OP_EQ : a == '<' ? PS_OP_LT : a == '>' ? PS_OP_GT : a == 0x2260 ? PS_OP_NE : a == 0x2264 ? PS_OP_LE : PS_OP_GE;
    if ((a == '!' || a == '<' || a == '>' || a == '=') && b == '=') {
        *op = a == '!' ? PS_OP_NE : a == '<' ? PS_OP_LE : a == '>' ? PS_OP_GE : PS_OP_EQ;
        return two - at;
    }
    return a == '=' || a == '<' || a == '>' || a == 0x2260 || a == 0x2264 || a == 0x2265 ? one - at : 0;
}

/* ---- faults ---- */

int ps_filter_bad(ps_error *err, ps_str text, ps_filter_span word, ps_filter_span where, ps_text_id why, const ps_str *args, size_t n) {
    ps_buf reason = {0};
    if (!err) {
        return PS_EINVAL;
    }
    ps_text_put(&reason, err->lang, why, args, n);
    if (!ps_buf_ok(&reason)) {
        ps_buf_free(&reason);
        return ps_nomem(err);
    }
    ps_fail(err, PS_EINVAL, BAD_FILTER, ps_str_clip(ps_str_sub(text, word.at, word.end), 200), ps_buf_str(&reason));
    ps_buf_free(&reason);
    err->col = (unsigned)where.at + 1;
    err->end_col = (unsigned)(where.end > where.at ? where.end : where.at + 1);
    return PS_EINVAL;
}

typedef struct {
    ps_arena *arena;
    ps_date today;
    ps_error *err;
    cursor c;
    ps_filter_term *t; /* being read */
} reader;

size_t ps_filter_word_end(ps_str s, size_t at) {
    size_t next;
    bool quoted = false;
    for (; at < s.n; at = next) {
        uint32_t c = look(s, at, &next);
        if (is_blank(c) && !quoted) {
            break;
        }
        quoted = quoted != is_quote(c);
    }
    return at;
}

size_t ps_filter_word_start(ps_str s, size_t at) {
    for (size_t next; at < s.n && is_blank(look(s, at, &next)); at = next) {
    }
    return at;
}

static int bad_at(reader *r, ps_filter_span where, ps_text_id why, ps_str arg) {
    ps_filter_span word = {r->t->where.at, ps_filter_word_end(r->c.text, r->t->where.at)};
    word.end = word.end < where.end ? where.end : word.end;
    arg = ps_str_clip(arg, 80);
    return ps_filter_bad(r->err, r->c.text, word, where, why, &arg, 1);
}

/* ---- values ---- */

/* Without the backslashes that keep a blank or a quote. */
static ps_str unescaped(reader *r, ps_str s) {
    size_t n = 0;
    if (!s.n || !memchr(s.p, '\\', s.n)) {
        return s;
    }
    char *out = ps_arena_alloc(r->arena, s.n + 1);
    for (size_t i = 0; out && i < s.n; i++) {
        bool escape = s.p[i] == '\\' && i + 1 < s.n && strchr(" \\\"", s.p[i + 1]) && s.p[i + 1];
        i += escape;
        out[n++] = s.p[i];
    }
    return (ps_str){out, n};
}

/* A text in quotes, from the opening one; *out: what is in it. */
static int quoted(reader *r, ps_str *out, ps_filter_span *where) {
    ps_str s = r->c.text;
    size_t open = r->c.at, at, next;
    look(s, open, &at);
    *where = (ps_filter_span){at, at};
    for (; at < s.n; at = next) {
        uint32_t c = look(s, at, &next);
        if (c == '\\' && next < s.n) {
            look(s, next, &next);
        } else if (is_quote(c)) {
            where->end = at;
            *out = unescaped(r, ps_str_sub(s, where->at, at));
            r->c.at = next;
            return out->p ? PS_OK : ps_nomem(r->err);
        }
    }
    return bad_at(r, (ps_filter_span){open, s.n}, PS_T_FILTER_QUOTE, PS_S(""));
}

/* Up to a blank or, in a list, a comma. */
static int bare(reader *r, bool list, ps_str *out, ps_filter_span *where) {
    ps_str s = r->c.text;
    size_t next;
    *where = (ps_filter_span){r->c.at, r->c.at};
    for (; r->c.at < s.n; r->c.at = next) {
        uint32_t c = look(s, r->c.at, &next);
        if (c == '\\' && next < s.n && s.p[next] == ' ') {
            next++;
        } else if (is_blank(c) || (list && is_comma(c))) {
            break;
        }
    }
    where->end = r->c.at;
    *out = unescaped(r, ps_str_sub(s, where->at, where->end));
    return out->p ? PS_OK : ps_nomem(r->err);
}

static bool type_flag(ps_str s, int64_t *out) {
    static const char *const words[] = {"no", "yes", "false", "true", "否", "是", "0", "1"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (ps_fold_eq(s, ps_str_of(words[i]))) {
            *out = (int64_t)i % 2;
            return true;
        }
    }
    return false;
}

static bool type_number(ps_str s, int64_t *out) {
    ps_money v;
    s = ps_str_ends(s, PS_S("%")) ? ps_str_sub(s, 0, s.n - 1) : s;
    bool whole = ps_filter_money(s, &v) && v % PS_MONEY_ONE == 0;
    *out = whole ? v / PS_MONEY_ONE : 0;
    return whole;
}

/* Reads the value as the field has it; a key of front matter may be anything. */
static int type_value(reader *r, ps_filter_value *v) {
    bool ok = true;
    ps_text_id why = PS_T_FILTER_MONEY;
    bool front = r->t->field == PS_FIELD_FRONT, order = r->t->op > PS_OP_NE;
    switch (ps_field_kind_of(r->t->field)) {
    case PS_FIELD_TEXT:
        v->number = front && ps_filter_money(v->text, &v->amount);
        v->day = front && ps_filter_day(v->text, r->today, &v->first, &v->last);
        ok = !front || !order || v->number || v->day;
        why = PS_T_FILTER_NO_AMOUNT_OR_DATE;
        break;
    case PS_FIELD_FLAG:
        ok = type_flag(v->text, &v->amount);
        why = PS_T_FILTER_FLAG;
        break;
    case PS_FIELD_MONEY:
        ok = v->number = ps_filter_money(v->text, &v->amount);
        break;
    case PS_FIELD_NUMBER:
        ok = v->number = type_number(v->text, &v->amount);
        why = PS_T_FILTER_NUMBER;
        break;
    case PS_FIELD_DAY:
        ok = v->day = ps_filter_day(v->text, r->today, &v->first, &v->last);
        why = PS_T_FILTER_DAY;
        break;
    }
    return ok ? PS_OK : bad_at(r, v->where, why, v->text);
}

static int push_value(reader *r, ps_str text, ps_filter_span where) {
    ps_filter_value *v = PS_PUSH(r->arena, &r->t->values);
    if (!v) {
        return ps_nomem(r->err);
    }
    *v = (ps_filter_value){.text = text, .where = where, .first = PS_DATE_NONE, .last = PS_DATE_NONE};
    return PS_OK;
}

/* An amount with separators of thousands is one value. */
static int one_amount(reader *r, bool *done) {
    ps_money amount;
    ps_filter_span where;
    ps_str text;
    size_t at = r->c.at;
    bool money = ps_field_kind_of(r->t->field) == PS_FIELD_MONEY || r->t->field == PS_FIELD_FRONT;
    int rc = money ? bare(r, false, &text, &where) : PS_OK;
    *done = !rc && money && ps_filter_money(text, &amount);
    if (rc || *done) {
        return rc ? rc : push_value(r, text, where);
    }
    r->c.at = at;
    return PS_OK;
}

static int one_value(reader *r) {
    size_t next;
    ps_str text;
    ps_filter_span where;
    bool in_quotes = r->c.at < r->c.text.n && is_quote(look(r->c.text, r->c.at, &next));
    int rc = in_quotes ? quoted(r, &text, &where) : bare(r, true, &text, &where);
    if (!rc && in_quotes && r->c.at < r->c.text.n) {
        uint32_t c = look(r->c.text, r->c.at, &next);
        rc = is_blank(c) || is_comma(c)
                 ? PS_OK
                 : bad_at(r, (ps_filter_span){r->c.at, ps_filter_word_end(r->c.text, r->c.at)}, PS_T_FILTER_AFTER_QUOTE, text);
    }
    if (!rc && !in_quotes && text.n == 0) { /* nothing before or after a comma */
        do {
            where.at--;
        } while (((unsigned char)r->c.text.p[where.at] & 0xC0) == 0x80 && where.at > r->t->name_where.end);
        return bad_at(r, where, PS_T_FILTER_NO_VALUE, r->t->name);
    }
    return rc ? rc : push_value(r, text, where);
}

/* The values after an operator: none, one or several. */
static int read_values(reader *r) {
    ps_filter_term *t = r->t;
    size_t next = r->c.at;
    bool amount = false;
    uint32_t c = r->c.at < r->c.text.n ? look(r->c.text, r->c.at, &next) : ' ';
    ps_filter_span op = {t->name_where.end, r->c.at};
    if (is_blank(c)) {
        return t->op > PS_OP_NE ? bad_at(r, op, PS_T_FILTER_NO_VALUE, t->name) : PS_OK;
    }
    int rc = one_amount(r, &amount);
    while (!rc && !amount) {
        rc = one_value(r);
        c = r->c.at < r->c.text.n ? look(r->c.text, r->c.at, &next) : ' ';
        if (rc || is_blank(c)) {
            break;
        }
        r->c.at = next;
    }
    for (size_t i = 0; !rc && i < t->values.n; i++) {
        rc = type_value(r, &t->values.v[i]);
    }
    return !rc && t->op > PS_OP_NE && t->values.n > 1 ? bad_at(r, t->values.v[1].where, PS_T_FILTER_ONE_VALUE, t->name) : rc;
}

/* ---- terms ---- */

/* Where the first operator of a bare word stands; text.n: it has none. */
static size_t find_operator(ps_str s, size_t at, size_t *size, ps_filter_op *op) {
    size_t next, begin = at;
    for (; at < s.n; at = next) {
        *size = operator_at(s, at, op);
        if (*size && at > begin) {
            return at;
        }
        if (is_blank(look(s, at, &next))) {
            break;
        }
    }
    *size = 0;
    return s.n;
}

static bool has_order(ps_field_id field) {
    ps_field_kind kind = ps_field_kind_of(field);
    return field == PS_FIELD_FRONT || (kind != PS_FIELD_TEXT && kind != PS_FIELD_FLAG) || ps_field_values_of(field) == PS_OF_STAGES;
}

static int read_field(reader *r, size_t op_at, size_t op_size) {
    ps_filter_term *t = r->t;
    t->name_where = (ps_filter_span){r->c.at, op_at};
    t->name = ps_str_sub(r->c.text, r->c.at, op_at);
    r->c.at = op_at + op_size;
    if (!ps_field_find(t->name, &t->field)) {
        t->field = PS_FIELD_FRONT;
        if (!ps_field_could_be(t->name)) {
            return bad_at(r, t->name_where, PS_T_FILTER_FIELD, t->name);
        }
    }
    if (t->op > PS_OP_NE && !has_order(t->field)) {
        return bad_at(r, (ps_filter_span){t->name_where.end, r->c.at}, PS_T_FILTER_NO_ORDER, t->name);
    }
    return read_values(r);
}

static int read_view(reader *r) {
    size_t name;
    ps_str text;
    look(r->c.text, r->c.at, &name);
    r->c.at = name;
    r->t->field = PS_FIELD_VIEW;
    int rc = bare(r, false, &text, &r->t->name_where);
    r->t->name = text;
    return rc || text.n ? rc : bad_at(r, (ps_filter_span){name - 1, name}, PS_T_FILTER_VIEW_NAME, PS_S(""));
}

/* A flag, or a word to be looked for. */
static int read_word(reader *r, bool in_quotes) {
    ps_str text;
    ps_filter_span where;
    ps_field_id field;
    int rc = in_quotes ? quoted(r, &text, &where) : bare(r, false, &text, &where);
    bool flag = !rc && !in_quotes && ps_field_find(text, &field) && ps_field_kind_of(field) == PS_FIELD_FLAG &&
                ps_fold_eq(text, ps_field_name(field));
    bool mine = !rc && !in_quotes && ps_fold_eq(text, PS_S("mine"));
    r->t->field = flag ? field : mine ? PS_FIELD_OWNER : PS_FIELD_WORD;
    r->t->name = flag || mine ? text : PS_S("");
    r->t->name_where = where;
    rc = rc ? rc : push_value(r, mine ? PS_S("me") : text, where);
    if (!rc && flag) {
        r->t->values.v[0].amount = 1;
    }
    return rc;
}

/* A word beginning at the cursor, which stands on no blank. */
static int read_term(reader *r) {
    size_t next, size;
    ps_str s = r->c.text;
    r->t->where.at = r->c.at;
    uint32_t c = look(s, r->c.at, &next);
    if (c == '-' && next < s.n && !is_blank(look(s, next, &size))) {
        r->t->negated = true;
        r->c.at = next;
        c = look(s, next, &next);
    }
    int rc;
    size_t op = is_quote(c) ? s.n : find_operator(s, r->c.at, &size, &r->t->op);
    if (op < s.n) {
        rc = read_field(r, op, size);
    } else {
        r->t->op = PS_OP_EQ;
        rc = c == '@' ? read_view(r) : read_word(r, is_quote(c));
    }
    r->t->where.end = r->c.at;
    return rc;
}

int ps_filter_parse(ps_filter_terms *out, ps_arena *arena, ps_str text, ps_date today, ps_error *err) {
    reader r = {.arena = arena, .today = today, .err = err, .c = {text, 0}};
    size_t next;
    int rc = PS_OK;
    *out = (ps_filter_terms){0};
    while (!rc && r.c.at < text.n) {
        if (is_blank(look(text, r.c.at, &next))) {
            r.c.at = next;
            continue;
        }
        r.t = PS_PUSH(arena, out);
        rc = r.t ? read_term(&r) : ps_nomem(err);
    }
    return rc;
}

/* ---- what is being typed ---- */

ps_filter_span ps_filter_last_word(ps_str text) {
    size_t at = 0, next, end;
    for (; at < text.n; at = end) {
        end = ps_filter_word_end(text, at);
        if (end == text.n) {
            break;
        }
        look(text, end, &next);
        end = next;
    }
    return (ps_filter_span){at, text.n};
}

void ps_filter_head(ps_str word, size_t *sign, size_t *head, ps_str *name) {
    size_t next, size;
    ps_filter_op op;
    *sign = word.n > 0 && look(word, 0, &next) == '-' ? next : 0;
    size_t at = find_operator(word, *sign, &size, &op);
    *name = at < word.n ? ps_str_sub(word, *sign, at) : PS_S("");
    *head = at < word.n ? at + size : *sign;
}
