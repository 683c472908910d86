/* A deal, read from the notes of its folder. Pure: files in, structure out. Reading never fails for what people wrote: what is wrong stays
 * readable around the fault and becomes a diagnostic (diag.h). */
#ifndef PS_DEAL_H
#define PS_DEAL_H

#include "kind.h"
#include "process.h"

/* What a deal needs from outside its folder. The texts and notes live as long as the deal. */
typedef struct {
    /* The note of an id, NULL where there is none; *path is set to its workspace path. For PS_K_DEAL: deal.md. */
    const ps_note *(*note)(void *ctx, ps_kind kind, ps_str id, ps_str *path);
    void *ctx;
    ps_date today;
} ps_world;

typedef struct { /* a file of the folder; path relative to the workspace */
    ps_str path, text;
} ps_file;

typedef enum { PS_DOC_DEAL, PS_DOC_STAGE, PS_DOC_COSTS, PS_DOC_LOG, PS_DOC_SUMMARY, PS_DOC_REVIEW, PS_DOC_OTHER } ps_doc_kind;
typedef struct {
    ps_str path;
    ps_doc_kind kind;
    int stage;     /* of a stage note: index into the process's stages; else -1 */
    ps_note *note; /* owned by the deal */
} ps_doc;

typedef enum {
    PS_STATUS_OPEN,
    PS_STATUS_WON,
    PS_STATUS_LOST,
    PS_STATUS_NO_DECISION,
    PS_STATUS_NO_GO,
    PS_STATUS_PAUSED,
    PS_STATUS_DONE,
    PS_STATUS_COUNT
} ps_status;
ps_str ps_status_id(ps_status s); /* "no-decision" */
bool ps_status_parse(ps_str id, ps_status *out);

typedef struct { /* where an activity is answered */
    const ps_activity *activity;
    const ps_doc *doc;   /* the deal's note it stands in; NULL where absent or answered in account/region */
    const ps_task *task; /* NULL: absent */
    ps_str path;         /* of the note with the task, else of the note where it belongs */
    unsigned line;       /* of the task, else of the heading where it belongs (1 where the note lacks one) */
    size_t task_index;   /* in that note; SIZE_MAX where absent */
    ps_str reason;       /* of not applicable */
    bool closed;         /* done, or not applicable with a reason, and where scoped within its age limit */
    bool
        expired; /* scoped answer older than the age limit ([done:: date] on the item, else the note's `reviewed`/git date is not known: counts) */
} ps_answer;

typedef struct {
    ps_date date;
    ps_str from, to; /* stage ids as written; from "" for the first */
    ps_str gate, review, by, override;
    const ps_row *row;
    unsigned line;
} ps_step;

typedef struct {
    ps_str date_text, stage, category, by, to, note, id;
    ps_date date;
    ps_money amount; /* PS_MONEY_NONE where it can't be read */
    int pstage;      /* index into the profile's stages, -1 unknown */
    const ps_doc *doc;
    unsigned line;
} ps_expense;

typedef struct {
    ps_date date;
    int64_t time;           /* seconds since the epoch at the process's time zone; day only: its start */
    ps_str date_text, kind; /* "visit" */
    ps_str *who;
    size_t n_who;
    ps_str *deals;
    size_t n_deals;
    ps_str text; /* body of the entry, trimmed, raw */
    const ps_doc *doc;
    int heading;
    size_t block; /* the note's first one that may be of the body */
    unsigned line;
} ps_contact;

typedef enum {
    PS_DECISION_NONE,
    PS_DECISION_GO,
    PS_DECISION_CONDITIONAL,
    PS_DECISION_HOLD,
    PS_DECISION_NO_GO,
    PS_DECISION_UNKNOWN
} ps_decision;
ps_str ps_decision_id(ps_decision d);
bool ps_decision_parse(ps_str id, ps_decision *out); /* go conditional hold no-go */

typedef enum { PS_CRIT_OPEN, PS_CRIT_MET, PS_CRIT_PARTLY, PS_CRIT_NO, PS_CRIT_NA } ps_crit_answer;
typedef struct {
    ps_str id, text, evidence, reason;
    ps_crit_answer answer; /* NA only with a reason, else OPEN */
    size_t task_index;
    unsigned line;
} ps_crit;

typedef struct {
    ps_str text, due_text, for_id, id;
    ps_str owner; /* of a decided review: who has it now, by the deal's handovers */
    ps_date due;
    bool met; /* [x], or [-] with a reason */
    size_t task_index;
    unsigned line;
} ps_condition;

typedef struct {
    ps_str reviewer, vote, comment;
    unsigned line;
} ps_vote;

typedef struct {
    const ps_doc *doc;
    ps_str gate; /* as written */
    int pgate;   /* index into the profile's gates (any member's id is read as it), -1 */
    int round;
    ps_date date;
    ps_str reviewed; /* tree id */
    ps_decision decision;
    ps_str reason; /* front matter `reason` */
    ps_str *reviewers;
    size_t n_reviewers;
    bool self_review;
    ps_crit *criteria;
    size_t n_criteria;
    ps_condition *conditions;
    size_t n_conditions;
    ps_vote *votes; /* rows that carry a vote */
    size_t n_votes;
} ps_review;

typedef struct { /* a row of Handovers: who gave the deal, or what was open in it, to whom */
    ps_date date;
    ps_str from, to;
    unsigned line;
} ps_handover;

typedef struct {
    ps_str text, owner, path, id;
    ps_date due;
    unsigned line;
    bool next; /* marked [next:: yes] */
} ps_action;

