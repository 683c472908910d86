#include "diag_impl.h"

enum { LISTED = 12, SHOWN = 80 }; /* ids that a message lists; bytes of a value that it repeats */

void ps_check_date(ps_checker *c, ps_spot spot, ps_str value) {
    if (value.n && ps_date_read(value) == PS_DATE_NONE) {
        ps_say(c, spot, PS_ERROR, "bad-date", BAD_DATE, ps_str_clip(value, SHOWN));
    }
}

void ps_check_money(ps_checker *c, ps_spot spot, ps_str value) {
    ps_error err = {.lang = c->lang};
    ps_money ignored;
    if (value.n && ps_money_parse(&ignored, value, &err)) {
        ps_say_message(c, spot, PS_ERROR, "bad-amount", ps_str_of(err.message));
    }
}

static void check_from_zero(ps_checker *c, ps_spot spot, ps_str value) {
    ps_money amount = ps_money_read(value);
    if (amount != PS_MONEY_NONE && amount < 0) {
        ps_say(c, spot, PS_WARN, "bad-number", DIAG_BELOW_ZERO, ps_str_clip(value, SHOWN));
    }
}

void ps_check_whole(ps_checker *c, ps_spot spot, ps_str value, int min, int max) {
    int v = 0;
    if (value.n && (!ps_int_read(value, &v) || v < min || v > max)) {
        ps_digits least, most;
        ps_say(c, spot, PS_WARN, "bad-number", DIAG_WHOLE, ps_str_clip(value, SHOWN), ps_num(&least, min), ps_num(&most, max));
    }
}

void ps_check_number(ps_checker *c, ps_spot spot, ps_str value) {
    ps_money ignored;
    if (value.n && ps_money_parse(&ignored, value, NULL)) {
        ps_say(c, spot, PS_WARN, "bad-number", DIAG_NUMBER, ps_str_clip(value, SHOWN));
    }
}

/* "a, b, c …" of the first ids that `next` gives. */
static void unknown(ps_checker *c, ps_spot spot, ps_severity severity, ps_str what, ps_str value,
                    ps_str (*next)(const void *from, size_t i), const void *from) {
    ps_buf list = {0};
    ps_str id = next(from, 0);
    for (size_t i = 0; id.n && i < LISTED; id = next(from, ++i)) {
        ps_buf_put(&list, i ? PS_S(", ") : PS_S(""));
        ps_buf_put(&list, id);
    }
    ps_buf_put(&list, id.n ? PS_S(" …") : PS_S(""));
    if (ps_buf_ok(&list)) {
        ps_say(c, spot, severity, "unknown-value", DIAG_UNKNOWN, what, ps_str_clip(value, SHOWN), ps_buf_str(&list));
    } else {
        c->failed = true;
    }
    ps_buf_free(&list);
}

static ps_str next_term(const void *from, size_t i) {
    const ps_vocab *v = from;
    return i < v->n ? v->terms[i].id : PS_S("");
}

void ps_check_term(ps_checker *c, ps_spot spot, ps_str what, ps_str value, ps_vocab_id v) {
    const ps_vocab *vocab = &c->process->vocab[v];
    if (value.n && vocab->n && !ps_process_term(c->process, v, value)) {
        unknown(c, spot, PS_WARN, what, value, next_term, vocab);
    }
}

void ps_check_terms(ps_checker *c, ps_spot spot, ps_str what, ps_str values, ps_vocab_id v) {
    ps_strs ids = {0};
    if (ps_ids_split(c->arena, values, &ids)) {
        c->failed = true;
    }
    for (size_t i = 0; i < ids.n; i++) {
        ps_check_term(c, spot, what, ids.v[i], v);
    }
}

static ps_str next_word(const void *from, size_t i) {
    ps_str rest = *(const ps_str *)from, word = PS_S("");
    for (size_t at = 0; at <= i; at++) {
        if (!ps_str_next(&rest, ' ', &word)) {
            return PS_S("");
        }
    }
    return word;
}

void ps_check_one_of(ps_checker *c, ps_spot spot, ps_str what, ps_str value, ps_str allowed) {
    ps_str rest = allowed, word;
    bool found = !value.n;
    while (!found && ps_str_next(&rest, ' ', &word)) {
        found = ps_str_eq(word, value);
    }
    if (!found) {
        unknown(c, spot, PS_WARN, what, value, next_word, &allowed);
    }
}

static ps_str next_stage(const void *from, size_t i) {
    const ps_process *p = from;
    return i < (size_t)p->n_stages ? p->stages[i].id : PS_S("");
}

void ps_check_stage(ps_checker *c, ps_spot spot, ps_str what, ps_str value) {
    if (value.n && ps_process_stage(c->process, value) < 0) {
        unknown(c, spot, PS_ERROR, what, value, next_stage, c->process);
    }
}

