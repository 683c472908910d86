---Every text of the interface, in English and Chinese side by side. What the core says is in the core.
local M = {}

---{1}, {2} … are arguments.
local TEXTS = {
  -- what may be wrong
  no_workspace = {
    en = 'no workspace here: `:Pursuit init {dir}` makes one, or set vim.g.pursuit.workspace',
    zh = '这里没有工作区：用 `:Pursuit init {目录}` 新建，或设置 vim.g.pursuit.workspace',
  },
  bad_lang = { en = "'{1}' is not a language: en or zh", zh = '“{1}”不是可用的语言：en 或 zh' },
  not_built_function = { en = "pursuit.{1}() is not built yet", zh = 'pursuit.{1}() 尚未实现' },
  not_built = { en = "':Pursuit {1}' is not built yet", zh = '“:Pursuit {1}”尚未实现' },
  no_such_command = { en = "there is no ':Pursuit {1}': <Tab> shows what there is", zh = '没有“:Pursuit {1}”这个命令：按 <Tab> 查看可用命令' },
  no_such_deal = { en = "there is no deal '{1}'", zh = '没有项目“{1}”' },
  no_such_key = { en = "there is no field '{1}': {2}", zh = '没有字段“{1}”：可用 {2}' },
  no_such_state = { en = "'{1}' is not a state: x, /, - or open", zh = '“{1}”不是任务状态：可用 x、/、- 或 open' },
  no_such_decision = { en = "'{1}' is not a decision: {2}", zh = '“{1}”不是评审结论：可用 {2}' },
  advance_words = {
    en = "no deal is named '{1}'; to force the step for a reason: `:Pursuit advance! {2}`",
    zh = '没有名为“{1}”的项目；如要说明理由强制推进：`:Pursuit advance! {2}`',
  },
  no_such_status = { en = "'{1}' is not a status: {2}", zh = '“{1}”不是项目状态：可用 {2}' },
  too_many_words = { en = "'{1}' is one word too many", zh = '“{1}”是多余的' },
  add_what = { en = 'add what? {1}', zh = '新增什么？可用 {1}' },
  on_or_off = { en = "'{1}': on or off", zh = '“{1}”：请写 on 或 off' },
  no_task_line = { en = 'this is not closed here: <CR> goes to the line', zh = '这一项不能在此勾选：<CR> 转到该行' },
  not_a_note = { en = 'this is not a note of the workspace', zh = '这不是工作区里的笔记' },
  process_fault = {
    en = '{1}: faulty, the last valid process is used (faults: {2}): {3}',
    zh = '{1}：流程笔记有误，暂用上一份有效流程（错误 {2} 处）：{3}',
  },
  no_deals = { en = 'no deals yet: `:Pursuit new {title}` makes one', zh = '还没有项目：用 `:Pursuit new {标题}` 新建' },
  no_deals_found = { en = 'no deals that match \'{1}\'', zh = '没有符合“{1}”的项目' },
  no_deals_here = { en = 'no deals that match: f changes the filter, a shows everybody\'s', zh = '没有符合条件的项目：f 修改筛选，a 显示所有人的项目' },
  no_backlinks = { en = 'nothing leads to {1}', zh = '没有指向 {1} 的链接' },
  no_views = { en = 'no saved views yet: `:Pursuit view {name} {filter}` makes one', zh = '还没有视图：用 `:Pursuit view {名称} {筛选}` 保存' },
  view_saved = { en = '@{1} is now: {2}', zh = '@{1} 已保存为：{2}' },
  view_removed = { en = '@{1} is gone', zh = '@{1} 已删除' },
  no_hits = { en = "no note holds '{1}'", zh = '没有笔记包含“{1}”' },

  -- unsaved changes
  unsaved = { en = 'Unsaved changes in {1}:', zh = '{1} 有未保存的修改：' },
  write_and_go_on = { en = 'Write all and go on', zh = '全部保存并继续' },
  stop = { en = 'Stop', zh = '停止' },
  stopped = { en = 'stopped: nothing was changed', zh = '已停止：没有任何改动' },

  -- questions
  which_deal = { en = 'Which deal?', zh = '哪个项目？' },
  ask_title = { en = 'Title:', zh = '标题：' },
  ask_name = { en = 'Name:', zh = '名称：' },
  ask_account = { en = 'Account (id):', zh = '客户（id）：' },
  ask_value = { en = 'Value:', zh = '金额：' },
  ask_close = { en = 'Expected to close on (YYYY-MM-DD):', zh = '预计签约日期（YYYY-MM-DD）：' },
  ask_reason = { en = 'Reason:', zh = '原因：' },
  ask_na_reason = { en = 'Not applicable because:', zh = '不适用的原因：' },
  ask_override = { en = 'Advance all the same because:', zh = '强制推进的原因：' },
  ask_decision = { en = 'Decision:', zh = '评审结论：' },
  ask_status = { en = 'Close as:', zh = '关闭为：' },
  ask_log = { en = 'What happened:', zh = '发生了什么：' },
  ask_id = { en = 'The title gives no id. Id:', zh = '标题无法生成 id。id：' },
  ask_new_id = { en = 'New id for {1}:', zh = '{1} 的新 id：' },
  which_view = { en = 'Which view?', zh = '哪个视图？' },
  ask_view = { en = 'Save the filter as:', zh = '筛选保存为：' },
  ask_filter = { en = 'Filter: ', zh = '筛选：' },
  ask_day = { en = 'As at the end of which day (YYYY-MM-DD)?', zh = '查看哪一天结束时的状态（YYYY-MM-DD）？' },
  ask_day_or_now = { en = 'As at the end of which day (nothing: now)? ', zh = '查看哪一天结束时的状态（留空：现在）？' },
  search_prompt = { en = 'Search notes', zh = '搜索笔记' },
  search_keys = {
    en = '<CR> open  <C-n> <C-p> choose  <C-q> quickfix  <Esc> close',
    zh = '<CR> 打开  <C-n> <C-p> 选择  <C-q> 快速修复列表  <Esc> 关闭',
  },
  other_reason = { en = 'another reason …', zh = '其他原因 …' },

  -- what was done
  workspace_made = {
    en = 'workspace in {1}; `:Pursuit new {title}` makes the first deal',
    zh = '工作区已建在 {1}；用 `:Pursuit new {标题}` 新建第一个项目',
  },
  deal_made = { en = "deal '{1}'; `:Pursuit check` shows what is missing", zh = '项目“{1}”已新建；用 `:Pursuit check` 查看未完成项' },
  tasks_changed = { en = '{1} tasks changed', zh = '已修改 {1} 个任务' },
  gained = { en = '{1} items added', zh = '已新增 {1} 项', one = '1 item added' },
  nothing_gained = { en = '{1} has everything that the process asks', zh = '{1} 已包含流程要求的全部内容' },
  review_open = {
    en = '{1}, round {2}: answer the criteria, enter the votes, then `:Pursuit decide`',
    zh = '{1}第 {2} 轮：填写评审项和评审意见，然后 `:Pursuit decide`',
  },
  decided = { en = '{1}, round {2}: {3}', zh = '{1}第 {2} 轮：{3}' },
  self_review = { en = ' (self-review)', zh = '（自评审）' },
  now_in_stage = { en = '{1}: now in {2}', zh = '{1}：已进入{2}' },
  closed = { en = '{1}: {2}', zh = '{1}：{2}' },
  reopened = { en = '{1}: open again, in {2}', zh = '{1}：已重新打开，处于{2}' },
  logged = { en = 'noted in the log of {1}', zh = '已记入 {1} 的日志' },
  cost_entered = { en = '{2}, {3}, entered in the ledger of {1}', zh = '{3} {2} 已记入 {1} 的费用台账' },
  undone = { en = 'undone: {1}', zh = '已撤销：{1}' },
  committed = { en = '{1} files committed', zh = '已提交 {1} 个文件', one = '1 file committed' },
  nothing_to_commit = { en = 'nothing to commit', zh = '没有需要提交的内容' },
  autocommit_on = { en = 'autocommit is on', zh = '自动提交已打开' },
  autocommit_off = { en = 'autocommit is off', zh = '自动提交已关闭' },
  not_committed = { en = 'not committed: {1}', zh = '未提交：{1}' },
  renamed = { en = '{1} is now {2}', zh = '{1} 已改名为 {2}' },
  indexed = { en = '{1} notes indexed', zh = '已索引 {1} 篇笔记', one = '1 note indexed' },
  archived = { en = '{1} is archived', zh = '{1} 已归档' },
  unarchived = { en = '{1} is no longer archived', zh = '{1} 已取消归档' },

  -- while it takes its time
  progress_count = { en = '{1} of {2}', zh = '{1} / {2}' },
  nothing_runs = { en = 'nothing is at work', zh = '没有正在进行的操作' },
  more_deals = { en = '… {1} more', zh = '… 还有 {1} 个' },
  group_without_owner = { en = 'without an owner', zh = '无负责人' },
  group_without_account = { en = 'without an account', zh = '无客户' },
  group_without_month = { en = 'without a date', zh = '无日期' },
  reading = { en = 'reading …', zh = '读取中 …' },
  making = { en = 'writing …', zh = '写入中 …' },
  committing = { en = 'committing …', zh = '提交中 …' },
  renaming = { en = 'renaming …', zh = '改名中 …' },
  searching = { en = 'searching …', zh = '搜索中 …' },
  indexing = { en = 'indexing …', zh = '建立索引 …' },

  -- states of a deal
  ready_to_advance = { en = 'ready to advance', zh = '已就绪，可以推进' },
  ready_for_review = { en = 'ready for review', zh = '可以评审' },
  forced = { en = ', forced', zh = '，曾强制推进' },
  forced_short = { en = ', forced', zh = '，曾强推' },
  unearned = { en = 'claims more than earned', zh = '填报阶段高于实际阶段' },
  unearned_short = { en = 'claims too much', zh = '填报高于实际' },
  ready_short = { en = 'ready to advance', zh = '可以推进' },
  stalled = { en = 'stalled', zh = '停滞' },
  stalled_days = { en = 'stalled {1}d', zh = '停滞 {1} 天' },
  done_of = { en = '{1} of {2} done', zh = '已完成 {1}/{2}' },
  missing_count = { en = '{1} missing', zh = '{1} 项未完成' },
  and_conditions = { en = ', {1} conditions', zh = '，{1} 个待落实条件', one = ', 1 condition' },
  last_stage = { en = 'last stage', zh = '最后阶段' },
  status_open = { en = 'open', zh = '进行中' },
  status_won = { en = 'won', zh = '赢单' },
  status_lost = { en = 'lost', zh = '输单' },
  ['status_no-decision'] = { en = 'no decision', zh = '客户搁置' },
  ['status_no-go'] = { en = 'no-go', zh = '终止' },
  status_paused = { en = 'paused', zh = '搁置中' },
  status_done = { en = 'done', zh = '已完成' },
  decision_go = { en = 'go', zh = '通过' },
  decision_conditional = { en = 'conditional', zh = '有条件通过' },
  decision_hold = { en = 'hold', zh = '暂缓' },
  ['decision_no-go'] = { en = 'no-go', zh = '终止' },

  -- amounts
  unit_small = { en = '{1} k', zh = '{1} 万' },
  unit_large = { en = '{1} M', zh = '{1} 亿' },

  -- board
  pipeline = { en = 'Pipeline', zh = '销售漏斗' },
  open_deals = { en = '{1} open', zh = '{1} 个项目' },
  weighted = { en = 'weighted {1}', zh = '加权 {1}' },
  days = { en = '{1}d', zh = '{1} 天' },
  as_at = { en = 'as at the end of {1}', zh = '截至 {1} 日终' },
  as_at_keys = { en = 'nothing can be changed here   t another day   [ ] a week', zh = '此处不可修改   t 换一天   [ ] 前后一周' },
  past_is_closed = {
    en = 'this is the board of {1}: nothing can be changed there (t, then nothing, comes back to now)',
    zh = '这是 {1} 的看板，不能修改（按 t 并留空可回到现在）',
  },
  backlinks_title = { en = 'links to {1}', zh = '指向 {1} 的链接' },
  search_title = { en = 'search {1}', zh = '搜索 {1}' },
  deals_title = { en = 'deals {1}', zh = '项目 {1}' },

  -- readiness
  missing_title = { en = '{1}: {2} missing', zh = '{1}：{2} 项未完成' },
  gate = { en = 'gate: {1}', zh = '评审点：{1}' },
  round = { en = ', round {1}', zh = '第 {1} 轮' },
  of = { en = '{1} of {2}', zh = '{1}/{2}' },
  na_count = { en = '{1} not applicable', zh = '{1} 项不适用' },
  absent = { en = 'not there', zh = '尚未列出' },
  not_held = { en = 'not held', zh = '尚未召开' },
  expired = { en = 'confirm it', zh = '请重新确认' },
  kind_activity = { en = 'open', zh = '未完成' },
  kind_criterion = { en = 'criterion', zh = '评审项' },
  kind_condition = { en = 'condition', zh = '待落实条件' },
  kind_review = { en = 'review', zh = '评审' },
  kind_reviewer = { en = 'reviewer', zh = '评审人' },
  kind_outcome = { en = 'outcome', zh = '客户决定' },
  kind_field = { en = 'field', zh = '字段' },

  -- keys of the views
  key_map = { en = 'decision chain', zh = '决策链' },
  key_person = { en = "the person's note", zh = '打开人员笔记' },
  key_tree = { en = 'by layer or by reporting', zh = '按层级 / 按上下级' },
  key_open = { en = 'open the deal', zh = '打开项目' },
  key_check = { en = 'what is missing', zh = '查看未完成项' },
  key_review = { en = "the next gate's review", zh = '打开下一个评审' },
  key_advance = { en = 'advance', zh = '推进' },
  key_history = { en = 'history', zh = '变更记录' },
  key_new = { en = 'a new deal', zh = '新建项目' },
  key_filter = { en = 'filter', zh = '筛选' },
  key_from = { en = 'begin on another day', zh = '换起始日' },
  key_to = { en = 'end on another day', zh = '换结束日' },
  key_then = { en = 'the deal then and now', zh = '项目当时与现在' },
  key_deals = { en = "the row's deals", zh = '该行的项目' },
  key_by = { en = 'by something else', zh = '换一种汇总' },
  key_at = { en = 'as at another day', zh = '查看某一天的状态' },
  key_earlier = { en = 'a week earlier', zh = '前一周' },
  key_later = { en = 'a week later', zh = '后一周' },
  key_save_view = { en = 'save the filter', zh = '保存筛选' },
  key_group = { en = 'group by another', zh = '换分组方式' },
  key_widen = { en = 'mine or all', zh = '我的 / 全部' },
  key_reload = { en = 'read again', zh = '重新读取' },
  key_stop = { en = 'stop reading', zh = '停止读取' },
  key_help = { en = 'these keys', zh = '按键说明' },
  key_quit = { en = 'close', zh = '关闭' },
  key_goto = { en = 'go to the line', zh = '转到该行' },
  key_kind = { en = 'one kind of events', zh = '只看一类事件' },
  key_commit = { en = 'open the commit', zh = '打开提交' },
  key_note = { en = 'open the note', zh = '打开笔记' },
  key_done = { en = 'done', zh = '标为完成' },
  key_na = { en = 'not applicable', zh = '标为不适用' },
  key_reopen = { en = 'open again', zh = '改回未完成' },
  key_postpone = { en = 'postpone', zh = '推迟' },
  key_quickfix = { en = 'into the quickfix list', zh = '放入 quickfix 列表' },
  key_seen = { en = 'all changes are seen', zh = '改动都已看过' },
  key_fold = { en = 'unfold, fold', zh = '展开 / 折叠' },
}

