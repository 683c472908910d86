-- Frame contracts: what is called off under one counts once, wherever sums are made.
local scratch = require('scratch')

scratch.setenv('XDG_CACHE_HOME', scratch.dir())

local function now(day)
  scratch.setenv('PURSUIT_NOW', day .. 'T12:00')
end

describe('a frame contract', function()
  local w

  local function edit(id, lines)
    local path = w.call('deal', { id = id }).path
    scratch.write(path, (scratch.read(path):gsub('\nstatus:', '\n' .. lines .. '\nstatus:', 1)))
    w.call('save', { paths = { path } })
    return path
  end

  local function new(id, value, more)
    local args = { title = id, id = id, value = value, currency = 'CNY', profile = 'full', probability = 50, close = '2026-12-20' }
    for key, v in pairs(more or {}) do
      args[key] = v
    end
    return w.call('new', args)
  end

  local function total(rows)
    local sum = { value = 0, weighted = 0, booked = 0 }
    for _, row in ipairs(rows) do
      for key in pairs(sum) do
        sum[key] = sum[key] + (row[key] or 0)
      end
    end
    return sum
  end

  before_each(function()
    now('2026-11-23')
    w = scratch.workspace()
    new('frame', 500000)
    edit('frame', 'frame: {ceiling: 600000, from: 2026-01-01, to: 2026-12-31}')
    new('one', 120000, { parent = 'frame' })
    new('two', 80000, { parent = 'frame' })
    new('alone', 7000)
  end)
  after_each(function()
    scratch.setenv('PURSUIT_NOW', '')
  end)

  it('and its call-offs are one value on the board', function()
    local board = w.call('board', { filter = '' })
    assert.equal(507000, board.sums[1].value)
    assert.equal(253500, board.sums[1].weighted)
    for _, deal in ipairs(board.deals) do
      assert.equal(deal.id == 'frame' and 300000 or deal.value, deal.counted)
    end
  end)

  it('is counted less than its value where the filter leaves the call-offs out', function()
    assert.equal(300000, w.call('board', { filter = 'id=frame' }).sums[1].value)
  end)

  it('is one value in the forecast, by whatever it goes', function()
    for _, by in ipairs({ 'month', 'quarter', 'stage', 'owner' }) do
      local sum = total(w.call('forecast', { by = by }).rows)
      assert.same({ 507000, 253500 }, { sum.value, sum.weighted }, by)
    end
  end)

  it('gives up what was won under it, and keeps what was lost', function()
    w.call('close', { id = 'one', status = 'won', date = '2026-11-23', value = 120000 })
    w.call('close', { id = 'two', status = 'lost', reason = 'price' })
    local sum = total(w.call('forecast', { by = 'owner' }).rows)
    assert.same({ 387000, 120000 }, { sum.value, sum.booked }) -- 500 - 120 + 7; 120 booked
  end)

  it('moves nothing in the pipeline when something is called off under it', function()
    now('2026-11-25')
    new('three', 50000, { parent = 'frame' })
    local movement = w.call('movement', { from = '2026-11-24', to = '2026-11-25' })
    assert.same({ 507000, 507000 }, { movement.sums[1].begin, movement.sums[1]['end'] })
    local moves = {}
    for _, row in ipairs(movement.rows) do
      moves[row.deal] = row.move .. ' ' .. row.amount
    end
    assert.same({ frame = 'shrunk -50000', three = 'new 50000' }, moves)
  end)

  it('shows in its overview what is used and left', function()
    w.call('close', { id = 'one', status = 'won', date = '2026-11-23', value = 120000 })
    local frame = w.call('overview', { id = 'frame' }).frame
    assert.same({ 600000, 120000, 80000, 480000, 2 }, { frame.ceiling, frame.used, frame.planned, frame.left, #frame.calloffs })
    assert.is_nil(w.call('overview', { id = 'one' }).frame)
    assert.equal('frame', w.call('overview', { id = 'one' }).parent)
  end)

  local function messages(id)
    local found = {}
    for _, d in ipairs(w.call('diagnostics', { path = w.call('deal', { id = id }).path })) do
      if d.code == 'frame' then
        found[#found + 1] = d.message
      end
    end
    return table.concat(found, '\n')
  end

  it('warns where its ceiling is passed, there and where it was passed', function()
    assert.equal('', messages('frame'))
    new('large', 450000, { parent = 'frame' })
    assert.equal('with the open call-offs of frame it comes to 650,000, the ceiling is 600,000', messages('frame'))
    w.call('close', { id = 'large', status = 'won', date = '2026-11-23', value = 601000 })
    assert.equal('call-offs of frame come to 601,000, the ceiling is 600,000', messages('frame'))
    assert.truthy(messages('one'):find('601,000', 1, true))
    assert.equal('', messages('alone'))
  end)

  it('with amounts that no sum can hold hides no deals', function()
    for _, id in ipairs({ 'one', 'two' }) do
      local path = w.call('deal', { id = id }).path
      scratch.write(path, (scratch.read(path):gsub('\nvalue: %d+', '\nvalue: 900000000000000')))
    end
    assert.equal(4, #w.call('deals', {}))
    assert.truthy(w.call('agenda', { days = 60 }).items)
    assert.truthy(w.call('people', {}).people)
    assert.equal(7000, w.call('board', { filter = 'id=alone' }).sums[1].value)
    local code, said = w.fails('board', { filter = '' })
    assert.same({ 'INVAL', true }, { code, said:find('too large', 1, true) ~= nil })
    w.call('close', { id = 'one', status = 'won', date = '2026-11-23', value = 500000 })
    assert.equal(0, w.call('board', { filter = 'id=frame' }).deals[1].counted)
  end)

  it('warns when its period is over, and of what is called off behind it', function()
    assert.equal('', messages('one'))
    now('2027-01-02')
    assert.equal('the frame contract ended on 2026-12-31: renew it, or close the deal', messages('frame'))
    new('late', 1000, { parent = 'frame', close = '2027-02-01' })
    assert.equal('called off on 2027-02-01, outside of the period of the frame contract frame', messages('late'))
  end)
end)
