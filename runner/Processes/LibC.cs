using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Moltbot.Runner.Processes;

/// <summary>What .NET has no name for.</summary>
internal static partial class LibC
{
    public const int SigKill = 9;
    public const int SigCont = 18;
    public const int SigStop = 19;

    // The same on every architecture.
    private const nint CloseRange = 436;
    private const nuint CloseOnExec = 4;
    private const nuint FirstInherited = 3;

    private const int SetFlags = 4;
    private const int NonBlocking = 0x800;
    private const nuint JoinSessionKeyring = 1;
    private const int FromWorkingFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint BasicFacts = 0x7ff;

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "getegid")]
    public static partial uint EffectiveGroup();

    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int ChangeOwner(string path, uint user, uint group);

    /// <summary>Keeps every open file but the standard ones from programs started from here on, also those that this process inherited.</summary>
    public static void CloseFilesOnExec() => _ = Syscall(CloseRange, FirstInherited, uint.MaxValue, CloseOnExec);

    /// <summary>
    /// Gives the thread, and what it starts from here on, an empty keyring of its own: with that of the runner's session a program would hold
    /// its keys, and find what other programs left in it. A kernel that has no keyrings, or lets nobody at them, leaves nothing to hold.
    /// </summary>
    public static void LeaveKeyring()
    {
        if (KeyControl is { } call)
        {
            _ = Syscall(call, JoinSessionKeyring, 0, 0);
        }
    }

    /// <summary>Keeps <see cref="Read"/> from waiting.</summary>
    public static void DoNotWait(SafePipeHandle file) => _ = SetFileFlags(file, SetFlags, NonBlocking);

    /// <summary>Reads what is there; less than one when nothing is.</summary>
    public static int Read(SafePipeHandle file, Span<byte> buffer) => (int)Read(file, buffer, (nuint)buffer.Length);

    /// <summary>What the system says of a path itself, links not followed and nothing opened; false with the error in the last one of the system.</summary>
    public static bool TryLook(string path, out FileFacts facts) => FactsOf(FromWorkingFolder, path, DoNotFollow, BasicFacts, out facts) == 0;

    private static nint? KeyControl => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 250,
        Architecture.Arm64 => 219,
        _ => null,
    };

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int FactsOf(int folder, string path, int flags, uint wanted, out FileFacts facts);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int SetFileFlags(SafePipeHandle file, int command, int flags);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(SafePipeHandle file, Span<byte> buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Syscall(nint number, nuint first, nuint last, nuint flags);
}
