---Subcommands that keep house.
local ask = require('pursuit.ask')
local buffer = require('pursuit.buffer')
local job = require('pursuit.job')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local target = require('pursuit.target')
local text = require('pursuit.text')
local M = {}

local KINDS = { 'deal', 'account', 'person', 'member', 'region', 'competitor' }

local function rename(ctx, kind, id, to)
  operation.start(ctx.ws, 'rename', { kind = kind, id = id, to = to }, function(place)
    message.info(text.get('renamed', ctx.lang, id, place.id or to))
  end, { label = text.get('renaming', ctx.lang) })
end

---:Pursuit rename [kind] [id] {to}
---@param ctx pursuit.Context
function M.rename(ctx)
  local kind = 'deal'
  if #ctx.words == 3 and vim.list_contains(KINDS, ctx.words[1]) then
    kind = table.remove(ctx.words, 1)
  end
  if #ctx.words == 2 then
    return rename(ctx, kind, ctx.words[1], ctx.words[2])
  elseif #ctx.words > 2 then
    return message.error(text.get('too_many_words', ctx.lang, ctx.words[3]))
  end
  local here = target.here(ctx.ws, ctx.buf)
  local function to(id)
    ask.unless(ctx.words[1], text.get('ask_new_id', ctx.lang, id), function(typed)
      rename(ctx, kind, id, typed)
    end)
  end
  if here then
    return to(here)
  end
  target.pick(ctx, to)
end

---:Pursuit archive [id]
---@param ctx pursuit.Context
function M.archive(ctx)
  target.only_deal(ctx, function(id)
    operation.start(ctx.ws, 'archive', { id = id }, function(deal)
      message.info(text.get(deal.archived and 'archived' or 'unarchived', ctx.lang, deal.id))
    end)
  end)
end

---:Pursuit process
---@param ctx pursuit.Context
function M.process(ctx)
  buffer.open(ctx.ws.root .. '/.pursuit/process.md')
end

---:Pursuit stop: what runs in the background and only reads is cancelled; what writes comes to its end.
---@param ctx pursuit.Context
function M.stop(ctx)
  if not job.busy() then
    return message.info(text.get('nothing_runs', ctx.lang))
  end
  job.cancel_reading()
end

---:Pursuit reindex
---@param ctx pursuit.Context
function M.reindex(ctx)
  operation.start(ctx.ws, 'reindex', {}, function(counts)
    message.info(text.get('indexed', ctx.lang, counts.notes))
  end, { label = text.get('indexing', ctx.lang) })
end

return M
