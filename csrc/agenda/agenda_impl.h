/* What the parts of the agenda share. For agenda*.c alone. */
#ifndef PS_AGENDA_IMPL_H
#define PS_AGENDA_IMPL_H

#include "agenda.h"
#include "field.h"
#include "seller.h"

/* Whose notes are looked at, and where the items go. */
typedef struct {
    ps_items *out;
    ps_arena *arena;
    const ps_process *process;
    const ps_deal *deal; /* NULL: a note outside of deals */
    ps_str owner;        /* where an item names nobody */
    bool failed;         /* memory ran out */
} ps_listing;

/* A new item, zeroed but for what is given; NULL (and failed) when memory is out. */
ps_item *ps_item_add(ps_listing *l, ps_item_kind kind, ps_date day, ps_str path, unsigned line);
/* Bare ids of a cell or field, `li.wei, zhao.min`; the listing's owner where it names nobody. */
ps_str ps_item_owners(ps_listing *l, ps_str written);

void ps_item_terms(ps_listing *l);  /* front matter of deal.md */
void ps_item_tables(ps_listing *l); /* of all notes of the deal */
void ps_item_rows(ps_listing *l, const ps_note *note, ps_str path, const ps_table *const *skip, size_t n_skip);

#endif
