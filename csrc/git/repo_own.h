/* Files of ours in the git folder. */
#ifndef PS_REPO_OWN_H
#define PS_REPO_OWN_H

#include "repo.h"

/* `<gitdir>pursuit/<name>` in the arena, NUL-terminated; makes the folder. */
int ps_repo_own(ps_repo *repo, ps_arena *arena, const char *name, ps_str *out, ps_error *err);

#endif
