local scratch = require('scratch')

local START = 1767225600 -- 2026-01-01
local function day(n)
  return os.date('!%Y-%m-%d', START + n * 86400)
end

local function now(n)
  scratch.setenv('PURSUIT_NOW', day(n) .. 'T12:00')
end

---Sets a field of deal.md by hand, and saves.
local function set(w, id, key, value)
  local path = w.call('deal', { id = id }).path
  local text, n = scratch.read(path):gsub('\n' .. key .. ':[^\n]*', '\n' .. key .. ': ' .. value, 1)
  assert(n == 1, key)
  scratch.write(path, text)
  w.call('save', { paths = { path } })
end

---Closes activities of a stage note.
local function close(w, id, file, most)
  local folder, lnum, n = w.call('deal', { id = id }).path:gsub('deal%.md$', ''), 0, 0
  for line in scratch.read(folder .. file):gmatch('([^\n]*)\n') do
    lnum = lnum + 1
    if n < most and line:find('^%- %[ %] ') then
      n = n + 1
      w.call('toggle', { path = folder .. file, lnum = lnum, state = 'x' })
    end
  end
  assert(n == most, n)
end

local function habit(answer, owner, id)
  for _, one in ipairs(answer.habits) do
    if one.owner == owner and one.habit == id then
      return one
    end
  end
end

