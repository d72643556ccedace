namespace Moltbot.Runner.Workspaces;

/// <summary>A call's use of an agent's workspace.</summary>
/// <param name="writes">Whether it may change it.</param>
/// <param name="call">Ends the call.</param>
/// <param name="leave">Called when it is over.</param>
internal sealed class WorkspaceUse(bool writes, CancellationTokenSource call, Action<WorkspaceUse> leave) : IDisposable
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Writes => writes;

    /// <summary>Completes when the call has left.</summary>
    public Task Over => _over.Task;

    /// <summary>Ends the call, on another thread. Its holder's lock guards it: of a call that has left there is nothing to end.</summary>
    public void Cancel() => _ = call.CancelAsync();

    public void Dispose()
    {
        leave(this);
        _over.TrySetResult();
    }
}
