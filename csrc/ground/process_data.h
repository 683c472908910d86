/* The built-in process notes, embedded at build time from csrc/process/. Not NUL-terminated. */
#ifndef PS_PROCESS_DATA_H
#define PS_PROCESS_DATA_H

#include <stddef.h>

extern const unsigned char ps_process_en[];
extern const size_t ps_process_en_len;
extern const unsigned char ps_process_zh[];
extern const size_t ps_process_zh_len;

#endif
