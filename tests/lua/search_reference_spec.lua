-- Search against a naive reading of the notes: random texts in both languages, random questions of every form.
local scratch = require('scratch')

scratch.setenv('XDG_CACHE_HOME', scratch.dir())

-- Every character that the texts are made of, and the word or words it stands for: what folds is folded here by hand.
local FOLDED = {
  ['Ａ'] = 'a', ['ｂ'] = 'b', ['Ｂ'] = 'b', ['Ｃ'] = 'c', ['１'] = '1', ['É'] = 'e', ['é'] = 'e', ['ü'] = 'u', ['ñ'] = 'n', ['Ｚ'] = 'z',
  ['ｶ'] = 'カ', ['ｱ'] = 'ア',
}
local PARTS = { '，', '。', '　', '“', '”', '、', '！', '—' }

local function characters(text)
  return text:gmatch('[%z\1-\127\194-\247][\128-\191]*')
end

-- The words of a text, as a person would read them: each CJK character by itself, the rest in runs of letters and digits.
local function words(text)
  local found, run = {}, ''
  local function close()
    if run ~= '' then
      found[#found + 1], run = run, ''
    end
  end
  for char in characters(text) do
    local folded = FOLDED[char] or char:lower()
    if folded:find('^%w$') then
      run = run .. folded
    else
      close()
      local parts = folded:find('^[%z\1-\127]$') ~= nil
      for _, part in ipairs(PARTS) do
        parts = parts or part == char
      end
      if not parts then
        found[#found + 1] = folded
      end
    end
  end
  close()
  return found
end

local function holds(list, term)
  local want = words(term.text)
  for at = 1, #list - #want + 1 do
    local all = true
    for i = 1, #want do
      local is = list[at + i - 1]
      all = all and (is == want[i] or (term.prefix and i == #want and is:sub(1, #want[i]) == want[i]))
    end
    if all then
      return true
    end
  end
  return false
end

local PIECES = {
  'radio', 'Radio', 'RADIO', 'rad', 'back', 'backup', 'back-up', 'a', 'B', 'plan', 'planning', '5G', '5g', '2026', '部署', '署', '部', '电信', '预算',
  '电', '核心网', '网', 'Ａｂc', 'ＡＢC', 'café', 'CAFÉ', 'cafe', 'ñu', 'über', 'ｶｱ', 'カア', 'カ', '１2', '12', 'x电信y', 'zZＺ',
}
local BETWEEN = { ' ', ' ', ' ', '', '，', '。', '\n', '\n\n', ' | ', '-', '　', '“', '”', '、', '\n- [ ] ', '\n## ', '. ' }

local function any(list)
  return list[math.random(#list)]
end

local function text(n)
  local parts = {}
  for _ = 1, n do
    parts[#parts + 1] = any(PIECES)
    parts[#parts + 1] = any(BETWEEN)
  end
  return table.concat(parts)
end

-- A term, and how it is typed.
local function term()
  local t = { text = any(PIECES), no = math.random(5) == 1, prefix = math.random(5) == 1 }
  local typed = t.text
  if math.random(3) == 1 then
    t.text = t.text .. any({ ' ', '，', '', '-' }) .. any(PIECES)
    typed = any({ '"%s"', '“%s”', '＂%s＂' }):format(t.text)
  end
  return t, (t.no and '-' or '') .. typed .. (t.prefix and '*' or '')
end

local function sorted(list)
  table.sort(list)
  return list
end

local function expected(notes, terms)
  local found, asks = {}, false
  for _, t in ipairs(terms) do
    asks = asks or #words(t.text) > 0
  end
  for path, list in pairs(asks and notes or {}) do
    local fits = true
    for _, t in ipairs(terms) do
      fits = fits and holds(list, t) ~= t.no
    end
    found[#found + 1] = fits and path or nil
  end
  return sorted(found)
end

local function paths(hits)
  local found = {}
  for i, hit in ipairs(hits) do
    found[i] = hit.path
  end
  return found
end

-- What is marked holds a word that was asked for; title and line are those of the note.
local function check_hit(hit, terms)
  for _, mark in ipairs(hit.marks) do
    local part, fits = words(hit.snippet:sub(mark.from, mark.to)), false
    for _, t in ipairs(terms) do
      fits = fits or (not t.no and holds(part, t))
    end
    assert.is_true(fits, hit.snippet:sub(mark.from, mark.to) .. ' in ' .. hit.snippet)
  end
end

describe('search', function()
  it('answers as a naive reading does, whatever is asked and however', function()
    math.randomseed(tonumber(os.getenv('SEED')) or 20261125)
    local w = scratch.workspace()
    os.execute(("rm -rf '%s'/team '%s'/.pursuit/notes"):format(w.dir, w.dir))
    local notes = {}
    for i = 1, 150 do
      local path, body = ('%s/people/p%03d.md'):format(w.dir, i), text(math.random(2, 25)) .. '\n'
      scratch.write(path, body)
      notes[path] = words(body)
    end
    notes[w.dir .. '/.pursuit/process.md'] = words(scratch.read(w.dir .. '/.pursuit/process.md'))
    local answered = 0
    for round = 1, 400 do
      local terms, typed = {}, {}
      for i = 1, math.random(3) do
        terms[i], typed[i] = term()
      end
      local query = table.concat(typed, any({ ' ', '  ', '　', '\t' }))
      local want = expected(notes, terms)
      local hits = w.call('search', { query = query, limit = 1000, known = round % 20 ~= 1 })
      assert.same(want, sorted(paths(hits)), query)
      local few = w.call('search', { query = query, limit = 7, known = true })
      assert.same(math.min(7, #want), #few, query)
      for i, hit in ipairs(few) do
        assert.equal(hits[i] and hit.path, hits[i] and few[i].path)
        check_hit(hit, terms)
      end
      assert.same(math.min(7, #want), #w.call('search', { query = query, limit = 7, known = true, any = true }), query)
      answered = answered + (#want > 0 and #want < 151 and 1 or 0)
      if round % 40 == 0 then -- something changes
        local path, body = ('%s/people/p%03d.md'):format(w.dir, math.random(160)), text(math.random(20)) .. '\n'
        scratch.write(path, body)
        notes[path] = words(body)
      end
    end
    assert.is_true(answered > 200, answered .. ' questions had some notes for an answer')
  end)
end)
