-- The index is a cache: whatever is done to it, and however many use it, the answers are those of the files.
local core = require('pursuit.core')
local scratch = require('scratch')

local cache = scratch.dir()
scratch.setenv('XDG_CACHE_HOME', cache)

local function run(command)
  local pipe = assert(io.popen(command))
  local said = pipe:read('*a')
  pipe:close()
  return said
end

local function generations()
  local found = {}
  for path in run("find '" .. cache .. "' -name '*.db' 2>/dev/null"):gmatch('[^\n]+') do
    found[#found + 1] = path
  end
  return found
end

-- A workspace with notes that hold "zebra".
local function herd(n)
  os.execute("rm -rf '" .. cache .. "'")
  local w = scratch.workspace()
  w.call('new', { title = 'One', id = 'one' })
  for i = 1, n do
    scratch.write(('%s/deals/2026/one/n%03d.md'):format(w.dir, i), ('# Note %d\nzebra 斑马 %d\n'):format(i, i))
  end
  return w
end

local function count(ws, query)
  local hits, message, code = ws:call('search', { query = query or 'zebra', limit = 100000 })
  assert(hits, tostring(code) .. ': ' .. tostring(message))
  return #hits
end

-- Ways to harm an index that is in use.
local HARM = {
  ['is deleted'] = function(path)
    os.remove(path)
  end,
  ['is deleted with all beside it'] = function()
    os.execute("rm -rf '" .. cache .. "'/pursuit")
  end,
  ['is emptied'] = function(path)
    io.open(path, 'wb'):close()
  end,
  ['is cut short'] = function(path)
    local text = scratch.read(path)
    scratch.write(path, text:sub(1, math.floor(#text / 2)))
  end,
  ['is overwritten'] = function(path)
    scratch.write(path, ('rubbish '):rep(4096))
  end,
  ['has lost its head'] = function(path)
    local text = scratch.read(path)
    scratch.write(path, ('\0'):rep(4096) .. text:sub(4097))
  end,
  ['is another database'] = function(path)
    os.remove(path)
    os.remove(path .. '-wal')
    os.remove(path .. '-shm')
    run(("sqlite3 '%s' 'CREATE TABLE note (x); INSERT INTO note VALUES (1)' 2>&1"):format(path))
    if not scratch.read(path) then
      scratch.write(path, 'SQLite format 3\0')
    end
  end,
  ['has a pointer that leads nowhere'] = function()
    run(("cd '%s'/pursuit/* && for p in current-*; do ln -sfn 0123456789abcdef.db $p; done"):format(cache))
  end,
  ['has a pointer that leads astray'] = function()
    run(("cd '%s'/pursuit/* && for p in current-*; do ln -sfn /etc/passwd $p; done"):format(cache))
  end,
}

describe('the index', function()
  for what, harm in pairs(HARM) do
    it(what .. ' while two use it: both go on with the same answers', function()
      local w = herd(40)
      local other = assert(core.open(w.dir))
      assert.same({ 40, 40 }, { count(w.ws), count(other) })
      for _, path in ipairs(generations()) do
        harm(path)
      end
      assert.same({ 40, 40, 40 }, { count(w.ws), count(other, '斑马'), count(w.ws, '马') })
      scratch.write(w.dir .. '/deals/2026/one/more.md', 'zebra\n')
      assert.same({ 41, 41 }, { count(other), count(w.ws) })
      other:close()
      w.ws:close()
      assert.equal(41, count(assert(core.open(w.dir))))
    end)
  end

  it('is one file for all who use it, and clears away what nobody uses', function()
    local w = herd(5)
    local other = assert(core.open(w.dir))
    count(w.ws)
    count(other)
    assert.equal(1, #generations())
    local made = w.call('reindex', {})
    assert.equal(made.notes, made.changed)
    count(other)
    w.call('reindex', {})
    count(other)
    assert.is_true(#generations() <= 2)
    other:close()
    w.call('reindex', {})
    w.call('reindex', {})
    assert.is_true(#generations() <= 2)
    assert.equal(5, count(w.ws))
  end)

  it('is made by four processes at once, and nothing is locked', function()
    local w = herd(300)
    w.ws:close()
    local pids = {}
    for n = 1, 4 do
      pids[n] = scratch.spawn(function()
        local ws = assert(core.open(w.dir))
        for i = 1, 15 do
          local mine = ('%s/deals/2026/one/p%d-%d.md'):format(w.dir, n, i)
          scratch.write(mine, ('zebra writer%d\n'):format(n))
          assert(count(ws, 'writer' .. n) == i, 'my own note is not found')
          assert(count(ws) >= 300 + i)
          if i % 7 == 0 then
            assert(ws:call('reindex', {}))
          end
        end
        ws:close()
      end)
    end
    local failed = 0
    for n = 1, 4 do
      failed = failed + scratch.wait(pids[n])
    end
    assert.equal(0, failed)
    assert.equal(360, count(assert(core.open(w.dir))))
  end)

  it('that was killed while it was written is whole, or made anew', function()
    local w = herd(300)
    w.ws:close()
    for round = 1, 6 do
      local pid = scratch.spawn(function()
        local ws = assert(core.open(w.dir))
        for _ = 1, 1000 do
          ws:call('reindex', {})
        end
      end)
      os.execute(('sleep 0.0%d; kill -9 %d'):format(round, pid))
      scratch.wait(pid)
      local ws = assert(core.open(w.dir))
      assert.equal(300, count(ws))
      ws:close()
    end
  end)

  it('of many notes is filled beside the one in use, by one of four, and all have it', function()
    local w = herd(1500)
    w.ws:close()
    local pids = {}
    for n = 1, 4 do
      pids[n] = scratch.spawn(function()
        local ws = assert(core.open(w.dir))
        assert(count(ws) == 1500, 'not all are found')
        assert(count(ws, '斑马 7') > 0)
        ws:close()
      end)
    end
    local failed = 0
    for n = 1, 4 do
      failed = failed + scratch.wait(pids[n])
    end
    assert.equal(0, failed)
    assert.equal(1500, count(assert(core.open(w.dir))))
    assert.is_true(#generations() <= 2)
  end)

  it('of many notes that was killed while it was filled is made anew', function()
    local w = herd(1500)
    w.ws:close()
    for round = 1, 6 do
      os.execute("rm -rf '" .. cache .. "'/pursuit")
      local pid = scratch.spawn(function()
        count(assert(core.open(w.dir)))
      end)
      os.execute(('sleep 0.%02d; kill -9 %d'):format(round * 2, pid))
      scratch.wait(pid)
      local ws = assert(core.open(w.dir))
      assert.equal(1500, count(ws))
      ws:close()
    end
  end)

  it('of many notes keeps what it had when it was cancelled, and goes on from there', function()
    local w = herd(6000)
    for _, polls in ipairs({ 0, 1, 3, 9 }) do
      os.execute("rm -rf '" .. cache .. "'/pursuit")
      local job = assert(w.ws:start('search', { query = 'zebra' }))
      for _ = 1, polls do
        job:poll()
        os.execute('sleep 0.01')
      end
      job:cancel()
      job:wait()
      assert.equal(6000, count(w.ws))
    end
  end)

  it('keeps its deals when its notes are filled in', function()
    local w = herd(1500)
    assert(w.ws:call('deals', { filter = '' }))
    assert.equal(1500, count(w.ws))
    assert.equal('one', assert(w.ws:call('deals', { filter = '' }))[1].id)
  end)

  it('lives in memory where nothing can be written', function()
    local w = herd(3)
    local file = scratch.dir() .. '/file'
    scratch.write(file, 'no folder')
    w.ws:set_cache(file)
    assert.equal(3, count(w.ws))
    scratch.write(w.dir .. '/deals/2026/one/more.md', 'zebra\n')
    assert.equal(4, count(w.ws))
  end)

  it('goes where it is told, and nobody else can read it', function()
    local w = herd(3)
    local dir = scratch.dir()
    w.ws:set_cache(dir)
    assert.equal(3, count(w.ws))
    assert.same({}, generations())
    assert.equal('drwx------', run(("ls -ld '%s'/pursuit/*"):format(dir)):match('^%S+'):sub(1, 10))
  end)

  it('reads a note again that grew back to an earlier time and size', function()
    local w = herd(1)
    local path = w.dir .. '/deals/2026/one/n001.md'
    assert.equal(1, count(w.ws))
    os.execute(("touch -d '2020-01-01' '%s'"):format(path))
    assert.equal(1, count(w.ws))
    local text = scratch.read(path)
    scratch.write(path, (text:gsub('zebra', 'horse')))
    os.execute(("touch -d '2020-01-01' '%s'"):format(path))
    assert.same({ 0, 1 }, { count(w.ws), count(w.ws, 'horse') })
  end)

  it('knows what was saved or written by an operation, without a walk', function()
    local w = herd(3)
    local other = assert(core.open(w.dir))
    w.call('new', { title = 'Deal', id = 'deal' })
    local folder = w.call('deal', { id = 'deal' }).folder
    local function known(word)
      return #w.call('search', { query = word, known = true })
    end
    assert.equal(0, known('kxword')) -- the index is not open yet, and not filled
    assert.equal(3, count(w.ws))
    for i = 1, 30 do
      local word = ('kxword%03d'):format(i)
      local path = ('%s/%s.md'):format(folder, i % 2 == 0 and 'free' or 'log')
      scratch.write(path, (scratch.read(path) or '') .. '\n' .. word .. '\n')
      w.call('save', { paths = { path } })
      assert.equal(1, known(word))
      if i % 10 == 0 then -- another connection writes: what is known as a whole is known no more
        scratch.write(w.dir .. '/deals/2026/one/by-other.md', 'kxother' .. i .. '\n')
        assert.equal(1, #other:call('search', { query = 'kxother' .. i }))
      end
    end
    w.call('log', { id = 'deal', text = 'kxlogged' })
    assert.equal(1, known('kxlogged'))
    os.remove(folder .. '/free.md')
    w.call('save', { paths = { folder .. '/free.md' } })
    assert.equal(0, known('kxword030'))
    assert.equal(3, count(w.ws))
    other:close()
  end)
end)
