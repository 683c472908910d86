/* Trees: finding a path, and a tree in which some paths are different. Only the folders on the way to a changed path are read and written. */
#include "repo_impl.h"

#include <string.h>

int ps_tree_find(git_oid *id, uint32_t *mode, ps_repo *repo, const git_tree *tree, ps_str full, ps_error *err) {
    char name[4096];
    ps_str rest = full, part;
    git_tree *at = NULL;
    int rc = PS_OK;
    *mode = 0;
    while (tree && rc == PS_OK && ps_str_next(&rest, '/', &part)) {
        if (part.n == 0 || part.n >= sizeof name) {
            break;
        }
        memcpy(name, part.p, part.n);
        name[part.n] = '\0';
        const git_tree_entry *entry = git_tree_entry_byname(at ? at : tree, name);
        if (!entry) {
            break;
        }
        git_filemode_t kind = git_tree_entry_filemode(entry);
        if (!rest.p) {
            git_oid_cpy(id, git_tree_entry_id(entry));
            *mode = (uint32_t)kind;
            break;
        }
        if (kind != GIT_FILEMODE_TREE) {
            rc = kind == GIT_FILEMODE_LINK     ? ps_repo_refuse(err, PS_EINVAL, PS_T_PATH_LINK, full)
                 : kind == GIT_FILEMODE_COMMIT ? ps_repo_refuse(err, PS_EINVAL, PS_T_PATH_FOREIGN_REPO, full)
                                               : PS_OK;
            break;
        }
        git_tree *next = NULL;
        rc = ps_repo_fail(err, git_tree_lookup(&next, repo->git, git_tree_entry_id(entry)));
        git_tree_free(at);
        at = next;
    }
    git_tree_free(at);
    return rc;
}

/* The folder at `depth` bytes into the paths of steps [from, to): *empty where nothing is left in it. */
static int edit(git_oid *out, bool *empty, ps_repo *repo, const git_tree *base, const ps_steps *steps, size_t from, size_t to,
                size_t depth);

/* Steps that share the next folder name: their end. */
static size_t group_end(const ps_steps *steps, size_t from, size_t to, size_t depth, size_t len) {
    ps_str first = ps_str_sub(steps->v[from].full, depth, depth + len + 1);
    size_t end = from + 1;
    while (end < to && ps_str_starts(ps_str_sub(steps->v[end].full, depth, SIZE_MAX), first)) {
        end++;
    }
    return end;
}

static int put_folder(git_treebuilder *into, const char *name, ps_repo *repo, const ps_steps *steps, size_t from, size_t to, size_t depth) {
    const git_tree_entry *entry = git_treebuilder_get(into, name);
    git_tree *sub = NULL;
    git_oid id;
    bool empty;
    int rc = 0;
    if (entry && git_tree_entry_filemode(entry) == GIT_FILEMODE_TREE) {
        rc = git_tree_lookup(&sub, repo->git, git_tree_entry_id(entry));
    }
    if (rc == 0) {
        rc = edit(&id, &empty, repo, sub, steps, from, to, depth);
    }
    if (rc == 0 && !empty) {
        rc = git_treebuilder_insert(NULL, into, name, &id, GIT_FILEMODE_TREE);
    } else if (rc == 0 && sub) {
        rc = git_treebuilder_remove(into, name);
    }
    git_tree_free(sub);
    return rc;
}

static int put_file(git_treebuilder *into, const char *name, const ps_step *step) {
    const git_tree_entry *entry = git_treebuilder_get(into, name);
    bool is_folder = entry && git_tree_entry_filemode(entry) == GIT_FILEMODE_TREE;
    if (step->new_mode && is_folder) { /* with files that nobody asked to remove */
        git_error_set_str(GIT_ERROR_TREE, "a folder stands where a file should be");
        return GIT_ECONFLICT;
    }
    if (step->new_mode) {
        return git_treebuilder_insert(NULL, into, name, &step->new_id, (git_filemode_t)step->new_mode);
    }
    return entry && !is_folder ? git_treebuilder_remove(into, name) : 0;
}

/* The next name at this depth, NUL-terminated; *folder: the path goes on below it. */
static int next_name(char name[4096], size_t *len, bool *folder, const ps_step *step, size_t depth) {
    ps_str rest = ps_str_sub(step->full, depth, SIZE_MAX), part;
    ps_str_next(&rest, '/', &part);
    if (part.n >= 4096) {
        git_error_set_str(GIT_ERROR_INVALID, "name too long");
        return GIT_EINVALIDSPEC;
    }
    memcpy(name, part.p, part.n);
    name[part.n] = '\0';
    *len = part.n;
    *folder = rest.p != NULL;
    return 0;
}

/* A name can change between file and folder: files that go make room for folders, folders that become empty for files. */
enum { FILES_GO, FOLDERS, FILES_COME, PASSES };

static int edit_pass(git_treebuilder *into, int pass, ps_repo *repo, const ps_steps *steps, size_t from, size_t to, size_t depth) {
    char name[4096];
    size_t len;
    bool folder;
    int rc = 0;
    for (size_t at = from, end; rc == 0 && at < to; at = end) {
        end = at + 1;
        if ((rc = next_name(name, &len, &folder, &steps->v[at], depth))) {
            break;
        }
        if (folder) {
            end = group_end(steps, at, to, depth, len);
            rc = pass == FOLDERS ? put_folder(into, name, repo, steps, at, end, depth + len + 1) : 0;
        } else if (pass == (steps->v[at].new_mode ? FILES_COME : FILES_GO)) {
            rc = put_file(into, name, &steps->v[at]);
        }
    }
    return rc;
}

static int edit(git_oid *out, bool *empty, ps_repo *repo, const git_tree *base, const ps_steps *steps, size_t from, size_t to,
                size_t depth) {
    git_treebuilder *builder = NULL;
    int rc = git_treebuilder_new(&builder, repo->git, base);
    for (int pass = 0; rc == 0 && pass < PASSES; pass++) {
        rc = edit_pass(builder, pass, repo, steps, from, to, depth);
    }
    if (rc == 0) {
        *empty = git_treebuilder_entrycount(builder) == 0;
        rc = *empty && depth ? 0 : git_treebuilder_write(out, builder);
    }
    git_treebuilder_free(builder);
    return rc;
}

int ps_tree_edit(git_oid *out, ps_repo *repo, const git_tree *base, const ps_steps *steps, ps_error *err) {
    bool empty;
    return ps_repo_fail(err, edit(out, &empty, repo, base, steps, 0, steps->n, 0));
}
