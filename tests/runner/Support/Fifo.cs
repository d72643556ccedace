using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Moltbot.Runner.Tests.Support;

/// <summary>A named pipe that a test and a sandboxed program share: it signals, and says whether anybody has its other end.</summary>
internal sealed partial class Fifo
{
    private const int WriteOnly = 1;
    private const int NonBlocking = 0x800;
    private const int NobodyReads = 6;

    private readonly string _path;

    public Fifo(string folder, string name)
    {
        _path = Path.Combine(folder, name);
        MakeFifo(_path, 0x1b6).ShouldBe(0);
        Chmod(_path, 0x1b6).ShouldBe(0);
    }

    /// <summary>Waits until a program writes to it and closes it, and gives what it wrote.</summary>
    public Task<string> Said() => Task.Factory.StartNew(() => File.ReadAllText(_path), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Whether some program has it open to read.</summary>
    public bool IsRead()
    {
        using SafeFileHandle handle = Open(_path, WriteOnly | NonBlocking);
        if (!handle.IsInvalid)
        {
            return true;
        }

        Marshal.GetLastPInvokeError().ShouldBe(NobodyReads);
        return false;
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFifo(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "chmod", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chmod(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle Open(string path, int flags);
}
