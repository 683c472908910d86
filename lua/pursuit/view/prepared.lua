---What sellers have ready; a key brings a point up to date.
local ask = require('pursuit.ask')
local buffer = require('pursuit.buffer')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local render = require('pursuit.render.prepared')
local sheet = require('pursuit.view.sheet')
local text = require('pursuit.text')
local M = {}

---The point under the cursor, of today and in the note.
local function point_here(view)
  local at = view:item()
  local point = not view.args.at and at and at.point
  return point and point.state ~= 'absent' and point or nil
end

---A point that is due again is answered anew; any other one is turned over.
local function tick(view)
  local point = point_here(view)
  if point then
    operation.start(view.ws, 'toggle', { path = point.path, lnum = point.lnum }, function() view:reload() end)
  end
end

local function not_applicable(view)
  local point = point_here(view)
  if point then
    ask.text(text.get('ask_na_reason', view:lang()), function(reason)
      local args = { path = point.path, lnum = point.lnum, state = '-', reason = reason }
      operation.start(view.ws, 'toggle', args, function() view:reload() end)
    end)
  end
end

---The note of the seller under the cursor, else of whoever is shown.
local function add_points(view)
  local at, sellers = view:item(), view.answer and view.answer.sellers or {}
  local member = at and at.member or sellers[1] and #sellers == 1 and sellers[1].member
  for _, seller in ipairs(sellers) do
    member = member or (at and at.path == seller.path and seller.member)
  end
  if member and not view.args.at then
    operation.start(view.ws, 'prepare', { id = member }, function(made)
      local lang = view:lang()
      message.info(made.count > 0 and text.get('prepared_added', lang, made.count, made.id) or text.get('prepared_complete', lang))
      view:reload()
    end)
  end
end

local function go(view)
  local at = view:item()
  if at and at.path then
    buffer.open(at.path, at.lnum)
  end
end

local function spec(root)
  return {
    call = 'prepared',
    plain = true,
    page = function(answer, style, args)
      style.at, style.process = args.at, root .. '/.pursuit/process.md'
      return render.page(answer, style)
    end,
    keys = function(view)
      local lang = view:lang()
      return {
        { '<CR>', function() go(view) end, text.get('key_goto', lang) },
        { 'x', function() tick(view) end, text.get('key_up_to_date', lang) },
        { '-', function() not_applicable(view) end, text.get('key_na', lang) },
        { 'i', function() add_points(view) end, text.get('key_add_points', lang) },
        { 'a', function() view:ask({ member = view.args.member and '' or 'me' }) end, text.get('key_widen', lang) },
        { 't', function() view:prompt('at', text.get('ask_day_or_now', lang)) end, text.get('key_at', lang) },
      }
    end,
  }
end

---@param ws pursuit.Workspace
---@param args { member: string?, at: string? }
function M.open(ws, args)
  sheet.open(spec(ws.root), ws, args)
end

return M
