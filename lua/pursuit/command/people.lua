---Subcommands about people and accounts.
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local overlay = require('pursuit.overlay')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

local function list(ctx, call)
  require('pursuit.view.people').open(ctx.ws, call, { filter = ctx.typed, all = ctx.bang or nil })
end

---:Pursuit people [filter …]; with ! by closed deals too.
---@param ctx pursuit.Context
function M.people(ctx)
  list(ctx, 'people')
end

---:Pursuit accounts [filter …]; with ! by closed deals too.
---@param ctx pursuit.Context
function M.accounts(ctx)
  list(ctx, 'accounts')
end

---What the note in the current buffer is about; a page about an account counts as its note.
---@param ctx pursuit.Context
---@return string? kind
---@return string? id
local function here(ctx)
  local name = vim.api.nvim_buf_get_name(ctx.buf)
  local account = name:match('^pursuit://.*/account/([^/]+)$')
  if account then
    return 'account', account
  end
  local path = overlay.path(ctx.buf)
  local where = path and overlay.inside(ctx.ws.root, path) and ctx.ws.handle:call('where', { path = path })
  if where then
    return where.kind, where.id
  end
end

---Lets the user pick one.
local function pick(ctx, kind, prompt, chosen)
  operation.start(ctx.ws, 'names', { kind = kind }, function(names)
    require('pursuit.ask').term(vim.tbl_map(function(term)
      return { id = term.id, label = term.label and ('%s  %s'):format(term.id, term.label) or term.id }
    end, names), prompt, chosen)
  end)
end

---@param ctx pursuit.Context
---@param call string
---@param args table
local function show(ctx, call, args)
  operation.start(ctx.ws, call, args, function(answer)
    require('pursuit.view.page').open(require('pursuit.view.' .. call), ctx.ws, args, answer)
  end, { label = text.get('reading', ctx.lang) })
end

---:Pursuit account [id] [at={date}]: the account named, else that of the note or deal that is here.
---@param ctx pursuit.Context
function M.account(ctx)
  local rest, options, unknown = words.options(ctx.words, { 'at' })
  if unknown then
    return message.error(text.get('no_such_key', ctx.lang, unknown, 'at'))
  elseif #rest > 1 then
    return message.error(text.get('too_many_words', ctx.lang, rest[2]))
  end
  local function open(id)
    show(ctx, 'account', { id = id, at = options.at })
  end
  if rest[1] then
    return open(rest[1])
  end
  local kind, id = here(ctx)
  if kind == 'account' then
    return open(id)
  end
  local function choose()
    pick(ctx, 'account', text.get('which_account', ctx.lang), open)
  end
  local deal = require('pursuit.target').here(ctx.ws, ctx.buf)
  if deal then
    operation.start(ctx.ws, 'deal', { id = deal }, function(found)
      if found.account then
        open(found.account)
      else
        choose()
      end
    end)
  elseif kind == 'person' then
    operation.start(ctx.ws, 'names', { kind = 'person' }, function(names) -- every note is read: not while somebody types
      for _, term in ipairs(names) do
        if term.id == id and term.extra then
          return open(term.extra)
        end
      end
      choose()
    end)
  else
    choose()
  end
end

---:Pursuit brief [id] [at={date}]: a person, an account or a deal; else what is here.
---@param ctx pursuit.Context
function M.brief(ctx)
  local rest, options, unknown = words.options(ctx.words, { 'at' })
  if unknown then
    return message.error(text.get('no_such_key', ctx.lang, unknown, 'at'))
  elseif #rest > 1 then
    return message.error(text.get('too_many_words', ctx.lang, rest[2]))
  end
  local kind, id = here(ctx)
  if rest[1] then
    kind, id = nil, rest[1]
  elseif kind ~= 'account' and kind ~= 'person' then
    kind, id = nil, require('pursuit.target').here(ctx.ws, ctx.buf)
  end
  if id then
    return show(ctx, 'brief', { id = id, kind = kind, at = options.at })
  end
  pick(ctx, 'person', text.get('which_person', ctx.lang), function(person)
    show(ctx, 'brief', { id = person, kind = 'person', at = options.at })
  end)
end

return M
