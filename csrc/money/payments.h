/* What a customer has to pay, when, and how far that has come. Pure. */
#ifndef PS_PAYMENTS_H
#define PS_PAYMENTS_H

#include "deal.h"

typedef enum {
    PS_PAY_LATER,    /* due beyond the threshold `soon` of the group `payments`, or without a day; not invoiced */
    PS_PAY_DUE,      /* due soon, not invoiced */
    PS_PAY_INVOICED, /* and not due yet */
    PS_PAY_OVERDUE,
    PS_PAY_PAID,
    PS_PAY_COUNT
} ps_pay_state;
ps_str ps_pay_state_id(ps_pay_state s); /* "later" due invoiced overdue paid */
bool ps_pay_state_parse(ps_str id, ps_pay_state *out);

typedef struct {
    ps_str milestone;
    ps_date due;           /* PS_DATE_NONE: none that can be read */
    ps_money amount, paid; /* amount NONE: none that can be read; paid: so far; all of it where the cell holds a day, or yes */
    ps_date invoiced_on, paid_on;
    bool invoiced;
    unsigned line;
} ps_payment;
typedef PS_VEC(ps_payment) ps_payments;

/* What the cells say. Set where they are empty or readable: a day, an amount, yes or no. */
bool ps_payment_cell(ps_str cell, bool *yes, ps_date *day, ps_money *amount);
/* Appends the rows of the deal's Payments. Texts point into the deal. PS_ENOMEM. */
int ps_payments_of_deal(ps_payments *out, ps_arena *arena, const ps_deal *deal);
ps_pay_state ps_payment_state(const ps_payment *p, const ps_process *process, ps_date today);
/* What is still to come; NONE without an amount. */
ps_money ps_payment_rest(const ps_payment *p);
/* As one text, and back; false where it is none. */
ps_str ps_payment_pack(ps_arena *arena, const ps_payment *p); /* p NULL: out of memory */
bool ps_payment_unpack(ps_str text, ps_payment *out);

#endif
