---People and accounts in lists. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local amount = require('pursuit.render.amount')
local broken = require('pursuit.render.broken')
local cells = require('pursuit.render.cells')
local columns = require('pursuit.render.columns')
local text = require('pursuit.text')
local M = {}

---@class pursuit.ListStyle
---@field width integer
---@field lang 'en'|'zh'
---@field filter string

---A day as it is seen from today.
---@param one { seen: string?, days: integer }
---@param lang 'en'|'zh'
---@return string
function M.ago(one, lang)
  return not one.seen and '–' or one.days == 0 and text.get('today', lang) or text.get('days_ago', lang, one.days)
end

---What a label says before it explains itself.
---@param label string
---@return string
function M.short(label)
  local short = vim.trim((label:gsub('（.*', ''):gsub('：.*', ''):gsub('[(:,].*', '')))
  return short ~= '' and short or label
end

---What somebody needs; a matter of compliance is marked.
---@param person { need_labels: string[], compliance: boolean }
---@param lang 'en'|'zh'
---@return string
function M.needs(person, lang)
  local said = table.concat(vim.tbl_map(M.short, person.need_labels), lang == 'zh' and '、' or ', ')
  return person.compliance and '! ' .. said or said
end

---How somebody stands in a deal, as short as can be.
---@param stand pursuit.Stand
---@return string
function M.stand(stand)
  return ('%s%s %s'):format(stand.sign, stand.influence > 0 and '★' .. stand.influence or '', stand.deal)
end

---When somebody left or will; nil.
---@param who { left: string?, gone: boolean }
---@param lang 'en'|'zh'
---@return string?
function M.left(who, lang)
  if who.left then
    return text.get(who.gone and 'left_on' or 'leaves_on', lang, who.left)
  end
  return who.gone and text.get('left', lang) or nil
end

---A name with what marks it.
---@param person pursuit.Person
---@param lang 'en'|'zh'
---@return string
function M.name(person, lang)
  return person.hidden and person.name .. text.get('private_mark', lang) or person.name
end

