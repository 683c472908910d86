---Which deal a command is about: the one named first, else the one here, else one that is picked.
local operation = require('pursuit.operation')
local overlay = require('pursuit.overlay')
local text = require('pursuit.text')
local M = {}

---Whether a word is the id of a deal. An id that two folders claim, or whose note can't be read, is one too: the command says so.
---@param ws pursuit.Workspace
---@param word string
---@return boolean
function M.is_deal(ws, word)
  local answer, _, code = ws.handle:call('deal', { id = word })
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
  elseif vim.b[buf].pursuit_deal then
    return vim.b[buf].pursuit_deal
  end
  local path = overlay.path(buf)
  if not path or not overlay.inside(ws.root, path) then
    return nil
  end
  local where = ws.handle:call('where', { path = path })
  return where and where.kind == 'deal' and where.id or nil
end

---Lets the user pick a deal.
---@param ws pursuit.Workspace
---@param lang 'en'|'zh'
---@param chosen fun(id: string)
function M.pick(ws, lang, chosen)
  operation.start(ws, 'names', { kind = 'deal' }, function(deals)
    if #deals == 0 then
      return require('pursuit.message').warn(text.get('no_deals', lang))
    end
    vim.ui.select(deals, {
      prompt = text.get('which_deal', lang),
      kind = 'pursuit',
      format_item = function(deal)
        return require('pursuit.message').clean(deal.label and ('%s  %s'):format(deal.id, deal.label) or deal.id)
      end,
    }, function(deal)
      if deal then
        chosen(deal.id)
      end
    end)
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
  M.pick(ctx.ws, ctx.lang, chosen)
end

---The same for commands that take nothing but a deal: any other word is a deal that does not exist.
---@param ctx pursuit.Context
---@param chosen fun(id: string)
function M.only_deal(ctx, chosen)
  local first = ctx.words[1]
  if first and not M.is_deal(ctx.ws, first) then
    return require('pursuit.message').error(text.get('no_such_deal', ctx.lang, first))
  elseif #ctx.words > 1 then
    return require('pursuit.message').error(text.get('too_many_words', ctx.lang, ctx.words[2]))
  end
  M.deal(ctx, chosen)
end

return M
