/* Where everybody of a decision chain stands in a picture: layers as bands, each below the one they report to, no card and no line over another card.
 * Pure. */
#ifndef PS_CHAIN_LAYOUT_H
#define PS_CHAIN_LAYOUT_H

#include "chain.h"

typedef struct {
    const ps_term *layer; /* NULL: of no layer that the process knows */
    int row, rows;        /* its first row, and how many: one at least */
} ps_chain_band;

typedef struct {
    ps_chain_band *bands; /* from the layer that decides down */
    size_t n_bands;
    int *row, *x; /* of each member: its row, and the middle of its card */
    int rows, width;
} ps_chain_layout;

/* A card is `card` wide, cards are `gap` apart. Everything lives in the arena. PS_ENOMEM. */
int ps_chain_layout_of(ps_chain_layout *out, ps_arena *arena, const ps_chain *chain, const ps_process *process, int card, int gap,
                       ps_error *err);
/* Whether the line to a member's superior leads up, as it does unless rows and layers contradict each other. */
bool ps_chain_hangs(const ps_chain_layout *layout, const ps_chain *chain, size_t member);

#endif
