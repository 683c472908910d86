/* Everything that is wrong in a note, on its line. Pure. */
#ifndef PS_DIAG_H
#define PS_DIAG_H

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

/* All of a deal's notes: front matter that does not parse, values of enumerations that are unknown, bad dates and amounts, probability out of range,
 * claimed beyond earned (error on `stage:`, one on each missing line), stage ≠ last `to`, reviews of unknown gates, decided reviews with open criteria,
 * met criteria without evidence (warning), not applicable without a reason, broken table values, duplicate activity ids, ids without a note (hint). */
int ps_diag_deal(ps_diags *out, ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_diag_exists *exists, ps_lang lang,
                 ps_error *err);
/* The process note: its faults. */
int ps_diag_process(ps_diags *out, ps_arena *arena, const ps_process *process, ps_str path, ps_error *err);
/* Any other note of the workspace (account, region, person, member): front matter, enumerations, scoped activities without a reason. */
int ps_diag_note(ps_diags *out, ps_arena *arena, const ps_note *note, ps_str path, ps_kind kind, const ps_process *process,
                 const ps_world *world, ps_diag_exists *exists, ps_lang lang, ps_error *err);

#endif
