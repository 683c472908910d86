---What the board shows: reads it, first what is known and then what the notes say; draws it in slices; keeps the cursor on its deal.
local operation = require('pursuit.operation')
local render = require('pursuit.render.board')
local scratch = require('pursuit.view.scratch')
local slices = require('pursuit.slices')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')
local M = {}

---How many deals are read first; each time that more are asked for it is twice as many.
local FIRST = 200

---@class pursuit.BoardView
---@field ws pursuit.Workspace
---@field filter string
---@field all boolean closed deals too
---@field at string? the day that it shows; nil: now
---@field by pursuit.BoardGroup
---@field limit integer deals that are read
---@field answer pursuit.Board? what is shown
---@field fault { message: string, col: integer?, end_col: integer? }? why nothing is
---@field faults pursuit.Diagnostic[]? of the process note
---@field page pursuit.Page?
---@field job pursuit.Job?
---@field drawing pursuit.Slices?
---@field again boolean? something changed while it was read
---@field settled boolean? the notes and git's history were read

local shown = {} ---@type table<integer, pursuit.BoardView> by buffer

---@param buf integer
---@return pursuit.BoardView?
function M.view(buf)
  return shown[buf]
end

---What the cursor stands on.
---@param buf integer
---@return any
function M.item(buf)
  local win, view = vim.fn.win_findbuf(buf)[1], shown[buf]
  return win and view and view.page and view.page.items[vim.api.nvim_win_get_cursor(win)[1]]
end

---The deal under the cursor of a board.
---@param buf integer
---@return pursuit.Deal?
function M.deal(buf)
  local at = M.item(buf)
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

---Says something in place of deals: that they are read, or why there are none.
local function say(buf)
  local view = shown[buf]
  local fault = view.fault or { message = text.get('reading', workspace.lang(view.ws)) }
  view.page = nil
  slices.stop(view.drawing)
  local win = vim.fn.win_findbuf(buf)[1]
  scratch.draw(buf, render.fault(fault.message, view.filter, fault, win and vim.api.nvim_win_get_width(win) or vim.o.columns))
end

---Puts a page in place of the one before, with the cursor on the deal that it was on.
local function put(buf, view, page)
  local win = vim.fn.win_findbuf(buf)[1]
  local kept, first = M.deal(buf), view.page == nil
  view.page = page
  scratch.put_lines(buf, page)
  local lnum = win and (kept or first) and line_of(page, kept and kept.id)
  if lnum then
    vim.api.nvim_win_set_cursor(win, { lnum, 0 })
  end
  scratch.put_marks(buf, page)
end

---Habits of those whose deals are shown, as far as they are known; of a day in the past none.
local function habits_of(buf, view)
  if view.at or not view.settled then
    return nil
  end
  local mark = require('pursuit.view.habit_mark')
  local whose = mark.whose(view.filter, view.by)
  return whose and mark.of(view.ws, whose, function()
    if shown[buf] == view then
      M.draw(buf)
    end
  end) or nil
end

---Draws what has been read, for the width of the window.
---@param buf integer
function M.draw(buf)
  local view, win = shown[buf], vim.fn.win_findbuf(buf)[1]
  if not view or not win then
    return
  end
  local lang = workspace.lang(view.ws)
  if not view.answer then
    return say(buf)
  end
  slices.stop(view.drawing)
  view.drawing = slices.run(function()
    local page = render.page(view.answer, {
      width = vim.api.nvim_win_get_width(win),
      lang = lang,
      filter = view.filter,
      by = view.by,
      today = view.answer.today,
      at = view.at ~= nil,
      faults = view.faults,
      habits = habits_of(buf, view),
      breathe = slices.breathe,
    })
    if shown[buf] == view and vim.api.nvim_buf_is_valid(buf) then
      put(buf, view, page)
    end
  end)
end

