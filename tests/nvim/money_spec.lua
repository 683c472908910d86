---Money on the screen: costs with their curve, gifts, payments, load.
local cells = require('pursuit.render.cells')
local children = require('child')

local function narrow_enough(page, width)
  for _, line in ipairs(page.lines) do
    assert.truthy(cells.width(line) <= width, line)
  end
end

describe('two curves in one chart', function()
  local curve = require('pursuit.render.curve')

  local function drawn(spec)
    return vim.tbl_map(function(pieces)
      return table.concat(vim.tbl_map(function(piece) return piece[1] end, pieces))
    end, curve.lines(spec))
  end

  it('are told apart without colour', function()
    assert.same({
      '      ┏━━',
      '      ┃▄▄',
      '━━━━━━┛██',
      '   ██████',
    }, drawn({ width = 9, height = 4, top = 100, points = {
      { x = 0, area = 0, line = 50 }, { x = 3, area = 25, line = 50 }, { x = 6, area = 62, line = 100 }, { x = 8, area = 62, line = 100 },
    } }))
  end)

  it('stay in the chart where they leave its range', function()
    assert.same({ ' ┏━', '━┛█' }, drawn({ width = 3, height = 2, top = 100, points = {
      { x = 0, area = -5, line = 0 }, { x = 1, area = 0, line = 700 }, { x = 2, area = 900, line = 700 },
    } }))
  end)
end)

describe('money', function()
  local child, root

  local function ledger(id, rows)
    children.write(('%s/deals/2026/%s/costs.md'):format(root, id), '# Costs\n\n## Ledger\n\n'
      .. '| date | stage | category | amount | by | to | note |\n|---|---|---|---|---|---|---|\n' .. rows)
  end

  setup(function()
    child = children.start({ env = { PURSUIT_NOW = '2026-11-23T12:00:00Z' } })
    root = child:workspace('en')
    child:ok('new', 'Core', { id = 'core', profile = 'full', owner = 'li.wei', value = 100000, budget = 1000, opened = '2026-10-01' })
    child:ok('new', 'Ring', { id = 'ring', profile = 'full', owner = 'zhao', value = 50000, opened = '2026-10-01' })
    child:ok('close', 'ring', 'won', { value = 50000 })
    ledger('core', '| 2026-10-10 | information | travel | 180 | li.wei | | first visit |\n'
      .. '| 2026-11-10 | information | hospitality | 260 | li.wei | wang.jun | dinner |\n')
    local path = root .. '/deals/2026/ring/deal.md'
    children.write(path, children.read(path) .. '\n## Payments\n\n| milestone | due | amount | invoiced | paid |\n|---|---|---|---|---|\n'
      .. '| down payment | 2026-11-01 | 10000 | 2026-10-20 | |\n| delivery | 2026-12-10 | 30000 | | |\n| rest | 2027-03-01 | 10000 | | |\n')
  end)

  teardown(function()
    child:stop()
  end)

  before_each(function()
    child:resize(100, 60)
  end)

  local function shows(...)
    for _, said in ipairs({ ... }) do
      child:wait_for(('vim.iter(vim.api.nvim_buf_get_lines(0, 0, -1, false)):any(function(line) return line:find(%q, 1, true) ~= nil end)'):format(said), said)
    end
  end

  it('of a deal stands on one page', function()
    child:pursuit('costs core')
    shows('spent 440 of 1,000 (44%)', '✗ over the ceiling', 'Cost curve', '✗ ahead of the process', '█ spent   ━ what the process allows',
      'nobody judged it', 'too few to say: 1 closed deal got so far, 5 are needed', 'Travel', 'first visit')
    assert.equal('pursuit-costs', child:get('vim.bo.filetype'))
    child:resize(60, 60)
    shows('spent 440 of 1,000 (44%)')
    for _, line in ipairs(child:lines()) do
      assert.truthy(cells.width(line) <= 60, line)
    end
  end)

  it('of a deal leads to the row of the ledger', function()
    child:pursuit('costs core')
    shows('first visit')
    child:lua([[vim.fn.search('first visit')]])
    child:type('<CR>')
    child:wait_for("vim.fs.basename(vim.api.nvim_buf_get_name(0)) == 'costs.md'", 'the ledger')
    assert.truthy(child:get("vim.api.nvim_get_current_line()"):find('first visit', 1, true))
  end)

  it('given to people stands against the limits', function()
    child:pursuit('gifts 20266')
    assert.truthy(table.concat(child:messages(), '\n'):find("'20266' is no year", 1, true))
    child:pursuit('gifts')
    shows('wang.jun', '260 of 250', '✗ over the limit', 'dinner')
    child:pursuit('hospitality nobody 2026')
    shows('nothing was given')
  end)

  it('to be paid stands by day and state', function()
    child:pursuit('payments')
    shows('✗ overdue', '22 d late', 'down payment', 'in 17 d', '10,000')
    child:type('s')
    shows('Payments   overdue')
    child:lua([[vim.fn.search('down payment')]])
    child:type('<CR>')
    child:wait_for("vim.fs.basename(vim.api.nvim_buf_get_name(0)) == 'deal.md'", 'the deal')
    assert.truthy(child:get('vim.api.nvim_get_current_line()'):find('down payment', 1, true))
  end)

  it('and deals that people carry lead to their boards', function()
    child:pursuit('load')
    shows('Li Wei', '100 k', 'Information gathering')
    child:lua([[vim.fn.search('Li Wei')]])
    child:type('<CR>')
    child:wait_for("vim.bo.filetype == 'pursuit-board'", 'the board')
    shows('owner=li.wei', 'core')
  end)
end)

