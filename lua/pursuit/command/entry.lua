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

---:Pursuit cost [id] {amount} {category} [note] [date= stage= to=]
---@param ctx pursuit.Context
function M.cost(ctx)
  target.deal(ctx, function(id)
    local rest, args = words.options(ctx.words, { 'date', 'stage', 'to' })
    local function go(category)
      args.id, args.amount, args.category, args.note = id, rest[1], category, words.join(rest, 3)
      operation.start(ctx.ws, 'cost', args, function()
        message.info(text.get('cost_entered', ctx.lang, id, rest[1]))
      end)
    end
    ask.unless(rest[1], text.get('ask_amount', ctx.lang), function(amount)
      rest[1] = amount
      if rest[2] then
        return go(rest[2])
      end
      operation.start(ctx.ws, 'process', {}, function(process)
        ask.term(process.costs, text.get('ask_category', ctx.lang), go)
      end)
    end)
  end)
end

return M
