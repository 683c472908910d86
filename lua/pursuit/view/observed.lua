---What the workspace's own history says of its process.
local buffer = require('pursuit.buffer')
local render = require('pursuit.render.observed')
local sheet = require('pursuit.view.sheet')
local text = require('pursuit.text')
local M = {}

local SPEC = {
  call = 'observed',
  page = function(answer, style, args)
    style.filter = args.filter or ''
    return render.page(answer, style)
  end,
  keys = function(view)
    local lang = view:lang()
    local function open()
      local at = view:item()
      if at and at.path then
        buffer.open(at.path, at.lnum)
      elseif at and at.stage then
        require('pursuit.command').run('deals', { words = { 'stage=' .. at.stage }, bang = true })
      end
    end
    return {
      { '<CR>', open, text.get('key_deals', lang) },
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
