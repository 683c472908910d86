#include "field.h"
#include "workspace_impl.h"

/* The last decided review before this one: what "since" speaks of. */
static const ps_review *last_decided(const ps_deal *deal) {
    const ps_review *last = NULL;
    for (size_t i = 0; i < deal->n_reviews; i++) {
        const ps_review *r = &deal->reviews[i];
        bool decided = r->decision != PS_DECISION_NONE && r->decision != PS_DECISION_UNKNOWN;
        if (decided && (!last || r->date >= last->date)) {
            last = r;
        }
    }
    return last;
}

/* Everybody of the team but the owner; a lone owner reviews himself. */
static size_t propose_reviewers(ps_work *w, const ps_deal *deal, const ps_str **out) {
    ps_str *people = ps_arena_alloc(w->arena, (deal->n_team + 1) * sizeof *people);
    ps_str *list = ps_arena_alloc(w->arena, (deal->n_team + 2) * sizeof *list);
    size_t n = 0;
    if (!people || !list) {
        w->failed = true;
        return 0;
    }
    size_t all = ps_deal_people(deal, people, deal->n_team + 1);
    for (size_t i = 0; i < all; i++) {
        if (!ps_str_eq(people[i], deal->owner)) {
            list[n++] = people[i];
        }
    }
    if (n == 0) {
        list[n++] = deal->owner.n ? deal->owner : w->my_id;
    }
    *out = list;
    return n;
}

static int write_review(ps_work *w, const ps_deal *deal, int pgate, int round) {
    ps_oid tree;
    ps_buf text = {0};
    ps_event *events = NULL;
    size_t n_events = 0;
    const ps_str *reviewers = NULL;
    const ps_review *since = last_decided(deal);
    int rc = ps_repo_tree(w->ws->repo, &tree, PS_S(""), deal->folder, w->err);
    rc = rc ? rc : ps_work_since(w, deal, since ? since->reviewed : PS_S(""), &events, &n_events);
    if (rc) {
        return rc;
    }
    ps_new_review in = {.pgate = pgate,
                        .round = round,
                        .date = w->world.today,
                        .reviewed = ps_str_of(tree.hex),
                        .n_reviewers = propose_reviewers(w, deal, &reviewers),
                        .events = events,
                        .n_events = n_events,
                        .since = since};
    in.reviewers = reviewers;
    ps_str path = ps_template_review_file(w->arena, deal, pgate, round);
    path = path.p ? ps_arena_fmt(w->arena, "%.*s/reviews/%.*s", PS_FMT(deal->folder), PS_FMT(path)) : path;
    rc = path.p ? ps_template_review(&text, deal, &in, w->err) : ps_nomem(w->err);
    rc = rc ? rc : ps_work_put(w, path, ps_buf_str(&text));
    rc = rc ? rc : ps_work_commit(w, deal->id, PS_S(""));
    ps_buf_free(&text);
    return rc;
}

static const ps_review *find_review(const ps_deal *deal, int pgate, int round) {
    for (size_t i = 0; i < deal->n_reviews; i++) {
        if (deal->reviews[i].pgate == pgate && deal->reviews[i].round == round) {
            return &deal->reviews[i];
        }
    }
    return NULL;
}

static int review_run(ps_work *w, const ps_a_id *in, ps_v_review *out) {
    ps_deal *deal;
    int rc = ps_work_deal_edit(w, in->id, &deal);
    if (!rc && deal->status != PS_STATUS_OPEN && deal->status != PS_STATUS_WON) {
        rc = ps_fail(w->err, PS_EREFUSED, NOT_OPEN, ps_status_id(deal->status));
    }
    if (rc) {
        return rc;
    }
    int pgate = ps_deal_gate(deal), round = 1;
    const ps_review *open = ps_deal_open_review(deal);
    if (open && (pgate < 0 || open->pgate == pgate)) {
        return ps_view_review(w, deal, open, out);
    }
    if (pgate < 0) {
        return ps_fail(w->err, PS_EREFUSED, NO_GATE, deal->profile->stages[deal->stage].label);
    }
    for (size_t i = 0; i < deal->n_reviews; i++) {
        if (deal->reviews[i].pgate == pgate && deal->reviews[i].round >= round) {
            round = deal->reviews[i].round + 1;
        }
    }
    rc = ps_work_save_folder(w, deal->folder);
    rc = rc ? rc : ps_work_deal(w, in->id, &deal); /* as it stands with what its log carried into the tables */
    rc = rc ? rc : write_review(w, deal, pgate, round);
    rc = rc ? rc : ps_work_deal(w, in->id, &deal);
    const ps_review *made = rc ? NULL : find_review(deal, pgate, round);
    return made ? ps_view_review(w, deal, made, out) : rc ? rc : ps_fail(w->err, PS_EPARSE, BAD_ROUND_TRIP);
}
PS_CALL_RUN(review, ps_a_id, ps_v_review, PS_WRITES)

