/* Trees: finding a path, and a tree in which some paths are different. Only the folders on the way to a changed path are read and written, as the
 * bytes that git keeps: a folder may hold thousands of deals, and all but one of them stay as they are. */
#include "repo_impl.h"

#include <stdlib.h>
#include <string.h>

#include "alloc.h"

/* ---- the bytes of a tree ---- */

/* Puts bytes that ps_alloc gave into the place that was not used for longest. */
static void keep(ps_repo *repo, const git_oid *id, char *bytes, size_t n) {
    ps_kept_tree *slot = &repo->trees[0];
    for (size_t i = 1; i < PS_KEPT_TREES; i++) {
        slot = repo->trees[i].used < slot->used ? &repo->trees[i] : slot;
    }
    ps_free(slot->bytes);
    *slot = (ps_kept_tree){*id, bytes, n, ++repo->tree_uses};
}

void ps_kept_trees_free(ps_repo *repo) {
    for (size_t i = 0; i < PS_KEPT_TREES; i++) {
        ps_free(repo->trees[i].bytes);
        repo->trees[i] = (ps_kept_tree){.n = 0};
    }
}

/* A copy that is kept, where memory allows. *at: where it is. */
static int keep_copy(ps_str *at, ps_repo *repo, const git_oid *id, ps_str bytes) {
    char *copy = ps_alloc(bytes.n ? bytes.n : 1);
    if (!copy) {
        git_error_set_oom();
        return GIT_ERROR;
    }
    memcpy(copy, bytes.n ? bytes.p : "", bytes.n);
    keep(repo, id, copy, bytes.n);
    *at = (ps_str){copy, bytes.n};
    return 0;
}

/* Valid until the next tree is read or written. */
static int tree_bytes(ps_str *out, ps_repo *repo, const git_oid *id) {
    git_odb *odb = NULL;
    git_odb_object *object = NULL;
    for (size_t i = 0; i < PS_KEPT_TREES; i++) {
        ps_kept_tree *t = &repo->trees[i];
        if (t->bytes && git_oid_equal(&t->id, id)) {
            t->used = ++repo->tree_uses;
            *out = (ps_str){t->bytes, t->n};
            return 0;
        }
    }
    int rc = git_repository_odb(&odb, repo->git);
    rc = rc ? rc : git_odb_read(&object, odb, id);
    if (rc == 0 && git_odb_object_type(object) != GIT_OBJECT_TREE) {
        git_error_set_str(GIT_ERROR_OBJECT, "not a tree");
        rc = GIT_ENOTFOUND;
    }
    rc = rc ? rc : keep_copy(out, repo, id, (ps_str){git_odb_object_data(object), git_odb_object_size(object)});
    git_odb_object_free(object);
    git_odb_free(odb);
    return rc;
}

static int write_tree(git_oid *out, ps_repo *repo, ps_str bytes) {
    ps_str kept;
    int rc = ps_object_write(out, repo, bytes, GIT_OBJECT_TREE);
    return rc ? rc : keep_copy(&kept, repo, out, bytes);
}

typedef struct {
    uint32_t mode;
    ps_str name, whole; /* whole: all bytes of the entry */
    const unsigned char *id;
} entry;

/* Takes the next entry off the front; false at the end, or where the rest is no entry. */
static bool next_entry(ps_str *rest, entry *e) {
    const char *p = rest->p, *end = rest->p + rest->n;
    *e = (entry){.mode = 0};
    while (p < end && *p >= '0' && *p <= '7' && e->mode < 0x100000) {
        e->mode = e->mode * 8 + (uint32_t)(*p++ - '0');
    }
    const char *nul = p < end && *p == ' ' ? memchr(p, '\0', (size_t)(end - p)) : NULL;
    if (!nul || end - nul <= GIT_OID_RAWSZ) {
        return false;
    }
    e->name = (ps_str){p + 1, (size_t)(nul - p - 1)};
    e->id = (const unsigned char *)nul + 1;
    e->whole = (ps_str){rest->p, (size_t)(nul + 1 + GIT_OID_RAWSZ - rest->p)};
    *rest = ps_str_sub(*rest, e->whole.n, rest->n);
    return true;
}

static bool is_folder(uint32_t mode) {
    return (mode & 0170000) == GIT_FILEMODE_TREE;
}

/* Old gits wrote modes that are none; what they are taken for. */
static uint32_t plain_mode(uint32_t mode) {
    uint32_t kind = mode & 0170000;
    return kind == 0100000 ? (mode & 0100 ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB) : kind;
}

/* mode 0: there is none. */
static int find_entry(git_oid *id, uint32_t *mode, ps_repo *repo, const git_oid *tree, ps_str name) {
    ps_str bytes;
    entry e;
    *mode = 0;
    int rc = tree_bytes(&bytes, repo, tree);
    while (rc == 0 && !*mode && next_entry(&bytes, &e)) {
        if (ps_str_eq(e.name, name)) {
            git_oid_fromraw(id, e.id);
            *mode = plain_mode(e.mode);
        }
    }
    return rc;
}

