/* Included before each file by the analyzer of .ci/lint, which sees one file at a time: what makes an error never returns 0. */
#include "error.h"

#define ps_nomem(err) ((void)ps_nomem(err), (int)PS_ENOMEM)
#define ps_ioerr(err, path, errnum) ((void)ps_ioerr(err, path, errnum), (int)PS_EIO)
#define ps_error_set(err, code, id, args, n) ((void)ps_error_set(err, code, id, args, n), (int)(code))
