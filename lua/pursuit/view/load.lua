---Who carries how much; a row leads to the person's board.
local buffer = require('pursuit.buffer')
local render = require('pursuit.render.load')
local sheet = require('pursuit.view.sheet')
local text = require('pursuit.text')
local M = {}

local function open(view)
  local at = view:item()
  if at and at.owner then
    local filter = 'owner=' .. at.owner .. (view.args.filter and ' ' .. view.args.filter or '')
    require('pursuit.view.board').open(view.ws, filter, false, view.args.at)
  elseif at and at.path then
    buffer.open(at.path, at.lnum)
  end
end

local SPEC = {
  call = 'load',
  page = function(answer, style, args)
    style.filter, style.at = args.filter or '', args.at ~= nil
    return render.page(answer, style)
  end,
  keys = function(view)
    local lang = view:lang()
    return {
      { '<CR>', function() open(view) end, text.get('key_board_of', lang) },
      { 'i', function() view:prompt('currency', text.get('ask_currency', lang)) end, text.get('key_currency', lang) },
      { 't', function() view:prompt('at', text.get('ask_day_or_now', lang)) end, text.get('key_at', lang) },
    }
  end,
}

---@param ws pursuit.Workspace
---@param args { filter: string?, at: string?, currency: string? }
function M.open(ws, args)
  sheet.open(SPEC, ws, args)
end

return M
