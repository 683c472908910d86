/* The parts that ps_deal_read joins, for deal*.c, review.c, contact.c, cost.c and diag*.c only. Each part fills its own fields of a deal whose docs
 * are read, in the order below, and returns 0 or PS_ENOMEM. */
#ifndef PS_DEAL_PARTS_H
#define PS_DEAL_PARTS_H

#include "deal.h"
#include "field.h"
#include "heading.h"

int ps_deal_read_fields(ps_deal *d, const ps_world *world);
int ps_deal_read_steps(ps_deal *d);
int ps_deal_read_handovers(ps_deal *d);
int ps_deal_read_answers(ps_deal *d, const ps_world *world);
int ps_deal_read_costs(ps_deal *d);
int ps_deal_read_contacts(ps_deal *d);
int ps_deal_read_reviews(ps_deal *d);
int ps_deal_read_actions(ps_deal *d);

/* The note of an id, NULL where there is none, no world, or no id. */
const ps_note *ps_world_note(const ps_world *world, ps_kind kind, ps_str id, ps_str *path);
const ps_aliases *ps_deal_aliases(const ps_deal *d);
/* First doc of a kind; NULL. */
const ps_doc *ps_deal_doc_of(const ps_deal *d, ps_doc_kind kind);
/* A table by its heading in the doc, else in deal.md; *doc is where it was found. NULL where it is in neither. */
const ps_table *ps_deal_table(const ps_deal *d, ps_heading_id h, ps_doc_kind kind, const ps_doc **doc);
/* The same in whichever note of the deal has it first; doc may be NULL. */
const ps_table *ps_deal_table_anywhere(const ps_deal *d, ps_heading_id h, const ps_doc **doc);
/* Whether an offset lies in the section of the heading (false for heading -1). */
bool ps_note_within(const ps_note *note, int heading, size_t at);
/* `[x]`, or `[-]` with a reason. */
bool ps_task_closed(const ps_task *task);

/* Criterion of the process by its id; NULL. */
const ps_criterion *ps_process_criterion(const ps_process *process, ps_str id);
/* A review's sections that only quote what was open elsewhere: their items answer nothing and are no actions. -1 where there is none. */
typedef struct {
    int items, conditions; /* headings */
} ps_quotes;
ps_quotes ps_doc_quotes(const ps_doc *doc, const ps_aliases *aliases);
bool ps_quotes_have(const ps_doc *doc, ps_quotes quotes, size_t at);

#endif
