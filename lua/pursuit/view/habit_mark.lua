---What a board says of the habits of those whose deals it shows: asked for in the background, once in a while, after the deals.
local config = require('pursuit.config')
local operation = require('pursuit.operation')
local M = {}

---How long an answer stands: habits take months to come, and longer to go.
local STANDS_MS = 15 * 60 * 1000

---@class pursuit.HabitMarks
---@field owner string? who was asked about
---@field of table<string, string[]> owner → labels of the habits that are recognised

local known = {} ---@type table<string, { marks: pursuit.HabitMarks?, at: integer }> by workspace and whom

local function marks_of(answer)
  local of = {}
  for _, habit in ipairs(answer.habits) do
    if habit.found then
      of[habit.owner] = of[habit.owner] or {}
      table.insert(of[habit.owner], habit.label)
    end
  end
  return { owner = answer.owner, of = of }
end

---Whose habits a board speaks of: that of the one owner in its filter, '' for everybody's, nil for nobody's.
---@param filter string
---@param by pursuit.BoardGroup
---@return string?
function M.whose(filter, by)
  if not config.get().board.habits then
    return nil
  elseif by == 'owner' then
    return ''
  end
  local words = ' ' .. filter .. ' '
  return words:match('%sowner=([^%s,]+)%s') or (words:find(' mine ', 1, true) and 'me' or nil)
end

---What is known of them; where that is too old, `changed` is called once there is more.
---@param ws pursuit.Workspace
---@param whose string
---@param changed fun()
---@return pursuit.HabitMarks?
function M.of(ws, whose, changed)
  local key = ws.root .. '\0' .. whose
  local had = known[key]
  if had and vim.uv.now() - had.at < STANDS_MS then
    return had.marks
  end
  known[key] = { marks = had and had.marks, at = vim.uv.now() }
  operation.start(ws, 'habits', { owner = whose ~= '' and whose or nil, known = true }, function(answer)
    if answer.pending then
      known[key] = nil -- somebody has committed meanwhile
    else
      known[key].marks = marks_of(answer)
      changed()
    end
  end, { quiet = true, failed = function() return true end })
  return known[key].marks
end

return M
