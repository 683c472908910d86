---Text measured in cells of the screen. Pure.
local clean = require('pursuit.message').clean
local M = {}

local ELLIPSIS = '…'

---The cells that a text takes.
---@param text string
---@return integer
function M.width(text)
  return text:find('[^ -~]') and vim.api.nvim_strwidth(text) or #text
end

---Text cut to a width, with `…` where something is missing.
---@param text string
---@param width integer
---@return string
function M.fit(text, width)
  text = clean(text)
  if M.width(text) <= width then
    return text
  end
  local room = width - M.width(ELLIPSIS) -- two cells where 'ambiwidth' says so
  if room < 0 then
    return ''
  elseif not text:find('[^ -~]') then
    return text:sub(1, room):gsub('%s+$', '') .. ELLIPSIS
  end
  local count = vim.fn.strchars(text)
  local low, high = 0, math.min(count, width)
  while low < high do -- the most characters that leave room for the ellipsis
    local middle = math.ceil((low + high) / 2)
    if M.width(vim.fn.strcharpart(text, 0, middle)) <= room then
      low = middle
    else
      high = middle - 1
    end
  end
  return vim.fn.strcharpart(text, 0, low):gsub('%s+$', '') .. ELLIPSIS
end

-- what no line begins with
local CLOSING = {}
for char in ('。，、；：！？）》」』】”’…,.;:!?)'):gmatch('[%z\1-\127\194-\255][\128-\191]*') do
  CLOSING[char] = true
end

---A full line parted in two: at a blank where one is near, else such that the next one does not begin with what closes.
local function parted(line, next_char, width)
  local before, after = line:match('^(.*) (.-)$')
  if before and M.width(after) * 2 < width then
    return before, after
  end
  before, after = line, ''
  while CLOSING[next_char] do
    local rest, char = before:match('^(.+)([%z\1-\127\194-\255][\128-\191]*)$')
    if not rest then
      return line, ''
    end
    before, after, next_char = rest, char .. after, char
  end
  return before, after
end

---A number stays with its unit.
local function tied(text)
  return (text:gsub('(%d) ([kM]%f[%A])', '%1\194\160%2'):gsub('(%d) ([\228-\233])', '%1\194\160%2'))
end

---Text in lines of at most so many cells.
---@param text string
---@param width integer
---@return string[]
function M.wrap(text, width)
  local lines, line = {}, ''
  for char in tied(clean(text)):gmatch('[%z\1-\127\194-\255][\128-\191]*') do
    if M.width(line .. char) > width then
      lines[#lines + 1], line = parted(line, char, width)
    end
    line = (line == '' and char == ' ') and '' or line .. char
  end
  lines[#lines + 1] = line
  for i, one in ipairs(lines) do
    lines[i] = one:gsub('\194\160', ' ')
  end
  return lines
end

---Text cut to a width on its left, with `…` where something is missing.
---@param text string
---@param width integer
---@return string
function M.fit_end(text, width)
  text = clean(text)
  local room = width - M.width(ELLIPSIS)
  if M.width(text) <= width or room < 0 then
    return M.width(text) <= width and text or ''
  end
  local from, count = 0, vim.fn.strchars(text)
  while from < count and M.width(vim.fn.strcharpart(text, from)) > room do
    from = from + 1
  end
  return ELLIPSIS .. vim.fn.strcharpart(text, from)
end

---Fitted, then filled with blanks on the right.
---@param text string
---@param width integer
---@return string
function M.left(text, width)
  text = M.fit(text, width)
  return text .. (' '):rep(width - M.width(text))
end

---Fitted, then filled with blanks on the left.
---@param text string
---@param width integer
---@return string
function M.right(text, width)
  text = M.fit(text, width)
  return (' '):rep(width - M.width(text)) .. text
end

---The width that a column needs.
---@generic T
---@param list T[]
---@param of fun(entry: T): string what the column shows of an entry
---@param most integer?
---@return integer
function M.widest(list, of, most)
  local width = 0
  for _, entry in ipairs(list) do
    width = math.max(width, M.width(of(entry)))
  end
  return most and math.min(width, most) or width
end

return M
