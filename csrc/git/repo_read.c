/* Reading commits, trees and blobs. Everything that is handed out is copied into the caller's arena. */
#include "repo_impl.h"

#include <stdlib.h>
#include <string.h>

int ps_head_read(ps_head *out, ps_repo *repo, ps_error *err) {
    git_reference *head = NULL, *branch = NULL;
    git_commit *commit = NULL;
    ps_head h = {.unborn = false};
    int rc = git_reference_lookup(&head, repo->git, "HEAD");
    if (rc) {
        return ps_repo_fail(err, rc);
    }
    const char *target = git_reference_type(head) == GIT_REFERENCE_SYMBOLIC ? git_reference_symbolic_target(head) : "HEAD";
    ps_str name = ps_str_sub(ps_str_of(target), 0, sizeof h.name - 1);
    memcpy(h.name, name.p, name.n);
    rc = strlen(target) < sizeof h.name ? git_reference_lookup(&branch, repo->git, target) : GIT_EINVALIDSPEC;
    if (rc == GIT_ENOTFOUND) {
        h.unborn = true;
        rc = 0;
    } else if (rc == 0 && git_reference_type(branch) != GIT_REFERENCE_DIRECT) { /* a branch that is itself symbolic is moved at its end */
        git_error_set_str(GIT_ERROR_REFERENCE, "HEAD's branch is itself a symbolic reference");
        rc = GIT_EINVALIDSPEC;
    } else if (rc == 0) {
        git_oid_cpy(&h.id, git_reference_target(branch));
        if ((rc = git_commit_lookup(&commit, repo->git, &h.id)) == 0) {
            rc = git_commit_tree(&h.tree, commit);
        }
    }
    git_commit_free(commit);
    git_reference_free(branch);
    git_reference_free(head);
    if (rc) {
        return ps_repo_fail(err, rc);
    }
    *out = h;
    return PS_OK;
}

void ps_head_free(ps_head *head) {
    git_tree_free(head->tree);
    head->tree = NULL;
}

int ps_repo_head(ps_repo *repo, ps_oid *out, ps_error *err) {
    ps_head head = {0};
    int rc = ps_head_read(&head, repo, err);
    if (rc) {
        return rc;
    }
    *out = (ps_oid){""};
    if (!head.unborn) {
        ps_oid_put(out, &head.id);
    }
    ps_head_free(&head);
    return PS_OK;
}

int ps_commit_lookup(git_commit **out, ps_repo *repo, ps_str rev, ps_error *err) {
    char z[512];
    git_object *found = NULL, *commit = NULL;
    if (rev.n == 0) {
        rev = PS_S("HEAD");
    }
    /* No searches through messages (":/word"), which may take any time. */
    bool plain = rev.n < sizeof z && !memchr(rev.p, '\0', rev.n) && rev.p[0] != ':' && ps_str_find(rev, PS_S("{/"), 0) == SIZE_MAX;
    if (!plain) {
        return ps_fail(err, PS_ENOTFOUND, NO_REVISION, ps_str_clip(rev, 200));
    }
    memcpy(z, rev.p, rev.n);
    z[rev.n] = '\0';
    int rc = git_revparse_single(&found, repo->git, z);
    if (rc == 0) {
        rc = git_object_peel(&commit, found, GIT_OBJECT_COMMIT);
    }
    git_object_free(found);
    if (rc) {
        return ps_fail(err, PS_ENOTFOUND, NO_REVISION, rev);
    }
    *out = (git_commit *)commit;
    return PS_OK;
}

int ps_repo_rev(ps_repo *repo, ps_oid *out, ps_str rev, ps_error *err) {
    git_commit *commit = NULL;
    int rc = ps_commit_lookup(&commit, repo, rev, err);
    if (rc == PS_OK) {
        ps_oid_put(out, git_commit_id(commit));
    }
    git_commit_free(commit);
    return rc;
}

static int read_blob(ps_repo *repo, ps_arena *arena, const git_oid *id, ps_str *out, ps_error *err) {
    git_blob *blob = NULL;
    int rc = git_blob_lookup(&blob, repo->git, id);
    if (rc) {
        return ps_repo_fail(err, rc);
    }
    ps_str bytes = ps_arena_dup(arena, (ps_str){git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)});
    git_blob_free(blob);
    if (!bytes.p) {
        return ps_nomem(err);
    }
    *out = bytes;
    return PS_OK;
}

int ps_repo_blob(ps_repo *repo, ps_arena *arena, const ps_oid *blob, ps_str *out, ps_error *err) {
    git_oid id;
    int rc = git_oid_fromstr(&id, blob->hex);
    return rc ? ps_repo_fail(err, rc) : read_blob(repo, arena, &id, out, err);
}

/* A commit's tree; *out NULL on an unborn branch. */
static int tree_of(git_tree **out, ps_repo *repo, ps_str commit, ps_error *err) {
    git_commit *c = NULL;
    ps_head head = {0};
    if (commit.n == 0) {
        int rc = ps_head_read(&head, repo, err);
        *out = head.tree;
        return rc;
    }
    int rc = ps_commit_lookup(&c, repo, commit, err);
    if (rc == PS_OK) {
        rc = ps_repo_fail(err, git_commit_tree(out, c));
    }
    git_commit_free(c);
    return rc;
}

static bool is_blob(uint32_t mode) {
    return mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE || mode == GIT_FILEMODE_LINK;
}

