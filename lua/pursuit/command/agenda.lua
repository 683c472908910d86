---Subcommands of what is due: the agenda, the morning, the calendar of other programs.
local ask = require('pursuit.ask')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local overlay = require('pursuit.overlay')
local refresh = require('pursuit.refresh')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

local DAYS, YEAR = 14, 365

---Takes the words that say whose items are meant off the list: 'all', 'mine', 'owner=li.wei'.
---@param list string[]
---@return string[] rest
---@return string owner
local function whose(list)
  local rest, owner = {}, 'me'
  for _, word in ipairs(list) do
    local named = word:match('^owner=(.*)$')
    if word == 'all' or word == 'mine' or named then
      owner = word == 'all' and '' or named or 'me'
    else
      rest[#rest + 1] = word
    end
  end
  return rest, owner == 'all' and '' or owner
end

---:Pursuit agenda [days] [filter …]
---@param ctx pursuit.Context
function M.agenda(ctx)
  local rest, owner = whose(ctx.words)
  local days = rest[1] and rest[1]:match('^%d+$') and tonumber(table.remove(rest, 1)) or DAYS
  require('pursuit.view.agenda').open(ctx.ws, { days = days, filter = words.join(rest) or '', owner = owner })
end

---:Pursuit today [all|owner=…]
---@param ctx pursuit.Context
function M.today(ctx)
  local rest, owner = whose(ctx.words)
  if rest[1] then
    return message.error(text.get('too_many_words', ctx.lang, rest[1]))
  end
  require('pursuit.view.today').open(ctx.ws, owner)
end

---:Pursuit postpone {day} [reason]: what the line under the cursor says.
---@param ctx pursuit.Context
function M.postpone(ctx)
  local path = overlay.path(ctx.buf)
  if not path or not overlay.inside(ctx.ws.root, path) then
    return message.error(text.get('not_a_note', ctx.lang))
  end
  refresh.files({ path }) -- what another program changed, so that lines are the same here and there
  local lnum, reason = vim.api.nvim_win_get_cursor(0)[1], words.join(ctx.words, 2)
  ask.unless(ctx.words[1], text.get('ask_postpone', ctx.lang), function(date)
    operation.start(ctx.ws, 'postpone', { path = path, lnum = lnum, date = date, reason = reason }, function(place)
      message.info(text.get('postponed', ctx.lang, place.date))
    end)
  end)
end

---:Pursuit export {file.ics} [days] [filter …]
---@param ctx pursuit.Context
function M.export(ctx)
  local rest, owner = whose(ctx.words)
  ask.unless(table.remove(rest, 1), text.get('ask_file', ctx.lang), function(file)
    local days = rest[1] and rest[1]:match('^%d+$') and tonumber(table.remove(rest, 1)) or YEAR
    local args = { path = vim.fn.fnamemodify(file, ':p'), days = days, owner = owner, filter = words.join(rest) }
    operation.start(ctx.ws, 'export', args, function(place)
      message.info(text.get('exported', ctx.lang, place.count, place.path))
    end, { label = text.get('making', ctx.lang) })
  end)
end

return M
