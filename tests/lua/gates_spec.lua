local scratch = require('scratch')

describe('the way through the gates', function()
  local w, id
  before_each(function()
    w = scratch.workspace()
    id = w.call('new', { title = 'Deal', id = 'deal', value = 900000 }).id
  end)

  it('refuses to advance with everything that is missing, each at its line', function()
    local code, message, info = w.fails('advance', { id = id })
    assert.equal('REFUSED', code)
    assert.is_truthy(message:find('missing', 1, true))
    local readiness = w.call('readiness', { id = id })
    assert.equal(#readiness.missing, #info.missing)
    for _, item in ipairs(info.missing) do
      assert.equal('/', item.path:sub(1, 1))
      local line, n = nil, 0
      for text in (scratch.read(item.path) .. '\n'):gmatch('(.-)\n') do
        n = n + 1
        line = n == item.lnum and text or line
      end
      assert.is_string(line, item.path .. ':' .. item.lnum)
      if item.kind == 'activity' and not item.absent then
        assert.is_truthy(line:find('^' .. item.id, 1, true), line)
      end
    end
    assert.equal(2, w.commits())
  end)

  it('walks from the first stage to the last, one commit an operation', function()
    local deal = w.walk(id)
    assert.equal('concept', deal.stage)
    assert.equal('concept', deal.earned)
    assert.equal('planning', w.walk(id).stage)
    assert.equal('negotiation', w.walk(id).stage)
    w.close_items(id)
    local review = w.call('review', { id = id })
    w.meet_criteria(review)
    w.call('decide', { id = id, decision = 'go' })
    local code, _, info = w.fails('advance', { id = id })
    assert.equal('REFUSED', code)
    assert.equal('outcome', info.missing[1].kind)
    w.call('close', { id = id, status = 'won', value = 950000, date = '2026-11-20' })
    deal = w.call('advance', { id = id })
    assert.equal('delivery', deal.stage)
    assert.equal('won', deal.status)
    assert.equal('2026-11-20', deal.signed)
    assert.equal(950000, deal.value)
    assert.equal(100, deal.probability)
    assert.equal('extension', w.walk(id).stage)
    w.close_items(id)
    assert.equal('REFUSED', (w.fails('advance', { id = id })))
    assert.equal('done', w.call('close', { id = id, status = 'done' }).status)
    assert.equal('', w.status())
    local errors = {}
    for _, d in ipairs(w.call('diagnostics', {})) do
      if d.severity == 1 then
        errors[#errors + 1] = d.path .. ':' .. d.lnum .. ': ' .. d.message
      end
    end
    assert.same({}, errors)
  end)

  it('opens one review of the next gate, again and again the same, until it is decided', function()
    local review = w.call('review', { id = id })
    assert.equal('preliminary', review.gate)
    assert.equal(1, review.round)
    assert.equal(40, #review.reviewed)
    local before = w.head()
    assert.equal(review.path, w.call('review', { id = id }).path)
    assert.equal(before, w.head())
  end)

  it('lets hold go round again and never decides a decided review again', function()
    w.close_items(id)
    w.call('review', { id = id })
    assert.equal('REFUSED', (w.fails('decide', { id = id, decision = 'hold' })))
    assert.equal('hold', w.call('decide', { id = id, decision = 'hold', reason = 'budget unclear' }).decision)
    assert.equal('NOTFOUND', (w.fails('decide', { id = id, decision = 'go' })))
    local second = w.call('review', { id = id })
    assert.equal(2, second.round)
    w.meet_criteria(second)
    assert.equal('go', w.call('decide', { id = id, decision = 'go' }).decision)
    assert.equal('concept', w.call('advance', { id = id }).stage)
  end)

  it('seals a decided review but for its conditions', function()
    w.close_items(id)
    local review = w.call('review', { id = id })
    w.meet_criteria(review)
    local decided = w.call('decide', {
      id = id,
      decision = 'conditional',
      conditions = { { text = 'Budget confirmed in writing', owner = 'li.wei', due = '2026-12-01', ['for'] = 'crit-budget-likely' } },
    })
    assert.equal(1, #decided.conditions)
    assert.equal('crit-budget-likely', decided.conditions[1]['for'])
    assert.equal('REFUSED', (w.fails('toggle', { path = review.path, lnum = decided.criteria[1].lnum })))
    w.call('advance', { id = id })
    w.close_items(id)
    local blocked = w.call('readiness', { id = id }).missing
    local conditions = {}
    for _, item in ipairs(blocked) do
      conditions[#conditions + 1] = item.kind == 'condition' and item.text or nil
    end
    assert.same({ 'Budget confirmed in writing' }, conditions)
    assert.equal('x', w.call('toggle', { path = review.path, lnum = decided.conditions[1].lnum }).text)
    assert.is_true(w.call('review', { id = id }).gate == 'approval')
  end)

  it('asks for a condition with a partly answered criterion', function()
    w.close_items(id)
    local review = w.call('review', { id = id })
    w.meet_criteria(review)
    local text = scratch.read(review.path)
    local changed = text:gsub('%- %[x%] ([^\n]-) %^crit%-access', '- [ ] %1 [answer:: partly] ^crit-access')
    assert.are_not.equal(text, changed)
    scratch.write(review.path, changed)
    local code, message, info = w.fails('decide', { id = id, decision = 'go' })
    assert.is_truthy(message:find('^the decision Go '))
    assert.equal('REFUSED', code)
    assert.equal('crit-access', info.missing[1].id)
    assert.equal('REFUSED', (w.fails('decide', { id = id, decision = 'conditional', conditions = { { text = 'x', ['for'] = 'crit-fit' } } })))
    local decided = w.call('decide', {
      id = id,
      decision = 'conditional',
      conditions = { { text = 'Meet the head of network', owner = 'li.wei', due = '2026-12-01', ['for'] = 'crit-access' } },
    })
    assert.equal('partly', decided.criteria[4].answer)
    assert.equal('', w.status())
  end)

  it('says self-review where one person is the team, and wants somebody else where there are more', function()
    w.close_items(id)
    w.meet_criteria(w.call('review', { id = id }))
    assert.is_true(w.call('decide', { id = id, decision = 'go' }).self_review)
    w.call('new', { title = 'Team', id = 'team-deal', team = { 'chen.yu', 'zhao.min' } })
    w.close_items('team-deal')
    local review = w.call('review', { id = 'team-deal' })
    assert.same({ 'chen.yu', 'zhao.min' }, review.reviewers)
    w.meet_criteria(review)
    local code, _, info = w.fails('decide', { id = 'team-deal', decision = 'go', reviewers = { 'li.wei' } })
    assert.equal('REFUSED', code)
    assert.equal('reviewer', info.missing[1].kind)
    local decided = w.call('decide', {
      id = 'team-deal',
      decision = 'go',
      votes = { { reviewer = 'chen.yu', vote = 'go', comment = 'good chance', evidence = '[[log]]' } },
    })
    assert.is_false(decided.self_review)
    assert.equal('chen.yu', decided.votes[1].reviewer)
    assert.is_truthy(decided.votes[1].comment:find('proxy:: li.wei', 1, true))
    local function warnings()
      local n = 0
      for _, d in ipairs(w.call('diagnostics', { path = decided.path })) do
        n = n + (d.message:find('chen.yu', 1, true) and d.code == 'evidence-missing' and 1 or 0)
      end
      return n
    end
    assert.equal(0, warnings())
    scratch.write(decided.path, (scratch.read(decided.path):gsub(' %[evidence:: %[%[log%]%]%]', '')))
    assert.equal(1, warnings())
  end)

  it('closes a deal by a no-go with its reason', function()
    w.call('review', { id = id })
    assert.equal('REFUSED', (w.fails('decide', { id = id, decision = 'no-go' })))
    w.call('decide', { id = id, decision = 'no-go', reason = 'no need' })
    assert.equal('no-go', w.call('deal', { id = id }).status)
    assert.equal('REFUSED', (w.fails('advance', { id = id })))
    assert.equal('open', w.call('reopen', { id = id }).status)
  end)

  it('can be overridden with a reason that stays visible', function()
    assert.equal('INVAL', (w.fails('advance', { id = id, override = '   ' })))
    local deal = w.call('advance', { id = id, override = 'the customer waits' })
    assert.equal('concept', deal.stage)
    assert.is_true(deal.overridden)
    assert.is_false(deal.unearned)
    local moved = w.call('history', { id = id })[1]
    assert.equal('stage', moved.kind)
    assert.is_truthy(moved.text:find('the customer waits', 1, true))
  end)

  it('goes back with a reason', function()
    w.walk(id)
    assert.equal('INVAL', (w.fails('back', { id = id })))
    assert.equal('information', w.call('back', { id = id, reason = 'the need is gone' }).stage)
    assert.is_truthy(w.call('history', { id = id })[1].text:find('the need is gone', 1, true))
    assert.equal('deal: back: concept → information, the need is gone', (scratch.git(w.dir, 'log', '-1', '--format=%s')))
    assert.equal('REFUSED', (w.fails('back', { id = id, reason = 'x' })))
    assert.equal('concept', w.call('advance', { id = id }).stage)
  end)

  it('shows a claim beyond what was earned as errors, on the stage line and on each missing line', function()
    local path = w.call('deal', { id = id }).path
    scratch.write(path, (scratch.read(path):gsub('\nstage: information\n', '\nstage: planning\n')))
    local deal = w.call('deal', { id = id })
    assert.equal('planning', deal.stage)
    assert.equal('information', deal.earned)
    assert.is_true(deal.unearned)
    local count = {}
    for _, d in ipairs(w.call('diagnostics', {})) do
      assert.equal(1, d.severity, d.message)
      count[d.code] = (count[d.code] or 0) + 1
      assert.is_true(d.code ~= 'stage-unearned' or d.path == path)
    end
    assert.same({ ['stage-unearned'] = 1, ['stage-history'] = 1, ['missing-review'] = 2, ['missing-activity'] = 37 }, count)
  end)

  it('closes lost, no-decision and paused with a reason, and reopens', function()
    for _, status in ipairs({ 'lost', 'no-decision', 'no-go', 'paused' }) do
      assert.equal('INVAL', (w.fails('close', { id = id, status = status })))
      assert.equal(status, w.call('close', { id = id, status = status, reason = 'price', to = status == 'lost' and 'huaxing' or nil }).status)
      assert.equal('REFUSED', (w.fails('close', { id = id, status = status, reason = 'again' })))
      local reopened = w.call('reopen', { id = id })
      assert.equal('open', reopened.status)
      assert.is_nil(reopened.reason)
    end
    assert.equal('REFUSED', (w.fails('close', { id = id, status = 'done' })))
    assert.equal('INVAL', (w.fails('close', { id = id, status = 'gone' })))
    assert.equal('REFUSED', (w.fails('reopen', { id = id })))
  end)

  it('never refuses a contract, whatever the stage: the claim stays, the rest stays listed', function()
    local won = w.call('close', { id = id, status = 'won' })
    assert.equal('won', won.status)
    assert.equal('information', won.stage)
    assert.is_true(#w.call('readiness', { id = id }).missing > 0)
    w.call('new', { title = 'No value', id = 'no-value' })
    assert.equal('INVAL', (w.fails('close', { id = 'no-value', status = 'won' })))
  end)

  it('archives a closed deal and keeps it out of the lists', function()
    assert.equal('REFUSED', (w.fails('archive', { id = id })))
    w.call('close', { id = id, status = 'lost', reason = 'price' })
    assert.is_true(w.call('archive', { id = id }).archived)
    assert.same({}, w.call('deals', {}))
    assert.same({}, w.call('deals', { all = true }))
    assert.equal(1, #w.call('deals', { filter = 'archived' }))
  end)
end)
