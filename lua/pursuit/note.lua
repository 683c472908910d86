---What a buffer with a note of a workspace gets: diagnostics, commits of its saves.
local config = require('pursuit.config')
local message = require('pursuit.message')
local native = require('pursuit.native')
local overlay = require('pursuit.overlay')
local M = {}

local FOLDERS = { deals = true, accounts = true, regions = true, people = true, team = true, competitors = true, ['.pursuit'] = true }

local warned = false

---Says once what is wrong with the module or the options: files open all the time.
local function complain(fault)
  if not warned then
    warned = true
    message.error(fault)
  end
end

---The workspace whose note a path is.
---@param path string real
---@return string? root
function M.root(path)
  local core, fault = native.load()
  if not core then
    return complain(fault)
  end
  local root = core.find(path) or ''
  local folder = root ~= '' and path:sub(#root + 2):match('^([^/]+)/')
  return folder and FOLDERS[folder] and root or nil
end

---@param buf integer
function M.detach(buf)
  vim.api.nvim_create_augroup('pursuit.note.' .. buf, {})
  require('pursuit.diagnostics').forget(buf)
end

---Follows a note as it is edited and written. Any other buffer is left alone.
---@param buf integer
function M.attach(buf)
  local _, fault = config.get()
  if fault then
    return complain(fault)
  end
  local path = overlay.path(buf)
  local root = path and M.root(path)
  if not root then
    return
  end
  local group = vim.api.nvim_create_augroup('pursuit.note.' .. buf, {})
  local function on(events, callback)
    vim.api.nvim_create_autocmd(events, { group = group, buffer = buf, callback = callback })
  end
  on({ 'TextChanged', 'TextChangedI', 'InsertLeave' }, function()
    require('pursuit.diagnostics').changed(buf, root)
  end)
  on('BufWritePost', function()
    require('pursuit.autocommit').saved(root, overlay.path(buf) or path)
    require('pursuit.diagnostics').renew(root)
  end)
  on('BufUnload', function()
    M.detach(buf)
  end)
  on('BufFilePost', function() -- it may have become a note of another workspace, or none
    M.detach(buf)
    M.attach(buf)
  end)
  require('pursuit.diagnostics').attach(buf, root)
end


return M
