#include "control.h"
#include "field.h"
#include "seller.h"
#include "workspace_impl.h"

static char next_state(char state) {
    return state == ' ' || state == '/' ? 'x' : ' ';
}

static const ps_activity *activity_of(const ps_work *w, const ps_task *task) {
    return task->id.n ? ps_process_activity(w->process, task->id) : NULL;
}

/* A point of a seller's readiness in a member's note. */
static bool is_point(const ps_work *w, const ps_place *at, const ps_task *task) {
    return at->kind == PS_K_MEMBER && ps_seller_point(w->process, task->id);
}

/* The next state of a task that is toggled: an answer that grew too old is given again, as it was. */
static char toggled(const ps_work *w, const ps_place *at, const ps_task *task) {
    const ps_activity *activity = activity_of(w, task);
    bool scoped = activity && (at->kind == PS_K_ACCOUNT || at->kind == PS_K_REGION);
    bool stale = scoped && task->state != ' ' && ps_answer_too_old(w->process, activity->scope, task, w->world.today);
    ps_date due = is_point(w, at, task) ? ps_seller_due(w->process, task) : PS_DATE_NONE;
    stale |= due != PS_DATE_NONE && due <= w->world.today;
    return stale ? task->state : next_state(task->state);
}

static bool is_condition(const ps_place *at, size_t task) {
    for (size_t i = 0; at->review && i < at->review->n_conditions; i++) {
        if (at->review->conditions[i].task_index == task) {
            return true;
        }
    }
    return false;
}

static bool is_criterion(const ps_place *at, size_t task) {
    for (size_t i = 0; at->review && i < at->review->n_criteria; i++) {
        if (at->review->criteria[i].task_index == task) {
            return true;
        }
    }
    return false;
}

/* One task: its state, and the fields that belong to a state. */
static int set_task(ps_work *w, const ps_place *at, ps_note **note, size_t i, char state, ps_str reason) {
    const ps_task *task = &(*note)->tasks[i];
    const ps_activity *activity = activity_of(w, task);
    bool condition = is_condition(at, i), criterion = is_criterion(at, i);
    bool point = is_point(w, at, task);
    bool dated = condition || point || (activity && (at->kind == PS_K_ACCOUNT || at->kind == PS_K_REGION));
    bool reasoned = ps_task_field(task, PS_S("reason")).n > 0, was_dated = ps_task_field(task, PS_S("done")).n > 0;
    bool answered = ps_task_field(task, PS_S("answer")).n > 0;
    ps_datestr d;
    if (at->review && at->review->decision != PS_DECISION_NONE && !condition) {
        return ps_fail(w->err, PS_EREFUSED, SEALED);
    }
    if (state == '-' && !reason.n && !reasoned && (activity || criterion || condition || point)) {
        return ps_fail(w->err, PS_EINVAL, REASON_NEEDED);
    }
    int rc = ps_note_set_state(note, i, state, w->err);
    if (!rc && state == '-' && reason.n) {
        rc = ps_note_set_task_field(note, i, PS_S("reason"), reason, w->err);
    } else if (!rc && state != '-' && reasoned) { /* the reason spoke of "not applicable" */
        rc = ps_note_set_task_field(note, i, PS_S("reason"), (ps_str){NULL, 0}, w->err);
    }
    if (!rc && criterion && answered && state != ' ') {
        rc = ps_note_set_task_field(note, i, PS_S("answer"), (ps_str){NULL, 0}, w->err);
    }
    bool closes = state == 'x' || state == '-';
    if (!rc && dated && closes) { /* answers of an account and of a seller age, conditions are met on a day */
        rc = ps_note_set_task_field(note, i, PS_S("done"), ps_date_str(&d, w->world.today), w->err);
    } else if (!rc && dated && was_dated) {
        rc = ps_note_set_task_field(note, i, PS_S("done"), (ps_str){NULL, 0}, w->err);
    }
    return rc;
}