---Whether two answers would be drawn alike. Runs in slices.
local function same(a, b)
  if not a or #a.deals ~= #b.deals then
    return false
  end
  for i, deal in ipairs(a.deals) do
    slices.breathe()
    if not vim.deep_equal(deal, b.deals[i]) then
      return false
    end
  end
  for key, value in pairs(b) do
    if key ~= 'deals' and not vim.deep_equal(a[key], value) then
      return false
    end
  end
  return true
end

---Once git's history is remembered too it can be asked about habits.
local function settle(buf, view)
  if not view.settled and shown[buf] == view then
    view.settled = true
    if habits_of(buf, view) then
      M.draw(buf)
    end
  end
end

---Draws an answer where it differs from what is there.
local function accept(buf, view, answer)
  if shown[buf] ~= view then
    return
  end
  view.fault = nil
  view.at = view.at and answer.today
  slices.run(function()
    if not same(view.answer, answer) and shown[buf] == view then
      view.answer = answer
      M.draw(buf)
    end
  end)
end

---@param buf integer
---@param view pursuit.BoardView
---@param known boolean from what is known, without a look at the notes
---@param done fun(answer: pursuit.Board?, said: string?, code: string?, info: pursuit.Info?)
local function read(buf, view, known, done)
  local finished = false
  local args = { filter = view.filter, all = view.all, at = view.at, limit = view.limit, known = known }
  local function ended(answer, said, code, info)
    finished, view.job = true, nil
    done(answer, said, code, info)
    if view.again and not view.job then
      M.reload(buf)
    end
  end
  local started = operation.start(view.ws, 'board', args, ended, {
    label = text.get('reading', workspace.lang(view.ws)),
    failed = function(said, code, info)
      ended(nil, said, code, info)
      return true
    end,
  })
  view.job = not finished and started or nil
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
  operation.start(view.ws, 'process', {}, function(process)
    if not vim.deep_equal(view.faults or {}, process.faults) then
      view.faults = process.faults
      M.draw(buf)
    end
  end, { quiet = true })
  read(buf, view, false, function(answer, said, code, info)
    if answer then
      accept(buf, view, answer)
      require('pursuit.remember').start(view.ws, function() -- after the deals, which somebody waits for
        settle(buf, view)
      end)
    elseif code ~= 'CANCEL' and shown[buf] == view then
      view.answer = nil
      view.fault = { message = said, col = info and info.col, end_col = info and info.end_col }
      say(buf)
    end
  end)
end

---Shows what is known at once, and reads the notes after it.
local function first_look(buf, view)
  read(buf, view, true, function(answer)
    if answer and #answer.deals > 0 then
      accept(buf, view, answer)
    end
    M.reload(buf)
  end)
end

---Reads as many deals again as there are, where there are more.
---@param buf integer
function M.more(buf)
  local view = shown[buf]
  if not view or view.job or not view.answer or (view.answer.more or 0) == 0 then
    return
  end
  view.limit = view.limit * 2
  read(buf, view, not view.at, function(answer)
    if answer then
      accept(buf, view, answer)
    end
  end)
end

---Begins to show something, with what is there of it.
---@param buf integer
---@param ws pursuit.Workspace
---@param what { filter: string, all: boolean, at: string? }
function M.show(buf, ws, what)
  local before = shown[buf]
  local view = { ws = ws, filter = what.filter, all = what.all, at = what.at, by = before and before.by or 'stage', limit = FIRST }
  if before and before.filter == view.filter and before.all == view.all and before.at == view.at then
    view.answer, view.faults, view.limit = before.answer, before.faults, before.limit
  end
  shown[buf] = view
  if before then
    slices.stop(before.drawing)
    view.page = before.page -- stays until there is another
  end
  if view.answer or not view.page then
    M.draw(buf)
  end
  if view.answer or view.at then
    M.reload(buf)
  else
    first_look(buf, view)
  end
end

---@param buf integer
function M.forget(buf)
  slices.stop(shown[buf] and shown[buf].drawing)
  shown[buf] = nil
end

return M
