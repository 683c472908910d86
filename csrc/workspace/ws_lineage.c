#include "ws_lineage.h"

ps_str ps_lineage_now(const ps_lineage *lineage, ps_str folder) {
    for (size_t i = lineage->n; i > 0; i--) {
        if (ps_str_eq(lineage->v[i - 1].was, folder)) {
            return lineage->v[i - 1].now;
        }
    }
    return folder;
}

int ps_lineage_put(ps_work *w, ps_lineage *lineage, ps_str was, ps_str id) {
    ps_descent *d = PS_PUSH(w->arena, lineage);
    ps_str name = ps_path_name(was);
    ps_str now = ps_arena_fmt(w->arena, "%.*s%.*s", (int)(was.n - name.n), was.p, PS_FMT(id));
    if (!d || !now.p) {
        return ps_nomem(w->err);
    }
    *d = (ps_descent){ps_keep(w, was), ps_lineage_now(lineage, now)};
    return PS_OK;
}
