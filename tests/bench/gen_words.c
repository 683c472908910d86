#include "gen.h"

gen_dice gen_dice_for(uint64_t seed, uint64_t what) {
    return (gen_dice){(seed * 0x9e3779b97f4a7c15u) ^ ((what + 1) * 0xbf58476d1ce4e5b9u)};
}

/* splitmix64 */
static uint64_t next(gen_dice *d) {
    uint64_t z = d->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

size_t gen_roll(gen_dice *d, size_t n) {
    return (size_t)(next(d) % n);
}

bool gen_chance(gen_dice *d, size_t in_hundred) {
    return gen_roll(d, 100) < in_hundred;
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* ---- sentences: $ stands for a thing, @ for somebody, # for a number ---- */

static const char *const things_en[] = {
    "the budget",         "the migration plan",     "the core network",
    "the service terms",  "the acceptance test",    "the data centre",
    "the price list",     "the tender documents",   "the pilot",
    "the second site",    "the licence model",      "the spare parts",
    "the training",       "the billing interface",  "the security review",
    "the power supply",   "the antenna sites",      "the transport ring",
    "the framework",      "the payment schedule",   "the warranty",
    "the roll-out",       "the steering committee", "the optical nodes",
    "the integration",    "the capacity forecast",  "the old platform",
    "the reference call", "the design institute",   "the maintenance window",
    "the cutover",        "the support contract",   "the project board",
    "the savings",        "the compliance matrix",  "the sample order",
    "the test report",    "the delivery date",      "the handover",
    "the roadmap",        "the energy bill",        "the monitoring",
};
static const char *const things_zh[] = {
    "预算方案",   "割接计划", "核心网扩容", "服务条款", "验收测试",   "数据中心",   "报价清单", "招标文件", "试点项目",
    "二期站点",   "许可模式", "备件储备",   "培训安排", "计费接口",   "安全评审",   "电源改造", "天线站点", "传输环网",
    "框架协议",   "付款计划", "质保期限",   "推广进度", "指导委员会", "光传送节点", "系统集成", "容量预测", "旧平台",
    "样板点考察", "设计院",   "维护窗口",   "切换方案", "支持合同",   "项目例会",   "节能收益", "偏离表",   "样品订单",
    "测试报告",   "交付日期", "交接文档",   "演进路线", "电费支出",   "监控系统",   "电信业务", "采购流程",
};
static const char *const who_en[] = {"The customer",       "The chief engineer", "Finance",           "The operations team", "Planning",
                                     "The deputy manager", "Purchasing",         "Our architect",     "The competitor",      "The ministry",
                                     "The site manager",   "Their consultant",   "The project office"};
static const char *const who_zh[] = {"客户",       "总工程师", "财务部",   "运维团队", "规划部",     "分管副总",  "采购部",
                                     "我方架构师", "竞争对手", "主管部门", "站点经理", "客户的顾问", "项目办公室"};
static const char *const sentences_en[] = {
    "@ wants to see $ before $ is settled.",
    "@ asked again for $ and told us that # other offers are on the table.",
    "We agreed with them that $ comes first and $ follows within # weeks.",
    "@ is worried about $; a visit to a reference site may help.",
    "Without $ there is no decision this quarter.",
    "The true need seems to be $, not $ as was first said.",
    "@ and our team went through $ line by line; # points stay open.",
    "For $ about # units are needed, a third of them at once.",
    "@ supports us in $ but has no say in $.",
    "Last year # outages were traced back to $.",
    "Whether $ can be paid from this year's money is open, says somebody from their side.",
    "The next step is to bring $ and $ together in one proposal.",
};
static const char *const sentences_zh[] = {
    "@希望在确定$之前先看到$。",
    "@再次提到$，并说明目前还有#家厂商参与。",
    "双方商定先完成$，#周之内再推进$。",
    "@对$有顾虑，可以安排一次样板点考察。",
    "没有$，本季度很难做出决定。",
    "客户真正的需求是$，而不是最初提出的$。",
    "我方与@逐条讨论了$，还有#个问题没有结论。",
    "$大约需要#套，其中三分之一要马上交付。",
    "@在$上支持我们，但对$没有发言权。",
    "去年有#次故障与$有关。",
    "$能否列入今年的预算，客户还没有明确答复。",
    "下一步把$和$合并成一份完整的建议书。",
};
static const char *const phrases_en[] = {"send $ to them", "check $ with the site", "get $ confirmed", "prepare $ for the review",
                                         "answer the # questions about $"};
static const char *const phrases_zh[] = {"把$发给客户", "与站点核对$", "确认$", "为评审准备$", "回复关于$的#个问题"};

static void fill_in(ps_buf *out, gen_dice *d, bool zh, const char *pattern) {
    for (const char *p = pattern; *p; p++) {
        if (*p == '$') {
            ps_buf_put(out, ps_str_of(zh ? things_zh[gen_roll(d, COUNT(things_zh))] : things_en[gen_roll(d, COUNT(things_en))]));
        } else if (*p == '@') {
            ps_buf_put(out, ps_str_of(zh ? who_zh[gen_roll(d, COUNT(who_zh))] : who_en[gen_roll(d, COUNT(who_en))]));
        } else if (*p == '#') {
            ps_buf_fmt(out, "%zu", 2 + gen_roll(d, 40));
        } else {
            ps_buf_char(out, *p);
        }
    }
}

static bool speaks_zh(gen_dice *d, gen_tongue tongue) {
    return tongue == GEN_ZH || (tongue == GEN_MIXED && gen_chance(d, 50));
}

void gen_prose(ps_buf *out, gen_dice *d, gen_tongue tongue, size_t sentences) {
    for (size_t i = 0; i < sentences; i++) {
        bool zh = speaks_zh(d, tongue);
        if (i && !zh) {
            ps_buf_char(out, ' ');
        }
        fill_in(out, d, zh, zh ? sentences_zh[gen_roll(d, COUNT(sentences_zh))] : sentences_en[gen_roll(d, COUNT(sentences_en))]);
    }
}

void gen_phrase(ps_buf *out, gen_dice *d, gen_tongue tongue) {
    bool zh = speaks_zh(d, tongue);
    fill_in(out, d, zh, zh ? phrases_zh[gen_roll(d, COUNT(phrases_zh))] : phrases_en[gen_roll(d, COUNT(phrases_en))]);
}

/* ---- names ---- */

const gen_name gen_products[GEN_PRODUCTS] = {
    {"core", "Core network", "核心网"},          {"radio", "Radio access", "无线接入"},        {"otn", "Optical transport", "光传送网"},
    {"cloud", "Private cloud", "私有云"},        {"billing", "Billing system", "计费系统"},    {"power", "Site power", "站点电源"},
    {"storage", "Storage", "存储阵列"},          {"security", "Security gateway", "安全网关"}, {"video", "Video platform", "视频平台"},
    {"metering", "Smart metering", "智能电表"},  {"campus", "Campus network", "园区网"},       {"service", "Managed service", "代维服务"},
    {"training", "Training centre", "培训中心"}, {"iot", "Sensor network", "物联网"},
};
const gen_name gen_regions[GEN_REGIONS] = {{"north", "North", "华北"}, {"east", "East", "华东"},       {"south", "South", "华南"},
                                           {"west", "West", "西部"},   {"central", "Central", "华中"}, {"overseas", "Overseas", "海外"}};
const gen_name gen_rivals[GEN_RIVALS] = {{"norden", "Norden Systems", "北电系统"},
                                         {"halden", "Halden", "哈登"},
                                         {"tiankai", "Tiankai", "天凯"},
                                         {"orbis", "Orbis", "奥比斯"},
                                         {"veltra", "Veltra", "维拓"},
                                         {"junlian", "Junlian", "君联"},
                                         {"meridian", "Meridian", "子午线"}};
const gen_name gen_members[GEN_MEMBERS] = {
    {"li.wei", "Li Wei", "李伟"},     {"zhao.min", "Zhao Min", "赵敏"},       {"anna.berg", "Anna Berg", "安娜"},
    {"chen.hua", "Chen Hua", "陈华"}, {"tom.reed", "Tom Reed", "汤姆"},       {"wang.fang", "Wang Fang", "王芳"},
    {"eva.lind", "Eva Lind", "伊娃"}, {"sun.jian", "Sun Jian", "孙健"},       {"jan.kowal", "Jan Kowal", "扬"},
    {"liu.yang", "Liu Yang", "刘洋"}, {"marie.roche", "Marie Roche", "玛丽"}, {"zhou.ping", "Zhou Ping", "周平"},
};

static const gen_name places[] = {
    {"haifeng", "Haifeng", "海丰"},   {"lindau", "Lindau", "林道"}, {"qingshan", "Qingshan", "青山"}, {"aurora", "Aurora", "极光"},
    {"jinjiang", "Jinjiang", "锦江"}, {"tessin", "Tessin", "特辛"}, {"donghu", "Donghu", "东湖"},     {"falken", "Falken", "法尔肯"},
    {"yunling", "Yunling", "云岭"},   {"corvin", "Corvin", "科文"}, {"baihe", "Baihe", "白河"},       {"merano", "Merano", "梅拉诺"},
};
static const gen_name trades[] = {
    {"telecom", "Telecom", "电信"},   {"power", "Power", "电力"}, {"rail", "Rail", "铁路"},   {"bank", "Bank", "银行"},
    {"hospital", "Hospital", "医院"}, {"steel", "Steel", "钢铁"}, {"water", "Water", "水务"}, {"university", "University", "大学"},
};
static const gen_name surnames[] = {{"chen", "Chen", "陈"},   {"liu", "Liu", "刘"},     {"meyer", "Meyer", "梅"}, {"wang", "Wang", "王"},
                                    {"rossi", "Rossi", "罗"}, {"zhang", "Zhang", "张"}, {"olsen", "Olsen", "欧"}, {"huang", "Huang", "黄"}};
static const gen_name given[] = {{"gang", "Gang", "刚"}, {"maria", "Maria", "玛"},   {"lei", "Lei", "磊"}, {"peter", "Peter", "彼得"},
                                 {"na", "Na", "娜"},     {"karin", "Karin", "卡琳"}, {"bo", "Bo", "波"},   {"yan", "Yan", "燕"}};

ps_str gen_account_id(ps_arena *arena, size_t n) {
    return ps_arena_fmt(arena, "%s-%s-%zu", places[n % COUNT(places)].id, trades[n / COUNT(places) % COUNT(trades)].id, n);
}

ps_str gen_account_name(ps_arena *arena, size_t n, gen_tongue tongue) {
    const gen_name *place = &places[n % COUNT(places)], *trade = &trades[n / COUNT(places) % COUNT(trades)];
    return tongue == GEN_ZH ? ps_arena_fmt(arena, "%s%s%zu公司", place->zh, trade->zh, n)
                            : ps_arena_fmt(arena, "%s %s %zu", place->en, trade->en, n);
}

ps_str gen_person_id(ps_arena *arena, size_t n) {
    return ps_arena_fmt(arena, "%s-%s-%zu", surnames[n % COUNT(surnames)].id, given[n / COUNT(surnames) % COUNT(given)].id, n);
}

ps_str gen_person_name(ps_arena *arena, size_t n, gen_tongue tongue) {
    const gen_name *last = &surnames[n % COUNT(surnames)], *first = &given[n / COUNT(surnames) % COUNT(given)];
    return tongue == GEN_ZH ? ps_arena_fmt(arena, "%s%s", last->zh, first->zh) : ps_arena_fmt(arena, "%s %s", first->en, last->en);
}
