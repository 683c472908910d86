local scratch = require('scratch')

local function now(day)
  scratch.setenv('PURSUIT_NOW', day .. 'T12:00')
end

describe('the forecast', function()
  local w
  before_each(function()
    now('2026-11-23')
    w = scratch.workspace()
  end)
  after_each(function()
    scratch.setenv('PURSUIT_NOW', '')
  end)

  ---Puts lines into the front matter of a deal.
  local function edit(id, lines)
    local path = w.call('deal', { id = id }).path
    scratch.write(path, (scratch.read(path):gsub('\nstatus:', '\n' .. lines .. '\nstatus:', 1)))
    w.call('save', { paths = { path } })
  end

  local function new(id, value, more)
    local args = { title = id, id = id, value = value, currency = 'CNY', profile = 'full' }
    for key, v in pairs(more or {}) do
      args[key] = v
    end
    return w.call('new', args)
  end

  local function rows(args, fields)
    local out = {}
    for i, row in ipairs(w.call('forecast', args).rows) do
      local said = {}
      for k, field in ipairs(fields or { 'key', 'currency', 'count', 'value', 'weighted', 'committed', 'best', 'booked' }) do
        said[k] = tostring(row[field])
      end
      out[i] = table.concat(said, ' ')
    end
    return out
  end

  local function some_deals()
    new('a', 1000, { close = '2026-12-10', probability = 60, owner = 'li.wei', account = 'acme' }) -- best
    new('b', 200, { close = '2027-01-31', probability = 85, owner = 'zhao.min', account = 'acme' }) -- commit
    new('c', 50, { close = '2026-12-31', owner = 'li.wei' }) -- 10 %
    new('d', 7, { owner = 'li.wei', kind = 'B' })
    new('e', 30, { close = '2026-12-01', currency = 'EUR', forecast = 'commit' })
    new('p', 999, { close = '2026-12-01' })
    w.call('close', { id = 'p', status = 'paused', reason = 'budget' })
    new('l', 999, { close = '2026-12-01' })
    w.call('close', { id = 'l', status = 'lost', reason = 'price' })
    new('w', 400, { close = '2026-12-01', owner = 'li.wei' })
    w.call('close', { id = 'w', status = 'won', date = '2026-10-05', value = 500 })
  end

  it('sums by month, quarter and what deals share', function()
    some_deals()
    assert.same({
      '2026-10 CNY 0 0 0 0 0 500',
      '2026-12 CNY 2 1050 605 0 1000 0', -- 600 + 5
      '2026-12 EUR 1 30 3 30 30 0',
      '2027-01 CNY 1 200 170 200 200 0',
    }, rows({}))
    assert.same({ 'd' }, w.call('forecast', {}).undated)
    assert.same({ '2026-Q4 CNY 2 1050 605 0 1000 500', '2026-Q4 EUR 1 30 3 30 30 0', '2027-Q1 CNY 1 200 170 200 200 0' }, rows({ by = 'quarter' }))
    assert.same({
      'li.wei CNY 3 1057 605.7 0 1000 500', 'li.wei EUR 1 30 3 30 30 0', 'zhao.min CNY 1 200 170 200 200 0',
    }, rows({ by = 'owner' }))
    assert.same({ 'acme CNY 2 1200 770 200 1200 0', 'nil CNY 2 57 5.7 0 0 500', 'nil EUR 1 30 3 30 30 0' }, rows({ by = 'account' }))
    assert.same({ 'B Product with service' }, rows({ by = 'kind', filter = 'kind=B' }, { 'key', 'label' }))
    assert.same({ 'information Information gathering 4', 'information Information gathering 1' }, rows({ by = 'stage' }, { 'key', 'label', 'count' }))
    assert.same({}, w.call('forecast', { by = 'stage' }).undated)
    assert.same({ '2027-01 CNY 1 200 170 200 200 0' }, rows({ filter = 'owner=zhao.min' }))
    local code, said = w.fails('forecast', { by = 'moon' })
    assert.equal('INVAL', code)
    assert.is_truthy(said:find('moon', 1, true))
    assert.equal('INVAL', (w.fails('forecast', { filter = 'nothing<3' })))
  end)

  it('goes by what the owner and the manager judge', function()
    new('a', 100, { close = '2026-12-10', probability = 90, forecast = 'omitted' })
    new('b', 10, { close = '2026-12-10', probability = 5, forecast = 'best' })
    edit('b', 'forecast_manager: commit')
    assert.same({ '2026-12 CNY 2 110 90.5 0 10 0' }, rows({}))
    assert.same({ '10 10' }, rows({}, { 'manager_committed', 'manager_best' }))
  end)

  it('spreads what recurs', function()
    new('c', 500, { close = '2026-11-20', kind = 'C', probability = 50 })
    edit('c', 'recurring: {amount: 100, period: month, count: 3, start: 2026-12-31}')
    assert.same({
      '2026-11 CNY 1 200 100 0 200 0', '2026-12 CNY 1 100 50 0 100 0', '2027-01 CNY 1 100 50 0 100 0', '2027-02 CNY 1 100 50 0 100 0',
    }, rows({}))
    assert.same({ '2026-Q4 CNY 1 300 150 0 300 0', '2027-Q1 CNY 1 200 100 0 200 0' }, rows({ by = 'quarter' }))
    assert.same({ 'C CNY 1 500 250 0 500 0' }, rows({ by = 'kind' }))
  end)

  it('counts what is unsaved, and can be of another day', function()
    local path = new('a', 100, { close = '2026-12-10' }).path
    local unsaved = scratch.read(path):gsub('value: 100', 'value: 300')
    assert.equal(300, w.call('forecast', {}, { [path] = unsaved }).rows[1].value)
    assert.equal(100, w.call('forecast', { at = '2026-11-23' }, { [path] = unsaved }).rows[1].value)
    now('2026-12-01')
    w.call('close', { id = 'a', status = 'won', date = '2026-11-30' })
    assert.same({ '2026-11 CNY 0 0 0 0 0 100' }, rows({}))
    assert.same({ '2026-12 CNY 1 100 10 0 0 0' }, rows({ at = '2026-11-25' }))
    assert.equal('2026-11-25', w.call('forecast', { at = '2026-11-25' }).today)
    assert.same({}, rows({ at = '2020-01-01' }))
  end)

  it('leaves out what was put away, but what was booked', function()
    new('a', 100, { close = '2026-12-10' })
    new('w', 50, { close = '2026-12-10' })
    w.call('close', { id = 'w', status = 'won', date = '2026-11-01' })
    edit('a', 'archived: 2026-11-20')
    w.call('archive', { id = 'w' })
    assert.same({ '2026-11 CNY 0 0 0 0 0 50' }, rows({}))
    assert.same({ '2026-11 CNY 0 0 0 0 0 50', '2026-12 CNY 1 100 10 0 0 0' }, rows({ filter = 'archived' }))
  end)

  it('tells which deals can\'t be read', function()
    local path = new('a', 100, { close = '2026-12-10' }).path
    scratch.write(path, '---\ntitle: Fix: x\n---\n')
    local answer = w.call('forecast', {})
    assert.same({ 0, path }, { #answer.rows, answer.broken[1].path })
  end)
end)
