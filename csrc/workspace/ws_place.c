/* Where a line of a note stands, for operations that begin at the cursor. */
#include "workspace_impl.h"

size_t ps_place_task(const ps_note *note, int lnum) {
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < note->n_tasks; i++) {
        unsigned last = ps_note_line(note, note->tasks[i].range.end);
        if (lnum > 0 && note->tasks[i].line <= (unsigned)lnum && (unsigned)lnum <= last) {
            found = i;
        }
    }
    return found;
}

int ps_work_place(ps_work *w, ps_str path, ps_place *at) {
    ps_str id;
    int rc = ps_work_relative(w, path, &at->path);
    if (rc) {
        return rc;
    }
    if (!ps_work_where(at->path, &at->kind, &id)) {
        ps_fail(w->err, PS_EINVAL, NOT_OURS);
        return ps_error_at(w->err, at->path, 0);
    }
    if (at->kind != PS_K_DEAL) {
        return PS_OK;
    }
    rc = ps_work_deal_at(w, ps_str_sub(at->path, 0, (size_t)(id.p - at->path.p) + id.n), &at->deal);
    for (size_t i = 0; !rc && i < at->deal->n_reviews; i++) {
        if (ps_str_eq(at->deal->reviews[i].doc->path, at->path)) {
            at->review = &at->deal->reviews[i];
        }
    }
    return rc;
}

ps_str ps_work_reason(ps_work *w, ps_str reason) {
    ps_buf line = {0};
    reason = ps_str_trim(reason);
    if (!reason.n) {
        return PS_S("");
    }
    ps_text_put(&line, w->process->lang, PS_T_TRAILER_REASON, &reason, 1);
    ps_buf_char(&line, '\n');
    w->failed |= !ps_buf_ok(&line);
    ps_str kept = ps_buf_ok(&line) ? ps_keep(w, ps_buf_str(&line)) : PS_S("");
    ps_buf_free(&line);
    return kept;
}
