---What the measurements need of the system, in plain LuaJIT: the clock, the environment, programs, files.
local ffi = require('ffi')
ffi.cdef([[
struct bench_time { long sec, nsec; };
int clock_gettime(int, struct bench_time *);
int setenv(const char *, const char *, int);
int usleep(unsigned);
]])
local M = {}

local time = ffi.new('struct bench_time')

---@return number milliseconds of a clock that only goes forward
function M.now()
  ffi.C.clock_gettime(1, time)
  return tonumber(time.sec) * 1e3 + tonumber(time.nsec) / 1e6
end

function M.setenv(name, value)
  ffi.C.setenv(name, value, 1)
end

function M.sleep(ms)
  ffi.C.usleep(ms * 1000)
end

function M.quote(word)
  return "'" .. tostring(word):gsub("'", "'\\''") .. "'"
end

local function line(words)
  local quoted = {}
  for i, word in ipairs(words) do
    quoted[i] = M.quote(word)
  end
  return table.concat(quoted, ' ')
end

---What a program prints. It must succeed.
---@param words string[]
---@return string
function M.read(words)
  local pipe = assert(io.popen(line(words) .. ' || echo "failed: $?"'))
  local text = pipe:read('*a')
  pipe:close()
  local code = text:match('failed: (%d+)\n$')
  if code then
    error(('%s ended with %s\n%s'):format(line(words), code, text), 0)
  end
  return text
end

---@param words string[]
function M.run(words)
  M.read(words)
end

---@return boolean
function M.has(path)
  local file = io.open(path, 'rb')
  return file ~= nil and file:close()
end

---@param mode 'wb'|'ab'
function M.write(path, text, mode)
  local file = assert(io.open(path, mode or 'wb'))
  file:write(text)
  file:close()
end

function M.slurp(path)
  local file = assert(io.open(path, 'rb'))
  local text = file:read('*a')
  file:close()
  return text
end

return M
