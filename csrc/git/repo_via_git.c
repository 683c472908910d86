/* A commit made by the git command, for repositories whose hooks, filters, conversions or signatures only git itself can do. The files are
 * written first, then `git commit --only` takes just these paths and leaves what else is staged. git builds its tree on the HEAD that it locks,
 * so nobody else's commit is lost. If git (or a hook) says no, files and index go back to what they were. */
#include "repo_impl.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { TRIES = 40, ANNOUNCE_TRIES = 10 };

/* Every path, NUL-terminated, relative to the workspace, where git is started. */
static int path_list(ps_str *out, ps_arena *arena, const ps_steps *steps, bool (*wanted)(const ps_step *), ps_error *err) {
    ps_buf b = {0};
    for (size_t i = 0; i < steps->n; i++) {
        if (!wanted || wanted(&steps->v[i])) {
            ps_buf_put(&b, steps->v[i].path);
            ps_buf_put(&b, (ps_str){"", 1});
        }
    }
    *out = ps_arena_dup(arena, ps_buf_str(&b));
    bool ok = ps_buf_ok(&b) && out->p;
    ps_buf_free(&b);
    return ok ? PS_OK : ps_nomem(err);
}

/* Is new to git's index: it has to be announced before `git commit` takes it. */
static bool is_new(const ps_step *s) {
    return !s->old_mode && s->new_mode && !s->wished;
}

static bool is_lock_trouble(const ps_git_result *got) {
    return got->status &&
           (ps_str_find(got->errors, PS_S(".lock'"), 0) != SIZE_MAX || ps_str_find(got->errors, PS_S("cannot lock ref"), 0) != SIZE_MAX);
}

/* What git said no to. Of a lock that stayed all the time: the file, which git's last line does not name. */
static int refused(ps_error *err, const ps_git_result *got) {
    ps_str said = ps_git_last_line(got->errors.n ? got->errors : got->out);
    size_t end = ps_str_find(got->errors, PS_S(".lock'"), 0), start = end;
    if (!is_lock_trouble(got)) {
        return ps_fail(err, PS_EGIT, COMMIT_REFUSED, said.n ? said : PS_S("?"));
    }
    while (end != SIZE_MAX && start && got->errors.p[start - 1] != '\'') {
        start--;
    }
    ps_str file = end == SIZE_MAX ? said : ps_str_sub(got->errors, start, end + sizeof ".lock" - 1);
    return ps_str_ends(file, PS_S("/index.lock")) ? ps_fail(err, PS_EBUSY, INDEX_LOCKED, file)
           : ps_str_ends(file, PS_S(".lock"))     ? ps_fail(err, PS_EBUSY, REF_LOCKED, file)
                                                  : ps_fail(err, PS_EBUSY, COMMIT_REFUSED, file);
}

/* Runs git again while another process holds a lock. */
static int patiently(ps_git_result *got, ps_repo *repo, ps_arena *arena, const ps_git_call *call, ps_error *err) {
    for (unsigned attempt = 0;; attempt++) {
        int rc = ps_git_call_run(repo, arena, call, got, err);
        if (rc || !is_lock_trouble(got) || attempt == TRIES) {
            return rc;
        }
        ps_repo_backoff(attempt);
    }
}

static const char *const literal[] = {"GIT_LITERAL_PATHSPECS=1", NULL};

static int announce(ps_repo *repo, const ps_steps *steps, ps_error *err) {
    static const char *const args[] = {"add", "--intent-to-add", "--force", "--pathspec-from-file=-", "--pathspec-file-nul", NULL};
    ps_arena arena = {0};
    ps_git_call call = {.args = args, .env = literal, .guarded = true};
    ps_git_result got = {0};
    int rc = path_list(&call.input, &arena, steps, is_new, err);
    if (rc == PS_OK && call.input.n) {
        rc = patiently(&got, repo, &arena, &call, err);
    }
    if (rc == PS_OK && got.status) {
        rc = refused(err, &got);
    }
    ps_arena_free(&arena);
    return rc;
}

