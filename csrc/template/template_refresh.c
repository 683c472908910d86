#include "template_write.h"

/* Lines for one place of a note, while they grow. */
typedef struct {
    ps_str path, group;
    size_t at;
    ps_buf lines;
} place;

typedef struct {
    ps_arena *arena;
    const ps_deal *deal;
    const ps_world *world;
    PS_VEC(place) places;
    PS_VEC(ps_new_file) files;
    size_t n_activities;
    bool failed;
} refresh;

/* ---- where an activity belongs ---- */

/* The account's or region's note that holds answers of this scope; NULL: they stand in the deal. */
static const ps_note *scope_note(const refresh *r, ps_scope scope, ps_str *path) {
    ps_kind kind = scope == PS_SCOPE_ACCOUNT ? PS_K_ACCOUNT : PS_K_REGION;
    ps_str id = scope == PS_SCOPE_ACCOUNT ? r->deal->account : r->deal->region;
    bool scoped = scope != PS_SCOPE_DEAL && id.n && r->world && r->world->note;
    return scoped ? r->world->note(r->world->ctx, kind, id, path) : NULL;
}

static const ps_doc *stage_note(const ps_deal *deal, int stage) {
    for (size_t i = 0; i < deal->n_docs; i++) {
        if (deal->docs[i].kind == PS_DOC_STAGE && deal->docs[i].stage == stage) {
            return &deal->docs[i];
        }
    }
    return NULL;
}

/* The note of the profile's stage, else of the activity's own; NULL where the folder has neither. */
static const ps_doc *deal_note(const ps_deal *deal, const ps_activity *a) {
    int pstage = ps_profile_stage(deal->profile, a->stage);
    const ps_doc *doc = pstage < 0 ? NULL : stage_note(deal, deal->profile->stages[pstage].first);
    return doc ? doc : stage_note(deal, a->stage);
}

/* The heading of the activity's group; in a note whose labels are older than the process's, the one that the reader named (a mate stands there); -1. */
static int heading_for(const refresh *r, const ps_note *note, ps_str path, const ps_answer *a) {
    int named = a->activity->group.n ? ps_note_heading(note, &a->activity->group, 1) : -1;
    for (size_t i = 0; named < 0 && a->line > 1 && ps_str_eq(a->path, path) && i < note->n_headings; i++) {
        bool label = ps_str_eq(note->headings[i].text, r->deal->process->stages[a->activity->stage].label);
        named = note->headings[i].line == a->line && !label ? (int)i : -1;
    }
    return named;
}

/* ---- collecting ---- */

/* After an item the next one follows at once; anything else needs a blank line before a list. */
static bool follows_item(ps_str text, size_t at) {
    size_t begin = at > 0 && text.p[at - 1] == '\n' ? at - 1 : at;
    while (begin > 0 && text.p[begin - 1] != '\n') {
        begin--;
    }
    ps_str line = ps_str_trim(ps_str_sub(text, begin, at));
    return ps_str_starts(line, PS_S("- ")) || ps_str_starts(line, PS_S("* ")) || ps_str_starts(line, PS_S("+ "));
}

static place *place_for(refresh *r, ps_str path, size_t at) {
    for (size_t i = 0; i < r->places.n; i++) {
        if (r->places.v[i].at == at && ps_str_eq(r->places.v[i].path, path)) {
            return &r->places.v[i];
        }
    }
    place *p = PS_PUSH(r->arena, &r->places);
    if (p) {
        *p = (place){.path = path, .at = at};
    }
    return p;
}

static void add_line(refresh *r, const ps_note *note, ps_str path, const ps_answer *a) {
    int heading = heading_for(r, note, path, a);
    size_t at = heading < 0 ? note->text.n : ps_note_section_end(note, heading, true);
    place *p = place_for(r, path, at);
    if (!p) {
        r->failed = true;
        return;
    }
    bool first = p->lines.n == 0;
    bool new_group = heading < 0 && a->activity->group.n && (first || !ps_str_eq(p->group, a->activity->group));
    if (new_group) {
        ps_buf heading_text = {0};
        ps_write_heading(&heading_text, 2, a->activity->group);
        ps_buf_put(&p->lines, first && ps_str_ends(note->text, PS_S("\n\n")) ? PS_S("") : PS_S("\n"));
        ps_buf_put(&p->lines, ps_buf_str(&heading_text));
        p->lines.failed |= !ps_buf_ok(&heading_text);
        ps_buf_free(&heading_text);
    } else if (first && !follows_item(note->text, at)) {
        ps_buf_char(&p->lines, '\n');
    }
    p->group = a->activity->group;
    ps_write_item(&p->lines, a->activity->text, a->activity->id);
    r->n_activities++;
}

