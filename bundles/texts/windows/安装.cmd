@echo off
chcp 65001 >nul
setlocal
set "TO=%LOCALAPPDATA%\Programs\xlgen"
set "COMMAND=%LOCALAPPDATA%\Microsoft\WindowsApps\xlgen.cmd"
if /i "%~1"=="--remove" goto remove
"%~dp0python\python.exe" -X utf8 -m xlgen --version
if errorlevel 1 (
  echo 这个文件夹在这台电脑上运行不了，没有安装。请看“先看我.txt”里写的系统。
  pause
  exit /b 2
)
if exist "%TO%" if not exist "%TO%\python\python.exe" (
  echo %TO% 里有别的东西，没有安装。请先把它移走。
  pause
  exit /b 2
)
if exist "%TO%" rmdir /s /q "%TO%"
xcopy "%~dp0." "%TO%\" /e /i /y /q >nul
if errorlevel 1 (
  echo 没有复制全，请看磁盘是不是满了，再双击一次。
  pause
  exit /b 2
)
> "%COMMAND%" echo @"%TO%\xlgen.cmd" %%*
echo 已装好。打开命令提示符（Win+R，输入 cmd，回车），运行 xlgen demo 试一试。
echo 要用 Excel、WPS 里的按钮，再运行 xlgen addin install --target excel（或 wps）；不装也能用。
pause
exit /b 0

:remove
if exist "%TO%\python\python.exe" rmdir /s /q "%TO%"
if exist "%COMMAND%" del "%COMMAND%"
echo 已撤掉 xlgen。做过的表不受影响。
pause
