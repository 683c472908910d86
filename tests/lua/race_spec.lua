-- Promise 2: several processes and the git command line on one workspace at once lose nothing and corrupt nothing.
local core = require('pursuit.core')
local scratch = require('scratch')

local WRITERS, EACH = 3, 12

-- A clear "try again" is tried again; anything else must go well.
local function insist(ws, name, args)
  for _ = 1, 200 do
    local answer, message, code = ws:call(name, args)
    if answer ~= nil then
      return answer
    end
    assert(code == 'BUSY' or code == 'CONFLICT', name .. ': ' .. tostring(code) .. ' ' .. tostring(message))
    assert(message:find('again', 1, true) or message:find('first', 1, true), message)
  end
  error(name .. ' never came through')
end

local function writer(dir, n)
  local ws = assert(core.open(dir))
  for i = 1, EACH do
    insist(ws, 'log', { id = 'shared', text = ('writer %d entry %d'):format(n, i) })
    insist(ws, 'cost', { id = 'shared', amount = 1, category = 'travel', note = n .. '/' .. i })
    insist(ws, 'new', { title = 'Same title' })
    local item = insist(ws, 'readiness', { id = 'own-' .. n }).missing[1]
    insist(ws, 'toggle', { path = item.path, lnum = item.lnum, state = 'x' })
  end
end

describe('several processes', function()
  it('and git on one workspace lose nothing, and the history stays a line', function()
    local w = scratch.workspace()
    w.call('new', { title = 'Shared', id = 'shared' })
    for n = 1, WRITERS do
      w.call('new', { title = 'Own', id = 'own-' .. n, profile = 'full' })
    end
    scratch.write(w.dir .. '/staged.txt', 'of the user\n')
    scratch.git(w.dir, 'add', 'staged.txt')
    scratch.write(w.dir .. '/unstaged.txt', 'of the user\n')
    local before = w.commits()
    local pids = {}
    for n = 1, WRITERS do
      pids[n] = scratch.spawn(function()
        writer(w.dir, n)
      end)
    end
    local git = scratch.spawn(function()
      local dir = w.dir
      local done, tries, said = 0, 0, ''
      while done < 10 and tries < 1000 do
        tries = tries + 1
        scratch.write(dir .. '/by-git-' .. done .. '.txt', 'x\n')
        scratch.git(dir, 'add', 'by-git-' .. done .. '.txt')
        local output, ok = scratch.git(dir, 'commit', '-q', '-m', 'by git', '--', 'by-git-' .. done .. '.txt')
        done = done + (ok and 1 or 0)
        said = ok and said or output
        scratch.git(dir, 'status')
      end
      assert(done == 10, 'git came through only ' .. done .. ' times: ' .. said)
    end)
    local failed = scratch.wait(git)
    for n = 1, WRITERS do
      failed = failed + scratch.wait(pids[n])
    end
    assert.equal(0, failed)
    w.ws:close()
    local ws = assert(core.open(w.dir))
    assert.equal(before + WRITERS * EACH * 4 + 10, w.commits())
    assert.equal('', (scratch.git(w.dir, 'log', '--merges', '--format=%h')))
    assert.equal('A  staged.txt\n?? unstaged.txt', w.status())
    assert.equal('', (scratch.git(w.dir, 'diff-files', '--name-only')))
    local found, ok = scratch.git(w.dir, 'fsck', '--no-dangling', '--no-progress')
    assert.is_true(ok, found)
    local log = scratch.read(ws:call('deal', { id = 'shared' }).folder .. '/log.md')
    for n = 1, WRITERS do
      for i = 1, EACH do
        assert.is_truthy(log:find(('writer %d entry %d\n'):format(n, i), 1, true))
      end
      assert.equal(EACH, ws:call('deal', { id = 'own-' .. n }).done)
    end
    assert.equal(WRITERS * EACH, ws:call('deal', { id = 'shared' }).spent)
    assert.equal(1 + WRITERS + WRITERS * EACH, #ws:call('deals', {}))
    assert.equal('same-title-' .. WRITERS * EACH, ws:call('deal', { id = 'same-title-' .. WRITERS * EACH }).id)
  end)

  it('that begin with an empty repository make one workspace', function()
    local dir = scratch.repository()
    local pids = {}
    for n = 1, WRITERS do
      pids[n] = scratch.spawn(function()
        local made, message, code = core.init(dir, 'en')
        assert(made or code == 'EXISTS' or code == 'BUSY' or code == 'CONFLICT', tostring(code) .. ': ' .. tostring(message))
      end)
    end
    local failed = 0
    for n = 1, WRITERS do
      failed = failed + scratch.wait(pids[n])
    end
    assert.equal(0, failed)
    assert.equal('1', (scratch.git(dir, 'rev-list', '--count', 'HEAD')))
    assert.equal('', (scratch.git(dir, 'status', '--porcelain')))
    assert.is_table(core.open(dir) and {})
  end)
end)
