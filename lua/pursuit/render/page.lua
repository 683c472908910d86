---Lines with highlights and what each line stands for, put together from pieces. Pure.
local cells = require('pursuit.render.cells')
local clean = require('pursuit.message').clean

---@class pursuit.Mark
---@field row integer from 0
---@field col integer bytes
---@field end_col integer
---@field group string

---@class pursuit.Page
---@field lines string[]
---@field marks pursuit.Mark[]
---@field items table<integer, any> line (from 1) → what it shows
local Page = {}
Page.__index = Page

---@return pursuit.Page
function Page.new()
  return setmetatable({ lines = {}, marks = {}, items = {} }, Page)
end

---A line of pieces: strings, or { text, group }.
---@param pieces (string|{ [1]: string, [2]: string? })[]
---@param item any?
function Page:add(pieces, item)
  local text, col = {}, 0
  for _, piece in ipairs(pieces) do
    local said = clean(type(piece) == 'table' and piece[1] or piece --[[@as string]])
    local group = type(piece) == 'table' and piece[2]
    if group and said:find('%S') then
      self.marks[#self.marks + 1] = { row = #self.lines, col = col, end_col = col + #said, group = group }
    end
    text[#text + 1] = said
    col = col + #said
  end
  self.lines[#self.lines + 1] = (table.concat(text):gsub('%s+$', ''))
  if item ~= nil then
    self.items[#self.lines] = item
  end
end

---A sentence, in as many lines as it needs.
---@param width integer
---@param lead string what stands before it
---@param said string
---@param group string?
---@param item any?
function Page:say(width, lead, said, group, item)
  local indent = cells.width(lead)
  for i, line in ipairs(cells.wrap(said, math.max(8, width - indent - 1))) do
    self:add({ { (i == 1 and lead or (' '):rep(indent)) .. line, group } }, item)
  end
end

---Short facts one after another, as many in a line as fit.
---@param width integer
---@param facts string[]
---@param group string?
function Page:pack(width, facts, group)
  local line = ''
  for _, fact in ipairs(facts) do
    local more = line == '' and fact or line .. '   ' .. fact
    if line ~= '' and cells.width(more) > width - 2 then
      self:add({ ' ', { line, group } })
      more = fact
    end
    line = more
  end
  self:add({ ' ', { cells.fit(line, width - 2), group } })
end

---The same as `add` without those pieces that would go beyond the width: for lines that say one thing after another.
---@param width integer
---@param pieces (string|{ [1]: string, [2]: string? })[]
---@param item any?
function Page:add_fitting(width, pieces, item)
  local shown, used = {}, 0
  for _, piece in ipairs(pieces) do
    local room = vim.api.nvim_strwidth(type(piece) == 'table' and piece[1] or piece)
    if used + room <= width or #shown == 0 then
      shown[#shown + 1] = piece
      used = used + room
    end
  end
  self:add(shown, item)
end

return Page
