/* Long tables: four times the rows are about four times the work. Counted are comparisons of texts, by the linker's --wrap (Makefile), for time says
 * nothing on a busy machine. */
#include "meaning_fixture.h"

#include "chain.h"
#include "diag.h"
#include "entry.h"
#include "heading.h"
#include "plan.h"

bool __real_ps_str_eq(ps_str a, ps_str b);
bool __wrap_ps_str_eq(ps_str a, ps_str b);
int __real_ps_str_cmp(ps_str a, ps_str b);
int __wrap_ps_str_cmp(ps_str a, ps_str b);

static size_t work;

bool __wrap_ps_str_eq(ps_str a, ps_str b) {
    work++;
    return __real_ps_str_eq(a, b);
}

int __wrap_ps_str_cmp(ps_str a, ps_str b) {
    work++;
    return __real_ps_str_cmp(a, b);
}

enum { FEW = 1000, MANY = 4000, GROWTH = MANY / FEW };

/* Rows of an entry: the first cells name them, each has a name of its own; all others are what their type asks for, or not. */
static ps_str table(ps_arena *arena, const ps_entry *entry, int rows, bool bad, ps_lang lang) {
    ps_buf b = {0};
    ps_buf_fmt(&b, "---\nstage: lead\n---\n## %.*s\n|", PS_FMT(ps_heading_in(entry->heading, lang)));
    for (size_t i = 0; i < entry->n; i++) {
        ps_buf_fmt(&b, " %.*s |", PS_FMT(ps_column_in(entry->cells[i].column, lang)));
    }
    ps_buf_char(&b, '\n');
    for (size_t i = 0; i < entry->n; i++) {
        ps_buf_put(&b, i ? PS_S("---|") : PS_S("|---|"));
    }
    for (int r = 0; r < rows; r++) {
        ps_buf_put(&b, PS_S("\n|"));
        for (size_t i = 0; i < entry->n; i++) {
            ps_cell_type type = entry->cells[i].type;
            bool date = type == PS_CELL_DATE, number = type == PS_CELL_MONEY || type == PS_CELL_NUMBER || type == PS_CELL_WHOLE;
            if (i == 0 && !date) {
                ps_buf_fmt(&b, " r%d |", r);
            } else {
                ps_buf_put(&b, bad ? PS_S(" nonsense |") : date ? PS_S(" 2026-12-01 |") : number ? PS_S(" 3 |") : PS_S(" |"));
            }
        }
    }
    ps_buf_char(&b, '\n');
    assert_true(ps_buf_ok(&b));
    ps_str kept = ps_arena_dup(arena, ps_buf_str(&b));
    ps_buf_free(&b);
    return kept;
}

static const char *file_of(const ps_entry *entry) {
    return entry->doc == PS_DOC_COSTS ? "costs.md" : entry->doc == PS_DOC_REVIEW ? "reviews/qualify-1.md" : "deal.md";
}

/* What everything costs that looks at a table when its note is opened, drawn or saved; *said: diagnostics. */
static size_t look(const ps_entry *entry, int rows, bool bad, ps_lang lang, size_t *said) {
    mx m;
    begin(&m, lang == PS_EN ? FX_PROCESS_EN : FX_PROCESS_ZH);
    ps_str text = table(&m.f.arena, entry, rows, bad, lang);
    bool own = strcmp(file_of(entry), "deal.md") != 0;
    if (own) {
        fx_file(&m.f, "deal.md", "---\nstage: lead\n---\n");
    }
    fx_file(&m.f, file_of(entry), text.p);
    const ps_deal *deal = fx_read(&m.f);
    ps_diags found = {0};
    ps_chain chain;
    ps_plan plan;
    work = 0;
    assert_int_equal(ps_diag_deal(&found, &m.f.arena, deal, &m.f.world, NULL, lang, &m.f.err), 0);
    assert_int_equal(ps_chain_read(&chain, &m.f.arena, deal, &m.f.world, &m.f.err), 0);
    assert_int_equal(ps_plan_read(&plan, &m.f.arena, deal, m.f.world.today, &m.f.err), 0);
    ps_changed file = {ps_arena_fmt(&m.f.arena, FX_FOLDER "/%s", file_of(entry)), table(&m.f.arena, entry, rows - 1, !bad, lang), text};
    ps_event *events = NULL;
    size_t n = 0;
    /* rows that operations write are few: a stage, a vote, a cost at a time; the compliance matrix is told as any table with days */
    bool by_hand = entry->heading != PS_H_LEDGER && entry->heading != PS_H_VOTES && entry->heading != PS_H_STAGE_HISTORY &&
                   entry->heading != PS_H_COMPLIANCE;
    assert_int_equal(!by_hand ? 0 : ps_meaning_diff(&m.f.arena, m.f.process, &file, 1, lang, &events, &n, &m.f.err), 0);
    *said = found.n;
    fx_end(&m.f);
    return work;
}

static void long_tables_take_work_in_proportion(void **state) {
    size_t n;
    const ps_entry *entries = ps_entries(&n);
    (void)state;
    for (size_t i = 0; i < n; i++) {
        if (entries[i].form != PS_ENTRY_ROW) {
            continue;
        }
        ps_lang lang = i % 2 ? PS_ZH : PS_EN;
        for (int bad = 0; bad < 2; bad++) {
            size_t few_said, many_said, few = look(&entries[i], FEW, bad, lang, &few_said);
            size_t many = look(&entries[i], MANY, bad, lang, &many_said);
            if (many > 2 * GROWTH * few) {
                fail_msg("%.*s: %zu comparisons for %d rows, %zu for %d", PS_FMT(ps_heading_in(entries[i].heading, PS_EN)), few, FEW, many,
                         MANY);
            }
            assert_true(few_said < FEW || many_said >= MANY); /* every row is still named */
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_tables_take_work_in_proportion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
