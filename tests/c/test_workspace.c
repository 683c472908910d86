/* Whole calls without Lua: every allocation of every call fails in turn. The answer is PS_ENOMEM or a success, nothing leaks, and the workspace is as
 * it was, or wholly after. */
#include "workspace.h"

#include <stdio.h>
#include <string.h>

#include "alloc.h"
#include "repo_fixture.h"

enum { SAMPLES = 24 };

static ps_workspace *ws;
static rig *work;
static char folder[64];
static char item_path[512];
static int item_line;

typedef int step(ps_session *s, ps_error *err);

#define STEP(name, args, answer, ...) \
    static int try_##name(ps_session *s, ps_error *err) { \
        args in = {__VA_ARGS__}; \
        answer out = {0}; \
        return ps_call_##name(ws, s, &in, &out, err); \
    }
#define DEAL .id = PS_S("deal")

STEP(deal, ps_a_deal, ps_v_deal, DEAL)
STEP(deals, ps_a_filter, ps_v_deals, .filter = PS_S("owner=me value>1 deal"))
STEP(board, ps_a_filter, ps_v_board, .all = true)
STEP(readiness, ps_a_deal, ps_v_readiness, DEAL)
STEP(day, ps_a_deal, ps_v_place, .at = PS_S("-1d"))
STEP(forecast, ps_a_forecast, ps_v_forecast, .by = PS_S("stage"), .filter = PS_S("deal"))
STEP(movement, ps_a_span, ps_v_movement, .filter = PS_S("deal"))
STEP(observed, ps_a_span, ps_v_observed, .from = PS_S("2026"))
STEP(history, ps_a_history, ps_v_events, DEAL)
STEP(diagnostics, ps_a_path, ps_v_diags, .lnum = 0)
STEP(process, ps_a_id, ps_v_process, DEAL)
STEP(names, ps_a_names, ps_v_terms, .kind = PS_S("deal"))
STEP(show, ps_a_id, ps_v_place, .id = PS_S("HEAD"))
STEP(where, ps_a_path, ps_v_where, .path = ps_str_of(item_path))
STEP(new, ps_a_new, ps_v_deal, .title = PS_S("New"), .value = 5, .margin = PS_MONEY_NONE, .budget = PS_MONEY_NONE, .opened = PS_DATE_NONE,
     .close = PS_DATE_NONE)
STEP(followup, ps_a_new, ps_v_deal, .title = PS_S("More"), .parent = PS_S("deal"), .value = PS_MONEY_NONE, .margin = PS_MONEY_NONE,
     .budget = PS_MONEY_NONE, .opened = PS_DATE_NONE, .close = PS_DATE_NONE)
STEP(add, ps_a_add, ps_v_place, .kind = PS_S("person"), .title = PS_S("Chen Gang"), .account = PS_S("acme"))
STEP(toggle, ps_a_toggle, ps_v_place, .path = ps_str_of(item_path), .lnum = item_line, .state = PS_S("-"), .reason = PS_S("small"))
STEP(refresh, ps_a_id, ps_v_place, DEAL)
STEP(review, ps_a_id, ps_v_review, DEAL)
STEP(decide, ps_a_decide, ps_v_review, .id = PS_S("asked"), .decision = PS_S("hold"), .reason = PS_S("later"))
STEP(advance, ps_a_move, ps_v_deal, DEAL, .override = PS_S("they wait"), .date = PS_DATE_NONE, .value = PS_MONEY_NONE)
STEP(back, ps_a_move, ps_v_deal, .id = PS_S("asked"), .reason = PS_S("too early"), .date = PS_DATE_NONE, .value = PS_MONEY_NONE)
STEP(close, ps_a_move, ps_v_deal, DEAL, .status = PS_S("lost"), .reason = PS_S("price"), .to = PS_S("other"), .date = PS_DATE_NONE,
     .value = PS_MONEY_NONE)
