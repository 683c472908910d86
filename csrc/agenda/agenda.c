#include "agenda_impl.h"

static const struct {
    ps_str id;
    bool task;
} kinds[PS_I_COUNT] = {
    [PS_I_TASK] = {{"task", 4}, true},           [PS_I_PROMISE] = {{"promise", 7}, true}, [PS_I_ACTIVITY] = {{"activity", 8}, true},
    [PS_I_CONDITION] = {{"condition", 9}, true}, [PS_I_CLOSE] = {{"close", 5}, false},    [PS_I_NOTICE] = {{"notice", 6}, true},
    [PS_I_RENEWAL] = {{"renewal", 7}, false},    [PS_I_FRAME] = {{"frame", 5}, false},    [PS_I_PAYMENT] = {{"payment", 7}, false},
    [PS_I_PLAN] = {{"plan", 4}, true},           [PS_I_CONTROL] = {{"control", 7}, true}, [PS_I_ROW] = {{"row", 3}, true},
    [PS_I_STEP] = {{"step", 4}, false},          [PS_I_TENDER] = {{"tender", 6}, false},  [PS_I_REVISIT] = {{"revisit", 7}, true},
    [PS_I_NO_ACTION] = {{"no-action", 9}, true}, [PS_I_STALLED] = {{"stalled", 7}, true}, [PS_I_READINESS] = {{"readiness", 9}, true},
};

ps_str ps_item_kind_id(ps_item_kind k) {
    return k < PS_I_COUNT ? kinds[k].id : PS_S("");
}

bool ps_item_kind_parse(ps_str id, ps_item_kind *out) {
    for (int k = 0; k < PS_I_COUNT; k++) {
        if (ps_str_eq(id, kinds[k].id)) {
            *out = (ps_item_kind)k;
            return true;
        }
    }
    return false;
}

bool ps_item_is_task(ps_item_kind k) {
    return k < PS_I_COUNT && kinds[k].task;
}

/* ---- listing ---- */

ps_item *ps_item_add(ps_listing *l, ps_item_kind kind, ps_date day, ps_str path, unsigned line) {
    ps_item *item = PS_PUSH(l->arena, l->out);
    if (!item) {
        l->failed = true;
        return NULL;
    }
    *item = (ps_item){.kind = kind, .date = day, .path = path, .line = line, .owner = l->owner};
    return item;
}

ps_str ps_item_owners(ps_listing *l, ps_str written) {
    ps_strs ids = {0};
    ps_str joined = PS_S("");
    l->failed |= ps_ids_split(l->arena, written, &ids) != PS_OK;
    for (size_t i = 0; i < ids.n && joined.p; i++) {
        joined = i ? ps_arena_fmt(l->arena, "%.*s, %.*s", PS_FMT(joined), PS_FMT(ids.v[i])) : ids.v[i];
    }
    l->failed |= !joined.p;
    return ids.n && joined.p ? joined : l->owner;
}

/* ---- tasks ---- */

static bool is_condition(const ps_deal *d, const ps_action *a) {
    for (size_t i = 0; i < d->n_reviews; i++) {
        const ps_review *r = &d->reviews[i];
        for (size_t k = 0; ps_str_eq(r->doc->path, a->path) && k < r->n_conditions; k++) {
            if (r->conditions[k].line == a->line) {
                return true;
            }
        }
    }
    return false;
}

static ps_item_kind kind_of(const ps_deal *d, const ps_action *a) {
    const ps_doc *doc = ps_deal_doc(d, a->path);
    return is_condition(d, a) ? PS_I_CONDITION : doc && doc->kind == PS_DOC_LOG ? PS_I_PROMISE : PS_I_TASK;
}

static ps_str owner_field(const ps_task *task) {
    return ps_task_field(task, PS_S("owner"));
}

static void add_task(ps_listing *l, ps_item_kind kind, ps_str path, const ps_task *task, ps_str owner) {
    ps_date due = ps_date_read(ps_task_field(task, PS_S("due")));
    ps_item *item = due == PS_DATE_NONE ? NULL : ps_item_add(l, kind, due, path, task->line);
    if (item) {
        item->text = task->text;
        item->owner = ps_item_owners(l, owner);
        item->state = (ps_str){&task->state, 1};
        item->id = task->id;
    }
}

/* The task of an action: actions keep its line. */
static const ps_task *task_of(const ps_deal *d, const ps_action *a) {
    const ps_doc *doc = ps_deal_doc(d, a->path);
    for (size_t i = 0; doc && i < doc->note->n_tasks; i++) {
        if (doc->note->tasks[i].line == a->line) {
            return &doc->note->tasks[i];
        }
    }
    return NULL;
}

static void list_tasks(ps_listing *l) {
    const ps_deal *d = l->deal;
    for (size_t i = 0; i < d->n_actions && !l->failed; i++) {
        const ps_task *task = d->actions[i].due == PS_DATE_NONE ? NULL : task_of(d, &d->actions[i]);
        if (task) {
            const ps_action *a = &d->actions[i];
            ps_item_kind kind = kind_of(d, a);
            add_task(l, kind, a->path, task, kind == PS_I_CONDITION ? a->owner : owner_field(task));
        }
    }
    for (size_t i = 0; i < d->n_answers && !l->failed; i++) {
        const ps_answer *a = &d->answers[i];
        if (a->doc && a->task && !a->closed) {
            add_task(l, PS_I_ACTIVITY, a->path, a->task, owner_field(a->task));
        }
    }
}

