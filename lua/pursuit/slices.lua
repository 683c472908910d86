---Work of the main loop in slices, so that keys are never kept waiting: a function runs until its slice is over, and goes on when the
---editor had its turn.
local M = {}

local SLICE_NS = 4e6

---@class pursuit.Slices
---@field thread thread
---@field stopped boolean?

local running = {} ---@type table<pursuit.Slices, true>
local slice_began = 0
local current ---@type thread? whose slice it is

---Ends the slice at hand if it has lasted long enough. Called often by what may run long; does nothing elsewhere.
function M.breathe()
  if current and coroutine.running() == current and vim.uv.hrtime() - slice_began > SLICE_NS then
    coroutine.yield()
  end
end

---Ends the slice at hand.
function M.pause()
  if current and coroutine.running() == current then
    coroutine.yield()
  end
end

local function go(work)
  if work.stopped then
    return
  end
  slice_began, current = vim.uv.hrtime(), work.thread
  local ok, fault = coroutine.resume(work.thread)
  current = nil
  if coroutine.status(work.thread) == 'dead' then
    running[work] = nil
    if not ok then
      error(debug.traceback(work.thread, fault), 0)
    end
  else
    vim.defer_fn(function() -- a timer, so that what has been typed comes first
      go(work)
    end, 1)
  end
end

---Runs a function; its first slice at once.
---@param fn fun()
---@return pursuit.Slices
function M.run(fn)
  local work = { thread = coroutine.create(fn) }
  running[work] = true
  go(work)
  return work
end

---Leaves the rest undone.
---@param work pursuit.Slices?
function M.stop(work)
  if work then
    work.stopped, running[work] = true, nil
  end
end

---Whether anything is in the middle.
---@return boolean
function M.busy()
  return next(running) ~= nil
end

return M
