/* Who stands against us in a deal: what its row leaves blank comes from the competitor's note. Pure. */
#ifndef PS_RIVALS_H
#define PS_RIVALS_H

#include "deal.h"

typedef struct {
    ps_str id, name; /* bare; the note's name, else the cell as written */
    ps_str product, focus, policy, threat;
    ps_str path; /* of the competitor's note; "" where there is none */
    unsigned line;
} ps_contender;

/* The rows of Competitors of a deal.md, in the arena; texts in the notes or there. PS_ENOMEM. */
int ps_rivals_read(ps_contender **out, size_t *n, ps_arena *arena, const ps_note *note, const ps_process *process, const ps_world *world,
                   ps_error *err);
/* "Huateng H8, H9": a list of the note's front matter as text. "" with p NULL when memory is out. */
ps_str ps_rival_products(ps_arena *arena, const ps_note *competitor);

#endif
