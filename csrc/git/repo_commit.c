/* One commit, whole or not at all.
 *
 *  1. Under our lock, everything is checked: nothing else in progress in git, nothing staged for our paths, the work tree as HEAD has it.
 *  2. Blobs, trees and the commit object are made; no branch shows them yet.
 *  3. The journal is written and synced, and they with it: all that follows can be done again from it. git's lock on its index is taken, where it is free.
 *  4. The branch moves, if it still is where it was: this is the instant at which the commit has happened. Where somebody else was first, the
 *     tree is made again on top of theirs, as long as our paths did not change there.
 *  5. The work tree's files are exchanged, each only where it still is as it was at 1.
 *  6. The journal becomes the record of what git's index owes.
 *  7. git's index gets the entries of our paths, and the record goes: at once in a small tree, soon in a large one. Where another process holds git's
 *     index all the time, the next call does it.
 *
 * A process that dies before 4 leaves objects that nobody sees; after 4, the next process that takes the lock does the rest. Where hooks, filters,
 * conversions or signatures are wanted, git itself makes the commit: repo_via_git.c. */
#include "repo_impl.h"

#include <string.h>

enum { LOCK_MS = 15000, RACES = 200 };

/* What ps_repo_commit and ps_repo_commit_paths have in common; the author's strings are NUL-terminated. */
typedef struct {
    const ps_change *changes;
    const ps_str *paths; /* as they stand, where `changes` is NULL */
    size_t n;
    ps_str message;
    const ps_sign *author;
} job;

/* A name or address as git takes it: without what would end it. */
static ps_str plain(ps_arena *arena, ps_str s) {
    ps_str copy = ps_arena_dup(arena, ps_str_trim(s));
    char *to = (char *)copy.p;
    for (size_t i = 0; i < copy.n; i++) {
        bool ends = copy.p[i] == '<' || copy.p[i] == '>' || copy.p[i] == '\n' || copy.p[i] == '\0';
        if (!ends) {
            *to++ = copy.p[i];
        }
    }
    if (copy.p) {
        *to = '\0';
    }
    return (ps_str){copy.p, copy.p ? (size_t)(to - copy.p) : 0};
}

/* libgit2 (1.5) says that it has written an object also where the folder for it vanished twice on the way. */
static int stored(ps_repo *repo, const git_oid *id, ps_error *err) {
    git_odb *odb = NULL;
    int rc = ps_repo_fail(err, git_repository_odb(&odb, repo->git));
    if (rc == PS_OK && !git_odb_exists(odb, id)) {
        rc = ps_fail(err, PS_EGIT, GIT_SAYS, PS_S("an object could not be written"));
    }
    git_odb_free(odb);
    return rc;
}

static int make_commit_once(git_oid *out, ps_repo *repo, const ps_head *head, const ps_steps *steps, const job *in, ps_error *err) {
    ps_arena arena = {0};
    git_oid tree_id;
    git_tree *tree = NULL;
    git_commit *parent = NULL;
    git_signature *who = NULL;
    git_buf raw = {0};
    ps_str text = ps_arena_fmt(&arena, "%.*s%s", PS_FMT(in->message), ps_str_ends(in->message, PS_S("\n")) ? "" : "\n");
    int rc = text.p ? ps_tree_edit(&tree_id, repo, head->tree, steps, err) : ps_nomem(err);
    if (rc) {
        goto cleanup;
    }
    int git_rc = git_signature_new(&who, in->author->name.p, in->author->email.p, in->author->time, in->author->tz);
    if (git_rc) {
        rc = ps_fail(err, PS_ENOIDENTITY, NO_IDENTITY);
        goto cleanup;
    }
    git_rc = git_tree_lookup(&tree, repo->git, &tree_id);
    if (git_rc == 0 && !head->unborn) {
        git_rc = git_commit_lookup(&parent, repo->git, &head->id);
    }
    if (git_rc == 0) {
        const git_commit *parents[] = {parent};
        git_rc = git_commit_create_buffer(&raw, repo->git, who, who, NULL, text.p, tree, parent ? 1 : 0, parents);
        git_rc = git_rc ? git_rc : ps_object_write(out, repo, (ps_str){raw.ptr, raw.size}, GIT_OBJECT_COMMIT);
    }
    rc = ps_repo_fail(err, git_rc);
    rc = rc ? rc : stored(repo, out, err);
cleanup:
    git_buf_dispose(&raw);
    git_signature_free(who);
    git_commit_free(parent);
    git_tree_free(tree);
    ps_arena_free(&arena);
    return rc;
}

