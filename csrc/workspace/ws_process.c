/* The process in force: the note's where it is valid, else the last valid one, else the newest valid one in git's history. */
#include <string.h>

#include "alloc.h"
#include "workspace_impl.h"

static int adopt(ps_workspace *ws, ps_process *p, ps_str text) {
    char *copy = ps_alloc(text.n + 1);
    if (!copy) {
        return PS_ENOMEM;
    }
    memcpy(copy, text.p, text.n);
    ps_process_free(ws->process);
    ps_free(ws->process_text);
    ws->process = p;
    ws->process_text = copy;
    ws->process_size = text.n;
    if (!ws->lang_set) {
        ws->lang = p->lang;
    }
    return PS_OK;
}

typedef struct {
    ps_work *w;
    bool found;
} past;

static int try_past(void *ctx, const ps_revision *rev, ps_error *err) {
    past *t = ctx;
    ps_str text;
    ps_process *p;
    if (rev->n_files == 0 || rev->files[0].now.hex[0] == '\0') {
        return 0;
    }
    int rc = ps_repo_blob(t->w->ws->repo, t->w->arena, &rev->files[0].now, &text, err);
    rc = rc ? rc : ps_process_read(&p, text, t->w->ws->lang, err);
    if (rc) {
        return rc;
    }
    rc = p->n_faults == 0 ? adopt(t->w->ws, p, PS_S("")) : PS_OK;
    t->found = p->n_faults == 0 && rc == PS_OK;
    if (!t->found) {
        ps_process_free(p);
    }
    return rc ? ps_nomem(err) : t->found ? 1 : 0;
}

int ps_work_process(ps_work *w) {
    ps_workspace *ws = w->ws;
    static const ps_str path = {".pursuit/process.md", 19};
    ps_str text;
    ps_process *p = NULL;
    int rc = ps_work_read(w, path, &text);
    if (rc == PS_ENOTFOUND) {
        return ps_fail(w->err, PS_ENOTFOUND, NO_WORKSPACE, ps_str_of(ws->root));
    }
    if (!rc && ws->process && ws->process_size == text.n && text.n && memcmp(ws->process_text, text.p, text.n) == 0) {
        return PS_OK;
    }
    rc = rc ? rc : ps_process_read(&p, text, ws->lang, w->err);
    if (rc) {
        return rc;
    }
    if (p->n_faults == 0) {
        rc = adopt(ws, p, text);
        if (rc) {
            ps_process_free(p);
        }
        return rc ? ps_nomem(w->err) : PS_OK;
    }
    past search = {w, false};
    if (!ws->process) {
        rc = ps_history_walk(ws->repo, PS_S(""), &path, 1, try_past, &search, w->err);
    }
    if (rc >= 0 && !ws->process) {
        ps_fail(w->err, PS_EPARSE, SYSTEM, p->faults[0].message);
        rc = ps_error_at(w->err, path, p->faults[0].line);
    }
    ps_process_free(p);
    return rc < 0 ? rc : PS_OK;
}
