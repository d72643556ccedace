using Moltbot.Identity;

namespace Moltbot.Runner.Connection;

/// <summary>What a runner shows at the gateway's door: the token it was given there before, else what its operator gave it.</summary>
/// <param name="given">What the operator gave: a setup code, a device token, or the shared token. Secret.</param>
/// <param name="kept">The tokens of earlier visits; null when only what was given counts.</param>
/// <param name="gateway">The gateway; a token is shown to the one that gave it.</param>
internal sealed class RunnerTokens(string given, DeviceTokenFile? kept, Uri gateway)
{
    /// <summary>What to show next. Secret.</summary>
    public string Next => kept?.Find(gateway, NodeHandshake.Role)?.Token ?? given;

    /// <summary>Keeps what the gateway gave.</summary>
    public void Keep(DeviceToken token) => kept?.Store(gateway, token);

    /// <summary>Takes note that <see cref="Next"/> was refused; false when there is no other to try.</summary>
    public bool Drop()
    {
        if (kept?.Find(gateway, NodeHandshake.Role) is null)
        {
            return false;
        }

        kept.Forget(gateway, NodeHandshake.Role);
        return true;
    }
}
