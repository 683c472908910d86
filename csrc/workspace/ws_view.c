#include <string.h>

#include "workspace_impl.h"

int ps_view_missing(ps_work *w, const ps_missing *m, size_t n, ps_v_missings *out) {
    for (size_t i = 0; i < n; i++) {
        ps_v_missing *v = PS_PUSH(w->arena, out);
        if (!v) {
            return ps_nomem(w->err);
        }
        *v = (ps_v_missing){.kind = ps_missing_kind_id(m[i].kind),
                            .id = ps_keep(w, m[i].id),
                            .text = ps_keep(w, m[i].text),
                            .path = ps_keep_path(w, m[i].path),
                            .message = ps_keep(w, m[i].message),
                            .lnum = (int)m[i].line,
                            .absent = m[i].absent,
                            .expired = m[i].expired};
    }
    return PS_OK;
}

int ps_refuse(ps_work *w, const ps_missing *m, size_t n, ps_text_id id, const ps_str *args, size_t n_args) {
    int rc = ps_view_missing(w, m, n, &w->s->missing);
    return rc ? rc : ps_error_set(w->err, PS_EREFUSED, id, args, n_args);
}

static int keep_strs(ps_work *w, const ps_str *from, size_t n, ps_strs *out) {
    for (size_t i = 0; i < n; i++) {
        ps_str *s = PS_PUSH(w->arena, out);
        if (!s) {
            return ps_nomem(w->err);
        }
        *s = ps_keep(w, from[i]);
    }
    return PS_OK;
}

int ps_view_action(ps_work *w, const ps_deal *deal, ps_v_action **out) {
    const ps_action *a = ps_deal_next_action(deal, &w->world);
    *out = NULL;
    if (!a) {
        return PS_OK;
    }
    ps_v_action *v = PS_NEW(w->arena, ps_v_action);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_action){
        .text = ps_keep(w, a->text), .owner = ps_keep(w, a->owner), .path = ps_keep_path(w, a->path), .due = a->due, .lnum = (int)a->line};
    *out = v;
    return PS_OK;
}

static bool any_override(const ps_deal *deal) {
    for (int i = 1; i <= deal->stage; i++) {
        if (ps_gate_override(deal, i)) {
            return true;
        }
    }
    return false;
}

/* The next step in short: how many items are missing, and how many of them are conditions. */
static int view_step(ps_work *w, const ps_deal *deal, ps_v_deal *out) {
    ps_readiness r = {0};
    int rc = ps_gate_readiness(&r, w->arena, deal, &w->world, w->lang, w->err);
    if (rc) {
        return rc;
    }
    const ps_profile *pr = deal->profile;
    out->ready = r.ready;
    out->missing = (int)r.n_missing;
    out->done = r.done;
    out->total = r.total;
    out->conditions = 0;
    out->reviewable = r.n_missing > 0 && r.gate >= 0;
    for (size_t i = 0; i < r.n_missing; i++) {
        out->conditions += r.missing[i].kind == PS_M_CONDITION;
        out->reviewable = out->reviewable && r.missing[i].kind == PS_M_REVIEW;
    }
    out->next = r.next < 0 ? PS_S("") : ps_keep(w, pr->stages[r.next].id);
    out->gate = r.gate < 0 ? PS_S("") : ps_keep(w, pr->gates[r.gate].id);
    out->gate_label = r.gate < 0 ? PS_S("") : ps_keep(w, pr->gates[r.gate].label);
    return PS_OK;
}

static ps_str until_nul(ps_str s) {
    const char *nul = s.n ? memchr(s.p, '\0', s.n) : NULL;
    return nul ? ps_str_sub(s, 0, (size_t)(nul - s.p)) : s;
}

static void put_front(ps_buf *b, ps_str key, ps_str value) {
    ps_buf_put(b, until_nul(key));
    ps_buf_char(b, '\0');
    ps_buf_put(b, until_nul(ps_note_unlink(ps_str_trim(value))));
    ps_buf_char(b, '\0');
}

static void put_member(ps_buf *b, ps_str key, const ps_fm *member) {
    if (member->kind == PS_FM_SCALAR) {
        ps_buf_put(b, until_nul(key));
        ps_buf_char(b, '.');
        put_front(b, member->key, member->text);
    }
}

