---Subcommands that move a deal.
local ask = require('pursuit.ask')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local target = require('pursuit.target')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

local function say_stage(ctx)
  return function(deal)
    message.info(text.get('now_in_stage', ctx.lang, deal.id, deal.stage_label or deal.stage))
  end
end

---Shows everything that is missing, then says why nothing moved.
local function refused(ctx, id)
  return function(said, code, info)
    if code ~= 'REFUSED' or not info or #(info.missing or {}) == 0 then
      return false
    end
    require('pursuit.command.task').show_missing(ctx, id, function()
      operation.say_failure(ctx.ws, said, code)
    end)
    return true
  end
end

---:Pursuit advance[!] [id] [reason]
---@param ctx pursuit.Context
function M.advance(ctx)
  target.deal(ctx, function(id)
    local reason = words.join(ctx.words)
    if not ctx.bang then
      if reason then -- a mistyped id, or a reason that only `advance!` has a use for
        return message.error(text.get('advance_words', ctx.lang, ctx.words[1], reason))
      end
      return operation.start(ctx.ws, 'advance', { id = id }, say_stage(ctx), { failed = refused(ctx, id) })
    end
    ask.unless(reason, text.get('ask_override', ctx.lang), function(typed)
      operation.start(ctx.ws, 'advance', { id = id, override = typed }, say_stage(ctx))
    end)
  end)
end

---:Pursuit back [id] {reason}
---@param ctx pursuit.Context
function M.back(ctx)
  target.deal(ctx, function(id)
    local function go(reason)
      operation.start(ctx.ws, 'back', { id = id, reason = reason }, say_stage(ctx), {
        failed = function(_, code) -- all else is well: only the reason is missing
          local lacks = not reason and code == 'INVAL'
          if lacks then
            ask.text(text.get('ask_reason', ctx.lang), go)
          end
          return lacks
        end,
      })
    end
    go(words.join(ctx.words))
  end)
end

local STATUSES = { 'won', 'lost', 'no-decision', 'no-go', 'paused', 'done' }

local function record(ctx, args)
  operation.start(ctx.ws, 'close', args, function(deal)
    message.info(text.get('closed', ctx.lang, deal.id, text.get('status_' .. deal.status, ctx.lang)))
  end, { failed = refused(ctx, args.id) })
end

---What may be left empty; only an interruption ends it.
local function optional(prompt, answered, opts)
  vim.ui.input(vim.tbl_extend('force', { prompt = message.clean(prompt) .. ' ' }, opts or {}), function(typed)
    if typed then
      typed = vim.trim(typed)
      answered(typed ~= '' and typed or nil)
    end
  end)
end

---A line on why, whom it went to, the day to look again: each may stay empty.
---@param again integer days that are offered
local function ask_rest(ctx, args, again)
  optional(text.get('ask_why', ctx.lang), function(note)
    args.note = note
    local function day()
      optional(text.get('ask_revisit', ctx.lang), function(revisit)
        args.revisit = revisit
        record(ctx, args)
      end, { default = args.status ~= 'no-go' and ('+%dd'):format(again) or nil })
    end
    if args.status ~= 'lost' or args.to then
      return day()
    end
    optional(text.get('ask_lost_to', ctx.lang), function(to)
      args.to = to
      day()
    end, { completion = "customlist,v:lua.require'pursuit.complete'.competitors" })
  end)
end

---Lost and no-decision have a reason of the process's list, or one in one's own words; others one's own words.
local function ask_reason(ctx, args)
  operation.start(ctx.ws, 'process', {}, function(process)
    local function with(reason)
      args.reason = reason
      ask_rest(ctx, args, process.again)
    end
    if args.status ~= 'lost' and args.status ~= 'no-decision' then
      return ask.text(text.get('ask_reason', ctx.lang), with)
    end
    local terms = vim.list_extend({}, process.losses)
    terms[#terms + 1] = { id = '', label = text.get('other_reason', ctx.lang) }
    ask.term(terms, text.get('ask_reason', ctx.lang), function(reason)
      ask.unless(reason, text.get('ask_reason', ctx.lang), with)
    end)
  end)
end

---:Pursuit close [id] {won|lost|no-decision|no-go|paused|done} [reason] [note= to= revisit= date= value=]: without a reason it asks
---for all of that.
---@param ctx pursuit.Context
function M.close(ctx)
  target.deal(ctx, function(id)
    local rest, args = words.options(ctx.words, { 'date', 'value', 'to', 'reason', 'note', 'revisit' })
    local function go(status)
      args.id, args.status = id, status
      args.reason = args.reason or words.join(rest, 2)
      if args.reason or status == 'won' or status == 'done' then
        return record(ctx, args)
      end
      ask_reason(ctx, args)
    end
    ask.one_of(rest[1], STATUSES, { lang = ctx.lang, label = 'status_', prompt = 'ask_status', wrong = 'no_such_status' }, go)
  end)
end

---:Pursuit reopen [id]
---@param ctx pursuit.Context
function M.reopen(ctx)
  target.only_deal(ctx, function(id)
    operation.start(ctx.ws, 'reopen', { id = id }, function(deal)
      message.info(text.get('reopened', ctx.lang, deal.id, deal.stage_label or deal.stage))
    end)
  end)
end

return M
