#include "meaning_fold.h"
#include "meaning_impl.h"
#include "width.h"

enum { SUBJECT_CELLS = 72 };

/* Longest beginning of at most `cells` display cells that cuts no character. */
static ps_str clip_cells(ps_str s, size_t cells) {
    size_t at = 0, used = 0;
    while (at < s.n) {
        uint32_t c;
        ps_str rest = ps_str_sub(s, at, s.n);
        size_t n = ps_str_rune(rest, &c);
        n = n ? n : 1;
        used += ps_width(ps_str_sub(rest, 0, n));
        if (used > cells) {
            break;
        }
        at += n;
    }
    return ps_str_sub(s, 0, at);
}

static void put_clipped(ps_buf *out, ps_str s, size_t cells) {
    if (ps_width(s) <= cells) {
        ps_buf_put(out, s);
        return;
    }
    ps_buf_put(out, clip_cells(s, cells > 0 ? cells - 1 : 0));
    ps_buf_put(out, cells > 0 ? PS_S("…") : PS_S(""));
}

/* Bytes of a line that breaks would end. */
static void put_line(ps_buf *out, ps_str s) {
    for (size_t i = 0; i < s.n; i++) {
        bool control = (unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F;
        ps_buf_char(out, control ? ' ' : s.p[i]);
    }
}

/* ---- about several things ---- */

static size_t count_abouts(const ps_event *e, size_t n) {
    size_t abouts = n > 0;
    for (size_t i = 1; i < n; i++) { /* events about one thing stand together */
        abouts += !ps_str_eq(e[i].about, e[i - 1].about);
    }
    return abouts;
}

static void put_several(ps_buf *out, const ps_event *e, size_t n, size_t abouts, ps_lang lang, size_t cells) {
    ps_digits d;
    ps_buf names = {0}, line = {0};
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !ps_str_eq(e[i].about, e[i - 1].about)) {
            ps_buf_put(&names, i ? PS_S(", ") : PS_S(""));
            ps_buf_put(&names, e[i].about);
        }
    }
    ps_str args[] = {ps_num(&d, (int64_t)abouts), ps_buf_str(&names)};
    ps_text_put(&line, lang, PS_T_MEAN_DEALS, args, 2);
    out->failed |= !ps_buf_ok(&names) || !ps_buf_ok(&line);
    put_clipped(out, ps_buf_str(&line), cells);
    ps_buf_free(&names);
    ps_buf_free(&line);
}

/* The events about the only thing of which more than a text changed: a link that another deal's note got leaves the subject to this one. NULL where
 * there are several such things, or none. */
static const ps_event *leading(const ps_event *e, size_t n, size_t *n_of) {
    const ps_event *found = NULL;
    for (size_t i = 0, end; i < n; i = end) {
        bool tells = false;
        for (end = i; end < n && ps_str_eq(e[end].about, e[i].about); end++) {
            tells = tells || e[end].kind != PS_EV_NOTE;
        }
        if (tells && found) {
            return NULL;
        }
        if (tells) {
            found = &e[i];
            *n_of = end - i;
        }
    }
    return found;
}

/* ---- about one ---- */

static size_t more_width(ps_lang lang, size_t left) {
    return left ? ps_width(ps_text(PS_T_MEAN_JOIN, lang)) + ps_width(ps_text(PS_T_MEAN_MORE, lang)) + 2 : 0;
}

/* Folds as far as they fit, then how many are left; of a first one that does not fit, as much as does. Returns how many were told whole. */
static size_t put_folds(ps_buf *out, const ps_fold *folds, size_t n, ps_lang lang, size_t cells) {
    ps_str join = ps_text(PS_T_MEAN_JOIN, lang);
    size_t used = 0, told = 0;
    for (; told < n; told++) {
        size_t w = ps_width(folds[told].text) + (told ? ps_width(join) : 0);
        bool fits = used + w + more_width(lang, n - told - 1) <= cells;
        if (!fits && told) {
            break;
        }
        if (!fits) { /* the body has the rest */
            ps_buf_put(out, clip_cells(folds->text, cells ? cells - 1 : 0));
            ps_buf_put(out, cells ? PS_S("…") : PS_S(""));
            return 0;
        }
        ps_buf_put(out, told ? join : PS_S(""));
        ps_buf_put(out, folds[told].text);
        used += w;
    }
    if (told < n) {
        ps_digits d;
        ps_buf_put(out, join);
        ps_text_args(out, lang, MEAN_MORE, ps_num(&d, (int64_t)(n - told)));
    }
    return told;
}

