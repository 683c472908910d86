---Reads git's history on in the background, in short turns between other calls, so that questions to it are answered at once.
local job = require('pursuit.job')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')
local M = {}

---@class pursuit.Remembering
---@field ws pursuit.Workspace
---@field since integer
---@field job pursuit.Job? the turn under way
---@field progress pursuit.Progress? once it is worth being told
---@field stopped boolean?
---@field waiting fun()[] who wants to know when it has ended

local busy = {} ---@type table<string, pursuit.Remembering> by workspace
local TURN_MS = 100
local SLOW_MS = 1000

---@param one pursuit.Remembering
local function stop(one)
  one.stopped = true
  if one.job then
    job.cancel(one.job)
  end
end

---@param one pursuit.Remembering
---@param state { done: integer, total: integer }
local function report(one, state)
  if not one.progress and vim.uv.now() - one.since > SLOW_MS then
    local lang = workspace.lang(one.ws)
    one.progress = require('pursuit.progress').begin(text.get('remembering', lang), lang, function()
      stop(one)
    end)
  end
  if one.progress then
    require('pursuit.progress').report(one.progress, state.done, state.total)
  end
end

---@param one pursuit.Remembering
local function finish(one)
  busy[one.ws.root] = nil
  if one.progress then
    require('pursuit.progress').finish(one.progress)
  end
  for _, ended in ipairs(one.waiting) do
    ended()
  end
end

---Begins, where nothing is under way. Says nothing of failures: what is not remembered is asked of git.
---@param ws pursuit.Workspace
---@param ended fun()? called once it has
function M.start(ws, ended)
  local one = busy[ws.root]
  if one then
    one.waiting[#one.waiting + 1] = ended
    return
  end
  one = { ws = ws, since = vim.uv.now(), waiting = { ended } }
  busy[ws.root] = one
  local function turn()
    one.job = job.start(ws.handle, 'remember', { ms = TURN_MS }, nil, function(state)
      one.job = nil
      if not state or state.complete or one.stopped then
        return finish(one)
      end
      report(one, state)
      turn()
    end)
  end
  turn()
end

return M
