---The version of the plugin, and what tells a stale module from a fresh one. The Makefile reads `M.number` for the C side.
local M = {}

M.number = '0.1.0'

---The sources that the module is made of, in the order in which they are hashed: byte order of the paths.
---@param root string the plugin's folder
---@return string[] paths relative to root
local function sources(root)
  local found = {}
  for name, kind in vim.fs.dir(root .. '/csrc', { depth = 3 }) do
    if kind == 'file' and (name:match('%.[ch]$') or name:match('%.def$') or name:match('%.md$')) then
      found[#found + 1] = 'csrc/' .. name
    end
  end
  table.sort(found)
  return found
end

---The hash that the module carries if it was built from the sources that lie in `root` now.
---@param root string the plugin's folder
---@return string? hash 16 hexadecimal digits; nil where the sources can't be read
---@return string? message why not
function M.source_hash(root)
  local text = {}
  for _, name in ipairs(sources(root)) do
    local file, message = io.open(root .. '/' .. name, 'rb')
    if not file then
      return nil, message
    end
    text[#text + 1] = file:read('*a')
    file:close()
  end
  if #text == 0 then
    return nil, root .. '/csrc: no sources'
  end
  return vim.fn.sha256(table.concat(text)):sub(1, 16)
end

---Whether the module was built from other sources than those in `root`. Where that can't be told, it was not.
---@param built string the hash that the module carries
---@param root string the plugin's folder
---@return boolean
function M.stale(built, root)
  local hash = M.source_hash(root)
  return hash ~= nil and built ~= 'unknown' and built ~= hash
end

return M
