/* What the parts of the repository layer share. Nobody else includes it. */
#ifndef PS_REPO_IMPL_H
#define PS_REPO_IMPL_H

#include <git2.h>

#include "repo.h"
#include "repo_entries.h"
#include "repo_own.h"

typedef struct ps_line ps_line;

/* ---- one path's part in a commit ---- */
typedef struct {
    ps_str path; /* in the workspace */
    ps_str full; /* in the work tree, NUL-terminated */
    ps_str was;  /* bytes in the work tree before, p NULL: no file (only where `write`) */
    ps_str now;  /* bytes in the work tree after, p NULL: no file, or not read */
    git_oid old_id, new_id;
    uint32_t old_mode, new_mode; /* 0: not there */
    bool write;                  /* the work tree file goes from `was` to `now` */
    bool edited;                 /* its bytes are neither HEAD's nor `now`: a conflict, unless git says that the difference is none */
    bool wished;                 /* a new path that the user has announced with `git add -N` */
} ps_step;

typedef struct {
    ps_step *v;
    size_t n, cap;
} ps_steps;

/* A tree as the bytes that git keeps. */
typedef struct {
    git_oid id;
    char *bytes; /* NULL: none */
    size_t n;
    uint64_t used; /* when, among the uses of all */
} ps_kept_tree;
enum { PS_WRITING = 32 };
enum { PS_KEPT_TREES = 16 }; /* the folders on the way to the last notes that were saved, before and after */

struct ps_repo {
    git_repository *git;
    ps_arena arena; /* the strings below */
    ps_str top;     /* the work tree, real path, ending in '/' */
    ps_str gitdir;  /* this work tree's own git folder, ending in '/' */
    ps_str common;  /* the git folder that holds objects and branches, ending in '/' */
    ps_str prefix;  /* the workspace within the work tree: "" or ending in '/' */
    int lock;       /* descriptor, -1: not held */
    unsigned lock_depth;
    ps_line *line; /* history's: the first-parent line that it has read; NULL: none yet */
    void (*free_line)(ps_line *line);
    ps_kept_tree trees[PS_KEPT_TREES];
    uint64_t tree_uses;
    bool order_known, keeps_order; /* of writes to the disk: repo_object.c */
    int writing[PS_WRITING];       /* descriptors of objects on their way to the disk */
    size_t n_writing;
    ps_entries entries; /* git's index as it was when it was last looked at */
    bool later;         /* git's index may follow later: whoever has the handle sees to it */
    bool unpaid;        /* it could not, the last time */
    ps_arena paid_arena;
    ps_steps paid; /* what git's index got last, until that was looked at again */
};

/* libgit2's last error on this thread as ours: PS_EGIT, PS_ENOMEM, or PS_EBUSY for a lock. rc is libgit2's code. */
int ps_repo_fail(ps_error *err, int rc);
/* ps_fail + ps_error_at for a path of the workspace, in one. */
int ps_repo_refuse(ps_error *err, int code, ps_text_id id, ps_str path);

/* Where the work tree above a folder begins, before libgit2 opens it; refuses what libgit2 would mistake. */
typedef struct {
    ps_str top, gitdir, common; /* real paths without a final '/' */
    bool worktree_config, partial;
} ps_found;
int ps_repo_discover(ps_found *out, ps_arena *arena, ps_str real_root, ps_error *err);
/* Sets the repository's configuration as git itself would read it (GIT_CONFIG_GLOBAL and its kin, config.worktree). */
int ps_repo_configure(ps_repo *repo, bool worktree_config, ps_error *err);
/* Refuses sparse checkouts, split and sparse indexes, partial clones that lack objects, work trees that are elsewhere. */
int ps_repo_supported(ps_repo *repo, const ps_found *found, ps_error *err);
/* Refuses what a repository may have become since: sparse checkout, split or sparse index. */
int ps_repo_whole(ps_repo *repo, ps_error *err);
/* git's index as it is now; free it. PS_EUNSUPPORTED where libgit2 can't read it. */
int ps_index_read(git_index **out, ps_repo *repo, ps_error *err);
int ps_index_fail(ps_error *err, int rc);
/* git's index without libgit2, as it is now; NULL where that can't be done, or memory is out: then ps_index_read says what is wrong, or must do. */
const ps_entries *ps_index_look(ps_repo *repo);
bool ps_repo_config_bool(ps_repo *repo, const char *key);
bool ps_repo_trusts_mode(ps_repo *repo); /* core.filemode */
/* A setting in the arena, "" where it is not set; p is NULL when memory is out. repo NULL: the person's own settings alone. */
ps_str ps_repo_config_str(ps_repo *repo, ps_arena *arena, const char *key);

