---Subcommands about what is to be done: what is missing, tasks, what the process has gained.
local ask = require('pursuit.ask')
local buffer = require('pursuit.buffer')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local overlay = require('pursuit.overlay')
local quickfix = require('pursuit.quickfix')
local refresh = require('pursuit.refresh')
local target = require('pursuit.target')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

---Shows what is missing for a deal's next step: the quickfix list, and a view of the same lines.
---@param ctx pursuit.Context
---@param id string
---@param after fun()?
---@param missing pursuit.Missing[]? what a refusal named, where that is not all of the step
function M.show_missing(ctx, id, after, missing)
  operation.start(ctx.ws, 'readiness', { id = id }, function(readiness)
    readiness.missing = missing or readiness.missing
    operation.start(ctx.ws, 'deal', { id = id }, function(deal)
      operation.start(ctx.ws, 'process', {}, function(process)
        quickfix.missing(readiness.missing, text.get('missing_title', ctx.lang, id, #readiness.missing))
        require('pursuit.view.readiness').open(ctx.ws, readiness, deal.folder, process.faults)
        if after then
          after()
        end
      end)
    end)
  end, { label = text.get('reading', ctx.lang) })
end

---:Pursuit check [id]
---@param ctx pursuit.Context
function M.check(ctx)
  target.only_deal(ctx, function(id)
    M.show_missing(ctx, id)
  end)
end

---What a state may be called.
local STATES = {
  ['x'] = 'x', done = 'x', ['/'] = '/', doing = '/', ['-'] = '-', na = '-', o = ' ', open = ' ',
}

---One operation, however many tasks the range has.
local function toggle(ctx, path, state, reason)
  local lines = ctx.range or { vim.api.nvim_win_get_cursor(0)[1] }
  local args = { path = path, lnum = lines[1], last = lines[2], state = state, reason = reason, bulk = ctx.bang or nil }
  operation.start(ctx.ws, 'toggle', args, function(place)
    if ctx.bang and (place.count or 0) > 1 then
      message.info(text.get('tasks_changed', ctx.lang, place.count))
    end
  end)
end

---:Pursuit toggle[!] [state] [reason]: the task under the cursor, or those of a range; with ! all under the heading.
---@param ctx pursuit.Context
function M.toggle(ctx)
  local path = overlay.path(ctx.buf)
  if not path or not overlay.inside(ctx.ws.root, path) then
    return message.error(text.get('not_a_note', ctx.lang))
  end
  local first = ctx.words[1]
  local state = first and STATES[first]
  if first and not state then
    return message.error(text.get('no_such_state', ctx.lang, first))
  end
  refresh.files({ path }) -- what another program changed, so that lines are the same here and there
  local reason = words.join(ctx.words, 2)
  if state ~= '-' then
    return toggle(ctx, path, state, reason)
  end
  ask.unless(reason, text.get('ask_na_reason', ctx.lang), function(typed)
    toggle(ctx, path, state, typed)
  end)
end

---:Pursuit refresh [id]
---@param ctx pursuit.Context
function M.refresh(ctx)
  target.only_deal(ctx, function(id)
    operation.start(ctx.ws, 'refresh', { id = id }, function(place)
      if (place.count or 0) == 0 then
        return message.info(text.get('nothing_gained', ctx.lang, id))
      end
      buffer.open(place.path, place.lnum)
      message.info(text.get('gained', ctx.lang, place.count))
    end)
  end)
end

return M
