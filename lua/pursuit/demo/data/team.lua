---Our people. The demo's user is the first.
return {
  {
    id = 'li.wei',
    name = { en = 'Li Wei', zh = '李伟' },
    email = 'li.wei@example.com',
    role = { en = 'Key account manager', zh = '大客户经理' },
  },
  {
    id = 'zhao.min',
    name = { en = 'Zhao Min', zh = '赵敏' },
    email = 'zhao.min@example.com',
    role = { en = 'Sales director', zh = '销售总监' },
  },
  {
    id = 'anna.berg',
    name = { en = 'Anna Berg', zh = '安娜·贝格' },
    email = 'anna.berg@example.com',
    role = { en = 'Account manager, energy and public', zh = '客户经理（能源与公共事业）' },
  },
  {
    id = 'tom.hale',
    name = { en = 'Tom Hale', zh = '汤姆·黑尔' },
    email = 'tom.hale@example.com',
    role = { en = 'Account manager, south', zh = '客户经理（南部）' },
  },
  {
    id = 'sofia.rossi',
    name = { en = 'Sofia Rossi', zh = '索菲娅·罗西' },
    email = 'sofia.rossi@example.com',
    role = { en = 'Account manager, industry', zh = '客户经理（工业）' },
  },
  {
    id = 'wang.lei',
    name = { en = 'Wang Lei', zh = '王磊' },
    email = 'wang.lei@example.com',
    role = { en = 'Account manager, east', zh = '客户经理（华东）' },
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
