---Deals that follow one another on the screen, and their terms on the command line.
local cells = require('pursuit.render.cells')
local children = require('child')
local render = require('pursuit.render.kinship')

local function kin(fields)
  return vim.tbl_extend('keep', fields, { title = fields.id, status = 'open', stage_label = 'Concept', currency = 'CNY', depth = 0, here = false, path = '/w/' .. fields.id })
end

local function chain()
  return {
    deal = 'core-2', circle = false, today = '2026-11-23',
    deals = {
      kin({ id = 'core', title = 'Core network', status = 'done', value = 900000, signed = '2025-03-01' }),
      kin({ id = 'core-2', title = '核心网二期', status = 'won', value = 400000, signed = '2026-05-01', depth = 1, here = true }),
      kin({ id = 'core-3', title = 'Phase three', depth = 2, close = '2027-02-01' }),
      kin({ id = 'ring', title = 'Ring', status = 'lost', depth = 1, opened = '2026-01-10' }),
    },
  }
end

describe('the chain of deals', function()
  it('stands from the first to the last follow-up', function()
    assert.same({
      ' core-2   chain of deals',
      '',
      '  ✓ core          Core network  CNY 900 k  done     signed 2025-03-01',
      ' ▸✓ ├─ core-2     核心网二期    CNY 400 k  won      signed 2026-05-01',
      '  · │  └─ core-3  Phase three              Concept  to sign 2027-02-01',
      '  ✗ └─ ring       Ring                     lost     opened 2026-01-10',
    }, render.page(chain(), { width = 100, lang = 'en' }).lines)
  end)

  it('fits every width, in either language', function()
    for _, lang in ipairs({ 'en', 'zh' }) do
      for _, width in ipairs({ 40, 60, 100, 160 }) do
        for _, line in ipairs(render.page(chain(), { width = width, lang = lang }).lines) do
          assert.is_true(cells.width(line) <= width, ('%d cells in %d: %s'):format(cells.width(line), width, line))
        end
      end
    end
  end)

  it('says what is wrong, and what to do where there is but one', function()
    local one = chain()
    one.deals, one.missing = { one.deals[1] }, 'gone'
    local lines = table.concat(render.page(one, { width = 100, lang = 'en' }).lines, '\n')
    assert.truthy(lines:find('follows gone, which is not there', 1, true))
    assert.truthy(lines:find(':Pursuit followup', 1, true))
    one.circle = true
    assert.truthy(table.concat(render.page(one, { width = 100, lang = 'zh' }).lines, '\n'):find('互为上级', 1, true))
  end)
end)

describe(':Pursuit', function()
  local child
  setup(function()
    child = children.start()
    child:workspace()
  end)
  teardown(function()
    child:stop()
  end)

  it('new takes terms, renew goes on with them, followups shows both', function()
    child:pursuit('new Care id=care kind=C recurring.amount=500 recurring.period=year recurring.count=1 recurring.start=2026-01-01')
    child:wait_for("vim.fn.expand('%:t') == 'deal.md'", 'the deal')
    assert.truthy(table.concat(child:lines(), '\n'):find('recurring: {amount: 500, period: year, count: 1, start: 2026-01-01}', 1, true))
    child:pursuit('renew care')
    child:wait_for("vim.fn.getline(1, '$')[2] == 'id: care-renewal-2027-01'", 'the renewal')
    child:pursuit('followups')
    child:wait_for("vim.bo.filetype == 'pursuit-kinship'", 'the chain')
    assert.truthy(child:screen():find('└─ care-renewal-2027-01', 1, true))
    child:lua([[vim.fn.search('· care')]])
    child:type('<CR>')
    assert.truthy(child:name():find('/care/deal.md', 1, true))
    child:pursuit('new Bad recurring.amount=much')
    assert.truthy(table.concat(child:messages(), '\n'):find("'much'", 1, true))
  end)

  it('gives the same to scripts', function()
    local made = child:ok('new', 'Lease', { recurring = { amount = 1000.5, period = 'month', count = 3, start = '2026-10-01' } })
    assert.truthy(children.read(made.path):find('{amount: 1000.5, period: month, count: 3, start: 2026-10-01}', 1, true))
    local renewed = child:ok('renew', made.id, { title = 'Lease again' })
    assert.same({ made.id, 'lease-again' }, { child:ok('followups', renewed.id).deals[1].id, child:ok('followups', made.id).deals[2].id })
  end)

  it('completes terms', function()
    assert.same({ 'recurring.period=month' }, child:get("vim.fn.getcompletion('Pursuit new X recurring.period=m', 'cmdline')"))
  end)
end)
