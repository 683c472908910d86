---Buffers of notes: opening them, writing them, following files that moved.
local overlay = require('pursuit.overlay')
local window = require('pursuit.window')
local M = {}

---Opens a file by its path, whatever that holds, at a line.
---@param path string
---@param lnum integer?
---@return integer buf
function M.open(path, lnum)
  local buf = vim.fn.bufadd(path)
  vim.bo[buf].buflisted = true
  window.show(buf)
  if lnum and lnum > 0 then
    local last = vim.api.nvim_buf_line_count(buf)
    vim.api.nvim_win_set_cursor(0, { math.min(lnum, last), 0 })
    vim.cmd('normal! zv')
  end
  return buf
end

---The files of one folder moved to another: windows that showed one show it where it is now.
---@param from string folder or file, absolute and real
---@param to string
function M.follow(from, to)
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    local path = vim.api.nvim_buf_is_loaded(buf) and not vim.bo[buf].modified and overlay.path(buf)
    if path and (path == from or overlay.inside(from, path)) then
      local new = vim.fn.bufadd(to .. path:sub(#from + 1))
      vim.bo[new].buflisted = vim.bo[buf].buflisted
      for _, win in ipairs(vim.fn.win_findbuf(buf)) do
        local view = vim.api.nvim_win_call(win, vim.fn.winsaveview)
        vim.api.nvim_win_set_buf(win, new)
        vim.api.nvim_win_call(win, function()
          vim.fn.winrestview(view)
        end)
      end
      vim.api.nvim_buf_delete(buf, {})
    end
  end
end

---Writes the buffers with unsaved changes of a workspace.
---@param root string
---@return boolean written
---@return string? message why not
function M.write_all(root)
  for _, entry in ipairs(overlay.modified(root)) do
    local ok, fault = pcall(vim.api.nvim_buf_call, entry.buf, function()
      vim.cmd.update({ mods = { silent = true } })
    end)
    if not ok then
      local said = tostring(fault):match('(E%d+: [^\n]*)') or tostring(fault):match('^[^\n]*')
      return false, said
    end
  end
  return true
end

return M
