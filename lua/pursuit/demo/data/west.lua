---Deals in the west. Days count from today; `left`: when each stage was left. `{+3}` in a text is the date in three days.
local TEAM = { 'chen.yu', 'marta.novak' }

return {
  {
    id = 'metro-ring',
    title = { en = 'Metro ring protection', zh = '地铁环网保护改造' },
    account = 'city-transit',
    kind = 'B', profile = 'full', owner = 'li.wei', team = TEAM, value = 640000, currency = 'EUR', budget = 16000, source = 'regular-meeting',
    close = '{+95}', flow = 'negotiated', guest = 'nora.weiss',
    summary = {
      en = 'The fibre ring of line 3 was cut twice last winter, and trains stood for four hours. Operations wants protection switching below 50 ms before the next timetable.',
      zh = '去年冬天 3 号线光纤环网两次中断，列车停运四小时。运营部门要求在下一版时刻表之前实现 50 毫秒以内的保护倒换。',
    },
    opened = -160, left = { -95 }, progress = 1, last = -5, review = { day = -3 },
    chain = {
      { 'nora.weiss', 'management', 'decision-maker', 'champion', '4', 'growth, respect', 'li.wei', '', 'reference-site' },
      { 'karl.jung', 'decision', 'key-decision-maker', 'supporter', '5', 'achievement', 'zhao.min', 'consolidate', 'leader-call' },
      { 'omar.said', 'technical', '', 'supporter', '2', 'growth', 'chen.yu', '', 'knowledge' },
    },
    rivals = {
      { 'Ringtec', { en = 'optical ring, 30 ms', zh = '光环网，30 毫秒' }, { en = 'metro lines', zh = '地铁线路' }, { en = 'low entry price, dear spares', zh = '低价进入，备件昂贵' }, { en = 'high', zh = '高' } },
    },
    contacts = {
      { -158, 'meeting', { 'nora.weiss' }, { en = 'Monthly meeting. She showed the incident report of the second cut; the board asked her for a plan by summer.', zh = '例会。她出示了第二次中断的事故报告，局里要求她夏天之前拿出方案。' } },
      { -92, 'visit', { 'nora.weiss', 'omar.said' }, { en = 'Walked the line with Omar: 14 stations have no second route into the building. That is the true need, not the switch.', zh = '与奥马尔走访线路：14 个车站没有第二路由进楼。真正的需求在这里，不在交换机。' } },
      { -30, 'visit', { 'karl.jung' }, { en = 'Zhao Min and I presented the reference of the Kessel tram. He wants to see it in operation.', zh = '和赵敏一起介绍了凯瑟尔有轨电车样板点，他想去现场看运行情况。' } },
      { -4, 'call', { 'nora.weiss' }, { en = 'Budget line is in the plan for next year, 650 k.\n- [ ] Send the agenda of the site visit [owner:: li.wei] [due:: {+4}] [next:: yes]', zh = '明年预算已列项，65 万欧元。\n- [ ] 发送样板点参观日程 [owner:: li.wei] [due:: {+4}] [next:: yes]' } },
    },
    steps = {
      { -60, 'set', fields = { { 'value', '640000' }, { 'probability', '60' } } },
    },
  },
  {
    id = 'grid-scada',
    title = { en = 'Grid control centre renewal', zh = '电网调度中心改造' },
    account = 'aurora-energy',
    kind = 'D', profile = 'full', owner = 'li.wei', team = { 'anna.berg', 'chen.yu' }, value = 920000, currency = 'EUR', budget = 28000, source = 'executive-visit',
    close = '{+70}', flow = 'enterprise', guest = 'sven.lund',
    summary = {
      en = 'The control system goes out of support in two years. Aurora wants one supplier for network, servers and the room, and a rehearsal of the change-over.',
      zh = '现有调度系统两年后停止支持。极光能源希望网络、服务器、机房由一家供应商总包，并要求切换演练。',
    },
    opened = -230,
    left = {
      -180,
      {
        day = -70, decision = 'conditional', partly = { ['crit-rivals-known'] = 'partly' },
        conditions = {
          { text = { en = 'Find out what Gridware offered in the last round', zh = '摸清对手格瑞德上一轮的报价' }, owner = 'li.wei', due = '{+10}', ['for'] = 'crit-rivals-known' },
        },
      },
    },
    progress = 0.75, last = -4,
    chain = {
      { 'sven.lund', 'management', 'decision-maker', 'supporter', '4', 'achievement', 'li.wei', '', 'knowledge' },
      { 'leif.dahl', 'decision', 'key-decision-maker', 'sceptic', '5', 'unity', 'anna.berg', 'break-through', 'leader-call, value-chain' },
    },
    components = {
      { { en = 'Control room network', zh = '调度网络' }, '310000', 'chen.yu' },
      { { en = 'Servers and storage', zh = '服务器与存储' }, '350000', 'li.wei' },
      { { en = 'Video wall and room', zh = '大屏与机房' }, '180000', 'li.wei' },
      { { en = 'Change-over and training', zh = '切换与培训' }, '80000', 'marta.novak' },
    },
    contacts = {
      { -228, 'visit', { 'sven.lund' }, { en = 'Executive visit. He fears the change-over more than the price.', zh = '高层拜访。他担心的不是价格，而是切换。' } },
      { -120, 'meeting', { 'leif.dahl' }, { en = 'Finance wants leasing on the table. He has worked with Gridware for ten years.', zh = '财务要求提供租赁方案。他与格瑞德合作了十年。' }, by = 'anna.berg' },
      { -6, 'meeting', { 'sven.lund' }, { en = 'Rehearsal plan accepted in principle.\n- [ ] Split the plan of the change-over into work packages [owner:: chen.yu] [due:: {+6}]', zh = '切换演练方案原则通过。\n- [ ] 把切换方案分解到工作包 [owner:: chen.yu] [due:: {+6}]' } },
    },
    steps = { { -115, 'set', fields = { { 'value', '920000' }, { 'margin', '205000' } } } },
  },
  {
    id = 'turbine-monitoring',
    title = { en = 'Turbine condition monitoring', zh = '风机状态监测服务' },
    account = 'aurora-energy',
    kind = 'C', profile = 'full', owner = 'anna.berg', team = TEAM, value = 380000, currency = 'EUR', budget = 11000, source = 'tech-support', close = '{+25}',
    flow = 'enterprise', guest = 'eva.storm',
    summary = {
      en = 'Sensors and an alarm service for 86 turbines, paid by turbine and month. Saves one helicopter flight in three.',
      zh = '为 86 台风机提供传感器和告警服务，按台按月付费，可减少三分之一的直升机出勤。',
    },
    opened = -300, left = { -262, -190, -110 }, progress = 1, last = -20,
    review = {
      day = -12, decision = 'conditional', partly = { ['crit-risks'] = 'partly' },
      conditions = {
        { text = { en = 'Cap the liability for lost feed-in', zh = '限定发电损失的赔偿上限' }, owner = 'anna.berg', due = '{+8}', ['for'] = 'crit-risks' },
      },
    },
    chain = {
      { 'eva.storm', 'technical', '', 'champion', '3', 'growth', 'anna.berg', '', 'knowledge' },
      { 'leif.dahl', 'decision', 'key-decision-maker', 'neutral', '5', 'unity', 'anna.berg', 'break-through', 'value-chain' },
    },
    contacts = {
      { -298, 'call', { 'eva.storm' }, { en = 'A gearbox failed without warning; repair took eleven weeks because no ship was free.', zh = '一台齿轮箱无预警故障，因没有船期修了十一周。' } },
      { -150, 'visit', { 'eva.storm' }, { en = 'Trial on six turbines: two bearings found before they failed.', zh = '六台风机试点：提前发现两处轴承隐患。' } },
      { -10, 'meeting', { 'leif.dahl' }, { en = 'He compares us with a helicopter contract. Decision in the board meeting.\n- [ ] Board paper with the saved flights [owner:: anna.berg] [due:: {+5}] [next:: yes]', zh = '他拿我们和直升机合同比较，董事会上决定。\n- [ ] 准备董事会材料，写清节省的出勤次数 [owner:: anna.berg] [due:: {+5}] [next:: yes]' } },
    },
    steps = {
      { -125, 'set', fields = { { 'recurring', '{amount: 6300, period: month, count: 60, start: {+60}, notice: 90}' } } },
      { -15, 'set', fields = { { 'forecast', 'commit' } } },
    },
  },
  {
    id = 'campus-wifi',
    title = { en = 'Campus Wi-Fi', zh = '园区无线网' },
    account = 'unilab',
    kind = 'B', profile = 'small', owner = 'anna.berg', team = { 'marta.novak' }, value = 86000, currency = 'EUR', budget = 2600, source = 'customer-talk', close = '{-98}',
    summary = {
      en = 'Wi-Fi for the four new laboratories, with operation for three years.',
      zh = '四栋新实验楼的无线网，含三年运维。',
    },
    opened = -210, left = { -170, -95 }, outcome = { day = -100, status = 'won', value = 84500 }, progress = 0.5, last = -3,
    contacts = {
      { -205, 'visit', { 'mia.falk' }, { en = 'Two start-ups threaten to move out if the network does not get better.', zh = '两家初创公司说网络再不改善就搬走。' } },
      { -101, 'meeting', { 'mia.falk', 'olaf.brandt' }, { en = 'Signed in the canteen. He asked about the data centre, too.', zh = '在食堂签的字，他顺带问起了数据中心。' } },
      { -3, 'visit', { 'mia.falk' }, { en = 'Building C is on the air, D next week.\n- [ ] Acceptance protocol for building C [owner:: marta.novak] [due:: {+9}]', zh = 'C 栋已开通，下周 D 栋。\n- [ ] C 栋验收单 [owner:: marta.novak] [due:: {+9}]' }, by = 'marta.novak' },
    },
  },
  {
    id = 'nurse-call',
    title = { en = 'Nurse call over the house network', zh = '护理呼叫系统联网' },
    account = 'st-anna',
    kind = 'B', profile = 'standard', owner = 'jonas.weber', team = { 'chen.yu', 'marta.novak' }, value = 240000, currency = 'EUR', budget = 7200, source = 'needs-summary',
    heir = { id = 'anna.berg', day = -300 },
    close = '{-270}', guest = 'clara.vogt',
    summary = {
      en = 'Calls from the beds went over a system of 1994. Now they reach the phone of the nurse who is nearest.',
      zh = '床头呼叫还在用 1994 年的系统。改造后呼叫直达最近的护士手机。',
    },
    opened = -460, left = { -400, -340, -265, -120 }, outcome = { day = -270, status = 'won' }, progress = 1, last = -48,
    chain = {
      { 'clara.vogt', 'management', 'decision-maker', 'champion', '4', 'respect', 'jonas.weber', '', 'reference-site' },
      { 'paul.renz', 'decision', 'key-decision-maker', 'supporter', '5', 'unity', 'zhao.min', 'consolidate', 'informal' },
    },
    contacts = {
      { -455, 'visit', { 'clara.vogt' }, { en = 'Spent a night shift on ward 4. Every second call was walked for nothing.', zh = '在四病区跟了一个夜班，一半的呼叫是白跑。' } },
      { -272, 'meeting', { 'paul.renz' }, { en = 'He signs if the old system stays in place for a month.', zh = '旧系统再并行一个月，他就签字。' } },
      { -130, 'visit', { 'clara.vogt' }, { en = 'Complaints about waiting are down by half. She will speak at the congress about it.', zh = '等候投诉减少一半，她将在年会上介绍。' } },
    },
    steps = {
      { -300, 'handover', by = 'zhao.min' },
      { -298, 'read_brief' },
      { -268, 'set', fields = { { 'recurring', '{amount: 9000, period: year, count: 1, start: {-270}, notice: 60}' } } },
      { -12, 'renew', title = { en = 'Nurse call service, second year', zh = '护理呼叫系统维保（第二年）' }, kind = 'C', value = 9000 },
      { -45, 'write', file = 'summary.md', parts = {
        { 'planned', { en = 'Three houses in nine months, 240,000, two engineers.', zh = '九个月完成三家医院，24 万欧元，两名工程师。' } },
        { 'happened', { en = 'Three houses in five months; the wards wanted to be next.', zh = '五个月完成三家医院，各病区争着先上。' } },
        { 'repeated', { en = 'The night shift: nobody doubted the need afterwards.', zh = '跟夜班：之后再没有人怀疑需求。' } },
        { 'avoided', { en = 'Telling facility management last.', zh = '最后才通知后勤部门。' } },
      } },
      { -40, 'close', status = 'done' },
    },
  },
  {
    id = 'pump-telemetry',
    title = { en = 'Pump telemetry', zh = '泵站遥测' },
    account = 'bluewater',
    kind = 'C', profile = 'standard', owner = 'anna.berg', team = { 'chen.yu' }, value = 310000, currency = 'EUR', budget = 9000, source = 'market-research', close = '{+140}',
    summary = {
      en = 'Readings from 420 pumps by radio, paid per pump and year, instead of a van that drives round.',
      zh = '420 台泵无线抄数，按台按年付费，取代开车巡检。',
    },
    opened = -140, left = { -62 }, progress = 0.5, last = -6,
    contacts = {
      { -135, 'visit', { 'ines.soto' }, { en = 'The van needs nine days for one round. Leaks are found after a week.', zh = '巡检车转一圈要九天，漏水一周后才能发现。' } },
      { -64, 'meeting', { 'ines.soto', 'raul.vega' }, { en = 'The control room wants alarms, not tables.', zh = '调度中心要的是告警，不是报表。' } },
      { -6, 'call', { 'raul.vega' }, { en = 'Radio test in the hills worked at 38 of 40 sites.\n- [ ] Find antennas for the two valleys [owner:: chen.yu] [due:: {+12}]', zh = '山区测试 40 个点位通了 38 个。\n- [ ] 两个山谷点位选天线 [owner:: chen.yu] [due:: {+12}]' } },
    },
  },
  {
    id = 'datacentre-fabric',
    title = { en = 'Data centre fabric', zh = '数据中心网络' },
    account = 'unilab',
    kind = 'B', profile = 'full', owner = 'anna.berg', team = TEAM, value = 780000, currency = 'EUR', budget = 21000, source = 'tender', close = '{-185}', flow = 'enterprise',
    guest = 'mia.falk',
    summary = {
      en = 'A new fabric for 60 racks, tendered openly. The institutes pay, the park decides.',
      zh = '60 个机柜的新网络，公开招标。研究所出钱，园区决策。',
    },
    opened = -380, left = { -345, -290, -215 }, progress = 0.7, last = -150,
    outcome = {
      day = -140, status = 'lost', reason = 'price', to = 'Norrtek', revisit = '{+0}',
      note = { en = '9 % below us, and a reference was worth it to them', zh = '比我们低 9%，为做样板不惜代价' },
    },
    rivals = {
      { 'Norrtek', { en = 'own silicon, cheap ports', zh = '自研芯片，端口便宜' }, { en = 'research', zh = '科研' }, { en = 'buys references', zh = '低价换样板' }, { en = 'high', zh = '高' } },
      { 'Velaris', { en = 'good automation', zh = '自动化较好' }, { en = 'banks', zh = '银行' }, { en = 'list price', zh = '按列表价' }, { en = 'low', zh = '低' } },
    },
    contacts = {
      { -375, 'meeting', { 'mia.falk' }, { en = 'Tender comes in autumn. She would rather not change the supplier.', zh = '秋季招标，她本人不想换供应商。' } },
      { -216, 'meeting', { 'olaf.brandt' }, { en = 'He counts ports, nothing else.', zh = '他只算端口单价。' } },
      { -139, 'call', { 'mia.falk' }, { en = 'Norrtek, 19 % below us, with two years of free service. Service was never in our comparison.', zh = '诺泰克中标，比我们低 19%，送两年服务。我们的对比里从没算过服务。' } },
    },
    steps = {
      { -262, 'postpone', key = 'close', date = '{-140}', reason = { en = 'the institutes have not agreed who pays', zh = '各研究所还没谈妥谁出钱' } },
      { -136, 'write', file = 'summary.md', parts = {
        { 'planned', { en = 'Win on automation, at 780,000.', zh = '靠自动化能力取胜，报价 78 万欧元。' } },
        { 'happened', { en = 'The one who decides counted ports. We learned it after the bid.', zh = '决策人只算端口，我们投标后才知道。' } },
        { 'avoided', { en = 'Going to the tender without a talk with the managing director.', zh = '没和总经理谈过就去投标。' } },
      } },
    },
  },
  {
    id = 'turbine-spares',
    title = { en = 'Spare switches for the wind farms', zh = '风场备用交换机' },
    account = 'aurora-energy',
    kind = 'A', profile = 'small', owner = 'anna.berg', value = 42000, currency = 'EUR', budget = 900, source = 'regular-meeting', close = '{+12}',
    summary = {
      en = 'Thirty switches on stock, called off over the year.',
      zh = '三十台备用交换机，全年按需提货。',
    },
    opened = -75, left = { -40 }, progress = 0.9, last = -3,
    contacts = {
      { -74, 'meeting', { 'eva.storm' }, { en = 'The store is empty since the storms.', zh = '风暴之后库房空了。' } },
      { -3, 'email', { 'eva.storm' }, { en = 'Offer sent, 42,000 for thirty.\n- [ ] Ask for the order number [owner:: anna.berg] [due:: {+3}] [next:: yes]', zh = '报价已发，三十台 4.2 万欧元。\n- [ ] 催订单号 [owner:: anna.berg] [due:: {+3}] [next:: yes]' } },
    },
  },
  {
    id = 'drone-survey',
    title = { en = 'Drone survey of the quays', zh = '码头无人机巡检' },
    account = 'port-authority',
    kind = 'C', profile = 'standard', owner = 'anna.berg', team = { 'chen.yu' }, value = 90000, currency = 'EUR', budget = 3000, source = 'media', close = '{+200}',
    summary = {
      en = 'Four flights a year along 11 km of quay, with a report of the damage found.',
      zh = '每年四次巡检 11 公里岸线，提交损伤报告。',
    },
    opened = -150, left = { -110 }, progress = 0.3, last = -66,
    outcome = { day = -60, status = 'paused', reason = { en = 'the authority reorganises its works department', zh = '港务局工程部门重组' }, date = '{+45}' },
    contacts = {
      { -146, 'call', { 'jens.holt' }, { en = 'Read about it in the port magazine and called us.', zh = '他在港口杂志上看到后打来电话。' } },
      { -62, 'call', { 'jens.holt' }, { en = 'Nobody knows who will own the quays after the reform. After new year again.', zh = '改制后码头归谁管还没定，年后再谈。' } },
    },
  },
  {
    id = 'rail-radio',
    title = { en = 'Track-side radio', zh = '沿线无线通信' },
    account = 'iberia-rail',
    kind = 'B', profile = 'full', owner = 'tom.hale', team = { 'chen.yu' }, value = 1450000, currency = 'EUR', budget = 40000, source = 'exhibition', close = '{+260}',
    flow = 'enterprise', guest = 'luis.prado', spend = { 0.28, 0.34 },
    summary = {
      en = 'Successor of the old train radio on 900 km. A tender is expected the year after next.',
      zh = '900 公里列车无线的更新换代，预计后年招标。',
    },
    opened = -190, left = { -140 }, progress = 0.4, last = -8,
    contacts = {
      { -188, 'meeting', { 'luis.prado' }, { en = 'Met at the trade show. Invited four people to the demo truck.', zh = '展会上认识，邀请了四人参观演示车。' } },
      { -100, 'visit', { 'luis.prado' }, { en = 'Demo drive, two days, with a hotel for the whole department.', zh = '两天演示，为整个部门订了酒店。' } },
      { -8, 'call', { 'luis.prado' }, { en = 'Still no word about the budget.\n- [ ] Get a date with Carmen Rey [owner:: tom.hale] [due:: {-1}]', zh = '预算仍无消息。\n- [ ] 约卡门·雷伊见面 [owner:: tom.hale] [due:: {-1}]' } },
    },
  },
  {
    id = 'water-scada',
    title = { en = 'Waterworks control system', zh = '水厂控制系统' },
    account = 'bluewater',
    kind = 'B', profile = 'full', owner = 'tom.hale', team = { 'chen.yu' }, value = 520000, currency = 'EUR', budget = 18000, source = 'tech-exchange', close = '{+180}', spend = { 0.48 },
    summary = {
      en = 'Replace the control of four waterworks. The wish comes from the control room; the board has not heard of it.',
      zh = '四座水厂控制系统更新。需求来自调度中心，董事会尚不知情。',
    },
    opened = -80, progress = 0.6, last = -4,
    contacts = {
      { -78, 'visit', { 'raul.vega' }, { en = 'Full-day workshop with catering for twelve.', zh = '全天交流会，十二人用餐。' } },
      { -5, 'call', { 'raul.vega' }, { en = 'He will ask his boss.\n- [ ] Prepare a trip to the reference plant [owner:: tom.hale] [due:: {+20}]', zh = '他去问领导。\n- [ ] 准备样板水厂考察 [owner:: tom.hale] [due:: {+20}]' } },
    },
  },
  {
    id = 'plant-7-video',
    title = { en = 'Plant 7 video', zh = '七厂视频监控' },
    account = 'steelco',
    kind = 'B', profile = 'standard', owner = 'tom.hale', team = { 'chen.yu' }, value = 200000, currency = 'EUR', budget = 9000, source = 'media', close = '{-90}', spend = { 0.82 },
    summary = {
      en = 'Cameras for the hot strip mill. Read about the extension in the newspaper.',
      zh = '热轧线摄像监控。从报纸上得知扩建消息。',
    },
    opened = -260, progress = 0.8, last = -150,
    outcome = { day = -140, status = 'lost', reason = 'no-budget' },
    contacts = {
      { -255, 'visit', { 'uwe.kranz' }, { en = 'Brought three cameras to try.', zh = '带了三台摄像机试用。' } },
      { -141, 'call', { 'uwe.kranz' }, { en = 'There never was a budget. The trial cameras may be collected.', zh = '从来没有预算，试用摄像机可以取回。' } },
    },
    steps = {
      { -137, 'write', file = 'summary.md', parts = {
        { 'avoided', { en = 'Lending cameras before anybody had spoken of a budget.', zh = '还没人谈到预算就先借出样机。' } },
      } },
    },
  },
  {
    id = 'ticketing',
    title = { en = 'Ticketing network and gates', zh = '票务网络与闸机' },
    account = 'iberia-rail',
    kind = 'D', profile = 'full', owner = 'tom.hale', team = TEAM, value = 1100000, currency = 'EUR', budget = 32000, source = 'executive-visit', close = '{+220}',
    flow = 'enterprise', guest = 'luis.prado', spend = { 0.22, 0.41 },
    summary = {
      en = 'Gates for 40 stations with the network behind them.',
      zh = '40 个车站的闸机及其网络。',
    },
    opened = -270, left = { -225 }, progress = 1, last = -58,
    review = {
      day = -50, decision = 'hold',
      reason = { en = 'the director has not been met; more than half of the budget is spent', zh = '还没见到总监，费用已过半' },
    },
    components = {
      { { en = 'Gates', zh = '闸机' }, '760000', 'tom.hale' },
      { { en = 'Network', zh = '网络' }, '250000', 'chen.yu' },
      { { en = 'Installation', zh = '安装' }, '90000', 'marta.novak' },
    },
    contacts = {
      { -265, 'visit', { 'luis.prado' }, { en = 'He likes the glass gates.', zh = '他喜欢玻璃闸机。' } },
      { -120, 'visit', { 'luis.prado' }, { en = 'Factory tour with eight guests.', zh = '八人参观工厂。' } },
      { -30, 'call', { 'luis.prado' }, { en = 'A date with the director is promised.\n- [ ] Meeting with Carmen Rey [owner:: zhao.min] [due:: {+15}] [next:: yes]', zh = '答应安排总监会面。\n- [ ] 与卡门·雷伊会面 [owner:: zhao.min] [due:: {+15}] [next:: yes]' } },
    },
  },
  {
    id = 'mes-link',
    title = { en = 'Network for the production system', zh = '生产系统网络' },
    account = 'steelco',
    kind = 'B', profile = 'full', owner = 'sofia.rossi', team = { 'chen.yu' }, value = 460000, currency = 'EUR', budget = 14000, source = 'tender', close = '{+30}', flow = 'enterprise',
    summary = {
      en = 'The tender came by post, the offer was due in three weeks.',
      zh = '标书寄到时，离投标只有三周。',
    },
    opened = -120,
    left = {
      { day = -112, override = { en = 'the offer is due, there is no time for the review', zh = '投标在即，来不及评审' }, progress = 0.1 },
      { day = -104, override = { en = 'same tender, same deadline', zh = '同一标书，同一期限' }, progress = 0.1 },
      { day = -95, override = { en = 'we negotiate already', zh = '已经在谈判' }, progress = 0.1 },
    },
    progress = 0.4, last = -5,
    contacts = {
      { -118, 'email', { 'uwe.kranz' }, { en = 'Asked for the tender documents.', zh = '索取标书。' } },
      { -20, 'meeting', { 'ruth.adler' }, { en = 'She asks who else uses this. I had no list.', zh = '她问还有谁在用，我手头没有名单。' } },
      { -5, 'call', { 'uwe.kranz' }, { en = 'Second round of prices next week.\n- [ ] Price for the second round [owner:: sofia.rossi] [due:: {+2}] [next:: yes]', zh = '下周第二轮报价。\n- [ ] 第二轮报价 [owner:: sofia.rossi] [due:: {+2}] [next:: yes]' } },
    },
    steps = {
      { -60, 'close_items', ids = { 'channel', 'first-need', 'need-problem', 'need-kind', 'need-reason', 'need-budget', 'decision-flow' } },
      { -24, 'close_items', ids = { 'decision-chain', 'rival-product', 'rival-focus', 'rival-policy', 'self-product', 'need-true' } },
      { -10, 'close_items', ids = { 'goal-principles', 'strategy-swot', 'strategy-project', 'plan-wbs' } },
    },
  },
  {
    id = 'station-cctv',
    title = { en = 'Station cameras', zh = '车站视频监控' },
    account = 'city-transit',
    kind = 'B', profile = 'full', owner = 'sofia.rossi', team = TEAM, value = 530000, currency = 'EUR', budget = 15000, source = 'tender', close = '{-160}', flow = 'negotiated',
    guest = 'nora.weiss',
    summary = {
      en = 'Cameras for 22 stations, bought because the neighbour line has them.',
      zh = '22 个车站的摄像监控，因为邻线已经装了。',
    },
    opened = -320,
    left = {
      { day = -310, override = { en = 'the customer wants an offer this week', zh = '客户本周就要报价' }, progress = 0.2 },
      { day = -300, override = { en = 'the offer is out', zh = '报价已发出' }, progress = 0.1 },
      { day = -288, override = { en = 'negotiation has begun', zh = '谈判已开始' }, progress = 0.1 },
      -150,
    },
    outcome = { day = -160, status = 'won', value = 498000 }, progress = 0.4, last = -12,
    contacts = {
      { -318, 'call', { 'nora.weiss' }, { en = 'An offer by Friday, please.', zh = '周五前给报价。' } },
      { -162, 'meeting', { 'nora.weiss', 'karl.jung' }, { en = 'Signed after a discount of 6 %.', zh = '让价 6% 后签约。' } },
      { -12, 'visit', { 'omar.said' }, { en = 'Nobody asked about the cabinets: five are full.\n- [ ] New cabinets for five stations [owner:: marta.novak] [due:: {+18}]', zh = '当初没人问机柜，有五个站已满。\n- [ ] 五个站加装机柜 [owner:: marta.novak] [due:: {+18}]' }, by = 'marta.novak' },
    },
    steps = {
      { -155, 'rows', heading = 'payments', header = 'payments', rows = {
        { { en = 'down payment', zh = '预付款' }, '{-150}', '149400', '{-153}', '{-139}' },
        { { en = 'delivery', zh = '到货款' }, '{-26}', '249000', '{-40}', '' },
        { { en = 'acceptance', zh = '验收款' }, '{+17}', '99600', '{-4}', '' },
      } },
      { -220, 'close_items', ids = { 'channel', 'first-need', 'need-problem', 'need-kind', 'need-reason', 'decision-flow', 'decision-chain' } },
      { -190, 'close_items', ids = { 'rival-product', 'rival-focus', 'self-market', 'self-sales', 'establish-team', 'establish-elements' } },
      { -175, 'close_items', ids = { 'goal-principles', 'goal-breakdown', 'strategy-swot', 'plan-activities', 'plan-key-tasks', 'plan-control' } },
    },
  },
  {
    id = 'cabling-frame',
    title = { en = 'Cabling, frame contract for two years', zh = '布线两年框架合同' },
    account = 'steelco',
    kind = 'A', profile = 'small', owner = 'anna.berg', value = 60000, currency = 'EUR', budget = 900, source = 'regular-meeting', close = '{-150}',
    summary = {
      en = 'Cords, panels and splicing for all plants at fixed prices; each plant calls off what it needs.',
      zh = '各工厂的跳线、配线架和熔接按固定单价供应，由工厂按需下单。',
    },
    opened = -200, left = { -185, -148, -140 }, outcome = { day = -150, status = 'won' }, progress = 1, last = -8,
    contacts = {
      { -199, 'meeting', { 'uwe.kranz' }, { en = 'He is tired of asking for an offer each time.', zh = '他不想每次都重新询价。' } },
      { -9, 'call', { 'uwe.kranz' }, { en = 'Plant 3 builds a hall in spring.\n- [ ] Send the price list for panels [owner:: anna.berg] [due:: {+12}]', zh = '三厂明年春天建新车间。\n- [ ] 发送配线架价目表 [owner:: anna.berg] [due:: {+12}]' } },
    },
    steps = { { -149, 'set', fields = { { 'frame', '{ceiling: 80000, from: {-150}, to: {+580}}' } } } },
  },
  {
    id = 'patch-stock',
    title = { en = 'Fibre patch cords, yearly stock', zh = '光纤跳线年度备货' },
    account = 'steelco',
    kind = 'A', profile = 'small', owner = 'anna.berg', value = 18000, currency = 'EUR', budget = 300, source = 'regular-meeting', close = '{-92}',
    summary = {
      en = 'The yearly call-off of patch cords.',
      zh = '每年一次的跳线采购。',
    },
    opened = -130, left = { -118, -90, -70 }, outcome = { day = -92, status = 'won' }, progress = 1, last = -52,
    contacts = {
      { -129, 'call', { 'uwe.kranz' }, { en = 'Same as last year, 10 % more.', zh = '和去年一样，多 10%。' } },
    },
    steps = {
      { -129, 'set', fields = { { 'parent', 'cabling-frame' } } },
      { -50, 'close', status = 'done' }, { -44, 'archive' },
    },
  },
  {
    id = 'platform-signs',
    title = { en = 'Platform signs', zh = '站台信息屏' },
    account = 'city-transit',
    kind = 'B', profile = 'standard', owner = 'sofia.rossi', team = { 'chen.yu' }, value = 150000, currency = 'EUR', budget = 4000, source = 'customer-talk', close = '{+120}',
    summary = {
      en = 'Signs that tell where the short trains stop.',
      zh = '提示短编组列车停靠位置的信息屏。',
    },
    opened = -26, progress = 0.3, last = -3,
    contacts = {
      { -25, 'visit', { 'omar.said' }, { en = 'Passengers run after the short trains every evening.', zh = '每天晚高峰都有乘客追着短编组跑。' } },
      { -4, 'call', { 'omar.said' }, { en = 'He draws where the signs would hang.\n- [ ] Fetch the drawings [owner:: sofia.rossi] [due:: {+7}]', zh = '他在画信息屏的安装位置。\n- [ ] 取图纸 [owner:: sofia.rossi] [due:: {+7}]' } },
    },
  },
}
