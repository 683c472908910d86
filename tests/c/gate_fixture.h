/* Deals that stand before a gate, and what the rules of the way say of them in one line. */
#ifndef PS_GATE_FIXTURE_H
#define PS_GATE_FIXTURE_H

#include "deal_fixture.h"

#include "gate.h"

#define LEAD_DONE \
    "## Opportunity\n- [x] The need ^need\n- [x] Channel ^channel\n" \
    "## Market\n- [x] Customer card ^customer-card\n- [x] Traits ^region-traits\n"
#define TALK_DONE "## Needs\n- [x] Budget ^budget\n- [x] Chain ^chain\n"
#define QUALIFY_GO \
    "---\ngate: qualify\nround: 1\ndecision: go\nreviewers: [li.wei]\nself_review: true\n---\n" \
    "## Criteria\n- [x] real ^crit-real\n- [x] fit ^crit-fit\n"
#define BID_GO "---\ngate: bid\nround: 1\ndecision: go\nreviewers: [li.wei]\n---\n## Criteria\n- [x] b ^crit-budget\n- [x] c ^crit-chance\n"
#define HISTORY "## Stage history\n| date | from | to | gate | review | by | override |\n|---|---|---|---|---|---|---|\n"

/* deal.md at a stage, with more front matter and a body. */
FX_UNUSED static const char *deal_md(fx *f, const char *stage, const char *more, const char *body) {
    return ps_arena_fmt(&f->arena, "---\ntitle: Acme\nprofile: full\nstage: %s\nowner: li.wei\n%s---\n%s", stage, more, body).p;
}

/* "activity:budget@1-talk.md:3 criterion:crit-real@reviews/qualify-1.md:8+" (+: absent), in order. */
FX_UNUSED static const char *list(fx *f, const ps_missing *m, size_t n) {
    ps_str s = PS_S("");
    for (size_t i = 0; i < n; i++) {
        ps_str kind = ps_missing_kind_id(m[i].kind);
        ps_str path = ps_str_starts(m[i].path, PS_S(FX_FOLDER "/")) ? ps_str_sub(m[i].path, sizeof FX_FOLDER, m[i].path.n) : m[i].path;
        assert_true(m[i].message.n > 0);
        assert_true(m[i].line > 0);
        s = ps_arena_fmt(&f->arena, "%.*s%s%.*s:%.*s@%.*s:%u%s", PS_FMT(s), i ? " " : "", PS_FMT(kind), PS_FMT(m[i].id), PS_FMT(path),
                         m[i].line, m[i].absent ? "+" : "");
    }
    return ps_arena_dup(&f->arena, s).p;
}

FX_UNUSED static ps_readiness ready(fx *f) {
    ps_readiness r = {0};
    assert_int_equal(ps_gate_readiness(&r, &f->arena, fx_read(f), &f->world, PS_EN, &f->err), 0);
    return r;
}

FX_UNUSED static const char *missing(fx *f) {
    ps_readiness r = ready(f);
    assert_int_equal(r.ready, r.n_missing == 0);
    return list(f, r.missing, r.n_missing);
}

FX_UNUSED static const char *unearned(fx *f) {
    ps_missing *m = NULL;
    size_t n = 0;
    assert_int_equal(ps_gate_unearned(&f->arena, fx_read(f), &f->world, PS_EN, &m, &n, &f->err), 0);
    return list(f, m, n);
}

#endif