static int view_front(ps_work *w, const ps_note *note, ps_str *out) {
    ps_buf b = {0};
    for (size_t i = 0; i < note->n_fields; i++) {
        const ps_fm *f = &note->fields[i];
        if (f->kind == PS_FM_SCALAR || f->kind == PS_FM_EMPTY) {
            put_front(&b, f->key, f->text);
        }
        for (size_t k = 0; f->kind == PS_FM_LIST && k < f->n_items; k++) {
            if (f->items[k].kind == PS_FM_SCALAR) {
                put_front(&b, f->key, f->items[k].text);
            }
        }
        for (size_t k = 0; f->kind == PS_FM_MAP && k < f->n_items; k++) {
            put_member(&b, f->key, &f->items[k]);
        }
    }
    *out = ps_keep(w, ps_buf_str(&b));
    int rc = ps_buf_ok(&b) ? PS_OK : ps_nomem(w->err);
    ps_buf_free(&b);
    return rc;
}

void ps_view_clock(ps_v_deal *out, const ps_clock *clock, ps_date changed, ps_date today) {
    ps_date since;
    out->stalled = ps_clock_stalled(clock, changed, today, &since);
    out->stalled_since = out->stalled ? since : PS_DATE_NONE;
    out->days_in_stage = out->entered == PS_DATE_NONE || out->entered > today ? 0 : today - out->entered;
}

int ps_view_deal(ps_work *w, const ps_deal *deal, ps_date changed, ps_v_deal *out) {
    const ps_profile *pr = deal->profile;
    bool judged = false;
    ps_clock clock;
    int earned = ps_gate_earned(deal);
    *out = (ps_v_deal){
        .id = ps_keep(w, deal->id),
        .title = ps_keep(w, deal->title.n ? deal->title : deal->id),
        .account = ps_keep(w, deal->account),
        .kind = ps_keep(w, deal->kind),
        .profile = ps_keep(w, pr->id),
        .stage = ps_keep(w, pr->stages[deal->stage].id),
        .stage_label = ps_keep(w, pr->stages[deal->stage].label),
        .earned = ps_keep(w, pr->stages[earned].id),
        .earned_label = ps_keep(w, pr->stages[earned].label),
        .status = ps_status_id(deal->status),
        .owner = ps_keep(w, deal->owner),
        .currency = ps_keep(w, deal->currency.n ? deal->currency : w->process->currency),
        .source = ps_keep(w, deal->source),
        .path = deal->main ? ps_keep_path(w, deal->main->path) : PS_S(""),
        .folder = ps_keep_path(w, deal->folder),
        .parent = ps_keep(w, deal->parent),
        .forecast = ps_keep(w, deal->forecast),
        .lost_to = ps_keep(w, deal->lost_to),
        .revisit = deal->revisit,
        .reason = ps_keep(w, deal->reason),
        .value = deal->value,
        .margin = deal->margin,
        .budget = deal->budget,
        .spent = deal->spent,
        .weighted = ps_deal_weighted(deal),
        .probability = ps_deal_probability(deal, &judged),
        .opened = deal->opened,
        .close = deal->close,
        .signed_on = deal->signed_on,
        .entered = ps_deal_entered(deal),
        .unearned = deal->stage > earned,
        .overridden = any_override(deal),
        .archived = deal->main && ps_note_value(deal->main->note, PS_S("archived")).n > 0,
    };
    out->counted = out->value;
    out->counted_weighted = out->weighted;
    out->probability_source = judged ? PS_S("judged") : PS_S("stage");
    ps_deal_clock(&clock, deal, &w->world);
    ps_view_clock(out, &clock, changed, w->world.today);
    int rc = keep_strs(w, deal->team, deal->n_team, &out->team);
    rc = rc || !deal->main ? rc : view_front(w, deal->main->note, &out->front);
    rc = rc ? rc : ps_view_action(w, deal, &out->next_action);
    rc = rc ? rc : ps_agenda_tender(&out->tender, w->arena, deal, w->err);
    return rc ? rc : view_step(w, deal, out);
}

int ps_view_deal_now(ps_work *w, ps_str id, ps_v_deal *out) {
    ps_deal *deal;
    int rc = ps_work_deal(w, id, &deal);
    return rc ? rc : ps_view_deal(w, deal, w->world.today, out);
}

