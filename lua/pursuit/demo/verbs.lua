---What happens to a deal in the demo, verb by verb: each takes the hand, the deal's data and the step's arguments.
local gate = require('pursuit.demo.gate')
local typing = require('pursuit.demo.typing')
local M = {}

local NEW = {
  'id', 'account', 'kind', 'profile', 'owner', 'team', 'value', 'currency', 'source', 'products', 'budget', 'margin', 'flow', 'close',
}

local function given(deal, keys)
  local opts = {}
  for _, key in ipairs(keys) do
    opts[key] = deal[key]
  end
  return opts
end

function M.new(hand, deal)
  hand:call('new', deal.title, given(deal, NEW))
  local path = hand:call('deal', deal.id).path
  hand:type(path, function(text)
    return typing.under(text, hand.words.summary, deal.summary)
  end)
  hand:commit({ path })
end

function M.followup(hand, deal)
  local opts = given(deal, { 'kind', 'profile', 'value', 'source', 'budget', 'close' })
  local made = hand:call('followup', deal.parent, deal.title, opts)
  assert(made.id == deal.id, ('the follow-up is called %s, not %s'):format(made.id, deal.id))
  hand:type(made.path, function(text)
    return typing.under(text, hand.words.summary, deal.summary)
  end)
  hand:commit({ made.path })
end

---The customer's decision waits for the commercial review.
local LATER = 'customer-decision'

