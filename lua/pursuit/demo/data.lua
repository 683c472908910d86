---The demo's data in one language: what is given in two is chosen, `{-12}` in a text becomes the date twelve days ago.
local M = {}

local FILES = { 'words', 'headers', 'team', 'phrases', 'accounts', 'linjiang', 'relations', 'findings', 'worked', 'west', 'east', 'tour' }

local function dated(text, clock)
  return (text:gsub('{([+-]%d+)}', function(day)
    return clock:date(tonumber(day) --[[@as integer]])
  end))
end

local function chosen(value, lang, clock)
  if type(value) == 'string' then
    return dated(value, clock)
  elseif type(value) ~= 'table' then
    return value
  elseif value.en ~= nil and value.zh ~= nil then
    return chosen(value[lang], lang, clock)
  end
  local out = {}
  for key, item in pairs(value) do
    out[key] = chosen(item, lang, clock)
  end
  return out
end

---@param lang 'en'|'zh'
---@param clock pursuit.demo.Clock
---@return table
function M.load(lang, clock)
  local data = {}
  for _, name in ipairs(FILES) do
    local raw = require('pursuit.demo.data.' .. name)
    data[name] = name == 'phrases' and raw or chosen(raw, lang, clock)
  end
  local members = {}
  for i, member in ipairs(data.team) do
    members[i], members[member.id] = member, member
  end
  data.team = members
  table.insert(data.accounts.accounts, data.linjiang.account)
  table.insert(data.accounts.regions, data.linjiang.region)
  data.deals = {}
  for _, name in ipairs({ 'worked', 'west', 'east' }) do
    vim.list_extend(data.deals, data[name])
  end
  local region = {}
  for _, account in ipairs(data.accounts.accounts) do
    region[account.id] = account.region
  end
  for _, deal in ipairs(data.deals) do
    deal.region = region[deal.account]
    deal.findings = deal.findings and data.findings
  end
  return data
end

return M
