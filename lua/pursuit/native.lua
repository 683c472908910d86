---Loads the C module. Whatever is wrong with it ends in one line that names the command to run.
local M = {}

---@class pursuit.Core
---@field version string
---@field source_hash string
---@field api string
---@field find fun(path: string): string the nearest workspace at or above, '' if none
---@field init fun(dir: string, lang: string): table?, string?, string?, table?
---@field open fun(root: string, later: boolean?): pursuit.Handle?, string?, string?, table? later: git is looked at by the first call only

local FILE = 'lua/pursuit/core.so'

---The plugin's folder.
---@return string
function M.root()
  local source = debug.getinfo(1, 'S').source:sub(2)
  return vim.fs.dirname(vim.fs.dirname(vim.fs.dirname(vim.uv.fs_realpath(source) or source)))
end

---Where the module is looked for, best first.
---@return { path: string, there: boolean }[]
function M.paths()
  local seen, found = {}, {}
  local function add(path)
    path = vim.uv.fs_realpath(path) or path
    if not seen[path] then
      seen[path] = true
      found[#found + 1] = { path = path, there = vim.uv.fs_stat(path) ~= nil }
    end
  end
  add(M.root() .. '/' .. FILE)
  for _, path in ipairs(vim.api.nvim_get_runtime_file(FILE, true)) do
    add(path)
  end
  return found
end

---The sources changed after the module was built. Hashing them all is left to the case where one is newer than the module.
---@param core pursuit.Core
---@param root string
---@return boolean
local function outdated(core, root)
  local version = require('pursuit.version')
  if core.version ~= version.number then
    return true
  end
  local module = vim.uv.fs_stat(root .. '/' .. FILE)
  for name, kind in vim.fs.dir(root .. '/csrc', { depth = 3 }) do
    local stat = module and kind == 'file' and vim.uv.fs_stat(root .. '/csrc/' .. name)
    if stat and stat.mtime.sec > module.mtime.sec then
      return version.stale(core.source_hash, root)
    end
  end
  return false
end

---@param what string
---@return nil, string
local function fault(what)
  return nil, ('pursuit: the module %s: run `make` in %s'):format(what, M.root())
end

local loaded ---@type pursuit.Core?

---The module.
---@return pursuit.Core? core
---@return string? message one line, what to run
function M.load()
  if loaded then
    return loaded
  end
  local root = M.root()
  local ok, core = pcall(require, 'pursuit.core')
  if not ok then
    if not vim.uv.fs_stat(root .. '/' .. FILE) then
      return fault('is not built')
    end
    local _, reason = package.loadlib(root .. '/' .. FILE, 'luaopen_pursuit_core')
    return fault(('does not load (%s)'):format((reason or tostring(core)):gsub('%s+', ' ')))
  end
  if type(core) ~= 'table' or type(core.open) ~= 'function' then
    return fault('is not ours')
  end
  require('pursuit.slices').pause()
  if outdated(core, root) then
    return fault('is stale (built from other sources)')
  end
  loaded = core
  return core
end

return M
