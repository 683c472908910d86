/* What has a day in each deal, as rows beside the deal's own: they come and go with it, and hold as long as it does. */
#ifndef PS_INDEX_ITEM_H
#define PS_INDEX_ITEM_H

#include "index_deal.h"

typedef struct {
    ps_str folder; /* the deal's */
    ps_item item;
} ps_item_of;
typedef PS_VEC(ps_item_of) ps_item_list;

/* Those whose first day is not after `until`, of the deals in `rows`, in order of folders, copied into the arena. *holds is false where the index has
 * changed since the deals were read: ask for them again. */
int ps_index_items(ps_index *ix, const ps_deal_rows *rows, ps_date until, ps_arena *arena, ps_item_list *out, bool *holds,
                   const volatile int *cancel, ps_error *err);

#endif