/* Every open activity under the heading on the line (0: of the note) at once. */
static int set_many(ps_work *w, const ps_place *at, ps_note **note, const ps_a_toggle *in, int *count) {
    ps_range under = {0, (*note)->text.n};
    for (size_t i = 0; i < (*note)->n_headings; i++) {
        if ((*note)->headings[i].line == (unsigned)in->lnum) {
            under = (ps_range){(*note)->headings[i].range.at, (*note)->headings[i].end};
        }
    }
    PS_VEC(size_t) chosen = {0};
    for (size_t i = 0; i < (*note)->n_tasks; i++) {
        const ps_task *task = &(*note)->tasks[i];
        const ps_activity *activity = activity_of(w, task);
        bool inside = task->range.at >= under.at && task->range.at < under.end, open = task->state != 'x' && task->state != '-';
        if (!activity || !inside || !open) {
            continue;
        }
        if (!at->deal || !ps_gate_bulk_allowed(at->deal, activity)) {
            return ps_fail(w->err, PS_EREFUSED, BULK_EARLY);
        }
        size_t *slot = PS_PUSH(w->arena, &chosen);
        if (!slot) {
            return ps_nomem(w->err);
        }
        *slot = i;
    }
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < chosen.n; i++) {
        rc = set_task(w, at, note, chosen.v[i], '-', ps_str_trim(in->reason));
        *count += 1;
    }
    return rc;
}

/* The tasks that begin on the lines from lnum to last. *state: what the last of them became. An edit leaves their order as it is. */
static int set_lines(ps_work *w, const ps_place *at, ps_note **note, const ps_a_toggle *in, char *state, int *count) {
    bool closes = *state == 'x' || *state == '-';
    char asked = *state;
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < (*note)->n_tasks; i++) {
        const ps_task *task = &(*note)->tasks[i];
        bool closed = task->state == 'x' || task->state == '-';
        if ((int)task->line < in->lnum || (int)task->line > in->last || (closes && closed)) {
            continue;
        }
        *state = asked ? asked : toggled(w, at, task);
        rc = set_task(w, at, note, i, *state, ps_str_trim(in->reason));
        if (rc && w->err->code == rc && !w->err->path[0]) {
            ps_error_at(w->err, at->path, (*note)->tasks[i].line);
        }
        *count += 1;
    }
    return !rc && !*count ? ps_fail(w->err, PS_ENOTFOUND, NO_TASKS) : rc;
}

/* ---- rows of a table ---- */

/* How a state is written in the language of the column's name; "" for open. */
static ps_str state_word(ps_str header, char state) {
    ps_lang lang = header.n && (unsigned char)header.p[0] >= 0x80 ? PS_ZH : PS_EN;
    return state == 'x'   ? ps_text(PS_T_ROW_DONE, lang)
           : state == '/' ? ps_text(PS_T_ROW_DOING, lang)
           : state == '-' ? ps_text(PS_T_ROW_DROPPED, lang)
                          : PS_S("");
}

/* What comes again was looked at: its next day. */
static int set_again(ps_work *w, const ps_item_row *at, ps_note **note, char *state) {
    ps_datestr text;
    ps_date next = ps_date_read(ps_row_cell(&(*note)->tables[at->table].rows[at->row], at->day));
    ps_date day = ps_control_after(next, at->every, w->world.today);
    *state = *state ? *state : 'x';
    if (*state != 'x' || day == PS_DATE_NONE) {
        return ps_fail(w->err, PS_EINVAL, COMES_AGAIN);
    }
    return ps_note_set_cell(note, at->table, at->row, at->day, ps_date_str(&text, day), w->err);
}

/* The row on the line: its state, or the day on which it was paid. */
static int set_row(ps_work *w, const ps_place *at, ps_note **note, int lnum, char *state) {
    ps_item_row at_row;
    ps_datestr day;
    unsigned line = lnum > 0 ? (unsigned)lnum : 0;
    bool found = ps_item_row_at(&at_row, *note, line, &w->process->aliases);
    if (found && (at_row.every.months || at_row.every.days)) {
        return set_again(w, &at_row, note, state);
    }
    if (!found || at_row.state < 0) {
        return ps_fail(w->err, PS_ENOTFOUND, NO_TASK);
    }
    if (at->review && at->review->decision != PS_DECISION_NONE) {
        return ps_fail(w->err, PS_EREFUSED, SEALED);
    }
    const ps_table *table = &(*note)->tables[at_row.table];
    ps_str now = ps_row_cell(&table->rows[at_row.row], at_row.state);
    bool closed = at_row.paid ? now.n > 0 : ps_item_state_closed(now);
    *state = *state ? *state : closed ? ' ' : 'x';
    if (at_row.paid && *state != 'x' && *state != ' ') {
        return ps_fail(w->err, PS_EINVAL, PAID_OR_NOT);
    }
    ps_str word = at_row.paid && *state == 'x' ? ps_date_str(&day, w->world.today)
                  : at_row.paid                ? PS_S("")
                                               : state_word(table->header.cells[at_row.state].text, *state);
    return ps_note_set_cell(note, at_row.table, at_row.row, at_row.state, word, w->err);
}

