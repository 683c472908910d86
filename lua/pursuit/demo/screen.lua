---A Neovim in which commands are typed, and what it shows to who typed them, as text.
local job = require('pursuit.job')
local message = require('pursuit.message')
local M = {}
M.__index = M

local WIDTH, LONGEST = 110, 30000

---@class pursuit.demo.Screen
---@field root string
---@field put fun(line: string) where the lines go

---@param root string
---@param put fun(line: string)
---@return pursuit.demo.Screen
function M.new(root, put)
  return setmetatable({ root = root, put = put }, M)
end

---Makes this process the Neovim that a user would have.
function M:start()
  vim.g.pursuit = vim.tbl_extend('keep', { diagnostics = false }, vim.g.pursuit or {})
  vim.o.columns, vim.o.swapfile, vim.o.autoread = WIDTH, false, true
  vim.cmd.redraw() -- at once: `nvim -l` of 0.12 frees memory twice where it first draws wider while it opens a file
  vim.cmd('new | only') -- no window before this one has heard of the width
  vim.cmd.runtime('plugin/pursuit.lua')
  vim.fn.chdir(self.root)
  message.progress = function() end -- what stands in the message line for a moment
end

---@param text string
function M:line(text)
  self.put(text)
end

local function indented(screen, lines)
  for _, line in ipairs(lines) do
    screen:line(line == '' and '' or '  ' .. line)
  end
end

---The quickfix list as `path:line: message`.
local function quickfix(screen)
  for _, entry in ipairs(vim.fn.getqflist()) do
    local path = vim.api.nvim_buf_get_name(entry.bufnr)
    screen:line(('  %s:%d: %s'):format(path:sub(#screen.root + 2), entry.lnum, entry.text))
  end
end

local function leave()
  vim.cmd('silent! cclose')
  vim.fn.setqflist({}, 'f')
  vim.cmd('silent! only! | silent! %bwipeout!')
end

---Types a command and shows what it says; with `view`, what it opens too. Stops the demo where it fails, or fails to fail.
---@param command string what follows `:Pursuit `
---@param how { view: boolean?, list: boolean?, refused: boolean?, at: { [1]: string, [2]: integer }? }?
function M:type(command, how)
  how = how or {}
  local said, notify = {}, vim.notify
  if how.at then
    vim.cmd.edit({ args = { vim.fn.fnameescape(how.at[1]) }, magic = { file = false, bar = false } })
    vim.api.nvim_win_set_cursor(0, { how.at[2], 0 })
    self:line(('  %s:%d: %s'):format(how.at[1]:sub(#self.root + 2), how.at[2], vim.api.nvim_get_current_line()))
  end
  vim.notify = function(text, level) -- luacheck: ignore 122
    said[#said + 1] = { text = text, level = level }
  end
  self:line(':Pursuit ' .. command)
  local ok, fault = pcall(vim.cmd, 'Pursuit ' .. command)
  local ended = vim.wait(LONGEST, function() return not job.busy() end, 2)
  vim.notify = notify -- luacheck: ignore 122
  if how.view then
    indented(self, vim.api.nvim_buf_get_lines(0, 0, -1, false))
  end
  if how.list then
    quickfix(self)
  end
  local worst = vim.log.levels.INFO
  for _, one in ipairs(said) do
    worst = math.max(worst, one.level or 0)
    self:line('  ' .. one.text)
  end
  leave()
  local refused = worst == vim.log.levels.WARN
  if not ok or not ended or worst == vim.log.levels.ERROR or refused ~= (how.refused or false) then
    local why = fault or (said[#said] and said[#said].text) or (ended and 'was not refused' or 'takes too long')
    error((':Pursuit %s: %s'):format(command, why), 0)
  end
end

---Shows lines of a note as they stand.
---@param path string
---@param first integer?
---@param last integer?
function M:note(path, first, last)
  local lines = vim.fn.readfile(path)
  indented(self, vim.list_slice(lines, first or 1, last or #lines))
end

return M
