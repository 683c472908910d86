---Subcommands that find and show deals.
local buffer = require('pursuit.buffer')
local config = require('pursuit.config')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local overlay = require('pursuit.overlay')
local quickfix = require('pursuit.quickfix')
local target = require('pursuit.target')
local text = require('pursuit.text')
local M = {}

---:Pursuit board [filter …]; `all` is everybody's, and with ! closed deals are shown too.
---@param ctx pursuit.Context
function M.board(ctx)
  local filter = ctx.typed ~= '' and ctx.typed or config.get().board.filter
  require('pursuit.view.board').open(ctx.ws, filter == 'all' and '' or filter, ctx.bang)
end

---:Pursuit deals [filter …], into the quickfix list.
---@param ctx pursuit.Context
function M.deals(ctx)
  local filter = ctx.typed
  operation.start(ctx.ws, 'deals', { filter = filter, all = ctx.bang }, function(deals)
    if #deals == 0 then
      return message.warn(text.get(filter == '' and 'no_deals' or 'no_deals_found', ctx.lang, filter))
    end
    quickfix.deals(deals, text.get('deals_title', ctx.lang, filter), function(deal)
      return require('pursuit.render.deal').line(deal, ctx.lang)
    end, quickfix.show)
  end, { label = text.get('reading', ctx.lang) })
end

local function search(ctx, query)
  operation.start(ctx.ws, 'search', { query = query, limit = 200 }, function(hits)
    if #hits == 0 then
      return message.warn(text.get('no_hits', ctx.lang, query))
    end
    quickfix.hits(hits, text.get('search_title', ctx.lang, query), require('pursuit.render.hit').line)
    quickfix.show()
  end, { label = text.get('searching', ctx.lang) })
end

---:Pursuit search {words}, into the quickfix list; without words as one types.
---@param ctx pursuit.Context
function M.search(ctx)
  if ctx.typed ~= '' then
    return search(ctx, ctx.typed)
  end
  require('pursuit.view.search').open(ctx.ws, {
    lang = ctx.lang,
    to_list = function(typed)
      search(ctx, typed)
    end,
  })
end

local function backlinks(ctx, path)
  operation.start(ctx.ws, 'backlinks', { path = path }, function(links)
    local name = path:sub(#ctx.ws.root + 2)
    if #links == 0 then
      return message.warn(text.get('no_backlinks', ctx.lang, name))
    end
    quickfix.hits(links, text.get('backlinks_title', ctx.lang, name), require('pursuit.render.hit').link)
    quickfix.show()
  end, { label = text.get('reading', ctx.lang) })
end

---:Pursuit backlinks [id]: the lines that lead to a deal's note, or to the note that is here, into the quickfix list.
---@param ctx pursuit.Context
function M.backlinks(ctx)
  local path = overlay.path(ctx.buf)
  if #ctx.words == 0 and path and overlay.inside(ctx.ws.root, path) then
    return backlinks(ctx, path)
  end
  target.only_deal(ctx, function(id)
    operation.start(ctx.ws, 'deal', { id = id }, function(deal)
      backlinks(ctx, deal.path)
    end)
  end)
end

---:Pursuit open [id]
---@param ctx pursuit.Context
function M.open(ctx)
  target.only_deal(ctx, function(id)
    operation.start(ctx.ws, 'deal', { id = id }, function(deal)
      buffer.open(deal.path)
    end)
  end)
end

return M
