/* A decision chain as a drawing that any browser shows: layers as bands, people as cards, reporting lines, relationships dashed. */

#include "chain_layout.h"
#include "chain_words.h"
#include "width.h"

enum {
    SIDE = 168, /* where the layers are named */
    CARD = 224,
    GAP = 26,
    PAD = 24,
    LINE = 16,   /* a line of small text */
    BETWEEN = 52 /* rows: room for lines and for what relationships are called */
};

/* What a relationship is called stands where nothing else is called already. */
typedef struct {
    int x, y, half;
} tag;

typedef struct {
    ps_buf *out;
    const ps_chain_sheet *sheet;
    ps_chain_layout at;
    ps_arena arena;
    int *top, *height; /* of rows */
    int left, width, bottom;
    PS_VEC(tag) tags;
} drawing;

/* ---- text ---- */

static void put_rune(ps_buf *out, ps_str bytes, uint32_t rune) {
    static const struct {
        uint32_t rune;
        const char *as;
    } entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}, {0xFFFD, "\uFFFD"}};
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        if (entities[i].rune == rune) {
            ps_buf_put(out, ps_str_of(entities[i].as));
            return;
        }
    }
    ps_buf_put(out, bytes);
}

/* As much of a text as fits into so many cells; `…` where something is missing. *rest: what is left, from its next word where that is near. */
static void put_fitting(ps_buf *out, ps_str s, size_t cells) {
    bool whole = ps_width(s) <= cells;
    size_t used = 0, n;
    uint32_t rune;
    for (size_t at = 0; at < s.n; at += n) {
        n = ps_shown_rune(ps_str_sub(s, at, s.n), &rune);
        used += ps_rune_width(rune);
        if (!whole && used + 1 > cells) {
            ps_buf_put(out, PS_S("…"));
            return;
        }
        put_rune(out, ps_str_sub(s, at, at + n), rune);
    }
}

/* `how`: class and other attributes. */
static void put_text(drawing *d, int x, int y, const char *how, ps_str s, size_t cells) {
    ps_buf_fmt(d->out, "<text x=\"%d\" y=\"%d\" %s>", x, y, how);
    put_fitting(d->out, s, cells);
    ps_buf_put(d->out, PS_S("</text>\n"));
}

/* Lines of at most so many cells, parted at blanks where there are some; how many were put. */
static int put_wrapped(drawing *d, int x, int y, const char *how, ps_str s, size_t cells, int most) {
    int lines = 0;
    for (s = ps_str_trim(s); s.n && lines < most; lines++) {
        size_t end = 0, word = 0, used = 0, n;
        uint32_t rune;
        for (; end < s.n; end += n) {
            n = ps_shown_rune(ps_str_sub(s, end, s.n), &rune);
            used += ps_rune_width(rune);
            if (used > cells) {
                break;
            }
            word = rune == ' ' ? end : word;
        }
        bool last = end == s.n || lines + 1 == most;
        end = !last && word ? word : end;
        put_text(d, x, y + lines * LINE, how, last ? s : ps_str_sub(s, 0, end), cells);
        s = last ? PS_S("") : ps_str_trim(ps_str_sub(s, end, s.n));
    }
    return lines;
}

static ps_str kept(drawing *d, ps_buf *b) {
    ps_str s = ps_arena_dup(&d->arena, ps_buf_str(b));
    d->out->failed |= !ps_buf_ok(b) || !s.p;
    ps_buf_free(b);
    return s.p ? s : PS_S("");
}

/* ---- how high everything is ---- */

static bool is_outside(const ps_tie *t, size_t member) {
    return !t->reporting && ((t->at == (int)member && t->with < 0) || (t->with == (int)member && t->at < 0));
}

static int gaps_of(const ps_chain_sheet *s, size_t member, const ps_gap **out, int most) {
    int n = 0;
    for (size_t i = 0; i < s->chain->n_gaps; i++) {
        const ps_gap *g = &s->chain->gaps[i];
        if (g->member == (int)member && g->kind != PS_GAP_CONTACT && n < most) {
            out[n++] = g;
        }
    }
    return n;
}

enum { GAPS = 3, OUTSIDE = 3 };

static int card_height(const ps_chain_sheet *s, size_t member) {
    const ps_gap *gaps[GAPS];
    int outside = 0;
    for (size_t i = 0; i < s->chain->n_ties; i++) {
        outside += is_outside(&s->chain->ties[i], member);
    }
    outside = outside > OUTSIDE ? OUTSIDE : outside;
    return 66 + LINE * (outside + (gaps_of(s, member, gaps, GAPS) ? 1 : 0));
}

