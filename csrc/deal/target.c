#include "target.h"

#include "deal_parts.h"

ps_str ps_path_folder(ps_str path) {
    return ps_str_sub(path, 0, path.n - ps_path_name(path).n);
}

/* Whether a path is folder + name, with or without ".md". */
static bool is_path(ps_str path, ps_str folder, ps_str name) {
    ps_str rest = ps_str_sub(path, folder.n, path.n);
    bool same = ps_str_starts(path, folder) && ps_str_starts(rest, name);
    return same && (rest.n == name.n || ps_str_eq(ps_str_sub(rest, name.n, rest.n), PS_S(".md")));
}

/* Beside the note, in the deal's folder, from the workspace's root. */
static const ps_doc *find_doc(const ps_origin *from, ps_str name) {
    const ps_deal *d = from->deal;
    ps_str beside = ps_path_folder(from->path);
    for (size_t i = 0; d && i < d->n_docs; i++) {
        ps_str path = d->docs[i].path;
        bool inside = path.n > d->folder.n && is_path(ps_str_sub(path, d->folder.n + 1, path.n), PS_S(""), name);
        if (inside || is_path(path, beside, name) || is_path(path, PS_S(""), name)) {
            return &d->docs[i];
        }
    }
    return NULL;
}

static void find_in_world(ps_target *out, const ps_world *world, ps_str name) {
    ps_str stem = ps_path_name(name);
    stem = ps_str_ends(stem, PS_S(".md")) ? ps_str_sub(stem, 0, stem.n - 3) : stem;
    for (size_t i = 0; i < PS_K_COUNT && !out->note; i++) {
        out->note = ps_world_note(world, ps_kind_order[i], stem, &out->path);
    }
}

/* `log#2026-11-11` names the entry whose heading begins so. 0: none. */
static unsigned heading_line(const ps_note *note, ps_str text) {
    for (size_t i = 0; i < note->n_headings; i++) {
        if (ps_str_eq_nocase(ps_str_sub(note->headings[i].text, 0, text.n), text)) {
            return note->headings[i].line;
        }
    }
    return 0;
}

static unsigned row_line(const ps_note *note, ps_str id) {
    for (size_t i = 0; i < note->n_tables; i++) {
        for (size_t r = 0; r < note->tables[i].n; r++) {
            if (ps_str_eq(note->tables[i].rows[r].id, id)) {
                return note->tables[i].rows[r].line;
            }
        }
    }
    return 0;
}

static unsigned block_line(const ps_note *note, ps_str id) {
    for (size_t i = 0; i < note->n_headings; i++) {
        if (ps_str_eq(note->headings[i].id, id)) {
            return note->headings[i].line;
        }
    }
    for (size_t i = 0; i < note->n_blocks; i++) {
        if (ps_str_eq(note->blocks[i].id, id)) {
            return note->blocks[i].line;
        }
    }
    const ps_task *task = ps_note_task(note, id);
    return task ? task->line : row_line(note, id);
}

ps_target ps_target_of(const ps_origin *from, const ps_link *link) {
    ps_target t = {.kind = PS_TARGET_FOUND, .path = from->path, .line = 1};
    if (!link->target.n) {
        t.note = from->note;
        t.doc = from->deal ? ps_deal_doc(from->deal, from->path) : NULL;
    } else if ((t.doc = find_doc(from, link->target)) != NULL) {
        t.note = t.doc->note;
        t.path = t.doc->path;
    } else {
        find_in_world(&t, from->world, link->target);
    }
    unsigned line = !t.note           ? 0
                    : link->block.n   ? block_line(t.note, link->block)
                    : link->heading.n ? heading_line(t.note, link->heading)
                                      : 1;
    t.line = line ? line : 1;
    t.kind = !t.note ? PS_TARGET_NO_NOTE : line ? PS_TARGET_FOUND : link->block.n ? PS_TARGET_NO_BLOCK : PS_TARGET_NO_HEADING;
    return t;
}

/* Links of the body are in order; those of the front matter stand before. */
const ps_link *ps_links_within(const ps_note *note, ps_range range, size_t *n) {
    size_t lo = 0, hi = note->n_links;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (note->links[mid].range.at < range.at) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    *n = 0;
    while (lo + *n < note->n_links && note->links[lo + *n].range.at < range.end) {
        ++*n;
    }
    return note->links ? &note->links[lo] : NULL;
}
