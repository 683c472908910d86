---Chance that falls the same way each time: what differs between the deals of the demo without having been written down.
local M = {}
M.__index = M

---@param seed string
function M.new(seed)
  local state = 7
  for i = 1, #seed do
    state = (state * 31 + seed:byte(i)) % 2147483647
  end
  return setmetatable({ state = math.max(1, state) }, M)
end

---A whole number from `low` to `high`.
---@param low integer
---@param high integer
---@return integer
function M:between(low, high)
  self.state = (self.state * 16807) % 2147483647
  return low + math.floor(self.state / 2147483647 * (high - low + 1))
end

---One of a list.
function M:pick(list)
  return list[self:between(1, #list)]
end

return M