/* What a band's label needs: its name, its strategy in three lines. */
static int band_height(const drawing *d, size_t band) {
    const ps_term *layer = d->at.bands[band].layer;
    return layer && ps_chain_strategy(d->sheet->chain, layer->id) ? 118 : 66;
}

static bool measure(drawing *d, int head) {
    const ps_chain_sheet *s = d->sheet;
    d->top = ps_arena_alloc(&d->arena, ((size_t)d->at.rows + 1) * sizeof *d->top);
    d->height = ps_arena_alloc(&d->arena, ((size_t)d->at.rows + 1) * sizeof *d->height);
    if (!d->top || !d->height) {
        return false;
    }
    for (size_t i = 0; i < s->chain->n_members; i++) {
        int h = card_height(s, i), *row = &d->height[d->at.row[i]];
        *row = h > *row ? h : *row;
    }
    int y = head;
    for (size_t b = 0; b < d->at.n_bands; b++) {
        const ps_chain_band *band = &d->at.bands[b];
        int sum = 0, need = band_height(d, b);
        for (int r = band->row; r < band->row + band->rows; r++) {
            d->height[r] = d->height[r] ? d->height[r] : 20;
            sum += d->height[r] + (r > band->row ? BETWEEN : 0);
        }
        d->height[band->row + band->rows - 1] += need > sum ? need - sum : 0;
        for (int r = band->row; r < band->row + band->rows; r++) {
            d->top[r] = y;
            y += d->height[r] + BETWEEN;
        }
    }
    d->bottom = y - BETWEEN / 2;
    d->left = PAD + SIDE;
    d->width = d->left + d->at.width + PAD * 2;
    d->width = d->width < 860 ? 860 : d->width;
    return true;
}

static int middle_of(const drawing *d, size_t member) {
    return d->left + PAD / 2 + d->at.x[member];
}

static int foot_of(const drawing *d, size_t member) {
    return d->top[d->at.row[member]] + card_height(d->sheet, member);
}

/* ---- bands ---- */

static void put_strategy(drawing *d, int y, const ps_strategy *s) {
    const ps_process *p = d->sheet->process;
    ps_buf how = {0};
    ps_str aim = ps_process_label(p, PS_V_AIMS, s->aim);
    if (aim.n) {
        put_text(d, PAD, y, "class=\"s b\"", aim, 22);
        y += LINE;
    }
    ps_buf_put(&how, s->strategy);
    for (size_t i = 0; i < s->n_ways && !s->strategy.n; i++) {
        ps_buf_put(&how, i ? PS_S(", ") : PS_S(""));
        ps_buf_put(&how, ps_process_label(p, PS_V_WAYS, s->ways[i]));
    }
    put_wrapped(d, PAD, y, "class=\"s\"", kept(d, &how), 26, 4);
}

static void put_band(drawing *d, size_t at) {
    const ps_chain_band *band = &d->at.bands[at];
    const ps_chain *c = d->sheet->chain;
    int last = band->row + band->rows - 1, y = d->top[band->row] - BETWEEN / 2;
    ps_buf_fmt(d->out, "<rect x=\"8\" y=\"%d\" width=\"%d\" height=\"%d\" class=\"band%zu\"/>\n", y + 3, d->width - 16,
               d->top[last] + d->height[last] + BETWEEN / 2 - y - 6, at % 2);
    put_text(d, PAD, y + 34, "class=\"n\"", band->layer ? band->layer->label : ps_text(PS_T_CHAIN_NO_LAYER, d->sheet->lang), 20);
    const ps_strategy *strategy = band->layer ? ps_chain_strategy(c, band->layer->id) : NULL;
    if (strategy) {
        put_strategy(d, y + 54, strategy);
    }
    for (size_t i = 0; band->layer && i < c->n_gaps; i++) {
        if (c->gaps[i].member < 0 && ps_str_eq(c->gaps[i].layer, band->layer->id)) {
            ps_buf gap = {0};
            ps_buf_put(&gap, PS_S("✗ "));
            if (c->gaps[i].kind == PS_GAP_STRATEGY) { /* the layer's name stands above */
                ps_text_put(&gap, d->sheet->lang, PS_T_GAP_SHORT_OPPONENT, NULL, 0);
            } else {
                ps_gap_put(&gap, d->sheet->lang, d->sheet->process, c, &c->gaps[i]);
            }
            put_wrapped(d, PAD, y + 54, "class=\"s bad\"", kept(d, &gap), 24, 3);
        }
    }
}

