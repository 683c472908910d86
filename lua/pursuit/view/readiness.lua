---What is missing for a deal's next step, in a window below; each line leads to the place to change.
local ask = require('pursuit.ask')
local buffer = require('pursuit.buffer')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local refresh = require('pursuit.refresh')
local render = require('pursuit.render.readiness')
local scratch = require('pursuit.view.scratch')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')
local M = {}

local LEAST, MOST = 5, 16

---@class pursuit.ReadinessView
---@field ws pursuit.Workspace
---@field answer pursuit.Readiness
---@field folder string
---@field faults pursuit.Diagnostic[]? of the process note
---@field page pursuit.Page?

local shown = {} ---@type table<integer, pursuit.ReadinessView> by buffer

---What the cursor stands on.
local function item(buf)
  local view, win = shown[buf], vim.fn.win_findbuf(buf)[1]
  return view.page and win and view.page.items[vim.api.nvim_win_get_cursor(win)[1]]
end

---The line of an item that was shown before; nil where it is no longer missing.
local function line_of(page, before)
  for lnum, at in pairs(page.items) do
    local missing = at.missing
    local same = missing and missing.kind == before.kind and missing.id == before.id
    if same and missing.text == before.text and missing.path == before.path then
      return lnum
    end
  end
end

local function draw(buf)
  local view, win = shown[buf], vim.fn.win_findbuf(buf)[1]
  if not view or not win then
    return
  end
  local kept = item(buf)
  view.page = render.page(view.answer, {
    width = vim.api.nvim_win_get_width(win), lang = workspace.lang(view.ws), folder = view.folder, faults = view.faults,
  })
  scratch.draw(buf, view.page)
  local lnum = kept and kept.missing and line_of(view.page, kept.missing)
  if lnum then
    vim.api.nvim_win_set_cursor(win, { lnum, 0 })
  end
end

local function reload(buf)
  local view = shown[buf]
  operation.start(view.ws, 'process', {}, function(process)
    if shown[buf] == view then
      view.faults = process.faults
    end
  end, { quiet = true })
  operation.start(view.ws, 'readiness', { id = view.answer.deal }, function(answer)
    if shown[buf] == view then
      view.answer = answer
      draw(buf)
    end
  end, { quiet = true })
end

---The view follows its deal to another id, and its folder.
local function follow(buf, from, to)
  local view = shown[buf]
  if view.answer.deal == from then
    view.answer.deal, vim.b[buf].pursuit_deal = to, to
    view.folder = vim.fs.dirname(view.folder) .. '/' .. to
    reload(buf)
  end
end

local TASKS = { activity = true, criterion = true, condition = true }

---The item under the cursor, if it is one that can be closed in its line.
local function task(buf)
  local at = item(buf)
  local missing = at and at.missing
  if missing and TASKS[missing.kind] and not missing.absent then
    return missing
  end
  message.warn(text.get('no_task_line', workspace.lang(shown[buf].ws)))
end

---To the item below, so that a key pressed again means that one.
local function step(buf, missing)
  local view, win = shown[buf], vim.fn.win_findbuf(buf)[1]
  local lnum = view.page and line_of(view.page, missing)
  if win and lnum and view.page.items[lnum + 1] then
    vim.api.nvim_win_set_cursor(win, { lnum + 1, 0 })
  end
end

local function set(buf, missing, state, reason)
  local args = { path = missing.path, lnum = missing.lnum, state = state, reason = reason }
  step(buf, missing)
  refresh.files({ missing.path })
  operation.start(shown[buf].ws, 'toggle', args, function() end)
end

---Changes the state of the item under the cursor.
local function mark(buf, state)
  return function()
    local missing = task(buf)
    if missing and state == '-' then
      ask.text(text.get('ask_na_reason', workspace.lang(shown[buf].ws)), function(reason)
        set(buf, missing, state, reason)
      end)
    elseif missing then
      set(buf, missing, state)
    end
  end
end

---Opens the place of the line under the cursor, in another window.
local function jump(buf)
  local at = item(buf)
  if at then
    buffer.open(at.path, at.lnum)
  end
end

local function keys(buf, lang)
  local list
  local function command(name)
    return function()
      require('pursuit.command').run(name, {})
    end
  end
  list = {
    { '<CR>', function() jump(buf) end, text.get('key_goto', lang) },
    { 'x', mark(buf, 'x'), text.get('key_done', lang) },
    { '-', mark(buf, '-'), text.get('key_na', lang) },
    { 'o', mark(buf, ' '), text.get('key_reopen', lang) },
    { 'r', command('review'), text.get('key_review', lang) },
    { '>', command('advance'), text.get('key_advance', lang) },
    { 'R', function() reload(buf) end, text.get('key_reload', lang) },
    { '?', function() scratch.help(list) end, text.get('key_help', lang) },
    { 'q', scratch.quit, text.get('key_quit', lang) },
  }
  return list
end

---@param ws pursuit.Workspace
---@param readiness pursuit.Readiness
---@param folder string the deal's
---@param faults pursuit.Diagnostic[]? of the process note
function M.open(ws, readiness, folder, faults)
  local name = 'pursuit://' .. ws.root .. '/readiness'
  local buf, made = scratch.open({ name = name, filetype = 'pursuit-readiness', root = ws.root, below = true })
  vim.b[buf].pursuit_deal = readiness.deal
  shown[buf] = { ws = ws, answer = readiness, folder = folder, faults = faults }
  if made then
    scratch.follow(buf, ws.root, {
      changed = function() reload(buf) end,
      resized = function() draw(buf) end,
      gone = function() shown[buf] = nil end,
      renamed = function(from, to) follow(buf, from, to) end,
    })
  end
  scratch.keys(buf, keys(buf, workspace.lang(ws)))
  draw(buf)
  local lines = #shown[buf].page.lines
  vim.api.nvim_win_set_height(0, math.max(LEAST, math.min(MOST, lines)))
  local first = 1
  while first < lines and not (shown[buf].page.items[first] or {}).missing do
    first = first + 1
  end
  vim.fn.winrestview({ topline = 1, lnum = first, col = 0 })
end

return M
