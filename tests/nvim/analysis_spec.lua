---Factors, the customer's flow, SWOT, compliance and competitors on the screen.
local cells = require('pursuit.render.cells')
local children = require('child')

local function factors()
  local function factor(id, label, weight, us, a, b, best, gap)
    return {
      id = id, label = label, weight = weight, us = us, rivals = { { id = 'huateng', score = a }, { id = 'beifang', score = b } }, best = best,
      gap = gap, talked = true, known = true, path = '/w/deal.md', lnum = 20,
    }
  end
  return {
    deal = 'acme-core', path = '/w/deal.md', top = 9, weights = 75, gaps = { 'price', 'stability' }, downstream = false, copied = 'acme-ring',
    parties = { { total = 7.5333, rank = 1 }, { id = 'huateng', label = 'Huateng', total = 6.8667, rank = 3 },
      { id = 'beifang', label = '北方网络', total = 7.4667, rank = 2 } },
    factors = {
      factor('stability', 'Product stability', 30, 8, 7, 9, 'beifang', 0.4),
      factor('service', '及时有效的售后服务', 25, 9, 5, 6, 'beifang', -1),
      factor('price', 'Competitive price', 20, 5, 9, nil, 'huateng', 1.0667),
    },
    lacks = { { kind = 'no-rival-score', item = 'price', text = "factor 'price': 北方网络 has no score", path = '/w/deal.md', lnum = 22 } },
  }
end

local function flow(fields)
  local function step(id, label, state, date, stage, more)
    return vim.tbl_extend('force', {
      id = id, label = label, state = state, date = date, stage = stage[1], stage_label = stage[2], departments = {}, ahead = false, soon = false,
      known = true, here = false, path = '/w/deal.md', lnum = 30,
    }, more or {})
  end
  local concept, negotiation = { 'concept', 'Concept discussion' }, { 'negotiation', 'Negotiation and signing' }
  return vim.tbl_extend('force', {
    deal = 'acme-core', flow = 'telecom', label = 'Telecom customer', path = '/w/deal.md', ours = 'concept', ours_label = 'Concept discussion',
    warning = "the customer is at 'Tender issue', which asks for 'Negotiation and signing'; we are in 'Concept discussion'", soon = false, rows = 3,
    steps = {
      step('planning-review', 'Planning review', 'done', '2026-10-01', concept, { departments = { 'Finance' } }),
      step('tender-issue', '发放标书', 'running', '2026-11-20', negotiation, { ahead = true, here = true }),
      step('bid-evaluation', 'Bid evaluation', 'open', '2026-12-01', negotiation, { soon = true }),
      step('decision-review', 'Decision review', 'open', nil, negotiation),
    },
  }, fields or {})
end

local function swot()
  local function entry(id, kind, finding, answer, flaws)
    return { id = id, kind = kind, finding = finding, answer = answer, flaws = flaws or {}, path = '/w/2-planning.md', lnum = 9, source_lnum = 1 }
  end
  return {
    deal = 'acme-core', path = '/w/2-planning.md', strengths = 1, weaknesses = 1, opportunities = 1, threats = 1, unanswered = 1, flaws = 2,
    entries = {
      entry('s1', 'S', 'runs for ten years without a stop, as nobody else can show', 'bring the director there'),
      entry('w1', 'W', '没有语音设备', nil, { 'no-finding', 'unanswered' }),
      entry('o1', 'O', 'flood season', 'finish before'), entry('t1', 'T', 'credit for old equipment', 'match it'),
    },
  }
end

