---What to have read before a visit; each line leads to what it is about.
local buffer = require('pursuit.buffer')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local page = require('pursuit.view.page')
local render = require('pursuit.render.brief')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')

---The brief as it may leave this view, in lines of a note.
local function told(view, use)
  local args = { id = view.args.id, kind = view.args.kind, at = view.args.at, discreet = true }
  operation.start(view.ws, 'brief', args, function(brief)
    use(render.note(brief, workspace.lang(view.ws)), brief)
  end)
end

---The deal to whose log a visit belongs: the one under the cursor, the only one, else one that is picked.
local function choose(view, chosen)
  local deals, at = view.answer.deals, page.item(view) or {}
  if #deals == 0 then
    return message.warn(text.get('brief_no_deal', workspace.lang(view.ws)))
  elseif #deals == 1 then
    return chosen(deals[1].id)
  elseif at.deal then
    return chosen(at.deal)
  end
  require('pursuit.ask').term(vim.tbl_map(function(deal)
    return { id = deal.id, label = ('%s  %s'):format(deal.id, deal.title) }
  end, deals), text.get('which_deal', workspace.lang(view.ws)), chosen)
end

---An entry of the log that begins with the brief.
local function visit(view)
  choose(view, function(id)
    told(view, function(said, brief)
      local who = brief.kind == 'person' and { brief.id } or {}
      operation.start(view.ws, 'visit', { id = id, who = who, text = said }, function(place)
        buffer.open(place.path, place.lnum)
      end)
    end)
  end)
end

local function copy(view)
  told(view, function(said)
    vim.fn.setreg('"', said .. '\n')
    message.info(text.get('brief_copied', workspace.lang(view.ws)))
  end)
end

local function open_account(view)
  local at = page.item(view) or {}
  local id = at.person and at.person.account or view.answer.account
  if id then
    require('pursuit.command').run('account', { words = { id } })
  end
end

return {
  call = 'brief',
  apart = true,
  render = render.page,
  keys = function(view)
    return {
      { 'w', function() visit(view) end, 'key_visit' },
      { 'y', function() copy(view) end, 'key_copy' },
      { 'a', function() open_account(view) end, 'key_account' },
    }
  end,
}
