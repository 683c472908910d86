#include "meaning_impl.h"

#include <assert.h>

typedef enum { ORDINARY, ACTIVITY, CRITERION, CONDITION } item_sort;

static bool within(const ps_note *note, int heading, size_t at) {
    return heading >= 0 && at >= note->headings[heading].range.at && at < note->headings[heading].end;
}

static bool in_section(const ps_sensed *f, const ps_note *note, ps_heading_id h, const ps_task *t) {
    return f->sort == PS_N_REVIEW && within(note, ps_heading_find(note, h, &f->m->process->aliases), t->range.at);
}

static bool is_criterion(const ps_process *p, ps_str id) {
    for (size_t i = 0; i < p->n_criteria; i++) {
        if (ps_str_eq(p->criteria[i].id, id)) {
            return true;
        }
    }
    return false;
}

static item_sort sort_of(const ps_sensed *f, const ps_note *note, const ps_task *t) {
    const ps_process *p = f->m->process;
    if (in_section(f, note, PS_H_CONDITIONS, t)) {
        return CONDITION;
    }
    if (in_section(f, note, PS_H_CRITERIA, t) || (f->sort == PS_N_REVIEW && t->id.n && is_criterion(p, t->id))) {
        return CRITERION;
    }
    bool known = t->id.n && (ps_process_activity(p, t->id) || (f->sort == PS_N_MEMBER && ps_seller_point(p, t->id)));
    return known ? ACTIVITY : ORDINARY;
}

/* ---- pairing ---- */

static bool same_item(const ps_task *a, const ps_task *b) {
    return a->id.n || b->id.n ? ps_str_eq(a->id, b->id) : ps_str_eq(a->text, b->text);
}

/* By block id, without one by its text; of several the one at the same place among them. */
static const ps_task *counterpart(const ps_note *from, size_t at, const ps_note *in) {
    size_t nth = 0, seen = 0;
    for (size_t i = 0; i < at; i++) {
        nth += same_item(&from->tasks[i], &from->tasks[at]);
    }
    for (size_t i = 0; i < in->n_tasks; i++) {
        if (same_item(&in->tasks[i], &from->tasks[at]) && seen++ == nth) {
            return &in->tasks[i];
        }
    }
    return NULL;
}

static void tell_field(ps_sensed *f, bool now, const ps_task *t, const char *key) {
    const ps_inline *field = ps_inline_get(t->fields, t->n_fields, ps_str_of(key));
    if (field) {
        ps_sense_told(f, now, field->range);
    }
}

/* The state, and fields whose change an event tells. */
static void tell_parts(ps_sensed *f, bool now, const ps_task *t) {
    static const char *const keys[] = {"reason", "answer", "owner", "due", "done", "by"};
    ps_sense_told(f, now, (ps_range){t->state_at, t->state_at + 1});
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        tell_field(f, now, t, keys[i]);
    }
}

/* ---- activities ---- */

static ps_str state_text(ps_sense *m, const ps_task *t) {
    return t ? ps_sense_keep(m, (ps_str){&t->state, 1}) : PS_S("");
}

static ps_str activity_text(ps_sense *m, const ps_task *t, ps_str reason) {
    switch (t->state) {
    case 'x':
        return ps_sense_say(m, MEAN_DONE, t->text);
    case '-':
        return reason.n ? ps_sense_say(m, MEAN_NA_WHY, t->text, reason) : ps_sense_say(m, MEAN_NA, t->text);
    case '/':
        return ps_sense_say(m, MEAN_BEGUN, t->text);
    default:
        return ps_sense_say(m, MEAN_OPEN_AGAIN, t->text);
    }
}

static void add_activity(ps_sensed *f, const ps_task *old, const ps_task *now) {
    const ps_task *t = now ? now : old;
    const ps_activity *a = ps_process_activity(f->m->process, t->id);
    ps_str reason = now && now->state == '-' ? ps_task_field(now, PS_S("reason")) : PS_S("");
    ps_str was = old && old->state == '-' ? ps_task_field(old, PS_S("reason")) : PS_S("");
    if (old && now && old->state == now->state && ps_str_eq(reason, was)) {
        return;
    }
    ps_event *e = ps_sense_add(f, PS_EV_ACTIVITY);
    if (e) {
        e->id = ps_sense_keep(f->m, t->id);
        e->field = ps_sense_path(f->m, PS_S("activity"), e->id, PS_S(""));
        e->stage = a && a->stage >= 0 ? f->m->process->stages[a->stage].id : PS_S("");
        e->from = state_text(f->m, old);
        e->to = state_text(f->m, now);
        e->reason = ps_sense_keep(f->m, reason);
        e->line = t->line;
        e->text = now ? activity_text(f->m, t, reason) : ps_sense_say(f->m, MEAN_ITEM_GONE, t->text);
    }
}

