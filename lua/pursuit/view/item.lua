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
  task = true, promise = true, activity = true, condition = true, payment = true, plan = true, control = true, row = true, step = true,
  tender = true,
}
---Kinds without a day of their own.
local UNDATED = { ['no-action'] = true, stalled = true }

---@param at { path: string?, lnum: integer? }?
function M.open(at)
  if at and at.path and vim.uv.fs_stat(at.path) then
    buffer.open(at.path, at.lnum)
  end
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
  end
  refresh.files({ item.path })
  operation.start(ws, 'toggle', { path = item.path, lnum = item.lnum, state = 'x', kind = item.kind, text = item.text }, function() end)
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
    refresh.files({ item.path })
    local args = { path = item.path, lnum = item.lnum, date = typed, kind = item.kind, text = item.text }
    operation.start(ws, 'postpone', args, function(place)
      message.info(text.get('postponed', lang, place.date))
    end)
  end, '+7d')
end

---Opens the deal again that was put aside until this day; of a contract that ends, the deal that renews it.
---@param ws pursuit.Workspace
---@param item pursuit.Item
---@param lang 'en'|'zh'
function M.take_up(ws, item, lang)
  if item.kind == 'renewal' or item.kind == 'notice' then
    return operation.start(ws, 'renew', { parent = item.deal }, function(deal)
      buffer.open(deal.path)
      message.info(text.get('deal_made', lang, deal.id))
    end, { label = text.get('making', lang) })
  elseif item.kind ~= 'revisit' then
    return message.warn(text.get('not_put_aside', lang))
  end
  operation.start(ws, 'reopen', { id = item.deal }, function(deal)
    message.info(text.get('reopened', lang, deal.id, deal.stage_label or deal.stage))
  end)
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
