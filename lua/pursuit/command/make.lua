---Subcommands that make something: a workspace, a deal, a note.
local ask = require('pursuit.ask')
local buffer = require('pursuit.buffer')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local target = require('pursuit.target')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

---Keys of `new` and `followup`.
M.NEW_KEYS = {
  'id', 'account', 'kind', 'profile', 'owner', 'team', 'value', 'currency', 'source', 'close', 'opened', 'probability', 'products',
  'budget', 'margin', 'parent', 'flow', 'forecast',
  'recurring.amount', 'recurring.period', 'recurring.count', 'recurring.start', 'recurring.notice',
  'frame.ceiling', 'frame.from', 'frame.to',
}
---Keys of `add`.
M.ADD_KEYS = { 'id', 'account', 'region', 'email', 'role', 'parent' }

---Says that a key means nothing. True where it had to.
local function wrong_key(ctx, unknown, allowed)
  if unknown then
    message.error(text.get('no_such_key', ctx.lang, unknown, table.concat(allowed, ' ')))
  end
  return unknown ~= nil
end

---Splits `team=a,b` and `products=x,y`, for the core takes lists; puts the terms of a contract together.
local function lists(options)
  options.team = words.list(options.team)
  options.products = words.list(options.products)
  return words.terms(options)
end

local function directory(typed)
  local dir = typed and vim.fs.normalize(typed) or vim.fn.getcwd()
  return vim.startswith(dir, '/') and dir or vim.fn.getcwd() .. '/' .. dir
end

---:Pursuit init [dir] [lang=en|zh]
---@param ctx pursuit.Context
function M.init(ctx)
  local rest, options, unknown = words.options(ctx.words, { 'lang' })
  if wrong_key(ctx, unknown, { 'lang' }) then
    return
  end
  local made, said, code = require('pursuit').init(directory(words.join(rest)), options)
  if not made then
    return message.error(said or code or '')
  end
  buffer.open(made.root .. '/.pursuit/process.md')
  message.info(text.get('workspace_made', options.lang or ctx.lang, made.root))
end

local function make(ctx, call, args)
  operation.start(ctx.ws, call, args, function(deal)
    buffer.open(deal.path)
    message.info(text.get('deal_made', ctx.lang, deal.id))
    require('pursuit.command.habits').offer(ctx.ws, ctx.lang, deal.id)
  end, { label = text.get('making', ctx.lang) })
end

---Whether there is a letter or a digit in a title, of any script, to make an id of.
local function gives_id(title)
  for _, char in ipairs(vim.fn.split(title, '\\zs')) do
    if vim.fn.charclass(char) >= 2 then
      return true
    end
  end
  return false
end

---Asks for what describes a deal best; every answer may be left empty.
local function guided(ctx)
  local args = {}
  local function field(name, after)
    vim.ui.input({ prompt = text.get('ask_' .. name, ctx.lang) .. ' ' }, function(typed)
      if typed then
        typed = vim.trim(typed)
        args[name] = typed ~= '' and typed or nil
        after()
      end
    end)
  end
  ask.text(text.get('ask_title', ctx.lang), function(title)
    args.title = title
    local function rest()
      field('account', function()
        field('value', function()
          field('close', function()
            make(ctx, 'new', args)
          end)
        end)
      end)
    end
    if gives_id(title) then
      rest()
    else
      field('id', rest)
    end
  end)
end

---:Pursuit new {title} [key=value …]
---@param ctx pursuit.Context
function M.new(ctx)
  local rest, options, unknown = words.options(ctx.words, M.NEW_KEYS)
  if wrong_key(ctx, unknown, M.NEW_KEYS) then
    return
  end
  local title = words.join(rest)
  if not title and not next(options) then
    return guided(ctx)
  end
  ask.unless(title, text.get('ask_title', ctx.lang), function(given)
    options.title = given
    make(ctx, 'new', lists(options))
  end)
end

---:Pursuit followup [id] {title} [key=value …]
---@param ctx pursuit.Context
function M.followup(ctx)
  target.deal(ctx, function(id)
    local rest, options, unknown = words.options(ctx.words, M.NEW_KEYS)
    if wrong_key(ctx, unknown, M.NEW_KEYS) then
      return
    end
    ask.unless(words.join(rest), text.get('ask_title', ctx.lang), function(title)
      options.parent, options.title = id, title
      make(ctx, 'followup', lists(options))
    end)
  end)
end

---:Pursuit renew [id] [title] [key=value …]
---@param ctx pursuit.Context
function M.renew(ctx)
  target.deal(ctx, function(id)
    local rest, options, unknown = words.options(ctx.words, M.NEW_KEYS)
    if wrong_key(ctx, unknown, M.NEW_KEYS) then
      return
    end
    options.parent, options.title = id, words.join(rest)
    make(ctx, 'renew', lists(options))
  end)
end

---:Pursuit add {account|person|member|region} {title} [key=value …]
---@param ctx pursuit.Context
---@param kind string
function M.note(ctx, kind)
  local rest, options, unknown = words.options(ctx.words, M.ADD_KEYS)
  if wrong_key(ctx, unknown, M.ADD_KEYS) then
    return
  end
  ask.unless(words.join(rest), text.get('ask_name', ctx.lang), function(title)
    options.kind, options.title = kind, title
    operation.start(ctx.ws, 'add', options, function(place)
      buffer.open(place.path, place.lnum)
    end)
  end)
end

return M