static ps_str crit_answer(ps_crit_answer a) {
    static const ps_str names[] = {{"open", 4}, {"met", 3}, {"partly", 6}, {"no", 2}, {"na", 2}};
    return names[a];
}

static int view_votes(ps_work *w, const ps_review *r, ps_v_review *out) {
    for (size_t i = 0; i < r->n_votes; i++) {
        ps_v_vote *v = PS_PUSH(w->arena, &out->votes);
        if (!v) {
            return ps_nomem(w->err);
        }
        *v = (ps_v_vote){ps_keep(w, r->votes[i].reviewer), ps_keep(w, r->votes[i].vote), ps_keep(w, r->votes[i].comment), PS_S("")};
    }
    return PS_OK;
}

static int view_conditions(ps_work *w, const ps_review *r, ps_v_review *out) {
    for (size_t i = 0; i < r->n_conditions; i++) {
        const ps_condition *c = &r->conditions[i];
        ps_v_condition *v = PS_PUSH(w->arena, &out->conditions);
        if (!v) {
            return ps_nomem(w->err);
        }
        *v = (ps_v_condition){ps_keep(w, c->text), ps_keep(w, c->owner), ps_keep(w, c->due_text), ps_keep(w, c->for_id), c->met,
                              (int)c->line};
    }
    return PS_OK;
}

int ps_view_review(ps_work *w, const ps_deal *deal, const ps_review *r, ps_v_review *out) {
    ps_datestr date;
    const ps_pgate *gate = r->pgate < 0 ? NULL : &deal->profile->gates[r->pgate];
    *out = (ps_v_review){.path = ps_keep_path(w, r->doc->path),
                         .deal = ps_keep(w, deal->id),
                         .gate = ps_keep(w, gate ? gate->id : r->gate),
                         .gate_label = ps_keep(w, gate ? gate->label : r->gate),
                         .round = r->round,
                         .date = ps_keep(w, ps_date_str(&date, r->date)),
                         .reviewed = ps_keep(w, r->reviewed),
                         .decision = ps_decision_id(r->decision),
                         .reason = ps_keep(w, r->reason),
                         .self_review = r->self_review};
    int rc = keep_strs(w, r->reviewers, r->n_reviewers, &out->reviewers);
    for (size_t i = 0; !rc && i < r->n_criteria; i++) {
        const ps_crit *c = &r->criteria[i];
        ps_v_criterion *v = PS_PUSH(w->arena, &out->criteria);
        if (!v) {
            return ps_nomem(w->err);
        }
        *v = (ps_v_criterion){ps_keep(w, c->id),       ps_keep(w, c->text),   crit_answer(c->answer),
                              ps_keep(w, c->evidence), ps_keep(w, c->reason), (int)c->line};
    }
    rc = rc ? rc : view_votes(w, r, out);
    return rc ? rc : view_conditions(w, r, out);
}

int ps_view_diags(ps_work *w, const ps_diags *in, ps_v_diags *out) {
    for (size_t i = 0; i < in->n; i++) {
        const ps_diag *d = &in->v[i];
        ps_v_diag *v = PS_PUSH(w->arena, out);
        if (!v) {
            return ps_nomem(w->err);
        }
        *v = (ps_v_diag){ps_keep_path(w, d->path), ps_keep(w, d->code), ps_keep(w, d->message), (int)d->line, (int)d->col,
                         (int)d->end_col,          (int)d->severity};
    }
    return PS_OK;
}

int ps_view_sum(ps_work *w, ps_v_sums *sums, const ps_v_deal *deal) {
    ps_v_sum *sum = NULL;
    if (deal->counted == PS_MONEY_NONE) {
        return PS_OK;
    }
    for (size_t i = 0; i < sums->n && !sum; i++) {
        sum = ps_str_eq(sums->v[i].currency, deal->currency) ? &sums->v[i] : NULL;
    }
    if (!sum) {
        sum = PS_PUSH(w->arena, sums);
        if (!sum) {
            return ps_nomem(w->err);
        }
        *sum = (ps_v_sum){deal->currency, 0, 0};
    }
    if (!ps_money_add(&sum->value, sum->value, deal->counted) || !ps_money_add(&sum->weighted, sum->weighted, deal->counted_weighted)) {
        return ps_fail(w->err, PS_EINVAL, MONEY_RANGE, deal->id);
    }
    return PS_OK;
}
