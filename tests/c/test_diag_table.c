#include "diag_fixture.h"
#include "entry.h"

static void tables_are_checked_cell_by_cell(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_only(&f, &r,
            "---\nstage: lead\n---\n"
            "## Stakeholders\n| person | layer | role | stance | influence | needs | contact |\n|---|---|---|---|---|---|---|\n"
            "| [[chen-gang]] | top | boss | champion | 9 | growth, gold | |\n| chen-gang | | | | | | |\n| | technical | | | | | |\n\n"
            "## Relationships\n| from | to | kind |\n|---|---|---|\n| a | b | enemy |\n| a | b | friend |\n| a | b | friend |\n\n"
            "## Decision factors\n| factor | weight | us | Rival | evidence |\n|---|---|---|---|---|\n| price | heavy | 3 | four | |\n\n"
            "## SWOT\n| id | kind | finding | answer |\n|---|---|---|---|\n| s1 | X | | |\n\n"
            "## Plan\n| id | owner | start |\n|---|---|---|\n| p1 | | tomorrow |\n");
    fx_must(&r, "deal.md", 7, "unknown-value", PS_WARN, "unknown layer 'top': one of technical, decision");
    fx_must(&r, "deal.md", 7, "bad-number", PS_WARN, "'9' must be a whole number from 1 to 5");
    fx_must(&r, "deal.md", 8, "duplicate-row", PS_WARN, "'chen-gang' stands already in line 7");
    fx_must(&r, "deal.md", 9, "empty-cell", PS_WARN, "person is empty");
    fx_must(&r, "deal.md", 14, "unknown-value", PS_WARN, "unknown kind 'enemy': one of superior, friend");
    assert_null(fx_seek(&r, "deal.md", 15, "duplicate-row", NULL)); /* three cells make the key */
    assert_non_null(fx_find(&r, "deal.md", 16, "duplicate-row"));
    assert_int_equal(fx_count(&r, "bad-number"), 3);
    fx_must(&r, "deal.md", 26, "unknown-value", PS_WARN, "unknown kind 'X': one of S, W, O, T");
    fx_must(&r, "deal.md", 29, "table-column", PS_WARN, "the table has no column 'task'");
    fx_must(&r, "deal.md", 31, "bad-date", PS_ERROR, "'tomorrow' is not a date: write YYYY-MM-DD");
    fx_diag_end(&f, &r);
}

static void a_bad_cell_is_marked_where_it_stands(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_ZH);
    fx_file(&f, "deal.md", "---\nstage: lead\n---\n");
    fx_file(&f, "costs.md",
            "## 费用台账\n| 日期 | 阶段 | 类别 | 金额 | 经手人 | 对象 | 备注 |\n|---|---|---|---|---|---|---|\n| 2026-11-11 | lead | 机票 "
            "| 很多 | | | |\n");
    fx_look(&r, &f, PS_ZH);
    const ps_diag *d = fx_find(&r, "costs.md", 4, "bad-amount");
    assert_non_null(d);
    const char *line = strstr(f.files[1].text.p, "| 2026-11-11");
    assert_memory_equal(line + d->col, "很多", d->end_col - d->col);
    d = fx_find(&r, "costs.md", 4, "unknown-value");
    assert_non_null(d);
    assert_memory_equal(line + d->col, "机票", d->end_col - d->col);
    assert_non_null(strstr(d->message.p, "类别"));
    fx_diag_end(&f, &r);
}

static void components_add_up_to_the_value(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_only(&f, &r,
            "---\nstage: lead\nvalue: 1500\n---\n## Components\n| component | value | owner |\n|---|---|---|\n| core | 1000 | |\n| ring | "
            "400.5 | |\n");
    fx_must(&r, "deal.md", 6, "components-sum", PS_WARN, "the components sum to 1,400.50, the deal's value is 1,500");
    fx_only(
        &f, &r,
        "---\nstage: lead\nvalue: 1500\n---\n## Components\n| component | value | owner |\n|---|---|---|\n| core | 1000 | |\n| ring | 500 "
        "| |\n");
    assert_int_equal(r.list.n, 0);
    fx_only(&f, &r,
            "---\nstage: lead\nvalue: 1500\n---\n## Components\n| component | value |\n|---|---|\n| core | 2000 |\n| not priced | |\n");
    assert_int_equal(fx_count(&r, "components-sum"), 1);
    fx_diag_end(&f, &r);
}

