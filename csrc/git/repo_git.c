/* Running the git command: no shell, an environment that can't point it at another repository, and no terminal to wait for. */
#include "repo_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { OUTPUT_MAX = 256 * 1024 * 1024 };

/* Names of the environment that a person sets for git on purpose and that point at no repository. */
static bool kept(const char *name) {
    static const char *const prefixes[] = {
        "GIT_SSH",   "GIT_ASKPASS", "GIT_CONFIG_GLOBAL=", "GIT_CONFIG_SYSTEM=", "GIT_CONFIG_NOSYSTEM=", "GIT_EXEC_PATH=", "GIT_SSL_",
        "GIT_HTTP_", "GIT_PROXY_",  "GIT_CURL_",          "GIT_TRACE",          "GIT_ALLOW_PROTOCOL="};
    ps_str s = ps_str_of(name);
    if (!ps_str_starts(s, PS_S("GIT_"))) {
        return !ps_str_starts(s, PS_S("LC_ALL=")) && !ps_str_starts(s, PS_S("LANGUAGE="));
    }
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (ps_str_starts(s, ps_str_of(prefixes[i]))) {
            return true;
        }
    }
    return false;
}

static char **child_env(ps_arena *arena, const ps_git_call *call) {
    static const char *const own[] = {"LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_EDITOR=:", "GIT_PAGER=cat", NULL};
    const char *const *lists[] = {own, call->env};
    size_t n = 0, max = 8;
    for (char **e = environ; e && *e; e++) {
        max++;
    }
    for (const char *const *e = call->env; e && *e; e++) {
        max++;
    }
    char **env = ps_arena_alloc(arena, max * sizeof *env);
    if (!env) {
        return NULL;
    }
    for (char **e = environ; e && *e; e++) {
        if (kept(*e)) {
            env[n++] = *e;
        }
    }
    for (size_t l = 0; l < 2; l++) {
        for (const char *const *e = lists[l]; e && *e; e++) {
            env[n++] = (char *)*e;
        }
    }
    if (call->reads) {
        env[n++] = (char *)"GIT_OPTIONAL_LOCKS=0";
    }
    return env;
}

static char **child_args(ps_arena *arena, const ps_git_call *call) {
    static const char *const reading[] = {"-c", "core.hooksPath=/dev/null", NULL};
    static const char *const always[] = {"git",       "-c", "core.fsmonitor=false",      "-c", "maintenance.auto=false", "-c",
                                         "gc.auto=0", "-c", "advice.detachedHead=false", NULL};
    const char *const *lists[] = {always, call->reads ? reading : NULL, call->args};
    size_t n = 0, max = 1;
    for (size_t l = 0; l < 3; l++) {
        for (const char *const *a = lists[l]; a && *a; a++) {
            max++;
        }
    }
    char **argv = ps_arena_alloc(arena, max * sizeof *argv);
    for (size_t l = 0; argv && l < 3; l++) {
        for (const char *const *a = lists[l]; a && *a; a++) {
            argv[n++] = (char *)*a;
        }
    }
    return argv;
}

/* The program's path: looked up here, since a forked child of a threaded process may do little more than exec. "" where there is none; p is NULL when
 * memory is out. */
static ps_str find_git(ps_arena *arena) {
    const char *path = getenv("PATH");
    ps_str rest = ps_str_of(path && *path ? path : "/usr/local/bin:/usr/bin:/bin"), dir;
    struct stat st;
    while (ps_str_next(&rest, ':', &dir)) {
        if (dir.n == 0 || dir.p[0] != '/') {
            continue;
        }
        ps_str z = ps_arena_fmt(arena, "%.*s/git", PS_FMT(dir));
        if (!z.p) {
            return z;
        }
        if (stat(z.p, &st) == 0 && S_ISREG(st.st_mode) && access(z.p, X_OK) == 0) {
            return z;
        }
    }
    return PS_S("");
}

/* A file without a name; a named one that is removed at once where the system has none. */
static int nameless_file(int *fd, ps_repo *repo, ps_arena *arena, ps_error *err) {
    ps_str path;
#ifdef __linux__
    *fd = memfd_create("input", MFD_CLOEXEC);
    if (*fd >= 0) {
        return PS_OK;
    }
#endif
    int rc = ps_repo_own(repo, arena, "input-XXXXXX", &path, err);
    if (rc) {
        return rc;
    }
    *fd = mkstemp((char *)path.p);
    if (*fd < 0) {
        return ps_ioerr(err, path, errno);
    }
    fcntl(*fd, F_SETFD, FD_CLOEXEC);
    unlink(path.p);
    return PS_OK;
}

