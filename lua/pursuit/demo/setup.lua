---The workspace before the first deal: process, team, and later, when the first deal needs them, regions, accounts and people.
local typing = require('pursuit.demo.typing')
local M = {}

---Sets keys of an entity's note; empty values are left as they are.
local function fill(hand, path, pairs_)
  hand:type(path, function(text)
    for _, pair in ipairs(pairs_) do
      if pair[2] and pair[2] ~= '' then
        text = typing.set(text, pair[1], pair[2])
      end
    end
    return text
  end)
end

---Writes behind the items of a list that ends in a colon, in their order: the form in a new note.
local function fill_form(text, heading, values)
  local lines, i, inside = vim.split(text, '\n', { plain = true }), 0, false
  for l, line in ipairs(lines) do
    local title = line:match('^#+ (.*)$')
    inside = title == heading or (inside and not title)
    if inside and line:match('^%- .*[:：]$') and values[i + 1] then
      i = i + 1
      lines[l] = line .. (line:sub(-1) == ':' and ' ' or '') .. values[i]
    end
  end
  return table.concat(lines, '\n')
end

local function region(hand, of)
  if vim.uv.fs_stat(hand.root .. '/regions/' .. of.id .. '.md') then
    return
  end
  local made = hand:call('add', 'region', { id = of.id, title = of.name })
  fill(hand, made.path, { { 'owner', of.owner } })
  hand:commit({ made.path })
end

local PERSON = { 'post', 'layer', 'role', 'stance', 'influence', 'needs', 'contact' }

---People of an account: a note for each, filled in and committed together.
local function people(hand, of)
  local touched = {}
  for i, person in ipairs(of.people) do
    local made = hand:call('add', 'person', { id = person[1], title = person[2], account = of.id })
    local known = {}
    for k, key in ipairs(PERSON) do
      known[k] = { key, key == 'needs' and '[' .. person[2 + k] .. ']' or person[2 + k] }
    end
    fill(hand, made.path, known)
    if person[10] then
      hand:type(made.path, function(text)
        return fill_form(text, hand.words.talking_points, person[10])
      end)
    end
    touched[i] = made.path
  end
  hand:commit(touched)
end

---@param hand pursuit.demo.Hand
---@param of table
function M.account(hand, of)
  local made = hand:call('add', 'account', { id = of.id, title = of.name, region = of.region })
  fill(hand, made.path, { { 'industry', of.industry }, { 'level', of.level }, { 'owner', of.owner } })
  hand:type(made.path, function(text)
    return fill_form(text, hand.words.customer_card, of.card)
  end)
  hand:commit({ made.path })
  people(hand, of)
end

local function git(root, ...)
  local result = vim.system({ 'git', '-C', root, ... }, { text = true }):wait()
  if result.code ~= 0 then
    error(('git %s: %s'):format((...), vim.trim(result.stderr)), 0)
  end
end

---The year and the quarter that the demo ends in, and the quarter after.
local function periods(clock)
  local year, month = clock:date(0):match('^(%d+)-(%d+)')
  local quarter = math.ceil(tonumber(month) / 3)
  local after = quarter == 4 and ('%d-Q1'):format(year + 1) or ('%s-Q%d'):format(year, quarter + 1)
  return { year = year, quarter = ('%s-Q%d'):format(year, quarter), after = after }
end

---What a member is to sell, typed into the note.
local function targets(hand, path, given)
  local rows, period = {}, periods(hand.clock)
  for _, key in ipairs({ 'year', 'quarter', 'after' }) do
    rows[#rows + 1] = { period[key], tostring(given[key]), given.currency }
  end
  hand:type(path, function(text)
    return typing.rows(text, hand.words.targets, rows, hand.headers.targets)
  end)
  hand:commit({ path })
end

---Makes the workspace and the team. Who opens it later without an identity of git is the first of the team.
---@param hand pursuit.demo.Hand
---@param data table
function M.workspace(hand, data)
  local made, message, code = require('pursuit').init(hand.root, { lang = hand.lang })
  if not made then
    error(('init: %s (%s)'):format(message, code), 0)
  end
  hand.root = made.root
  git(hand.root, 'config', 'user.name', data.team[1].name)
  git(hand.root, 'config', 'user.email', data.team[1].email)
  for _, member in ipairs(data.team) do
    local path = hand.root .. '/team/' .. member.id .. '.md'
    if vim.uv.fs_stat(path) then
      fill(hand, path, { { 'role', member.role } })
      hand:commit({ path })
    else
      hand:call('add', 'member', { id = member.id, title = member.name, email = member.email, role = member.role })
    end
    if member.targets then
      targets(hand, path, member.targets)
    end
  end
end

---Steps that make an account with its region and people a few days before its first deal.
---@param data table
---@return { of: table, day: integer, by: string }[]
function M.accounts(data)
  local first = {}
  for _, deal in ipairs(data.deals) do
    local known = first[deal.account]
    if not known or deal.opened < known.opened then
      first[deal.account] = deal
    end
  end
  local regions, found = {}, {}
  for _, of in ipairs(data.accounts.regions) do
    regions[of.id] = of
  end
  for _, account in ipairs(data.accounts.accounts) do
    local deal = assert(first[account.id], account.id .. ' has no deal')
    found[#found + 1] = {
      day = deal.opened - 3,
      by = deal.owner,
      verb = 'account',
      run = function(hand)
        region(hand, regions[account.region])
        M.account(hand, account)
      end,
    }
  end
  return found
end

return M
