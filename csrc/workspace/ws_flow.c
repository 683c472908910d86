/* The customer's procurement flow: looked at, begun, and moved on. */
#include "flow.h"

#include "field.h"
#include "when.h"
#include "workspace_impl.h"

/* ---- looking ---- */

static int view_departments(ps_work *w, ps_str cell, ps_strs *out) {
    ps_strs ids = {0};
    int rc = ps_ids_split(w->arena, cell, &ids) ? ps_nomem(w->err) : PS_OK;
    for (size_t i = 0; !rc && i < ids.n; i++) {
        ps_str *label = PS_PUSH(w->arena, out);
        rc = label ? PS_OK : ps_nomem(w->err);
        if (label) {
            *label = ps_keep(w, ps_process_label(w->process, PS_V_DEPARTMENTS, ids.v[i]));
        }
    }
    return rc;
}

static int view_step(ps_work *w, const ps_deal *deal, const ps_flow *o, int at, ps_v_flow *out) {
    const ps_flow_step *s = &o->steps[at];
    const ps_pstage *stage = s->stage < 0 ? NULL : &deal->profile->stages[s->stage];
    ps_v_step *v = PS_PUSH(w->arena, &out->steps);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_step){.id = ps_keep(w, s->id),
                     .label = ps_keep(w, s->label),
                     .state = ps_flow_state_id(s->state),
                     .stage = stage ? ps_keep(w, stage->id) : PS_S(""),
                     .stage_label = stage ? ps_keep(w, stage->label) : PS_S(""),
                     .path = s->line ? out->path : PS_S(""),
                     .date = s->date,
                     .lnum = (int)s->line,
                     .ahead = s->ahead,
                     .soon = s->soon,
                     .known = s->known,
                     .here = at == o->at};
    out->rows += s->line > 0;
    return view_departments(w, s->departments, &v->departments);
}

static ps_str step_id(ps_work *w, const ps_flow *o, int at) {
    return at < 0 ? PS_S("") : ps_keep(w, o->steps[at].id);
}

static int view_warning(ps_work *w, const ps_deal *deal, const ps_flow *o, ps_v_flow *out) {
    ps_buf text = {0};
    ps_flow_warning(&text, deal, o, w->lang);
    out->warning = ps_keep(w, ps_buf_str(&text));
    out->soon = o->worst < 0 && o->coming >= 0;
    int rc = ps_buf_ok(&text) ? PS_OK : ps_nomem(w->err);
    ps_buf_free(&text);
    return rc;
}

static int flow_run(ps_work *w, const ps_a_deal *in, ps_v_flow *out) {
    ps_deal *deal;
    ps_flow o;
    int rc = ps_work_deal_then(w, in, &deal);
    rc = rc ? rc : ps_flow_read(&o, w->arena, deal, w->world.today, w->err);
    if (rc) {
        return rc;
    }
    const ps_pstage *ours = &deal->profile->stages[o.ours];
    *out = (ps_v_flow){.deal = ps_keep(w, deal->id),
                       .title = ps_keep(w, deal->title.n ? deal->title : deal->id),
                       .path = ps_keep_path(w, o.doc ? o.doc->path : deal->main->path),
                       .flow = ps_keep(w, o.id),
                       .label = ps_keep(w, o.label),
                       .at = step_id(w, &o, o.at),
                       .next = step_id(w, &o, o.next),
                       .worst = step_id(w, &o, o.worst),
                       .ours = ps_keep(w, ours->id),
                       .ours_label = ps_keep(w, ours->label),
                       .behind = o.behind,
                       .today = w->world.today};
    for (size_t i = 0; !rc && i < o.n; i++) {
        rc = view_step(w, deal, &o, (int)i, out);
    }
    return rc ? rc : view_warning(w, deal, &o, out);
}
PS_CALL_RUN(flow, ps_a_deal, ps_v_flow, PS_READS)

/* ---- changing ---- */

static int add_row(ps_work *w, ps_note **note, const ps_flow_step *s) {
    static const ps_column_id columns[] = {PS_C_STEP, PS_C_STATE, PS_C_DATE, PS_C_DEPARTMENTS};
    const ps_str cells[] = {s->id, PS_S(""), PS_S(""), s->departments};
    return ps_work_add_row(w, note, PS_H_PROCUREMENT, columns, cells, 4, '\0');
}

/* The flow that is meant: it must be one of the process. */
static int check_flow(ps_work *w, ps_str flow) {
    if (!flow.n) {
        return ps_fail(w->err, PS_EINVAL, FLOW_NONE);
    }
    return ps_flow_is(w->process, flow) ? PS_OK : ps_fail(w->err, PS_EINVAL, FLOW_UNKNOWN, ps_str_clip(flow, 40));
}

/* Names the flow in the front matter of deal.md, and reads the deal again. */
static int name_flow(ps_work *w, ps_deal **deal, ps_str flow) {
    ps_note *note = NULL;
    ps_str path = (*deal)->main->path, id = ps_keep(w, (*deal)->id);
    if (ps_str_eq((*deal)->flow, flow)) {
        return PS_OK;
    }
    int rc = ps_work_edit(w, path, &note);
    rc = rc ? rc : ps_work_at(w, ps_note_set(&note, PS_S("flow"), flow, w->err), path);
    rc = rc ? rc : ps_work_put_note(w, path, note);
    ps_note_free(note);
    return rc ? rc : ps_work_deal(w, id, deal);
}

