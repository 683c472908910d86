/* What a seller has ready: the long-term points of the process in their own note, each with the day on which it was answered last and the day on which it
 * is due again. Pure. */
#ifndef PS_SELLER_H
#define PS_SELLER_H

#include "process.h"

typedef enum {
    PS_POINT_ABSENT, /* the note has no line for it */
    PS_POINT_OPEN,
    PS_POINT_READY,
    PS_POINT_DUE, /* answered, and due again */
    PS_POINT_NA   /* not applicable, with a reason */
} ps_point_state;
ps_str ps_point_state_id(ps_point_state s); /* "absent" … */

typedef struct {
    const ps_activity *point;
    ps_point_state state;
    const ps_task *task; /* NULL: absent */
    unsigned line;       /* of the task, else of the heading; 1 where that lacks too */
    ps_date done, due;   /* PS_DATE_NONE: no day says so */
    ps_str reason;
} ps_point;

/* Every point of the process, in its order; the first line of each counts. PS_ENOMEM. */
int ps_seller_points(ps_point **out, size_t *n, ps_arena *arena, const ps_process *p, const ps_note *note, ps_date today);
/* A point of the process by its id; NULL. */
const ps_activity *ps_seller_point(const ps_process *p, ps_str id);
/* The day on which a task that answers a point is due again; PS_DATE_NONE: it is open, not applicable, or without a day. */
ps_date ps_seller_due(const ps_process *p, const ps_task *task);

#endif
