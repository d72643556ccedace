using System.Runtime.InteropServices;

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

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int ChangeOwner(string path, uint user, uint group);

    /// <summary>Keeps every open file but the standard ones from programs started from here on, also those that this process inherited.</summary>
    public static void CloseFilesOnExec() => _ = Syscall(CloseRange, FirstInherited, uint.MaxValue, CloseOnExec);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Syscall(nint number, nuint first, nuint last, nuint flags);
}
