namespace Moltbot.Identity;

/// <summary>A token that a gateway gave this device.</summary>
/// <param name="Token">Secret.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Scopes">What it grants; nothing else is asked for with it.</param>
/// <param name="UpdatedAtMs">When it was stored, epoch milliseconds.</param>
public sealed record DeviceToken(string Token, string Role, IReadOnlyList<string> Scopes, long UpdatedAtMs)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"DeviceToken {{ Role = {Role} }}";
}
