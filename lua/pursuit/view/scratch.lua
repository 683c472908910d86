---Buffers that show something and hold no file.
local highlight = require('pursuit.highlight')
local slices = require('pursuit.slices')
local window = require('pursuit.window')
local M = {}

local NAMESPACE = vim.api.nvim_create_namespace('pursuit.view')

local came_from = {} ---@type table<integer, integer> view → the buffer that its window showed before

---Remembers where a view leads back to, unless that would lead in a circle.
local function remember(buf, before)
  local at = before
  while at and at ~= buf do
    at = came_from[at]
  end
  if not at then
    came_from[buf] = before
  end
end

---@class pursuit.ScratchOpts
---@field name string 'pursuit://…', tells one view from another
---@field filetype string
---@field root string the workspace
---@field below boolean? in a window of its own below, else in the current one

---@param name string
---@return integer?
function M.find(name)
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_get_name(buf) == name then
      return buf
    end
  end
end

---The buffer, made if there is none; not shown yet.
---@param opts pursuit.ScratchOpts
---@return integer buf
---@return boolean made
local function obtain(opts)
  local buf = M.find(opts.name)
  if buf and vim.api.nvim_buf_is_loaded(buf) then
    return buf, false
  end
  buf = buf or vim.api.nvim_create_buf(false, true)
  vim.bo[buf].buftype = 'nofile'
  vim.bo[buf].bufhidden = 'hide'
  vim.bo[buf].swapfile = false
  vim.bo[buf].modifiable = false
  vim.api.nvim_buf_set_name(buf, opts.name)
  vim.b[buf].pursuit_root = opts.root
  return buf, true
end

local function dress(win)
  for option, value in pairs({ wrap = false, number = false, relativenumber = false, list = false, spell = false, cursorline = true }) do
    vim.api.nvim_set_option_value(option, value, { win = win, scope = 'local' })
  end
  for option, value in pairs({ signcolumn = 'no', foldcolumn = '0', colorcolumn = '' }) do
    vim.api.nvim_set_option_value(option, value, { win = win, scope = 'local' })
  end
end

---Shows the view: where it stands already in this tab, else where it is asked for. The cursor goes there.
---@param opts pursuit.ScratchOpts
---@return integer buf
---@return boolean made it is new: maps and the like are to be set
function M.open(opts)
  highlight.define()
  local buf, made = obtain(opts)
  local win = vim.fn.bufwinid(buf)
  if win ~= -1 then
    vim.api.nvim_set_current_win(win)
  elseif opts.below then
    vim.api.nvim_open_win(buf, true, { split = 'below', win = 0 })
    vim.w.pursuit_own_window = true
  else
    remember(buf, vim.api.nvim_get_current_buf())
    window.show(buf)
  end
  dress(0)
  if made then
    vim.bo[buf].filetype = opts.filetype
  end
  return buf, made
end

---Closes the current window if the view has one of its own, else gives it back to what it showed before.
function M.quit()
  if vim.w.pursuit_own_window and #vim.api.nvim_tabpage_list_wins(0) > 1 then
    return vim.api.nvim_win_close(0, false)
  end
  local before = came_from[vim.api.nvim_get_current_buf()]
  if before and vim.api.nvim_buf_is_valid(before) then
    vim.api.nvim_set_current_buf(before)
  else
    vim.api.nvim_set_current_buf(vim.api.nvim_create_buf(true, false))
  end
end

---Puts a page's lines into its buffer, and leaves views of it where they are. The highlights of what is below are gone.
---@param buf integer
---@param page pursuit.Page
function M.put_lines(buf, page)
  local saved = {}
  for _, win in ipairs(vim.fn.win_findbuf(buf)) do
    saved[win] = vim.api.nvim_win_call(win, vim.fn.winsaveview)
  end
  vim.bo[buf].modifiable = true
  vim.api.nvim_buf_set_lines(buf, 0, -1, false, page.lines)
  vim.bo[buf].modifiable = false
  vim.bo[buf].modified = false
  vim.api.nvim_buf_clear_namespace(buf, NAMESPACE, 0, -1)
  for win, view in pairs(saved) do
    vim.api.nvim_win_call(win, function()
      vim.fn.winrestview(view)
    end)
  end
end

