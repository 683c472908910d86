---What the functions of the API have in common: checks of their arguments, the workspace, the call.
local native = require('pursuit.native')
local operation = require('pursuit.operation')
local overlay = require('pursuit.overlay')
local workspace = require('pursuit.workspace')
local M = {}

---Raises an error where an argument has a wrong type.
---@param fn string the function's name
---@param name string the argument's name
---@param value any
---@param kind type
---@param optional boolean?
function M.expect(fn, name, value, kind, optional)
  if type(value) ~= kind and not (optional and value == nil) then
    error(('pursuit.%s: %s: expected a %s, got %s'):format(fn, name, kind, type(value)), 3)
  end
end

---A copy of the options, or none.
---@param fn string
---@param opts table?
---@return table
function M.options(fn, opts)
  if opts ~= nil and type(opts) ~= 'table' then
    error(('pursuit.%s: options: expected a table, got %s'):format(fn, type(opts)), 3)
  end
  return vim.tbl_extend('force', {}, opts or {})
end

local OPTIONS = { root = true, all = true, at = true, limit = true, known = true }

---A value as it stands in a filter: a list with commas, text with blanks and the like in quotes.
local function value_text(value)
  if type(value) == 'table' then
    return table.concat(vim.tbl_map(value_text, value), ',')
  end
  local said = tostring(value)
  if type(value) == 'string' and said:find('[%s,"\\\227\239\226]') then
    return '"' .. said:gsub('[\\"]', '\\%0') .. '"'
  end
  return said
end

---One option set of a filter in either of its forms.
---@param fn string
---@param filter string|table|nil
---@param opts table?
---@return table
function M.filter(fn, filter, opts)
  local args = M.options(fn, opts)
  if filter == nil or type(filter) == 'string' then
    args.filter = filter
    return args
  elseif type(filter) ~= 'table' then
    error(('pursuit.%s: filter: expected a string or a table, got %s'):format(fn, type(filter)), 3)
  end
  local words = {}
  for key, value in pairs(filter) do
    if OPTIONS[key] then
      args[key] = value
    elseif type(key) == 'number' then
      words[#words + 1] = tostring(value)
    else
      words[#words + 1] = ('%s=%s'):format(key, value_text(value))
    end
  end
  table.sort(words)
  args.filter = table.concat(words, ' ')
  return args
end

---The same where the filter stands among the options.
---@param fn string
---@param opts table? `filter` and others
---@return table
function M.filtered(fn, opts)
  local args = M.options(fn, opts)
  local filter = args.filter
  args.filter = nil
  return M.filter(fn, filter, args)
end

---Calls the core for the workspace that is meant.
---@param name string
---@param args table
---@param opts table? more arguments, and `root`
---@param path string? a file: where no root is given, its workspace is meant
---@return any answer
---@return string? message
---@return string? code
---@return pursuit.Info? info
function M.call(name, args, opts, path)
  local more = M.options(name, opts)
  local root = more.root
  more.root = nil
  if path then
    args.path = vim.startswith(path, '/') and overlay.realpath(path) or path
    root = root or M.root_above(args.path)
  end
  local ws, message, code = workspace.find(root)
  if not ws then
    return nil, message, code
  end
  return operation.call(ws, name, vim.tbl_extend('error', more, args))
end

---The workspace of an absolute path, if it is in one.
---@param path string
---@return string?
function M.root_above(path)
  local core = native.load()
  local root = core and vim.startswith(path, '/') and core.find(path) or ''
  return root ~= '' and root or nil
end

---@param dir string
---@param opts { lang: string? }
---@return { root: string }?
---@return string? message
---@return string? code
function M.init(dir, opts)
  local core, missing = native.load()
  if not core then
    return nil, missing, 'NOTFOUND'
  end
  local lang = opts.lang or workspace.lang()
  if lang ~= 'en' and lang ~= 'zh' then
    return nil, require('pursuit.text').get('bad_lang', workspace.lang(), tostring(lang)), 'INVAL'
  end
  local place, message, code, info = core.init(vim.fn.fnamemodify(dir, ':p'), lang)
  if not place then
    return nil, message, code, info
  end
  return { root = place.path, path = place.path }
end

return M
