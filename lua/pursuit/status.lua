---A buffer's deal in a few words, for a statusline. What was said last is said again until the background knows better.
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local overlay = require('pursuit.overlay')
local state = require('pursuit.render.state')
local workspace = require('pursuit.workspace')
local M = {}

---@class pursuit.Status
---@field text string
---@field id string? the deal; nil: the buffer has none
---@field root string?
---@field name string the buffer's name when it was looked at
---@field old boolean? something changed since

local known = {} ---@type table<integer, pursuit.Status> by buffer
local following = false

local function follow()
  if following then
    return
  end
  following = true
  local group = vim.api.nvim_create_augroup('pursuit.status', {})
  vim.api.nvim_create_autocmd('User', {
    group = group,
    pattern = 'PursuitChanged',
    callback = function(event)
      for _, entry in pairs(known) do
        entry.old = entry.old or entry.root == event.data.root
      end
    end,
  })
  vim.api.nvim_create_autocmd({ 'TextChanged', 'InsertLeave', 'BufWritePost' }, {
    group = group,
    callback = function(event)
      local root = known[event.buf] and known[event.buf].root
      for _, entry in pairs(known) do
        entry.old = entry.old or (root ~= nil and entry.root == root)
      end
    end,
  })
  vim.api.nvim_create_autocmd('BufWipeout', { group = group, callback = function(event) known[event.buf] = nil end })
end

---@param deal pursuit.Deal
---@param lang 'en'|'zh'
local function said(deal, lang)
  local shown = state.of(deal, lang)
  return message.statusline(('%s · %s · %s %s'):format(deal.id, deal.stage_label or deal.stage, shown.mark, shown.text))
end

---Looks for the first time, and waits.
local function look(buf, name)
  local entry = { text = '', name = name }
  known[buf] = entry
  local path = overlay.path(buf)
  local root = path and require('pursuit.note').root(path)
  local ws = root and workspace.open(root)
  local where = ws and ws.handle:call('where', { path = path })
  if not ws or not where or where.kind ~= 'deal' or not where.id then
    return ''
  end
  entry.root, entry.id = root, where.id
  local deal = ws.handle:call('deal', { id = where.id }, overlay.collect(ws.root))
  entry.text = deal and said(deal, workspace.lang(ws)) or ''
  return entry.text
end

---Looks again, in the background.
local function renew(entry)
  entry.old = false
  local ws = workspace.open(entry.root)
  if ws then
    operation.start(ws, 'deal', { id = entry.id }, function(deal)
      local before = entry.text
      entry.text = said(deal, workspace.lang(ws))
      if entry.text ~= before then
        vim.cmd.redrawstatus({ bang = true })
      end
    end, { quiet = true })
  end
end

---@param buf integer
---@return string
function M.text(buf)
  if not vim.api.nvim_buf_is_valid(buf) then
    return ''
  end
  follow()
  local entry, name = known[buf], vim.api.nvim_buf_get_name(buf)
  if not entry or entry.name ~= name then
    return look(buf, name)
  end
  if entry.old and entry.id then
    renew(entry)
  end
  return entry.text
end

return M
