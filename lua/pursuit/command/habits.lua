---Subcommands about how sellers work, and what deals teach.
local buffer = require('pursuit.buffer')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local target = require('pursuit.target')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

local SUMMARY_SAID = { written = 'summary_written', same = 'summary_same', kept = 'summary_kept' }

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

---:Pursuit summary [id]
---@param ctx pursuit.Context
function M.summary(ctx)
  target.only_deal(ctx, function(id)
    operation.start(ctx.ws, 'summary', { id = id }, function(place)
      buffer.open(place.path, place.lnum)
      message.info(text.get(SUMMARY_SAID[place.text], ctx.lang))
    end, { label = text.get('reading', ctx.lang) })
  end)
end

---:Pursuit lessons [id] [filter …]: without words those of deals that are like the one that is here.
---@param ctx pursuit.Context
function M.lessons(ctx)
  local first = ctx.words[1]
  local id = first and target.is_deal(ctx.ws, first) and table.remove(ctx.words, 1) or target.here(ctx.ws, ctx.buf)
  local filter = words.join(ctx.words)
  require('pursuit.view.lessons').open(ctx.ws, { id = id, filter = filter ~= '' and filter or nil })
end

---Says, once a deal is made, that there is something to learn from others; nothing where there is not.
---@param ws pursuit.Workspace
---@param lang 'en'|'zh'
---@param id string
function M.offer(ws, lang, id)
  operation.start(ws, 'lessons', { id = id, limit = 1 }, function(answer)
    if answer.count > 0 then
      message.info(text.get('lessons_offer', lang, answer.count))
    end
  end, { quiet = true })
end

return M
