/* Trees as git stores them, read once: in a history the same large folder comes again with every commit. */
#include <string.h>

#include "alloc.h"
#include "history_impl.h"

enum { KEPT_BYTES = 32 << 20 }; /* of trees that nobody reads at the moment */

void ps_trees_free(ps_trees *trees) {
    for (size_t i = 0; i < PS_TREES; i++) {
        git_odb_object_free(trees->v[i].object);
    }
    git_odb_free(trees->odb);
    *trees = (ps_trees){0};
}

static size_t size_of(const ps_tree *t) {
    return t->object ? git_odb_object_size(t->object) : 0;
}

/* The place for another one: a free one, else that of the tree that was not asked for the longest. */
static ps_tree *room(ps_trees *trees) {
    size_t bytes = 0, oldest = 0;
    for (size_t i = 0; i < PS_TREES; i++) {
        bytes += size_of(&trees->v[i]);
        oldest = trees->v[i].used < trees->v[oldest].used ? i : oldest;
    }
    for (size_t i = 0; i < PS_TREES && bytes < KEPT_BYTES; i++) {
        if (!trees->v[i].object) {
            return &trees->v[i];
        }
    }
    git_odb_object_free(trees->v[oldest].object);
    trees->v[oldest].object = NULL;
    return &trees->v[oldest];
}

int ps_trees_get(ps_str *out, ps_trees *trees, ps_repo *repo, const git_oid *id, ps_error *err) {
    *out = PS_S("");
    ps_tree *slot = NULL;
    for (size_t i = 0; !slot && i < PS_TREES; i++) {
        slot = trees->v[i].object && git_oid_equal(git_odb_object_id(trees->v[i].object), id) ? &trees->v[i] : NULL;
    }
    int rc = slot || trees->odb ? 0 : git_repository_odb(&trees->odb, repo->git);
    if (!slot && !rc) {
        slot = room(trees);
        rc = git_odb_read(&slot->object, trees->odb, id);
    }
    if (rc) {
        return ps_repo_fail(err, rc);
    }
    slot->used = ++trees->clock;
    bool tree = git_odb_object_type(slot->object) == GIT_OBJECT_TREE;
    *out = tree ? (ps_str){git_odb_object_data(slot->object), git_odb_object_size(slot->object)} : PS_S("");
    return PS_OK;
}

bool ps_tree_next(ps_str *rest, ps_tree_item *out) {
    const char *p = rest->p, *end = p + rest->n;
    uint32_t mode = 0;
    for (; p < end && *p >= '0' && *p <= '7'; p++) {
        mode = mode * 8 + (uint32_t)(*p - '0');
    }
    const char *name = p + 1, *stop = p < end && *p == ' ' ? memchr(name, '\0', (size_t)(end - name)) : NULL;
    if (!stop || (size_t)(end - stop) < 1 + GIT_OID_RAWSZ) {
        *rest = PS_S("");
        return false;
    }
    *out = (ps_tree_item){{name, (size_t)(stop - name)}, (const unsigned char *)stop + 1, mode};
    *rest = (ps_str){stop + 1 + GIT_OID_RAWSZ, (size_t)(end - stop) - 1 - GIT_OID_RAWSZ};
    return true;
}

int ps_entry_id(git_oid *out, ps_trees *trees, ps_repo *repo, const git_oid *tree, ps_str full, ps_error *err) {
    git_oid id = *tree;
    ps_str rest = full, name;
    while (full.n && !git_oid_is_zero(&id) && ps_str_next(&rest, '/', &name)) {
        ps_str bytes;
        ps_tree_item e = {.mode = 0};
        int rc = ps_trees_get(&bytes, trees, repo, &id, err);
        if (rc) {
            return rc;
        }
        id = (git_oid){{0}};
        while (ps_tree_next(&bytes, &e)) {
            if (ps_str_eq(e.name, name)) {
                git_oid_fromraw(&id, e.id);
                break;
            }
        }
        if (rest.p && !git_oid_is_zero(&id) && e.mode != GIT_FILEMODE_TREE) {
            id = (git_oid){{0}}; /* a file where a folder is asked for */
        }
    }
    git_oid_cpy(out, &id);
    return PS_OK;
}
