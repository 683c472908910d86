---What a person's hands do in a note: text in, text out. The demo types where a seller would type; everything else goes through the API.
local M = {}

---@param text string
---@return string[]
local function split(text)
  local lines = vim.split(text, '\n', { plain = true })
  if lines[#lines] == '' then
    lines[#lines] = nil
  end
  return lines
end

---@param lines string[]
---@return string
local function join(lines)
  return table.concat(lines, '\n') .. '\n'
end

---Sets a key of the front matter.
---@param text string
---@param key string
---@param value string
---@return string
function M.set(text, key, value)
  local lines = split(text)
  assert(lines[1] == '---', 'a note without front matter')
  for i = 2, #lines do
    local found = lines[i]:match('^([%w_]+):')
    if found == key then
      lines[i] = key .. ': ' .. value
      return join(lines)
    elseif lines[i] == '---' then
      table.insert(lines, i, key .. ': ' .. value)
      return join(lines)
    end
  end
  error('front matter without an end')
end

---Changes the task on a line: its state, fields before its block id, and what was found, in an item below.
---@param text string
---@param lnum integer
---@param state string
---@param fields { [1]: string, [2]: string }[]
---@param finding string?
---@return string
function M.tick(text, lnum, state, fields, finding)
  local lines = split(text)
  local line, id = lines[lnum]:match('^(.-)%s*(%^[%w-]+)$')
  line = line or lines[lnum]
  for _, field in ipairs(fields) do
    line = line:gsub('%s*%[' .. vim.pesc(field[1]) .. '::[^%]]*%]', '')
    line = ('%s [%s:: %s]'):format(line, field[1], field[2])
  end
  line = line:gsub('^(%s*[-*] )%[.%]', '%1[' .. state .. ']')
  lines[lnum] = id and line .. ' ' .. id or line
  if finding then
    table.insert(lines, lnum + 1, '  - ' .. finding)
  end
  return join(lines)
end

---The line of a heading of any level.
local function heading_at(lines, heading)
  for i, line in ipairs(lines) do
    if line:match('^#+ (.*)$') == heading then
      return i
    end
  end
end

local function cells_of(line)
  local cells = {}
  for cell in line:gmatch('|([^|]*)') do
    cells[#cells + 1] = vim.trim(cell)
  end
  cells[#cells] = nil -- what stands behind the last bar
  return cells
end

---Rows as an aligned table. The second row is the line below the header.
local function aligned(rows)
  local widths = {}
  for r, row in ipairs(rows) do
    for c, cell in ipairs(row) do
      widths[c] = math.max(widths[c] or 3, r == 2 and 3 or vim.api.nvim_strwidth(cell))
    end
  end
  local lines = {}
  for r, row in ipairs(rows) do
    local cells = {}
    for c, width in ipairs(widths) do
      local cell, right = row[c] or '', rows[2][c]:sub(-1) == ':'
      local pad = (' '):rep(width - vim.api.nvim_strwidth(cell))
      if r == 2 then
        cells[c] = right and ('-'):rep(width - 1) .. ':' or ('-'):rep(width)
      else
        cells[c] = right and pad .. cell or cell .. pad
      end
    end
    lines[r] = '| ' .. table.concat(cells, ' | ') .. ' |'
  end
  return lines
end

---The table under a heading as rows of cells, and the lines that it takes.
local function table_at(lines, heading)
  local first = heading_at(lines, heading)
  while first and lines[first] and not lines[first]:match('^|') do
    first = first + 1
    if lines[first] and lines[first]:match('^#') then
      return nil
    end
  end
  if not first or not lines[first] then
    return nil
  end
  local rows, last = {}, first
  while lines[last] and lines[last]:match('^|') do
    rows[#rows + 1] = cells_of(lines[last])
    last = last + 1
  end
  return rows, first, last - 1
end

local function replace(lines, first, last, by)
  local out = vim.list_slice(lines, 1, first - 1)
  vim.list_extend(out, by)
  return vim.list_extend(out, vim.list_slice(lines, last + 1))
end

---Whether a row waits to be filled: only its first cell says something.
local function waits(row, key)
  return row[1] == key and table.concat(row, '', 2) == ''
end

---Puts rows under a heading: into its table, where a row that waits for them is filled. `header` makes heading and table where they lack;
---its columns beyond the table's are added.
---@param text string
---@param heading string
---@param new string[][]
---@param header string[]?
---@return string
function M.rows(text, heading, new, header)
  local lines = split(text)
  local rows, first, last = table_at(lines, heading)
  if not rows then
    assert(header, 'no table under ' .. heading)
    if not heading_at(lines, heading) then
      vim.list_extend(lines, { '', '## ' .. heading })
    end
    first = assert(heading_at(lines, heading)) + 1
    local rule = vim.tbl_map(function() return '---' end, header)
    rows, last = { header, rule }, first - 1
    table.insert(lines, first, '')
    first, last = first + 1, last + 1
  elseif header then
    for c = 1, #header do
      rows[1][c] = header[c]
      rows[2][c] = rows[2][c] or '---'
    end
  end
  for _, row in ipairs(new) do
    local place = #rows + 1
    for r = 3, #rows do
      place = waits(rows[r], row[1]) and r or place
    end
    rows[place] = row
  end
  return join(replace(lines, first, last, aligned(rows)))
end

---Changes cells of the row whose first cell is `key`, by the columns' names.
---@param text string
---@param heading string
---@param key string
---@param cells table<string, string>
---@return string
function M.cells(text, heading, key, cells)
  local lines = split(text)
  local rows, first, last = table_at(lines, heading)
  assert(rows, 'no table under ' .. heading)
  for r = 3, #rows do
    for c, name in ipairs(rows[1]) do
      if rows[r][1] == key and cells[name] then
        rows[r][c] = cells[name]
      end
    end
  end
  return join(replace(lines, first, last, aligned(rows)))
end

---Puts text under a heading, at the end of its section.
---@param text string
---@param heading string
---@param body string
---@return string
function M.under(text, heading, body)
  local lines = split(text)
  local at = heading_at(lines, heading)
  if not at then
    vim.list_extend(lines, { '', '## ' .. heading })
    at = #lines
  end
  local last = at
  while lines[last + 1] and not lines[last + 1]:match('^#') do
    last = last + 1
  end
  while last > at and lines[last] == '' do
    last = last - 1
  end
  local more = vim.split(body, '\n', { plain = true })
  table.insert(more, 1, '')
  if lines[last + 1] and lines[last + 1] ~= '' then
    more[#more + 1] = ''
  end
  return join(replace(lines, last + 1, last, more))
end

---Lines in a text that carry a block id: { lnum, id }, in order.
---@param text string
---@return { lnum: integer, id: string, state: string? }[]
function M.blocks(text)
  local found = {}
  for lnum, line in ipairs(split(text)) do
    local id = line:match('%^([%w-]+)$')
    if id then
      found[#found + 1] = { lnum = lnum, id = id, state = line:match('^%s*[-*] %[(.)%]') }
    end
  end
  return found
end

return M
