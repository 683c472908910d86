#include <assert.h>

#include "meaning_impl.h"

typedef struct {
    const ps_table *table;
    int date, from, to, gate, review, by, override;
} history;

static history history_of(const ps_note *note, const ps_aliases *al) {
    history h = {.table = ps_heading_table(note, PS_H_STAGE_HISTORY, al)};
    h.date = ps_column_find(h.table, PS_C_DATE, al);
    h.from = ps_column_find(h.table, PS_C_FROM, al);
    h.to = ps_column_find(h.table, PS_C_TO, al);
    h.gate = ps_column_find(h.table, PS_C_GATE, al);
    h.review = ps_column_find(h.table, PS_C_REVIEW, al);
    h.by = ps_column_find(h.table, PS_C_BY, al);
    h.override = ps_column_find(h.table, PS_C_OVERRIDE, al);
    return h;
}

static bool same_row(const ps_row *a, const ps_row *b) {
    for (size_t i = 0; i < a->n || i < b->n; i++) {
        if (!ps_str_eq(ps_row_cell(a, (int)i), ps_row_cell(b, (int)i))) {
            return false;
        }
    }
    return true;
}

/* The row of `in` that is this one: by its block id, else by its cells. NULL: there is none. */
static const ps_row *counterpart(const ps_table *in, const ps_row *row) {
    for (size_t i = 0; in && i < in->n; i++) {
        bool same = row->id.n && in->rows[i].id.n ? ps_str_eq(row->id, in->rows[i].id) : same_row(row, &in->rows[i]);
        if (same) {
            return &in->rows[i];
        }
    }
    return NULL;
}

static bool blank(const ps_row *row) {
    for (size_t i = 0; i < row->n; i++) {
        if (row->cells[i].text.n) {
            return false;
        }
    }
    return true;
}

static ps_str stage_label(const ps_sense *m, ps_str id) {
    int s = ps_process_stage(m->process, id);
    return s < 0 ? id : m->process->stages[s].label;
}

static void set_text(ps_sense *m, ps_event *e, ps_str review, bool back) {
    ps_str from = stage_label(m, e->from), to = stage_label(m, e->to);
    if (back) {
        e->text = e->reason.n ? ps_sense_say(m, MEAN_BACK_WHY, from, to, e->reason) : ps_sense_say(m, MEAN_BACK, from, to);
    } else if (e->reason.n) {
        e->text = ps_sense_say(m, MEAN_OVERRIDE, from, to, e->reason);
    } else if (review.n) {
        e->text = ps_sense_say(m, MEAN_MOVE_AFTER, from, to, review);
    } else {
        e->text = ps_sense_say(m, MEAN_MOVE, from, to);
    }
}

bool ps_sense_back(const ps_sense *m, ps_str from, ps_str to) {
    int a = ps_process_stage(m->process, from), b = ps_process_stage(m->process, to);
    return a >= 0 && b >= 0 && b < a;
}

/* The move itself; row NULL: the front matter alone says so. */
static void add_move(ps_sensed *f, const history *h, const ps_row *row, ps_str from, ps_str to) {
    ps_event *e = ps_sense_add(f, PS_EV_STAGE);
    const ps_fm *field = ps_note_field(f->now, PS_S("stage"));
    if (!e) {
        return;
    }
    ps_str review = row ? ps_id_bare(ps_row_cell(row, h->review)) : PS_S("");
    e->field = PS_S("stage");
    e->from = ps_sense_keep(f->m, from);
    e->to = e->id = ps_sense_keep(f->m, to);
    e->line = field ? field->line : 0;
    if (row) {
        e->gate = ps_sense_keep(f->m, ps_row_cell(row, h->gate));
        ps_str why = ps_row_cell(row, h->override);
        bool rests = !why.n && ps_sense_back(f->m, from, to); /* a way back rests on its reason as a way on rests on its review */
        e->reason = ps_sense_keep(f->m, rests ? ps_row_cell(row, h->review) : why);
        e->date = ps_date_read(ps_row_cell(row, h->date));
    }
    set_text(f->m, e, review, ps_sense_back(f->m, from, to));
}

/* A row that came, went or changed without a move: a correction by hand. */
static void add_correction(ps_sensed *f, const history *h, const ps_row *row, ps_str from, ps_str to) {
    assert(row);
    ps_event *e = ps_sense_add(f, PS_EV_FIELD);
    if (e) {
        ps_str date = ps_row_cell(row, h->date);
        e->field = ps_sense_path(f->m, PS_S("stage-history"), row->id.n ? row->id : date, PS_S(""));
        e->from = from;
        e->to = to;
        e->line = row->line;
        e->date = ps_date_read(date);
        e->text = ps_sense_say(f->m, MEAN_HISTORY_ROW, date, stage_label(f->m, ps_row_cell(row, h->to)));
    }
}

static ps_str row_text(ps_sense *m, const ps_row *row) {
    ps_buf b = {0};
    for (size_t i = 0; i < row->n; i++) {
        ps_buf_put(&b, i ? PS_S(" | ") : PS_S(""));
        ps_buf_put(&b, row->cells[i].text);
    }
    m->failed |= !ps_buf_ok(&b);
    ps_str kept = ps_sense_keep(m, ps_buf_ok(&b) ? ps_buf_str(&b) : PS_S(""));
    ps_buf_free(&b);
    return kept;
}

/* New rows are moves, each its own, also where several lie between the two states; the front matter's is told by the last of them. */
static bool sense_new_rows(ps_sensed *f, const history *old, const history *now, ps_str to) {
    bool told = false;
    for (size_t i = 0; now->table && i < now->table->n; i++) {
        const ps_row *row = &now->table->rows[i];
        ps_str from = ps_row_cell(row, now->from), goal = ps_row_cell(row, now->to);
        if (goal.n && from.n && !counterpart(old->table, row)) {
            add_move(f, now, row, from, goal);
            told = ps_str_eq(goal, to);
        }
    }
    return told;
}

static void sense_corrections(ps_sensed *f, const history *old, const history *now) {
    for (size_t i = 0; now->table && i < now->table->n; i++) {
        const ps_row *row = &now->table->rows[i], *was = counterpart(old->table, row);
        bool is_move = !was && ps_row_cell(row, now->from).n && ps_row_cell(row, now->to).n;
        if (!is_move && !blank(row) && (!was || !same_row(row, was))) {
            add_correction(f, now, row, was ? row_text(f->m, was) : PS_S(""), row_text(f->m, row));
        }
    }
    for (size_t i = 0; old->table && i < old->table->n; i++) {
        const ps_row *row = &old->table->rows[i];
        if (!blank(row) && !counterpart(now->table, row)) {
            add_correction(f, old, row, row_text(f->m, row), PS_S(""));
        }
    }
}

void ps_sense_stage(ps_sensed *f, ps_str from, ps_str to) {
    const ps_aliases *al = &f->m->process->aliases;
    history old = history_of(f->old, al), now = history_of(f->now, al);
    bool told = sense_new_rows(f, &old, &now, to);
    if (!told && (to.n || from.n)) {
        add_move(f, &now, NULL, from, to);
    }
    sense_corrections(f, &old, &now);
    ps_sense_told_table(f, PS_H_STAGE_HISTORY, old.table, now.table);
}
