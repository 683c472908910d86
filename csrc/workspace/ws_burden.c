/* What is open under somebody's name: what has to go to somebody else when they leave. */
#include "field.h"
#include "plan.h"
#include "workspace_impl.h"

typedef struct {
    ps_work *w;
    ps_str id;
    ps_v_burden *out;
    ps_str deal, title; /* at hand, kept; "" outside of deals */
} gathering;

static int take(gathering *g, const char *kind, ps_str text, ps_str id, ps_str path, unsigned line, ps_date date) {
    ps_v_open *v = PS_PUSH(g->w->arena, &g->out->items);
    if (!v) {
        return ps_nomem(g->w->err);
    }
    *v = (ps_v_open){.kind = ps_str_of(kind),
                     .deal = g->deal,
                     .title = g->title,
                     .text = ps_keep(g->w, text),
                     .id = ps_keep(g->w, id),
                     .path = ps_keep_path(g->w, path),
                     .date = date,
                     .lnum = line ? (int)line : 1};
    return PS_OK;
}

/* Owners are one id or several, bare or linked. */
static bool owns(const gathering *g, ps_str owners) {
    ps_str rest = owners, part;
    bool found = ps_str_eq(ps_id_bare(owners), g->id);
    while (!found && ps_str_next(&rest, ',', &part)) {
        found = ps_str_eq(ps_id_bare(ps_str_trim(part)), g->id);
    }
    return found;
}

/* ---- in a deal ---- */

static unsigned line_of(const ps_note *note, ps_str key) {
    const ps_fm *f = ps_note_field(note, key);
    return f ? f->line : 1;
}

static int take_front(gathering *g, const ps_deal *d) {
    int rc = PS_OK;
    if (ps_str_eq(d->owner, g->id)) {
        rc = take(g, "deal", g->title, d->id, d->main->path, line_of(d->main->note, PS_S("owner")), d->close);
    } else if (ps_ids_have(d->team, d->n_team, g->id)) {
        rc = take(g, "team", g->title, d->id, d->main->path, line_of(d->main->note, PS_S("team")), PS_DATE_NONE);
    }
    return rc;
}

static int take_stands(gathering *g, const ps_deal *d) {
    ps_stands stands = {0};
    ps_work *w = g->w;
    ps_str path;
    int rc = ps_stands_read(&stands, w->arena, d, w->world.today, w->err);
    for (size_t i = 0; !rc && i < stands.n; i++) {
        const ps_stand *s = &stands.v[i];
        bool theirs = ps_str_eq(s->contact, g->id), self = ps_str_eq(s->person, g->id);
        ps_str name = theirs || self ? ps_note_title(w->world.note(w->world.ctx, PS_K_PERSON, s->person, &path)) : PS_S("");
        name = name.n ? name : s->person;
        if (theirs || self) {
            rc = take(g, self ? "stakeholder" : "contact", name, s->person, d->main->path, s->line, PS_DATE_NONE);
        }
    }
    return rc;
}

static bool is_condition(const ps_deal *d, const ps_action *a) {
    const ps_doc *doc = ps_deal_doc(d, a->path);
    return doc && doc->kind == PS_DOC_REVIEW;
}

static int take_tasks(gathering *g, const ps_deal *d) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < d->n_actions; i++) {
        const ps_action *a = &d->actions[i];
        const char *kind = ps_str_eq(ps_path_name(a->path), PS_S("log.md")) ? "promise" : is_condition(d, a) ? "condition" : "task";
        rc = owns(g, a->owner) ? take(g, kind, a->text, a->id, a->path, a->line, a->due) : PS_OK;
    }
    for (size_t i = 0; !rc && i < d->n_answers; i++) {
        const ps_answer *a = &d->answers[i];
        bool theirs = a->task && a->doc && !a->closed && owns(g, ps_task_field(a->task, PS_S("owner")));
        ps_date due = theirs ? ps_date_read(ps_task_field(a->task, PS_S("due"))) : PS_DATE_NONE;
        rc = theirs ? take(g, "activity", a->task->text, a->activity->id, a->path, a->line, due) : PS_OK;
    }
    return rc;
}

static int take_reviews(gathering *g, const ps_deal *d) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < d->n_reviews; i++) {
        const ps_review *r = &d->reviews[i];
        bool asked = r->decision == PS_DECISION_NONE && ps_ids_have(r->reviewers, r->n_reviewers, g->id);
        ps_str gate = r->pgate < 0 ? r->gate : d->profile->gates[r->pgate].label;
        rc = asked ? take(g, "review", gate, r->gate, r->doc->path, line_of(r->doc->note, PS_S("reviewers")), r->date) : PS_OK;
    }
    return rc;
}

static int take_rows(gathering *g, const ps_deal *d) {
    ps_work *w = g->w;
    ps_plan plan;
    ps_items items = {0};
    int rc = ps_plan_read(&plan, w->arena, d, PS_DATE_NONE, w->err);
    for (size_t i = 0; !rc && i < plan.n_items; i++) {
        const ps_plan_item *p = &plan.items[i];
        rc = !p->closed && owns(g, p->owner) ? take(g, "plan", p->text, p->id, p->doc->path, p->line, p->end) : PS_OK;
    }
    rc = rc ? rc : ps_agenda_of_deal(&items, w->arena, d, w->err);
    for (size_t i = 0; !rc && i < items.n; i++) {
        const ps_item *item = &items.v[i];
        bool row = item->kind == PS_I_ROW || item->kind == PS_I_PAYMENT || item->kind == PS_I_STEP || item->kind == PS_I_TENDER;
        /* a row that names nobody goes with its deal */
        bool theirs = row && owns(g, item->owner) && !ps_str_eq(item->owner, d->owner);
        rc = theirs ? take(g, "row", item->text, item->id, item->path, item->line, item->date) : PS_OK;
    }
    return rc;
}