/* ---- deciding ---- */

typedef PS_VEC(ps_v_vote) votes;
typedef PS_VEC(ps_condition) conditions;

static int put_vote(ps_work *w, votes *all, ps_v_vote vote) {
    vote.reviewer = ps_id_bare(vote.reviewer);
    for (size_t i = 0; i < all->n; i++) {
        if (ps_str_eq(all->v[i].reviewer, vote.reviewer)) {
            all->v[i] = vote;
            return PS_OK;
        }
    }
    ps_v_vote *slot = PS_PUSH(w->arena, all);
    if (!slot) {
        return ps_nomem(w->err);
    }
    *slot = vote;
    return PS_OK;
}

static bool among(const ps_str *list, size_t n, ps_str id) {
    for (size_t i = 0; i < n; i++) {
        if (ps_str_eq(list[i], id)) {
            return true;
        }
    }
    return false;
}

/* Its evidence, and by whom. */
ps_str ps_work_vote_comment(ps_work *w, const ps_v_vote *vote) {
    if (ps_str_eq(ps_id_bare(vote->reviewer), w->my_id)) {
        return vote->comment;
    }
    ps_str link = vote->evidence.n ? ps_arena_fmt(w->arena, " [evidence:: %.*s]", PS_FMT(vote->evidence)) : PS_S("");
    ps_str text = ps_arena_fmt(w->arena, "%.*s%.*s [proxy:: %.*s]", PS_FMT(vote->comment), PS_FMT(link), PS_FMT(w->my_id));
    w->failed = w->failed || !text.p;
    return text.p ? ps_str_trim(text) : PS_S("");
}

/* The votes as they will stand: the note's, then those given; reviewers given without votes vote the decision; and where nobody voted, I do if I am
 * asked to review, or alone. */
static int collect_votes(ps_work *w, const ps_deal *deal, const ps_review *review, const ps_a_decide *in, votes *all) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < review->n_votes; i++) {
        const ps_vote *v = &review->votes[i];
        if (v->vote.n) {
            rc = put_vote(w, all, (ps_v_vote){.reviewer = v->reviewer, .vote = v->vote, .comment = v->comment});
        }
    }
    for (size_t i = 0; !rc && i < in->votes.n; i++) {
        ps_v_vote vote = in->votes.v[i];
        ps_decision parsed;
        if (!ps_id_valid(ps_id_bare(vote.reviewer))) {
            return ps_fail(w->err, PS_EINVAL, BAD_ID, ps_str_clip(vote.reviewer, 120));
        }
        if (!ps_decision_parse(vote.vote, &parsed)) {
            return ps_fail(w->err, PS_EINVAL, UNKNOWN_DECISION, ps_str_clip(vote.vote, 40));
        }
        vote.comment = ps_work_vote_comment(w, &vote);
        rc = put_vote(w, all, vote);
    }
    for (size_t i = 0; !rc && in->votes.n == 0 && i < in->reviewers.n; i++) {
        ps_v_vote vote = {.reviewer = in->reviewers.v[i], .vote = in->decision};
        if (!ps_id_valid(ps_id_bare(vote.reviewer))) {
            return ps_fail(w->err, PS_EINVAL, BAD_ID, ps_str_clip(vote.reviewer, 120));
        }
        vote.comment = ps_work_vote_comment(w, &vote);
        rc = put_vote(w, all, vote);
    }
    bool mine = among(review->reviewers, review->n_reviewers, w->my_id) || (deal->n_team == 0 && ps_str_eq(deal->owner, w->my_id));
    if (!rc && all->n == 0 && mine) {
        rc = put_vote(w, all, (ps_v_vote){.reviewer = w->my_id, .vote = in->decision});
    }
    return rc;
}