/* The input as a file: nobody waits for anybody, and no SIGPIPE. */
static int input_file(int *fd, ps_repo *repo, ps_arena *arena, ps_str input, ps_error *err) {
    if (input.n == 0) {
        *fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
        return *fd < 0 ? ps_ioerr(err, PS_S("/dev/null"), errno) : PS_OK;
    }
    int rc = nameless_file(fd, repo, arena, err);
    while (rc == PS_OK && input.n) {
        ssize_t n = write(*fd, input.p, input.n);
        if (n < 0 && errno != EINTR) {
            rc = ps_ioerr(err, PS_S("git"), errno);
        }
        input = n > 0 ? ps_str_sub(input, (size_t)n, input.n) : input;
    }
    return rc ? rc : lseek(*fd, 0, SEEK_SET) < 0 ? ps_ioerr(err, PS_S("git"), errno) : PS_OK;
}

typedef struct {
    const char *program, *dir;
    char **argv, **env;
    int in, out, errors;
    int guard; /* stays open in the child: its lock lasts as long as git does; -1: none */
} child;

/* In the child; only what may be called after a fork. */
static void write_pid(int fd) {
    char text[24];
    size_t at = sizeof text;
    text[--at] = '\n';
    for (pid_t pid = getpid(); pid; pid /= 10) {
        text[--at] = (char)('0' + pid % 10);
    }
    if (ftruncate(fd, 0) < 0 || pwrite(fd, text + at, sizeof text - at, 0) < 0) {
        _exit(127);
    }
}

static _Noreturn void become_git(const child *c) {
    sigset_t none;
    struct sigaction usual = {.sa_handler = SIG_DFL};
    static const int signals[] = {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        sigaction(signals[i], &usual, NULL);
    }
    if (c->guard >= 0) {
        write_pid(c->guard);
        fcntl(c->guard, F_SETFD, 0);
    }
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (dup2(c->in, 0) >= 0 && dup2(c->out, 1) >= 0 && dup2(c->errors, 2) >= 0 && chdir(c->dir) == 0) {
        execve(c->program, c->argv, c->env);
    }
    _exit(127);
}

/* Reads both pipes to their ends. 0 or errno. */
static int drain(int fds[2], ps_buf bufs[2]) {
    char bytes[65536];
    struct pollfd polls[2] = {{.fd = fds[0], .events = POLLIN}, {.fd = fds[1], .events = POLLIN}};
    int open_ends = 2;
    while (open_ends) {
        if (poll(polls, 2, -1) < 0 && errno != EINTR) {
            return errno;
        }
        for (int i = 0; i < 2; i++) {
            if (polls[i].fd < 0 || !(polls[i].revents & (POLLIN | POLLHUP | POLLERR))) {
                continue;
            }
            ssize_t n = read(fds[i], bytes, sizeof bytes);
            if (n > 0 && bufs[i].n < OUTPUT_MAX) {
                ps_buf_put(&bufs[i], (ps_str){bytes, (size_t)n});
            } else if (n == 0 || (n < 0 && errno != EINTR)) {
                polls[i].fd = -1;
                open_ends--;
            }
        }
    }
    return 0;
}

static int wait_for(pid_t pid) {
    int status;
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) {
            return -1; /* somebody else in this process took the answer */
        }
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int keep_output(ps_git_result *result, ps_arena *arena, const ps_buf bufs[2]) {
    if (!ps_buf_ok(&bufs[0]) || !ps_buf_ok(&bufs[1])) {
        return PS_ENOMEM;
    }
    result->out = ps_arena_dup(arena, ps_buf_str(&bufs[0]));
    result->errors = ps_arena_dup(arena, ps_buf_str(&bufs[1]));
    return result->out.p && result->errors.p ? PS_OK : PS_ENOMEM;
}

static int make_pipe(int pair[2]) {
    if (pipe(pair) < 0) {
        return -1;
    }
    return fcntl(pair[0], F_SETFD, FD_CLOEXEC) < 0 || fcntl(pair[1], F_SETFD, FD_CLOEXEC) < 0 ? -1 : 0;
}

static void close_pair(int pair[2]) {
    for (int i = 0; i < 2; i++) {
        if (pair[i] >= 0) {
            close(pair[i]);
        }
    }
}

static int run_child(ps_git_result *result, ps_arena *arena, child *c, ps_error *err) {
    int out[2] = {-1, -1}, errors[2] = {-1, -1};
    ps_buf bufs[2] = {{0}, {0}};
    int rc = PS_OK;
    if (make_pipe(out) < 0 || make_pipe(errors) < 0) {
        rc = ps_ioerr(err, PS_S("git"), errno);
        goto cleanup;
    }
    c->out = out[1];
    c->errors = errors[1];
    pid_t pid = fork();
    if (pid == 0) {
        become_git(c);
    }
    if (pid < 0) {
        rc = ps_ioerr(err, PS_S("git"), errno);
        goto cleanup;
    }
    close(out[1]);
    close(errors[1]);
    out[1] = errors[1] = -1;
    int failed = drain((int[]){out[0], errors[0]}, bufs);
    result->status = wait_for(pid);
    if (failed) {
        rc = ps_ioerr(err, PS_S("git"), failed);
    } else if (keep_output(result, arena, bufs)) {
        rc = ps_nomem(err);
    }
cleanup:
    close_pair(out);
    close_pair(errors);
    ps_buf_free(&bufs[0]);
    ps_buf_free(&bufs[1]);
    return rc;
}

