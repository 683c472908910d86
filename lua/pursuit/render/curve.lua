---Two curves in one chart: one as an area, the other as a line on top, so that they are told apart without colour. Pure.
local M = {}

local EIGHTHS = { '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█' }

---@class pursuit.CurveSpec
---@field points { x: number, area: number, line: number }[] by x; each holds until the next
---@field width integer cells
---@field height integer lines
---@field top number what the uppermost line ends at
---@field area string? group
---@field line string? group

---What holds at each column: the values of the last point up to it.
local function columns(spec)
  local first, last, list, at = spec.points[1].x, spec.points[#spec.points].x, {}, 1
  for i = 1, spec.width do
    local x = first + (last - first) * (spec.width > 1 and (i - 1) / (spec.width - 1) or 1)
    while spec.points[at + 1] and spec.points[at + 1].x <= x + 1e-9 do
      at = at + 1
    end
    list[i] = spec.points[at]
  end
  return list
end

---The line of a value, from 1 at the bottom.
local function row_of(value, spec)
  return math.max(1, math.min(spec.height, math.ceil(value / spec.top * spec.height)))
end

---The part of the line that stands in a cell.
local function line_at(list, i, row, spec)
  local here, before = row_of(list[i].line, spec), list[i - 1] and row_of(list[i - 1].line, spec)
  if not before or before == here then
    return row == here and '━' or nil
  elseif row == here then
    return here > before and '┏' or '┗'
  elseif row == before then
    return here > before and '┛' or '┓'
  end
  return row > math.min(here, before) and row < math.max(here, before) and '┃' or nil
end

local function area_at(value, row, spec)
  local full = value / spec.top * spec.height - (row - 1)
  if full <= 0 then
    return ' '
  end
  return EIGHTHS[math.max(1, math.min(8, math.floor(full * 8 + 0.5)))]
end

---@param spec pursuit.CurveSpec
---@return { [1]: string, [2]: string? }[][] lines from the top, each of pieces
function M.lines(spec)
  local list, lines = columns(spec), {}
  for row = spec.height, 1, -1 do
    local pieces = {}
    for i = 1, spec.width do
      local stroke = line_at(list, i, row, spec)
      local said, group = stroke or area_at(list[i].area, row, spec), stroke and spec.line or spec.area
      local last = pieces[#pieces]
      if last and last[2] == group then
        last[1] = last[1] .. said
      else
        pieces[#pieces + 1] = { said, group }
      end
    end
    lines[#lines + 1] = pieces
  end
  return lines
end

return M
