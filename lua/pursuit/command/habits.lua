---Subcommands about how sellers work, and what deals teach.
local message = require('pursuit.message')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

---:Pursuit habits [owner|all] [at={date}]
---@param ctx pursuit.Context
function M.habits(ctx)
  local rest, options, unknown = words.options(ctx.words, { 'at' })
  if unknown then
    return message.error(text.get('no_such_key', ctx.lang, unknown, 'at'))
  elseif rest[2] then
    return message.error(text.get('too_many_words', ctx.lang, rest[2]))
  end
  local owner = rest[1] ~= 'all' and rest[1] or nil
  require('pursuit.view.habits').open(ctx.ws, { owner = owner, at = options.at })
end

return M
