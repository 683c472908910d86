---Subcommands of history: what happened, taking it back, commits.
local autocommit = require('pursuit.autocommit')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local target = require('pursuit.target')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

---:Pursuit history [id]
---@param ctx pursuit.Context
function M.history(ctx)
  target.only_deal(ctx, function(id)
    operation.start(ctx.ws, 'history', { id = id }, function(events)
      require('pursuit.view.history').open(ctx.ws, id, events)
    end, { label = text.get('reading', ctx.lang) })
  end)
end

---:Pursuit undo [id]
---@param ctx pursuit.Context
function M.undo(ctx)
  target.only_deal(ctx, function(id)
    operation.start(ctx.ws, 'undo', { id = id }, function(done)
      message.info(text.get('undone', ctx.lang, done.message or id))
    end)
  end)
end

---:Pursuit commit [message]
---@param ctx pursuit.Context
function M.commit(ctx)
  operation.start(ctx.ws, 'commit', { message = words.join(ctx.words) }, function(done)
    if (done.commits or 0) == 0 then
      return message.info(text.get('nothing_to_commit', ctx.lang))
    end
    local said = text.get('committed', ctx.lang, done.files)
    message.info(done.message and said .. ': ' .. done.message or said)
  end, { label = text.get('committing', ctx.lang) })
end

---:Pursuit autocommit [on|off]
---@param ctx pursuit.Context
function M.autocommit(ctx)
  local word = ctx.words[1]
  if word == 'on' or word == 'off' then
    autocommit.set(ctx.ws.root, word == 'on')
  elseif word then
    return message.error(text.get('on_or_off', ctx.lang, word))
  end
  message.info(text.get(autocommit.enabled(ctx.ws.root) and 'autocommit_on' or 'autocommit_off', ctx.lang))
end

return M
