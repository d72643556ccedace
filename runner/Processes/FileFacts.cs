using System.Runtime.InteropServices;

namespace Moltbot.Runner.Processes;

/// <summary>The part of the kernel's <c>struct statx</c> that is looked at; it lies alike on every architecture.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct FileFacts
{
    /// <summary>Kind and permissions.</summary>
    [FieldOffset(28)] public readonly ushort Mode;

    [FieldOffset(32)] public readonly ulong Inode;

    /// <summary>Bytes.</summary>
    [FieldOffset(40)] public readonly ulong Size;

    /// <summary>When anything about it changed, epoch seconds. No program sets it.</summary>
    [FieldOffset(96)] public readonly long ChangedSeconds;

    [FieldOffset(104)] public readonly uint ChangedNanoseconds;

    [FieldOffset(136)] public readonly uint DeviceMajor;

    [FieldOffset(140)] public readonly uint DeviceMinor;
}
