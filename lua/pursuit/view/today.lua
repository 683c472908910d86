---A morning: what is due, what others owe and did. What was seen is marked as seen when the view is left, or by a key.
local item = require('pursuit.view.item')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local render = require('pursuit.render.today')
local scratch = require('pursuit.view.scratch')
local seen = require('pursuit.seen')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')
local M = {}

---@class pursuit.TodayView
---@field ws pursuit.Workspace
---@field owner string 'me', an id, '' for everybody's
---@field limit integer lines of each part
---@field since integer what was seen before; below 0: so many seconds ago
---@field answer pursuit.Today?
---@field page pursuit.Page?
---@field whole boolean? what others changed is in the answer
---@field peeks boolean? it is left to look at one of its lines, and comes back
---@field busy boolean?
---@field again boolean? something changed while it was read

local WEEK, LINES = 7 * 86400, 30

local shown = {} ---@type table<integer, pursuit.TodayView> by buffer

local function at(buf)
  local win, view = vim.fn.win_findbuf(buf)[1], shown[buf]
  return win and view and view.page and view.page.items[vim.api.nvim_win_get_cursor(win)[1]]
end

local function draw(buf)
  local view, win = shown[buf], vim.fn.win_findbuf(buf)[1]
  if not view or not win then
    return
  end
  local lang = workspace.lang(view.ws)
  if not view.answer then
    return scratch.draw(buf, { lines = { ' ' .. text.get('reading', lang) }, marks = {}, items = {} })
  end
  local kept, first = at(buf), view.page == nil
  view.page = render.page(view.answer, {
    width = vim.api.nvim_win_get_width(win), lang = lang, today = view.answer.today, owner = view.answer.owner,
  })
  scratch.draw(buf, view.page)
  local lnum = kept and kept.item and item.line_of(view.page, kept.item) or first and item.first(view.page)
  if lnum then
    vim.api.nvim_win_set_cursor(win, { lnum, 0 })
  end
end

---Reads again, in the background.
---@param buf integer
function M.reload(buf)
  local view = shown[buf]
  if not view then
    return
  elseif view.busy then
    view.again = true
    return
  end
  view.busy, view.again = true, false
  local function ended()
    view.busy = false
    if view.again then
      M.reload(buf)
    end
  end
  if not view.answer then -- what is known, until it has been looked at
    operation.start(view.ws, 'today', { owner = view.owner, limit = view.limit, known = true }, function(answer)
      if shown[buf] == view and not view.answer and #answer.overdue + #answer.day + #answer.week > 0 then
        view.answer = answer
        draw(buf)
      end
    end, { quiet = true })
  end
  operation.start(view.ws, 'today', { owner = view.owner, limit = view.limit, since = view.since }, function(answer)
    view.answer, view.whole = answer, true
    if shown[buf] == view then
      draw(buf)
    end
    ended()
  end, {
    failed = function(said, code)
      if code ~= 'CANCEL' and shown[buf] == view then
        view.answer, view.page = nil, nil
        scratch.draw(buf, { lines = { ' ' .. message.clean(said) }, marks = {}, items = {} })
      end
      ended()
      return true
    end,
  })
end

---What the page shows is known from now on.
local function mark(view)
  local fault = view.whole and view.answer and seen.set(view.ws.root, view.answer.now)
  if fault then
    message.warn(fault)
  end
end

local function mark_now(buf)
  local view = shown[buf]
  if view.answer then
    mark(view)
    view.since = seen.get(view.ws.root) or view.since
    M.reload(buf)
  end
end

local function with_item(buf, act)
  return function()
    local here, view = at(buf), shown[buf]
    if here and here.item then
      act(view.ws, here.item, workspace.lang(view.ws))
    end
  end
end

local function widen(buf)
  local view = shown[buf]
  view.owner = view.owner == '' and 'me' or ''
  M.reload(buf)
end

---The note of an item; of a change its commit.
local function open(buf)
  local here, view = at(buf), shown[buf]
  if here and here.more then
    view.limit = view.limit + 10 * LINES
    return M.reload(buf)
  end
  view.peeks = here ~= nil
  if here and here.event and here.event.commit then
    return require('pursuit.view.history').show(view.ws, here.event.commit)
  end
  item.open(here)
  view.peeks = false
end

local function keys(buf, lang)
  local list
  list = {
    { '<CR>', function() open(buf) end, text.get('key_goto', lang) },
    { 'x', with_item(buf, item.complete), text.get('key_done', lang) },
    { 'p', with_item(buf, item.postpone), text.get('key_postpone', lang) },
    { 'r', with_item(buf, item.take_up), text.get('key_take_up', lang) },
    { 'm', function() mark_now(buf) end, text.get('key_seen', lang) },
    { 'w', function() widen(buf) end, text.get('key_widen', lang) },
    { 'o', function() widen(buf) end, text.get('key_widen', lang) },
    { 'R', function() M.reload(buf) end, text.get('key_reload', lang) },
    { '?', function() scratch.help(list) end, text.get('key_help', lang) },
    { 'q', scratch.quit, text.get('key_quit', lang) },
  }
  return list
end

local function on_leaving(buf)
  vim.api.nvim_create_autocmd('BufWinLeave', {
    buffer = buf,
    desc = 'pursuit: what was shown has been seen',
    callback = function()
      local view = shown[buf]
      if view and view.page and not view.peeks then
        mark(view)
      end
      if view then
        view.peeks = false -- what it was left for has been opened: the next leaving is one
      end
    end,
  })
end

---Opens the morning's page.
---@param ws pursuit.Workspace
---@param owner string
function M.open(ws, owner)
  local buf, made = scratch.open({ name = 'pursuit://' .. ws.root .. '/today', filetype = 'pursuit-today', root = ws.root })
  shown[buf] = { ws = ws, owner = owner, limit = LINES, since = seen.get(ws.root) or -WEEK }
  if made then
    scratch.follow(buf, ws.root, {
      changed = function() M.reload(buf) end,
      resized = function() draw(buf) end,
      gone = function() shown[buf] = nil end,
    })
    on_leaving(buf)
  end
  scratch.keys(buf, keys(buf, workspace.lang(ws)))
  draw(buf)
  M.reload(buf)
end

---The deal of the line under the cursor.
---@param buf integer
---@return string? id
function M.deal(buf)
  local here = at(buf)
  return here and (here.item and here.item.deal or here.event and here.event.deal)
end

return M
