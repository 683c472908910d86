/* A deal made from literal texts, for tests: begin, add notes, read, look. Every text is a C string; whatever fails, fails the test.
 *
 *     fx f;
 *     fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
 *     fx_file(&f, "deal.md", "---\nstage: talk\n---\n");
 *     fx_note(&f, PS_K_ACCOUNT, "acme", "---\nregion: north\n---\n");
 *     ps_deal *d = fx_read(&f);
 *     …
 *     fx_end(&f);
 */
#ifndef PS_DEAL_FIXTURE_H
#define PS_DEAL_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "deal.h"

#define FX_FOLDER "deals/2026/acme-core"
#define FX_UNUSED __attribute__((unused))

/* A method of four stages with two gates, in either language under the same ids: lead → (qualify) → talk → (bid) → offer (customer decides) → order. */
#define FX_PROCESS_EN \
    "---\npursuit: process\nname: Four steps\nlanguage: en\ncurrency: EUR\ntimezone: +01:00\n---\n" \
    "## Stages\n| id | stage | probability | share | stalls |\n|---|---|---|---|---|\n" \
    "| lead | Lead | 10 | 10 | 30 |\n| talk | Talk | 25 | 20 | 45 |\n| offer | Offer | 50 | 50 | 30 |\n" \
    "| order | Order | 100 | 20 | 90 |\n\n" \
    "## Gates\n| id | gate | after | asks |\n|---|---|---|---|\n" \
    "| qualify | Qualification | lead | is it real? |\n| bid | Bid decision | talk | do we bid? |\n\n" \
    "## Decision\nThe customer decides in: offer\n\n" \
    "## Profiles\n| id | profile | stages | gates | limit |\n|---|---|---|---|---|\n" \
    "| full | Full | | | |\n| quick | Quick | lead+talk | | 20000 |\n\n" FX_ACTIVITIES("Activities", "Opportunity", "Market", "Needs", \
                                                                                       "Price") \
        FX_CRITERIA("Criteria") "## Kinds\n| id | kind |\n|---|---|\n| A | product |\n| B | with service |\n\n" \
                                "## Channels\n| id | channel |\n|---|---|\n| tender | Tenders |\n| media | Media |\n\n" \
                                "## Layers\n| id | layer |\n|---|---|\n| technical | Technical |\n| decision | Decision |\n\n" \
                                "## Roles\n| id | role |\n|---|---|\n| decision-maker | Decision maker |\n\n" \
                                "## Stances\n| id | stance |\n|---|---|\n| champion | Champion |\n| unknown | Unknown |\n\n" \
                                "## Needs\n| id | need |\n|---|---|\n| growth | Growth |\n| respect | Respect |\n\n" \
                                "## Relationship kinds\n| id | kind |\n|---|---|\n| superior | Superior |\n| friend | Friend |\n\n" \
                                "## Cost categories\n| id | category |\n|---|---|\n| travel | Travel |\n| meals | Meals |\n\n" \
                                "## Loss reasons\n| id | reason |\n|---|---|\n| price | Price |\n"

#define FX_PROCESS_ZH \
    "---\npursuit: process\nname: 四步法\nlanguage: zh\ncurrency: CNY\ntimezone: +08:00\n---\n" \
    "## 阶段\n| 编号 | 阶段 | 赢率 | 费用占比 | 停滞天数 |\n|---|---|---|---|---|\n" \
    "| lead | 线索 | 10 | 10 | 30 |\n| talk | 交流 | 25 | 20 | 45 |\n| offer | 报价 | 50 | 50 | 30 |\n" \
    "| order | 订单 | 100 | 20 | 90 |\n\n" \
    "## 评审点\n| 编号 | 评审点 | 之后 | 评审问题 |\n|---|---|---|---|\n" \
    "| qualify | 初步评审 | lead | 是真的吗 |\n| bid | 立项评审 | talk | 投不投 |\n\n" \
    "## 客户决策\n客户决策所在阶段: offer\n\n" \
    "## 流程方案\n| 编号 | 流程方案 | 阶段 | 评审点 | 金额上限 |\n|---|---|---|---|---|\n" \
    "| full | 完整 | | | |\n| quick | 精简 | lead+talk | | 20000 |\n\n" FX_ACTIVITIES("活动", "商机", "市场", "需求", "价格") \
        FX_CRITERIA("评审项") "## 销售类型\n| 编号 | 名称 |\n|---|---|\n| A | 产品 |\n| B | 带服务 |\n\n" \
                              "## 信息渠道\n| 编号 | 名称 |\n|---|---|\n| tender | 投标 |\n| media | 媒体信息 |\n\n" \
                              "## 层级\n| 编号 | 名称 |\n|---|---|\n| technical | 技术层 |\n| decision | 决策层 |\n\n" \
                              "## 角色\n| 编号 | 名称 |\n|---|---|\n| decision-maker | 决策人 |\n\n" \
                              "## 态度\n| 编号 | 名称 |\n|---|---|\n| champion | 铁杆支持 |\n| unknown | 未知 |\n\n" \
                              "## 个人需求\n| 编号 | 名称 |\n|---|---|\n| growth | 个人发展 |\n| respect | 获得尊重 |\n\n" \
                              "## 关系类型\n| 编号 | 名称 |\n|---|---|\n| superior | 上司 |\n| friend | 朋友 |\n\n" \
                              "## 费用类别\n| 编号 | 名称 |\n|---|---|\n| travel | 差旅 |\n| meals | 餐费 |\n\n" \
                              "## 输单原因\n| 编号 | 名称 |\n|---|---|\n| price | 价格 |\n"

