---The decision chain of a deal; each line leads to the row that says so.
local buffer = require('pursuit.buffer')
local operation = require('pursuit.operation')
local render = require('pursuit.render.map')
local scratch = require('pursuit.view.scratch')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')
local M = {}

---@class pursuit.MapView
---@field ws pursuit.Workspace
---@field id string
---@field at string? a day
---@field tree boolean along the lines of reporting
---@field answer pursuit.Map
---@field page pursuit.Page?

local shown = {} ---@type table<integer, pursuit.MapView> by buffer

local function draw(buf)
  local view, win = shown[buf], vim.fn.win_findbuf(buf)[1]
  if not view or not win then
    return
  end
  view.page = render.page(view.answer, {
    width = vim.api.nvim_win_get_width(win), lang = workspace.lang(view.ws), tree = view.tree, at = view.at,
  })
  scratch.draw(buf, view.page)
end

local function reload(buf)
  local view = shown[buf]
  operation.start(view.ws, 'map', { id = view.id, at = view.at }, function(answer)
    if shown[buf] == view then
      view.answer = answer
      draw(buf)
    end
  end, { quiet = true })
end

local function item(buf)
  local view = shown[buf]
  return view and view.page and view.page.items[vim.api.nvim_win_get_cursor(0)[1]]
end

local function open_row(buf)
  local at = item(buf)
  if at then
    buffer.open(at.path, at.lnum)
  end
end

---The person's own note, where there is one.
local function open_note(buf)
  local at = item(buf)
  local person = at and at.person
  if person then
    buffer.open(person.note or person.path, person.note and 1 or person.lnum)
  end
end

local function turn(buf)
  shown[buf].tree = not shown[buf].tree
  draw(buf)
end

local function keys(buf, lang)
  local list
  list = {
    { '<CR>', function() open_row(buf) end, text.get('key_goto', lang) },
    { 'o', function() open_note(buf) end, text.get('key_person', lang) },
    { 't', function() turn(buf) end, text.get('key_tree', lang) },
    { 'R', function() reload(buf) end, text.get('key_reload', lang) },
    { '?', function() scratch.help(list) end, text.get('key_help', lang) },
    { 'q', scratch.quit, text.get('key_quit', lang) },
  }
  return list
end

---@param ws pursuit.Workspace
---@param id string
---@param answer pursuit.Map
---@param at string? the day that was asked for
function M.open(ws, id, answer, at)
  local name = ('pursuit://%s/map/%s'):format(ws.root, id)
  local buf, made = scratch.open({ name = name, filetype = 'pursuit-map', root = ws.root })
  local tree = shown[buf] and shown[buf].tree or false
  vim.b[buf].pursuit_deal = id
  shown[buf] = { ws = ws, id = id, at = at, tree = tree, answer = answer }
  if made then
    scratch.follow(buf, ws.root, {
      changed = function() reload(buf) end,
      resized = function() draw(buf) end,
      gone = function() shown[buf] = nil end,
    })
  end
  scratch.keys(buf, keys(buf, workspace.lang(ws)))
  draw(buf)
end

return M
