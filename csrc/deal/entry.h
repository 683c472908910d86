/* What the tables, the tasks and the front matter of a deal may hold, each field declared once. By these declarations notes are checked (diag.h), and
 * entries are asked for and made. Pure. */
#ifndef PS_ENTRY_H
#define PS_ENTRY_H

#include "deal.h"

typedef enum {
    PS_CELL_TEXT, /* anything; `arg` a vocabulary whose terms are proposed, or none (PS_NO_TERMS) */
    PS_CELL_DATE,
    PS_CELL_MONEY, /* from zero on where `from_zero` says so */
    PS_CELL_NUMBER,
    PS_CELL_WHOLE,  /* from `min` to `max` */
    PS_CELL_TERM,   /* an id of the vocabulary `arg` */
    PS_CELL_TERMS,  /* several of them */
    PS_CELL_ONE_OF, /* one of `words`, written `a b c` */
    PS_CELL_ID,     /* of the kind `arg` */
    PS_CELL_IDS,
    PS_CELL_NAME, /* of the kind `arg`; what has no note may go by any name */
    PS_CELL_STAGE,
    PS_CELL_GATE,
    PS_CELL_PROFILE,
    PS_CELL_STEP, /* of the deal's procurement flow */
    PS_CELL_EVIDENCE
} ps_cell_type;
enum { PS_NO_TERMS = -1 };

/* What must be there: nothing, the column, the column and every cell of it. */
typedef enum { PS_MAY, PS_COLUMN_MUST = 1, PS_CELL_MUST = 3 } ps_cell_must;

/* What a field begins with when it is asked for. */
typedef enum {
    PS_BEGIN_EMPTY,
    PS_BEGIN_TODAY,
    PS_BEGIN_ME,
    PS_BEGIN_STAGE,     /* the one that the deal is in */
    PS_BEGIN_NUMBER,    /* the next id of the table: not asked for */
    PS_BEGIN_OPERATION, /* set by the operation that makes it */
    PS_BEGIN_PERSON,    /* empty, which means what the note of the person in the first field says under the same name */
    PS_BEGIN_NOW        /* of front matter: what stands there; all others are for operations only */
} ps_cell_begin;

typedef struct {
    ps_column_id column; /* not of front matter */
    ps_cell_type type;
    int arg;
    ps_cell_must must;
    ps_cell_begin begin;
    int min, max;
    bool from_zero; /* of MONEY: nothing below */
    const char *words;
    const char *key;  /* of front matter; NULL: the column's English name is the field's */
    ps_text_id label; /* of front matter */
    bool list, apart; /* of front matter: a list; checked by a rule of its own, not by what is declared here */
} ps_cell_rule;

typedef enum { PS_ENTRY_ROW, PS_ENTRY_TASK, PS_ENTRY_FRONT } ps_entry_form;

typedef struct {
    const char *name; /* "stakeholder": what people call one of it; NULL: rows come from operations only */
    ps_entry_form form;
    ps_heading_id heading; /* of rows */
    ps_doc_kind doc;       /* where it stands; rows of costs in deal.md too */
    bool anywhere;         /* people put the table into other notes of the deal too */
    int keys;              /* the first fields that name a row: no two rows may have the same; 0 for none */
    bool open;             /* every further column is a number (one for each competitor) */
    const ps_cell_rule *cells;
    size_t n;
} ps_entry;

enum { PS_ENTRY_MOST_CELLS = 24 };

/* All of them; static. */
const ps_entry *ps_entries(size_t *n);
/* By its name; NULL. */
const ps_entry *ps_entry_named(ps_str name);
/* "Stakeholders", or what a task or the front matter is called. */
ps_str ps_entry_label(const ps_entry *entry, ps_lang lang);
/* By its heading; NULL. */
const ps_entry *ps_entry_under(ps_heading_id heading);
/* The front matter of a kind of note. */
const ps_cell_rule *ps_entry_front(ps_kind kind, size_t *n);
/* "influence": what words and scripts call a field. */
ps_str ps_cell_name(const ps_cell_rule *rule);
/* What a person calls it, in a language. */
ps_str ps_cell_label(const ps_cell_rule *rule, ps_lang lang);
/* The field that a word names, in either language or by an alias; NULL. */
const ps_cell_rule *ps_entry_cell(const ps_entry *entry, ps_str word, const ps_aliases *aliases);
/* Whether rows of this entry may stand in a note. */
bool ps_entry_in(const ps_entry *entry, ps_doc_kind doc);
/* The table as the deal has it: of its own note, else of any other where it may stand. NULL, and *doc the note it belongs in (NULL where that lacks). */
const ps_table *ps_entry_table(const ps_entry *entry, const ps_deal *deal, const ps_doc **doc);

#endif
