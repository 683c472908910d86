/* What is found: deals, the board, notes, what is due. */
#ifndef PS_WORKSPACE_FIND_H
#define PS_WORKSPACE_FIND_H

#include "workspace_call.h"

/* ---- answers ---- */
typedef struct {
    ps_str id, label;
    int count, number; /* number: index in the process, from 0 */
    ps_v_sums sums;
} ps_v_stage_sum;
typedef struct {
    PS_VEC(ps_v_stage_sum) stages; /* every stage of the full process, in order */
    ps_v_deals deals;              /* by stage, then by value, largest first; as many as were asked for */
    int more;                      /* that the filter takes and were not asked for; counts and sums have them */
    int count;                     /* open ones; sums too: won deals are booked, not in the pipeline */
    ps_v_sums sums;
    ps_v_diags broken; /* deals that can't be read, with path:line */
    ps_date today;     /* the day that the board is of, in the process's time zone */
    ps_date now;       /* today's, also where the board is of another day */
} ps_v_board;
typedef struct {
    ps_str name, path, lang, currency;
    ps_v_terms stages, gates, profiles, kinds, channels, flows, losses, costs, stances, layers, roles, decisions, statuses, activities,
        aims, ways, chains; /* chains: names of chain templates */
    ps_v_diags faults;
    int again; /* days after which a deal that was lost or put off is looked at again, where nobody says otherwise */
} ps_v_process;
typedef struct { /* a filter that has a name: a row of .pursuit/views.md */
    ps_str name, filter, description, path;
    int lnum;
} ps_v_view;
typedef PS_VEC(ps_v_view) ps_v_views;
typedef struct {
    int from;         /* byte of the filter, from 1, where the word begins that is being typed */
    ps_v_terms words; /* what it may become, whole; with the label of what it names */
} ps_v_completion;
typedef struct {
    ps_str kind, id; /* kind: deal account region person member process other; id "" where none. For a file of a deal's folder: the deal */
} ps_v_where;
typedef struct {
    int from, to; /* bytes of the snippet, from 1, both of them in it */
} ps_v_mark;
typedef struct {
    ps_str path, deal, title, snippet;
    int lnum, col; /* of the match, from 1; col in bytes */
    PS_VEC(ps_v_mark) marks;
} ps_v_hit;
typedef PS_VEC(ps_v_hit) ps_v_hits;
typedef struct {
    ps_str path, deal, title, text; /* text: of the line with the link */
    int lnum;
} ps_v_link;
typedef PS_VEC(ps_v_link) ps_v_links;
typedef struct {
    int notes, changed, removed;
} ps_v_counts;
typedef struct { /* something with a day: agenda.h says what the kinds are */
    ps_date date;
    ps_str kind, deal, title, text, owner, state, id, path; /* deal "": of a note outside of deals; title: the deal's, else the note's */
    int lnum;
    bool overdue, waiting; /* waiting: its owner is a person at the customer */
    ps_str deal_owner;
} ps_v_item;
typedef PS_VEC(ps_v_item) ps_v_items;
typedef struct {
    ps_v_items items; /* overdue ones first, then by day */
    ps_date today;
    ps_str owner;    /* whose; "" everybody's */
    int count, late; /* of all, also beyond the limit; late: overdue ones */
} ps_v_agenda;
typedef struct {
    int overdue, day, week, tenders, waiting, idle, stalled, changes;
} ps_v_totals;
/* A morning. Each item stands in one list. */
typedef struct {
    ps_date today;
    int64_t now, since; /* since: as asked for */
    ps_str since_clock;
    ps_str owner; /* whose; "" everybody's */
    ps_v_items overdue, day, week;
    ps_v_items tenders; /* of the next 60 days */
    ps_v_items waiting; /* in my deals, somebody else's, up to the week's end */
    ps_v_items idle;    /* my deals without a next action */
    ps_v_items stalled;
    ps_v_events changes; /* by others in my deals, newest first */
    ps_v_totals totals;  /* of each list, also beyond the limit */
} ps_v_today;

/* ---- arguments ---- */
typedef struct {
    ps_str filter, of; /* of: `people` or `accounts`; "": deals */
} ps_a_complete;
typedef struct {
    ps_str name, filter, description;
    bool remove;
} ps_a_view;
typedef struct {
    ps_str query; /* words, "phrases", prefix*, -not, and filters with an operator (`stage=concept`); any text is a query */
    int limit;    /* 0: 50 */
    bool known;   /* from what the index knows, without a look at the files */
    bool any;     /* not the best ones, but those that are found first */
} ps_a_search;
typedef struct {
    int days;             /* from today on; what is overdue is always in it */
    ps_str filter, owner; /* of the deals; whose items: an id, `me`, "" everybody's. What a customer owes belongs to the deal's owner too */
    int limit;            /* 0: all */
    bool known;           /* from what the index knows, without a look at the files */
} ps_a_agenda;
typedef struct {
    ps_str path, filter, owner; /* path: absolute, or from the root; the rest as for the agenda */
    int days;
} ps_a_export;
typedef struct {
    ps_str owner;
    int64_t since; /* changes after this time; below 0: so many seconds before now; 0: none are asked for */
    int limit;     /* of each list; 0: all */
    bool known;
} ps_a_today;
typedef struct {
    ps_str path;
    bool known; /* from what the index knows, without a look at the files */
} ps_a_links;
typedef struct {
    ps_str kind;
    bool known; /* of deals: those that the index knows, unless it knows none */
} ps_a_names;

/* ---- the calls ---- */
PS_CALL(deal, ps_a_deal, ps_v_deal);
PS_CALL(deals, ps_a_filter, ps_v_deals);
PS_CALL(board, ps_a_filter, ps_v_board);
PS_CALL(views, ps_a_id, ps_v_views);               /* saved filters, as they stand */
PS_CALL(complete, ps_a_complete, ps_v_completion); /* of a filter typed up to the cursor */
PS_CALL(diagnostics, ps_a_path, ps_v_diags);       /* path "": the whole workspace */
PS_CALL(process, ps_a_id, ps_v_process);
PS_CALL(names, ps_a_names, ps_v_terms); /* ids and titles of a kind; extra: a person's account, an account's region */
PS_CALL(where, ps_a_path, ps_v_where);
PS_CALL(search, ps_a_search, ps_v_hits); /* one per note, best first */
PS_CALL(agenda, ps_a_agenda, ps_v_agenda);
PS_CALL(today, ps_a_today, ps_v_today);
PS_CALL(export, ps_a_export,
        ps_v_place); /* the agenda as a file for other programs. count: entries. PS_EUNSUPPORTED for a format that is not built */
PS_CALL(reindex, ps_a_id, ps_v_counts);     /* the index anew, from nothing */
PS_CALL(backlinks, ps_a_links, ps_v_links); /* lines of other notes that lead to this one */
PS_CALL(view, ps_a_view, ps_v_view);        /* saves a filter under a name, or takes it away */

#endif
