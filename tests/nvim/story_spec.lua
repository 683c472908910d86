---The whole life of a deal, as a user lives it: every step by commands, refusals included.
local children = require('child')

---What a user of each language sees.
local WORDS = {
  en = {
    title = 'Harbour private network', id = 'Harbour-private-network', reason = 'the budget is not confirmed', na = 'key account',
    stages = { 'Information gathering', 'Concept discussion', 'Pursuit planning', 'Negotiation and signing' }, won = 'won',
    no_workspace = 'no workspace here', hold = 'hold', go = 'go', followup = 'Harbour phase two', pipeline = 'Pipeline',
    history = 'history',
    person = 'Chen Gang', decision = 'Decision', role = 'Key decision maker', neutral = 'Neutral', entered = 'Stakeholders: chen-gang',
    chain = 'decision chain', plan = 'goals and plan', change = 'Change that row', finding = 'we were late once', goal = 'contract in spring',
    task = 'site survey', costs = 'Travel', factor = 'Price',
  },
  zh = {
    title = '港口专网项目', id = '港口专网项目', reason = '预算未确认', na = '大客户',
    stages = { '信息收集', '概念交流', '项目策划', '谈判签约' }, won = '赢单',
    no_workspace = '这里没有工作区', hold = '暂缓', go = '通过', followup = '港口二期', pipeline = '销售漏斗', history = '变更记录',
    person = '陈刚', decision = '决策层', role = '关键决策人', neutral = '中立', entered = '决策链成员：chen-gang',
    chain = '决策链', plan = '目标与计划', change = '修改那一行', finding = '以前晚交过货', goal = '春季签约', task = '现场勘察',
    costs = '差旅', factor = '具有竞争力的价格',
  },
}

