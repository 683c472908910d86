---What the keys of the agenda and of today do with the item under the cursor.
local ask = require('pursuit.ask')
local buffer = require('pursuit.buffer')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local refresh = require('pursuit.refresh')
local text = require('pursuit.text')
local M = {}

---Kinds that are ticked off in their line.
local TICKED = {
  task = true, promise = true, activity = true, condition = true, payment = true, plan = true, row = true, step = true, tender = true,
}
---Kinds without a day of their own.
local UNDATED = { ['no-action'] = true, stalled = true }

---@param at { path: string?, lnum: integer? }?
function M.open(at)
  if at and at.path and vim.uv.fs_stat(at.path) then
    buffer.open(at.path, at.lnum)
  end
end

---Whether its line still begins to speak of it: the answer may be older than the note, and another line must not be changed for it. Says so
---where it does not.
---@param item pursuit.Item
---@param lang 'en'|'zh'
---@return boolean
local function stands(item, lang)
  local word = (item.text or ''):match('^%S+')
  local buf = vim.fn.bufnr('^' .. vim.fn.escape(item.path, '\\*?[]{}^$.~') .. '$')
  local line
  if buf ~= -1 and vim.api.nvim_buf_is_loaded(buf) then
    line = vim.api.nvim_buf_get_lines(buf, item.lnum - 1, item.lnum, false)[1]
  elseif vim.uv.fs_stat(item.path) then
    line = vim.fn.readfile(item.path, '', item.lnum)[item.lnum]
  end
  local named = item.id and item.id ~= '' and line and line:find(item.id, 1, true) -- a procurement step shows its label
  if line and (not word or named or line:find(word, 1, true)) then
    return true
  end
  message.warn(text.get('changed_meanwhile', lang))
  return false
end

---Ticks it off. False for kinds that aren't.
---@param ws pursuit.Workspace
---@param item pursuit.Item
---@param lang 'en'|'zh'
---@return boolean
function M.complete(ws, item, lang)
  if not TICKED[item.kind] then
    message.warn(text.get('no_task_line', lang))
    return false
  elseif not stands(item, lang) then
    return false
  end
  refresh.files({ item.path })
  operation.start(ws, 'toggle', { path = item.path, lnum = item.lnum, state = 'x' }, function() end)
  return true
end

---Asks for another day.
---@param ws pursuit.Workspace
---@param item pursuit.Item
---@param lang 'en'|'zh'
function M.postpone(ws, item, lang)
  if UNDATED[item.kind] then
    return message.warn(text.get('no_day_line', lang))
  end
  ask.text(text.get('ask_postpone', lang), function(typed)
    if not stands(item, lang) then
      return
    end
    refresh.files({ item.path })
    operation.start(ws, 'postpone', { path = item.path, lnum = item.lnum, date = typed }, function(place)
      message.info(text.get('postponed', lang, place.date))
    end)
  end, '+7d')
end

---The line of an item that was shown before; nil where it is no longer there.
---@param page pursuit.Page
---@param before pursuit.Item
---@return integer?
function M.line_of(page, before)
  local near
  for lnum = 1, #page.lines do
    local one = page.items[lnum] and page.items[lnum].item
    if one and one.path == before.path and one.kind == before.kind and one.text == before.text then
      if one.lnum == before.lnum then
        return lnum
      end
      near = near or lnum
    end
  end
  return near
end

---The first line of a page that leads somewhere.
---@param page pursuit.Page
---@return integer
function M.first(page)
  for lnum = 1, #page.lines do
    if page.items[lnum] then
      return lnum
    end
  end
  return 1
end

return M
