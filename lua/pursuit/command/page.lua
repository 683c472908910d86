---How subcommands show a page about one deal: [id] [at={date}].
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local target = require('pursuit.target')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

---Asks the core for a page about a deal and opens it.
---@param ctx pursuit.Context
---@param name string of the view, which is the call's too
---@param args { id: string, at: string? }
function M.open(ctx, name, args)
  operation.start(ctx.ws, name, args, function(answer)
    require('pursuit.view.page').open(require('pursuit.view.' .. name), ctx.ws, args, answer)
  end, { label = text.get('reading', ctx.lang) })
end

---A page about the deal that is meant, today or as of a day.
---@param ctx pursuit.Context
---@param name string of the view, which is the call's too
function M.show(ctx, name)
  local rest, options, unknown = words.options(ctx.words, { 'at' })
  if unknown then
    return message.error(text.get('no_such_key', ctx.lang, unknown, 'at'))
  end
  ctx.words = rest
  target.only_deal(ctx, function(id)
    M.open(ctx, name, { id = id, at = options.at })
  end)
end

return M
