#include "ical.h"

#include <stdio.h>

enum { LINE = 75 }; /* octets, without the line break */

/* A content line, folded between characters. */
static void put_line(ps_buf *out, ps_str line) {
    size_t room = LINE;
    while (line.n > room) {
        ps_str piece = ps_str_clip(line, room);
        piece = piece.n ? piece : ps_str_sub(line, 0, room); /* no UTF-8: cut anywhere */
        ps_buf_put(out, piece);
        ps_buf_put(out, PS_S("\r\n "));
        line = ps_str_sub(line, piece.n, line.n);
        room = LINE - 1;
    }
    ps_buf_put(out, line);
    ps_buf_put(out, PS_S("\r\n"));
}

/* TEXT of RFC 5545, 3.3.11. */
static void put_escaped(ps_buf *out, ps_str text) {
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\n') {
            ps_buf_put(out, PS_S("\\n"));
        } else if (c == '\\' || c == ';' || c == ',') {
            ps_buf_char(out, '\\');
            ps_buf_char(out, c);
        } else if (c != '\r') {
            ps_buf_char(out, (unsigned char)c < 0x20 || c == 0x7F ? ' ' : c);
        }
    }
}

static void put_text(ps_buf *out, const char *name, ps_str value) {
    ps_buf line = {0};
    ps_buf_put(&line, ps_str_of(name));
    ps_buf_char(&line, ':');
    put_escaped(&line, value);
    out->failed |= !ps_buf_ok(&line);
    put_line(out, ps_buf_str(&line));
    ps_buf_free(&line);
}

static void put_digits(ps_buf *out, ps_date day) {
    ps_datestr d;
    ps_str text = ps_date_str(&d, day);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '-') {
            ps_buf_char(out, text.p[i]);
        }
    }
}

static void put_day(ps_buf *out, const char *name, ps_date day) {
    ps_buf_put(out, ps_str_of(name));
    ps_buf_put(out, PS_S(";VALUE=DATE:"));
    put_digits(out, day);
    ps_buf_put(out, PS_S("\r\n"));
}

static void put_stamp(ps_buf *out, int64_t stamp) {
    ps_date day = ps_time_day(stamp, 0);
    int second = (int)(stamp - ps_day_time(day, 0));
    char clock[16];
    snprintf(clock, sizeof clock, "T%02d%02d%02dZ", second / 3600 % 24, second / 60 % 60, second % 60);
    ps_buf_put(out, PS_S("DTSTAMP:"));
    put_digits(out, day);
    ps_buf_put(out, ps_str_of(clock));
    ps_buf_put(out, PS_S("\r\n"));
}

static void put_entry(ps_buf *out, const ps_ical_entry *e, int64_t stamp) {
    const char *kind = e->task ? "VTODO" : "VEVENT";
    ps_buf_fmt(out, "BEGIN:%s\r\n", kind);
    put_text(out, "UID", e->uid);
    put_stamp(out, stamp);
    put_text(out, "SUMMARY", e->summary);
    if (e->description.n) {
        put_text(out, "DESCRIPTION", e->description);
    }
    if (e->category.n) {
        put_text(out, "CATEGORIES", e->category);
    }
    if (e->task) {
        put_day(out, "DUE", e->day);
        ps_buf_put(out, e->begun ? PS_S("STATUS:IN-PROCESS\r\n") : PS_S("STATUS:NEEDS-ACTION\r\n"));
    } else {
        put_day(out, "DTSTART", e->day);
        put_day(out, "DTEND", e->day + 1);
        ps_buf_put(out, PS_S("TRANSP:TRANSPARENT\r\n"));
    }
    ps_buf_fmt(out, "END:%s\r\n", kind);
}

int ps_ical_put(ps_buf *out, ps_str name, const ps_ical_entry *entries, size_t n, int64_t stamp, ps_error *err) {
    ps_buf_put(out,
               PS_S("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//pursuit.nvim//agenda//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"));
    put_text(out, "X-WR-CALNAME", name);
    for (size_t i = 0; i < n; i++) {
        put_entry(out, &entries[i], stamp);
    }
    ps_buf_put(out, PS_S("END:VCALENDAR\r\n"));
    return ps_buf_ok(out) ? PS_OK : ps_nomem(err);
}

ps_str ps_ical_uid(ps_arena *arena, const ps_str *parts, size_t n) {
    uint64_t a = 14695981039346656037u, b = 0x9E3779B97F4A7C15u; /* FNV-1a twice */
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k <= parts[i].n; k++) { /* and the end of each part */
            unsigned char c = k < parts[i].n ? (unsigned char)parts[i].p[k] : 0;
            a = (a ^ c) * 1099511628211u;
            b = (b ^ (uint64_t)(c + 1)) * 1099511628211u;
        }
    }
    return ps_arena_fmt(arena, "%016llx%016llx@pursuit.nvim", (unsigned long long)a, (unsigned long long)b);
}
