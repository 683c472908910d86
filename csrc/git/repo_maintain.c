/* libgit2 never packs: git does, in the background, seldom. */
#include "repo_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS = 3600 };

/* True for one caller an hour; the stamp's time is the memory. */
static bool due(ps_repo *repo, ps_arena *arena) {
    struct stat st;
    ps_str path;
    if (ps_repo_own(repo, arena, "maintained", &path, NULL)) {
        return false;
    }
    if (stat(path.p, &st) == 0 && time(NULL) - st.st_mtime < SECONDS && st.st_mtime <= time(NULL)) {
        return false;
    }
    int fd = open(path.p, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    bool ours = fd >= 0 && futimens(fd, NULL) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return ours;
}

/* Forked twice: init collects it, and it outlives us. */
static void detach(const char *dir) {
    pid_t pid = fork();
    if (pid == 0) {
        if (fork() == 0) {
            int null = open("/dev/null", O_RDWR);
            setsid();
            if (null >= 0 && dup2(null, 0) >= 0 && dup2(null, 1) >= 0 && dup2(null, 2) >= 0 && chdir(dir) == 0) {
                execlp("git", "git", "maintenance", "run", "--auto", "--quiet", (char *)NULL);
            }
            _exit(127);
        }
        _exit(0);
    }
    while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
    }
}

void ps_repo_maintain(ps_repo *repo) {
    ps_arena arena = {0};
    if (due(repo, &arena)) {
        detach(repo->top.p);
    }
    ps_arena_free(&arena);
}
