/* Calendars for other programs (RFC 5545). Pure. */
#ifndef PS_ICAL_H
#define PS_ICAL_H

#include "arena.h"
#include "date.h"

typedef struct {
    ps_str uid;         /* the same one in the next calendar updates the entry */
    ps_str summary;     /* any text; line breaks are kept, other control characters become blanks */
    ps_str description; /* "" for none */
    ps_str category;    /* "" for none */
    ps_date day;
    bool task;  /* something to do by that day; else something that happens on it */
    bool begun; /* of a task */
} ps_ical_entry;

/* Appends a whole calendar. `stamp`: when it was made, in seconds. 0 or PS_ENOMEM. */
int ps_ical_put(ps_buf *out, ps_str name, const ps_ical_entry *entries, size_t n, int64_t stamp, ps_error *err);
/* An id made from what tells an entry from all others; p NULL when memory is out. */
ps_str ps_ical_uid(ps_arena *arena, const ps_str *parts, size_t n);

#endif
