#include "meaning.h"

#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "kind.h"
#include "meaning_impl.h"

ps_str ps_event_kind_id(ps_event_kind k) {
    static const char *const ids[PS_EV_COUNT] = {"stage",     "review", "close",   "field",  "activity", "criterion",
                                                 "condition", "cost",   "contact", "person", "note"};
    return ps_str_of(ids[k]);
}

/* ---- paths ---- */

static bool take_prefix(ps_str *s, const char *prefix) {
    ps_str p = ps_str_of(prefix);
    bool has = ps_str_starts(*s, p);
    *s = has ? ps_str_sub(*s, p.n, s->n) : *s;
    return has;
}

/* "deals/2026/acme/log.md" to "acme" and "log.md"; false for anything else. */
static bool split_deal(ps_str path, ps_str *id, ps_str *local) {
    ps_str year;
    if (!take_prefix(&path, "deals/") || !ps_str_next(&path, '/', &year) || !path.p || !ps_str_next(&path, '/', id) || !path.p) {
        return false;
    }
    *local = path;
    return id->n && local->n;
}

static ps_str stem(ps_str path) {
    return ps_str_ends(path, PS_S(".md")) ? ps_str_sub(path, 0, path.n - 3) : path;
}

ps_str ps_meaning_about(ps_str path) {
    ps_str id, local;
    if (split_deal(path, &id, &local)) {
        return id;
    }
    return ps_str_eq(path, PS_S(".pursuit/process.md")) ? PS_S("process") : stem(path);
}

static bool is_stage_note(const ps_process *p, ps_str local) {
    size_t digits = 0;
    while (digits < local.n && local.p[digits] >= '0' && local.p[digits] <= '9') {
        digits++;
    }
    return digits && digits < local.n && local.p[digits] == '-' && ps_process_stage(p, stem(ps_str_sub(local, digits + 1, local.n))) >= 0;
}

static ps_note_sort sort_of(const ps_process *p, ps_str path) {
    static const ps_note_sort sorts[PS_K_COUNT] = {
        [PS_K_ACCOUNT] = PS_N_ACCOUNT, [PS_K_REGION] = PS_N_REGION,         [PS_K_PERSON] = PS_N_PERSON,
        [PS_K_MEMBER] = PS_N_MEMBER,   [PS_K_COMPETITOR] = PS_N_COMPETITOR, [PS_K_DEAL] = PS_N_OTHER};
    ps_kind kind;
    ps_str id, local;
    if (split_deal(path, &id, &local)) {
        return ps_str_eq(local, PS_S("deal.md"))        ? PS_N_DEAL
               : ps_str_eq(local, PS_S("costs.md"))     ? PS_N_COSTS
               : ps_str_eq(local, PS_S("log.md"))       ? PS_N_LOG
               : ps_str_starts(local, PS_S("reviews/")) ? PS_N_REVIEW
               : is_stage_note(p, local)                ? PS_N_STAGE
                                                        : PS_N_FREE;
    }
    if (ps_kind_of_dir(path, &kind)) {
        return sorts[kind];
    }
    return ps_str_eq(path, PS_S(".pursuit/process.md")) ? PS_N_PROCESS : PS_N_OTHER;
}

/* ---- what the parts use ---- */

ps_str ps_sense_keep(ps_sense *m, ps_str s) {
    ps_str kept = s.n ? ps_arena_dup(m->arena, s) : PS_S("");
    m->failed |= !kept.p;
    return kept.p ? kept : PS_S("");
}

ps_str ps_sense_say_(ps_sense *m, ps_text_id id, const ps_str *args, size_t n) {
    ps_buf b = {0};
    ps_text_put(&b, m->lang, id, args, n);
    m->failed |= !ps_buf_ok(&b);
    ps_str kept = ps_sense_keep(m, ps_buf_ok(&b) ? ps_buf_str(&b) : PS_S(""));
    ps_buf_free(&b);
    return kept;
}

ps_str ps_sense_path(ps_sense *m, ps_str a, ps_str b, ps_str c) {
    ps_str s = ps_arena_fmt(m->arena, "%.*s%s%.*s%s%.*s", PS_FMT(a), b.n ? "/" : "", PS_FMT(b), c.n ? "/" : "", PS_FMT(c));
    m->failed |= !s.p;
    return s.p ? s : PS_S("");
}