/* ---- stage notes that are missing ---- */

static bool is_absent(const void *ctx, const ps_activity *activity) {
    const ps_deal *deal = ctx;
    for (size_t i = 0; i < deal->n_answers; i++) {
        if (deal->answers[i].activity == activity) {
            return !deal->answers[i].task;
        }
    }
    return false;
}

static void add_file(refresh *r, int pstage) {
    const ps_deal *d = r->deal;
    ps_str ignored;
    ps_new_deal in = {.id = d->id, .kind = d->kind, .account = d->account};
    in.account_noted = scope_note(r, PS_SCOPE_ACCOUNT, &ignored) != NULL;
    in.region = scope_note(r, PS_SCOPE_REGION, &ignored) ? d->region : PS_S("");
    ps_buf b = {0};
    ps_str name = ps_deal_stage_file(r->arena, d->process, d->profile->stages[pstage].first);
    ps_str path = ps_arena_fmt(r->arena, "%.*s/%.*s", PS_FMT(d->folder), PS_FMT(name));
    for (size_t i = 0; i < r->files.n; i++) {
        if (ps_str_eq(r->files.v[i].path, path)) {
            return;
        }
    }
    int rc = ps_template_stage_of(&b, d->process, d->profile, pstage, &in, is_absent, d, NULL);
    ps_new_file *f = rc || !name.p || !path.p ? NULL : PS_PUSH(r->arena, &r->files);
    if (f) {
        *f = (ps_new_file){path, ps_write_keep(r->arena, &b)};
    }
    r->failed |= !f || !f->text.p;
    ps_buf_free(&b);
}

static void add_activity(refresh *r, const ps_answer *a) {
    ps_str path;
    const ps_note *note = scope_note(r, a->activity->scope, &path);
    if (!note) {
        const ps_doc *doc = deal_note(r->deal, a->activity);
        note = doc ? doc->note : NULL;
        path = doc ? doc->path : PS_S("");
    }
    if (note) {
        add_line(r, note, path, a);
        return;
    }
    int pstage = ps_profile_stage(r->deal->profile, a->activity->stage);
    if (pstage >= 0) {
        add_file(r, pstage);
        r->n_activities++;
    }
}

/* ---- the answer: by path, from the last offset to the first ---- */

static bool before(const place *a, const place *b) {
    int c = ps_str_cmp(a->path, b->path);
    return c ? c < 0 : a->at > b->at;
}

static void sort_places(refresh *r) {
    for (size_t i = 1; i < r->places.n; i++) {
        place p = r->places.v[i];
        size_t k = i;
        for (; k > 0 && before(&p, &r->places.v[k - 1]); k--) {
            r->places.v[k] = r->places.v[k - 1];
        }
        r->places.v[k] = p;
    }
}

static int finish(refresh *r, ps_refresh *out, ps_error *err) {
    ps_insert *inserts = r->failed ? NULL : ps_arena_alloc(r->arena, (r->places.n + 1) * sizeof *inserts);
    sort_places(r);
    for (size_t i = 0; i < r->places.n; i++) {
        place *p = &r->places.v[i];
        ps_str lines = inserts ? ps_write_keep(r->arena, &p->lines) : (ps_str){0};
        ps_buf_free(&p->lines);
        if (!lines.p) {
            r->failed = true;
        } else {
            inserts[i] = (ps_insert){p->path, p->at, lines};
        }
    }
    if (!inserts || r->failed) {
        return ps_nomem(err);
    }
    *out = (ps_refresh){inserts, r->places.n, r->files.v, r->files.n, r->n_activities};
    return PS_OK;
}

int ps_template_refresh(ps_refresh *out, ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_error *err) {
    refresh r = {.arena = arena, .deal = deal, .world = world};
    for (size_t i = 0; i < deal->n_answers && !r.failed; i++) {
        if (!deal->answers[i].task) {
            add_activity(&r, &deal->answers[i]);
        }
    }
    return finish(&r, out, err);
}
