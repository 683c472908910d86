local scratch = require('scratch')

local START = 1767225600 -- 2026-01-01
local function day(n)
  return os.date('!%Y-%m-%d', START + n * 86400)
end

local function now(n)
  scratch.setenv('PURSUIT_NOW', day(n) .. 'T12:00')
end

describe('the movement of the pipeline', function()
  local w
  before_each(function()
    now(0)
    w = scratch.workspace()
  end)
  after_each(function()
    scratch.setenv('PURSUIT_NOW', '')
  end)

  local function new(id, value, more)
    local args = { title = id, id = id, value = value, currency = 'CNY', profile = 'full' }
    for key, v in pairs(more or {}) do
      args[key] = v
    end
    return w.call('new', args)
  end

  local function edit(id, key, value)
    local path = w.call('deal', { id = id }).path
    local text, n = scratch.read(path):gsub('\n' .. key .. ':[^\n]*', '\n' .. key .. ': ' .. value, 1)
    assert.equal(1, n)
    scratch.write(path, text)
    w.call('save', { paths = { path } })
  end

  local function moves(args)
    local out = {}
    for i, row in ipairs(w.call('movement', args).rows) do
      out[i] = ('%s %s %s'):format(row.move, row.deal, row.amount)
    end
    return out
  end

  local function sums(answer)
    local out = {}
    for i, sum in ipairs(answer.sums) do
      out[i] = ('%s %d/%s %d/%s'):format(sum.currency, sum.begin_count, sum.begin, sum.end_count, sum['end'])
      local value = sum.begin
      for _, moved in ipairs(sum.moves) do
        value = value + (moved.counts and moved.amount or 0)
      end
      assert.equal(sum['end'], value)
    end
    return out
  end

  it('tells what came, went, grew, advanced and slipped', function()
    new('grown', 100, { close = day(50) })
    new('won', 200, { close = day(50) })
    new('lost', 30)
    new('same', 5)
    now(10)
    edit('grown', 'value', 150)
    edit('grown', 'close', day(80))
    w.call('advance', { id = 'grown', override = 'they wait' })
    new('new', 70)
    w.call('close', { id = 'won', status = 'won', value = 250 })
    w.call('close', { id = 'lost', status = 'lost', reason = 'price' })
    now(20)
    local answer = w.call('movement', { from = day(5) })
    assert.same({ day(5), day(20) }, { answer.from, answer.to })
    assert.same({ 'CNY 4/335 3/225' }, sums(answer)) -- 335 + 70 + 50 + 50 - 250 - 30
    assert.same({
      'new new 70', 'grown grown 50', 'grown won 50', 'won won -250', 'lost lost -30', 'advanced grown 150', 'slipped grown 150',
    }, moves({ from = day(5) }))
    local row = answer.rows[6]
    assert.same({ 'information', 'concept', 'Concept discussion', 'grown' }, { row.from, row.to, row.to_label, row.title })
    row = answer.rows[7]
    assert.same({ day(50), day(80), 30 }, { row.from, row.to, row.days })
    row = answer.rows[2]
    assert.same({ '100', '150' }, { row.from, row.to })
    assert.same({}, moves({ from = day(12) }))
    assert.same({ 'new grown 100', 'new lost 30', 'new same 5', 'new won 200' }, (function()
      local list = moves({ from = '2020-01-01', to = day(5) })
      table.sort(list)
      return list
    end)())
    -- the same between two days of the past
    assert.same(moves({ from = day(5) }), moves({ from = day(5), to = day(15) }))
  end)

  it('takes periods, and says what is none', function()
    new('a', 1)
    now(100)
    local function span(from, to)
      local answer = w.call('movement', { from = from, to = to })
      return { answer.from, answer.to }
    end
    assert.same({ day(70), day(100) }, span())
    assert.same({ '2025-12-31', '2026-03-31' }, span('2026-Q1'))
    assert.same({ '2026-01-31', '2026-02-28' }, span('2026-02'))
    assert.same({ '2025-12-31', day(100) }, span('2026'))
    assert.same({ day(90), day(95) }, span('-10d', day(95)))
    assert.same({ '2025-12-31', '2026-02-28' }, span('2026-Q1', '2026-02'))
    for from, to in pairs({ soon = '', ['2026-13'] = '', ['2026-Q5'] = '', [day(10)] = day(5), [day(101)] = '', ['2027'] = '' }) do
      assert.equal('INVAL', (w.fails('movement', { from = from, to = to })), from)
    end
  end)

  it('looks through a filter at deals as they are, or were', function()
    new('a', 100, { owner = 'li.wei' })
    new('b', 10, { owner = 'zhao.min' })
    new('c', 1, { owner = 'li.wei' })
    now(10)
    edit('a', 'value', 120)
    edit('b', 'value', 20)
    os.execute('rm -r ' .. w.dir .. '/deals/2026/c')
    w.call('commit', { message = 'c goes' })
    assert.same({ 'grown a 20', 'gone c -1' }, moves({ from = day(5), filter = 'owner=li.wei' }))
    assert.same({ 'grown b 10' }, moves({ from = day(5), filter = 'owner=zhao.min' }))
    now(20)
    assert.same({ 'grown a 20', 'gone c -1' }, moves({ from = day(5), to = day(15), filter = 'owner=li.wei' }))
  end)

  it('counts what is unsaved now, and goes on through renames', function()
    new('a', 100)
    now(10)
    w.call('rename', { id = 'a', to = 'b' })
    now(20)
    assert.same({}, moves({ from = day(5) }))
    local path = w.call('deal', { id = 'b' }).path
    local unsaved = scratch.read(path):gsub('value: 100', 'value: 130')
    local rows = w.call('movement', { from = day(5) }, { [path] = unsaved }).rows
    assert.same({ 'grown', 'b', 30 }, { rows[1].move, rows[1].deal, rows[1].amount })
  end)

  it('leaves out what can\'t be read, and says so', function()
    local path = new('a', 100).path
    new('b', 5)
    now(10)
    scratch.write(path, '---\ntitle: Fix: x\n---\n')
    scratch.git(w.dir, 'commit', '-qam', 'broken', '--date', day(10) .. 'T12:00:00Z')
    now(20)
    local answer = w.call('movement', { from = day(15), to = day(16) })
    assert.same({ 'CNY 1/5 1/5' }, sums(answer))
    assert.is_true(#answer.broken > 0 and answer.broken[1].path == path)
    assert.same({}, moves({ from = day(5), to = day(15) }))
    assert.same({}, moves({ from = day(5) }))
  end)

  it('reconciles on random histories, whatever the days', function()
    math.randomseed(3)
    local ids = {}
    for n = 0, 40 do
      now(n)
      for _ = 1, math.random(3) do
        local id = ids[math.random(math.max(1, #ids))]
        local what = id and math.random(6) or 1
        if what == 1 then
          ids[#ids + 1] = 'd' .. #ids
          new(ids[#ids], math.random(99), { close = day(math.random(60, 300)), currency = math.random(3) == 1 and 'EUR' or 'CNY' })
        elseif what == 2 then
          edit(id, 'value', math.random(99))
        elseif what == 3 then
          w.ws:call('close', { id = id, status = ({ 'won', 'lost', 'paused', 'no-decision' })[math.random(4)], reason = 'price' })
        elseif what == 4 then
          w.ws:call('reopen', { id = id })
        elseif what == 5 then
          edit(id, 'currency', math.random(2) == 1 and 'EUR' or 'CNY')
        else
          w.ws:call('advance', { id = id, override = 'they wait' })
        end
      end
    end
    now(41)
    local function open(at)
      local sum = {}
      for _, deal in ipairs(w.call('deals', { all = true, at = at })) do
        if deal.status == 'open' then
          sum[deal.currency] = (sum[deal.currency] or 0) + deal.value
        end
      end
      return sum
    end
    for _ = 1, 15 do
      local a = math.random(0, 41)
      local b = math.random(a, 41)
      local answer = w.call('movement', { from = day(a), to = day(b) })
      sums(answer)
      local begin, finish = open(day(a)), open(day(b))
      for _, sum in ipairs(answer.sums) do
        assert.equal(begin[sum.currency] or 0, sum.begin)
        assert.equal(finish[sum.currency] or 0, sum['end'])
      end
    end
  end)
end)
