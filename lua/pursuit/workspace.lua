---The workspaces that are open: one handle for each root, found as the user would expect.
local config = require('pursuit.config')
local native = require('pursuit.native')
local overlay = require('pursuit.overlay')
local text = require('pursuit.text')
local M = {}

---A workspace of the core (userdata).
---@class pursuit.Handle
---@field root fun(self): string
---@field lang fun(self): 'en'|'zh'
---@field set_lang fun(self, lang: 'en'|'zh')
---@field set_cache fun(self, dir: string) where the index goes
---@field close fun(self)
---@field call fun(self, name: string, args: table?, overlay: table<string, string>?): any, any, string?, table?
---@field start fun(self, name: string, args: table?, overlay: table<string, string>?): any, string?, string?, table?

---@class pursuit.Workspace
---@field root string absolute and real
---@field handle pursuit.Handle
---@field own_lang 'en'|'zh'|nil what the workspace speaks, where the user asked for the other
---@field mark string? tells the folder from another that takes its place later

local opened = {} ---@type table<string, pursuit.Workspace>

---What identifies the process note's folder on disk: of an inode that is used again the birth differs.
---@param root string
---@return string?
local function mark(root)
  local stat = vim.uv.fs_stat(root .. '/.pursuit')
  return stat and ('%d:%d:%d.%d'):format(stat.dev, stat.ino, stat.birthtime.sec, stat.birthtime.nsec)
end

local function join_at_exit()
  vim.api.nvim_create_autocmd('VimLeavePre', {
    group = vim.api.nvim_create_augroup('pursuit.workspace', {}),
    desc = 'pursuit: finish what runs',
    callback = function()
      M.close()
    end,
  })
end

---The language for a workspace, or for what is said where there is none.
---@param ws pursuit.Workspace?
---@return 'en'|'zh'
function M.lang(ws)
  local lang = config.get().lang
  if lang then
    return lang
  elseif ws then
    return ws.handle:lang()
  end
  return (vim.v.lang or ''):find('^zh') and 'zh' or 'en'
end

---Finishes what runs and lets go of all handles.
function M.close()
  if package.loaded['pursuit.autocommit'] then
    require('pursuit.autocommit').flush()
  end
  require('pursuit.job').cancel_reading()
  for root, ws in pairs(opened) do
    opened[root] = nil
    ws.handle:close()
  end
end

---Lets the core speak the language that is asked for, or again the workspace's own.
---@param ws pursuit.Workspace
---@return pursuit.Workspace ws
local function speak(ws)
  local asked = config.get().lang
  if asked and asked ~= ws.handle:lang() then
    ws.own_lang = ws.own_lang or ws.handle:lang()
    ws.handle:set_lang(asked)
  elseif not asked and ws.own_lang then
    ws.handle:set_lang(ws.own_lang)
    ws.own_lang = nil
  end
  return ws
end

---The workspace at a root.
---@param root string
---@return pursuit.Workspace? ws
---@return string? message
---@return string? code
function M.open(root)
  local _, fault = config.get()
  if fault then
    return nil, fault, 'INVAL'
  end
  root = overlay.realpath(root)
  local ws = opened[root]
  if ws and ws.mark == mark(root) then
    return speak(ws)
  elseif ws then
    opened[root] = nil
    ws.handle:close()
  end
  local core, missing = native.load()
  if not core then
    return nil, missing, 'NOTFOUND'
  end
  local handle, message, code = core.open(root, true)
  if not handle then
    return nil, message, code
  end
  if not next(opened) then
    join_at_exit()
  end
  handle:set_cache(vim.fn.stdpath('cache'))
  ws = { root = handle:root(), handle = handle, mark = mark(root) }
  opened[root] = ws
  require('pursuit.slices').pause()
  require('pursuit.autocommit').resume(ws)
  return speak(ws)
end

---The root at or above a path.
---@param path string?
---@return string? root
local function above(path)
  local core = native.load()
  local root = core and path and core.find(path) or ''
  return root ~= '' and root or nil
end

---The root that a buffer belongs to: a view's, or the one above its file.
---@param buf integer
---@return string?
function M.root_of(buf)
  return vim.b[buf].pursuit_root or above(overlay.path(buf))
end

---The workspace that is meant: the one asked for, else the current buffer's, the working directory's, the configured one.
---@param root string?
---@return pursuit.Workspace? ws
---@return string? message
---@return string? code
function M.find(root)
  if root ~= nil and type(root) ~= 'string' then
    error('pursuit: root: expected a string, got ' .. type(root), 3)
  end
  local options, fault = config.get()
  local core, missing = native.load()
  if fault or not core then
    return nil, fault or missing, fault and 'INVAL' or 'NOTFOUND'
  end
  root = root or M.root_of(vim.api.nvim_get_current_buf()) or above(vim.fn.getcwd())
  if not root and options.workspace then
    root = vim.fs.normalize(options.workspace)
  end
  if not root then
    return nil, text.get('no_workspace', M.lang()), 'NOTFOUND'
  end
  return M.open(root)
end

return M
