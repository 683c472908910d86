---The notes of a workspace as Org files, for a peer that reads those: ids, titles, headings, TODO items, tables, links.
local sys = require('sys')
local M = {}

---@param path string of a note, from the root
local function id_of(path)
  return (path:gsub('%.md$', ''):gsub('[^%w\128-\255]+', '-'))
end

---What `[[name]]` leads to: a note beside it, a deal, or one by its kind.
local function targets(paths)
  local by = {}
  for _, path in ipairs(paths) do
    local dir, name = path:match('^(.*)/([^/]+)%.md$')
    by[path:gsub('%.md$', '')] = id_of(path)
    if name == 'deal' then
      by[dir:match('[^/]+$')] = id_of(path)
    elseif not dir:find('^deals') then
      by[name] = id_of(path)
    end
  end
  return by
end

local function convert(path, text, by)
  local dir = path:match('^(.*)/')
  local front = text:match('^%-%-%-\n(.-\n)%-%-%-\n') or ''
  local body = front ~= '' and text:sub(#front + 9) or text
  local title = front:match('\ntitle: ([^\n]+)') or body:match('^%s*# ([^\n]+)') or path
  local out = { (':PROPERTIES:\n:ID: %s\n:END:\n#+title: %s\n'):format(id_of(path), title) }
  local level = 1
  local function link(name)
    local id = by[dir .. '/' .. name] or by[name]
    return id and ('[[id:%s][%s]]'):format(id, name) or name
  end
  for line in (front:gsub('([^\n]+)\n', '- %1\n') .. body):gmatch('([^\n]*)\n') do
    local marks, heading = line:match('^(#+) (.*)')
    local state, item = line:match('^%- %[(.)%] (.*)')
    if marks then
      level, line = #marks, ('*'):rep(#marks) .. ' ' .. heading
    elseif state then
      line = ('*'):rep(level + 1) .. (state == ' ' and ' TODO ' or ' DONE ') .. item
    elseif line:find('^|[-: |]+|$') then
      line = line:gsub('[: ]', '-'):gsub('%-|%-', '-+-')
    end
    out[#out + 1] = line:gsub('%[%[([^%]|]+)%]%]', link) .. '\n'
  end
  return table.concat(out)
end

---@param dir string the workspace
---@param to string
---@return integer how many files
function M.write(dir, to)
  local paths = {}
  for path in sys.read({ 'git', '-C', dir, 'ls-files', '-z', '--', '*.md' }):gmatch('%Z+') do
    paths[#paths + 1] = path
  end
  local by, made = targets(paths), {}
  for _, path in ipairs(paths) do
    local file = to .. '/' .. path:gsub('^%.', ''):gsub('%.md$', '.org')
    local folder = file:match('^(.*)/')
    if not made[folder] then
      made[folder] = true
      sys.run({ 'mkdir', '-p', folder })
    end
    sys.write(file, convert(path, sys.slurp(dir .. '/' .. path), by))
  end
  return #paths
end

return M
