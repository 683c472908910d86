---Completion of :Pursuit: subcommands, then what each of their arguments may be.
local command = require('pursuit.command')
local overlay = require('pursuit.overlay')
local words = require('pursuit.words')
local workspace = require('pursuit.workspace')
local M = {}

local NEW_KEYS = { -- key → where its values come from
  id = false, account = 'account', kind = 'kinds', profile = 'profiles', owner = 'member', team = 'member', value = false, currency = false,
  source = 'channels', close = false, opened = false, probability = false, products = false, budget = false, margin = false,
  parent = 'deal', flow = 'flows', forecast = { 'commit', 'best', 'pipeline', 'omitted' },
  ['recurring.amount'] = false, ['recurring.period'] = { 'month', 'quarter', 'year' }, ['recurring.count'] = false,
  ['recurring.start'] = false, ['recurring.notice'] = { '30d', '3m' }, ['frame.ceiling'] = false, ['frame.from'] = false,
  ['frame.to'] = false,
}
local ADD_KEYS = { id = false, account = 'account', region = 'region', email = false, role = 'roles', parent = false }
local FILTER_KEYS = {
  stage = 'stages', owner = 'owners', account = 'account', kind = 'kinds', profile = 'profiles', status = 'statuses', source = 'channels',
}
local FORECAST_KEYS = vim.tbl_extend('error', { at = false }, FILTER_KEYS)
local LOAD_KEYS = vim.tbl_extend('error', { ['in'] = 'currencies' }, FORECAST_KEYS)
local SPANS = { '-7d', '-30d', '-90d' }
local FLAGS = { 'mine', 'ready', 'stalled', 'unearned', 'archived' }
local CONTACTS = { 'visit', 'call', 'meeting', 'mail', 'note' }
local CLOSE_KEYS = {
  date = false, value = false, to = 'competitor', reason = 'losses', note = false, revisit = { '+30d', '+90d', '+180d' },
}
local STATUSES = { 'won', 'lost', 'no-decision', 'no-go', 'paused', 'done' }
local STEP_STATES = { 'open', 'running', 'done', 'skipped' }
local DECISIONS = { 'go', 'conditional', 'hold', 'no-go' }

---Subcommand → what its words may be, in their order. 'deal' is left out where the command takes the deal that is here. The last place
---stands for all that follow where `more` is set; `keys` may come anywhere. Where those are FILTER_KEYS the words are a filter.
local ARGUMENTS = {
  init = { { 'directory' }, keys = { lang = { 'en', 'zh' } } },
  new = { keys = NEW_KEYS },
  followup = { { 'deal' }, keys = NEW_KEYS },
  renew = { { 'deal' }, keys = NEW_KEYS },
  add = { { 'entries' } },
  set = { { 'deal' } },
  search = { keys = FILTER_KEYS },
  board = { { { 'all' }, FLAGS }, keys = FILTER_KEYS, more = true },
  agenda = { { { '7', '14', '30', '90', 'all' }, FLAGS }, { { 'all' }, FLAGS }, keys = FILTER_KEYS, more = true },
  export = { { 'file' }, { { '30', '90', '365', 'all' }, FLAGS }, { FLAGS }, keys = FILTER_KEYS, more = true },
  postpone = { { { '+1d', '+3d', '+7d', '+14d', '+1m' } } },
  today = { { { 'all' } }, keys = { owner = 'owners' } },
  deals = { { FLAGS }, keys = FILTER_KEYS, more = true },
  open = { { 'deal' } },
  backlinks = { { 'deal' } },
  check = { { 'deal' } },
  toggle = { { { 'x', '/', '-', 'open' } } },
  refresh = { { 'deal' } },
  review = { { 'deal' } },
  decide = { { 'deal', DECISIONS }, keys = { reviewers = 'member' } },
  advance = { { 'deal' } },
  back = { { 'deal' } },
  close = { { 'deal', STATUSES }, keys = CLOSE_KEYS },
  reopen = { { 'deal' } },
  visit = { { 'deal' } },
  log = { { 'deal' }, keys = { kind = CONTACTS, who = 'person', date = false } },
  cost = { { 'deal' }, keys = { date = false, stage = 'stages', to = 'person' } },
  history = { { 'deal' } },
  diff = { { 'deal', 'states' }, { 'states' }, { 'states' } },
  blame = { { 'deal', 'fields' }, { 'fields' } },
  at = { {}, { 'deal' }, keys = FILTER_KEYS },
  observed = { { SPANS }, { FLAGS }, keys = FILTER_KEYS, more = true },
  movement = { { SPANS }, { FLAGS }, keys = FILTER_KEYS, more = true },
  forecast = { { { 'month', 'quarter', 'owner', 'account', 'kind', 'stage' } }, { FLAGS }, keys = LOAD_KEYS, more = true },
  undo = { { 'deal' } },
  autocommit = { { { 'on', 'off' } } },
  rename = { { 'deal', { 'deal', 'account', 'person', 'member', 'region', 'competitor' } } },
  archive = { { 'deal' } },
  delete = { { 'deal', { 'deal', 'account', 'person', 'member', 'region', 'competitor' } } },
  followups = { { 'deal' }, keys = { at = false } },
  burden = { { 'owners' }, { FLAGS }, keys = FILTER_KEYS, more = true },
  handover = { { 'owners' }, { 'member' }, { FLAGS }, keys = FILTER_KEYS, more = true },
  factors = { { 'deal' }, keys = { at = false } },
  flow = {
    { 'deal', { 'start' }, 'steps' }, { STEP_STATES, { 'start' }, 'flows', 'steps' }, { STEP_STATES, 'flows' }, keys = { at = false },
  },
  swot = { { 'deal' }, keys = { at = false } },
  compliance = { { 'deal' }, keys = { at = false } },
  competitors = { { 'competitor' }, keys = { at = false } },
  competitor = { { 'competitor' }, keys = { at = false } },
  view = { { 'views' }, keys = FILTER_KEYS },
  summary = { { 'deal' } },
  lessons = { { 'deal' }, { FLAGS }, keys = FILTER_KEYS, more = true },
  readiness = { { 'owners', { 'all' } }, keys = { at = false } },
  habits = { { 'owners', { 'all' } }, keys = { at = false } },
  costs = { { 'deal' }, keys = { at = false } },
  gifts = { { 'person', { 'all' } }, { 'person', { 'all' } }, keys = { at = false } },
  hospitality = { { 'person', { 'all' } }, { 'person', { 'all' } }, keys = { at = false } },
  payments = { { { 'overdue', 'invoiced', 'due', 'later', 'paid', 'all' }, FLAGS }, { FLAGS }, keys = FORECAST_KEYS, more = true },
  load = { { FLAGS }, keys = LOAD_KEYS, more = true },
  people = { of = 'people' },
  accounts = { of = 'accounts' },
  account = { { 'account' }, keys = { at = false } },
  brief = { { 'person', 'account', 'deal' }, keys = { at = false } },
  map = { { 'deal' }, keys = { at = false, draw = 'file' } },
  overview = { { 'deal' }, keys = { at = false } },
  plan = { { 'deal' }, keys = { at = false } },
}

