---A deal on one screen.
local cells = require('pursuit.render.cells')
local children = require('child')
local render = require('pursuit.render.overview')

local function stage(fields)
  return vim.tbl_extend('keep', fields, {
    groups = {}, done = 0, na = 0, open = 0, days = 0, probability = 10, reach = 100, round = 0, spent = 0, over = false,
  })
end

local function answer(fields)
  return vim.tbl_extend('keep', fields or {}, {
    deal = 'acme-core', title = 'Acme core network upgrade', account = 'acme', owner = 'li.wei', status = 'open', currency = 'CNY',
    path = '/w/deal.md', people = 8, covered = 6, against = 1, champions = { '刘敏' }, strengths = 3, weaknesses = 2,
    opportunities = 1, threats = 0, unanswered = 1, probability = 25, value = 1200000, budget = 12000, spent = 3000,
    expected_cost = 6200, expected_value = 300000, expected_margin = 50000, dear = false, today = '2026-11-23',
    gaps = 2, needs = { done = 5, total = 7, said = 'quiet cut-overs', apart = true }, team = { 'li.wei', 'chen.yu' }, total = 5.75, rank = 2,
    flow = { label = 'Telecom', step = 'bid-evaluation', step_label = 'Bid evaluation', state = 'running', date = '2026-11-12',
      next_label = 'Decision review', next_date = '2026-12-01', ahead = true, behind = 1, path = '/w/deal.md', lnum = 50 },
    lags = { { id = 'price', label = 'Price', rival = 'Huateng', gap = 3, lnum = 60 } },
    rivals = { { id = 'huateng', label = 'Huateng', threat = 'high', lnum = 40, total = 8.25, rank = 1 }, { id = 'norla', label = 'Norla', lnum = 41 } },
    next_action = { text = 'Call Ms Qian', due = '2026-11-25', path = '/w/log.md', lnum = 7 },
    stages = {
      stage({ id = 'information', label = 'Information gathering', state = 'walked', done = 12, na = 1, entered = '2026-09-01', days = 31,
        gate = 'preliminary', gate_label = 'Preliminary review', round = 1, decision = 'go', decided = '2026-10-02', budget = 600,
        spent = 900, over = true, path = '/w/reviews/preliminary-1.md',
        groups = { { label = 'Opportunity', done = 3, na = 0, open = 0 }, { label = 'Market', done = 9, na = 1, open = 0 } } }),
      stage({ id = 'concept', label = '概念交流', state = 'here', done = 12, open = 12, entered = '2026-10-02', days = 52, probability = 25,
        gate = 'approval', gate_label = '立项评审', budget = 1800, spent = 2100, over = true,
        groups = { { label = '客户需求分析', done = 6, na = 0, open = 0 }, { label = '自身分析', done = 6, na = 0, open = 12 } } }),
      stage({ id = 'planning', label = 'Pursuit planning', state = 'ahead', open = 12, probability = 45, reach = 56, budget = 2400 }),
    },
  })
end

local function draw(width, lang, fields)
  return render.page(answer(fields), { width = width, lang = lang or 'en' })
end

