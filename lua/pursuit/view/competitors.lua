---Competitors over all deals, and the page of one.
local buffer = require('pursuit.buffer')
local render = require('pursuit.render.competitors')
local sheet = require('pursuit.view.sheet')
local text = require('pursuit.text')
local M = {}

local function go(view)
  local at = view:item()
  if at and at.competitor then
    view:ask({ id = at.competitor })
  elseif at and at.path then
    buffer.open(at.path, at.lnum)
  end
end

local SPEC = {
  call = 'competitors',
  plain = true,
  page = function(answer, style, args)
    style.at, style.id = args.at, args.id
    return render.page(answer, style)
  end,
  keys = function(view)
    local lang = view:lang()
    return {
      { '<CR>', function() go(view) end, text.get('key_rival', lang) },
      { '-', function() view:ask({ id = '' }) end, text.get('key_rivals_all', lang) },
      { 't', function() view:prompt('at', text.get('ask_day_or_now', lang)) end, text.get('key_at', lang) },
    }
  end,
}

---@param ws pursuit.Workspace
---@param args { id: string?, at: string? }
function M.open(ws, args)
  sheet.open(SPEC, ws, args)
end

return M
