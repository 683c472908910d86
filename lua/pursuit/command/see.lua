---Subcommands that show a deal as a whole.
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local target = require('pursuit.target')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

---A page about the deal that is meant, today or as of a day.
---@param ctx pursuit.Context
---@param name string of the view, which is the call's too
local function show(ctx, name)
  local rest, options, unknown = words.options(ctx.words, { 'at' })
  if unknown then
    return message.error(text.get('no_such_key', ctx.lang, unknown, 'at'))
  end
  ctx.words = rest
  target.only_deal(ctx, function(id)
    local args = { id = id, at = options.at }
    operation.start(ctx.ws, name, args, function(answer)
      require('pursuit.view.page').open(require('pursuit.view.' .. name), ctx.ws, args, answer)
    end, { label = text.get('reading', ctx.lang) })
  end)
end

---:Pursuit map [id] [at={date}]
---@param ctx pursuit.Context
function M.map(ctx)
  show(ctx, 'map')
end

---:Pursuit overview [id] [at={date}]
---@param ctx pursuit.Context
function M.overview(ctx)
  show(ctx, 'overview')
end

---:Pursuit plan [id] [at={date}]
---@param ctx pursuit.Context
function M.plan(ctx)
  show(ctx, 'plan')
end

return M
