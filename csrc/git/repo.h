/* The git repository around a workspace. The only modules that include git2.h are repo*.c and history*.c.
 * Paths are relative to the workspace's root (which may be a folder inside the work tree). A handle is used by one thread at a time. */
#ifndef PS_REPO_H
#define PS_REPO_H

#include "date.h"
#include "fs.h"

typedef struct ps_repo ps_repo;

/* A git object id. Zero-length hex: no object. */
typedef struct {
    char hex[65];
} ps_oid;

typedef struct {
    ps_str name, email;
    int64_t time;
    int tz; /* minutes east of UTC */
} ps_sign;

/* Opens the repository that holds `root`. PS_ENOTFOUND: not in a git work tree. PS_EUNSUPPORTED, with what and what to do: sha256, reftable,
 * split index, sparse index, sparse checkout, partial clone where objects lack, bare, core.worktree leading elsewhere, foreign owner. */
int ps_repo_open(ps_repo **out, ps_str root, ps_error *err);
void ps_repo_close(ps_repo *repo);
/* `git init` at dir (branch main) where no repository holds it; makes dir. Fine where one does. */
int ps_repo_init(ps_str dir, ps_error *err);
/* The workspace's path within the work tree, "" or ending in '/'. */
ps_str ps_repo_prefix(const ps_repo *repo);
/* Real paths, ending in '/': the git folder that holds objects and branches, shared by the repository's work trees, and this work tree's own. */
ps_str ps_repo_common(const ps_repo *repo);
ps_str ps_repo_own_folder(const ps_repo *repo);
/* git's user.name and user.email (environment and config, as git would take them), in the arena. PS_ENOIDENTITY with what to type. */
int ps_repo_identity(ps_repo *repo, ps_arena *arena, ps_str *name, ps_str *email, ps_error *err);
/* The same for a folder that may be in no repository yet: PS_ENOIDENTITY, or whatever keeps its repository from being opened. */
int ps_repo_knows_me(ps_str dir, ps_error *err);
/* PS_EBUSY where a merge, rebase, cherry-pick, revert, bisect or am is in progress, naming it. */
int ps_repo_idle(ps_repo *repo, ps_error *err);

/* ---- one writer at a time: an advisory lock in the git folder that the system releases when the process ends ---- */
int ps_repo_lock(ps_repo *repo, int timeout_ms, ps_error *err); /* PS_EBUSY after the timeout; may be taken again by the holder */
void ps_repo_unlock(ps_repo *repo);

/* ---- reading ---- */
/* Hex id of HEAD's commit; hex "" on an unborn branch. */
int ps_repo_head(ps_repo *repo, ps_oid *out, ps_error *err);
/* A commit from what people type: hex (also short), branch, tag, HEAD~2. PS_ENOTFOUND. */
int ps_repo_rev(ps_repo *repo, ps_oid *out, ps_str rev, ps_error *err);
/* The bytes of a path in a commit ("" = HEAD), as git would check them out (eol conversion undone is not needed: the blob's own bytes). PS_ENOTFOUND. */
int ps_repo_file(ps_repo *repo, ps_arena *arena, ps_str commit, ps_str path, ps_str *out, ps_error *err);
int ps_repo_blob(ps_repo *repo, ps_arena *arena, const ps_oid *blob, ps_str *out, ps_error *err);
/* Id of the tree of a folder in a commit ("" = HEAD); hex "" where there is none. */
int ps_repo_tree(ps_repo *repo, ps_oid *out, ps_str commit, ps_str folder, ps_error *err);
typedef struct {
    ps_str path; /* relative to the listed folder's tree for ps_repo_tree_files, else to the workspace */
    ps_oid blob;
} ps_tree_file;
/* All files below a tree, by its id or a commit's folder. */
int ps_repo_tree_files(ps_repo *repo, ps_arena *arena, const ps_oid *tree, ps_tree_file **out, size_t *n, ps_error *err);
typedef struct {
    ps_str name;     /* one component */
    ps_fs_kind kind; /* links and other repositories are PS_FS_OTHER */
    ps_oid id;
} ps_tree_entry;
/* The entries of one tree, in byte order of their names. */
int ps_repo_tree_list(ps_repo *repo, ps_arena *arena, const ps_oid *tree, ps_tree_entry **out, size_t *n, ps_error *err);
/* Files below `under` (folders or files of the workspace; n == 0: everything) whose work tree differs from HEAD: modified, new (not ignored),
 * deleted. staged: git's index differs from HEAD for it. Cheap when nothing changed (stat data of git's index). */
