namespace Moltbot.Runner.Processes;

/// <summary>Counts what all outputs of a program have written and calls out once it is too much.</summary>
/// <param name="max">Bytes that are not too much.</param>
/// <param name="exceeded">Cancelled when it is.</param>
internal sealed class OutputBudget(long max, CancellationTokenSource exceeded)
{
    private long _taken;

    /// <summary>Counts some bytes.</summary>
    public void Take(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) > max)
        {
            exceeded.Cancel();
        }
    }
}
