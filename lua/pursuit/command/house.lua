---Subcommands about who has what.
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

local function view()
  return require('pursuit.view.charges')
end

---The member that a word names, else the one that is chosen.
local function member(ctx, prompt, but, chosen)
  local word = table.remove(ctx.words, 1)
  if word then
    return chosen(word)
  end
  view().ask_member(ctx.ws, text.get(prompt, ctx.lang), but, chosen)
end

---:Pursuit burden [member] [filter …]
---@param ctx pursuit.Context
function M.burden(ctx)
  member(ctx, 'ask_whose', nil, function(id)
    view().open(ctx.ws, { member = id, filter = words.join(ctx.words) })
  end)
end

---:Pursuit handover[!] [from] [to] [filter …]: shows what it is about, and asks; with `!` at once.
---@param ctx pursuit.Context
function M.handover(ctx)
  member(ctx, 'ask_whose', nil, function(from)
    member(ctx, 'ask_heir', from, function(to)
      local filter = words.join(ctx.words)
      if ctx.bang then
        return view().hand_over(ctx.ws, { from = from, to = to, filter = filter }, ctx.lang)
      end
      view().open(ctx.ws, { member = from, filter = filter }, to)
    end)
  end)
end

---:Pursuit followups [id] [at={date}]
---@param ctx pursuit.Context
function M.followups(ctx)
  require('pursuit.command.page').show(ctx, 'kinship')
end

return M
