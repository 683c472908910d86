---The Lua API. Calls are synchronous, see the disk and unsaved buffers as of the call, and neither open nor switch buffers.
---What can be expected to fail returns nil, message, CODE (and for REFUSED a table with `missing`); misuse raises an error.
local api = require('pursuit.api')
local M = {}

---Sets options; the same as setting `vim.g.pursuit`. Never needed.
---@param opts pursuit.Opts?
function M.setup(opts)
  require('pursuit.config').set(opts)
end

---Makes a workspace, or adopts a folder full of notes without changing them.
---@param dir string
---@param opts { lang: 'en'|'zh'|nil }?
---@return { root: string }? workspace
---@return string? message
---@return string? code
function M.init(dir, opts)
  api.expect('init', 'dir', dir, 'string')
  return api.init(dir, api.options('init', opts))
end

local PARTS = {
  'act',
  'analysis',
  'entry',
  'find',
  'house',
  'habits',
  'money',
  'people',
  'see',
  'time',
}

for _, part in ipairs(PARTS) do
  for name, fn in pairs(require('pursuit.api.' .. part)) do
    M[name] = fn
  end
end

---Functions of later steps: scripts that call one learn so, instead of meeting a nil.
local LATER = {
  'import', 'report', 'sync', 'verify',
}

return setmetatable(M, {
  __index = function(_, name)
    return vim.list_contains(LATER, name)
        and function()
          return nil, require('pursuit.text').get('not_built_function', require('pursuit.config').get().lang or 'en', name), 'UNSUPPORTED'
        end
      or nil
  end,
})
