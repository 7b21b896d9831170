// What words mean to similarity: those that say nothing, and those that say the same, in both languages. Data; a line is one meaning.
// Chinese words are found anywhere in a text, the longest first; English ones as whole words, `_` standing for a space.

/** Said in any complaint: they part the words around them and are no terms themselves. */
export const silentWords: readonly string[] = `
的 了 吗 呢 吧 啊 呀 哦 嘛 啦 着 过 得 地 很 太 都 也 就 还 又 再 才 更 最 特别 非常 十分 严重 真的 实在 总是 老是 经常 一直 总 老 常常 天天 有时候 有时 偶尔
我 你 他 她 它 我们 你们 他们 大家 官方 这个 那个 这 那 个 一个 有个 一些 什么 怎么 怎样 为什么 为何 哪里 几次 一会儿 一下 好几 几个 时候 的时候 之后 以后 后 以前 之前 现在 今天 昨天
希望 建议 请问 请 求 麻烦 能不能 可不可以 可以 能否 能 会 要 想要 想 是 在 有 和 与 或 跟 把 被 给 让 对 从 到 于 而 但 但是 却 因为 所以 如果 只能 只 时 里 上 下 中 等 莫名其妙 自己 比 那么 问题 有点 完 好
出现 进行 使用 用 一打开就 一 不 没 没有
a an the and or but if of to in on at by for with from into as is are was were be been being am it its this that these those i me my we our us you your they them their he she
do does did done doing don doesn didn can could cannot will would should shall may might must please just really very so too also only even still always ever never any some more most much many
have has had having get gets got when while whenever since after before then than there here now today again what which who how why not no t s ve re ll m d let want wish need would_like love
though although because unless until every all half few several time times one up out off over hardly already because_of`
  .trim()
  .split(/\s+/);

