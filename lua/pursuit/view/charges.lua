---What is open under a name; a key hands it over to somebody else, after a question.
local ask = require('pursuit.ask')
local buffer = require('pursuit.buffer')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local render = require('pursuit.render.charges')
local sheet = require('pursuit.view.sheet')
local text = require('pursuit.text')
local M = {}

local heirs = {} ---@type table<string, string?> root of a workspace → who is to get what its view shows

---Lets the user choose a member of the team.
---@param ws pursuit.Workspace
---@param prompt string
---@param but string? somebody who is not offered
---@param chosen fun(id: string)
function M.ask_member(ws, prompt, but, chosen)
  operation.start(ws, 'names', { kind = 'member' }, function(names)
    local others = vim.tbl_filter(function(name)
      return name.id ~= but
    end, names)
    ask.term(others, prompt, chosen)
  end)
end

---Does it, and says what was done.
---@param ws pursuit.Workspace
---@param args { from: string, to: string, filter: string? }
---@param lang 'en'|'zh'
function M.hand_over(ws, args, lang)
  operation.start(ws, 'handover', args, function(done)
    local sum = render.sum(done.charges, lang)
    if sum == '' then
      return message.info(text.get('nothing_handed_over', lang, done.from))
    end
    message.info(text.get('handed_over', lang, done.from, done.to, sum, #done.commits, #done.briefs))
  end, { label = text.get('handing_over', lang) })
end

local function confirm(view, to)
  local lang, charges = view:lang(), view.answer
  local yes, no = text.get('hand_over', lang), text.get('stop', lang)
  local prompt = text.get('ask_handover', lang, charges.member, to, render.sum(charges, lang))
  vim.ui.select({ yes, no }, { prompt = message.clean(prompt), kind = 'pursuit' }, function(choice)
    if choice == yes then
      M.hand_over(view.ws, { from = charges.member, to = to, filter = view.args.filter }, lang)
    end
  end)
end

local function hand_over(view)
  local lang, charges = view:lang(), view.answer
  local to = heirs[view.ws.root]
  if not charges or #charges.items == 0 then
    return message.info(text.get('charges_none', lang))
  elseif to then
    return confirm(view, to)
  end
  M.ask_member(view.ws, text.get('ask_heir', lang), charges.member, function(id)
    confirm(view, id)
  end)
end

local function jump(view)
  local at = view:item()
  if at and at.path then
    buffer.open(at.path, at.lnum)
  end
end

local function spec(ws)
  return {
    call = 'charges',
    page = function(answer, style)
      style.to = heirs[ws.root]
      return render.page(answer, style)
    end,
    keys = function(view)
      local lang = view:lang()
      return {
        { '<CR>', function() jump(view) end, text.get('key_goto', lang) },
        { 'h', function() hand_over(view) end, text.get('key_hand_over', lang) },
      }
    end,
  }
end

---@param ws pursuit.Workspace
---@param args { member: string, filter: string? }
---@param to string? who is to get it
function M.open(ws, args, to)
  heirs[ws.root] = to
  sheet.open(spec(ws), ws, args)
end

return M
