---The forecast; a row leads to its deals.
local buffer = require('pursuit.buffer')
local operation = require('pursuit.operation')
local quickfix = require('pursuit.quickfix')
local render = require('pursuit.render.forecast')
local sheet = require('pursuit.view.sheet')
local text = require('pursuit.text')
local M = {}

---What rows may be by.
M.BY = { 'month', 'quarter', 'owner', 'account', 'kind', 'stage' }

---The deals of a row, into the quickfix list.
local function show_deals(view, row)
  local wanted, lang = {}, view:lang()
  for _, id in ipairs(row.deals) do
    wanted[id] = true
  end
  operation.start(view.ws, 'deals', { all = true, at = view.args.at }, function(deals)
    local found = vim.tbl_filter(function(deal)
      return wanted[deal.id]
    end, deals)
    quickfix.deals(found, text.get('deals_title', lang, row.label or row.key or ''), function(deal)
      return require('pursuit.render.deal').line(deal, lang)
    end)
    quickfix.show()
  end, { label = text.get('reading', lang) })
end

local function open(view)
  local at = view:item()
  if at and at.row then
    show_deals(view, at.row)
  elseif at and at.path then
    buffer.open(at.path, at.lnum)
  end
end

---The next thing that rows may be by.
local function turn(view)
  for i, by in ipairs(M.BY) do
    if by == (view.args.by or 'month') then
      return view:ask({ by = M.BY[i % #M.BY + 1] })
    end
  end
end

local unfolded = false

local SPEC = {
  call = 'forecast',
  page = function(answer, style, args)
    style.filter, style.at, style.all = args.filter or '', args.at ~= nil, unfolded
    return render.page(answer, style)
  end,
  keys = function(view)
    local lang = view:lang()
    return {
      { '<CR>', function() open(view) end, text.get('key_deals', lang) },
      { 'g', function() turn(view) end, text.get('key_by', lang) },
      { '<Tab>', function() unfolded = not unfolded view:draw() end, text.get('key_fold', lang) },
      { 'i', function() view:prompt('currency', text.get('ask_currency', lang)) end, text.get('key_currency', lang) },
      { 't', function() view:prompt('at', text.get('ask_day_or_now', lang)) end, text.get('key_at', lang) },
    }
  end,
}

---@param ws pursuit.Workspace
---@param args { by: string?, at: string?, filter: string?, currency: string? }
function M.open(ws, args)
  sheet.open(SPEC, ws, args)
end

return M
