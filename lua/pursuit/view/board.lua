---The board: loads in the background, keeps the cursor on its deal, and passes keys on to the commands.
local buffer = require('pursuit.buffer')
local job = require('pursuit.job')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local render = require('pursuit.render.board')
local scratch = require('pursuit.view.scratch')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')
local M = {}

---@class pursuit.BoardView
---@field ws pursuit.Workspace
---@field filter string
---@field all boolean closed deals too
---@field at string? the day that it shows; nil: now
---@field answer pursuit.Board? what is shown
---@field faults pursuit.Diagnostic[]? of the process note
---@field page pursuit.Page?
---@field job pursuit.Job?
---@field again boolean? something changed while it was read

local shown = {} ---@type table<integer, pursuit.BoardView> by buffer

---What the cursor stands on.
---@param buf integer
---@return any
local function item(buf)
  local win, view = vim.fn.win_findbuf(buf)[1], shown[buf]
  return win and view and view.page and view.page.items[vim.api.nvim_win_get_cursor(win)[1]]
end

---The deal under the cursor of a board.
---@param buf integer
---@return pursuit.Deal?
function M.deal(buf)
  local at = item(buf)
  return at and at.deal
end

---The line of a deal, or of the first.
local function line_of(page, id)
  for lnum = 1, #page.lines do
    local at = page.items[lnum]
    if at and at.deal and (not id or at.deal.id == id) then
      return lnum
    end
  end
end

local function say(buf, said)
  shown[buf].page = nil
  scratch.draw(buf, { lines = { ' ' .. message.clean(said) }, marks = {}, items = {} })
end

---Draws what has been read, for the width of the window.
local function draw(buf)
  local view, win = shown[buf], vim.fn.win_findbuf(buf)[1]
  if not view or not win then
    return
  end
  local lang = workspace.lang(view.ws)
  if not view.answer then
    return say(buf, text.get('reading', lang))
  end
  local kept, first = M.deal(buf), view.page == nil
  local width = vim.api.nvim_win_get_width(win)
  local style = { width = width, lang = lang, filter = view.filter, today = view.answer.today, faults = view.faults }
  style.at = view.at ~= nil
  view.page = render.page(view.answer, style)
  scratch.draw(buf, view.page)
  local lnum = (kept or first) and line_of(view.page, kept and kept.id)
  if lnum then
    vim.api.nvim_win_set_cursor(win, { lnum, 0 })
  end
end

---Reads the deals again, in the background.
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
  operation.start(view.ws, 'process', {}, function(process)
    view.faults = process.faults
  end, { quiet = true })
  local started = operation.start(view.ws, 'board', { filter = view.filter, all = view.all, at = view.at }, function(answer)
    view.answer = answer
    view.at = view.at and answer.today
    if shown[buf] == view then
      draw(buf)
    end
    ended()
  end, {
    failed = function(said, code)
      if code ~= 'CANCEL' and shown[buf] == view then
        view.answer = nil
        say(buf, said)
      end
      ended()
      return true
    end,
  })
  view.job = not finished and started or nil
end

---Shows other deals.
local function refilter(buf, filter)
  local view = shown[buf]
  view.filter = vim.trim(filter)
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
      refilter(buf, typed)
    end
  end)
end

---Shows another day; nil: now.
local function travel(buf, day)
  shown[buf].at = day
  refilter(buf, shown[buf].filter)
end

local function ask_day(buf)
  local view = shown[buf]
  vim.ui.input({ prompt = text.get('ask_day_or_now', workspace.lang(view.ws)), default = view.at }, function(typed)
    if typed then
      travel(buf, vim.trim(typed) ~= '' and vim.trim(typed) or nil)
    end
  end)
end

---So many days from the day that is shown; a day that has not come is now.
local function step(days)
  return function(buf)
    local answer = shown[buf].answer
    local year, month, day = (answer and answer.today or ''):match('^(%d+)-(%d+)-(%d+)$')
    if year then
      local to = os.date('%Y-%m-%d', os.time({ year = year, month = month, day = day + days, hour = 12 }))
      travel(buf, to < answer.now and to or nil)
    end
  end
end

---Keeps the filter under a name, which the board shows from then on.
local function save_view(buf)
  local view = shown[buf]
  require('pursuit.ask').text(text.get('ask_view', workspace.lang(view.ws)), function(name)
    name = name:gsub('^@', '')
    require('pursuit.command.view').save(view.ws, name, view.filter, function(saved)
      refilter(buf, '@' .. saved.name)
    end)
  end)
end

---Between my deals and everybody's.
local function widen(buf)
  refilter(buf, shown[buf].filter == '' and 'owner=me' or '')
end

local function open(buf)
  local at = item(buf)
  if at and at.deal and shown[buf].at then
    require('pursuit.view.past').open(shown[buf].ws, at.deal.id, shown[buf].at)
  elseif at and (at.deal or at.path) then
    buffer.open(at.deal and at.deal.path or at.path, at.lnum)
  end
end

local function keys(buf, lang)
  local list
  local function command(name)
    return function()
      require('pursuit.command').run(name, {})
    end
  end
  ---What changes something, or speaks of now.
  local function today(name)
    return function()
      local at = shown[buf].at
      if at then
        return message.warn(text.get('past_is_closed', lang, at))
      end
      command(name)()
    end
  end
  local function with(fn)
    return function()
      fn(buf)
    end
  end
  list = {
    { '<CR>', with(open), text.get('key_open', lang) },
    { 'c', today('check'), text.get('key_check', lang) },
    { 'r', today('review'), text.get('key_review', lang) },
    { '>', today('advance'), text.get('key_advance', lang) },
    { 'h', command('history'), text.get('key_history', lang) },
    { 'n', today('new'), text.get('key_new', lang) },
    { 'f', with(ask_filter), text.get('key_filter', lang) },
    { 'F', with(save_view), text.get('key_save_view', lang) },
    { 'a', with(widen), text.get('key_widen', lang) },
    { 't', with(ask_day), text.get('key_at', lang) },
    { '[', with(step(-7)), text.get('key_earlier', lang) },
    { ']', with(step(7)), text.get('key_later', lang) },
    { 'R', with(M.reload), text.get('key_reload', lang) },
    { '<C-c>', job.cancel_all, text.get('key_stop', lang) },
    { '?', function() scratch.help(list) end, text.get('key_help', lang) },
    { 'q', scratch.quit, text.get('key_quit', lang) },
  }
  return list
end

---Opens the board.
---@param ws pursuit.Workspace
---@param filter string
---@param all boolean?
---@param at string? as at the end of that day
function M.open(ws, filter, all, at)
  local buf, made = scratch.open({ name = 'pursuit://' .. ws.root .. '/board', filetype = 'pursuit-board', root = ws.root })
  local before = shown[buf]
  local view = { ws = ws, filter = filter, all = all or false, at = at }
  if before and before.filter == view.filter and before.all == view.all and before.at == at then
    view.answer, view.page, view.faults = before.answer, before.page, before.faults
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
  require('pursuit.remember').start(ws)
end

return M
