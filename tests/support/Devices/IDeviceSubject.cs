namespace Moltbot.TestSupport.Devices;

/// <summary>Whatever keeps one device's authority, under test: the pure record, or the grains.</summary>
public interface IDeviceSubject
{
    /// <summary>The device connects. One that has to be approved leaves a request, unless one waits already.</summary>
    ValueTask<KnockAnswer> Connect(Knock knock);

    /// <summary>A caller approves the request that waits; false when there is none or it is not theirs to approve.</summary>
    ValueTask<bool> Approve(IReadOnlyList<string> callerScopes);

    /// <summary>A caller has a role's token made anew, for some scopes or (null) all; null when refused.</summary>
    ValueTask<RotatedToken?> Rotate(string role, IReadOnlyList<string> callerScopes, IReadOnlyList<string>? askedScopes);

    /// <summary>A caller takes a role back; false when refused.</summary>
    ValueTask<bool> Revoke(string role, IReadOnlyList<string> callerScopes);
}
