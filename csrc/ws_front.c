/* Deals as their deal.md alone tells them: for questions to very many of them, or to very many days. */
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

int ps_work_front(ps_work *w, ps_str folder, bool whole, ps_deal **out) {
    ps_arena scratch = {0};
    ps_file file = {.path = ps_arena_fmt(&scratch, "%.*s/deal.md", PS_FMT(folder))};
    ps_deal **slot = file.path.p ? PS_PUSH(w->arena, &w->deals) : NULL;
    int rc = slot ? PS_OK : ps_nomem(w->err);
    *out = NULL;
    if (slot) {
        w->deals.n--;
        rc = ps_work_read_in(w, &scratch, file.path, &file.text);
    }
    if (!rc) {
        file.text = whole ? file.text : front_only(file.text);
        rc = ps_deal_read(out, w->process, &w->world, folder, &file, 1, w->err);
    } else {
        rc = ps_work_pass_over(w, rc, file.path.p ? file.path : folder);
    }
    if (!rc && *out) {
        w->deals.v[w->deals.n++] = *out;
    }
    ps_arena_free(&scratch);
    return rc;
}