static int take_deal(gathering *g, const ps_deal_row *row) {
    ps_work *w = g->w;
    ps_deal *d;
    int rc = ps_work_deal_at(w, row->folder, &d);
    if (rc || !d->main) {
        return rc;
    }
    g->deal = ps_keep(w, d->id);
    g->title = ps_keep(w, d->title.n ? d->title : d->id);
    rc = take_front(g, d);
    rc = rc ? rc : take_stands(g, d);
    rc = rc ? rc : take_reviews(g, d);
    rc = rc ? rc : take_tasks(g, d);
    rc = rc ? rc : take_rows(g, d);
    ps_work_drop(w, d);
    return rc;
}

/* Whether a deal has anything to do with them, by its row. Nothing is open in a deal that is over. */
static bool concerns(const gathering *g, const ps_deal_row *row) {
    const ps_v_deal *d = &row->view;
    bool live = ps_str_eq(d->status, PS_S("open")) || ps_str_eq(d->status, PS_S("won")) || ps_str_eq(d->status, PS_S("paused"));
    bool found = ps_str_eq(d->owner, g->id) || ps_ids_have(d->team.v, d->team.n, g->id) || ps_ids_have(row->named.v, row->named.n, g->id);
    ps_stand s;
    for (size_t i = 0; live && !found && ps_row_stand(row, i, g->w->world.today, &s); i++) {
        found = ps_str_eq(s.person, g->id) || ps_str_eq(s.contact, g->id);
    }
    return live && found;
}

static int take_deals(gathering *g) {
    ps_row_list rows = {0};
    int rc = ps_work_rows(g->w, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        rc = !rows.v[i]->broken && concerns(g, rows.v[i]) ? take_deal(g, rows.v[i]) : PS_OK;
    }
    g->deal = g->title = PS_S("");
    return rc;
}

/* ---- in other notes ---- */

static int take_note(void *ctx, ps_kind kind, ps_str id, ps_str path, const ps_note *note) {
    static const char *const keys[] = {[PS_K_ACCOUNT] = "owner", [PS_K_REGION] = "owner", [PS_K_PERSON] = "contact"};
    static const char *const kinds[] = {[PS_K_ACCOUNT] = "account", [PS_K_REGION] = "region", [PS_K_PERSON] = "person"};
    gathering *g = ctx;
    ps_str title = ps_note_title(note), key = kind == PS_K_MEMBER ? PS_S("") : ps_str_of(keys[kind]);
    int rc = PS_OK;
    if (kind != PS_K_MEMBER && ps_str_eq(ps_fm_id(ps_note_field(note, key)), g->id)) {
        rc = take(g, kinds[kind], title.n ? title : id, id, path, line_of(note, key), PS_DATE_NONE);
    }
    for (size_t i = 0; !rc && i < note->n_tasks; i++) {
        const ps_task *t = &note->tasks[i];
        bool open = t->state != 'x' && t->state != '-';
        ps_date due = ps_date_read(ps_task_field(t, PS_S("due")));
        rc = open && owns(g, ps_task_field(t, PS_S("owner"))) ? take(g, "task", t->text, t->id, path, t->line, due) : PS_OK;
    }
    return rc;
}

static int who_is(ps_work *w, ps_str id, ps_v_burden *out) {
    static const ps_kind kinds[] = {PS_K_MEMBER, PS_K_PERSON};
    *out = (ps_v_burden){.id = ps_keep(w, id), .name = ps_keep(w, id), .left = PS_DATE_NONE, .today = w->world.today};
    for (size_t i = 0; i < 2; i++) {
        ps_str path;
        const ps_note *note = w->world.note(w->world.ctx, kinds[i], id, &path);
        if (note) {
            ps_str name = ps_note_title(note);
            ps_date left = ps_left_day(note);
            out->name = name.n ? ps_keep(w, name) : out->name;
            out->kind = kinds[i] == PS_K_MEMBER ? PS_S("member") : PS_S("person");
            out->path = ps_keep_path(w, path);
            out->gone = left != PS_DATE_NONE && left <= w->world.today;
            out->left = left > 0 ? left : PS_DATE_NONE;
            return PS_OK;
        }
    }
    return PS_OK;
}

int ps_work_burden(ps_work *w, ps_str id, ps_v_burden *out) {
    gathering g = {.w = w, .id = id, .out = out};
    int rc = who_is(w, id, out);
    rc = rc ? rc : take_deals(&g);
    for (int kind = PS_K_ACCOUNT; !rc && kind <= PS_K_MEMBER; kind++) {
        rc = ps_work_each_note(w, (ps_kind)kind, take_note, &g);
    }
    return rc;
}

static int burden_run(ps_work *w, const ps_a_id *in, ps_v_burden *out) {
    ps_str id = ps_id_bare(in->id);
    int rc = ps_id_valid(id) ? ps_work_burden(w, id, out) : ps_fail(w->err, PS_EINVAL, BAD_ID, ps_str_clip(in->id, 120));
    return rc || out->items.n || out->kind.n ? rc : ps_work_no_member(w, id);
}
PS_CALL_RUN(burden, ps_a_id, ps_v_burden, PS_READS)
