#include "diag_impl.h"

static bool local_path(ps_str s) {
    bool slash = ps_str_find(s, PS_S("/"), 0) != SIZE_MAX;
    return slash && ps_str_find(s, PS_S("://"), 0) == SIZE_MAX && ps_str_find(s, PS_S(" "), 0) == SIZE_MAX &&
           ps_str_find(s, PS_S("@"), 0) == SIZE_MAX && s.p[0] != '/';
}

static ps_str folder_of(ps_str path) {
    size_t at = path.n;
    while (at > 0 && path.p[at - 1] != '/') {
        at--;
    }
    return ps_str_sub(path, 0, at); /* with its '/' */
}

/* "folder/" + name + ending; "" when memory is out. */
static ps_str joined(ps_checker *c, ps_str folder, ps_str name, const char *ending) {
    ps_str path = ps_arena_fmt(c->arena, "%.*s%.*s%s", PS_FMT(folder), PS_FMT(name), ending);
    c->failed = c->failed || !path.p;
    return path.p ? path : PS_S("");
}

/* Where a target may lie: beside the note, in the deal's folder, in its attachments, from the workspace's root. */
enum { PLACES = 4 };
static void places(ps_checker *c, ps_str from, ps_str out[PLACES]) {
    ps_str deal = c->deal ? joined(c, c->deal->folder, PS_S(""), "/") : PS_S("");
    out[0] = folder_of(from);
    out[1] = deal;
    out[2] = c->deal ? joined(c, deal, PS_S("files/"), "") : PS_S("");
    out[3] = PS_S("");
}

static const ps_note *note_in_deal(ps_checker *c, ps_str from, ps_str name) {
    ps_str folders[PLACES];
    places(c, from, folders);
    for (size_t i = 0; c->deal && i < PLACES; i++) {
        const ps_doc *doc = ps_deal_doc(c->deal, joined(c, folders[i], name, ".md"));
        doc = doc ? doc : ps_deal_doc(c->deal, joined(c, folders[i], name, ""));
        if (doc) {
            return doc->note;
        }
    }
    return NULL;
}

static const ps_note *note_in_world(const ps_checker *c, ps_str name) {
    static const ps_kind order[] = {PS_K_DEAL, PS_K_ACCOUNT, PS_K_REGION, PS_K_PERSON, PS_K_MEMBER};
    ps_str stem = ps_str_sub(name, folder_of(name).n, name.n);
    stem = ps_str_ends(stem, PS_S(".md")) ? ps_str_sub(stem, 0, stem.n - 3) : stem;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const ps_note *note = ps_world_note(c->world, order[i], stem, NULL);
        if (note) {
            return note;
        }
    }
    return NULL;
}

/* 1 there, 0 not, 2 not there and ignored by git (an attachment on somebody else's machine). */
static int exists(ps_checker *c, ps_str from, ps_str name) {
    ps_str folders[PLACES];
    int best = 0;
    places(c, from, folders);
    for (size_t i = 0; i < PLACES && best != 1; i++) {
        int as_is = c->exists(c->world->ctx, joined(c, folders[i], name, ""));
        int as_note = as_is == 1 ? 1 : c->exists(c->world->ctx, joined(c, folders[i], name, ".md"));
        best = as_is == 1 || as_note == 1 ? 1 : as_is == 2 ? 2 : best;
    }
    return best;
}

static void check_file(ps_checker *c, ps_spot spot, ps_str name) {
    if (!c->exists || !c->world) {
        return;
    }
    int there = exists(c, spot.path, name);
    if (there == 2) {
        ps_say(c, spot, PS_HINT, "target-missing", DIAG_TARGET_IGNORED, name);
    } else if (there == 0) {
        ps_say(c, spot, PS_WARN, "target-missing", DIAG_TARGET, name);
    }
}

/* `log#2026-11-11` names the entry whose heading begins so. */
static bool has_heading(const ps_note *note, ps_str text) {
    for (size_t i = 0; i < note->n_headings; i++) {
        ps_str h = note->headings[i].text;
        if (ps_str_eq_nocase(ps_str_sub(h, 0, text.n), text)) {
            return true;
        }
    }
    return false;
}

static bool row_has(const ps_note *note, ps_str id) {
    for (size_t i = 0; i < note->n_tables; i++) {
        for (size_t r = 0; r < note->tables[i].n; r++) {
            if (ps_str_eq(note->tables[i].rows[r].id, id)) {
                return true;
            }
        }
    }
    return false;
}

static bool has_block(const ps_note *note, ps_str id) {
    for (size_t i = 0; i < note->n_headings; i++) {
        if (ps_str_eq(note->headings[i].id, id)) {
            return true;
        }
    }
    for (size_t i = 0; i < note->n_blocks; i++) {
        if (ps_str_eq(note->blocks[i].id, id)) {
            return true;
        }
    }
    return ps_note_task(note, id) || row_has(note, id);
}

static void check_link(ps_checker *c, ps_spot spot, const ps_doc *doc, const ps_link *link) {
    const ps_note *note = link->target.n ? note_in_deal(c, spot.path, link->target) : doc ? doc->note : spot.note;
    note = note ? note : note_in_world(c, link->target);
    if (!note) {
        check_file(c, spot, link->target);
    } else if (link->block.n && !has_block(note, link->block)) {
        ps_say(c, spot, PS_WARN, "target-missing", DIAG_TARGET_BLOCK, link->block, link->target);
    } else if (!link->block.n && link->heading.n && !has_heading(note, link->heading)) {
        ps_say(c, spot, PS_WARN, "target-missing", DIAG_TARGET_HEADING, link->heading, link->target);
    }
}

/* Index of the note's first link at or after an offset; links of the body are in order, those of the front matter stand before. */
static size_t first_link(const ps_note *note, size_t at) {
    size_t lo = 0, hi = note->n_links;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (note->links[mid].range.at < at) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo;
}

/* The path of `[text](path)`, else the value itself where it reads as a path. */
static ps_str path_in(ps_str value) {
    size_t open = ps_str_find(value, PS_S("]("), 0), close = ps_str_find(value, PS_S(")"), open == SIZE_MAX ? 0 : open);
    ps_str path = open != SIZE_MAX && close != SIZE_MAX ? ps_str_sub(value, open + 2, close) : value;
    return local_path(path) ? path : PS_S("");
}

void ps_check_evidence(ps_checker *c, ps_spot spot, const ps_doc *doc, ps_str value) {
    if (!value.n) {
        return;
    }
    bool any = false;
    for (size_t i = first_link(spot.note, spot.range.at); i < spot.note->n_links; i++) {
        const ps_link *link = &spot.note->links[i];
        if (link->range.at >= spot.range.end) {
            break;
        }
        any = true;
        check_link(c, ps_spot_range(spot.path, spot.note, link->range), doc, link);
    }
    ps_str path = any ? PS_S("") : path_in(value);
    if (path.n) {
        check_file(c, spot, path);
    }
}
