/* The rules for one step of the way, told gap by gap to whoever asks: readiness collects them, the earned stage only counts. For gate*.c alone. */
#ifndef PS_GATE_WAY_H
#define PS_GATE_WAY_H

#include "gate.h"

typedef struct { /* a missing item without its message; lives only during the call */
    ps_missing_kind kind;
    ps_str id, text, path; /* path "": deal.md */
    unsigned line;
    bool absent;
    ps_text_id say;
    const ps_str *args;
    size_t n_args;
} ps_gap;

typedef struct {
    const ps_deal *deal;
    ps_lang lang;
    void (*found)(void *ctx, const ps_gap *gap);
    void *ctx;
} ps_way;

/* ps_way_tell(way, kind, id, text, path, line, absent, TEXT_ID, args…) */
#define ps_way_tell(way, kind_, id_, text_, path_, line_, absent_, say_, ...) \
    (way)->found((way)->ctx, \
                 &(ps_gap){(kind_), (id_), (text_), (path_), (line_), (absent_), PS_T_##say_, &((const ps_str[]){{0}, ##__VA_ARGS__})[1], \
                           sizeof((const ps_str[]){{0}, ##__VA_ARGS__}) / sizeof(ps_str) - 1})

/* The step out of this profile stage was taken: the last Stage history row over its end leads forward. *over: that row, if it was overridden. */
bool ps_way_walked(const ps_deal *deal, int pstage, const ps_step **over);

/* Whether a gate of the process is a member. */
bool ps_way_merged(const ps_pgate *g, int gate);
/* Open activities of a profile stage. `review`: a gate of the profile before whose review some may still be open; -1: none may. */
void ps_way_activities(const ps_way *w, int pstage, int review);
/* Open conditions that must be met before this gate: of decided reviews of earlier gates, and of this gate's rounds below `round`. */
void ps_way_conditions(const ps_way *w, int pgate, int round);
/* The gate is not passed: no review, an undecided one (then with all that its decision needs), or one that did not let pass. */
void ps_way_gate(const ps_way *w, int pgate);
/* The customer's decision: status, value, day of signature. */
void ps_way_outcome(const ps_way *w, int pstage);
/* The profile's gate at the end of a stage, -1 for none. */
int ps_way_gate_at(const ps_deal *deal, int pstage);
/* All of the above for the step out of a profile stage. */
void ps_way_step(const ps_way *w, int pstage);

/* What a decision of this review needs of the note itself: criteria, conditions, reviewers. decision NONE: go or conditional, whichever would do. */
void ps_way_verdict(const ps_way *w, const ps_review *review, const ps_verdict *v);
/* None of those who voted is anyone but the owner. */
bool ps_way_self_review(const ps_deal *deal, const ps_verdict *v);

/* Line of a front-matter key of a note; *absent where it has none (then the line of `instead`, else 1). */
unsigned ps_way_field_line(const ps_doc *doc, ps_str key, ps_str instead, bool *absent);

typedef struct { /* found = ps_way_collect, ctx = this */
    ps_arena *arena;
    const ps_deal *deal;
    ps_lang lang;
    PS_VEC(ps_missing) list;
    bool failed;
} ps_way_list;
void ps_way_collect(void *ctx, const ps_gap *gap);

#endif
