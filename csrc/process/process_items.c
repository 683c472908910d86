#include <stdlib.h>

#include "process_reader.h"

/* Checklist items of one section, told apart by the level-3 heading they stand under. */
typedef struct {
    ps_heading_id section;
    int (*find)(const ps_process *p, ps_str id); /* index of what the heading names; NULL: the section has no such headings */
    ps_text_id unknown;                          /* the fault where it names nothing */
    void (*add)(ps_reader *r, const ps_task *task, int owner, ps_str group);
} item_kind;

enum { NOWHERE = -1, UNKNOWN = -2 };

static bool within(const ps_heading *section, ps_range range) {
    return range.at >= section->range.end && range.at < section->end;
}

/* owners[i]: what heading i of the section belongs to. */
static void resolve_headings(ps_reader *r, const item_kind *k, int *owners) {
    const ps_note *note = r->p->note;
    int section = r->section[k->section];
    size_t end = note->headings[section].end;
    for (size_t i = 0; i < note->n_headings; i++) {
        owners[i] = NOWHERE;
    }
    for (size_t i = (size_t)section + 1; i < note->n_headings && note->headings[i].range.at < end; i++) {
        const ps_heading *hd = &note->headings[i];
        if (hd->parent != section) {
            owners[i] = hd->parent < 0 ? NOWHERE : owners[hd->parent];
            continue;
        }
        ps_str name = hd->id.n ? hd->id : hd->text;
        owners[i] = k->find(r->p, name);
        if (owners[i] < 0) {
            owners[i] = UNKNOWN;
            if (k->find == ps_process_stage ? !r->stages_cut : !r->gates_cut) {
                ps_reader_add(r, hd->line, k->unknown, &name, 1);
            }
        }
    }
}

static bool item_valid(ps_reader *r, const ps_task *task) {
    if (!task->id.n) {
        ps_reader_fault(r, task->line, ITEM_NO_ID, task->text);
    } else if (!ps_id_valid(task->id)) {
        ps_reader_fault(r, task->line, BAD_ID, task->id);
    }
    return task->id.n > 0;
}

static void read_item(ps_reader *r, const item_kind *k, const ps_task *task, const int *owners) {
    const ps_note *note = r->p->note;
    bool valid = item_valid(r, task);
    int section = r->section[k->section], owner = k->find ? NOWHERE : 0;
    ps_str group = PS_S("");
    if (task->heading >= 0 && task->heading != section) {
        const ps_heading *hd = &note->headings[task->heading];
        owner = k->find ? owners[task->heading] : 0;
        group = k->find && hd->parent == section ? group : hd->text;
    }
    if (owner == NOWHERE) {
        ps_reader_fault(r, task->line, ITEM_NOWHERE, task->id.n ? task->id : task->text);
    } else if (owner >= 0 && valid) {
        k->add(r, task, owner, group);
    }
}

/* A list item that has an id but no box would be dropped without a word. */
static void check_blocks(ps_reader *r, const ps_heading *section) {
    const ps_note *note = r->p->note;
    for (size_t i = 0; i < note->n_blocks; i++) {
        if (note->blocks[i].id.n && within(section, note->blocks[i].range)) {
            ps_reader_fault(r, note->blocks[i].line, NO_TASK, note->blocks[i].id);
        }
    }
}

static void read_section(ps_reader *r, const item_kind *k) {
    const ps_note *note = r->p->note;
    if (r->section[k->section] < 0) {
        return;
    }
    const ps_heading *section = &note->headings[r->section[k->section]];
    int *owners = ps_reader_got(r, (int *)ps_arena_alloc(&r->p->arena, note->n_headings * sizeof(int)));
    if (!owners) {
        return;
    }
    if (k->find) {
        resolve_headings(r, k, owners);
    }
    for (size_t i = 0; i < note->n_tasks; i++) {
        if (within(section, note->tasks[i].range)) {
            read_item(r, k, &note->tasks[i], owners);
        }
    }
    check_blocks(r, section);
}

static ps_scope scope_of(ps_reader *r, const ps_task *task) {
    static const ps_str ids[] = {{"deal", 4}, {"account", 7}, {"region", 6}};
    ps_str s = ps_task_field(task, PS_S("scope"));
    for (int i = 0; i < 3; i++) {
        if (ps_str_eq(s, ids[i])) {
            return (ps_scope)i;
        }
    }
    if (ps_inline_get(task->fields, task->n_fields, PS_S("scope"))) {
        ps_reader_fault(r, task->line, BAD_SCOPE, s, task->id);
    }
    return PS_SCOPE_DEAL;
}