---Themes with a file of their own in text/, each read when a text is asked for that is not in those before.
local THEMES = {
  'agenda',
  'analysis',
  'entry',
  'habits',
  'money',
  'people',
  'house',
  'see',
  'time',
}
local read = 0

---Reads the next theme.
---@return boolean whether there was one
local function more()
  read = read + 1
  local theme = THEMES[read]
  for key, entry in pairs(theme and require('pursuit.text.' .. theme) or {}) do
    assert(not TEXTS[key], key)
    TEXTS[key] = entry
  end
  return theme ~= nil
end

local function find(key)
  while not TEXTS[key] and more() do
  end
  return TEXTS[key]
end

---The keys of all texts, for tests.
---@return table<string, { en: string, zh: string, one: string? }>
function M.all()
  while more() do
  end
  return TEXTS
end

---A text.
---@param key string
---@param lang 'en'|'zh'
---@param ... string|number what takes the places of {1}, {2} …
---@return string
function M.get(key, lang, ...)
  local entry = find(key) or error('no text ' .. key, 2)
  local args = { ... }
  local said = lang == 'en' and entry.one and args[1] == 1 and entry.one or entry[lang]
  return (said:gsub('{(%d)}', function(n)
    return tostring(args[tonumber(n)])
  end))
end

return M
