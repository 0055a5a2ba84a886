/**
 * Cores that the usual lists lack or cut, Chinese ones above all. As our passwords have at least 15 characters, 8 beside a second factor,
 * people lengthen what they know, so a core is also refused repeated or with digits and signs around it.
 */
export const HOUSE_CORES: readonly string[] = `
  123 1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789 012345678901 123456789012 987654321
  9876543210 0987654321 111 222 333 555 666 777 888 999 000 121212 112233 123123 123321 654321 159753 147258369
  741852963 789456123 963852741 5201314 1314520 520 1314 147258 159357 168168 201314 7758521
  password passw0rd p@ssword p@ssw0rd pa55word pass passwd passcode mypassword thepassword newpassword
  changeme letmein welcome login admin administrator root toor guest user test testing default master secret private
  iloveyou loveyou iloveu iloveme woaini woaini1314 woaiwojia wodemima mima zhangsan lisi nihao
  qwerty qwertyuiop qwert qwer qwer1234 asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qwertyasdfgh qazwsx qazwsxedc
  qazwsxedcrfv 1qaz2wsx 1qaz2wsx3edc 1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6
  zaq12wsx 1qazxsw2 qweasd qweasdzxc asdasd qweqwe zxczxc abc abcd abcde abcdef abcdefg abcdefgh abcdefghijkl
  a1b2c3 a1b2c3d4 a1b2c3d4e5f6 abc123 aaa aa123456 a123456 a123456789
  dragon monkey football baseball basketball superman batman starwars pokemon sunshine princess shadow michael
  jordan jennifer charlie freedom whatever trustno1 computer internet google facebook samsung apple iphone
  summer winter spring autumn january february december monday friday sunday love money lucky forever family
  mother father mommy daddy china zhongguo beijing shanghai guangzhou america newyork usa hello helloworld
  correcthorsebatterystaple opensesame godislove jesus jesuschrist blessed angel
  `
  .trim()
  .split(/\s+/);
