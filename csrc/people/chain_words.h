/* What is said of a decision chain, in words and signs. Pure. */
#ifndef PS_CHAIN_WORDS_H
#define PS_CHAIN_WORDS_H

#include "chain.h"

/* How somebody stands to us, by the place of the stance in the process's order. */
typedef enum { PS_SIDE_UNKNOWN, PS_SIDE_FIRM, PS_SIDE_FOR, PS_SIDE_NEUTRAL, PS_SIDE_AGAINST, PS_SIDE_HARD, PS_SIDE_COUNT } ps_side;
ps_side ps_stance_side(const ps_process *p, ps_str stance);
ps_str ps_stance_sign(const ps_process *p, ps_str stance); /* "++"; "?" where the process has none */

/* "Sun Hao: against us, no aim and way set"; of a person alone, in few words: "no strategy" ("" where the rest of the picture says it). */
void ps_gap_put(ps_buf *out, ps_lang lang, const ps_process *p, const ps_chain *chain, const ps_gap *gap);
void ps_gap_put_short(ps_buf *out, ps_lang lang, const ps_gap *gap);
/* "li.wei, 11 d ago", "no contact yet"; of who left, and of a post without a name, that */
void ps_member_put_contact(ps_buf *out, ps_lang lang, const ps_member *m, ps_date today);

/* A chain as other programs draw it. Personal needs, talking points and the notes of relationships are never in it. */
typedef struct {
    const ps_chain *chain;
    const ps_process *process;
    ps_str title;
    ps_date day;
    ps_lang lang;
} ps_chain_sheet;

int ps_chain_put_dot(ps_buf *out, const ps_chain_sheet *sheet, ps_error *err);
int ps_chain_put_mermaid(ps_buf *out, const ps_chain_sheet *sheet, ps_error *err);
int ps_chain_put_svg(ps_buf *out, const ps_chain_sheet *sheet, ps_error *err);

/* ---- what these share ---- */
/* What it is a picture of: "Acme core: decision chain, 2026-11-23, covered 6 of 8". */
void ps_chain_put_title(ps_buf *out, const ps_chain_sheet *sheet);
const char *ps_side_colour(ps_side side); /* "#1a7f37" */
/* A mark before the name: "◆ " of a key decision maker, "◇ " of another who decides. */
ps_str ps_member_mark(const ps_member *m);
/* Bytes of the next character that may be shown, and its code point; what is none, or would turn the direction of writing, becomes U+FFFD. */
size_t ps_shown_rune(ps_str s, uint32_t *rune);

#endif