#define FX_ACTIVITIES(title, opportunity, market, needs, price) \
    "## " title "\n### lead\n#### " opportunity "\n- [ ] The need is written down ^need\n- [ ] Channel is recorded ^channel\n" \
    "#### " market "\n- [ ] Customer card is complete [scope:: account] ^customer-card\n" \
    "- [ ] Traits of the region [scope:: region] ^region-traits\n" \
    "### talk\n#### " needs "\n- [ ] Is it in the budget? ^budget\n- [ ] Decision chain ^chain\n" \
    "### offer\n#### " price "\n- [ ] The price is calculated ^price\n- [ ] Service terms are agreed [kind:: B] ^service-terms\n" \
    "### order\n- [ ] The order is confirmed ^confirmed\n\n"

#define FX_CRITERIA(title) \
    "## " title "\n### qualify\n- [ ] The need is real ^crit-real\n- [ ] It fits us ^crit-fit\n" \
    "### bid\n- [ ] The budget is confirmed ^crit-budget\n- [ ] The chance justifies the cost ^crit-chance\n\n"

enum { FX_FILES = 64, FX_NOTES = 64 };

typedef struct {
    ps_arena arena;
    ps_error err;
    ps_process *process;
    ps_world world;
    ps_file files[FX_FILES];
    size_t n_files;
    struct {
        ps_kind kind;
        ps_str id, path;
        ps_note *note;
    } notes[FX_NOTES];
    size_t n_notes;
    ps_deal *deal;
} fx;

FX_UNUSED static const ps_note *fx_lookup(void *ctx, ps_kind kind, ps_str id, ps_str *path) {
    fx *f = ctx;
    for (size_t i = 0; i < f->n_notes; i++) {
        if (f->notes[i].kind == kind && ps_str_eq(f->notes[i].id, id)) {
            *path = f->notes[i].path;
            return f->notes[i].note;
        }
    }
    return NULL;
}

/* Sets "today" again. */
FX_UNUSED static void fx_today(fx *f, const char *day) {
    assert_true(ps_date_parse(ps_str_of(day), &f->world.today));
}

/* A process note's text, or one of the above. It must be without faults. */
FX_UNUSED static void fx_begin(fx *f, const char *process, const char *today) {
    memset(f, 0, sizeof *f);
    assert_int_equal(ps_process_read(&f->process, ps_str_of(process), PS_EN, &f->err), 0);
    for (size_t i = 0; i < f->process->n_faults; i++) {
        print_error("process:%u: %.*s\n", f->process->faults[i].line, PS_FMT(f->process->faults[i].message));
    }
    assert_int_equal(f->process->n_faults, 0);
    f->err.lang = f->process->lang;
    f->world = (ps_world){fx_lookup, f, 0};
    fx_today(f, today);
}

/* A note of the deal's folder ("reviews/bid-1.md"); one of the same name is replaced. The text must live as long as the fixture. */
FX_UNUSED static void fx_file(fx *f, const char *name, const char *text) {
    ps_str path = ps_arena_fmt(&f->arena, FX_FOLDER "/%s", name);
    assert_non_null(path.p);
    size_t at = 0;
    while (at < f->n_files && !ps_str_eq(f->files[at].path, path)) {
        at++;
    }
    assert_true(at < FX_FILES);
    f->files[at] = (ps_file){path, ps_str_of(text)};
    f->n_files += at == f->n_files;
}

/* A note outside the deal: accounts/acme.md … */
FX_UNUSED static void fx_note(fx *f, ps_kind kind, const char *id, const char *text) {
    assert_true(f->n_notes < FX_NOTES);
    ps_str dir = ps_kind_dir(kind);
    ps_str path = ps_arena_fmt(&f->arena, kind == PS_K_DEAL ? "%.*s/2026/%s/deal.md" : "%.*s/%s.md", PS_FMT(dir), id);
    ps_note *note = NULL;
    assert_int_equal(ps_note_parse(&note, ps_str_of(text), f->process->lang, &f->err), 0);
    f->notes[f->n_notes].kind = kind;
    f->notes[f->n_notes].id = ps_arena_dup(&f->arena, ps_str_of(id));
    f->notes[f->n_notes].path = path;
    f->notes[f->n_notes++].note = note;
}

/* Reads the deal from what was added so far; the deal read before is gone. */
FX_UNUSED static ps_deal *fx_read(fx *f) {
    ps_deal_free(f->deal);
    f->deal = NULL;
    int rc = ps_deal_read(&f->deal, f->process, &f->world, PS_S(FX_FOLDER), f->files, f->n_files, &f->err);
    if (rc) {
        print_error("%s\n", f->err.message);
    }
    assert_int_equal(rc, 0);
    return f->deal;
}

FX_UNUSED static void fx_end(fx *f) {
    ps_deal_free(f->deal);
    for (size_t i = 0; i < f->n_notes; i++) {
        ps_note_free(f->notes[i].note);
    }
    ps_process_free(f->process);
    ps_arena_free(&f->arena);
}

/* What the tests ask again and again. */
#define fx_assert_str(got, want) assert_string_equal(fx_z((char[512]){0}, (got)), (want))
FX_UNUSED static const char *fx_z(char *room, ps_str s) {
    snprintf(room, 512, "%.*s", PS_FMT(s));
    return room;
}

FX_UNUSED static const ps_answer *fx_answer(const ps_deal *d, const char *id) {
    for (size_t i = 0; i < d->n_answers; i++) {
        if (ps_str_eq(d->answers[i].activity->id, ps_str_of(id))) {
            return &d->answers[i];
        }
    }
    return NULL;
}

FX_UNUSED static ps_date fx_day(const char *day) {
    ps_date d = PS_DATE_NONE;
    assert_true(ps_date_parse(ps_str_of(day), &d));
    return d;
}

#endif
