---Two ways to the same answer, run in turns: A B A B. Nothing is compared that was not measured side by side.
local M = {}

---@param list number[]
---@return number median, number least, number most
function M.middle(list)
  local sorted = {}
  for i, value in ipairs(list) do
    sorted[i] = value
  end
  table.sort(sorted)
  local n = #sorted
  local median = n % 2 == 1 and sorted[(n + 1) / 2] or (sorted[n / 2] + sorted[n / 2 + 1]) / 2
  return median, sorted[1], sorted[n]
end

---@class bench.Pair medians in milliseconds
---@field ours number
---@field peer number?
---@field ratio number? ours / peer, of the medians
---@field least number? ratio of single pairs
---@field most number?
---@field runs integer

---@param runs integer counted ones; one more goes before, to warm up
---@param ours fun(run: integer): number
---@param peer fun(run: integer): number
---@return bench.Pair
function M.pairs(runs, ours, peer)
  local a, b, ratios = {}, {}, {}
  for run = 0, runs do
    local mine, theirs = ours(run), peer(run)
    if run > 0 then
      a[run], b[run], ratios[run] = mine, theirs, mine / theirs
    end
  end
  local _, least, most = M.middle(ratios)
  local pair = { ours = M.middle(a), peer = M.middle(b), least = least, most = most, runs = runs }
  pair.ours, pair.peer = (M.middle(a)), (M.middle(b))
  pair.ratio = pair.ours / pair.peer
  return pair
end

---@param runs integer
---@param ours fun(run: integer): number
---@return bench.Pair least and most in milliseconds here
function M.alone(runs, ours)
  local a = {}
  for run = 1, runs do
    a[run] = ours(run)
  end
  local median, least, most = M.middle(a)
  return { ours = median, least = least, most = most, runs = runs }
end

return M