static int make_blobs_once(ps_repo *repo, const ps_steps *steps, ps_error *err) {
    for (size_t i = 0; i < steps->n; i++) {
        ps_step *s = &steps->v[i];
        int rc = s->new_mode ? ps_object_write(&s->new_id, repo, s->now, GIT_OBJECT_BLOB) : 0;
        rc = ps_repo_fail(err, rc);
        if (rc || (s->new_mode && (rc = stored(repo, &s->new_id, err)))) {
            return rc;
        }
    }
    return PS_OK;
}

/* A `git gc` at work removes folders of objects that it has emptied, also one in which libgit2 is about to put a file; git itself tries again. */
enum { OBJECT_TRIES = 10 };

static int make_blobs(ps_repo *repo, const ps_steps *steps, ps_error *err) {
    int rc = PS_EGIT;
    for (unsigned attempt = 0; rc == PS_EGIT && attempt < OBJECT_TRIES; attempt++) {
        rc = make_blobs_once(repo, steps, err);
        if (rc == PS_EGIT) {
            ps_repo_backoff(attempt);
        }
    }
    if (rc == PS_OK && err) {
        ps_error_clear(err);
    }
    return rc;
}

static int make_commit(git_oid *out, ps_repo *repo, const ps_head *head, const ps_steps *steps, const job *in, ps_error *err) {
    int rc = PS_EGIT;
    for (unsigned attempt = 0; rc == PS_EGIT && attempt < OBJECT_TRIES; attempt++) {
        rc = make_commit_once(out, repo, head, steps, in, err);
        if (rc == PS_EGIT) {
            ps_repo_backoff(attempt);
        }
    }
    if (rc == PS_OK && err) {
        ps_error_clear(err);
    }
    return rc;
}

/* Our paths must be there as they were before. */
static int unchanged_in(ps_repo *repo, const git_tree *tree, const ps_steps *steps, ps_error *err) {
    for (size_t i = 0; i < steps->n; i++) {
        const ps_step *s = &steps->v[i];
        git_oid id;
        uint32_t mode;
        int rc = ps_tree_find(&id, &mode, repo, tree, s->full, err);
        if (rc) {
            return rc;
        }
        mode = mode == GIT_FILEMODE_TREE ? 0 : mode;
        if (mode != s->old_mode || (mode && !git_oid_equal(&id, &s->old_id))) {
            return ps_repo_refuse(err, PS_ECONFLICT, PS_T_PATH_MOVED_ON, s->path);
        }
    }
    return PS_OK;
}

int ps_steps_write(ps_repo *repo, const ps_fs *fs, const ps_steps *steps, bool back, bool strict, ps_error *err) {
    ps_arena arena = {0};
    ps_error one = {.lang = err ? err->lang : PS_EN};
    ps_str scratch;
    int rc = ps_repo_own(repo, &arena, "", &scratch, err);
    /* What goes makes room for what comes: a name may change between file and folder. */
    for (int adding = 0; adding < 2; adding++) {
        for (size_t i = 0; rc == PS_OK && i < steps->n; i++) {
            const ps_step *s = &steps->v[i];
            ps_str from = back ? s->now : s->was, to = back ? s->was : s->now;
            if (!s->write || (to.p != NULL) != adding) {
                continue;
            }
            uint32_t mode = back ? s->old_mode : s->new_mode;
            rc = ps_fs_swap(fs, scratch, s->path, from, to, mode == GIT_FILEMODE_BLOB_EXECUTABLE, &one);
            rc = rc == PS_ECONFLICT && !strict ? PS_OK : rc;
            PS_AT("file-written");
        }
    }
    if (rc && one.code && err) {
        *err = one;
    }
    ps_arena_free(&arena);
    return rc;
}

int ps_commit_settle(ps_repo *repo, const ps_fs *fs, const ps_journal *journal, ps_error *err) {
    int rc = ps_steps_write(repo, fs, &journal->steps, false, false, err);
    PS_AT("files-written");
    if (rc) {
        return rc;
    }
    rc = ps_owed_begin(repo, err);
    PS_AT("owed");
    if (rc || ps_owed_may_wait(repo, journal)) {
        return rc;
    }
    rc = ps_owed_settle(repo, journal, err);
    PS_AT("index-written");
    return rc;
}

