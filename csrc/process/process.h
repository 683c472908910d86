/* The team's sales process, read from its note, and its profiles worked out. Pure. Ids are what code keys on; labels are for people. */
#ifndef PS_PROCESS_H
#define PS_PROCESS_H

#include "date.h"
#include "heading.h"
#include "money.h"

enum { PS_MAX_STAGES = 32, PS_MAX_GATES = 32, PS_MAX_PROFILES = 64 };

typedef struct {
    ps_str id, label;
    int probability; /* per cent, 0 to 100 */
    int share;       /* of the pursuit budget, per cent; over all stages 100 */
    int stalls;      /* days */
    unsigned line;
} ps_stage;

typedef struct {
    ps_str id, label, asks;
    int after; /* index of the stage whose end it guards; gates are in the order of their stages */
    unsigned line;
} ps_gate;

typedef enum { PS_SCOPE_DEAL, PS_SCOPE_ACCOUNT, PS_SCOPE_REGION } ps_scope;

typedef struct {
    ps_str id, text;
    ps_str group; /* the level-4 heading it stands under, or "" */
    ps_str kind;  /* only for deals of this kind; "" for all */
    ps_scope scope;
    int stage; /* index into stages */
    int open_at; /* index of the gate before whose review it may still be open ([after:: gate]); leaving the stage needs it all the same; -1 */
    unsigned line;
} ps_activity;

typedef struct {
    ps_str id, text;
    int gate; /* index into gates */
    unsigned line;
} ps_criterion;

/* A stage of a profile: one stage of the process, or several neighbours merged. Goes by its first member. */
typedef struct {
    ps_str id, label;
    int first, last; /* indexes into stages, inclusive */
    int probability, share, stalls;
    int gate; /* index into the profile's gates of the review at its end; -1 for none */
} ps_pstage;

/* A gate of a profile: one, or several merged. Goes by the one at the end. */
typedef struct {
    ps_str id, label, asks;
    int members[PS_MAX_GATES]; /* indexes into gates, in order */
    int n_members;
    int stage; /* index into the profile's stages: stands at its end */
} ps_pgate;

typedef struct {
    ps_str id, label;
    ps_money limit; /* PS_MONEY_NONE: no limit */
    ps_pstage stages[PS_MAX_STAGES];
    int n_stages;
    ps_pgate gates[PS_MAX_GATES];
    int n_gates;
    int decision; /* index into the profile's stages: where the customer decides */
    unsigned line;
} ps_profile;

/* A row of one of the vocabulary tables (Kinds, Channels, Layers …). The id is the first cell, but: of Flows the step, of Chain templates the id
 * (their labels: label, unit), of Habit thresholds the key; these repeat from flow to flow, template to template, habit to habit. */
typedef struct {
    ps_str id, label;
    ps_str *cells; /* all cells of the row as they stand, n_cells = columns of the table */
    size_t n_cells;
    unsigned line;
} ps_term;

typedef enum {
    PS_V_KINDS,
    PS_V_CHANNELS,
    PS_V_LAYERS,
    PS_V_ROLES,
    PS_V_STANCES,
    PS_V_NEEDS,
    PS_V_RELATIONS,
    PS_V_FACTORS,
    PS_V_LEVELS,
    PS_V_AIMS,
    PS_V_WAYS,
    PS_V_FLOWS,
    PS_V_CHAINS,
    PS_V_COSTS,
    PS_V_LOSSES,
    PS_V_HABITS,
    PS_V_FORECAST,
    PS_V_CURRENCIES,
    PS_V_LIMITS,
    PS_V_DECISIONS,
    PS_V_STATUSES,
    PS_V_AGES,
    PS_V_POINTS,
    PS_V_RELATION_GROUPS,
    PS_V_FLOW_NAMES,
    PS_V_DEPARTMENTS,
    PS_V_COMPLIANCE,
    PS_V_CHAIN_NAMES,
    PS_V_THRESHOLDS,
    PS_V_COUNT
} ps_vocab_id;

typedef struct {
    ps_str *columns; /* header cells as written */
    size_t n_columns;
    ps_term *terms;
    size_t n;
} ps_vocab;

typedef struct {
    unsigned line;
    ps_str message; /* in the language asked for */
} ps_fault;

