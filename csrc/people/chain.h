/* The decision chain of a deal: who decides at the customer, layer by layer, how they stand to us and to each other, and what it lacks. Pure. */
#ifndef PS_CHAIN_H
#define PS_CHAIN_H

#include "deal.h"

typedef enum {
    PS_GAP_LAYER,    /* nobody is known in the layer that decides: the last one of the process */
    PS_GAP_CHAMPION, /* nobody has the first stance of the process */
    PS_GAP_STRATEGY, /* a layer has people and no strategy, from the stage on that asks for it (^strategy-layers) */
    PS_GAP_UNMET,    /* a key decision maker whom nobody of us has met */
    PS_GAP_OPPONENT, /* somebody of influence who is against us, and no aim or no way is set */
    PS_GAP_AIM,      /* a top person without an aim, or without a way to it, from that stage on */
    PS_GAP_UNSEEN,   /* decides, and nobody of us was there for too long */
    PS_GAP_CONTACT,  /* decides, and none of us owns the relationship */
    PS_GAP_COUNT
} ps_gap_kind;
ps_str ps_gap_kind_id(ps_gap_kind k); /* "opponent" */

typedef struct { /* a stakeholder: what the deal's row leaves blank comes from the person's note */
    ps_str id, name, post, unit, layer, role, stance, contact, aim; /* name: the id where there is no note; stance "" reads as unknown */
    int influence;                                                  /* 1 to 5; 0: not said */
    ps_str *needs, *ways;                                           /* ids */
    size_t n_needs, n_ways;
    ps_date seen;  /* day of the last contact in the deal's log; NONE */
    int superior;  /* index into the members; -1 */
    ps_str path;   /* of the person's note; "" where there is none */
    unsigned line; /* of the row in deal.md */
    ps_date left;  /* the day they left; NONE */
    bool gone;     /* they have left by today: nothing is lacking of them, and nobody is covered by them */
    bool hidden;   /* their note is private as a whole */
    bool covered;  /* one of us owns the relationship, and has met the person */
    bool top;      /* a key decision maker, or of the layer that decides: asks for an aim and ways (executive access) */
    bool vacant;   /* a post of a chain template in which nobody is known by name yet */
} ps_member;

typedef struct { /* what is to be reached in a layer, and how: a row of Layer strategy, in deal.md or another note of the deal */
    ps_str layer, aim, strategy; /* strategy: in words */
    ps_str *ways;
    size_t n_ways;
    ps_str path;
    unsigned line;
} ps_strategy;

typedef struct { /* `to` is the `kind` of `from` */
    ps_str from, to, kind, note, from_name, to_name;
    int at, with;   /* indexes into the members; -1: outside the chain */
    bool reporting; /* superior or subordinate: drawn as the order of the house */
    ps_str path;    /* of the note with the row */
    unsigned line;
} ps_tie;

typedef struct {
    ps_gap_kind kind;
    int member;   /* -1: of the chain as a whole, or of a layer */
    int days;     /* UNSEEN: how long */
    ps_str layer; /* LAYER, STRATEGY: which */
} ps_gap;

typedef struct {
    ps_member *members; /* by layer from the one that decides down, then by influence, then as they stand in the table */
    size_t n_members;
    ps_tie *ties; /* of the deal, then of its people's notes; each once */
    size_t n_ties;
    ps_gap *gaps; /* of the whole first, then by member */
    size_t n_gaps;
    ps_strategy *strategies; /* each layer once, as they stand */
    size_t n_strategies;
    bool asks_strategy; /* the deal has come to the stage that asks for strategies */
    size_t covered, gone;
    int unseen_days; /* from when somebody who decides counts as unseen */
} ps_chain;

/* Everything lives in the arena, or in the deal and the world's notes. PS_ENOMEM. */
int ps_chain_read(ps_chain *out, ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_error *err);
/* The strategies alone; each layer once. PS_ENOMEM. */
int ps_chain_strategies(ps_strategy **out, size_t *n, ps_arena *arena, const ps_deal *deal);
const ps_strategy *ps_chain_strategy(const ps_chain *chain, ps_str layer); /* that says something; NULL */
/* Place of a stance in the process's order: 0 is the most favourable; -1 for `unknown`, none, or one that is not of the process. */
int ps_stance_rank(const ps_process *p, ps_str stance);
/* Whether a stance is against us: in the lower half of the process's order of known stances. */
bool ps_stance_against(const ps_process *p, ps_str stance);

#endif