local function compliance()
  local function point(id, requirement, fields)
    return vim.tbl_extend('force', { id = id, requirement = requirement, open = false, overdue = false, explained = true, path = '/w/c.md', lnum = 5 }, fields)
  end
  return {
    deal = 'acme-core', path = '/w/c.md', count = 4, open = 2, overdue = 1, unexplained = 1,
    answers = { { id = 'full', label = 'Complies', count = 1, open = 0 }, { id = 'none', label = 'Does not comply', count = 1, open = 0 },
      { count = 2, open = 2 } },
    owners = { { id = 'chen.yu', label = 'chen.yu', count = 3, open = 2 }, { id = 'li.wei', label = 'li.wei', count = 1, open = 0 } },
    points = {
      point('1', 'Dual power', { answer = 'full', answer_label = 'Complies', owner = 'li.wei' }),
      point('2', 'Local stock', { open = true, due = '2026-12-09', owner = 'chen.yu' }),
      point('3', '双路供电', { open = true, overdue = true, due = '2026-11-20', owner = 'chen.yu' }),
      point('4', 'Source', { answer = 'none', answer_label = 'Does not comply', explained = false, owner = 'chen.yu' }),
    },
  }
end

local function competitors()
  return { competitors = { {
    id = 'huateng', name = 'Huateng', note = '/w/competitors/huateng.md', products = 'H8, H9', focus = 'the south', open = 1, won = 0, lost = 1,
    deals = 2, sums = { { currency = 'EUR', value = 1200000 } }, regions = { 'north' }, accounts = { 'acme' },
    standings = {
      { deal = 'acme-core', outcome = 'open', stage_label = 'Concept discussion', value = 1200000, us = 8, them = 7.3, threat = 'high',
        account = 'acme', path = '/w/deal.md', lnum = 9 },
      { deal = 'old-ring', outcome = 'lost-to', stage_label = 'Negotiation', value = 90000, account = 'acme', path = '/w/old.md', lnum = 9 },
    },
    factors = { { id = 'price', label = '价格', us = 5, them = 9, deals = 2 } },
  } } }
end

local function draw(name, answer, style)
  return require('pursuit.render.' .. name).page(answer, vim.tbl_extend('keep', style or {}, { width = 100, lang = 'en' }))
end

describe('the views of the analysis', function()
  it('stand in any width, in both languages, and put nothing beyond the edge', function()
    for width = 60, 140, 10 do
      for _, lang in ipairs({ 'en', 'zh' }) do
        for name, answer in pairs({ factors = factors(), flow = flow(), swot = swot(), compliance = compliance(), competitors = competitors() }) do
          for _, id in ipairs({ '', 'huateng' }) do
            local page = draw(name, answer, { width = width, lang = lang, all = id ~= '', id = id ~= '' and id or nil })
            for _, line in ipairs(page.lines) do
              assert.truthy(cells.width(line) <= width, ('%s %d %s: %s'):format(name, width, lang, line))
            end
          end
        end
      end
    end
  end)
end)

describe('the decision factors', function()
  it('stand as a matrix, ours first, with signs', function()
    assert.same({
      ' acme-core   decision factors   + we lead by 0.07',
      '',
      ' Factor              Weight  We               Huateng          北方网络',
      ' Product stability       30     8 ███████░ -     7 ██████░░       9 ████████ +',
      ' 及时有效的售后服务      25     9 ████████ +     5 ████░░░░       6 █████░░░',
      ' Competitive price       20     5 ████░░░░ -     9 ████████ +     – ░░░░░░░░',
      ' Weighted                75  7.53 +           6.87             7.47',
      ' Rank                           1                3                2',
      '',
      ' Gaps that matter',
      ' 1  Competitive price   -1.07   we 5, Huateng 9',
      ' 2  Product stability   -0.40   we 8, 北方网络 9',
      '',
      ' Principles',
      ' ✗ Weights are set for this deal   the same as in acme-ring',
      ' ✓ Each weight points at a talk with the customer',
      " ✗ The needs of the customer's own customers count",
      '',
      ' Missing',
      " ✗ factor 'price': 北方网络 has no score",
    }, draw('factors', factors()).lines)
  end)

  it('leave out bars and then competitors where it is narrow', function()
    local lines = draw('factors', factors(), { width = 60, lang = 'zh' }).lines
    assert.equal(' acme-core   决策因素   + 我方领先 0.07', lines[1])
    assert.equal(' Product stability      30     8 -       7         9 +', lines[4])
    assert.falsy(draw('factors', factors(), { width = 34 }).lines[3]:find('北方', 1, true))
  end)

  it('say how to begin', function()
    local lines = draw('factors', { deal = 'x', factors = {}, gaps = {}, lacks = {}, parties = { { rank = 0 } }, path = '/w/deal.md' }).lines
    assert.truthy(lines[3]:find('no factors yet', 1, true))
  end)
end)