ps_event *ps_sense_add(ps_sensed *f, ps_event_kind kind) {
    ps_event *e = f->m->failed ? NULL : PS_PUSH(f->m->arena, &f->m->events);
    if (!e) {
        f->m->failed = true;
        return NULL;
    }
    ps_str none = PS_S("");
    *e = (ps_event){kind, f->about, none, none, none, none, f->path, none, none, none, none, none, PS_DATE_NONE, PS_MONEY_NONE, 0};
    return e;
}

void ps_sense_told(ps_sensed *f, bool now, ps_range range) {
    ps_range *r = f->m->failed ? NULL : now ? PS_PUSH(f->m->arena, &f->told_now) : PS_PUSH(f->m->arena, &f->told_old);
    if (r) {
        *r = range;
    }
    f->m->failed |= !r;
}

static void tell_side(ps_sensed *f, bool now, const ps_table *t, bool heading) {
    const ps_note *note = now ? f->now : f->old;
    if (t) {
        ps_sense_told(f, now, t->range);
    }
    if (t && heading && t->heading >= 0) {
        ps_sense_told(f, now, note->headings[t->heading].range);
    }
}

void ps_sense_told_table(ps_sensed *f, ps_heading_id h, const ps_table *old, const ps_table *now) {
    const ps_aliases *al = &f->m->process->aliases;
    tell_side(f, false, old, ps_heading_find(f->now, h, al) < 0);
    tell_side(f, true, now, ps_heading_find(f->old, h, al) < 0);
}

ps_str ps_sense_change(ps_sense *m, ps_str label, ps_str from, ps_str to) {
    if (from.n == 0) {
        return ps_sense_say(m, MEAN_SET, label, to);
    }
    return ps_sense_say(m, MEAN_CHANGE, label, from, to.n ? to : PS_S("–"));
}

/* Of many notes in one folder it is said which; elsewhere `about` is the note. */
ps_str ps_sense_note(ps_sensed *f, ps_str what) {
    return f->sort < PS_N_ACCOUNT ? ps_sense_say(f->m, MEAN_NOTE, f->local, what) : ps_sense_keep(f->m, what);
}

/* ---- one file ---- */

static void add_note_event(ps_sensed *f, ps_text_id id) {
    ps_event *e = ps_sense_add(f, PS_EV_NOTE);
    if (e) {
        e->text = ps_sense_note(f, ps_text(id, f->m->lang));
    }
}

static void sense_made_deal(ps_sensed *f) {
    ps_event *e = ps_sense_add(f, PS_EV_STAGE);
    ps_str stage = ps_note_value(f->now, PS_S("stage"));
    ps_str title = ps_note_value(f->now, PS_S("title"));
    if (e) {
        e->field = PS_S("stage");
        e->to = e->id = ps_sense_keep(f->m, stage);
        e->date = ps_date_read(ps_note_value(f->now, PS_S("opened")));
        e->text = ps_sense_say(f->m, MEAN_NEW_DEAL, title.n ? title : f->about);
    }
}

static void sense_made(ps_sensed *f) {
    switch (f->sort) {
    case PS_N_DEAL:
        sense_made_deal(f);
        return;
    case PS_N_REVIEW:
        ps_sense_front(f);
        ps_sense_tasks(f);
        return;
    case PS_N_COSTS:
        ps_sense_ledger(f);
        break;
    case PS_N_LOG:
        ps_sense_log(f);
        break;
    default:
        break;
    }
    ps_sense_tasks(f);
    if (f->sort == PS_N_FREE || f->sort >= PS_N_ACCOUNT || f->sort == PS_N_STAGE || f->sort == PS_N_COSTS || f->sort == PS_N_LOG) {
        add_note_event(f, PS_T_MEAN_NOTE_NEW);
    }
}

static void sense_removed(ps_sensed *f) {
    ps_event *e = ps_sense_add(f, PS_EV_NOTE);
    if (e && f->sort == PS_N_DEAL) {
        e->field = PS_S("deal");
        e->from = f->about;
        e->text = ps_sense_say(f->m, MEAN_DEAL_GONE);
    } else if (e) {
        e->text = ps_sense_note(f, ps_text(PS_T_MEAN_NOTE_GONE, f->m->lang));
    }
    ps_sense_tasks(f);
}

static bool broken(const ps_note *note) {
    return note->broken != NULL;
}

