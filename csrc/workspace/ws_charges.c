/* What is open under a name of ours, in all notes. */
#include "ws_charges.h"

#include "field.h"

/* ---- counting ---- */

static void count(ps_v_charges *out, ps_charge_kind kind, bool deal) {
    int *const counts[PS_CHARGE_COUNT] = {
        [PS_CHARGE_OWNER] = deal ? &out->deals : &out->others,
        [PS_CHARGE_TEAM] = &out->others,
        [PS_CHARGE_CONDITION] = &out->conditions,
        [PS_CHARGE_ACTIVITY] = &out->tasks,
        [PS_CHARGE_PROMISE] = &out->tasks,
        [PS_CHARGE_TASK] = &out->tasks,
        [PS_CHARGE_PLAN] = &out->tasks,
        [PS_CHARGE_ROW] = &out->tasks,
        [PS_CHARGE_CONTACT] = &out->contacts,
    };
    ++*counts[kind];
}

/* A person's note is the contact with that person. */
static ps_str text_of(const ps_charge *c, ps_str title) {
    return c->kind == PS_CHARGE_CONTACT && !c->text.n ? title : c->text;
}

static int put(ps_work *w, ps_v_charges *out, const ps_charges *found, ps_str deal, ps_str title, ps_str path) {
    for (size_t i = 0; i < found->n; i++) {
        const ps_charge *c = &found->v[i];
        ps_v_charge *v = PS_PUSH(w->arena, &out->items);
        if (!v) {
            return ps_nomem(w->err);
        }
        *v = (ps_v_charge){.kind = ps_charge_kind_id(c->kind),
                           .deal = deal,
                           .title = title,
                           .text = ps_keep(w, text_of(c, title)),
                           .path = ps_keep_path(w, path),
                           .lnum = (int)c->line,
                           .sealed = c->sealed};
        count(out, c->kind, deal.n > 0);
    }
    return PS_OK;
}

static int push(ps_work *w, ps_strs *list, ps_str text) {
    if (ps_ids_have(list->v, list->n, text)) {
        return PS_OK;
    }
    ps_str *slot = PS_PUSH(w->arena, list);
    if (!slot) {
        return ps_nomem(w->err);
    }
    *slot = ps_keep(w, text);
    return PS_OK;
}

/* ---- deals ---- */

/* Whether the name stands in a note of the folder at all: most deals are not worth reading. */
static int mentioned(ps_work *w, ps_str folder, ps_str name, bool *yes) {
    ps_strs paths = {0};
    int rc = ps_work_files(w, folder, &paths);
    *yes = false;
    for (size_t i = 0; !rc && !*yes && i < paths.n; i++) {
        ps_arena scratch = {0};
        ps_str text;
        rc = ps_work_read_in(w, &scratch, paths.v[i], &text);
        *yes = !rc && ps_str_find(text, name, 0) != SIZE_MAX;
        rc = rc ? ps_work_pass_over(w, rc, paths.v[i]) : PS_OK;
        ps_arena_free(&scratch);
    }
    return rc;
}

static int look_at_deal(ps_work *w, ps_str name, ps_str folder, ps_errand *out) {
    ps_deal *deal;
    ps_deal_life life;
    bool yes;
    int rc = mentioned(w, folder, name, &yes);
    if (rc || !yes) {
        return rc;
    }
    rc = ps_work_deal_at(w, folder, &deal);
    if (rc) {
        return rc;
    }
    size_t before = out->found->items.n;
    ps_str id = ps_keep(w, deal->id), title = ps_keep(w, deal->title.n ? deal->title : deal->id);
    rc = ps_deal_life_of(&life, deal, w->world.today, w->err);
    for (size_t i = 0; !rc && i < deal->n_docs; i++) {
        ps_charges found = {0};
        rc = ps_charges_of_doc(&found, w->arena, deal, &deal->docs[i], life, name, w->err);
        rc = rc ? rc : put(w, out->found, &found, id, title, deal->docs[i].path);
    }
    if (!rc && out->found->items.n > before) {
        rc = push(w, &out->folders, folder);
        rc = rc || !deal->account.n ? rc : push(w, &out->accounts, deal->account);
    }
    ps_work_drop(w, deal);
    return rc;
}

