/* A temporary git repository for tests of the repository layer, apart from the settings of whoever runs them. */
#ifndef PS_REPO_FIXTURE_H
#define PS_REPO_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "history.h"
#include "repo.h"

typedef struct {
    char root[256]; /* the work tree, a real path */
    char home[256]; /* above it */
    ps_repo *repo;
    ps_fs *fs;
    ps_arena arena;
    ps_error err;
} rig;

/* Makes $HOME, an empty repository (branch main, identity set) and opens it. Settings come from nowhere else. */
int rig_setup(void **state);
/* The same without opening: `repo` and `fs` are NULL. */
int rig_setup_closed(void **state);
int rig_teardown(void **state);
void rig_open(rig *r, const char *folder); /* of the work tree, "" for its root */
void rig_close(rig *r);

/* sh -c in the work tree with standard output in the arena; the command must succeed. */
ps_str rig_sh(rig *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The same, with its exit code as the answer. */
int rig_try(rig *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void rig_write(rig *r, const char *path, const char *text);
/* Text of a file of the work tree; p NULL where there is none. */
ps_str rig_read(rig *r, const char *path);

/* A commit of the given changes, as a person at a fixed time. Text NULL: the file goes. Ends with {NULL, NULL}. */
typedef struct {
    const char *path, *text;
} rig_change;
int rig_commit(rig *r, ps_oid *out, const char *message, const rig_change *changes);
#define COMMIT(r, out, message, ...) rig_commit((r), (out), (message), (const rig_change[]){__VA_ARGS__, {NULL, NULL}})

/* Repository, index and work tree are as they should be: fsck, status and diff-files have nothing to say. */
void rig_assert_clean(rig *r);

#define assert_ps_ok(r, call) rig_check((r), (call), #call, __FILE__, __LINE__)
void rig_check(rig *r, int rc, const char *call, const char *file, int line);
void rig_str_equal(ps_str got, const char *want, const char *file, int line);
#define assert_str(got, want) rig_str_equal((got), (want), __FILE__, __LINE__)

extern const ps_sign rig_author;

#endif