static ps_str without_slash(ps_str path) {
    return ps_str_ends(path, PS_S("/")) ? ps_str_sub(path, 0, path.n - 1) : path;
}

int ps_repo_file(ps_repo *repo, ps_arena *arena, ps_str commit, ps_str path, ps_str *out, ps_error *err) {
    git_tree *tree = NULL;
    git_oid id;
    uint32_t mode = 0;
    ps_str full = ps_repo_full(repo, arena, path);
    int rc = full.p ? tree_of(&tree, repo, commit, err) : ps_nomem(err);
    if (rc == PS_OK) {
        rc = ps_tree_find(&id, &mode, repo, tree, full, err);
    }
    if (rc == PS_OK && !is_blob(mode)) {
        ps_fail(err, PS_ENOTFOUND, NO_SUCH_FILE_IN, commit.n ? commit : PS_S("HEAD"));
        ps_error_at(err, path, 0);
        rc = PS_ENOTFOUND;
    }
    if (rc == PS_OK) {
        rc = read_blob(repo, arena, &id, out, err);
    }
    git_tree_free(tree);
    return rc;
}

int ps_repo_tree(ps_repo *repo, ps_oid *out, ps_str commit, ps_str folder, ps_error *err) {
    ps_arena arena = {0};
    git_tree *tree = NULL;
    git_oid id;
    uint32_t mode = 0;
    ps_str full = without_slash(ps_repo_full(repo, &arena, without_slash(folder)));
    full = full.p ? ps_arena_dup(&arena, full) : full;
    int rc = full.p ? tree_of(&tree, repo, commit, err) : ps_nomem(err);
    if (rc == PS_OK && tree && full.n == 0) {
        mode = GIT_FILEMODE_TREE;
        git_oid_cpy(&id, git_tree_id(tree));
    } else if (rc == PS_OK) {
        rc = ps_tree_find(&id, &mode, repo, tree, full, err);
    }
    if (rc == PS_OK) {
        *out = (ps_oid){""};
        if (mode == GIT_FILEMODE_TREE) {
            ps_oid_put(out, &id);
        }
    }
    git_tree_free(tree);
    ps_arena_free(&arena);
    return rc;
}

typedef struct {
    ps_arena *arena;
    PS_VEC(ps_tree_file) files;
} tree_list;

static int take_file(const char *folder, const git_tree_entry *entry, void *ctx) {
    tree_list *list = ctx;
    if (!is_blob((uint32_t)git_tree_entry_filemode(entry))) {
        return 0;
    }
    ps_tree_file *f = PS_PUSH(list->arena, &list->files);
    ps_str path = ps_arena_fmt(list->arena, "%s%s", folder, git_tree_entry_name(entry));
    if (!f || !path.p) {
        return GIT_EUSER;
    }
    f->path = path;
    ps_oid_put(&f->blob, git_tree_entry_id(entry));
    return 0;
}

int ps_repo_tree_files(ps_repo *repo, ps_arena *arena, const ps_oid *tree, ps_tree_file **out, size_t *n, ps_error *err) {
    tree_list list = {.arena = arena};
    git_oid id;
    git_tree *t = NULL;
    *out = NULL;
    *n = 0;
    if (!tree->hex[0]) {
        return PS_OK;
    }
    int rc = git_oid_fromstr(&id, tree->hex);
    if (rc == 0 && (rc = git_tree_lookup(&t, repo->git, &id)) == 0) {
        rc = git_tree_walk(t, GIT_TREEWALK_PRE, take_file, &list);
    }
    git_tree_free(t);
    if (rc) {
        return rc == GIT_EUSER ? ps_nomem(err) : ps_repo_fail(err, rc);
    }
    *out = list.files.v;
    *n = list.files.n;
    return PS_OK;
}

static int by_name(const void *a, const void *b) {
    return ps_str_cmp(((const ps_tree_entry *)a)->name, ((const ps_tree_entry *)b)->name);
}

static ps_fs_kind kind_of(git_filemode_t mode) {
    bool file = mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE;
    return file ? PS_FS_FILE : mode == GIT_FILEMODE_TREE ? PS_FS_DIR : PS_FS_OTHER;
}

int ps_repo_tree_list(ps_repo *repo, ps_arena *arena, const ps_oid *tree, ps_tree_entry **out, size_t *n, ps_error *err) {
    git_oid id;
    git_tree *t = NULL;
    int rc = git_oid_fromstr(&id, tree->hex);
    rc = rc ? rc : git_tree_lookup(&t, repo->git, &id);
    if (rc) {
        return ps_repo_fail(err, rc);
    }
    size_t count = git_tree_entrycount(t);
    ps_tree_entry *list = ps_arena_alloc(arena, (count ? count : 1) * sizeof *list);
    rc = list ? PS_OK : ps_nomem(err);
    for (size_t i = 0; !rc && i < count; i++) {
        const git_tree_entry *entry = git_tree_entry_byindex(t, i);
        list[i].name = ps_arena_dup(arena, ps_str_of(git_tree_entry_name(entry)));
        list[i].kind = kind_of(git_tree_entry_filemode(entry));
        ps_oid_put(&list[i].id, git_tree_entry_id(entry));
        rc = list[i].name.p ? PS_OK : ps_nomem(err);
    }
    git_tree_free(t);
    if (!rc) {
        qsort(list, count, sizeof *list, by_name);
        *out = list;
        *n = count;
    }
    return rc;
}