static int collect_conditions(ps_work *w, const ps_review *review, const ps_a_decide *in, conditions *all) {
    for (size_t i = 0; i < review->n_conditions + in->conditions.n; i++) {
        ps_condition *c = PS_PUSH(w->arena, all);
        if (!c) {
            return ps_nomem(w->err);
        }
        if (i < review->n_conditions) {
            *c = review->conditions[i];
            continue;
        }
        const ps_v_condition *given = &in->conditions.v[i - review->n_conditions];
        *c = (ps_condition){
            .text = given->text, .owner = given->owner, .due_text = given->due, .for_id = given->target, .due = PS_DATE_NONE};
        if (!given->text.n) {
            return ps_fail(w->err, PS_EINVAL, EMPTY_TEXT);
        }
        if (given->due.n && !ps_date_parse(given->due, &c->due)) {
            return ps_fail(w->err, PS_EINVAL, BAD_DATE, ps_str_clip(given->due, 40));
        }
    }
    return PS_OK;
}

/* Sets the vote in the row of its reviewer, or in a new row. */
static int write_vote(ps_work *w, ps_note **note, const ps_v_vote *vote) {
    const ps_table *table = ps_heading_table(*note, PS_H_VOTES, &w->process->aliases);
    size_t t = table ? (size_t)(table - (*note)->tables) : 0;
    int name = ps_column_find(table, PS_C_REVIEWER, &w->process->aliases), column = ps_column_find(table, PS_C_VOTE, &w->process->aliases);
    int comment = ps_column_find(table, PS_C_COMMENT, &w->process->aliases);
    for (size_t i = 0; table && name >= 0 && column >= 0 && i < table->n; i++) {
        if (!ps_str_eq(ps_note_unlink(ps_row_cell(&table->rows[i], name)), vote->reviewer)) {
            continue;
        }
        int rc = ps_note_set_cell(note, t, i, column, vote->vote, w->err);
        return rc || comment < 0 || !vote->comment.n ? rc : ps_note_set_cell(note, t, i, comment, vote->comment, w->err);
    }
    static const ps_column_id columns[] = {PS_C_REVIEWER, PS_C_VOTE, PS_C_COMMENT};
    const ps_str cells[] = {vote->reviewer, vote->vote, vote->comment};
    return ps_work_add_row(w, note, PS_H_VOTES, columns, cells, 3, '\0');
}

/* Appends the new conditions under their heading, which is made where it lacks. */
static int write_conditions(ps_work *w, ps_note **note, const ps_condition *list, size_t n) {
    ps_buf lines = {0};
    int rc = PS_OK;
    if (n == 0) {
        return PS_OK;
    }
    int heading = ps_heading_find(*note, PS_H_CONDITIONS, &w->process->aliases);
    size_t at = heading < 0 ? (*note)->text.n : ps_note_section_end(*note, heading, true);
    bool has_some = false;
    for (size_t i = 0; i < (*note)->n_tasks; i++) {
        has_some = has_some || (*note)->tasks[i].heading == heading;
    }
    if (heading < 0) {
        ps_buf_fmt(&lines, "\n## %.*s\n", PS_FMT(ps_heading_in(PS_H_CONDITIONS, w->process->lang)));
    }
    if (!has_some) {
        ps_buf_char(&lines, '\n');
    }
    for (size_t i = 0; !rc && i < n; i++) {
        rc = ps_template_condition(&lines, &list[i], w->err);
    }
    rc = rc ? rc : ps_note_insert(note, at, ps_buf_str(&lines), w->err);
    ps_buf_free(&lines);
    return rc;
}

static int write_decision(ps_work *w, const ps_deal *deal, const ps_review *review, const ps_a_decide *in, const votes *all,
                          const conditions *conds, bool self_review) {
    ps_note *note = NULL;
    ps_oid tree;
    ps_datestr d;
    ps_strs names = {0};
    ps_str reason = ps_str_trim(in->reason);
    for (size_t i = 0; i < all->n; i++) {
        ps_str *name = PS_PUSH(w->arena, &names);
        if (!name) {
            return ps_nomem(w->err);
        }
        *name = all->v[i].reviewer;
    }
    int rc = ps_repo_tree(w->ws->repo, &tree, PS_S(""), deal->folder, w->err);
    rc = rc ? rc : ps_work_edit(w, review->doc->path, &note);
    rc = rc ? rc : ps_note_set(&note, PS_S("date"), ps_date_str(&d, w->world.today), w->err);
    rc = rc ? rc : ps_note_set(&note, PS_S("reviewed"), ps_str_of(tree.hex), w->err);
    rc = rc ? rc : ps_note_set(&note, PS_S("decision"), in->decision, w->err);
    rc = rc || !reason.n ? rc : ps_note_set(&note, PS_S("reason"), reason, w->err);
    rc = rc || !names.n ? rc : ps_note_set_list(&note, PS_S("reviewers"), names.v, names.n, w->err);
    rc = rc || !self_review ? rc : ps_note_set(&note, PS_S("self_review"), PS_S("true"), w->err);
    for (size_t i = 0; !rc && i < all->n; i++) {
        rc = write_vote(w, &note, &all->v[i]);
    }
    rc = rc ? rc : write_conditions(w, &note, conds->v + review->n_conditions, conds->n - review->n_conditions);
    rc = ps_work_at(w, rc, review->doc->path);
    rc = rc ? rc : ps_work_put_note(w, review->doc->path, note);
    ps_note_free(note);
    return rc;
}

