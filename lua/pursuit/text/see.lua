---Texts of pages about one deal.
return {
  -- decision chain
  decision_chain = { en = 'decision chain', zh = '决策链' },
  as_of = { en = 'as of {1}', zh = '截至 {1}' },
  covered = { en = 'covered {1} of {2}', zh = '已覆盖 {1}/{2}' },
  champion = { en = 'champion: {1}', zh = '铁杆支持：{1}' },
  no_contact = { en = 'no contact yet', zh = '尚无接触' },
  today = { en = 'today', zh = '今天' },
  days_ago = { en = '{1} d ago', zh = '{1} 天前' },
  no_layer = { en = 'no layer', zh = '未定层级' },
  step_of = { en = 'change {1} of {2}', zh = '第 {1}/{2} 次变化' },
  and_more = { en = '… and {1} more', zh = '…… 另有 {1} 项' },
  key_aims = { en = "everybody's aim and ways", zh = '显示每个人的目标和途径' },
  key_draw = { en = 'draw it into a file: .svg, .dot, .mmd', zh = '导出为图：.svg、.dot、.mmd' },
  drawn = { en = 'drawn: {1}', zh = '已导出：{1}' },
  ask_drawing = { en = 'File (.svg, .dot, .mmd):', zh = '文件（.svg、.dot、.mmd）：' },
  key_change_before = { en = 'the change before', zh = '上一次变化' },
  key_change_after = { en = 'the change after', zh = '下一次变化' },
  no_moves = { en = 'the chain has not changed since the deal began', zh = '决策链自项目开始以来没有变化' },
  first_move = { en = 'nothing is told of before that', zh = '之前没有记录' },
  last_move = { en = 'this is how it stands today', zh = '已是今天的决策链' },
  no_stakeholders = {
    en = 'nobody yet: write the people into the table Stakeholders of deal.md',
    zh = '还没有人：请在 deal.md 的“决策链成员”表中填写',
  },

  -- overview
  spent_of = { en = '{1} of {2}', zh = '{1} / {2}' },
  gate_open = { en = 'round {1}, not decided', zh = '第 {1} 轮，尚无结论' },
  gate_decided = { en = '{1}, round {2}, {3}', zh = '{1}，第 {2} 轮，{3}' },
  side_customer = { en = 'Customer', zh = '客户' },
  side_self = { en = 'Ourselves', zh = '自身' },
  side_rivals = { en = 'Competitors', zh = '对手' },
  side_money = { en = 'Value', zh = '金额' },
  side_cost = { en = 'Cost', zh = '费用' },
  side_next = { en = 'Next', zh = '下一步' },
  against_us = { en = '{1} against us', zh = '{1} 人对我方不利' },
  swot_counts = { en = 'S {1}  W {2}  O {3}  T {4}', zh = 'S {1}  W {2}  O {3}  T {4}' },
  unanswered = { en = '{1} findings without an answer', zh = '{1} 条没有对策', one = '1 finding without an answer' },
  money_value = { en = '{1} {2} × {3}% = {4}', zh = '{1} {2} × {3}% = {4}' },
  money_cost = {
    en = 'spent {1}, expected {2}, budget {3}, expected margin {4}',
    zh = '已发生 {1}，预计 {2}，预算 {3}，预期毛利 {4}',
  },

  -- plan
  plan_title = { en = 'goals and plan', zh = '目标与计划' },
  signing_on = { en = 'signing {1}', zh = '预计签约 {1}' },
  control_plan = { en = 'Control plan', zh = '控制计划' },
  no_plan = { en = 'no goals and no plan yet: the tables Goals and Plan of deal.md', zh = '还没有目标和计划：见 deal.md 的“目标”和“计划”表' },
}
