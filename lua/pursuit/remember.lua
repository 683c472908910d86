---Reads git's history on in the background, in short turns between other calls, so that questions to it are answered at once.
local job = require('pursuit.job')
local M = {}

local busy = {} ---@type table<string, true> by workspace
local TURN_MS = 100

---Begins, where nothing is under way. Says nothing of failures: what is not remembered is asked of git.
---@param ws pursuit.Workspace
---@param done? fun() when all is remembered
function M.start(ws, done)
  if busy[ws.root] then
    return
  end
  busy[ws.root] = true
  local function turn()
    job.start(ws.handle, 'remember', { ms = TURN_MS }, nil, function(state)
      if state and not state.complete then
        return turn()
      end
      busy[ws.root] = nil
      if state and done then
        done()
      end
    end)
  end
  turn()
end

return M
