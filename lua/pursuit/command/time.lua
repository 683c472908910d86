---Subcommands of history: what happened, taking it back, commits.
local ask = require('pursuit.ask')
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

---:Pursuit diff [id] [from [to]]: each a gate, a day or a revision.
---@param ctx pursuit.Context
function M.diff(ctx)
  target.deal(ctx, function(id)
    if ctx.words[3] then
      return message.error(text.get('too_many_words', ctx.lang, ctx.words[3]))
    end
    require('pursuit.view.events').diff(ctx.ws, id, ctx.words[1], ctx.words[2])
  end)
end

---Asks which field is meant, where none was named.
local function choose_field(ctx, id, chosen)
  if ctx.words[1] then
    return ctx.words[2] and message.error(text.get('too_many_words', ctx.lang, ctx.words[2])) or chosen(ctx.words[1])
  end
  operation.start(ctx.ws, 'fields', { id = id }, function(fields)
    vim.ui.select(fields, {
      prompt = text.get('ask_field', ctx.lang),
      kind = 'pursuit',
      format_item = function(field)
        return message.clean(field.label and ('%s  %s'):format(field.id, field.label) or field.id)
      end,
    }, function(field)
      if field then
        chosen(field.id)
      end
    end)
  end)
end

---:Pursuit blame [id] {field}
---@param ctx pursuit.Context
function M.blame(ctx)
  target.deal(ctx, function(id)
    choose_field(ctx, id, function(key)
      require('pursuit.view.events').blame(ctx.ws, id, key)
    end)
  end)
end

---A deal then and now, or the board as it stood.
local function show_at(ctx, date)
  local first = ctx.words[1]
  local id = first and target.is_deal(ctx.ws, first) and table.remove(ctx.words, 1)
  if not id and #ctx.words == 0 and vim.bo[ctx.buf].filetype ~= 'pursuit-board' then
    id = target.here(ctx.ws, ctx.buf)
  end
  if not id then
    local filter = words.join(ctx.words) or require('pursuit.config').get().board.filter
    return require('pursuit.view.board').open(ctx.ws, filter == 'all' and '' or filter, ctx.bang, date)
  elseif ctx.words[1] then
    return message.error(text.get('too_many_words', ctx.lang, ctx.words[1]))
  end
  require('pursuit.view.past').open(ctx.ws, id, date)
end

---:Pursuit at {date} [id | filter …]: the deal that is here, or the board.
---@param ctx pursuit.Context
function M.at(ctx)
  ask.unless(table.remove(ctx.words, 1), text.get('ask_day', ctx.lang), function(date)
    show_at(ctx, date)
  end)
end

---:Pursuit undo [id]: of a deal, or of another note by its path, `accounts/acme`.
---@param ctx pursuit.Context
function M.undo(ctx)
  local function undo(id)
    operation.start(ctx.ws, 'undo', { id = id }, function(done)
      message.info(text.get('undone', ctx.lang, done.message or id))
    end)
  end
  local first = ctx.words[1]
  if first and #ctx.words == 1 then -- also of a deal that was deleted
    return undo(first)
  end
  target.only_deal(ctx, undo)
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