/* Another day for an activity or an ordinary item. */
static void add_due(ps_sensed *f, const char *sort, const ps_task *old, const ps_task *now) {
    ps_str from = ps_task_field(old, PS_S("due")), to = ps_task_field(now, PS_S("due"));
    ps_event *e = ps_str_eq(from, to) ? NULL : ps_sense_add(f, PS_EV_NOTE);
    if (e) {
        e->id = ps_sense_keep(f->m, now->id);
        e->field = ps_sense_path(f->m, ps_str_of(sort), e->id, PS_S("due"));
        e->from = ps_sense_keep(f->m, from);
        e->to = ps_sense_keep(f->m, to);
        e->line = now->line;
        e->text = ps_sense_change(f->m, ps_sense_say(f->m, MEAN_TASK_FIELD, now->text, ps_text(PS_T_MEAN_DUE, f->m->lang)), from, to);
    }
}

/* ---- criteria ---- */

static ps_str answer_of(const ps_task *t) {
    ps_str answer = t ? ps_task_field(t, PS_S("answer")) : PS_S("");
    if (!t) {
        return PS_S("");
    }
    if (t->state == 'x') {
        return PS_S("met");
    }
    if (t->state == '-') {
        return PS_S("na");
    }
    return ps_str_eq_nocase(answer, PS_S("partly")) ? PS_S("partly") : ps_str_eq_nocase(answer, PS_S("no")) ? PS_S("no") : PS_S("open");
}

static ps_str answer_label(ps_sense *m, ps_str answer) {
    static const struct {
        const char *id;
        ps_text_id label;
    } labels[] = {{"met", PS_T_MEAN_MET}, {"na", PS_T_MEAN_CRIT_NA}, {"partly", PS_T_MEAN_PARTLY}, {"no", PS_T_MEAN_NO}};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (ps_str_eq(answer, ps_str_of(labels[i].id))) {
            return ps_text(labels[i].label, m->lang);
        }
    }
    return ps_text(PS_T_MEAN_CRIT_OPEN, m->lang);
}

static void add_criterion(ps_sensed *f, const ps_task *old, const ps_task *now) {
    const ps_task *t = now ? now : old;
    ps_str from = answer_of(old), to = answer_of(now);
    bool new_line = !old && ps_str_eq(to, PS_S("open")), gone = !now && ps_str_eq(from, PS_S("open"));
    if (ps_str_eq(from, to) || new_line || gone) {
        return;
    }
    ps_event *e = ps_sense_add(f, PS_EV_CRITERION);
    if (e) {
        e->id = ps_sense_keep(f->m, t->id);
        e->field = ps_sense_path(f->m, PS_S("criterion"), e->id, PS_S(""));
        e->from = from;
        e->to = to;
        e->reason = ps_sense_keep(f->m, ps_task_field(t, PS_S("reason")));
        e->line = t->line;
        e->text = now ? ps_sense_say(f->m, MEAN_CRITERION, answer_label(f->m, to), t->text) : ps_sense_say(f->m, MEAN_ITEM_GONE, t->text);
    }
}

/* ---- conditions ---- */

static ps_str condition_state(const ps_task *t) {
    bool met = t && (t->state == 'x' || (t->state == '-' && ps_task_field(t, PS_S("reason")).n));
    return !t ? PS_S("") : met ? PS_S("met") : PS_S("open");
}

static ps_str new_condition_text(ps_sense *m, const ps_task *t) {
    ps_str owner = ps_id_bare(ps_task_field(t, PS_S("owner"))), due = ps_task_field(t, PS_S("due"));
    return owner.n || due.n ? ps_sense_say(m, MEAN_CONDITION_OWNED, t->text, owner, due) : ps_sense_say(m, MEAN_CONDITION, t->text);
}

static ps_event *new_condition_event(ps_sensed *f, const ps_task *t) {
    ps_event *e = ps_sense_add(f, PS_EV_CONDITION);
    if (e) {
        e->id = ps_sense_keep(f->m, t->id);
        e->field = ps_sense_path(f->m, PS_S("condition"), t->id.n ? t->id : t->text, PS_S(""));
        e->date = ps_date_read(ps_task_field(t, PS_S("due")));
        e->line = t->line;
    }
    return e;
}

static void add_condition_field(ps_sensed *f, const ps_task *old, const ps_task *now, const char *key, ps_text_id label) {
    ps_str from = ps_id_bare(ps_task_field(old, ps_str_of(key))), to = ps_id_bare(ps_task_field(now, ps_str_of(key)));
    ps_event *e = ps_str_eq(from, to) ? NULL : new_condition_event(f, now);
    if (e) {
        e->field = ps_sense_path(f->m, e->field, ps_str_of(key), PS_S(""));
        e->from = ps_sense_keep(f->m, from);
        e->to = ps_sense_keep(f->m, to);
        e->text = ps_sense_change(f->m, ps_sense_say(f->m, MEAN_CONDITION_FIELD, now->text, ps_text(label, f->m->lang)), from, to);
    }
}

