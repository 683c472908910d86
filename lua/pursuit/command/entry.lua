---Subcommands that write down what happened: contacts and costs.
local ask = require('pursuit.ask')
local buffer = require('pursuit.buffer')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local target = require('pursuit.target')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

---:Pursuit visit [id]: an entry that waits for what was said.
---@param ctx pursuit.Context
function M.visit(ctx)
  target.only_deal(ctx, function(id)
    operation.start(ctx.ws, 'visit', { id = id }, function(place)
      buffer.open(place.path, place.lnum)
    end)
  end)
end

---:Pursuit log [id] {text} [kind= who=a,b date=]
---@param ctx pursuit.Context
function M.log(ctx)
  target.deal(ctx, function(id)
    local rest, args = words.options(ctx.words, { 'kind', 'who', 'date' })
    ask.unless(words.join(rest), text.get('ask_log', ctx.lang), function(said)
      args.id, args.text, args.who = id, said, words.list(args.who)
      operation.start(ctx.ws, 'log', args, function()
        message.info(text.get('logged', ctx.lang, id))
      end)
    end)
  end)
end

---What the core has against an amount. It looks at that first, and a call without a category never gets further.
local function amount_fault(ctx, id, typed)
  local function said(sum)
    return select(2, ctx.ws.handle:call('cost', { id = id, amount = sum, category = '' }))
  end
  local fault = said(typed)
  return fault ~= said(1) and fault or nil
end

local function label_of(terms, id)
  for _, term in ipairs(terms) do
    if term.id == id then
      return term.label or id
    end
  end
  return id
end

local function enter(ctx, process, args)
  operation.start(ctx.ws, 'cost', args, function()
    operation.start(ctx.ws, 'deal', { id = args.id }, function(deal)
      local sum = args.amount .. (deal.currency and ' ' .. deal.currency or '')
      message.info(text.get('cost_entered', ctx.lang, args.id, sum, label_of(process.costs, args.category)))
    end)
  end)
end

---:Pursuit cost [id] {amount} {category} [note] [date= stage= to=]
---@param ctx pursuit.Context
function M.cost(ctx)
  target.deal(ctx, function(id)
    local rest, args = words.options(ctx.words, { 'date', 'stage', 'to' })
    ask.unless(rest[1], text.get('ask_amount', ctx.lang), function(sum)
      local fault = amount_fault(ctx, id, sum)
      if fault then
        return message.error(fault)
      end
      args.id, args.amount, args.note = id, sum, words.join(rest, 3)
      operation.start(ctx.ws, 'process', {}, function(process)
        local function go(category)
          args.category = category
          enter(ctx, process, args)
        end
        if rest[2] then
          return go(rest[2])
        end
        ask.term(process.costs, text.get('ask_category', ctx.lang), go)
      end)
    end)
  end)
end

return M
