/* The generator of workspaces for measurements: deals of any number, in notes as `new` and the other operations write them, and months of history over
 * them. The same arguments give the same bytes, down to the id of the last commit. It stops at the first thing that fails. */
#ifndef GEN_H
#define GEN_H

#include "template.h"

/* ---- gen_words.c: chance, and words in two languages ---- */
typedef struct {
    uint64_t state;
} gen_dice;
gen_dice gen_dice_for(uint64_t seed, uint64_t what);
size_t gen_roll(gen_dice *d, size_t n);          /* 0 … n-1 */
bool gen_chance(gen_dice *d, size_t in_hundred); /* true that often */

typedef enum { GEN_EN, GEN_ZH, GEN_MIXED } gen_tongue;
void gen_prose(ps_buf *out, gen_dice *d, gen_tongue tongue, size_t sentences); /* one line, without its end */
void gen_phrase(ps_buf *out, gen_dice *d, gen_tongue tongue);                  /* a few words: what a task or a cell says */

typedef struct {
    const char *id, *en, *zh;
} gen_name;
enum { GEN_PRODUCTS = 14, GEN_REGIONS = 6, GEN_RIVALS = 7, GEN_MEMBERS = 12 };
extern const gen_name gen_products[GEN_PRODUCTS], gen_regions[GEN_REGIONS], gen_rivals[GEN_RIVALS], gen_members[GEN_MEMBERS];
/* Of the n-th account or person; in the arena. */
ps_str gen_account_id(ps_arena *arena, size_t n);
ps_str gen_account_name(ps_arena *arena, size_t n, gen_tongue tongue);
ps_str gen_person_id(ps_arena *arena, size_t n);
ps_str gen_person_name(ps_arena *arena, size_t n, gen_tongue tongue);

/* ---- gen_text.c: changes of a note's text ---- */
void gen_must(int rc, const ps_error *err); /* stops where rc is an error */
void gen_check(bool ok, const char *what);
void gen_insert(ps_buf *text, size_t at, ps_str piece);
void gen_key(ps_buf *text, const char *key, ps_str value);                  /* `key: value` in the front matter; a new key goes last */
void gen_row(ps_buf *text, ps_str heading, ps_str row);                     /* `| a | b |` at the end of the table under a heading */
void gen_under(ps_buf *text, ps_str heading, ps_str lines);                 /* right under a heading */
size_t gen_tick(ps_buf *text, gen_dice *d, ps_date day, bool all);          /* closes the first open activity, or all; how many it closed */
void gen_fill_groups(ps_buf *text, gen_dice *d, gen_tongue t, ps_date day); /* prose and tasks below each checklist of a stage note */

/* ---- gen_deal.c: one deal from its opening on ---- */
typedef struct {
    ps_str path;
    ps_buf text;
    bool changed; /* since it was last written into a commit */
} gen_file;

typedef struct {
    const ps_process *process;
    ps_arena arena;
    uint64_t seed;
    size_t n_deals, n_accounts, n_people;
} gen_shop;

typedef struct {
    gen_shop *shop;
    gen_dice dice;
    gen_tongue tongue;
    const ps_profile *profile;
    size_t number, account;
    ps_str id, folder, title, owner, other; /* other: of the team, who reviews */
    int stage;                              /* of the profile */
    bool closed, won;
    int64_t value;
    gen_file *files;
    size_t n_files;
} gen_deal;

enum { GEN_DEALS_PER_ACCOUNT = 10, GEN_DEALS_PER_PERSON = 4 };
void gen_deal_open(gen_deal *deal, gen_shop *shop, size_t number, ps_date day);
void gen_deal_free(gen_deal *deal);
/* What an operation does, and the commit's subject after the id. */
ps_str gen_deal_tick(gen_deal *deal, ps_date day);
ps_str gen_deal_contact(gen_deal *deal, ps_date day);
ps_str gen_deal_cost(gen_deal *deal, ps_date day);
ps_str gen_deal_revalue(gen_deal *deal);
ps_str gen_deal_postpone(gen_deal *deal, ps_date day);
ps_str gen_deal_lose(gen_deal *deal, ps_date day);
ps_str gen_deal_advance(gen_deal *deal, ps_date day); /* "" at the last stage */

/* ---- gen_review.c ---- */
/* reviews/<gate>-1.md of the gate at the end of the deal's stage, decided. */
void gen_review_text(ps_buf *out, gen_deal *deal, int pgate, ps_date day);

#endif