static void add_condition(ps_sensed *f, const ps_task *old, const ps_task *now) {
    const ps_task *t = now ? now : old;
    ps_str from = condition_state(old), to = condition_state(now);
    if (!ps_str_eq(from, to)) {
        ps_event *e = new_condition_event(f, t);
        if (e) {
            e->from = from;
            e->to = to;
            e->text = !now                         ? ps_sense_say(f->m, MEAN_ITEM_GONE, t->text)
                      : ps_str_eq(to, PS_S("met")) ? ps_sense_say(f->m, MEAN_CONDITION_MET, t->text)
                      : !old                       ? new_condition_text(f->m, t)
                                                   : ps_sense_say(f->m, MEAN_OPEN_AGAIN, t->text);
        }
    }
    if (old && now) {
        add_condition_field(f, old, now, "owner", PS_T_MEAN_OWNER);
        add_condition_field(f, old, now, "due", PS_T_MEAN_DUE);
    }
}

/* ---- promises and other items ---- */

static void add_ordinary(ps_sensed *f, const ps_task *old, const ps_task *now) {
    ps_event *e = !old || !now || old->state == now->state ? NULL : ps_sense_add(f, PS_EV_NOTE);
    if (e) {
        e->id = ps_sense_keep(f->m, now->id);
        e->field = now->id.n ? ps_sense_path(f->m, PS_S("task"), now->id, PS_S("")) : PS_S("task");
        e->from = state_text(f->m, old);
        e->to = state_text(f->m, now);
        e->line = now->line;
        e->text = activity_text(f->m, now, ps_task_field(now, PS_S("reason")));
    }
}

/* ---- all ---- */

static bool told(const ps_sensed *f, bool now, const ps_task *t) {
    const ps_range *r = now ? f->told_now.v : f->told_old.v;
    size_t n = now ? f->told_now.n : f->told_old.n;
    for (size_t i = 0; i < n; i++) {
        if (t->range.at >= r[i].at && t->range.at < r[i].end) {
            return true;
        }
    }
    return false;
}

static void sense_item(ps_sensed *f, item_sort sort, const ps_task *old, const ps_task *now) {
    assert(old || now);
    static void (*const add[])(ps_sensed * f, const ps_task *old, const ps_task *now) = {add_ordinary, add_activity, add_criterion,
                                                                                         add_condition};
    add[sort](f, old, now);
    if (old && now) {
        if (sort == ORDINARY || sort == ACTIVITY) {
            add_due(f, sort == ORDINARY ? "task" : "activity", old, now);
        }
        tell_parts(f, false, old);
        tell_parts(f, true, now);
    } else if (sort != ORDINARY) {
        ps_sense_told(f, now != NULL, now ? now->range : old->range);
    }
}

static void add_count(ps_sensed *f, ps_text_id id, size_t n) {
    ps_digits d;
    ps_event *e = n && !f->made && !f->removed ? ps_sense_add(f, PS_EV_NOTE) : NULL;
    if (e) {
        ps_str count = ps_num(&d, (int64_t)n);
        e->text = ps_sense_note(f, ps_sense_say_(f->m, id, &count, 1));
    }
}

static bool is_open_item(item_sort sort, const ps_task *t) {
    return (sort == ACTIVITY || sort == CRITERION) && t->state == ' ' && ps_task_field(t, PS_S("answer")).n == 0;
}

void ps_sense_tasks(ps_sensed *f) {
    size_t added = 0, gone = 0, before = f->told_now.n;
    for (size_t i = 0; i < f->now->n_tasks && !f->m->failed; i++) {
        const ps_task *t = &f->now->tasks[i], *was = counterpart(f->now, i, f->old);
        item_sort sort = sort_of(f, f->now, t);
        if (before == 0 || !told(f, true, t)) {
            sense_item(f, sort, was, t);
            added += !was && is_open_item(sort, t);
        }
    }
    for (size_t i = 0; i < f->old->n_tasks && !f->m->failed; i++) {
        const ps_task *t = &f->old->tasks[i];
        item_sort sort = sort_of(f, f->old, t);
        if (!told(f, false, t) && !counterpart(f->old, i, f->now)) {
            sense_item(f, sort, t, NULL);
            gone += is_open_item(sort, t);
        }
    }
    add_count(f, PS_T_MEAN_ITEMS_NEW, added);
    add_count(f, PS_T_MEAN_ITEMS_GONE, gone);
}
