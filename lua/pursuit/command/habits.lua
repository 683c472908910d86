---Subcommands about how sellers work, and what deals teach.
local message = require('pursuit.message')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

---[who] [at={date}]
---@param ctx pursuit.Context
---@return boolean? good
---@return string? who
---@return string? at
local function whose(ctx)
  local rest, options, unknown = words.options(ctx.words, { 'at' })
  if unknown then
    return message.error(text.get('no_such_key', ctx.lang, unknown, 'at'))
  elseif rest[2] then
    return message.error(text.get('too_many_words', ctx.lang, rest[2]))
  end
  return true, rest[1], options.at
end

---:Pursuit habits [owner|all] [at={date}]
---@param ctx pursuit.Context
function M.habits(ctx)
  local good, who, at = whose(ctx)
  if good then
    require('pursuit.view.habits').open(ctx.ws, { owner = who ~= 'all' and who or nil, at = at })
  end
end

---:Pursuit readiness [member|all] [at={date}]
---@param ctx pursuit.Context
function M.readiness(ctx)
  local good, who, at = whose(ctx)
  if good then
    require('pursuit.view.prepared').open(ctx.ws, { member = who ~= 'all' and (who or 'me') or nil, at = at })
  end
end

return M
