---What people received; a row leads to its line of the ledger, a person to the note.
local buffer = require('pursuit.buffer')
local message = require('pursuit.message')
local render = require('pursuit.render.gifts')
local sheet = require('pursuit.view.sheet')
local text = require('pursuit.text')
local M = {}

---The year that a word means: 2026, or `all`; nil where it is none.
---@param word string
---@return integer?
function M.year(word)
  return word == 'all' and -1 or word:find('^%d%d%d%d$') and tonumber(word) or nil
end

local function ask_year(view)
  local lang = view:lang()
  vim.ui.input({ prompt = text.get('ask_year', lang) }, function(typed)
    typed = typed and vim.trim(typed)
    if typed and typed ~= '' and not M.year(typed) then
      message.error(text.get('bad_year', lang, typed))
    elseif typed then
      view:ask({ year = typed == '' and '' or M.year(typed) })
    end
  end)
end

local SPEC = {
  call = 'gifts',
  plain = true,
  page = function(answer, style, args)
    style.at = args.at ~= nil
    return render.page(answer, style)
  end,
  keys = function(view)
    local lang = view:lang()
    return {
      { '<CR>', function()
        local at = view:item()
        if at and at.path then
          buffer.open(at.path, at.lnum)
        end
      end, text.get('key_goto', lang) },
      { 'y', function() ask_year(view) end, text.get('key_year', lang) },
      { 'p', function() view:prompt('person', text.get('ask_person_or_all', lang)) end, text.get('key_recipient', lang) },
      { 't', function() view:prompt('at', text.get('ask_day_or_now', lang)) end, text.get('key_at', lang) },
    }
  end,
}

---@param ws pursuit.Workspace
---@param args { person: string?, year: integer?, at: string? }
function M.open(ws, args)
  sheet.open(SPEC, ws, args)
end

return M
