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

return Page
