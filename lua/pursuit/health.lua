---:checkhealth pursuit: every path that was tried, and what to do next.
local config = require('pursuit.config')
local native = require('pursuit.native')
local overlay = require('pursuit.overlay')
local M = {}

local health = vim.health

local function check_neovim()
  health.start('Neovim')
  local version = tostring(vim.version())
  if vim.fn.has('nvim-0.10') == 1 then
    health.ok('Neovim ' .. version)
  else
    health.error('Neovim ' .. version .. ' is too old', 'install Neovim 0.10 or newer')
  end
end

---@return pursuit.Core?
local function check_module()
  health.start('the module')
  health.info("the plugin's folder: " .. native.root())
  for _, path in ipairs(native.paths()) do
    health.info(('tried %s: %s'):format(path.path, path.there and 'there' or 'not there'))
  end
  local number = require('pursuit.version').number
  local core, fault = native.load()
  if not core then
    health.error(fault or '', ('run `make` in %s; `make deps` there installs what it needs'):format(native.root()))
    return nil
  end
  health.ok(('module %s, plugin %s, built from sources %s'):format(core.version, number, core.source_hash))
  for _, library in ipairs({ 'libgit2', 'yaml-0.1', 'md4c', 'sqlite3' }) do
    local ok, process = pcall(vim.system, { 'pkg-config', '--modversion', library }, { text = true })
    local result = ok and process:wait(5000)
    local version = result and result.code == 0 and vim.trim(result.stdout) or 'pkg-config does not know it (needed for `make` only)'
    health.info(('%s: %s'):format(library, version))
  end
  return core
end

local function check_options()
  health.start('options')
  local options, fault = config.get()
  if fault then
    health.error(fault, 'correct vim.g.pursuit; :help pursuit-options')
  else
    health.ok('vim.g.pursuit is right: ' .. vim.inspect(options):gsub('%s+', ' '))
  end
  return options
end

---@param core pursuit.Core
---@param options pursuit.Config
local function check_workspace(core, options)
  health.start('the workspace')
  local found
  local buf = vim.fn.bufnr('#')
  for what, path in pairs({
    ['the last file'] = buf > 0 and overlay.path(buf) or nil,
    ['the working directory'] = vim.fn.getcwd(),
    ['vim.g.pursuit.workspace'] = options.workspace and vim.fs.normalize(options.workspace) or nil,
  }) do
    local root = core.find(path) or ''
    health.info(('tried above %s, %s: %s'):format(what, path, root ~= '' and root or 'none'))
    found = found or (root ~= '' and root or nil)
  end
  if not found then
    health.warn('no workspace', 'go to one, set vim.g.pursuit.workspace, or make one with `:Pursuit init {dir}`')
    return nil
  end
  local ws, fault = require('pursuit.workspace').open(found)
  if not ws then
    health.error(fault or '', 'the message says what is wrong')
    return nil
  end
  health.ok(('workspace %s, language %s'):format(ws.root, ws.handle:lang()))
  local process, wrong = ws.handle:call('process', {})
  if not process then
    health.error(wrong, 'correct .pursuit/process.md')
  elseif #process.faults > 0 then
    for _, one in ipairs(process.faults) do
      health.error(one.message, 'correct .pursuit/process.md; the last valid one is in force')
    end
  else
    local counts = ('%d stages, %d gates, %d activities'):format(#process.stages, #process.gates, #process.activities)
    health.ok(('process "%s": %s'):format(process.name or '', counts))
  end
  return ws.root
end

---@param root string?
local function check_git(root)
  health.start('git')
  local function git(...)
    local ok, process = pcall(vim.system, { 'git', ... }, { cwd = root, text = true, env = { LC_ALL = 'C' } })
    local result = ok and process:wait(5000)
    return result and result.code == 0 and vim.trim(result.stdout) or nil
  end
  local version = git('--version')
  if not version then
    return health.error('git is not found', 'install git')
  end
  health.ok(version)
  local name, email = git('config', 'user.name'), git('config', 'user.email')
  if name and name ~= '' and email and email ~= '' then
    health.ok(('you are %s <%s>'):format(name, email))
  else
    health.warn(
      'git does not know who you are',
      { 'git config --global user.name "Your Name"', 'git config --global user.email you@example.com' }
    )
  end
end

function M.check()
  check_neovim()
  local core = check_module()
  local options = check_options()
  local root = core and check_workspace(core, options) or nil
  check_git(root)
end

return M