static void sense_changed(ps_sensed *f) {
    if (!broken(f->old) && !broken(f->now) && f->sort != PS_N_PROCESS && f->sort != PS_N_OTHER) {
        ps_sense_front(f);
    }
    if (f->sort != PS_N_PROCESS && f->sort != PS_N_OTHER) {
        ps_sense_tables(f);
        ps_sense_ledger(f);
        ps_sense_log(f);
        ps_sense_tasks(f);
        ps_sense_items(f);
    }
    if (f->sort == PS_N_REVIEW) {
        ps_sense_votes(f, ps_sense_decided(f));
    }
    if (broken(f->now) && !broken(f->old)) {
        add_note_event(f, PS_T_MEAN_NOTE_BROKEN);
    } else if (ps_sense_rest(f)) {
        add_note_event(f, f->sort == PS_N_PROCESS ? PS_T_MEAN_PROCESS : PS_T_MEAN_NOTE_TEXT);
    }
}

static const ps_note *parse(ps_sense *m, ps_str text, ps_note **owned, ps_error *err) {
    static const ps_note nothing;
    if (!text.p) {
        return &nothing;
    }
    m->failed |= ps_note_parse(owned, text, m->lang, err) != PS_OK;
    return *owned ? *owned : &nothing;
}

static void sense_file(ps_sense *m, const ps_changed *c, ps_str path, ps_error *err) {
    ps_note *old = NULL, *now = NULL;
    ps_sensed f = {.m = m, .sort = sort_of(m->process, path), .path = ps_sense_keep(m, path)};
    ps_str id;
    f.about = ps_meaning_about(f.path);
    f.local = f.path;
    split_deal(f.path, &id, &f.local);
    f.made = !c->old.p;
    f.removed = !c->now.p;
    f.old = parse(m, c->old, &old, err);
    f.now = parse(m, c->now, &now, err);
    if (m->failed || (f.made && f.removed)) {
        m->failed |= !f.path.p;
    } else if (f.made) {
        sense_made(&f);
    } else if (f.removed) {
        sense_removed(&f);
    } else {
        sense_changed(&f);
    }
    ps_note_free(old);
    ps_note_free(now);
}

/* ---- files that moved ---- */

/* The file that was made in place of a removed one: of the same name in the only other deal's folder that came or went. */
typedef struct {
    ps_str from, to; /* "deals/2026/acme/": folders; p NULL: nothing moved */
} moved;

static ps_str deal_folder(ps_str path) {
    ps_str id, local;
    return split_deal(path, &id, &local) && ps_str_eq(local, PS_S("deal.md")) ? ps_str_sub(path, 0, path.n - local.n) : (ps_str){0};
}

static moved find_moved(const ps_changed *files, size_t n) {
    moved mv = {{0}, {0}};
    size_t gone = 0, made = 0;
    for (size_t i = 0; i < n; i++) {
        ps_str folder = deal_folder(files[i].path);
        if (folder.p && files[i].old.p && !files[i].now.p) {
            gone++;
            mv.from = folder;
        } else if (folder.p && !files[i].old.p && files[i].now.p) {
            made++;
            mv.to = folder;
        }
    }
    return gone == 1 && made == 1 ? mv : (moved){{0}, {0}};
}

/* Index of the file that `at` was before it moved, or has become; n if there is none. */
static size_t twin(const moved *mv, const ps_changed *files, size_t n, size_t at) {
    bool gone = !files[at].now.p;
    ps_str mine = gone ? mv->from : mv->to, other = gone ? mv->to : mv->from;
    if (!mv->from.p || !ps_str_starts(files[at].path, mine)) {
        return n;
    }
    ps_str local = ps_str_sub(files[at].path, mine.n, files[at].path.n);
    for (size_t i = 0; i < n; i++) {
        ps_str p = files[i].path;
        bool opposite = gone ? !files[i].old.p && files[i].now.p : files[i].old.p && !files[i].now.p;
        if (opposite && ps_str_starts(p, other) && ps_str_eq(ps_str_sub(p, other.n, p.n), local)) {
            return i;
        }
    }
    return n;
}

/* ---- putting the events in order ---- */

typedef struct {
    ps_event event;
    size_t first, at; /* place of the first event about the same, own place */
    bool silent;
} ranked;

