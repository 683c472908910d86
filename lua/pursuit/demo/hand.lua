---A seller at the keyboard: who it is, calls of the API, notes that are typed and committed. What fails stops the demo with its message.
local pursuit = require('pursuit')
local M = {}
M.__index = M

local IDENTITY = { 'GIT_AUTHOR_NAME', 'GIT_AUTHOR_EMAIL', 'GIT_COMMITTER_NAME', 'GIT_COMMITTER_EMAIL' }

---@class pursuit.demo.Hand
---@field root string
---@field lang 'en'|'zh'
---@field clock pursuit.demo.Clock
---@field team table<string, { name: string, email: string }>
---@field words table<string, string> headings and columns in the language of the notes
---@field headers table<string, string[]> columns of the tables that new notes lack

---@param root string
---@param lang 'en'|'zh'
---@param clock pursuit.demo.Clock
---@param data table
---@return pursuit.demo.Hand
function M.new(root, lang, clock, data)
  return setmetatable({ root = root, lang = lang, clock = clock, team = data.team, words = data.words, headers = data.headers }, M)
end

---From here on it is this member of the team who types.
---@param id string
function M:be(id)
  local member = assert(self.team[id], id .. ' is not in the team')
  for _, name in ipairs(IDENTITY) do
    vim.fn.setenv(name, name:find('NAME') and member.name or member.email)
  end
  self.me = id
end

---Some time goes by.
---@param minutes integer
function M:later(minutes)
  self.clock:set(self.clock.now + minutes * 60)
end

---Nobody in particular any more.
function M:leave() -- luacheck: ignore 212
  for _, name in ipairs(IDENTITY) do
    vim.fn.setenv(name, vim.NIL)
  end
end

---A function of the API that may be refused. `opts` is its last table; the workspace is put in.
---@param name string
---@param ... any
---@return any answer
---@return string? message
---@return string? code
---@return table? info
function M:try(name, ...)
  local args, n = { ... }, select('#', ...)
  local opts = type(args[n]) == 'table' and args[n] or nil
  args[opts and n or n + 1] = vim.tbl_extend('keep', { root = self.root }, opts or {})
  return pursuit[name](unpack(args, 1, opts and n or n + 1))
end

---A function of the API that must succeed.
---@param name string
---@param ... any
---@return any
function M:call(name, ...)
  local answer, message, code, info = self:try(name, ...)
  if answer == nil then
    local why = { ('%s by %s on %s: %s (%s)'):format(name, self.me, self.clock:today(), message, code) }
    for _, missing in ipairs(info and info.missing or {}) do
      why[#why + 1] = ('  %s:%d: %s'):format(missing.path, missing.lnum, missing.message)
    end
    error(table.concat(why, '\n'), 0)
  end
  return answer
end

---@param path string
---@return string
function M:read(path) -- luacheck: ignore 212
  local file = assert(io.open(path, 'rb'))
  local text = file:read('*a')
  file:close()
  return text
end

---Types in a note; it is not committed yet.
---@param path string
---@param change fun(text: string): string
function M:type(path, change)
  local text = change(self:read(path))
  local file = assert(io.open(path, 'wb'))
  assert(file:write(text))
  assert(file:close())
end

---Commits what was typed in files or folders.
---@param paths string[]
---@param message string?
function M:commit(paths, message)
  self:call('commit', message, { paths = paths })
end

---The folder of a deal.
---@param id string
---@return string
function M:folder(id)
  return vim.fs.dirname(self:call('deal', id).path)
end

---The notes of a deal's folder, by name.
---@param folder string
---@return string[]
function M:notes(folder) -- luacheck: ignore 212
  local found = {}
  for name, kind in vim.fs.dir(folder, { depth = 2 }) do
    if kind == 'file' and name:sub(-3) == '.md' then
      found[#found + 1] = folder .. '/' .. name
    end
  end
  table.sort(found)
  return found
end

return M
