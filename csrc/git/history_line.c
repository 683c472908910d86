/* HEAD's first-parent line, each commit read once for a repository's handle: what stood at a time, and which deals were renamed since. As long as
 * there is no merge on it, it is read only as far back as somebody asks; then whole, for what came in with which merge must be known. */
#include <string.h>

#include "alloc.h"
#include "history_impl.h"

typedef struct {
    git_oid id;
    int64_t time, earliest; /* the author's; the earliest of this one and of all after it */
    git_oid *sides;         /* parents but the first */
    size_t n_sides;
    ps_str was, now; /* of a rename; "" */
} line_commit;

typedef struct {
    size_t at; /* the commit of the line that brought it in */
    ps_str was, now;
} line_rename;

typedef struct {
    git_oid *v; /* zero: free */
    size_t n, cap;
} oid_set;

struct ps_line {
    ps_arena arena;
    PS_VEC(line_commit) commits; /* oldest first */
    PS_VEC(line_rename) renames; /* parents before children */
    oid_set seen;                /* only where it is whole */
    bool whole;                  /* down to the first commit */
};

/* What the line needs of a commit. */
typedef struct {
    git_oid *parents;
    size_t n_parents, next; /* next: the parent to look at */
    int64_t time;
    ps_str was, now;
} parsed;

/* ---- a set of ids ---- */

static git_oid *slot_of(const oid_set *set, const git_oid *id) {
    size_t h;
    memcpy(&h, id->id, sizeof h);
    for (h &= set->cap - 1; !git_oid_is_zero(&set->v[h]) && !git_oid_equal(&set->v[h], id); h = (h + 1) & (set->cap - 1)) {
    }
    return &set->v[h];
}

static bool grow(oid_set *set, ps_arena *arena) {
    oid_set more = {.n = set->n, .cap = set->cap ? set->cap * 2 : 1024};
    more.v = ps_arena_alloc(arena, more.cap * sizeof *more.v);
    for (size_t i = 0; more.v && i < set->cap; i++) {
        if (!git_oid_is_zero(&set->v[i])) {
            *slot_of(&more, &set->v[i]) = set->v[i];
        }
    }
    *set = more.v ? more : *set;
    return more.v != NULL;
}

/* *added false where it was there. */
static int add(oid_set *set, ps_arena *arena, const git_oid *id, bool *added) {
    if (set->n * 2 >= set->cap && !grow(set, arena)) {
        return PS_ENOMEM;
    }
    git_oid *slot = slot_of(set, id);
    *added = git_oid_is_zero(slot);
    set->n += *added;
    *slot = *id;
    return PS_OK;
}

/* ---- a commit ---- */

/* Seconds of `author Name <mail> 1764000000 +0800`. */
static int64_t author_time(ps_str line) {
    size_t at = line.n;
    uint64_t seconds = 0;
    while (at && line.p[at - 1] != '>') {
        at--;
    }
    ps_str rest = ps_str_trim(ps_str_sub(line, at, line.n)), number;
    bool before = ps_str_starts(rest, PS_S("-")); /* the epoch */
    rest = ps_str_sub(rest, before, rest.n);
    ps_str_next(&rest, ' ', &number);
    ps_str_uint(number, INT64_MAX / 2, &seconds);
    return before ? -(int64_t)seconds : (int64_t)seconds;
}

/* A rename of a deal: "Deal: new" and "Was: deals/2026/old". */
static bool read_rename(parsed *c, ps_arena *arena, ps_str message) {
    ps_str was = ps_str_find(message, PS_S("Was:"), 0) == SIZE_MAX ? PS_S("") : ps_trailer(message, PS_S("Was"));
    ps_str now = was.n ? ps_trailer(message, PS_S("Deal")) : PS_S("");
    if (!now.n) {
        return true;
    }
    c->was = ps_arena_dup(arena, was);
    c->now = ps_arena_dup(arena, now);
    return c->was.p && c->now.p;
}

static int parse(parsed *c, ps_arena *arena, ps_str raw) {
    PS_VEC(git_oid) parents = {0};
    ps_str rest = raw, line;
    *c = (parsed){.time = 0, .was = PS_S(""), .now = PS_S("")};
    while (ps_str_next(&rest, '\n', &line) && line.n) {
        if (ps_str_starts(line, PS_S("parent ")) && line.n >= 7 + GIT_OID_HEXSZ) {
            git_oid *id = PS_PUSH(arena, &parents);
            if (!id) {
                return PS_ENOMEM;
            }
            git_oid_fromstrn(id, line.p + 7, GIT_OID_HEXSZ);
        } else if (ps_str_starts(line, PS_S("author "))) {
            c->time = author_time(line);
        }
    }
    c->parents = parents.v;
    c->n_parents = parents.n;
    return read_rename(c, arena, rest.p ? rest : PS_S("")) ? PS_OK : PS_ENOMEM;
}