STEP(reopen, ps_a_move, ps_v_deal, .id = PS_S("lost"), .date = PS_DATE_NONE, .value = PS_MONEY_NONE)
STEP(archive, ps_a_id, ps_v_deal, .id = PS_S("lost"))
STEP(cost, ps_a_cost, ps_v_entry, DEAL, .amount = 10000, .category = PS_S("travel"), .date = PS_DATE_NONE)
STEP(log, ps_a_log, ps_v_entry, DEAL, .text = PS_S("met [cost:: 5 travel bus]"))
STEP(visit, ps_a_log, ps_v_entry, DEAL, .kind = PS_S("visit"))
STEP(rename, ps_a_rename, ps_v_place, .id = PS_S("deal"), .to = PS_S("moved"))
STEP(undo, ps_a_id, ps_v_done, DEAL)
STEP(save, ps_a_commit, ps_v_done, .message = PS_S(""))
STEP(commit, ps_a_commit, ps_v_done, .message = PS_S("by hand"))

static int try_past(ps_session *s, ps_error *err) {
    ps_a_filter in = {.all = true, .at = PS_S("today")};
    ps_v_deals out = {0};
    return ps_call_deals(ws, s, &in, &out, err);
}

static int try_open(ps_session *s, ps_error *err) {
    ps_workspace *other = NULL;
    (void)s;
    int rc = ps_ws_open(&other, ps_ws_root(ws), err);
    ps_ws_close(other);
    return rc;
}

static int try_find(ps_session *s, ps_error *err) {
    ps_str root;
    return ps_ws_find(&s->arena, ps_str_of(item_path), &root, err);
}

/* ---- one step with every allocation failing ---- */

static int run(step *call, size_t fail_at, size_t *asked, ps_error *err) {
    ps_session s = {0};
    ps_alloc_fail_at(fail_at);
    int rc = call(&s, err);
    *asked = ps_alloc_count();
    ps_alloc_fail_at(0);
    ps_session_end(&s);
    return rc;
}

static ps_str head(void) {
    return ps_str_trim(rig_read(work, ".git/refs/heads/main"));
}

/* What is at hand when a call ends: the next operation finishes what was left, and git has nothing to say. */
static void assert_whole(const char *name, size_t n, bool dirty) {
    size_t asked;
    ps_error err = {0};
    if (dirty) {
        return;
    }
    int rc = run(try_save, 0, &asked, &err);
    ps_str status = rig_sh(work, "git status --porcelain");
    if (rc || status.n) {
        fail_msg("%s, allocation %zu: %s %.*s", name, n, err.message, PS_FMT(status));
    }
}

/* Back to the state before the call, with what a person had typed. */
static void restore(ps_str before, const char *typed) {
    rig_sh(work, "git reset -q --hard %.*s && git clean -fdq", PS_FMT(before));
    if (typed) {
        rig_sh(work, "printf '\\n## 2026-11-12 10:00 visit\\n[cost:: 3 travel bus] [stance:: chen supporter]\\n' >>%s/log.md", folder);
    }
}

static void exhaust(const char *name, step *call, const char *typed) {
    size_t asked = 0, all = 0;
    ps_error err = {0};
    ps_str before = head();
    restore(before, typed);
    if (run(call, 0, &all, &err)) {
        fail_msg("%s: %s", name, err.message);
    }
    bool writes = !ps_str_eq(before, head());
    if (writes) {
        restore(before, typed);
    }
    for (size_t i = 0; i < SAMPLES; i++) {
        size_t n = i < 8 ? i + 1 : 1 + i * all / SAMPLES;
        ps_error_clear(&err);
        int rc = run(call, n, &asked, &err);
        if (rc && (rc != PS_ENOMEM || !err.message[0])) {
            fail_msg("%s, allocation %zu of %zu: %s %s", name, n, all, ps_code_name(rc), err.message);
        }
        bool made = !ps_str_eq(before, head());
        if (writes || made) {
            assert_whole(name, n, typed && !made);
        }
        if (made) {
            restore(before, typed);
        }
    }
}

/* ---- the workspace ---- */

static void must(step *call, const char *what) {
    size_t asked;
    ps_error err = {0};
    if (run(call, 0, &asked, &err)) {
        fail_msg("%s: %s", what, err.message);
    }
}

static void make_deal(const char *id, const char *account) {
    ps_session s = {0};
    ps_error err = {0};
    ps_v_deal out = {0};
    ps_a_new in = {.title = ps_str_of(id),
                   .id = ps_str_of(id),
                   .account = ps_str_of(account),
                   .profile = PS_S("full"),
                   .value = 9000000,
                   .margin = PS_MONEY_NONE,
                   .budget = PS_MONEY_NONE,
                   .opened = PS_DATE_NONE,
                   .close = PS_DATE_NONE};
    assert_ps_ok(work, ps_call_new(ws, &s, &in, &out, &err));
    snprintf(folder, sizeof folder, "deals/%.4s/deal", strstr(ps_arena_fmt(&s.arena, "%.*s", PS_FMT(out.path)).p, "/deals/") + 7);
    ps_session_end(&s);
}

