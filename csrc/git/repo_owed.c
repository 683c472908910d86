/* What git's index owes to commits of ours: the entries of their paths. The record is a finished journal under another name, so that nothing more
 * has to be synced for it; a commit that is made meanwhile takes over in its own journal what its predecessors left.
 *
 * An entry is replaced only where it still is what the commit replaced: else somebody has staged something, and it is theirs. It is not replaced
 * either where HEAD no longer has what the commit put there: another branch, or another commit on top. */
#include "repo_impl.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    SMALL = 256 * 1024, /* bytes of an index that is rewritten in about as long as a commit takes: some 2,500 entries */
    MANY = 500,         /* entries that may be owed: each commit writes them anew, and every look at a path goes through them */
    FOLLOW_MS = 5000
};

off_t ps_owed_small = SMALL;

void ps_repo_follow_later(ps_repo *repo) {
    repo->later = true;
}

bool ps_owed_may_wait(ps_repo *repo, const ps_journal *journal) {
    const ps_entries *e = repo->later && !repo->unpaid ? ps_index_look(repo) : NULL;
    return e && e->stamp.st_size > ps_owed_small && journal->owed.n + journal->steps.n <= MANY;
}

static int owed_path(ps_str *out, const ps_repo *repo, ps_arena *arena, ps_error *err) {
    *out = ps_arena_fmt(arena, "%.*spursuit/owed", PS_FMT(repo->gitdir));
    return out->p ? PS_OK : ps_nomem(err);
}

bool ps_repo_owes(const ps_repo *repo) {
    ps_arena arena = {0};
    ps_str path;
    bool owes = owed_path(&path, repo, &arena, NULL) == PS_OK && access(path.p, F_OK) == 0;
    ps_arena_free(&arena);
    return owes;
}

/* Earlier commits' first: a path of theirs may have been changed again by the last. */
static int join(ps_steps *out, ps_arena *arena, const ps_journal *j, ps_error *err) {
    for (size_t i = 0; i < j->owed.n + j->steps.n; i++) {
        ps_step *s = PS_PUSH(arena, out);
        if (!s) {
            return ps_nomem(err);
        }
        *s = i < j->owed.n ? j->owed.v[i] : j->steps.v[i - j->owed.n];
        s->write = s->edited = s->wished = false;
    }
    return PS_OK;
}

int ps_owed_read(ps_steps *out, ps_arena *arena, ps_repo *repo, ps_error *err) {
    ps_journal j = {0};
    bool found = false;
    int rc = ps_repo_owes(repo) ? ps_journal_read(&j, arena, repo, "owed", &found, err) : PS_OK;
    *out = (ps_steps){0};
    rc = rc || !found ? rc : join(out, arena, &j, err);
    for (size_t i = 0; i < out->n; i++) {
        out->v[i].was = out->v[i].now = (ps_str){NULL, 0};
    }
    return rc;
}

void ps_owed_apply(ps_entry *entry, const ps_steps *owed, ps_str full) {
    for (size_t i = 0; i < owed->n; i++) {
        const ps_step *s = &owed->v[i];
        uint32_t mode = entry->announced ? 0 : entry->mode;
        bool at_old = mode == s->old_mode && (!mode || git_oid_equal(&entry->id, &s->old_id));
        if (!at_old || !ps_str_eq(s->full, full)) {
            continue;
        }
        *entry = (ps_entry){.mode = s->new_mode};
        if (s->new_mode) {
            git_oid_cpy(&entry->id, &s->new_id);
        }
    }
}

int ps_owed_begin(ps_repo *repo, ps_error *err) {
    ps_arena arena = {0};
    ps_str path, journal;
    int rc = owed_path(&path, repo, &arena, err);
    rc = rc ? rc : ps_repo_own(repo, &arena, "journal", &journal, err);
    if (rc == PS_OK && rename(journal.p, path.p) < 0) {
        rc = ps_ioerr(err, path, errno);
    }
    ps_arena_free(&arena);
    return rc;
}

/* ---- paying ---- */

typedef struct {
    const ps_step *step;
    size_t order;
} place;

static int by_path_and_order(const void *a, const void *b) {
    const place *x = a, *y = b;
    int c = ps_str_cmp(x->step->full, y->step->full);
    return c ? c : x->order < y->order ? -1 : x->order > y->order;
}

/* HEAD has what the last of a path's steps put there. */
static bool holds_still(ps_repo *repo, const ps_head *head, const ps_step *last) {
    git_oid id;
    uint32_t mode;
    if (ps_tree_find(&id, &mode, repo, head->tree, last->full, NULL)) {
        return false; /* a link or another repository stands there now: not our path any more */
    }
    mode = mode == GIT_FILEMODE_TREE ? 0 : mode;
    return mode == last->new_mode && (!mode || git_oid_equal(&id, &last->new_id));
}

