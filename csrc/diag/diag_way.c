#include "diag_impl.h"

typedef struct {
    int activities, criteria, conditions, others;
    ps_strs gates; /* whose reviews are missing, each once */
} tally;

static void count(ps_checker *c, tally *t, const ps_missing *m) {
    if (m->kind == PS_M_ACTIVITY) {
        t->activities++;
    } else if (m->kind == PS_M_CRITERION) {
        t->criteria++;
    } else if (m->kind == PS_M_CONDITION) {
        t->conditions++;
    } else if (m->kind == PS_M_REVIEW && ps_process_gate(c->process, m->id) >= 0) {
        ps_str *gate = ps_ids_have(t->gates.v, t->gates.n, m->id) ? &(ps_str){0} : PS_PUSH(c->arena, &t->gates);
        c->failed = c->failed || !gate;
        if (gate) {
            *gate = m->id;
        }
    } else {
        t->others++;
    }
}

/* The things that are missing, to be joined: "2 activities", "the approval review". */
typedef struct {
    ps_buf parts[5 + PS_MAX_GATES];
    size_t n;
    int things;
} phrases;

static void put_number(phrases *p, ps_lang lang, int n, ps_text_id one, ps_text_id many) {
    if (n) {
        ps_digits digits;
        ps_str arg = ps_num(&digits, n);
        ps_text_put(&p->parts[p->n++], lang, n == 1 ? one : many, &arg, 1);
        p->things += n;
    }
}

static ps_str gate_name(const ps_checker *c, ps_str id) {
    int gate = ps_process_gate(c->process, id);
    return c->lang == PS_ZH && gate >= 0 ? c->process->gates[gate].label : id;
}

static ps_str stage_name(const ps_checker *c, int pstage) {
    const ps_pstage *s = &c->deal->profile->stages[pstage];
    return c->lang == PS_ZH ? s->label : s->id;
}

static void put_phrases(const ps_checker *c, phrases *p, const tally *t) {
    put_number(p, c->lang, t->activities, PS_T_DIAG_ONE_ACTIVITY, PS_T_DIAG_ACTIVITIES);
    put_number(p, c->lang, t->criteria, PS_T_DIAG_ONE_CRITERION, PS_T_DIAG_CRITERIA);
    put_number(p, c->lang, t->conditions, PS_T_DIAG_ONE_CONDITION, PS_T_DIAG_CONDITIONS);
    for (size_t i = 0; i < t->gates.n && i < PS_MAX_GATES; i++) {
        ps_str name = gate_name(c, t->gates.v[i]);
        ps_text_put(&p->parts[p->n++], c->lang, PS_T_DIAG_THE_REVIEW, &name, 1);
        p->things++;
    }
    put_number(p, c->lang, t->others, PS_T_DIAG_ONE_OTHER, PS_T_DIAG_OTHERS);
}

static bool join(const ps_checker *c, phrases *p, ps_buf *out) {
    bool ok = true;
    for (size_t i = 0; i < p->n; i++) {
        ps_text_id glue = i + 1 == p->n ? PS_T_DIAG_AND : PS_T_DIAG_COMMA;
        ps_buf_put(out, i ? ps_text(glue, c->lang) : PS_S(""));
        ps_buf_put(out, ps_buf_str(&p->parts[i]));
        ok = ok && ps_buf_ok(&p->parts[i]);
        ps_buf_free(&p->parts[i]);
    }
    return ok && ps_buf_ok(out);
}

static void say_claim(ps_checker *c, const tally *t, int earned) {
    const ps_doc *main = c->deal->main;
    phrases p = {.n = 0};
    ps_buf list = {0};
    put_phrases(c, &p, t);
    bool ok = join(c, &p, &list);
    ps_str claimed = stage_name(c, c->deal->stage), reached = stage_name(c, earned);
    ps_spot spot = ps_spot_field(main->path, main->note, PS_S("stage"));
    if (!ok) {
        c->failed = true;
    } else if (p.things == 1) {
        ps_say(c, spot, PS_ERROR, "stage-unearned", DIAG_CLAIM_ONE, claimed, reached, ps_buf_str(&list));
    } else {
        ps_say(c, spot, PS_ERROR, "stage-unearned", DIAG_CLAIM, claimed, reached, ps_buf_str(&list));
    }
    ps_buf_free(&list);
}

static const char *missing_code(ps_missing_kind kind) {
    static const char *const codes[] = {
        [PS_M_ACTIVITY] = "missing-activity", [PS_M_CRITERION] = "missing-criterion", [PS_M_CONDITION] = "missing-condition",
        [PS_M_REVIEW] = "missing-review",     [PS_M_REVIEWER] = "missing-reviewer",   [PS_M_OUTCOME] = "missing-outcome",
        [PS_M_FIELD] = "missing-field"};
    return codes[kind];
}

