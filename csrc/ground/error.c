#include "error.h"

#include <stdio.h>
#include <string.h>

static void copy(char *to, size_t size, ps_str s) {
    s = ps_str_clip(s, size - 1);
    if (s.n) {
        memcpy(to, s.p, s.n);
    }
    to[s.n] = '\0';
}

int ps_error_set(ps_error *err, int code, ps_text_id id, const ps_str *args, size_t n) {
    if (!err) {
        return code;
    }
    ps_buf text = {0};
    ps_text_put(&text, err->lang, id, args, n);
    err->code = code;
    err->line = err->col = err->end_col = 0;
    err->path[0] = '\0';
    copy(err->message, sizeof err->message, ps_buf_ok(&text) ? ps_buf_str(&text) : ps_text(id, err->lang));
    ps_buf_free(&text);
    return code;
}

int ps_error_at(ps_error *err, ps_str path, unsigned line) {
    if (!err || err->path[0] || path.n == 0) {
        return err ? err->code : PS_OK;
    }
    char was[sizeof err->message];
    char where[sizeof err->path + 16];
    memcpy(was, err->message, sizeof was);
    copy(err->path, sizeof err->path, path);
    err->line = line;
    if (line) {
        snprintf(where, sizeof where, "%s:%u: ", err->path, line);
    } else {
        snprintf(where, sizeof where, "%s: ", err->path);
    }
    for (char *c = where; *c; c++) {
        if ((unsigned char)*c < 0x20) {
            *c = '?';
        }
    }
    size_t n = strlen(where);
    memcpy(err->message, where, n);
    copy(err->message + n, sizeof err->message - n, ps_str_of(was));
    return err->code;
}

int ps_nomem(ps_error *err) {
    if (err) { /* no buffer here: there is no memory for one */
        err->code = PS_ENOMEM;
        err->line = err->col = err->end_col = 0;
        err->path[0] = '\0';
        copy(err->message, sizeof err->message, ps_text(PS_T_NO_MEMORY, err->lang));
    }
    return PS_ENOMEM;
}

int ps_ioerr(ps_error *err, ps_str path, int errnum) {
    ps_fail(err, PS_EIO, SYSTEM, ps_str_of(strerror(errnum)));
    ps_error_at(err, path, 0);
    return PS_EIO;
}

const char *ps_code_name(int code) {
    static const char *const names[] = {"OK",          "NOMEM",   "INVAL",    "NOTFOUND",   "EXISTS",  "PARSE",
                                        "IO",          "REFUSED", "CONFLICT", "STAGED",     "UNSAVED", "BUSY",
                                        "UNSUPPORTED", "GIT",     "CANCEL",   "NOIDENTITY", "BUG"};
    size_t i = (size_t) - (long)code;
    return i < sizeof names / sizeof *names ? names[i] : "UNKNOWN";
}

void ps_error_clear(ps_error *err) {
    ps_lang lang = err->lang;
    memset(err, 0, sizeof *err);
    err->lang = lang;
}

ps_str ps_num(ps_digits *d, int64_t v) {
    int n = snprintf(d->b, sizeof d->b, "%lld", (long long)v);
    return (ps_str){d->b, (size_t)n};
}