static int look_at_deals(ps_work *w, ps_str name, ps_str filter, ps_errand *out) {
    ps_settled_list deals = {0};
    ps_filter f;
    int rc = ps_filter_read(w, filter, &f);
    rc = rc ? rc : ps_work_settled(w, &deals, &out->found->broken);
    for (size_t i = 0; !rc && i < deals.n; i++) {
        ps_v_deal view;
        ps_view_settled(w, &deals.v[i], &view);
        ps_work_progress(w, i, deals.n);
        bool takes = view.archived == f.archived && ps_filter_takes(&f, &view);
        rc = ps_work_cancelled(w) ? ps_fail(w->err, PS_ECANCEL, CANCELLED) : PS_OK;
        rc = rc || !takes ? rc : look_at_deal(w, name, deals.v[i].row->folder, out);
    }
    return rc;
}

/* ---- notes outside of deals ---- */

/* With a filter, those that belong to the deals it takes: their accounts, and the people there. */
static bool belongs(const ps_errand *e, ps_kind kind, ps_str id, const ps_note *note) {
    ps_str account = kind == PS_K_ACCOUNT ? id : kind == PS_K_PERSON ? ps_note_value(note, PS_S("account")) : PS_S("");
    return !e->filtered || (account.n && ps_ids_have(e->accounts.v, e->accounts.n, ps_id_bare(account)));
}

static int look_at_note(ps_work *w, ps_str name, ps_kind kind, ps_str id, ps_str path, ps_errand *out) {
    ps_charges found = {0};
    ps_str text;
    ps_note *note = NULL;
    int rc = ps_work_read(w, path, &text);
    if (rc) {
        return ps_work_pass_over(w, rc, path);
    }
    if (ps_str_find(text, name, 0) == SIZE_MAX) {
        return PS_OK;
    }
    rc = ps_note_parse(&note, text, w->lang, w->err);
    if (!rc && belongs(out, kind, id, note)) {
        rc = ps_charges_of_note(&found, w->arena, w->process, note, name, w->err);
        ps_str title = ps_note_title(note);
        rc = rc ? rc : put(w, out->found, &found, PS_S(""), ps_keep(w, title.n ? title : id), path);
        rc = rc || !found.n ? rc : push(w, &out->notes, path);
    }
    ps_note_free(note);
    return rc;
}

/* The member's own note is about the member. */
static int look_at_notes(ps_work *w, ps_str name, ps_errand *out) {
    static const ps_kind kinds[] = {PS_K_ACCOUNT, PS_K_REGION, PS_K_PERSON, PS_K_MEMBER};
    int rc = PS_OK;
    for (size_t k = 0; !rc && k < sizeof kinds / sizeof *kinds; k++) {
        ps_strs ids = {0};
        rc = ps_work_ids(w, kinds[k], &ids);
        rc = rc ? ps_work_pass_over(w, rc, ps_kind_dir(kinds[k])) : PS_OK;
        for (size_t i = 0; !rc && i < ids.n; i++) {
            ps_str path = ps_template_entity_path(w->arena, kinds[k], ids.v[i]);
            bool own = kinds[k] == PS_K_MEMBER && ps_str_eq(ids.v[i], name);
            rc = !path.p ? ps_nomem(w->err) : own ? PS_OK : look_at_note(w, name, kinds[k], ids.v[i], path, out);
        }
    }
    return rc;
}

/* ---- all of it ---- */

int ps_work_charges(ps_work *w, ps_str name, ps_str filter, ps_errand *out) {
    ps_str path;
    const ps_note *member = w->world.note(w->world.ctx, PS_K_MEMBER, name, &path);
    ps_str title = ps_note_title(member);
    ps_date left = ps_left_day(member);
    *out->found = (ps_v_charges){.member = ps_keep(w, name),
                                 .name = ps_keep(w, title.n ? title : name),
                                 .left = left > 0 ? left : PS_DATE_NONE,
                                 .today = w->world.today};
    out->filtered = ps_str_trim(filter).n > 0;
    int rc = look_at_deals(w, name, filter, out);
    return rc ? rc : look_at_notes(w, name, out);
}

static int charges_run(ps_work *w, const ps_a_charges *in, ps_v_charges *out) {
    ps_errand errand = {.found = out};
    ps_str name;
    int rc = ps_work_whose(w, in->member, &name);
    rc = rc || ps_id_valid(name) ? rc : ps_fail(w->err, PS_EINVAL, BAD_ID, ps_str_clip(name, 120));
    rc = rc ? rc : ps_work_charges(w, name, in->filter, &errand);
    bool known = rc || out->items.n || ps_work_has_note(w, PS_K_MEMBER, name) || ps_work_has_note(w, PS_K_PERSON, name);
    return known ? rc : ps_work_no_member(w, name);
}
PS_CALL_RUN(charges, ps_a_charges, ps_v_charges, PS_READS)
