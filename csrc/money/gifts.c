#include "gifts.h"

#include <stdlib.h>

#include "field.h"
#include "rates.h"

enum { NEAR = 80, TEXTS = 6 };
#define SEPARATOR '\x1f'

bool ps_gift_asks(const ps_process *process, ps_str category) {
    const ps_term *t = ps_process_term(process, PS_V_COSTS, category);
    ps_str needed = t ? ps_term_cell(process, PS_V_COSTS, t, PS_S("to required")) : PS_S("");
    return needed.n && !ps_str_eq_nocase(needed, PS_S("no")) && !ps_str_eq(needed, PS_S("否"));
}

ps_money ps_gift_limit(const ps_process *process, ps_str category) {
    const ps_term *t = ps_process_term(process, PS_V_LIMITS, category);
    return t ? ps_money_read(ps_term_cell(process, PS_V_LIMITS, t, PS_S("amount"))) : PS_MONEY_NONE;
}

ps_money ps_gift_part(ps_money amount, int i, int n) {
    if (amount == PS_MONEY_NONE || n <= 1) {
        return amount;
    }
    ps_money part = amount / n, rest = amount % n;
    return part + (i < (rest < 0 ? -rest : rest) ? (rest < 0 ? -1 : 1) : 0);
}

int ps_gift_year(ps_date day) {
    ps_datestr text;
    ps_str s = day == PS_DATE_NONE ? PS_S("") : ps_date_str(&text, day);
    int year = 0;
    return s.n && ps_int_read(ps_str_sub(s, 0, 4), &year) ? year : 0;
}

static ps_gift gift_of(const ps_deal *deal, const ps_expense *e, ps_str person, int i, int n) {
    size_t folder = deal->folder.n + 1;
    return (ps_gift){.person = person,
                     .category = e->category,
                     .note = e->note,
                     .by = e->by,
                     .deal = deal->id,
                     .folder = deal->folder,
                     .currency = deal->currency,
                     .file = ps_str_sub(e->doc->path, folder, e->doc->path.n),
                     .date = e->date,
                     .amount = ps_gift_part(e->amount, i, n),
                     .line = e->line,
                     .among = n};
}

int ps_gifts_of_deal(ps_gifts *out, ps_arena *arena, const ps_deal *deal) {
    for (size_t i = 0; i < deal->n_expenses; i++) {
        const ps_expense *e = &deal->expenses[i];
        ps_strs people = {0};
        if (!ps_gift_asks(deal->process, e->category) && ps_gift_limit(deal->process, e->category) == PS_MONEY_NONE) {
            continue;
        }
        int rc = ps_ids_split(arena, e->to, &people);
        for (size_t k = 0; !rc && k < (people.n ? people.n : 1); k++) {
            ps_gift *g = PS_PUSH(arena, out);
            rc = g ? PS_OK : PS_ENOMEM;
            if (g) {
                *g = gift_of(deal, e, people.n ? people.v[k] : PS_S(""), (int)k, people.n ? (int)people.n : 1);
            }
        }
        if (rc) {
            return PS_ENOMEM;
        }
    }
    return PS_OK;
}

/* ---- as one text ---- */

ps_str ps_gift_pack(ps_arena *arena, const ps_gift *g) {
    return ps_arena_fmt(arena, "%d\x1f%lld\x1f%u\x1f%d\x1f%.*s\x1f%.*s\x1f%.*s\x1f%.*s\x1f%.*s", (int)g->date, (long long)g->amount,
                        g->line, g->among, PS_FMT(g->category), PS_FMT(g->file), PS_FMT(g->person), PS_FMT(g->by), PS_FMT(g->note));
}

bool ps_gift_unpack(ps_str text, ps_gift *out) {
    enum { NUMBERS = 4 };
    ps_str rest = text, part, *texts[] = {&out->category, &out->file, &out->person, &out->by};
    long long n[NUMBERS];
    *out = (ps_gift){0};
    for (size_t i = 0; i < NUMBERS; i++) {
        if (!ps_str_next(&rest, SEPARATOR, &part)) {
            return false;
        }
        n[i] = strtoll(part.p, NULL, 10);
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!ps_str_next(&rest, SEPARATOR, texts[i])) {
            return false;
        }
    }
    out->note = rest.p ? rest : PS_S(""); /* whatever it holds */
    out->date = (ps_date)n[0];
    out->amount = n[1];
    out->line = (unsigned)n[2];
    out->among = (int)n[3];
    return true;
}

