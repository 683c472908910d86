/* Another day for what an item of the agenda says. */
#include "field.h"
#include "workspace_impl.h"

typedef struct {
    ps_place at;
    ps_note *note;
    ps_str asked; /* `+3d`, `fri`, a day */
    ps_date was, now;
    ps_datestr text;
} move;

/* The day that is asked for: a span counts from the day it had, or from today where that is past. */
static int new_day(ps_work *w, move *m, ps_str was) {
    ps_date today = w->world.today;
    m->was = ps_date_read(was);
    ps_date from = m->was == PS_DATE_NONE || m->was < today ? today : m->was;
    return ps_when_parse(m->asked, today, from, &m->now) ? PS_OK : ps_fail(w->err, PS_EINVAL, BAD_WHEN, ps_str_clip(m->asked, 40));
}

static ps_str written(move *m) {
    return ps_date_str(&m->text, m->now);
}

/* A decision seals its review, and with it the days that it set. */
static int check_seal(ps_work *w, const move *m) {
    const ps_review *r = m->at.review;
    bool sealed = r && r->decision != PS_DECISION_NONE;
    return sealed ? ps_fail(w->err, PS_EREFUSED, SEALED_DAYS) : PS_OK;
}

static int move_task(ps_work *w, move *m, size_t task) {
    int rc = check_seal(w, m);
    rc = rc ? rc : new_day(w, m, ps_task_field(&m->note->tasks[task], PS_S("due")));
    return rc ? rc : ps_note_set_task_field(&m->note, task, PS_S("due"), written(m), w->err);
}

static int move_row(ps_work *w, move *m, const ps_item_row *at) {
    int rc = check_seal(w, m);
    rc = rc ? rc : new_day(w, m, ps_row_cell(&m->note->tables[at->table].rows[at->row], at->day));
    return rc ? rc : ps_note_set_cell(&m->note, at->table, at->row, at->day, written(m), w->err);
}

static const ps_fm *member(const ps_fm *map, const char *key) {
    for (size_t i = 0; map->kind == PS_FM_MAP && i < map->n_items; i++) {
        if (ps_str_eq(map->items[i].key, ps_str_of(key))) {
            return &map->items[i];
        }
    }
    return NULL;
}

/* One day of a map: the end of a frame agreement, a notice that is a day of its own. */
static int move_member(ps_work *w, move *m, const ps_fm *map, const char *key) {
    const ps_fm *day = member(map, key);
    if (!day || ps_date_read(ps_fm_text(day)) == PS_DATE_NONE) {
        return ps_fail(w->err, PS_EINVAL, DAY_FOLLOWS, map->key);
    }
    int rc = new_day(w, m, ps_fm_text(day));
    const ps_str pair[2] = {ps_str_of(key), written(m)};
    return rc ? rc : ps_note_set_map(&m->note, map->key, pair, 2, w->err);
}

/* The field of the front matter that a line belongs to; NULL. */
static const ps_fm *field_at(const ps_note *note, int lnum) {
    for (size_t i = 0; i < note->n_fields; i++) {
        const ps_fm *f = &note->fields[i];
        if (f->line <= (unsigned)lnum && (unsigned)lnum <= ps_note_line(note, f->whole.end)) {
            return f;
        }
    }
    return NULL;
}

static int move_field(ps_work *w, move *m, const ps_fm *field) {
    if (ps_str_eq(field->key, PS_S("frame"))) {
        return move_member(w, m, field, "to");
    }
    if (ps_str_eq(field->key, PS_S("recurring"))) {
        return move_member(w, m, field, "notice");
    }
    if (!ps_str_eq(field->key, PS_S("close")) && !ps_str_eq(field->key, PS_S("revisit"))) {
        return ps_fail(w->err, PS_ENOTFOUND, NO_DAY);
    }
    int rc = new_day(w, m, ps_fm_text(field));
    return rc ? rc : ps_note_set(&m->note, field->key, written(m), w->err);
}

static int move_at(ps_work *w, move *m, int lnum) {
    ps_item_row row;
    size_t task = ps_place_task(m->note, lnum);
    const ps_fm *field = lnum > 0 && m->at.deal ? field_at(m->note, lnum) : NULL;
    if (task != SIZE_MAX) {
        return move_task(w, m, task);
    }
    if (lnum > 0 && ps_item_row_at(&row, m->note, (unsigned)lnum, &w->process->aliases)) {
        return move_row(w, m, &row);
    }
    return field ? move_field(w, m, field) : ps_fail(w->err, PS_ENOTFOUND, NO_DAY);
}

static int postpone_run(ps_work *w, const ps_a_postpone *in, ps_v_place *out) {
    move m = {.asked = in->date};
    int lnum = in->lnum;
    int rc = ps_work_place(w, in->path, &m.at);
    rc = rc ? rc : ps_work_edit(w, m.at.path, &m.note);
    rc = rc ? rc : ps_work_item_line(w, &m.at, m.note, in->kind, in->text, &lnum);
    rc = rc ? rc : move_at(w, &m, lnum);
    if (rc && w->err->code == rc && !w->err->path[0]) {
        ps_error_at(w->err, m.at.path, lnum > 0 ? (unsigned)lnum : 1);
    }
    rc = rc ? rc : ps_work_put_note(w, m.at.path, m.note);
    rc = rc ? rc : ps_work_commit(w, m.at.path, ps_work_reason(w, in->reason));
    if (!rc) {
        ps_datestr was;
        *out = (ps_v_place){.path = ps_keep_path(w, m.at.path),
                            .date = ps_keep(w, written(&m)),
                            .text = ps_keep(w, ps_date_str(&was, m.was)),
                            .lnum = lnum};
    }
    ps_note_free(m.note);
    return rc;
}
PS_CALL_RUN(postpone, ps_a_postpone, ps_v_place, PS_WRITES)
