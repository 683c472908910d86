---Subcommands that write down what happened: contacts and costs.
local ask = require('pursuit.ask')
local buffer = require('pursuit.buffer')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local target = require('pursuit.target')
local text = require('pursuit.text')
local weigh = require('pursuit.weigh')
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

---Enters it, and says what that made of the budgets.
local function enter(ctx, args, effect)
  operation.start(ctx.ws, 'cost', args, function()
    local sum = args.amount .. ' ' .. effect.currency
    local said = text.get('cost_entered', ctx.lang, args.id, sum, effect.category_label or args.category)
    message.info(said .. '   ' .. weigh.brief(effect, ctx.lang))
  end)
end

---Asks for what is still missing, telling each time what is known of the effect so far, and asks again before something is passed.
local function go_on(ctx, args, guided)
  weigh.of(ctx.ws, args, function(effect)
    if not args.category then
      operation.start(ctx.ws, 'process', {}, function(process)
        ask.term(process.costs, weigh.prompt('ask_category_of', effect, ctx.lang), function(category)
          args.category = category
          go_on(ctx, args, true)
        end)
      end)
    elseif effect.asks and not args.to then
      ask.text(weigh.prompt('ask_recipient_of', effect, ctx.lang), function(person)
        args.to = person
        go_on(ctx, args, true)
      end)
    else
      weigh.confirm(effect, ctx, guided, function() enter(ctx, args, effect) end)
    end
  end)
end

---:Pursuit[!] cost [id] {amount} {category} [note] [date= stage= to=]: with ! nothing is asked.
---@param ctx pursuit.Context
function M.cost(ctx)
  target.deal(ctx, function(id)
    local rest, args = words.options(ctx.words, { 'date', 'stage', 'to' })
    args.id = id
    local function with_amount(sum, guided)
      args.amount, args.category, args.note = sum, rest[2], words.join(rest, 3)
      go_on(ctx, args, guided)
    end
    if rest[1] then
      return with_amount(rest[1], false)
    end
    weigh.of(ctx.ws, args, function(effect)
      ask.text(weigh.prompt('ask_amount_of', effect, ctx.lang), function(sum)
        with_amount(sum, true)
      end)
    end)
  end)
end

return M
