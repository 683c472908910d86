-- A workspace in a temporary folder, for specs that run the module in plain luajit.
local ffi = require('ffi')
ffi.cdef([[
int setenv(const char *, const char *, int);
char *mkdtemp(char *);
int fork(void);
int waitpid(int, int *, int);
void _exit(int);
]])

local core = require('pursuit.core')
local M = {}

function M.setenv(name, value)
  ffi.C.setenv(name, value, 1)
end

-- Commits are synced to disk: in memory that costs nothing.
local base = os.execute('test -w /dev/shm') == 0 and '/dev/shm' or os.getenv('TMPDIR') or '/tmp'
local made = {}

---@return string dir a new folder, gone when the spec ends
function M.dir()
  local template = base .. '/pursuit-XXXXXX'
  local buffer = ffi.new('char[?]', #template + 1, template)
  assert(ffi.C.mkdtemp(buffer) ~= nil)
  made[#made + 1] = ffi.string(buffer)
  return made[#made]
end

-- Removed with the last reference to this module, that is at the end of the process.
M.guard = newproxy(true)
getmetatable(M.guard).__gc = function()
  for _, dir in ipairs(made) do
    os.execute('rm -rf ' .. dir)
  end
end

local function quote(s)
  return "'" .. s:gsub("'", "'\\''") .. "'"
end

---Runs git in a folder.
---@return string output without the last line break
---@return boolean ok
function M.git(dir, ...)
  local words = { 'git', '-C', quote(dir) }
  for _, word in ipairs({ ... }) do
    words[#words + 1] = quote(word)
  end
  local pipe = assert(io.popen(table.concat(words, ' ') .. ' 2>&1; echo "=$?"'))
  local text = pipe:read('*a')
  pipe:close()
  local output, code = text:match('^(.-)\n?=(%d+)\n$')
  return output, code == '0'
end

function M.read(path)
  local file = io.open(path, 'rb')
  if not file then
    return nil
  end
  local text = file:read('*a')
  file:close()
  return text
end

function M.write(path, text)
  os.execute('mkdir -p ' .. quote(path:match('^(.*)/')))
  local file = assert(io.open(path, 'wb'))
  file:write(text)
  file:close()
end

---Runs `body` in a process of its own; its exit code says whether it went well.
function M.spawn(body)
  local pid = ffi.C.fork()
  if pid == 0 then
    local ok, message = pcall(body)
    if not ok then
      io.stderr:write(tostring(message), '\n')
    end
    ffi.C._exit(ok and 0 or 1)
  end
  return pid
end

---@return integer status 0: it went well
function M.wait(pid)
  local status = ffi.new('int[1]')
  ffi.C.waitpid(pid, status, 0)
  return status[0]
end

---A repository whose git knows a person.
function M.repository()
  local dir = M.dir()
  assert(select(2, M.git(dir, 'init', '-q', '-b', 'main')))
  M.git(dir, 'config', 'user.name', 'Li Wei')
  M.git(dir, 'config', 'user.email', 'li.wei@example.com')
  return dir
end

---A workspace, opened, with a `call` that fails the test where the call fails.
function M.workspace(lang)
  local dir = M.repository()
  assert(core.init(dir, lang or 'en'))
  local ws = assert(core.open(dir))
  local self = { dir = ws:root(), ws = ws }
  function self.call(name, args, overlay)
    local answer, info, code, more = ws:call(name, args, overlay)
    if answer == nil then
      local missing = {}
      for i, item in ipairs(more and more.missing or {}) do
        missing[i] = item.message
      end
      error(('%s: %s (%s)\n%s'):format(name, info, code, table.concat(missing, '\n')), 2)
    end
    return answer, info
  end
  function self.fails(name, args, overlay)
    local answer, message, code, info = ws:call(name, args, overlay)
    assert(answer == nil, name .. ' was expected to fail')
    return code, message, info
  end
  ---Marks every missing activity and criterion as done, and says how many there were.
  function self.close_items(id)
    local n = 0
    for _, item in ipairs(self.call('readiness', { id = id }).missing) do
      if item.kind == 'activity' and not item.absent then
        self.call('toggle', { path = item.path, lnum = item.lnum, state = 'x' })
        n = n + 1
      end
    end
    return n
  end
  function self.meet_criteria(review)
    for _, criterion in ipairs(review.criteria) do
      self.call('toggle', { path = review.path, lnum = criterion.lnum, state = 'x' })
    end
  end
  ---Everything that the next step asks for, and the step.
  function self.walk(id, decide)
    self.close_items(id)
    local readiness = self.call('readiness', { id = id })
    if readiness.gate then
      local review = self.call('review', { id = id })
      self.meet_criteria(review)
      decide = decide or {}
      self.call('decide', { id = id, decision = decide.decision or 'go', reviewers = decide.reviewers, conditions = decide.conditions })
    end
    return self.call('advance', { id = id })
  end
  function self.status()
    return (M.git(dir, 'status', '--porcelain'))
  end
  function self.head()
    return (M.git(dir, 'rev-parse', 'HEAD'))
  end
  function self.commits()
    return tonumber((M.git(dir, 'rev-list', '--count', 'HEAD')))
  end
  return self
end

return M
