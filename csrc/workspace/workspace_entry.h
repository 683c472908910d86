/* Guided entry: what can be entered into a deal, which fields it has, and entering it. */
#ifndef PS_WORKSPACE_ENTRY_H
#define PS_WORKSPACE_ENTRY_H

#include "workspace_call.h"

/* ---- answers ---- */
typedef struct {
    ps_str name, label;
    ps_str type;         /* text date money number whole term terms choice id ids name stage gate profile step evidence */
    ps_str value;        /* what it begins with: given, else of the row that is there, else proposed; "" empty */
    ps_str means;        /* what a blank one means: what the person's note says; "" nothing */
    ps_str fault;        /* what is wrong with what is given; "" nothing */
    bool required, many; /* many: several, with commas */
    bool made;           /* made by itself where nothing is given: not to be asked for */
    int near;            /* so many choices at the front belong to the deal: people of its account; 0: not told apart */
    ps_v_terms choices;  /* what it must be one of (term, terms, choice, stage, gate, profile, step), or what is known (id, text) */
} ps_v_form_field;
typedef struct {
    ps_str deal, table, label, path;
    int lnum;    /* of the row that has this key already; 0: none has. path: its note's, else where it will stand */
    bool exists; /* entering it needs `change` */
    PS_VEC(ps_v_form_field) fields;
} ps_v_form;

/* ---- arguments ---- */
typedef struct {
    ps_str field, value;
} ps_given;
typedef struct {
    ps_str id, table; /* table: stakeholder, relationship, factor … task, promise, deal (its front matter) */
    PS_VEC(ps_given) values;
    bool change; /* the row with this key is there: change what is given of it, "" empties */
    ps_str path; /* of a task: the note and the line where it is typed; "": where it belongs */
    int lnum;
} ps_a_entry;

/* ---- calls ---- */
PS_CALL(entries, ps_a_id, ps_v_terms);  /* what can be entered: names and labels */
PS_CALL(form, ps_a_entry, ps_v_form);   /* of what is given already, which may lack or be wrong */
PS_CALL(enter, ps_a_entry, ps_v_place); /* PS_EINVAL names the field; PS_EEXISTS: a row has this key. id: the deal; text: the key */

#endif
