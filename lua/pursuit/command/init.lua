---:Pursuit {sub}: which function does what, and what it gets.
local message = require('pursuit.message')
local text = require('pursuit.text')
local words = require('pursuit.words')
local workspace = require('pursuit.workspace')
local M = {}

---What a subcommand gets.
---@class pursuit.Context
---@field ws pursuit.Workspace (nil for init)
---@field lang 'en'|'zh'
---@field words string[] what follows the subcommand
---@field typed string the same as it was typed
---@field bang boolean
---@field range { [1]: integer, [2]: integer }? lines, where some were given
---@field buf integer the buffer it was called in

---Subcommand → module of `pursuit.command` with a function of that name.
M.MODULES = {
  renew = 'make', delete = 'house',
  burden = 'house', handover = 'house', followups = 'house',
  view = 'view',
  factors = 'analysis', flow = 'analysis', swot = 'analysis', compliance = 'analysis', competitors = 'analysis', competitor = 'analysis',
  stop = 'keep',
  init = 'make', new = 'make', followup = 'make',
  board = 'find', deals = 'find', open = 'find', search = 'find', backlinks = 'find',
  agenda = 'agenda', today = 'agenda', postpone = 'agenda', export = 'agenda',
  check = 'task', toggle = 'task', refresh = 'task',
  review = 'gate', decide = 'gate',
  advance = 'move', back = 'move', close = 'move', reopen = 'move',
  add = 'guide', set = 'guide',
  visit = 'entry', log = 'entry', cost = 'entry',
  history = 'time', diff = 'time', blame = 'time', at = 'time', undo = 'time', commit = 'time', autocommit = 'time',
  people = 'people', accounts = 'people', account = 'people', brief = 'people',
  map = 'see', overview = 'see', plan = 'see',
  forecast = 'see', movement = 'see', observed = 'see',
  costs = 'see', gifts = 'money', hospitality = 'money', payments = 'money', load = 'money',
  habits = 'habits', readiness = 'habits', summary = 'habits', lessons = 'habits',
  rename = 'keep', archive = 'keep', process = 'keep', reindex = 'keep',
}

---Subcommands of the design that are still to come.
M.LATER = {
  'report', 'dashboard', 'sync', 'verify', 'import', 'tutor',
}

---@return string[]
function M.names()
  local names = vim.tbl_keys(M.MODULES)
  table.sort(names)
  return names
end

local function unknown(name)
  local lang = workspace.lang((workspace.find()))
  local key = vim.list_contains(M.LATER, name) and 'not_built' or 'no_such_command'
  message.error(text.get(key, lang, name))
end

---Runs a subcommand.
---@param name string
---@param opts { words: string[]?, typed: string?, bang: boolean?, range: integer[]? }
function M.run(name, opts)
  local module = M.MODULES[name]
  if not module then
    return unknown(name)
  end
  local ws, fault
  if name ~= 'init' then
    ws, fault = workspace.find()
    if not ws then
      return message.error(fault or '')
    end
  end
  require('pursuit.command.' .. module)[name]({
    ws = ws,
    lang = workspace.lang(ws),
    words = opts.words or {},
    typed = opts.typed or words.join(opts.words or {}) or '',
    bang = opts.bang or false,
    range = opts.range,
    buf = vim.api.nvim_get_current_buf(),
  })
end

local prepared = false

---What the first board of a session needs before it can be shown, a part each time that the editor has had its turn: together it would be
---noticed.
local function prepare()
  local slices = require('pursuit.slices')
  require('pursuit.native').load()
  slices.pause()
  workspace.find()
  slices.pause()
  require('pursuit.view.board')
  slices.pause()
end

---The user command.
---@param opts table as nvim_create_user_command gives it
function M.execute(opts)
  local list = words.split(opts.args)
  local name, bang = (table.remove(list, 1) or 'board'):match('^([^!]*)(!?)$')
  if not name then
    return unknown(opts.args)
  elseif name == 'board' and not prepared and not package.loaded['pursuit.core'] then
    prepared = true
    require('pursuit.job') -- who waits for its jobs waits for this
    return require('pursuit.slices').run(function()
      prepare()
      M.execute(opts)
    end)
  end
  M.run(name, {
    words = list,
    typed = opts.args:match('^%s*%S+%s+(.-)%s*$') or '',
    bang = opts.bang or bang == '!',
    range = opts.range > 0 and { opts.line1, opts.line2 } or nil,
  })
end

return M
