---The agenda: reads in the background, keeps the cursor on its item, ticks off and postpones.
local item = require('pursuit.view.item')
local job = require('pursuit.job')
local operation = require('pursuit.operation')
local quickfix = require('pursuit.quickfix')
local render = require('pursuit.render.agenda')
local scratch = require('pursuit.view.scratch')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')
local M = {}

---@class pursuit.AgendaView
---@field ws pursuit.Workspace
---@field days integer
---@field filter string
---@field limit integer items that are shown
---@field owner string 'me', an id, '' for everybody's
---@field answer pursuit.Agenda?
---@field page pursuit.Page?
---@field job pursuit.Job?
---@field again boolean? something changed while it was read

---What is drawn without anybody noticing; what goes into the quickfix list.
local STEP, MOST = 100, 2000

local shown = {} ---@type table<integer, pursuit.AgendaView> by buffer

---What the cursor stands on.
local function at(buf)
  local win, view = vim.fn.win_findbuf(buf)[1], shown[buf]
  return win and view and view.page and view.page.items[vim.api.nvim_win_get_cursor(win)[1]]
end

---Why nothing is shown, with the word of the filter that is to blame.
local function say(buf, said, info)
  local view, win = shown[buf], vim.fn.win_findbuf(buf)[1]
  view.page = nil
  local fault = { col = info and info.col, end_col = info and info.end_col }
  local width = win and vim.api.nvim_win_get_width(win) or vim.o.columns
  scratch.draw(buf, require('pursuit.render.board').fault(said, view.filter, fault, width))
end

local function draw(buf)
  local view, win = shown[buf], vim.fn.win_findbuf(buf)[1]
  if not view or not win then
    return
  end
  local lang = workspace.lang(view.ws)
  if not view.answer then
    return say(buf, text.get('reading', lang))
  end
  local kept, first = at(buf), view.page == nil
  view.page = render.page(view.answer, {
    width = vim.api.nvim_win_get_width(win), lang = lang, today = view.answer.today, owner = view.answer.owner,
    filter = view.filter, days = view.days,
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
  elseif view.job then
    view.again = true
    return
  end
  view.again = false
  local finished = false
  local function ended()
    finished, view.job = true, nil
    if view.again then
      M.reload(buf)
    end
  end
  local args = { days = view.days, filter = view.filter, owner = view.owner, limit = view.limit }
  if not view.answer then -- what is known, until it has been looked at
    operation.start(view.ws, 'agenda', vim.tbl_extend('force', args, { known = true }), function(answer)
      if shown[buf] == view and not view.answer and #answer.items > 0 then
        view.answer = answer
        draw(buf)
      end
    end, { quiet = true })
  end
  local started = operation.start(view.ws, 'agenda', args, function(answer)
    view.answer = answer
    if shown[buf] == view then
      draw(buf)
    end
    ended()
  end, {
    failed = function(said, code, info)
      if code ~= 'CANCEL' and shown[buf] == view then
        view.answer = nil
        say(buf, said, info)
      end
      ended()
      return true
    end,
  })
  view.job = not finished and started or nil
end

---Shows other items.
local function change(buf, changes)
  local view = shown[buf]
  for key, value in pairs(changes) do
    view[key] = value
  end
  if view.job then
    job.cancel(view.job)
  end
  M.reload(buf)
end

local function ask_filter(buf)
  local view = shown[buf]
  vim.ui.input({
    prompt = text.get('ask_filter', workspace.lang(view.ws)),
    default = view.filter,
    completion = "customlist,v:lua.require'pursuit.complete'.prompt",
  }, function(typed)
    if typed then
      change(buf, { limit = STEP, filter = vim.trim(typed) })
    end
  end)
end

local function widen(buf)
  change(buf, { limit = STEP, owner = shown[buf].owner == '' and 'me' or '' })
end

---To the item below, so that a key pressed again means that one.
local function step(buf)
  local win, view = vim.fn.win_findbuf(buf)[1], shown[buf]
  for lnum = vim.api.nvim_win_get_cursor(win)[1] + 1, #view.page.lines do
    if view.page.items[lnum] then
      return vim.api.nvim_win_set_cursor(win, { lnum, 0 })
    end
  end
end

local function complete(buf)
  local here, view = at(buf), shown[buf]
  if here and here.item and item.complete(view.ws, here.item, workspace.lang(view.ws)) then
    step(buf)
  end
end

local function postpone(buf)
  local here, view = at(buf), shown[buf]
  if here and here.item then
    item.postpone(view.ws, here.item, workspace.lang(view.ws))
  end
end

local function take_up(buf)
  local here, view = at(buf), shown[buf]
  if here and here.item then
    item.take_up(view.ws, here.item, workspace.lang(view.ws))
  end
end

local function to_quickfix(buf)
  local view = shown[buf]
  local lang = workspace.lang(view.ws)
  operation.start(view.ws, 'agenda', { days = view.days, filter = view.filter, owner = view.owner, limit = MOST }, function(answer)
    if #answer.items > 0 then
      quickfix.items(answer.items, text.get('agenda', lang), function(one)
        return require('pursuit.render.item').line(one, lang)
      end)
      quickfix.show()
    end
  end)
end

---The note of an item; the items that are not shown yet.
local function open(buf)
  local here = at(buf)
  if here and here.more then
    return change(buf, { limit = shown[buf].limit * 2 })
  end
  item.open(here)
end

local function keys(buf, lang)
  local list
  local function with(fn)
    return function()
      fn(buf)
    end
  end
  list = {
    { '<CR>', with(open), text.get('key_goto', lang) },
    { 'x', with(complete), text.get('key_done', lang) },
    { 'p', with(postpone), text.get('key_postpone', lang) },
    { 'r', with(take_up), text.get('key_take_up', lang) },
    { 'f', with(ask_filter), text.get('key_filter', lang) },
    { 'w', with(widen), text.get('key_widen', lang) },
    { 'o', with(widen), text.get('key_widen', lang) },
    { '<C-q>', with(to_quickfix), text.get('key_quickfix', lang) },
    { 'R', with(M.reload), text.get('key_reload', lang) },
    { '?', function() scratch.help(list) end, text.get('key_help', lang) },
    { 'q', scratch.quit, text.get('key_quit', lang) },
  }
  return list
end

---Opens the agenda.
---@param ws pursuit.Workspace
---@param opts { days: integer, filter: string, owner: string }
function M.open(ws, opts)
  local buf, made = scratch.open({ name = 'pursuit://' .. ws.root .. '/agenda', filetype = 'pursuit-agenda', root = ws.root })
  local before = shown[buf]
  local view = { ws = ws, days = opts.days, filter = opts.filter, owner = opts.owner, limit = STEP }
  if before and before.filter == view.filter and before.owner == view.owner and before.days == view.days then
    view.answer, view.page = before.answer, before.page
  end
  shown[buf] = view
  if made then
    scratch.follow(buf, ws.root, {
      changed = function() M.reload(buf) end,
      resized = function() draw(buf) end,
      gone = function() shown[buf] = nil end,
    })
  end
  scratch.keys(buf, keys(buf, workspace.lang(ws)))
  draw(buf)
  M.reload(buf)
end

---The deal of the item under the cursor.
---@param buf integer
---@return string? id
function M.deal(buf)
  local here = at(buf)
  return here and here.item and here.item.deal
end

return M
