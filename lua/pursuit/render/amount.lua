---Money as people read it at a glance. Pure.
local M = {}

---A whole number with separators.
---@param value number
---@return string
local function grouped(value)
  local text = ('%.0f'):format(math.abs(value))
  text = text:reverse():gsub('(%d%d%d)', '%1,'):reverse():gsub('^,', '')
  return (value <= -0.5 and '-' or '') .. text
end

---At most so many decimals, without zeros at the end.
local function decimals(value, count)
  local text = ('%.' .. count .. 'f'):format(value)
  return (text:gsub('(%.%d-)0+$', '%1'):gsub('%.$', ''))
end

---An amount in a row: 180 k, 1,200 k; 18 万, 120 万.
---@param value number?
---@param lang 'en'|'zh'
---@return string
function M.row(value, lang)
  if not value then
    return ''
  end
  local size = math.abs(value)
  if lang == 'zh' then
    if size >= 1e8 then
      return decimals(value / 1e8, 2) .. ' 亿'
    end
    return size >= 1e4 and decimals(value / 1e4, 1) .. ' 万' or grouped(value)
  end
  return size >= 1e4 and grouped(value / 1e3) .. ' k' or grouped(value)
end

---A sum: 8.45 M, 120 k; 845 万, 1.2 亿.
---@param value number
---@param lang 'en'|'zh'
---@return string
function M.sum(value, lang)
  if lang == 'en' and math.abs(value) >= 1e6 then
    return ('%.2f M'):format(value / 1e6)
  end
  return M.row(value, lang)
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
