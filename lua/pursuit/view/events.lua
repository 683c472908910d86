---What changed between two states of a deal, and who set a field.
local buffer = require('pursuit.buffer')
local operation = require('pursuit.operation')
local scratch = require('pursuit.view.scratch')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')
local M = {}

---@class pursuit.EventsView
---@field ws pursuit.Workspace
---@field id string the deal
---@field call string what it is read with
---@field args table
---@field answer any
---@field render fun(answer: any, style: { width: integer, lang: 'en'|'zh' }): pursuit.Page
---@field page pursuit.Page?

local shown = {} ---@type table<integer, pursuit.EventsView> by buffer

local function draw(buf)
  local view, win = shown[buf], vim.fn.win_findbuf(buf)[1]
  if view and win then
    view.page = view.render(view.answer, { width = vim.api.nvim_win_get_width(win), lang = workspace.lang(view.ws) })
    scratch.draw(buf, view.page)
  end
end

local function reload(buf)
  local view = shown[buf]
  operation.start(view.ws, view.call, view.args, function(answer)
    if shown[buf] == view then
      view.answer = answer
      draw(buf)
    end
  end, { quiet = true })
end

---The commit of a line, else its note.
local function open(buf)
  local view = shown[buf]
  local event = view and view.page and view.page.items[vim.api.nvim_win_get_cursor(0)[1]]
  if event and event.commit then
    require('pursuit.view.history').show(view.ws, event.commit)
  elseif event and event.path and vim.uv.fs_stat(event.path) then
    buffer.open(event.path)
  end
end

local function open_note(buf)
  local view = shown[buf]
  local event = view and view.page and view.page.items[vim.api.nvim_win_get_cursor(0)[1]]
  if event and event.path and vim.uv.fs_stat(event.path) then
    buffer.open(event.path)
  end
end

local function keys(buf, lang)
  local list
  list = {
    { '<CR>', function() open(buf) end, text.get(shown[buf].call == 'blame' and 'key_commit' or 'key_note', lang) },
    { 'o', function() open_note(buf) end, text.get('key_note', lang) },
    { 'h', function() require('pursuit.command').run('history', {}) end, text.get('key_history', lang) },
    { 'R', function() reload(buf) end, text.get('key_reload', lang) },
    { '?', function() scratch.help(list) end, text.get('key_help', lang) },
    { 'q', scratch.quit, text.get('key_quit', lang) },
  }
  return list
end

---@param view pursuit.EventsView
---@param filetype string
local function show(view, filetype)
  operation.start(view.ws, view.call, view.args, function(answer)
    view.answer = answer
    local name = ('pursuit://%s/%s/%s'):format(view.ws.root, view.call, view.id)
    local buf, made = scratch.open({ name = name, filetype = filetype, root = view.ws.root })
    vim.b[buf].pursuit_deal = view.id
    shown[buf] = view
    if made then
      scratch.follow(buf, view.ws.root, {
        changed = function() reload(buf) end,
        resized = function() draw(buf) end,
        gone = function() shown[buf] = nil end,
      })
    end
    scratch.keys(buf, keys(buf, workspace.lang(view.ws)))
    draw(buf)
    vim.api.nvim_win_set_cursor(0, { math.min(4, #view.page.lines), 0 })
    require('pursuit.remember').start(view.ws)
  end, { label = text.get('reading', workspace.lang(view.ws)) })
end

---Shows what changed between two states.
---@param ws pursuit.Workspace
---@param id string
---@param from string? a gate, a day, a revision; else the deal's birth
---@param to string? else now
function M.diff(ws, id, from, to)
  local args = { id = id, from = from, to = to }
  show({ ws = ws, id = id, call = 'diff', args = args, render = require('pursuit.render.diff').page }, 'pursuit-diff')
end

---Shows who set a field: a history of one line.
---@param ws pursuit.Workspace
---@param id string
---@param key string
function M.blame(ws, id, key)
  local function render(event, style)
    style.title = text.get('blame_of', style.lang, id, key)
    style.expanded = {}
    return require('pursuit.render.history').page({ event }, style)
  end
  show({ ws = ws, id = id, call = 'blame', args = { id = id, key = key }, render = render }, 'pursuit-blame')
end

return M
