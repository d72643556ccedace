using System.Globalization;

namespace Moltbot.Policy.Devices;

/// <summary>The text a device signs to connect (protocol.md §2.3).</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="ClientId">The client's id, as sent.</param>
/// <param name="ClientMode">The client's mode, as sent.</param>
/// <param name="Role">The role asked for.</param>
/// <param name="Scopes">The scopes as sent, in their order, not those granted.</param>
/// <param name="SignedAtMs">Epoch milliseconds of the signature.</param>
/// <param name="Token">The token as sent, shared or the device's own.</param>
/// <param name="Nonce">The challenge; without one the text is of version 1.</param>
public sealed record DeviceAuthText(
    string DeviceId, string ClientId, string ClientMode, string Role, IReadOnlyList<string> Scopes, long SignedAtMs,
    string? Token, string? Nonce)
{
    /// <summary>The text in the version its nonce calls for.</summary>
    public override string ToString() => ToString(string.IsNullOrEmpty(Nonce) ? 1 : 2);

    /// <summary>The text in a given version, 1 or 2.</summary>
    public string ToString(int version)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"v{version}|{DeviceId}|{ClientId}|{ClientMode}|{Role}|{string.Join(',', Scopes)}|{SignedAtMs}|{Token}");
        return version == 1 ? text : $"{text}|{Nonce}";
    }
}
