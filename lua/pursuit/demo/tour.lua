---One deal from `new` to its follow-up, told while it happens: what is typed, and what the screen shows.
local Screen = require('pursuit.demo.screen')
local gate = require('pursuit.demo.gate')
local typing = require('pursuit.demo.typing')
local verbs = require('pursuit.demo.verbs')
local M = {}

---Where its lines go.
---@param line string
function M.put(line)
  io.write(line, '\n')
end

---@class pursuit.demo.Tour
---@field hand pursuit.demo.Hand
---@field screen pursuit.demo.Screen
---@field deal table
---@field words table<string, string> what is typed and told, in the language of the demo
local Tour = {}
Tour.__index = Tour

function Tour:tell(key)
  self.screen:line('')
  self.screen:line('# ' .. self.words[key])
end

function Tour:type(command, how)
  self.hand:later(3)
  self.screen:type(command, how)
end

function Tour:work(progress, customer)
  verbs.work(self.hand, self.deal, { progress = progress, customer = customer })
end

function Tour:path(name)
  return self.hand:folder(self.deal.id) .. '/' .. name
end

---Line of the open item with an id, or that begins with a text.
function Tour:item(path, wanted)
  for _, block in ipairs(typing.blocks(self.hand:read(path))) do
    if block.id == wanted then
      return { path, block.lnum }
    end
  end
  for lnum, line in ipairs(vim.fn.readfile(path)) do
    if line:find('- [ ] ' .. wanted, 1, true) then
      return { path, lnum }
    end
  end
  error(path .. ' has no open item ' .. wanted, 0)
end

---The votes and the decision on an open review whose criteria are answered.
function Tour:decide(name, decision, how)
  local path = self:path('reviews/' .. name .. '.md')
  for _, vote in ipairs(self.deal.reviews[name].votes) do
    gate.vote(self.hand, path, vote)
  end
  self.hand:be('zhao.min')
  self:type(('decide %s %s'):format(self.deal.id, decision), how)
  self.hand:be(self.deal.owner)
end

function Tour:answer(name)
  gate.answer(self.hand, self.deal, self:path('reviews/' .. name .. '.md'), self.deal.reviews[name])
end

local ACTS = {
  { -150, 'opened', function(t)
    local d = t.deal
    t:type(('new %s id=%s account=%s kind=%s value=%d currency=%s budget=%d team=%s source=%s close=%s'):format(
      d.title, d.id, d.account, d.kind, d.value, d.currency, d.budget, table.concat(d.team, ','), d.source, d.close))
    t:type('check ' .. d.id, { view = true })
  end },
  { -148, 'heard', function(t)
    t:type(('log %s %s kind=visit who=ida.qvist'):format(t.deal.id, t.words.visit))
    t:type(('cost %s 340 travel %s'):format(t.deal.id, t.words.train))
  end },
  { -126, 'early', function(t)
    t:work(0.84)
    t:type('advance ' .. t.deal.id, { list = true, refused = true })
  end },
  { -118, 'analysed', function(t)
    t:type('toggle na ' .. t.words.na, { at = t:item(t:path('0-information.md'), 'rival-policy') })
    t:work(1)
    t:type('advance ' .. t.deal.id, { list = true, refused = true })
  end },
  { -117, 'reviewed', function(t)
    t:type('review ' .. t.deal.id, { view = true })
    t:type(('decide %s go'):format(t.deal.id), { list = true, refused = true })
  end },
  { -114, 'voted', function(t)
    t:answer('approval-1')
    t.hand:type(t:path('reviews/approval-1.md'), function(text)
      return typing.under(text, t.hand.words.conditions, t.deal.condition)
    end)
    t.hand:commit({ t:path('reviews/approval-1.md') })
    t:decide('approval-1', 'conditional')
    t.screen:note(t:path('reviews/approval-1.md'))
    t:type('advance ' .. t.deal.id)
  end },
  { -92, 'planned', function(t)
    t:work(1)
    t:type('advance ' .. t.deal.id)
  end },
  { -76, 'negotiated', function(t)
    t:type(('cost %s 1250 samples %s'):format(t.deal.id, t.words.trial))
    t:type(('log %s %s kind=meeting who=piet.maas,jens.holt'):format(t.deal.id, t.words.price))
    t:work(1)
    t:type('review ' .. t.deal.id)
    t:answer('commercial-1')
    t:decide('commercial-1', 'go', { list = true, refused = true })
  end },
  { -74, 'met', function(t)
    t:type('toggle', { at = t:item(t:path('reviews/approval-1.md'), t.words.condition) })
    t.hand:be('zhao.min')
    t:type(('decide %s go'):format(t.deal.id))
    t.hand:be(t.deal.owner)
    t:type('advance ' .. t.deal.id, { list = true, refused = true })
  end },
  { -68, 'won', function(t)
    t:type(('close %s won value=%d'):format(t.deal.id, t.deal.signed))
    t:type('toggle', { at = t:item(t:path('3-negotiation.md'), 'customer-decision') })
    t:type('advance ' .. t.deal.id)
  end },
  { -24, 'delivered', function(t)
    t:work(1)
    t:type('review ' .. t.deal.id)
    t:answer('relationship-1')
    t:decide('relationship-1', 'go')
    t:type('advance ' .. t.deal.id)
  end },
  { -6, 'extended', function(t)
    t:type(('followup %s %s kind=C value=120000'):format(t.deal.id, t.words.followup))
    t:work(1)
    t:type('check ' .. t.deal.id, { view = true })
  end },
}

---The steps of the tour, for the schedule of the demo.
---@param hand pursuit.demo.Hand
---@param data table
---@return pursuit.demo.Step[]
---@return table deal
function M.steps(hand, data)
  local deal = data.tour
  local tour = setmetatable({ hand = hand, deal = deal, words = deal.words, screen = Screen.new(hand.root, M.put) }, Tour)
  local steps = {}
  for i, act in ipairs(ACTS) do
    steps[i] = {
      day = act[1],
      verb = 'tour',
      run = function()
        if i == 1 then
          tour.screen.root = hand.root -- the real one is known since the workspace is there
          tour.screen:start()
        end
        tour:tell(act[2])
        tour.screen:line(('# %s, %s'):format(hand.clock:today(), hand.team[hand.me].name))
        act[3](tour)
      end,
    }
  end
  return steps, deal
end

---The deal's history and the board, when everything has happened.
---@param hand pursuit.demo.Hand
---@param data table
function M.finish(hand, data)
  local tour = setmetatable({ hand = hand, words = data.tour.words, screen = Screen.new(hand.root, M.put) }, Tour)
  tour:tell('history')
  tour.screen:type('history ' .. data.tour.id, { view = true })
  tour:tell('board')
  tour.screen:type('board', { view = true })
end

return M
