/* The workspace as it stood at the end of a day: what git kept, seen through the same reads as the disk. A deal that was renamed since is seen in its
 * folder of today. */
#include <stdlib.h>

#include "when.h"
#include "workspace_impl.h"

typedef struct past_tree past_tree;

typedef struct {
    ps_tree_entry in; /* of git; the name as it is today */
    past_tree *below; /* NULL: not looked into yet */
} past_entry;

struct past_tree {
    past_entry *v; /* by name */
    size_t n;
    int depth; /* 0: the workspace's root */
};

struct ps_past {
    ps_date day;
    ps_oid commit;       /* hex "": before the first */
    past_tree *root;     /* NULL: there was nothing */
    ps_renames renames;  /* made since, the oldest first */
    ps_process *process; /* owned; NULL: then's is today's */
    ps_arena kept;       /* the other trees */
    ps_arena one;        /* the trees of one deal's folder: in a walk over all they come and go */
    past_entry *entered; /* whose they are */
};

enum { DEPTH_OF_DEALS = 2 }; /* of the trees whose entries are deals: deals/2026 */

/* ---- trees ---- */

static int by_name(const void *a, const void *b) {
    return ps_str_cmp(((const past_entry *)a)->in.name, ((const past_entry *)b)->in.name);
}

static past_entry *find(const past_tree *tree, ps_str name) {
    past_entry key = {.in = {.name = name}};
    return tree && tree->n ? bsearch(&key, tree->v, tree->n, sizeof *tree->v, by_name) : NULL;
}

static past_entry *find_plain(const past_tree *tree, ps_str name) {
    for (size_t i = 0; i < tree->n; i++) {
        if (ps_str_eq(tree->v[i].in.name, name)) {
            return &tree->v[i];
        }
    }
    return NULL;
}

/* Gives deals the ids of today: `dir` is "deals/2026". */
static void rename_entries(const ps_past *past, past_tree *tree, ps_str dir) {
    bool any = false;
    for (size_t i = 0; i < past->renames.n; i++) {
        ps_str was = past->renames.v[i].was, now = past->renames.v[i].now;
        bool here = ps_str_starts(was, dir) && was.n > dir.n && was.p[dir.n] == '/';
        past_entry *e = here && !find_plain(tree, now) ? find_plain(tree, ps_path_name(was)) : NULL;
        if (e) {
            e->in.name = now;
            any = true;
        }
    }
    if (any) {
        qsort(tree->v, tree->n, sizeof *tree->v, by_name);
    }
}

static int load(ps_work *w, ps_arena *arena, const ps_oid *id, int depth, ps_str dir, past_tree **out) {
    ps_tree_entry *list;
    size_t n;
    past_tree *tree = PS_NEW(arena, past_tree);
    int rc = tree ? ps_repo_tree_list(w->ws->repo, arena, id, &list, &n, w->err) : ps_nomem(w->err);
    past_entry *v = rc ? NULL : ps_arena_alloc(arena, (n ? n : 1) * sizeof *v);
    if (!v) {
        return rc ? rc : ps_nomem(w->err);
    }
    for (size_t i = 0; i < n; i++) {
        v[i].in = list[i];
    }
    *tree = (past_tree){v, n, depth};
    if (depth == DEPTH_OF_DEALS && ps_str_starts(dir, PS_S("deals/"))) {
        rename_entries(w->past, tree, dir);
    }
    *out = tree;
    return PS_OK;
}

/* Of deals one folder is kept in mind. */
static ps_arena *arena_for(ps_work *w, const past_tree *tree, past_entry *e) {
    ps_past *past = w->past;
    if (tree->depth < DEPTH_OF_DEALS) {
        return &past->kept;
    }
    if (tree->depth == DEPTH_OF_DEALS) {
        if (past->entered) {
            past->entered->below = NULL;
        }
        ps_arena_free(&past->one);
        past->entered = e;
    }
    return &past->one;
}

