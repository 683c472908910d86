-- Losing, pausing, and looking again.
local scratch = require('scratch')

describe('closing without a win', function()
  local w
  setup(function()
    scratch.setenv('PURSUIT_NOW', '2026-08-25T12:00:00Z')
    w = scratch.workspace('en')
    for _, id in ipairs({ 'core', 'ring', 'over', 'live' }) do
      w.call('new', { title = id, id = id, value = 1000 })
    end
    w.call('close', { id = 'core', status = 'lost', reason = 'price', note = 'They were 8 % below us', to = 'rival', revisit = '+90d' })
    w.call('close', { id = 'ring', status = 'paused', reason = 'no budget this year', revisit = '2026-11-20' })
    w.call('close', { id = 'over', status = 'no-decision', reason = 'merged' })
  end)
  teardown(function()
    scratch.setenv('PURSUIT_NOW', '')
  end)

  it('keeps reason, line, rival and day in the note', function()
    local text = scratch.read(w.dir .. '/deals/2026/core/deal.md')
    for _, line in ipairs({ 'reason: price', 'reason_note: They were 8 % below us', 'lost_to: rival', 'revisit: 2026-11-23', 'status: lost' }) do
      assert.truthy(text:find('\n' .. line .. '\n', 1, true), line)
    end
    assert.equal('2026-11-23', w.call('deal', { id = 'core' }).revisit)
    assert.is_nil(w.call('deal', { id = 'over' }).revisit)
    local events = w.call('history', { id = 'core' })
    assert.same({ 'close', 'lost' }, { events[1].kind, events[1].to })
    assert.not_equal('reason_note', events[2].field, 'what goes with the status is told with it')
  end)

  it('refuses a day that is none, and changes nothing', function()
    local head = w.head()
    assert.equal('INVAL', (w.fails('close', { id = 'live', status = 'lost', reason = 'price', revisit = 'soon' })))
    assert.equal(head, w.head())
  end)

  it('comes up again on that day: agenda, today, board', function()
    local function kinds(day)
      scratch.setenv('PURSUIT_NOW', day .. 'T12:00:00Z')
      local found = {}
      for _, item in ipairs(w.call('agenda', { days = 0 }).items) do
        if item.kind == 'revisit' then
          found[#found + 1] = item.deal
        end
      end
      return found
    end
    local function board()
      local found, shown = {}, w.call('board', { filter = '' })
      for _, deal in ipairs(shown.deals) do
        found[#found + 1] = deal.id
      end
      table.sort(found)
      return found, shown
    end
    assert.same({}, kinds('2026-11-19'))
    assert.same({ 'live' }, (board()))
    assert.same({ 'ring' }, kinds('2026-11-20'))
    assert.same({ 'ring', 'core' }, kinds('2026-11-23'))
    local found, shown = board()
    assert.same({ 'core', 'live', 'ring' }, found)
    assert.same({ 1, 1000, 1000, 3 }, { shown.count, shown.sums[1].value, shown.stages[1].sums[1].value, shown.stages[1].count })
    local today = w.call('today', {})
    assert.same({ 'core', 'ring' }, { today.day[1].deal, today.overdue[1].deal })
    local ids = {}
    for _, deal in ipairs(w.call('deals', { filter = 'revisit<=2026-11-20' , all = true })) do
      ids[#ids + 1] = deal.id
    end
    assert.same({ 'ring' }, ids)
    assert.equal(1, #w.call('deals', { filter = '' }))
    assert.equal(3, #w.call('deals', { filter = '', again = true }))
    assert.equal(1000, w.call('board', { filter = 'status=lost' }).stages[1].sums[1].value)
  end)

  it('is open again without a trace of it', function()
    w.call('reopen', { id = 'core' })
    local text = scratch.read(w.dir .. '/deals/2026/core/deal.md')
    for _, key in ipairs({ 'reason', 'reason_note', 'lost_to', 'revisit' }) do
      assert.falsy(text:find('\n' .. key .. ':', 1, true), key)
    end
    assert.equal('open', w.call('deal', { id = 'core' }).status)
  end)
end)
