#include "search_query.h"

static const ps_str quotes[] = {{"\"", 1}, {"“", 3}, {"”", 3}, {"＂", 3}, {"„", 3}};
static const ps_str blanks[] = {{" ", 1}, {"\t", 1}, {"\n", 1}, {"\r", 1}, {"\0", 1}, {"　", 3}, {"\xC2\xA0", 2}};

/* Length of what of the list stands at the front; 0: none. */
static size_t leads(ps_str s, const ps_str *list, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (ps_str_starts(s, list[i])) {
            return list[i].n;
        }
    }
    return 0;
}

static size_t quote(ps_str s) {
    return leads(s, quotes, sizeof quotes / sizeof *quotes);
}

static size_t blank(ps_str s) {
    return leads(s, blanks, sizeof blanks / sizeof *blanks);
}

static ps_str from(ps_str s, size_t at) {
    return ps_str_sub(s, at, s.n);
}

/* Takes a term off the front of *rest, which begins with no blank. */
static ps_search_term take(ps_str *rest) {
    ps_search_term t = {0};
    ps_str s = *rest;
    size_t at = 0, open;
    if (s.n > 1 && s.p[0] == '-' && !blank(from(s, 1))) {
        t.negated = true;
        s = from(s, 1);
    }
    open = quote(s);
    if (open) {
        t.quoted = true;
        s = from(s, open);
        while (at < s.n && !quote(from(s, at))) {
            at++;
        }
        t.text = ps_str_sub(s, 0, at);
        s = from(s, at + (at < s.n ? quote(from(s, at)) : 0));
    } else {
        while (at < s.n && !blank(from(s, at)) && !quote(from(s, at))) {
            at++;
        }
        t.text = ps_str_sub(s, 0, at);
        s = from(s, at);
    }
    if (t.quoted && s.n && s.p[0] == '*') {
        t.prefix = true;
        s = from(s, 1);
    } else if (!t.quoted && t.text.n > 1 && t.text.p[t.text.n - 1] == '*') {
        t.prefix = true;
        t.text.n--;
    }
    *rest = s;
    return t;
}

int ps_search_terms_read(ps_arena *arena, ps_str typed, ps_search_terms *out, ps_error *err) {
    ps_str rest = ps_str_clip(typed, PS_SEARCH_MAX_BYTES);
    while (rest.n && out->n < PS_SEARCH_MAX_TERMS) {
        size_t skip = blank(rest);
        if (skip) {
            rest = from(rest, skip);
            continue;
        }
        ps_search_term t = take(&rest), *slot = t.text.n ? PS_PUSH(arena, out) : NULL;
        if (t.text.n && !slot) {
            return ps_nomem(err);
        }
        if (slot) {
            *slot = t;
        }
    }
    return PS_OK;
}

void ps_search_expression(ps_buf *out, const ps_search_terms *terms, bool negated, const char *column) {
    bool first = true;
    for (size_t i = 0; i < terms->n; i++) {
        const ps_search_term *t = &terms->v[i];
        if (t->negated != negated) {
            continue;
        }
        ps_buf_fmt(out, "%s%s\"", first ? "" : negated ? " OR " : " AND ", column);
        for (size_t k = 0; k < t->text.n; k++) {
            char c = t->text.p[k];
            ps_buf_put(out, c == '"' ? PS_S("\"\"") : c == '\0' ? PS_S(" ") : (ps_str){&t->text.p[k], 1});
        }
        ps_buf_put(out, t->prefix ? PS_S("\" *") : PS_S("\""));
        first = false;
    }
}
