/* Folding for histories and, in brief, for subjects. For meaning*.c alone. */
#ifndef PS_MEANING_FOLD_H
#define PS_MEANING_FOLD_H

#include "meaning.h"

/* brief: stages by their ids, done and not applicable together as closed. */
int ps_fold_events(ps_arena *arena, const ps_process *p, const ps_event *events, size_t n, ps_lang lang, bool brief, ps_fold **out,
                   size_t *n_out, ps_error *err);

#endif
