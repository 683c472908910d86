#include "diag_impl.h"
#include "target.h"

static bool local_path(ps_str s) {
    bool slash = ps_str_find(s, PS_S("/"), 0) != SIZE_MAX;
    return slash && ps_str_find(s, PS_S("://"), 0) == SIZE_MAX && ps_str_find(s, PS_S(" "), 0) == SIZE_MAX &&
           ps_str_find(s, PS_S("@"), 0) == SIZE_MAX && s.p[0] != '/';
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
    out[0] = ps_path_folder(from);
    out[1] = deal;
    out[2] = c->deal ? joined(c, deal, PS_S("files/"), "") : PS_S("");
    out[3] = PS_S("");
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

static void check_link(ps_checker *c, ps_spot spot, const ps_link *link) {
    const ps_origin from = {c->deal, c->world, spot.path, spot.note};
    ps_target t = ps_target_of(&from, link);
    if (t.kind == PS_TARGET_NO_NOTE) {
        check_file(c, spot, link->target);
    } else if (t.kind == PS_TARGET_NO_BLOCK) {
        ps_say(c, spot, PS_WARN, "target-missing", DIAG_TARGET_BLOCK, link->block, link->target);
    } else if (t.kind == PS_TARGET_NO_HEADING) {
        ps_say(c, spot, PS_WARN, "target-missing", DIAG_TARGET_HEADING, link->heading, link->target);
    }
}

/* The path of `[text](path)`, else the value itself where it reads as a path. */
static ps_str path_in(ps_str value) {
    size_t open = ps_str_find(value, PS_S("]("), 0), close = ps_str_find(value, PS_S(")"), open == SIZE_MAX ? 0 : open);
    ps_str path = open != SIZE_MAX && close != SIZE_MAX ? ps_str_sub(value, open + 2, close) : value;
    return local_path(path) ? path : PS_S("");
}

void ps_check_evidence(ps_checker *c, ps_spot spot, ps_str value) {
    size_t n = 0;
    const ps_link *links = value.n ? ps_links_within(spot.note, spot.range, &n) : NULL;
    for (size_t i = 0; i < n; i++) {
        check_link(c, ps_spot_range(spot.path, spot.note, links[i].range), &links[i]);
    }
    ps_str path = value.n && !n ? path_in(value) : PS_S("");
    if (path.n) {
        check_file(c, spot, path);
    }
}
