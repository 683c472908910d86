#include "seller.h"

#include "field.h"

ps_str ps_point_state_id(ps_point_state s) {
    static const char *const ids[] = {"absent", "open", "ready", "due", "na"};
    return ps_str_of(ids[s]);
}

const ps_activity *ps_seller_point(const ps_process *p, ps_str id) {
    for (size_t i = 0; id.n && i < p->n_readiness; i++) {
        if (ps_str_eq(p->readiness[i].id, id)) {
            return &p->readiness[i];
        }
    }
    return NULL;
}

ps_date ps_seller_due(const ps_process *p, const ps_task *task) {
    ps_date done = task->state == 'x' ? ps_date_read(ps_task_field(task, PS_S("done"))) : PS_DATE_NONE;
    return done == PS_DATE_NONE || p->age_member > INT32_MAX - done ? PS_DATE_NONE : done + p->age_member;
}

static ps_point_state state_of(const ps_point *point, ps_date today) {
    switch (point->task->state) {
    case 'x':
        return point->due != PS_DATE_NONE && point->due <= today ? PS_POINT_DUE : PS_POINT_READY;
    case '-':
        return point->reason.n ? PS_POINT_NA : PS_POINT_OPEN;
    default:
        return PS_POINT_OPEN;
    }
}

static const ps_task *task_of(const ps_note *note, ps_str id) {
    for (size_t i = 0; i < note->n_tasks; i++) {
        if (ps_str_eq(note->tasks[i].id, id)) {
            return &note->tasks[i];
        }
    }
    return NULL;
}

int ps_seller_points(ps_point **out, size_t *n, ps_arena *arena, const ps_process *p, const ps_note *note, ps_date today) {
    ps_point *points = ps_arena_alloc(arena, (p->n_readiness + 1) * sizeof *points);
    int heading = ps_heading_find(note, PS_H_READINESS, &p->aliases);
    if (!points) {
        return PS_ENOMEM;
    }
    for (size_t i = 0; i < p->n_readiness; i++) {
        const ps_task *task = task_of(note, p->readiness[i].id);
        points[i] = (ps_point){.point = &p->readiness[i], .task = task, .done = PS_DATE_NONE, .due = PS_DATE_NONE, .reason = PS_S("")};
        points[i].line = task ? task->line : heading >= 0 ? note->headings[heading].line : 1;
        if (task) {
            points[i].reason = task->state == '-' ? ps_task_field(task, PS_S("reason")) : PS_S("");
            points[i].done = task->state == 'x' ? ps_date_read(ps_task_field(task, PS_S("done"))) : PS_DATE_NONE;
            points[i].due = ps_seller_due(p, task);
            points[i].state = state_of(&points[i], today);
        }
    }
    *out = points;
    *n = p->n_readiness;
    return PS_OK;
}
