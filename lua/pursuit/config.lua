---What the user set in `vim.g.pursuit`, checked, with the defaults filled in.
local M = {}

---What a user may set. Every field may be left out.
---@class pursuit.Opts
---@field workspace? string the workspace to use where neither the current file nor the working directory is in one
---@field lang? 'en'|'zh' language of messages and views; else the workspace's
---@field autocommit? boolean commit each save of a note (default true)
---@field diagnostics? boolean show what is wrong in a note on its line (default true)
---@field debounce_ms? integer how long a change rests before diagnostics are computed (default 300)
---@field board? { filter?: string, habits?: boolean } what `:Pursuit` opens on ('owner=me'); whether it tells of habits (true)

---@class pursuit.Config
---@field workspace string?
---@field lang 'en'|'zh'|nil
---@field autocommit boolean
---@field diagnostics boolean
---@field debounce_ms integer
---@field board { filter: string, habits: boolean }

---@type pursuit.Config
local DEFAULTS = {
  autocommit = true,
  diagnostics = true,
  debounce_ms = 300,
  board = { filter = 'owner=me', habits = true },
}

local function is(kind)
  return function(value)
    return type(value) == kind, kind
  end
end

---Field → check. A check gives whether the value is good, and what is expected. A table holds the fields of a table.
local FIELDS = {
  workspace = is('string'),
  lang = function(value)
    return value == 'en' or value == 'zh', "'en' or 'zh'"
  end,
  autocommit = is('boolean'),
  diagnostics = is('boolean'),
  debounce_ms = function(value)
    return type(value) == 'number' and value % 1 == 0 and value >= 0 and value <= 60000, 'a whole number from 0 to 60000'
  end,
  board = { filter = is('string'), habits = is('boolean') },
}

---@param fields table
---@param value any
---@param path string
---@return string? fault
local function check(fields, value, path)
  if type(value) ~= 'table' then
    return ('%s: expected a table, got %s'):format(path, vim.inspect(value))
  end
  local names = vim.tbl_keys(value)
  table.sort(names, function(a, b)
    return tostring(a) < tostring(b)
  end)
  for _, name in ipairs(names) do
    local field, at = fields[name], path .. '.' .. tostring(name)
    if not field then
      return ('%s: there is no such option'):format(at)
    elseif type(field) == 'table' then
      local fault = check(field, value[name], at)
      if fault then
        return fault
      end
    else
      local good, expected = field(value[name])
      if not good then
        return ('%s: expected %s, got %s'):format(at, expected, (vim.inspect(value[name]):gsub('%s+', ' ')))
      end
    end
  end
end

---What is wrong with these options, by the path of the field.
---@param opts any
---@return string? fault
function M.check(opts)
  return check(FIELDS, opts, 'vim.g.pursuit')
end

---The options in force. What is wrong is left at its default and named in the second value.
---@return pursuit.Config config
---@return string? fault
function M.get()
  local opts = vim.g.pursuit
  if opts == nil then
    return DEFAULTS
  end
  local fault = M.check(opts)
  if fault then
    return DEFAULTS, fault
  end
  return vim.tbl_deep_extend('force', DEFAULTS, opts)
end

---Takes over what `setup` was given.
---@param opts pursuit.Opts?
function M.set(opts)
  local fault = M.check(opts or {})
  if fault then
    error(fault, 3)
  end
  vim.g.pursuit = vim.tbl_deep_extend('force', type(vim.g.pursuit) == 'table' and vim.g.pursuit or {}, opts or {})
end

return M
