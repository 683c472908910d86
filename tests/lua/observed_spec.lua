local scratch = require('scratch')

local START = 1767225600 -- 2026-01-01
local function day(n)
  return os.date('!%Y-%m-%d', START + n * 86400)
end

local function now(n)
  scratch.setenv('PURSUIT_NOW', day(n) .. 'T12:00')
end

describe('what is observed', function()
  local w
  before_each(function()
    now(0)
    w = scratch.workspace()
  end)
  after_each(function()
    scratch.setenv('PURSUIT_NOW', '')
  end)

  local function new(id, more)
    local args = { title = id, id = id, value = 100, currency = 'CNY', profile = 'full' }
    for key, v in pairs(more or {}) do
      args[key] = v
    end
    return w.call('new', args)
  end

  local function advance(id)
    w.call('advance', { id = id, override = 'they wait' })
  end

  local function lose(id)
    w.call('close', { id = id, status = 'lost', reason = 'price' })
  end

  local function judge(id, probability)
    local path = w.call('deal', { id = id }).path
    local text, n = scratch.read(path):gsub('\nprobability:[^\n]*', '\nprobability: ' .. probability, 1)
    if n == 0 then
      text = text:gsub('\nstatus:', '\nprobability: ' .. probability .. '\nstatus:', 1)
    end
    scratch.write(path, text)
    w.call('save', { paths = { path } })
  end

  local function counts(stage)
    return { stage.entered, stage.went_on, stage.went_back, stage.ended, stage.here }
  end

  it('counts stages, days and ends', function()
    for i = 1, 6 do
      new('d' .. i)
    end
    for i, n in ipairs({ 10, 12, 20, 31, 40 }) do
      now(n)
      if i == 5 then
        lose('d5')
      else
        advance('d' .. i)
      end
    end
    now(50)
    w.call('back', { id = 'd1', reason = 'too early' })
    now(60)
    lose('d2')
    w.call('close', { id = 'd3', status = 'won' })
    now(70)
    local answer = w.call('observed', {})
    assert.equal(6, answer.deals)
    local information, concept = answer.stages[1], answer.stages[2]
    assert.same({ 'information', 10, 30 }, { information.id, information.probability, information.stalls })
    assert.same({ 6, 3, 0, 1, 2 }, counts(information)) -- d1 is back here, d6 never left
    assert.same({ 4, 1, 1, 1, 1 }, counts(concept)) -- d3 won from here; d4 is here
    assert.same({ 4, nil, nil }, { information.timed, information.median, information.conversion })
    assert.same({ 3, 1 }, { information.closed, information.won })
    now(71)
    lose('d6')
    information = w.call('observed', {}).stages[1]
    assert.same({ 5, 3, 2, 60 }, { information.timed, information.went_on, information.ended, information.conversion })
    assert.same({ 20, 31, 40 }, { information.quick, information.median, information.slow }) -- 12 20 31 40 71
    assert.is_nil(information.win)
  end)

  it('believes the dates in the notes', function()
    local path = new('a').path
    now(30)
    advance('a')
    scratch.write(path, (scratch.read(path):gsub(day(30), day(20))))
    w.call('save', { paths = { path } })
    for i = 1, 4 do
      new('d' .. i, { opened = day(30) })
    end
    now(40)
    for i = 1, 4 do
      advance('d' .. i)
    end
    local stage = w.call('observed', {}).stages[1]
    assert.same({ 5, 10, 10, 10 }, { stage.timed, stage.quick, stage.median, stage.slow }) -- 10 10 10 10 20
  end)

  it('holds what was judged against what came', function()
    for i = 1, 6 do
      new('d' .. i, { probability = i == 6 and 45 or 70 })
    end
    now(1)
    judge('d1', 30)
    judge('d2', 75)
    now(10)
    w.call('close', { id = 'd1', status = 'won' })
    w.call('close', { id = 'd2', status = 'won' })
    lose('d3')
    lose('d4')
    lose('d6')
    local judged = w.call('observed', {}).judged
    assert.same({ from = 60, ['until'] = 80, n = 4, won = 2 }, judged[4])
    assert.same({ from = 20, ['until'] = 40, n = 1, won = 1 }, judged[2])
    assert.same({ from = 40, ['until'] = 60, n = 1, won = 0 }, judged[3])
    lose('d5')
    assert.same({ from = 60, ['until'] = 80, n = 5, won = 2, share = 40 }, w.call('observed', {}).judged[4])
  end)

  it('looks at deals of a filter, or opened in a span of time', function()
    new('a', { owner = 'li.wei' })
    now(10)
    new('b', { owner = 'zhao.min' })
    now(20)
    assert.equal(2, w.call('observed', {}).deals)
    assert.equal(1, w.call('observed', { filter = 'owner=zhao.min' }).deals)
    assert.equal(1, w.call('observed', { from = day(5) }).deals)
    local answer = w.call('observed', { from = '2026', to = day(5) })
    assert.same({ 1, '2025-12-31', day(5) }, { answer.deals, answer.from, answer.to })
    assert.equal('INVAL', (w.fails('observed', { from = 'never' })))
    assert.equal('INVAL', (w.fails('observed', { filter = 'nothing<3' })))
  end)

  it('goes on through renames and counts what is unsaved', function()
    new('a', { probability = 70 })
    now(10)
    w.call('rename', { id = 'a', to = 'b' })
    now(20)
    lose('b')
    local path = w.call('deal', { id = 'b' }).path
    local answer = w.call('observed', {})
    assert.same({ 1, 0, 0, 1, 0 }, counts(answer.stages[1]))
    assert.equal(1, answer.stages[1].timed)
    assert.equal(1, answer.judged[4].n)
    local unsaved = scratch.read(path):gsub('status: lost', 'status: open')
    assert.same({ 1, 0, 0, 0, 1 }, counts(w.call('observed', {}, { [path] = unsaved }).stages[1]))
  end)
end)
