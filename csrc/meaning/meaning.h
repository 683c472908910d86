/* What changed *in meaning* between two states of notes: the events that histories, commit messages and reviews speak of. Pure. */
#ifndef PS_MEANING_H
#define PS_MEANING_H

#include "deal.h"
#include "heading.h"

typedef enum {
    PS_EV_STAGE,
    PS_EV_REVIEW,
    PS_EV_CLOSE,
    PS_EV_FIELD,
    PS_EV_ACTIVITY,
    PS_EV_CRITERION,
    PS_EV_CONDITION,
    PS_EV_COST,
    PS_EV_CONTACT,
    PS_EV_PERSON,
    PS_EV_NOTE,
    PS_EV_COUNT
} ps_event_kind;
ps_str ps_event_kind_id(ps_event_kind k); /* "stage" … as in design section 9 */

typedef struct ps_event {
    ps_event_kind kind;
    ps_str about; /* whose note: a deal's id, else "accounts/acme", "people/chen-gang", "process" … without ".md" */
    ps_str text;  /* one line for people, in the language asked for, without `about` */
    ps_str
        field; /* `stage`, `status`, `value`, `stakeholders/<id>/stance`, `activity/<id>`, `criterion/<id>`, `goals/<id>/<column>` …; "" */
    ps_str from, to;       /* as written in the notes (ids, plain amounts, task states ' ' x / -); "" where there was (is) nothing */
    ps_str path;           /* of the changed file */
    ps_str id;             /* of the activity, criterion, condition, person, row; stage: the new stage; review: `<gate>-<round>`; "" */
    ps_str stage;          /* activity: id of its stage in the process; cost: as written; "" */
    ps_str gate, decision; /* stage, review: as written; "" */
    ps_str reason;         /* of an override, a decision, a close, not applicable; "" */
    ps_date date;          /* as the notes say it (history row, ledger row, log entry, review); PS_DATE_NONE */
    ps_money amount;       /* cost; PS_MONEY_NONE */
    unsigned line;         /* in the new text (removed things: in the old), 0 unknown */
} ps_event;

/* A kind of contact as people read it: the id of a usual one has a label, others stay as they are. */
ps_str ps_contact_label(ps_str kind, ps_lang lang);

/* Whether it is about a row of one of the tables kept by hand (`factors/price/us`), and of which. */
bool ps_event_table(const ps_event *e, ps_heading_id *heading);

typedef struct {
    ps_str path;     /* relative to the workspace: decides what the note is */
    ps_str old, now; /* p == NULL: not there */
} ps_changed;

/* The events, those about the same deal together and in the order of kinds (stage moves first, notes last), otherwise files in the order given. Everything
 * lives in the arena. Each file is judged by itself, but a deal's folder that was renamed is compared with what it was.
 * Made or removed notes are one event each (a new deal: kind `stage`, from "", to its first stage), with what they already hold that counts (log entries,
 * ledger rows, decided review). Changes of line ends and blanks have no meaning: no event. */
int ps_meaning_diff(ps_arena *arena, const ps_process *p, const ps_changed *files, size_t n, ps_lang lang, ps_event **out, size_t *n_out,
                    ps_error *err);

/* Consecutive events of one kind (and, for activities, one stage and state) as one line: `3 activities done in Concept discussion`. */
typedef struct {
    size_t first, n; /* events[first … first+n-1] */
    ps_event_kind kind;
    ps_str text; /* of one: its own text */
} ps_fold;
int ps_meaning_fold(ps_arena *arena, const ps_process *p, const ps_event *events, size_t n, ps_lang lang, ps_fold **out, size_t *n_out,
                    ps_error *err);

/* A commit's subject without a line break, at most `cells` display cells (72): `acme-core: 3 activities closed in concept; value 900,000 → 1,200,000`.
 * What does not fit is counted: `… and 3 more`. Several deals: `2 changed: acme-core, harbor-lte`, but
 * the one alone of which more than a text changed. No events: `<about>: ` of `fallback`. */
int ps_meaning_subject(ps_buf *out, const ps_process *p, const ps_event *events, size_t n, ps_str fallback, ps_lang lang, int cells,
                       ps_error *err);
/* The whole message: subject, a body with one line per fold where the subject could not say it all, and the trailers Deal, Stage, Gate, Decision. */
int ps_meaning_message(ps_buf *out, const ps_process *p, const ps_event *events, size_t n, ps_str fallback, ps_lang lang, ps_error *err);
/* "acme-core" of "deals/2026/acme-core/…", "accounts/acme" of "accounts/acme.md", "process" of ".pursuit/process.md", else the path. */
ps_str ps_meaning_about(ps_str path);

#endif
