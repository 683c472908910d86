/* What decides at the customer, weighed: the factors of a deal, our score and each competitor's, and where that leaves us. Pure. */
#ifndef PS_FACTORS_H
#define PS_FACTORS_H

#include "deal.h"
#include "target.h"

typedef enum {
    PS_FACTOR_NO_WEIGHT,
    PS_FACTOR_NO_SCORE,       /* ours */
    PS_FACTOR_NO_RIVAL_SCORE, /* of a competitor */
    PS_FACTOR_NO_EVIDENCE,
    PS_FACTOR_NO_TALK, /* its evidence leads to no entry of a log */
    PS_FACTOR_UNKNOWN, /* reads as an id, and is none of the process */
    PS_FACTOR_LACK_COUNT
} ps_factor_lack_kind;
ps_str ps_factor_lack_id(ps_factor_lack_kind k); /* "no-weight" */

typedef struct {
    ps_str id, label, evidence; /* label: the process's, else the cell as written */
    ps_money weight, us;        /* NONE: not said, no number, or a weight below zero */
    ps_money *rivals;           /* the score of each competitor */
    int best;                   /* the competitor with the highest score; -1: none has one */
    ps_money gap;               /* weight × (best − us) / all weights: what it costs us in the total; NONE where something lacks */
    bool known;                 /* a factor of the process */
    bool talked;                /* its evidence leads to an entry of a log */
    unsigned line;
} ps_factor;

typedef struct {
    ps_factor_lack_kind kind;
    size_t factor;
    int party; /* of NO_RIVAL_SCORE: the competitor; else -1 */
} ps_factor_lack;

typedef struct {      /* one who is scored: we, or a competitor */
    ps_str id, label; /* bare; the heading of the column, without a link. Of us "" */
    ps_money total;   /* Σ weight × score / Σ weight over what is scored, rounded once, half away from zero; NONE: nothing is */
    int rank;         /* 1 leads; equal totals share one; 0: no total */
    int scored;       /* factors with a weight and a score */
} ps_party;

typedef struct {
    ps_factor *factors; /* as they stand in the table */
    size_t n;
    ps_party us, *rivals;
    size_t n_rivals;
    ps_money weights; /* of all factors together */
    ps_money top;     /* the highest score of all; NONE */
    size_t *gaps;     /* factors that cost us something, the dearest first */
    size_t n_gaps;
    ps_factor_lack *lacks; /* by factor */
    size_t n_lacks;
    const ps_doc *doc; /* where the table stands; NULL: there is none, or it was read from a note alone */
    bool downstream;   /* what the customer's own customers need is answered, or the process does not ask */
    bool asks;         /* the process asks for that */
} ps_factors;

/* Lists live in the arena, texts in deal and process. PS_ENOMEM. */
int ps_factors_read(ps_factors *out, ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_error *err);
/* The same from a deal.md alone: weights and scores; no evidence is looked at. */
int ps_factors_of_note(ps_factors *out, ps_arena *arena, const ps_note *note, const ps_process *process, ps_error *err);
/* What lacks, in words. */
void ps_factor_lack_text(ps_buf *out, const ps_factors *factors, const ps_factor_lack *lack, ps_lang lang);
/* Whether the weights are those of another deal: the same factors with the same weights, at least two of them. */
bool ps_factors_copied(const ps_factors *a, const ps_factors *b);
/* Whether a column of the table is a competitor's: any with a name that is none of the table's own. */
bool ps_factor_column(ps_str header, const ps_aliases *aliases);

#endif