local NOTES = { deal = true, account = true, person = true, member = true, region = true, competitor = true }

local function ids(terms)
  return vim.tbl_map(function(term)
    return term.id
  end, terms or {})
end

---The deal that a line is about so far.
local function deal_of(ws, before)
  local target = require('pursuit.target')
  return before and before[1] and target.is_deal(ws, before[1]) and before[1] or target.here(ws, vim.api.nvim_get_current_buf()) or ''
end

---The currencies that the process has rates for, as a filter knows them.
local function currencies(ws)
  return vim.tbl_map(function(word)
    return (word.id:gsub('^currency=', ''))
  end, (ws.handle:call('complete', { filter = 'currency=' }) or {}).words or {})
end

---All values of a source: a list, a kind of note, a list of the process, or folders.
---@param ws pursuit.Workspace?
---@param source string|string[]|false
---@param lead string
---@param before string[]? the words before it
---@return string[]
local function values(ws, source, lead, before)
  if type(source) == 'table' then
    return source
  elseif source == 'directory' then
    return vim.fn.getcompletion(lead, 'dir')
  elseif source == 'file' then
    return vim.fn.getcompletion(lead, 'file')
  elseif not source or not ws then
    return {}
  elseif source == 'entries' then
    return ids(require('pursuit.command.guide').kinds(ws))
  elseif source == 'views' then
    return vim.tbl_map(function(view)
      return view.name
    end, ws.handle:call('views', {}) or {})
  elseif source == 'fields' then
    return ids((ws.handle:call('fields', { id = deal_of(ws, before) })))
  elseif source == 'steps' then
    return ids((ws.handle:call('flow', { id = deal_of(ws, before) }) or {}).steps)
  elseif source == 'states' then
    return vim.list_extend(values(ws, 'gates', lead), { 'today', '-1w', '-1m', '-3m', 'HEAD' })
  elseif source == 'owners' then
    return vim.list_extend({ 'me' }, values(ws, 'member', lead))
  elseif source == 'currencies' then
    return currencies(ws)
  elseif NOTES[source] then
    return ids((ws.handle:call('names', { kind = source })))
  end
  local process = ws.handle:call('process', {})
  return process and ids(process[source]) or {}
end

---Those that begin with what has been typed.
local function matching(list, lead)
  return vim.tbl_filter(function(word)
    return vim.startswith(word:lower(), lead:lower())
  end, list)
end

---@param ws pursuit.Workspace?
---@param keys table<string, any>?
---@param lead string
---@return string[]? found nil where no key is being typed
local function key_values(ws, keys, lead)
  local key, typed = lead:match('^([a-z_]+%.?[a-z_]*)=(.*)$')
  if not key or not keys or keys[key] == nil then
    return nil
  end
  local before, last = typed:match('^(.*,)([^,]*)$')
  return vim.tbl_map(function(word)
    return key .. '=' .. (before or '') .. word
  end, matching(values(ws, keys[key], last or typed), last or typed))
