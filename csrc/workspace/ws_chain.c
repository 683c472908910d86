/* A decision chain begun from a template of the process, and its posts filled. */
#include "deal_parts.h"
#include "workspace_impl.h"

static const ps_str SUPERIOR = {"superior", 8};

static ps_str cell_of(const ps_work *w, const ps_term *t, const char *column) {
    return ps_term_cell(w->process, PS_V_CHAINS, t, ps_str_of(column));
}

/* The template that is meant; where none is named, the process's first. */
static int find_template(ps_work *w, ps_str asked, ps_str *out) {
    const ps_vocab *names = &w->process->vocab[PS_V_CHAIN_NAMES], *posts = &w->process->vocab[PS_V_CHAINS];
    if (!posts->n) {
        return ps_fail(w->err, PS_ENOTFOUND, NO_CHAIN_TEMPLATE);
    }
    *out = asked.n ? asked : names->n ? names->terms[0].id : cell_of(w, &posts->terms[0], "template");
    return asked.n ? ps_work_check_term(w, PS_V_CHAIN_NAMES, "template", asked) : PS_OK;
}

static bool is_member(const ps_chain *c, ps_str id) {
    for (size_t i = 0; i < c->n_members; i++) {
        if (ps_str_eq(c->members[i].id, id)) {
            return true;
        }
    }
    return false;
}

static bool is_tied(const ps_chain *c, ps_str below, ps_str above) {
    for (size_t i = 0; i < c->n_ties; i++) {
        const ps_tie *t = &c->ties[i];
        bool up = ps_str_eq(t->from, below) && ps_str_eq(t->to, above), down = ps_str_eq(t->to, below) && ps_str_eq(t->from, above);
        if (t->reporting && (up || down)) {
            return true;
        }
    }
    return false;
}

/* `[[deputy-om|Deputy director, O&M]]`: as the post is called, until somebody is known by name. */
static ps_str post_of(ps_work *w, const ps_term *t) {
    bool plain = ps_str_find(t->label, PS_S("|"), 0) == SIZE_MAX && ps_str_find(t->label, PS_S("]"), 0) == SIZE_MAX;
    ps_str s = plain && !ps_str_eq(t->label, t->id) ? ps_arena_fmt(w->arena, "[[%.*s|%.*s]]", PS_FMT(t->id), PS_FMT(t->label)) : t->id;
    w->failed |= !s.p;
    return s.p ? s : t->id;
}

static int add_post(ps_work *w, ps_note **note, const ps_chain *c, const ps_term *t, int *count) {
    static const ps_column_id people[] = {PS_C_PERSON, PS_C_LAYER, PS_C_ROLE}, ties[] = {PS_C_FROM, PS_C_TO, PS_C_KIND};
    const ps_str post[] = {post_of(w, t), cell_of(w, t, "layer"), cell_of(w, t, "role")};
    const ps_str tie[] = {t->id, cell_of(w, t, "reports"), SUPERIOR};
    int rc = PS_OK;
    if (!is_member(c, t->id)) {
        rc = ps_work_add_row(w, note, PS_H_STAKEHOLDERS, people, post, 3, '\0');
        ++*count;
    }
    if (!rc && tie[1].n && !is_tied(c, tie[0], tie[1])) {
        rc = ps_work_add_row(w, note, PS_H_RELATIONSHIPS, ties, tie, 3, '\0');
        ++*count;
    }
    return rc;
}

