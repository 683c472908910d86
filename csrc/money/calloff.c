#include "calloff.h"

#include <stdlib.h>

#include "field.h"

static ps_str member_of(const ps_fm *map, ps_str key) {
    for (size_t i = 0; i < map->n_items; i++) {
        if (ps_str_eq(map->items[i].key, key)) {
            return ps_fm_text(&map->items[i]);
        }
    }
    return PS_S("");
}

bool ps_agreement_read(ps_agreement *out, const ps_note *deal_note) {
    const ps_fm *map = ps_note_field(deal_note, PS_S("frame"));
    bool is = map && map->kind == PS_FM_MAP && map->n_items > 0;
    *out = (ps_agreement){PS_MONEY_NONE, PS_DATE_NONE, PS_DATE_NONE};
    if (is) {
        *out = (ps_agreement){ps_money_read(member_of(map, PS_S("ceiling"))), ps_date_read(member_of(map, PS_S("from"))),
                              ps_date_read(member_of(map, PS_S("to")))};
    }
    return is;
}

ps_money ps_agreement_rest(ps_money value, ps_money called) {
    return value == PS_MONEY_NONE || called <= 0 ? value : value > called ? value - called : value < 0 ? value : 0;
}

static int by_id(const void *a, const void *b) {
    const ps_calloff *x = *(ps_calloff *const *)a, *y = *(ps_calloff *const *)b;
    int order = ps_str_cmp(x->id, y->id);
    return order ? order : (x > y) - (x < y);
}

static int against_id(const void *key, const void *element) {
    return ps_str_cmp(*(const ps_str *)key, (*(ps_calloff *const *)element)->id);
}

ps_money ps_called_off(ps_money used, ps_money planned) {
    ps_money_into(&used, planned);
    return used;
}

static bool take_off(ps_calloff *frame, const ps_calloff *deal) {
    ps_money *sum = deal->signed_for ? &frame->used : deal->open ? &frame->planned : NULL;
    bool counts = sum && deal != frame && deal->value != PS_MONEY_NONE && ps_str_eq(frame->currency, deal->currency);
    return !counts || ps_money_into(sum, deal->value);
}

int ps_calloffs_settle(ps_calloff *deals, size_t n, ps_arena *arena, ps_error *err) {
    size_t n_frames = 0;
    int rc = PS_OK;
    ps_calloff **frames = ps_arena_alloc(arena, (n + 1) * sizeof *frames);
    if (!frames) {
        return ps_nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        deals[i].used = deals[i].planned = 0;
        if (deals[i].frame) {
            frames[n_frames++] = &deals[i];
        }
    }
    if (n_frames) {
        qsort(frames, n_frames, sizeof *frames, by_id);
    }
    for (size_t i = 0; n_frames && i < n; i++) {
        ps_calloff **frame = deals[i].parent.n ? bsearch(&deals[i].parent, frames, n_frames, sizeof *frames, against_id) : NULL;
        bool good = !frame || take_off(*frame, &deals[i]);
        rc = good || rc ? rc : ps_fail(err, PS_EINVAL, MONEY_RANGE, (*frame)->id);
    }
    return rc;
}
