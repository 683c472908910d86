---Shows what is wrong in notes, each on its line. Computed by the core from the buffer's text, in the background.
local config = require('pursuit.config')
local operation = require('pursuit.operation')
local overlay = require('pursuit.overlay')
local workspace = require('pursuit.workspace')
local M = {}

local NAMESPACE = vim.api.nvim_create_namespace('pursuit')

---@class pursuit.Watched
---@field root string
---@field timer uv.uv_timer_t?
---@field running boolean? its diagnostics are being computed
---@field again boolean? something changed meanwhile

local watched = {} ---@type table<integer, pursuit.Watched> by buffer

---@param found pursuit.Diagnostic[]
---@param path string
---@param buf integer
---@return vim.Diagnostic[]
local function converted(found, path, buf)
  local list, last = {}, vim.api.nvim_buf_line_count(buf)
  for _, one in ipairs(found) do
    if one.path == path then
      local row = math.min(math.max(one.lnum, 1), last) - 1
      local line = vim.api.nvim_buf_get_lines(buf, row, row + 1, false)[1] or ''
      local whole = (one.end_col or 0) == 0
      list[#list + 1] = {
        lnum = row,
        col = math.min(whole and #line:match('^%s*') or one.col, #line),
        end_lnum = row,
        end_col = whole and #line or math.min(one.end_col, #line),
        severity = one.severity,
        code = one.code,
        message = one.message,
        source = 'pursuit',
      }
    end
  end
  return list
end

local compute

---After a rest, so that typing is not followed letter by letter.
local function soon(buf)
  local entry = watched[buf]
  if not entry then
    return
  end
  entry.timer = entry.timer or assert(vim.uv.new_timer())
  entry.timer:stop()
  entry.timer:start(config.get().debounce_ms, 0, vim.schedule_wrap(function()
    compute(buf)
  end))
end

---Computes a buffer's diagnostics. Results that a change has overtaken are dropped, and computed again after a rest.
function compute(buf)
  local entry = watched[buf]
  if not entry or not vim.api.nvim_buf_is_loaded(buf) or not config.get().diagnostics then
    return
  elseif entry.running then
    entry.again = true
    return
  end
  local ws, path = workspace.open(entry.root), overlay.path(buf)
  if not ws or not path then
    return
  end
  entry.running, entry.again = true, false
  local tick = vim.api.nvim_buf_get_changedtick(buf)
  local function ended(found)
    entry.running = false
    if watched[buf] ~= entry or not vim.api.nvim_buf_is_loaded(buf) then
      return
    elseif vim.api.nvim_buf_get_changedtick(buf) ~= tick then
      soon(buf)
    elseif found then
      vim.diagnostic.set(NAMESPACE, buf, converted(found, path, buf))
    end
    if entry.again then
      compute(buf)
    end
  end
  operation.start(ws, 'diagnostics', { path = path }, ended, {
    failed = function()
      ended(nil)
      return true
    end,
  })
end

---A buffer's text changed: its own diagnostics and those of the notes beside it.
---@param buf integer
---@param root string
function M.changed(buf, root)
  soon(buf)
  local folder = vim.fs.dirname(vim.api.nvim_buf_get_name(buf))
  for other, entry in pairs(watched) do
    if other ~= buf and entry.root == root and vim.startswith(vim.api.nvim_buf_get_name(other), folder) then
      soon(other)
    end
  end
end

---Notes on disk changed: everything that is open is looked at again.
---@param root string
function M.renew(root)
  for buf, entry in pairs(watched) do
    if entry.root == root then
      compute(buf)
    end
  end
end

local function follow()
  vim.api.nvim_create_autocmd('User', {
    group = vim.api.nvim_create_augroup('pursuit.diagnostics', {}),
    pattern = 'PursuitChanged',
    callback = function(event)
      M.renew(event.data.root)
    end,
  })
end

---@param buf integer
---@param root string
function M.attach(buf, root)
  if not next(watched) then
    follow()
  end
  M.forget(buf)
  watched[buf] = { root = root }
  vim.schedule(function() -- the buffer is still being filled
    compute(buf)
  end)
end

---@param buf integer
function M.forget(buf)
  local entry = watched[buf]
  watched[buf] = nil
  if entry and entry.timer then
    entry.timer:stop()
    entry.timer:close()
  end
  if vim.api.nvim_buf_is_valid(buf) then
    vim.diagnostic.reset(NAMESPACE, buf)
  end
end

---The namespace, for who wants to read or configure it.
---@return integer
function M.namespace()
  return NAMESPACE
end

return M
