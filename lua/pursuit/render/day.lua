---Days as people say them. Pure.
local text = require('pursuit.text')
local M = {}

---A day as a number that counts on.
---@param date string YYYY-MM-DD
---@return integer? nil where it is none
function M.number(date)
  local year, month, day = date:match('^(%d%d%d%d)%-(%d%d)%-(%d%d)$')
  if not year then
    return nil
  end
  local y, m = tonumber(year), tonumber(month)
  if m < 3 then
    y, m = y - 1, m + 12
  end
  return 365 * y + math.floor(y / 4) - math.floor(y / 100) + math.floor(y / 400) + math.floor((153 * m - 457) / 5) + tonumber(day)
end

---Days from one to the other; 0 where one of them is none.
---@param from string
---@param to string
---@return integer
function M.between(from, to)
  local a, b = M.number(from), M.number(to)
  return a and b and b - a or 0
end

---'Mon', '周一'.
---@param date string
---@param lang 'en'|'zh'
---@return string
function M.weekday(date, lang)
  local number = M.number(date)
  return number and text.get('weekday_' .. (number + 1) % 7, lang) or ''
end

---How far away a day is: 'in 3 d', 'today', '3 d ago'.
---@param today string
---@param date string
---@param lang 'en'|'zh'
---@return string
function M.distance(today, date, lang)
  local days = M.between(today, date)
  local key = days == 0 and 'day_today' or days == 1 and 'day_tomorrow' or days > 0 and 'day_in' or 'day_ago'
  return text.get(key, lang, math.abs(days))
end

return M
