/* One error shape: a code, a message in the user's language, and where it happened. */
#ifndef PS_ERROR_H
#define PS_ERROR_H

#include "text.h"

/* 0 is success. The name without PS_E is the CODE that Lua sees ("NOTFOUND"). */
typedef enum {
    PS_OK = 0,
    PS_ENOMEM = -1,
    PS_EINVAL = -2,        /* a bad argument: unknown stage, impossible date, amount that is no number */
    PS_ENOTFOUND = -3,     /* no such deal, note, workspace, review */
    PS_EEXISTS = -4,       /* the id is taken */
    PS_EPARSE = -5,        /* a file that can't be read as what it should be */
    PS_EIO = -6,           /* the system said no */
    PS_EREFUSED = -7,      /* a rule of the method stands against it; `missing` says what */
    PS_ECONFLICT = -8,     /* somebody else changed it meanwhile: try again */
    PS_ESTAGED = -9,       /* the path has staged changes of the user */
    PS_EUNSAVED = -10,     /* a buffer with unsaved changes holds a file that would change; err->path names it */
    PS_EBUSY = -11,        /* merge, rebase … in progress, or the workspace's lock is held */
    PS_EUNSUPPORTED = -12, /* a repository that libgit2 can't handle */
    PS_EGIT = -13,         /* git or libgit2 failed otherwise */
    PS_ECANCEL = -14,
    PS_ENOIDENTITY = -15, /* git knows no name and email */
    PS_EBUG = -16         /* an invariant did not hold; never expected */
} ps_code;

typedef struct {
    ps_lang lang; /* set by whoever owns the struct, before use; kept by every function */
    int code;
    unsigned line;         /* from 1; 0: no line */
    unsigned col, end_col; /* the part of a text given as an argument that is wrong: its bytes, from 1, both in it; 0: none */
    char path[1024];       /* "" where it is about no file */
    char message[2048];    /* begins "path:line: " where path is set; cut at a character */
} ps_error;

/* Sets code and message and returns code: `return ps_fail(err, PS_ENOTFOUND, NO_DEAL, id);` err may be NULL. Arguments are ps_str. */
#define ps_fail(err, code, id, ...) \
    ps_error_set((err), (code), PS_T_##id, &((const ps_str[]){{0}, ##__VA_ARGS__})[1], \
                 sizeof((const ps_str[]){{0}, ##__VA_ARGS__}) / sizeof(ps_str) - 1)
int ps_error_set(ps_error *err, int code, ps_text_id id, const ps_str *args, size_t n);
/* Puts "path:line: " before the message (line 0: "path: "). Returns err->code. Does nothing where a path is already there. */
int ps_error_at(ps_error *err, ps_str path, unsigned line);
/* PS_ENOMEM with its message. */
int ps_nomem(ps_error *err);
/* PS_EIO: "path: what the system said (errno)". */
int ps_ioerr(ps_error *err, ps_str path, int errnum);
/* "NOTFOUND" for PS_ENOTFOUND. */
const char *ps_code_name(int code);
/* Forgets what was set; keeps lang. */
void ps_error_clear(ps_error *err);

/* Decimal text of a number, in the caller's buffer. */
typedef struct {
    char b[24];
} ps_digits;
ps_str ps_num(ps_digits *d, int64_t v);

#endif
