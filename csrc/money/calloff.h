/* Frame contracts and what is called off under them. A frame is a deal with `frame: {ceiling, from, to}`; a call-off is a deal with the frame as its
 * parent. Each call-off counts as the deal that it is, and of the frame only what is left beside them: together never more than once. Pure. */
#ifndef PS_CALLOFF_H
#define PS_CALLOFF_H

#include "date.h"
#include "money.h"
#include "note.h"

typedef struct {
    ps_money ceiling; /* PS_MONEY_NONE: not said */
    ps_date from, to;
} ps_agreement;

/* A deal as this rule sees it. */
typedef struct {
    ps_str id, parent, currency;
    ps_money value;
    bool frame;
    bool open, signed_for;  /* it is in the pipeline, or booked; neither: it counts nowhere, and takes nothing off its frame */
    ps_money used, planned; /* out, of a frame: what signed call-offs come to, and open ones, in its currency */
} ps_calloff;

/* What front matter says; false where it is no frame. */
bool ps_agreement_read(ps_agreement *out, const ps_note *deal_note);
/* Settles `used` and `planned` of every frame. A deal is no call-off of itself. PS_ENOMEM; PS_EINVAL, naming the frame, where a sum leaves the range: all are
 * settled then, too, and that sum stands at the end of the range. */
int ps_calloffs_settle(ps_calloff *deals, size_t n, ps_arena *arena, ps_error *err);
/* Both together; at the end of the range where they leave it. */
ps_money ps_called_off(ps_money used, ps_money planned);
/* What counts of a frame's value beside what was called off: nothing, where that is more. PS_MONEY_NONE stays so. */
ps_money ps_agreement_rest(ps_money value, ps_money called);

#endif
