-- Money as scripts get it: what a cost would do, the ledger and its curve, gifts against limits, payments, load.
local scratch = require('scratch')

scratch.setenv('XDG_CACHE_HOME', scratch.dir())

local w

local function costs(id, rows)
  scratch.write(('%s/deals/2026/%s/costs.md'):format(w.dir, id),
    '# Costs\n\n## Ledger\n\n| date | stage | category | amount | by | to | note |\n|---|---|---|---|---|---|---|\n' .. rows)
end

local function front(id, key, value)
  local path = ('%s/deals/2026/%s/deal.md'):format(w.dir, id)
  local line = ('\n%s: %s'):format(key, value)
  local text, found = scratch.read(path):gsub('\n' .. key .. ':[^\n]*', line, 1)
  scratch.write(path, found > 0 and text or (text:gsub('^%-%-%-', '---' .. line, 1)))
end

local function append(id, text)
  local path = ('%s/deals/2026/%s/deal.md'):format(w.dir, id)
  scratch.write(path, scratch.read(path) .. text)
end

setup(function()
  scratch.setenv('PURSUIT_NOW', '2026-11-23T12:00:00Z')
  w = scratch.workspace('en')
  w.call('new', { title = 'Core', id = 'core', profile = 'full', owner = 'li.wei', value = 100000, budget = 1000, opened = '2026-10-01' })
  w.call('new', { title = 'Ring', id = 'ring', profile = 'full', owner = 'zhao', value = 800000, currency = 'CNY', budget = 80000, opened = '2026-10-01' })
  w.call('add', { kind = 'person', id = 'liu.min', title = 'Liu Min' })
  costs('core', '| 2026-10-02 | information | travel | 40 | | | |\n| 2026-10-03 | information | hospitality | 20 | | liu.min | |\n')
  costs('ring', '| 2026-11-02 | information | hospitality | 1600 | | liu.min | dinner |\n| 2025-11-02 | information | gift | 80 | | liu.min | |\n')
end)

