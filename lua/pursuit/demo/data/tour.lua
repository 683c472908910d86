---The deal of the tour, and what is typed and told in it.
local function both(en, zh)
  return { en = en, zh = zh }
end

return {
  id = 'harbor-lte',
  title = both('Harbour private LTE', '港区无线专网'),
  account = 'port-authority', region = 'north-coast',
  kind = 'B', owner = 'li.wei', team = { 'chen.yu', 'marta.novak' }, value = 180000, currency = 'EUR', budget = 5400, source = 'tech-exchange', close = '{-70}',
  signed = 176000,
  opened = -150,
  condition = both(
    '- [ ] Talk to the harbour master himself [owner:: zhao.min] [due:: {-72}] [for:: crit-chain-known]',
    '- [ ] 与港务长本人谈一次 [owner:: zhao.min] [due:: {-72}] [for:: crit-chain-known]'
  ),
  reviews = {
    ['approval-1'] = {
      partly = { ['crit-chain-known'] = 'partly' },
      minutes = both(
        'Need, money and date hold. The harbour master decides alone, and none of us has met him: Zhao Min calls on him before the planning ends.',
        '需求、资金、时间都站得住。港务长一人拍板，我们都没见过他：策划结束前由赵敏登门拜访。'
      ),
      votes = {
        { reviewer = 'chen.yu', vote = 'go', comment = both('Coverage measured on both quays.', '两个码头的覆盖都实测过。') },
        { reviewer = 'zhao.min', vote = 'conditional', comment = both('First we meet the one who decides.', '先见到拍板的人。') },
      },
    },
    ['commercial-1'] = {
      minutes = both('Floor 172,000. Terms are ours, but for the payment in 60 days.', '底价 17.2 万。除 60 天付款外，条款都按我方的来。'),
      votes = {
        { reviewer = 'marta.novak', vote = 'go', comment = both('Masts stand already, six weeks are enough.', '铁塔现成，六周够用。') },
        { reviewer = 'zhao.min', vote = 'go', comment = both('Margin is fine. Sign.', '毛利合适，可以签。') },
      },
    },
    ['relationship-1'] = {
      minutes = both('From level 2 towards level 3. The cranes are the next need, Ida Qvist says so herself.', '关系由二级迈向三级。下一个需求是岸桥，伊达·奎斯特亲口说的。'),
      votes = {
        { reviewer = 'marta.novak', vote = 'go', comment = both('Accepted without a remark.', '验收零遗留。') },
        { reviewer = 'zhao.min', vote = 'go', comment = both('The harbour master answers the phone now.', '现在港务长会接我电话了。') },
      },
    },
  },
  words = {
    visit = both('Wi-Fi breaks off between the stacks; every crane driver carries a second radio.', '堆场之间无线网总断，每个岸桥司机都带着第二部对讲机。'),
    train = both('train to Nordhaven', '去诺德港的火车'),
    na = both('the only competitor sells through tenders, and there is none here', '唯一的对手只走招标，这里没有招标'),
    trial = both('trial base station, four weeks', '试验基站四周'),
    price = both('Purchasing wants 5 % off; the harbour master wants it before the winter storms.', '采购要让 5%；港务长要求冬季风暴前开通。'),
    condition = both('Talk to the harbour master', '与港务长本人谈'),
    followup = both('Crane telemetry', '岸桥遥测'),
    opened = both('A technical exchange at the port: Li Wei opens the deal and looks at what the way to the first gate asks.', '港口技术交流之后，李伟新建项目，查看第一个评审点之前要做什么。'),
    heard = both('The first visit goes into the log, its cost into the ledger.', '首次拜访记入日志，费用记入台账。'),
    early = both('Three weeks later most of the checklist is done. Too early all the same:', '三周多以后，检查清单大半完成。现在推进还早：'),
    analysed = both('The rest is done, and one item does not apply. Now the review is missing:', '其余完成，一项不适用。现在只缺评审：'),
    reviewed = both('The review opens as a note that is already filled. Li Wei can\'t wave it through alone:', '评审打开时已预填。李伟不能自己放行：'),
    voted = both('The criteria are answered with evidence, Chen Yu and Zhao Min vote, Zhao Min decides: on one condition.', '评审项逐条附依据，陈宇和赵敏各自填写意见，赵敏作出结论：有条件通过。'),
    planned = both('Goals, strategy and plan are there; between planning and negotiation stands no review.', '目标、策略、计划齐了；策划与谈判之间不设评审。'),
    met = both('Zhao Min calls on the harbour master, and decides. What is missing now is the customer:', '赵敏拜访了港务长，作出结论。现在只差客户的决定：'),
    negotiated = both('Trial, prices, the commercial review. It can\'t pass while the old condition is open:', '试验、报价、商务评审。上次的条件没落实，通不过：'),
    won = both('Signed; the deal goes on into delivery.', '签约，项目进入实施。'),
    delivered = both('On the air and accepted; the customer relationship review looks ahead.', '开通并验收，客户关系评审着眼下一步。'),
    extended = both('The next need becomes a deal of its own.', '下一个需求单独立项。'),
    history = both('The story of the deal, newest first:', '项目的变更记录，最新在前：'),
    board = both('And the pipeline today:', '今天的销售漏斗：'),
  },
}