describe('a cost', function()
  local child, root

  local function ledger()
    return (children.read(root .. '/deals/2026/core/costs.md'):gsub(' +|', ' |'))
  end

  before_each(function()
    child = children.start({ columns = 100, lines = 30, env = { PURSUIT_NOW = '2026-11-23T12:00:00Z' } })
    root = child:workspace('en')
    child:ok('new', 'Core', { id = 'core', profile = 'full', value = 100000, budget = 1000 })
    child:ok('cost', 'core', { amount = 60, category = 'hospitality', to = 'wang.jun', stage = 'delivery' })
    child:cmd('edit ' .. root .. '/deals/2026/core/deal.md')
    child:messages()
  end)

  after_each(function()
    child:stop()
  end)

  it('is told with each question what it does', function()
    child:answer('40', 'Hospitality', 'wang.jun', 'enter it')
    child:pursuit('cost')
    assert.same({
      'Amount (Information gathering: 0 of 50 spent, 50 left; deal 60 of 1,000): ',
      'Category (Information gathering: 40 of 50 spent, 10 left; deal 100 of 1,000):',
      'Who received it (Information gathering: 40 of 50 spent, 10 left; deal 100 of 1,000)? ',
      'wang.jun 2026: 60 of 250 EUR, this would make 100. Enter it?',
    }, child:get('_G.asked'))
    local said = table.concat(child:messages(), ' ')
    assert.truthy(said:find('wang.jun 2026: 60 of 250 EUR, this would make 100', 1, true), said)
    assert.truthy(ledger():find('| hospitality | 40 |', 1, true))
  end)

  it('that passes a budget or a limit is entered only after a yes', function()
    child:answer('leave it')
    child:pursuit('cost 61 travel')
    assert.same({ 'Information gathering: 61 of 50 spent, over the ceiling of 120 %. Enter it?' }, child:get('_G.asked'))
    assert.falsy(ledger():find('| 61 |', 1, true))
    child:answer('enter it')
    child:pursuit('cost 200 hospitality lunch to=wang.jun stage=delivery')
    assert.same({ 'Delivery and service: 260 of 200 spent, over the ceiling of 120 %; wang.jun 2026, Hospitality: 260 of 250 EUR, over the limit. '
      .. 'Enter it?' }, child:get('_G.asked'))
    assert.truthy(ledger():find('| hospitality | 200 |', 1, true))
  end)

  it('is entered without a question with a bang', function()
    child:answer()
    child:cmd('Pursuit! cost 61 travel')
    child:settle()
    assert.same({}, child:get('_G.asked'))
    assert.truthy(ledger():find('| travel | 61 |', 1, true))
  end)

  it('typed by hand is told on its line', function()
    child:cmd('edit ' .. root .. '/deals/2026/core/costs.md')
    child:type('Go| 2026-11-23 | delivery | hospitality | 200 | | wang.jun | |<Esc>')
    child:wait_for("vim.iter(vim.diagnostic.get(0)):any(function(d) return d.code == 'over-limit' end)", 'over-limit')
    local found = child:lua([[return vim.iter(vim.diagnostic.get(0)):map(function(d) return d.code .. ' ' .. d.lnum + 1 end):totable()]])
    local last = child:get("vim.fn.line('$')")
    assert.truthy(vim.list_contains(found, 'over-limit ' .. last), vim.inspect(found))
    assert.truthy(vim.list_contains(found, 'over-budget ' .. last), vim.inspect(found))
  end)
end)