static void find_item(void) {
    ps_session s = {0};
    ps_error err = {0};
    ps_v_readiness out = {0};
    ps_a_deal in = {.id = PS_S("deal")};
    assert_ps_ok(work, ps_call_readiness(ws, &s, &in, &out, &err));
    assert_true(out.missing.n > 0);
    snprintf(item_path, sizeof item_path, "%.*s", PS_FMT(out.missing.v[0].path));
    item_line = out.missing.v[0].lnum;
    ps_session_end(&s);
}

static int review_of_asked(ps_session *s, ps_error *err) {
    ps_a_id in = {PS_S("asked")};
    ps_v_review out = {0};
    return ps_call_review(ws, s, &in, &out, err);
}

static int advance_asked(ps_session *s, ps_error *err) {
    ps_a_move in = {.id = PS_S("asked"), .override = PS_S("x"), .date = PS_DATE_NONE, .value = PS_MONEY_NONE};
    ps_v_deal out = {0};
    return ps_call_advance(ws, s, &in, &out, err);
}

static int close_lost(ps_session *s, ps_error *err) {
    ps_a_move in = {.id = PS_S("lost"), .status = PS_S("lost"), .reason = PS_S("x"), .date = PS_DATE_NONE, .value = PS_MONEY_NONE};
    ps_v_deal out = {0};
    return ps_call_close(ws, s, &in, &out, err);
}

static int setup(void **state) {
    if (rig_setup_closed(state)) {
        return -1;
    }
    ps_session s = {0};
    ps_v_place made = {0};
    work = *state;
    rig_sh(work, "git init -q -b main");
    assert_ps_ok(work, ps_ws_init(&s, ps_str_of(work->root), PS_EN, &made, &work->err));
    assert_ps_ok(work, ps_ws_open(&ws, ps_str_of(work->root), &work->err));
    ps_session_end(&s);
    make_deal("lost", "");
    make_deal("asked", "");
    make_deal("deal", "acme");
    must(close_lost, "close");
    must(advance_asked, "advance");
    must(review_of_asked, "review");
    find_item();
    return 0;
}

static int teardown(void **state) {
    ps_ws_close(ws);
    ws = NULL;
    return rig_teardown(state);
}

#define EXHAUST(name) exhaust(#name, try_##name, NULL)

static void reads(void **state) {
    (void)state;
    EXHAUST(open);
    EXHAUST(find);
    EXHAUST(deal);
    EXHAUST(deals);
    EXHAUST(board);
    EXHAUST(readiness);
    EXHAUST(history);
    EXHAUST(diagnostics);
    EXHAUST(process);
    EXHAUST(names);
    EXHAUST(where);
    EXHAUST(past);
    EXHAUST(day);
    EXHAUST(forecast);
    EXHAUST(movement);
    EXHAUST(observed);
    EXHAUST(show);
}

static void makes(void **state) {
    (void)state;
    EXHAUST(new);
    EXHAUST(followup);
    EXHAUST(add);
    EXHAUST(rename);
    EXHAUST(refresh);
    EXHAUST(undo);
}

static void moves(void **state) {
    (void)state;
    EXHAUST(toggle);
    EXHAUST(review);
    EXHAUST(decide);
    EXHAUST(advance);
    EXHAUST(back);
    EXHAUST(close);
    EXHAUST(reopen);
    EXHAUST(archive);
}

static void entries(void **state) {
    (void)state;
    EXHAUST(cost);
    EXHAUST(log);
    EXHAUST(visit);
    exhaust("log after typing", try_log, "typed");
    exhaust("review after typing", try_review, "typed");
    exhaust("save", try_save, "typed");
    exhaust("commit", try_commit, "typed");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads, setup, teardown),
        cmocka_unit_test_setup_teardown(makes, setup, teardown),
        cmocka_unit_test_setup_teardown(moves, setup, teardown),
        cmocka_unit_test_setup_teardown(entries, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
