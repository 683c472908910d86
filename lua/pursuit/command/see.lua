---Subcommands that show a deal as a whole.
local message = require('pursuit.message')
local page = require('pursuit.command.page')
local target = require('pursuit.target')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

---:Pursuit map [id] [at={date}] [draw={file}]
---@param ctx pursuit.Context
function M.map(ctx)
  local rest, options, unknown = words.options(ctx.words, { 'at', 'draw' })
  if not options.draw then
    return page.show(ctx, 'map')
  elseif unknown then
    return message.error(text.get('no_such_key', ctx.lang, unknown, 'at draw'))
  end
  ctx.words = rest
  target.only_deal(ctx, function(id)
    require('pursuit.view.map').draw(ctx.ws, { id = id, at = options.at }, options.draw)
  end)
end

---:Pursuit overview [id] [at={date}]
---@param ctx pursuit.Context
function M.overview(ctx)
  page.show(ctx, 'overview')
end

---:Pursuit costs [id] [at={date}]
---@param ctx pursuit.Context
function M.costs(ctx)
  page.show(ctx, 'costs')
end

---:Pursuit plan [id] [at={date}]
---@param ctx pursuit.Context
function M.plan(ctx)
  page.show(ctx, 'plan')
end

---:Pursuit forecast [by] [in={currency}] [at={date}] [filter …]
---@param ctx pursuit.Context
function M.forecast(ctx)
  local view, args, rest = require('pursuit.view.forecast'), {}, {}
  for i, word in ipairs(ctx.words) do
    local at = word:match('^at=(.+)$')
    if i == 1 and vim.list_contains(view.BY, word) then
      args.by = word
    elseif at then
      args.at = at
    elseif word:find('^in=.') then
      args.currency = word:sub(4)
    else
      rest[#rest + 1] = word
    end
  end
  args.filter = words.join(rest)
  view.open(ctx.ws, args)
end

---Whether a word is a day or a period rather than a part of a filter.
local function is_time(word)
  return word:find('^%d%d%d%d$') or word:find('^%d%d%d%d%-%w+') or word:find('^%-%d+%a*$') or word == 'today'
end

---A span of time and a filter: [from] [to] [filter …].
local function span(ctx)
  local args, rest = {}, {}
  for _, word in ipairs(ctx.words) do
    local free = #rest == 0 and (not args.from and 'from' or not args.to and 'to')
    if free and is_time(word) then
      args[free] = word
    else
      rest[#rest + 1] = word
    end
  end
  args.filter = words.join(rest)
  return args
end

---:Pursuit movement [from] [to] [filter …]
---@param ctx pursuit.Context
function M.movement(ctx)
  require('pursuit.view.movement').open(ctx.ws, span(ctx))
end

---:Pursuit observed [from] [to] [filter …]
---@param ctx pursuit.Context
function M.observed(ctx)
  require('pursuit.view.observed').open(ctx.ws, span(ctx))
end

return M
