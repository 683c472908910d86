---Subcommands that show a deal as a whole.
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local target = require('pursuit.target')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

---:Pursuit map [id] [at={date}]
---@param ctx pursuit.Context
function M.map(ctx)
  local rest, options, unknown = words.options(ctx.words, { 'at' })
  if unknown then
    return message.error(text.get('no_such_key', ctx.lang, unknown, 'at'))
  end
  ctx.words = rest
  target.only_deal(ctx, function(id)
    operation.start(ctx.ws, 'map', { id = id, at = options.at }, function(map)
      require('pursuit.view.map').open(ctx.ws, id, map, options.at)
    end, { label = text.get('reading', ctx.lang) })
  end)
end

return M