int ps_agenda_of_deal(ps_items *out, ps_arena *arena, const ps_deal *deal, ps_error *err) {
    ps_listing l = {.out = out, .arena = arena, .process = deal->process, .deal = deal, .owner = deal->owner};
    if (!deal->main) {
        return PS_OK;
    }
    if (deal->status == PS_STATUS_OPEN || deal->status == PS_STATUS_WON) {
        list_tasks(&l);
    }
    ps_item_terms(&l);
    ps_item_tables(&l);
    return l.failed ? ps_nomem(err) : PS_OK;
}

int ps_agenda_of_note(ps_items *out, ps_arena *arena, const ps_process *process, const ps_note *note, ps_str path, ps_str owner,
                      ps_error *err) {
    ps_listing l = {.out = out, .arena = arena, .process = process, .owner = owner};
    for (size_t i = 0; i < note->n_tasks && !l.failed; i++) {
        const ps_task *task = &note->tasks[i];
        if (task->state != 'x' && task->state != '-') {
            bool activity = task->id.n && ps_process_activity(process, task->id);
            add_task(&l, activity ? PS_I_ACTIVITY : PS_I_TASK, path, task, owner_field(task));
        }
    }
    ps_item_rows(&l, note, path, NULL, 0);
    return l.failed ? ps_nomem(err) : PS_OK;
}

int ps_agenda_tender(ps_date *out, ps_arena *arena, const ps_deal *deal, ps_error *err) {
    ps_items items = {0};
    int rc = deal->status == PS_STATUS_OPEN ? ps_agenda_of_deal(&items, arena, deal, err) : PS_OK;
    *out = PS_DATE_NONE;
    for (size_t i = 0; i < items.n; i++) {
        const ps_item *item = &items.v[i];
        *out = item->kind == PS_I_TENDER && (*out == PS_DATE_NONE || item->date < *out) ? item->date : *out;
    }
    return rc;
}

int ps_agenda_of_member(ps_items *out, ps_arena *arena, const ps_process *process, const ps_note *note, ps_str path, ps_str member,
                        ps_error *err) {
    ps_listing l = {.out = out, .arena = arena, .process = process, .owner = member};
    for (size_t i = 0; i < note->n_tasks && !l.failed; i++) {
        const ps_task *task = &note->tasks[i];
        ps_date due = ps_seller_point(process, task->id) ? ps_seller_due(process, task) : PS_DATE_NONE;
        ps_item *item = due == PS_DATE_NONE ? NULL : ps_item_add(&l, PS_I_READINESS, due, path, task->line);
        if (item) {
            item->text = task->text;
            item->state = (ps_str){&task->state, 1};
            item->id = task->id;
        }
    }
    return l.failed ? ps_nomem(err) : PS_OK;
}

int ps_item_copy(ps_arena *arena, const ps_item *from, ps_item *out) {
    *out = *from;
    ps_str *const texts[] = {&out->text, &out->owner, &out->state, &out->id, &out->path};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = texts[i]->n ? ps_arena_dup(arena, *texts[i]) : PS_S("");
        if (!texts[i]->p) {
            return PS_ENOMEM;
        }
    }
    return PS_OK;
}

/* ---- what depends on today, and on who there is ---- */

ps_date ps_item_day(const ps_item *item, ps_date today) {
    ps_date day = item->date;
    if (day == PS_DATE_NONE || (!item->every.months && !item->every.days)) {
        return day == PS_DATE_NONE ? day : day - item->ahead;
    }
    int64_t length = (int64_t)item->every.months * 28 + item->every.days; /* never more than a period is long, so that none is leapt over */
    int64_t past = day < today ? ((int64_t)today - day) / (length + (item->every.months ? 3 * (int64_t)item->every.months : 0)) : 0;
    for (int times = (int)past; day != PS_DATE_NONE && day < today; times++) {
        day = ps_span_add(item->date, item->every, times);
    }
    return day == PS_DATE_NONE ? day : day - item->ahead;
}

static ps_str first_owner(ps_str owner) {
    size_t comma = ps_str_find(owner, PS_S(", "), 0);
    return comma == SIZE_MAX ? owner : ps_str_sub(owner, 0, comma);
}

bool ps_item_waits(ps_str owner, const ps_world *world) {
    ps_str id = first_owner(owner), path;
    if (!id.n || !world->note || world->note(world->ctx, PS_K_MEMBER, id, &path)) {
        return false;
    }
    return world->note(world->ctx, PS_K_PERSON, id, &path) != NULL;
}

bool ps_item_owned(ps_str owner, ps_str id) {
    ps_str rest = owner, one;
    while (ps_str_next(&rest, ',', &one)) {
        if (id.n && ps_str_eq(ps_str_trim(one), id)) {
            return true;
        }
    }
    return false;
}
