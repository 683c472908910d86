/* Who is at work: the member of the team whose note names git's address. */
#include "workspace_impl.h"

/* Whether a member's note names the email. */
static bool has_email(const ps_note *note, ps_str email) {
    const ps_fm *emails = note ? ps_note_field(note, PS_S("emails")) : NULL;
    if (emails && emails->kind == PS_FM_SCALAR) {
        return ps_str_eq_nocase(ps_str_trim(emails->text), email);
    }
    for (size_t i = 0; emails && i < emails->n_items; i++) {
        if (ps_str_eq_nocase(ps_str_trim(emails->items[i].text), email)) {
            return true;
        }
    }
    return false;
}

int ps_work_me(ps_work *w, ps_str *id) {
    ps_strs ids = {0};
    ps_error quiet = {.lang = w->lang};
    if (w->my_id.n) {
        *id = w->my_id;
        return PS_OK;
    }
    if (!w->me.email.n && ps_repo_identity(w->ws->repo, w->arena, &w->me.name, &w->me.email, &quiet)) {
        *id = PS_S("");
        return PS_OK;
    }
    int rc = ps_work_ids(w, PS_K_MEMBER, &ids);
    for (size_t i = 0; !rc && i < ids.n && !w->my_id.n; i++) {
        ps_str path;
        if (has_email(w->world.note(w->world.ctx, PS_K_MEMBER, ids.v[i], &path), w->me.email)) {
            w->my_id = ids.v[i];
        }
    }
    if (!rc && !w->my_id.n) {
        size_t at = ps_str_find(w->me.email, PS_S("@"), 0);
        ps_str local = ps_str_sub(w->me.email, 0, at == SIZE_MAX ? w->me.email.n : at);
        w->my_id = ps_id_valid(local) ? local : ps_id_from(w->arena, w->me.name);
    }
    *id = w->my_id;
    return rc;
}
