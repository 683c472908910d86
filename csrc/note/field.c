#include "field.h"

ps_str ps_fm_text(const ps_fm *f) {
    for (int depth = 0; f && f->kind == PS_FM_LIST && f->n_items == 1 && depth < 2; depth++) {
        f = &f->items[0];
    }
    return f && f->kind == PS_FM_SCALAR ? ps_str_trim(f->text) : PS_S("");
}

ps_str ps_id_bare(ps_str s) {
    s = ps_str_trim(s);
    ps_str id = ps_str_trim(ps_note_unlink(s));
    if (id.p == s.p) { /* no link */
        return id;
    }
    for (size_t i = id.n; i > 0; i--) {
        if (id.p[i - 1] == '/') {
            id = ps_str_sub(id, i, id.n);
            break;
        }
    }
    return ps_str_ends(id, PS_S(".md")) ? ps_str_sub(id, 0, id.n - 3) : id;
}

ps_str ps_fm_id(const ps_fm *f) {
    return ps_id_bare(ps_fm_text(f));
}

static int add_id(ps_arena *arena, ps_str id, ps_strs *out) {
    id = ps_id_bare(ps_str_trim(id));
    if (!id.n) {
        return PS_OK;
    }
    ps_str *slot = PS_PUSH(arena, out);
    if (!slot) {
        return PS_ENOMEM;
    }
    *slot = id;
    return PS_OK;
}

/* Bytes of the separator that stands at s.p: comma, semicolon and their Chinese forms; 0 for none. */
static size_t separator(ps_str s) {
    static const ps_str marks[] = {{",", 1}, {";", 1}, {"\uFF0C", 3}, {"、", 3}, {"\uFF1B", 3}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (ps_str_starts(s, marks[i])) {
            return marks[i].n;
        }
    }
    return 0;
}

/* End of the first item: behind a link's brackets, else at a separator. */
static size_t item_end(ps_str s) {
    if (ps_str_starts(s, PS_S("[["))) {
        size_t close = ps_str_find(s, PS_S("]]"), 2);
        if (close != SIZE_MAX) {
            return close + 2;
        }
    }
    size_t at = 0;
    while (at < s.n && !separator(ps_str_sub(s, at, s.n))) {
        at++;
    }
    return at;
}

int ps_ids_split(ps_arena *arena, ps_str text, ps_strs *out) {
    ps_str rest = ps_str_trim(text);
    while (rest.n) {
        size_t skip = separator(rest);
        if (!skip) {
            skip = item_end(rest);
            if (add_id(arena, ps_str_sub(rest, 0, skip), out)) {
                return PS_ENOMEM;
            }
        }
        rest = ps_str_trim(ps_str_sub(rest, skip, rest.n));
    }
    return PS_OK;
}

int ps_fm_ids(ps_arena *arena, const ps_fm *f, ps_strs *out) {
    if (!f) {
        return PS_OK;
    }
    if (f->kind == PS_FM_SCALAR) {
        return ps_ids_split(arena, f->text, out);
    }
    int rc = PS_OK;
    for (size_t i = 0; f->kind == PS_FM_LIST && i < f->n_items && !rc; i++) {
        rc = ps_fm_ids(arena, &f->items[i], out);
    }
    return rc;
}

bool ps_ids_have(const ps_str *ids, size_t n, ps_str id) {
    for (size_t i = 0; i < n; i++) {
        if (ps_str_eq(ids[i], id)) {
            return true;
        }
    }
    return false;
}

ps_date ps_date_read(ps_str s) {
    ps_date d = PS_DATE_NONE;
    return ps_date_parse(ps_str_trim(s), &d) ? d : PS_DATE_NONE;
}

ps_money ps_money_read(ps_str s) {
    ps_money m = PS_MONEY_NONE;
    s = ps_str_trim(s);
    return s.n && ps_money_parse(&m, s, NULL) == PS_OK ? m : PS_MONEY_NONE;
}

bool ps_int_read(ps_str s, int *out) {
    enum { MOST = 1000000 };
    s = ps_str_trim(s);
    bool minus = ps_str_starts(s, PS_S("-"));
    if (minus || ps_str_starts(s, PS_S("+"))) {
        s = ps_str_sub(s, 1, s.n);
    }
    if (ps_str_ends(s, PS_S("%"))) {
        s = ps_str_trim(ps_str_sub(s, 0, s.n - 1));
    }
    int v = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') {
            return false;
        }
        v = v >= MOST / 10 ? MOST : v * 10 + (s.p[i] - '0');
    }
    if (!s.n) {
        return false;
    }
    *out = minus ? -v : v;
    return true;
}

bool ps_bool_read(ps_str s) {
    static const ps_str yes[] = {{"true", 4}, {"yes", 3}, {"on", 2}, {"1", 1}, {"是", 3}};
    s = ps_str_trim(s);
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (ps_str_eq_nocase(s, yes[i])) {
            return true;
        }
    }
    return false;
}
