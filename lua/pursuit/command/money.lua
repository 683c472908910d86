---Subcommands about money.
local message = require('pursuit.message')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

---Takes `key=value` words of some keys off; the rest may hold other words with a `=`, as filters do.
---@param list string[]
---@param keys table<string, string> word → argument
---@return string[] rest
---@return table args
local function split(list, keys)
  local rest, args = {}, {}
  for _, word in ipairs(list) do
    local key, value = word:match('^(%a+)=(.+)$')
    if key and keys[key] then
      args[keys[key]] = value
    else
      rest[#rest + 1] = word
    end
  end
  return rest, args
end

---:Pursuit gifts [person] [year|all] [at={date}]
---@param ctx pursuit.Context
function M.gifts(ctx)
  local view = require('pursuit.view.gifts')
  local rest, args = split(ctx.words, { at = 'at' })
  for _, word in ipairs(rest) do
    local year = view.year(word)
    if not year and word:find('^%d+$') then
      return message.error(text.get('bad_year', ctx.lang, word))
    end
    local key = year and 'year' or 'person'
    if args[key] then
      return message.error(text.get('too_many_words', ctx.lang, word))
    end
    args[key] = year or word
  end
  view.open(ctx.ws, args)
end

---:Pursuit hospitality [person] [year|all] [at={date}]
M.hospitality = M.gifts

---:Pursuit payments [state] [at={date}] [filter …]
---@param ctx pursuit.Context
function M.payments(ctx)
  local view = require('pursuit.view.payments')
  local rest, args = split(ctx.words, { at = 'at' })
  if vim.list_contains(view.STATES, rest[1]) then
    args.state = table.remove(rest, 1)
  end
  args.filter = words.join(rest)
  view.open(ctx.ws, args)
end

---:Pursuit load [in={currency}] [at={date}] [filter …]
---@param ctx pursuit.Context
function M.load(ctx)
  local rest, args = split(ctx.words, { at = 'at', ['in'] = 'currency' })
  args.filter = words.join(rest)
  require('pursuit.view.load').open(ctx.ws, args)
end

return M
