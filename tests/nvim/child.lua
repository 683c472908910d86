---A Neovim in a Neovim: starts one with the plugin, drives it, and looks at its screen.
local M = {}

local ROOT = assert(os.getenv('PURSUIT_ROOT'))
local NVIM = assert(os.getenv('PURSUIT_NVIM'))
local TIMEOUT = 10000

---@class pursuit.Child
---@field channel integer
---@field home string
local Child = {}
Child.__index = Child

local function write(path, text)
  vim.fn.mkdir(vim.fs.dirname(path), 'p')
  local file = assert(io.open(path, 'wb'))
  file:write(text)
  file:close()
end

---A folder that the test's runner removes.
---@return string
function M.folder()
  local dir = vim.fn.tempname()
  vim.fn.mkdir(dir, 'p')
  return assert(vim.uv.fs_realpath(dir))
end

M.write = write

---@param path string
---@return string
function M.read(path)
  local file = assert(io.open(path, 'rb'))
  local text = file:read('*a')
  file:close()
  return text
end

---Starts a Neovim with the plugin on its runtimepath, nothing else, and a git identity.
---@param opts { columns: integer?, lines: integer?, now: string?, identity: boolean?, cwd: string?, arguments: string[]? }?
---@return pursuit.Child
function M.start(opts)
  opts = opts or {}
  local home = M.folder()
  if opts.identity ~= false then
    write(home .. '/.gitconfig', '[user]\n\tname = Li Wei\n\temail = li.wei@example.com\n[init]\n\tdefaultBranch = main\n')
  end
  local command = { NVIM, '--embed', '--headless', '-u', 'NONE', '-i', 'NONE', '-n', '--cmd', 'set rtp^=' .. ROOT }
  vim.list_extend(command, { '-c', 'runtime plugin/pursuit.lua' })
  vim.list_extend(command, opts.arguments or {})
  local channel = vim.fn.jobstart(command, {
    rpc = true,
    cwd = opts.cwd or home,
    env = {
      HOME = home, GIT_CONFIG_GLOBAL = home .. '/.gitconfig', TZ = 'UTC', LANG = 'C.UTF-8', NVIM = '', XDG_STATE_HOME = home .. '/state',
      PURSUIT_NOW = opts.now or '2026-11-23T14:25:00+00:00',
    },
  })
  assert(channel > 0, 'Neovim does not start')
  local child = setmetatable({ channel = channel, home = home }, Child)
  child:resize(opts.columns or 100, opts.lines or 30)
  child:lua([[
    vim.o.shortmess = vim.o.shortmess .. 'I'
    _G.said, _G.builtin_notify = {}, vim.notify
    vim.notify = function(text, level)
      table.insert(_G.said, { text = text, level = level })
    end
  ]])
  return child
end

function Child:stop()
  if self.channel then
    pcall(vim.rpcnotify, self.channel, 'nvim_command', 'qall!')
    vim.fn.jobwait({ self.channel }, 5000)
    vim.fn.jobstop(self.channel)
    self.channel = nil
  end
end

---Leaves like a user and waits until it is gone.
function Child:quit()
  pcall(vim.rpcnotify, self.channel, 'nvim_command', 'qall!')
  local code = vim.fn.jobwait({ self.channel }, TIMEOUT)[1]
  self.channel = nil
  return code
end

---@param code string
---@param ... any
function Child:lua(code, ...)
  return vim.rpcrequest(self.channel, 'nvim_exec_lua', code, { ... })
end

function Child:resize(columns, lines)
  self:lua('vim.o.columns, vim.o.lines = ...', columns, lines)
end

function Child:cmd(command)
  return vim.rpcrequest(self.channel, 'nvim_command', command)
end

function Child:api(name, ...)
  return vim.rpcrequest(self.channel, 'nvim_' .. name, ...)
end

---Types keys and waits until they are worked off.
function Child:type(keys)
  self:api('input', keys)
  self:lua('return true')
end