static const ps_note *note_at(const ps_deal *d, ps_str path) {
    const ps_doc *doc = ps_deal_doc(d, path);
    return doc ? doc->note : NULL;
}

/* Claimed beyond earned: an error on the claim, and one on each line that keeps it from being earned. */
static void check_claim(ps_checker *c) {
    const ps_deal *d = c->deal;
    ps_missing *missing = NULL;
    size_t n = 0;
    tally t = {0};
    int earned = ps_gate_earned(d);
    ps_check_commit(c, earned);
    if (!d->main || earned >= d->stage) {
        return;
    }
    if (ps_gate_unearned(c->arena, d, c->world, c->lang, &missing, &n, NULL)) {
        c->failed = true;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        count(c, &t, &missing[i]);
    }
    say_claim(c, &t, earned);
    for (size_t i = 0; i < n; i++) {
        ps_spot spot = ps_spot_line(missing[i].path, note_at(d, missing[i].path), missing[i].line);
        ps_say_message(c, spot, PS_ERROR, missing_code(missing[i].kind), missing[i].message);
    }
}

/* Activities that the process gained after their stage was walked. */
static void check_gained(ps_checker *c) {
    for (size_t i = 0; i < c->deal->n_answers; i++) {
        const ps_answer *a = &c->deal->answers[i];
        if (!a->task && ps_gate_gained(c->deal, a)) {
            ps_say(c, ps_spot_line(a->path, note_at(c->deal, a->path), a->line), PS_WARN, "activity-gained", DIAG_GAINED,
                   a->activity->text);
        }
    }
}

static void check_last_step(ps_checker *c) {
    const ps_deal *d = c->deal;
    const ps_doc *main = d->main;
    ps_spot spot = ps_spot_field(main->path, main->note, PS_S("stage"));
    if (!d->stage_text.n || ps_process_stage(d->process, d->stage_text) < 0) {
        return;
    }
    if (!d->n_steps) {
        if (d->stage > 0) {
            ps_say(c, spot, PS_WARN, "stage-history", DIAG_NO_STEP, d->stage_text);
        }
        return;
    }
    ps_str last = PS_S("");
    for (size_t i = d->n_steps; i > 0 && !last.n; i--) { /* a row that does not say is named on its own line */
        last = d->steps[i - 1].to;
    }
    if (last.n && ps_profile_stage_id(d->process, d->profile, last) != d->stage) {
        ps_say(c, spot, PS_ERROR, "stage-history", DIAG_LAST_STEP, d->stage_text, last);
    }
}

static void check_step(ps_checker *c, const ps_step *s, const ps_step *before) {
    const ps_doc *main = c->deal->main;
    ps_spot spot = ps_spot_line(main->path, main->note, s->line);
    int from = ps_process_stage(c->process, s->from);
    if (!s->to.n) {
        ps_say(c, spot, PS_ERROR, "stage-history", DIAG_STEP_TO);
    }
    if (before && from >= 0 && ps_process_stage(c->process, before->to) >= 0 && !ps_str_eq(s->from, before->to) &&
        ps_profile_stage(c->deal->profile, from) != ps_profile_stage_id(c->process, c->deal->profile, before->to)) {
        ps_say(c, spot, PS_WARN, "stage-history", DIAG_STEP_FROM, s->from, before->to);
    }
    if (before && s->date != PS_DATE_NONE && before->date != PS_DATE_NONE && s->date < before->date) {
        ps_say(c, spot, PS_WARN, "stage-history", DIAG_STEP_ORDER);
    }
}

/* Won by hand: the day of signing and the value are asked for where the claim does not ask already. */
static void check_won(ps_checker *c) {
    const ps_deal *d = c->deal;
    bool won = d->status == PS_STATUS_WON || d->status == PS_STATUS_DONE;
    ps_spot spot = ps_spot_field(d->main->path, d->main->note, PS_S("status"));
    for (size_t i = 0; i < c->out->n; i++) {
        won = won && !ps_str_eq(c->out->v[i].code, PS_S("missing-outcome"));
    }
    if (won && d->value == PS_MONEY_NONE) {
        ps_say(c, spot, PS_WARN, "outcome", GATE_OUTCOME_VALUE);
    }
    if (won && d->signed_on == PS_DATE_NONE) {
        ps_say(c, spot, PS_WARN, "outcome", GATE_OUTCOME_SIGNED);
    }
}

void ps_check_way(ps_checker *c) {
    const ps_deal *d = c->deal;
    if (!d->main || d->main->note->broken || !d->profile->n_stages) {
        return; /* nothing is claimed that could be read */
    }
    check_claim(c);
    check_gained(c);
    check_won(c);
    check_last_step(c);
    for (size_t i = 0; i < d->n_steps; i++) {
        check_step(c, &d->steps[i], i ? &d->steps[i - 1] : NULL);
    }
}
