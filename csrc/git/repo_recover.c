/* What the next process does with the journal of one that was killed. */
#include "repo_impl.h"

#include <unistd.h>

static bool same_entry(uint32_t mode, const git_oid *id, uint32_t as_mode, const git_oid *as_id) {
    return mode == as_mode && (!mode || git_oid_equal(id, as_id));
}

static int entry_at(uint32_t *mode, git_oid *id, ps_repo *repo, const ps_head *head, const ps_step *s) {
    int rc = ps_tree_find(id, mode, repo, head->tree, s->full, NULL);
    *mode = rc || *mode == GIT_FILEMODE_TREE ? 0 : *mode;
    return rc == PS_ENOMEM ? rc : PS_OK; /* a link or another repository that stands there now: not our path any more */
}

/* Copies that a killed exchange left go before anything else is decided. */
static int clear_copies(ps_repo *repo, const ps_fs *fs, const ps_journal *j, ps_error *err) {
    ps_arena arena = {0};
    ps_str scratch;
    int rc = ps_repo_own(repo, &arena, "", &scratch, err);
    for (size_t i = 0; rc == PS_OK && i < j->steps.n; i++) {
        const ps_step *s = &j->steps.v[i];
        if (!s->write) {
            continue;
        }
        rc = ps_fs_swap_clear(fs, scratch, s->path, s->was, s->now, err);
        if (rc == PS_ECONFLICT) { /* or it was on its way back */
            rc = ps_fs_swap_clear(fs, scratch, s->path, s->now, s->was, err);
        }
        rc = rc == PS_ECONFLICT ? PS_OK : rc; /* text that we can't place stays where it is */
    }
    ps_arena_free(&arena);
    return rc;
}

static bool happened(ps_repo *repo, const ps_head *head, const ps_journal *j) {
    return !head->unborn && (git_oid_equal(&head->id, &j->new_head) || git_graph_descendant_of(repo->git, &head->id, &j->new_head) == 1);
}

/* The steps that still hold: HEAD has what the commit put there. */
static int forward(ps_repo *repo, const ps_fs *fs, const ps_head *head, ps_journal *j, ps_error *err) {
    size_t kept = 0;
    for (size_t i = 0; i < j->steps.n; i++) {
        git_oid id;
        uint32_t mode;
        int rc = entry_at(&mode, &id, repo, head, &j->steps.v[i]);
        if (rc) {
            return ps_nomem(err);
        }
        if (same_entry(mode, &id, j->steps.v[i].new_mode, &j->steps.v[i].new_id)) {
            j->steps.v[kept++] = j->steps.v[i];
        }
    }
    j->steps.n = kept;
    return ps_commit_settle(repo, fs, j, err);
}

/* git writes files before its commit and its index after it. What HEAD has tells for each path how far it came. */
static int after_git(ps_repo *repo, const ps_fs *fs, const ps_head *head, ps_journal *j, ps_arena *arena, ps_error *err) {
    ps_steps undo = {0}, follow = {0};
    for (size_t i = 0; i < j->steps.n; i++) {
        ps_step s = j->steps.v[i];
        git_oid id;
        uint32_t mode;
        int rc = entry_at(&mode, &id, repo, head, &s);
        if (rc) {
            return ps_nomem(err);
        }
        bool undone = same_entry(mode, &id, s.old_mode, &s.old_id);
        ps_step *to = undone ? PS_PUSH(arena, &undo) : PS_PUSH(arena, &follow);
        if (!to) {
            return ps_nomem(err);
        }
        if (!undone) {
            s.new_mode = mode;
            s.new_id = id;
        }
        *to = s;
    }
    int rc = ps_index_follow(repo, &follow, err);
    return rc ? rc : ps_commit_take_back(repo, fs, &undo, err);
}

/* Half-made files of a killed process in our folder; the lock is ours, so nobody is at work on them. */
static void sweep(ps_repo *repo) {
    static const char *const rests[] = {"journal.new", "message"};
    ps_arena arena = {0};
    ps_str path;
    for (size_t i = 0; i < sizeof rests / sizeof *rests; i++) {
        if (ps_repo_own(repo, &arena, rests[i], &path, NULL) == PS_OK) {
            unlink(path.p);
        }
    }
    ps_arena_free(&arena);
    ps_index_sweep(repo);
}

static int finish(ps_repo *repo, const ps_fs *fs, ps_journal *j, ps_arena *arena, ps_error *err) {
    ps_head head = {0};
    int rc = ps_git_wait_dead(repo, err);
    if (rc == PS_OK && !j->via_git) {
        ps_ref_unlock_dead(repo, j->ref, &j->new_head);
    }
    if (rc || (rc = ps_head_read(&head, repo, err)) || (rc = clear_copies(repo, fs, j, err))) {
        goto cleanup;
    }
    rc = j->via_git                 ? after_git(repo, fs, &head, j, arena, err)
         : happened(repo, &head, j) ? forward(repo, fs, &head, j, err)
                                    : ps_journal_remove(repo, err);
cleanup:
    ps_head_free(&head);
    return rc;
}

static int recover_locked(ps_repo *repo, const ps_fs *fs, bool *did, ps_error *err) {
    ps_arena arena = {0};
    ps_journal j = {0};
    int rc = ps_journal_read(&j, &arena, repo, "journal", did, err);
    sweep(repo);
    if (rc == PS_OK && *did) {
        rc = finish(repo, fs, &j, &arena, err);
    }
    bool owes = ps_repo_owes(repo);
    if (rc == PS_OK && owes && (!repo->later || repo->unpaid)) {
        *did = true;
        rc = ps_owed_pay(repo, err);
    } else if (rc == PS_OK && !owes) {
        ps_index_release(repo);
    }
    ps_arena_free(&arena);
    return rc;
}

/* Without these there is nothing to finish or to sweep: no lock is needed to know that, nor a folder that can be written to. */
static bool left_anything(const ps_repo *repo) {
    static const char *const rests[] = {"journal", "owed", "journal.new", "index", "index.lock"};
    ps_arena arena = {0};
    bool left = false;
    for (size_t i = 0; !left && i < sizeof rests / sizeof *rests; i++) {
        ps_str path = ps_arena_fmt(&arena, "%.*spursuit/%s", PS_FMT(repo->gitdir), rests[i]);
        left = !path.p || access(path.p, F_OK) == 0;
    }
    ps_arena_free(&arena);
    return left;
}

int ps_repo_recover(ps_repo *repo, const ps_fs *fs, bool *did, ps_error *err) {
    *did = false;
    if (!repo->lock_depth && !left_anything(repo)) {
        return PS_OK;
    }
    int rc = ps_repo_lock(repo, 15000, err);
    if (rc) {
        return rc;
    }
    rc = recover_locked(repo, fs, did, err);
    ps_repo_unlock(repo);
    return rc;
}
