#include "diag.h"

#include "diag_impl.h"

ps_spot ps_spot_line(ps_str path, const ps_note *note, unsigned line) {
    return (ps_spot){path, note, {0, 0}, line ? line : 1};
}

ps_spot ps_spot_range(ps_str path, const ps_note *note, ps_range range) {
    return (ps_spot){path, note, range, ps_note_line(note, range.at)};
}

ps_spot ps_spot_field(ps_str path, const ps_note *note, ps_str key) {
    const ps_fm *f = ps_note_field(note, key);
    return f && f->range.end > f->range.at ? ps_spot_range(path, note, f->range) : ps_spot_line(path, note, f ? f->line : 1);
}

ps_spot ps_spot_inline(ps_str path, const ps_note *note, const ps_task *task, ps_str key) {
    const ps_inline *field = ps_inline_get(task->fields, task->n_fields, key);
    return field ? ps_spot_range(path, note, field->range) : ps_spot_line(path, note, task->line);
}

/* Columns of the part of a range that lies on its first line. */
static void set_columns(ps_diag *d, ps_spot spot) {
    if (!spot.note || spot.range.end <= spot.range.at) {
        return;
    }
    size_t start = ps_note_line_at(spot.note, spot.line), next = ps_note_line_at(spot.note, spot.line + 1);
    ps_str line = ps_str_trim(ps_str_sub(spot.note->text, start, next));
    size_t line_end = line.n ? (size_t)(line.p + line.n - spot.note->text.p) : start;
    size_t end = spot.range.end < line_end ? spot.range.end : line_end;
    if (end > spot.range.at) {
        d->col = (unsigned)(spot.range.at - start);
        d->end_col = (unsigned)(end - start);
    }
}

void ps_say_message(ps_checker *c, ps_spot spot, ps_severity severity, const char *code, ps_str message) {
    ps_diag *d = c->failed ? NULL : PS_PUSH(c->arena, c->out);
    if (!d) {
        c->failed = true;
        return;
    }
    *d = (ps_diag){.path = spot.path, .line = spot.line, .severity = severity, .code = ps_str_of(code)};
    d->message = ps_arena_dup(c->arena, message);
    c->failed = !d->message.p;
    set_columns(d, spot);
}

void ps_say_text(ps_checker *c, ps_spot spot, ps_severity severity, const char *code, ps_text_id id, const ps_str *args, size_t n) {
    ps_buf text = {0};
    ps_text_put(&text, c->lang, id, args, n);
    if (ps_buf_ok(&text)) {
        ps_say_message(c, spot, severity, code, ps_buf_str(&text));
    } else {
        c->failed = true;
    }
    ps_buf_free(&text);
}

void ps_check_readable(ps_checker *c, ps_str path, const ps_note *note) {
    if (note->broken) {
        ps_say_message(c, ps_spot_line(path, note, note->broken->line), PS_ERROR, "front-matter", ps_str_of(note->broken->message));
    }
    for (size_t i = 0; i < note->n_hints; i++) {
        ps_say_message(c, ps_spot_range(path, note, note->hints[i].range), PS_WARN, "front-matter", note->hints[i].message);
    }
}

static int finish(const ps_checker *c, ps_error *err) {
    return c->failed ? ps_nomem(err) : PS_OK;
}

int ps_diag_deal(ps_diags *out, ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_diag_exists *exists, ps_lang lang,
                 ps_error *err) {
    ps_checker c = {.out = out, .arena = arena, .process = deal->process, .world = world, .exists = exists, .deal = deal, .lang = lang};
    for (size_t i = 0; i < deal->n_docs; i++) {
        ps_check_readable(&c, deal->docs[i].path, deal->docs[i].note);
    }
    if (deal->main && !deal->main->note->broken) {
        ps_check_front(&c);
        ps_check_house(&c);
    }
    ps_check_way(&c);
    ps_check_items(&c);
    ps_check_reviews(&c);
    ps_check_contacts(&c);
    ps_check_plan(&c);
    ps_check_costs(&c);
    ps_check_payments(&c);
    ps_check_analysis(&c);
    for (size_t i = 0; i < deal->n_docs; i++) {
        ps_check_tables(&c, &deal->docs[i]);
    }
    return finish(&c, err);
}

int ps_diag_value(ps_str *why, ps_arena *arena, const ps_deal *deal, const ps_world *world, const ps_cell_rule *rule, ps_str value,
                  ps_lang lang, ps_error *err) {
    ps_diags found = {0};
    ps_checker c = {.out = &found, .arena = arena, .process = deal->process, .world = world, .deal = deal, .lang = lang};
    ps_spot nowhere = {.path = PS_S(""), .line = 1};
    *why = PS_S("");
    if (rule->type != PS_CELL_EVIDENCE) {
        ps_check_cell(&c, nowhere, rule, ps_cell_label(rule, lang), value);
    }
    for (size_t i = found.n; i > 0; i--) {
        *why = found.v[i - 1].severity < PS_INFO ? found.v[i - 1].message : *why;
    }
    return finish(&c, err);
}

int ps_diag_process(ps_diags *out, ps_arena *arena, const ps_process *process, ps_str path, ps_error *err) {
    ps_checker c = {.out = out, .arena = arena, .process = process};
    for (size_t i = 0; i < process->n_faults; i++) {
        ps_say_message(&c, ps_spot_line(path, process->note, process->faults[i].line), PS_ERROR, "process", process->faults[i].message);
    }
    return finish(&c, err);
}

int ps_diag_note(ps_diags *out, ps_arena *arena, const ps_note *note, ps_str path, ps_kind kind, const ps_process *process,
                 const ps_world *world, ps_diag_exists *exists, ps_lang lang, ps_error *err) {
    ps_checker c = {.out = out, .arena = arena, .process = process, .world = world, .exists = exists, .lang = lang};
    ps_check_readable(&c, path, note);
    if (!note->broken) {
        ps_check_entity_front(&c, path, note, kind);
    }
    ps_check_note_items(&c, path, note);
    if (kind == PS_K_ACCOUNT && !note->broken) {
        ps_check_level(&c, path, note);
    }
    if (kind == PS_K_MEMBER) {
        ps_check_seller(&c, path, note);
        ps_check_targets(&c, path, note);
    }
    return finish(&c, err);
}
