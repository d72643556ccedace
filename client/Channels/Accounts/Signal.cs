namespace Moltbot.Gateway.Channels.Accounts;

/// <summary>Wakes one waiter; a signal given while nobody waits is kept, several count as one.</summary>
internal sealed class Signal(TimeProvider time)
{
    private TaskCompletionSource given = New();

    public void Set() => Volatile.Read(ref given).TrySetResult();

    /// <summary>Waits for a signal, but no longer than told.</summary>
    public async Task Wait(TimeSpan atMost, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var current = Volatile.Read(ref given);
        await Task.WhenAny(current.Task, Task.Delay(atMost, time, end.Token));
        await end.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        if (current.Task.IsCompleted)
        {
            Volatile.Write(ref given, New());
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