local function person_columns(lang)
  local function title(name)
    return text.get('people_' .. name, lang)
  end
  return {
    { title = title('name'), max = 22, cell = function(p) return M.name(p, lang) end },
    { title = title('account'), max = 20, keep = 6, group = 'PursuitDim', cell = function(p) return p.account or '' end },
    { title = title('post'), max = 22, keep = 2, cell = function(p) return p.post or p.unit or '' end },
    { title = title('contact'), max = 14, keep = 4, group = 'PursuitDim', cell = function(p)
      return p.contact or p.deals[1] and p.deals[1].contact or '–'
    end },
    { title = title('seen'), right = true, keep = 5, group = 'PursuitContact', cell = function(p) return M.ago(p, lang) end },
    { title = title('deals'), max = 60, keep = 3, bar = true, least = 20, cell = function(p, width)
      local stands = vim.tbl_map(M.stand, p.deals)
      local left = M.left(p, lang)
      return cells.left((left and '– ' .. left .. (#stands > 0 and '; ' or '') or '') .. table.concat(stands, '  '), width)
    end },
    { title = title('needs'), max = 28, keep = 1, group = 'PursuitDim', cell = function(p) return M.needs(p, lang) end },
  }
end

---@param page pursuit.Page
---@param title string
---@param count string
---@param answer { today: string }
---@param style pursuit.ListStyle
local function head(page, title, count, answer, style)
  local left, right = ' ' .. title, count .. '   ' .. answer.today
  if cells.width(left .. right) > style.width - 8 then
    right = count
  end
  local room = style.width - cells.width(left) - cells.width(right) - 5
  local filter = room > 6 and cells.fit(style.filter, room) or ''
  local gap = math.max(1, style.width - cells.width(left) - cells.width(filter) - cells.width(right) - 4)
  page:add({ { left, 'PursuitTitle' }, '   ', { filter, 'PursuitId' }, (' '):rep(gap), { right, 'PursuitDim' } })
  page:add({ '' })
end

local function more(page, answer, list, lang)
  if answer.count > #list then
    page:add({ { ' ' .. text.get('people_more', lang, answer.count - #list), 'PursuitDim' } })
  end
end

---What is open under a name.
---@param page pursuit.Page
---@param burden pursuit.Burden
---@param style pursuit.ListStyle
function M.burden(page, burden, style)
  local lang = style.lang
  local left = M.left(burden, lang)
  page:add({ '' })
  page:add({ ' ', { burden.name, 'PursuitStage' }, left and { '  – ' .. left, 'PursuitWarn' } or '',
    { '   ' .. text.get('open_under', lang, #burden.items), 'PursuitDim' } }, burden.path and { path = burden.path, lnum = 1 })
  local rows = vim.tbl_map(function(item)
    return { text.get('open_' .. item.kind, lang), item.deal or '–', item.text, item.date or '', item }
  end, burden.items)
  local kind = cells.widest(rows, function(row) return row[1] end)
  local deal = cells.widest(rows, function(row) return row[2] end, 22)
  for _, row in ipairs(rows) do
    local room = style.width - kind - deal - 20
    page:add({ '   ', { cells.left(row[1], kind), 'PursuitDim' }, '  ', { cells.left(row[2], deal), 'PursuitId' }, '  ',
      cells.left(row[3], math.max(8, room)), ' ', { row[4], 'PursuitNumber' } }, { path = row[5].path, lnum = row[5].lnum })
  end
end

---@param answer pursuit.People
---@param style pursuit.ListStyle
---@return pursuit.Page
function M.page(answer, style)
  local page, lang = Page.new(), style.lang
  head(page, text.get('people', lang), text.get('people_count', lang, answer.count), answer, style)
  if #answer.people == 0 and #answer.burdens == 0 then
    page:say(style.width, ' ', text.get(style.filter == '' and 'people_none' or 'people_none_found', lang), 'PursuitDim')
  elseif #answer.people > 0 then
    local shown = columns.fit(person_columns(lang), answer.people, style.width)
    columns.titles(page, shown)
    for _, person in ipairs(answer.people) do
      local row = person.deals[1]
      local at = { person = person, path = person.path or row and row.path, lnum = person.path and 1 or row and row.lnum or 1 }
      columns.row(page, shown, person, at, person.gone and 'PursuitDim' or nil)
    end
    more(page, answer, answer.people, lang)
  end
  for _, burden in ipairs(answer.burdens) do
    M.burden(page, burden, style)
  end
  broken.add(page, answer.broken, style.width)
  return page
end

---Sums of several currencies.
---@param sums pursuit.Sum[]
---@param key 'value'|'weighted'
---@param lang 'en'|'zh'
---@return string
function M.sums(sums, key, lang)
  return table.concat(vim.tbl_map(function(sum)
    return sum.currency .. ' ' .. amount.sum(sum[key], lang)
  end, sums), ' + ')
end

local function account_columns(lang, levels)
  local function title(name)
    return text.get('accounts_' .. name, lang)
  end
  local function count(n)
    return n > 0 and tostring(n) or '·'
  end
  local function sum(list, key)
    return function(a)
      return M.sums(a[list], key, lang)
    end
  end
  return {
    { title = title('id'), max = 22, group = 'PursuitId', cell = function(a) return a.id end },
    { title = title('name'), max = 28, keep = 3, cell = function(a) return a.name ~= a.id and a.name or '' end },
    { title = title('region'), max = 14, keep = 1, group = 'PursuitDim', cell = function(a) return a.region or '' end },
    { title = title('level'), keep = 5, cell = function(a)
      return a.rank > 0 and ('▰'):rep(a.rank) .. ('▱'):rep(levels - a.rank) or '–'
    end },
    { title = title('deals'), right = true, keep = 6, cell = function(a) return count(a.deals) end },
    { title = title('value'), right = true, keep = 7, group = 'PursuitNumber', cell = sum('sums', 'value') },
    { title = title('weighted'), right = true, keep = 4, group = 'PursuitNumber', cell = sum('sums', 'weighted') },
    { title = title('won'), right = true, keep = 2, group = 'PursuitNumber', cell = sum('booked', 'value') },
    { title = title('promises'), right = true, keep = 1, cell = function(a)
      return a.ours + a.theirs > 0 and ('%d · %d'):format(a.ours, a.theirs) or ''
    end },
    { title = title('seen'), right = true, keep = 5, group = 'PursuitContact', cell = function(a) return M.ago(a, lang) end },
  }
end

---@param answer pursuit.Accounts
---@param style pursuit.ListStyle
---@return pursuit.Page
function M.accounts(answer, style)
  local page, lang = Page.new(), style.lang
  head(page, text.get('accounts', lang), text.get('accounts_count', lang, answer.count), answer, style)
  if #answer.accounts == 0 then
    page:say(style.width, ' ', text.get(style.filter == '' and 'accounts_none' or 'accounts_none_found', lang), 'PursuitDim')
  else
    local shown = columns.fit(account_columns(lang, answer.levels), answer.accounts, style.width)
    columns.titles(page, shown)
    for _, account in ipairs(answer.accounts) do
      columns.row(page, shown, account, { account = account.id, path = account.path, lnum = 1 })
    end
    more(page, answer, answer.accounts, lang)
  end
  broken.add(page, answer.broken, style.width)
  return page
end

return M
