---Subcommands about the analysis of a deal, and about competitors.
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local page = require('pursuit.command.page')
local target = require('pursuit.target')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

---:Pursuit factors [id] [at={date}]
---@param ctx pursuit.Context
function M.factors(ctx)
  page.show(ctx, 'factors')
end

---:Pursuit swot [id] [at={date}]
---@param ctx pursuit.Context
function M.swot(ctx)
  page.show(ctx, 'swot')
end

---:Pursuit compliance [id] [at={date}]
---@param ctx pursuit.Context
function M.compliance(ctx)
  page.show(ctx, 'compliance')
end

---Begins the flow, or moves a step of it on; then the view shows it.
local function change(ctx, id, list)
  local begins = list[1] == 'start'
  local args = begins and { id = id, flow = list[2] } or { id = id, step = list[1], state = list[2] or 'done', date = list[3] }
  local extra = list[begins and 3 or 4]
  if extra then
    return message.error(text.get('too_many_words', ctx.lang, extra))
  end
  operation.start(ctx.ws, begins and 'flow_start' or 'flow_step', args, function(place)
    page.open(ctx, 'flow', { id = id })
    if begins then
      message.info(text.get(place.count > 0 and 'flow_rows' or 'flow_rows_all', ctx.lang, place.count))
    end
  end)
end

---:Pursuit flow [id] [at={date}], flow [id] start [flow], flow [id] {step} [state] [date]
---@param ctx pursuit.Context
function M.flow(ctx)
  local rest, options, unknown = words.options(ctx.words, { 'at' })
  if unknown then
    return message.error(text.get('no_such_key', ctx.lang, unknown, 'at'))
  end
  ctx.words = rest
  target.deal(ctx, function(id)
    if not ctx.words[1] then
      return page.open(ctx, 'flow', { id = id, at = options.at })
    elseif options.at then
      return message.error(text.get('too_many_words', ctx.lang, ctx.words[1]))
    end
    change(ctx, id, ctx.words)
  end)
end

---:Pursuit competitors [at={date}], competitor {id} [at={date}]
---@param ctx pursuit.Context
function M.competitors(ctx)
  local rest, options, unknown = words.options(ctx.words, { 'at' })
  if unknown then
    return message.error(text.get('no_such_key', ctx.lang, unknown, 'at'))
  elseif rest[2] then
    return message.error(text.get('too_many_words', ctx.lang, rest[2]))
  end
  require('pursuit.view.competitors').open(ctx.ws, { id = rest[1], at = options.at })
end

M.competitor = M.competitors

return M
