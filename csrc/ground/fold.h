/* Text compared as people mean it: without case in any script, half width and full width alike. */
#ifndef PS_FOLD_H
#define PS_FOLD_H

#include "str.h"

/* Takes a character off the front of *rest and gives its one form; a byte that is no UTF-8 stands for itself. *rest is not empty. */
uint32_t ps_fold_next(ps_str *rest);
bool ps_fold_eq(ps_str a, ps_str b);
/* Whether `part` stands anywhere in the text; the empty part always does. */
bool ps_fold_holds(ps_str text, ps_str part);
/* How many characters must be put in, left out or exchanged (two neighbours count as one) to make the one of the other; at most 64 of
 * each are looked at. */
int ps_fold_distance(ps_str a, ps_str b);

#endif
