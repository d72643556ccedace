namespace Moltbot.Protocol.Mutations;

/// <summary>Which run of the tests it is.</summary>
public static class TableRun
{
    internal static readonly object Lock = new();

    private static int _number = 1;

    internal static int Number => Volatile.Read(ref _number);

    /// <summary>Begins another run: every table is made anew when it is asked for.</summary>
    public static void Next() => Interlocked.Increment(ref _number);
}
