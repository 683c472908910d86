---Summaries that draft themselves, and what they teach.
local cells = require('pursuit.render.cells')
local children = require('child')
local render = require('pursuit.render.lessons')

local ANSWER = {
  id = 'core', count = 3,
  lessons = {
    { deal = 'radio', title = '港口专网', status = 'won', date = '2026-03-01', kind = 'repeat', text = 'Visit the tower before anybody writes a line of the offer.',
      path = '/w/radio/summary.md', lnum = 12, likes = { 'account', 'words' } },
    { deal = 'radio', title = '港口专网', status = 'won', date = '2026-03-01', kind = 'avoid', text = '承诺没有把握的日期。', path = '/w/radio/summary.md', lnum = 16,
      likes = { 'account', 'words' } },
    { deal = 'fibre', title = 'fibre', status = 'no-decision', kind = 'repeat', text = 'Measure first.', path = '/w/fibre/summary.md', lnum = 12, likes = {} },
  },
}

describe('lessons', function()
  it('stand deal by deal, what to repeat and what to avoid', function()
    local page = render.page(ANSWER, { width = 64, lang = 'en', filter = '' })
    assert.same({
      ' Lessons   for core   3 lessons',
      '',
      ' radio  港口专网   won   2026-03-01   same account, like title',
      '   + Visit the tower before anybody writes a line of the',
      '     offer.',
      '   − 承诺没有把握的日期。',
      '',
      ' fibre   no decision',
      '   + Measure first.',
    }, page.lines)
    assert.equal(12, page.items[5].lnum)
  end)

  it('fit every width, in either language', function()
    for _, lang in ipairs({ 'en', 'zh' }) do
      for _, width in ipairs({ 40, 60, 80, 100 }) do
        for i, line in ipairs(render.page(ANSWER, { width = width, lang = lang, filter = '' }).lines) do
          assert.is_true(i == 1 or cells.width(line) <= width, ('%d in %d: %s'):format(cells.width(line), width, line))
        end
      end
    end
  end)
end)

describe(':Pursuit summary and lessons', function()
  local child, root
  setup(function()
    child = children.start()
    root = child:workspace()
    child:ok('add', 'account', { title = 'Acme', id = 'acme' })
    child:ok('new', 'Radio', { id = 'radio', account = 'acme' })
    child:ok('close', 'radio', 'lost', { reason = 'price' })
  end)
  teardown(function()
    child:stop()
  end)

  it('open the draft, and say what became of it', function()
    child:pursuit('summary radio')
    child:wait_for("vim.api.nvim_get_current_line() == '## Drafted from the history'", 'the draft')
    child:settle()
    assert.same({ 'the draft is up to date' }, child:messages())
    child:lua([[
      vim.fn.search('^## What to repeat')
      vim.fn.append('.', { '', '- visit the tower' })
      vim.cmd('silent write')]])
    child:settle()
    assert.equal('same', child:ok('summary', 'radio').text)
  end)

  it('are offered when a similar deal is made, and on its overview', function()
    child:messages()
    child:pursuit('new Fibre account=acme id=fibre')
    child:wait_for("vim.api.nvim_buf_get_name(0):find('fibre/deal.md', 1, true) ~= nil", 'the deal')
    child:settle()
    local said = table.concat(child:messages(), '\n')
    assert.truthy(said:find('1 lesson of a similar deal: :Pursuit lessons', 1, true), said)
    child:pursuit('overview fibre')
    child:wait_for("vim.fn.search('Lessons *1 lesson of a similar deal') > 0", 'the line')
    child:pursuit('lessons')
    child:wait_for("vim.bo.filetype == 'pursuit-lessons' and vim.fn.search('visit the tower') > 0", 'the lesson')
    assert.truthy(child:screen():find('same account', 1, true))
    child:type('<CR>')
    child:wait_for("vim.api.nvim_get_current_line() == '- visit the tower'", 'its line')
  end)

  it('are found by their words', function()
    local list = child:lua([[return require('pursuit').lessons(nil, { filter = 'tower' })]])
    assert.same({ 'radio', 'repeat', 'visit the tower' }, { list[1].deal, list[1].kind, list[1].text })
    assert.equal(root, list[1].path:sub(1, #root))
  end)
end)
