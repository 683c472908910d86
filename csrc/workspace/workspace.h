/* The use cases: what a person can ask of a workspace, each whole or not at all. The only module that joins the ones below.
 * A call takes its arguments, gives its answer in the session's arena, and is synchronous; one call at a time per handle (calls from
 * several threads wait for each other). Paths in answers are absolute; paths in arguments may be absolute or relative to the root. */
#ifndef PS_WORKSPACE_H
#define PS_WORKSPACE_H

#include "workspace_act.h"
#include "workspace_analysis.h"
#include "workspace_entry.h"
#include "workspace_find.h"
#include "workspace_habits.h"
#include "workspace_house.h"
#include "workspace_money.h"
#include "workspace_people.h"
#include "workspace_see.h"
#include "workspace_time.h"

/* ---- opening ---- */
/* The nearest folder at or above `path` that holds .pursuit/process.md, absolute and real; "" if none. The path itself need not exist. */
int ps_ws_find(ps_arena *arena, ps_str path, ps_str *root, ps_error *err);
/* Opens, finishing what a killed process left. Owned by the caller; ps_ws_close waits for a running call. */
int ps_ws_open(ps_workspace **out, ps_str root, ps_error *err);
/* The same at once: the repository is opened, and what a killed process left is finished, by the first call. What keeps it from being opened fails that. */
int ps_ws_open_later(ps_workspace **out, ps_str root, ps_error *err);
void ps_ws_close(ps_workspace *ws);
/* git's index of a large tree may follow a commit later, if the handle's owner sees to it: after a call for which ps_ws_owes says so it calls
 * ps_ws_follow within moments, from any thread (repo.h). ps_ws_close does it too. */
void ps_ws_follow_later(ps_workspace *ws);
bool ps_ws_owes(const ps_workspace *ws);
int ps_ws_follow(ps_workspace *ws, ps_error *err); /* PS_EBUSY: again later */
/* Whether it is to be looked at again what git's index got through this handle, a second later. */
bool ps_ws_doubts(const ps_workspace *ws);
int ps_ws_look_again(ps_workspace *ws, ps_error *err);
ps_str ps_ws_root(const ps_workspace *ws);
ps_lang ps_ws_lang(const ps_workspace *ws);
/* The user's cache folder, for the index; before the first search. Until set: XDG_CACHE_HOME, else ~/.cache. PS_ENOMEM. */
int ps_ws_set_cache(ps_workspace *ws, ps_str dir, ps_error *err);
void ps_ws_set_lang(ps_workspace *ws, ps_lang lang); /* language of messages; the process note's until set */

/* A workspace at dir: the built-in process note in a language, a repository where there is none, my team note. Adopts a folder full of other notes
 * and changes none of them. PS_EEXISTS where one is there already. out->path: the root. */
int ps_ws_init(ps_session *s, ps_str dir, ps_lang lang, ps_v_place *out, ps_error *err);

#endif