static int open_at(ps_reader *r, const ps_task *task) {
    ps_str s = ps_task_field(task, PS_S("after"));
    int gate = s.n ? ps_process_gate(r->p, s) : -1;
    if (gate < 0 && !r->gates_cut && ps_inline_get(task->fields, task->n_fields, PS_S("after"))) {
        ps_reader_fault(r, task->line, BAD_AFTER, s, task->id);
    }
    return gate;
}

static ps_str kind_of(ps_reader *r, const ps_task *task) {
    ps_str kind = ps_task_field(task, PS_S("kind"));
    bool given = ps_inline_get(task->fields, task->n_fields, PS_S("kind")) != NULL;
    bool known = r->p->vocab[PS_V_KINDS].n == 0 ? kind.n > 0 : ps_process_term(r->p, PS_V_KINDS, kind) != NULL;
    if (given && !known) {
        ps_reader_fault(r, task->line, BAD_KIND, kind, task->id);
    }
    return kind;
}

static ps_str text_of(const ps_task *task) {
    return task->text.n ? task->text : task->id;
}

static void add_activity(ps_reader *r, const ps_task *task, int stage, ps_str group) {
    ps_activity *a = ps_reader_got(r, PS_PUSH(&r->p->arena, &r->activities));
    if (a) {
        *a = (ps_activity){.id = task->id, .text = text_of(task), .group = group, .stage = stage, .line = task->line};
        a->kind = kind_of(r, task);
        a->scope = scope_of(r, task);
        a->open_at = open_at(r, task);
    }
}

static void add_readiness(ps_reader *r, const ps_task *task, int owner, ps_str group) {
    (void)owner;
    ps_activity *a = ps_reader_got(r, PS_PUSH(&r->p->arena, &r->readiness));
    if (a) {
        *a = (ps_activity){.id = task->id, .text = text_of(task), .group = group, .stage = -1, .open_at = -1, .line = task->line};
    }
}

static void add_criterion(ps_reader *r, const ps_task *task, int gate, ps_str group) {
    (void)group;
    ps_criterion *c = ps_reader_got(r, PS_PUSH(&r->p->arena, &r->criteria));
    if (c) {
        *c = (ps_criterion){.id = task->id, .text = text_of(task), .gate = gate, .line = task->line};
    }
}

/* The items of one stage may stand in several places of the note; within a stage the order of the note holds. */
static void order_activities(ps_reader *r) {
    ps_process *p = r->p;
    size_t n = r->activities.n;
    ps_activity *sorted = ps_reader_got(r, (ps_activity *)ps_arena_alloc(&p->arena, n * sizeof *sorted));
    for (int stage = 0; sorted && stage < p->n_stages; stage++) {
        for (size_t i = 0; i < n; i++) {
            if (r->activities.v[i].stage == stage) {
                sorted[p->n_activities++] = r->activities.v[i];
            }
        }
    }
    p->activities = sorted;
}

static void order_criteria(ps_reader *r) {
    ps_process *p = r->p;
    size_t n = r->criteria.n;
    ps_criterion *sorted = ps_reader_got(r, (ps_criterion *)ps_arena_alloc(&p->arena, n * sizeof *sorted));
    for (int gate = 0; sorted && gate < p->n_gates; gate++) {
        for (size_t i = 0; i < n; i++) {
            if (r->criteria.v[i].gate == gate) {
                sorted[p->n_criteria++] = r->criteria.v[i];
            }
        }
    }
    p->criteria = sorted;
}

static int by_id(const void *a, const void *b) {
    const ps_activity *x = *(const ps_activity *const *)a, *y = *(const ps_activity *const *)b;
    int c = ps_str_cmp(x->id, y->id);
    return c ? c : (x->line > y->line) - (x->line < y->line);
}

static void index_activities(ps_reader *r) {
    ps_process *p = r->p;
    p->by_id = ps_reader_got(r, (const ps_activity **)ps_arena_alloc(&p->arena, p->n_activities * sizeof *p->by_id));
    for (size_t i = 0; p->by_id && i < p->n_activities; i++) {
        p->by_id[i] = &p->activities[i];
    }
    if (p->by_id && p->n_activities) {
        qsort(p->by_id, p->n_activities, sizeof *p->by_id, by_id);
    }
}

void ps_reader_items(ps_reader *r) {
    static const item_kind kinds[] = {
        {PS_H_ACTIVITIES, ps_process_stage, PS_T_PROCESS_UNKNOWN_STAGE, add_activity},
        {PS_H_CRITERIA, ps_process_gate, PS_T_PROCESS_UNKNOWN_GATE, add_criterion},
        {PS_H_READINESS, NULL, PS_T_COUNT, add_readiness},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        read_section(r, &kinds[i]);
    }
    order_activities(r);
    order_criteria(r);
    index_activities(r);
    r->p->readiness = r->readiness.v;
    r->p->n_readiness = r->readiness.n;
}
