#include "field.h"
#include "process_reader.h"

/* The text of a key; "" where it is missing or empty. What is no single value comes as the bytes it has, so that it fails as what it is. */
static ps_str value(const ps_reader *r, ps_str key, unsigned *line) {
    const ps_fm *f = ps_note_field(r->p->note, key);
    if (!f || f->kind == PS_FM_EMPTY) {
        return PS_S("");
    }
    *line = f->line;
    return f->kind == PS_FM_SCALAR ? ps_fm_text(f) : ps_str_sub(r->p->note->text, f->range.at, f->range.end);
}

static bool currency_valid(ps_str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < 'A' || s.p[i] > 'Z') {
            return false;
        }
    }
    return s.n == 3;
}

void ps_reader_front(ps_reader *r) {
    ps_process *p = r->p;
    unsigned line = 1;
    const ps_error *broken = p->note->broken;
    if (broken) { /* its own message, in the language of the faults */
        ps_str message = ps_str_of(broken->message);
        ps_reader_add(r, broken->line, PS_T_PROCESS_FRONT, &message, 1);
        return;
    }
    ps_str type = value(r, PS_S("pursuit"), &line);
    if (type.n && !ps_str_eq(type, PS_S("process"))) {
        ps_reader_fault(r, line, NOT_A_PROCESS, type);
    }
    p->name = value(r, PS_S("name"), &line);
    ps_str lang = value(r, PS_S("language"), &line);
    if (lang.n && !ps_lang_parse(lang, &p->lang)) {
        ps_reader_fault(r, line, BAD_LANGUAGE, lang);
    }
    ps_str currency = value(r, PS_S("currency"), &line);
    if (currency.n && !currency_valid(currency)) {
        ps_reader_fault(r, line, BAD_CURRENCY, currency);
    } else if (currency.n) {
        p->currency = currency;
    }
    ps_str tz = value(r, PS_S("timezone"), &line);
    if (tz.n && !ps_tz_parse(tz, &p->tz)) {
        ps_reader_fault(r, line, BAD_TIMEZONE, tz);
    }
}