typedef struct {
    ps_str path;
    bool staged, deleted, untracked;
} ps_dirty;
int ps_repo_dirty(ps_repo *repo, ps_arena *arena, const ps_str *under, size_t n_under, ps_dirty **out, size_t *n, ps_error *err);
bool ps_repo_ignored(ps_repo *repo, ps_str path);

/* ---- writing ---- */
typedef struct {
    ps_str path;
    ps_str content; /* p == NULL: the file is deleted */
} ps_change;

typedef struct {
    const ps_change *changes;
    size_t n;
    ps_str message;        /* subject, blank line, body and trailers */
    const ps_sign *author; /* committer is the same */
} ps_commit;

/* One commit that holds these changes, then the work tree files, then git's index entries of just these paths. Before it: every path is checked
 * (PS_ESTAGED with err->path where the user has staged something for it). Whole or not at all: after a crash ps_repo_recover finishes it.
 * A change that equals HEAD and the work tree is left out; with none left nothing is committed and out->hex is "".
 * A work tree file that is not what HEAD has (nor the new content) is a conflict (PS_ECONFLICT): the caller commits such edits first.
 * PS_ECONFLICT too where HEAD moved and one of these paths changed there; other movements are retried.
 * Goes through the git command where the repository asks for it (filters on a path, conversions of line ends, hooks, signing): where git or a hook
 * says no, PS_EGIT with its last line, and files and index are as they were.
 * PS_EINVAL, with err->path, for a path that leaves the workspace, lies beneath a link, in another repository or in a git folder.
 * Takes the lock itself (PS_EBUSY after 15 s) and finishes first what a killed process left. PS_EIO may also mean that the commit was made and a
 * file could not be written: the next call writes it. Where another process holds git's index for seconds, the index follows at the next call, and in a large tree by ps_repo_follow. */
int ps_repo_commit(ps_repo *repo, const ps_fs *fs, const ps_commit *in, ps_oid *out, ps_error *err);
/* Commits what stands in the work tree at these paths (as ps_repo_dirty gave them; staged ones are refused). Files are not touched. */
int ps_repo_commit_paths(ps_repo *repo, const ps_fs *fs, const ps_str *paths, size_t n, ps_str message, const ps_sign *author, ps_oid *out,
                         ps_error *err);
/* Finishes or takes back what a killed process left (its journal in the git folder). *did: something was there. */
int ps_repo_recover(ps_repo *repo, const ps_fs *fs, bool *did, ps_error *err);
/* In a large tree rewriting git's index takes far longer than the commit. Whoever has this handle promises to call ps_repo_follow within moments
 * after a commit: then git's index follows there, not in the commit. Until it has, its old entries of the committed paths look staged to `git status`,
 * and git's lock on its index is held, so that nobody commits or stages on top of them. A small tree's index is brought up to date at once. */
void ps_repo_follow_later(ps_repo *repo);
/* Whether git's index owes entries to commits of this or another process. */
bool ps_repo_owes(const ps_repo *repo);
/* Brings git's index up to date. Fine where nothing is owed. PS_EBUSY where another process holds our lock or git's all the time: later again. */
int ps_repo_follow(ps_repo *repo, ps_error *err);
/* A `git commit` of paths that read the index just before it followed, and locked it just after, writes our old entries back. To be asked about a
 * second after git's index has followed: those that are there again, where HEAD has what we committed, follow again. */
bool ps_repo_doubts(const ps_repo *repo);
int ps_repo_look_again(ps_repo *repo, ps_error *err);
/* Starts `git maintenance run --auto` in the background, at most once an hour per repository. */
void ps_repo_maintain(ps_repo *repo);

/* Runs `git` in the workspace's folder: args NULL-terminated, without "git". Reads get -c core.fsmonitor=false -c core.hooksPath=/dev/null. LC_ALL=C.
 * Standard output in the arena; PS_EGIT with git's own last line of standard error. No shell. `input` may be empty. */
int ps_git_run(ps_repo *repo, ps_arena *arena, const char *const *args, bool reads, ps_str input, ps_str *out, ps_error *err);

#endif
