#include "chain_words.h"

ps_side ps_stance_side(const ps_process *p, ps_str stance) {
    int rank = ps_stance_rank(p, stance), known = 0;
    for (size_t i = 0; i < p->vocab[PS_V_STANCES].n; i++) {
        known += ps_stance_rank(p, p->vocab[PS_V_STANCES].terms[i].id) >= 0;
    }
    if (rank < 0) {
        return PS_SIDE_UNKNOWN;
    }
    if (ps_stance_against(p, stance)) {
        return rank == known - 1 ? PS_SIDE_HARD : PS_SIDE_AGAINST;
    }
    return rank == 0 ? PS_SIDE_FIRM : known % 2 && rank == known / 2 ? PS_SIDE_NEUTRAL : PS_SIDE_FOR;
}

ps_str ps_stance_sign(const ps_process *p, ps_str stance) {
    const ps_term *t = ps_process_term(p, PS_V_STANCES, stance.n ? stance : PS_S("unknown"));
    ps_str sign = t ? ps_term_cell(p, PS_V_STANCES, t, PS_S("sign")) : PS_S("");
    return sign.n ? sign : PS_S("?");
}

const char *ps_side_colour(ps_side side) {
    static const char *const colours[PS_SIDE_COUNT] = {"#8c959f", "#1a7f37", "#4f9f63", "#57606a", "#bc6c00", "#cf222e"};
    return colours[side];
}

void ps_gap_put(ps_buf *out, ps_lang lang, const ps_process *p, const ps_chain *chain, const ps_gap *gap) {
    static const ps_text_id texts[PS_GAP_COUNT] = {PS_T_GAP_LAYER,    PS_T_GAP_CHAMPION, PS_T_GAP_STRATEGY, PS_T_GAP_UNMET,
                                                   PS_T_GAP_OPPONENT, PS_T_GAP_AIM,      PS_T_GAP_UNSEEN,   PS_T_GAP_CONTACT};
    ps_digits days;
    ps_str about = gap->member < 0 ? ps_process_label(p, PS_V_LAYERS, gap->layer) : chain->members[gap->member].name;
    const ps_str args[2] = {about, ps_num(&days, gap->days)};
    ps_text_put(out, lang, texts[gap->kind], args, 2);
}

void ps_gap_put_short(ps_buf *out, ps_lang lang, const ps_gap *gap) {
    static const ps_text_id texts[PS_GAP_COUNT] = {[PS_GAP_UNMET] = PS_T_GAP_SHORT_UNMET,
                                                   [PS_GAP_OPPONENT] = PS_T_GAP_SHORT_OPPONENT,
                                                   [PS_GAP_AIM] = PS_T_GAP_SHORT_AIM,
                                                   [PS_GAP_UNSEEN] = PS_T_GAP_SHORT_UNSEEN,
                                                   [PS_GAP_CONTACT] = PS_T_GAP_SHORT_CONTACT};
    if (gap->member >= 0 && texts[gap->kind]) {
        ps_text_put(out, lang, texts[gap->kind], NULL, 0);
    }
}

void ps_member_put_contact(ps_buf *out, ps_lang lang, const ps_member *m, ps_date today) {
    ps_digits days;
    if (m->gone || m->vacant || m->seen == PS_DATE_NONE) {
        ps_text_put(out, lang, m->gone ? PS_T_CHAIN_LEFT : m->vacant ? PS_T_CHAIN_VACANT : PS_T_CHAIN_NO_CONTACT, NULL, 0);
        return;
    }
    if (m->contact.n) {
        ps_buf_put(out, m->contact);
        ps_buf_put(out, lang == PS_ZH ? PS_S("，") : PS_S(", "));
    }
    ps_str n = ps_num(&days, today - m->seen);
    ps_text_put(out, lang, today == m->seen ? PS_T_CHAIN_TODAY : PS_T_CHAIN_DAYS_AGO, &n, 1);
}

ps_str ps_member_mark(const ps_member *m) {
    return ps_str_eq(m->role, PS_S("key-decision-maker")) ? PS_S("◆ ") : m->role.n ? PS_S("◇ ") : PS_S("");
}

void ps_chain_put_title(ps_buf *out, const ps_chain_sheet *sheet) {
    ps_datestr day;
    ps_digits covered, total;
    const ps_str args[] = {sheet->title, ps_date_str(&day, sheet->day), ps_num(&covered, (int64_t)sheet->chain->covered),
                           ps_num(&total, (int64_t)(sheet->chain->n_members - sheet->chain->gone))};
    ps_text_put(out, sheet->lang, PS_T_CHAIN_TITLE, args, 4);
}

/* U+061C, U+200B to U+200F, U+2028 to U+202E, U+2066 to U+2069, and what XML has no room for. */
static bool is_shown(uint32_t r) {
    bool control = r < 0x20 || (r >= 0x7F && r < 0xA0), turns = r == 0x61C || (r >= 0x200B && r <= 0x200F) || (r >= 0x2028 && r <= 0x202E);
    return !control && !turns && !(r >= 0x2066 && r <= 0x2069) && !(r >= 0xD800 && r <= 0xDFFF) && r != 0xFEFF && (r & 0xFFFE) != 0xFFFE;
}

size_t ps_shown_rune(ps_str s, uint32_t *rune) {
    size_t n = ps_str_rune(s, rune);
    if (!n || !is_shown(*rune)) {
        *rune = 0xFFFD;
    }
    return n ? n : 1;
}
