#include "process.h"

#include <stdlib.h>

#include "alloc.h"
#include "field.h"
#include "process_data.h"
#include "process_reader.h"

enum { COMMIT_FROM = 80, BEST_FROM = 50, AGE_DAYS = 365, AGE_MEMBER = 180 };

static int by_line(const void *a, const void *b) {
    const ps_fault *x = a, *y = b;
    return x->line != y->line ? (x->line > y->line) - (x->line < y->line) : ps_str_cmp(x->message, y->message);
}

static void read_parts(ps_reader *r) {
    ps_process *p = r->p;
    ps_reader_front(r);
    ps_reader_sections(r);
    ps_reader_stages(r);
    ps_reader_gates(r);
    ps_reader_decision(r);
    ps_reader_vocabularies(r);
    ps_reader_items(r);
    ps_reader_profiles(r);
    ps_reader_check(r);
    if (r->faults.n) {
        qsort(r->faults.v, r->faults.n, sizeof *r->faults.v, by_line);
    }
    p->faults = r->faults.v;
    p->n_faults = r->faults.n;
}

int ps_process_read(ps_process **out, ps_str text, ps_lang lang, ps_error *err) {
    int rc = PS_ENOMEM;
    ps_reader r = {.lang = lang};
    ps_process *p = ps_alloc(sizeof *p);
    if (!p) {
        goto cleanup;
    }
    *p = (ps_process){.lang = PS_EN,
                      .name = PS_S(""),
                      .currency = PS_S("EUR"),
                      .decision = -1,
                      .commit_from = COMMIT_FROM,
                      .best_from = BEST_FROM,
                      .age_account = AGE_DAYS,
                      .age_region = AGE_DAYS,
                      .age_member = AGE_MEMBER};
    if (ps_note_parse(&p->note, text, lang, err)) {
        goto cleanup;
    }
    r.p = p;
    read_parts(&r);
    if (r.failed) {
        goto cleanup;
    }
    *out = p;
    p = NULL;
    rc = PS_OK;
cleanup:
    ps_process_free(p);
    return rc ? ps_nomem(err) : PS_OK;
}

void ps_process_free(ps_process *p) {
    if (p) {
        ps_note_free(p->note);
        ps_arena_free(&p->arena);
        ps_free(p);
    }
}

ps_str ps_process_builtin(ps_lang lang) {
    return lang == PS_ZH ? (ps_str){(const char *)ps_process_zh, ps_process_zh_len}
                         : (ps_str){(const char *)ps_process_en, ps_process_en_len};
}

int ps_process_stage(const ps_process *p, ps_str id) {
    for (int i = 0; i < p->n_stages; i++) {
        if (ps_str_eq(p->stages[i].id, id)) {
            return i;
        }
    }
    return -1;
}

int ps_process_gate(const ps_process *p, ps_str id) {
    for (int i = 0; i < p->n_gates; i++) {
        if (ps_str_eq(p->gates[i].id, id)) {
            return i;
        }
    }
    return -1;
}

const ps_activity *ps_process_activity(const ps_process *p, ps_str id) {
    size_t low = 0, high = p->n_activities;
    while (low < high) { /* the first that is not below id */
        size_t mid = low + (high - low) / 2;
        if (ps_str_cmp(p->by_id[mid]->id, id) < 0) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < p->n_activities && ps_str_eq(p->by_id[low]->id, id) ? p->by_id[low] : NULL;
}

const ps_profile *ps_process_profile(const ps_process *p, ps_str id) {
    for (size_t i = 0; i < p->n_profiles; i++) {
        if (ps_str_eq(p->profiles[i].id, id)) {
            return &p->profiles[i];
        }
    }
    return NULL;
}

/* A profile without a limit covers everything and is the largest; among several of them `full`. */
const ps_profile *ps_process_propose(const ps_process *p, ps_money value) {
    const ps_profile *full = ps_process_profile(p, PS_S("full")), *best = NULL, *open = NULL;
    if (value == PS_MONEY_NONE) {
        return full ? full : p->n_profiles ? &p->profiles[0] : NULL;
    }
    for (size_t i = 0; i < p->n_profiles; i++) {
        const ps_profile *pr = &p->profiles[i];
        if (pr->limit == PS_MONEY_NONE) {
            open = !open || pr == full ? pr : open;
        } else if (pr->limit >= value && (!best || pr->limit < best->limit)) {
            best = pr;
        }
    }
    return best ? best : open ? open : ps_process_propose(p, PS_MONEY_NONE);
}

const ps_term *ps_process_term(const ps_process *p, ps_vocab_id v, ps_str id) {
    for (size_t i = 0; i < p->vocab[v].n; i++) {
        if (ps_str_eq(p->vocab[v].terms[i].id, id)) {
            return &p->vocab[v].terms[i];
        }
    }
    return NULL;
}

ps_str ps_process_label(const ps_process *p, ps_vocab_id v, ps_str id) {
    const ps_term *t = ps_process_term(p, v, id);
    return t ? t->label : id;
}

/* Every column of the fixed list that the name stands for is tried: "from" is a day in one table and a probability in another. */
static bool names_column(const ps_process *p, ps_str written, ps_str name) {
    for (int c = 0; c < PS_C_COUNT; c++) {
        if (ps_column_is((ps_column_id)c, name, NULL) && ps_column_is((ps_column_id)c, written, &p->aliases)) {
            return true;
        }
    }
    return ps_str_eq_nocase(written, name);
}

int ps_vocab_column(const ps_process *p, ps_vocab_id v, ps_str column) {
    for (size_t i = 0; column.n && i < p->vocab[v].n_columns; i++) {
        if (names_column(p, p->vocab[v].columns[i], column)) {
            return (int)i;
        }
    }
    return -1;
}

ps_str ps_term_cell(const ps_process *p, ps_vocab_id v, const ps_term *t, ps_str column) {
    int at = ps_vocab_column(p, v, column);
    return at < 0 || (size_t)at >= t->n_cells ? PS_S("") : t->cells[at];
}

int ps_process_threshold(const ps_process *p, ps_str habit, ps_str key, int otherwise) {
    int of = ps_vocab_column(p, PS_V_THRESHOLDS, PS_S("habit")), value = ps_vocab_column(p, PS_V_THRESHOLDS, PS_S("value")), v;
    for (size_t i = 0; of >= 0 && value >= 0 && i < p->vocab[PS_V_THRESHOLDS].n; i++) {
        const ps_term *t = &p->vocab[PS_V_THRESHOLDS].terms[i];
        if (ps_str_eq(t->id, key) && ps_str_eq(t->cells[of], habit) && ps_int_read(t->cells[value], &v)) {
            return v;
        }
    }
    return otherwise;
}

int ps_process_level(const ps_process *p, ps_str level) {
    const ps_vocab *v = &p->vocab[PS_V_LEVELS];
    const ps_term *t = ps_process_term(p, PS_V_LEVELS, level);
    int n = 0;
    if (t) {
        return (int)(t - v->terms) + 1;
    }
    return ps_int_read(level, &n) && n >= 1 && (size_t)n <= v->n ? n : 0;
}

bool ps_activity_for(const ps_activity *a, ps_str kind) {
    return !a->kind.n || ps_str_eq(a->kind, kind);
}
