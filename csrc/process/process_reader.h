/* What the readers of a process note's parts share. Internal to process*.c and profile_cell.c. A failed allocation sticks (`failed`): the
 * readers go on harmlessly and ps_process_read reports it at the end. */
#ifndef PS_PROCESS_READER_H
#define PS_PROCESS_READER_H

#include "process.h"

typedef struct {
    ps_process *p;
    ps_lang lang;               /* of the faults */
    bool failed;                /* memory is out */
    bool stages_cut, gates_cut; /* the table could not be read, or not to its end: naming one that is not known is no fault of its own */
    bool shares_unread;         /* a stage's share is not known: their sum means nothing */
    int section[PS_H_COUNT];    /* index of the section's heading; -1 where the note has none */
    PS_VEC(ps_fault) faults;
    PS_VEC(ps_activity) activities, readiness; /* in the order of the note */
    PS_VEC(ps_criterion) criteria;
} ps_reader;

/* ps_reader_fault(r, line, SAME_ID, id, first): adds the fault PROCESS_SAME_ID. Arguments are ps_str, shown cut to some length. */
#define ps_reader_fault(r, line, id, ...) \
    ps_reader_add((r), (line), PS_T_PROCESS_##id, &((const ps_str[]){{0}, ##__VA_ARGS__})[1], \
                  sizeof((const ps_str[]){{0}, ##__VA_ARGS__}) / sizeof(ps_str) - 1)
void ps_reader_add(ps_reader *r, unsigned line, ps_text_id id, const ps_str *args, size_t n);
/* The element, or NULL after noting that memory is out: `ps_stage *s = ps_reader_got(r, PS_PUSH(…))`. */
#define ps_reader_got(r, pointer) \
    __extension__({ \
        __typeof__(pointer) got_ = (pointer); \
        (r)->failed = (r)->failed || got_ == NULL; \
        got_; \
    })

/* Line of a section's heading; 1 where there is none. */
unsigned ps_reader_line(const ps_reader *r, ps_heading_id h);
/* The heading's text; where the note has none, what it would be in the note's language. */
ps_str ps_reader_name(const ps_reader *r, ps_heading_id h);
/* The section's table. Without the section, or without rows, or (for a `needed` one) without a table: NULL, and a fault where that is one. */
const ps_table *ps_reader_table(ps_reader *r, ps_heading_id h, bool needed);
/* Index of a column; -1 with a fault where it is missing and needed. */
int ps_reader_column(ps_reader *r, ps_heading_id h, const ps_table *table, ps_column_id c, bool needed);
/* The id of a row, checked: a missing or impossible one is a fault. false where it is missing. */
bool ps_reader_id(ps_reader *r, const ps_row *row, int column, ps_str *out);
/* A whole number from min to max; 0 for column -1 (its absence is a fault already); else a fault `id` with the cell's text. */
int ps_reader_number(ps_reader *r, const ps_row *row, int column, int min, int max, ps_text_id id);

/* The heading of a vocabulary. */
ps_heading_id ps_vocab_heading(ps_vocab_id v);

/* The parts, in the order in which they must be read. */
void ps_reader_sections(ps_reader *r); /* and the aliases, which name some of them */
void ps_reader_front(ps_reader *r);    /* process_front.c */
void ps_reader_stages(ps_reader *r);   /* process_section.c */
void ps_reader_gates(ps_reader *r);
void ps_reader_decision(ps_reader *r);
void ps_reader_vocabularies(ps_reader *r); /* process_vocab.c */
void ps_reader_items(ps_reader *r);        /* process_items.c */
void ps_reader_profiles(ps_reader *r);     /* process_profiles.c */
void ps_reader_check(ps_reader *r);        /* process_check.c */

#endif
