/* What other programs read: calendars. */
#include <stdlib.h>

#include "ical.h"
#include "workspace_impl.h"

typedef PS_VEC(ps_ical_entry) entries;

static bool says_little(ps_item_kind kind) {
    return kind == PS_I_CLOSE || kind == PS_I_NOTICE || kind == PS_I_RENEWAL || kind == PS_I_FRAME || kind == PS_I_REVISIT;
}

static ps_str joined(ps_work *w, ps_str a, const char *between, ps_str b) {
    ps_str s = a.n && b.n ? ps_arena_fmt(w->arena, "%.*s%s%.*s", PS_FMT(a), between, PS_FMT(b)) : a.n ? a : b;
    w->failed |= !s.p;
    return s.p ? s : PS_S("");
}

/* What tells an item from all others and stays when its day changes; the `nth` of those that are otherwise the same. */
static ps_str uid_of(ps_work *w, const ps_v_item *item, size_t nth) {
    size_t root = ps_str_of(w->ws->root).n + 1;
    ps_digits d;
    const ps_str parts[] = {w->process->name, ps_str_sub(item->path, root, item->path.n), item->kind, item->id.n ? item->id : item->text,
                            ps_num(&d, (int64_t)nth)};
    ps_str uid = ps_ical_uid(w->arena, parts, sizeof parts / sizeof *parts);
    w->failed |= !uid.p;
    return uid.p ? uid : PS_S("");
}

/* Those that look the same next to each other, as they stand in their note. */
static int by_look(const void *a, const void *b) {
    const ps_v_item *x = *(const ps_v_item *const *)a, *y = *(const ps_v_item *const *)b;
    int order = ps_str_cmp(x->path, y->path);
    order = order ? order : ps_str_cmp(x->kind, y->kind);
    order = order ? order : ps_str_cmp(x->id.n ? x->id : x->text, y->id.n ? y->id : y->text);
    return order ? order : x->lnum < y->lnum ? -1 : x->lnum > y->lnum;
}

static bool same(const ps_v_item *a, const ps_v_item *b) {
    return ps_str_eq(a->path, b->path) && ps_str_eq(a->kind, b->kind) && ps_str_eq(a->id.n ? a->id : a->text, b->id.n ? b->id : b->text);
}

static ps_str described(ps_work *w, const ps_v_item *item) {
    size_t root = ps_str_of(w->ws->root).n + 1;
    ps_str where = ps_arena_fmt(w->arena, "%.*s:%d", PS_FMT(ps_str_sub(item->path, root, item->path.n)), item->lnum);
    return joined(w, joined(w, item->title, "\n", item->owner), "\n", where.p ? where : PS_S(""));
}

static int put_item(ps_work *w, const ps_v_item *item, size_t nth, entries *out) {
    ps_item_kind kind;
    if (!ps_item_kind_parse(item->kind, &kind) || kind == PS_I_NO_ACTION || kind == PS_I_STALLED) {
        return PS_OK; /* these have no day */
    }
    ps_ical_entry *e = PS_PUSH(w->arena, out);
    if (!e) {
        return ps_nomem(w->err);
    }
    *e = (ps_ical_entry){.uid = uid_of(w, item, nth),
                         .summary = joined(w, says_little(kind) || !item->deal.n ? item->title : item->deal, ": ", item->text),
                         .description = described(w, item),
                         .category = item->kind,
                         .day = item->date,
                         .task = ps_item_is_task(kind),
                         .begun = ps_str_eq(item->state, PS_S("/"))};
    return PS_OK;
}

/* Everything in the span that is for this person. All items are looked at: ids depend neither on the span nor on who asks. */
static int gather(ps_work *w, const ps_a_export *in, entries *out) {
    ps_v_items items = {0};
    ps_str owner;
    int days = in->days < 400000 ? in->days : 400000;
    int rc = ps_work_whose(w, in->owner, &owner);
    rc = rc ? rc : ps_work_items(w, in->filter, INT32_MAX, &items);
    const ps_v_item **sorted = rc ? NULL : ps_arena_alloc(w->arena, (items.n + 1) * sizeof *sorted);
    if (!sorted) {
        return rc ? rc : ps_nomem(w->err);
    }
    for (size_t i = 0; i < items.n; i++) {
        sorted[i] = &items.v[i];
    }
    qsort(sorted, items.n, sizeof *sorted, by_look);
    for (size_t i = 0, nth = 0; !rc && i < items.n; i++) {
        nth = i && same(sorted[i - 1], sorted[i]) ? nth + 1 : 0;
        bool wanted = sorted[i]->date <= w->world.today + days && ps_v_item_for(sorted[i], owner);
        rc = wanted ? put_item(w, sorted[i], nth, out) : PS_OK;
    }
    return rc;
}

/* The file's folder may lie outside of the workspace: that is where the user wants it. */
int ps_work_write_out(ps_work *w, ps_str path, ps_str text) {
    ps_fs *fs = NULL;
    ps_str name = ps_path_name(path), dir = ps_str_sub(path, 0, path.n - name.n);
    int rc = ps_fs_open(&fs, dir.n > 1 ? ps_str_sub(dir, 0, dir.n - 1) : dir, w->err);
    rc = rc ? rc : ps_fs_write(fs, name, text, w->err);
    ps_fs_close(fs);
    return rc;
}

static int export_run(ps_work *w, const ps_a_export *in, ps_v_place *out) {
    entries list = {0};
    ps_buf text = {0};
    ps_digits d;
    bool absolute = ps_str_starts(in->path, PS_S("/")),
         calendar = in->path.n > 4 && ps_str_eq_nocase(ps_str_sub(in->path, in->path.n - 4, in->path.n), PS_S(".ics"));
    if (!calendar) {
        return ps_fail(w->err, PS_EUNSUPPORTED, EXPORT_FORMAT, ps_str_clip(ps_path_name(in->path), 120));
    }
    if (in->days < 0) {
        return ps_fail(w->err, PS_EINVAL, BAD_DAYS, ps_num(&d, in->days));
    }
    ps_work_discreet(w);
    ps_str path = absolute ? in->path : ps_keep_path(w, in->path);
    int rc = gather(w, in, &list);
    rc = rc ? rc : ps_ical_put(&text, w->process->name, list.v, list.n, w->now, w->err);
    rc = rc || !w->failed ? rc : ps_nomem(w->err);
    rc = rc ? rc : ps_work_write_out(w, path, ps_buf_str(&text));
    ps_buf_free(&text);
    if (!rc) {
        *out = (ps_v_place){.path = ps_keep(w, path), .count = (int)list.n};
    }
    return rc;
}
PS_CALL_RUN(export, ps_a_export, ps_v_place, PS_READS)