/* What stands at a path: *tree where it is a folder (NULL: it is not), *entry where it is anything. The root has no entry. */
static int look(ps_work *w, ps_str path, past_tree **tree, past_entry **entry) {
    ps_str rest = path, name;
    *tree = w->past->root;
    *entry = NULL;
    while (*tree && ps_str_next(&rest, '/', &name)) {
        past_entry *e = find(*tree, name);
        if (e && e->in.kind == PS_FS_DIR && !e->below) {
            ps_str dir = ps_str_sub(path, 0, (size_t)(name.p - path.p) + name.n);
            int rc = load(w, arena_for(w, *tree, e), &e->in.id, (*tree)->depth + 1, dir, &e->below);
            if (rc) {
                return rc;
            }
        }
        *entry = e;
        *tree = e && e->in.kind == PS_FS_DIR ? e->below : NULL;
    }
    if (rest.p) { /* beneath something that is no folder */
        *entry = NULL;
        *tree = NULL;
    }
    return PS_OK;
}

/* ---- reads ---- */

int ps_past_read(ps_work *w, ps_arena *arena, ps_str path, ps_str *text) {
    past_tree *tree;
    past_entry *e;
    int rc = look(w, path, &tree, &e);
    if (!rc && (!e || e->in.kind != PS_FS_FILE)) {
        ps_fail(w->err, e ? PS_EINVAL : PS_ENOTFOUND, NOT_A_FILE);
        return ps_error_at(w->err, path, 0);
    }
    rc = rc ? rc : ps_repo_blob(w->ws->repo, arena, &e->in.id, text, w->err);
    if (!rc && text->n > PS_FS_MAX) {
        ps_digits max;
        ps_fail(w->err, PS_EINVAL, FILE_TOO_LARGE, ps_num(&max, PS_FS_MAX));
        return ps_error_at(w->err, path, 0);
    }
    return rc;
}

int ps_past_list(ps_work *w, ps_arena *arena, ps_str dir, ps_fs_entry **out, size_t *n) {
    past_tree *tree;
    past_entry *e;
    int rc = look(w, dir, &tree, &e);
    size_t count = !rc && tree ? tree->n : 0;
    ps_fs_entry *list = rc ? NULL : ps_arena_alloc(arena, (count ? count : 1) * sizeof *list);
    if (!list) {
        return rc ? rc : ps_nomem(w->err);
    }
    for (size_t i = 0; i < count; i++) {
        list[i] = (ps_fs_entry){ps_arena_dup(arena, tree->v[i].in.name), tree->v[i].in.kind};
        if (!list[i].name.p) {
            return ps_nomem(w->err);
        }
    }
    *out = list;
    *n = count;
    return PS_OK;
}

int ps_past_stat(ps_work *w, ps_str path, ps_fs_kind *kind) {
    past_tree *tree;
    past_entry *e;
    int rc = look(w, path, &tree, &e);
    *kind = !rc && e ? e->in.kind : PS_FS_NONE;
    return rc;
}

int ps_past_id(ps_work *w, ps_str path, ps_oid *out) {
    past_tree *tree;
    past_entry *e;
    int rc = look(w, path, &tree, &e);
    *out = !rc && e ? e->in.id : (ps_oid){""};
    return rc;
}

ps_str ps_past_commit(const ps_work *w) {
    return w->past ? ps_str_of(w->past->commit.hex) : PS_S("");
}

ps_date ps_past_day(const ps_work *w) {
    return w->past ? w->past->day : PS_DATE_NONE;
}

ps_str ps_past_folder(ps_work *w, ps_str folder) {
    for (size_t i = w->past ? w->past->renames.n : 0; i > 0; i--) {
        const ps_rename *r = &w->past->renames.v[i - 1];
        ps_str id = ps_path_name(r->was);
        size_t dir = r->was.n - id.n;
        bool mine = folder.n == dir + r->now.n && ps_str_starts(folder, ps_str_sub(r->was, 0, dir)) && ps_str_ends(folder, r->now);
        folder = mine ? r->was : folder;
    }
    return folder;
}

/* ---- the process in force then ---- */

static int try_process(ps_work *w, ps_str text, bool *valid) {
    ps_process *p;
    *valid = false;
    int rc = ps_process_read(&p, text, w->lang, w->err);
    if (rc) {
        return rc;
    }
    if (p->n_faults) {
        ps_process_free(p);
        return PS_OK;
    }
    *valid = true;
    w->past->process = p;
    w->process = p;
    return PS_OK;
}

static int try_older(void *ctx, const ps_revision *rev, ps_error *err) {
    ps_work *w = ctx;
    ps_str text;
    bool valid = false;
    if (rev->n_files == 0 || !rev->files[0].now.hex[0]) {
        return 0;
    }
    int rc = ps_repo_blob(w->ws->repo, w->arena, &rev->files[0].now, &text, err);
    rc = rc ? rc : try_process(w, text, &valid);
    return rc ? rc : valid;
}