/* ---- lines ---- */

/* Down to a line across, from there to each who reports. */
static void put_report(drawing *d, size_t member) {
    int above = d->sheet->chain->members[member].superior;
    if (above < 0) {
        return;
    }
    int x = middle_of(d, (size_t)above), to = middle_of(d, member), y = foot_of(d, (size_t)above);
    if (!ps_chain_hangs(&d->at, d->sheet->chain, member)) {
        ps_buf_fmt(d->out, "<path class=\"line\" d=\"M%d %d L%d %d\"/>\n", x, d->top[d->at.row[above]], to, foot_of(d, member));
        return;
    }
    int bus = d->top[d->at.row[above]] + d->height[d->at.row[above]] + 14;
    ps_buf_fmt(d->out, "<path class=\"line\" d=\"M%d %d V%d H%d V%d\"/>\n", x, y, bus, to, d->top[d->at.row[member]]);
}

static bool is_free(const drawing *d, int x, int y, int half) {
    for (size_t i = 0; i < d->tags.n; i++) {
        const tag *t = &d->tags.v[i];
        int apart = x > t->x ? x - t->x : t->x - x, below = y > t->y ? y - t->y : t->y - y;
        if (apart < half + t->half && below < 15) {
            return false;
        }
    }
    return true;
}

static void put_tag(drawing *d, int x, int y, ps_str said) {
    int half = (int)ps_width(said) * 3 + 8;
    for (int tries = 0; tries < 6 && !is_free(d, x, y, half); tries++) {
        x += tries % 2 ? -(tries + 1) * 24 : (tries + 1) * 24;
    }
    tag *slot = PS_PUSH(&d->arena, &d->tags);
    d->out->failed |= !slot;
    if (slot) {
        *slot = (tag){x, y, half};
    }
    ps_buf_fmt(d->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"15\" rx=\"7\" class=\"tag\"/>\n", x - half, y - 11, half * 2);
    put_text(d, x, y, "class=\"t\" text-anchor=\"middle\"", said, 40);
}

/* A curve below two cards of a row, or from the foot of the upper to the head of the lower; aside of the lines of reporting. */
static void put_curve(drawing *d, const ps_tie *t) {
    size_t a = (size_t)t->at, b = (size_t)t->with;
    if (d->at.row[a] > d->at.row[b]) {
        size_t swap = a;
        a = b;
        b = swap;
    }
    int xa = middle_of(d, a), xb = middle_of(d, b), turn = xb >= xa ? CARD / 4 : -CARD / 4, y = foot_of(d, a);
    bool level = d->at.row[a] == d->at.row[b];
    int end = level ? foot_of(d, b) : d->top[d->at.row[b]], low = d->top[d->at.row[a]] + d->height[d->at.row[a]] + 40;
    xa += turn;
    xb -= level ? turn : xb >= xa ? CARD / 4 : -CARD / 4;
    int bend = level ? low : (end - y) / 2 + y;
    ps_buf_fmt(d->out, "<path class=\"tie\" d=\"M%d %d C%d %d %d %d %d %d\"/>\n", xa, y, xa, bend, xb, bend, xb, end);
}

static void put_curve_tag(drawing *d, const ps_tie *t) {
    size_t a = (size_t)t->at, b = (size_t)t->with;
    bool level = d->at.row[a] == d->at.row[b];
    size_t lower = d->at.row[a] > d->at.row[b] ? a : b;
    int xa = middle_of(d, a), xb = middle_of(d, b);
    int x = level ? (xa + xb) / 2 : middle_of(d, lower) + (middle_of(d, a + b - lower) > middle_of(d, lower) ? CARD / 4 : -CARD / 4);
    int y = level ? d->top[d->at.row[a]] + d->height[d->at.row[a]] + 34 : d->top[d->at.row[lower]] - 14;
    put_tag(d, x, y, ps_process_label(d->sheet->process, PS_V_RELATIONS, t->kind));
}

/* ---- people ---- */

static void put_badge(drawing *d, int x, int y, ps_side side, ps_str sign) {
    ps_buf_fmt(d->out, "<rect x=\"%d\" y=\"%d\" width=\"26\" height=\"18\" rx=\"9\" fill=\"%s\"/>\n", x - 13, y - 13, ps_side_colour(side));
    put_text(d, x, y, "class=\"sign\" text-anchor=\"middle\"", sign, 4);
}

