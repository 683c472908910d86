-- Filters through the binding: names of the workspace, faults with their place, saved views, completion.
local scratch = require('scratch')

local function ids(w, filter, overlay)
  local list = {}
  for i, deal in ipairs(w.call('deals', { filter = filter, all = true }, overlay)) do
    list[i] = deal.id
  end
  table.sort(list)
  return table.concat(list, ' ')
end

-- The part of the filter that a fault is about.
local function marked(w, filter)
  local code, message, info = w.fails('deals', { filter = filter })
  assert.equal('INVAL', code)
  return filter:sub(info.col, info.end_col), message
end

local function front(w, id, line)
  local path = w.dir .. '/deals/2026/' .. id .. '/deal.md'
  scratch.write(path, (scratch.read(path):gsub('\n%-%-%-\n', '\n' .. line .. '\n---\n', 1)))
end

local function three_deals(lang)
  scratch.setenv('PURSUIT_NOW', '2026-11-25T09:00')
  local w = scratch.workspace(lang)
  w.call('new', { id = 'alpha', title = 'Alpha 电信', value = 100000, account = 'acme', close = '2026-12-31', kind = 'A' })
  w.call('new', { id = 'beta', title = 'Beta backbone', value = 2000000, kind = 'C', owner = 'chen.yu', close = '2027-02-01' })
  w.call('new', { id = 'gamma', title = 'Two words', team = { 'zhao.min' }, products = { 'lte', '5g' } })
  return w
end

