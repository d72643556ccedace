using System.Runtime.InteropServices;
using Moltbot.Runner.Processes;

namespace Moltbot.Runner.Workspaces;

/// <summary>
/// What tells that a file is another one or was changed, found without opening it and without following a link. Sizes and times that a program sets are
/// not enough: the time of change is the kernel's own.
/// </summary>
/// <param name="IsOrdinary">Whether it is an ordinary file.</param>
/// <param name="Device">Where it lies.</param>
/// <param name="Inode">Which it is there.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="ChangedAt">When anything about it changed.</param>
internal readonly record struct FileMark(bool IsOrdinary, ulong Device, ulong Inode, ulong Bytes, DateTimeOffset ChangedAt)
{
    /// <summary>More than a step of the clock by which a file system dates changes: within one a change is not told from the one before it.</summary>
    private static readonly TimeSpan ClockStep = TimeSpan.FromSeconds(1);

    private const int KindMask = 0xf000;
    private const int OrdinaryKind = 0x8000;
    private const int NothingThere = 2;
    private const int TicksOfNanoseconds = 100;

    /// <summary>The mark of what lies at a path; null where nothing does. What cannot be looked at is no ordinary file.</summary>
    public static FileMark? Of(string path) =>
        LibC.TryLook(path, out var facts)
            ? new FileMark(
                (facts.Mode & KindMask) == OrdinaryKind, ((ulong)facts.DeviceMajor << 32) | facts.DeviceMinor, facts.Inode, facts.Size,
                DateTimeOffset.FromUnixTimeSeconds(facts.ChangedSeconds).AddTicks(facts.ChangedNanoseconds / TicksOfNanoseconds))
            : Marshal.GetLastPInvokeError() == NothingThere ? null : default(FileMark);

    /// <summary>Whether any change from now on shows in the mark.</summary>
    public bool IsSettled(DateTimeOffset now) => now - ChangedAt > ClockStep;
}
