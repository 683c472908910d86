/* A draft among what people wrote: its section has a mark, by which one that nobody touched is known. */
#include "heading.h"
#include "summary.h"
#include "text.h"

static const ps_str MARK = {"<!-- pursuit ", 13}, MARK_END = {" -->", 4};
enum { MARK_DIGITS = 12 };

/* What the draft was when it was written, whatever line ends and blank lines at its end have become. */
static int print_of(char out[MARK_DIGITS + 1], ps_str body) {
    static const char digits[] = "0123456789abcdef";
    ps_buf plain = {0};
    body = ps_str_trim(body);
    for (size_t i = 0; i < body.n; i++) {
        if (body.p[i] != '\r') {
            ps_buf_char(&plain, body.p[i]);
        }
    }
    uint64_t h = ps_str_hash(PS_HASH, ps_buf_str(&plain));
    bool ok = ps_buf_ok(&plain);
    ps_buf_free(&plain);
    for (size_t i = 0; i < MARK_DIGITS; i++) {
        out[i] = digits[(h >> (4 * i)) & 15];
    }
    out[MARK_DIGITS] = '\0';
    return ok ? PS_OK : PS_ENOMEM;
}

/* The section of a draft: where it begins and ends in the text, what stands below the mark, and the mark; "" where there is none. */
typedef struct {
    size_t at, end;
    ps_str mark, body;
} section;

static bool find(section *out, const ps_note *note, const ps_process *p) {
    int h = ps_heading_find(note, PS_H_DRAFTED, &p->aliases);
    if (h < 0) {
        return false;
    }
    const ps_heading *heading = &note->headings[h];
    ps_str all = ps_str_sub(note->text, heading->range.end, heading->end);
    size_t from = ps_str_find(all, MARK, 0), to = from == SIZE_MAX ? SIZE_MAX : ps_str_find(all, MARK_END, from);
    *out = (section){heading->range.at, heading->end, PS_S(""), PS_S("")};
    if (to != SIZE_MAX && ps_str_trim(ps_str_sub(all, 0, from)).n == 0) {
        out->mark = ps_str_sub(all, from + MARK.n, to);
        out->body = ps_str_sub(all, to + MARK_END.n, all.n);
    }
    return true;
}

static void put_section(ps_buf *out, ps_str draft, const char *print, const ps_process *p) {
    ps_buf_fmt(out, "## %.*s\n\n%.*s%s%.*s\n\n%.*s\n\n%.*s\n", PS_FMT(ps_heading_in(PS_H_DRAFTED, p->lang)), PS_FMT(MARK), print,
               PS_FMT(MARK_END), PS_FMT(ps_text(PS_T_SUM_INTRO, p->lang)), PS_FMT(ps_str_trim(draft)));
}

/* The text before, with one blank line at its end. */
static void put_before(ps_buf *out, ps_str text) {
    ps_buf_put(out, text);
    if (text.n && !ps_str_ends(text, PS_S("\n"))) {
        ps_buf_char(out, '\n');
    }
    if (text.n && !ps_str_ends(text, PS_S("\n\n")) && !ps_str_ends(text, PS_S("\n\r\n"))) {
        ps_buf_char(out, '\n');
    }
}

int ps_summary_put(ps_buf *out, ps_draft_fate *fate, const ps_note *summary, ps_str draft, const ps_process *p, ps_error *err) {
    section had = {summary->text.n, summary->text.n, PS_S(""), PS_S("")};
    char now[MARK_DIGITS + 1], was[MARK_DIGITS + 1];
    ps_buf whole = {0};
    bool there = find(&had, summary, p);
    ps_buf_fmt(&whole, "%.*s\n\n%.*s", PS_FMT(ps_text(PS_T_SUM_INTRO, p->lang)), PS_FMT(ps_str_trim(draft)));
    int rc = print_of(now, ps_buf_str(&whole)) || print_of(was, had.body) || !ps_buf_ok(&whole) ? ps_nomem(err) : PS_OK;
    ps_buf_free(&whole);
    if (rc) {
        return rc;
    }
    bool untouched = had.mark.n && ps_str_eq(had.mark, ps_str_of(was));
    *fate = there && !untouched ? PS_DRAFT_KEPT : there && ps_str_eq(had.mark, ps_str_of(now)) ? PS_DRAFT_SAME : PS_DRAFT_WRITTEN;
    if (*fate != PS_DRAFT_WRITTEN) {
        return PS_OK;
    }
    ps_str after = ps_str_sub(summary->text, had.end, summary->text.n);
    put_before(out, ps_str_sub(summary->text, 0, had.at));
    put_section(out, draft, now, p);
    if (after.n) {
        ps_buf_char(out, '\n');
        ps_buf_put(out, after);
    }
    return ps_buf_ok(out) ? PS_OK : ps_nomem(err);
}
