/* The kinds of notes that a workspace holds in folders of their own: what each is called, and where it lies. */
#ifndef PS_KIND_H
#define PS_KIND_H

#include "str.h"

typedef enum { PS_K_ACCOUNT, PS_K_REGION, PS_K_PERSON, PS_K_MEMBER, PS_K_COMPETITOR, PS_K_DEAL, PS_K_COUNT } ps_kind;

ps_str ps_kind_id(ps_kind kind);             /* "account" */
ps_str ps_kind_dir(ps_kind kind);            /* "accounts" */
bool ps_kind_parse(ps_str id, ps_kind *out); /* account region person member competitor deal */
/* Of a folder's name, also with what lies below it: "accounts/acme.md". */
bool ps_kind_of_dir(ps_str path, ps_kind *out);
/* Kinds in the order in which a bare name means one of them: a deal first. */
extern const ps_kind ps_kind_order[PS_K_COUNT];

#endif