static ps_str next_gate(const void *from, size_t i) {
    const ps_process *p = from;
    return i < (size_t)p->n_gates ? p->gates[i].id : PS_S("");
}

void ps_check_gate(ps_checker *c, ps_spot spot, ps_str what, ps_str value) {
    if (value.n && ps_process_gate(c->process, value) < 0) {
        unknown(c, spot, PS_ERROR, what, value, next_gate, c->process);
    }
}

static bool has_note(const ps_checker *c, ps_kind kind, ps_str id) {
    return ps_world_note(c->world, kind, id, NULL) || (kind == PS_K_PERSON && ps_world_note(c->world, PS_K_MEMBER, id, NULL));
}

void ps_check_id(ps_checker *c, ps_spot spot, ps_str value, ps_kind kind) {
    if (!value.n || !c->world || !c->world->note) {
        return;
    }
    if (!ps_id_valid(value)) {
        ps_say(c, spot, PS_WARN, "bad-id", DIAG_BAD_ID, ps_str_clip(value, SHOWN));
    } else if (!has_note(c, kind, value) && kind == PS_K_DEAL) {
        ps_say(c, spot, PS_HINT, "unknown-id", DIAG_NO_DEAL, value);
    } else if (!has_note(c, kind, value)) {
        ps_say(c, spot, PS_HINT, "unknown-id", DIAG_NO_NOTE, value, ps_kind_dir(kind), ps_kind_id(kind));
    }
}

void ps_check_ids(ps_checker *c, ps_spot spot, ps_str values, ps_kind kind) {
    ps_strs ids = {0};
    if (ps_ids_split(c->arena, values, &ids)) {
        c->failed = true;
    }
    for (size_t i = 0; i < ids.n; i++) {
        ps_check_id(c, spot, ids.v[i], kind);
    }
}

static bool in_flow(const ps_process *p, ps_str flow, ps_str step) {
    const ps_vocab *v = &p->vocab[PS_V_FLOWS];
    for (size_t i = 0; i < v->n; i++) {
        ps_str its = ps_term_cell(p, PS_V_FLOWS, &v->terms[i], PS_S("flow"));
        if (ps_str_eq(v->terms[i].id, step) && (!flow.n || !its.n || ps_str_eq(its, flow))) {
            return true;
        }
    }
    return !v->n;
}

static void check_step(ps_checker *c, ps_spot spot, ps_str value) {
    ps_str flow = c->deal ? c->deal->flow : PS_S("");
    if (!in_flow(c->process, flow, value)) {
        ps_say(c, spot, PS_WARN, "unknown-value", DIAG_FLOW_STEP, ps_str_clip(value, SHOWN), flow);
    }
}

static ps_str next_profile(const void *from, size_t i) {
    const ps_process *p = from;
    return i < p->n_profiles ? p->profiles[i].id : PS_S("");
}

void ps_check_cell(ps_checker *c, ps_spot spot, const ps_cell_rule *rule, ps_str name, ps_str value) {
    switch (rule->type) {
    case PS_CELL_TEXT:
        break;
    case PS_CELL_DATE:
        ps_check_date(c, spot, value);
        break;
    case PS_CELL_MONEY:
        ps_check_money(c, spot, value);
        if (rule->from_zero) {
            check_from_zero(c, spot, value);
        }
        break;
    case PS_CELL_NUMBER:
        ps_check_number(c, spot, value);
        break;
    case PS_CELL_WHOLE:
        ps_check_whole(c, spot, value, rule->min, rule->max);
        break;
    case PS_CELL_TERM:
        ps_check_term(c, spot, name, value, (ps_vocab_id)rule->arg);
        break;
    case PS_CELL_TERMS:
        ps_check_terms(c, spot, name, value, (ps_vocab_id)rule->arg);
        break;
    case PS_CELL_ONE_OF:
        ps_check_one_of(c, spot, name, value, ps_str_of(rule->words));
        break;
    case PS_CELL_ID:
        ps_check_id(c, spot, ps_id_bare(value), (ps_kind)rule->arg);
        break;
    case PS_CELL_NAME:
        ps_check_id(c, spot, ps_id_valid(ps_id_bare(value)) ? ps_id_bare(value) : PS_S(""), (ps_kind)rule->arg);
        break;
    case PS_CELL_IDS:
        ps_check_ids(c, spot, value, (ps_kind)rule->arg);
        break;
    case PS_CELL_STAGE:
        ps_check_stage(c, spot, name, value);
        break;
    case PS_CELL_GATE:
        ps_check_gate(c, spot, name, value);
        break;
    case PS_CELL_PROFILE:
        if (value.n && !ps_process_profile(c->process, value)) {
            unknown(c, spot, PS_ERROR, name, value, next_profile, c->process);
        }
        break;
    case PS_CELL_STEP:
        check_step(c, spot, value);
        break;
    case PS_CELL_EVIDENCE:
        ps_check_evidence(c, spot, value);
        break;
    }
}
