/* Notes as they may be told outside of the workspace. */
#include "workspace_impl.h"

/* deal.md and the process are nobody's own: there only sections count. */
static bool may_be_private(ps_str path) {
    ps_str id;
    ps_kind kind;
    return ps_work_where(path, &kind, &id) && !(kind == PS_K_DEAL && ps_str_eq(ps_path_name(path), PS_S("deal.md")));
}

int ps_work_hide(ps_work *w, ps_arena *arena, ps_str path, ps_str *text) {
    const ps_aliases *aliases = w->process ? &w->process->aliases : NULL;
    ps_note *note;
    ps_buf told = {0};
    int rc = ps_note_parse(&note, *text, w->lang, w->err);
    if (rc) {
        return rc;
    }
    rc = ps_private_hide(&told, note, may_be_private(path), aliases, w->err);
    *text = rc ? *text : ps_arena_dup(arena, ps_buf_str(&told));
    ps_buf_free(&told);
    ps_note_free(note);
    return rc || text->p ? rc : ps_nomem(w->err);
}

int ps_work_told(ps_work *w, const ps_deal *deal, ps_deal **out) {
    ps_file *files = ps_arena_alloc(w->arena, (deal->n_docs + 1) * sizeof *files);
    int rc = files ? PS_OK : ps_nomem(w->err);
    for (size_t i = 0; !rc && i < deal->n_docs; i++) {
        files[i] = (ps_file){deal->docs[i].path, deal->docs[i].note->text};
        rc = ps_work_hide(w, w->arena, files[i].path, &files[i].text);
    }
    return rc ? rc : ps_deal_read(out, w->process, &w->world, deal->folder, files, deal->n_docs, w->err);
}

void ps_work_discreet(ps_work *w) {
    for (size_t i = 0; i < w->cached.n; i++) {
        ps_note_free(w->cached.v[i].note);
    }
    w->cached.n = 0;
    w->by_id = (ps_seek){0};
    w->has_rows = false;
    w->discreet = true;
}