---Highlights a page's lines: first those in sight, in slices where it runs in such.
---@param buf integer
---@param page pursuit.Page
function M.put_marks(buf, page)
  local win = vim.fn.win_findbuf(buf)[1]
  local top = win and vim.fn.line('w0', win) - 1 or 0
  local bottom = win and vim.fn.line('w$', win) - 1 or -1
  for _, in_sight in ipairs({ true, false }) do
    for _, mark in ipairs(page.marks) do
      if in_sight == (mark.row >= top and mark.row <= bottom) then
        vim.api.nvim_buf_set_extmark(buf, NAMESPACE, mark.row, mark.col, {
          end_col = math.min(mark.end_col, #page.lines[mark.row + 1]),
          hl_group = mark.group,
        })
      end
      slices.breathe()
    end
  end
end

---Puts a page into its buffer.
---@param buf integer
---@param page pursuit.Page
function M.draw(buf, page)
  M.put_lines(buf, page)
  M.put_marks(buf, page)
end

local REST_MS = 500

local waiting = {} ---@type table<integer, true> views that will look again

---Notes may have changed while nobody was here: the view looks at them again, once for all the events of a moment, and not where it has
---been shown anew meanwhile.
local function look_again(buf, changed)
  if waiting[buf] then
    return
  end
  waiting[buf] = true
  vim.defer_fn(function()
    local wanted = waiting[buf] and vim.api.nvim_buf_is_valid(buf) and #vim.fn.win_findbuf(buf) > 0
    waiting[buf] = nil
    if wanted then
      changed()
    end
  end, REST_MS)
end

---Keeps a view right while it lives.
---@param buf integer
---@param root string its workspace
---@param on { changed: fun(), resized: fun(), gone: fun(), renamed: fun(from: string, to: string)? } changed: notes of the workspace did,
---and the view is in a window; renamed: a deal was
function M.follow(buf, root, on)
  local group = vim.api.nvim_create_augroup('pursuit.view.' .. buf, {})
  vim.api.nvim_create_autocmd('User', {
    group = group,
    pattern = 'PursuitChanged',
    callback = function(event)
      if event.data.root ~= root then
        return
      end
      local renamed = event.data.renamed
      if on.renamed and renamed and renamed.kind == 'deal' then
        on.renamed(renamed.from, renamed.to)
      end
      if #vim.fn.win_findbuf(buf) > 0 then
        on.changed()
      end
    end,
  })
  vim.api.nvim_create_autocmd({ 'WinResized', 'VimResized' }, { group = group, callback = on.resized })
  vim.api.nvim_create_autocmd('BufWinEnter', {
    group = group,
    buffer = buf,
    callback = function()
      waiting[buf] = nil
      on.changed()
    end,
  })
  vim.api.nvim_create_autocmd({ 'FocusGained', 'BufEnter' }, {
    group = group,
    callback = function(event)
      if event.event == 'FocusGained' or event.buf == buf then
        look_again(buf, on.changed)
      end
    end,
  })
  vim.api.nvim_create_autocmd('BufWipeout', {
    group = group,
    buffer = buf,
    callback = function()
      vim.api.nvim_del_augroup_by_id(group)
      on.gone()
    end,
  })
end

---Buffer-local keys of a view. <C-c> stops what is being read in all of them.
---@param buf integer
---@param keys { [1]: string, [2]: fun(), [3]: string }[] key, what it does, in words
function M.keys(buf, keys)
  vim.keymap.set('n', '<C-c>', function()
    require('pursuit.job').cancel_reading()
  end, { buffer = buf, nowait = true, silent = true, desc = 'pursuit: stop reading' })
  for _, key in ipairs(keys) do
    vim.keymap.set('n', key[1], key[2], { buffer = buf, nowait = true, silent = true, desc = 'pursuit: ' .. key[3] })
  end
end

---Shows all keys of a view, until the next key is pressed.
---@param keys { [1]: string, [2]: fun(), [3]: string }[]
function M.help(keys)
  local lines, width = {}, 0
  for i, key in ipairs(keys) do
    lines[i] = (' %-6s %s '):format(key[1], key[3])
    width = math.max(width, vim.api.nvim_strwidth(lines[i]))
  end
  local buf = vim.api.nvim_create_buf(false, true)
  vim.bo[buf].bufhidden = 'wipe'
  vim.api.nvim_buf_set_lines(buf, 0, -1, false, lines)
  vim.bo[buf].modifiable = false
  local win = vim.api.nvim_open_win(buf, true, {
    relative = 'editor', style = 'minimal', border = 'rounded', width = width, height = #lines,
    row = math.max(0, math.floor((vim.o.lines - #lines) / 2) - 1), col = math.max(0, math.floor((vim.o.columns - width) / 2)),
  })
  local function close()
    if vim.api.nvim_win_is_valid(win) then
      vim.api.nvim_win_close(win, true)
    end
  end
  for _, key in ipairs({ 'q', '?', '<Esc>', '<CR>' }) do
    vim.keymap.set('n', key, close, { buffer = buf, nowait = true })
  end
  vim.api.nvim_create_autocmd('WinLeave', { buffer = buf, once = true, callback = close })
end

return M
