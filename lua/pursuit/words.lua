---What was typed after a subcommand, as words. Pure.
local M = {}

---Splits at blanks. `key="two words"` stays one word, and a backslash keeps the blank after it.
---@param typed string
---@return string[]
function M.split(typed)
  local words, at = {}, 1
  while true do
    at = typed:find('%S', at)
    if not at then
      return words
    end
    local quoted, stop = typed:match('^([%w_.]+="[^"]*")()', at)
    if quoted and (stop > #typed or typed:find('^%s', stop)) then
      words[#words + 1] = quoted:gsub('"', '')
      at = stop
    else
      local word = ''
      while at <= #typed and not typed:find('^%s', at) do
        if typed:find('^\\%s', at) then
          at = at + 1
        end
        word = word .. typed:sub(at, at)
        at = at + 1
      end
      words[#words + 1] = word
    end
  end
end

---Words that stand between quotes made one, the quotes still around it: `"two`, `words"` → `"two words"`.
---@param list string[]
---@return string[]
function M.runs(list)
  local found, at = {}, 1
  while list[at] do
    local stop = at
    if vim.startswith(list[at], '"') then
      for i = at, #list do
        if (i > at or #list[i] > 1) and vim.endswith(list[i], '"') then
          stop = i
          break
        end
      end
    end
    found[#found + 1] = table.concat(list, ' ', at, stop)
    at = stop + 1
  end
  return found
end

---A text without the quotes around all of it; those within it are its own.
---@param said string
---@return string
function M.bare(said)
  return said:match('^"([^"]*)"$') or said
end

---Takes `key=value` words out of a list.
---@param words string[]
---@param allowed string[] the keys that mean something
---@return string[] rest
---@return table<string, string> options
---@return string? unknown a key that is none of the allowed
function M.options(words, allowed)
  local rest, options, unknown = {}, {}, nil
  for _, word in ipairs(words) do
    local key, value = word:match('^([a-z_]+%.?[a-z_]*)=(.*)$')
    if not key then
      rest[#rest + 1] = word
    elseif vim.list_contains(allowed, key) then
      options[key] = value
    else
      unknown = unknown or key
    end
  end
  return rest, options, unknown
end

local TERMS = { recurring = { 'amount', 'period', 'count', 'start', 'notice' }, frame = { 'ceiling', 'from', 'to' } }

---Terms of a contract as the core takes them: names and values in turn, of `recurring = { amount = 500 }` and of `recurring.amount`.
---@param options table<string, any> changed
---@return table<string, any>
function M.terms(options)
  for name, keys in pairs(TERMS) do
    local given = type(options[name]) == 'table' and options[name] or {}
    local known, list = {}, {}
    local function put(key, value)
      if value ~= nil then
        vim.list_extend(list, { key, type(value) == 'number' and ('%.15g'):format(value) or tostring(value) })
      end
    end
    for _, key in ipairs(keys) do
      known[key] = true
      local flat = name .. '.' .. key
      put(key, given[key] ~= nil and given[key] or options[flat])
      options[flat] = nil
    end
    for key, value in pairs(given) do -- for the core to say what is wrong
      if not known[key] then
        put(tostring(key), value)
      end
    end
    options[name] = #list > 0 and list or nil
  end
  return options
end

---A list typed as one word: 'a,b' → { 'a', 'b' }.
---@param value string?
---@return string[]?
function M.list(value)
  return value and vim.split(value:gsub('，', ','):gsub('、', ','), ',', { plain = true, trimempty = true })
end

---The words from one on, as a text.
---@param words string[]
---@param from integer?
---@return string? text nil if there is none
function M.join(words, from)
  local said = table.concat(words, ' ', from or 1)
  return said ~= '' and said or nil
end

return M
