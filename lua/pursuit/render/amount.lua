---Money as people read it at a glance. Pure.
local text = require('pursuit.text')
local M = {}

---A whole number with separators.
---@param value number
---@return string
local function grouped(value)
  local digits = ('%.0f'):format(math.abs(value))
  digits = digits:reverse():gsub('(%d%d%d)', '%1,'):reverse():gsub('^,', '')
  return (value <= -0.5 and '-' or '') .. digits
end

---At most so many decimals, without zeros at the end.
local function decimals(value, count)
  local digits = ('%.' .. count .. 'f'):format(value)
  return (digits:gsub('(%.%d-)0+$', '%1'):gsub('%.$', ''))
end

---In thousands, or in units of ten thousand and a hundred million.
local function in_units(value, lang)
  local size = math.abs(value)
  if size < 1e4 then
    return grouped(value)
  elseif lang == 'en' then
    return text.get('unit_small', lang, grouped(value / 1e3))
  elseif size < 1e8 then
    return text.get('unit_small', lang, decimals(value / 1e4, 1))
  end
  return text.get('unit_large', lang, decimals(value / 1e8, 2))
end

---An amount in a row: 180 k, 1,200 k, 23.0 M; 18 万, 120 万.
---@param value number?
---@param lang 'en'|'zh'
---@return string
function M.row(value, lang)
  if value and lang == 'en' and math.abs(value) >= 1e7 then
    return text.get('unit_large', lang, ('%.1f'):format(value / 1e6))
  end
  return value and in_units(value, lang) or ''
end

---A sum: 8.45 M, 120 k; 845 万, 1.2 亿.
---@param value number
---@param lang 'en'|'zh'
---@return string
function M.sum(value, lang)
  if lang == 'en' and math.abs(value) >= 1e6 then
    return text.get('unit_large', lang, ('%.2f'):format(value / 1e6))
  end
  return in_units(value, lang)
end

---All of it: 1,200,000 or 1,860.50.
---@param value number
---@return string
function M.full(value)
  local cents = math.abs(value) % 1
  local whole = value < 0 and math.ceil(value) or math.floor(value)
  return grouped(whole) .. (cents >= 0.005 and ('%.2f'):format(cents):sub(2) or '')
end

return M
