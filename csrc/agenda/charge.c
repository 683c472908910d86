#include "charge.h"

#include "agenda.h"
#include "deal_parts.h"

ps_str ps_charge_kind_id(ps_charge_kind k) {
    static const char *const ids[PS_CHARGE_COUNT] = {"owner", "team", "condition", "activity", "promise", "task", "plan", "row", "contact"};
    return ps_str_of(ids[k]);
}

/* ---- what still comes up ---- */

static bool of_contract(ps_item_kind kind) {
    return kind == PS_I_NOTICE || kind == PS_I_RENEWAL || kind == PS_I_FRAME;
}

int ps_deal_life_of(ps_deal_life *out, const ps_deal *deal, ps_date today, ps_error *err) {
    ps_arena scratch = {0};
    ps_items items = {0};
    bool live = deal->status == PS_STATUS_OPEN || deal->status == PS_STATUS_WON || deal->status == PS_STATUS_PAUSED;
    int rc = live ? PS_OK : ps_agenda_of_deal(&items, &scratch, deal, err);
    *out = live ? PS_DEAL_LIVE : PS_DEAL_PAST;
    for (size_t i = 0; i < items.n; i++) {
        bool past = of_contract(items.v[i].kind) && ps_item_day(&items.v[i], today) < today;
        *out = past ? *out : PS_DEAL_ECHO;
    }
    ps_arena_free(&scratch);
    return rc;
}

/* ---- finding ---- */

typedef struct {
    ps_charges *out;
    ps_arena *arena;
    const ps_process *process;
    const ps_note *note;
    ps_str name;
    bool failed;
} finding;

static ps_charge *add(finding *f, ps_charge_kind kind, ps_str text, unsigned line) {
    ps_charge *c = PS_PUSH(f->arena, f->out);
    f->failed = f->failed || !c;
    if (c) {
        *c = (ps_charge){.kind = kind, .text = text, .line = line};
    }
    return c;
}

/* Whether a value names one id or several, and ours is among them. */
static bool names(finding *f, ps_str value) {
    ps_strs ids = {0};
    if (ps_str_find(value, f->name, 0) == SIZE_MAX) {
        return false;
    }
    f->failed = f->failed || ps_ids_split(f->arena, value, &ids) != PS_OK;
    return ps_ids_have(ids.v, ids.n, f->name);
}

static void find_field(finding *f, const char *key, ps_charge_kind kind) {
    const ps_fm *field = ps_note_field(f->note, ps_str_of(key));
    ps_strs ids = {0};
    f->failed = f->failed || ps_fm_ids(f->arena, field, &ids) != PS_OK;
    ps_charge *c = ps_ids_have(ids.v, ids.n, f->name) ? add(f, kind, PS_S(""), field->line) : NULL;
    if (c) {
        c->key = field->key;
    }
}

static bool is_open(const ps_task *task) {
    return task->state != 'x' && task->state != '-';
}

static void find_task(finding *f, size_t i, ps_charge_kind kind) {
    const ps_task *task = &f->note->tasks[i];
    ps_charge *c = is_open(task) && names(f, ps_task_field(task, PS_S("owner"))) ? add(f, kind, task->text, task->line) : NULL;
    if (c) {
        c->key = PS_S("owner");
        c->task = i;
    }
}

/* ---- rows ---- */

static bool under(const finding *f, const ps_table *table, ps_heading_id heading) {
    for (int h = table->heading; h >= 0; h = f->note->headings[h].parent) {
        if (ps_heading_is(heading, f->note->headings[h].text, &f->process->aliases)) {
            return true;
        }
    }
    return false;
}

static bool row_open(const finding *f, const ps_table *t, const ps_row *row) {
    const ps_aliases *al = &f->process->aliases;
    int paid = ps_column_find(t, PS_C_PAID, al);
    bool done = ps_item_state_closed(ps_column_cell(t, row, PS_C_STATE, al));
    return !done && (paid < 0 || ps_item_unpaid(ps_row_cell(row, paid), ps_column_cell(t, row, PS_C_AMOUNT, al)));
}

