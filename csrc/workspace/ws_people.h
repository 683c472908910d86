/* What people and accounts can be asked for beside what their deals can. Private to the workspace. */
#ifndef PS_WS_PEOPLE_H
#define PS_WS_PEOPLE_H

#include "ws_filter.h"

ps_further_fields ps_people_fields(void);
ps_further_fields ps_account_fields(void);
/* Whether a term asks of the deals, not of the person or the account itself. */
bool ps_filter_of_deals(const ps_filter_term *t, ps_further_fields fields);
/* Whether a deal is all that is asked of deals: of those of a person or an account one must be. */
bool ps_filter_takes_deal(const ps_work *w, const ps_filter *f, ps_further_fields fields, const ps_settled *deal);
/* Ids in order, each once; for ps_ids_at. */
int ps_ids_sort(ps_work *w, ps_strs *ids);
/* Where an id stands in them; -1. */
int ps_ids_at(const ps_strs *sorted, ps_str id);
void ps_view_account_note(ps_work *w, const ps_note *note, ps_str path, ps_v_account *v);
/* A stand with what it inherits; texts are taken as they are. */
void ps_view_stand(const ps_process *p, const ps_v_deal *d, const ps_stand *s, ps_v_stand *out);
/* The same as the calls, for a page about one of them: without a limit. */
int ps_work_people(ps_work *w, const ps_a_filter *in, ps_v_people *out);
int ps_work_accounts(ps_work *w, const ps_a_filter *in, ps_v_accounts *out);
/* ---- ws_contacts.c ---- */
/* Appends the contacts of a deal up to today; those of a person where `who` is one. */
int ps_view_contacts(ps_work *w, const ps_deal *deal, ps_str who, ps_v_contacts *out);
void ps_contacts_order(ps_v_contacts *contacts); /* newest first */
/* Appends the open promises of a deal's log; `who`: those of a person, and ours where an entry with them made it. */
int ps_view_promises(ps_work *w, const ps_deal *deal, ps_str who, ps_v_promises *out);
void ps_promises_order(ps_v_promises *promises); /* by day */
/* What is worked on: open, won and paused deals that are not put away. */
bool ps_view_live(const ps_v_deal *d);

#endif
