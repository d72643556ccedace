namespace Moltbot.TestSupport.Devices;

/// <summary>A device at the door.</summary>
/// <param name="PublicKey">The key it proved to hold.</param>
/// <param name="Role">The role asked for.</param>
/// <param name="AskedScopes">The scopes asked for.</param>
/// <param name="Secret">The shared secret in force.</param>
/// <param name="HasSecret">Whether it presented that secret.</param>
/// <param name="Token">Otherwise: what it presented as its own token.</param>
/// <param name="IsLocal">Whether the connection is direct and local.</param>
public sealed record Knock(
    string PublicKey, string Role, IReadOnlyList<string> AskedScopes, string Secret, bool HasSecret, string? Token, bool IsLocal);
