---Which deal a command is about: the one named first, else the one here, else one that is picked.
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local overlay = require('pursuit.overlay')
local text = require('pursuit.text')
local M = {}

---Whether a word is the id of a deal. An id that two folders claim, or whose note can't be read, is one too: the command says so.
---@param ws pursuit.Workspace
---@param word string
---@return boolean
function M.is_deal(ws, word)
  local answer, _, code = ws.handle:call('readiness', { id = word }) -- does not ask whether it stalls, which may take long
  return answer ~= nil or code == 'EXISTS' or code == 'PARSE'
end

---What the current buffer is about.
---@param ws pursuit.Workspace
---@param buf integer
---@return string? id
function M.here(ws, buf)
  if vim.bo[buf].filetype == 'pursuit-board' then
    local deal = require('pursuit.view.board').deal(buf)
    return deal and deal.id
  elseif vim.bo[buf].filetype == 'pursuit-agenda' or vim.bo[buf].filetype == 'pursuit-today' then
    return require('pursuit.view.' .. vim.bo[buf].filetype:sub(9)).deal(buf)
  elseif vim.b[buf].pursuit_deal then
    return vim.b[buf].pursuit_deal
  elseif vim.b[buf].pursuit_about then
    return require('pursuit.view.page').deal(buf)
  end
  local path = overlay.path(buf)
  if not path or not overlay.inside(ws.root, path) then
    return nil
  end
  local where = ws.handle:call('where', { path = path })
  return where and where.kind == 'deal' and where.id or nil
end

---The accounts that the note or the page in a buffer is about: an account's own, a person's, all of a region.
---@return table<string, boolean>? accounts nil for any other
local function accounts_here(ws, buf)
  local path = overlay.path(buf)
  local where = vim.b[buf].pursuit_about or path and overlay.inside(ws.root, path) and ws.handle:call('where', { path = path })
  if not where or not vim.list_contains({ 'account', 'person', 'region' }, where.kind) then
    return nil
  elseif where.kind == 'account' then
    return { [where.id] = true }
  end
  local found, person = {}, where.kind == 'person'
  for _, name in ipairs(ws.handle:call('names', { kind = person and 'person' or 'account' }) or {}) do
    if person and name.id == where.id and name.extra then
      found[name.extra] = true
    elseif not person and name.extra == where.id then
      found[name.id] = true
    end
  end
  return found
end

---Deals as they are to be offered: those of some accounts only, where they have any; live ones first. All are offered, readable or not.
---@param names pursuit.Term[] all deals
---@param deals pursuit.Deal[] those that can be read
---@param accounts table<string, boolean>?
---@return pursuit.Term[]
---@return boolean narrowed
local function offered(names, deals, accounts)
  local by_id, groups, own = {}, { {}, {} }, { {}, {} }
  for _, deal in ipairs(deals) do
    by_id[deal.id] = deal
  end
  for _, name in ipairs(names) do
    local deal = by_id[name.id]
    local closed = deal and (deal.archived or deal.status ~= 'open' and deal.status ~= 'won')
    table.insert(groups[closed and 2 or 1], name)
    if accounts and deal and accounts[deal.account or ''] then
      table.insert(own[closed and 2 or 1], name)
    end
  end
  local found = vim.list_extend(own[1], own[2])
  if #found > 0 then
    return found, true
  end
  return vim.list_extend(groups[1], groups[2]), false
end

---Lets the user pick a deal. In the note of an account, a person or a region: one of its deals, and where it has but one, that.
---@param ctx pursuit.Context
---@param chosen fun(id: string)
function M.pick(ctx, chosen)
  local ws, lang, accounts = ctx.ws, ctx.lang, accounts_here(ctx.ws, ctx.buf)
  operation.start(ws, 'names', { kind = 'deal' }, function(names)
    if #names == 0 then
      return message.warn(text.get('no_deals', lang))
    end
    operation.start(ws, 'deals', { filter = '', all = true }, function(deals)
      local list, narrowed = offered(names, deals, accounts)
      if narrowed and #list == 1 then
        return chosen(list[1].id)
      end
      vim.ui.select(list, {
        prompt = text.get('which_deal', lang),
        kind = 'pursuit',
        format_item = function(deal)
          return message.clean(deal.label and ('%s  %s'):format(deal.id, deal.label) or deal.id)
        end,
      }, function(deal)
        if deal then
          chosen(deal.id)
        end
      end)
    end, { label = text.get('reading', lang) })
  end)
end

---The deal of a command. A first word that names it is taken off the words.
---@param ctx pursuit.Context
---@param chosen fun(id: string)
function M.deal(ctx, chosen)
  local first = ctx.words[1]
  if first and M.is_deal(ctx.ws, first) then
    table.remove(ctx.words, 1)
    return chosen(first)
  end
  local here = M.here(ctx.ws, ctx.buf)
  if here then
    return chosen(here)
  end
  M.pick(ctx, chosen)
end

---The same for commands that take nothing but a deal: any other word is a deal that does not exist.
---@param ctx pursuit.Context
---@param chosen fun(id: string)
function M.only_deal(ctx, chosen)
  local first = ctx.words[1]
  if first and not M.is_deal(ctx.ws, first) then
    return message.error(text.get('no_such_deal', ctx.lang, first))
  elseif #ctx.words > 1 then
    return message.error(text.get('too_many_words', ctx.lang, ctx.words[2]))
  end
  M.deal(ctx, chosen)
end

return M
