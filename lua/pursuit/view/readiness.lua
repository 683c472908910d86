---What is missing for a deal's next step, in a window below; each line leads to the place to change.
local buffer = require('pursuit.buffer')
local operation = require('pursuit.operation')
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
---@field page pursuit.Page?

local shown = {} ---@type table<integer, pursuit.ReadinessView> by buffer

local function draw(buf)
  local view, win = shown[buf], vim.fn.win_findbuf(buf)[1]
  if view and win then
    view.page = render.page(view.answer, { width = vim.api.nvim_win_get_width(win), lang = workspace.lang(view.ws), folder = view.folder })
    scratch.draw(buf, view.page)
  end
end

local function reload(buf)
  local view = shown[buf]
  operation.start(view.ws, 'readiness', { id = view.answer.deal }, function(answer)
    if shown[buf] == view then
      view.answer = answer
      draw(buf)
    end
  end, { quiet = true })
end

---Opens the place of the line under the cursor, in another window.
local function jump(buf)
  local view = shown[buf]
  local at = view.page and view.page.items[vim.api.nvim_win_get_cursor(0)[1]]
  if not at then
    return
  end
  buffer.open(at.path, at.lnum)
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
function M.open(ws, readiness, folder)
  local name = 'pursuit://' .. ws.root .. '/readiness'
  local buf, made = scratch.open({ name = name, filetype = 'pursuit-readiness', root = ws.root, below = true })
  vim.b[buf].pursuit_deal = readiness.deal
  shown[buf] = { ws = ws, answer = readiness, folder = folder }
  if made then
    scratch.follow(buf, ws.root, {
      changed = function() reload(buf) end,
      resized = function() draw(buf) end,
      gone = function() shown[buf] = nil end,
    })
  end
  scratch.keys(buf, keys(buf, workspace.lang(ws)))
  draw(buf)
  local lines = #shown[buf].page.lines
  vim.api.nvim_win_set_height(0, math.max(LEAST, math.min(MOST, lines)))
  local first = 1
  while first < lines and not shown[buf].page.items[first] do
    first = first + 1
  end
  vim.fn.winrestview({ topline = 1, lnum = first, col = 0 })
end

return M