/* A child keeps the shared lock by inheriting the descriptor. */
static int open_guard(int *out, ps_repo *repo, ps_arena *arena, int how, ps_error *err) {
    ps_str path;
    *out = -1;
    int rc = ps_repo_own(repo, arena, "git", &path, err);
    int fd = rc ? -1 : open(path.p, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (rc == PS_OK && fd < 0) {
        rc = ps_ioerr(err, path, errno);
    } else if (rc == PS_OK && flock(fd, how) < 0) {
        rc = errno == EWOULDBLOCK || errno == EINTR ? ps_fail(err, PS_EBUSY, REPO_LOCKED) : ps_ioerr(err, path, errno);
    } else if (rc == PS_OK && how == LOCK_SH && ftruncate(fd, 0) < 0) { /* the pid of the git before */
        rc = ps_ioerr(err, path, errno);
    }
    if (rc && fd >= 0) {
        close(fd);
    } else if (rc == PS_OK) {
        *out = fd;
    }
    return rc;
}

int ps_git_call_run(ps_repo *repo, ps_arena *arena, const ps_git_call *call, ps_git_result *result, ps_error *err) {
    ps_str program = find_git(arena);
    ps_str dir = ps_arena_fmt(arena, "%.*s%.*s", PS_FMT(repo->top), PS_FMT(repo->prefix));
    child c = {.in = -1, .guard = -1};
    if (program.p && program.n == 0) {
        return ps_fail(err, PS_EGIT, GIT_MISSING);
    }
    c.program = program.p;
    c.dir = dir.p;
    c.argv = child_args(arena, call);
    c.env = child_env(arena, call);
    if (!program.p || !dir.p || !c.argv || !c.env) {
        return ps_nomem(err);
    }
    int rc = input_file(&c.in, repo, arena, call->input, err);
    if (rc == PS_OK && call->guarded) {
        rc = open_guard(&c.guard, repo, arena, LOCK_SH, err);
    }
    if (rc == PS_OK) {
        rc = run_child(result, arena, &c, err);
    }
    if (c.guard >= 0) {
        close(c.guard);
    }
    if (c.in >= 0) {
        close(c.in);
    }
    return rc;
}

/* The process that the guard names is there, or has not come to name itself. Where only a hook's leftover holds the lock, it is not. */
static bool git_lives(ps_repo *repo, ps_arena *arena) {
    char text[24] = "";
    ps_str path;
    int fd = ps_repo_own(repo, arena, "git", &path, NULL) ? -1 : open(path.p, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0) {
        close(fd);
    }
    long pid = n > 0 ? atol(text) : 0;
    return n == 0 || (pid > 0 && (kill((pid_t)pid, 0) == 0 || errno == EPERM));
}

int ps_git_wait_dead(ps_repo *repo, ps_error *err) {
    enum { TRIES = 300 };
    ps_arena arena = {0};
    int fd = -1, rc = PS_OK;
    for (unsigned attempt = 0; attempt < TRIES; attempt++) {
        rc = open_guard(&fd, repo, &arena, LOCK_EX | LOCK_NB, err);
        if (fd >= 0) {
            close(fd);
        }
        if (rc != PS_EBUSY) {
            break;
        }
        if (attempt > 20 && !git_lives(repo, &arena)) {
            rc = PS_OK;
            break;
        }
        ps_repo_backoff(attempt);
    }
    ps_arena_free(&arena);
    return rc;
}

ps_str ps_git_last_line(ps_str text) {
    ps_str rest = ps_str_trim(text), line = rest, part;
    while (ps_str_next(&rest, '\n', &part)) {
        part = ps_str_trim(part);
        line = part.n ? part : line;
    }
    return line;
}

int ps_git_run(ps_repo *repo, ps_arena *arena, const char *const *args, bool reads, ps_str input, ps_str *out, ps_error *err) {
    ps_git_call call = {.args = args, .reads = reads, .input = input};
    ps_git_result got = {0};
    int rc = ps_git_call_run(repo, arena, &call, &got, err);
    if (rc) {
        return rc;
    }
    if (got.status) {
        ps_str said = ps_git_last_line(got.errors.n ? got.errors : got.out);
        ps_digits d;
        return ps_fail(err, PS_EGIT, GIT_FAILED, ps_str_of(args[0]), said.n ? said : ps_num(&d, got.status));
    }
    *out = got.out;
    return PS_OK;
}
