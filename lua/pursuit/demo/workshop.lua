---Where the demo is made. A thousand commits, each made safe on disk, take a slow disk a minute; in memory they take seconds, and the
---finished workspace is moved to its place.
local M = {}

local ROOM = 60 * 1024 * 1024
local TMPFS = 0x01021994

---Removes what demos left there that were interrupted an hour ago or more.
---@param dir string
local function sweep(dir)
  for name in vim.fs.dir(dir) do
    local stat = name:find('^pursuit%-demo%-%w+$') and vim.uv.fs_stat(dir .. '/' .. name)
    if stat and os.time() - stat.mtime.sec > 3600 then
      vim.fn.delete(dir .. '/' .. name, 'rf')
    end
  end
end

---A folder in memory with room enough, where the system has one.
---@return string?
local function memory()
  for _, dir in ipairs({ '/dev/shm', vim.env.XDG_RUNTIME_DIR }) do
    local stat = vim.uv.fs_access(dir, 'W') and vim.uv.fs_statfs(dir)
    if stat and stat.type == TMPFS and stat.bavail * stat.bsize > ROOM then
      sweep(dir)
      return vim.uv.fs_mkdtemp(dir .. '/pursuit-demo-XXXXXX')
    end
  end
end

---@class pursuit.demo.Workshop
---@field root string where to make the workspace
---@field place string where it is to be in the end
---@field made string? the folder in memory

---@param place string
---@return pursuit.demo.Workshop
function M.open(place)
  local made = memory()
  return { root = made and made .. '/' .. vim.fs.basename(place) or place, place = place, made = made }
end

---Runs a program; its complaint stops the demo.
---@param ... string
local function run(...)
  local result = vim.system({ ... }, { text = true }):wait()
  if result.code ~= 0 then
    error(('%s: %s'):format((...), vim.trim(result.stderr)), 0)
  end
end

---Packs the history and puts the workspace in its place.
---@param shop pursuit.demo.Workshop
function M.deliver(shop)
  run('git', '-C', shop.root, 'gc', '--quiet')
  if shop.made then
    vim.fn.mkdir(vim.fs.dirname(shop.place), 'p')
    run('cp', '-Rp', shop.root, vim.fs.dirname(shop.place))
    run('git', '-C', shop.place, 'update-index', '-q', '--refresh')
  end
end

---Leaves nothing behind.
---@param shop pursuit.demo.Workshop
function M.close(shop)
  if shop.made then
    vim.fn.delete(shop.made, 'rf')
  end
end

return M
