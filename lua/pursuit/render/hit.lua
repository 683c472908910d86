---A hit of a search as one line. Pure.
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

return M
