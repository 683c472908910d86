---Columns of tables that new notes lack.
return {
  layer_strategy = {
    en = { 'layer', 'aim', 'ways', 'strategy' },
    zh = { '层级', '目标', '途径', '策略' },
  },
  compliance = {
    en = { 'id', 'requirement', 'answer', 'deviation', 'owner', 'due', 'state' },
    zh = { '编号', '招标要求', '应答', '偏离说明', '负责人', '到期', '状态' },
  },
  payments = {
    en = { 'milestone', 'due', 'amount', 'invoiced', 'paid' },
    zh = { '里程碑', '到期', '金额', '开票', '到账' },
  },
  targets = {
    en = { 'period', 'amount', 'currency' },
    zh = { '期间', '金额', '币种' },
  },
  goals = {
    en = { 'id', 'goal', 'measure', 'start', 'end', 'state' },
    zh = { '编号', '目标', '衡量标准', '开始', '结束', '状态' },
  },
  plan = {
    en = { 'id', 'task', 'owner', 'start', 'end', 'state', 'after' },
    zh = { '编号', '任务', '负责人', '开始', '结束', '状态', '前置任务' },
  },
  control = {
    en = { 'watched', 'owner', 'every', 'next' },
    zh = { '监控内容', '负责人', '频次', '下次' },
  },
  linjiang_factors = {
    en = { 'factor', 'weight', 'us', 'huateng', 'northnet', 'evidence' },
    zh = { '因素', '权重', '我方', 'huateng', 'northnet', '依据' },
  },
}
