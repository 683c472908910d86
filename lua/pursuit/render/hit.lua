---A hit of a search as one line. Pure.
local Page = require('pursuit.render.page')
local cells = require('pursuit.render.cells')
local clean = require('pursuit.message').clean
local M = {}

---The snippet with its matches between « and ».
---@param hit pursuit.Hit
---@return string
function M.marked(hit)
  local parts, at = {}, 1
  for _, mark in ipairs(hit.marks) do
    vim.list_extend(parts, { hit.snippet:sub(at, mark.from - 1), '«', hit.snippet:sub(mark.from, mark.to), '»' })
    at = mark.to + 1
  end
  parts[#parts + 1] = hit.snippet:sub(at)
  return table.concat(parts)
end

---Which note, and what stands there.
---@param hit pursuit.Hit
---@return string
function M.line(hit)
  local title = hit.title or vim.fs.basename(hit.path)
  return (hit.deal and hit.deal .. '  ' or '') .. title .. '  ' .. M.marked({ snippet = hit.snippet or '', marks = hit.marks })
end

---A line that leads to a note, and which note it stands in.
---@param link pursuit.Backlink
---@return string
function M.link(link)
  return (link.deal and link.deal .. '  ' or '') .. (link.title or vim.fs.basename(link.path)) .. '  ' .. link.text
end

---What stands before the first match, cut on its left where the match would not be seen otherwise.
local function lead(hit, room)
  local first = hit.marks[1]
  local before = clean(hit.snippet:sub(1, first.from - 1))
  local left = room - cells.width(clean(hit.snippet:sub(first.from, first.to)))
  return cells.width(before) <= left and before or cells.fit_end(before, math.min(math.max(left, 0), math.floor(room / 3)))
end

---The snippet as pieces of a line, the matches highlighted, as far as there is room.
---@param hit pursuit.Hit
---@param room integer cells
---@return (string|{ [1]: string, [2]: string? })[]
local function snippet(hit, room)
  local pieces, at = {}, 1
  local function put(part, group)
    part = clean(part)
    local width = cells.width(part)
    if room > 0 and part ~= '' then
      pieces[#pieces + 1] = { width <= room and part or cells.fit(part, room), group }
    end
    room = room - width
  end
  for _, mark in ipairs(hit.marks) do
    put(at == 1 and lead(hit, room) or hit.snippet:sub(at, mark.from - 1))
    put(hit.snippet:sub(mark.from, mark.to), 'PursuitMatch')
    at = mark.to + 1
  end
  put(hit.snippet:sub(at))
  return pieces
end

---Hits as a list: deal and title in columns, then what stands there.
---@param hits pursuit.Hit[]
---@param width integer cells
---@return pursuit.Page
function M.page(hits, width)
  local page = Page.new()
  local id = math.min(20, math.floor(width / 5))
  local title = math.min(28, math.floor(width / 4))
  for _, hit in ipairs(hits) do
    local kind = vim.fs.basename(vim.fs.dirname(hit.path)) -- of a note that is no deal's
    local pieces = {
      ' ', { cells.left(hit.deal or kind, id), hit.deal and 'PursuitId' or 'PursuitDim' },
      '  ', { cells.left(hit.title or vim.fs.basename(hit.path), title), 'PursuitDim' }, '  ',
    }
    vim.list_extend(pieces, snippet(hit, width - id - title - 6))
    page:add(pieces, hit)
  end
  return page
end

return M
