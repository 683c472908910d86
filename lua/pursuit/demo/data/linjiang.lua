---The customer of the worked case: a telecom bureau with its decision chain from the centres to the director.
return {
  region = { id = 'linjiang', name = { en = 'Linjiang area', zh = '临江地区' }, owner = 'li.wei' },
  account = {
    id = 'linjiang-telecom',
    name = { en = 'Linjiang Telecom Bureau', zh = '临江电信局' },
    region = 'linjiang',
    industry = { en = 'telecom', zh = '电信' },
    level = 'level-1',
    owner = 'li.wei',
    card = {
      { en = '18 Riverside Road, Linjiang', zh = '临江市江滨路 18 号' },
      { en = 'fixed lines, broadband, data; 640,000 subscribers', zh = '固话、宽带、数据业务，用户 64 万' },
      { en = '2,300 people, four counties', zh = '2300 人，下辖四县' },
    },
    people = {
      {
        'zhou.guoqiang', { en = 'Zhou Guoqiang', zh = '周国强' }, { en = 'Bureau director', zh = '局长' },
        'decision', 'key-decision-maker', 'unknown', '5', 'achievement, patriotism', 'zhao.min',
        {
          { en = '"Ten years of Linjiang broadband", speech on the bureau day', zh = '局庆讲话《临江宽带十年》' },
          { en = 'that every village got a line under him', zh = '任内实现村村通电话' },
          { en = 'calligraphy; his daughter studies in Kunming', zh = '书法；女儿在昆明读书' },
        },
      },
      {
        'chen.gang', { en = 'Chen Gang', zh = '陈刚' }, { en = 'Deputy director, O&M', zh = '运维副局长' },
        'management', 'decision-maker', 'neutral', '4', 'growth, achievement', 'li.wei',
        {
          { en = 'paper on network evolution in the provincial journal', zh = '在省刊发表过网络演进论文' },
          { en = 'no outage during the flood', zh = '洪灾期间通信没有中断' },
          { en = 'softswitch; table tennis', zh = '软交换技术；乒乓球' },
        },
      },
      { 'sun.hao', { en = 'Sun Hao', zh = '孙浩' }, { en = 'Deputy director, planning and construction', zh = '计建副局长' }, 'management', 'decision-maker', 'sceptic', '4', 'respect', 'zhao.min' },
      { 'he.ming', { en = 'He Ming', zh = '贺明' }, { en = 'Deputy director, personnel and logistics', zh = '人事/后勤副局长' }, 'management', 'decision-maker', 'neutral', '2', 'unity', 'li.wei' },
      {
        'liu.min', { en = 'Liu Min', zh = '刘敏' }, { en = 'Head of the O&M department', zh = '运维部主任' },
        'technical', 'decision-maker', 'supporter', '3', 'interests, growth', 'li.wei',
        {
          { en = 'talk about night cut-overs at the O&M conference', zh = '运维年会上讲过夜间割接' },
          { en = 'her team: nobody left in three years', zh = '她的团队三年没有人离开' },
          { en = 'her team, and hiking', zh = '她的团队；徒步' },
        },
      },
      { 'wu.lei', { en = 'Wu Lei', zh = '吴磊' }, { en = 'Head of planning and construction department', zh = '计建部主任' }, 'management', 'decision-maker', 'neutral', '3', 'position', 'chen.yu' },
      { 'zheng.jie', { en = 'Zheng Jie', zh = '郑洁' }, { en = 'Head of planning and finance department', zh = '计财部主任' }, 'management', 'decision-maker', 'neutral', '3', 'unity', 'zhao.min' },
      { 'qian.yong', { en = 'Qian Yong', zh = '钱勇' }, { en = 'Supply bureau', zh = '供应局局长' }, 'management', '', 'sceptic', '2', 'respect', 'li.wei' },
      { 'feng.tao', { en = 'Feng Tao', zh = '冯涛' }, { en = 'Data company', zh = '数据公司经理' }, 'technical', '', 'supporter', '2', 'growth', 'chen.yu' },
      { 'lin.fang', { en = 'Lin Fang', zh = '林芳' }, { en = 'Business operations', zh = '经营部主任' }, 'management', '', 'supporter', '3', 'achievement', 'li.wei' },
      { 'gao.yang', { en = 'Gao Yang', zh = '高洋' }, { en = 'Network management centre', zh = '网管中心主任' }, 'technical', '', 'champion', '2', 'growth', 'chen.yu' },
      { 'zhu.jun', { en = 'Zhu Jun', zh = '朱军' }, { en = 'Equipment maintenance centre', zh = '设备维护中心主任' }, 'technical', '', 'opponent', '2', 'respect', 'chen.yu' },
      { 'cao.ying', { en = 'Cao Ying', zh = '曹颖' }, { en = 'General office', zh = '办公室主任' }, 'support', '', 'neutral', '1', 'respect', 'li.wei' },
      { 'han.mei', { en = 'Han Mei', zh = '韩梅' }, { en = 'Human resources', zh = '人力资源部主任' }, 'support', '', 'unknown', '1', '', '' },
      { 'tang.yan', { en = 'Tang Yan', zh = '唐燕' }, { en = 'Service hall', zh = '营业厅主任' }, 'support', '', 'neutral', '1', 'respect', 'li.wei' },
      { 'ma.qiang', { en = 'Ma Qiang', zh = '马强' }, { en = 'Line maintenance centre', zh = '线维中心主任' }, 'technical', '', 'neutral', '2', 'respect', 'chen.yu' },
      { 'shen.zheng', { en = 'Shen Zheng', zh = '沈正' }, { en = 'Discipline inspection', zh = '纪监处处长' }, 'support', '', 'neutral', '2', '', 'zhao.min' },
    },
  },
}