static void the_stage_history_must_agree(void **state) {
    static const char head[] =
        "---\nstage: lead\n---\n## Stage history\n| date | from | to | gate | by | override |\n|---|---|---|---|---|---|\n";
    char text[1024];
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    snprintf(text, sizeof text,
             "%s| 2026-10-01 | | lead | | | |\n| 2026-09-01 | talk | offer | nothing | | |\n| 2026-1-1 | lead | talk | | | |\n| 2026-10-05 "
             "| talk | | | | |\n",
             head);
    fx_only(&f, &r, text);
    fx_must(&r, "deal.md", 10, "stage-history", PS_ERROR, "this row does not say to which stage");
    fx_must(&r, "deal.md", 2, "stage-history", PS_ERROR,
            "stage is lead, but the Stage history ends in talk: correct the one that is wrong");
    assert_non_null(fx_find(&r, "deal.md", 8, "stage-history"));
    assert_non_null(fx_find(&r, "deal.md", 8, "unknown-value"));
    assert_non_null(fx_find(&r, "deal.md", 9, "bad-date"));
    fx_must(&r, "deal.md", 9, "stage-history", PS_WARN, "this row begins in lead, but the row before ended in offer");
    fx_only(&f, &r,
            "---\nprofile: quick\nstage: talk\n---\n## Stage history\n| date | from | to |\n|---|---|---|\n| 2026-10-01 | | lead |\n");
    assert_int_equal(fx_count(&r, "stage-history"), 0); /* members of one merged stage */
    fx_only(&f, &r, "---\nstage: talk\n---\n## Stage history\n| date | from | to |\n|---|---|---|\n| 2026-10-01 | lead | |\n");
    assert_int_equal(fx_count(&r, "stage-history"), 1); /* on the row alone */
    fx_diag_end(&f, &r);
}

static void ten_thousand_bad_rows_are_named_one_by_one(void **state) {
    enum { ROWS = 10000 };
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    ps_buf text = {0};
    ps_buf_put(&text, PS_S("## Ledger\n| date | stage | category | amount |\n|---|---|---|---|\n"));
    for (int i = 0; i < ROWS; i++) {
        ps_buf_put(&text, PS_S("| never | nowhere | x | much |\n"));
    }
    ps_buf_char(&text, '\0');
    assert_true(ps_buf_ok(&text));
    fx_file(&f, "costs.md", text.p);
    fx_file(&f, "deal.md", "---\nstage: lead\nvalue: bad\n---\n");
    fx_look(&r, &f, PS_EN);
    assert_int_equal(fx_count(&r, "bad-amount"), ROWS + 1);
    assert_int_equal(fx_count(&r, "bad-date"), ROWS);
    assert_int_equal(fx_count(&r, "unknown-value"), 2 * ROWS);
    assert_non_null(fx_find(&r, "costs.md", ROWS + 3, "bad-amount"));
    ps_buf_free(&text);
    fx_diag_end(&f, &r);
}

static void rows_that_are_too_long_or_too_short_are_named(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    static const char text[] = "---\nstage: lead\n---\n## Competitors\n| competitor | product |\n|---|---|\n| Rival | good | and more | |\n"
                               "| Other |\n| Third | fine |\n";
    fx_only(&f, &r, text);
    const ps_diag *d =
        fx_must(&r, "deal.md", 7, "row-cells", PS_WARN, "this row has 4 cells, the table 2 columns: what is beyond them is not read");
    assert_memory_equal(strstr(text, "| Rival") + d->col, "and more", d->end_col - d->col);
    fx_must(&r, "deal.md", 8, "row-cells", PS_HINT, "this row has 1 cells, the table 2 columns: the others read as empty");
    assert_int_equal(fx_count(&r, "row-cells"), 2);
    fx_diag_end(&f, &r);
}