/* Only what is announced and nothing more: a user may have staged it meanwhile. */
static int still_announced(ps_steps *out, ps_arena *arena, ps_repo *repo, const ps_steps *steps, ps_error *err) {
    git_index *index = NULL;
    int rc = ps_index_read(&index, repo, err);
    for (size_t i = 0; rc == PS_OK && i < steps->n; i++) {
        const ps_step *s = &steps->v[i];
        const git_index_entry *e = s->old_mode || s->wished ? NULL : git_index_get_bypath(index, s->full.p, 0);
        if (!e || !(e->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD)) {
            continue;
        }
        ps_step *kept = PS_PUSH(arena, out);
        if (!kept) {
            rc = ps_nomem(err);
            break;
        }
        *kept = *s;
    }
    git_index_free(index);
    return rc;
}

int ps_git_unannounce(ps_repo *repo, const ps_steps *steps, ps_error *err) {
    static const char *const args[] = {"update-index", "--force-remove", "-z", "--stdin", NULL};
    ps_arena arena = {0};
    ps_steps those = {0};
    ps_git_call call = {.args = args, .guarded = true};
    ps_git_result got = {0};
    int rc = still_announced(&those, &arena, repo, steps, err);
    if (rc == PS_OK) {
        rc = path_list(&call.input, &arena, &those, NULL, err);
    }
    if (rc == PS_OK && call.input.n) {
        rc = patiently(&got, repo, &arena, &call, err);
    }
    if (rc == PS_OK && got.status) {
        rc = refused(err, &got);
    }
    ps_arena_free(&arena);
    return rc;
}

/* git's own judgement of one tracked path: does the work tree differ from HEAD? (`git status` says so of any file of another size.) */
static int differs(bool *out, ps_repo *repo, ps_str path, ps_error *err) {
    ps_arena arena = {0};
    ps_str z = ps_arena_dup(&arena, path);
    const char *args[] = {"diff", "--quiet", "--no-ext-diff", "--no-textconv", "HEAD", "--", z.p, NULL};
    ps_git_call call = {.args = args, .env = literal, .reads = true};
    ps_git_result got = {0};
    int rc = z.p ? ps_git_call_run(repo, &arena, &call, &got, err) : ps_nomem(err);
    if (rc == PS_OK && got.status > 1) {
        rc = ps_fail(err, PS_EGIT, GIT_FAILED, PS_S("diff"), ps_git_last_line(got.errors));
    }
    *out = got.status != 0;
    ps_arena_free(&arena);
    return rc;
}

/* Bytes that are not HEAD's may still be what a filter or a line end makes of them. */
static int really_edited(ps_repo *repo, const ps_steps *steps, ps_error *err) {
    for (size_t i = 0; i < steps->n; i++) {
        const ps_step *s = &steps->v[i];
        bool yes = s->edited;
        int rc = s->edited && s->old_mode && s->was.p ? differs(&yes, repo, s->path, err) : PS_OK;
        if (rc || yes) {
            return rc ? rc : ps_repo_refuse(err, PS_ECONFLICT, PS_T_PATH_EDITED, s->path);
        }
    }
    return PS_OK;
}

/* `git commit` of paths reads the index before it locks it: one that somebody runs beside ours writes back an index without what was announced in
 * between. */
static int lost_announcement(bool *out, ps_repo *repo, const ps_steps *steps, ps_error *err) {
    git_index *index = NULL;
    int rc = ps_index_read(&index, repo, err);
    *out = false;
    for (size_t i = 0; rc == PS_OK && !*out && i < steps->n; i++) {
        *out = is_new(&steps->v[i]) && !git_index_get_bypath(index, steps->v[i].full.p, 0);
    }
    git_index_free(index);
    return rc;
}

/* The id in `[main 0123…] subject`, which git prints. */
static void find_id(ps_oid *out, ps_str printed) {
    *out = (ps_oid){""};
    for (size_t at = 0; at + GIT_OID_HEXSZ < printed.n; at++) {
        size_t n = 0;
        while (n <= GIT_OID_HEXSZ && isxdigit((unsigned char)printed.p[at + n])) {
            n++;
        }
        if (n == GIT_OID_HEXSZ && printed.p[at + n] == ']') {
            memcpy(out->hex, printed.p + at, n);
            out->hex[n] = '\0';
            return;
        }
    }
}

/* HEAD has our paths no longer as they were. */
static int came_through(bool *out, ps_repo *repo, const ps_steps *steps, ps_error *err) {
    ps_head head = {0};
    int rc = ps_head_read(&head, repo, err);
    *out = false;
    for (size_t i = 0; rc == PS_OK && i < steps->n; i++) {
        const ps_step *s = &steps->v[i];
        git_oid id;
        uint32_t mode;
        rc = ps_tree_find(&id, &mode, repo, head.tree, s->full, err);
        *out = *out || mode != s->old_mode || (mode && !git_oid_equal(&id, &s->old_id));
    }
    ps_head_free(&head);
    return rc;
}

