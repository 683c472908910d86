#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gen.h"

void gen_check(bool ok, const char *what) {
    if (!ok) {
        fprintf(stderr, "gen: %s\n", what);
        exit(1);
    }
}

void gen_must(int rc, const ps_error *err) {
    gen_check(rc == 0, err->message);
}

void gen_insert(ps_buf *text, size_t at, ps_str piece) {
    ps_buf out = {0};
    ps_str all = ps_buf_str(text);
    ps_buf_put(&out, ps_str_sub(all, 0, at));
    ps_buf_put(&out, piece);
    ps_buf_put(&out, ps_str_sub(all, at, all.n));
    gen_check(ps_buf_ok(&out), "out of memory");
    ps_buf_free(text);
    *text = out;
}

static size_t line_end(ps_str s, size_t at) {
    size_t end = ps_str_find(s, PS_S("\n"), at);
    return end == SIZE_MAX ? s.n : end + 1;
}

void gen_key(ps_buf *text, const char *key, ps_str value) {
    ps_buf line = {0}, out = {0};
    ps_str all = ps_buf_str(text);
    size_t close = ps_str_find(all, PS_S("\n---\n"), 4);
    ps_buf_fmt(&line, "\n%s:", key);
    size_t at = ps_str_find(all, ps_buf_str(&line), 3);
    bool there = at < close;
    at = there ? at : close;
    ps_buf_put(&out, ps_str_sub(all, 0, at));
    ps_buf_fmt(&out, "\n%s: %.*s\n", key, PS_FMT(value));
    ps_buf_put(&out, ps_str_sub(all, there ? line_end(all, at + 1) : at + 1, all.n));
    gen_check(close != SIZE_MAX && ps_buf_ok(&out), "no front matter");
    ps_buf_free(&line);
    ps_buf_free(text);
    *text = out;
}

/* Just after the line of `## heading`. */
static size_t after_heading(ps_str text, ps_str heading) {
    ps_buf line = {0};
    ps_buf_fmt(&line, "\n## %.*s\n", PS_FMT(heading));
    size_t at = ps_str_find(text, ps_buf_str(&line), 0);
    gen_check(at != SIZE_MAX, "a heading is missing");
    at += line.n;
    ps_buf_free(&line);
    return at;
}

void gen_row(ps_buf *text, ps_str heading, ps_str row) {
    ps_str all = ps_buf_str(text);
    size_t at = ps_str_find(all, PS_S("\n|"), after_heading(all, heading));
    gen_check(at != SIZE_MAX, "a table is missing");
    at++;
    while (at < all.n && all.p[at] == '|') {
        at = line_end(all, at);
    }
    gen_insert(text, at, row);
}

void gen_under(ps_buf *text, ps_str heading, ps_str lines) {
    gen_insert(text, after_heading(ps_buf_str(text), heading), lines);
}

/* A closed item: `- [x] text ^id`, now and then not applicable for a reason. */
static void close_item(ps_buf *out, gen_dice *d, ps_str line, ps_date day) {
    ps_datestr on;
    bool na = gen_chance(d, 7);
    size_t id = ps_str_find(line, PS_S(" ^"), 0);
    ps_buf_put(out, na ? PS_S("- [-] ") : PS_S("- [x] "));
    ps_buf_put(out, ps_str_sub(line, 6, id));
    if (na) {
        ps_buf_put(out, PS_S(" [reason:: not asked for here]"));
    } else if (gen_chance(d, 30)) {
        ps_buf_fmt(out, " [done:: %.*s]", PS_FMT(ps_date_str(&on, day)));
    }
    ps_buf_put(out, ps_str_sub(line, id, line.n));
}

size_t gen_tick(ps_buf *text, gen_dice *d, ps_date day, bool all) {
    ps_buf out = {0};
    ps_str s = ps_buf_str(text);
    size_t n = 0;
    for (size_t at = 0; at < s.n;) {
        size_t end = line_end(s, at);
        ps_str line = ps_str_sub(s, at, end);
        bool open = ps_str_starts(line, PS_S("- [ ] ")) && ps_str_find(line, PS_S(" ^"), 0) != SIZE_MAX;
        if (open && (all || n == 0)) {
            close_item(&out, d, line, day);
            n++;
        } else {
            ps_buf_put(&out, line);
        }
        at = end;
    }
    gen_check(ps_buf_ok(&out), "out of memory");
    ps_buf_free(text);
    *text = out;
    return n;
}

static void put_group(ps_buf *out, gen_dice *d, gen_tongue tongue, ps_date day) {
    ps_datestr due;
    ps_buf_char(out, '\n');
    gen_prose(out, d, tongue, 1 + gen_roll(d, 3));
    ps_buf_put(out, PS_S("\n\n"));
    for (size_t i = gen_roll(d, 4); i > 0; i--) {
        ps_buf_put(out, gen_chance(d, 75) ? PS_S("- [x] ") : PS_S("- [ ] "));
        gen_phrase(out, d, tongue);
        const char *owner = gen_members[gen_roll(d, GEN_MEMBERS)].id;
        ps_date_str(&due, day + (ps_date)gen_roll(d, 120) - 40);
        ps_buf_fmt(out, " [owner:: %s] [due:: %s]\n", owner, due.b);
    }
}

/* A group ends where the next heading begins, or with the note. */
void gen_fill_groups(ps_buf *text, gen_dice *d, gen_tongue tongue, ps_date day) {
    ps_buf out = {0};
    ps_str s = ps_buf_str(text);
    bool items = false;
    for (size_t at = 0; at < s.n;) {
        size_t end = line_end(s, at);
        ps_str line = ps_str_sub(s, at, end);
        if (ps_str_starts(line, PS_S("#")) && items) {
            put_group(&out, d, tongue, day);
            ps_buf_char(&out, '\n');
            items = false;
        }
        items = items || ps_str_starts(line, PS_S("- ["));
        ps_buf_put(&out, line);
        at = end;
    }
    put_group(&out, d, tongue, day);
    gen_check(ps_buf_ok(&out), "out of memory");
    ps_buf_free(text);
    *text = out;
}
