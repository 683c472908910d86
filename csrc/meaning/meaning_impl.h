/* What the parts of the difference share. For meaning*.c alone. */
#ifndef PS_MEANING_IMPL_H
#define PS_MEANING_IMPL_H

#include "field.h"
#include "heading.h"
#include "meaning.h"
#include "seller.h"

typedef struct {
    ps_arena *arena;
    const ps_process *process;
    ps_lang lang;
    PS_VEC(ps_event) events;
    bool failed; /* memory ran out */
} ps_sense;

typedef enum {
    PS_N_DEAL,
    PS_N_STAGE,
    PS_N_COSTS,
    PS_N_LOG,
    PS_N_REVIEW,
    PS_N_FREE, /* of a deal's folder; FREE: anything else there, summary too */
    PS_N_ACCOUNT,
    PS_N_REGION,
    PS_N_PERSON,
    PS_N_MEMBER,
    PS_N_COMPETITOR,
    PS_N_PROCESS,
    PS_N_OTHER
} ps_note_sort;

/* One changed file. A side that is not there is an empty note. */
typedef struct {
    ps_sense *m;
    ps_note_sort sort;
    ps_str path, about, local; /* local: name within the deal's folder, else the path; in the arena */
    const ps_note *old, *now;
    bool made, removed;
    PS_VEC(ps_range) told_old, told_now; /* bytes that events speak of already: no change of text */
} ps_sensed;

/* Appends an event for this file, with path and about; NULL (and failed) when memory is out. */
ps_event *ps_sense_add(ps_sensed *f, ps_event_kind kind);
/* Whether a move leads to an earlier stage. */
bool ps_sense_back(const ps_sense *m, ps_str from, ps_str to);
/* Copies into the arena; "" on failure. */
ps_str ps_sense_keep(ps_sense *m, ps_str s);
/* A text from text.def in the arena. */
ps_str ps_sense_say_(ps_sense *m, ps_text_id id, const ps_str *args, size_t n);
#define ps_sense_say(m, id, ...) \
    ps_sense_say_((m), PS_T_##id, &((const ps_str[]){{0}, ##__VA_ARGS__})[1], \
                  sizeof((const ps_str[]){{0}, ##__VA_ARGS__}) / sizeof(ps_str) - 1)
/* What became of a note as a whole: `1-talk.md: new`, `new`. */
ps_str ps_sense_note(ps_sensed *f, ps_str what);
/* "a/b" with up to three parts; empty ones left out. */
ps_str ps_sense_path(ps_sense *m, ps_str a, ps_str b, ps_str c);
void ps_sense_told(ps_sensed *f, bool now, ps_range range);
/* Both sides of a table (NULL: not there), and its heading where only one side has it. */
void ps_sense_told_table(ps_sensed *f, ps_heading_id h, const ps_table *old, const ps_table *now);

/* `value 900,000 → 1,200,000`; one side empty: `value 1,200,000`, `value 900,000 → –`. */
ps_str ps_sense_change(ps_sense *m, ps_str label, ps_str from, ps_str to);

/* ---- the parts; each adds its events and says what it has told ---- */
void ps_sense_front(ps_sensed *f);                         /* front matter: stage, status, fields; of a review: its decision */
void ps_sense_stage(ps_sensed *f, ps_str from, ps_str to); /* a move, with its row in Stage history (both "": rows alone) */
void ps_sense_tables(ps_sensed *f);
void ps_sense_tasks(ps_sensed *f); /* activities, criteria, conditions, other items */
void ps_sense_items(ps_sensed *f); /* day, owner and state in rows of other tables; after those with headings of their own */
void ps_sense_log(ps_sensed *f);
void ps_sense_ledger(ps_sensed *f);
void ps_sense_votes(ps_sensed *f, bool decided);
bool ps_sense_decided(const ps_sensed *f); /* the review's decision is new */
/* Whether anything but what was told differs, blanks and line ends aside. */
bool ps_sense_rest(const ps_sensed *f);

/* Plain text of a front-matter value: scalar without its link, list as `a, b`, map as `k: v, k: v`; in the arena. */
ps_str ps_sense_value(ps_sense *m, const ps_fm *field);
bool ps_sense_is_money(ps_str key);

#endif