end

---What may follow `close lost` and `cost 1860`.
local function special(ws, name, before)
  local deal = before[1] and require('pursuit.target').is_deal(ws, before[1])
  local at = #before - (deal and 1 or 0)
  if name == 'close' and at == 1 and (before[#before] == 'lost' or before[#before] == 'no-decision') then
    return values(ws, 'losses', '')
  elseif name == 'cost' and at == 1 then
    return values(ws, 'costs', '')
  elseif (name == 'rename' or name == 'delete') and NOTES[before[1]] and #before == 1 then
    return values(ws, before[1], '')
  elseif (name == 'decide' and deal and at == 0) then
    return DECISIONS
  elseif (name == 'close' and deal and at == 0) then
    return STATUSES
  end
end

---What the word at the end of a filter may become, each with the text before it.
---@param ws pursuit.Workspace
---@param typed string the filter up to the cursor
---@param of 'people'|'accounts'|nil what is chosen; nil: deals
---@return string[]
function M.filter(ws, typed, of)
  local answer = ws.handle:call('complete', { filter = typed, of = of }, overlay.collect(ws.root))
  return vim.tbl_map(function(word)
    return typed:sub(1, answer.from - 1) .. word.id
  end, answer and answer.words or {})
end

---Completion of a filter in a prompt: "customlist,v:lua.require'pursuit.complete'.prompt".
---@param typed string
---@return string[]
function M.prompt(typed)
  local ws = workspace.find()
  return ws and M.filter(ws, typed) or {}
end

---The same for lists of people and of accounts.
for _, of in ipairs({ 'people', 'accounts' }) do
  M['prompt_' .. of] = function(typed)
    local ws = workspace.find()
    return ws and M.filter(ws, typed, of) or {}
  end
end

---Completion of a competitor in a prompt: "customlist,v:lua.require'pursuit.complete'.competitors".
---@param typed string
---@return string[]
function M.competitors(typed)
  local ws = workspace.find()
  return ws and matching(values(ws, 'competitor', typed), typed) or {}
end

---The words of a filter on the command line that are not there yet: the part that takes the place of `lead`.
local function add_filter_words(found, ws, typed, lead, of)
  for _, whole in ipairs(M.filter(ws, typed, of)) do
    local word = whole:sub(#typed - #lead + 1)
    if not vim.list_contains(found, word) then
      found[#found + 1] = word
    end
  end
end

---What `add stakeholder …` and `set …` may go on with. nil for any other line.
local function entry(ws, name, before, lead)
  local table_name = name == 'set' and 'deal' or name == 'add' and before[1]
  if not ws or not table_name or (name == 'add' and require('pursuit.command.guide').is_note(table_name)) then
    return nil
  end
  local rest = vim.list_slice(before, name == 'add' and 2 or 1)
  local id = deal_of(ws, rest)
  if id == rest[1] then
    table.remove(rest, 1)
  end
  local found = id ~= '' and require('pursuit.guide').complete(ws, id, table_name, rest, lead) or {}
  return id == '' and vim.list_extend(found, matching(values(ws, 'deal', lead), lead)) or found
end

---Words and keys that may stand at a place.
local function arguments(ws, name, before, lead)
  local spec = name == 'add' and before[1] and { keys = ADD_KEYS } or ARGUMENTS[name]
  local found_entry = entry(ws, name, before, lead)
  if found_entry then
    return found_entry
  end
  if not spec then
    return {}
  end
  local found = key_values(ws, spec.keys, lead)
  if found then
    return found
  end
  found = ws and #before > 0 and special(ws, name, before) or nil
  if not found then
    found = {}
    for _, source in ipairs(spec[#before + 1] or (spec.more and spec[#spec]) or {}) do
      vim.list_extend(found, values(ws, source, lead, before))
    end
  end
  found = matching(found, lead)
  local keys = vim.tbl_keys(spec.keys or {})
  table.sort(keys)
  return vim.list_extend(found, matching(vim.tbl_map(function(key)
    return key .. '='
  end, keys), lead))
end

---@param lead string the word under the cursor
---@param line string
---@param pos integer
---@return string[]
function M.complete(lead, line, pos)
  local typed = line:sub(1, pos - #lead):gsub('^.-Pursuit!?%s*', '', 1)
  local before = words.split(typed)
  local name = (table.remove(before, 1) or ''):gsub('!$', '')
  if name == '' then
    return matching(command.names(), lead)
  end
  local ws = name ~= 'init' and workspace.find() or nil
  local found, keys = arguments(ws, name, before, lead), (ARGUMENTS[name] or {}).keys
  if ws and keys and keys.status then -- only filters have that
    add_filter_words(found, ws, ((typed .. lead):gsub('^%S+%s*', '')), lead)
  elseif ws and (ARGUMENTS[name] or {}).of then
    add_filter_words(found, ws, ((typed .. lead):gsub('^%S+%s*', '')), lead, ARGUMENTS[name].of)
  end
  return found
end

return M