typedef struct ps_deal {
    ps_arena arena;
    const ps_process *process; /* borrowed */
    const ps_profile *profile; /* never NULL: an unknown one reads as `full`/the first */
    ps_str id, folder;         /* folder: deals/2026/acme-core */
    ps_doc *docs;
    size_t n_docs;
    const ps_doc *main; /* deal.md; NULL where it is missing */
    ps_str title, account, kind, stage_text, owner, currency, forecast, forecast_manager, source, parent, flow, lost_to, reason, region;
    ps_status status;
    int stage; /* claimed: index into the profile's stages; unknown: 0 with a diagnostic */
    ps_str *team;
    size_t n_team;
    ps_money value, margin, budget; /* PS_MONEY_NONE where not given; budget: front matter, else sum of the Budget table */
    int probability;                /* judged, clamped to 1..99; -1 where not given or no number */
    ps_date opened, close, signed_on;
    ps_date revisit;    /* the day to look at a closed deal again; NONE */
    ps_answer *answers; /* of every activity that counts for this deal, in process order */
    size_t n_answers;
    ps_step *steps; /* Stage history, as it stands */
    size_t n_steps;
    ps_expense *expenses;
    size_t n_expenses;
    ps_money stage_budget[PS_MAX_STAGES], stage_planned[PS_MAX_STAGES],
        stage_spent[PS_MAX_STAGES];    /* per profile stage; budget by hand, else by shares; planned by hand;
                                                                   * NONE: none */
    bool stage_by_hand[PS_MAX_STAGES]; /* the budget is */
    ps_money spent;
    ps_contact *contacts; /* oldest first */
    size_t n_contacts;
    ps_review *reviews; /* by gate of the profile, then round */
    size_t n_reviews;
    ps_action *actions; /* open tasks that are no activities and no criteria: promises, plan, conditions; in file order */
    size_t n_actions;
    ps_handover *handovers; /* as they stand */
    size_t n_handovers;
} ps_deal;

/* Reads a deal. `files`: every .md file of the folder, any order; attachments (files/) are left out. Texts are copied. Owned by the caller; process and world's notes are borrowed. */
int ps_deal_read(ps_deal **out, const ps_process *process, const ps_world *world, ps_str folder, const ps_file *files, size_t n,
                 ps_error *err);
void ps_deal_free(ps_deal *deal);

/* A dated answer of an account or a region (`[done:: 2026-11-11]`) that is older than the process lets it count. */
bool ps_answer_too_old(const ps_process *p, ps_scope scope, const ps_task *task, ps_date today);

/* ---- derived ---- */
/* owner ∪ team, each once, the owner first; bare ids. Returns how many were put, at most max. */
size_t ps_deal_people(const ps_deal *deal, ps_str *out, size_t max);
/* Judged probability, else the stage's; 0 for lost, no-go, no-decision; 100 for won and done. */
int ps_deal_probability(const ps_deal *deal, bool *judged);
ps_money ps_deal_weighted(const ps_deal *deal);
/* Day of the last Stage history row, else `opened`. */
ps_date ps_deal_entered(const ps_deal *deal);
/* Open action marked next, else the earliest open one of ours (owner is no person at the customer) with a due date; NULL. */
const ps_action *ps_deal_next_action(const ps_deal *deal, const ps_world *world);
/* `changed`: day of the last change in meaning (PS_DATE_NONE unknown: then the dates in the notes count). *since: the day that set the clock. */
bool ps_deal_stalled(const ps_deal *deal, const ps_world *world, ps_date changed, ps_date *since);
/* What that goes by, as of the world's today: with it the question can be asked again without the deal, while the deal's days last. */
typedef struct {
    ps_date noted, contact; /* the last days that the notes speak of, and that had a contact */
    ps_date due;            /* of the next action */
    int allowed;            /* days without a change; 0: it never stalls, being closed or in a stage without a limit */
} ps_clock;
void ps_deal_clock(ps_clock *out, const ps_deal *deal, const ps_world *world);
bool ps_clock_stalled(const ps_clock *clock, ps_date changed, ps_date today, ps_date *since);
/* The days between which nothing that is worked out from a deal turns by the calendar alone, its clock too; how long ago that was is another matter. */
typedef struct {
    ps_date from, until; /* the first day; the first one that is too late */
} ps_lasting;
void ps_deal_lasting(ps_lasting *out, const ps_deal *deal, const ps_world *world);
/* Who has what somebody had on a day (NONE: ever), by the handovers since. */
ps_str ps_deal_heir(const ps_deal *deal, ps_str owner, ps_date since);
/* Whose deal it was at the end of a day, as its notes tell it. */
ps_str ps_deal_owner_on(const ps_deal *deal, ps_date day);
/* What is written below an activity's item in the deal's notes, its lines joined by line breaks, bullets and quotes taken off; "". In the arena. */
int ps_answer_said(ps_str *out, ps_arena *arena, const ps_answer *answer);
/* The latest review of a gate of the profile, by round; NULL. */
const ps_review *ps_deal_review(const ps_deal *deal, int pgate);
/* The gate of the profile at the end of the claimed stage; -1 where none stands. */
int ps_deal_gate(const ps_deal *deal);
/* The review to be decided: of that gate, else the newest undecided one; NULL. */
const ps_review *ps_deal_open_review(const ps_deal *deal);
const ps_doc *ps_deal_doc(const ps_deal *deal, ps_str path);
/* File name of the stage note of a process stage: "1-concept.md". */
ps_str ps_deal_stage_file(ps_arena *arena, const ps_process *process, int stage);

#endif