static int put_outside(drawing *d, size_t member, int x, int y) {
    int put = 0;
    for (size_t i = 0; i < d->sheet->chain->n_ties && put < OUTSIDE; i++) {
        const ps_tie *t = &d->sheet->chain->ties[i];
        if (is_outside(t, member)) {
            ps_buf said = {0};
            ps_str label = ps_process_label(d->sheet->process, PS_V_RELATIONS, t->kind), name = t->at < 0 ? t->from_name : t->to_name;
            ps_buf_fmt(&said, "∙ %.*s%s%.*s", PS_FMT(label), d->sheet->lang == PS_ZH ? "：" : ": ", PS_FMT(name));
            put_text(d, x, y + LINE * put++, "class=\"s tied\"", kept(d, &said), 29);
        }
    }
    return put;
}

static void put_gaps(drawing *d, size_t member, int x, int y) {
    const ps_gap *gaps[GAPS];
    int n = gaps_of(d->sheet, member, gaps, GAPS);
    ps_buf said = {0};
    for (int i = 0; i < n; i++) {
        ps_buf_put(&said, i ? d->sheet->lang == PS_ZH ? PS_S("、") : PS_S(", ") : PS_S("✗ "));
        ps_gap_put_short(&said, d->sheet->lang, gaps[i]);
    }
    ps_str text = kept(d, &said);
    if (n) {
        put_text(d, x, y, "class=\"s bad\"", text, 29);
    }
}

static void put_card(drawing *d, size_t at) {
    const ps_chain_sheet *s = d->sheet;
    const ps_member *m = &s->chain->members[at];
    ps_side side = ps_stance_side(s->process, m->stance);
    int x = middle_of(d, at) - CARD / 2, y = d->top[d->at.row[at]], h = card_height(s, at);
    ps_buf name = {0}, contact = {0};
    ps_buf_put(&name, ps_member_mark(m));
    ps_buf_put(&name, m->name);
    if (m->influence) {
        ps_buf_fmt(&contact, "★%d   ", m->influence);
    }
    ps_member_put_contact(&contact, s->lang, m, s->day);
    ps_buf_fmt(d->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" class=\"card%s\"/>\n", x, y, CARD, h,
               m->covered ? "" : " open");
    ps_buf_fmt(d->out, "<rect x=\"%d\" y=\"%d\" width=\"5\" height=\"%d\" rx=\"2\" fill=\"%s\"/>\n", x + 3, y + 5, h - 10,
               ps_side_colour(side));
    put_text(d, x + 16, y + 21, "class=\"n\"", kept(d, &name), 18);
    put_badge(d, x + CARD - 22, y + 21, side, ps_stance_sign(s->process, m->stance));
    put_text(d, x + 16, y + 39, "class=\"s\"", m->post.n ? m->post : m->unit, 29);
    put_text(d, x + 16, y + 56, "class=\"s\"", kept(d, &contact), 29);
    int lines = put_outside(d, at, x + 16, y + 56 + LINE);
    put_gaps(d, at, x + 16, y + 56 + LINE * (lines + 1));
}

/* ---- head and legend ---- */

static int put_head(drawing *d) {
    const ps_chain_sheet *s = d->sheet;
    ps_buf title = {0};
    int y = 36;
    ps_chain_put_title(&title, s);
    put_text(d, PAD, y, "class=\"h\"", kept(d, &title), 120);
    for (size_t i = 0; i < s->chain->n_gaps; i++) {
        if (s->chain->gaps[i].member < 0 && !s->chain->gaps[i].layer.n) {
            ps_buf gap = {0};
            ps_buf_put(&gap, PS_S("✗ "));
            ps_gap_put(&gap, s->lang, s->process, s->chain, &s->chain->gaps[i]);
            y += LINE + 4;
            put_text(d, PAD, y, "class=\"s bad\"", kept(d, &gap), 120);
        }
    }
    return y + 22 + BETWEEN / 2;
}

static int put_key(drawing *d, int x, int y, ps_str said) {
    put_text(d, x, y, "class=\"s\"", said, 40);
    return x + (int)ps_width(said) * 7 + 26;
}