/* A no-go closes the deal. */
static int close_deal(ps_work *w, const ps_deal *deal, ps_str reason) {
    ps_note *note = NULL;
    int rc = ps_work_edit(w, deal->main->path, &note);
    rc = rc ? rc : ps_note_set(&note, PS_S("status"), ps_status_id(PS_STATUS_NO_GO), w->err);
    rc = rc ? rc : ps_note_set(&note, PS_S("reason"), reason, w->err);
    rc = rc ? rc : ps_work_put_note(w, deal->main->path, note);
    ps_note_free(note);
    return rc;
}

static int decide_run(ps_work *w, const ps_a_decide *in, ps_v_review *out) {
    ps_deal *deal;
    ps_decision decision;
    votes all = {0};
    conditions conds = {0};
    ps_missing *missing = NULL;
    size_t n_missing = 0;
    bool self_review = false;
    if (!ps_decision_parse(in->decision, &decision)) {
        return ps_fail(w->err, PS_EINVAL, UNKNOWN_DECISION, ps_str_clip(in->decision, 40));
    }
    int rc = ps_work_deal_edit(w, in->id, &deal);
    const ps_review *review = rc ? NULL : ps_deal_open_review(deal);
    if (!review) {
        return rc ? rc : ps_fail(w->err, PS_ENOTFOUND, NO_OPEN_REVIEW);
    }
    rc = collect_votes(w, deal, review, in, &all);
    rc = rc ? rc : collect_conditions(w, review, in, &conds);
    ps_str *voters = ps_arena_alloc(w->arena, (all.n + 1) * sizeof *voters);
    if (rc || !voters) {
        return rc ? rc : ps_nomem(w->err);
    }
    for (size_t i = 0; i < all.n; i++) {
        voters[i] = all.v[i].reviewer;
    }
    ps_verdict verdict = {.decision = decision,
                          .reason = ps_str_trim(in->reason),
                          .reviewers = voters,
                          .n_reviewers = all.n,
                          .n_votes = all.n,
                          .voters = voters,
                          .conditions = conds.v,
                          .n_conditions = conds.n};
    rc = ps_gate_decidable(w->arena, deal, review, &verdict, &w->world, w->lang, &missing, &n_missing, &self_review, w->err);
    if (!rc && n_missing) {
        ps_digits d;
        const ps_str args[] = {ps_process_label(w->process, PS_V_DECISIONS, in->decision), ps_num(&d, (int64_t)n_missing)};
        return ps_refuse(w, missing, n_missing, PS_T_NOT_DECIDABLE, args, 2);
    }
    rc = rc ? rc : ps_work_save_folder(w, deal->folder);
    rc = rc ? rc : write_decision(w, deal, review, in, &all, &conds, self_review);
    rc = rc || decision != PS_DECISION_NO_GO ? rc : close_deal(w, deal, ps_str_trim(in->reason));
    rc = rc || decision != PS_DECISION_NO_GO ? rc : ps_work_sum_up(w, deal->id);
    int pgate = review->pgate, round = review->round;
    rc = rc ? rc : ps_work_commit(w, deal->id, PS_S(""));
    rc = rc ? rc : ps_work_deal(w, in->id, &deal);
    const ps_review *made = rc ? NULL : find_review(deal, pgate, round);
    return made ? ps_view_review(w, deal, made, out) : rc ? rc : ps_fail(w->err, PS_EPARSE, BAD_ROUND_TRIP);
}
PS_CALL_RUN(decide, ps_a_decide, ps_v_review, PS_WRITES)