local function tell(lang)
  local words = WORDS[lang]
  local child, root, id

  local function deal()
    return child:ok('deal', id, { root = root })
  end

  ---The only message since the last look.
  local function said()
    local all = child:messages()
    assert.equal(1, #all, vim.inspect(all))
    return all[1]
  end

  local function contains(text, part)
    assert.truthy(text:find(part, 1, true), ('%q is not in %q'):format(part, text))
  end

  local function quickfix()
    return child:lua([[return vim.tbl_map(function(item)
      return { path = vim.api.nvim_buf_get_name(item.bufnr), lnum = item.lnum, text = item.text }
    end, vim.fn.getqflist())]])
  end

  ---Marks every task of every stage note as done, by the command.
  local function finish_stage()
    local seen = {}
    for _, missing in ipairs(child:ok('readiness', id, { root = root }).missing) do
      if missing.kind == 'activity' and not seen[missing.path] then
        seen[missing.path] = true
        child:cmd('edit ' .. missing.path)
        child:cmd('%Pursuit toggle x')
        child:settle()
      end
    end
    assert.same({}, child:messages())
  end

  ---Opens the review, answers each criterion, lets the owner vote, decides.
  local function pass_gate()
    child:pursuit('review ' .. id)
    child:messages()
    child:cmd([[silent %s/^- \[ \] \(.*\^crit-\)/- [x] \1/]])
    child:cmd('silent write')
    child:settle()
    child:pursuit('decide go')
    contains(said(), words.go)
  end

  setup(function()
    child = children.start({ columns = 100, lines = 40 })
    child:lua('vim.env.LANG = ...', lang == 'zh' and 'zh_CN.UTF-8' or 'C.UTF-8')
    child:lua('vim.g.pursuit = { lang = ... }', lang)
  end)

  teardown(function()
    child:stop()
  end)

  it('has no workspace at first, and says what to do', function()
    child:pursuit('')
    contains(said(), words.no_workspace)
  end)

  it('begins with a workspace', function()
    root = children.folder() .. '/sales'
    child:pursuit('init ' .. root .. ' lang=' .. lang)
    contains(said(), root)
    assert.equal(root .. '/.pursuit/process.md', child:name())
    child:api('set_current_dir', root)
  end)

  it('goes on with a deal', function()
    child:pursuit('new ' .. words.title .. ' value=820000 account=port')
    id = child:ok('deals', '', { root = root })[1].id
    contains(said(), id)
    assert.equal(deal().path, child:name())
    assert.equal('information', deal().stage)
    assert.equal('information', deal().earned)
  end)

  it('gets its people, field after field', function()
    child:pursuit('add person ' .. words.person .. ' id=chen-gang account=port')
    child:cmd('edit ' .. deal().path)
    child:messages()
    child:answer('chen-gang', words.decision, words.role, words.neutral, '5', 'respect', 1, 1, '')
    child:pursuit('add stakeholder')
    contains(said(), words.entered)
    assert.truthy(table.concat(child:lines(), '\n'):find('| chen%-gang%s*| decision%s*| key%-decision%-maker%s*| neutral%s*| 5%s*| respect'))
    child:pursuit('add relationship chen-gang li.wei alumnus')
    child:messages()
    local map = child:ok('map', id, { root = root })
    assert.equal('key-decision-maker', map.layers[1].people[1].role)
    child:pursuit('map')
    contains(child:screen(), words.chain)
    contains(child:screen(), words.person)
    child:cmd('edit ' .. deal().path)
  end)

  it('stops at a question, and nothing was written', function()
    local before = table.concat(child:lines(), '\n')
    child:answer('chen-gang', false)
    child:pursuit('add relationship')
    child:messages()
    assert.equal(before, table.concat(child:lines(), '\n'))
  end)

  it('gets its analysis, goals and plan by words', function()
    child:pursuit('add competitor Northnet threat=high')
    child:pursuit('add factor price weight=30 us=6 Northnet=9')
    child:pursuit('add swot W ' .. words.finding)
    child:pursuit('add goal ' .. words.goal .. ' end=2027-03-31')
    child:pursuit('add plan ' .. words.task .. ' end=+14d')
    child:pursuit('add procurement tender open date=2027-01-15')
    child:pursuit('add task ' .. words.task .. ' due=+3d')
    child:pursuit('add promise ' .. words.task .. ' owner=chen-gang due=+7d')
    assert.equal(8, #child:messages())
    child:pursuit('plan')
    contains(child:screen(), words.plan)
    contains(child:screen(), words.goal)
    contains(child:screen(), words.task)
    local overview = child:ok('overview', id, { root = root })
    assert.equal(1, overview.people)
    assert.equal(1, overview.weaknesses)
    assert.equal('Northnet', overview.rivals[1].id)
    local kinds = {}
    for _, item in ipairs(child:ok('agenda', 30, { root = root })) do
      kinds[item.kind] = (kinds[item.kind] or 0) + 1
    end
    assert.truthy(kinds.plan and kinds.promise, vim.inspect(kinds))
    child:cmd('edit ' .. deal().path)
  end)

  it('has its numbers set, and wrong ones refused', function()
    child:pursuit('set probability 30')
    child:pursuit('set close=+3m margin=120000 budget=40000')
    child:messages()
    assert.equal(30, deal().probability)
    assert.equal('2027-02-23', deal().close)
    child:answer(false) -- it is asked for again
    child:pursuit('set probability 300')
    contains(table.concat(child:messages()), '99')
    assert.equal(30, deal().probability)
    child:pursuit('set probability=')
    child:messages()
    assert.equal('stage', deal().probability_source)
  end)

  it('changes what it knows of somebody, once the user says so', function()
    child:answer(words.change)
    child:pursuit('add stakeholder chen-gang stance=supporter')
    contains(said(), words.entered)
    assert.equal('supporter', child:ok('map', id, { root = root }).layers[1].people[1].stance)
    child:pursuit('blame stakeholders/chen-gang/stance')
    contains(child:screen(), words.person == 'Chen Gang' and 'Supporter' or '支持')
    child:cmd('edit ' .. deal().path)
    child:messages()
  end)

  it('refuses to advance, with all that is missing at its line', function()
    child:pursuit('advance')
    contains(said(), words.stages[1])
    local readiness = child:ok('readiness', id, { root = root })
    local list = quickfix()
    assert.equal(#readiness.missing, #list)
    assert.is_true(#list > 10)
    for i, missing in ipairs(readiness.missing) do
      assert.equal(missing.path, list[i].path)
      assert.equal(missing.lnum, list[i].lnum)
    end
    contains(child:screen(), words.stages[1] .. ' → ' .. words.stages[2])
    assert.equal('information', deal().stage)
    child:cmd('only')
  end)

  it('takes "not applicable" only with a reason', function()
    local first = child:ok('readiness', id, { root = root }).missing[1]
    child:cmd('edit ' .. first.path)
    child:api('win_set_cursor', 0, { first.lnum, 0 })
    child:answer(false)
    child:pursuit('toggle -')
    assert.equal(first.lnum, child:ok('readiness', id, { root = root }).missing[1].lnum)
    child:answer(words.na)
    child:pursuit('toggle -')
    local line = child:lines()[first.lnum]
    assert.truthy(line:find('- [-]', 1, true), line)
    contains(line, words.na)
    assert.is_false(child:get('vim.bo.modified'))
    assert.not_equal(first.id, child:ok('readiness', id, { root = root }).missing[1].id)
  end)

  it('closes the activities of the first stage', function()
    finish_stage()
    local readiness = child:ok('readiness', id, { root = root })
    assert.equal(1, #readiness.missing)
    assert.equal('review', readiness.missing[1].kind)
    assert.equal(1, readiness.na)
  end)

  it('does not decide a review whose criteria are open', function()
    child:pursuit('review')
    contains(child:name(), '/reviews/preliminary-1.md')
    child:messages()
    child:pursuit('decide go')
    assert.equal(1, #child:messages())
    assert.is_true(#quickfix() >= 5)
    assert.equal(child:name(), quickfix()[1].path)
    child:cmd('only')
  end)

  it('holds a review for a reason, and opens another round', function()
    child:answer(words.reason)
    child:pursuit('decide hold')
    contains(said(), words.hold)
    contains(table.concat(child:lines(), '\n'), words.reason)
    child:pursuit('review')
    contains(child:name(), '/reviews/preliminary-2.md')
    child:messages()
  end)

  it('asks about unsaved changes before it decides', function()
    child:cmd([[silent %s/^- \[ \] \(.*\^crit-\)/- [x] \1/]])
    assert.is_true(child:get('vim.bo.modified'))
    child:answer(false)
    child:pursuit('decide go')
    assert.truthy(children.read(child:name()):find('\ndecision:\n', 1, true))
    child:messages()
    child:answer(1)
    child:pursuit('decide go')
    contains(said(), words.go)
    assert.is_false(child:get('vim.bo.modified'))
  end)

  it('advances', function()
    child:pursuit('advance ' .. id)
    contains(said(), words.stages[2])
    assert.equal('concept', deal().stage)
    assert.equal('concept', deal().earned)
  end)

  it('goes back for a reason, and on again', function()
    child:answer(words.reason)
    child:pursuit('back ' .. id)
    contains(said(), words.stages[1])
    assert.equal('information', deal().stage)
    child:pursuit('advance ' .. id)
    contains(said(), words.stages[2])
  end)

  it('takes back the last operation', function()
    child:pursuit('cost ' .. id .. ' 1860.50 travel flight to the port')
    child:messages()
    assert.equal(1860.5, deal().spent)
    child:pursuit('undo ' .. id)
    assert.equal(1, #child:messages())
    assert.equal(0, deal().spent)
  end)

  it('writes down costs and contacts', function()
    child:pursuit('cost ' .. id .. ' 1860.50 travel flight to the port')
    child:pursuit('log ' .. id .. ' called the port authority')
    child:messages()
    assert.equal(1860.5, deal().spent)
    child:pursuit('visit ' .. id)
    contains(child:name(), '/log.md')
  end)

  it('tells what it cost, who carries what, and of the account', function()
    local views = {
      'costs', 'load', 'people', 'accounts', 'account port', 'brief chen-gang', 'competitors', 'habits', 'lessons ' .. id, 'flow ' .. id,
      'factors ' .. id, 'swot ' .. id, 'payments ' .. id, 'gifts', 'overview ' .. id, 'observed', 'forecast',
    }
    for _, view in ipairs(views) do
      child:pursuit(view)
      assert.same({}, child:messages(), view)
      assert.is_true(#child:lines() > 1, view)
      child:cmd('edit ' .. deal().path)
    end
    child:pursuit('costs ' .. id)
    contains(child:screen(), words.costs)
    child:pursuit('factors ' .. id)
    contains(child:screen(), 'Northnet')
    child:pursuit('brief chen-gang')
    contains(child:screen(), words.person)
    contains(child:screen(), words.task) -- what was promised
  end)

  it('sees what it costs, what was given to whom, and who carries it', function()
    child:pursuit('cost ' .. id .. ' 30 hospitality to=lin.hai')
    child:messages()
    for _, view in ipairs({ { 'costs ' .. id, '1,890.50' }, { 'gifts', 'lin.hai' }, { 'payments', '' }, { 'load', '1' } }) do
      child:pursuit(view[1])
      child:wait_for(("table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), ' '):find(%q, 1, true) ~= nil"):format(view[2]), view[1])
    end
    child:pursuit('undo ' .. id)
    child:messages()
    assert.equal(1860.5, deal().spent)
  end)

  it('passes the approval and the planning', function()
    finish_stage()
    pass_gate()
    child:pursuit('advance ' .. id)
    contains(said(), words.stages[3])
    finish_stage()
    child:pursuit('advance ' .. id)
    contains(said(), words.stages[4])
    assert.equal('negotiation', deal().stage)
  end)

  it('needs the customer\'s decision to leave negotiation', function()
    finish_stage()
    pass_gate()
    child:pursuit('advance ' .. id)
    child:messages()
    local missing = child:ok('readiness', id, { root = root }).missing
    assert.equal(1, #missing)
    assert.equal('outcome', missing[1].kind)
    child:cmd('only')
    child:pursuit('close ' .. id .. ' won date=2026-11-22 value=790000')
    contains(said(), words.won)
    assert.equal('won', deal().status)
    assert.equal('2026-11-22', deal().signed)
    assert.equal(790000, deal().value)
  end)

  it('is delivered: activities go in one sweep, still with a reason', function()
    child:pursuit('advance ' .. id)
    child:messages()
    assert.equal('delivery', deal().stage)
    local first = child:ok('readiness', id, { root = root }).missing[1]
    child:cmd('edit ' .. first.path)
    child:api('win_set_cursor', 0, { first.lnum, 0 })
    child:answer(words.na)
    child:pursuit('toggle! -')
    contains(said(), '4')
    assert.equal(4, child:ok('readiness', id, { root = root }).na)
    finish_stage()
    pass_gate()
    child:pursuit('advance ' .. id)
    child:messages()
    assert.equal('extension', deal().stage)
  end)

  it('is extended by another deal, and done', function()
    child:pursuit('followup ' .. id .. ' ' .. words.followup)
    child:messages()
    local deals = child:ok('deals', '', { root = root })
    local second = vim.tbl_filter(function(one)
      return one.parent == id
    end, deals)
    assert.equal(1, #second)
    assert.equal(words.followup, second[1].title)
    assert.equal(second[1].path, child:name())
    child:pursuit('close ' .. id .. ' done')
    child:messages()
    assert.equal('done', deal().status)
  end)

  it('leaves a summary of what was planned and what happened', function()
    child:pursuit('summary ' .. id)
    child:messages()
    contains(child:name(), '/summary.md')
    local text = table.concat(child:lines(), '\n')
    contains(text, words.stages[2])
    contains(text, '1,860.50')
  end)

  it('is handed over, the rest with it', function()
    child:pursuit('add member Zhao Min id=zhao.min')
    child:messages()
    child:pursuit('handover! li.wei zhao.min')
    assert.equal(1, #child:messages())
    local open = vim.tbl_filter(function(one)
      return one.status == 'open'
    end, child:ok('deals', '', { root = root }))
    assert.equal(1, #open)
    assert.equal('zhao.min', open[1].owner)
    assert.equal('li.wei', deal().owner) -- done is done
  end)

  it('stands on the board', function()
    child:pursuit('board all')
    contains(child:screen(), words.pipeline)
    contains(child:screen(), words.followup)
  end)

  it('has it all in its history, each line with its commit', function()
    child:pursuit('history ' .. id)
    local screen = child:screen()
    contains(screen, words.history)
    contains(screen, words.stages[4])
    local kinds = {}
    for _, event in ipairs(child:ok('history', id, { root = root })) do
      kinds[event.kind] = (kinds[event.kind] or 0) + 1
      assert.truthy(event.commit and #event.commit >= 40)
    end
    assert.is_true(kinds.stage >= 7)
    assert.is_true(kinds.review >= 5)
    assert.is_true(kinds.close >= 2)
    assert.is_true(kinds.activity >= 10)
    assert.is_true(kinds.contact >= 1)
    assert.is_true(kinds.cost >= 1)
    child:type('<CR>')
    child:settle()
    assert.equal('git', child:get('vim.bo.filetype'))
    contains(child:lines()[1], 'commit ')
  end)

  it('leaves a clean repository', function()
    child:settle()
    local status = vim.system({ 'git', 'status', '--porcelain' }, { cwd = root, text = true }):wait()
    assert.equal('', status.stdout)
    local fsck = vim.system({ 'git', 'fsck', '--strict' }, { cwd = root, text = true }):wait()
    assert.equal(0, fsck.code, fsck.stderr)
  end)
end

describe('the life of a deal', function()
  tell('en')
end)

describe('项目的一生', function()
  tell('zh')
end)