static int toggle_run(ps_work *w, const ps_a_toggle *in, ps_v_place *out) {
    ps_place at = {0};
    ps_note *note = NULL;
    char state = in->state.n == 1 ? in->state.p[0] : in->state.n == 0 ? '\0' : '?';
    int count = 0, lnum = in->lnum;
    size_t task = SIZE_MAX;
    if (state == 'X') {
        state = 'x';
    }
    if (state && state != ' ' && state != 'x' && state != '/' && state != '-') {
        return ps_fail(w->err, PS_EINVAL, BAD_STATE, ps_str_clip(in->state, 20));
    }
    int rc = ps_work_place(w, in->path, &at);
    rc = rc ? rc : ps_work_edit(w, at.path, &note);
    rc = rc ? rc : ps_work_item_line(w, &at, note, in->kind, in->text, &lnum);
    if (!rc && in->bulk) {
        rc = !ps_str_trim(in->reason).n ? ps_fail(w->err, PS_EINVAL, REASON_NEEDED) : set_many(w, &at, &note, in, &count);
        state = '-';
    } else if (!rc && in->last) {
        rc = set_lines(w, &at, &note, in, &state, &count);
    } else if (!rc) {
        task = ps_place_task(note, lnum);
        if (task == SIZE_MAX) {
            rc = set_row(w, &at, &note, lnum, &state);
        } else {
            state = state ? state : toggled(w, &at, &note->tasks[task]);
            rc = set_task(w, &at, &note, task, state, ps_str_trim(in->reason));
            count = 1;
        }
    }
    if (rc && w->err->code == rc && !w->err->path[0]) {
        ps_error_at(w->err, at.path, lnum > 0 ? (unsigned)lnum : 1);
    }
    rc = rc ? rc : ps_work_put_note(w, at.path, note);
    bool row = task == SIZE_MAX && !in->bulk && !in->last; /* rows have no field for a reason */
    rc = rc ? rc : ps_work_commit(w, at.path, row ? ps_work_reason(w, in->reason) : PS_S(""));
    if (!rc) {
        *out = (ps_v_place){.path = ps_keep_path(w, at.path), .text = ps_keep(w, (ps_str){&state, 1}), .lnum = lnum, .count = count};
    }
    ps_note_free(note);
    return rc;
}
PS_CALL_RUN(toggle, ps_a_toggle, ps_v_place, PS_WRITES)

/* ---- refresh: what the process has gained ---- */

static int apply_inserts(ps_work *w, const ps_refresh *r, ps_v_place *out) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < r->n_inserts;) {
        ps_note *note = NULL;
        ps_str path = r->inserts[i].path;
        rc = ps_work_edit(w, path, &note);
        for (; !rc && i < r->n_inserts && ps_str_eq(r->inserts[i].path, path); i++) {
            size_t at = r->inserts[i].at;
            rc = ps_work_at(w, ps_note_insert(&note, at, r->inserts[i].lines, w->err), path);
            if (!rc && !out->path.n) {
                *out = (ps_v_place){.path = ps_keep_path(w, path), .lnum = (int)ps_note_line(note, at)};
            }
        }
        rc = rc ? rc : ps_work_put_note(w, path, note);
        ps_note_free(note);
    }
    return rc;
}

static int refresh_run(ps_work *w, const ps_a_id *in, ps_v_place *out) {
    ps_deal *deal;
    ps_refresh r = {0};
    int rc = ps_work_deal_edit(w, in->id, &deal);
    rc = rc ? rc : ps_template_refresh(&r, w->arena, deal, &w->world, w->err);
    rc = rc ? rc : apply_inserts(w, &r, out);
    for (size_t i = 0; !rc && i < r.n_files; i++) {
        rc = ps_work_put(w, r.files[i].path, r.files[i].text);
        if (!out->path.n) {
            *out = (ps_v_place){.path = ps_keep_path(w, r.files[i].path), .lnum = 1};
        }
    }
    ps_buf subject = {0};
    ps_text_put(&subject, w->process->lang, PS_T_REFRESHED, &in->id, 1);
    rc = rc || ps_buf_ok(&subject) ? rc : ps_nomem(w->err);
    rc = rc ? rc : ps_work_commit(w, ps_buf_str(&subject), PS_S(""));
    ps_buf_free(&subject);
    out->count = (int)r.n_activities;
    out->id = ps_keep(w, in->id);
    return rc;
}
PS_CALL_RUN(refresh, ps_a_id, ps_v_place, PS_WRITES)
