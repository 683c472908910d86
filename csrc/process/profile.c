#include <string.h>

#include "process.h"

/* Adds stage i to the last stage of the profile, or opens one. */
static void take_stage(ps_profile *pr, const ps_process *p, int i, bool joined) {
    const ps_stage *s = &p->stages[i];
    if (joined && pr->n_stages > 0) {
        ps_pstage *last = &pr->stages[pr->n_stages - 1];
        last->last = i;
        last->share += s->share;
        last->stalls += s->stalls;
        return;
    }
    pr->stages[pr->n_stages++] = (ps_pstage){s->id, s->label, i, i, s->probability, s->share, s->stalls, -1};
}

/* The last member stands at the end: it names the gate and places it. */
static void take_gate(ps_profile *pr, const ps_process *p, int i, bool joined) {
    const ps_gate *g = &p->gates[i];
    int stage = ps_profile_stage(pr, g->after);
    bool same = pr->n_gates > 0 && pr->gates[pr->n_gates - 1].stage == stage;
    if (!pr->n_gates || !(joined || same)) {
        pr->n_gates++;
    }
    ps_pgate *to = &pr->gates[pr->n_gates - 1];
    to->id = g->id;
    to->label = g->label;
    to->asks = g->asks;
    to->stage = stage;
    to->members[to->n_members++] = i;
}

void ps_profile_merge(ps_profile *pr, const ps_process *p, const bool *stages_joined, const bool *gates_joined) {
    memset(pr->stages, 0, sizeof pr->stages);
    memset(pr->gates, 0, sizeof pr->gates);
    pr->n_stages = pr->n_gates = 0;
    for (int i = 0; i < p->n_stages; i++) {
        take_stage(pr, p, i, stages_joined[i]);
    }
    for (int i = 0; i < p->n_gates; i++) {
        take_gate(pr, p, i, gates_joined[i]);
    }
    for (int i = 0; i < pr->n_gates; i++) {
        pr->stages[pr->gates[i].stage].gate = i;
    }
    pr->decision = p->decision < 0 ? -1 : ps_profile_stage(pr, p->decision);
}

int ps_profile_stage(const ps_profile *pr, int stage) {
    for (int i = 0; i < pr->n_stages; i++) {
        if (stage >= pr->stages[i].first && stage <= pr->stages[i].last) {
            return i;
        }
    }
    return -1;
}

int ps_profile_stage_id(const ps_process *p, const ps_profile *pr, ps_str id) {
    int stage = ps_process_stage(p, id);
    return stage < 0 ? -1 : ps_profile_stage(pr, stage);
}

static bool stages_complete(const ps_profile *pr, const ps_process *p) {
    int next = 0, share = 0, whole = 0;
    for (int i = 0; i < pr->n_stages; i++) {
        const ps_pstage *s = &pr->stages[i];
        if (s->first != next || s->last < s->first || s->last >= p->n_stages || !ps_str_eq(s->id, p->stages[s->first].id)) {
            return false;
        }
        next = s->last + 1;
        share += s->share;
    }
    for (int i = 0; i < p->n_stages; i++) {
        whole += p->stages[i].share;
    }
    return next == p->n_stages && share == whole;
}

static bool gate_placed(const ps_profile *pr, const ps_process *p, int gate) {
    const ps_pgate *g = &pr->gates[gate];
    if (g->n_members < 1 || g->stage < 0 || g->stage >= pr->n_stages || pr->stages[g->stage].gate != gate) {
        return false;
    }
    const ps_gate *last = &p->gates[g->members[g->n_members - 1]];
    return ps_str_eq(g->id, last->id) && last->after >= pr->stages[g->stage].first && last->after <= pr->stages[g->stage].last;
}

static bool gates_complete(const ps_profile *pr, const ps_process *p) {
    int next = 0, with_gate = 0;
    for (int i = 0; i < pr->n_gates; i++) {
        for (int m = 0; m < pr->gates[i].n_members; m++) {
            if (pr->gates[i].members[m] != next++ || next > p->n_gates) {
                return false;
            }
        }
        if (!gate_placed(pr, p, i)) {
            return false;
        }
    }
    for (int i = 0; i < pr->n_stages; i++) {
        with_gate += pr->stages[i].gate >= 0;
    }
    return next == p->n_gates && with_gate == pr->n_gates;
}

/* Whether every activity and criterion belongs to a stage or gate that the profile has exactly once. */
static bool items_complete(const ps_profile *pr, const ps_process *p) {
    int stages[PS_MAX_STAGES] = {0}, gates[PS_MAX_GATES] = {0};
    for (int i = 0; i < pr->n_stages; i++) {
        for (int s = pr->stages[i].first; s <= pr->stages[i].last; s++) {
            stages[s]++;
        }
    }
    for (int i = 0; i < pr->n_gates; i++) {
        for (int m = 0; m < pr->gates[i].n_members; m++) {
            gates[pr->gates[i].members[m]]++;
        }
    }
    bool complete = true;
    for (size_t i = 0; i < p->n_activities; i++) {
        complete = complete && stages[p->activities[i].stage] == 1;
    }
    for (size_t i = 0; i < p->n_criteria; i++) {
        complete = complete && gates[p->criteria[i].gate] == 1;
    }
    return complete;
}

bool ps_profile_complete(const ps_profile *pr, const ps_process *p) {
    return stages_complete(pr, p) && gates_complete(pr, p) && items_complete(pr, p);
}