describe("the customer's flow", function()
  it('says where they are, and where we should be', function()
    assert.same({
      ' acme-core   procurement flow: Telecom customer   we: Concept discussion',
      " ✗ the customer is at 'Tender issue', which asks for 'Negotiation and signing'; we are in 'Concept",
      "   discussion'",
      '',
      '   Step                      Date        asks for                                  Departments',
      ' ✓ Planning review  done     2026-10-01  ● Concept discussion                      Finance',
      ' ▶ 发放标书         running  2026-11-20    Negotiation and signing  ✗ ahead of us',
      ' · Bid evaluation   open     2026-12-01    Negotiation and signing  ! soon',
      ' · Decision review  open                   Negotiation and signing',
    }, draw('flow', flow()).lines)
  end)

  it('asks for a beginning', function()
    assert.truthy(draw('flow', flow({ steps = {}, warning = false })).lines[3]:find('no flow yet', 1, true))
    local lines = draw('flow', flow({ rows = 0, warning = false })).lines
    assert.truthy(lines[#lines]:find('not begun', 1, true))
  end)
end)

describe('what a row lacks', function()
  it('is a dash on the screen', function()
    local answer = swot()
    answer.entries[1].id = nil
    assert.truthy(draw('swot', answer).lines[4]:find('^ –   runs for ten years'))
  end)

  it('does not cut totals of ten and more', function()
    local answer = factors()
    answer.parties[1].total = 10
    assert.truthy(table.concat(draw('factors', answer).lines, '\n'):find(' 10.00 ', 1, true))
    assert.truthy(table.concat(draw('factors', answer, { width = 60 }).lines, '\n'):find(' 10.00 ', 1, true))
  end)
end)

describe('SWOT', function()
  it('stands in four quadrants, each entry with its answer and its flaws', function()
    local page = draw('swot', swot())
    assert.equal(' acme-core   SWOT   S 1  W 1  O 1  T 1   ✗ 1 finding without an answer', page.lines[1])
    assert.equal(' Strengths                                       │ Weaknesses', page.lines[3])
    assert.equal(' s1  runs for ten years without a stop, as       │ w1  没有语音设备', page.lines[4])
    assert.equal('     nobody else can show                        │     ✗ points at no finding', page.lines[5])
    assert.equal('     → bring the director there                  │     ✗ no strategy answers it', page.lines[6])
    assert.equal('w1', page.items[4].other.entry.id)
  end)

  it('is a list where it is narrow', function()
    local lines = draw('swot', swot(), { width = 60, lang = 'zh' }).lines
    assert.equal(' 优势', lines[3])
    assert.falsy(table.concat(lines, '\n'):find('│', 1, true))
  end)
end)

describe('compliance', function()
  it('counts, and shows what is open, the overdue first', function()
    assert.same({
      ' acme-core   compliance   4 requirements   2 open   ✗ 1 overdue',
      '',
      ' Complies         █████░░░░░░░░░░░░░░░    1',
      ' Does not comply  █████░░░░░░░░░░░░░░░    1',
      ' Not answered     ██████████░░░░░░░░░░    2',
      '',
      ' Owners  chen.yu 3, 2 open   li.wei 1, 0 open',
      '',
      ' Open requirements',
      ' ✗   3   双路供电      Not answered                 2026-11-20   chen.yu',
      ' ·   2   Local stock   Not answered                 2026-12-09   chen.yu',
      ' !   4   Source        Does not comply: no devia…                chen.yu',
    }, vim.tbl_map(function(line) return (line:gsub('%s+$', '')) end, draw('compliance', compliance()).lines))
  end)

  it('draws a thousand requirements at once', function()
    local many = compliance()
    for i = 1, 1000 do
      many.points[i] = { id = tostring(i), requirement = 'Requirement ' .. i, open = true, overdue = false, explained = true, path = '/w/c.md', lnum = i }
    end
    assert.truthy(#draw('compliance', many, { all = true }).lines > 1000)
  end)
end)

describe('a competitor', function()
  it('has a page: its deals, what came of them, how it scores', function()
    assert.same({
      ' Huateng   1 open, 0 won against it, 1 lost to it   EUR 1.20 M',
      '',
      ' Products  H8, H9',
      ' Focus     the south',
      ' Regions   north',
      ' Accounts  acme',
      '',
      ' Deals',
      ' ▶   acme-core   Concept discussion   1,200 k   + 8.00 : 7.30   high   acme',
      ' ✗   old-ring    lost to it              90 k                          acme',
      '',
      ' Scores, it against us',
      ' - 价格      9 : 5     over 2 deals',
    }, vim.tbl_map(function(line) return (line:gsub('%s+$', '')) end, draw('competitors', competitors(), { id = 'huateng' }).lines))
  end)
end)

describe(':Pursuit', function()
  local child, root

  setup(function()
    child = children.start({ columns = 100, lines = 30 })
    root = child:workspace('en')
    child:ok('new', 'Core', { id = 'core', profile = 'full', root = root })
    child:ok('add', 'competitor', { id = 'huateng', title = 'Huateng', root = root })
    child:cmd('cd ' .. root)
  end)

  teardown(function()
    child:stop()
  end)

  local function shows(pattern)
    child:settle()
    child:wait_for(("table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n'):find(%q) ~= nil"):format(pattern), pattern)
  end

  it('flow begins a flow and sets its steps, by words and by keys', function()
    child:cmd('Pursuit flow core')
    shows('no flow yet')
    child:cmd('Pursuit flow core start telecom')
    shows('Construction plan')
    assert.equal('pursuit-flow', child:lua('return vim.bo.filetype'))
    child:lua("vim.fn.search('Construction plan')")
    assert.truthy(table.concat(child:messages(), '\n'):find('8 steps got a row', 1, true))
    child:type('S')
    child:settle()
    assert.truthy(table.concat(child:messages(), '\n'):find('every step has its row already', 1, true))
    child:lua("vim.fn.search('Construction plan')")
    child:type('x')
    shows('✓ Construction plan')
    assert.equal('construction-plan', child:ok('flow', 'core', { root = root }).at)
    child:cmd('Pursuit flow core tender-issue running')
    shows('✗ the customer is at')
    assert.equal('tender-issue', child:ok('flow', 'core', { root = root }).worst)
  end)

  it('enter one more row from where it is missed', function()
    child:lua('vim.ui.input = function(opts) _G.asked = opts.prompt end')
    child:lua('vim.ui.select = function(_, opts) _G.asked = opts.prompt end')
    for name, key in pairs({ factors = 'a', swot = 'a', compliance = 'A', plan = 'g' }) do
      child:lua('_G.asked = nil')
      child:pursuit(name .. ' core')
      child:wait_for(("vim.bo.filetype == 'pursuit-%s'"):format(name))
      child:type(key)
      child:wait_for('_G.asked ~= nil')
    end
  end)

  it('factors, swot, compliance and competitors open their views', function()
    for name, pattern in pairs({ factors = 'no factors yet', swot = 'no SWOT yet', compliance = 'no matrix yet' }) do
      child:cmd('Pursuit ' .. name .. ' core')
      shows(pattern)
      assert.equal('pursuit-' .. name, child:lua('return vim.bo.filetype'))
    end
    child:cmd('Pursuit competitors')
    shows('Huateng')
    child:lua("vim.fn.search('Huateng')")
    child:type('<CR>')
    shows('0 open, 0 won')
    child:type('-')
    shows('at stake')
  end)
end)
