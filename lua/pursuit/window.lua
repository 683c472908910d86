---Windows that may show a note or a view, and those that may not.
local M = {}

---@param win integer
---@return boolean
local function takes_files(win)
  local buf = vim.api.nvim_win_get_buf(win)
  local kind = vim.bo[buf].buftype
  return vim.api.nvim_win_get_config(win).relative == ''
    and not vim.wo[win].winfixbuf
    and not vim.wo[win].previewwindow
    and not vim.w[win].pursuit_own_window
    and (kind == '' or kind == 'acwrite' or kind == 'nofile' or kind == 'help')
end

---The buffer of a window can be left without losing changes.
local function may_hide(win)
  local buf = vim.api.nvim_win_get_buf(win)
  return vim.o.hidden or not vim.bo[buf].modified or #vim.fn.win_findbuf(buf) > 1 or vim.bo[buf].bufhidden == 'hide'
end

---The window to use: the current one, the one before, any other of this tab.
---@return integer?
local function find()
  local candidates = { vim.api.nvim_get_current_win(), vim.fn.win_getid(vim.fn.winnr('#')) }
  vim.list_extend(candidates, vim.api.nvim_tabpage_list_wins(0))
  for _, win in ipairs(candidates) do
    if win ~= 0 and takes_files(win) and may_hide(win) then
      return win
    end
  end
end

---Shows a buffer in a window that may show it, and goes there.
---@param buf integer
function M.show(buf)
  local win = find()
  if not win then
    vim.api.nvim_open_win(buf, true, { split = 'above', win = -1 })
    return
  end
  vim.api.nvim_set_current_win(win)
  if vim.api.nvim_win_get_buf(win) ~= buf then
    vim.cmd("normal! m'")
    vim.api.nvim_set_current_buf(buf)
  end
end

return M
