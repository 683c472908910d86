/* An item of the agenda, found again in a note that may have changed since it was shown. */
#include "workspace_impl.h"

static int items_of(ps_work *w, const ps_place *at, const ps_note *note, ps_items *out) {
    ps_kind kind;
    ps_str id;
    if (at->deal) {
        return ps_agenda_of_deal(out, w->arena, at->deal, w->err);
    }
    int rc = ps_agenda_of_note(out, w->arena, w->process, note, at->path, PS_S(""), w->err);
    bool member = !rc && ps_work_where(at->path, &kind, &id) && kind == PS_K_MEMBER;
    return member ? ps_agenda_of_member(out, w->arena, w->process, note, at->path, id, w->err) : rc;
}

int ps_work_item_line(ps_work *w, const ps_place *at, const ps_note *note, ps_str shown, ps_str text, int *lnum) {
    ps_items items = {0};
    ps_item_kind kind;
    size_t found = 0;
    int line = 0;
    if (!shown.n) {
        return PS_OK;
    }
    if (!ps_item_kind_parse(shown, &kind)) {
        return ps_fail(w->err, PS_EINVAL, BAD_ITEM_KIND, ps_str_clip(shown, 40));
    }
    int rc = items_of(w, at, note, &items);
    for (size_t i = 0; !rc && i < items.n; i++) {
        const ps_item *one = &items.v[i];
        bool same = one->kind == kind && ps_str_eq(one->path, at->path) && (!one->text.n || ps_str_eq(one->text, text));
        if (same && (int)one->line == *lnum) {
            return PS_OK;
        }
        found += same;
        line = same ? (int)one->line : line;
    }
    if (!rc && found != 1) {
        return ps_fail(w->err, PS_ECONFLICT, ITEM_GONE);
    }
    *lnum = line ? line : *lnum;
    return rc;
}
