#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "alloc.h"
#include "history_impl.h"

struct ps_history_reader {
    ps_repo *repo;
    ps_trees trees;
    git_odb *odb;
};

int ps_history_reader_new(ps_history_reader **out, ps_repo *repo, ps_error *err) {
    ps_history_reader *r = ps_alloc(sizeof *r);
    if (!r) {
        return ps_nomem(err);
    }
    *r = (ps_history_reader){.repo = repo};
    int rc = ps_repo_fail(err, git_repository_odb(&r->odb, repo->git));
    if (rc) {
        ps_free(r);
        return rc;
    }
    *out = r;
    return PS_OK;
}

void ps_history_reader_free(ps_history_reader *reader) {
    if (reader) {
        ps_trees_free(&reader->trees);
        git_odb_free(reader->odb);
        ps_free(reader);
    }
}

static int look_up(git_commit **out, const ps_history_reader *r, const ps_oid *id, ps_error *err) {
    git_oid oid;
    int rc = git_oid_fromstr(&oid, id->hex);
    return ps_repo_fail(err, rc ? rc : git_commit_lookup(out, r->repo->git, &oid));
}

/* The parents that are there; where one lacks, the clone is shallow. */
static int put_parents(ps_seen_commit *out, ps_arena *arena, const ps_history_reader *r, const git_commit *commit, ps_error *err) {
    unsigned n = git_commit_parentcount(commit);
    out->parents = ps_arena_alloc(arena, (n + 1) * sizeof *out->parents);
    if (!out->parents) {
        return ps_nomem(err);
    }
    for (unsigned i = 0; i < n; i++) {
        const git_oid *id = git_commit_parent_id(commit, i);
        if (git_odb_exists(r->odb, id)) {
            ps_oid_put(&out->parents[out->n_parents++], id);
        }
    }
    out->cut = out->n_parents < n;
    return PS_OK;
}

int ps_history_commit(ps_history_reader *reader, ps_arena *arena, const ps_oid *id, ps_seen_commit *out, ps_error *err) {
    git_commit *commit = NULL;
    int rc = look_up(&commit, reader, id, err);
    if (rc) {
        return rc;
    }
    const git_signature *author = git_commit_author(commit);
    ps_seen_commit c = {.id = *id,
                        .author = ps_arena_dup(arena, ps_str_of(author->name)),
                        .email = ps_arena_dup(arena, ps_str_of(author->email)),
                        .message = ps_arena_dup(arena, ps_str_of(git_commit_message(commit))),
                        .time = author->when.time,
                        .tz = author->when.offset,
                        .committed = git_commit_time(commit)};
    rc = c.author.p && c.email.p && c.message.p ? put_parents(&c, arena, reader, commit, err) : ps_nomem(err);
    git_commit_free(commit);
    if (!rc) {
        *out = c;
    }
    return rc;
}

static int tree_of(git_oid *out, const ps_history_reader *r, const ps_oid *id, ps_error *err) {
    git_commit *commit = NULL;
    int rc = look_up(&commit, r, id, err);
    if (!rc) {
        git_oid_cpy(out, git_commit_tree_id(commit));
    }
    git_commit_free(commit);
    return rc;
}

int ps_history_touched(ps_history_reader *reader, ps_arena *arena, const ps_seen_commit *commit, ps_touched **files, size_t *n,
                       ps_error *err) {
    ps_arena scratch = {0};
    ps_touches found = {0};
    ps_paths all;
    size_t n_parents = commit->n_parents;
    git_oid now = {{0}}, *trees = ps_arena_alloc(&scratch, (n_parents + 1) * sizeof *trees);
    git_oid *at = ps_arena_alloc(&scratch, (n_parents + 1) * sizeof *at);
    bool same = false;
    int rc = trees && at ? ps_paths_set(&all, &scratch, reader->repo, NULL, 0, err) : ps_nomem(err);
    rc = rc ? rc : tree_of(&now, reader, &commit->id, err);
    rc = rc ? rc : ps_entry_id(&now, &reader->trees, reader->repo, &now, all.v[0], err);
    for (size_t p = 0; !rc && p < n_parents; p++) {
        rc = tree_of(&trees[p], reader, &commit->parents[p], err);
        rc = rc ? rc : ps_entry_id(&at[p], &reader->trees, reader->repo, &trees[p], all.v[0], err);
        same |= !rc && git_oid_equal(&at[p], &now);
    }
    if (!rc && !same && (n_parents || !git_oid_is_zero(&now))) { /* without parents at[0] is zero: nothing was there */
        rc = ps_diff_entries(&found, arena, &reader->trees, reader->repo, all.v[0], &at[0], &now, err);
    }
    if (!rc && n_parents > 1) {
        rc = ps_touches_own(&found, &reader->trees, reader->repo, trees + 1, n_parents - 1, err);
    }
    ps_arena_free(&scratch);
    *files = found.v;
    *n = rc ? 0 : found.n;
    return rc;
}

int ps_history_blob(ps_history_reader *reader, ps_oid *out, const ps_oid *commit, ps_str path, ps_error *err) {
    ps_arena scratch = {0};
    git_oid id;
    ps_oid hex = {""};
    ps_str full = ps_repo_full(reader->repo, &scratch, path);
    int rc = full.p ? tree_of(&id, reader, commit, err) : ps_nomem(err);
    rc = rc ? rc : ps_entry_id(&id, &reader->trees, reader->repo, &id, full, err);
    if (!rc && !git_oid_is_zero(&id)) {
        ps_oid_put(&hex, &id);
    }
    ps_arena_free(&scratch);
    if (!rc) {
        *out = hex;
    }
    return rc;
}

uint64_t ps_history_shallow(ps_repo *repo) {
    ps_arena arena = {0};
    char bytes[4096];
    uint64_t hash = PS_HASH;
    ssize_t n = 0;
    ps_str path = ps_arena_fmt(&arena, "%.*sshallow", PS_FMT(repo->common));
    int fd = path.p ? open(path.p, O_RDONLY | O_CLOEXEC) : -1;
    while (fd >= 0 && (n = read(fd, bytes, sizeof bytes)) > 0) {
        hash = ps_str_hash(hash, (ps_str){bytes, (size_t)n});
    }
    if (fd >= 0) {
        close(fd);
    }
    ps_arena_free(&arena);
    return fd < 0 ? 0 : hash;
}