/* The note's of that day, else the newest valid one before it; where there was none yet, today's. */
static int process_then(ps_work *w) {
    static const ps_str path = {".pursuit/process.md", 19};
    ps_str text;
    bool valid;
    int rc = ps_past_read(w, w->arena, path, &text);
    if (rc == PS_ENOTFOUND || rc == PS_EINVAL) {
        ps_error_clear(w->err);
        return PS_OK;
    }
    bool same = !rc && w->ws->process_size == text.n && ps_str_eq((ps_str){w->ws->process_text, w->ws->process_size}, text);
    if (rc || same) {
        return rc;
    }
    rc = try_process(w, text, &valid);
    if (!rc && !valid) {
        rc = ps_history_walk(w->ws->repo, ps_past_commit(w), &path, 1, try_older, w, w->err);
    }
    return rc < 0 ? rc : PS_OK;
}

/* ---- travelling ---- */

static int find_root(ps_work *w) {
    ps_oid tree;
    if (!w->past->commit.hex[0]) {
        return PS_OK;
    }
    int rc = ps_repo_tree(w->ws->repo, &tree, ps_past_commit(w), PS_S(""), w->err);
    return rc || !tree.hex[0] ? rc : load(w, w->arena, &tree, 0, PS_S(""), &w->past->root);
}

int ps_work_travel(ps_work *w, ps_date day) {
    ps_datestr when, today;
    int64_t end = ps_day_time(day, w->ws->process->tz) + 24 * 60 * 60 - 1;
    ps_date now = ps_time_day(w->now, w->ws->process->tz);
    if (day > now) {
        return ps_fail(w->err, PS_EINVAL, AT_FUTURE, ps_date_str(&when, day), ps_date_str(&today, now));
    }
    ps_work_stay(w);
    w->past = PS_NEW(w->arena, ps_past);
    if (!w->past) {
        return ps_nomem(w->err);
    }
    w->past->day = day;
    w->world.today = day;
    int rc = ps_history_at(w->ws->repo, &w->past->commit, end, w->err);
    rc = rc ? rc : ps_history_renames(w->ws->repo, w->arena, &w->past->commit, &w->past->renames, w->err);
    rc = rc ? rc : find_root(w);
    return rc ? rc : process_then(w);
}

int ps_work_travel_to(ps_work *w, ps_str day) {
    ps_date date;
    if (day.n == 0) {
        return PS_OK;
    }
    bool is_day = ps_when_parse(day, w->world.today, w->world.today, &date);
    return is_day ? ps_work_travel(w, date) : ps_fail(w->err, PS_EINVAL, BAD_PAST_DAY, ps_str_clip(day, 40));
}

void ps_work_forget(ps_work *w) {
    for (size_t i = 0; i < w->deals.n; i++) {
        ps_deal_free(w->deals.v[i]);
    }
    for (size_t i = 0; i < w->cached.n; i++) {
        ps_note_free(w->cached.v[i].note);
    }
    w->deals.n = w->cached.n = w->unread.n = 0;
    w->by_id = (ps_seek){0};
}

void ps_work_stay(ps_work *w) {
    ps_work_forget(w); /* of another time: deals borrow its process */
    w->my_id = PS_S("");
    w->process = w->ws->process;
    w->world.today = w->process ? ps_time_day(w->now, w->process->tz) : w->world.today;
    if (w->past) {
        ps_process_free(w->past->process);
        ps_arena_free(&w->past->one);
        ps_arena_free(&w->past->kept);
        w->past = NULL;
    }
}

static int day_run(ps_work *w, const ps_a_deal *in, ps_v_place *out) {
    ps_datestr today, day;
    int rc = ps_work_travel_to(w, in->at.n ? in->at : PS_S("today"));
    if (!rc) {
        *out = (ps_v_place){.date = ps_keep(w, ps_date_str(&day, w->world.today)),
                            .text = ps_keep(w, ps_date_str(&today, ps_time_day(w->now, w->ws->process->tz))),
                            .id = ps_keep(w, ps_past_commit(w))};
    }
    return rc;
}
PS_CALL_RUN(day, ps_a_deal, ps_v_place, PS_READS)
