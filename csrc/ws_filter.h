/* The words that choose deals: `stage=concept owner=me value>1000000 stalled close<2026-12-31 电信`. Private to the workspace. */
#ifndef PS_WS_FILTER_H
#define PS_WS_FILTER_H

#include "workspace_impl.h"

typedef struct {
    ps_str field, value; /* field "": a word that the id, title or account must hold */
    char op[3];          /* "=", "!=", "<", ">", "<=", ">=" */
} ps_term_filter;

typedef struct {
    PS_VEC(ps_term_filter) terms;
    bool status;   /* a term speaks of the status: closed deals are not left out */
    bool archived; /* of the archive: nor are those that were put away */
} ps_filter;

/* PS_EINVAL names the word that can't be read. */
int ps_filter_read(ps_work *w, ps_str text, ps_filter *out);
bool ps_filter_takes(const ps_filter *f, const ps_v_deal *deal);

#endif
