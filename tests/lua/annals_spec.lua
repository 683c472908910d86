-- What is remembered of git's history answers as git itself does, whatever was done to it.
local core = require('pursuit.core')
local scratch = require('scratch')

local function flat(events)
  local lines = {}
  for _, e in ipairs(events) do
    local parts = {}
    for _, key in ipairs({ 'time', 'date', 'clock', 'author', 'commit', 'kind', 'text', 'field', 'from', 'to', 'path', 'deal' }) do
      parts[#parts + 1] = tostring(e[key] or '')
    end
    lines[#lines + 1] = table.concat(parts, '|')
  end
  return table.concat(lines, '\n')
end

---Reads on until all is remembered.
local function remember(ws)
  for _ = 1, 10000 do
    local state = assert(ws:call('remember', { ms = 20 }))
    if state.complete then
      return state
    end
  end
  error('never complete')
end

---Compares every deal's history with that which git tells.
local function compare(ws, what)
  remember(ws)
  local deals = assert(ws:call('deals', { all = true }))
  for _, deal in ipairs(deals) do
    local told = flat(assert(ws:call('history', { id = deal.id })))
    local walked = flat(assert(ws:call('history', { id = deal.id, walk = true })))
    assert.equal(walked, told, what .. ': ' .. deal.id)
  end
  return #deals
end

local seed = 0
local function random(n)
  seed = (seed * 1103515245 + 12345) % 2147483648
  return math.floor(seed / 65536) % n + 1
end

local function git(w, ...)
  local out, ok = scratch.git(w.dir, ...)
  return out, ok
end

---Commits what stands in the work tree at some time of day, by some clock.
local function commit(w, message)
  local time = 1780000000 + random(1000) * 3600
  scratch.setenv('GIT_AUTHOR_DATE', '@' .. time .. ' +0200')
  scratch.setenv('GIT_COMMITTER_DATE', '@' .. (random(4) == 1 and time - 86400 * 30 or time) .. ' +0000')
  git(w, 'add', '-A')
  git(w, 'commit', '-q', '--allow-empty', '-m', message)
end

local function a_deal(w)
  local deals = w.call('deals', { all = true })
  return #deals > 0 and deals[random(#deals)] or nil
end

local count = 0
local works = {
  function(w) -- a value by hand
    local deal = a_deal(w)
    if deal then
      scratch.write(deal.path, (scratch.read(deal.path):gsub('\nvalue:[^\n]*', '\nvalue: ' .. random(9) * 1000)))
      commit(w, 'by hand')
    end
  end,
  function(w) -- an item by hand
    local deal = a_deal(w)
    local item = deal and w.call('readiness', { id = deal.id }).missing[1]
    if item and item.kind == 'activity' and not item.absent then
      w.call('toggle', { path = item.path, lnum = item.lnum, state = 'x' })
    end
  end,
  function(w)
    local deal = a_deal(w)
    if deal then
      w.call('log', { id = deal.id, text = 'hello ' .. random(100) })
    end
  end,
  function(w)
    count = count + 1
    w.call('new', { title = 'Deal ' .. count, id = 'deal-' .. count, account = 'acme' })
  end,
  function(w)
    local deal = a_deal(w)
    count = count + 1
    if deal and deal.status == 'open' then
      w.call('rename', { id = deal.id, to = 'renamed-' .. count })
    end
  end,
  function(w)
    local deal = a_deal(w)
    if deal then
      w.ws:call('undo', { id = deal.id })
    end
  end,
  function(w) -- what the account answers for its deals
    local path = w.dir .. '/accounts/acme.md'
    local text = scratch.read(path)
    if text then
      scratch.write(path, (text:gsub('%- %[ %]', '- [x]', 1)))
      commit(w, 'account')
    end
  end,
  function(w) -- a file that is no note
    local deal = a_deal(w)
    if deal then
      scratch.write(deal.folder .. '/plan.txt', tostring(random(1000)))
      commit(w, 'no note')
    end
  end,
  function(w)
    git(w, 'checkout', '-q', '-b', 'b' .. random(1000000))
  end,
  function(w)
    local branches = {}
    for name in git(w, 'for-each-ref', '--format=%(refname:short)', 'refs/heads'):gmatch('[^\n]+') do
      branches[#branches + 1] = name
    end
    git(w, 'checkout', '-q', branches[random(#branches)])
  end,
  function(w)
    local branches = {}
    for name in git(w, 'for-each-ref', '--format=%(refname:short)', 'refs/heads'):gmatch('[^\n]+') do
      branches[#branches + 1] = name
    end
    if not select(2, git(w, 'merge', '-q', '--no-edit', '-X', 'ours', branches[random(#branches)])) then
      git(w, 'merge', '--abort')
      git(w, 'reset', '-q', '--hard')
    end
  end,
  function(w)
    local branches = {}
    for name in git(w, 'for-each-ref', '--format=%(refname:short)', 'refs/heads'):gmatch('[^\n]+') do
      branches[#branches + 1] = name
    end
    if not select(2, git(w, 'rebase', '-q', '-X', 'ours', branches[random(#branches)])) then
      git(w, 'rebase', '--abort')
    end
  end,
  function(w) -- an amend by hand
    local deal = a_deal(w)
    if deal then
      scratch.write(deal.path, (scratch.read(deal.path):gsub('\nowner:[^\n]*', '\nowner: p' .. random(9))))
      git(w, 'add', '-A')
      git(w, 'commit', '-q', '--amend', '--no-edit')
    end
  end,
  function(w) -- a forced pull
    local behind = random(4)
    if w.commits() > 6 + behind then
      git(w, 'reset', '-q', '--hard', 'HEAD~' .. behind)
    end
  end,
  function(w) -- the process note, broken or changed
    local path = w.dir .. '/.pursuit/process.md'
    local text = scratch.read(path)
    if random(2) == 1 then
      scratch.write(path, (text:gsub('## Stages\n', '## Stages \n\n', 1)))
      commit(w, 'process')
    else
      scratch.write(path, (text:gsub('## Stages', '## Nothing', 1)))
      commit(w, 'broken process')
      scratch.write(path, text)
      commit(w, 'process again')
    end
  end,
}

-- Branches that part and come together again are what an order is hard for.
for i = 9, 11 do
  works[#works + 1] = works[i]
  works[#works + 1] = works[i]
end

describe('remembered history', function()
  local cache
  before_each(function()
    cache = scratch.dir()
    scratch.setenv('XDG_CACHE_HOME', cache)
    scratch.setenv('GIT_AUTHOR_DATE', '')
    scratch.setenv('GIT_COMMITTER_DATE', '')
  end)

  local function workspace()
    local w = scratch.workspace()
    w.call('add', { kind = 'account', title = 'Acme' })
    w.call('new', { title = 'Deal', id = 'deal-0', account = 'acme' })
    return w
  end

  for round = 1, 4 do
    it('is what git tells, after anything that can be done to git (' .. round .. ')', function()
      seed = round
      local w = workspace()
      local other = assert(core.open(w.dir)) -- another Neovim
      for step = 1, 60 do
        works[random(#works)](w)
        git(w, 'reset', '-q', '--hard')
        compare(random(2) == 1 and w.ws or other, ('round %d, step %d'):format(round, step))
      end
      compare(w.ws, 'first')
      compare(other, 'other')
      os.execute('rm -rf ' .. cache .. '/pursuit')
      compare(w.ws, 'deleted')
    end)
  end

  it('is shared by the work trees of a repository, each with its own HEAD', function()
    local w = workspace()
    w.call('log', { id = 'deal-0', text = 'before' })
    local dir = scratch.dir() .. '/tree'
    git(w, 'worktree', 'add', '-q', '-b', 'side', dir)
    local side = assert(core.open(dir))
    assert(side:call('log', { id = 'deal-0', text = 'on the side' }))
    w.call('new', { title = 'Here', id = 'here' })
    compare(w.ws, 'main')
    compare(side, 'side')
    assert.equal(#w.call('history', { id = 'deal-0' }) + 1, #assert(side:call('history', { id = 'deal-0' })))
    local stores = io.popen('grep -al "pursuit annals" ' .. cache .. '/pursuit/*/*.db* | sed s/-wal// | sort -u | wc -l'):read('*n')
    assert.equal(1, stores)
    git(w, 'merge', '-q', 'side')
    compare(w.ws, 'merged')
  end)

  it('ends where a shallow clone ends, and goes on when more is fetched', function()
    local w = workspace()
    for i = 1, 6 do
      w.call('log', { id = 'deal-0', text = 'entry ' .. i })
    end
    local dir = scratch.dir() .. '/clone'
    assert(select(2, scratch.git(w.dir, 'clone', '-q', '--depth', '3', 'file://' .. w.dir, dir)))
    local clone = assert(core.open(dir))
    compare(clone, 'shallow')
    local function oldest()
      local events = assert(clone:call('history', { id = 'deal-0' }))
      return events[#events].commit
    end
    local few = oldest()
    scratch.git(dir, 'fetch', '-q', '--deepen', '2')
    compare(clone, 'deeper')
    scratch.git(dir, 'fetch', '-q', '--unshallow')
    compare(clone, 'whole')
    assert.not_equal(few, oldest())
    scratch.git(dir, 'fetch', '-q', '--depth', '2')
    compare(clone, 'shallow again')
  end)

  it('answers a question before all is read', function()
    local w = workspace()
    for i = 1, 5 do
      w.call('log', { id = 'deal-0', text = 'entry ' .. i })
    end
    local walked = flat(w.call('history', { id = 'deal-0', walk = true }))
    assert.equal(walked, flat(w.call('history', { id = 'deal-0' })))
    assert.is_true(w.call('remember', {}).complete)
  end)

  it('speaks the language asked for', function()
    local w = workspace()
    w.call('close', { id = 'deal-0', status = 'lost', reason = 'price' })
    remember(w.ws)
    for _, lang in ipairs({ 'zh', 'en' }) do
      w.ws:set_lang(lang)
      assert.equal(flat(w.call('history', { id = 'deal-0', walk = true })), flat(w.call('history', { id = 'deal-0' })))
    end
  end)

  it('outlives a store that is cut short, overwritten or emptied', function()
    local w = workspace()
    local other = assert(core.open(w.dir))
    for _, harm in ipairs({ 'truncate -s 0', 'truncate -s 5000', 'dd if=/dev/urandom conv=notrunc bs=4096 count=8 status=none of=', 'rm' }) do
      compare(w.ws, 'before')
      compare(other, 'before')
      for path in io.popen('ls ' .. cache .. '/pursuit/*/*.db'):lines() do
        os.execute(harm:find('=$') and harm .. path or harm .. ' ' .. path)
      end
      w.call('log', { id = 'deal-0', text = 'after ' .. harm })
      compare(w.ws, harm)
      compare(other, harm)
    end
  end)

  it('is read once by several processes, of which one dies', function()
    local w = workspace()
    local text = scratch.read(w.call('deal', { id = 'deal-0' }).path)
    local lines = { 'reset refs/heads/main\nfrom refs/heads/main^0\n' }
    for i = 1, 400 do
      local now = text:gsub('\nvalue:[^\n]*', '\nvalue: ' .. i)
      lines[#lines + 1] = ('commit refs/heads/main\ncommitter Li Wei <li.wei@example.com> %d +0000\ndata 1\nx\nM 100644 inline deals/%s/deal-0/deal.md\ndata %d\n%s\n')
        :format(1790000000 + i, w.call('deal', { id = 'deal-0' }).path:match('deals/(%d+)/'), #now, now)
    end
    local path = scratch.dir() .. '/stream'
    scratch.write(path, table.concat(lines))
    os.execute(('git -C %s fast-import --quiet --force < %s && git -C %s reset -q --hard'):format(w.dir, path, w.dir))
    local reader = scratch.dir() .. '/reader.lua'
    scratch.write(reader, ([[
      package.cpath = %q
      local ws = assert(require('pursuit.core').open(%q))
      while not assert(ws:call('remember', { ms = 5 })).complete do end
      io.write(#assert(ws:call('history', { id = 'deal-0' })), '\n')
    ]]):format(package.cpath, w.dir))
    os.execute(('luajit %s >/dev/null 2>&1 & sleep 0.05; kill -9 $!'):format(reader))
    local pipes = {}
    for i = 1, 3 do
      pipes[i] = io.popen('luajit ' .. reader .. ' 2>&1')
    end
    local walked = flat(w.call('history', { id = 'deal-0', walk = true }))
    for _, pipe in ipairs(pipes) do
      assert.equal(#w.call('history', { id = 'deal-0', walk = true }) .. '\n', pipe:read('*a'))
    end
    assert.equal(walked, flat(w.call('history', { id = 'deal-0' })))
  end)
end)
