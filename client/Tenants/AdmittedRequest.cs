namespace Moltbot.Gateway.Tenants;

/// <summary>A request over HTTP that was let in and is not answered yet; disposed of when it is.</summary>
/// <param name="credentialId">What it came in by.</param>
/// <param name="leave">Called once, when it is answered.</param>
internal sealed class AdmittedRequest(string? credentialId, Action<AdmittedRequest> leave) : IDisposable
{
    private readonly CancellationTokenSource _revoked = new();
    private int _isDisposed;

    /// <summary>The credential that let it in; null where there was none to name.</summary>
    public string? CredentialId { get; } = credentialId;

    /// <summary>Cancelled when what let it in does so no longer.</summary>
    public CancellationToken Revoked => _revoked.Token;

    /// <summary>Ends it. What waits for that goes on elsewhere: the caller has others to end.</summary>
    public void Revoke() => _ = _revoked.CancelAsync();

    public void Dispose()
    {
        // The source has neither a timer nor a handle, and whoever revokes at this moment still may.
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            leave(this);
        }
    }
}