/* *there false where a shallow clone ends. */
static int read_commit(parsed *c, bool *there, ps_arena *arena, git_odb *odb, const git_oid *id, ps_error *err) {
    git_odb_object *object = NULL;
    int rc = git_odb_read(&object, odb, id);
    *there = rc == 0 && git_odb_object_type(object) == GIT_OBJECT_COMMIT;
    if (rc && rc != GIT_ENOTFOUND) {
        return ps_repo_fail(err, rc);
    }
    if (*there && parse(c, arena, (ps_str){git_odb_object_data(object), git_odb_object_size(object)})) {
        rc = ps_nomem(err);
    }
    git_odb_object_free(object);
    return *there ? rc : PS_OK;
}

/* ---- the line ---- */

static int put_rename(ps_line *line, size_t at, ps_str was, ps_str now) {
    line_rename *r = was.n ? PS_PUSH(&line->arena, &line->renames) : NULL;
    if (r) {
        *r = (line_rename){at, was, now};
    }
    return r || !was.n ? PS_OK : PS_ENOMEM;
}

typedef PS_VEC(parsed) frames;

/* Goes into a commit that was not met before. */
static int enter(ps_line *line, frames *stack, ps_arena *scratch, git_odb *odb, const git_oid *id, ps_error *err) {
    bool fresh, there;
    parsed c;
    if (add(&line->seen, &line->arena, id, &fresh)) {
        return ps_nomem(err);
    }
    int rc = fresh ? read_commit(&c, &there, &line->arena, odb, id, err) : PS_OK;
    parsed *top = !rc && fresh && there ? PS_PUSH(scratch, stack) : NULL;
    if (top) {
        *top = c;
    } else if (!rc && fresh && there) {
        rc = ps_nomem(err);
    }
    return rc;
}

/* The renames of a side of history that the line's commit `at` brought in. */
static int take_side(ps_line *line, size_t at, const git_oid *side, git_odb *odb, ps_error *err) {
    ps_arena scratch = {0};
    frames stack = {0};
    int rc = enter(line, &stack, &scratch, odb, side, err);
    while (!rc && stack.n) {
        parsed *top = &stack.v[stack.n - 1];
        if (top->next < top->n_parents) {
            git_oid parent = top->parents[top->next++];
            rc = enter(line, &stack, &scratch, odb, &parent, err);
        } else {
            rc = put_rename(line, at, top->was, top->now) ? ps_nomem(err) : PS_OK;
            stack.n--;
        }
    }
    ps_arena_free(&scratch);
    return rc;
}

static int append(ps_line *line, const line_commit *c, git_odb *odb, ps_error *err) {
    bool fresh;
    size_t at = line->commits.n;
    line_commit *slot = PS_PUSH(&line->arena, &line->commits);
    int rc = slot && !(line->whole && add(&line->seen, &line->arena, &c->id, &fresh)) ? PS_OK : ps_nomem(err);
    if (!rc) {
        *slot = *c;
    }
    for (size_t i = 0; !rc && i < c->n_sides; i++) {
        rc = take_side(line, at, &c->sides[i], odb, err);
    }
    return rc ? rc : put_rename(line, at, c->was, c->now) ? ps_nomem(err) : PS_OK;
}

static void find_earliest(ps_line *line) {
    int64_t earliest = INT64_MAX;
    for (size_t i = line->commits.n; i > 0; i--) {
        line_commit *c = &line->commits.v[i - 1];
        earliest = c->time < earliest ? c->time : earliest;
        c->earliest = earliest;
    }
}

typedef PS_VEC(line_commit) commits;

/* How far back is enough: to a commit as old, and so many. */
typedef struct {
    int64_t time;
    size_t least;
} depth;

/* What was gathered, youngest first. */
typedef struct {
    commits v;
    bool joined; /* the last one's parent is the line's newest */
    bool whole;  /* the last one has none */
    bool merges; /* one of them has several */
} gathered;

/* Goes down from `head` to `tip` (NULL: to none), and no further than is enough. */
static int gather(gathered *out, ps_arena *arena, git_odb *odb, const git_oid *head, const git_oid *tip, depth d, ps_error *err) {
    git_oid at = *head;
    bool old = false;
    *out = (gathered){.joined = false};
    for (;;) {
        parsed c;
        bool there;
        out->joined = tip && git_oid_equal(&at, tip);
        if (out->joined || (old && out->v.n >= d.least)) {
            return PS_OK;
        }
        int rc = read_commit(&c, &there, arena, odb, &at, err);
        out->whole = !rc && (!there || !c.n_parents);
        line_commit *slot = !rc && there ? PS_PUSH(arena, &out->v) : NULL;
        if (!slot) {
            return !rc && there ? ps_nomem(err) : rc;
        }
        *slot = (line_commit){.id = at, .time = c.time, .was = c.was, .now = c.now};
        if (out->whole) {
            return PS_OK;
        }
        at = c.parents[0];
        slot->sides = c.parents + 1;
        slot->n_sides = c.n_parents - 1;
        out->merges |= slot->n_sides > 0;
        old |= c.time <= d.time;
    }
}

static void free_line(ps_line *line) {
    if (line) {
        ps_arena_free(&line->arena);
        ps_free(line);
    }
}