describe('a filter', function()
  it('reads lists, signs, quotes, periods and amounts', function()
    local w = three_deals()
    assert.equal('alpha beta', ids(w, 'kind=A,C value!='))
    assert.equal('gamma', ids(w, 'value='))
    assert.equal('alpha', ids(w, 'value<20万'))
    assert.equal('beta', ids(w, 'value>1.5m'))
    assert.equal('beta gamma', ids(w, '-电信'))
    assert.equal('gamma', ids(w, 'title="two words"'))
    assert.equal('gamma', ids(w, '"two words"'))
    assert.equal('alpha', ids(w, 'close=2026-12'))
    assert.equal('alpha', ids(w, 'close=2026-Q4'))
    assert.equal('beta', ids(w, 'close>+2m'))
    assert.equal('beta gamma', ids(w, '-close<=2026-12-31'))
    assert.equal('alpha gamma', ids(w, 'mine'))
    assert.equal('beta', ids(w, '-mine'))
    assert.equal('gamma', ids(w, 'team=zhao.min'))
    assert.equal('alpha beta', ids(w, 'team='))
    assert.equal('alpha beta gamma', ids(w, 'blocked'))
    assert.equal('', ids(w, '-blocked'))
    assert.equal('', ids(w, 'overdue'))
    assert.equal('beta', ids(w, 'ＢＥＴＡ'))
    assert.equal('alpha beta gamma', ids(w, 'stage>=information'))
    assert.equal('', ids(w, 'stage>information'))
  end)

  it('asks for any key of front matter', function()
    local w = three_deals()
    front(w, 'alpha', 'seats: 1,200\nregion-lead: "[[li.wei]]"')
    front(w, 'beta', 'seats: 80')
    assert.equal('gamma', ids(w, 'products=LTE'))
    assert.equal('alpha', ids(w, 'seats>100'))
    assert.equal('gamma', ids(w, 'seats='))
    assert.equal('alpha', ids(w, 'region-lead=li.wei'))
    local word, message = marked(w, 'mine seat>100')
    assert.equal('seat', word)
    assert.truthy(message:find('seats', 1, true), message)
  end)

  it('counts unsaved texts', function()
    local w = three_deals()
    local path = w.dir .. '/deals/2026/alpha/deal.md'
    local text = scratch.read(path):gsub('\nvalue: 100000', '\nvalue: 5000000\ncolour: red')
    assert.equal('alpha beta', ids(w, 'value>1m', { [path] = text }))
    assert.equal('alpha', ids(w, 'colour=red', { [path] = text }))
  end)

  it('takes labels in either language for ids', function()
    for _, lang in ipairs({ 'en', 'zh' }) do
      local w = three_deals(lang)
      assert.equal('alpha beta gamma', ids(w, 'stage=信息收集'))
      assert.equal('alpha beta gamma', ids(w, 'stage="information gathering"'))
      assert.equal('alpha beta gamma', ids(w, '阶段=信息收集 状态=进行中'))
      assert.equal('', ids(w, 'status=won'))
    end
  end)

  it('refuses names that no deal could have, marks them, and lists the near ones', function()
    local w = three_deals()
    for filter, expected in pairs({
      ['a stage=concpet'] = { 'concpet', 'concept' },
      ['kind=A,Q'] = { 'Q', 'A' },
      ['status=opne'] = { 'opne', 'open' },
      ['owner=chen.yi'] = { 'chen.yi', 'unknown owner' },
      ['stage=concept profile=ful'] = { 'ful', 'full' },
      ['电信 value>much'] = { 'much', '20万' },
      ['close<soon'] = { 'soon', '2026-Q4' },
      ['colour=red'] = { 'colour', 'no deal has' },
      ['owner<me'] = { '<', 'no order' },
      ['title="x'] = { '"x', 'quote' },
    }) do
      local word, message = marked(w, filter)
      assert.equal(expected[1], word)
      assert.truthy(message:find(expected[2], 1, true), message)
    end
    assert.equal('beta', ids(w, 'owner=chen.yu'), 'an owner without a note')
    assert.equal('gamma', ids(w, 'team=zhao.min'))
    assert.equal('', ids(w, 'account=nobody'))
    assert.equal('', ids(w, 'owner=zhao.min'), 'somebody of a team may come to own')
  end)

  it('speaks Chinese where the workspace does', function()
    local w = three_deals('zh')
    local word, message = marked(w, 'stage=concpet')
    assert.equal('concpet', word)
    assert.truthy(message:find('可用：concept', 1, true), message)
  end)

  it('parts a search from its filters', function()
    local w = three_deals()
    local function found(query)
      local hit = {}
      for _, one in ipairs(w.call('search', { query = query })) do
        hit[one.deal or ''] = true
      end
      local list = vim and vim.tbl_keys(hit) or {}
      for deal in pairs(vim and {} or hit) do
        list[#list + 1] = deal
      end
      table.sort(list)
      return table.concat(list, ' ')
    end
    w.call('view', { name = 'big', filter = 'value>1m' })
    assert.equal('alpha', found('电信 kind=A,C'))
    assert.equal('', found('电信 -kind=A'))
    assert.equal('beta', found('backbone @big'))
    assert.equal('', found('backbone -@big'))
    assert.equal('gamma', found('title="two words" words'))
    assert.same({}, w.call('search', { query = 'nothing=like this=' }))
  end)
end)

describe('a saved view', function()
  local function views_note(w, rows)
    scratch.write(w.dir .. '/.pursuit/views.md', '# Ours\n\n## 视图\n\n| 名称 | 筛选 |\n|---|---|\n' .. rows)
  end

  it('is kept in a note, one commit each', function()
    local w = three_deals()
    local commits = w.commits()
    local view = w.call('view', { name = 'big', filter = 'value>1m', description = 'the large ones' })
    assert.same({ 'big', 'value>1m', 'the large ones', 7 }, { view.name, view.filter, view.description, view.lnum })
    w.call('view', { name = 'mine-big', filter = '@big owner=chen.yu' })
    assert.equal(commits + 2, w.commits())
    assert.equal('', w.status())
    assert.equal('view mine-big: @big owner=chen.yu', (scratch.git(w.dir, 'log', '-1', '--format=%s')))
    assert.equal('beta', ids(w, '@big'))
    assert.equal('beta', ids(w, '@BIG'))
    assert.equal('alpha gamma', ids(w, '-@big'))
    assert.equal('beta', ids(w, '@mine-big backbone'))
    w.call('view', { name = 'big', filter = 'value>3m' })
    assert.equal('', ids(w, '@big'))
    assert.equal('the large ones', w.call('views')[1].description)
    w.call('view', { name = 'mine-big', remove = true })
    assert.equal(1, #w.call('views'))
    assert.equal('NOTFOUND', (w.fails('view', { name = 'mine-big', remove = true })))
  end)

  it('follows a rename', function()
    local w = three_deals()
    w.call('view', { name = 'big', filter = 'owner=li.wei,chen.yu -account=acme parent=alpha li.wei' })
    w.call('add', { kind = 'account', id = 'acme', title = 'Acme' })
    w.call('rename', { kind = 'member', id = 'li.wei', to = 'li.wei.2' })
    w.call('rename', { kind = 'account', id = 'acme', to = 'acme-group' })
    w.call('rename', { kind = 'deal', id = 'alpha', to = 'omega' })
    assert.equal('owner=li.wei.2,chen.yu -account=acme-group parent=omega li.wei', w.call('views')[1].filter)
    assert.equal('', w.status())
  end)

  it('is refused where it does not read', function()
    local w = three_deals()
    local head = w.head()
    local code, _, info = w.fails('view', { name = 'x', filter = 'mine stage=concpet' })
    assert.same({ 'INVAL', 12, 18 }, { code, info.col, info.end_col })
    assert.equal('INVAL', (w.fails('view', { name = 'a b', filter = 'mine' })))
    assert.equal('INVAL', (w.fails('view', { name = '', filter = 'mine' })))
    w.call('view', { name = 'a', filter = 'mine' })
    w.call('view', { name = 'b', filter = '@a' })
    assert.equal('INVAL', (w.fails('view', { name = 'a', filter = '@b' })))
    assert.not_equal(head, w.head())
    assert.equal('alpha gamma', ids(w, '@b'))
  end)

  it('never leads in a circle, nor grows beyond measure', function()
    local w = three_deals()
    views_note(w, '| a | @b |\n| b | @a |\n| self | @self |\n')
    local word, message = marked(w, 'mine @a')
    assert.equal('@a', word)
    assert.truthy(message:find('.pursuit/views.md:', 1, true), message)
    assert.truthy(message:find('leads back', 1, true), message)
    local rows = { '| v0 | mine |\n' }
    for i = 1, 30 do
      rows[#rows + 1] = ('| v%d | @v%d @v%d |\n'):format(i, i - 1, i - 1)
    end
    views_note(w, table.concat(rows))
    assert.equal('alpha gamma', ids(w, '@v5'))
    word, message = marked(w, '@v30')
    assert.equal('@v30', word)
    assert.truthy(message:find('1000', 1, true), message)
  end)

  it('that heads a long chain of others is refused, and a note full of them is checked at once', function()
    local w = three_deals()
    local function chain(n)
      local rows = {}
      for i = 1, n do
        rows[i] = ('| v%d | %s |\n'):format(i, i < n and '@v' .. i + 1 or 'mine')
      end
      views_note(w, table.concat(rows))
    end
    chain(100)
    assert.equal('alpha gamma', ids(w, '@v1'))
    assert.same({}, w.call('diagnostics', { path = '.pursuit/views.md' }))
    chain(5000)
    local word, message = marked(w, '@v1')
    assert.equal('@v1', word)
    assert.truthy(message:find("100 deep before the view 'v101'", 1, true), message)
    assert.equal('alpha gamma', ids(w, '@v4999'))
    local rows = {}
    for i = 1, 2000 do
      rows[i] = ('| v%d | mine |\n'):format(i)
    end
    views_note(w, table.concat(rows))
    local began = os.clock()
    assert.same({}, w.call('diagnostics', { path = '.pursuit/views.md' }))
    assert.is_true(os.clock() - began < 2)
  end)

  it('that is wrong is a diagnostic on its line', function()
    local w = three_deals()
    views_note(w, '| good | mine |\n| bad | stage=concpet |\n| good | x |\n| a b | x |\n| loop | @loop |\n| unknown | @nowhere |\n')
    local said = {}
    for _, one in ipairs(w.call('diagnostics', { path = '.pursuit/views.md' })) do
      assert.equal('view', one.code)
      assert.equal(w.dir .. '/.pursuit/views.md', one.path)
      said[one.lnum] = one
    end
    assert.is_nil(said[7])
    local line = '| bad | stage=concpet |'
    assert.equal('concpet', line:sub(said[8].col + 1, said[8].end_col))
    assert.truthy(said[9].message:find('there already', 1, true))
    assert.truthy(said[10].message:find("can't be the name", 1, true))
    assert.truthy(said[11].message:find('leads back', 1, true))
    assert.truthy(said[12].message:find('no view', 1, true))
    local all = 0
    for _, one in ipairs(w.call('diagnostics', {})) do
      all = all + (one.code == 'view' and 1 or 0)
    end
    assert.equal(5, all)
  end)

  it('that is missing names those that there are', function()
    local w = three_deals()
    local _, message = marked(w, '@hot')
    assert.truthy(message:find(':Pursuit view hot', 1, true), message)
    w.call('view', { name = 'big', filter = 'value>1m' })
    _, message = marked(w, '@hot')
    assert.truthy(message:find('@big', 1, true), message)
  end)

  it('is read from an unsaved buffer', function()
    local w = three_deals()
    local text = '## Views\n\n| name | filter |\n|--|--|\n| late | close>2027 |\n| west | close=2027 |\n'
    assert.equal('beta', ids(w, '@west', { [w.dir .. '/.pursuit/views.md'] = text }))
  end)
end)

describe('completion of a filter', function()
  local function offers(w, typed)
    local answer = w.call('complete', { filter = typed })
    local list = {}
    for i, one in ipairs(answer.words) do
      list[i] = one.id
    end
    return list, answer.from
  end
  local function offered(w, typed, word)
    local list = offers(w, typed)
    for _, one in ipairs(list) do
      if one == word then
        return
      end
    end
    error(typed .. ' offers ' .. table.concat(list, ' ') .. ', not ' .. word, 2)
  end

  it('knows fields, flags, keys and views', function()
    local w = three_deals()
    front(w, 'alpha', 'seats: 1200')
    w.call('deals')
    w.call('view', { name = 'big', filter = 'value>1m' })
    assert.same({ { 'stalled', 'stage=', 'status=' }, 1 }, { offers(w, 'sta') })
    assert.same({ { '-stage=' }, 6 }, { offers(w, 'mine -stag') })
    assert.same({ { 'seats=' }, 1 }, { offers(w, 'sea') })
    assert.same({ { '@big' }, 4 }, { offers(w, 'me @') })
    offered(w, '', 'mine')
    offered(w, '', '@big')
    assert.same({ 'products=' }, (offers(w, 'prod')))
  end)

  it('knows values, in lists, by their labels too', function()
    local w = three_deals('zh')
    w.call('deals')
    assert.same({ 'stage=concept' }, (offers(w, 'stage=con')))
    assert.same({ 'stage=information,concept' }, (offers(w, 'stage=information,概')))
    assert.same({ 'status!=won' }, (offers(w, 'status!=w')))
    offered(w, 'owner=', 'owner=me')
    offered(w, 'owner=', 'owner=chen.yu')
    offered(w, 'account=', 'account=acme')
    offered(w, 'products=', 'products=lte')
    offered(w, 'currency=', 'currency=CNY')
    offered(w, 'close<', 'close<+30d')
    offered(w, 'close=', 'close=2026-11')
    offered(w, 'close=', 'close=2026-Q4')
    offered(w, 'title=T', 'title="Two words"')
    offered(w, 'title="T', 'title="Two words"')
    offered(w, 'stalled=', 'stalled=yes')
    assert.same({}, (offers(w, 'value>')))
    assert.same({}, (offers(w, 'nonsense=')))
  end)
end)
