---Commits saves of notes, on the worker: those of one moment together.
local config = require('pursuit.config')
local job = require('pursuit.job')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local overlay = require('pursuit.overlay')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')
local M = {}

local switched = {} ---@type table<string, boolean> root → on or off, for this session
local pending = {} ---@type table<string, table<string, boolean>> root → paths saved since the last commit
local scheduled = false

---@param root string
---@return boolean
function M.enabled(root)
  if switched[root] ~= nil then
    return switched[root]
  end
  return config.get().autocommit
end

---@param root string
---@param on boolean
function M.set(root, on)
  switched[root] = on
end

---@param root string
---@return string[]
local function take(root)
  local paths = vim.tbl_keys(pending[root] or {})
  pending[root] = nil
  table.sort(paths)
  return paths
end

---@param ws pursuit.Workspace
---@param args table
local function save(ws, args)
  operation.start(ws, 'save', args, function(done)
    if done.message then
      message.warn(done.message)
    end
  end, {
    failed = function(said, code)
      if code ~= 'CANCEL' then
        operation.say_failure(ws, text.get('not_committed', workspace.lang(ws), said), 'REFUSED')
      end
      return true
    end,
  })
end

local function commit(root)
  local ws, fault = workspace.open(root)
  local paths = take(root)
  if not ws then
    return message.warn(fault or '')
  end
  save(ws, { paths = paths })
end

---Commits the saves that a killed Neovim left behind.
---@param ws pursuit.Workspace just opened
function M.resume(ws)
  if not M.enabled(ws.root) then
    return
  end
  job.start(ws.handle, 'pend', {}, nil, function(waiting)
    local now = waiting and waiting.files > 0 and workspace.open(ws.root)
    if now then
      save(now, { pending = true })
    end
  end)
end

---A note has been written.
---@param root string
---@param path string real
function M.saved(root, path)
  if not M.enabled(root) then
    return
  end
  local ws = workspace.open(root)
  if ws then
    ws.handle:call('pend', { paths = { path } }) -- where this fails, so will the commit, which says why
  end
  pending[root] = pending[root] or {}
  pending[root][path] = true
  if not scheduled then
    scheduled = true
    vim.schedule(function()
      scheduled = false
      for waiting in pairs(vim.deepcopy(pending)) do
        commit(waiting)
      end
    end)
  end
end

---Neovim is about to leave: starts what is waiting; closing the workspaces waits for it.
function M.flush()
  for root in pairs(vim.deepcopy(pending)) do
    local ws = workspace.open(root)
    if ws then
      job.start(ws.handle, 'save', { paths = take(root) }, overlay.collect(root), function() end)
    end
  end
end

return M
