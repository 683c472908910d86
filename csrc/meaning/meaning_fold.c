#include <stdio.h>

#include "meaning_fold.h"
#include "meaning_impl.h"

static bool closes(const ps_event *e) {
    return ps_str_eq(e->to, PS_S("x")) || ps_str_eq(e->to, PS_S("-"));
}

static bool folds_with(const ps_event *a, const ps_event *b, bool brief) {
    if (a->kind != b->kind || !ps_str_eq(a->about, b->about) || a->kind == PS_EV_STAGE || a->kind == PS_EV_CLOSE) {
        return false;
    }
    if (a->kind != PS_EV_ACTIVITY) {
        return true;
    }
    bool same_state = ps_str_eq(a->to, b->to) || (brief && closes(a) && closes(b));
    return same_state && ps_str_eq(a->stage, b->stage);
}

/* ---- words ---- */

static ps_str number(ps_sense *m, size_t n) {
    ps_digits d;
    return ps_sense_keep(m, ps_num(&d, (int64_t)n));
}

/* "concept" in a subject, "Concept discussion" in a history; where there is no stage, whose note it is. */
static ps_str stage_name(ps_sense *m, const ps_event *e, bool brief) {
    int s = ps_process_stage(m->process, e->stage);
    return s < 0 ? e->about : brief ? m->process->stages[s].id : m->process->stages[s].label;
}

static ps_str activities_text(ps_sense *m, const ps_event *e, size_t n, bool brief) {
    ps_str count = number(m, n), stage = stage_name(m, e, brief);
    if (brief && closes(e)) {
        return ps_sense_say(m, MEAN_FOLD_CLOSED, count, stage);
    }
    switch (e->to.n ? e->to.p[0] : '\0') {
    case 'x':
        return ps_sense_say(m, MEAN_FOLD_DONE, count, stage);
    case '-':
        return ps_sense_say(m, MEAN_FOLD_NA, count, stage);
    case '/':
        return ps_sense_say(m, MEAN_FOLD_BEGUN, count, stage);
    case '\0':
        return ps_sense_say(m, MEAN_FOLD_GONE, count, stage);
    default:
        return ps_sense_say(m, MEAN_FOLD_OPEN, count, stage);
    }
}

static ps_str costs_text(ps_sense *m, const ps_event *e, size_t n) {
    ps_moneystr d;
    ps_money sum = 0;
    for (size_t i = 0; i < n; i++) {
        ps_money_add(&sum, sum, e[i].amount); /* a sum out of range stays where it was */
    }
    return ps_sense_say(m, MEAN_FOLD_COSTS, number(m, n), ps_money_grouped(&d, sum));
}

/* In a subject ids are enough: `information → concept`, `review approval-1: go`. */
static ps_str brief_text(ps_sense *m, const ps_event *e) {
    if (e->kind == PS_EV_STAGE && e->from.n) {
        bool back = ps_sense_back(m, e->from, e->to);
        if (!e->reason.n) {
            return back ? ps_sense_say(m, MEAN_BACK, e->from, e->to) : ps_sense_say(m, MEAN_MOVE, e->from, e->to);
        }
        return back ? ps_sense_say(m, MEAN_BACK_WHY, e->from, e->to, e->reason) : ps_sense_say(m, MEAN_OVERRIDE, e->from, e->to, e->reason);
    }
    if (e->kind == PS_EV_REVIEW && e->gate.n) {
        return e->decision.n ? ps_sense_say(m, MEAN_BRIEF_DECIDED, e->id, e->decision) : ps_sense_say(m, MEAN_BRIEF_OPENED, e->id);
    }
    return e->text;
}

static ps_str joined(ps_sense *m, const ps_event *e, size_t n, bool brief) {
    ps_buf b = {0};
    for (size_t i = 0; i < n; i++) {
        ps_buf_put(&b, i ? ps_text(PS_T_MEAN_JOIN, m->lang) : PS_S(""));
        ps_buf_put(&b, brief ? brief_text(m, &e[i]) : e[i].text);
    }
    m->failed |= !ps_buf_ok(&b);
    ps_str kept = ps_sense_keep(m, ps_buf_ok(&b) ? ps_buf_str(&b) : PS_S(""));
    ps_buf_free(&b);
    return kept;
}

static ps_str fold_text(ps_sense *m, const ps_event *e, size_t n, bool brief) {
    if (n == 1) {
        return brief ? brief_text(m, e) : e->text;
    }
    switch (e->kind) {
    case PS_EV_ACTIVITY:
        return activities_text(m, e, n, brief);
    case PS_EV_CRITERION:
        return ps_sense_say(m, MEAN_FOLD_CRITERIA, number(m, n));
    case PS_EV_COST:
        return costs_text(m, e, n);
    case PS_EV_NOTE:
        return n > 2 ? ps_sense_say(m, MEAN_FOLD_NOTES, number(m, n)) : joined(m, e, n, brief);
    case PS_EV_CONDITION:
        return n > 2 ? ps_sense_say(m, MEAN_FOLD_CONDITIONS, number(m, n)) : joined(m, e, n, brief);
    default:
        return joined(m, e, n, brief);
    }
}

int ps_fold_events(ps_arena *arena, const ps_process *p, const ps_event *events, size_t n, ps_lang lang, bool brief, ps_fold **out,
                   size_t *n_out, ps_error *err) {
    ps_sense m = {.arena = arena, .process = p, .lang = lang};
    PS_VEC(ps_fold) folds = {0};
    for (size_t at = 0, end; at < n && !m.failed; at = end) {
        for (end = at + 1; end < n && folds_with(&events[at], &events[end], brief);) {
            end++;
        }
        ps_fold *f = PS_PUSH(arena, &folds);
        if (!f) {
            return ps_nomem(err);
        }
        *f = (ps_fold){at, end - at, events[at].kind, fold_text(&m, &events[at], end - at, brief)};
    }
    if (m.failed) {
        return ps_nomem(err);
    }
    *out = folds.v;
    *n_out = folds.n;
    return PS_OK;
}

int ps_meaning_fold(ps_arena *arena, const ps_process *p, const ps_event *events, size_t n, ps_lang lang, ps_fold **out, size_t *n_out,
                    ps_error *err) {
    return ps_fold_events(arena, p, events, n, lang, false, out, n_out, err);
}
