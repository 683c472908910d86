#include <time.h>

#include "index_impl.h"
#include "kind.h"

bool ps_index_holds(ps_str path) {
    ps_str rest = path, top;
    if (!ps_str_next(&rest, '/', &top) || !rest.p) {
        return false;
    }
    ps_kind kind;
    return (ps_kind_of_dir(top, &kind) || ps_str_eq(top, PS_S(".pursuit"))) && ps_fs_is_note(rest);
}

int ps_index_title(ps_arena *arena, ps_str text, ps_str *out, ps_error *err) {
    ps_note *note;
    int rc = ps_note_parse(&note, text, err->lang, err);
    if (rc) {
        return rc;
    }
    *out = ps_arena_dup(arena, ps_note_title(note));
    ps_note_free(note);
    return out->p ? PS_OK : ps_nomem(err);
}

static int64_t clock_ns(void) {
    struct timespec t = {0};
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Stamp and text of the file, the stamp first: what is written after it was taken shows by the next look. */
static int read_file(ps_index_doc *doc, ps_arena *scratch, const ps_fs *fs, ps_str *text, ps_error *err) {
    ps_error quiet = {.lang = err->lang};
    *text = PS_S("");
    int rc = ps_fs_stamp_of(fs, doc->now.path, &doc->now.stamp, &quiet);
    doc->gone = rc == PS_ENOTFOUND || rc == PS_EINVAL;
    rc = rc ? rc : ps_fs_read(fs, scratch, doc->now.path, text, &quiet);
    doc->gone = doc->gone || rc == PS_ENOTFOUND;
    return rc == PS_ENOMEM ? ps_nomem(err) : PS_OK;
}

static int read_words(ps_index_doc *doc, ps_tokenizer *words, ps_error *err) {
    int code = ps_tokenizer_pack(words, doc->title, &doc->words);
    doc->body_at = doc->words.n;
    code = code ? code : ps_tokenizer_pack(words, doc->note->text, &doc->words);
    return code ? ps_nomem(err) : PS_OK;
}

int ps_index_doc_read(ps_index_doc *doc, const ps_fs *fs, ps_str path, ps_tokenizer *words, ps_error *err) {
    ps_arena scratch = {0};
    ps_str text;
    *doc = (ps_index_doc){.now = {.path = path, .checked = clock_ns()}};
    int rc = read_file(doc, &scratch, fs, &text, err);
    if (!rc && !doc->gone) {
        rc = ps_note_parse(&doc->note, text, err->lang, err);
        doc->title = rc ? PS_S("") : ps_note_title(doc->note);
        rc = rc ? rc : ps_parts_of(&doc->arena, path, doc->note, &doc->parts, err);
        rc = rc ? rc : read_words(doc, words, err);
    }
    ps_arena_free(&scratch);
    return rc;
}

void ps_index_doc_free(ps_index_doc *doc) {
    ps_note_free(doc->note);
    ps_buf_free(&doc->words);
    ps_arena_free(&doc->arena);
    *doc = (ps_index_doc){0};
}
