/* peer_time DIR COMMAND …: runs a program in a folder, without its output, and says how long it took from start to end, and its exit code. */
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "peer.h"

int main(int argc, char **argv) {
    int status = 0;
    peer_check(argc > 2 && chdir(argv[1]) == 0, "usage: peer_time DIR COMMAND …");
    int64_t began = peer_now();
    pid_t pid = vfork();
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, 0);
        dup2(null, 1);
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    peer_check(pid > 0 && waitpid(pid, &status, 0) == pid, argv[2]);
    peer_say(began, WIFEXITED(status) ? (size_t)WEXITSTATUS(status) : 255);
    return 0;
}
