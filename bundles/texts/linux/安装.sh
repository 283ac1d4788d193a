#!/bin/sh
# 装到自己的用户文件夹，不用管理员；sh 安装.sh --remove 撤掉
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd)
to=${XDG_DATA_HOME:-$HOME/.local/share}/xlgen
command=$HOME/.local/bin/xlgen
if [ "${1:-}" = --remove ]; then
  [ -f "$to/组件清单.json" ] && rm -rf "$to"
  [ -L "$command" ] && rm -f "$command"
  echo "已撤掉 xlgen。做过的表不受影响。WPS 加载项请在撤掉以前用 xlgen addin remove 撤。"
  exit 0
fi
if [ -e "$to" ] && [ ! -f "$to/组件清单.json" ]; then
  echo "$to 里有别的东西，没有安装。请先把它移走。"
  exit 2
fi
if ! "$here/xlgen" --version; then
  echo "这个文件夹在这台电脑上运行不了，没有安装。请看“先看我.txt”里写的机型。"
  exit 2
fi
rm -rf "$to.new"
mkdir -p "$to.new" "$HOME/.local/bin"
cp -R "$here/." "$to.new/"
rm -rf "$to"
mv "$to.new" "$to"
ln -sfn "$to/xlgen" "$command"
echo "已装好：$command"
case ":$PATH:" in
  *":$HOME/.local/bin:"*) echo "打开终端，运行 xlgen demo 试一试。" ;;
  *) echo "注销再登录一次，就可以在终端运行 xlgen；现在可以运行 $command demo 试一试。" ;;
esac
echo "要用 WPS 里的按钮，再运行：$command addin install --target wps（不装也能用）"