describe('a forecast with targets', function()
  it('shows the way, the gap, and what is doubtful', function()
    local row = { key = 'li.wei', currency = 'EUR', count = 2, value = 1e6, weighted = 4e5, committed = 3e5, best = 5e5, booked = 0,
      manager_committed = 1e5, manager_best = 5e5, deals = { 'core', 'ring' }, doubtful = { 'core' } }
    local target = { owner = 'li.wei', name = 'Li Wei', period = '2026-Q4', currency = 'EUR', target = 1e6, booked = 25e4, committed = 25e4,
      best = 5e5, weighted = 0, gap = 5e5, best_gap = 25e4, apart = { 'CNY' } }
    local answer = { by = 'owner', today = '2026-11-23', rows = { row }, targets = { target }, undated = {}, unrated = { 'JPY' }, broken = {},
      currency = 'EUR' }
    local page = require('pursuit.render.forecast').page(answer, { width = 120, lang = 'en', filter = '' })
    local shown = table.concat(page.lines, '\n')
    for _, said in ipairs({ 'in EUR', '100 k / 500 k', '−200 k', '✗ 1', '██████▒▒▒▒▒▒░░░░░░······', 'commit on an unearned stage: core',
      'no rate, so kept apart: JPY', 'not counted, in other currencies: CNY' }) do
      assert.truthy(shown:find(said, 1, true), said .. '\n' .. shown)
    end
    target.gap, target.best_gap = -3e4, -3e4
    page = require('pursuit.render.forecast').page(answer, { width = 60, lang = 'zh', filter = '' })
    assert.truthy(table.concat(page.lines, '\n'):find('✓ +3 万', 1, true))
    narrow_enough(page, 60)
  end)
end)

describe('pages about money', function()
  it('fit into narrow windows in both languages', function()
    local payments = { today = '2026-11-23', broken = {}, sums = { { currency = 'CNY', overdue = 1e6, invoiced = 2, due = 3, later = 4, open = 5, paid = 6 } },
      rows = { { deal = '一个很长的项目编号', milestone = '到货验收款', currency = 'CNY', state = 'overdue', due = '2026-11-01', days = -22, amount = 1200000,
        paid = 200000, rest = 1000000, invoiced = true, path = '/w', lnum = 1, owner = 'li.wei' } } }
    local load = { today = '2026-11-23', currency = 'CNY', unrated = { 'JPY' }, broken = {}, rows = { { owner = 'li.wei', name = '李伟', deals = 30, value = 1e8,
      unvalued = 1, open_activities = 5, stalled = 1, idle = 2, by_stage = { { stage = 'a', label = '信息收集', deals = 30, value = 1e8 } } } } }
    local gifts = { today = '2026-11-23', currency = 'CNY', year = 0, broken = {}, people = { { person = 'wang', name = '王军', account = '云南电信', year = 2026, sums = { {
      category = 'gift', label = '礼品', sum = 500, limit = 400, near = true, over = true, unrated = 1, rows = { { deal = 'core', currency = 'CNY', amount = 500,
        run = 500, among = 2, passes = true, date = '2026-10-01', by = 'li.wei', note = '茶叶', path = '/w', lnum = 1 } } } } } } }
    for _, lang in ipairs({ 'en', 'zh' }) do
      for _, width in ipairs({ 60, 100 }) do
        narrow_enough(require('pursuit.render.payments').page(payments, { width = width, lang = lang, filter = '' }), width)
        narrow_enough(require('pursuit.render.load').page(load, { width = width, lang = lang, filter = '' }), width)
        narrow_enough(require('pursuit.render.gifts').page(gifts, { width = width, lang = lang }), width)
      end
    end
  end)
end)