/* *whole: the subject says all there is. */
static int put_subject(ps_buf *out, const ps_process *p, const ps_event *events, size_t n, ps_str fallback, ps_lang lang, size_t cells,
                       bool *whole, ps_error *err) {
    ps_arena arena = {0};
    ps_fold *folds = NULL;
    size_t n_folds = 0, abouts = count_abouts(events, n);
    bool told = true;
    size_t n_lead = 0;
    const ps_event *lead = abouts > 1 ? leading(events, n, &n_lead) : NULL;
    int rc = PS_OK;
    events = lead ? lead : events;
    n = lead ? n_lead : n;
    if (abouts > 1 && !lead) {
        put_several(out, events, n, abouts, lang, cells);
    } else if (n == 0) {
        put_clipped(out, fallback.n ? fallback : ps_text(PS_T_MEAN_UNCHANGED, lang), cells);
    } else {
        rc = ps_fold_events(&arena, p, events, n, lang, true, &folds, &n_folds, err);
        size_t head = ps_width(events->about) + 2;
        ps_buf_put(out, events->about);
        ps_buf_put(out, PS_S(": "));
        if (!rc) {
            told = put_folds(out, folds, n_folds, lang, cells > head ? cells - head : 0) == n_folds;
        }
    }
    *whole = told && abouts <= 1;
    ps_arena_free(&arena);
    return rc;
}

int ps_meaning_subject(ps_buf *out, const ps_process *p, const ps_event *events, size_t n, ps_str fallback, ps_lang lang, int cells,
                       ps_error *err) {
    ps_buf line = {0};
    bool whole;
    size_t most = cells > 0 ? (size_t)cells : SUBJECT_CELLS;
    int rc = put_subject(&line, p, events, n, fallback, lang, most, &whole, err);
    if (!rc) {
        put_line(out, clip_cells(ps_buf_str(&line), most)); /* a long id alone may fill it */
        rc = ps_buf_ok(&line) && ps_buf_ok(out) ? PS_OK : ps_nomem(err);
    }
    ps_buf_free(&line);
    return rc;
}

/* ---- the whole message ---- */

static int put_body(ps_buf *out, const ps_process *p, const ps_event *events, size_t n, ps_lang lang, ps_error *err) {
    ps_arena arena = {0};
    ps_fold *folds = NULL;
    size_t n_folds = 0;
    bool several = count_abouts(events, n) > 1;
    int rc = ps_fold_events(&arena, p, events, n, lang, false, &folds, &n_folds, err);
    for (size_t i = 0; i < n_folds && !rc; i++) {
        ps_buf_put(out, i ? PS_S("\n- ") : PS_S("\n\n- "));
        if (several) {
            put_line(out, events[folds[i].first].about);
            ps_buf_put(out, PS_S(": "));
        }
        put_line(out, folds[i].text);
    }
    ps_arena_free(&arena);
    return rc;
}

static bool is_deal(const ps_event *e) {
    return ps_str_starts(e->path, PS_S("deals/"));
}

/* A line `Key: value` for each different value of the events, in order. `first`: no trailer stands before it. */
static void put_trailers(ps_buf *out, const ps_event *events, size_t n, const char *key, ps_str (*value)(const ps_event *e), bool *first) {
    for (size_t i = 0; i < n; i++) {
        ps_str v = value(&events[i]);
        bool said = v.n == 0;
        for (size_t k = i; k > 0 && !said && ps_str_eq(events[k - 1].about, events[i].about); k--) {
            said = ps_str_eq(value(&events[k - 1]), v);
        }
        if (!said) {
            ps_buf_put(out, *first ? PS_S("\n\n") : PS_S("\n"));
            ps_buf_put(out, ps_str_of(key));
            ps_buf_put(out, PS_S(": "));
            put_line(out, v);
            *first = false;
        }
    }
}

static ps_str deal_of(const ps_event *e) {
    return is_deal(e) ? e->about : PS_S("");
}

static ps_str stage_of(const ps_event *e) {
    return e->kind == PS_EV_STAGE && is_deal(e) ? e->to : PS_S("");
}

static ps_str gate_of(const ps_event *e) {
    return e->kind == PS_EV_STAGE || e->kind == PS_EV_REVIEW ? e->gate : PS_S("");
}

static ps_str decision_of(const ps_event *e) {
    return e->kind == PS_EV_REVIEW ? e->decision : PS_S("");
}

int ps_meaning_message(ps_buf *out, const ps_process *p, const ps_event *events, size_t n, ps_str fallback, ps_lang lang, ps_error *err) {
    ps_buf line = {0}, rest = {0};
    bool whole, first = true;
    int rc = put_subject(&line, p, events, n, fallback, lang, SUBJECT_CELLS, &whole, err);
    if (!rc && !whole) {
        rc = put_body(&rest, p, events, n, lang, err);
    }
    put_trailers(&rest, events, n, "Deal", deal_of, &first);
    put_trailers(&rest, events, n, "Stage", stage_of, &first);
    put_trailers(&rest, events, n, "Gate", gate_of, &first);
    put_trailers(&rest, events, n, "Decision", decision_of, &first);
    if (!rc) {
        put_line(out, clip_cells(ps_buf_str(&line), SUBJECT_CELLS));
        ps_buf_put(out, ps_buf_str(&rest));
        ps_buf_char(out, '\n');
        rc = ps_buf_ok(&line) && ps_buf_ok(&rest) && ps_buf_ok(out) ? PS_OK : ps_nomem(err);
    }
    ps_buf_free(&line);
    ps_buf_free(&rest);
    return rc;
}