/* What may stand in the index for a path, each time with what shall stand there: what its last step made. Of paths that HEAD has so. */
static int standing(ps_steps *out, ps_arena *arena, ps_repo *repo, const ps_steps *all, ps_error *err) {
    ps_head head = {0};
    place *places = ps_arena_alloc(arena, (all->n ? all->n : 1) * sizeof *places);
    int rc = places ? ps_head_read(&head, repo, err) : ps_nomem(err);
    for (size_t i = 0; rc == PS_OK && i < all->n; i++) {
        places[i] = (place){&all->v[i], i};
    }
    if (rc == PS_OK && all->n) {
        qsort(places, all->n, sizeof *places, by_path_and_order);
    }
    for (size_t from = 0, end; rc == PS_OK && from < all->n; from = end) {
        for (end = from + 1; end < all->n && ps_str_eq(places[end].step->full, places[from].step->full);) {
            end++;
        }
        const ps_step *last = places[end - 1].step;
        bool keep = holds_still(repo, &head, last);
        for (size_t i = from; rc == PS_OK && keep && i < end; i++) {
            ps_step *s = PS_PUSH(arena, out);
            rc = s ? PS_OK : ps_nomem(err);
            if (s) {
                *s = *last;
                s->old_mode = places[i].step->old_mode;
                s->old_id = places[i].step->old_id;
            }
        }
    }
    ps_head_free(&head);
    return rc;
}

/* For ps_repo_look_again; where memory is out there is nothing to look at. */
static void remember(ps_repo *repo, const ps_steps *steps) {
    if (repo->paid.n + steps->n > MANY) { /* nobody looked for long: the latest are those that can matter */
        ps_arena_free(&repo->paid_arena);
        repo->paid = (ps_steps){0};
    }
    for (size_t i = 0; i < steps->n && repo->paid.n < MANY; i++) {
        const ps_step *s = &steps->v[i];
        ps_step copy = {.path = ps_arena_dup(&repo->paid_arena, s->path),
                        .full = ps_arena_dup(&repo->paid_arena, s->full),
                        .old_mode = s->old_mode,
                        .new_mode = s->new_mode,
                        .old_id = s->old_id,
                        .new_id = s->new_id};
        ps_step *kept = copy.path.p && copy.full.p ? PS_PUSH(&repo->paid_arena, &repo->paid) : NULL;
        if (kept) {
            *kept = copy;
        }
    }
}

int ps_owed_settle(ps_repo *repo, const ps_journal *journal, ps_error *err) {
    ps_arena arena = {0};
    ps_steps all = {0}, steps = {0};
    ps_str path;
    int rc = owed_path(&path, repo, &arena, err);
    rc = rc ? rc : join(&all, &arena, journal, err);
    rc = rc ? rc : standing(&steps, &arena, repo, &all, err);
    if (rc == PS_OK && steps.n) {
        rc = ps_index_follow(repo, &steps, err);
    } else if (rc == PS_OK) {
        ps_index_release(repo);
    }
    PS_AT("followed");
    if (rc == PS_OK && unlink(path.p) < 0 && errno != ENOENT) {
        rc = ps_ioerr(err, path, errno);
    }
    repo->unpaid = rc != PS_OK;
    if (rc == PS_OK) {
        remember(repo, &steps);
    }
    if (repo->later) {
        ps_index_look(repo); /* now, not in the next commit */
    }
    ps_arena_free(&arena);
    return rc;
}

int ps_owed_pay(ps_repo *repo, ps_error *err) {
    ps_arena arena = {0};
    ps_journal j = {0};
    bool found = false;
    int rc = ps_repo_owes(repo) ? ps_journal_read(&j, &arena, repo, "owed", &found, err) : PS_OK;
    if (rc == PS_OK && found) {
        rc = ps_owed_settle(repo, &j, err);
    }
    ps_arena_free(&arena);
    return rc;
}

bool ps_repo_doubts(const ps_repo *repo) {
    return repo->paid.n > 0;
}

/* Those of the steps whose old entries stand in the index. */
static int put_back(ps_steps *out, ps_arena *arena, ps_repo *repo, const ps_steps *steps, ps_error *err) {
    const ps_entries *entries = ps_index_look(repo);
    for (size_t i = 0; entries && i < steps->n; i++) {
        const ps_step *s = &steps->v[i];
        ps_entry e;
        int rc = ps_entries_find(&e, entries, s->full, err);
        bool same = s->old_mode == s->new_mode && git_oid_equal(&s->old_id, &s->new_id);
        bool at_old = !rc && !e.conflict && !e.announced && e.mode == s->old_mode && (!e.mode || git_oid_equal(&e.id, &s->old_id));
        ps_step *kept = at_old && !same ? PS_PUSH(arena, out) : NULL;
        if (kept) {
            *kept = *s;
        } else if (rc || (at_old && !same)) {
            return rc ? rc : ps_nomem(err);
        }
    }
    return PS_OK;
}

int ps_repo_look_again(ps_repo *repo, ps_error *err) {
    ps_arena arena = {0};
    ps_steps still = {0}, again = {0};
    int rc = ps_repo_doubts(repo) ? ps_repo_lock(repo, FOLLOW_MS, err) : PS_OK;
    if (rc || !ps_repo_doubts(repo)) {
        return rc;
    }
    if (!ps_repo_owes(repo)) { /* else it comes again */
        rc = standing(&still, &arena, repo, &repo->paid, err);
        rc = rc ? rc : put_back(&again, &arena, repo, &still, err);
        rc = rc || !again.n ? rc : ps_index_follow(repo, &again, err);
        ps_arena_free(&repo->paid_arena);
        repo->paid = (ps_steps){0};
    }
    ps_repo_unlock(repo);
    ps_arena_free(&arena);
    return rc;
}

int ps_repo_follow(ps_repo *repo, ps_error *err) {
    if (!ps_repo_owes(repo)) {
        return PS_OK;
    }
    int rc = ps_repo_lock(repo, FOLLOW_MS, err);
    if (rc == PS_OK) {
        rc = ps_owed_pay(repo, err);
        ps_repo_unlock(repo);
    }
    return rc;
}
