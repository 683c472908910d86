/* Notes before and after, and the events between them in one line each. */
#ifndef PS_MEANING_FIXTURE_H
#define PS_MEANING_FIXTURE_H

#include "deal_fixture.h"

#include "meaning.h"

#define DEAL FX_FOLDER "/deal.md"
#define TALK FX_FOLDER "/1-talk.md"
#define REVIEW FX_FOLDER "/reviews/qualify-1.md"
#define COSTS FX_FOLDER "/costs.md"
#define LOG FX_FOLDER "/log.md"
#define LEDGER "## Ledger\n| date | stage | category | amount | by | to | note |\n|---|---|---|---|---|---|---|\n"
#define BASE \
    "---\ntitle: Acme\naccount: \"[[acme]]\"\nstage: %s\nstatus: open\nowner: li.wei\nteam: [zhao]\nvalue: %s\nclose: 2026-12-31\n---\n# " \
    "Acme\n\n" \
    "## Stakeholders\n| person | layer | stance |\n|---|---|---|\n| [[chen-gang\\|Chen Gang]] | technical | unknown |\n\n" \
    "## Stage history\n| date | from | to | gate | review | by | override |\n|---|---|---|---|---|---|---|\n| 2026-09-01 | | lead | | | " \
    "li.wei | |\n"

typedef struct {
    fx f;
    ps_changed files[16];
    size_t n;
    ps_event *events;
    size_t n_events;
} mx;

FX_UNUSED static void begin(mx *m, const char *process) {
    memset(m, 0, sizeof *m);
    fx_begin(&m->f, process, "2026-11-23");
}

FX_UNUSED static const char *fmt2(mx *m, const char *template_, const char *a, const char *b) {
    char room[4000];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(room, sizeof room, template_, a, b);
#pragma GCC diagnostic pop
    return ps_arena_dup(&m->f.arena, ps_str_of(room)).p;
}

/* NULL: not there. */
FX_UNUSED static void change(mx *m, const char *path, const char *old, const char *now) {
    m->files[m->n++] = (ps_changed){ps_str_of(path), old ? ps_str_of(old) : (ps_str){0}, now ? ps_str_of(now) : (ps_str){0}};
}

/* "field value[900000→1200000] value 900,000 → 1,200,000\n" for each event. */
FX_UNUSED static const char *diff(mx *m) {
    m->events = NULL;
    m->n_events = 0;
    assert_int_equal(ps_meaning_diff(&m->f.arena, m->f.process, m->files, m->n, m->f.process->lang, &m->events, &m->n_events, &m->f.err),
                     0);
    m->n = 0;
    ps_str s = PS_S("");
    for (size_t i = 0; i < m->n_events; i++) {
        const ps_event *e = &m->events[i];
        ps_str kind = ps_event_kind_id(e->kind);
        s = ps_arena_fmt(&m->f.arena, "%.*s%.*s %.*s[%.*s→%.*s] %.*s\n", PS_FMT(s), PS_FMT(kind), PS_FMT(e->field), PS_FMT(e->from),
                         PS_FMT(e->to), PS_FMT(e->text));
    }
    return ps_arena_dup(&m->f.arena, s).p;
}

FX_UNUSED static const char *diff1(mx *m, const char *path, const char *old, const char *now) {
    change(m, path, old, now);
    return diff(m);
}

#endif