/* What a row is about: its task where there is such a column, else its first cell, but for the one that holds the name. */
static ps_str row_text(const finding *f, const ps_table *t, const ps_row *row, int column) {
    ps_str task = ps_column_cell(t, row, PS_C_TASK, &f->process->aliases);
    for (size_t i = 0; !task.n && i < row->n; i++) {
        task = (int)i == column ? task : row->cells[i].text;
    }
    return task;
}

static void find_rows(finding *f, const ps_table *t, ps_column_id column, ps_charge_kind kind) {
    int at = ps_column_find(t, column, &f->process->aliases);
    for (size_t i = 0; at >= 0 && i < t->n; i++) {
        const ps_row *row = &t->rows[i];
        bool ours = row_open(f, t, row) && names(f, ps_row_cell(row, at));
        ps_charge *c = ours ? add(f, kind, row_text(f, t, row, at), row->line) : NULL;
        if (c) {
            c->table = (size_t)(t - f->note->tables);
            c->row = i;
            c->column = at;
        }
    }
}

static void find_tables(finding *f) {
    for (size_t i = 0; i < f->note->n_tables; i++) {
        const ps_table *t = &f->note->tables[i];
        bool plan = under(f, t, PS_H_PLAN) || under(f, t, PS_H_GOALS);
        find_rows(f, t, PS_C_OWNER, plan ? PS_CHARGE_PLAN : PS_CHARGE_ROW);
        find_rows(f, t, PS_C_CONTACT, PS_CHARGE_CONTACT);
    }
}

/* ---- a note of a deal ---- */

static const ps_review *review_of(const ps_deal *deal, const ps_doc *doc) {
    for (size_t i = 0; i < deal->n_reviews; i++) {
        if (deal->reviews[i].doc == doc) {
            return &deal->reviews[i];
        }
    }
    return NULL;
}

/* Conditions go by whom they were handed to; nothing else of a review has an owner. */
static void find_conditions(finding *f, const ps_review *r) {
    bool sealed = r->decision != PS_DECISION_NONE;
    for (size_t i = 0; i < r->n_conditions; i++) {
        const ps_condition *cond = &r->conditions[i];
        ps_charge *c = !cond->met && ps_str_eq(cond->owner, f->name) ? add(f, PS_CHARGE_CONDITION, cond->text, cond->line) : NULL;
        if (c) {
            c->key = PS_S("owner");
            c->task = cond->task_index;
            c->sealed = sealed;
        }
    }
}

static void find_tasks(finding *f, ps_charge_kind kind) {
    for (size_t i = 0; i < f->note->n_tasks; i++) {
        bool activity = ps_process_activity(f->process, f->note->tasks[i].id) != NULL;
        find_task(f, i, activity ? PS_CHARGE_ACTIVITY : kind);
    }
}

int ps_charges_of_doc(ps_charges *out, ps_arena *arena, const ps_deal *deal, const ps_doc *doc, ps_deal_life life, ps_str name,
                      ps_error *err) {
    finding f = {out, arena, deal->process, doc->note, name, false};
    const ps_review *review = review_of(deal, doc);
    if (doc == deal->main && life != PS_DEAL_PAST) {
        find_field(&f, "owner", PS_CHARGE_OWNER);
    }
    if (life != PS_DEAL_LIVE || doc->note->broken) {
        return f.failed ? ps_nomem(err) : PS_OK;
    }
    if (doc == deal->main) {
        find_field(&f, "team", PS_CHARGE_TEAM);
    }
    if (review) {
        find_conditions(&f, review);
    } else {
        find_tasks(&f, doc->kind == PS_DOC_LOG ? PS_CHARGE_PROMISE : PS_CHARGE_TASK);
        find_tables(&f);
    }
    return f.failed ? ps_nomem(err) : PS_OK;
}