static int put_all(ps_line *line, const gathered *g, git_odb *odb, ps_error *err) {
    int rc = PS_OK;
    for (size_t i = g->v.n; !rc && i > 0; i--) {
        rc = append(line, &g->v.v[i - 1], odb, err);
    }
    if (!rc && g->v.n) {
        find_earliest(line);
    }
    return rc;
}

/* Another line in the place of the one that was read. */
static int load(ps_repo *repo, git_odb *odb, const git_oid *head, depth d, ps_error *err) {
    static const depth all = {INT64_MIN, SIZE_MAX};
    ps_line *line = ps_alloc(sizeof *line);
    gathered g;
    free_line(repo->line);
    repo->line = line;
    repo->free_line = free_line;
    if (!line) {
        return ps_nomem(err);
    }
    *line = (ps_line){.whole = false};
    int rc = gather(&g, &line->arena, odb, head, NULL, d, err);
    if (!rc && g.merges && !g.whole) {
        rc = gather(&g, &line->arena, odb, head, NULL, all, err);
    }
    line->whole = !rc && g.whole;
    return rc ? rc : put_all(line, &g, odb, err);
}

static const git_oid *tip_of(const ps_line *line) {
    return line && line->commits.n ? &line->commits.v[line->commits.n - 1].id : NULL;
}

static bool reaches(const ps_line *line, const git_oid *head, int64_t time) {
    const git_oid *tip = tip_of(line);
    return tip && git_oid_equal(tip, head) && (line->whole || line->commits.v[0].earliest <= time);
}

enum { NEW_MOST = 4096 }; /* commits that may have come since, or HEAD was moved elsewhere */

/* Brings the line up to HEAD and down to a commit as old. */
static int extend(ps_repo *repo, const git_oid *head, int64_t time, ps_error *err) {
    git_odb *odb = NULL;
    gathered g;
    const git_oid *tip = tip_of(repo->line);
    size_t had = repo->line ? repo->line->commits.n : 0;
    int rc = ps_repo_fail(err, git_repository_odb(&odb, repo->git));
    if (!rc && tip && !git_oid_equal(tip, head)) {
        rc = gather(&g, &repo->line->arena, odb, head, tip, (depth){INT64_MAX, NEW_MOST}, err);
        if (!rc && g.joined && (repo->line->whole || !g.merges)) {
            rc = put_all(repo->line, &g, odb, err);
        }
    }
    if (!rc && !reaches(repo->line, head, time)) {
        rc = load(repo, odb, head, (depth){time, had * 2}, err);
    }
    git_odb_free(odb);
    if (rc) { /* half of a line is none */
        free_line(repo->line);
        repo->line = NULL;
    }
    return rc;
}

/* The line of today's HEAD, down to a commit as old; *line NULL on an unborn branch. */
static int line_of(ps_line **line, ps_repo *repo, int64_t time, ps_error *err) {
    ps_head head = {0};
    int rc = ps_head_read(&head, repo, err);
    *line = NULL;
    if (!rc && !head.unborn) {
        rc = reaches(repo->line, &head.id, time) ? PS_OK : extend(repo, &head.id, time, err);
        *line = repo->line;
    }
    ps_head_free(&head);
    return rc;
}

int ps_history_at(ps_repo *repo, ps_oid *out, int64_t time, ps_error *err) {
    ps_line *line;
    int rc = line_of(&line, repo, time, err);
    if (rc) {
        return rc;
    }
    size_t low = 0, high = line ? line->commits.n : 0;
    while (low < high) { /* how many begin with something as early; these ascend */
        size_t middle = low + (high - low) / 2;
        if (line->commits.v[middle].earliest <= time) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *out = (ps_oid){""};
    if (low) {
        ps_oid_put(out, &line->commits.v[low - 1].id);
    }
    return PS_OK;
}

/* How many commits of the line there were when `since` was its newest. */
static size_t count_until(const ps_line *line, const ps_oid *since) {
    git_oid id;
    if (!since->hex[0] || git_oid_fromstr(&id, since->hex)) {
        return 0;
    }
    size_t n = line->commits.n;
    while (n && !git_oid_equal(&line->commits.v[n - 1].id, &id)) {
        n--;
    }
    return n;
}

int ps_history_renames(ps_repo *repo, ps_arena *arena, const ps_oid *since, ps_renames *out, ps_error *err) {
    ps_line *line;
    int rc = line_of(&line, repo, since->hex[0] ? INT64_MAX : INT64_MIN, err);
    size_t from = !rc && line ? count_until(line, since) : 0;
    if (!rc && line && from == 0 && !line->whole) {
        rc = line_of(&line, repo, INT64_MIN, err);
        from = rc ? 0 : count_until(line, since);
    }
    for (size_t i = 0; !rc && line && i < line->renames.n; i++) {
        const line_rename *r = &line->renames.v[i];
        ps_rename *slot = r->at >= from ? PS_PUSH(arena, out) : NULL;
        if (slot) {
            *slot = (ps_rename){ps_arena_dup(arena, r->was), ps_arena_dup(arena, r->now)};
        }
        if (r->at >= from && (!slot || !slot->was.p || !slot->now.p)) {
            rc = ps_nomem(err);
        }
    }
    return rc;
}