int ps_tree_find(git_oid *id, uint32_t *mode, ps_repo *repo, const git_tree *tree, ps_str full, ps_error *err) {
    ps_str rest = full, part;
    git_oid at, found;
    uint32_t kind = 0;
    int rc = PS_OK;
    *mode = 0;
    if (tree) {
        git_oid_cpy(&at, git_tree_id(tree));
    }
    while (tree && rc == PS_OK && ps_str_next(&rest, '/', &part) && part.n) {
        rc = ps_repo_fail(err, find_entry(&found, &kind, repo, &at, part));
        if (rc || !kind) {
            break;
        }
        if (!rest.p) {
            git_oid_cpy(id, &found);
            *mode = kind;
            break;
        }
        if (kind != GIT_FILEMODE_TREE) {
            rc = kind == GIT_FILEMODE_LINK     ? ps_repo_refuse(err, PS_EINVAL, PS_T_PATH_LINK, full)
                 : kind == GIT_FILEMODE_COMMIT ? ps_repo_refuse(err, PS_EINVAL, PS_T_PATH_FOREIGN_REPO, full)
                                               : PS_OK;
            break;
        }
        git_oid_cpy(&at, &found);
    }
    return rc;
}

/* ---- a tree in which some paths are different ---- */

/* What becomes of one name of a folder. */
typedef struct {
    ps_str name;
    const ps_step *file; /* NULL: none of the steps is this name itself */
    size_t from, to;     /* the steps below it; from == to: none */
    uint32_t mode;       /* then: 0, it goes */
    git_oid id;
} change;

typedef struct {
    ps_arena arena;
    PS_VEC(change) changes; /* each name once, by name */
} plan;

/* Steps that share the next folder name: their end. */
static size_t group_end(const ps_steps *steps, size_t from, size_t to, size_t depth, size_t len) {
    ps_str first = ps_str_sub(steps->v[from].full, depth, depth + len + 1);
    size_t end = from + 1;
    while (end < to && ps_str_starts(ps_str_sub(steps->v[end].full, depth, SIZE_MAX), first)) {
        end++;
    }
    return end;
}

static int by_name(const void *a, const void *b) {
    return ps_str_cmp(((const change *)a)->name, ((const change *)b)->name);
}

/* A name may be both a file and a folder of the steps: one of them goes. */
static void merge_names(plan *p) {
    size_t kept = 0;
    if (p->changes.n) {
        qsort(p->changes.v, p->changes.n, sizeof *p->changes.v, by_name);
    }
    for (size_t i = 0; i < p->changes.n; i++) {
        const change *c = &p->changes.v[i];
        change *last = kept ? &p->changes.v[kept - 1] : NULL;
        if (!last || !ps_str_eq(last->name, c->name)) {
            p->changes.v[kept++] = *c;
            continue;
        }
        last->file = c->file ? c->file : last->file;
        last->from = c->from < c->to ? c->from : last->from;
        last->to = c->from < c->to ? c->to : last->to;
    }
    p->changes.n = kept;
}

static int collect(plan *p, const ps_steps *steps, size_t from, size_t to, size_t depth) {
    for (size_t at = from, end; at < to; at = end) {
        ps_str rest = ps_str_sub(steps->v[at].full, depth, SIZE_MAX), name;
        ps_str_next(&rest, '/', &name);
        change *c = PS_PUSH(&p->arena, &p->changes);
        if (!c) {
            git_error_set_oom();
            return GIT_ERROR;
        }
        end = rest.p ? group_end(steps, at, to, depth, name.n) : at + 1;
        *c = (change){.name = name, .file = rest.p ? NULL : &steps->v[at], .from = at, .to = rest.p ? end : at};
    }
    merge_names(p);
    return 0;
}

/* libgit2 knows which names git refuses, and looks whether the object is there. */
static int check_name(const change *c, ps_repo *repo) {
    git_treebuilder *builder = NULL;
    char z[4096];
    if (c->name.n >= sizeof z) {
        git_error_set_str(GIT_ERROR_INVALID, "name too long");
        return GIT_EINVALIDSPEC;
    }
    memcpy(z, c->name.p, c->name.n);
    z[c->name.n] = '\0';
    int rc = git_treebuilder_new(&builder, repo->git, NULL);
    rc = rc ? rc : git_treebuilder_insert(NULL, builder, z, &c->id, (git_filemode_t)c->mode);
    git_treebuilder_free(builder);
    return rc;
}

/* The folder at `depth` bytes into the paths of steps [from, to): *empty where nothing is left in it. base NULL: there was none. */
static int edit(git_oid *out, bool *empty, ps_repo *repo, const git_oid *base, const ps_steps *steps, size_t from, size_t to, size_t depth);

static change *change_of(const plan *p, ps_str name) {
    change key = {.name = name};
    if (p->changes.n == 1) { /* as nearly always */
        return ps_str_eq(p->changes.v[0].name, name) ? &p->changes.v[0] : NULL;
    }
    return p->changes.n ? bsearch(&key, p->changes.v, p->changes.n, sizeof *p->changes.v, by_name) : NULL;
}

