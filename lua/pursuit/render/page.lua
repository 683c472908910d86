---Lines with highlights and what each line stands for, put together from pieces. Pure.
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

---The same without those pieces that would go beyond the width: for lines that say one thing after another.
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