static bool is_item(const ps_event *e) {
    return e->kind == PS_EV_ACTIVITY || e->kind == PS_EV_CRITERION;
}

/* An activity that left one note and stands in another has only moved. */
static void join_moved_items(ranked *r, size_t n) {
    for (size_t i = 0; i < n; i++) {
        ps_event *gone = &r[i].event;
        for (size_t k = 0; is_item(gone) && gone->to.n == 0 && k < n && !r[i].silent; k++) {
            ps_event *made = &r[k].event;
            if (k != i && made->kind == gone->kind && ps_str_eq(made->field, gone->field) && made->from.n == 0 && made->to.n) {
                made->from = gone->from;
                r[i].silent = true;
            }
        }
    }
}

/* Lines that came or went unanswered are no event. */
static bool says_nothing(const ps_event *e) {
    bool came = e->from.n == 0 && ps_str_eq(e->to, PS_S(" "));
    bool went = e->to.n == 0 && ps_str_eq(e->from, PS_S(" "));
    return is_item(e) && (came || went || (e->reason.n == 0 && ps_str_eq(e->from, e->to)));
}

static bool is_whole_deal(const ps_event *e) {
    return (e->kind == PS_EV_STAGE && e->from.n == 0 && ps_str_eq(e->field, PS_S("stage"))) || ps_str_eq(e->field, PS_S("deal"));
}

/* All events about one thing. The notes of a deal that is made or goes as a whole are no news of their own. */
static void silence(ranked *r, size_t n) {
    bool whole = false, gone = false;
    for (size_t i = 0; i < n; i++) {
        whole |= is_whole_deal(&r[i].event);
        gone |= ps_str_eq(r[i].event.field, PS_S("deal"));
    }
    join_moved_items(r, n);
    for (size_t i = 0; i < n; i++) {
        const ps_event *e = &r[i].event;
        bool part = whole && !is_whole_deal(e) && (e->kind == PS_EV_NOTE || (gone && is_item(e)));
        r[i].silent |= part || says_nothing(e);
    }
}

static int by_about(const void *a, const void *b) {
    const ranked *x = a, *y = b;
    int c = ps_str_cmp(x->event.about, y->event.about);
    return c ? c : x->at < y->at ? -1 : x->at > y->at;
}

static int by_rank(const void *a, const void *b) {
    const ranked *x = a, *y = b;
    if (x->first != y->first) {
        return x->first < y->first ? -1 : 1;
    }
    if (x->event.kind != y->event.kind) {
        return x->event.kind < y->event.kind ? -1 : 1;
    }
    return x->at < y->at ? -1 : x->at > y->at;
}

static void order_events(ps_sense *m) {
    size_t n = m->events.n, kept = 0;
    ranked *r = n ? ps_arena_alloc(m->arena, n * sizeof *r) : NULL;
    if (!r) {
        m->failed |= n > 0;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        r[i] = (ranked){.event = m->events.v[i], .at = i};
    }
    qsort(r, n, sizeof *r, by_about);
    for (size_t at = 0, end; at < n; at = end) {
        for (end = at; end < n && ps_str_eq(r[end].event.about, r[at].event.about); end++) {
            r[end].first = r[at].at;
        }
        silence(r + at, end - at);
    }
    qsort(r, n, sizeof *r, by_rank);
    for (size_t i = 0; i < n; i++) {
        if (!r[i].silent) {
            m->events.v[kept++] = r[i].event;
        }
    }
    m->events.n = kept;
}

int ps_meaning_diff(ps_arena *arena, const ps_process *p, const ps_changed *files, size_t n, ps_lang lang, ps_event **out, size_t *n_out,
                    ps_error *err) {
    ps_sense m = {.arena = arena, .process = p, .lang = lang};
    moved mv = find_moved(files, n);
    for (size_t i = 0; i < n && !m.failed; i++) {
        size_t other = files[i].old.p && files[i].now.p ? n : twin(&mv, files, n, i);
        ps_changed c = files[i];
        if (other < n && !c.now.p) {
            continue; /* told by the file that it became */
        }
        c.old = other < n ? files[other].old : c.old;
        sense_file(&m, &c, files[i].path, err);
    }
    if (!m.failed) {
        order_events(&m);
    }
    if (m.failed) {
        return ps_nomem(err);
    }
    *out = m.events.v;
    *n_out = m.events.n;
    return PS_OK;
}
