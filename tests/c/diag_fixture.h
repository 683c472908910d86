/* Diagnostics of a deal from literal texts: look, then ask for what must be said and where. */
#ifndef PS_DIAG_FIXTURE_H
#define PS_DIAG_FIXTURE_H

#include "deal_fixture.h"
#include "diag.h"

typedef struct {
    ps_arena arena;
    ps_diags list;
} fx_found;

FX_UNUSED static void fx_look(fx_found *r, fx *f, ps_lang lang) {
    ps_arena_free(&r->arena);
    memset(r, 0, sizeof *r);
    fx_read(f);
    assert_int_equal(ps_diag_deal(&r->list, &r->arena, f->deal, &f->world, NULL, lang, &f->err), 0);
    for (size_t i = 0; i < r->list.n; i++) {
        const ps_diag *d = &r->list.v[i];
        assert_true(d->line >= 1 && d->path.n && d->code.n && d->message.n && ps_str_utf8(d->message));
        assert_true(d->end_col == 0 || d->end_col > d->col);
        assert_true(d->severity >= PS_ERROR && d->severity <= PS_HINT);
    }
}

FX_UNUSED static const ps_diag *fx_seek(const fx_found *r, const char *file, unsigned line, const char *code, const char *message) {
    for (size_t i = 0; i < r->list.n; i++) {
        const ps_diag *d = &r->list.v[i];
        bool here = d->line == line && ps_str_ends(d->path, ps_str_of(file)) && ps_str_eq(d->code, ps_str_of(code));
        if (here && (!message || ps_str_eq(d->message, ps_str_of(message)))) {
            return d;
        }
    }
    return NULL;
}

/* Any with this code on the line; prints what there is where it lacks. */
FX_UNUSED static const ps_diag *fx_find(const fx_found *r, const char *file, unsigned line, const char *code) {
    const ps_diag *hit = fx_seek(r, file, line, code, NULL);
    if (hit) {
        return hit;
    }
    for (size_t i = 0; i < r->list.n; i++) {
        const ps_diag *d = &r->list.v[i];
        print_error("have %.*s:%u %.*s: %.*s\n", PS_FMT(d->path), d->line, PS_FMT(d->code), PS_FMT(d->message));
    }
    print_error("lack %s:%u %s\n", file, line, code);
    return NULL;
}

/* The diagnostic must be there, with this severity and message. */
FX_UNUSED static const ps_diag *fx_must(const fx_found *r, const char *file, unsigned line, const char *code, ps_severity severity,
                                        const char *message) {
    const ps_diag *d = fx_seek(r, file, line, code, message);
    if (!d) {
        d = fx_find(r, file, line, code);
        assert_non_null(d);
        fx_assert_str(d->message, message);
    }
    assert_int_equal(d->severity, severity);
    return d;
}

FX_UNUSED static size_t fx_count(const fx_found *r, const char *code) {
    size_t n = 0;
    for (size_t i = 0; i < r->list.n; i++) {
        n += ps_str_eq(r->list.v[i].code, ps_str_of(code));
    }
    return n;
}

FX_UNUSED static void fx_diag_begin(fx *f, fx_found *r, const char *process) {
    memset(r, 0, sizeof *r);
    fx_begin(f, process, "2026-11-23");
}

FX_UNUSED static void fx_diag_end(fx *f, fx_found *r) {
    ps_arena_free(&r->arena);
    fx_end(f);
}

/* One note deal.md, alone. */
FX_UNUSED static void fx_only(fx *f, fx_found *r, const char *deal) {
    f->n_files = 0;
    fx_file(f, "deal.md", deal);
    fx_look(r, f, PS_EN);
}

FX_UNUSED static int fx_there(void *ctx, ps_str path) {
    if (ps_str_ends(path, PS_S("files/offer.pdf"))) {
        return 1;
    }
    return ps_str_ends(path, PS_S("files/far.pdf")) ? 2 : 0;
}

#endif
