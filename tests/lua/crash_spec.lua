-- Promise 1: a process that is killed at any instant leaves the workspace wholly before or wholly after the operation.
local core = require('pursuit.core')
local ffi = require('ffi')
local scratch = require('scratch')
ffi.cdef([[
int fork(void);
int kill(int, int);
int waitpid(int, int *, int);
int usleep(unsigned);
void _exit(int);
]])

local ROUNDS = 40

-- What the child does until it is killed; every step of it leaves a trace in `typed`, which a person wrote.
local function work(dir, seed)
  math.randomseed(seed)
  local ws = assert(core.open(dir))
  local function call(name, args)
    local answer, message, code = ws:call(name, args)
    if answer == nil and code ~= 'REFUSED' and code ~= 'NOTFOUND' and code ~= 'EXISTS' and not (name == 'undo' and code == 'CONFLICT') then
      io.stderr:write(name, ': ', message, '\n')
      ffi.C._exit(3)
    end
    return answer
  end
  local steps = {
    function()
      call('log', { id = 'deal', text = 'met', deals = { 'other' } })
    end,
    function()
      call('cost', { id = 'deal', amount = 1, category = 'travel' })
    end,
    function()
      call('new', { title = 'New' })
    end,
    function()
      call('undo', { id = 'other' })
    end,
    function()
      local readiness = call('readiness', { id = 'other' })
      local item = readiness and readiness.missing[1]
      if item then
        call('toggle', { path = item.path, lnum = item.lnum })
      end
    end,
    function()
      call('rename', { kind = 'account', id = 'a', to = 'b' })
      call('rename', { kind = 'account', id = 'b', to = 'a' })
    end,
    function()
      call('rename', { id = 'moving', to = 'moved' })
      call('rename', { id = 'moved', to = 'moving' })
    end,
    function()
      call('review', { id = 'deal' })
      call('decide', { id = 'deal', decision = 'hold', reason = 'later' })
    end,
    function()
      call('advance', { id = 'deal', override = 'x' })
      call('back', { id = 'deal', reason = 'x' })
    end,
    function()
      local path = dir .. '/deals/2026/deal/typed.md'
      local n = select(2, (scratch.read(path) or ''):gsub('\n', '\n')) + 1
      local file = assert(io.open(path, 'ab'))
      file:write('line ', n, '\n')
      file:close()
      call(math.random(2) == 1 and 'save' or 'commit', {})
    end,
  }
  while true do
    steps[math.random(#steps)]()
  end
end

describe('kill -9', function()
  it('at any instant leaves a workspace that is whole and goes on', function()
    scratch.setenv('PURSUIT_NOW', '2026-11-23 10:00')
    local w = scratch.workspace()
    w.call('add', { kind = 'account', id = 'a', title = 'A' })
    w.call('new', { title = 'Deal', id = 'deal', account = 'a', value = 10, profile = 'full' })
    w.call('new', { title = 'Other', id = 'other', account = 'a' })
    w.call('new', { title = 'Moving', id = 'moving', parent = 'other', account = 'a' })
    scratch.write(w.dir .. '/deals/2026/moving/files/ignored.pdf', 'PDF')
    w.ws:close()
    math.randomseed(os.time())
    local seed = math.random(1e6)
    local finished = 0
    for round = 1, ROUNDS do
      local about = ('seed %d round %d'):format(seed, round)
      local pid = ffi.C.fork()
      if pid == 0 then
        io.stderr:write(tostring(select(2, pcall(work, w.dir, seed + round))), '\n')
        ffi.C._exit(4)
      end
      ffi.C.usleep(math.random(3000, 60000))
      ffi.C.kill(pid, 9)
      local status = ffi.new('int[1]')
      ffi.C.waitpid(pid, status, 0)
      finished = finished + (status[0] == 9 and 0 or 1)
      local ws, message = core.open(w.dir)
      assert.is_truthy(ws, about .. ': ' .. tostring(message))
      local dirty = w.status()
      assert.is_truthy(dirty == '' or dirty:match('^.. deals/2026/deal/typed%.md$'), about .. ': ' .. dirty)
      assert.equal('', (scratch.git(w.dir, 'diff-files', '--name-only', '--', ':!deals/2026/deal/typed.md')), about)
      local answer, why = ws:call('log', { id = 'deal', text = 'after ' .. about })
      assert.is_truthy(answer, about .. ': ' .. tostring(why))
      for _, d in ipairs(ws:call('diagnostics', {})) do
        assert.are_not.equal('front-matter', d.code, about)
      end
      local either = scratch.read(w.dir .. '/deals/2026/moving/files/ignored.pdf') or scratch.read(w.dir .. '/deals/2026/moved/files/ignored.pdf')
      assert.equal('PDF', either, about)
      assert.are_not.equal(ws:call('deal', { id = 'moving' }) == nil, ws:call('deal', { id = 'moved' }) == nil, about)
      local n = 0
      for line in (scratch.read(w.dir .. '/deals/2026/deal/typed.md') or ''):gmatch('[^\n]+') do
        n = n + 1
        assert.equal('line ' .. n, line, about)
      end
      ws:close()
    end
    assert.equal(0, finished, 'the child ended by itself')
    local found, ok = scratch.git(w.dir, 'fsck', '--no-dangling', '--no-progress')
    assert.is_true(ok, found)
    local _, merges = scratch.git(w.dir, 'log', '--merges', '--format=%h'):gsub('.', '')
    assert.equal(0, merges)
  end)

  it('while a workspace is made leaves none, or all of it', function()
    for round = 1, ROUNDS / 4 do
      local dir = scratch.repository()
      local pid = ffi.C.fork()
      if pid == 0 then
        pcall(core.init, dir, 'en')
        ffi.C._exit(0)
      end
      ffi.C.usleep(math.random(100, 15000))
      ffi.C.kill(pid, 9)
      ffi.C.waitpid(pid, nil, 0)
      local made, _, code = core.init(dir, 'en')
      assert.is_true(made ~= nil or code == 'EXISTS', tostring(code))
      local ws = assert(core.open(dir))
      assert.equal('', (scratch.git(dir, 'status', '--porcelain')), 'round ' .. round)
      assert.equal('1', (scratch.git(dir, 'rev-list', '--count', 'HEAD')))
      assert.is_string(scratch.read(dir .. '/team/li.wei.md'))
      ws:close()
    end
  end)

  teardown(function()
    scratch.setenv('PURSUIT_NOW', '')
  end)
end)