---Open activities of the next step, the first of those that are to be closed for a share of the stage to be done.
local function to_close(hand, id, progress, customer)
  local readiness, open = hand:call('readiness', id), {}
  for _, missing in ipairs(readiness.missing) do
    if missing.kind == 'activity' and (customer or missing.id ~= LATER) then
      assert(not missing.absent, missing.message)
      open[#open + 1] = missing
    end
  end
  local left = math.floor(readiness.total * (1 - progress))
  return vim.list_slice(open, 1, math.max(0, #open - left))
end

---Ticks items of notes, from the last line of each note to the first, so that findings move nothing that is still to be ticked.
local function tick(hand, deal, items)
  table.sort(items, function(a, b)
    return a.path == b.path and a.lnum > b.lnum or a.path < b.path
  end)
  local touched = {}
  for _, item in ipairs(items) do
    local na = (deal.na or {})[item.id]
    local fields = na and { { 'reason', na } } or {}
    if not item.path:find('/deals/', 1, true) then
      fields[#fields + 1] = { 'done', hand.clock:today() }
    end
    hand:type(item.path, function(text)
      return typing.tick(text, item.lnum, na and '-' or 'x', fields, (deal.findings or {})[item.id])
    end)
    if touched[#touched] ~= item.path then
      touched[#touched + 1] = item.path
    end
  end
  return touched
end

---Closes activities in the order of the process until that share of the stage is done.
function M.work(hand, deal, step)
  local items = to_close(hand, deal.id, step.progress, step.customer)
  if #items > 0 then
    hand:commit(tick(hand, deal, items))
  end
end

---Closes activities that are named, wherever the deal stands: by the API, one commit each.
function M.close_items(hand, deal, step)
  for _, id in ipairs(step.ids) do
    for _, path in ipairs(hand:notes(hand:folder(deal.id))) do
      for _, block in ipairs(typing.blocks(hand:read(path))) do
        if block.id == id and block.state == ' ' then
          hand:call('toggle', path, block.lnum, 'x', nil, {})
        end
      end
    end
  end
end

---Closes all that is not applicable under the last stages in one go.
function M.not_needed(hand, deal, step)
  local folder = hand:folder(deal.id)
  hand:call('toggle', folder .. '/' .. step.file, 1, '-', step.reason, { bulk = true })
end

function M.gate(hand, deal, step)
  if hand:call('readiness', deal.id).gate then
    gate.hold(hand, deal, step)
  end
end

function M.met(hand, deal, step)
  local path = ('%s/reviews/%s.md'):format(hand:folder(deal.id), step.review)
  local lnum = 0
  for line in hand:read(path):gmatch('([^\n]*)\n') do
    lnum = lnum + 1
    if line:find('- [ ] ' .. step.text, 1, true) then
      return hand:call('toggle', path, lnum, 'x', nil, {})
    end
  end
  error(('%s has no condition "%s"'):format(path, step.text), 0)
end

function M.advance(hand, deal, step)
  hand:call('advance', deal.id, { override = step.override })
end

function M.back(hand, deal, step)
  hand:call('back', deal.id, step.reason)
end

---A field of deal.md gets another day, for a reason.
function M.postpone(hand, deal, step)
  local path, lnum = hand:folder(deal.id) .. '/deal.md', 0
  for line in hand:read(path):gmatch('([^\n]*)\n') do
    lnum = lnum + 1
    if line:find(step.key .. ':', 1, true) == 1 then
      return hand:call('postpone', path, lnum, step.date, step.reason, {})
    end
  end
  error(('%s has no %s'):format(path, step.key), 0)
end

---What the seller has ready: points of their own note, answered as of that day.
function M.prepared(hand, _, step)
  for _, point in ipairs(hand:call('prepared', hand.me, {})[1].points) do
    if vim.list_contains(step.points, point.id) then
      hand:call('toggle', point.path, point.lnum, 'x', nil, {})
    end
  end
end

function M.close(hand, deal, step)
  hand:call('close', deal.id, step.status, {
    reason = step.reason, note = step.note, to = step.to, revisit = step.revisit, date = step.date, value = step.value,
  })
end

---Somebody leaves: what is theirs goes to the heir, and their note says when.
function M.handover(hand, deal)
  hand:call('handover', deal.owner, deal.heir.id, {})
  local path = hand.root .. '/team/' .. deal.owner .. '.md'
  hand:type(path, function(text)
    return typing.set(text, 'left', hand.clock:today())
  end)
  hand:commit({ path })
end

---The heir has read what the one before wrote: the activity that was opened again, wherever it stands.
function M.read_brief(hand, deal)
  for _, missing in ipairs(hand:call('readiness', deal.id, {}).missing) do
    if missing.id == 'handover' then
      hand:call('toggle', missing.path, missing.lnum, 'x', nil, {})
    end
  end
end

function M.renew(hand, deal, step)
  hand:call('renew', deal.id, { title = step.title, kind = step.kind, value = step.value })
end

function M.reopen(hand, deal)
  hand:call('reopen', deal.id)
end

function M.archive(hand, deal)
  hand:call('archive', deal.id)
end

function M.log(hand, deal, step)
  hand:call('log', deal.id, { kind = step.kind, who = step.who, text = step.text, deals = step.deals })
end

function M.cost(hand, deal, step)
  hand:call('cost', deal.id, { amount = step.amount, category = step.category, note = step.note, to = step.to, stage = step.stage })
end

---A note about a competitor, filled in.
function M.competitor(hand, _, step)
  local made = hand:call('add', 'competitor', { id = step.id, title = step.name })
  hand:type(made.path, function(text)
    for _, pair in ipairs(step.fields) do
      text = typing.set(text, pair[1], pair[2])
    end
    return text
  end)
  hand:commit({ made.path })
end

---Types in a note of the deal's folder (deal.md unless named) and commits.
local function edit(hand, deal, step, change)
  local path = hand:folder(deal.id) .. '/' .. (step.file or 'deal.md')
  hand:type(path, change)
  hand:commit({ path })
end

function M.set(hand, deal, step)
  edit(hand, deal, step, function(text)
    for _, pair in ipairs(step.fields) do
      text = typing.set(text, pair[1], pair[2])
    end
    return text
  end)
end

function M.rows(hand, deal, step)
  edit(hand, deal, step, function(text)
    return typing.rows(text, hand.words[step.heading], step.rows, hand.headers[step.header])
  end)
end

function M.cells(hand, deal, step)
  local cells = {}
  for column, value in pairs(step.cells) do
    cells[hand.words[column]] = value
  end
  edit(hand, deal, step, function(text)
    return typing.cells(text, hand.words[step.heading], step.key, cells)
  end)
end

function M.write(hand, deal, step)
  edit(hand, deal, step, function(text)
    for _, part in ipairs(step.parts) do
      text = typing.under(text, hand.words[part[1]], part[2])
    end
    return text
  end)
end

---A stage that the front matter claims and nobody has earned: typed by hand, past every gate.
function M.claim(hand, deal, step)
  edit(hand, deal, step, function(text)
    local from = assert(text:match('\nstage: (%S+)'))
    local row = { hand.clock:today(), from, step.stage, '', '', hand.me, '' }
    return typing.rows(typing.set(text, 'stage', step.stage), hand.words.stage_history, { row })
  end)
end

return M