---What an expression in Lua gives. Functions of the API give { values }: use `call` for those.
function Child:get(expression)
  return self:lua('return ' .. expression)
end

---Calls a function of require('pursuit'): a list of what it returns, with nil as vim.NIL.
function Child:call(name, ...)
  return self:lua(
    [[
      local name = ...
      local result = { n = 0 }
      local function pack(...)
        for i = 1, select('#', ...) do
          result[i] = (select(i, ...))
          if result[i] == nil then
            result[i] = vim.NIL
          end
        end
      end
      pack(require('pursuit')[name](select(2, ...)))
      result.n = nil
      return result
    ]],
    name,
    ...
  )
end

---The answer of a function that must work.
function Child:ok(name, ...)
  local result = self:call(name, ...)
  assert(result[1] ~= nil and result[1] ~= vim.NIL, ('pursuit.%s: %s'):format(name, tostring(result[2])))
  return result[1]
end

---Waits until an expression is true in the child.
---@param expression string
---@param what string?
function Child:wait_for(expression, what)
  local last
  local good = vim.wait(TIMEOUT, function()
    last = self:get(expression)
    return last and last ~= vim.NIL
  end, 5)
  if not good then
    error(('waited in vain for %s\nmessages: %s\nscreen:\n%s'):format(what or expression, vim.inspect(self:messages()), self:screen()), 2)
  end
  return last
end

---Waits until no job of the plugin runs.
function Child:settle()
  self:wait_for("not (package.loaded['pursuit.job'] and require('pursuit.job').busy())", 'jobs to end')
end

---Runs a command of the plugin and waits until its jobs are done.
function Child:pursuit(arguments)
  self:lua([[
    local ok, fault = pcall(vim.cmd, 'Pursuit ' .. ...)
    if not ok then
      table.insert(_G.said, { text = 'raised: ' .. fault, level = 4 })
    end
  ]], arguments or '')
  self:settle()
end

---What was said since the last look.
---@return string[]
function Child:messages()
  return self:lua([[
    local said = vim.tbl_map(function(one) return one.text end, _G.said)
    _G.said = {}
    return said
  ]])
end

---The screen as text: every line without blanks at its end.
---@return string
function Child:screen()
  local lines = self:lua([[
    vim.cmd('redraw!')
    local lines = {}
    for row = 1, vim.o.lines do
      local cells = {}
      for col = 1, vim.o.columns do
        cells[col] = vim.fn.screenstring(row, col)
      end
      lines[row] = (table.concat(cells):gsub('%s+$', ''))
    end
    return lines
  ]])
  return table.concat(lines, '\n')
end

---Lines of the current buffer.
function Child:lines()
  return self:api('buf_get_lines', 0, 0, -1, false)
end

---The name of the current buffer.
function Child:name()
  return self:api('buf_get_name', 0)
end

---The next questions get these answers: a text for vim.ui.input, an index (or a text that the label contains) for vim.ui.select, false
---for an interruption. What was asked is in _G.asked.
function Child:answer(...)
  self:lua([[
    local answers = { ... }
    _G.asked = {}
    vim.ui.input = function(opts, done)
      table.insert(_G.asked, opts.prompt)
      local answer = table.remove(answers, 1)
      done(answer or nil)
    end
    vim.ui.select = function(items, opts, done)
      table.insert(_G.asked, opts.prompt)
      local answer = table.remove(answers, 1)
      local label = opts.format_item or tostring
      for i, item in ipairs(items) do
        if answer == i or (type(answer) == 'string' and label(item):find(answer, 1, true)) then
          return done(item, i)
        end
      end
      done(nil)
    end
  ]], ...)
end

---A workspace in a folder of its own; the child's working directory is there.
---@param lang 'en'|'zh'|nil
---@return string root
function Child:workspace(lang)
  local root = self:ok('init', M.folder() .. '/sales', { lang = lang or 'en' }).root
  self:api('set_current_dir', root)
  return root
end

return M
