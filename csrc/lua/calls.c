#include "calls.h"

#include <string.h>

static const ps_call *const themes[] = {
    /* clang-format off */ /* one a line, so that themes made apart go together */
    ps_calls_act,
    ps_calls_analysis,
    ps_calls_entry,
    ps_calls_find,
    ps_calls_habits,
    ps_calls_house,
    ps_calls_money,
    ps_calls_people,
    ps_calls_see,
    ps_calls_time,
    /* clang-format on */
};

const ps_call *ps_call_find(const char *name) {
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++) {
        for (const ps_call *c = themes[i]; c->name; c++) {
            if (strcmp(c->name, name) == 0) {
                return c;
            }
        }
    }
    return NULL;
}
