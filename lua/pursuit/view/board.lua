---The board's keys: what is shown of which deals; the rest is passed on to the commands.
local buffer = require('pursuit.buffer')
local job = require('pursuit.job')
local message = require('pursuit.message')
local page = require('pursuit.view.board_page')
local render = require('pursuit.render.board')
local scratch = require('pursuit.view.scratch')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')
local M = {}

M.deal = page.deal
M.reload = page.reload

---Shows other deals.
---@param buf integer
---@param filter string
---@param at string? the day that is shown; nil: now
local function refilter(buf, filter, at)
  local view = page.view(buf)
  if view.job then
    job.cancel(view.job)
  end
  page.show(buf, view.ws, { filter = vim.trim(filter), all = view.all, at = at })
end

local function ask_filter(buf)
  local view = page.view(buf)
  vim.ui.input({
    prompt = text.get('ask_filter', workspace.lang(view.ws)),
    default = view.filter,
    completion = "customlist,v:lua.require'pursuit.complete'.prompt",
    highlight = function(typed) -- where it went wrong, until that is changed
      local fault = view.fault
      return fault and fault.col and typed == view.filter and { { fault.col - 1, math.min(fault.end_col, #typed), 'PursuitError' } } or {}
    end,
  }, function(typed)
    if typed then
      refilter(buf, typed, view.at)
    end
  end)
end

---Keeps the filter under a name, which the board shows from then on.
local function save_view(buf)
  local view = page.view(buf)
  require('pursuit.ask').text(text.get('ask_view', workspace.lang(view.ws)), function(name)
    require('pursuit.command.view').save(view.ws, name:gsub('^@', ''), view.filter, function(saved)
      refilter(buf, '@' .. saved.name, view.at)
    end)
  end)
end

---Groups by something else.
local function regroup(buf)
  local view = page.view(buf)
  view.by = render.next_group(view.by)
  page.draw(buf)
end

---Shows another day; nil: now.
local function travel(buf, day)
  refilter(buf, page.view(buf).filter, day)
end

local function ask_day(buf)
  local view = page.view(buf)
  vim.ui.input({ prompt = text.get('ask_day_or_now', workspace.lang(view.ws)), default = view.at }, function(typed)
    if typed then
      travel(buf, vim.trim(typed) ~= '' and vim.trim(typed) or nil)
    end
  end)
end

---So many days from the day that is shown; a day that has not come is now.
local function step(days)
  return function(buf)
    local answer = page.view(buf).answer
    local year, month, day = (answer and answer.today or ''):match('^(%d+)-(%d+)-(%d+)$')
    if year then
      local to = os.date('%Y-%m-%d', os.time({ year = year, month = month, day = day + days, hour = 12 }))
      travel(buf, to < answer.now and to or nil)
    end
  end
end

---Between my deals and everybody's.
local function widen(buf)
  local view = page.view(buf)
  refilter(buf, view.filter == '' and 'owner=me' or '', view.at)
end

local function open(buf)
  local at = page.item(buf)
  if at and at.more then
    page.more(buf)
  elseif at and at.habits then
    require('pursuit.view.habits').open(page.view(buf).ws, { owner = at.habits })
  elseif at and at.deal and page.view(buf).at then
    require('pursuit.view.past').open(page.view(buf).ws, at.deal.id, page.view(buf).at)
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
      local view = page.view(buf)
      if view.at then -- which is no day at all where that is the fault
        return message.warn(view.fault and view.fault.message or text.get('past_is_closed', lang, view.at))
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
    { 'g', with(regroup), text.get('key_group', lang) },
    { 't', with(ask_day), text.get('key_at', lang) },
    { '[', with(step(-7)), text.get('key_earlier', lang) },
    { ']', with(step(7)), text.get('key_later', lang) },
    { 'R', with(M.reload), text.get('key_reload', lang) },
    { '<C-c>', job.cancel_reading, text.get('key_stop', lang) },
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
  if made then
    scratch.follow(buf, ws.root, {
      changed = function() page.reload(buf) end,
      resized = function() page.draw(buf) end,
      gone = function() page.forget(buf) end,
    })
    vim.api.nvim_create_autocmd('CursorMoved', {
      buffer = buf,
      callback = function()
        if (page.item(buf) or {}).more then
          page.more(buf)
        end
      end,
    })
  end
  scratch.keys(buf, keys(buf, workspace.lang(ws)))
  page.show(buf, ws, { filter = filter, all = all or false, at = at })
end

return M
