/* What a call is: a session, the answers and arguments that several calls share. Each theme of calls has a header (workspace_*.h). */
#ifndef PS_WORKSPACE_CALL_H
#define PS_WORKSPACE_CALL_H

#include "deal_view.h"

typedef struct ps_workspace ps_workspace;

/* A text that stands in an editor with unsaved changes: read instead of the file. */
typedef struct {
    ps_str path, text;
} ps_overlay;

typedef struct {
    ps_str kind, id, text, path, message;
    int lnum;
    bool absent, expired;
} ps_v_missing;
typedef PS_VEC(ps_v_missing) ps_v_missings;

/* One call: where its answer lives, what it may read over the disk, and what it did. */
typedef struct {
    ps_arena arena;            /* owned by the caller, freed with ps_session_end */
    const ps_overlay *overlay; /* n_overlay unsaved texts */
    size_t n_overlay;
    const volatile int *cancel; /* non-zero: stop soon with PS_ECANCEL; may be NULL */
    volatile int done, total;   /* how far it is, for who looks on meanwhile; total 0: not known */
    /* out: */
    ps_strs changed;                    /* absolute paths of the files that were written or removed */
    ps_str commit;                      /* hex of the operation's commit, "" for none */
    ps_v_missings missing;              /* after PS_EREFUSED: all that stands against it */
    PS_VEC(struct ps_deal_rows *) held; /* what the answer points into */
} ps_session;
void ps_session_end(ps_session *s);

/* ---- answers ---- */
typedef struct {
    int64_t time;
    ps_str date, clock, author, commit, kind, text, field, from, to, path, deal; /* clock: day and time; as date in the process's zone */
    bool undo;                                                                   /* takes back what stands there */
} ps_v_event;
typedef PS_VEC(ps_v_event) ps_v_events;
typedef struct {
    ps_str path, code, message;
    int lnum, col, end_col, severity;
} ps_v_diag;
typedef PS_VEC(ps_v_diag) ps_v_diags;
typedef struct {
    ps_str currency;
    ps_money value, weighted;
} ps_v_sum;
typedef PS_VEC(ps_v_sum) ps_v_sums;
typedef struct {
    ps_str id, label, extra;
} ps_v_term;
typedef PS_VEC(ps_v_term) ps_v_terms;
typedef struct {
    ps_str path, id, kind, text, date;
    int lnum, count;
} ps_v_place; /* something made or found: where it is */

/* ---- arguments ---- */
typedef struct {
    ps_str id;
} ps_a_id;
typedef struct {
    ps_str id, at; /* at: as at the end of that day; "" now. A deal that had another id then is found, and told, by its id of today */
} ps_a_deal;
typedef struct {
    ps_str path;
    int lnum;
} ps_a_path;
typedef struct {
    ps_str filter; /* words: `stage=concept owner=me 电信`; "" takes all */
    bool all;   /* closed ones too; else open ones, and won ones until they are done. Archived ones only where the filter asks for them */
    ps_str at;  /* as at the end of that day; "" now. PS_EINVAL where it has not come; before the first commit there is nothing */
    bool again; /* closed ones too whose day to look again has come */
    int limit;  /* as many deals at most; 0: all */
    bool known; /* from what the index knows, without a look at the files */
} ps_a_filter;
typedef struct {
    ps_str from, to, filter; /* days, or a period as `from`: 2026-Q3, 2026-09, 2026; "": thirty days ago, and today */
} ps_a_span;

/* A call: 0 or an error; `missing` of the session is set with PS_EREFUSED. */
#define PS_CALL(name, args, answer) int ps_call_##name(ps_workspace *ws, ps_session *s, const args *in, answer *out, ps_error *err)

#endif
