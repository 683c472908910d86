local core = require('pursuit.core')
local scratch = require('scratch')

local START = 1767225600 -- 2026-01-01
local function day(n)
  return os.date('!%Y-%m-%d', START + n * 86400)
end

local function now(n, clock)
  scratch.setenv('PURSUIT_NOW', day(n) .. 'T' .. (clock or '12:00'))
end

---Without what tells where the workspace lies.
local function bare(value, dir)
  if type(value) == 'string' then
    return (value:gsub(dir:gsub('%p', '%%%0'), '@'))
  elseif type(value) ~= 'table' then
    return value
  end
  local out = {}
  for key, v in pairs(value) do
    out[key] = bare(v, dir)
  end
  return out
end

describe('the past', function()
  local w
  before_each(function()
    now(0)
    w = scratch.workspace()
  end)
  after_each(function()
    scratch.setenv('PURSUIT_NOW', '')
  end)

  it('is what a checkout of that day\'s last commit says, on random histories', function()
    math.randomseed(20261125)
    local ids, heads = {}, {}
    local function some()
      return ids[math.random(#ids)]
    end
    local acts = {
      function()
        local id = ('deal-%02d'):format(#ids + 1)
        w.call('new', { title = 'Deal ' .. id, id = id, value = math.random(1, 9) * 1000, account = 'acme', owner = 'li.wei' })
        ids[#ids + 1] = id
      end,
      function() w.call('log', { id = some(), text = 'met', kind = 'visit', deals = { some() } }) end,
      function() w.call('cost', { id = some(), amount = math.random(100), category = 'travel' }) end,
      function()
        local item = w.call('readiness', { id = some() }).missing[1]
        if item and item.kind == 'activity' then
          w.call('toggle', { path = item.path, lnum = item.lnum, state = 'x' })
        end
      end,
      function() w.ws:call('advance', { id = some(), override = 'they wait' }) end,
      function() w.ws:call('close', { id = some(), status = ({ 'won', 'lost', 'paused' })[math.random(3)], reason = 'price' }) end,
      function() w.ws:call('reopen', { id = some() }) end,
      function() w.ws:call('undo', { id = some() }) end,
      function()
        local path = w.call('deal', { id = some() }).path
        scratch.write(path, (scratch.read(path):gsub('close:[^\n]*', 'close: ' .. day(math.random(10, 400)), 1)))
        w.call('save', { paths = { path } })
      end,
      function()
        local path = w.dir .. '/.pursuit/process.md'
        scratch.write(path, (scratch.read(path):gsub('| Information gathering( +)| +%d+ |', '| Information gathering%1| ' .. math.random(5, 20) .. ' |')))
        w.call('save', { paths = { path } })
      end,
    }
    w.call('add', { kind = 'account', title = 'Acme' })
    for n = 0, 60 do
      now(n, ('%02d:%02d'):format(math.random(0, 23), math.random(0, 59)))
      if math.random(4) > 1 or n == 0 then
        for _ = 1, math.random(3) do
          acts[#ids == 0 and 1 or math.random(#acts)]()
        end
      end
      heads[n] = w.head()
    end
    now(61)
    for n = 0, 60, 5 do
      local dir = scratch.dir() .. '/then'
      scratch.git(w.dir, 'worktree', 'add', '-q', '--detach', dir, heads[n])
      local then_ws = assert(core.open(dir))
      local at = day(n)
      local deals = w.call('deals', { all = true, at = at })
      local board = w.call('board', { all = true, at = at })
      local states = {}
      for i, deal in ipairs(deals) do
        states[i] = { w.call('deal', { id = deal.id, at = at }), w.call('readiness', { id = deal.id, at = at }) }
      end
      now(n, '23:59')
      assert.same(bare(assert(then_ws:call('deals', { all = true })), then_ws:root()), bare(deals, w.dir))
      assert.equal(day(61), board.now)
      board.now = board.today
      assert.same(bare(assert(then_ws:call('board', { all = true })), then_ws:root()), bare(board, w.dir))
      for i, deal in ipairs(deals) do
        assert.same(bare(assert(then_ws:call('deal', { id = deal.id })), then_ws:root()), bare(states[i][1], w.dir))
        assert.same(bare(assert(then_ws:call('readiness', { id = deal.id })), then_ws:root()), bare(states[i][2], w.dir))
      end
      now(61)
      then_ws:close()
    end
  end)

  it('has nothing before the first commit, and does not go ahead of today', function()
    w.call('new', { title = 'Deal' })
    now(10)
    assert.same({}, w.call('deals', { all = true, at = '2020-01-01' }))
    assert.equal(0, w.call('board', { at = '2020-01-01' }).count)
    local code, said = w.fails('deal', { id = 'deal', at = '2020-01-01' })
    assert.same({ 'NOTFOUND', "there was no deal 'deal' on 2020-01-01" }, { code, said })
    code, said = w.fails('deals', { at = '2026-01-12' })
    assert.same({ 'INVAL', '2026-01-12 has not come yet: today is 2026-01-11' }, { code, said })
    code, said = w.fails('deals', { at = 'soon' })
    assert.equal('INVAL', code)
    assert.is_truthy(said:find('soon', 1, true))
    assert.equal(1, #w.call('deals', { at = '-3d' }))
  end)

  it('finds a deal by its id of today, also after several renames and one taken back', function()
    w.call('new', { title = 'One', id = 'one', value = 100 })
    now(1)
    w.call('rename', { id = 'one', to = 'two' })
    w.call('new', { title = 'Another', id = 'one', value = 7 })
    now(2)
    w.call('rename', { id = 'two', to = 'three' })
    now(3)
    w.call('undo', { id = 'three' })
    now(4)
    w.call('rename', { id = 'two', to = 'four' })
    now(5)
    for n, ids in pairs({ [0] = { 'four' }, [1] = { 'four', 'one' }, [2] = { 'four', 'one' }, [5] = { 'four', 'one' } }) do
      local found = {}
      for i, deal in ipairs(w.call('deals', { all = true, at = day(n) })) do
        found[i] = deal.id
      end
      assert.same(ids, found)
      local deal = w.call('deal', { id = 'four', at = day(n) })
      assert.same({ 'four', 'One', 100 }, { deal.id, deal.title, deal.value })
      assert.is_truthy(deal.path:find('/four/deal.md', 1, true))
    end
    assert.equal('NOTFOUND', (w.fails('deal', { id = 'one', at = day(0) })))
  end)

  it('takes no notice of what is unsaved or uncommitted', function()
    local path = w.call('new', { title = 'Deal', value = 5 }).path
    local other = scratch.read(path):gsub('value: 5', 'value: 6')
    assert.equal(6, w.call('deal', { id = 'deal' }, { [path] = other }).value)
    assert.equal(5, w.call('deal', { id = 'deal', at = 'today' }, { [path] = other }).value)
    scratch.write(path, other)
    assert.equal(5, w.call('deal', { id = 'deal', at = 'today' }).value)
    assert.equal(6, w.call('deal', { id = 'deal' }).value)
  end)

  it('holds the process and its days as they were', function()
    local path = w.dir .. '/.pursuit/process.md'
    local text = scratch.read(path)
    w.call('new', { title = 'Deal', value = 100 })
    now(3)
    scratch.write(path, (text:gsub('| Information gathering( +)| +10 |', '| Information gathering%1| 30 |')))
    w.call('save', { paths = { path } })
    now(4)
    scratch.write(path, (text:gsub('## Stages', '## Staegs')))
    scratch.git(w.dir, 'commit', '-qam', 'broken', '--date', day(4) .. 'T12:00:00Z')
    now(8)
    local function seen(n)
      local deal = w.call('deal', { id = 'deal', at = day(n) })
      return { deal.probability, deal.days_in_stage }
    end
    assert.same({ { 10, 2 }, { 30, 3 }, { 30, 5 } }, { seen(2), seen(3), seen(5) })
    assert.equal(day(5), w.call('board', { at = day(5) }).today)
  end)

  it('goes by days of the process\'s time zone', function()
    local path = w.dir .. '/.pursuit/process.md'
    scratch.write(path, (scratch.read(path):gsub('timezone: %+00:00', 'timezone: +08:00')))
    w.call('save', { paths = { path } })
    now(1, '15:59') -- 23:59 there
    w.call('new', { title = 'Before', id = 'before' })
    now(1, '16:00')
    w.call('new', { title = 'After', id = 'after' })
    now(5)
    assert.equal(1, #w.call('deals', { at = day(1) }))
    assert.equal(2, #w.call('deals', { at = day(2) }))
  end)
end)