/* The folders above a path are real ones, in this repository, and the last that exists can be written to. PS_EINVAL, PS_EIO. */
int ps_path_folders(const ps_repo *repo, ps_str path, ps_error *err);
/* The whole of a file, by an absolute path that ends in NUL; p NULL where there is none. Follows no link. */
int ps_repo_slurp(ps_str *out, ps_arena *arena, ps_str path, ps_error *err);
/* Syncs the folder of a file, so that its name is on the disk. */
void ps_repo_sync_folder(ps_str file);
/* prefix + path, and its absolute path; NUL-terminated, p NULL when memory is out. */
ps_str ps_repo_full(const ps_repo *repo, ps_arena *arena, ps_str path);
ps_str ps_repo_abs(const ps_repo *repo, ps_arena *arena, ps_str path);
/* Sleeps a little longer with each try, a different while in each process. */
void ps_repo_backoff(unsigned attempt);

/* ---- HEAD as it was at one moment ---- */
typedef struct {
    char name[256]; /* the reference that a commit moves: refs/heads/…, or HEAD where it is detached */
    bool unborn;
    git_oid id;     /* commit; zero where unborn */
    git_tree *tree; /* owned; NULL where unborn */
} ps_head;
int ps_head_read(ps_head *out, ps_repo *repo, ps_error *err);
void ps_head_free(ps_head *head);

/* ---- objects ---- */
/* Writes an object; *out: its id. 0 or libgit2's code. On the disk it is when ps_objects_settle was called and then anything in the git folder synced. */
int ps_object_write(git_oid *out, ps_repo *repo, ps_str bytes, git_object_t type);
void ps_objects_settle(ps_repo *repo);

/* Fills id and mode of a path in a tree (NULL: none): mode 0 where there is nothing. PS_EINVAL where a link or another repository stands above. */
int ps_tree_find(git_oid *id, uint32_t *mode, ps_repo *repo, const git_tree *tree, ps_str full, ps_error *err);
/* The tree `base` (NULL: empty) with each step's new_id in place. Steps are sorted by `full`. */
int ps_tree_edit(git_oid *out, ps_repo *repo, const git_tree *base, const ps_steps *steps, ps_error *err);
void ps_kept_trees_free(ps_repo *repo);

/* Steps from what is asked, held against HEAD and the work tree, sorted; those without effect are left out. */
int ps_plan_changes(ps_steps *out, ps_arena *arena, ps_repo *repo, const ps_fs *fs, const ps_head *head, const ps_change *changes, size_t n,
                    ps_error *err);
/* The same for what stands in the work tree. *large: a file is too large to be read whole (its `now` is empty). */
int ps_plan_paths(ps_steps *out, bool *large, ps_arena *arena, ps_repo *repo, const ps_fs *fs, const ps_head *head, const ps_str *paths,
                  size_t n, ps_error *err);

/* ---- what differs from HEAD ---- */
/* Appends to `found` which of these files differ, as ps_repo_dirty does. *done false: only a look at the whole tree can tell (folders, links,
 * conversions, merges). */
typedef PS_VEC(ps_dirty) ps_dirties;
int ps_dirty_files(ps_dirties *found, bool *done, ps_repo *repo, ps_arena *arena, const ps_str *paths, size_t n, ps_error *err);
/* What a killed write left beside a file. */
bool ps_path_leftover(ps_str path);

/* ---- the journal ---- */
typedef struct {
    bool via_git;
    git_oid old_head, new_head; /* zero: none, not known */
    char ref[256];              /* what moves from one to the other */
    ps_steps steps;
    ps_steps owed; /* of earlier commits to git's index */
} ps_journal;
int ps_journal_write(ps_repo *repo, const ps_journal *journal, ps_error *err);
/* name: "journal" or "owed". *found false where there is none. One that can't be read is put aside, with ".bad" after its name. */
int ps_journal_read(ps_journal *out, ps_arena *arena, ps_repo *repo, const char *name, bool *found, ps_error *err);
int ps_journal_remove(ps_repo *repo, ps_error *err);

/* ---- git's index ---- */
/* PS_ESTAGED for the first step whose index entry is not what HEAD has, nor owed to be; notes which ones are announced. */
int ps_index_unstaged(ps_repo *repo, const ps_steps *owed, ps_steps *steps, ps_error *err);
/* Puts new_id of each step into git's index, where the index still has old_id; keeps everything else. Lets go of git's lock. PS_EBUSY where
 * another process holds that all the time. */
int ps_index_follow(ps_repo *repo, const ps_steps *steps, ps_error *err);
typedef struct {
    ps_arena arena;
    ps_str real, lock, copy; /* absolute, NUL-terminated */
} ps_index_files;
/* Makes the copy, which is git's index with these entries. Call with git's lock held. *changed false: there is nothing to do, and no copy. */
int ps_index_copy(bool *changed, const ps_index_files *f, ps_repo *repo, const ps_steps *steps, ps_error *err);
/* Takes git's lock on its index (index.lock) for later, where it is free within moments. From then on nobody commits or stages what the index has
 * of our paths, until ps_index_follow or ps_index_release. All of these are called with our own lock held. */
