#include "field.h"
#include "ws_money.h"

/* A note of the deal's folder to be edited; where it was deleted by hand, made anew from its template. */
static int edit_or_make(ps_work *w, const ps_deal *deal, const char *name, ps_str *path, ps_note **note) {
    ps_buf text = {0};
    ps_new_deal like = {.id = deal->id,
                        .title = deal->title,
                        .profile = deal->profile->id,
                        .value = deal->value,
                        .budget = deal->budget,
                        .probability = -1};
    *path = ps_arena_fmt(w->arena, "%.*s/%s", PS_FMT(deal->folder), name);
    if (!path->p) {
        return ps_nomem(w->err);
    }
    int rc = ps_work_edit(w, *path, note);
    if (rc != PS_ENOTFOUND) {
        return rc;
    }
    bool costs = ps_str_eq(ps_str_of(name), PS_S("costs.md"));
    rc = costs ? ps_template_costs(&text, w->process, deal->profile, &like, w->err) : ps_template_log(&text, w->process, &like, w->err);
    rc = rc ? rc : ps_work_put(w, *path, ps_buf_str(&text));
    rc = rc ? rc : ps_work_edit(w, *path, note);
    ps_buf_free(&text);
    return rc;
}

int ps_work_costs_edit(ps_work *w, const ps_deal *deal, ps_str *path, ps_note **note) {
    return edit_or_make(w, deal, "costs.md", path, note);
}

int ps_work_log_edit(ps_work *w, const ps_deal *deal, ps_str *path, ps_note **note) {
    *path = ps_arena_fmt(w->arena, "%.*s/log.md", PS_FMT(deal->folder));
    int rc = path->p ? ps_work_save_folder(w, *path) : ps_nomem(w->err);
    return rc ? rc : edit_or_make(w, deal, "log.md", path, note);
}

/* ---- cost ---- */

/* One that asks for it names the person. */
static int check_person(ps_work *w, const ps_a_cost *in) {
    return ps_gift_asks(w->process, in->category) && !in->to.n ? ps_fail(w->err, PS_EINVAL, TO_NEEDED, in->category) : PS_OK;
}

int ps_work_cost(ps_work *w, const ps_a_cost *in, ps_v_entry *out) {
    static const ps_column_id columns[PS_LEDGER_CELLS] = {PS_C_DATE, PS_C_STAGE,     PS_C_CATEGORY, PS_C_AMOUNT,
                                                          PS_C_BY,   PS_C_RECIPIENT, PS_C_NOTE};
    ps_deal *deal;
    ps_note *note = NULL;
    ps_str path, cells[PS_LEDGER_CELLS];
    int pstage;
    if (in->amount == PS_MONEY_NONE || in->amount == 0) {
        return ps_fail(w->err, PS_EINVAL, ZERO_AMOUNT);
    }
    int rc = ps_work_category(w, in->category);
    rc = rc ? rc : check_person(w, in);
    rc = rc ? rc : ps_work_deal_edit(w, in->id, &deal);
    rc = rc ? rc : ps_work_cost_stage(w, deal, in->stage, &pstage);
    rc = rc ? rc : edit_or_make(w, deal, "costs.md", &path, &note);
    if (rc) {
        return rc;
    }
    ps_expense expense = {.date = in->date == PS_DATE_NONE ? w->world.today : in->date,
                          .stage = deal->profile->stages[pstage].id,
                          .category = in->category,
                          .amount = in->amount,
                          .by = w->my_id,
                          .to = in->to,
                          .note = in->note};
    rc = ps_template_expense(w->arena, &expense, cells, w->err);
    rc = rc ? rc : ps_work_at(w, ps_work_add_row(w, &note, PS_H_LEDGER, columns, cells, PS_LEDGER_CELLS, 'c'), path);
    rc = rc ? rc : ps_work_put_note(w, path, note);
    const ps_table *ledger = rc ? NULL : ps_heading_table(note, PS_H_LEDGER, &w->process->aliases);
    ps_datestr d;
    *out = (ps_v_entry){.path = ps_keep_path(w, path),
                        .id = ledger && ledger->n ? ps_keep(w, ledger->rows[ledger->n - 1].id) : PS_S(""),
                        .category = ps_keep(w, in->category),
                        .stage = ps_keep(w, expense.stage),
                        .by = ps_keep(w, w->my_id),
                        .to = ps_keep(w, in->to),
                        .note = ps_keep(w, in->note),
                        .amount = in->amount,
                        .date = ps_keep(w, ps_date_str(&d, expense.date)),
                        .lnum = ledger && ledger->n ? (int)ledger->rows[ledger->n - 1].line : 1};
    rc = rc ? rc : ps_work_commit(w, deal->id, PS_S(""));
    ps_note_free(note);
    return rc;
}

