---The demo's clock: days are counted from the anchor (today, or the day of PURSUIT_NOW), and what happens on a day takes its time in
---office hours. Setting it sets PURSUIT_NOW, from where the core takes its time.
local M = {}
M.__index = M

local DAY = 86400

---@class pursuit.demo.Clock
---@field zero integer midnight of the anchor day at the process's time zone, seconds since the epoch
---@field zone integer seconds east of UTC

---Days since the epoch of a date of the Gregorian calendar.
local function days(year, month, day)
  local y = month <= 2 and year - 1 or year
  local era = math.floor(y / 400)
  local of_era = y - era * 400
  local of_year = math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  return era * 146097 + of_era * 365 + math.floor(of_era / 4) - math.floor(of_era / 100) + of_year - 719468
end

---@param now string? a value of PURSUIT_NOW: a date, a time, or seconds since the epoch
---@param zone integer seconds east of UTC
---@return pursuit.demo.Clock
function M.new(now, zone)
  local year, month, day = (now or ''):match('^(%d%d%d%d)-(%d%d)-(%d%d)')
  local number
  if year then
    number = days(tonumber(year), tonumber(month), tonumber(day))
  else
    number = math.floor(((tonumber(now) or os.time()) + zone) / DAY)
  end
  return setmetatable({ zero = number * DAY - zone, zone = zone }, M)
end

---A day, or the Friday before where it is on a weekend.
local function workday(self, day)
  local weekday = tonumber(os.date('!%w', self.zero + day * DAY + self.zone))
  return weekday == 6 and day - 1 or weekday == 0 and day - 2 or day
end

---The date of a day, 'YYYY-MM-DD'; nothing is dated on a weekend.
---@param day integer
---@return string
function M:date(day)
  return os.date('!%Y-%m-%d', self.zero + workday(self, day) * DAY + self.zone) --[[@as string]]
end

---A moment of a day.
---@param day integer
---@param minute integer since midnight
---@return integer seconds since the epoch
function M:at(day, minute)
  return self.zero + workday(self, day) * DAY + minute * 60
end

---Makes a moment "now" for the core.
---@param time integer
function M:set(time)
  self.now = time
  vim.fn.setenv('PURSUIT_NOW', tostring(time))
end

---The date of now.
---@return string
function M:today()
  return os.date('!%Y-%m-%d', self.now + self.zone) --[[@as string]]
end

return M
