/* The project summary, drafted from what happened: what was planned against what came, where it stood still, what it cost, what its reviews asked for,
 * whom nobody met, what slipped and why, what competitors and people did. Pure; in the language of the process. */
#ifndef PS_SUMMARY_H
#define PS_SUMMARY_H

#include "deal.h"

/* Something that git's history tells of the deal, in meaning. */
typedef struct {
    ps_date date;
    ps_str author, field, from, to; /* field as in meaning.h; "" */
    ps_str reason;                  /* why a day was moved; "" */
} ps_past_change;

typedef struct {
    const ps_deal *deal;
    const ps_world *world;
    const ps_past_change *changes; /* oldest first */
    size_t n;
    ps_date ended; /* PS_DATE_NONE: it is not over */
} ps_summary_facts;

/* Markdown below the heading of the draft: a table and lists under headings of level 3; what there is nothing to say of has no heading. Appends. */
int ps_summary_draft(ps_buf *out, ps_arena *arena, const ps_summary_facts *facts, ps_error *err);

typedef enum {
    PS_DRAFT_SAME,    /* nothing to write */
    PS_DRAFT_WRITTEN, /* put at the end, or in place of the one before */
    PS_DRAFT_KEPT     /* somebody has changed the draft: it is theirs now */
} ps_draft_fate;
/* The text of a summary with this draft in it, under a heading of its own with a mark, by which a draft that nobody has touched is told from one that
 * somebody has. Nothing else of the text changes. WRITTEN appends to *out. */
int ps_summary_put(ps_buf *out, ps_draft_fate *fate, const ps_note *summary, ps_str draft, const ps_process *p, ps_error *err);

#endif