static int cost_run(ps_work *w, const ps_a_cost *in, ps_v_entry *out) {
    return ps_work_cost(w, in, out);
}
PS_CALL_RUN(cost, ps_a_cost, ps_v_entry, PS_WRITES)

/* ---- contacts ---- */

static int entry_time(ps_work *w, ps_str date, int64_t *out) {
    ps_date day;
    *out = w->now;
    if (!date.n || ps_time_parse(date, w->process->tz, out)) {
        return PS_OK;
    }
    if (ps_date_parse(date, &day)) {
        *out = ps_day_time(day, w->process->tz);
        return PS_OK;
    }
    return ps_fail(w->err, PS_EINVAL, BAD_DATE, ps_str_clip(date, 40));
}

static int check_entry(ps_work *w, const ps_a_log *in) {
    for (size_t i = 0; i < in->who.n; i++) {
        if (!ps_id_valid(ps_id_bare(in->who.v[i]))) {
            return ps_fail(w->err, PS_EINVAL, BAD_ID, ps_str_clip(in->who.v[i], 120));
        }
    }
    for (size_t i = 0; i < in->deals.n; i++) {
        ps_str folder;
        int rc = ps_work_folder(w, ps_id_bare(in->deals.v[i]), &folder);
        if (rc) {
            return rc;
        }
    }
    return in->kind.n && !ps_id_valid(in->kind) ? ps_fail(w->err, PS_EINVAL, BAD_ID, ps_str_clip(in->kind, 120)) : PS_OK;
}

/* Ids may be given as links. */
static int bare_ids(ps_work *w, const ps_strs *ids, ps_strs *out) {
    for (size_t i = 0; i < ids->n; i++) {
        ps_str *slot = PS_PUSH(w->arena, out);
        if (!slot) {
            return ps_nomem(w->err);
        }
        *slot = ps_id_bare(ids->v[i]);
    }
    return PS_OK;
}

static int put_entry(ps_work *w, const ps_a_log *in, bool prompts, ps_v_entry *out) {
    ps_deal *deal;
    ps_note *note = NULL;
    ps_buf lines = {0};
    ps_str path;
    ps_strs who = {0}, deals = {0};
    int rc = bare_ids(w, &in->who, &who);
    rc = rc ? rc : bare_ids(w, &in->deals, &deals);
    ps_new_contact entry = {
        .kind = in->kind, .who = who.v, .n_who = who.n, .deals = deals.v, .n_deals = deals.n, .text = in->text, .prompts = prompts};
    rc = rc ? rc : entry_time(w, in->date, &entry.time);
    rc = rc ? rc : check_entry(w, in);
    rc = rc ? rc : ps_work_deal_edit(w, in->id, &deal);
    rc = rc ? rc : ps_work_log_edit(w, deal, &path, &note);
    if (rc) {
        return rc;
    }
    size_t at = note->text.n;
    rc = ps_template_contact(&lines, w->process, &entry, w->err);
    rc = rc ? rc : ps_work_at(w, ps_note_insert(&note, at, ps_buf_str(&lines), w->err), path);
    rc = rc ? rc : ps_work_put_note(w, path, note);
    bool carried;
    rc = rc ? rc : ps_work_carry_text(w, path, note->text, &carried);
    const ps_heading *heading = NULL; /* the entry's own */
    for (size_t i = 0; !rc && i < note->n_headings && !heading; i++) {
        heading = note->headings[i].range.at >= at ? &note->headings[i] : NULL;
    }
    ps_datestr d;
    *out = (ps_v_entry){.path = ps_keep_path(w, path),
                        .id = ps_keep(w, deal->id),
                        .kind = ps_keep(w, in->kind),
                        .text = ps_keep(w, in->text),
                        .amount = PS_MONEY_NONE,
                        .who = in->who,
                        .deals = in->deals,
                        .date = ps_keep(w, ps_time_str(&d, entry.time, w->process->tz)),
                        .lnum = heading ? (int)heading->line : 1};
    rc = rc ? rc : ps_work_commit(w, deal->id, PS_S(""));
    ps_buf_free(&lines);
    ps_note_free(note);
    return rc;
}

static int log_run(ps_work *w, const ps_a_log *in, ps_v_entry *out) {
    return ps_str_trim(in->text).n ? put_entry(w, in, false, out) : ps_fail(w->err, PS_EINVAL, EMPTY_TEXT);
}
PS_CALL_RUN(log, ps_a_log, ps_v_entry, PS_WRITES)

static int visit_run(ps_work *w, const ps_a_log *in, ps_v_entry *out) {
    ps_a_log entry = *in;
    entry.kind = in->kind.n ? in->kind : PS_S("visit");
    return put_entry(w, &entry, true, out);
}
PS_CALL_RUN(visit, ps_a_log, ps_v_entry, PS_WRITES)
