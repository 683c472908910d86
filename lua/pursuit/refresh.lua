---Brings buffers up to date in place where their files changed, with cursor, folds, marks and undo as they were.
local merge = require('pursuit.merge')
local overlay = require('pursuit.overlay')
local M = {}

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

---Lets the editor look at the file, and answers for the user.
---@param choice 'reload'|'' '' leaves the buffer as it is
local function look(buf, choice)
  local own = vim.api.nvim_get_option_value('autoread', { buf = buf })
  local answer = vim.api.nvim_create_autocmd('FileChangedShell', {
    buffer = buf,
    callback = function()
      vim.v.fcs_choice = choice
    end,
  })
  vim.bo[buf].autoread = false
  pcall(vim.cmd.checktime, buf)
  vim.api.nvim_set_option_value('autoread', own, { buf = buf })
  vim.api.nvim_del_autocmd(answer)
end

---Whether changes of a buffer can be undone. Its option holds -123456 where the global one counts.
local function undoes(buf)
  local levels = vim.bo[buf].undolevels
  return (levels == -123456 and vim.go.undolevels or levels) >= 0
end

---What follows is undone by itself.
local function break_undo(buf)
  vim.bo[buf].undolevels = vim.bo[buf].undolevels
end

local function undo_state(buf)
  return vim.api.nvim_buf_call(buf, function()
    return vim.fn.undotree().seq_cur
  end)
end

---Makes the editor take the buffer for what it has just read from the file, so that it neither asks nor reads again later. Only reading
---does that: the file is read, and the reading taken back as far as the text goes. Whoever listens to reading has nothing to hear.
local function acknowledge(buf)
  local before = undo_state(buf)
  local undoreload, eventignore = vim.go.undoreload, vim.go.eventignore
  vim.go.undoreload, vim.go.eventignore = -1, 'BufReadPre,BufReadPost'
  look(buf, 'reload')
  vim.go.undoreload, vim.go.eventignore = undoreload, eventignore
  if undo_state(buf) ~= before then
    vim.api.nvim_buf_call(buf, function()
      vim.cmd('silent undo')
    end)
  end
end

---Writes what the file holds into its buffer.
local function update(buf, bytes)
  local old = vim.api.nvim_buf_get_lines(buf, 0, -1, false)
  local new, ended = split(bytes, vim.bo[buf].fileformat)
  local hunks, modifiable = merge.hunks(old, new), vim.bo[buf].modifiable
  local marks, saved = vim.fn.getmarklist(buf), views(buf)
  vim.bo[buf].modifiable = true
  break_undo(buf)
  vim.bo[buf].modified = #hunks > 0 -- so that undoing the change shows as one
  for i = #hunks, 1, -1 do
    apply(buf, old, new, hunks[i])
  end
  acknowledge(buf)
  restore(buf, hunks, marks, saved)
  vim.bo[buf].endofline = ended
  vim.bo[buf].modified = false
  vim.bo[buf].modifiable = modifiable
end

---Brings what the file has gained into a buffer that was typed in meanwhile. Where both changed the same place, the editor will ask when
---the buffer is written.
---@param base string[] what both began with
local function join(buf, base, bytes)
  local mine = vim.api.nvim_buf_get_lines(buf, 0, -1, false)
  local theirs = split(bytes, vim.bo[buf].fileformat)
  local changes = undoes(buf) and merge.changes(base, mine, theirs)
  if not changes then
    return
  end
  local marks, saved = vim.fn.getmarklist(buf), views(buf)
  break_undo(buf)
  for _, change in ipairs(changes) do
    vim.api.nvim_buf_set_lines(buf, change.row, change.row + change.count, true, change.lines)
  end
  acknowledge(buf)
  restore(buf, merge.hunks(mine, vim.api.nvim_buf_get_lines(buf, 0, -1, false)), marks, saved)
  vim.bo[buf].modified = true
end

---Joins at once, or when the user has stopped inserting: until then the text belongs to the fingers.
local function join_later(buf, path, base)
  local function go()
    local bytes = vim.api.nvim_buf_is_loaded(buf) and vim.bo[buf].modified and read(path, vim.bo[buf].fileencoding)
    if bytes then
      join(buf, base, bytes)
    end
  end
  if vim.api.nvim_get_mode().mode:find('^[iR]') and vim.api.nvim_get_current_buf() == buf then
    vim.api.nvim_create_autocmd('InsertLeave', { buffer = buf, once = true, callback = vim.schedule_wrap(go) })
  else
    go()
  end
end

local function refresh(buf, path, base)
  if vim.bo[buf].modified then
    return base and join_later(buf, path, base)
  end
  local bytes = read(path, vim.bo[buf].fileencoding)
  if bytes then
    update(buf, bytes)
  elseif #vim.fn.win_findbuf(buf) == 0 then
    vim.api.nvim_buf_delete(buf, {})
  else
    look(buf, '')
  end
end

---Loaded buffers of these files come to show what the files hold. The buffer of a file that is gone is closed unless a window shows it.
---A buffer with unsaved changes is left alone, but for what can be joined with what was typed since `bases` was taken.
---@param paths string[] absolute
---@param bases table<integer, string[]>? buffer → its lines when they were the file's
function M.files(paths, bases)
  local wanted = {}
  for _, path in ipairs(paths) do
    wanted[overlay.realpath(path)] = true
  end
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    local path = vim.api.nvim_buf_is_loaded(buf) and overlay.path(buf)
    if path and wanted[path] then
      refresh(buf, path, bases and bases[buf])
    end
  end
end

---The lines of all loaded buffers of a workspace that are as their files.
---@param root string
---@return table<integer, string[]>
function M.bases(root)
  local found = {}
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    local path = vim.api.nvim_buf_is_loaded(buf) and not vim.bo[buf].modified and overlay.path(buf)
    if path and overlay.inside(root, path) then
      found[buf] = vim.api.nvim_buf_get_lines(buf, 0, -1, false)
    end
  end
  return found
end

return M
