---People, and accounts, as lists.
local buffer = require('pursuit.buffer')
local render = require('pursuit.render.people')
local sheet = require('pursuit.view.sheet')
local text = require('pursuit.text')
local M = {}

local MOST = 500

---Runs a subcommand about what the cursor stands on.
local function run(view, name, of)
  return function()
    local at = view:item()
    local id = at and of(at)
    if id then
      require('pursuit.command').run(name, { words = { id } })
    end
  end
end

local function person_of(at)
  return at.person and at.person.id
end

local function account_of(at)
  return at.account or at.person and at.person.account
end

local function open(view)
  return function()
    local at = view:item()
    if at and at.account then
      run(view, 'account', account_of)()
    elseif at and at.path then
      buffer.open(at.path, at.lnum)
    end
  end
end

local function spec(call, page, subject, keys)
  return {
    call = call,
    complete = 'prompt_' .. call,
    page = function(answer, style, args)
      style.filter = args.filter or ''
      return page(answer, style)
    end,
    keys = function(view)
      local lang = view:lang()
      local list = {
        { '<CR>', open(view), text.get(keys.enter, lang) },
        { 'b', run(view, 'brief', subject), text.get('key_brief', lang) },
      }
      if keys.account then
        list[#list + 1] = { 'a', run(view, 'account', account_of), text.get('key_account', lang) }
      else
        list[#list + 1] = { 'o', function()
          local at = view:item()
          if at and at.path then
            buffer.open(at.path, at.lnum)
          end
        end, text.get('key_note', lang) }
      end
      return list
    end,
  }
end

local SPECS = {
  people = spec('people', render.page, person_of, { enter = 'key_goto', account = true }),
  accounts = spec('accounts', render.accounts, account_of, { enter = 'key_account' }),
}

---@param ws pursuit.Workspace
---@param call 'people'|'accounts'
---@param args { filter: string?, all: boolean?, at: string? }
function M.open(ws, call, args)
  args.limit = MOST
  sheet.open(SPECS[call], ws, args)
end

return M
