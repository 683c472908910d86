/* Deals as their deal.md alone, or that and their costs, tell them: for questions to very many of them, or to very many days. */
#include "workspace_impl.h"

/* Up to the end of the front matter; all of a text that has none. */
static ps_str front_only(ps_str text) {
    static const ps_str ends[] = {{"\n---", 4}, {"\n...", 4}};
    size_t end = text.n;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        for (size_t at = ps_str_find(text, ends[i], 0); at < end; at = ps_str_find(text, ends[i], at + 1)) {
            ps_str after = ps_str_sub(text, at + ends[i].n, at + ends[i].n + 1);
            if (after.n == 0 || after.p[0] == '\n' || after.p[0] == '\r' || after.p[0] == ' ') {
                end = at + ends[i].n;
            }
        }
    }
    return ps_str_sub(text, 0, end);
}

/* A deal as these notes of its folder tell it; of the first, which must be there, perhaps the front matter alone. */
static int read_some(ps_work *w, ps_str folder, const char *const *names, size_t n, bool whole, ps_deal **out) {
    ps_arena scratch = {0};
    ps_file files[2];
    size_t found = 0;
    ps_deal **slot = PS_PUSH(w->arena, &w->deals);
    int rc = slot ? PS_OK : ps_nomem(w->err);
    *out = NULL;
    w->deals.n -= slot != NULL;
    for (size_t i = 0; !rc && i < n && found == i; i++) {
        ps_file *file = &files[found];
        file->path = ps_arena_fmt(&scratch, "%.*s/%s", PS_FMT(folder), names[i]);
        rc = file->path.p ? ps_work_read_in(w, &scratch, file->path, &file->text) : ps_nomem(w->err);
        found += !rc;
        rc = rc ? ps_work_pass_over(w, rc, file->path.p ? file->path : folder) : PS_OK;
    }
    if (!rc && found) {
        files[0].text = whole ? files[0].text : front_only(files[0].text);
        rc = ps_deal_read(out, w->process, &w->world, folder, files, found, w->err);
    }
    if (!rc && *out) {
        w->deals.v[w->deals.n++] = *out;
    }
    ps_arena_free(&scratch);
    return rc;
}

int ps_work_front(ps_work *w, ps_str folder, bool whole, ps_deal **out) {
    static const char *const names[] = {"deal.md"};
    return read_some(w, folder, names, 1, whole, out);
}

int ps_work_ledger(ps_work *w, ps_str folder, ps_deal **out) {
    static const char *const names[] = {"deal.md", "costs.md"};
    return read_some(w, folder, names, 2, true, out);
}