describe('the overview', function()
  it('stands on one screen', function()
    assert.same({
      ' acme-core   Acme core network upgrade   acme   li.wei   open',
      '',
      ' ✓ 0 Information gathering  ██████████  13/13     31d   10%      900 of 600 !',
      '     Opportunity 3/3   Market 10/10',
      '     ● Preliminary review  go, round 1, 2026-10-02',
      ' ▶ 1 概念交流               █████░░░░░  12/24     52d   25%  2,100 of 1,800 !',
      '     客户需求分析 6/6   自身分析 6/18',
      '     ● 立项评审  not held',
      ' · 2 Pursuit planning       ░░░░░░░░░░   0/12           45%      0 of 2,400',
      '',
      ' Customer     5 of 7 questions about needs answered: quiet cut-overs',
      '              Bid evaluation, running, 2026-11-12, ahead of us by 1 stage, next:',
      '              Decision review 2026-12-01',
      '              covered 6 of 8, champion: 刘敏, 1 against us, 2 gaps',
      ' Ourselves    S 3  W 2  O 1  T 0, 1 finding without an answer',
      '              weighed 5.75, place 2, team li.wei, chen.yu',
      ' Competitors  Huateng (high) 8.25, Norla',
      '              behind in Price 3.00 (Huateng)',
      ' Value        CNY 1.20 M × 25% = 300 k',
      ' Cost         spent 3,000, expected 6,200, budget 12 k, expected margin 50 k',
      ' Next         Call Ms Qian, 2026-11-25',
    }, draw(90).lines)
  end)

  it('says what is used and left of a frame contract', function()
    local frame = { used = 320000, planned = 80000, ceiling = 1000000, left = 680000, to = '2027-06-30', over = false, full = false }
    local function line(fields, lang)
      local lines = draw(100, lang, { frame = vim.tbl_extend('force', frame, fields or {}) }).lines
      return vim.iter(lines):find(function(l)
        return l:find('^ Frame') or l:find('^ 框架合同')
      end)
    end
    assert.equal(' Frame        320 k used of 1.00 M, 680 k left, 80 k more in open call-offs, until 2027-06-30', line())
    assert.equal(' Frame        ceiling passed, 1.02 M used of 1.00 M, -20 k left, over since 2026-01-01',
      line({ used = 1020000, left = -20000, planned = 0, passed = true, over = true, to = '2026-01-01' }))
    assert.equal(' 框架合同  已用 32 万，上限 100 万，剩余 68 万，另有未签订单 8 万，至 2027-06-30', line(nil, 'zh'))
    assert.equal(' Follows      acme-frame', draw(90, 'en', { parent = 'acme-frame' }).lines[21])
  end)

  it('fits every width, in either language', function()
    for _, lang in ipairs({ 'en', 'zh' }) do
      for _, width in ipairs({ 40, 60, 72, 80, 100, 140 }) do
        for i, line in ipairs(draw(width, lang).lines) do
          assert.is_true(cells.width(line) <= width, ('line %d has %d cells in %d: %s'):format(i, cells.width(line), width, line))
        end
      end
    end
  end)

  it('cuts nothing off that two lines of a narrow window hold', function()
    local said = table.concat(draw(60).lines, ' '):gsub('%s+', ' ')
    assert.truthy(said:find('budget 12 k, expected margin 50 k Next', 1, true), said)
    local long = draw(60, 'en', { needs = { done = 1, total = 7, said = ('word '):rep(60) } })
    local words = vim.tbl_filter(function(line) return line:find('word', 1, true) end, long.lines)
    assert.equal(2, #words)
    assert.truthy(words[2]:find('word…$')) -- the rest stands in the note
  end)

  it('says so where winning costs more than it brings', function()
    local page = draw(90, 'en', { dear = true })
    local row = #page.lines - 2
    local marked = vim.tbl_filter(function(mark) return mark.row == row and mark.group == 'PursuitWarn' end, page.marks)
    assert.equal(1, #marked)
  end)

  it('leads lines to their notes', function()
    local page = draw(90)
    assert.equal('/w/reviews/preliminary-1.md', page.items[5].path)
    assert.same({ '/w/log.md', 7 }, { page.items[21].path, page.items[21].lnum })
    assert.equal(40, page.items[17].lnum)
    assert.equal(60, page.items[18].lnum)
  end)
end)

describe(':Pursuit overview', function()
  local child, root
  setup(function()
    child = children.start()
    root = child:workspace('zh')
    child:ok('new', '核心网扩容', { id = 'core', value = 1200000, budget = 12000 })
  end)
  teardown(function()
    child:stop()
  end)

  it('opens, follows changes of the deal, and gives what it shows', function()
    child:api('set_current_dir', root)
    child:pursuit('overview core')
    child:wait_for("vim.bo.filetype == 'pursuit-overview'", 'the overview')
    assert.truthy(child:screen():find('信息收集', 1, true))
    child:ok('cost', 'core', { amount = 700, category = 'travel' })
    child:settle()
    child:wait_for("table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false)):find('700 / 600', 1, true) ~= nil", 'the cost')
    local overview = child:ok('overview', 'core')
    assert.same({ 6, true, 700 }, { #overview.stages, overview.stages[1].over, overview.stages[1].spent })
    assert.equal(40, overview.stages[2].reach) -- 10 of 25
    assert.equal('here', overview.stages[1].state)
  end)
end)
