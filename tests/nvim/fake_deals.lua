---Answers as the core gives them, for tests of the views' rendering.
local M = {}

local function deal(fields)
  return vim.tbl_extend('force', {
    account = 'acme-telecom', kind = 'A', profile = 'full', status = 'open', team = {}, currency = 'CNY', probability_source = 'stage',
    days_in_stage = 12, entered = '2026-11-11', opened = '2026-10-01', stalled = false, archived = false, ready = false, unearned = false,
    overridden = false, missing = 3, conditions = 0, done = 10, total = 13, next = 'concept',
  }, fields)
end

M.deals = {
  deal({
    id = 'yunnan-backhaul', title = '云南回传网扩容', account = '云南电信', stage = 'information', value = 820000, weighted = 82000, probability = 10,
    owner = '赵敏', days_in_stage = 41, stalled = true, stalled_since = '2026-11-12',
  }),
  deal({
    id = 'plant-7-cctv', title = 'Plant 7 video', account = 'steelco', stage = 'information', value = 200000, weighted = 20000,
    probability = 10, owner = 'li.wei', days_in_stage = 3, entered = '2026-11-20', opened = '2026-11-20', done = 4, missing = 9,
  }),
  deal({
    id = 'harbor-lte', title = 'Harbour private LTE', account = 'port-authority', stage = 'information', value = 180000, weighted = 18000,
    probability = 10, owner = 'li.wei', next_action = { text = 'call Ms Qian', due = '2026-11-25', path = '/w/log.md', lnum = 3 },
  }),
  deal({
    id = 'acme-core', title = 'Acme core network upgrade', stage = 'concept', value = 1200000, weighted = 300000, probability = 25,
    owner = 'li.wei', days_in_stage = 5, entered = '2026-11-18', ready = true, gate_label = 'Project approval review', missing = 0,
  }),
  deal({
    id = 'metro-ring', title = 'Metro ring protection', account = 'city-transit', stage = 'concept', value = 640000, weighted = 384000,
    probability = 60, probability_source = 'judged', owner = 'zhao.min', days_in_stage = 52, missing = 4, conditions = 1,
  }),
  deal({
    id = 'core-5g', title = '5G 核心网试点', account = '省移动', stage = 'negotiation', value = 2300000, weighted = 1610000, probability = 70,
    owner = 'li.wei', days_in_stage = 18, unearned = true,
  }),
}

local function sum(value, weighted)
  return { { currency = 'CNY', value = value, weighted = weighted } }
end

---The board; `lang` names the stages.
function M.board(lang)
  local labels = lang == 'zh' and { '信息收集', '概念交流', '项目策划', '谈判签约' }
    or { 'Information gathering', 'Concept discussion', 'Pursuit planning', 'Negotiation and signing' }
  return {
    count = 6,
    sums = sum(5340000, 2414000),
    broken = {},
    deals = vim.deepcopy(M.deals),
    stages = {
      { id = 'information', label = labels[1], number = 0, count = 3, sums = sum(1200000, 120000) },
      { id = 'concept', label = labels[2], number = 1, count = 2, sums = sum(1840000, 684000) },
      { id = 'planning', label = labels[3], number = 2, count = 0, sums = {} },
      { id = 'negotiation', label = labels[4], number = 3, count = 1, sums = sum(2300000, 1610000) },
    },
  }
end

M.folder = '/w/deals/2026/acme-core'

function M.readiness(lang)
  local zh = lang == 'zh'
  return {
    deal = 'acme-core', stage = 'concept', next = 'planning', gate = 'approval', round = 1, ready = false, done = 19, na = 2, total = 24,
    stage_label = zh and '概念交流' or 'Concept discussion',
    next_label = zh and '项目策划' or 'Pursuit planning',
    gate_label = zh and '立项评审' or 'Project approval review',
    missing = {
      {
        kind = 'activity', id = 'budget', path = M.folder .. '/1-concept.md', lnum = 14, absent = false,
        text = zh and '客户是否已列入预算和计划?' or "Is it in the customer's budget and plan?", message = 'open: do it',
      },
      {
        kind = 'activity', id = 'stances', path = M.folder .. '/1-concept.md', lnum = 31, absent = true,
        text = zh and '谁支持,谁反对,谁和谁站在一起' or 'Who supports, who opposes, who stands with whom', message = 'absent',
      },
      {
        kind = 'reviewer', path = M.folder .. '/reviews/approval-1.md', lnum = 1, absent = false,
        message = zh and '唯一的评审人就是负责人;团队有 3 人' or 'the only reviewer is the owner; the team has 3 members',
      },
    },
  }
end

local function event(date, hour, minute, fields)
  return vim.tbl_extend('force', { clock = ('%s %02d:%02d'):format(date, hour, minute), date = date, author = 'li.wei', commit = ('%040d'):format(hour) }, fields)
end

M.events = {
  event('2026-11-20', 16, 2, { kind = 'stage', text = 'Concept discussion → Pursuit planning   after approval-1' }),
  event('2026-11-20', 15, 40, { kind = 'review', author = 'chen.yu', text = 'Project approval review, round 1: go' }),
  event('2026-11-18', 9, 12, { kind = 'field', field = 'value', from = '900000', to = '1200000', text = 'value 900,000 → 1,200,000' }),
  event('2026-11-17', 18, 30, { kind = 'activity', author = '赵敏', text = 'Budget known', commit = 'a' }),
  event('2026-11-17', 18, 20, { kind = 'activity', author = '赵敏', text = 'Needs written down', commit = 'b' }),
  event('2026-11-12', 11, 0, { kind = 'cost', text = '1,860 travel, visit to 云南' }),
  event('2026-11-11', 14, 25, { kind = 'contact', text = 'visit: Chen Gang, Liu Min' }),
}

return M