/* The files were written anew, so git's index gets their new stat data with the old content. */
static int restore_index(ps_repo *repo, const ps_steps *steps, ps_error *err) {
    ps_arena arena = {0};
    ps_steps old = {0};
    int rc = PS_OK;
    for (size_t i = 0; rc == PS_OK && i < steps->n; i++) {
        const ps_step *s = &steps->v[i];
        ps_step *o = s->write && s->old_mode ? PS_PUSH(&arena, &old) : NULL;
        if (o) {
            *o = *s;
            o->now = s->was;
            o->new_mode = s->old_mode;
            o->new_id = s->old_id;
        } else if (s->write && s->old_mode) {
            rc = ps_nomem(err);
        }
    }
    if (rc == PS_OK && old.n) {
        rc = ps_index_follow(repo, &old, err);
    }
    ps_arena_free(&arena);
    return rc;
}

int ps_commit_take_back(ps_repo *repo, const ps_fs *fs, const ps_steps *steps, ps_error *err) {
    int rc = ps_steps_write(repo, fs, steps, true, false, err);
    if (rc == PS_OK) {
        rc = ps_git_unannounce(repo, steps, err);
    }
    if (rc == PS_OK) {
        rc = restore_index(repo, steps, err);
    }
    return rc ? rc : ps_journal_remove(repo, err); /* what can't be taken back now, the journal takes back later */
}

/* The commit has happened; that git's index is held by another process must not make a failure of it: what is owed stays for the next call. */
static int settle_ours(ps_repo *repo, const ps_fs *fs, const ps_journal *journal, ps_error *err) {
    ps_error own = {.lang = err ? err->lang : PS_EN};
    int rc = ps_commit_settle(repo, fs, journal, &own);
    if (rc == PS_EBUSY) {
        return PS_OK;
    }
    if (rc && err) {
        *err = own;
    }
    return rc;
}

static bool still_on(ps_repo *repo, const char *name) {
    git_reference *head = NULL;
    bool same = strcmp(name, "HEAD") == 0;
    if (git_reference_lookup(&head, repo->git, "HEAD") == 0) {
        bool symbolic = git_reference_type(head) == GIT_REFERENCE_SYMBOLIC;
        same = symbolic ? strcmp(git_reference_symbolic_target(head), name) == 0 : same;
    }
    git_reference_free(head);
    return same;
}

/* The commit did not happen, or is not of the branch that is checked out. */
static int drop_journal(ps_repo *repo, const ps_journal *journal, ps_error *err) {
    if (journal->owed.n == 0) {
        ps_index_release(repo);
    }
    return ps_journal_remove(repo, err);
}

static int via_libgit2(ps_oid *out, ps_repo *repo, const ps_fs *fs, ps_head *head, ps_steps *steps, const ps_steps *owed, const job *in,
                       ps_error *err) {
    ps_journal journal = {.steps = *steps, .owed = *owed};
    int rc = make_blobs(repo, steps, err);
    PS_AT("blobs");
    for (unsigned attempt = 0; rc == PS_OK; attempt++) {
        bool moved;
        git_oid_cpy(&journal.old_head, &head->id);
        memcpy(journal.ref, head->name, sizeof journal.ref);
        if ((rc = make_commit(&journal.new_head, repo, head, steps, in, err))) {
            break;
        }
        PS_AT("commit-made");
        ps_objects_settle(repo);
        if ((rc = ps_journal_write(repo, &journal, err))) {
            break;
        }
        PS_AT("journal");
        ps_index_hold(repo);
        PS_AT("index-held");
        rc = ps_ref_move(&moved, repo, head, &journal.new_head, in->message, in->author, err);
        if (rc == PS_OK && !moved) {
            break;
        }
        if (rc == PS_OK && attempt == RACES) {
            rc = ps_ref_locked(repo, head->name, err);
            rc = rc ? rc : ps_fail(err, PS_EBUSY, BRANCH_RACE);
        }
        if (rc == PS_OK) {
            ps_repo_backoff(attempt < 4 ? attempt : 4);
            ps_head_free(head);
            rc = ps_head_read(head, repo, err);
        }
        if (rc == PS_OK) {
            rc = unchanged_in(repo, head->tree, steps, err);
        }
        if (rc) {
            drop_journal(repo, &journal, NULL);
        }
    }
    if (rc) {
        return rc;
    }
    PS_AT("ref-moved");
    ps_oid_put(out, &journal.new_head);
    if (!still_on(repo, head->name)) { /* somebody went to another branch at this moment: its files are not ours to change */
        return drop_journal(repo, &journal, err);
    }
    return settle_ours(repo, fs, &journal, err);
}

static int first_edited(const ps_steps *steps, ps_error *err) {
    for (size_t i = 0; i < steps->n; i++) {
        if (steps->v[i].edited) {
            return ps_repo_refuse(err, PS_ECONFLICT, PS_T_PATH_EDITED, steps->v[i].path);
        }
    }
    return PS_OK;
}

