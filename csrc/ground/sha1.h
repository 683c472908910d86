/* SHA-1, for the checksum at the end of git's index. */
#ifndef PS_SHA1_H
#define PS_SHA1_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    void (*mix)(uint32_t state[5], const unsigned char *block);
    uint32_t state[5];
    uint64_t bytes;
    unsigned char block[64];
} ps_sha1;

void ps_sha1_start(ps_sha1 *s);
void ps_sha1_put(ps_sha1 *s, const void *bytes, size_t n);
void ps_sha1_end(ps_sha1 *s, unsigned char out[20]);

#endif
