---The worked case of the method: one telecom deal through all stages to its follow-up.
local function both(en, zh)
  return { en = en, zh = zh }
end

return {
  {
    id = 'linjiang-softswitch',
    title = both('Linjiang softswitch', '临江软交换网改造'),
    account = 'linjiang-telecom', findings = 'worked',
    kind = 'B', profile = 'full', owner = 'li.wei', team = { 'chen.yu', 'marta.novak', 'zhao.min' },
    value = 9000000, currency = 'CNY', budget = 260000, margin = 1900000, source = 'tech-exchange', close = '{-235}', flow = 'telecom', guest = 'chen.gang',
    products = { 'softswitch', 'access-gateway' },
    summary = both(
      'Linjiang Telecom replaces the exchanges of 46 sites by a softswitch network. Whoever gets this order carries the bureau for ten years.',
      '临江电信局把 46 个局点的程控交换机改造为软交换网。谁拿下这一单，谁就陪这个局走十年。'
    ),
    opened = -520,
    left = {
      {
        day = -480,
        votes = {
          { reviewer = 'chen.yu', vote = 'go', comment = both('The need is in the network: five hours to find a fault.', '需求写在网上：定位故障要五小时。') },
          { reviewer = 'zhao.min', vote = 'go', comment = both('Worth a concept. Show me the way to the director next time.', '值得做概念交流，下次说清怎么见到局长。') },
        },
        minutes = both(
          'Need and region are clear. Nobody of us knows the bureau director yet; Zhao Min takes that over. The old late delivery has to be spoken about before the customer does.',
          '需求和区域清楚。我们没有人认识局长，由赵敏负责。以前晚交货的事要抢在客户之前主动说。'
        ),
      },
      {
        day = -410, decision = 'conditional',
        partly = { ['crit-chain-known'] = 'partly' },
        conditions = {
          { text = both('Meet the bureau director in person', '与局长当面见一次'), owner = 'zhao.min', due = '{-385}', ['for'] = 'crit-chain-known' },
          { text = both('Get a date for the Centrex patch from the laboratory', '向研发要到商务总机补丁的日期'), owner = 'chen.yu', due = '{-380}' },
        },
        votes = {
          { reviewer = 'chen.yu', vote = 'conditional', comment = both('Without the patch we have no Centrex to show.', '没有补丁，商务总机没法演示。') },
          { reviewer = 'marta.novak', vote = 'go', comment = both('Ten months are enough if we begin in the counties.', '从县局做起，十个月够用。') },
          { reviewer = 'zhao.min', vote = 'conditional', comment = both('We bid. But we have not met the one who decides.', '投标。但还没见到拍板的人。') },
        },
        minutes = both(
          'Bid. Budget of 260,000 confirmed, Li Wei leads. Two conditions, both before the planning ends.',
          '决定投标，费用预算 26 万，李伟负责。两个条件，策划结束前落实。'
        ),
      },
      -350,
      {
        day = -230, review = -252,
        votes = {
          { reviewer = 'chen.yu', vote = 'go', comment = both('Technical agreement signed, two deviations answered.', '技术协议已签，两处偏离已答复。') },
          { reviewer = 'marta.novak', vote = 'go', comment = both('Two engineers move to Linjiang in March.', '两名工程师三月常驻临江。') },
          { reviewer = 'zhao.min', vote = 'go', comment = both('Margin 21 %, terms within limits. Sign.', '毛利 21%，条款在授权内，可以签。') },
        },
        minutes = both(
          'Price floor 8.2 million. Penalty for a late cut-over capped at 5 %. Credit for the old exchanges is paid from the marketing budget.',
          '底价 820 万。割接延期违约金封顶 5%。旧机折价走市场费用。'
        ),
      },
      {
        day = -70,
        votes = {
          { reviewer = 'marta.novak', vote = 'go', comment = both('Accepted at all 46 sites.', '46 个局点全部验收。') },
          { reviewer = 'zhao.min', vote = 'go', comment = both('From level 2 to level 3; joint laboratory is the next step.', '关系从二级到三级，下一步是联合实验室。') },
        },
        minutes = both(
          'Liu Min becomes deputy in spring; Gao Yang follows her. The business department thinks about a platform for value-added services.',
          '刘敏春天升副局，高洋接任。经营部在考虑增值业务平台。'
        ),
      },
    },
    outcome = { day = -240, status = 'won', value = 8250000 },
    progress = 0.7, last = -4,
    chain = {
      { 'zhou.guoqiang', 'decision', 'key-decision-maker', 'unknown', '5', 'achievement, patriotism', 'zhao.min', '', '' },
      { 'chen.gang', 'management', 'decision-maker', 'neutral', '4', 'growth, achievement', 'li.wei', '', '' },
      { 'liu.min', 'technical', 'decision-maker', 'supporter', '3', 'interests, growth', 'li.wei', '', 'knowledge' },
      { 'gao.yang', 'technical', '', 'supporter', '2', 'growth', 'chen.yu', '', 'knowledge' },
      { 'cao.ying', 'support', '', 'neutral', '1', 'respect', 'li.wei', '', '' },
    },
    rivals = {
      { 'huateng', both('proven, heavy, high power draw', '成熟、笨重、耗电高'), '', '', both('high', '高') },
      { 'northnet', '', both('a first city', '要拿第一个地市'), both('far below cost', '远低于成本'), both('medium', '中') },
    },
    contacts = {
      { -519, 'meeting', { 'liu.min', 'gao.yang' }, both('Provincial O&M conference. Liu Min after her talk: "A cut-over is good when nobody writes about it." Eleven exchanges are out of support.', '省运维年会。刘敏讲完课说：“割接好不好，就看有没有人投诉。”11 个局点已停止支持。') },
      { -505, 'visit', { 'liu.min', 'cao.ying' }, both('First visit. Ms Cao keeps the director\'s calendar. Spoke about the old late delivery before they did.', '首次上门。曹主任管局长日程。主动说了以前晚交货的事。') },
      { -470, 'visit', { 'gao.yang', 'zhu.jun' }, both('Night shift in the network management centre. Zhu Jun fears for his maintenance posts.', '在网管中心跟夜班。朱军担心维护岗位。') },
      { -455, 'meeting', { 'chen.gang', 'lin.fang', 'feng.tao' }, both('Concept talk. Chen Gang weighs stability first, price last. Lin Fang sells Centrex to the port and can\'t deliver it.', '概念交流。陈刚把稳定性放第一，价格放最后。林芳已把商务总机卖给港口，交不了货。') },
      { -430, 'visit', { 'sun.hao', 'wu.lei', 'qian.yong' }, both('Sun Hao: "I follow the procedure, and I expect it of you." He studied with Huateng\'s manager.', '孙浩：“我按程序办，也请你们按程序来。”他与华腾经理是同学。') },
      { -388, 'visit', { 'zhou.guoqiang', 'chen.gang' }, both('Zhao Min and the director at the Kunming reference site. He talked to his old comrade for an hour, alone.', '赵敏陪局长看昆明样板点。他和老战友单独谈了一个小时。'), by = 'zhao.min' },
      { -330, 'meeting', { 'liu.min', 'gao.yang', 'zhu.jun', 'ma.qiang' }, both('Trial exchange in the county: 3,000 lines in one night, no complaint. Zhu Jun did the last cut himself.', '县局试验：一夜割接 3000 线，零投诉。最后一刀是朱军自己割的。') },
      { -300, 'meeting', { 'wu.lei', 'zheng.jie', 'qian.yong' }, both('Tender documents. Payment in four parts; the supply bureau wants spare parts priced apart.', '标书答疑。分四笔付款；供应局要求备件单独报价。') },
      { -262, 'meeting', { 'chen.gang', 'sun.hao' }, both('Bid evaluation: first in technology, second in price. Sun Hao found our papers without a fault.', '评标：技术第一，价格第二。孙浩说我们的文件挑不出毛病。') },
      { -241, 'meeting', { 'zhou.guoqiang', 'shen.zheng' }, both('Decision review. Discipline inspection asked two questions about the reference visit; all receipts were there.', '决策评审会。纪监处问了样板点参观的两个问题，票据齐全。'), by = 'zhao.min' },
      { -180, 'visit', { 'gao.yang' }, both('Cut-over of the city: 210,000 lines in four nights.', '市区割接：四夜 21 万线。'), by = 'marta.novak' },
      { -95, 'visit', { 'liu.min', 'lin.fang', 'tang.yan' }, both('Flood. Three halls by boat, no outage. Lin Fang asks about voice mail and ring tones.', '汛期。三个机房坐船进，通信未断。林芳问起语音信箱和彩铃。') },
      { -66, 'meeting', { 'sun.hao', 'wu.lei', 'zheng.jie' }, both('Final papers of the 46 sites. Wu Lei is to write the standard for the other cities of the province.', '46 个局点竣工资料移交。省里让吴磊牵头写割接规范。') },
      { -40, 'meeting', { 'lin.fang', 'chen.gang' }, both('Platform for value-added services: opened as a deal of its own.', '增值业务平台，单独立项。') },
      { -28, 'visit', { 'zhou.guoqiang', 'he.ming' }, both('The director shows our network to a delegation. He Ming asks whether we would train his new engineers.', '局长带代表团看我们的网。贺明问能不能帮他培训新来的工程师。'), by = 'zhao.min' },
      { -4, 'meeting', { 'liu.min' }, both('Quarterly service review. Longest repair 4:10 h; she wants the two engineers to stay.\n- [ ] Draft of the joint laboratory [owner:: li.wei] [due:: {+10}] [next:: yes]\n- [ ] Last payment [owner:: zheng.jie] [due:: {+20}]', '季度服务回顾。最长修复 4 小时 10 分；她希望两名工程师留下。\n- [ ] 联合实验室方案初稿 [owner:: li.wei] [due:: {+10}] [next:: yes]\n- [ ] 最后一笔回款 [owner:: zheng.jie] [due:: {+20}]') },
    },
    steps = {
      { -506, 'competitor', id = 'huateng', name = both('Huateng', '华腾通信'), fields = {
        { 'products', '[H8 softswitch, H9 core]' }, { 'focus', both('installed base of the province', '全省存量') },
        { 'policy', both('credit for old equipment', '旧机折价') },
      } },
      { -506, 'competitor', id = 'northnet', name = both('Northnet', '北方网络'), fields = {
        { 'products', '[N2 cloud switch]' }, { 'focus', both('first references in cities', '争取地市样板') },
        { 'policy', both('low price for pilots', '低价试点') },
      } },
      { -500, 'rows', heading = 'relationships', rows = {
        { 'zhou.guoqiang', 'chen.gang', 'subordinate', '' },
        { 'chen.gang', 'liu.min', 'subordinate', '' },
        { 'liu.min', 'gao.yang', 'subordinate', '' },
        { 'gao.yang', 'liu.min', 'teacher', both('she brought him into the centre', '当年是她把他带进网管中心的') },
        { 'zhou.guoqiang', 'cao.ying', 'secretary', both('keeps his calendar', '管他的日程') },
      } },
      { -468, 'rows', heading = 'stakeholders', rows = {
        { 'zhu.jun', 'technical', '', 'opponent', '2', 'respect', 'chen.yu', '', '' },
      } },
      { -467, 'rows', heading = 'relationships', rows = { { 'liu.min', 'zhu.jun', 'subordinate', '' } } },
      { -460, 'cells', heading = 'procurement', key = 'construction-plan', cells = { state = both('done', '完成'), date = '{-498}' } },
      { -448, 'cells', heading = 'procurement', key = 'planning-review', cells = { state = both('done', '完成'), date = '{-450}' } },
      { -440, 'rows', heading = 'factors', header = 'linjiang_factors', rows = {
        { 'stability', '30', '8', '9', '5', '[[log#{-455}]]' },
        { 'service', '25', '9', '6', '4', '[[log#{-470}]]' },
        { 'function', '20', '8', '7', '7', '[[log#{-455}]]' },
        { 'value', '10', '8', '7', '5', '[[log#{-430}]]' },
        { 'price', '10', '6', '6', '9', '[[log#{-455}]]' },
        { 'delivery-time', '5', '7', '8', '6', '[[log#{-505}]]' },
      } },
      { -453, 'rows', heading = 'stakeholders', rows = {
        { 'lin.fang', 'management', '', 'neutral', '3', 'achievement', 'li.wei', '', 'value-chain' },
        { 'feng.tao', 'technical', '', 'supporter', '2', 'growth', 'chen.yu', '', 'knowledge' },
      } },
      { -452, 'rows', heading = 'relationships', rows = {
        { 'zhou.guoqiang', 'lin.fang', 'subordinate', '' },
        { 'chen.gang', 'feng.tao', 'subordinate', '' },
        { 'chen.gang', 'lin.fang', 'fellow-student', both('same year at the institute of telecommunication', '邮电学院同届') },
      } },
      { -429, 'rows', heading = 'stakeholders', rows = {
        { 'sun.hao', 'management', 'decision-maker', 'sceptic', '4', 'respect', 'zhao.min', '', '' },
        { 'wu.lei', 'management', 'decision-maker', 'neutral', '3', 'position', 'chen.yu', '', '' },
        { 'zheng.jie', 'management', 'decision-maker', 'neutral', '3', 'unity', 'zhao.min', '', '' },
        { 'qian.yong', 'management', '', 'sceptic', '2', 'respect', 'li.wei', '', '' },
        { 'he.ming', 'management', 'decision-maker', 'neutral', '2', 'unity', '', '', '' },
      } },
      { -425, 'rows', heading = 'relationships', rows = {
        { 'zhou.guoqiang', 'sun.hao', 'subordinate', '' },
        { 'zhou.guoqiang', 'he.ming', 'subordinate', '' },
        { 'sun.hao', 'wu.lei', 'subordinate', '' },
        { 'sun.hao', 'zheng.jie', 'subordinate', '' },
        { 'sun.hao', 'qian.yong', 'subordinate', '' },
        { 'he.ming', 'cao.ying', 'subordinate', '' },
        { 'zhou.guoqiang', 'yang.bo', 'served-together', both('Yang Bo looks after our reference site in Kunming', '昆明样板点归杨波管') },
        { 'sun.hao', 'wang.lei', 'fellow-student', both('knows Huateng\'s manager from there, too', '与华腾经理也是同学') },
        { 'he.ming', 'zhou.guoqiang', 'benefactor', both('who fetched him from the county', '是局长把他从县局调上来的') },
      } },
      { -424, 'cells', heading = 'stakeholders', key = 'zhou.guoqiang', cells = { aim = 'break-through', ways = 'reference-site, leader-call, old-ties' }, by = 'zhao.min' },
      { -420, 'cells', heading = 'procurement', key = 'solution-justification', cells = { state = both('done', '完成'), date = '{-422}' } },
      { -416, 'cells', heading = 'procurement', key = 'tender-drafting', cells = { state = both('running', '进行中'), date = '{-417}' } },
      { -387, 'cells', heading = 'stakeholders', key = 'zhou.guoqiang', cells = { stance = 'neutral' }, by = 'zhao.min' },
      { -390, 'rows', heading = 'stakeholders', rows = {
        { 'shen.zheng', 'support', '', 'neutral', '2', '', 'zhao.min', '', '' },
        { 'han.mei', 'support', '', 'unknown', '1', '', '', '', '' },
      }, by = 'zhao.min' },
      { -389, 'rows', heading = 'relationships', rows = {
        { 'zhou.guoqiang', 'shen.zheng', 'subordinate', '' },
        { 'he.ming', 'han.mei', 'subordinate', '' },
      }, by = 'zhao.min' },
      { -386, 'met', review = 'approval-1', text = both('Meet the bureau director', '与局长当面见一次'), by = 'zhao.min' },
      { -383, 'met', review = 'approval-1', text = both('Get a date for the Centrex', '向研发要到商务总机'), by = 'chen.yu' },
      { -379, 'rows', file = '2-planning.md', heading = 'layer_strategy', header = 'layer_strategy', rows = {
        { 'decision', 'break-through', 'reference-site, old-ties', both('two comrades alone at the reference site', '让两位老战友在样板点单独谈') },
        { 'management', 'break-through', 'knowledge', both('papers without a fault; every promise in writing', '文件挑不出毛病，承诺落到纸上') },
        { 'technical', 'consolidate', 'knowledge', both('night shifts together, trial in the county', '一起值夜班，县局先试') },
        { 'support', '', '', both('be punctual, thank them, ask for nothing', '守时、致谢、不添麻烦') },
      } },
      { -375, 'cells', heading = 'stakeholders', key = 'chen.gang', cells = { aim = 'break-through', ways = 'knowledge, site-inspection' } },
      { -374, 'cells', heading = 'stakeholders', key = 'sun.hao', cells = { aim = 'break-through', ways = 'informal, go-between' }, by = 'zhao.min' },
      { -378, 'write', parts = {
        { 'swot', both(
          'The project strategy follows from these lines: the quietest cut-over wins, not the cheapest box.',
          '项目策略由下列各条得出：比谁割接最平稳，不比谁便宜。') },
      }, file = '2-planning.md' },
      { -377, 'rows', file = '2-planning.md', heading = 'swot', rows = {
        { 's1', 'S', both('night cut-overs with our own people [[1-concept#^rival-elements]]', '自有队伍夜间割接 [[1-concept#^rival-elements]]'), both('trial exchange in the county', '县局试验局') },
        { 's2', 'S', both('Kunming as reference [[1-concept#^relations-network]]', '昆明样板点 [[1-concept#^relations-network]]'), both('bring the director there', '请局长实地看') },
        { 'w1', 'W', both('no voice equipment here so far [[1-concept#^self-sales]]', '此前没有语音设备 [[1-concept#^self-sales]]'), both('two engineers on site for five years', '两名工程师常驻五年') },
        { 'w2', 'W', both('late delivery in the past [[linjiang-telecom#^company-records]]', '历史上晚交货 [[linjiang-telecom#^company-records]]'), both('penalty that we offer ourselves', '主动提出违约金') },
        { 'o1', 'O', both('province measures new services [[1-concept#^need-reason]]', '省公司考核新业务 [[1-concept#^need-reason]]'), both('Centrex for the port as first service', '港口商务总机打头') },
        { 'o2', 'O', both('flood season sets the date [[linjiang-telecom#^env-location]]', '汛期锁定工期 [[linjiang-telecom#^env-location]]'), both('finish three weeks before', '提前三周完工') },
        { 't1', 'T', both('Huateng gives credit for old equipment [[1-concept#^rival-policy]]', '华腾旧机折价 [[1-concept#^rival-policy]]'), both('match it from the marketing budget', '用市场费用跟进') },
        { 't2', 'T', both('Northnet below cost [[1-concept#^rival-policy]]', '北方网络低于成本 [[1-concept#^rival-policy]]'), both('let stability weigh in the evaluation', '评标中提高稳定性权重') },
      } },
      { -376, 'rows', heading = 'goals', header = 'goals', rows = {
        { 'g1', both('Contract before the flood', '汛期前签约'), both('8 million or more', '800 万以上'), '{-410}', '{-235}', both('reached', '已达成') },
        { 'g2', both('First in the technical evaluation', '技术标第一'), both('evaluation report', '评标报告'), '{-380}', '{-262}', both('reached', '已达成') },
        { 'g3', both('Director supports us', '局长支持'), both('says so in the decision review', '决策评审会上表态'), '{-400}', '{-240}', both('reached', '已达成') },
        { 'g4', both('Spend below budget', '费用不超预算'), '260,000', '{-520}', '{+60}', '' },
      } },
      { -374, 'rows', heading = 'plan', header = 'plan', rows = {
        { 'p1', both('Reference visit with the director', '局长参观样板点'), 'zhao.min', '{-400}', '{-388}', both('done', '完成'), '' },
        { 'p2', both('Trial exchange in the county', '县局试验局'), 'chen.yu', '{-370}', '{-330}', both('done', '完成'), 'p1' },
        { 'p3', both('Answer to the tender', '投标文件'), 'li.wei', '{-310}', '{-285}', both('done', '完成'), 'p2' },
        { 'p4', both('Technical clarification', '技术澄清'), 'chen.yu', '{-285}', '{-262}', both('done', '完成'), 'p3' },
        { 'p5', both('Commercial negotiation', '商务谈判'), 'li.wei', '{-262}', '{-242}', both('done', '完成'), 'p4' },
        { 'p6', both('Plan of the cut-over', '割接方案'), 'marta.novak', '{-300}', '{-245}', both('done', '完成'), 'p2' },
      } },
      { -373, 'rows', heading = 'control', header = 'control', rows = {
        { both('Spend against budget', '费用与预算'), 'li.wei', both('2 weeks', '每两周'), '{+4}' },
        { both('Stance of the deputies', '副局长的态度'), 'zhao.min', both('monthly', '每月'), '{+11}' },
        { both('Dates of the customer\'s flow', '客户流程的节点'), 'li.wei', both('weekly', '每周'), '{-1}' },
      } },
      { -329, 'cells', heading = 'stakeholders', key = 'zhu.jun', cells = { stance = 'neutral' }, by = 'chen.yu' },
      { -328, 'rows', heading = 'stakeholders', rows = { { 'ma.qiang', 'technical', '', 'neutral', '2', 'respect', 'chen.yu', '', '' } }, by = 'chen.yu' },
      { -327, 'rows', heading = 'relationships', rows = {
        { 'liu.min', 'ma.qiang', 'subordinate', '' },
        { 'ma.qiang', 'zhu.jun', 'friend', both('fishing', '一起钓鱼') },
      }, by = 'chen.yu' },
      { -326, 'cells', heading = 'stakeholders', key = 'liu.min', cells = { stance = 'champion' } },
      { -325, 'cells', heading = 'stakeholders', key = 'gao.yang', cells = { stance = 'champion' }, by = 'chen.yu' },
      { -298, 'cells', heading = 'stakeholders', key = 'qian.yong', cells = { stance = 'neutral' } },
      { -322, 'cells', heading = 'procurement', key = 'tender-drafting', cells = { state = both('done', '完成'), date = '{-324}' } },
      { -302, 'cells', heading = 'procurement', key = 'tender-issue', cells = { state = both('done', '完成'), date = '{-304}' } },
      { -290, 'set', fields = { { 'value', '8600000' } } },
      { -301, 'rows', file = '3-negotiation.md', heading = 'compliance', header = 'compliance', rows = {
        { '1.1', both('Dual nodes, each carries the full load', '双节点，单节点可承载全部负荷'), 'full', '', 'chen.yu', '{-288}', both('done', '完成') },
        { '1.2', both('640,000 lines without a new licence', '64 万线，无需新增许可'), 'full', '', 'chen.yu', '{-288}', both('done', '完成') },
        { '1.3', both('Switch-over of a node within 60 s', '节点倒换不超过 60 秒'), '', '', 'chen.yu', '{-288}', '' },
        { '1.4', both('Centrex with 1,200 phones', '1200 部电话的商务总机'), '', '', 'chen.yu', '{-288}', '' },
        { '1.5', both('Billing by the interface of the province', '按省计费接口'), 'full', '', 'chen.yu', '{-288}', both('done', '完成') },
        { '2.1', both('Cut-over at night only', '只在夜间割接'), 'full', '', 'marta.novak', '{-288}', both('done', '完成') },
        { '2.2', both('Done before the flood season', '汛期前完工'), 'full', '', 'marta.novak', '{-288}', both('done', '完成') },
        { '2.3', both('No complaint in the first week', '首周零投诉'), '', '', 'marta.novak', '{-288}', '' },
        { '3.1', both('Four hours on site', '四小时到场'), 'full', '', 'marta.novak', '{-288}', both('done', '完成') },
        { '3.2', both('Spare parts in Linjiang', '临江本地备件'), 'full', '', 'li.wei', '{-288}', both('done', '完成') },
        { '4.1', both('Payment in four parts', '分四笔付款'), 'full', '', 'li.wei', '{-288}', both('done', '完成') },
        { '4.2', both('Credit for the old exchanges', '旧机折价'), '', '', 'li.wei', '{-288}', '' },
      } },
      { -289, 'cells', file = '3-negotiation.md', heading = 'compliance', key = '1.3', cells = {
        comply = 'partial', deviation = both('90 s with all services', '全业务时 90 秒'), state = both('done', '完成'),
      } },
      { -289, 'cells', file = '3-negotiation.md', heading = 'compliance', key = '1.4', cells = {
        comply = 'alternative', deviation = both('by a patch in spring, until then with two groups', '春季补丁前分两组实现'), state = both('done', '完成'),
      } },
      { -289, 'cells', file = '3-negotiation.md', heading = 'compliance', key = '2.3', cells = {
        comply = 'none', deviation = both('nobody can promise that: four hours on site instead', '无法承诺，改为四小时到场'), state = both('done', '完成'),
      } },
      { -289, 'cells', file = '3-negotiation.md', heading = 'compliance', key = '4.2', cells = {
        comply = 'partial', deviation = both('only for those in service', '仅限在用设备'), state = both('done', '完成'),
      } },
      { -260, 'cells', heading = 'procurement', key = 'bid-evaluation', cells = { state = both('done', '完成'), date = '{-262}' } },
      { -259, 'cells', heading = 'stakeholders', key = 'sun.hao', cells = { stance = 'neutral' }, by = 'zhao.min' },
      { -258, 'cells', heading = 'stakeholders', key = 'chen.gang', cells = { stance = 'supporter' } },
      { -240, 'cells', heading = 'procurement', key = 'decision-review', cells = { state = both('done', '完成'), date = '{-241}' } },
      { -239, 'cells', heading = 'procurement', key = 'negotiation-signing', cells = { state = both('done', '完成'), date = '{-240}' } },
      { -228, 'rows', heading = 'payments', header = 'payments', rows = {
        { both('down payment', '预付款'), '{-225}', '2475000', '{-226}', '{-219}' },
        { both('delivery', '到货款'), '{-190}', '3300000', '{-188}', '{-170}' },
        { both('acceptance', '初验款'), '{-75}', '1650000', '{-74}', '{-52}' },
        { both('final acceptance', '终验款'), '{+20}', '825000', '', '' },
      } },
      { -238, 'cells', heading = 'stakeholders', key = 'zhou.guoqiang', cells = { stance = 'supporter', aim = 'consolidate', ways = 'leader-call, shared-interest' }, by = 'zhao.min' },
      { -94, 'cells', heading = 'stakeholders', key = 'lin.fang', cells = { stance = 'supporter' } },
      { -93, 'rows', heading = 'stakeholders', rows = { { 'tang.yan', 'support', '', 'supporter', '1', 'respect', 'li.wei', '', '' } } },
      { -92, 'rows', heading = 'relationships', rows = { { 'lin.fang', 'tang.yan', 'subordinate', '' } } },
      { -65, 'cells', heading = 'stakeholders', key = 'wu.lei', cells = { stance = 'supporter', influence = '4' }, by = 'chen.yu' },
      { -64, 'cells', heading = 'stakeholders', key = 'sun.hao', cells = { aim = 'consolidate', ways = 'informal' }, by = 'zhao.min' },
      { -27, 'cells', heading = 'stakeholders', key = 'he.ming', cells = { contact = 'zhao.min' }, by = 'zhao.min' },
      { -78, 'write', file = 'summary.md', parts = {
        { 'planned', both('9 million, ten months, 260,000 of pursuit budget, cut-over before the flood.', '900 万、十个月、销售费用 26 万、汛期前割接。') },
        { 'happened', both('8.25 million, nine and a half months. Second in price, first in everything that Chen Gang weighed.', '825 万，九个半月。价格第二，陈刚看重的各项都是第一。') },
        { 'repeated', both('Night shifts with the customer. Speaking of our old mistake first. The reference visit where two comrades could talk alone.', '陪客户值夜班；自己先说旧账；样板点让两位老战友单独谈。') },
        { 'avoided', both('Counting on a patch without a date from the laboratory.', '没拿到研发日期就指望补丁。') },
      } },
    },
  },
  {
    id = both('linjiang-value-added-services', '临江增值业务平台'),
    parent = 'linjiang-softswitch',
    title = both('Linjiang value-added services', '临江增值业务平台'),
    account = 'linjiang-telecom',
    kind = 'C', profile = 'full', owner = 'li.wei', team = { 'chen.yu', 'marta.novak', 'zhao.min' }, value = 2400000, budget = 70000, source = 'customer-talk', close = '{+210}',
    summary = both(
      'Voice mail, ring tones and conference calls from a platform that the bureau rents by subscriber and month.',
      '语音信箱、彩铃、电话会议，由电信局按用户按月租用。'
    ),
    opened = -39, progress = 0.5, last = -6,
    contacts = {
      { -6, 'call', { 'lin.fang' }, both('She expects 40,000 users in the first year.\n- [ ] Business case with Lin Fang [owner:: li.wei] [due:: {+8}] [next:: yes]', '她预计首年 4 万用户。\n- [ ] 与林芳一起做商业测算 [owner:: li.wei] [due:: {+8}] [next:: yes]') },
    },
  },
}
