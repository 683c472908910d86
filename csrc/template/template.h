/* The texts of new notes and of the lines that operations add, in the language of the process. Pure: structs in, bytes out; what comes out reads
 * back by note, process and deal as what went in. Every function appends to *out and returns 0 or PS_ENOMEM. Texts may hold anything: values are
 * quoted where YAML asks for it, line breaks and control characters become blanks. */
#ifndef PS_TEMPLATE_H
#define PS_TEMPLATE_H

#include "gate.h"
#include "meaning.h"
#include "seller.h"

/* ---- a deal's folder ---- */
typedef struct {
    ps_str id, title;
    ps_str account, kind, profile, owner, source, parent, flow, currency, forecast; /* "" gives `key:` (forecast, parent, flow: no line) */
    bool account_noted;            /* the account has a note: account-scoped activities are answered there, not in the deal */
    ps_str region;                 /* of the account, where that has a note: region-scoped activities are answered there; else "" */
    const ps_str *team, *products; /* ids; without products no line */
    size_t n_team, n_products;
    ps_money value, margin, budget; /* PS_MONEY_NONE: empty (margin: no line) */
    int probability;                /* -1: empty, the stage's own holds */
    ps_date opened, close;          /* close may be PS_DATE_NONE */
    ps_str by;                      /* who makes it: first row of Stage history; "" = owner */
    ps_str summary;                 /* first lines of the summary, raw Markdown; "" = none */
    const ps_str *pairs;            /* further front-matter keys and values in turn, written after the known ones */
    size_t n_pairs;                 /* number of strings: twice the number of keys */
} ps_new_deal;

/* deal.md, in the first stage of the profile, status open. An unknown profile reads as the process proposes by value. */
int ps_template_deal(ps_buf *out, const ps_process *p, const ps_new_deal *in, ps_error *err);
/* The note of a stage of the profile (file name: ps_deal_stage_file of its first member): every activity of its members that counts for the deal's kind,
 * under its groups; scoped ones only where no account's (region's) note holds them, else a line that links there. */
int ps_template_stage(ps_buf *out, const ps_process *p, const ps_profile *pr, int pstage, const ps_new_deal *in, ps_error *err);
int ps_template_costs(ps_buf *out, const ps_process *p, const ps_profile *pr, const ps_new_deal *in, ps_error *err);
int ps_template_log(ps_buf *out, const ps_process *p, const ps_new_deal *in, ps_error *err);
int ps_template_summary(ps_buf *out, const ps_process *p, const ps_new_deal *in, ps_error *err);

typedef struct {
    ps_str path, text; /* path relative to the workspace */
} ps_new_file;
/* The whole folder: deal.md, one note per stage of the profile, costs.md, log.md, summary.md. folder: "deals/2026/acme-core". */
int ps_template_folder(ps_arena *arena, const ps_process *p, const ps_new_deal *in, ps_str folder, ps_new_file **out, size_t *n,
                       ps_error *err);

/* ---- a review ---- */
typedef struct {
    int pgate, round; /* gate of the deal's profile */
    ps_date date;
    ps_str reviewed;         /* tree id */
    const ps_str *reviewers; /* proposed; a row of Votes each */
    size_t n_reviewers;
    const ps_event *events; /* what changed since the last gate (since->reviewed), else since the deal was opened; any order */
    size_t n_events;
    const ps_review *since; /* last review of an earlier gate or round; NULL: none */
} ps_new_review;
/* "approval-1.md" */
ps_str ps_template_review_file(ps_arena *arena, const ps_deal *deal, int pgate, int round);
int ps_template_review(ps_buf *out, const ps_deal *deal, const ps_new_review *in, ps_error *err);