void ps_index_hold(ps_repo *repo);
bool ps_index_held(ps_repo *repo);
void ps_index_release(ps_repo *repo);
/* Removes half-made copies of a killed process. */
void ps_index_sweep(ps_repo *repo);

/* ---- what git's index owes to commits of ours (repo_owed.c) ---- */
/* Oldest first; a path may come several times, each time from where it was. Only paths, ids and modes count. */
int ps_owed_read(ps_steps *out, ps_arena *arena, ps_repo *repo, ps_error *err);
/* The entry as it will be. */
void ps_owed_apply(ps_entry *entry, const ps_steps *owed, ps_str full);
/* The journal's files are written: from now on it says what is owed, and no more. */
int ps_owed_begin(ps_repo *repo, ps_error *err);
/* Brings git's index up to date for what the file says, or for this journal, which it was made from; then the file goes. PS_EBUSY as above. */
int ps_owed_pay(ps_repo *repo, ps_error *err);
int ps_owed_settle(ps_repo *repo, const ps_journal *journal, ps_error *err);
/* Whether a commit may leave the index to be brought up to date later: this handle's owner sees to it, and the index is large. */
bool ps_owed_may_wait(ps_repo *repo, const ps_journal *journal);
extern off_t ps_owed_small; /* bytes of an index that is not large; tests lower it */

/* Removes the reference's lock file where it is that of the killed process that wanted to write `to`. */
void ps_ref_unlock_dead(ps_repo *repo, const char *name, const git_oid *to);
/* PS_EBUSY naming the lock file of git's index or of the reference that stands in the way; PS_OK where there is none. Whether a living git holds it
 * nobody can know, so none is removed. */
int ps_ref_locked(ps_repo *repo, const char *name, ps_error *err);
/* Compare and swap: head's reference from what it was to `to`, with a line in the reflog. *moved: somebody else was first, or holds it.
 * The author's strings are NUL-terminated. */
int ps_ref_move(bool *moved, ps_repo *repo, const ps_head *head, const git_oid *to, ps_str message, const ps_sign *author, ps_error *err);

/* Each file that is to be written goes from `was` to `now` (back: the other way). One that somebody changed meanwhile stays as it is: with
 * `strict` that is PS_ECONFLICT. */
int ps_steps_write(ps_repo *repo, const ps_fs *fs, const ps_steps *steps, bool back, bool strict, ps_error *err);
/* Files back to `was`, what we announced to git's index out of it again, then the journal goes. */
int ps_commit_take_back(ps_repo *repo, const ps_fs *fs, const ps_steps *steps, ps_error *err);
/* After the commit exists: files, then index entries, then the journal goes. */
int ps_commit_settle(ps_repo *repo, const ps_fs *fs, const ps_journal *journal, ps_error *err);

/* ---- through the git command ---- */
/* Whether a commit of these steps needs the git command: hooks, signing, filters, conversions of line ends. */
int ps_repo_wants_git(bool *out, ps_repo *repo, const ps_steps *steps, ps_error *err);
int ps_commit_via_git(ps_oid *out, ps_repo *repo, const ps_fs *fs, const ps_head *head, ps_steps *steps, ps_str message,
                      const ps_sign *author, ps_error *err);
/* Takes paths that we announced to git's index out of it again. */
int ps_git_unannounce(ps_repo *repo, const ps_steps *steps, ps_error *err);

typedef struct {
    const char *const *args; /* NULL-terminated, without "git" */
    const char *const *env;  /* "NAME=value", NULL-terminated; NULL: none */
    bool reads;
    bool guarded; /* ps_git_wait_dead waits for it, also when this process was killed */
    ps_str input;
} ps_git_call;
typedef struct {
    ps_str out, errors;
    int status; /* exit code; 128 + signal */
} ps_git_result;
/* Runs git to its end whatever it answers; fails only where it could not run. */
int ps_git_call_run(ps_repo *repo, ps_arena *arena, const ps_git_call *call, ps_git_result *result, ps_error *err);
/* Waits until no guarded git of a killed process is at work any more: it may still commit. PS_EBUSY after some ten seconds. */
int ps_git_wait_dead(ps_repo *repo, ps_error *err);
/* The last line that is not blank. */
ps_str ps_git_last_line(ps_str text);

void ps_oid_put(ps_oid *out, const git_oid *id);
/* Commit of a hex id or, for "", of HEAD. PS_ENOTFOUND. */
int ps_commit_lookup(git_commit **out, ps_repo *repo, ps_str rev, ps_error *err);

/* Tests: called with the name of each step of a commit as it was reached. */
extern void (*ps_repo_at)(const char *step);
#define PS_AT(step) ((void)(ps_repo_at ? (ps_repo_at(step), 0) : 0))

#endif
