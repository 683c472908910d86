/* Deals made from the templates, read back. */
#ifndef PS_TEMPLATE_FIXTURE_H
#define PS_TEMPLATE_FIXTURE_H

#include "deal_fixture.h"

#include "diag.h"
#include "template.h"

FX_UNUSED static ps_new_deal new_deal(void) {
    return (ps_new_deal){.id = PS_S("acme-core"),
                         .title = PS_S("Acme core"),
                         .kind = PS_S("A"),
                         .profile = PS_S("full"),
                         .owner = PS_S("li.wei"),
                         .account = PS_S(""),
                         .value = PS_MONEY_NONE,
                         .margin = PS_MONEY_NONE,
                         .budget = PS_MONEY_NONE,
                         .probability = -1,
                         .opened = fx_day("2026-11-01"),
                         .close = PS_DATE_NONE};
}

FX_UNUSED static void begin_builtin(fx *f, ps_lang lang) {
    memset(f, 0, sizeof *f);
    assert_int_equal(ps_process_read(&f->process, ps_process_builtin(lang), lang, &f->err), 0);
    assert_int_equal(f->process->n_faults, 0);
    f->err.lang = lang;
    f->world = (ps_world){fx_lookup, f, 0};
    fx_today(f, "2026-11-23");
}

/* Makes the folder and reads it as a deal. */
FX_UNUSED static const ps_deal *make(fx *f, const ps_new_deal *in) {
    ps_new_file *files;
    size_t n;
    assert_int_equal(ps_template_folder(&f->arena, f->process, in, PS_S(FX_FOLDER), &files, &n, &f->err), 0);
    for (size_t i = 0; i < n; i++) {
        f->files[i] = (ps_file){files[i].path, files[i].text};
    }
    f->n_files = n;
    return fx_read(f);
}

FX_UNUSED static void assert_no_faults(fx *f) {
    ps_diags diags = {0};
    assert_int_equal(ps_diag_deal(&diags, &f->arena, f->deal, &f->world, NULL, PS_EN, &f->err), 0);
    for (size_t i = 0; i < diags.n; i++) {
        if (diags.v[i].severity <= PS_WARN) {
            print_error("%.*s:%u: %.*s\n", PS_FMT(diags.v[i].path), diags.v[i].line, PS_FMT(diags.v[i].message));
            fail();
        }
    }
    for (size_t i = 0; i < f->deal->n_docs; i++) {
        assert_null(f->deal->docs[i].note->broken);
        assert_int_equal(f->deal->docs[i].note->n_hints, 0);
    }
}

#endif
