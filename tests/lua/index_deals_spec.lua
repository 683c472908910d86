-- Deals as rows of the index: whatever happens to the notes, to git, or to the index itself, the answers are those that the files give.
local core = require('pursuit.core')
local ffi = require('ffi')
local scratch = require('scratch')
ffi.cdef([[
int kill(int, int);
int usleep(unsigned);
]])

local cache = scratch.dir()
scratch.setenv('XDG_CACHE_HOME', cache)
scratch.setenv('PURSUIT_NOW', '2026-11-25 09:00')

-- A generator of its own: a failure can be had again.
local seed = tonumber(os.getenv('SEED')) or 7
local function random(n)
  seed = (seed * 1103515245 + 12345) % 2147483648
  return math.floor(seed / 65536) % n + 1
end

local function pick(list)
  return list[random(#list)]
end

---A value as text, the same for equal values.
local function shown(value)
  if type(value) ~= 'table' then
    return tostring(value)
  end
  local keys, parts = {}, {}
  for key in pairs(value) do
    keys[#keys + 1] = key
  end
  table.sort(keys, function(a, b)
    return tostring(a) < tostring(b)
  end)
  for i, key in ipairs(keys) do
    parts[i] = tostring(key) .. '=' .. shown(value[key])
  end
  return '{' .. table.concat(parts, ' ') .. '}'
end

local QUESTIONS = {
  { 'board', { filter = '' } },
  { 'board', { filter = '', all = true } },
  { 'deals', { filter = '', all = true } },
  { 'deals', { filter = 'archived=yes', all = true } },
  { 'deals', { filter = 'stalled' } },
  { 'names', { kind = 'deal' } },
  { 'agenda', { days = 60 } },
}

local function direct(body)
  scratch.setenv('PURSUIT_DIRECT', '1')
  local ok, message = pcall(body)
  scratch.setenv('PURSUIT_DIRECT', '')
  assert(ok, message)
end

---Fails where the index answers otherwise than the files.
local function check(ws, what, overlay)
  for _, q in ipairs(QUESTIONS) do
    local want
    local got = shown({ ws:call(q[1], q[2], overlay) })
    direct(function()
      want = shown({ ws:call(q[1], q[2], overlay) })
    end)
    if got ~= want then
      local at = 1
      while got:sub(at, at) == want:sub(at, at) do
        at = at + 1
      end
      local from = math.max(1, at - 400)
      error(('%s: %s %s\nindex: …%s\nfiles: …%s'):format(what, q[1], shown(q[2]), got:sub(from, at + 60), want:sub(from, at + 60)), 2)
    end
  end
end

local STAGES = { 'lead', 'qualify', 'concept', 'proposal', 'nonsense' }
local STATUSES = { 'open', 'open', 'open', 'won', 'lost', 'paused', 'done', '' }
local DAYS = { '2026-09-01', '2026-11-20', '2026-11-25', '2026-12-03', '2027-01-01', 'soon' }

local function deal_text(id)
  local lines = {
    '---',
    'title: Deal ' .. id .. ' 电信',
    'account: ' .. pick({ '"[[acme]]"', 'globex', 'nobody', '' }),
    'stage: ' .. pick(STAGES),
    'status: ' .. pick(STATUSES),
    'owner: ' .. pick({ 'li.wei', 'bob', '' }),
    'team: [' .. pick({ 'bob', 'bob, eve', '' }) .. ']',
    'value: ' .. pick({ '1000000', '250000.50', 'lots', '' }),
    'opened: ' .. pick(DAYS),
    'close: ' .. pick(DAYS),
    'sector: ' .. pick({ 'telecom', '"a\\0b"', '[a, b]', '{x: 1}' }),
  }
  if random(12) == 1 then
    lines[#lines + 1] = 'archived: 2026-10-01'
  end
  if random(15) == 1 then
    lines[#lines + 1] = 'rel: [[A]], [[B]]'
  end
  lines[#lines + 1] = '---'
  lines[#lines + 1] = '- [ ] call them [due:: ' .. pick(DAYS) .. '] [owner:: ' .. pick({ 'bob', 'mia', 'ann' }) .. ']'
  return table.concat(lines, '\n') .. '\n'
end

local function log_text()
  return ('## %s 10:00 call\n[deals:: [[%s]]]\nspoke\n'):format(pick(DAYS), pick({ 'd1', 'd2', 'd3', 'd9' }))
end

local function entity_text()
  return ('---\nname: X\nregion: %s\n---\n- [x] known [done:: %s] ^%s\n'):format(
    pick({ 'north', 'south' }),
    pick({ '2025-11-25', '2026-05-29', '2026-06-01', '2026-11-01' }),
    pick({ 'organisation', 'region-traits', 'customer-card' })
  )
end

---Ways in which notes change, each by a person or a program that knows nothing of the index.
local CHANGES = {
  function(dir) -- a note of a deal
    local id = 'd' .. random(12)
    scratch.write(('%s/deals/%s/%s/deal.md'):format(dir, pick({ '2025', '2026' }), id), deal_text(id))
  end,
  function(dir)
    scratch.write(('%s/deals/2026/d%d/log.md'):format(dir, random(12)), log_text())
  end,
  function(dir) -- a note that deals depend on, there or not
    scratch.write(('%s/%s/%s.md'):format(dir, pick({ 'accounts', 'regions' }), pick({ 'acme', 'globex', 'north' })), entity_text())
  end,
  function(dir)
    scratch.write(('%s/%s/%s.md'):format(dir, pick({ 'people', 'team' }), pick({ 'bob', 'mia', 'eve' })), '---\nname: Somebody\n---\n')
  end,
  function(dir)
    os.execute(('rm -rf %s/deals/2026/d%d'):format(dir, random(12)))
  end,
  function(dir)
    os.execute(('rm -f %s/%s/%s.md'):format(dir, pick({ 'accounts', 'people', 'team' }), pick({ 'acme', 'bob', 'mia' })))
  end,
  function(dir)
    os.execute(('mv %s/deals/2026/d%d %s/deals/2025/ 2>/dev/null'):format(dir, random(12), dir))
  end,
  function(dir)
    os.execute(('cp -a %s/deals/2026/d%d/. %s/deals/2026/copy%d 2>/dev/null'):format(dir, random(12), dir, random(3)))
  end,
  function(dir) -- of the same length, with its time put back
    local path = ('%s/deals/2026/d%d/deal.md'):format(dir, random(12))
    local text = scratch.read(path)
    if text then
      os.execute(('touch -r %s %s/stamp'):format(path, dir))
      scratch.write(path, (text:gsub('Deal', 'Daal')))
      os.execute(('touch -r %s/stamp %s; rm %s/stamp'):format(dir, path, dir))
    end
  end,
  function(dir) -- the folder of a deal without a note of it
    os.execute(('mkdir -p %s/deals/2024/d%d/files'):format(dir, random(12)))
  end,
  function(dir)
    os.execute(('rm -rf %s/deals/2024'):format(dir))
  end,
  function(dir)
    scratch.git(dir, 'add', '-A')
    scratch.git(dir, 'commit', '-qm', 'by hand')
  end,
  function(dir)
    scratch.git(dir, 'stash', '-u')
  end,
  function(dir)
    scratch.git(dir, 'stash', 'pop')
  end,
  function(dir)
    scratch.git(dir, 'reset', '-q', '--hard', pick({ 'HEAD', 'HEAD~1' }))
  end,
  function(dir)
    scratch.git(dir, 'checkout', '-q', pick({ 'main', 'other' }))
  end,
  function(dir)
    scratch.git(dir, 'branch', '-f', 'other')
  end,
  function(dir) -- the process, well and badly
    local path = dir .. '/.pursuit/process.md'
    local text = scratch.read(path)
    scratch.write(path, random(3) == 1 and text .. '\n' or (text:gsub('| *30 *|', '| ' .. pick({ '3', '30' }) .. ' |', 1)))
  end,
  function()
    scratch.setenv('PURSUIT_NOW', pick({ '2026-11-24', '2026-11-25', '2026-11-26', '2026-12-04', '2027-01-02' }) .. ' 09:00')
  end,
}

local function filled(n)
  local w = scratch.workspace()
  for i = 1, n or 8 do
    scratch.write(('%s/deals/2026/d%d/deal.md'):format(w.dir, i), deal_text('d' .. i))
    scratch.write(('%s/deals/2026/d%d/log.md'):format(w.dir, i), log_text())
  end
  scratch.write(w.dir .. '/accounts/acme.md', entity_text())
  scratch.git(w.dir, 'add', '-A')
  scratch.git(w.dir, 'commit', '-qm', 'deals')
  scratch.git(w.dir, 'branch', 'other')
  return w
end

---Until the files are old enough to be known by their times: rows of younger ones are worked out each time.
local function settle()
  ffi.C.usleep(2100000)
end

describe('deals of the index', function()
  before_each(function()
    scratch.setenv('PURSUIT_NOW', '2026-11-25 09:00')
  end)

  it('are those of the files after any changes', function()
    local herd = {}
    for i = 1, 8 do
      local w = filled()
      herd[i] = { dir = w.dir, handles = { w.ws, assert(core.open(w.dir)) } }
    end
    for step = 1, 6 do
      settle()
      for i, one in ipairs(herd) do
        check(pick(one.handles), ('workspace %d, step %d, before'):format(i, step))
      end
      for i, one in ipairs(herd) do
        for change = 1, 4 do
          pick(CHANGES)(one.dir)
          check(pick(one.handles), ('workspace %d, step %d, change %d'):format(i, step, change))
        end
      end
    end
  end)

  it('tell what is unsaved', function()
    local w = filled()
    settle()
    check(w.ws, 'saved')
    local path = w.dir .. '/deals/2026/d1/deal.md'
    local overlay = { [path] = '---\ntitle: Unsaved\nstage: concept\nowner: me\n---\n' }
    check(w.ws, 'a deal', overlay)
    local titles = {}
    for _, deal in ipairs(w.call('deals', { all = true }, overlay)) do
      titles[deal.id] = deal.title
    end
    assert.equal('Unsaved', titles.d1)
    check(w.ws, 'an account', { [w.dir .. '/accounts/acme.md'] = entity_text() })
    check(w.ws, 'a broken one', { [path] = '---\ntitle: [\n---\n' })
    check(w.ws, 'saved again')
  end)

  it('are as many as were asked for, with the sums of all', function()
    local w = filled(12)
    local all = w.call('board', { filter = '', all = true })
    local some = w.call('board', { filter = '', all = true, limit = 5 })
    assert.equal(0, all.more)
    assert.equal(5, #some.deals)
    assert.equal(#all.deals - 5, some.more)
    for i, deal in ipairs(some.deals) do
      assert.equal(all.deals[i].path, deal.path)
    end
    assert.equal(shown(all.stages), shown(some.stages))
    assert.equal(shown(all.sums), shown(some.sums))
    assert.equal(2, #w.call('deals', { all = true, limit = 2 }))
    assert.equal(#all.deals, #w.call('board', { filter = '', all = true, limit = 1000 }).deals)
  end)

  it('are told as known without a look at the files', function()
    local w = filled(3)
    assert.equal(0, #w.call('board', { filter = '', all = true, known = true }).deals)
    local before = shown(w.call('board', { filter = '', all = true }))
    scratch.write(w.dir .. '/deals/2026/d1/deal.md', '---\ntitle: Changed\n---\n')
    os.execute("rm -rf '" .. w.dir .. "/deals/2026/d2'")
    assert.equal(before, shown(w.call('board', { filter = '', all = true, known = true })))
    local unsaved = { [w.dir .. '/deals/2026/d1/deal.md'] = '---\ntitle: Unsaved\n---\n' }
    local titles = {}
    for _, deal in ipairs(w.call('deals', { all = true, known = true }, unsaved)) do
      titles[deal.id] = deal.title
    end
    assert.equal('Unsaved', titles.d1)
  end)

  it('turn by the calendar', function()
    local w = scratch.workspace()
    scratch.write(w.dir .. '/deals/2026/one/deal.md', '---\nstage: lead\nopened: 2026-11-01\n---\n- [ ] go [due:: 2026-12-03]\n')
    scratch.write(w.dir .. '/deals/2026/two/deal.md', '---\nstage: lead\nopened: 2026-11-01\naccount: acme\n---\n')
    scratch.write(w.dir .. '/deals/2026/two/log.md', '## 2026-12-01 09:00 call\n')
    scratch.write(w.dir .. '/accounts/acme.md', '- [x] known [done:: 2026-06-01] ^organisation\n')
    settle()
    for _, day in ipairs({ '2026-11-25', '2026-12-01', '2026-12-02', '2026-12-04', '2027-02-01', '2026-11-02', '2026-10-01' }) do
      scratch.setenv('PURSUIT_NOW', day .. ' 12:00')
      check(w.ws, day)
    end
  end)

  it('survive a kill at any moment', function()
    local w = filled(60)
    for i = 1, 12 do
      os.execute(("touch '%s'/deals/2026/*/deal.md"):format(w.dir))
      if i % 3 == 0 then
        os.execute("rm -rf '" .. cache .. "'/pursuit")
      end
      local pid = scratch.spawn(function()
        local ws = assert(core.open(w.dir))
        while true do
          ws:call('board', { filter = '' })
          scratch.write(w.dir .. '/deals/2026/d1/deal.md', deal_text('d1'))
        end
      end)
      ffi.C.usleep(random(60) * 1000)
      ffi.C.kill(pid, 9)
      scratch.wait(pid)
      check(w.ws, 'kill ' .. i)
    end
  end)

  local harm = {
    ['is deleted'] = "rm -f '%s'",
    ['is emptied'] = ": > '%s'",
    ['is cut short'] = "truncate -s 8192 '%s'",
    ['is overwritten'] = "head -c 65536 /dev/urandom | dd of='%s' conv=notrunc 2>/dev/null",
    ['is gone with all beside it'] = "rm -rf \"$(dirname '%s')\"",
  }
  for what, command in pairs(harm) do
    it('are told when the index ' .. what .. ' while two use it', function()
      local w = filled()
      local other = assert(core.open(w.dir))
      check(w.ws, 'before')
      check(other, 'before')
      local pipe = assert(io.popen("find '" .. cache .. "' -name '*.db'"))
      for path in pipe:lines() do
        os.execute(command:format(path))
      end
      pipe:close()
      scratch.write(w.dir .. '/deals/2026/d3/deal.md', deal_text('d3'))
      check(other, 'after')
      check(w.ws, 'after')
    end)
  end

  it('are told without a place for the index', function()
    local w = filled()
    scratch.setenv('XDG_CACHE_HOME', '/dev/null/none')
    local ws = assert(core.open(w.dir))
    check(ws, 'nowhere')
    scratch.write(w.dir .. '/deals/2026/d3/deal.md', deal_text('d3'))
    check(ws, 'nowhere, changed')
    scratch.setenv('XDG_CACHE_HOME', cache)
  end)

  it('are right while several write and ask', function()
    local w = filled()
    local pids = {}
    for i = 1, 3 do
      pids[i] = scratch.spawn(function()
        local ws = assert(core.open(w.dir))
        seed = i * 1000
        for _ = 1, 15 do
          local id = 'd' .. i
          scratch.write(('%s/deals/2026/%s/deal.md'):format(w.dir, id), deal_text(id))
          assert(ws:call('deals', { all = true }))
        end
      end)
    end
    for _, pid in ipairs(pids) do
      assert.equal(0, scratch.wait(pid))
    end
    check(w.ws, 'after all')
  end)
end)
