---The tables: plain text, aligned.
local M = {}

local function cells(text)
  local n = 0
  for _ in text:gmatch('[^\128-\191]') do
    n = n + 1
  end
  return n
end

---@param rows string[][] the first is the head
---@param left table<integer, boolean> columns that begin at the left; others end at the right
function M.grid(rows, left)
  local widths = {}
  for _, row in ipairs(rows) do
    for i, cell in ipairs(row) do
      widths[i] = math.max(widths[i] or 0, cells(cell))
    end
  end
  for _, row in ipairs(rows) do
    local line = {}
    for i, cell in ipairs(row) do
      local pad = (' '):rep(widths[i] - cells(cell))
      line[i] = left[i] and cell .. pad or pad .. cell
    end
    io.write((table.concat(line, '  '):gsub('%s+$', '')), '\n')
  end
end

---@param ms number?
---@return string
function M.time(ms)
  if not ms then
    return ''
  elseif ms >= 10000 then
    return ('%.1f s'):format(ms / 1000)
  elseif ms >= 1000 then
    return ('%.2f s'):format(ms / 1000)
  elseif ms >= 100 then
    return ('%.0f ms'):format(ms)
  elseif ms >= 1 then
    return ('%.1f ms'):format(ms)
  end
  return ('%.3f ms'):format(ms)
end

---@param n number
---@return string with as many digits as mean something
function M.number(n)
  return n >= 100 and ('%.0f'):format(n) or n >= 10 and ('%.1f'):format(n) or ('%.2f'):format(n)
end

return M