static int all_same(bool *out, ps_repo *repo, const ps_steps *steps, ps_error *err) {
    int rc = PS_OK;
    bool differ = false;
    for (size_t i = 0; rc == PS_OK && !differ && i < steps->n; i++) {
        rc = differs(&differ, repo, steps->v[i].path, err);
    }
    *out = !differ;
    return rc;
}

/* Standard input carries the paths. */
static int message_file(ps_str *out, ps_repo *repo, ps_arena *arena, ps_str message, ps_error *err) {
    int rc = ps_repo_own(repo, arena, "message", out, err);
    if (rc) {
        return rc;
    }
    int fd = open(out->p, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    int failed = fd < 0 ? errno : 0;
    message = ps_arena_fmt(arena, "%.*s%s", PS_FMT(message), ps_str_ends(message, PS_S("\n")) ? "" : "\n");
    failed = !failed && !message.p ? ENOMEM : failed;
    while (!failed && message.n) {
        ssize_t n = write(fd, message.p, message.n);
        failed = n < 0 && errno != EINTR ? errno : 0;
        message = n > 0 ? ps_str_sub(message, (size_t)n, message.n) : message;
    }
    if (fd >= 0 && close(fd) < 0 && !failed) {
        failed = errno;
    }
    return failed ? ps_ioerr(err, *out, failed) : PS_OK;
}

static int commit_only(ps_oid *out, ps_repo *repo, ps_arena *arena, const ps_steps *steps, ps_str message, const ps_sign *author,
                       ps_error *err) {
    ps_str file, stamp;
    ps_git_result got = {0};
    int rc = message_file(&file, repo, arena, message, err);
    if (rc) {
        return rc;
    }
    int tz = author->tz < 0 ? -author->tz : author->tz;
    stamp = ps_arena_fmt(arena, "@%lld %c%02d%02d", (long long)author->time, author->tz < 0 ? '-' : '+', tz / 60, tz % 60);
    ps_str env[] = {ps_arena_fmt(arena, "GIT_AUTHOR_NAME=%.*s", PS_FMT(author->name)),
                    ps_arena_fmt(arena, "GIT_AUTHOR_EMAIL=%.*s", PS_FMT(author->email)),
                    ps_arena_fmt(arena, "GIT_AUTHOR_DATE=%.*s", PS_FMT(stamp)),
                    ps_arena_fmt(arena, "GIT_COMMITTER_NAME=%.*s", PS_FMT(author->name)),
                    ps_arena_fmt(arena, "GIT_COMMITTER_EMAIL=%.*s", PS_FMT(author->email)),
                    ps_arena_fmt(arena, "GIT_COMMITTER_DATE=%.*s", PS_FMT(stamp))};
    for (size_t i = 0; i < sizeof env / sizeof *env; i++) {
        if (!env[i].p) {
            return ps_nomem(err);
        }
    }
    const char *env_z[] = {env[0].p, env[1].p, env[2].p, env[3].p, env[4].p, env[5].p, literal[0], NULL};
    const char *args[] = {"-c",
                          "core.abbrev=40",
                          "-c",
                          "i18n.commitEncoding=UTF-8",
                          "-c",
                          "color.ui=false",
                          "commit",
                          "--only",
                          "--no-edit",
                          "--no-status",
                          "--cleanup=verbatim",
                          "-F",
                          file.p,
                          "--pathspec-from-file=-",
                          "--pathspec-file-nul",
                          NULL};
    ps_git_call call = {.args = args, .env = env_z, .guarded = true};
    if ((rc = path_list(&call.input, arena, steps, NULL, err)) || (rc = patiently(&got, repo, arena, &call, err))) {
        return rc;
    }
    unlink(file.p);
    if (got.status == 0) {
        find_id(out, got.out);
        return PS_OK;
    }
    return refused(err, &got);
}

static int announce_and_commit(ps_oid *out, ps_repo *repo, ps_arena *arena, const ps_steps *steps, ps_str message, const ps_sign *author,
                               ps_error *err) {
    for (unsigned attempt = 0;; attempt++) {
        ps_error ignored = {.lang = err ? err->lang : PS_EN};
        bool lost;
        int rc = announce(repo, steps, err);
        PS_AT("announced");
        if (rc == PS_OK) {
            rc = commit_only(out, repo, arena, steps, message, author, err);
            PS_AT("git-committed");
        }
        if (rc != PS_EGIT || attempt == ANNOUNCE_TRIES || lost_announcement(&lost, repo, steps, &ignored) || !lost) {
            return rc;
        }
        ps_repo_backoff(attempt);
        if (err) {
            ps_error_clear(err);
        }
    }
}

/* git said no; what it says of a commit that happened nevertheless, or that would change nothing, is no failure. */
static int explain_failure(bool *done, ps_oid *out, ps_repo *repo, const ps_steps *steps, ps_error *err) {
    bool nothing = false;
    int rc = came_through(done, repo, steps, err);
    if (rc == PS_OK && *done) {
        return ps_repo_head(repo, out, err);
    }
    if (rc == PS_OK) {
        rc = all_same(&nothing, repo, steps, err);
    }
    *done = nothing;
    *out = (ps_oid){""};
    return rc;
}

/* git's index is git's own business here, but for two cases: a hook that changed what was committed leaves the index behind, and a file that git
 * holds for unchanged, though its bytes are others, needs fresh stat data (`nothing`: no commit was made). */
static int settle_index(ps_repo *repo, const ps_steps *steps, bool nothing, ps_error *err) {
    ps_arena arena = {0};
    ps_steps behind = {0};
    ps_head head = {0};
    git_index *index = NULL;
    int rc = ps_head_read(&head, repo, err);
    rc = rc ? rc : ps_index_read(&index, repo, err);
    for (size_t i = 0; rc == PS_OK && i < steps->n; i++) {
        ps_step s = steps->v[i];
        git_oid id;
        uint32_t mode;
        const git_index_entry *e = git_index_get_bypath(index, s.full.p, 0);
        if ((rc = ps_tree_find(&id, &mode, repo, head.tree, s.full, err)) || !e || !mode) {
            continue;
        }
        bool left_behind = git_oid_equal(&e->id, &s.new_id) && !git_oid_equal(&id, &s.new_id);
        if (!left_behind && !(nothing && git_oid_equal(&e->id, &id))) {
            continue;
        }
        s.old_id = e->id;
        s.old_mode = e->mode;
        s.new_id = id;
        s.new_mode = mode;
        s.now = left_behind ? (ps_str){NULL, 0} : s.now;
        ps_step *kept = PS_PUSH(&arena, &behind);
        rc = kept ? PS_OK : ps_nomem(err);
        if (kept) {
            *kept = s;
        }
    }
    git_index_free(index);
    if (rc == PS_OK && behind.n) {
        rc = ps_index_follow(repo, &behind, err);
    }
    ps_head_free(&head);
    ps_arena_free(&arena);
    return rc == PS_EBUSY ? PS_OK : rc; /* only stat data, or what git itself would leave */
}

int ps_commit_via_git(ps_oid *out, ps_repo *repo, const ps_fs *fs, const ps_head *head, ps_steps *steps, ps_str message,
                      const ps_sign *author, ps_error *err) {
    ps_arena arena = {0};
    ps_journal journal = {.via_git = true, .old_head = head->id, .steps = *steps};
    ps_error ignored = {.lang = err ? err->lang : PS_EN};
    bool done = false;
    memcpy(journal.ref, head->name, sizeof journal.ref);
    int rc = really_edited(repo, steps, err);
    if (rc || (rc = ps_journal_write(repo, &journal, err))) {
        goto cleanup;
    }
    PS_AT("journal");
    rc = ps_steps_write(repo, fs, steps, false, true, err);
    PS_AT("files-written");
    if (rc == PS_OK) {
        rc = announce_and_commit(out, repo, &arena, steps, message, author, err);
    }
    if (rc == PS_EGIT && explain_failure(&done, out, repo, steps, &ignored) == PS_OK && done) {
        rc = PS_OK;
        if (err) {
            ps_error_clear(err);
        }
    }
    if (rc) {
        ps_commit_take_back(repo, fs, steps, &ignored);
    } else if ((rc = settle_index(repo, steps, !out->hex[0], err)) == PS_OK) {
        rc = ps_journal_remove(repo, err);
    }
cleanup:
    ps_arena_free(&arena);
    return rc;
}
