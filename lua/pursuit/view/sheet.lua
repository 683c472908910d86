---A view that shows one answer of the core, asks for it again when notes change, and keeps what it is asked with.
local job = require('pursuit.job')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local scratch = require('pursuit.view.scratch')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')
local M = {}

---@class pursuit.SheetSpec
---@field call string of the core; names the buffer, and its filetype 'pursuit-<call>'
---@field page fun(answer: any, style: { width: integer, lang: 'en'|'zh' }, args: table): pursuit.Page
---@field plain boolean? the call takes no filter
---@field complete string? what completes its filter, in complete.lua; 'prompt': of deals
---@field keys fun(sheet: pursuit.Sheet): { [1]: string, [2]: fun(), [3]: string }[] besides those of every sheet

---@class pursuit.Sheet
---@field spec pursuit.SheetSpec
---@field ws pursuit.Workspace
---@field buf integer
---@field args table what the core is asked with
---@field answer any
---@field page pursuit.Page?
---@field job pursuit.Job?
---@field again boolean?
local Sheet = {}
Sheet.__index = Sheet

local shown = {} ---@type table<integer, pursuit.Sheet> by buffer

---@return 'en'|'zh'
function Sheet:lang()
  return workspace.lang(self.ws)
end

---What the cursor stands on.
function Sheet:item()
  return self.page and self.page.items[vim.api.nvim_win_get_cursor(0)[1]]
end

function Sheet:say(said)
  self.page = nil
  scratch.draw(self.buf, { lines = { ' ' .. message.clean(said) }, marks = {}, items = {} })
end

function Sheet:draw()
  local win = vim.fn.win_findbuf(self.buf)[1]
  if not win then
    return
  elseif not self.answer then
    return self:say(text.get('reading', self:lang()))
  end
  self.page = self.spec.page(self.answer, { width = vim.api.nvim_win_get_width(win), lang = self:lang() }, self.args)
  scratch.draw(self.buf, self.page)
end

---Asks again, in the background.
function Sheet:reload()
  if self.job then
    self.again = true
    return
  end
  self.again = false
  local finished = false
  local function ended()
    finished, self.job = true, nil
    if self.again and shown[self.buf] == self then
      self:reload()
    end
  end
  local started = operation.start(self.ws, self.spec.call, self.args, function(answer)
    self.answer = answer
    if shown[self.buf] == self then
      self:draw()
    end
    ended()
  end, {
    label = text.get('reading', self:lang()),
    failed = function(said, code)
      if code ~= 'CANCEL' and shown[self.buf] == self then
        self.answer = nil
        self:say(said)
      end
      ended()
      return true
    end,
  })
  self.job = not finished and started or nil
end

---Asks something else.
---@param changes table<string, any> '' takes an argument away
function Sheet:ask(changes)
  for key, value in pairs(changes) do
    self.args[key] = value ~= '' and value or nil
  end
  if self.job then
    job.cancel(self.job)
  end
  self:reload()
end

---Lets the user type one of the arguments.
---@param key string
---@param prompt string
---@param complete string? what completes it
function Sheet:prompt(key, prompt, complete)
  local completion = complete and "customlist,v:lua.require'pursuit.complete'." .. complete or nil
  vim.ui.input({ prompt = prompt, default = self.args[key], completion = completion }, function(typed)
    if typed then
      self:ask({ [key] = vim.trim(typed) })
    end
  end)
end

local function keys(sheet)
  local lang, list = sheet:lang(), sheet.spec.keys(sheet)
  if not sheet.spec.plain then
    list[#list + 1] = { 'f', function()
      sheet:prompt('filter', text.get('ask_filter', lang), sheet.spec.complete or 'prompt')
    end, text.get('key_filter', lang) }
  end
  vim.list_extend(list, {
    { 'R', function() sheet:reload() end, text.get('key_reload', lang) },
    { '<C-c>', job.cancel_reading, text.get('key_stop', lang) },
    { '?', function() scratch.help(list) end, text.get('key_help', lang) },
    { 'q', scratch.quit, text.get('key_quit', lang) },
  })
  return list
end

---Opens the view.
---@param spec pursuit.SheetSpec
---@param ws pursuit.Workspace
---@param args table
function M.open(spec, ws, args)
  local buf, made = scratch.open({ name = 'pursuit://' .. ws.root .. '/' .. spec.call, filetype = 'pursuit-' .. spec.call, root = ws.root })
  local sheet = setmetatable({ spec = spec, ws = ws, buf = buf, args = args }, Sheet)
  shown[buf] = sheet
  if made then
    scratch.follow(buf, ws.root, {
      changed = function() shown[buf]:reload() end,
      resized = function() shown[buf]:draw() end,
      gone = function() shown[buf] = nil end,
    })
  end
  scratch.keys(buf, keys(sheet))
  sheet:draw()
  sheet:reload()
end

return M
