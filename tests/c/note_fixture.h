/* Notes from literals, for the tests of the note layer. */
#ifndef PS_NOTE_FIXTURE_H
#define PS_NOTE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "note.h"

#define NF_UNUSED __attribute__((unused))

/* Line breaks that libyaml has and nobody sees. */
#define NF_LS "\xE2\x80\xA8"

#define nf_is(s, literal) nf_is_at((s), ps_str_of(literal), __FILE__, __LINE__)
#define nf_slice(note, range, literal) nf_is_at(nf_cut((note), (range)), ps_str_of(literal), __FILE__, __LINE__)

NF_UNUSED static void nf_is_at(ps_str s, ps_str want, const char *file, int line) {
    if (!ps_str_eq(s, want)) {
        print_error("is:   <%.*s>\nwant: <%.*s>\n", PS_FMT(s), PS_FMT(want));
        _fail(file, line);
    }
}

NF_UNUSED static ps_str nf_cut(const ps_note *note, ps_range range) {
    assert_true(range.at <= range.end && range.end <= note->text.n);
    return ps_str_sub(note->text, range.at, range.end);
}

NF_UNUSED static ps_note *nf_read_in(ps_str text, ps_lang lang) {
    ps_note *note = NULL;
    ps_error err = {.lang = lang};
    assert_int_equal(ps_note_parse(&note, text, lang, &err), PS_OK);
    assert_true(ps_str_eq(note->text, text));
    return note;
}

NF_UNUSED static ps_note *nf_read(const char *text) {
    return nf_read_in(ps_str_of(text), PS_EN);
}

/* An edit that must succeed: the whole text after it. Frees the note. */
#define nf_edit(before, after, call) \
    do { \
        ps_note *n = nf_read(before); \
        ps_error err = {.lang = PS_EN}; \
        int rc_ = (call); \
        if (rc_) { \
            print_error("%s: %s\n", ps_code_name(rc_), err.message); \
        } \
        assert_int_equal(rc_, PS_OK); \
        nf_is(n->text, after); \
        ps_note_free(n); \
    } while (0)

/* An edit that must fail with a code, and leave the note as it was. */
#define nf_refuse(before, code_, call) \
    do { \
        ps_note *n = nf_read(before); \
        const ps_note *was_ = n; \
        ps_error err = {.lang = PS_EN}; \
        assert_int_equal((call), (code_)); \
        assert_int_equal(err.code, (code_)); \
        assert_true(err.message[0] != '\0'); \
        assert_ptr_equal(n, was_); \
        nf_is(n->text, before); \
        ps_note_free(n); \
    } while (0)

#endif
