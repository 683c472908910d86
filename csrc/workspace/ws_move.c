#include "workspace_impl.h"

static const ps_column_id HISTORY[PS_HISTORY_CELLS] = {PS_C_DATE, PS_C_FROM, PS_C_TO, PS_C_GATE, PS_C_REVIEW, PS_C_BY, PS_C_OVERRIDE};

/* Commits the edited deal.md and answers with the deal as it is then. */
static int finish(ps_work *w, const ps_deal *deal, ps_note *note, ps_v_deal *out) {
    ps_str id = deal->id;
    int rc = ps_work_put_note(w, deal->main->path, note);
    rc = rc ? rc : ps_work_commit(w, id, PS_S(""));
    return rc ? rc : ps_view_deal_now(w, id, out);
}

static int set_stage(ps_work *w, const ps_deal *deal, int to, ps_step step, ps_v_deal *out) {
    ps_note *note = NULL;
    ps_str cells[PS_HISTORY_CELLS];
    const ps_pstage *stages = deal->profile->stages;
    step.date = w->world.today;
    step.from = stages[deal->stage].id;
    step.to = stages[to].id;
    step.by = w->my_id;
    int rc = ps_work_edit(w, deal->main->path, &note);
    rc = rc ? rc : ps_template_step(w->arena, &step, cells, w->err);
    rc = rc ? rc : ps_note_set(&note, PS_S("stage"), stages[to].id, w->err);
    rc = rc ? rc : ps_work_add_row(w, &note, PS_H_STAGE_HISTORY, HISTORY, cells, PS_HISTORY_CELLS, 's');
    rc = ps_work_at(w, rc, deal->main->path);
    rc = rc ? rc : finish(w, deal, note, out);
    ps_note_free(note);
    return rc;
}

/* "approval-1" of reviews/approval-1.md */
static ps_str review_name(const ps_review *r) {
    ps_str part = ps_path_name(r->doc->path);
    return ps_str_ends(part, PS_S(".md")) ? ps_str_sub(part, 0, part.n - 3) : part;
}

/* Moves go on for open and won deals; others must be reopened. */
static int check_moving(ps_work *w, const ps_deal *deal) {
    bool moves = deal->status == PS_STATUS_OPEN || deal->status == PS_STATUS_WON;
    return moves ? PS_OK : ps_fail(w->err, PS_EREFUSED, NOT_OPEN, ps_status_id(deal->status));
}

static int refuse_advance(ps_work *w, const ps_deal *deal, const ps_readiness *r) {
    ps_digits d;
    const ps_str args[] = {deal->id, deal->profile->stages[deal->stage].label, ps_num(&d, (int64_t)r->n_missing)};
    return ps_refuse(w, r->missing, r->n_missing, PS_T_NOT_READY, args, 3);
}

static int advance_run(ps_work *w, const ps_a_move *in, ps_v_deal *out) {
    ps_deal *deal;
    ps_readiness r = {0};
    int rc = ps_work_deal_edit(w, in->id, &deal);
    rc = rc ? rc : check_moving(w, deal);
    rc = rc ? rc : ps_gate_readiness(&r, w->arena, deal, &w->world, w->lang, w->err);
    if (rc) {
        return rc;
    }
    if (r.next < 0) {
        return ps_fail(w->err, PS_EREFUSED, LAST_STAGE, deal->profile->stages[deal->stage].label);
    }
    ps_str reason = ps_str_trim(in->override);
    if (!r.ready && !reason.n) {
        return in->override.n ? ps_fail(w->err, PS_EINVAL, REASON_NEEDED) : refuse_advance(w, deal, &r);
    }
    const ps_review *review = r.gate < 0 ? NULL : ps_deal_review(deal, r.gate);
    ps_step step = {.gate = r.gate < 0 ? PS_S("") : deal->profile->gates[r.gate].id,
                    .review = review ? review_name(review) : PS_S(""),
                    .override = r.ready ? PS_S("") : reason}; /* nothing was overridden where nothing was missing */
    return set_stage(w, deal, r.next, step, out);
}
PS_CALL_RUN(advance, ps_a_move, ps_v_deal, PS_WRITES)

static int back_run(ps_work *w, const ps_a_move *in, ps_v_deal *out) {
    ps_deal *deal;
    ps_str reason = ps_str_trim(in->reason);
    int rc = ps_work_deal_edit(w, in->id, &deal);
    rc = rc ? rc : check_moving(w, deal);
    if (rc) {
        return rc;
    }
    if (deal->stage == 0) {
        return ps_fail(w->err, PS_EREFUSED, FIRST_STAGE, deal->profile->stages[0].label);
    }
    if (!reason.n) {
        return ps_fail(w->err, PS_EINVAL, REASON_NEEDED);
    }
    /* The reason stands in `review`, the column that says on what a move rests: in `override` it would count as a step walked by force. */
    return set_stage(w, deal, deal->stage - 1, (ps_step){.review = reason}, out);
}
PS_CALL_RUN(back, ps_a_move, ps_v_deal, PS_WRITES)

/* ---- closing ---- */

static int set_date(ps_work *w, ps_note **note, const char *key, ps_date day) {
    ps_datestr d;
    return ps_note_set(note, ps_str_of(key), ps_date_str(&d, day), w->err);
}

static int close_won(ps_work *w, const ps_deal *deal, const ps_a_move *in, ps_note **note) {
    ps_moneystr m;
    ps_money value = in->value == PS_MONEY_NONE ? deal->value : in->value;
    if (value == PS_MONEY_NONE) {
        return ps_fail(w->err, PS_EINVAL, WON_NEEDS_VALUE);
    }
    int rc = set_date(w, note, "signed", in->date == PS_DATE_NONE ? w->world.today : in->date);
    return rc || value == deal->value ? rc : ps_note_set(note, PS_S("value"), ps_money_str(&m, value), w->err);
}

