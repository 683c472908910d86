---What sellers have ready.
local cells = require('pursuit.render.cells')
local children = require('child')
local render = require('pursuit.render.prepared')

local function point(fields)
  return vim.tbl_extend('keep', fields, { path = '/w/team/li.wei.md', lnum = 12 })
end

local ANSWER = {
  today = '2026-11-23', days = 180,
  sellers = {
    {
      member = 'li.wei', name = '李伟', path = '/w/team/li.wei.md', ready = 2, due = 1, open = 2,
      points = {
        point({ id = 'own', text = 'The company', state = 'ready', done = '2026-10-01', due = '2027-03-30' }),
        point({ id = 'products', text = '产品知识', state = 'due', done = '2026-01-10', due = '2026-07-09', lnum = 13 }),
        point({ id = 'skills', text = 'Sales skills', state = 'na', reason = 'works inside' }),
        point({ id = 'news', text = 'News', state = 'open' }),
        point({ id = 'manners', text = 'Manners', state = 'absent' }),
      },
    },
  },
}

describe("a seller's readiness", function()
  it('is a line for each point, with its days', function()
    local page = render.page(ANSWER, { width = 80, lang = 'en' })
    assert.same({
      " Seller's readiness   2026-11-23",
      '',
      ' li.wei  李伟   2 of 5 up to date   1 due again',
      '   ✓ The company   2026-10-01  again 2027-03-30',
      '   ! 产品知识      2026-01-10  due since 2026-07-09',
      '   - Sales skills              not applicable: works inside',
      '   · News                      not yet',
      '   · Manners                   not in the note: i adds it',
      '',
      ' A point is due again after 180 days: Age limits in the process note.',
    }, page.lines)
    assert.equal(13, page.items[5].lnum)
  end)

  it('keeps the day rather than the end of a point', function()
    local long = vim.deepcopy(ANSWER)
    long.sellers[1].points[2].text = 'Knowledge of own and of other companies\' products'
    local lines = render.page(long, { width = 60, lang = 'en' }).lines
    assert.truthy(lines[5]:find('^   ! Knowledge of own.+…  due since 2026%-07%-09$'), lines[5])
  end)

  it('fits every width, in either language', function()
    for _, lang in ipairs({ 'en', 'zh' }) do
      for _, width in ipairs({ 40, 60, 80, 100 }) do
        for i, line in ipairs(render.page(ANSWER, { width = width, lang = lang }).lines) do
          assert.is_true(i == 1 or cells.width(line) <= width + (i == 3 and 8 or 0), ('%d in %d: %s'):format(cells.width(line), width, line))
        end
      end
    end
  end)
end)

describe(':Pursuit readiness', function()
  local child, note
  setup(function()
    child = children.start()
    note = child:workspace() .. '/team/li.wei.md'
  end)
  teardown(function()
    child:stop()
  end)

  it('brings a point up to date with a key, and adds what the note lacks', function()
    child:lua([[local path = ...
      local lines = vim.fn.readfile(path)
      vim.fn.writefile(vim.tbl_filter(function(line) return not line:find('^manners', 1, true) end, lines), path)]], note)
    child:ok('commit', 'shorten')
    child:pursuit('readiness')
    child:wait_for("vim.bo.filetype == 'pursuit-prepared' and vim.fn.search('not in the note') > 0", 'the points')
    child:lua([[vim.fn.search('Sales skills')]])
    child:type('x')
    child:wait_for("vim.fn.search('Sales skills.*2026-11-23  again 2027-05-22') > 0", 'the day')
    child:type('i')
    child:wait_for("vim.fn.search('not in the note') == 0", 'the point')
    assert.truthy(children.read(note):find('- [x] Sales skills [done:: 2026-11-23] ^sales-skills', 1, true))
    assert.truthy(children.read(note):find('^manners', 1, true))
    child:lua([[vim.fn.search('Information about')]])
    child:type('<CR>')
    child:wait_for("vim.api.nvim_get_current_line():find('^customer-news', 1, true) ~= nil", 'the line')
  end)

  it('is the same to a script', function()
    local sellers = child:ok('prepared', 'me')
    assert.same({ 'li.wei', 1, 0, 6 }, { sellers[1].member, sellers[1].ready, sellers[1].due, sellers[1].open })
    assert.equal(0, child:ok('prepare').count)
  end)
end)