static void tables_in_other_notes_are_checked_too(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_file(&f, "deal.md", "---\nstage: lead\n---\n");
    fx_file(&f, "0-lead.md", "## SWOT\n| id | kind | finding | answer |\n|---|---|---|---|\n| s1 | Q | fast | |\n");
    fx_file(&f, "ideas.md", "## Plan\n| id | task | end |\n|---|---|---|\n| p1 | call | soon |\n");
    fx_look(&r, &f, PS_EN);
    assert_non_null(fx_find(&r, "0-lead.md", 4, "unknown-value"));
    assert_non_null(fx_find(&r, "ideas.md", 4, "bad-date"));
    fx_diag_end(&f, &r);
}

/* Whether something is said of exactly these bytes of a line. */
static bool marked(const fx_found *r, const char *file, unsigned line, size_t col, size_t n) {
    for (size_t i = 0; i < r->list.n; i++) {
        const ps_diag *d = &r->list.v[i];
        if (d->line == line && ps_str_ends(d->path, ps_str_of(file)) && d->col == col && d->end_col == col + n) {
            return true;
        }
    }
    return false;
}

/* What a column of this type can't hold is named; text and ids may be anything. */
static bool is_checked(const ps_cell_rule *cell) {
    return cell->type != PS_CELL_TEXT && cell->type != PS_CELL_EVIDENCE && cell->type != PS_CELL_NAME && cell->type != PS_CELL_ID &&
           cell->type != PS_CELL_IDS;
}

static void every_column_of_every_table_is_checked(void **state) {
    static const char bad[] = "\xe4\xb8\x8d\xe6\x98\xaf!"; /* no date, number or id in any language */
    static char process[1 << 17];
    size_t n, checked = 0;
    const ps_entry *entries = ps_entries(&n);
    for (int lang = PS_EN; lang <= PS_ZH; lang++) {
        snprintf(process, sizeof process, "%.*s", PS_FMT(ps_process_builtin((ps_lang)lang)));
        for (size_t e = 0; e < n; e++) {
            for (size_t c = 0; c < entries[e].n && entries[e].form == PS_ENTRY_ROW; c++) {
                fx f;
                fx_found r;
                ps_buf text = {0};
                if (!is_checked(&entries[e].cells[c])) {
                    continue;
                }
                fx_diag_begin(&f, &r, process);
                ps_buf_fmt(&text, "---\nstage: information\n---\n## %.*s\n", PS_FMT(ps_heading_in(entries[e].heading, (ps_lang)lang)));
                ps_buf_fmt(&text, "| %.*s | x |\n|---|---|\n| ", PS_FMT(ps_column_in(entries[e].cells[c].column, (ps_lang)lang)));
                ps_buf_fmt(&text, "%s | |\n", bad);
                ps_buf_char(&text, '\0');
                const char *file = entries[e].doc == PS_DOC_COSTS    ? "costs.md"
                                   : entries[e].doc == PS_DOC_REVIEW ? "reviews/preliminary-1.md"
                                                                     : "deal.md";
                if (strcmp(file, "deal.md") != 0) {
                    fx_file(&f, "deal.md", "---\nstage: information\n---\n");
                }
                fx_file(&f, file, text.p);
                fx_look(&r, &f, (ps_lang)lang);
                if (!marked(&r, file, 7, 2, sizeof bad - 1)) {
                    fail_msg("nothing is said of a bad cell: %s", text.p);
                }
                checked++;
                ps_buf_free(&text);
                fx_diag_end(&f, &r);
            }
        }
    }
    assert_true(checked > 50);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_checked_cell_by_cell),
        cmocka_unit_test(a_bad_cell_is_marked_where_it_stands),
        cmocka_unit_test(components_add_up_to_the_value),
        cmocka_unit_test(the_stage_history_must_agree),
        cmocka_unit_test(rows_that_are_too_long_or_too_short_are_named),
        cmocka_unit_test(tables_in_other_notes_are_checked_too),
        cmocka_unit_test(every_column_of_every_table_is_checked),
        cmocka_unit_test(ten_thousand_bad_rows_are_named_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
