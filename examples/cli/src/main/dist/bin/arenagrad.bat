@echo off
rem Arenagrad's command line. Runs on the Java 25 or newer that JAVA_HOME names or that is on the PATH.
rem JAVA_OPTS: more options for the JVM.
setlocal
set "HOME_FOLDER=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"

set "VERSION="
for /f "tokens=3" %%v in ('call "%JAVA%" -version 2^>^&1 ^| findstr /i " version "') do set "VERSION=%%~v"
set "MAJOR=0"
for /f "delims=.-+" %%m in ("%VERSION%") do set "MAJOR=%%m"
if %MAJOR% lss 25 (
    echo arenagrad: needs Java 25 or newer, named by JAVA_HOME or on the PATH; found %VERSION% 1>&2
    exit /b 1
)

"%JAVA%" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --add-modules=jdk.incubator.vector %JAVA_OPTS% -cp "%HOME_FOLDER%\lib\*" org.arenagrad.examples.cli.Main %*
