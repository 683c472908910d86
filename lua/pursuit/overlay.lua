---The texts of buffers with unsaved changes, for the core to read instead of the files.
local M = {}

local EOL = { unix = '\n', dos = '\r\n', mac = '\r' }

---A path with its links resolved. The file itself need not exist.
---@param path string
---@return string
function M.realpath(path)
  local real = vim.uv.fs_realpath(path)
  if real then
    return real
  end
  local dir = vim.uv.fs_realpath(vim.fs.dirname(path))
  return dir and (dir .. '/' .. vim.fs.basename(path)) or vim.fs.normalize(path)
end

---Whether a path lies in the workspace.
---@param root string
---@param path string absolute and real
---@return boolean
function M.inside(root, path)
  return path:sub(1, #root + 1) == root .. '/'
end

---The real path of the file that a buffer edits.
---@param buf integer
---@return string? path nil where the buffer is not a file's
function M.path(buf)
  local name = vim.api.nvim_buf_get_name(buf)
  if name == '' or vim.bo[buf].buftype ~= '' or name:find('^%a[%w+.-]+://') then
    return nil
  end
  return M.realpath(name)
end

---The bytes that writing the buffer would give, in UTF-8.
---@param buf integer
---@return string
function M.text(buf)
  local eol = EOL[vim.bo[buf].fileformat]
  local lines = vim.api.nvim_buf_get_lines(buf, 0, -1, false)
  for i, line in ipairs(lines) do
    if line:find('\n', 1, true) then -- how a buffer keeps a NUL
      lines[i] = line:gsub('\n', '\0')
    end
  end
  local text = table.concat(lines, eol)
  if vim.bo[buf].endofline or (vim.bo[buf].fixendofline and not vim.bo[buf].binary) then
    text = text .. eol
  end
  return (vim.bo[buf].bomb and '\239\187\191' or '') .. text
end

---Buffers with unsaved changes of files in a workspace.
---@param root string
---@return { buf: integer, path: string }[]
function M.modified(root)
  local found = {}
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buf) and vim.bo[buf].modified then
      local path = M.path(buf)
      if path and M.inside(root, path) then
        found[#found + 1] = { buf = buf, path = path }
      end
    end
  end
  return found
end

---Path → text of all unsaved changes in a workspace.
---@param root string
---@return table<string, string>
function M.collect(root)
  local overlay = {}
  for _, entry in ipairs(M.modified(root)) do
    overlay[entry.path] = M.text(entry.buf)
  end
  return overlay
end

return M
