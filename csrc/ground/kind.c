#include "kind.h"

static const struct {
    ps_str id, dir;
} kinds[PS_K_COUNT] = {[PS_K_ACCOUNT] = {{"account", 7}, {"accounts", 8}},
                       [PS_K_REGION] = {{"region", 6}, {"regions", 7}},
                       [PS_K_PERSON] = {{"person", 6}, {"people", 6}},
                       [PS_K_MEMBER] = {{"member", 6}, {"team", 4}},
                       [PS_K_COMPETITOR] = {{"competitor", 10}, {"competitors", 11}},
                       [PS_K_DEAL] = {{"deal", 4}, {"deals", 5}}};

const ps_kind ps_kind_order[PS_K_COUNT] = {PS_K_DEAL, PS_K_ACCOUNT, PS_K_REGION, PS_K_PERSON, PS_K_MEMBER, PS_K_COMPETITOR};

ps_str ps_kind_id(ps_kind kind) {
    return kinds[kind].id;
}

ps_str ps_kind_dir(ps_kind kind) {
    return kinds[kind].dir;
}

bool ps_kind_parse(ps_str id, ps_kind *out) {
    for (int k = 0; k < PS_K_COUNT; k++) {
        if (ps_str_eq(kinds[k].id, id)) {
            *out = (ps_kind)k;
            return true;
        }
    }
    return false;
}

bool ps_kind_of_dir(ps_str path, ps_kind *out) {
    ps_str rest = path, dir;
    ps_str_next(&rest, '/', &dir);
    for (int k = 0; k < PS_K_COUNT; k++) {
        if (ps_str_eq(kinds[k].dir, dir)) {
            *out = (ps_kind)k;
            return true;
        }
    }
    return false;
}
