---Our people. The demo's user is the first. Targets: of this year, this quarter, and the one after.
return {
  {
    id = 'li.wei',
    name = { en = 'Li Wei', zh = '李伟' },
    email = 'li.wei@example.com',
    role = { en = 'Key account manager', zh = '大客户经理' },
    targets = { currency = 'EUR', year = 2000000, quarter = 250000, after = 1500000 },
  },
  {
    id = 'zhao.min',
    name = { en = 'Zhao Min', zh = '赵敏' },
    email = 'zhao.min@example.com',
    role = { en = 'Sales director', zh = '销售总监' },
    targets = { currency = 'CNY', year = 20000000, quarter = 4000000, after = 9000000 },
  },
  {
    id = 'anna.berg',
    name = { en = 'Anna Berg', zh = '安娜·贝格' },
    email = 'anna.berg@example.com',
    role = { en = 'Account manager, energy and public', zh = '客户经理（能源与公共事业）' },
    targets = { currency = 'EUR', year = 600000, quarter = 150000, after = 250000 },
  },
  {
    id = 'jonas.weber',
    name = { en = 'Jonas Weber', zh = '约纳斯·韦伯' },
    email = 'jonas.weber@example.com',
    role = { en = 'Account manager, public', zh = '客户经理（公共事业）' },
  },
  {
    id = 'tom.hale',
    name = { en = 'Tom Hale', zh = '汤姆·黑尔' },
    email = 'tom.hale@example.com',
    role = { en = 'Account manager, south', zh = '客户经理（南部）' },
    targets = { currency = 'EUR', year = 500000, quarter = 120000, after = 300000 },
  },
  {
    id = 'sofia.rossi',
    name = { en = 'Sofia Rossi', zh = '索菲娅·罗西' },
    email = 'sofia.rossi@example.com',
    role = { en = 'Account manager, industry', zh = '客户经理（工业）' },
    targets = { currency = 'EUR', year = 700000, quarter = 90000, after = 400000 },
  },
  {
    id = 'wang.lei',
    name = { en = 'Wang Lei', zh = '王磊' },
    email = 'wang.lei@example.com',
    role = { en = 'Account manager, east', zh = '客户经理（华东）' },
    targets = { currency = 'CNY', year = 6000000, quarter = 1000000, after = 3000000 },
  },
  {
    id = 'chen.yu',
    name = { en = 'Chen Yu', zh = '陈宇' },
    email = 'chen.yu@example.com',
    role = { en = 'Solution engineer', zh = '解决方案工程师' },
  },
  {
    id = 'marta.novak',
    name = { en = 'Marta Novak', zh = '玛尔塔·诺瓦克' },
    email = 'marta.novak@example.com',
    role = { en = 'Delivery manager', zh = '交付经理' },
  },
}
