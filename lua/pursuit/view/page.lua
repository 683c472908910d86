---A page about one deal: an answer of the core, drawn for the window's width, read again when notes change. Each kind of page says what it
---calls and how that looks.
local buffer = require('pursuit.buffer')
local operation = require('pursuit.operation')
local scratch = require('pursuit.view.scratch')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')
local M = {}

---@class pursuit.PageKind
---@field call string the call of the core; the view is named and its filetype made after it
---@field apart boolean? the page is about something else than a deal
---@field render fun(answer: any, style: table): pursuit.Page style: width, lang, at, and what `style` of the view holds
---@field keys (fun(view: pursuit.PageView): { [1]: string, [2]: fun(), [3]: string }[])? further keys; their texts are keys of text.lua

---@class pursuit.PageView
---@field kind pursuit.PageKind
---@field ws pursuit.Workspace
---@field buf integer
---@field args { id: string, at: string? }
---@field style table what the page's keys change
---@field answer any
---@field page pursuit.Page?

local shown = {} ---@type table<integer, pursuit.PageView> by buffer

---What the cursor stands on.
---@param view pursuit.PageView
---@return any
function M.item(view)
  local at = view.page and view.page.items[vim.api.nvim_win_get_cursor(0)[1]]
  return at and at.other and vim.fn.virtcol('.') > at.beyond and at.other or at -- a line in two halves stands for two things
end

---A key that enters one more row.
---@param key string
---@param what string the entry
---@param said string a key of text.lua
function M.adds(key, what, said)
  return { key, function()
    require('pursuit.command').run('add', { words = { what } })
  end, said }
end

---The deal that the line under the cursor is about, on a page that is about none itself.
---@param buf integer that is current
---@return string?
function M.deal(buf)
  local at = shown[buf] and M.item(shown[buf])
  return at and at.deal
end

---@param view pursuit.PageView
function M.draw(view)
  local win = vim.fn.win_findbuf(view.buf)[1]
  if win and shown[view.buf] == view then
    local style = { width = vim.api.nvim_win_get_width(win), lang = workspace.lang(view.ws), at = view.args.at }
    view.page = view.kind.render(view.answer, vim.tbl_extend('error', style, view.style))
    scratch.draw(view.buf, view.page)
  end
end

---Asks again, with the view's arguments as they are now.
---@param view pursuit.PageView
function M.reload(view)
  operation.start(view.ws, view.kind.call, view.args, function(answer)
    view.answer = answer
    M.draw(view)
  end, { quiet = true })
end

local function name_of(kind, ws, id)
  return ('pursuit://%s/%s/%s'):format(ws.root, kind.call, id)
end

---The view follows its deal to another id.
local function follow(view, from, to)
  if view.args.id == from and not view.kind.apart then
    view.args.id, vim.b[view.buf].pursuit_deal = to, to
    local name = name_of(view.kind, view.ws, to)
    local old = scratch.find(name)
    if old and old ~= view.buf then
      vim.api.nvim_buf_delete(old, { force = true })
    end
    vim.api.nvim_buf_set_name(view.buf, name)
    M.reload(view)
  end
end

local function jump(view)
  local at = M.item(view)
  if at and at.path then
    buffer.open(at.path, at.lnum)
  end
end

local function keys(view)
  local lang, list = workspace.lang(view.ws), {}
  local function add(keys_of)
    for _, key in ipairs(keys_of) do
      list[#list + 1] = { key[1], key[2], text.get(key[3], lang) }
    end
  end
  add({ { '<CR>', function() jump(view) end, 'key_goto' } })
  add(view.kind.keys and view.kind.keys(view) or {})
  add({
    { 'R', function() M.reload(view) end, 'key_reload' },
    { '?', function() scratch.help(list) end, 'key_help' },
    { 'q', scratch.quit, 'key_quit' },
  })
  return list
end

---Shows a page.
---@param kind pursuit.PageKind
---@param ws pursuit.Workspace
---@param args { id: string, at: string? } what was asked
---@param answer any
function M.open(kind, ws, args, answer)
  local buf, made = scratch.open({ name = name_of(kind, ws, args.id), filetype = 'pursuit-' .. kind.call, root = ws.root })
  local before = shown[buf]
  local about = kind.apart and (answer.kind or kind.call) or 'deal'
  vim.b[buf].pursuit_deal = about == 'deal' and args.id or nil
  vim.b[buf].pursuit_about = { kind = about, id = args.id }
  shown[buf] = { kind = kind, ws = ws, buf = buf, args = args, style = before and before.style or {}, answer = answer }
  if made then
    scratch.follow(buf, ws.root, {
      changed = function() M.reload(shown[buf]) end,
      resized = function() M.draw(shown[buf]) end,
      gone = function() shown[buf] = nil end,
      renamed = function(from, to) follow(shown[buf], from, to) end,
    })
  end
  scratch.keys(buf, keys(shown[buf]))
  M.draw(shown[buf])
end

return M
