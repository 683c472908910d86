#include "gen.h"

static void put_front(ps_buf *out, const gen_deal *deal, const ps_pgate *gate, ps_date day, bool conditional) {
    gen_dice tree = gen_dice_for(deal->number, (uint64_t)gate->stage);
    ps_datestr on;
    ps_buf_fmt(out, "---\ndeal: %.*s\ngate: %.*s\nround: 1\ndate: %.*s\nreviewed: ", PS_FMT(deal->id), PS_FMT(gate->id),
               PS_FMT(ps_date_str(&on, day)));
    for (int i = 0; i < 40; i++) {
        ps_buf_char(out, "0123456789abcdef"[gen_roll(&tree, 16)]);
    }
    ps_buf_fmt(out, "\ndecision: %s\nreviewers: [%.*s]\n---\n\n# %.*s: %.*s\n\n%.*s\n", conditional ? "conditional" : "go",
               PS_FMT(deal->other), PS_FMT(gate->label), PS_FMT(deal->title), PS_FMT(gate->asks));
}

/* `partly`: the criterion that is not met; NULL: all are. */
static void put_criteria(ps_buf *out, gen_deal *deal, const ps_pgate *gate, const ps_criterion *partly) {
    const ps_process *p = deal->shop->process;
    ps_buf_fmt(out, "\n## %.*s\n", PS_FMT(ps_heading_in(PS_H_CRITERIA, p->lang)));
    for (int m = 0; m < gate->n_members; m++) {
        if (gate->n_members > 1) {
            ps_buf_fmt(out, "\n### %.*s\n", PS_FMT(p->gates[gate->members[m]].label));
        }
        ps_buf_char(out, '\n');
        for (size_t i = 0; i < p->n_criteria; i++) {
            const ps_criterion *c = &p->criteria[i];
            if (c == partly) {
                ps_buf_fmt(out, "- [ ] %.*s [answer:: partly] ^%.*s\n", PS_FMT(c->text), PS_FMT(c->id));
            } else if (c->gate == gate->members[m]) {
                ps_buf_fmt(out, "- [x] %.*s [evidence:: [[%s]]] ^%.*s\n", PS_FMT(c->text), gen_chance(&deal->dice, 60) ? "log" : "costs",
                           PS_FMT(c->id));
            }
        }
    }
}

static void put_votes(ps_buf *out, const gen_deal *deal, bool conditional) {
    ps_lang lang = deal->shop->process->lang;
    ps_buf_fmt(out, "\n## %.*s\n\n| %.*s | %.*s | %.*s |\n|---|---|---|\n| %.*s | %s | |\n", PS_FMT(ps_heading_in(PS_H_VOTES, lang)),
               PS_FMT(ps_column_in(PS_C_REVIEWER, lang)), PS_FMT(ps_column_in(PS_C_VOTE, lang)), PS_FMT(ps_column_in(PS_C_COMMENT, lang)),
               PS_FMT(deal->other), conditional ? "conditional" : "go");
}

/* Met since: the next gate was passed. */
static void put_condition(ps_buf *out, gen_deal *deal, const ps_criterion *partly, ps_date day) {
    ps_datestr due;
    ps_buf_put(out, PS_S("\n- [x] "));
    gen_phrase(out, &deal->dice, deal->tongue);
    ps_buf_fmt(out, " [owner:: %.*s] [due:: %.*s] [for:: %.*s]\n", PS_FMT(deal->owner), PS_FMT(ps_date_str(&due, day + 14)),
               PS_FMT(partly->id));
}

static const ps_criterion *some_criterion(const gen_deal *deal, const ps_pgate *gate) {
    const ps_process *p = deal->shop->process;
    for (size_t i = 0; i < p->n_criteria; i++) {
        if (p->criteria[i].gate == gate->members[0]) {
            return &p->criteria[i];
        }
    }
    return NULL;
}

void gen_review_text(ps_buf *out, gen_deal *deal, int pgate, ps_date day) {
    const ps_pgate *gate = &deal->profile->gates[pgate];
    const ps_criterion *partly = gen_chance(&deal->dice, 25) ? some_criterion(deal, gate) : NULL;
    ps_lang lang = deal->shop->process->lang;
    put_front(out, deal, gate, day, partly != NULL);
    put_criteria(out, deal, gate, partly);
    put_votes(out, deal, partly != NULL);
    ps_buf_fmt(out, "\n## %.*s\n", PS_FMT(ps_heading_in(PS_H_CONDITIONS, lang)));
    if (partly) {
        put_condition(out, deal, partly, day);
    }
    ps_buf_fmt(out, "\n## %.*s\n\n", PS_FMT(ps_heading_in(PS_H_MINUTES, lang)));
    gen_prose(out, &deal->dice, deal->tongue, 2 + gen_roll(&deal->dice, 3));
    ps_buf_char(out, '\n');
}
