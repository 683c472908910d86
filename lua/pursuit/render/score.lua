---Scores and weights as people read them. Pure.
local M = {}

---At most two decimals, without zeros at the end.
---@param value number?
---@return string
function M.number(value)
  return value and (('%.2f'):format(value):gsub('(%.%d-)0+$', '%1'):gsub('%.$', '')) or '–'
end

---Two decimals always.
---@param value number?
---@return string
function M.fixed(value)
  return value and ('%.2f'):format(value) or '–'
end

---A bar of so many cells.
---@param value number?
---@param top number?
---@param room integer
---@return string full
---@return string rest
function M.bar(value, top, room)
  local full = value and top and top > 0 and math.max(0, math.min(room, math.floor(room * value / top + 0.5))) or 0
  return ('█'):rep(full), ('░'):rep(room - full)
end

return M