/* Notes what stands at the names before. */
static int look_up(plan *p, ps_repo *repo, const git_oid *base) {
    ps_str bytes;
    entry e;
    int rc = tree_bytes(&bytes, repo, base);
    while (rc == 0 && next_entry(&bytes, &e)) {
        change *c = change_of(p, e.name);
        if (c) {
            c->mode = plain_mode(e.mode);
            git_oid_fromraw(&c->id, e.id);
        }
    }
    return rc;
}

/* Files that go make room for folders, folders that become empty for files. */
static int work_out(change *c, ps_repo *repo, const ps_steps *steps, size_t depth) {
    bool empty;
    int rc = 0;
    if (c->file && !c->file->new_mode && !is_folder(c->mode)) {
        c->mode = 0;
    }
    if (c->from < c->to) {
        git_oid was = c->id;
        bool there = is_folder(c->mode);
        rc = edit(&c->id, &empty, repo, there ? &was : NULL, steps, c->from, c->to, depth + c->name.n + 1);
        c->mode = !empty ? GIT_FILEMODE_TREE : there ? 0 : c->mode;
        c->id = empty && c->mode ? was : c->id;
    }
    if (rc == 0 && c->file && c->file->new_mode) {
        if (is_folder(c->mode)) { /* with files that nobody asked to remove */
            git_error_set_str(GIT_ERROR_TREE, "a folder stands where a file should be");
            return GIT_ECONFLICT;
        }
        c->mode = c->file->new_mode;
        git_oid_cpy(&c->id, &c->file->new_id);
    }
    return rc || !c->mode ? rc : check_name(c, repo);
}

/* git's order: a folder's name counts as ending in '/'. */
static int by_place(ps_str a, bool a_folder, ps_str b, bool b_folder) {
    size_t n = a.n < b.n ? a.n : b.n;
    int c = memcmp(a.p, b.p, n);
    if (c) {
        return c;
    }
    unsigned char x = a.n > n ? (unsigned char)a.p[n] : a_folder ? '/' : '\0', y = b.n > n ? (unsigned char)b.p[n] : b_folder ? '/' : '\0';
    return x - y;
}

static int changes_by_place(const void *a, const void *b) {
    const change *x = a, *y = b;
    return by_place(x->name, is_folder(x->mode), y->name, is_folder(y->mode));
}

static void put_change(ps_buf *b, const change *c) {
    if (c->mode) {
        ps_buf_fmt(b, "%o ", (unsigned)c->mode);
        ps_buf_put(b, c->name);
        ps_buf_char(b, '\0');
        ps_buf_put(b, (ps_str){(const char *)c->id.id, GIT_OID_RAWSZ});
    }
}

/* The entries of `bytes` that no change names, and the changes, each at its place. */
static int merge(ps_buf *out, plan *p, ps_str bytes) {
    ps_str rest = bytes;
    entry e;
    size_t next = 0;
    PS_VEC(change) placed = {0};
    for (size_t i = 0; i < p->changes.n; i++) {
        change *c = PS_PUSH(&p->arena, &placed);
        if (!c) {
            git_error_set_oom();
            return GIT_ERROR;
        }
        *c = p->changes.v[i];
    }
    if (placed.n) {
        qsort(placed.v, placed.n, sizeof *placed.v, changes_by_place);
    }
    while (next_entry(&rest, &e)) {
        while (next < placed.n && by_place(placed.v[next].name, is_folder(placed.v[next].mode), e.name, is_folder(e.mode)) < 0) {
            put_change(out, &placed.v[next++]);
        }
        if (!change_of(p, e.name)) {
            ps_buf_put(out, e.whole);
        }
    }
    while (next < placed.n) {
        put_change(out, &placed.v[next++]);
    }
    if (rest.n || !ps_buf_ok(out)) {
        rest.n ? git_error_set_str(GIT_ERROR_TREE, "a tree that can't be read") : git_error_set_oom();
        return GIT_ERROR;
    }
    return 0;
}

static int edit(git_oid *out, bool *empty, ps_repo *repo, const git_oid *base, const ps_steps *steps, size_t from, size_t to,
                size_t depth) {
    plan p = {0};
    ps_buf b = {0};
    ps_str bytes = PS_S("");
    *empty = false;
    int rc = collect(&p, steps, from, to, depth);
    rc = rc || !base ? rc : look_up(&p, repo, base);
    for (size_t i = 0; rc == 0 && i < p.changes.n; i++) {
        rc = work_out(&p.changes.v[i], repo, steps, depth);
    }
    rc = rc || !base ? rc : tree_bytes(&bytes, repo, base);
    rc = rc ? rc : merge(&b, &p, bytes);
    *empty = b.n == 0;
    if (rc == 0 && (b.n || depth == 0)) {
        rc = write_tree(out, repo, ps_buf_str(&b));
    }
    ps_buf_free(&b);
    ps_arena_free(&p.arena);
    return rc;
}

int ps_tree_edit(git_oid *out, ps_repo *repo, const git_tree *base, const ps_steps *steps, ps_error *err) {
    bool empty;
    return ps_repo_fail(err, edit(out, &empty, repo, base ? git_tree_id(base) : NULL, steps, 0, steps->n, 0));
}