typedef struct ps_process {
    ps_arena arena;
    ps_note *note; /* owned; most texts point into it */
    ps_str name, currency;
    ps_lang lang; /* of the process note: new notes are written in it */
    int tz;       /* minutes east of UTC */
    ps_stage *stages;
    int n_stages;
    ps_gate *gates;
    int n_gates;
    ps_activity *activities; /* in order of stages */
    size_t n_activities;
    ps_criterion *criteria; /* in order of gates */
    size_t n_criteria;
    ps_activity *readiness; /* the seller's long-term checklist; stage -1 */
    size_t n_readiness;
    ps_profile *profiles; /* at least one; a process without a Profiles table has `full` */
    size_t n_profiles;
    int decision;                            /* index into stages: where the customer decides; -1 where the method has none */
    int commit_from, best_from;              /* forecast thresholds, per cent */
    int age_account, age_region, age_member; /* days an answer there counts; age_member: a point of a seller's readiness */
    ps_vocab vocab[PS_V_COUNT];
    ps_aliases aliases;        /* the team's further names of headings and columns, for every note of the workspace */
    const ps_activity **by_id; /* activities in byte order of their ids: ps_process_activity */
    ps_fault *faults;          /* every fault of the note, by line; a process with faults is not valid */
    size_t n_faults;
} ps_process;

/* Reads a process note. Returns 0 with *out set even where it has faults: look at n_faults (stages … may be incomplete then).
 * Fails only for want of memory. `lang`: language of the faults. Owned by the caller. */
int ps_process_read(ps_process **out, ps_str text, ps_lang lang, ps_error *err);
void ps_process_free(ps_process *p);
/* The built-in note of a language. */
ps_str ps_process_builtin(ps_lang lang);

/* -1 / NULL / "" where there is none. */
int ps_process_stage(const ps_process *p, ps_str id);
int ps_process_gate(const ps_process *p, ps_str id);
const ps_activity *ps_process_activity(const ps_process *p, ps_str id);
const ps_profile *ps_process_profile(const ps_process *p, ps_str id);
/* The smallest profile whose limit covers the value; `full` (else the first) for PS_MONEY_NONE. */
const ps_profile *ps_process_propose(const ps_process *p, ps_money value);
/* Index of the profile's stage that has this stage of the process as a member. */
int ps_profile_stage(const ps_profile *pr, int stage);
/* The same by any member's id; -1. */
int ps_profile_stage_id(const ps_process *p, const ps_profile *pr, ps_str id);
const ps_term *ps_process_term(const ps_process *p, ps_vocab_id v, ps_str id);
/* Label of a term, else the id itself. */
ps_str ps_process_label(const ps_process *p, ps_vocab_id v, ps_str id);
/* Index of a vocabulary's column by its English or Chinese name in the fixed list, or as written; -1. */
int ps_vocab_column(const ps_process *p, ps_vocab_id v, ps_str column);
/* Cell of a term by its column's English or Chinese name in the fixed list ("departments", "sign", "group" …); "". */
ps_str ps_term_cell(const ps_process *p, ps_vocab_id v, const ps_term *t, ps_str column);
/* A whole number of the Habit thresholds ("storyteller", "min-deals"); `otherwise` where the note has none. */
int ps_process_threshold(const ps_process *p, ps_str habit, ps_str key, int otherwise);
/* Place of a level of the relationship in the process's order, from 1, by its id or its number; 0: none of them. */
int ps_process_level(const ps_process *p, ps_str level);
/* Whether an activity counts for a deal of this kind. */
bool ps_activity_for(const ps_activity *a, ps_str kind);

/* ---- profiles (profile.c) ---- */
/* Works a profile out: stages_joined[i] merges stage i with the one before, gates_joined[i] likewise. Sets everything but id, label, limit, line. Gates
 * that come to stand at one stage's end merge by themselves. */
void ps_profile_merge(ps_profile *pr, const ps_process *p, const bool *stages_joined, const bool *gates_joined);
/* Whether every stage, gate, activity and criterion of the process is in the profile exactly once, in order, each gate at a stage's end not before
 * its own, and shares add up as in the process. */
bool ps_profile_complete(const ps_profile *pr, const ps_process *p);

#endif
