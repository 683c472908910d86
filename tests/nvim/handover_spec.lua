---What is open under a name on the screen, and handing it over.
local cells = require('pursuit.render.cells')
local children = require('child')
local render = require('pursuit.render.charges')

local function charges()
  local function item(kind, deal, title, text, sealed)
    return { kind = kind, deal = deal, title = title, text = text, path = '/w/' .. (deal or title) .. '.md', lnum = 7, sealed = sealed or false }
  end
  return {
    member = 'li.wei', name = 'Li Wei', left = '2026-11-01', today = '2026-11-23',
    deals = 2, tasks = 2, conditions = 1, contacts = 1, others = 1, broken = {},
    items = {
      item('owner', 'acme-core', 'Acme core network upgrade'), item('team', 'acme-core', 'Acme core network upgrade'),
      item('condition', 'acme-core', 'Acme core network upgrade', 'Meet the director', true),
      item('promise', 'acme-core', 'Acme core network upgrade', 'Send the list of ports'),
      item('owner', '云南-回传', '云南回传网扩容'),
      item('contact', nil, 'Liu Min', 'Liu Min'), item('task', nil, 'Acme', 'Renew the frame contract'),
    },
  }
end

describe('what is open under a name', function()
  it('stands deal by deal, then what is outside of them', function()
    assert.same({
      ' li.wei   Li Wei   left 2026-11-01   for zhao.min',
      ' 2 deals, 2 tasks, 1 condition, 1 contact, 1 more',
      '',
      ' acme-core  Acme core network upgrade   owner, team',
      '     condition  Meet the director   sealed with its review',
      '     promise    Send the list of ports',
      '',
      ' 云南-回传  云南回传网扩容              owner',
      '',
      ' Outside of deals',
      ' Liu Min   contact',
      ' Acme',
      '     task       Renew the frame contract',
      '',
      ' h hands it over',
    }, render.page(charges(), { width = 100, lang = 'en', to = 'zhao.min' }).lines)
  end)

  it('fits every width, in either language', function()
    for _, lang in ipairs({ 'en', 'zh' }) do
      for _, width in ipairs({ 40, 60, 100, 160 }) do
        for i, line in ipairs(render.page(charges(), { width = width, lang = lang }).lines) do
          assert.is_true(i == 1 or cells.width(line) <= width, ('%d cells in %d: %s'):format(cells.width(line), width, line))
        end
      end
    end
  end)

  it('leads each line to its place, and says where there is nothing', function()
    local page = render.page(charges(), { width = 100, lang = 'en' })
    assert.same({ 7, '/w/acme-core.md' }, { page.items[5].lnum, page.items[5].path })
    local empty = charges()
    empty.items, empty.deals, empty.tasks, empty.conditions, empty.contacts, empty.others = {}, 0, 0, 0, 0, 0
    assert.equal(' 名下没有未完成的事项', render.page(empty, { width = 100, lang = 'zh' }).lines[2])
  end)
end)

describe(':Pursuit handover', function()
  local child
  setup(function()
    child = children.start()
    child:workspace()
    child:ok('add', 'member', { id = 'zhao.min', title = 'Zhao Min' })
    child:ok('new', 'Core', { id = 'core' })
    child:ok('new', 'Ring', { id = 'ring' })
  end)
  teardown(function()
    child:stop()
  end)

  it('shows what it is about, asks, and does it', function()
    child:pursuit('handover me zhao.min core')
    child:wait_for("vim.bo.filetype == 'pursuit-charges' and vim.fn.search('core') > 0", 'the view')
    assert.truthy(child:screen():find('for zhao.min', 1, true))
    child:answer(false)
    child:type('h')
    assert.equal('li.wei → zhao.min: 1 deal', child:get('_G.asked[1]'))
    assert.equal('li.wei', child:ok('deal', 'core').owner)
    child:answer('Hand over')
    child:type('h')
    child:wait_for("vim.fn.search('nothing is open') > 0", 'the empty view')
    assert.equal('zhao.min', child:ok('deal', 'core').owner)
    assert.equal('li.wei', child:ok('deal', 'ring').owner)
    assert.truthy(child:get('vim.inspect(_G.said)'):find('Commits: 1, drafted briefs: 1', 1, true))
  end)

  it('lets choose who, where nobody is named', function()
    child:answer('Li Wei', 'Zhao Min')
    child:pursuit('handover')
    child:wait_for("vim.bo.filetype == 'pursuit-charges' and vim.fn.search('ring') > 0", 'the view')
    assert.same({ 'Whose?', 'Hand over to whom?' }, child:get('_G.asked'))
  end)

  it('does it at once with a bang, and refuses whom nobody knows', function()
    child:pursuit('handover! li.wei wang')
    child:wait_for("vim.inspect(_G.said):find('nobody in the team') ~= nil", 'the refusal')
    child:pursuit('handover! li.wei zhao.min')
    child:wait_for("require('pursuit').deal('ring').owner == 'zhao.min'", 'the handover')
  end)

  it('completes members', function()
    assert.same({ 'zhao.min' }, child:get("vim.fn.getcompletion('Pursuit handover li.wei zh', 'cmdline')"))
  end)
end)