/* Every sign once: stances, roles, cards, lines. */
static void put_legend(drawing *d) {
    const ps_process *p = d->sheet->process;
    ps_lang lang = d->sheet->lang;
    int y = d->bottom + 26, x = PAD;
    for (size_t i = 0; i < p->vocab[PS_V_STANCES].n && i < 8; i++) {
        const ps_term *t = &p->vocab[PS_V_STANCES].terms[i];
        put_badge(d, x + 13, y, ps_stance_side(p, t->id), ps_stance_sign(p, t->id));
        x = put_key(d, x + 32, y, t->label);
    }
    y += 28;
    static const char *const roles[] = {"key-decision-maker", "decision-maker"};
    x = PAD;
    for (size_t i = 0; i < 2; i++) {
        ps_member m = {.role = ps_str_of(roles[i])};
        put_text(d, x, y, "class=\"s\"", ps_member_mark(&m), 2);
        x = put_key(d, x + 16, y, ps_process_label(p, PS_V_ROLES, m.role));
    }
    ps_buf_fmt(d->out, "<rect x=\"%d\" y=\"%d\" width=\"26\" height=\"14\" rx=\"3\" class=\"card\"/>\n", x, y - 11);
    x = put_key(d, x + 34, y, ps_text(PS_T_CHAIN_COVERED, lang));
    ps_buf_fmt(d->out, "<rect x=\"%d\" y=\"%d\" width=\"26\" height=\"14\" rx=\"3\" class=\"card open\"/>\n", x, y - 11);
    x = put_key(d, x + 34, y, ps_text(PS_T_CHAIN_OPEN, lang));
    ps_buf_fmt(d->out, "<path class=\"line\" d=\"M%d %d h26\"/>\n", x, y - 4);
    x = put_key(d, x + 34, y, ps_text(PS_T_CHAIN_REPORTS, lang));
    ps_buf_fmt(d->out, "<path class=\"tie\" d=\"M%d %d h26\"/>\n", x, y - 4);
    put_key(d, x + 34, y, ps_text(PS_T_CHAIN_RELATED, lang));
    d->bottom = y + 22;
}

static const char STYLE[] =
    "<style>\n"
    "text{font-family:\"Noto Sans\",\"Noto Sans CJK SC\",\"PingFang SC\",\"Microsoft YaHei\",\"DejaVu Sans\",sans-serif;fill:#1f2328}\n"
    ".h{font-size:18px;font-weight:600}.n{font-size:14px;font-weight:600}.s{font-size:11.5px;fill:#57606a}.b{font-weight:600}\n"
    ".t{font-size:10.5px;fill:#6639ba}.bad{fill:#cf222e}.tied{fill:#6639ba}.sign{font-size:12px;font-weight:700;fill:#ffffff}\n"
    ".band0{fill:#f6f8fa}.band1{fill:#eef2f6}.card{fill:#ffffff;stroke:#8c959f;stroke-width:1.2}.open{stroke-dasharray:5 3}\n"
    ".line{fill:none;stroke:#8c959f;stroke-width:1.4}.tie{fill:none;stroke:#8250df;stroke-width:1.3;stroke-dasharray:5 4}\n"
    ".tag{fill:#ffffff;stroke:#d8b9ff;stroke-width:0.8}\n"
    "</style>\n";

static void put_all(drawing *d) {
    const ps_chain *c = d->sheet->chain;
    for (size_t i = 0; i < d->at.n_bands; i++) {
        put_band(d, i);
    }
    for (size_t i = 0; i < c->n_members; i++) {
        put_report(d, i);
    }
    for (size_t pass = 0; pass < 2; pass++) { /* names over all curves, people over both */
        for (size_t i = 0; i < c->n_ties; i++) {
            const ps_tie *t = &c->ties[i];
            if (!t->reporting && t->at >= 0 && t->with >= 0) {
                pass ? put_curve_tag(d, t) : put_curve(d, t);
            }
        }
        for (size_t i = 0; !pass && i < c->n_members; i++) {
            put_card(d, i);
        }
    }
    put_legend(d);
}

int ps_chain_put_svg(ps_buf *out, const ps_chain_sheet *sheet, ps_error *err) {
    ps_buf body = {0};
    drawing d = {.out = &body, .sheet = sheet};
    int rc = ps_chain_layout_of(&d.at, &d.arena, sheet->chain, sheet->process, CARD, GAP, err);
    int head = put_head(&d);
    if (!rc && measure(&d, head)) {
        put_all(&d);
        ps_buf_fmt(out,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
                   "viewBox=\"0 0 %d %d\">\n",
                   d.width, d.bottom, d.width, d.bottom);
        ps_buf_put(out, ps_str_of(STYLE));
        ps_buf_fmt(out, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", d.width, d.bottom);
        ps_buf_put(out, ps_buf_str(&body));
        ps_buf_put(out, PS_S("</svg>\n"));
    } else {
        rc = rc ? rc : ps_nomem(err);
    }
    rc = rc || (ps_buf_ok(out) && ps_buf_ok(&body)) ? rc : ps_nomem(err);
    ps_buf_free(&body);
    ps_arena_free(&d.arena);
    return rc;
}
