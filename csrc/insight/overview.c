#include "overview.h"

#include "deal_parts.h"

typedef PS_VEC(ps_group) groups;

/* The group of that name, made if there is none; groups of merged stages keep to their order in the process. */
static ps_group *group_of(groups *list, ps_arena *arena, ps_str label) {
    for (size_t i = 0; i < list->n; i++) {
        if (ps_str_eq(list->v[i].label, label)) {
            return &list->v[i];
        }
    }
    ps_group *g = PS_PUSH(arena, list);
    if (g) {
        g->label = label;
    }
    return g;
}

/* What stands under no heading goes, in a merged stage, by the stage that it is of. */
static ps_str group_label(const ps_deal *deal, const ps_stage_view *v, const ps_activity *a) {
    bool apart = a->group.n || v->stage->first == v->stage->last;
    return apart ? a->group : deal->process->stages[a->stage].label;
}

static int count_activities(ps_stage_view *v, ps_arena *arena, const ps_deal *deal) {
    groups list = {0};
    for (size_t i = 0; i < deal->n_answers; i++) {
        const ps_answer *a = &deal->answers[i];
        if (a->activity->stage < v->stage->first || a->activity->stage > v->stage->last) {
            continue;
        }
        ps_group *g = group_of(&list, arena, group_label(deal, v, a->activity));
        if (!g) {
            return PS_ENOMEM;
        }
        bool closed = a->closed || (a->expired && v->walked); /* what grew old after the stage was left takes nothing back */
        bool na = closed && a->task && a->task->state == '-';
        g->na += na;
        g->done += closed && !na;
        g->open += !closed;
        v->na += na;
        v->done += closed && !na;
        v->open += !closed;
    }
    v->groups = list.v;
    v->n_groups = list.n;
    return PS_OK;
}

/* The last row that moved into the stage tells when, and the first later one until when. */
static void find_days(ps_stage_view *v, const ps_deal *deal, int stage, ps_date today) {
    ps_date until = today;
    v->entered = stage == 0 ? deal->opened : PS_DATE_NONE;
    for (size_t i = 0; i < deal->n_steps; i++) {
        const ps_step *s = &deal->steps[i];
        if (s->date == PS_DATE_NONE) {
            continue;
        }
        if (ps_profile_stage_id(deal->process, deal->profile, s->to) == stage) {
            v->entered = s->date;
            until = today;
        } else if (v->entered != PS_DATE_NONE && until == today) {
            until = s->date;
        }
    }
    v->days = v->entered == PS_DATE_NONE || until < v->entered ? 0 : until - v->entered;
}

static int view_stage(ps_stage_view *v, ps_arena *arena, const ps_deal *deal, int stage, int earned, ps_date today) {
    *v = (ps_stage_view){.stage = &deal->profile->stages[stage]};
    int gate = v->stage->gate;
    v->walked = stage < earned;
    v->forced = stage + 1 < deal->profile->n_stages && stage < deal->stage && ps_gate_override(deal, stage + 1) != NULL;
    v->gate = gate >= 0 ? &deal->profile->gates[gate] : NULL;
    v->review = gate >= 0 ? ps_deal_review(deal, gate) : NULL;
    find_days(v, deal, stage, today);
    return count_activities(v, arena, deal);
}

static int read_rivals(ps_overview *out, ps_arena *arena, const ps_deal *deal, const ps_world *world) {
    const ps_aliases *al = ps_deal_aliases(deal);
    const ps_table *t = deal->main ? ps_heading_table(deal->main->note, PS_H_COMPETITORS, al) : NULL;
    PS_VEC(ps_rival) list = {0};
    for (size_t i = 0; t && i < t->n; i++) {
        ps_str label = ps_column_cell(t, &t->rows[i], PS_C_COMPETITOR, al);
        ps_rival *r = label.n ? PS_PUSH(arena, &list) : NULL;
        if (r) {
            ps_str id = ps_id_bare(label), path, name = ps_note_title(ps_world_note(world, PS_K_COMPETITOR, id, &path));
            *r = (ps_rival){id, name.n ? name : label, ps_column_cell(t, &t->rows[i], PS_C_THREAT, al), t->rows[i].line, NULL};
        } else if (label.n) {
            return PS_ENOMEM;
        }
    }
    out->rivals = list.v;
    out->n_rivals = list.n;
    return PS_OK;
}

/* Whoever the decision factors score and the table of competitors does not name is one too. */
static int join_parties(ps_overview *out, ps_arena *arena) {
    PS_VEC(ps_rival) list = {out->rivals, out->n_rivals, out->n_rivals};
    for (size_t i = 0; i < out->factors.n_rivals; i++) {
        const ps_party *party = &out->factors.rivals[i];
        ps_rival *found = NULL;
        for (size_t k = 0; k < list.n && !found; k++) {
            bool is = ps_str_eq_nocase(list.v[k].id, party->id) || ps_str_eq_nocase(list.v[k].label, party->label);
            found = is ? &list.v[k] : NULL;
        }
        if (!found && (found = PS_PUSH(arena, &list))) {
            *found = (ps_rival){.id = party->id, .label = party->label};
        }
        if (!found) {
            return PS_ENOMEM;
        }
        found->party = party;
    }
    out->rivals = list.v;
    out->n_rivals = list.n;
    return PS_OK;
}

static void count_needs(ps_overview *out) {
    for (int i = 0; i < PS_NEED_COUNT; i++) {
        const ps_answer *a = out->needs.of[i].answer;
        out->needs_total += a != NULL;
        out->needs_done += a && a->closed;
    }
}

/* Customer, self and rivals. */
static int read_sides(ps_overview *out, ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_error *err) {
    int rc = ps_needs_read(&out->needs, arena, deal, err);
    rc = rc ? rc : ps_flow_read(&out->flow, arena, deal, world ? world->today : PS_DATE_NONE, err);
    rc = rc ? rc : ps_swot_read(&out->swot, arena, deal, world, err);
    rc = rc ? rc : ps_factors_read(&out->factors, arena, deal, world, err);
    rc = rc ? rc : read_rivals(out, arena, deal, world);
    rc = rc ? rc : join_parties(out, arena);
    count_needs(out);
    return rc;
}

int ps_overview_of(ps_overview *out, ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_error *err) {
    *out = (ps_overview){.n = deal->profile->n_stages, .earned = ps_gate_earned(deal)};
    int rc = read_sides(out, arena, deal, world, err);
    for (int i = 0; !rc && i < out->n; i++) {
        rc = view_stage(&out->stages[i], arena, deal, i, out->earned, world ? world->today : PS_DATE_NONE);
    }
    ps_spend_of(&out->spend, deal);
    return rc ? ps_nomem(err) : PS_OK;
}
