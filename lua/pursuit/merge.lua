---Two changes of one text, brought together by lines. Pure.
local M = {}

---A change of lines: `count` lines at `row` (from 0) become `lines`.
---@class pursuit.Change
---@field row integer
---@field count integer
---@field lines string[]

---@param from string[]
---@param to string[]
---@return integer[][] hunks as vim.diff gives them
function M.hunks(from, to)
  local function text(lines)
    return table.concat(lines, '\n') .. '\n'
  end
  return vim.diff(text(from), text(to), { result_type = 'indices' }) --[[@as integer[][] ]]
end

---First and last line of a hunk in the old text; for an insertion the lines around it.
local function reach(hunk)
  local from, count = hunk[1], hunk[2]
  if count == 0 then
    return from, from + 1
  end
  return from, from + count - 1
end

---How far `mine` moved a line of the base; nil where it changed that place itself.
local function shift(mine, hunk)
  local first, last = reach(hunk)
  local sum = 0
  for _, other in ipairs(mine) do
    local from, to = reach(other)
    if to < first or (other[2] == 0 and to <= first and hunk[2] > 0) then
      sum = sum + other[4] - other[2]
    elseif from <= last and not (other[2] > 0 and hunk[2] == 0 and from == last) then
      return nil
    end
  end
  return sum
end

---What is to be changed in `mine` so that it holds their changes too.
---@param base string[]
---@param mine string[]
---@param theirs string[]
---@return pursuit.Change[]? changes from the last line to the first; nil where both changed the same place
function M.changes(base, mine, theirs)
  local own, found = M.hunks(base, mine), {}
  for _, hunk in ipairs(M.hunks(base, theirs)) do
    local moved = shift(own, hunk)
    if not moved then
      return nil
    end
    local row = (hunk[2] == 0 and hunk[1] or hunk[1] - 1) + moved
    local start = hunk[4] == 0 and hunk[3] or hunk[3] - 1
    table.insert(found, 1, { row = row, count = hunk[2], lines = vim.list_slice(theirs, start + 1, start + hunk[4]) })
  end
  return found
end

return M
