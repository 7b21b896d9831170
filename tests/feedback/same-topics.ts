// Pairs of pairs.ts that complain of the same thing, in another language or in fewer words: whoever wrote one of these texts is helped by
// any other of its line. Judged on the texts alone; a line is one complaint, and stands for all halves of the pairs that it names one of.

const lines = `
手机玩游戏的时候发热特别严重 | The phone gets very hot while gaming
升级之后耗电变快了 | Battery drains really fast after the update | battery 掉得太快
相机打开要等好几秒 | Camera app takes ages to open | Camera 启动慢
指纹解锁经常识别不了 | Fingerprint sensor fails most of the time
蓝牙耳机连接一会儿就断开 | Bluetooth headphones keep disconnecting | Bluetooth 耳机老是 disconnect
WiFi 信号很弱,隔一堵墙就没网 | Wifi signal is weak in the next room
希望增加深色模式定时开关 | Please add a scheduled dark mode | dark mode 希望能定时
闹钟早上没响 | Alarm did not ring this morning
通话的时候对方听不到我的声音 | Callers can't hear me on calls
系统更新失败,提示安装包校验错误 | Update fails with a verification error
屏幕自动亮度忽明忽暗 | Auto brightness flickers up and down | screen 亮度 auto 调节有问题
应用商店里的广告太多了 | Too many ads in the app store
建议桌面支持更大的文件夹 | Larger folders on the home screen please
小爱同学叫不醒 | The assistant does not wake up when I call it | 小爱 wake up 没反应
手环测的心率不准 | Heart rate on the band is inaccurate when running | Mi Band 8 心率不准
手环睡眠数据不同步到手机 | Sleep data doesn't sync to the phone
扫地机器人总是找不到充电座 | The vacuum can't find its dock
电视开机广告能不能关掉 | Let us turn off the ads on the TV start screen
社区签到积分没有到账 | Points for checking in were not credited
预约抢购页面一直转圈进不去 | The order page keeps loading during the flash sale
订单显示已发货但是没有物流信息 | Tracking number shows nothing though the order was shipped
键盘输入的时候有延迟 | Typing is laggy
相册里的照片突然不见了 | Photos vanished from the gallery
导航的时候定位漂移 | GPS jumps around while navigating | GPS 信号差,导航 drift
横屏玩游戏时误触手势返回 | Back gesture is triggered by accident in games
长截图会漏掉中间一段 | Scrolling screenshots miss a part in the middle
下拉通知栏卡顿 | The notification shade stutters
密码输入错误次数太多被锁定了 | Forgot my password and the account got locked
无法登录小米账号,一直收不到验证码 | Verification code never arrives so I can't log in | 登录 login 收不到 code
希望日历可以显示农历节日 | 日历可以显示农历
计算器历史记录一退出就没了 | Calculator loses its history when closed
天气组件不更新,还是昨天的 | Weather widget is stuck on yesterday | 天气组件不更新
手机自动重启,一天好几次 | Phone reboots by itself several times a day
存储空间莫名其妙被占满 | Storage fills up for no reason
字体放大以后界面文字重叠 | Text overlaps with a large font size
拍视频没有防抖,晃得厉害 | Videos are shaky, no stabilisation
答题活动提交之后显示超时 | Quiz said time was up although I answered in time
希望每周更新日志写详细一点 | Release notes are too vague
手写笔有断触现象 | Stylus skips while writing
小部件在重启后全部消失 | Widgets disappear after restarting
夜间充电到百分之八十就不动了 | Charging stops at eighty percent
照片备份到云端很慢 | Cloud backup of photos is slow
翻译功能希望支持离线 | Translate should work offline
门锁电量低没有提醒 | Door lock doesn't warn about low battery
摄像头晚上看不清 | Camera footage is unreadable at night
手表表盘太少 | More watch faces please
通讯录联系人重复 | Duplicate contacts in the address book
桌面图标乱跑,位置老是变 | 桌面图标乱跑`;

export const sameTopics: readonly (readonly string[])[] = lines
  .trim()
  .split('\n')
  .map((line) => line.split(' | '));
