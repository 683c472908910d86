---Rows under column titles, numbers on the right; columns that don't fit are left out. Pure.
local cells = require('pursuit.render.cells')
local M = {}

---@class pursuit.Column
---@field title string
---@field cell fun(row: any): string
---@field right boolean? numbers
---@field group string?
---@field max integer? cells
---@field keep integer? those with the lowest are the first to go; nil: stays
---@field least integer? of a bar
---@field bar boolean? takes what is left, up to max; from 8 cells (`least`) on

local GAP, INDENT, LEAST_BAR = 3, 1, 8

---Those columns of a list that are shown, with their widths.
---@param columns pursuit.Column[]
---@param rows any[]
---@param width integer
---@return { [1]: pursuit.Column, [2]: integer }[]
function M.fit(columns, rows, width)
  local shown, used = {}, INDENT - GAP
  for i, column in ipairs(columns) do
    local natural = column.bar and (column.least or LEAST_BAR) or cells.width(column.title)
    for _, row in ipairs(column.bar and {} or rows) do
      natural = math.max(natural, cells.width(column.cell(row)))
    end
    natural = math.min(natural, not column.bar and column.max or natural)
    shown[i] = { column, natural }
    used = used + natural + GAP
  end
  while used > width - 1 do
    local least
    for i, entry in ipairs(shown) do
      local keep = entry[1].keep
      least = keep and (not least or keep < shown[least][1].keep) and i or least
    end
    if not least then
      break
    end
    used = used - shown[least][2] - GAP
    table.remove(shown, least)
  end
  for _, entry in ipairs(shown) do
    if entry[1].bar then
      entry[2] = math.min(entry[1].max, entry[2] + math.max(0, width - 1 - used))
    end
  end
  return shown
end

---The titles in a line.
---@param page pursuit.Page
---@param shown { [1]: pursuit.Column, [2]: integer }[]
function M.titles(page, shown)
  local pieces = { (' '):rep(INDENT) }
  for i, entry in ipairs(shown) do
    local fit = entry[1].right and cells.right or cells.left
    pieces[#pieces + 1] = (i > 1 and (' '):rep(GAP) or '') .. fit(entry[1].title, entry[2])
  end
  page:add({ { table.concat(pieces), 'PursuitDim' } })
end

---A row.
---@param page pursuit.Page
---@param shown { [1]: pursuit.Column, [2]: integer }[]
---@param row any
---@param item any what the line stands for
---@param group string? of the whole line
function M.row(page, shown, row, item, group)
  local pieces = { (' '):rep(INDENT) }
  for i, entry in ipairs(shown) do
    local column, width = entry[1], entry[2]
    pieces[#pieces + 1] = i > 1 and (' '):rep(GAP) or ''
    local said = column.bar and column.cell(row, width) or (column.right and cells.right or cells.left)(column.cell(row), width)
    pieces[#pieces + 1] = { said, group or column.group }
  end
  page:add(pieces, item)
end

return M
