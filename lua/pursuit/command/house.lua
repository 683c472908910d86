---Subcommands about who has what.
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local target = require('pursuit.target')
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

local KINDS = { 'deal', 'account', 'person', 'member', 'region', 'competitor' }

local function delete(ctx, kind, id)
  local args = { kind = kind, id = id, force = ctx.bang }
  operation.start(ctx.ws, 'delete', vim.tbl_extend('force', args, { dry_run = true }), function(would)
    local yes, no = text.get('delete_yes', ctx.lang), text.get('stop', ctx.lang)
    local prompt = message.clean(text.get('ask_delete', ctx.lang, id, would.files))
    vim.ui.select({ yes, no }, { prompt = prompt, kind = 'pursuit' }, function(choice)
      if choice ~= yes then
        return message.warn(text.get('stopped', ctx.lang))
      end
      operation.start(ctx.ws, 'delete', args, function(done)
        local back = kind == 'deal' and id or done.message:gsub('%.md$', '')
        message.info(text.get('deleted', ctx.lang, id, back))
      end)
    end)
  end)
end

---:Pursuit[!] delete [kind] {id}: asks always; with `!` also where others point to it.
---@param ctx pursuit.Context
function M.delete(ctx)
  local kind = #ctx.words > 1 and vim.list_contains(KINDS, ctx.words[1]) and table.remove(ctx.words, 1) or 'deal'
  if #ctx.words > 1 then
    return message.error(text.get('too_many_words', ctx.lang, ctx.words[2]))
  elseif kind ~= 'deal' or ctx.words[1] then
    return delete(ctx, kind, ctx.words[1])
  end
  target.only_deal(ctx, function(id)
    delete(ctx, kind, id)
  end)
end

---:Pursuit followups [id] [at={date}]
---@param ctx pursuit.Context
function M.followups(ctx)
  require('pursuit.command.page').show(ctx, 'kinship')
end

return M
