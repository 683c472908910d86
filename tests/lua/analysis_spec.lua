-- Factors, the customer's flow, SWOT, compliance and competitors as scripts get them.
local scratch = require('scratch')

scratch.setenv('XDG_CACHE_HOME', scratch.dir())

local FACTORS = [==[

## Decision factors

| factor | weight | us | huateng | northnet | evidence |
|--------|--------|----|---------|----------|----------|
| stability | 30 | 8 | 7 | 9 | [[log#2026-11-12]] |
| service | 25 | 9 | 5 | 6 | |
| price | 20 | 5 | 9 | 7 | [[log#2026-11-12]] |

]==]
local RIVALS = [[
| competitor | product | focus | policy | threat |
|------------|---------|-------|--------|--------|
| huateng | | | price first | high |
| northnet | N9 | | | |
]]

local w

local function path(id)
  return w.dir .. '/deals/2026/' .. id .. '/deal.md'
end

---deal.md with rows in Competitors and another table of factors.
local function filled(id, factors)
  local text = scratch.read(path(id))
  text = text:gsub('(## Competitors\n\n)|.-\n\n', function(head) return head .. RIVALS .. '\n' end)
  return (text:gsub('\n## Decision factors\n\n|.-\n\n', function() return factors or FACTORS end))
end

setup(function()
  scratch.setenv('PURSUIT_NOW', '2026-11-23T12:00:00Z')
  w = scratch.workspace('en')
  w.call('add', { kind = 'account', id = 'acme', title = 'Acme', region = 'north' })
  w.call('add', { kind = 'competitor', id = 'huateng', title = 'Huateng Technologies' })
  w.call('new', { title = 'Core', id = 'core', account = 'acme', value = 1000000, flow = 'telecom' })
  w.call('new', { title = 'Ring', id = 'ring', account = 'acme', value = 300000 })
  w.call('new', { title = 'Other', id = 'other', value = 100, profile = 'full' })
  scratch.write(path('core'), filled('core'))
  local log = w.dir .. '/deals/2026/core/log.md'
  scratch.write(log, scratch.read(log) .. '\n## 2026-11-12 14:25 visit\n\nService comes first.\n')
  local note = w.dir .. '/competitors/huateng.md'
  scratch.write(note, (scratch.read(note):gsub('products:[^\n]*', 'products: [H8, H9]'):gsub('focus:[^\n]*', 'focus: the south')
    :gsub('policy:[^\n]*', 'policy: dumping')))
  w.call('commit', {})
end)

describe('factors', function()
  it('gives the matrix, totals, ranks and the gaps that matter', function()
    local o = w.call('factors', { id = 'core' })
    assert.same({ '', 'Huateng Technologies', 'northnet' }, { o.parties[1].label or '', o.parties[2].label, o.parties[3].label })
    assert.same({ 7.5333, 6.8667, 7.4667 }, { o.parties[1].total, o.parties[2].total, o.parties[3].total })
    assert.same({ 1, 3, 2 }, { o.parties[1].rank, o.parties[2].rank, o.parties[3].rank })
    assert.same({ 'price', 'stability' }, o.gaps)
    assert.same({ 1.0667, 'huateng', true }, { o.factors[3].gap, o.factors[3].best, o.factors[3].talked })
    assert.same({ 9, 6 }, { o.factors[2].us, o.factors[2].rivals[2].score })
    assert.same({ 'no-evidence', 'service' }, { o.lacks[1].kind, o.lacks[1].item })
    assert.equal(1, #o.lacks)
    assert.is_nil(o.copied)
    assert.is_false(o.downstream)
    assert.equal(w.dir .. '/competitors/huateng.md', o.parties[2].note)
  end)

  it('says whose weights these are', function()
    local same = filled('ring', FACTORS:gsub('| 8 | 7 | 9 |', '| 1 | 2 | 3 |'))
    local o = w.call('factors', { id = 'ring' }, { [path('ring')] = same })
    assert.equal('core', o.copied)
    assert.is_nil(w.call('factors', { id = 'other' }, { [path('other')] = filled('other') }).copied)
  end)

  it('knows an earlier day', function()
    assert.equal(0, #w.call('factors', { id = 'ring', at = '2026-11-23' }).factors)
    scratch.setenv('PURSUIT_NOW', '2026-12-01T12:00:00Z')
    assert.equal(3, #w.call('factors', { id = 'core', at = '2026-11-23' }).factors)
    scratch.setenv('PURSUIT_NOW', '2026-11-23T12:00:00Z')
  end)
end)

describe('competitors', function()
  it('are found in all deals, with how it ended and how they score', function()
    local o = w.call('competitors', {})
    assert.equal(2, #o.competitors)
    local h = w.call('competitors', { id = 'huateng' }).competitors[1]
    assert.same({ 'Huateng Technologies', 'H8, H9', 'the south', 'dumping' }, { h.name, h.products, h.focus, h.policy })
    assert.same({ 1, 0, 0 }, { h.open, h.won, h.lost })
    assert.same({ 'north' }, h.regions)
    assert.same({ 1000000, 'EUR' }, { h.sums[1].value, h.sums[1].currency })
    local s = h.standings[1]
    assert.same({ 'core', 'H8, H9', 'high', 'open', 1, 3 }, { s.deal, s.product, s.threat, s.outcome, s.our_rank, s.their_rank })
    assert.same({ 'price', 9, 5, 1 }, { h.factors[1].id, h.factors[1].them, h.factors[1].us, h.factors[1].deals })
  end)

  it('average over deals, and know to whom a deal was lost', function()
    scratch.write(path('ring'), filled('ring', FACTORS:gsub('| price | 20 | 5 | 9', '| price | 30 | 8 | 6')))
    w.call('commit', {})
    w.call('close', { id = 'ring', status = 'lost', reason = 'price', to = 'huateng' })
    local h = w.call('competitors', { id = 'huateng' }).competitors[1]
    assert.same({ 1, 0, 1, 2 }, { h.open, h.won, h.lost, h.deals })
    local price
    for _, f in ipairs(h.factors) do
      price = f.id == 'price' and f or price
    end
    assert.same({ 6.5, 7.5, 2 }, { price.us, price.them, price.deals }) -- (5 + 8) / 2, (9 + 6) / 2
    assert.equal('lost-to', h.standings[2].outcome)
    assert.equal('lost-other', w.call('competitors', { id = 'northnet' }).competitors[1].standings[2].outcome)
  end)

  it('are renamed everywhere, and refused where there are none', function()
    w.call('rename', { kind = 'competitor', id = 'huateng', to = 'hua' })
    assert.truthy(scratch.read(path('core')):find('\n| hua ', 1, true))
    assert.truthy(scratch.read(path('core')):find('| us | hua | northnet |', 1, true)) -- its column of the factors too
    assert.equal(3, #w.call('competitors', { id = 'hua' }).competitors[1].factors)
    assert.truthy(scratch.read(path('ring')):find('lost_to: hua\n', 1, true))
    w.call('rename', { kind = 'competitor', id = 'hua', to = 'huateng' })
    local code, message = w.fails('competitors', { id = 'nobody' })
    assert.same({ 'NOTFOUND', "no competitor is named 'nobody'" }, { code, message })
  end)
end)

describe('flow', function()
  it('is begun in one commit, and its steps are set in one each', function()
    local before = w.call('flow', { id = 'core' })
    assert.same({ 8, 8, 'construction-plan' }, { #before.steps, before.rows, before.next }) -- `new` with a flow writes its rows
    local made = w.call('flow_start', { id = 'other', flow = 'negotiated' })
    assert.equal(9, made.count)
    local o = w.call('flow', { id = 'other' })
    assert.same({ 'negotiated', 9, 'information' }, { o.flow, o.rows, o.ours })
    assert.same({ 'Operation and maintenance', 'Telecom business' }, o.steps[1].departments)
    assert.equal(0, w.call('flow_start', { id = 'other' }).count)
    local set = w.call('flow_step', { id = 'other', step = 'feasibility-study', state = '进行中' })
    assert.same({ 'running', '2026-11-23' }, { set.text, set.date })
    o = w.call('flow', { id = 'other' })
    assert.same({ 'feasibility-study', 'project-plan' }, { o.at, o.next })
    assert.equal(1, o.behind)
    assert.equal("the customer is at 'Project application', which asks for 'Concept discussion'; we are in 'Information gathering'", o.warning)
    set = w.call('flow_step', { id = 'other', step = 'feasibility-study', state = 'open', date = '2026-12-24' })
    assert.same({ 'open', '2026-12-24' }, { set.text, set.date })
    assert.is_nil(w.call('flow', { id = 'other' }).warning)
    w.call('flow_step', { id = 'other', step = 'technical-talks', state = 'open', date = '2026-12-30' })
    assert.truthy(scratch.read(path('other')):find('| technical%-talks +|  +| 2026%-12%-30')) -- only the day was set
  end)

  it('refuses what is none', function()
    assert.equal('INVAL', (w.fails('flow_start', { id = 'ring' })))
    assert.equal('INVAL', (w.fails('flow_start', { id = 'core', flow = 'nonsense' })))
    assert.equal('INVAL', (w.fails('flow_step', { id = 'core', step = 'tender', state = 'done' })))
    assert.equal('INVAL', (w.fails('flow_step', { id = 'core', step = 'tender-issue', state = 'perhaps' })))
    assert.equal('INVAL', (w.fails('flow_step', { id = 'core', step = 'tender-issue', state = 'done', date = 'soon' })))
  end)

  it('warns on the row, when the tender is out and the planning is not done', function()
    w.call('flow_step', { id = 'core', step = 'tender-issue', state = 'done' })
    local found
    for _, d in ipairs(w.call('diagnostics', { path = path('core') })) do
      found = d.code == 'flow-ahead' and d or found
    end
    assert.equal("the customer is at 'Tender issue', which asks for 'Negotiation and signing'; we are in 'Information gathering'", found.message)
    assert.equal(2, found.severity)
    assert.equal(w.call('flow', { id = 'core' }).steps[5].lnum, found.lnum)
  end)
end)

describe('swot and compliance', function()
  it('say what points nowhere and what is open', function()
    local planning, matrix = w.dir .. '/deals/2026/core/2-planning.md', w.dir .. '/deals/2026/core/compliance.md'
    local overlay = {
      [planning] = '# Planning\n\n## SWOT\n\n| id | kind | finding | answer |\n|--|--|--|--|\n'
        .. '| S1 | S | runs [[1-concept#^self-product]] | show it |\n| W1 | W | nobody knows | |\n',
      [matrix] = '# Matrix\n\n## Compliance\n\n| id | requirement | answer | deviation | owner | due | state |\n|--|--|--|--|--|--|--|\n'
        .. '| 1 | Dual power | full | | zhao.min | | |\n| 2 | Local stock | | | chen.yu | 2026-11-20 | |\n| 3 | Source | none | | chen.yu | | |\n',
    }
    scratch.write(matrix, overlay[matrix])
    local s = w.call('swot', { id = 'core' }, overlay)
    assert.same({ 1, 1, 0, 0, 1, 1 }, { s.strengths, s.weaknesses, s.opportunities, s.threats, s.unanswered, s.flaws })
    assert.same({ 'self-product', 'runs' }, { s.entries[1].source, s.entries[1].finding })
    assert.truthy(s.entries[1].source_path:find('1-concept.md', 1, true))
    assert.equal(2, #s.entries[2].flaws)
    local c = w.call('compliance', { id = 'core' }, overlay)
    assert.same({ 3, 1, 1, 1 }, { c.count, c.open, c.overdue, c.unexplained })
    assert.same({ 'full', 'Complies', 1 }, { c.answers[1].id, c.answers[1].label, c.answers[1].count })
    assert.same({ 'chen.yu', 1 }, { c.owners[1].id, c.owners[1].open })
    local due
    for _, item in ipairs(w.call('agenda', { days = 30 }, overlay).items) do
      due = item.path == matrix and item or due
    end
    assert.same({ '2 Local stock', true }, { due.text, due.overdue })
  end)
end)
