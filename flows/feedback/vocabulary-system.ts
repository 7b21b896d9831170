// What words of a system and its apps mean the same. Data, as vocabulary.ts says.

export const systemMeanings = `
update 更新 升级 升级包 安装包 upgrade updated updating new_version 新版本 新版 ota 系统更新 updates upgrading
rollback 降级 回退 退回 downgrade revert roll_back
version 版本 正式版 稳定版 versions
install 安装 装不了 安装包 installation installing 安装不了 package installed installer
uninstall 卸载 uninstalling preinstalled 预装 bloatware
verify 校验 验证 verification verified validate 认证
restart 重启 重新开机 再开机 关机再开机 reboot reboots restarts restarting 自动重启 自己关机 开机关机 自动关机 shuts_down shut_down 关机 powers_off
crash 闪退 崩溃 停止运行 强退 crashes crashed quits crashing force_close closes_itself closes_by_itself
stuck 卡住 卡在 停在 卡死 死机 freeze freezes frozen hang hangs 冻住 stuck 无响应 不动 unresponsive
start 开机 启动 打开 点开 一打开 打不开 开不开 startup start_up launch launching open opening boot opens starts launches starting
close 关掉 关闭 取消 关不掉 关 停用 disable turn_off switch_off turns_off switches_off turn_itself_off turns_itself_off switches_itself_off disabled cancel
switch_on 开启 启用 开 enable turn_on switch_on
restore 恢复 还原 复原 找回 recover restored recovery
reset 重置 恢复出厂 恢复默认 变回 变成默认 factory_reset resets
default 默认 默认的 defaults
background 后台 后台运行
kill 划掉 清理 杀后台 清后台 swiped_away 多任务
autostart 自启动 自启
homescreen 桌面 主屏 home_screen homescreen desktop
icon 图标 icons
app_badge 角标 小红点 red_dot unread_count
folder 文件夹 folders
widget 小部件 小组件 组件 插件 部件 widgets
wallpaper 壁纸 画报 背景图 wallpapers
lockscreen 锁屏 lock_screen 息屏 always_on aod
theme 主题 themes skin
dark 深色 暗色 夜间模式 黑暗模式 深色模式 dark_mode dark_theme night_mode
font 字体 大字体 字号 文字 fonts text_size font_size letters_size
status_bar 状态栏 statusbar
shade 通知栏 控制中心 下拉 下滑 快捷开关 快捷按钮 notification_shade notification_panel control_center control_centre quick_settings quick_toggles toggle toggles pulling_down
notify 通知 推送 消息提醒 提示 提醒 预警 弹出 弹 弹窗 收不到消息 notification notifications alert alerts reminder warn warning remind popup pop_up pops_up reminders
message 消息 聊天 messages chat chats dm 私信
wechat 微信 we_chat weixin
voice_message 语音 语音消息 voice voice_message
sms 短信 text_message text_messages
spam 推销 推销电话 垃圾信息 骚扰 骚扰短信 垃圾短信 骚扰电话 junk scam spam_calls 诈骗
intercept 拦截 屏蔽 黑名单 block_calls filter_out blacklist
contacts 联系人 通讯录 电话本 contact address_book
email 邮件 邮箱 mail e_mail emails inbox
permission 权限 授权 permissions
privacy 隐私 private
setting 设置 设定 选项 setting settings option options preference
schedule 定时 按时间 自动切换 scheduled auto_switch 定时开关 定点 计时器 倒计时 countdown timer
automatic 自动 自己 auto adaptive automatically by_itself itself on_its_own
gesture 手势 返回手势 侧滑 滑动 swipe swipes gestures sliding
back_step 返回 回退键 back
accidental 误触 误碰 不小心 accident by_accident mistake accidental accidentally unintended
game 游戏 打游戏 玩游戏 手游 games gaming
horizontal 横屏 竖屏 旋转 landscape rotate rotation orientation
screenshot 截图 截屏 长截图 滚动截屏 screenshots long_screenshot scrolling_screenshots
scroll 滚动 滑屏 长截图 scrolling scrolls long_screenshot
screenrecord 录屏 屏幕录制 screen_recording record_screen
record 录音 录音机 recording recorder
split 分屏 小窗 悬浮窗 split_screen multi_window floating_window 画中画 picture_in_picture
clone 双开 分身 dual_apps 应用分身 应用双开 second_space
password 密码 口令 passwords passcode pin
locked 锁定 锁 被锁 封号 blocked block locked_out locked banned 禁言
account 账号 帐号 账户 accounts 小米账号
login 登录 登陆 登不上 登不上去 登入 登 log_in sign_in signin logging_in logged login
logout 退出登录 登出 log_out sign_out 掉登录 logged_out
register 注册 开户 sign_up signup registration
code 验证码 短信验证码 verification_code sms_code otp
calendar 日历 日程
holiday 节日 节假日 农历 holidays 放假 lunar_calendar 调休
calculator 计算器 calculation
history 历史 历史记录 记录 浏览记录
weather 天气 forecast 天气预报
refresh 刷新 不更新 不刷新 refreshes 刷不出来
clock 时钟 时间显示 clock
clocktime 时间 time_of_day
keyboard 键盘 输入法 打字 输入 拼音 五笔 九宫格 typing type types input_method
suggestion 联想 联想词 候选 预测 autocorrect suggestions predictive prediction suggested
pinyin 拼音 五笔 九宫格 layout
clipboard 复制 粘贴 剪贴板 拷贝 copy paste copied pasting pasted copying
handwriting 写字 手写 书写 write writing 笔迹
translate 翻译 translation translator
search 搜索 查找 搜不到 搜 找 找不到 discovered discover find finds searching 搜一下
data 数据 信息 资料 information info
word 词 词语 单词 words
file 文件 文档 document files documents pdf
download 下载 downloads downloading
upload 上传 uploading uploads uploaded
backup 备份 backup back_up backups
cloud 云端 云 云相册 云服务 云空间 云同步
sync 同步 不同步 synchronise synchronize synchronised synchronized 音画不同步 对不上 不一致 out_of_sync syncing
migrate 换机 搬家 迁移 migration transfer transferring 导入 导出 import export 传输
share 分享 转发 互传 sharing airdrop 快传
cast 投屏 投影 镜像 casting screen_casting mirror mirroring chromecast
browser 浏览器 chrome
page 页面 网页 网站 webpage website pages site
tab 标签页 书签 bookmark bookmarks tabs
link 链接 网址 links url
scan 乘车码 付款码 扫码 扫一扫 二维码 扫描 qr qr_code scanning
loading 转圈 加载 打不开 进不去 加载不出 载入 spin spins spinning load keeps_loading loads spinner 白屏 空白 blank
appstore 应用商店 应用市场 app_store store market play_store 商店
app 应用 软件 程序 apps application applications
ads 广告 ad advert advertisement advertisements advertising 开屏广告 推广 commercials
recommend 推荐 recommendations recommended
news 新闻 资讯 feed
assistant 小爱同学 小爱 语音助手 voice_assistant xiaoai siri
wake 唤醒 叫不醒 叫醒 喊 wake_up wake_word wakes 呼叫
language 语言 languages 中文 英文 chinese english
notepad 笔记 便签 备忘录 memo notepad
music 音乐 歌曲 歌 song songs playlist 歌单
lyrics 歌词 lyric
subtitle 字幕 subtitles captions
dolby 杜比 音效 equalizer equaliser 均衡器 sound_effect
changelog 更新日志 更新说明 release_notes release_note
powersave 省电 省电模式 低电量模式 power_saving battery_saver
child 儿童 孩子 家长 小孩 kid kids children parental
elder 老人 长辈 老年 elderly seniors
usage 使用时长 屏幕时间 screen_time
steps_taken 步数 计步 走路 step_counter step_count steps pedometer
emoji 表情 表情包 emojis sticker stickers
animation 动画 动效 过渡 animations
sidebar 侧边栏 sidebar
shortcut 快捷 快捷方式 捷径 shortcuts
storage_clean 垃圾清理 缓存 cache cleaner
earthquake 地震 地震预警 quake
pickup 取件码 快递柜 取件 pickup_code
window 窗口 对话框 弹框 输入框 window dialog box text_field input_box
list 列表 清单 list lists
category 分类 归类 类别 categories category classify
format 格式 格式化 format formats
garbled 乱码 garbled mojibake gibberish
datausage 流量 耗流量 data_usage traffic data_plan
developer 开发者 调试 developer developer_options debugging
reflash 刷机 解锁bl root bootloader unlock_bootloader fastboot
navbar 导航键 虚拟按键 导航栏 nav_bar navigation_bar soft_keys
dnd 勿扰 免打扰 请勿打扰 do_not_disturb dnd
airplane 飞行模式 airplane_mode flight_mode
timezone 时区 日期 time_zone timezone date
reading 阅读 小说 电子书 reader ebook book books novel
livestream 直播 live_stream livestream livestreams broadcast
google 谷歌 google
android 安卓 android
xiaomi 小米 xiaomi
redmi 红米 redmi
hyperos 澎湃 澎湃os hyperos
region 地区 国家 国际版 海外 region country countries global
number 号码 手机号 手机号码 phone_number number numbers
bind 绑定 解绑 关联 bind binding unbind linked
realname 实名 身份证 real_name identity id_card
virus 病毒 木马 virus malware
hacked 被盗 盗号 hacked stolen
forced 强制 被迫 forced force forces
redirect 跳转 跳到 redirect redirects redirected
loop 循环 loop loops
playspeed 倍速 快进 playback_speed fast_forward
draft 草稿 draft drafts
format_size 大小 尺寸 size sizes
line_through 路线 绕路 route routes detour
announce 播报 朗读 announce announces announcement read_aloud
qq qq
douyin 抖音 tiktok douyin
whatsapp whatsapp
trafficlight 红绿灯 traffic_light traffic_lights
callrecord 通话录音 call_recording call_recorder record_calls`;