/** The first word names the meaning. */
export const meanings: readonly string[] = `
heat 发热 发烫 烫手 很烫 过热 高温 温度高 温度太高 温度 太热 热得 热 烫 hot overheat overheating warm temperature
drain 耗电 掉电 费电 电量掉 掉得快 掉得太快 不耐用 续航 battery_life drained draining
battery 电池 电量 没电 battery
charge 充电 快充 充满 充得 充不进 充不上 充到 充 charging charger recharge
slow 慢 很久 好久 太久 半天 延迟 等好几秒 不流畅 卡顿 卡住 卡 lag laggy lags stutter sluggish smooth not_smooth takes_ages takes_forever forever ages late delay freeze appear_late 反应慢 卡死
fast 快 变快 quick quickly
camera 相机 摄像头 拍照 自拍 摄像机 照相 cam
photo 照片 图片 相片 pictures picture pics image
gallery 相册 图库 album
video 视频 录像 录影 拍视频 footage clip recording
blur 模糊 不清晰 看不清 不清楚 糊 blurry unclear unreadable unsharp
night 夜景 晚上 夜间 夜视 半夜 夜里 nighttime
fingerprint 指纹 finger
unlock 解锁 开锁
recognise 识别 recognize recognises
fail 失败 不成功 报错 出错 不了 没反应 没有反应 无反应 没作用 没有作用 没用 不能用 无效 不生效 失灵 failed failing fails error broken doesnt_work not_work work
bluetooth 蓝牙
earphone 耳机 earbud earbuds headphone headphones headset
disconnect 断开 断连 断流 断线 掉线 老断 drop drops lose_connection 断线重连 disconnection
connect 连接 连不上 连上 配对 connection pair pairing
wifi 无线网 无线 wlan wi_fi wi-fi wi_fi 路由器 router
signal 信号 reception coverage
network 网络 没网 断网 上网 internet online 连不上网
offline 离线 没网 without_internet
notify 通知 推送 消息提醒 提示 提醒 预警 弹出 弹 收不到消息 notification notifications alert alerts reminder warn warning
message 消息 信息 messages
background 后台
dark 深色 暗色 夜间模式 黑暗模式 dark_mode dark_theme night_mode 深色模式 夜间模式
schedule 定时 按时间 自动切换 scheduled timer auto_switch automatically 定时开关 at_night 定点
automatic 自动 auto adaptive automatically
lockscreen 锁屏 lock_screen
wallpaper 壁纸 画报 背景图
alarm 闹钟 闹铃 alarm_clock
ring 响 rang went_off go_off
call 通话 电话 打电话 来电 calls caller callers phone_call
microphone 麦克风 听不到我 听不见我 mic hear_me
hear 听不到 听不见 听
sound 声音 音量 出声 静音 没声音 volume audio
update 更新 升级 升级包 安装包 upgrade updated updating new_version
install 安装 装不了 installation installing 安装不了 package
verify 校验 验证 verification verified validate
screen 屏幕 画面 display panel
brightness 亮度 调光 忽明忽暗 bright dim flicker flickers
ads 广告 ad advert advertisement advertisements advertising
appstore 应用商店 应用市场 app_store store market
folder 文件夹 folders
large 大 更大 放大 big larger bigger
homescreen 桌面 home_screen home launcher desktop
icon 图标
assistant 小爱同学 小爱 语音助手 voice_assistant
wake 唤醒 叫不醒 叫醒 喊 wake_up wake_word
band 手环 wristband
heartrate 心率 heart_rate
inaccurate 不准 偏差 误差 不准确 漂移 乱跳 wrong off drift incorrect jumps jump
run 跑步 running
sleep 睡眠 睡觉
sync 同步 不同步 synchronise synchronize synchronised 音画不同步 对不上 不一致 out_of_sync
vacuum 扫地机器人 扫地机 robot_vacuum robot
dock 充电座 充电桩 回充 charging_station base_station
tv 电视 television
start 开机 启动 打开 点开 一打开 startup start_up launch launching open opening boot
close 关掉 关闭 取消 关不掉 关 disable turn_off switch_off
checkin 签到 打卡 check_in checking_in checked_in
points 积分 point credits
arrive 到账 收不到 没收到 没到 没加上 arrives arrived credited receive received recieved
buy 抢购 预约 购买 下单 秒杀 flash_sale sale checkout purchase
page 页面 网页
loading 转圈 加载 打不开 进不去 spin spins spinning load keeps_loading
order 订单 orders
ship 发货 物流 快递 单号 包裹 shipped dispatched parcel package delivery tracking
service 客服 热线 客服电话 support hotline customer_service
keyboard 键盘 输入法 打字 输入 按键 typing type type letters
lost 不见 丢失 消失 丢了 没了 少了 不显示 看不到 vanished vanish disappear disappears missing gone lose loses
position 定位 gps 位置 location
navigate 导航 navigation navigating
accidental 误触 accident by_accident mistake
gesture 手势 返回手势 swipe swipes
game 游戏 打游戏 玩游戏 games gaming
screenshot 截图 截屏 长截图 滚动截屏 screenshots long_screenshot scrolling_screenshots
part 一段 漏掉 content section skip skips miss
shade 通知栏 控制中心 下拉 快捷开关 notification_shade notification_panel control_center
password 密码 passwords passcode
locked 锁定 锁 被锁 封号 blocked block
account 账号 帐号 账户 accounts
login 登录 登陆 登不上 登不上去 登 log_in sign_in signin logging_in
code 验证码 短信验证码 verification_code sms_code
calendar 日历
holiday 节日 节假日 农历 holidays
calculator 计算器 calculation
history 历史 历史记录
weather 天气 forecast
refresh 刷新 不更新 不刷新 停在 stuck
widget 小部件 小组件 组件 插件 widgets
record 录音
crash 闪退 崩溃 停止运行 crashes crashed quits
clone 双开 分身 dual_apps 应用分身 应用双开
restart 重启 重新开机 再开机 关机再开机 reboot reboots restarts restarting 自动重启 自己关机 开机关机 自动关机 shuts_down shut_down
nfc 门禁 门卡 公交卡 刷卡 刷不了 刷不开
pay 支付 付款 payment paying
storage 存储 内存 空间 容量 占满 几十个g memory 存储空间 储存 rom
full 满 满了 不足 不够 fills 占满 占用 占 爆满 fill
font 字体 大字体 fonts 字号
overlap 重叠 叠在一起 显示不全 overlaps overlapping
shaky 防抖 抖动 晃 抖 stabilisation stabilization stabilized stabilised shake
move 换机 搬家 迁移 migration transfer
quiz 答题 抢答 trivia
timeout 超时 too_late timed_out time_was_up
prize 抽奖 中奖 奖品 raffle lottery
beta 公测 内测 测试资格
tablet 平板 pad ipad
split 分屏 小窗 split_screen multi_window
cover 挡住 遮住 遮挡
pen 手写笔 触控笔 stylus
interrupted 断触 断断续续 中断 interrupt
write 写字 书写 writing
changelog 更新日志 更新说明 release_notes release_note
detail 详细 笼统 看不出 detailed vague
eighty 百分之八十 80% 80 eighty_percent
fifty 一半 百分之五十 50% 50
cloud 云端 云 云相册 云服务 云空间 backup back_up
upload 上传 备份 uploading
translate 翻译 translation
lock 门锁 door_lock smart_lock
low 低 低电量 弱 差 太小 太低 weak poor bad terrible
air 空调 air_conditioner ac
speaker 音箱 音响 喇叭
watch 手表 smartwatch
face 表盘 watch_face watch_faces faces
few 少 太少 多一些 choice selection variety
distance 距离 里程 轨迹
ride 骑行 骑车 cycling
dolby 杜比 音效
news 新闻
browser 浏览器
contacts 联系人 通讯录 电话本 contact address_book
duplicate 重复 好几个 两次 twice doubled
spam 垃圾信息 骚扰 骚扰短信 垃圾短信 junk
sms 短信 text_message
arrange 排列 顺序 乱跑 排 reorder sort order_of
custom 自定义 customise customize customisable customizable
exchange 换货 退换 exchnage swap
colour 颜色 发黄 偏黄 color
kill 划掉 清理 杀后台
black 黑屏 不亮
app 应用 软件 apps application
port 接口 充电口 插口 口 typec type_c usb_c
loose 松动 松 接触不良 loosely contact_bad
friend 好友 朋友 friends
bill 发票 invoice
refund 退款 退货 refunds
price 价格 贵 太贵 expensive cost costs
vibrate 震动 振动 vibration vibrates haptic
front 前置 selfie
group 群 群聊 group_chat
language 语言 languages
delete 删除 删掉 remove erase uninstall 卸载
search 搜索 查找 find
wall 墙 房间 room`
  .trim()
  .split('\n');
