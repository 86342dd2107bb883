; The installer for Windows, for one user or for all. Compiled by packaging/windows/installer.py, which defines:
;   VERSION, VERSION4     1.2.3 and 1.2.3.0
;   PROGRAM               the folder that PyInstaller made
;   FILES                 a script that it has written: what to install and, file by file, what to remove again
;   SIZE                  kilobytes that all of it takes
;   OUTPUT, ICON, DOCUMENT_ICON
;   SIGN                  optional: what signs the file whose name follows
;   TARGET                optional: amd64-unicode where the installer is to be a 64-bit program itself (official builds of
;                         NSIS make 32-bit ones only, which every Windows runs)
;
; Silent:    feedscope-setup.exe /S [/AllUsers | /CurrentUser] [/D=folder]
; Uninstall: uninstall.exe /S [/PURGE]     /PURGE takes settings, recordings and logs of this user as well
; Exit status: 0 done, 1 cancelled, 2 the program is running or this Windows is too old

!ifdef TARGET
  Target ${TARGET}
!endif
Unicode true
SetCompressor /SOLID lzma
SetCompressorDictSize 64
ManifestDPIAware true
ManifestSupportedOS Win10

!define NAME "Feedscope"
!define PROGID "Feedscope.Workspace"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define CLASSES "Software\Classes"

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_INSTALLMODE_INSTDIR "${NAME}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_USE_PROGRAMFILES64
!include MultiUser.nsh
!include MUI2.nsh
!include x64.nsh
!include WinVer.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include "${FILES}"

Name "${NAME}"
OutFile "${OUTPUT}"
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION4}"
VIFileVersion "${VERSION4}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} Setup"
VIAddVersionKey "CompanyName" "The Feedscope authors"
VIAddVersionKey "LegalCopyright" "The Feedscope authors, MIT licence"
VIAddVersionKey "OriginalFilename" "feedscope-${VERSION}-windows-x64-setup.exe"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
  !finalize '${SIGN} "%1"' = 0
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\feedscope-window.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Start ${NAME}"
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; A program in use keeps its file: opening that for writing tells, and needs no plug-in.
!macro WAIT_UNTIL_CLOSED FILE
  ${Do}
    ${IfNot} ${FileExists} "${FILE}"
      ${ExitDo}
    ${EndIf}
    ClearErrors
    FileOpen $0 "${FILE}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION \
      "${NAME} is running. Close it, then choose Retry." /SD IDCANCEL IDRETRY +3
    SetErrorLevel 2
    Quit
  ${Loop}
!macroend

!macro TELL_THE_DESKTOP
  ; SHCNE_ASSOCCHANGED: file types and their icons are read anew.
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "${NAME} needs 64-bit Windows 10 or newer." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  SetRegView 64
  ; The folder of /D, which choosing between one user and all would forget.
  StrCpy $3 $INSTDIR
  !insertmacro MULTIUSER_INIT
  ${If} $3 != ""
    StrCpy $INSTDIR $3
  ${EndIf}
FunctionEnd

; What an older version installed goes by that version's own list; settings, profiles and recordings stay.
Function RemoveOlder
  ReadRegStr $1 SHCTX "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $1 == ""
  ${OrIfNot} ${FileExists} "$1\uninstall.exe"
    Return
  ${EndIf}
  ; From a copy, as an uninstaller that runs from its own place cannot be waited for without leaving itself behind.
  CopyFiles /SILENT "$1\uninstall.exe" "$PLUGINSDIR\older.exe"
  ExecWait '"$PLUGINSDIR\older.exe" /S /$MultiUser.InstallMode _?=$1' $2
  ${If} $2 != 0
    MessageBox MB_OK|MB_ICONSTOP "The version that is installed could not be removed. Nothing has been changed." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

Section "${NAME}"
  InitPluginsDir
  !insertmacro WAIT_UNTIL_CLOSED "$INSTDIR\feedscope-window.exe"
  !insertmacro WAIT_UNTIL_CLOSED "$INSTDIR\feedscope.exe"
  Call RemoveOlder

  !insertmacro INSTALL_FILES
  SetOutPath "$INSTDIR"
  File "/oname=feedscope-document.ico" "${DOCUMENT_ICON}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\feedscope-window.exe" "" "$INSTDIR\feedscope-window.exe" 0 \
    SW_SHOWNORMAL "" "Watch live data over WebSocket"

  WriteRegStr SHCTX "${CLASSES}\${PROGID}" "" "Feedscope workspace"
  WriteRegStr SHCTX "${CLASSES}\${PROGID}\DefaultIcon" "" "$INSTDIR\feedscope-document.ico"
  WriteRegStr SHCTX "${CLASSES}\${PROGID}\shell\open\command" "" '"$INSTDIR\feedscope-window.exe" window "%1"'
  WriteRegStr SHCTX "${CLASSES}\.feedscope" "" "${PROGID}"
  WriteRegStr SHCTX "${CLASSES}\.feedscope\OpenWithProgids" "${PROGID}" ""
  WriteRegStr SHCTX "Software\Microsoft\Windows\CurrentVersion\App Paths\feedscope.exe" "" "$INSTDIR\feedscope-window.exe"

  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\feedscope-window.exe"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "The Feedscope authors"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  !insertmacro TELL_THE_DESKTOP
SectionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
FunctionEnd

; Asked only of a person; silent removal keeps the data unless it is told otherwise.
Function un.RemoveData
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/PURGE" $1
  ${If} ${Errors}
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 \
      "Remove your settings, profiles, recordings and logs as well?$\r$\n$\r$\nThey are in $LOCALAPPDATA\feedscope. \
      Keep them if you may install ${NAME} again." /SD IDNO IDYES purge
    Return
  ${EndIf}
  purge:
  ; Of the person who removes it, also where the program was installed for all.
  SetShellVarContext current
  RMDir /r "$LOCALAPPDATA\feedscope"
  ${If} $MultiUser.InstallMode == "AllUsers"
    SetShellVarContext all
  ${EndIf}
FunctionEnd

Section "Uninstall"
  !insertmacro WAIT_UNTIL_CLOSED "$INSTDIR\feedscope-window.exe"
  !insertmacro WAIT_UNTIL_CLOSED "$INSTDIR\feedscope.exe"

  !insertmacro REMOVE_FILES
  Delete "$INSTDIR\feedscope-document.ico"
  Delete "$INSTDIR\uninstall.exe"
  ; Only when it is empty: what a person has put there is not ours.
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"

  ReadRegStr $0 SHCTX "${CLASSES}\.feedscope" ""
  ${If} $0 == "${PROGID}"
    DeleteRegValue SHCTX "${CLASSES}\.feedscope" ""
  ${EndIf}
  DeleteRegValue SHCTX "${CLASSES}\.feedscope\OpenWithProgids" "${PROGID}"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.feedscope\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.feedscope"
  DeleteRegKey SHCTX "${CLASSES}\${PROGID}"
  DeleteRegKey SHCTX "Software\Microsoft\Windows\CurrentVersion\App Paths\feedscope.exe"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  !insertmacro TELL_THE_DESKTOP

  Call un.RemoveData
SectionEnd