describe('a cost', function()
  it('is weighed before it is entered', function()
    local x = w.call('weigh', { id = 'core', amount = 20, category = 'travel' })
    assert.equal('information', x.stage)
    assert.equal(50, x.stage_budget) -- 5 % of 1,000
    assert.equal(60, x.stage_spent)
    assert.equal(80, x.stage_after)
    assert.equal(60, x.ceiling)
    assert.equal(80, x.after)
    assert.equal('ceiling', x.warnings[1].kind)
    assert.is_true(x.warns)
    assert.equal('Information gathering: 80 of 50 spent, over the ceiling of 120 %', x.warnings[1].text)
  end)

  it('is weighed by what a person has received in all deals, in the currency of the process', function()
    local x = w.call('weigh', { id = 'core', amount = 30, category = 'hospitality', to = 'liu.min', stage = 'delivery' })
    local person = x.people[1]
    assert.equal('Liu Min', person.name)
    assert.equal(2026, person.year)
    assert.equal(220, person.used) -- 20 EUR, and 1,600 CNY of which 8 are one
    assert.equal(250, person.after)
    assert.equal(250, person.limit)
    assert.is_true(person.near)
    assert.is_false(person.over)
    x = w.call('weigh', { id = 'core', amount = 30.01, category = 'hospitality', to = 'liu.min', stage = 'delivery' })
    assert.is_true(x.people[1].over)
    assert.equal('Liu Min 2026, Hospitality: 250.01 of 250 EUR, over the limit', x.warnings[#x.warnings].text)
    x = w.call('weigh', { id = 'ring', amount = 400, category = 'gift', to = 'liu.min', date = '2025-12-01' })
    assert.equal(60, x.people[1].after) -- another year, another category
  end)

  it('is weighed with what is known of it so far', function()
    local x = w.call('weigh', { id = 'core' })
    assert.is_nil(x.amount)
    assert.equal(x.stage_spent, x.stage_after)
    x = w.call('weigh', { id = 'core', category = 'gift' })
    assert.is_true(x.asks)
    assert.equal('nobody', x.warnings[#x.warnings].kind)
    assert.equal('INVAL', (w.fails('weigh', { id = 'core', amount = 0 })), 'nothing at all is no cost')
    assert.equal('INVAL', (w.fails('weigh', { id = 'core', amount = 'much' })))
    local code, message = w.fails('weigh', { id = 'core', category = 'bribe' })
    assert.equal('INVAL', code)
    assert.truthy(message:find('bribe', 1, true))
  end)

  it('writes nothing by being weighed', function()
    local before = scratch.git(w.dir, 'status', '--porcelain')
    w.call('weigh', { id = 'core', amount = 20, category = 'travel' })
    assert.equal(before, (scratch.git(w.dir, 'status', '--porcelain')))
  end)
end)

describe('the costs of a deal', function()
  it('are told per stage, by category, and as a curve', function()
    local c = w.call('costs', { id = 'core' })
    assert.equal(60, c.spent)
    assert.equal('over', c.stages[1].mark) -- 60 of 50; the ceiling is 60
    assert.equal('stage', c.warnings[1].kind)
    assert.equal(600, c.stages[1].ran)
    assert.equal(500, c.stages[1].allowed)
    assert.equal(2000, c.stages[2].allowed)
    assert.same({ 'travel', 'hospitality' }, { c.categories[1].id, c.categories[2].id })
    assert.equal('2026-10-02', c.ledger[1].date)
    assert.equal('2026-10-01', c.curve[1].day)
    assert.equal('2026-11-23', c.curve[#c.curve].day)
    assert.equal(600, c.curve[#c.curve].ran)
  end)

  it('keep the three probabilities apart, and say when too few were seen', function()
    local c = w.call('costs', { id = 'core' })
    assert.equal(10, c.stage_probability)
    assert.is_nil(c.judged)
    assert.is_nil(c.observed)
    assert.equal(0, c.seen)
    assert.equal(5, c.least)
    for i = 1, 5 do
      w.call('new', { title = 'Old ' .. i, id = 'old-' .. i, value = 100, owner = 'li.wei' })
      if i <= 2 then
        w.call('close', { id = 'old-' .. i, status = 'won', value = 100 })
      else
        w.call('close', { id = 'old-' .. i, status = 'lost', reason = 'price' })
      end
    end
    front('core', 'probability', 35)
    c = w.call('costs', { id = 'core' })
    assert.same({ 35, 35, 10, 40, 5, 2 }, { c.probability, c.judged, c.stage_probability, c.observed, c.seen, c.won })
    assert.equal(w.call('observed', {}).stages[1].win, c.observed)
  end)
end)

describe('gifts', function()
  it('are listed by person and year, over all deals', function()
    local g = w.call('gifts', {})
    assert.equal('EUR', g.currency)
    assert.equal(2026, g.year)
    assert.equal(1, #g.people)
    local p = g.people[1]
    assert.equal('Liu Min', p.name)
    assert.equal(220, p.sums[1].sum)
    assert.is_true(p.sums[1].near)
    assert.same({ 'core', 'ring' }, { p.sums[1].rows[1].deal, p.sums[1].rows[2].deal })
    assert.same({ 20, 220 }, { p.sums[1].rows[1].run, p.sums[1].rows[2].run })
    g = w.call('gifts', { year = -1 })
    assert.same({ 2026, 2025 }, { g.people[1].year, g.people[2].year })
    assert.equal(0, #w.call('gifts', { person = 'nobody' }).people)
  end)

  it('count unsaved text', function()
    local path = w.dir .. '/deals/2026/core/costs.md'
    local text = scratch.read(path) .. '| 2026-11-03 | information | hospitality | 40 | | liu.min | |\n'
    local g = w.call('gifts', {}, { [path] = text })
    assert.equal(260, g.people[1].sums[1].sum)
    assert.is_true(g.people[1].sums[1].over)
    assert.is_true(g.people[1].sums[1].rows[3].passes)
  end)
end)

describe('payments', function()
  it('of won deals are told with what is open, by currency', function()
    append('old-1', '\n## Payments\n\n| milestone | due | amount | invoiced | paid |\n|---|---|---|---|---|\n'
      .. '| advance | 2026-10-01 | 30 | 2026-09-20 | 2026-10-05 |\n| delivery | 2026-11-01 | 50 | 2026-10-20 | 10 |\n| rest | 2027-06-01 | 20 | | |\n')
    append('core', '\n## Payments\n\n| milestone | due | amount | invoiced | paid |\n|---|---|---|---|---|\n| advance | 2026-10-01 | 9 | | |\n')
    local p = w.call('payments', {})
    assert.equal(2, #p.rows)
    assert.same({ 'overdue', 'delivery', 40, -22 }, { p.rows[1].state, p.rows[1].milestone, p.rows[1].rest, p.rows[1].days })
    assert.equal('later', p.rows[2].state)
    assert.same({ currency = 'EUR', overdue = 40, invoiced = 0, due = 0, later = 20, open = 60, paid = 40 }, p.sums[1])
    assert.equal(3, #w.call('payments', { state = 'all' }).rows)
    assert.equal(1, #w.call('payments', { state = 'paid' }).rows)
    assert.equal(0, #w.call('payments', { filter = 'owner=zhao' }).rows)
    local code = w.fails('payments', { state = 'someday' })
    assert.equal('INVAL', code)
  end)
end)

describe('load', function()
  it('says who carries how much, in one currency', function()
    local l = w.call('load', {})
    assert.same({ 'EUR', 'EUR' }, { l.currency, l.rows[1].currency })
    local by = {}
    for _, row in ipairs(l.rows) do
      by[row.owner or ''] = row
    end
    assert.equal(1, by['li.wei'].deals)
    assert.equal(100000, by['li.wei'].value)
    assert.equal(100000, by.zhao.value) -- 800,000 CNY
    assert.equal(1, by.zhao.by_stage[1].deals)
    assert.truthy(by.zhao.open_activities > 0)
    assert.equal(800000, w.call('load', { currency = 'CNY', filter = 'owner=zhao' }).rows[1].value)
    local code = w.fails('load', { currency = 'XXX' })
    assert.equal('INVAL', code)
  end)

  it('counts who will leave as long as they are here, and nobody who is gone', function()
    scratch.write(w.dir .. '/team/soon.md', '---\nname: Soon\nleft: 2099-01-01\n---\n')
    scratch.write(w.dir .. '/team/stays.md', '---\nname: Stays\nleft: no\n---\n')
    scratch.write(w.dir .. '/team/gone.md', '---\nname: Gone\nleft: 2020-01-01\n---\n')
    local here = {}
    for _, row in ipairs(w.call('load', {}).rows) do
      here[row.owner or ''] = row.deals
    end
    assert.same({ 0, 0, nil }, { here.soon, here.stays, here.gone })
    for _, id in ipairs({ 'soon', 'stays', 'gone' }) do
      os.remove(w.dir .. '/team/' .. id .. '.md')
    end
  end)

  it('leaves out what has no rate, and says so', function()
    w.call('new', { title = 'Yen', id = 'yen', owner = 'zhao', value = 5, currency = 'JPY' })
    local l = w.call('load', { filter = 'owner=zhao' })
    assert.same({ 'JPY' }, l.unrated)
    assert.equal(2, l.rows[1].deals)
    assert.equal(1, l.rows[1].unvalued)
    assert.equal(100000, l.rows[1].value)
  end)
end)

describe('a forecast', function()
  local function by_key(rows)
    local found = {}
    for _, row in ipairs(rows) do
      found[(row.key or '') .. ' ' .. row.currency] = row
    end
    return found
  end

  setup(function()
    front('core', 'close', '2026-12-10')
    front('core', 'forecast', 'commit')
    front('ring', 'close', '2026-12-20')
    front('ring', 'forecast_manager', 'commit')
    scratch.write(w.dir .. '/team/zhao.md', '---\nname: Zhao\n---\n\n## Targets\n\n| period | amount | currency |\n|---|---|---|\n'
      .. '| 2026-Q4 | 300000 | EUR |\n| 2025-Q4 | 1 | |\n')
    scratch.write(w.dir .. '/team/li.wei.md', '---\nname: Li Wei\nemails: [li.wei@example.com]\n---\n\n## Targets\n\n'
      .. '| period | amount |\n|---|---|\n| 2026-Q4 | 90000 |\n')
  end)

  it('keeps currencies apart, or has all in one', function()
    local apart = by_key(w.call('forecast', { by = 'quarter' }).rows)
    assert.equal(100000, apart['2026-Q4 EUR'].value)
    assert.equal(800000, apart['2026-Q4 CNY'].value)
    local f = w.call('forecast', { by = 'quarter', currency = 'EUR' })
    assert.equal('EUR', f.currency)
    assert.equal(200000, by_key(f.rows)['2026-Q4 EUR'].value)
    assert.is_nil(by_key(f.rows)['2026-Q4 CNY'])
    local code = w.fails('forecast', { currency = 'XXX' })
    assert.equal('INVAL', code)
  end)

  it('names what has no rate, and does not mix it in', function()
    local f = w.call('forecast', { by = 'owner', currency = 'EUR' })
    assert.same({ 'JPY' }, f.unrated)
    assert.equal(5, by_key(f.rows)['zhao JPY'].value)
    assert.equal(100000, by_key(f.rows)['zhao EUR'].value)
  end)

  it('holds targets against what is booked and committed', function()
    local f = w.call('forecast', { by = 'owner', currency = 'EUR' })
    assert.equal(2, #f.targets)
    assert.same({ 'Li Wei', 90000, 200, 100000, -10200 },
      { f.targets[1].name, f.targets[1].target, f.targets[1].booked, f.targets[1].committed, f.targets[1].gap })
    assert.same({ 'zhao', 300000, 0, 300000 }, { f.targets[2].owner, f.targets[2].target, f.targets[2].committed, f.targets[2].gap })
    f = w.call('forecast', { by = 'owner', filter = 'owner=zhao' })
    assert.equal(1, #f.targets)
    assert.same({ 'CNY' }, f.targets[1].apart)
    f = w.call('forecast', { by = 'quarter', currency = 'EUR' })
    assert.same({ nil, '2026-Q4', 390000, 289800 }, { f.targets[1].owner, f.targets[1].period, f.targets[1].target, f.targets[1].gap })
    assert.equal(0, #w.call('forecast', { by = 'quarter', filter = 'kind=C' }).targets)
    assert.equal(0, #w.call('forecast', { by = 'stage' }).targets)
  end)

  it('marks a commit on a stage that is not earned', function()
    assert.same({}, by_key(w.call('forecast', { by = 'quarter' }).rows)['2026-Q4 EUR'].doubtful)
    front('core', 'stage', 'planning')
    front('ring', 'stage', 'planning')
    local rows = by_key(w.call('forecast', { by = 'quarter' }).rows)
    assert.same({ 'core' }, rows['2026-Q4 EUR'].doubtful)
    assert.same({ 'ring' }, rows['2026-Q4 CNY'].doubtful) -- the manager's commit
    front('core', 'stage', 'information')
    front('ring', 'stage', 'information')
  end)
end)

describe('all of it', function()
  it('is the same from the index and from the files', function()
    local from_index = { w.call('gifts', { year = -1 }), w.call('payments', { state = 'all' }), w.call('load', {}), w.call('costs', { id = 'core' }) }
    scratch.setenv('PURSUIT_DIRECT', '1')
    local from_files = { w.call('gifts', { year = -1 }), w.call('payments', { state = 'all' }), w.call('load', {}), w.call('costs', { id = 'core' }) }
    scratch.setenv('PURSUIT_DIRECT', '')
    assert.same(from_files, from_index)
  end)

  it('can be asked of a day in the past', function()
    w.call('commit', { message = 'rows' })
    assert.equal(0, #w.call('gifts', { at = '2026-11-22' }).people)
    assert.equal(0, #w.call('payments', { at = '2026-11-22' }).rows)
    assert.equal(0, #w.call('load', { at = '2026-11-22' }).rows)
    assert.equal(1, #w.call('gifts', { at = '2026-11-23' }).people)
    assert.equal(60, w.call('costs', { id = 'core', at = '2026-11-23' }).spent)
  end)
end)
