/* Everything that is wrong in a note, on its line. Pure. */
#ifndef PS_DIAG_H
#define PS_DIAG_H

#include "entry.h"
#include "gate.h"

typedef enum { PS_ERROR = 1, PS_WARN, PS_INFO, PS_HINT } ps_severity; /* vim.diagnostic's numbers */

typedef struct {
    ps_str path;
    unsigned line;         /* from 1 */
    unsigned col, end_col; /* bytes within the line, from 0; end_col 0: the whole line */
    ps_severity severity;
    ps_str code; /* "stage-unearned", "front-matter", "unknown-id" … stable, kebab-case */
    ps_str message;
} ps_diag;

typedef PS_VEC(ps_diag) ps_diags;

/* The world may answer whether a workspace path exists (evidence, links); NULL: not checked. 1 there, 0 not, 2 ignored by git. */
typedef int ps_diag_exists(void *ctx, ps_str path);

/* All of a deal's notes. The codes:
 *   front-matter          it does not parse (error), or hardly reads as it was meant (warning)
 *   stage-unearned        the claim, on `stage:`; missing-activity, -criterion, -condition, -review, -reviewer, -outcome, -field: each line that it lacks
 *   no-stage stage-history id-mismatch activity-gained outcome close-passed recurring probability-range
 *   owner-left revisit-passed reason-unknown parent-cycle frame-order to-confirm
 *   bad-date bad-amount bad-number bad-id bad-value unknown-value empty-cell table-column row-cells duplicate-row components-sum
 *   duplicate-activity id-twice (told by the workspace) reason-missing evidence-missing target-missing unknown-id (hint: an id without a note)
 *   review-deal review-twice review-decided (a decision that the review does not carry) unknown-criterion condition
 *   plan (goals and plan: an end before its start, a circle, a predecessor that is not there or not done before; hint: no owner)
 *   factor (hint: no weight, score or talk; an id of no factor; weights taken over from the deal it follows)
 *   swot (points at a finding that is not there; hint: at none, or no strategy answers it)
 *   flow-ahead (the customer's flow is further than we are; info: it will be soon)
 *   need (hint: the true need is ticked off and not written, or reads as what was asked for)
 *   log-mark future
 *   level-history (an account's level is not the one that its history ends with)
 *   over-budget recipient (nobody is named who received it) cost-day payment payments-sum commit-unearned target
 *   over-limit (told by the workspace: more than a person may receive in a year, over all deals)
 *   readiness (a seller's point that is due again, has no day, or no line: hints)
 *   frame (a frame contract that is over; a call-off out of its time; told by the workspace: its ceiling is passed)
 *   unreadable (told by the workspace: a note that is too large, a link that leads outside, no permission)
 * A part that can't be read never stops the rest. `exists`: NULL, or asked for paths from the workspace's root, with world->ctx. */
int ps_diag_deal(ps_diags *out, ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_diag_exists *exists, ps_lang lang,
                 ps_error *err);
/* The process note: its faults. */
int ps_diag_process(ps_diags *out, ps_arena *arena, const ps_process *process, ps_str path, ps_error *err);
/* What is wrong with a value before it is written: the first that is more than a hint; *why "" where nothing is. Evidence may come later and is not
 * looked at. */
int ps_diag_value(ps_str *why, ps_arena *arena, const ps_deal *deal, const ps_world *world, const ps_cell_rule *rule, ps_str value,
                  ps_lang lang, ps_error *err);
/* Any other note of the workspace (account, region, person, member): front matter, enumerations, scoped activities without a reason. */
int ps_diag_note(ps_diags *out, ps_arena *arena, const ps_note *note, ps_str path, ps_kind kind, const ps_process *process,
                 const ps_world *world, ps_diag_exists *exists, ps_lang lang, ps_error *err);

#endif
