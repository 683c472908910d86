---How the pipeline moved; a line leads to its deal then and now.
local buffer = require('pursuit.buffer')
local render = require('pursuit.render.movement')
local sheet = require('pursuit.view.sheet')
local text = require('pursuit.text')
local M = {}

local function open(view)
  local at = view:item()
  if at and at.deal then
    require('pursuit.view.past').open(view.ws, at.deal.deal, view.answer.from)
  elseif at and at.path then
    buffer.open(at.path, at.lnum)
  end
end

local SPEC = {
  call = 'movement',
  page = function(answer, style, args)
    style.filter = args.filter or ''
    return render.page(answer, style)
  end,
  keys = function(view)
    local lang = view:lang()
    return {
      { '<CR>', function() open(view) end, text.get('key_then', lang) },
      { 'b', function() view:prompt('from', text.get('ask_from', lang)) end, text.get('key_from', lang) },
      { 'e', function() view:prompt('to', text.get('ask_to', lang)) end, text.get('key_to', lang) },
    }
  end,
}

---@param ws pursuit.Workspace
---@param args { from: string?, to: string?, filter: string? }
function M.open(ws, args)
  sheet.open(SPEC, ws, args)
end

return M
