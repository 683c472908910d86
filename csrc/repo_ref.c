/* Moving a branch by compare and swap. */
#include "repo_impl.h"

#include <string.h>

/* On an unborn branch libgit2 looks whether the name is free before it takes the lock; git looks under it. Without git, libgit2 must do. */
static int create_branch(bool *moved, ps_repo *repo, const ps_head *head, const git_oid *to, const char *log, ps_error *err) {
    static const char none[] = "0000000000000000000000000000000000000000";
    ps_arena arena = {0};
    ps_git_result got;
    ps_oid hex;
    git_reference *ref = NULL;
    ps_oid_put(&hex, to);
    const char *args[] = {"update-ref", "--create-reflog", "-m", log, head->name, hex.hex, none, NULL};
    ps_git_call call = {.args = args, .reads = true};
    int rc = ps_git_call_run(repo, &arena, &call, &got, NULL);
    if (rc == PS_OK) {
        *moved = got.status != 0;
        /* A refusal that leaves the branch unborn is no race. */
        git_oid now;
        if (*moved && git_reference_name_to_id(&now, repo->git, head->name) == GIT_ENOTFOUND && ps_str_find(got.errors, PS_S("lock"), 0) == SIZE_MAX) {
            rc = ps_fail(err, PS_EGIT, GIT_SAYS, ps_git_last_line(got.errors));
        }
    } else {
        int git_rc = git_reference_create(&ref, repo->git, head->name, to, 0, log);
        *moved = git_rc == GIT_EEXISTS || git_rc == GIT_ELOCKED;
        rc = *moved ? PS_OK : ps_repo_fail(err, git_rc);
        git_reference_free(ref);
    }
    ps_arena_free(&arena);
    return rc;
}

int ps_ref_move(bool *moved, ps_repo *repo, const ps_head *head, const git_oid *to, ps_str message, const ps_sign *author, ps_error *err) {
    ps_arena arena = {0};
    git_reference *ref = NULL;
    ps_str subject = ps_str_sub(message, 0, ps_str_find(message, PS_S("\n"), 0));
    ps_str log = ps_arena_fmt(&arena, "commit%s: %.*s", head->unborn ? " (initial)" : "", PS_FMT(subject));
    ps_str name = ps_arena_dup(&arena, author->name), email = ps_arena_dup(&arena, author->email);
    int rc = log.p && name.p && email.p ? PS_OK : ps_nomem(err);
    *moved = false;
    if (rc || (rc = ps_repo_fail(err, git_repository_set_ident(repo->git, name.p, email.p)))) {
        goto cleanup;
    }
    if (head->unborn) {
        rc = create_branch(moved, repo, head, to, log.p, err);
        goto cleanup;
    }
    int git_rc = git_reference_create_matching(&ref, repo->git, head->name, to, 1, &head->id, log.p);
    *moved = git_rc == GIT_EMODIFIED || git_rc == GIT_ELOCKED || git_rc == GIT_ENOTFOUND;
    rc = *moved ? PS_OK : ps_repo_fail(err, git_rc);
cleanup:
    git_reference_free(ref);
    ps_arena_free(&arena);
    return rc;
}