---"early-share 100>=70*" for each sign.
local function signs(one)
  local said = {}
  for _, sign in ipairs(one.signs) do
    said[#said + 1] = ('%s %s%s%d%s'):format(sign.key, sign.value or '-', sign.most and '<=' or '>=', sign.limit, sign.met and '*' or '')
  end
  return table.concat(said, ' ')
end

describe('habits', function()
  local w
  before_each(function()
    now(0)
    w = scratch.workspace()
  end)
  after_each(function()
    scratch.setenv('PURSUIT_NOW', '')
  end)

  local function new(id, more)
    local args = { title = id, id = id, value = 100, currency = 'EUR', profile = 'full', owner = 'li.wei' }
    for key, v in pairs(more or {}) do
      args[key] = v
    end
    return w.call('new', args)
  end

  it('say of a storyteller which deals have lain since when', function()
    for i = 1, 5 do
      new('d' .. i)
    end
    now(40)
    w.call('log', { id = 'd1', text = 'a call', deals = { 'd2' } }) -- counts for both
    now(70)
    local one = habit(w.call('habits', {}), 'li.wei', 'storyteller')
    assert.same({ true, true, 5, 5 }, { one.enough, one.found, one.have, one.need })
    assert.equal('early-share 100>=70* advanced-share 0<=20* idle-share 60>=30*', signs(one))
    assert.same({ 'd3', true, 70, day(0), day(0) },
      { one.evidence[1].deal, one.evidence[1].against, one.evidence[1].days, one.evidence[1].from, one.evidence[1].to })
    assert.same({ 'd2', false, 30, day(40) },
      { one.evidence[5].deal, one.evidence[5].against, one.evidence[5].days, one.evidence[5].to })
    assert.same({ 5, 5 }, { one.signs[1].part, one.signs[1].of })
    -- moving a date is no activity; closing one is
    set(w, 'd3', 'close', '2026-12-31')
    close(w, 'd4', '0-information.md', 1)
    one = habit(w.call('habits', {}), 'li.wei', 'storyteller')
    assert.equal('early-share 100>=70* advanced-share 0<=20* idle-share 40>=30*', signs(one))
  end)

  it('say of a late pusher what was closed when', function()
    new('d1')
    close(w, 'd1', '0-information.md', 2)
    now(10)
    for _ = 1, 3 do
      w.call('advance', { id = 'd1', override = 'they wait' })
    end
    close(w, 'd1', '1-concept.md', 1) -- the same day, but after the move
    now(20)
    close(w, 'd1', '1-concept.md', 14)
    close(w, 'd1', '2-planning.md', 3)
    close(w, 'd1', '3-negotiation.md', 5) -- in its time
    local one = habit(w.call('habits', {}), 'li.wei', 'late-pusher')
    assert.same({ true, true, 20, 20 }, { one.enough, one.found, one.have, one.need })
    assert.equal('late-share 90>=50*', signs(one))
    local proof = one.evidence[1]
    assert.same({ 'd1', 18, 20, day(10), day(10), day(20) }, { proof.deal, proof.count, proof.of, proof.reached, proof.from, proof.to })
    assert.equal('What problem does the customer face?', proof.items[1])
    assert.equal(18, #proof.items)
  end)

  it('say of an early spender what was spent on what', function()
    for i = 1, 3 do
      new('d' .. i, { budget = 1000 }) -- of which the first two stages get 200
      w.call('cost', { id = 'd' .. i, amount = 100 * (i + 2), category = 'travel' })
    end
    local one = habit(w.call('habits', { owner = 'li.wei' }), 'li.wei', 'early-spender')
    assert.same({ true, true, 3, 3 }, { one.enough, one.found, one.have, one.need })
    assert.equal('over-curve 200>=200*', signs(one))
    assert.same({ 1200, 600 }, { one.signs[1].part, one.signs[1].of })
    assert.same({ 'd3', 500, 200, 250, day(0), true, 'EUR' }, {
      one.evidence[1].deal, one.evidence[1].amount, one.evidence[1].curve, one.evidence[1].share, one.evidence[1].from,
      one.evidence[1].against, one.evidence[1].currency,
    })
  end)

  it('give no verdict without enough, and say what there is', function()
    new('d1', { budget = 1000 })
    local answer = w.call('habits', { owner = 'me' })
    assert.equal('li.wei', answer.owner)
    local said = {}
    for _, one in ipairs(answer.habits) do
      assert.is_false(one.enough or one.found)
      said[#said + 1] = ('%s %d/%d'):format(one.habit, one.have, one.need)
    end
    assert.same({ 'storyteller 1/5', 'late-pusher 0/20', 'early-spender 1/3' }, said)
  end)

  it('are told of no name that is nobody\'s', function()
    local code, message = w.fails('habits', { owner = 'nobody' })
    assert.same({ 'NOTFOUND', 'nobody has no note team/nobody.md: :Pursuit add member makes one' }, { code, message })
  end)

  it('charge each period to its owner then', function()
    for i = 1, 3 do
      new('d' .. i, { budget = 1000 })
      w.call('cost', { id = 'd' .. i, amount = 500, category = 'travel' })
    end
    now(10)
    for i = 1, 3 do
      set(w, 'd' .. i, 'owner', '"[[zhao.min]]"')
      w.call('cost', { id = 'd' .. i, amount = 10, category = 'travel' })
    end
    local answer = w.call('habits', {})
    local before, after = habit(answer, 'li.wei', 'early-spender'), habit(answer, 'zhao.min', 'early-spender')
    assert.same({ true, 1500 }, { before.found, before.signs[1].part })
    assert.same({ true, false, 30 }, { after.enough, after.found, after.signs[1].part })
  end)

  it('go on under another id, with what came before', function()
    new('d1')
    close(w, 'd1', '0-information.md', 2)
    w.call('rename', { kind = 'deal', id = 'd1', to = 'd2' })
    now(5)
    close(w, 'd2', '1-concept.md', 2)
    local one = habit(w.call('habits', {}), 'li.wei', 'late-pusher')
    assert.equal(4, one.have)
  end)

  it('are the same from git itself, on a day of the past, and with unsaved texts', function()
    for i = 1, 5 do
      new('d' .. i, { budget = 1000 })
    end
    now(3)
    close(w, 'd1', '0-information.md', 2)
    w.call('cost', { id = 'd1', amount = 300, category = 'travel' })
    set(w, 'd2', 'owner', 'zhao.min')
    now(80)
    local then_ = w.call('habits', { at = day(2) })
    assert.equal(day(2), then_.today)
    assert.equal('early-share 100>=70* advanced-share 0<=20* idle-share 0>=30', signs(habit(then_, 'li.wei', 'storyteller')))
    assert.is_nil(habit(then_, 'zhao.min', 'storyteller'))
    assert.equal(0, habit(then_, 'li.wei', 'late-pusher').have)
    local told = w.call('habits', {})
    local walked = w.call('habits', { walk = true })
    assert.same(told, walked)
    local path = w.call('deal', { id = 'd1' }).path:gsub('deal%.md$', 'costs.md')
    local text, n = scratch.read(path):gsub('| 300 ', '| 900 ')
    assert.equal(1, n)
    local unsaved = w.call('habits', {}, { [path] = text })
    assert.equal(900, habit(unsaved, 'li.wei', 'early-spender').evidence[1].amount)
  end)
end)