int ps_charges_of_note(ps_charges *out, ps_arena *arena, const ps_process *process, const ps_note *note, ps_str name, ps_error *err) {
    finding f = {out, arena, process, note, name, false};
    if (note->broken) {
        return PS_OK;
    }
    find_field(&f, "owner", PS_CHARGE_OWNER);
    find_field(&f, "contact", PS_CHARGE_CONTACT);
    find_tasks(&f, PS_CHARGE_TASK);
    find_tables(&f);
    return f.failed ? ps_nomem(err) : PS_OK;
}

/* ---- giving ---- */

/* The ids of a list with the one in the place of the other, each once. */
static int exchange(ps_arena *arena, const ps_strs *ids, ps_str from, ps_str to, ps_strs *out) {
    for (size_t i = 0; i < ids->n; i++) {
        ps_str id = ps_str_eq(ids->v[i], from) ? to : ids->v[i];
        bool there = ps_ids_have(out->v, out->n, id);
        ps_str *slot = there ? NULL : PS_PUSH(arena, out);
        if (!there && !slot) {
            return PS_ENOMEM;
        }
        if (slot) {
            *slot = ps_arena_dup(arena, id); /* the note goes with the edit */
        }
    }
    return PS_OK;
}

/* A value as it was written, with the other name: one that was a link stays one. p is NULL when memory is out. */
static ps_str exchanged(ps_arena *arena, ps_str value, ps_str from, ps_str to) {
    ps_strs ids = {0}, now = {0};
    bool link = ps_str_find(value, PS_S("[["), 0) != SIZE_MAX;
    ps_str text = PS_S("");
    if (ps_ids_split(arena, value, &ids) || exchange(arena, &ids, from, to, &now)) {
        return (ps_str){NULL, 0};
    }
    for (size_t i = 0; text.p && i < now.n; i++) {
        text = ps_arena_fmt(arena, "%.*s%s%s%.*s%s", PS_FMT(text), i ? ", " : "", link ? "[[" : "", PS_FMT(now.v[i]), link ? "]]" : "");
    }
    return text;
}

static int give_field(ps_note **note, ps_arena *arena, const ps_charge *c, ps_str from, ps_str to, ps_error *err) {
    const ps_fm *field = ps_note_field(*note, c->key);
    ps_strs ids = {0}, now = {0};
    if (c->kind != PS_CHARGE_TEAM && field->kind == PS_FM_SCALAR) {
        return ps_note_set(note, c->key, to, err);
    }
    if (ps_fm_ids(arena, field, &ids) || exchange(arena, &ids, from, to, &now)) {
        return ps_nomem(err);
    }
    return ps_note_set_list(note, c->key, now.v, now.n, err);
}

static int give(ps_note **note, ps_arena *arena, const ps_charge *c, ps_str from, ps_str to, ps_error *err) {
    bool cell = c->key.n == 0, field = c->kind == PS_CHARGE_OWNER || c->kind == PS_CHARGE_TEAM || (c->kind == PS_CHARGE_CONTACT && !cell);
    if (field) {
        return give_field(note, arena, c, from, to, err);
    }
    ps_str was =
        cell ? ps_row_cell(&(*note)->tables[c->table].rows[c->row], c->column) : ps_task_field(&(*note)->tasks[c->task], PS_S("owner"));
    ps_str now = exchanged(arena, was, from, to);
    if (!now.p) {
        return ps_nomem(err);
    }
    return cell ? ps_note_set_cell(note, c->table, c->row, c->column, now, err)
                : ps_note_set_task_field(note, c->task, PS_S("owner"), now, err);
}

int ps_charges_give(ps_note **note, ps_arena *arena, const ps_charges *charges, ps_str from, ps_str to, ps_error *err) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < charges->n; i++) {
        rc = charges->v[i].sealed ? PS_OK : give(note, arena, &charges->v[i], from, to, err);
    }
    return rc;
}
