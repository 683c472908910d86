/* How diag*.c work together; for them alone. A check looks at one thing and says what is wrong with it through ps_say. */
#ifndef PS_DIAG_IMPL_H
#define PS_DIAG_IMPL_H

#include "deal_parts.h"
#include "diag.h"
#include "entry.h"

typedef struct {
    ps_diags *out;
    ps_arena *arena;
    const ps_process *process;
    const ps_world *world; /* may be NULL */
    ps_diag_exists *exists;
    const ps_deal *deal; /* NULL: a note outside a deal */
    ps_lang lang;
    bool failed; /* memory is out */
} ps_checker;

typedef struct { /* a place in a note; range of no length: the whole line */
    ps_str path;
    const ps_note *note;
    ps_range range;
    unsigned line;
} ps_spot;
ps_spot ps_spot_line(ps_str path, const ps_note *note, unsigned line);
ps_spot ps_spot_range(ps_str path, const ps_note *note, ps_range range);
/* The value of a front-matter key, else the note's first line. */
ps_spot ps_spot_field(ps_str path, const ps_note *note, ps_str key);
/* The value of a task's inline field, else the task's line. */
ps_spot ps_spot_inline(ps_str path, const ps_note *note, const ps_task *task, ps_str key);

void ps_say_text(ps_checker *c, ps_spot spot, ps_severity severity, const char *code, ps_text_id id, const ps_str *args, size_t n);
/* ps_say(c, spot, PS_WARN, "code", TEXT_ID, args…) */
#define ps_say(c, spot, severity, code, id, ...) \
    ps_say_text((c), (spot), (severity), (code), PS_T_##id, &((const ps_str[]){{0}, ##__VA_ARGS__})[1], \
                sizeof((const ps_str[]){{0}, ##__VA_ARGS__}) / sizeof(ps_str) - 1)
void ps_say_message(ps_checker *c, ps_spot spot, ps_severity severity, const char *code, ps_str message);

/* ---- values (diag_value.c): an empty one is fine everywhere ---- */
void ps_check_date(ps_checker *c, ps_spot spot, ps_str value);
void ps_check_money(ps_checker *c, ps_spot spot, ps_str value);
void ps_check_whole(ps_checker *c, ps_spot spot, ps_str value, int min, int max);
void ps_check_number(ps_checker *c, ps_spot spot, ps_str value);
/* `what`: the field's or column's name. A process without the vocabulary allows everything. */
void ps_check_term(ps_checker *c, ps_spot spot, ps_str what, ps_str value, ps_vocab_id v);
void ps_check_terms(ps_checker *c, ps_spot spot, ps_str what, ps_str values, ps_vocab_id v);
/* One of fixed ids, written `a b c`. */
void ps_check_one_of(ps_checker *c, ps_spot spot, ps_str what, ps_str value, ps_str allowed);
void ps_check_stage(ps_checker *c, ps_spot spot, ps_str what, ps_str value);
void ps_check_gate(ps_checker *c, ps_spot spot, ps_str what, ps_str value);
/* Hint where an id has no note yet. PS_K_PERSON: a member's is as good. */
void ps_check_id(ps_checker *c, ps_spot spot, ps_str value, ps_kind kind);
void ps_check_ids(ps_checker *c, ps_spot spot, ps_str values, ps_kind kind);

/* Whatever a field is declared to hold. `name`: as it is called where it stands. */
void ps_check_cell(ps_checker *c, ps_spot spot, const ps_cell_rule *rule, ps_str name, ps_str value);

/* ---- parts ---- */
void ps_check_readable(ps_checker *c, ps_str path, const ps_note *note); /* front matter that does not parse, hints */
void ps_check_front(ps_checker *c);                                      /* deal.md */
void ps_check_house(ps_checker *c);                                      /* deal.md: owner, outcome, terms */
void ps_check_entity_front(ps_checker *c, ps_str path, const ps_note *note, ps_kind kind);
void ps_check_way(ps_checker *c); /* claimed and earned, Stage history */
void ps_check_reviews(ps_checker *c);
void ps_check_contacts(ps_checker *c);
void ps_check_plan(ps_checker *c);
void ps_check_costs(ps_checker *c); /* the ledger against budgets, its days and people (diag_money.c) */
/* A cost in the log, `1860 travel …`, that the ledger does not hold yet; `rest`: what follows the category. */
void ps_check_cost_mark(ps_checker *c, ps_spot spot, ps_date day, ps_str amount, ps_str category, ps_str rest);
void ps_check_payments(ps_checker *c);
void ps_check_commit(ps_checker *c, int earned);                        /* a commit on a stage that is not earned */
void ps_check_targets(ps_checker *c, ps_str path, const ps_note *note); /* a member's */
void ps_check_analysis(ps_checker *c);                                  /* factors, SWOT, the customer's flow, needs */
void ps_check_tables(ps_checker *c, const ps_doc *doc);
/* Items: activities that stand twice, not applicable without a reason, dates and owners of tasks. */
void ps_check_items(ps_checker *c);
void ps_check_level(ps_checker *c, ps_str path, const ps_note *note);  /* an account's note */
void ps_check_seller(ps_checker *c, ps_str path, const ps_note *note); /* a member's note */
void ps_check_note_items(ps_checker *c, ps_str path, const ps_note *note);
/* Evidence that points at nothing (diag_target.c). */
void ps_check_evidence(ps_checker *c, ps_spot spot, ps_str value);

#endif