/* ---- sums ---- */

static int in_order(const void *a, const void *b) {
    const ps_gift *x = a, *y = b;
    int by = ps_str_cmp(x->person, y->person), xy = ps_gift_year(x->date), yy = ps_gift_year(y->date);
    by = by ? by : (xy < yy) - (xy > yy);
    by = by ? by : ps_str_cmp(x->category, y->category);
    by = by ? by : (x->date > y->date) - (x->date < y->date);
    by = by ? by : ps_str_cmp(x->folder, y->folder);
    return by ? by : (x->line > y->line) - (x->line < y->line);
}

static bool of(const ps_gift_sum *s, const ps_gift *g) {
    return s->year == ps_gift_year(g->date) && ps_str_eq(s->person, g->person) && ps_str_eq(s->category, g->category);
}

static bool is_near(const ps_process *p, ps_money sum, ps_money limit) {
    return limit != PS_MONEY_NONE && sum >= ps_money_share(limit, ps_process_threshold(p, PS_S("limits"), PS_S("near"), NEAR), 100);
}

static void take(ps_gift_sum *s, const ps_process *p, ps_gift *g) {
    ps_money amount;
    s->n++;
    if (g->amount == PS_MONEY_NONE || !ps_rates_convert(p, g->amount, g->currency, PS_S(""), &amount)) {
        s->unrated++;
        g->run = s->sum;
        return;
    }
    ps_money_into(&s->sum, amount);
    g->run = s->sum;
    g->passes = s->person.n && s->limit != PS_MONEY_NONE && s->year && amount > 0 && s->sum > s->limit;
}

int ps_gifts_sum(ps_gift_sums *out, ps_arena *arena, const ps_process *process, ps_gifts *gifts) {
    if (gifts->n) {
        qsort(gifts->v, gifts->n, sizeof *gifts->v, in_order);
    }
    for (size_t i = 0; i < gifts->n; i++) {
        ps_gift *g = &gifts->v[i];
        ps_gift_sum *s = out->n ? &out->v[out->n - 1] : NULL;
        if (!s || !of(s, g)) {
            s = PS_PUSH(arena, out);
            if (!s) {
                return PS_ENOMEM;
            }
            *s = (ps_gift_sum){.person = g->person,
                               .category = g->category,
                               .year = ps_gift_year(g->date),
                               .limit = ps_gift_limit(process, g->category),
                               .first = i};
        }
        take(s, process, g);
        s->over = s->person.n && s->limit != PS_MONEY_NONE && s->sum > s->limit;
        s->near = s->person.n && is_near(process, s->sum, s->limit);
    }
    return PS_OK;
}

ps_gift_effect ps_gift_would(const ps_process *process, const ps_gifts *gifts, ps_str person, ps_str category, int year, ps_money amount,
                             ps_str currency) {
    ps_gift_effect e = {.person = person, .category = category, .year = year, .limit = ps_gift_limit(process, category)};
    for (size_t i = 0; i < gifts->n; i++) {
        const ps_gift *g = &gifts->v[i];
        ps_money had;
        bool counts = ps_gift_year(g->date) == year && ps_str_eq(g->person, person) && ps_str_eq(g->category, category);
        if (counts && g->amount != PS_MONEY_NONE && ps_rates_convert(process, g->amount, g->currency, PS_S(""), &had)) {
            ps_money_into(&e.used, had);
        }
    }
    e.unrated = amount != PS_MONEY_NONE && !ps_rates_convert(process, amount, currency, PS_S(""), &e.adds);
    e.adds = amount == PS_MONEY_NONE ? 0 : e.adds;
    e.after = e.used;
    ps_money_into(&e.after, e.adds);
    e.over = e.limit != PS_MONEY_NONE && e.after > e.limit;
    e.near = is_near(process, e.after, e.limit);
    return e;
}
