/* What sellers have ready, from their own notes. */
#include "seller.h"
#include "workspace_impl.h"

static int view_point(ps_work *w, const ps_point *p, ps_str path, ps_v_seller *out) {
    ps_v_point *v = PS_PUSH(w->arena, &out->points);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_point){.id = ps_keep(w, p->point->id),
                      .text = ps_keep(w, p->point->text),
                      .state = ps_point_state_id(p->state),
                      .reason = ps_keep(w, p->reason),
                      .path = path,
                      .done = p->done,
                      .due = p->due,
                      .lnum = (int)p->line};
    out->ready += p->state == PS_POINT_READY || p->state == PS_POINT_NA;
    out->due += p->state == PS_POINT_DUE;
    out->open += p->state == PS_POINT_OPEN || p->state == PS_POINT_ABSENT;
    return PS_OK;
}

static int view_seller(ps_work *w, ps_str member, ps_v_prepared *out) {
    ps_str path;
    ps_point *points;
    size_t n;
    const ps_note *note = w->world.note(w->world.ctx, PS_K_MEMBER, member, &path);
    ps_v_seller *v = note ? PS_PUSH(w->arena, &out->sellers) : NULL;
    if (!note) {
        return PS_OK;
    }
    if (!v || ps_seller_points(&points, &n, w->arena, w->process, note, w->world.today)) {
        return ps_nomem(w->err);
    }
    ps_str name = ps_note_value(note, PS_S("name"));
    *v = (ps_v_seller){.member = ps_keep(w, member), .name = ps_keep(w, name.n ? name : member), .path = ps_keep_path(w, path)};
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < n; i++) {
        rc = view_point(w, &points[i], v->path, v);
    }
    return rc;
}

static int prepared_run(ps_work *w, const ps_a_prepared *in, ps_v_prepared *out) {
    ps_strs ids = {0};
    ps_str member;
    int rc = ps_work_whose(w, in->member, &member);
    rc = rc ? rc : ps_work_travel_to(w, in->at);
    rc = rc || member.n ? rc : ps_work_ids(w, PS_K_MEMBER, &ids);
    rc = rc || !member.n ? rc : view_seller(w, member, out);
    for (size_t i = 0; !rc && i < ids.n; i++) {
        rc = view_seller(w, ids.v[i], out);
    }
    rc = !rc && member.n && !out->sellers.n ? ps_work_no_member(w, member) : rc;
    out->today = w->world.today;
    out->days = w->process->age_member;
    return rc;
}
PS_CALL_RUN(prepared, ps_a_prepared, ps_v_prepared, PS_READS)

static int put_points(ps_work *w, ps_note **note, const ps_point *points, size_t n) {
    int heading = ps_heading_find(*note, PS_H_READINESS, &w->process->aliases);
    size_t at = heading < 0 ? (*note)->text.n : ps_note_section_end(*note, heading, true);
    ps_buf lines = {0};
    int rc = ps_template_points(&lines, w->process, points, n, heading < 0, w->err);
    rc = rc ? rc : ps_note_insert(note, at, ps_buf_str(&lines), w->err);
    ps_buf_free(&lines);
    return rc;
}

static int prepare_run(ps_work *w, const ps_a_id *in, ps_v_place *out) {
    ps_str member, path;
    ps_note *note = NULL;
    ps_point *points;
    size_t n = 0;
    int rc = ps_work_whose(w, in->id.n ? in->id : PS_S("me"), &member);
    path = rc ? PS_S("") : ps_template_entity_path(w->arena, PS_K_MEMBER, member);
    rc = rc || path.p ? rc : ps_nomem(w->err);
    rc = rc ? rc : ps_work_edit(w, path, &note);
    rc = rc == PS_ENOTFOUND ? ps_work_no_member(w, member) : rc;
    rc = rc ? rc : ps_seller_points(&points, &n, w->arena, w->process, note, w->world.today) ? ps_nomem(w->err) : PS_OK;
    *out = (ps_v_place){.path = rc ? PS_S("") : ps_keep_path(w, path), .id = ps_keep(w, member), .lnum = 1};
    for (size_t i = 0; !rc && i < n; i++) {
        out->count += points[i].state == PS_POINT_ABSENT;
    }
    if (!rc && note && out->count) {
        rc = ps_work_at(w, put_points(w, &note, points, n), path);
        rc = rc ? rc : ps_work_put_note(w, path, note);
        rc = rc ? rc : ps_work_commit(w, member, PS_S(""));
    }
    ps_note_free(note);
    return rc;
}
PS_CALL_RUN(prepare, ps_a_id, ps_v_place, PS_WRITES)
