#include "needs.h"

#include "fold.h"

ps_str ps_need_activity(ps_need_id n) {
    static const char *const ids[PS_NEED_COUNT] = {"first-need",  "need-problem", "need-kind",      "need-reason",
                                                   "need-budget", "need-true",    "need-downstream"};
    return ps_str_of(ids[n]);
}

static const ps_answer *answer_of(const ps_deal *deal, ps_str activity) {
    for (size_t i = 0; i < deal->n_answers; i++) {
        if (ps_str_eq(deal->answers[i].activity->id, activity)) {
            return &deal->answers[i];
        }
    }
    return NULL;
}

int ps_needs_read(ps_needs *out, ps_arena *arena, const ps_deal *deal, ps_error *err) {
    *out = (ps_needs){.asked = PS_S("")};
    for (int n = 0; n < PS_NEED_COUNT; n++) {
        out->of[n] = (ps_need){.answer = answer_of(deal, ps_need_activity((ps_need_id)n)), .said = PS_S("")};
        if (out->of[n].answer && ps_answer_said(&out->of[n].said, arena, out->of[n].answer)) {
            return ps_nomem(err);
        }
    }
    const ps_answer *asks = out->of[PS_NEED_TRUE].answer;
    ps_str asked = asks && asks->task ? ps_task_field(asks->task, PS_S("asked")) : PS_S("");
    asked = asked.n ? asked : out->of[PS_NEED_HEARD].said;
    out->asked = asked.n ? asked : out->of[PS_NEED_PROBLEM].said;
    out->true_need = out->of[PS_NEED_TRUE].said;
    out->apart = out->asked.n && out->true_need.n && !ps_fold_eq(out->asked, out->true_need);
    out->unsaid = asks && asks->task && asks->task->state == 'x' && !out->true_need.n;
    return PS_OK;
}