/* The day on which it comes up again. */
static int revisit_day(ps_work *w, const ps_a_move *in, ps_date *day) {
    ps_str text = ps_str_trim(in->revisit);
    *day = in->date;
    if (!text.n || ps_when_parse(text, w->world.today, w->world.today, day)) {
        return PS_OK;
    }
    return ps_fail(w->err, PS_EINVAL, BAD_WHEN, ps_str_clip(text, 40));
}

static int close_otherwise(ps_work *w, ps_status status, const ps_a_move *in, ps_note **note) {
    ps_str reason = ps_str_trim(in->reason), why = ps_str_trim(in->note);
    ps_date day;
    if (!reason.n) {
        return ps_fail(w->err, PS_EINVAL, REASON_NEEDED);
    }
    int rc = revisit_day(w, in, &day);
    rc = rc ? rc : ps_note_set(note, PS_S("reason"), reason, w->err);
    rc = rc || !why.n ? rc : ps_note_set(note, PS_S("reason_note"), why, w->err);
    if (!rc && in->to.n && status == PS_STATUS_LOST) {
        rc = ps_note_set(note, PS_S("lost_to"), in->to, w->err);
    }
    return rc || day == PS_DATE_NONE ? rc : set_date(w, note, "revisit", day);
}

static int check_close(ps_work *w, const ps_deal *deal, ps_status status) {
    if (deal->status == status) {
        return ps_fail(w->err, PS_EREFUSED, STATUS_IS, ps_status_id(status));
    }
    if (status == PS_STATUS_DONE) {
        return deal->status == PS_STATUS_WON ? PS_OK : ps_fail(w->err, PS_EREFUSED, DONE_NEEDS_WON);
    }
    bool fresh = deal->status == PS_STATUS_OPEN || deal->status == PS_STATUS_PAUSED;
    return fresh ? PS_OK : ps_fail(w->err, PS_EREFUSED, NOT_OPEN, ps_status_id(deal->status));
}

/* The project is summed up with what the closing says, in the same commit. */
static int sum_up(ps_work *w, const ps_deal *deal, const ps_note *note) {
    int rc = ps_work_put_note(w, deal->main->path, note);
    return rc ? rc : ps_work_sum_up(w, deal->id);
}

static int close_run(ps_work *w, const ps_a_move *in, ps_v_deal *out) {
    ps_deal *deal;
    ps_status status;
    ps_note *note = NULL;
    if (!ps_status_parse(in->status, &status) || status == PS_STATUS_OPEN) {
        return ps_fail(w->err, PS_EINVAL, UNKNOWN_STATUS, ps_str_clip(in->status, 40));
    }
    int rc = ps_work_deal_edit(w, in->id, &deal);
    rc = rc ? rc : check_close(w, deal, status);
    rc = rc ? rc : ps_work_edit(w, deal->main->path, &note);
    if (!rc && status == PS_STATUS_WON) {
        rc = close_won(w, deal, in, &note);
    } else if (!rc && status != PS_STATUS_DONE) {
        rc = close_otherwise(w, status, in, &note);
    }
    rc = rc ? rc : ps_note_set(&note, PS_S("status"), ps_status_id(status), w->err);
    rc = rc || status == PS_STATUS_PAUSED ? rc : sum_up(w, deal, note);
    rc = rc ? rc : finish(w, deal, note, out);
    ps_note_free(note);
    return rc;
}
PS_CALL_RUN(close, ps_a_move, ps_v_deal, PS_WRITES)

static int reopen_run(ps_work *w, const ps_a_move *in, ps_v_deal *out) {
    static const char *const gone[] = {"signed", "lost_to", "reason", "reason_note", "revisit", "archived"};
    ps_deal *deal;
    ps_note *note = NULL;
    int rc = ps_work_deal_edit(w, in->id, &deal);
    if (!rc && deal->status == PS_STATUS_OPEN) {
        rc = ps_fail(w->err, PS_EREFUSED, STATUS_IS, ps_status_id(PS_STATUS_OPEN));
    }
    rc = rc ? rc : ps_work_edit(w, deal->main->path, &note);
    bool was_done = !rc && deal->status == PS_STATUS_DONE; /* a finished deal is a won one again */
    for (size_t i = was_done ? sizeof gone / sizeof *gone - 1 : 0; !rc && i < sizeof gone / sizeof *gone; i++) {
        rc = ps_note_unset(&note, ps_str_of(gone[i]), w->err);
    }
    rc = rc ? rc : ps_note_set(&note, PS_S("status"), ps_status_id(was_done ? PS_STATUS_WON : PS_STATUS_OPEN), w->err);
    rc = rc ? rc : finish(w, deal, note, out);
    ps_note_free(note);
    return rc;
}
PS_CALL_RUN(reopen, ps_a_move, ps_v_deal, PS_WRITES)

static int archive_run(ps_work *w, const ps_a_id *in, ps_v_deal *out) {
    ps_deal *deal;
    ps_note *note = NULL;
    int rc = ps_work_deal_edit(w, in->id, &deal);
    if (!rc && (deal->status == PS_STATUS_OPEN || deal->status == PS_STATUS_PAUSED)) {
        rc = ps_fail(w->err, PS_EREFUSED, ARCHIVE_OPEN);
    }
    rc = rc ? rc : ps_work_edit(w, deal->main->path, &note);
    rc = rc ? rc : set_date(w, &note, "archived", w->world.today);
    rc = rc ? rc : finish(w, deal, note, out);
    ps_note_free(note);
    return rc;
}
PS_CALL_RUN(archive, ps_a_id, ps_v_deal, PS_WRITES)