static int plan(ps_steps *steps, bool *large, ps_arena *arena, ps_repo *repo, const ps_fs *fs, const ps_head *head, const job *in,
                ps_error *err) {
    *large = false;
    return in->changes ? ps_plan_changes(steps, arena, repo, fs, head, in->changes, in->n, err)
                       : ps_plan_paths(steps, large, arena, repo, fs, head, in->paths, in->n, err);
}

/* All that is checked before anything is made. */
typedef struct {
    ps_head head;
    ps_steps steps, owed;
    bool large, wants_git;
} outlook;

static int look_once(outlook *out, ps_arena *arena, ps_repo *repo, const ps_fs *fs, const job *in, ps_error *err) {
    int rc = ps_repo_idle(repo, err);
    *out = (outlook){.large = false};
    if (rc || (rc = ps_repo_whole(repo, err)) || (rc = ps_head_read(&out->head, repo, err)) ||
        (rc = plan(&out->steps, &out->large, arena, repo, fs, &out->head, in, err)) || out->steps.n == 0 ||
        (rc = ps_owed_read(&out->owed, arena, repo, err)) || (rc = ps_index_unstaged(repo, &out->owed, &out->steps, err))) {
        return rc;
    }
    return ps_repo_wants_git(&out->wants_git, repo, &out->steps, err);
}

/* What git is packing is for a moment neither here nor there for libgit2. */
static int look(outlook *out, ps_arena *arena, ps_repo *repo, const ps_fs *fs, const job *in, ps_error *err) {
    int rc = look_once(out, arena, repo, fs, in, err);
    for (unsigned attempt = 0; rc == PS_EGIT && attempt < OBJECT_TRIES; attempt++) {
        ps_repo_backoff(attempt);
        ps_head_free(&out->head);
        if (err) {
            ps_error_clear(err);
        }
        rc = look_once(out, arena, repo, fs, in, err);
    }
    return rc;
}

static int commit_locked(ps_oid *out, ps_repo *repo, const ps_fs *fs, const job *in, ps_error *err) {
    ps_arena arena = {0};
    outlook o = {.large = false};
    bool did;
    int rc = ps_repo_recover(repo, fs, &did, err);
    if (rc || (rc = look(&o, &arena, repo, fs, in, err)) || o.steps.n == 0) {
        goto cleanup;
    }
    if (o.wants_git || o.large) {
        rc = ps_owed_pay(repo, err);
        rc = rc ? rc : ps_commit_via_git(out, repo, fs, &o.head, &o.steps, in->message, in->author, err);
    } else if ((rc = first_edited(&o.steps, err)) == PS_OK) {
        rc = via_libgit2(out, repo, fs, &o.head, &o.steps, &o.owed, in, err);
    }
cleanup:
    ps_head_free(&o.head);
    ps_arena_free(&arena);
    return rc;
}

static int commit(ps_oid *out, ps_repo *repo, const ps_fs *fs, const job *asked, ps_error *err) {
    ps_oid made = {""};
    ps_arena arena = {0};
    ps_sign author = *asked->author;
    const job *in = &(job){asked->changes, asked->paths, asked->n, asked->message, &author};
    if (in->message.n && memchr(in->message.p, '\0', in->message.n)) {
        return ps_fail(err, PS_EINVAL, GIT_SAYS, PS_S("NUL in the message"));
    }
    author.name = plain(&arena, asked->author->name);
    author.email = plain(&arena, asked->author->email);
    int rc = !author.name.p || !author.email.p ? ps_nomem(err)
             : author.name.n && author.email.n ? PS_OK
                                               : ps_fail(err, PS_ENOIDENTITY, NO_IDENTITY);
    if (rc == PS_OK && (rc = ps_repo_lock(repo, LOCK_MS, err)) == PS_OK) {
        rc = commit_locked(&made, repo, fs, in, err);
        ps_repo_unlock(repo);
    }
    ps_arena_free(&arena);
    if (rc == PS_OK) {
        *out = made;
    }
    return rc;
}

int ps_repo_commit(ps_repo *repo, const ps_fs *fs, const ps_commit *in, ps_oid *out, ps_error *err) {
    static const ps_change none;
    job j = {.changes = in->changes ? in->changes : &none, .n = in->changes ? in->n : 0, .message = in->message, .author = in->author};
    return commit(out, repo, fs, &j, err);
}

int ps_repo_commit_paths(ps_repo *repo, const ps_fs *fs, const ps_str *paths, size_t n, ps_str message, const ps_sign *author, ps_oid *out,
                         ps_error *err) {
    job j = {.paths = paths, .n = n, .message = message, .author = author};
    return commit(out, repo, fs, &j, err);
}