/* ---- notes of accounts, regions, people, members ---- */
typedef struct {
    ps_kind kind;    /* not PS_K_DEAL */
    ps_str id, name; /* name "" = id */
    const ps_str *
        pairs; /* front-matter keys and values in turn: known keys in their place (a value with commas for a list key: `emails`, `needs`), others after */
    size_t n_pairs; /* number of strings */
} ps_new_entity;
int ps_template_entity(ps_buf *out, const ps_process *p, const ps_new_entity *in, ps_error *err);
/* The points of a seller's readiness that a member's note lacks, as lines for the end of its list; the heading too where that lacks (`heading`). */
int ps_template_points(ps_buf *out, const ps_process *p, const ps_point *points, size_t n, bool heading, ps_error *err);
/* Path of an entity's note: "accounts/acme.md". */
ps_str ps_template_entity_path(ps_arena *arena, ps_kind kind, ps_str id);

/* ---- lines that operations add ---- */
typedef struct {
    int64_t time; /* written as day and minute at the process's time zone */
    ps_str kind;  /* "visit"; "" = "note" */
    const ps_str *who, *deals;
    size_t n_who, n_deals;
    ps_str text;  /* raw Markdown, may be empty; headings of level 1 and 2 in it become level 3 */
    bool prompts; /* adds the questions of a contact report (aim, what was heard, next step) to be filled in */
} ps_new_contact;
/* A log entry: a blank line before, lines that end with "\n"; to be put at the end of log.md. */
int ps_template_contact(ps_buf *out, const ps_process *p, const ps_new_contact *in, ps_error *err);
/* `- [ ] text [owner:: li.wei] [due:: 2026-12-01] [for:: crit-price] ^cond-1` and "\n". Uses text, owner, due (or due_text), for_id, id of the condition. */
int ps_template_condition(ps_buf *out, const ps_condition *in, ps_error *err);
/* A task item `- [ ] text [owner:: …] [due:: …] [next:: yes]` and "\n". Uses text, owner, due, next, id. */
int ps_template_task(ps_buf *out, const ps_action *in, ps_error *err);
/* Cells of a Ledger row in the order of ps_template_costs: date stage category amount by to note. Uses the texts, amount and date of the expense. */
enum { PS_LEDGER_CELLS = 7, PS_HISTORY_CELLS = 7 };
int ps_template_expense(ps_arena *arena, const ps_expense *in, ps_str cells[PS_LEDGER_CELLS], ps_error *err);
/* Cells of a Stage history row: date from to gate review by override. Uses date and the texts of the step. */
int ps_template_step(ps_arena *arena, const ps_step *in, ps_str cells[PS_HISTORY_CELLS], ps_error *err);
/* A block id for a row ("c-5f3a9b2c4d6e"), from its cells and the moment: two people who add rows apart get two ids. p is NULL when memory is out. */
ps_str ps_template_row_id(ps_arena *arena, char letter, int64_t now, const ps_str *cells, size_t n);

/* ---- what who takes a deal over must know ---- */
typedef struct {
    ps_str from, to;
} ps_new_handover;
/* A note drafted from the deal as it stands: state, next action and what else is open, what the next step lacks, people and stances, competitors, money,
 * the last contacts, and questions to whom hands it over. Tasks and contacts are those of `told`: the deal without what is private of it. Also PS_E… of what it is worked out from. */
int ps_template_handover(ps_buf *out, ps_arena *arena, const ps_deal *deal, const ps_deal *told, const ps_world *world,
                         const ps_new_handover *in, ps_error *err);

/* ---- what a deal's notes lack: `refresh` ---- */
typedef struct {
    ps_str path;
    size_t at; /* ps_note_insert's offset in the note as the deal has it */
    ps_str lines;
} ps_insert;
typedef struct {
    ps_insert *inserts; /* by path, and within a path from the last offset to the first: applied in this order, offsets stay right */
    size_t n_inserts;
    ps_new_file *files; /* notes that are missing as a whole: stage notes, account's or region's note */
    size_t n_files;
    size_t n_activities; /* that the inserts and files bring */
} ps_refresh;
/* Every activity that has no line anywhere gets one: under its group's heading in its stage's note (at the note's end with the heading where that
 * lacks too), scoped ones in the account's or region's note. In the arena. */
int ps_template_refresh(ps_refresh *out, ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_error *err);

#endif
