---A page about an account; each line leads to the note that it is about.
local operation = require('pursuit.operation')
local page = require('pursuit.view.page')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')

local function run(name, words)
  require('pursuit.command').run(name, { words = words })
end

---Of the person or the deal under the cursor, else of the account.
local function brief(view)
  local at = page.item(view) or {}
  run('brief', { at.person and at.person.id or at.deal or view.args.id })
end

---Writes down another level, and why.
local function set_level(view)
  local lang = workspace.lang(view.ws)
  vim.ui.input({ prompt = text.get('ask_level', lang, view.answer.n_levels), default = view.answer.account.level or '' }, function(level)
    if not level or vim.trim(level) == '' then
      return
    end
    vim.ui.input({ prompt = text.get('ask_level_why', lang) }, function(why)
      if why then
        operation.start(view.ws, 'level', { id = view.args.id, level = vim.trim(level), note = vim.trim(why) }, function() end)
      end
    end)
  end)
end

return {
  call = 'account',
  apart = true,
  render = require('pursuit.render.account').page,
  keys = function(view)
    return {
      { 'b', function() brief(view) end, 'key_brief' },
      { 'l', function() set_level(view) end, 'key_level' },
      { 'p', function() run('people', { 'account=' .. view.args.id }) end, 'key_people' },
      { 'd', function()
        require('pursuit.command').run('deals', { words = { 'account=' .. view.args.id }, typed = 'account=' .. view.args.id, bang = true })
      end, 'key_deals_all' },
    }
  end,
}