static int chain_run(ps_work *w, const ps_a_chain *in, ps_v_place *out) {
    const ps_vocab *posts = &w->process->vocab[PS_V_CHAINS];
    ps_deal *deal;
    ps_chain chain;
    ps_note *note = NULL;
    ps_str template;
    int count = 0;
    int rc = find_template(w, in->template, &template);
    rc = rc ? rc : ps_work_deal_edit(w, in->id, &deal);
    rc = rc ? rc : ps_chain_read(&chain, w->arena, deal, &w->world, w->err);
    rc = rc ? rc : ps_work_edit(w, deal->main->path, &note);
    for (size_t i = 0; !rc && i < posts->n; i++) {
        bool of = ps_str_eq(cell_of(w, &posts->terms[i], "template"), template);
        rc = of ? ps_work_at(w, add_post(w, &note, &chain, &posts->terms[i], &count), deal->main->path) : PS_OK;
    }
    if (!rc && !count) {
        rc = ps_fail(w->err, PS_EEXISTS, CHAIN_STANDS, template);
    }
    rc = rc ? rc : ps_work_put_note(w, deal->main->path, note);
    rc = rc ? rc : ps_work_commit(w, deal->id, PS_S(""));
    if (!rc) {
        int heading = ps_heading_find(note, PS_H_STAKEHOLDERS, &w->process->aliases);
        *out = (ps_v_place){.path = ps_keep_path(w, deal->main->path),
                            .id = ps_keep(w, template),
                            .lnum = heading < 0 ? 1 : (int)note->headings[heading].line,
                            .count = count};
    }
    ps_note_free(note);
    return rc;
}
PS_CALL_RUN(chain, ps_a_chain, ps_v_place, PS_WRITES)

/* ---- a post gets a name ---- */

/* Every cell of a column that holds the id; how many were set. */
static int replace(ps_work *w, ps_note **note, ps_heading_id heading, ps_column_id c, ps_str from, ps_str to, int *count) {
    const ps_table *t = ps_heading_table(*note, heading, &w->process->aliases);
    size_t table = t ? (size_t)(t - (*note)->tables) : 0, n = t ? t->n : 0;
    int column = ps_column_find(t, c, &w->process->aliases), rc = PS_OK;
    for (size_t i = 0; !rc && column >= 0 && i < n; i++) {
        if (ps_str_eq(ps_id_bare(ps_row_cell(&(*note)->tables[table].rows[i], column)), from)) {
            rc = ps_note_set_cell(note, table, i, column, to, w->err);
            ++*count;
        }
    }
    return rc;
}

static int put_person(ps_work *w, ps_note **note, ps_str post, ps_str person, int *count) {
    int rc = replace(w, note, PS_H_STAKEHOLDERS, PS_C_PERSON, post, person, count);
    if (!rc && !*count) {
        return ps_fail(w->err, PS_ENOTFOUND, NO_STAKEHOLDER, post);
    }
    rc = rc ? rc : replace(w, note, PS_H_RELATIONSHIPS, PS_C_FROM, post, person, count);
    return rc ? rc : replace(w, note, PS_H_RELATIONSHIPS, PS_C_TO, post, person, count);
}

static int seat_run(ps_work *w, const ps_a_seat *in, ps_v_place *out) {
    ps_deal *deal;
    ps_chain chain;
    ps_note *note = NULL;
    ps_str person = ps_id_bare(in->person), post = ps_id_bare(in->post);
    int count = 0;
    int rc = ps_id_valid(person) ? PS_OK : ps_fail(w->err, PS_EINVAL, BAD_ID, ps_str_clip(person, 120));
    rc = rc ? rc : ps_work_deal_edit(w, in->id, &deal);
    rc = rc ? rc : ps_chain_read(&chain, w->arena, deal, &w->world, w->err);
    if (!rc && is_member(&chain, person)) {
        rc = ps_fail(w->err, PS_EEXISTS, ALREADY_STAKEHOLDER, person);
    }
    rc = rc ? rc : ps_work_edit(w, deal->main->path, &note);
    rc = rc ? rc : ps_work_at(w, put_person(w, &note, post, person, &count), deal->main->path);
    rc = rc ? rc : ps_work_put_note(w, deal->main->path, note);
    rc = rc ? rc : ps_work_commit(w, deal->id, PS_S(""));
    if (!rc) {
        *out = (ps_v_place){.path = ps_keep_path(w, deal->main->path), .id = ps_keep(w, person), .lnum = 1, .count = count};
    }
    ps_note_free(note);
    return rc;
}
PS_CALL_RUN(seat, ps_a_seat, ps_v_place, PS_WRITES)
