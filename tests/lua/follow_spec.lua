-- Promise 4 in a very large tree: git's index follows the commits of a moment within moments, and always before a workspace is closed.
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

local FILES = 4000 -- more than a small index holds

-- Further notes of the work tree, in one commit.
local function grow(dir)
  local parts = { 'commit refs/heads/main\ncommitter Li Wei <li.wei@example.com> 1767600000 +0800\ndata 4\nmany\nfrom refs/heads/main^0\n' }
  for i = 1, FILES do
    parts[#parts + 1] = ('M 100644 inline archive/of-many-years/%05d.md\ndata 2\nx\n'):format(i)
  end
  scratch.write(dir .. '/.git/import', table.concat(parts))
  assert(os.execute(("cd '%s' && git fast-import --quiet <.git/import && git reset -q --hard && rm .git/import"):format(dir)) == 0)
end

describe("git's index of a large tree", function()
  local w, path

  before_each(function()
    w = scratch.workspace()
    w.call('new', { title = 'Deal', id = 'deal' })
    grow(w.dir)
    path = w.call('deal', { id = 'deal' }).folder .. '/log.md'
  end)

  local function owes()
    return scratch.read(w.dir .. '/.git/pursuit/owed') ~= nil
  end

  local function save(text)
    scratch.write(path, (scratch.read(path) or '') .. text .. '\n')
    local job = w.ws:start('save', { paths = { path } })
    local _, answer = job:wait()
    assert.equal(1, answer.commits)
  end

  local function wait_for_git()
    for _ = 1, 500 do
      if not owes() then
        return
      end
      ffi.C.usleep(10000)
    end
    error('it never follows')
  end

  it('follows after a rest', function()
    for i = 1, 5 do
      save('line ' .. i)
    end
    assert.is_true(owes())
    wait_for_git()
    assert.equal('', w.status())
    assert.equal('', (scratch.git(w.dir, 'diff-files', '--name-only')))
    assert.is_nil(scratch.read(w.dir .. '/.git/index.lock'))
  end)

  it('follows what was called without a worker', function()
    w.call('log', { id = 'deal', text = 'met' })
    assert.is_true(owes())
    wait_for_git()
    assert.equal('', w.status())
  end)

  it('has followed when the workspace is closed', function()
    save('line')
    assert.is_true(owes())
    w.ws:close()
    assert.is_false(owes())
    assert.equal('', w.status())
  end)

  it('follows at the next open, where the process was killed', function()
    w.ws:close()
    local pid = ffi.C.fork()
    if pid == 0 then
      local ok = pcall(function()
        w.ws = assert(core.open(w.dir))
        save('line')
        assert(owes())
      end)
      if ok then
        ffi.C.kill(assert(tonumber(io.open('/proc/self/stat'):read('*n'))), 9)
      end
      ffi.C._exit(1)
    end
    local status = ffi.new('int[1]')
    ffi.C.waitpid(pid, status, 0)
    assert.equal(9, status[0])
    assert.is_true(owes())
    core.open(w.dir):close()
    assert.is_false(owes())
    assert.equal('', w.status())
  end)

  it('is followed by another process too', function()
    save('line')
    local other = assert(core.open(w.dir))
    assert(other:call('log', { id = 'deal', text = 'met' }))
    save('more')
    other:close()
    w.ws:close()
    assert.is_false(owes())
    assert.equal('', w.status())
    assert.equal('', (scratch.git(w.dir, 'fsck', '--no-dangling', '--no-progress')))
  end)

  it('keeps what is staged, and says so of a note', function()
    scratch.write(w.dir .. '/mine.txt', 'mine\n')
    scratch.git(w.dir, 'add', 'mine.txt')
    save('line')
    save('more')
    wait_for_git()
    assert.equal('A  mine.txt', w.status())
    scratch.write(path, scratch.read(path) .. 'staged\n')
    scratch.git(w.dir, 'add', path)
    local done = w.call('save', { paths = { path } })
    assert.equal(0, done.commits)
    assert.is_string(done.message)
    assert.equal(('M  %s\nA  mine.txt'):format(path:sub(#w.dir + 2)), w.status())
  end)
end)
