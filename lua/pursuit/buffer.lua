---Buffers of files that an operation has changed: brought up to date in place, with cursor, folds, marks and undo as they were.
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

---@param path string
---@param encoding string the buffer's 'fileencoding'
---@return string? bytes in UTF-8; nil where the file is gone
local function read(path, encoding)
  local file = io.open(path, 'rb')
  if not file then
    return nil
  end
  local bytes = file:read('*a')
  file:close()
  return (encoding == '' or encoding == 'utf-8') and bytes or vim.iconv(bytes, encoding, 'utf-8')
end

---The lines of a file as a buffer would hold them.
---@param bytes string
---@param format string the buffer's 'fileformat'
---@return string[] lines
---@return boolean eol the last line ends
local function split(bytes, format)
  bytes = bytes:gsub('^\239\187\191', '')
  local eol = format == 'mac' and '\r' or '\n'
  local ended = bytes:sub(-1) == eol
  local lines = vim.split(ended and bytes:sub(1, -2) or bytes, eol, { plain = true })
  for i, line in ipairs(lines) do
    if format == 'dos' then
      line = line:gsub('\r$', '')
    end
    lines[i] = line:gsub('%z', '\n')
  end
  return lines, ended
end

---Changes one line from its first to its last differing byte.
local function splice(buf, row, old, new)
  if old == new then
    return
  end
  local head, tail = 0, 0
  local least = math.min(#old, #new)
  while head < least and old:byte(head + 1) == new:byte(head + 1) do
    head = head + 1
  end
  while tail < least - head and old:byte(-tail - 1) == new:byte(-tail - 1) do
    tail = tail + 1
  end
  vim.api.nvim_buf_set_text(buf, row, head, row, #old - tail, { new:sub(head + 1, #new - tail) })
end

---One hunk of a diff: lines that have a counterpart change within, the rest comes or goes.
local function apply(buf, old, new, hunk)
  local from, count, to, added = unpack(hunk)
  local row = count == 0 and from or from - 1
  local target = added == 0 and to or to - 1
  local both = math.min(count, added)
  if count > both then
    vim.api.nvim_buf_set_lines(buf, row + both, row + count, true, {})
  elseif added > both then
    vim.api.nvim_buf_set_lines(buf, row + both, row + both, true, vim.list_slice(new, target + both + 1, target + added))
  end
  for i = 1, both do
    splice(buf, row + i - 1, old[row + i], new[target + i])
  end
end

---Where a line of the old text is in the new one.
---@param hunks integer[][]
---@param lnum integer
---@return integer
local function moved(hunks, lnum)
  local shift = 0
  for _, hunk in ipairs(hunks) do
    local from, count, _, added = unpack(hunk)
    local last = count == 0 and from or from + count - 1
    if last < lnum then
      shift = shift + added - count
    elseif from <= lnum and count > 0 then
      return math.max(1, math.min(lnum, from + math.max(added, 1) - 1) + shift)
    end
  end
  return lnum + shift
end

local function views(buf)
  local found = {}
  for _, win in ipairs(vim.fn.win_findbuf(buf)) do
    found[win] = vim.api.nvim_win_call(win, vim.fn.winsaveview)
  end
  return found
end

local function restore(buf, hunks, marks, saved)
  for _, mark in ipairs(marks) do
    local name = mark.mark:sub(2)
    if name:match('%l') and vim.api.nvim_buf_get_mark(buf, name)[1] == 0 then
      local lnum = math.min(moved(hunks, mark.pos[2]), vim.api.nvim_buf_line_count(buf))
      vim.api.nvim_buf_set_mark(buf, name, lnum, mark.pos[3] - 1, {})
    end
  end
  for win, view in pairs(saved) do
    view.lnum, view.topline = moved(hunks, view.lnum), moved(hunks, view.topline)
    vim.api.nvim_win_call(win, function()
      vim.fn.winrestview(view)
    end)
  end
end

---Tells the editor that it has seen the file as it is now, so that it neither asks nor reloads.
local function acknowledge(buf)
  local seen = vim.api.nvim_create_autocmd('FileChangedShell', {
    buffer = buf,
    callback = function()
      vim.v.fcs_choice = ''
    end,
  })
  local own = vim.api.nvim_get_option_value('autoread', { buf = buf })
  vim.bo[buf].autoread = false
  pcall(vim.cmd.checktime, buf)
  vim.api.nvim_set_option_value('autoread', own, { buf = buf })
  vim.api.nvim_del_autocmd(seen)
end

---Writes what the file holds into its buffer.
local function update(buf, bytes)
  local old = vim.api.nvim_buf_get_lines(buf, 0, -1, false)
  local new, ended = split(bytes, vim.bo[buf].fileformat)
  local hunks = vim.diff(table.concat(old, '\n') .. '\n', table.concat(new, '\n') .. '\n', { result_type = 'indices' })
  local modifiable = vim.bo[buf].modifiable
  if #hunks > 0 then
    local marks, saved = vim.fn.getmarklist(buf), views(buf)
    vim.bo[buf].modifiable = true
    vim.bo[buf].modified = true -- so that undoing the change shows as one
    for i = #hunks, 1, -1 do
      apply(buf, old, new, hunks[i])
    end
    restore(buf, hunks, marks, saved)
  end
  vim.bo[buf].endofline = ended
  vim.bo[buf].modified = false
  vim.bo[buf].modifiable = modifiable
end

---The loaded buffer of a file.
---@param path string real
---@return integer?
function M.of(path)
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buf) and overlay.path(buf) == path then
      return buf
    end
  end
end

---Loaded buffers of these files come to show what the files hold. Buffers with unsaved changes are left alone; the buffer of a file
---that is gone is closed unless a window shows it.
---@param paths string[] absolute
function M.refresh(paths)
  local wanted = {}
  for _, path in ipairs(paths) do
    wanted[overlay.realpath(path)] = true
  end
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    local path = vim.api.nvim_buf_is_loaded(buf) and not vim.bo[buf].modified and overlay.path(buf)
    if path and wanted[path] then
      local bytes = read(path, vim.bo[buf].fileencoding)
      if bytes then
        update(buf, bytes)
        acknowledge(buf)
      elseif #vim.fn.win_findbuf(buf) == 0 then
        vim.api.nvim_buf_delete(buf, {})
      else
        acknowledge(buf)
      end
    end
  end
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
      for win, view in pairs(views(buf)) do
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
      return false, tostring(fault):gsub('^.-(E%d+:)', '%1')
    end
  end
  return true
end

return M