static int flow_start_run(ps_work *w, const ps_a_flow *in, ps_v_place *out) {
    ps_deal *deal;
    ps_flow o;
    ps_note *note = NULL;
    int rc = ps_work_deal_edit(w, in->id, &deal);
    ps_str flow = rc || in->flow.n ? in->flow : deal->flow;
    rc = rc ? rc : check_flow(w, flow);
    rc = rc ? rc : name_flow(w, &deal, flow);
    rc = rc ? rc : ps_flow_read(&o, w->arena, deal, PS_DATE_NONE, w->err);
    ps_str path = rc ? PS_S("") : o.doc ? o.doc->path : deal->main->path;
    rc = rc ? rc : ps_work_edit(w, path, &note);
    for (size_t i = 0; !rc && i < o.n; i++) {
        if (!o.steps[i].line) {
            rc = ps_work_at(w, add_row(w, &note, &o.steps[i]), path);
            out->count++;
        }
    }
    rc = rc ? rc : ps_work_put_note(w, path, note);
    const ps_table *t = rc ? NULL : ps_heading_table(note, PS_H_PROCUREMENT, &w->process->aliases);
    out->path = ps_keep_path(w, path);
    out->id = ps_keep(w, in->id);
    out->lnum = t ? (int)t->line : 1;
    ps_note_free(note);
    return rc ? rc : ps_work_commit(w, in->id, PS_S(""));
}
PS_CALL_RUN(flow_start, ps_a_flow, ps_v_place, PS_WRITES)

/* The day that the row gets: as given, else the one that it has unless the step is under way before it. */
static int day_of(ps_work *w, const ps_a_step *in, ps_flow_state state, ps_date has, ps_date *out) {
    bool under_way = state == PS_FLOW_RUNNING || state == PS_FLOW_DONE;
    *out = under_way && (has == PS_DATE_NONE || has > w->world.today) ? w->world.today : has;
    if (!in->date.n) {
        return PS_OK;
    }
    bool day = ps_when_parse(in->date, w->world.today, w->world.today, out);
    return day ? PS_OK : ps_fail(w->err, PS_EINVAL, BAD_WHEN, ps_str_clip(in->date, 40));
}

static int set_cell(ps_work *w, ps_note **note, ps_str step, ps_column_id column, ps_str value) {
    const ps_aliases *al = &w->process->aliases;
    const ps_table *t = ps_heading_table(*note, PS_H_PROCUREMENT, al);
    int at = ps_column_find(t, column, al);
    for (size_t i = 0; t && i < t->n; i++) {
        if (ps_str_eq(ps_id_bare(ps_column_cell(t, &t->rows[i], PS_C_STEP, al)), step)) {
            bool same = at < 0 || ps_str_eq(ps_row_cell(&t->rows[i], at), value);
            return same ? PS_OK : ps_note_set_cell(note, (size_t)(t - (*note)->tables), i, at, value, w->err);
        }
    }
    return PS_OK;
}

static const ps_flow_step *find_step(const ps_flow *o, ps_str id) {
    for (size_t i = 0; i < o->n; i++) {
        if (ps_str_eq(o->steps[i].id, id)) {
            return &o->steps[i];
        }
    }
    return NULL;
}

static int put_step(ps_work *w, const ps_flow_step *s, ps_str path, ps_flow_state state, ps_date day) {
    ps_note *note = NULL;
    ps_datestr d;
    ps_str date = day == PS_DATE_NONE ? PS_S("") : ps_date_str(&d, day);
    int rc = ps_work_edit(w, path, &note);
    rc = rc || s->line ? rc : ps_work_at(w, add_row(w, &note, s), path);
    ps_flow_state read;
    bool stands = ps_flow_state_parse(s->written, &read) && read == state; /* in words of its own, or blank for open */
    rc = rc || stands ? rc : ps_work_at(w, set_cell(w, &note, s->id, PS_C_STATE, ps_flow_state_id(state)), path);
    bool dated = day != s->date; /* what is no date stays as it is written */
    rc = rc || !dated ? rc : ps_work_at(w, set_cell(w, &note, s->id, PS_C_DATE, date), path);
    rc = rc ? rc : ps_work_put_note(w, path, note);
    ps_note_free(note);
    return rc;
}

static int flow_step_run(ps_work *w, const ps_a_step *in, ps_v_place *out) {
    ps_deal *deal;
    ps_flow o;
    ps_flow_state state;
    ps_date day = PS_DATE_NONE;
    int rc = ps_work_deal_edit(w, in->id, &deal);
    rc = rc ? rc : ps_flow_read(&o, w->arena, deal, PS_DATE_NONE, w->err);
    const ps_flow_step *s = rc ? NULL : find_step(&o, in->step);
    if (!rc && !s) {
        rc = ps_fail(w->err, PS_EINVAL, FLOW_NO_STEP, ps_str_clip(in->step, 40));
    }
    if (!rc && !ps_flow_state_parse(in->state, &state)) {
        rc = ps_fail(w->err, PS_EINVAL, FLOW_BAD_STATE, ps_str_clip(in->state, 40));
    }
    rc = rc ? rc : day_of(w, in, state, s->date, &day);
    ps_str path = rc ? PS_S("") : o.doc ? o.doc->path : deal->main->path;
    rc = rc ? rc : put_step(w, s, path, state, day);
    if (rc) {
        return rc;
    }
    ps_datestr d;
    *out = (ps_v_place){.path = ps_keep_path(w, path),
                        .id = ps_keep(w, s->id),
                        .text = ps_flow_state_id(state),
                        .date = day == PS_DATE_NONE ? PS_S("") : ps_keep(w, ps_date_str(&d, day)),
                        .lnum = s->line ? (int)s->line : 1};
    return ps_work_commit(w, in->id, PS_S(""));
}
PS_CALL_RUN(flow_step, ps_a_step, ps_v_place, PS_WRITES)
