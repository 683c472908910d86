/* A seller's readiness in their own note: as for the checklists of deals, and what is due again. */
#include "diag_impl.h"
#include "seller.h"

static void check_point(ps_checker *c, ps_str path, const ps_note *note, const ps_point *p) {
    ps_spot spot = ps_spot_line(path, note, p->line);
    ps_datestr day;
    if (p->state == PS_POINT_ABSENT) {
        ps_say(c, spot, PS_HINT, "readiness", DIAG_POINT_ABSENT, p->point->text);
    } else if (p->task->state == '-' && !p->reason.n) {
        ps_say(c, spot, PS_WARN, "reason-missing", DIAG_NA_REASON);
    } else if (p->state == PS_POINT_DUE) {
        ps_say(c, spot, PS_HINT, "readiness", DIAG_POINT_DUE, ps_date_str(&day, p->due));
    } else if (p->state == PS_POINT_READY && p->done == PS_DATE_NONE) {
        ps_say(c, spot, PS_HINT, "readiness", DIAG_POINT_UNDATED);
    }
}

/* Points that stand twice: only the first line counts. */
static void check_twice(ps_checker *c, ps_str path, const ps_note *note, const ps_point *points, size_t n) {
    for (size_t t = 0; t < note->n_tasks; t++) {
        const ps_task *task = &note->tasks[t];
        for (size_t i = 0; task->id.n && i < n; i++) {
            if (points[i].task && points[i].task != task && ps_str_eq(points[i].point->id, task->id)) {
                ps_digits line;
                ps_say(c, ps_spot_line(path, note, task->line), PS_WARN, "duplicate-activity", DIAG_TWICE, task->id, path,
                       ps_num(&line, points[i].line));
            }
        }
    }
}

void ps_check_seller(ps_checker *c, ps_str path, const ps_note *note) {
    ps_point *points;
    size_t n;
    bool any = ps_heading_find(note, PS_H_READINESS, &c->process->aliases) >= 0; /* a note may do without the list */
    if (ps_seller_points(&points, &n, c->arena, c->process, note, c->world ? c->world->today : PS_DATE_NONE)) {
        c->failed = true;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (any || points[i].task) {
            check_point(c, path, note, &points[i]);
        }
    }
    check_twice(c, path, note, points, n);
}
