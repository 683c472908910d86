---Up to when somebody has seen what others did: a mark for each workspace, outside of the notes.
local M = {}

local function file(root)
  return ('%s/pursuit/seen/%s'):format(vim.fn.stdpath('state'), vim.fn.sha256(root):sub(1, 16))
end

---The mark of a workspace, in seconds; nil where there is none yet.
---@param root string
---@return integer?
function M.get(root)
  local handle = io.open(file(root), 'r')
  local said = handle and handle:read('*l')
  if handle then
    handle:close()
  end
  return tonumber(said)
end

---Moves the mark on. It never goes back, and is whole or not at all: several Neovims may do this.
---@param root string
---@param time integer
---@return string? fault why it could not be kept
function M.set(root, time)
  if (M.get(root) or 0) >= time then
    return nil
  end
  local path = file(root)
  vim.fn.mkdir(vim.fs.dirname(path), 'p')
  local beside = ('%s.%d'):format(path, vim.uv.os_getpid())
  local handle, fault = io.open(beside, 'w')
  if not handle then
    return fault
  end
  handle:write(('%d\n%s\n'):format(time, root))
  handle:close()
  local ok, why = vim.uv.fs_rename(beside, path)
  return not ok and why or nil
end

return M
