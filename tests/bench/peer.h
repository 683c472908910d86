/* What the peers of the measurements share: the bare walk, the bare read, the clock. They stop at the first thing that fails. */
#ifndef PEER_H
#define PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

int64_t peer_now(void); /* ns */
void peer_check(bool ok, const char *what);
/* Every .md file in the folders of a workspace. `dir` is open on the file's folder. */
typedef void peer_each(void *ctx, int dir, const char *name, const char *path, const struct stat *st);
void peer_walk(const char *root, peer_each *each, void *ctx);
/* The file's bytes in a buffer that the next call uses again, followed by "\n" and NUL, not counted. */
const char *peer_read(int dir, const char *name, size_t *size);
/* One line: nanoseconds since, and what was counted. */
void peer_say(int64_t began, size_t count);

#endif
