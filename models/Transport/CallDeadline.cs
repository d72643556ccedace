namespace Moltbot.Models.Transport;

/// <summary>One token for a call: cancelled by the caller, or when nothing happened for too long.</summary>
internal sealed class CallDeadline : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly CancellationTokenRegistration registration;
    private readonly CancellationToken caller;

    public CallDeadline(TimeProvider time, CancellationToken caller)
    {
        this.caller = caller;
        source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        registration = caller.UnsafeRegister(static s => ((CancellationTokenSource)s!).Cancel(), source);
    }

    public CancellationToken Token => source.Token;

    /// <summary>Time ran out, and it was not the caller who gave up.</summary>
    public bool Expired => source.IsCancellationRequested && !caller.IsCancellationRequested;

    public void Arm(TimeSpan time) => source.CancelAfter(time);

    public void Disarm() => source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        registration.Dispose();
        source.Dispose();
    }
}
